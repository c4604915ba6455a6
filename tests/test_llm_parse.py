"""An answer's text to a value: what is let through, what is complained of, what is saved of a cut one."""

from __future__ import annotations

import datetime as dt
import json
from enum import Enum
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from partyx.llm.cut import finished_records
from partyx.llm.salvage import MAX_COMPLAINTS, NotValidError, parse
from partyx.llm.wire_schema import closed, narrowed, wire_schema


class Kind(Enum):
    NOTE = "note"


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern="^n[0-9]+$", max_length=6, description="An id.")
    unit: str | None = None


class Facts(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str = Field(description="A member that is called title.")
    value: float = 0.0
    items: list[Item] = []
    kind: Kind | None = None
    day: dt.date | None = None
    pair: tuple[int, ...] = ()
    main: Item | None = Field(default=None, description="The most important one.")
    shape: Literal["a", "b"] = "a"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"title": "x"}', Facts(title="x")),
        (' \n\ufeff{"title": "x", "value": 3}\n', Facts(title="x", value=3)),
        ('```json\n{"title": "x"}\n```', Facts(title="x")),
        ('```\n{"title": "```"}\n```\n', Facts(title="```")),
        ('<think>{"title": 1}</think>\n{"title": "x"}', Facts(title="x")),
        ('so {"title": "y"}, or</think>{"title": "x"}', Facts(title="x")),
        ('{"title": "</think>"}', Facts(title="</think>")),
        ('<think>hm\n{"title": "x"}', Facts(title="x")),
        ('{"title": "x"} and more', Facts(title="x")),
        ('Sure {here}: {"title": "x"}', Facts(title="x")),
        ('{"title": "y"}\nNo, rather:\n{"title": "x"}', Facts(title="x")),
        ('{"title": "x"}{"title": "x"}', Facts(title="x")),
        (json.dumps('{"title": "x"}'), Facts(title="x")),
        ('[{"title": "x"}]', Facts(title="x")),
        ('{"facts": {"title": "x"}}', Facts(title="x")),
        ('{"name": "facts", "arguments": "{\\"title\\": \\"x\\"}"}', Facts(title="x")),
        ('{"title": "x",}', Facts(title="x")),
        ('{"title": "x", "items": [{"id": "n1",},],} // done', Facts(title="x", items=[Item(id="n1")])),
        ("{'title': 'x', 'main': None}", Facts(title="x")),
        ('{title: "x"}', Facts(title="x")),
        ('{"title": "x" "value": 2}', Facts(title="x", value=2)),
        ('{"title": "x"', Facts(title="x")),
        ('{"title": "a\nb"}', Facts(title="a\nb")),
        ('{"title": "x", "title": "x"}', Facts(title="x")),
        # another spelling of the same
        ('{"title": "x", "surplus": 1}', Facts(title="x")),
        ('{"title": ["x"]}', Facts(title="x")),
        ('{"title": "x", "items": null}', Facts(title="x")),
        ('{"title": "x", "items": {"id": "n1"}}', Facts(title="x", items=[Item(id="n1")])),
        ('{"title": "x", "shape": "B"}', Facts(title="x", shape="b")),
        ('[{"id": "n1", "unit": null}]', None),
    ],
)  # fmt: skip
def test_a_document_is_read_wherever_it_stands_and_however_it_is_spelt(
    text: str, value: Facts | None
) -> None:
    try:
        found = parse(text, Facts)
    except NotValidError:
        assert value is None
        return
    assert type(found.value) is Facts
    assert (found.value, found.complaints) == (value, ())


def test_json_types_that_are_texts_become_what_they_are() -> None:
    value = parse('{"title": "x", "kind": "note", "day": "2023-09-29", "pair": [1, 2]}', Facts).value
    assert (value.kind, value.day, value.pair) == (Kind.NOTE, dt.date(2023, 9, 29), (1, 2))


@pytest.mark.parametrize(
    ("text", "kept", "complaint"),
    [
        ('{"title": "x", "items": [{"id": "n1"}, {"id": "m2"}]}', ["n1"], "items[1].id: String should match"),
        ('{"title": "x", "items": [{"id": 1}, {"id": "n2"}]}', ["n2"], "items[0].id: Input should be a valid string"),
        ('{"title": "x", "items": [{"unit": "a"}, {"id": "n2"}]}', ["n2"], "items[0].id: Field required"),
        ('{"title": "x", "items": ["n1", {"id": "n2"}]}', ["n2"], "items[0]: is no object"),
        ('{"title": "x", "items": [{"id": "n1", "id": "n2"}, {"id": "n3"}]}', ["n3"], "items[0].id: the key 'id' stands twice"),
        ('{"title": "x", "items": [{"id": NaN}, {"id": "n3"}]}', ["n3"], "items[0].id: NaN is not a JSON number"),
        ('{"title": "x", "items": [{"id": "n1", "unit": 5}]}', ["n1"], "items[0].unit: Input should be a valid string"),
        ('{"title": "x", "kind": "song", "items": [{"id": "n1"}]}', ["n1"], "kind: Input should be 'note'"),
        # an id or number that would have to be repaired is none
        ('{"title": "x", "items": [{"id": n1}, {"id": "n2"}],}', ["n2"], "items[0].id: what is written here is broken"),
        ('{"title": "x", "items": [{"id": "n2"}, {"id": "n1', ["n2"], "items[1].id: what is written here is broken"),
        ('{"title": "x", "items": [{"id": "n1"}, {"id": "n2"}', ["n1", "n2"], ""),
        ('{"title": "x", "items": "none"}', [], "items[0]: Input should be an object"),
    ],
)  # fmt: skip
def test_what_fits_is_kept_and_the_rest_named(text: str, kept: list[str], complaint: str) -> None:
    found = parse(text, Facts)
    assert [item.id for item in found.value.items] == kept
    assert complaint in "; ".join(found.complaints)
    assert bool(found.complaints) is bool(complaint)


def test_of_a_list_that_was_cut_what_never_came_is_missed() -> None:
    class Both(BaseModel):
        first: list[Item]
        second: list[Item]

    assert parse('{"first": [{"id": "n1"}, {"id": "n', Both).complaints[-1] == "second: Field required"
    assert parse('{"first": [{"id": "n1"}]}', Both).complaints == ()


def test_a_complaint_about_a_kept_item_names_its_place_in_the_answer() -> None:
    found = parse('{"title": "x", "items": [{"id": "m1"}, {"id": "n2"}, {"id": 3}, {"id": "n4"}]}', Facts)
    assert found.as_written("items[1].id: is unknown") == "items[3].id: is unknown"
    assert found.as_written("title: is long") == "title: is long"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "the JSON ends or breaks at character 0"),
        ("Bảy.", "the JSON ends or breaks at character 0"),
        ("[]", "the JSON is no object"),
        ("null", "the JSON is no object"),
        ("{}", "title: Field required"),
        ('{"surplus": 1}', "title: Field required"),
        ('{"title": 5}', "title: Input should be a valid string"),
        ('{"title": null}', "title: Input should be a valid string"),
        ('{"title": "x", "value": "1.513"}', "value: Input should be a valid number"),
        ('{"title": "x", "value": 1,513}', "value: what is written here is broken"),
        ('{"title": "x", "value": 007}', "value: what is written here is broken"),
        ('{"title": "x", "value": 1.513.200}', "value: what is written here is broken"),
        ('{"title": "x", "value": 12/45}', "value: what is written here is broken"),
        ('{"title": "x", "value": true}', "value: Input should be a valid number"),
        ('{"title": "x", "value": NaN}', "NaN is not a JSON number"),
        ('{"title": "x", "value": -Infinity}', "-Infinity is not a JSON number"),
        ('{"title": "x", "value": 1e999}', "the number 1e999 is too large"),
        (
            '{"title": "x", "value": 1' + "0" * 5000 + "}",
            "value: the number 10000000000000000000 is too large",
        ),
        ('{"title": "x", "title": "y"}', "the key 'title' stands twice"),
        ('<think>I would say {"title": "x"} but', "the JSON ends or breaks"),
        ("[" * 100_000, "cannot be read"),
        ('{"title": ' * 100_000, "cannot be read"),
        ("{" * 20_000, "the JSON ends or breaks"),
        ("{x " * 20_000, "the JSON ends or breaks"),
    ],
)
def test_what_holds_no_document_is_complained_of(text: str, complaint: str) -> None:
    with pytest.raises(NotValidError) as caught:
        parse(text, Facts)
    assert complaint in str(caught.value)
    assert "errors.pydantic.dev" not in str(caught.value)


def test_no_more_complaints_are_made_than_are_read() -> None:
    assert len(NotValidError([f"{number}" for number in range(100)]).complaints) == MAX_COMPLAINTS
    assert len(parse(json.dumps({"title": "x", "items": [{}] * 100}), Facts).complaints) == 100


@given(st.text())
def test_any_text_is_a_value_or_a_complaint(text: str) -> None:
    for variant in (text, f'{{"title": {text}}}', f"```\n{text}\n```"):
        complaints = []
        try:
            value: object = parse(variant, Facts).value
        except NotValidError as error:
            complaints = error.complaints
        assert complaints or type(value) is Facts


RECORDS = {
    "meetings": [{"a": [1, {"b": "]}"}]}],
    "statistics": [{"id": "n1"}, {"id": "n2"}],
    "note": "x",
    "n": 12,
}


@pytest.mark.parametrize(
    ("partial", "found"),
    [
        ("", {}),
        ("[1, 2", {}),
        ('{"meet', {}),
        ('{"statistics": [', {"statistics": []}),
        ('{"statistics": [{"id": "n1"}', {"statistics": []}),
        ('{"statistics": [{"id": "n1"},', {"statistics": [{"id": "n1"}]}),
        ('{"statistics": [{"id": "n1"}, {"id": "n', {"statistics": [{"id": "n1"}]}),
        ('{"statistics": [{"id": "n1"}], "note": "x', {"statistics": [{"id": "n1"}]}),
        ('{"n": 12', {}),
        ('{"n": 12,', {"n": 12}),
        ('{"l": [12, 13', {"l": [12]}),
        ('```json\n{"l": [12, 13', {"l": [12]}),
        ("{" * 50_000, {}),
        ('{"l": ' + "[" * 50_000, {"l": []}),
        (json.dumps(RECORDS), RECORDS),
        ('{2m [], "stgs":,[],2"sats"', {}),
        ('{"a": 1, [2]: [3], "b": 4}', {"a": 1}),
        ('{"a": 1, {"b": 2}: 3}', {"a": 1}),
    ],
)
def test_of_a_cut_answer_the_finished_records_are_kept(partial: str, found: dict[str, Any]) -> None:
    assert finished_records(partial) == found


@given(st.integers(0, len(json.dumps(RECORDS))))
def test_wherever_it_is_cut_only_whole_records_come_out(end: int) -> None:
    found = finished_records(json.dumps(RECORDS)[:end])
    for name, value in found.items():
        whole = RECORDS[name]
        assert value == whole or (isinstance(whole, list) and value == whole[: len(value)])


def objects(schema: Any) -> list[dict[str, Any]]:
    """Every object schema inside a schema."""
    if isinstance(schema, list):
        return [one for item in schema for one in objects(item)]
    if not isinstance(schema, dict):
        return []
    return [
        *([schema] if "properties" in schema else []),
        *(one for item in schema.values() for one in objects(item)),
    ]


def test_the_wire_schema_is_closed_and_requires_every_member_in_order() -> None:
    schema = wire_schema(Facts)
    found = objects(schema)
    assert len(found) >= 2
    for one in found:
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
    assert list(schema["properties"]) == list(Facts.model_fields)
    assert schema["properties"]["title"]["description"] == "A member that is called title."


def test_titles_and_defaults_are_left_out_and_bounds_kept() -> None:
    text = json.dumps(wire_schema(Facts))
    assert '"default"' not in text
    assert '"title": "Items"' not in text
    assert "maxLength" in text
    assert "pattern" in text


def test_the_narrow_form_leaves_out_what_hosted_strict_modes_refuse() -> None:
    text = json.dumps(narrowed(wire_schema(Facts)))
    assert "maxLength" not in text
    assert "pattern" not in text
    assert "An id." in text
    assert objects(narrowed(wire_schema(Facts)))[0]["additionalProperties"] is False


def test_a_reference_has_no_keyword_beside_it() -> None:
    schema = closed(
        {
            "$defs": {"Item": {"type": "object", "properties": {"a": {"type": "string"}}}},
            "properties": {"main": {"$ref": "#/$defs/Item", "description": "The main one."}},
            "type": "object",
        }
    )
    main = schema["properties"]["main"]
    assert main["description"] == "The main one."
    assert main["required"] == ["a"]
    assert "$ref" not in main


def test_a_schema_is_made_once_a_model() -> None:
    assert wire_schema(Facts) is wire_schema(Facts)
