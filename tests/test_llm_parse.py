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
from partyx.llm.strict_json import MAX_COMPLAINTS, NotValidError, parse
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
        ('{"title": "</think>"}', Facts(title="</think>")),
        ('{"title": "x", "kind": "note", "day": "2023-09-29", "pair": [1, 2]}', {"pair": (1, 2)}),
    ],
)
def test_an_answer_that_fits_is_a_plain_instance(text: str, value: Facts | dict[str, Any]) -> None:
    found = parse(text, Facts)
    assert type(found) is Facts
    if isinstance(value, Facts):
        assert found == value
    else:
        assert (found.kind, found.day, found.pair) == (Kind.NOTE, dt.date(2023, 9, 29), (1, 2))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "the JSON ends or breaks at character 0"),
        ("Bảy.", "the JSON ends or breaks at character 0"),
        ('{"title": "x"} and more', "Extra data"),
        ('{"title": "x"', "the JSON ends or breaks"),
        ("[]", "the answer: "),
        ("null", "the answer: "),
        ("{}", "title: Field required"),
        ('{"title": 5}', "title: Input should be a valid string"),
        ('{"title": "x", "value": "1.513"}', "value: Input should be a valid number"),
        ('{"title": "x", "value": true}', "value: Input should be a valid number"),
        ('{"title": "x", "value": NaN}', "NaN is not a JSON number"),
        ('{"title": "x", "value": -Infinity}', "-Infinity is not a JSON number"),
        ('{"title": "x", "value": 1e999}', "the number 1e999 is too large"),
        ('{"title": "x", "value": 1' + "0" * 5000 + "}", "cannot be read"),
        ('{"title": "x", "title": "y"}', "the key 'title' stands twice"),
        ('{"title": "x", "items": [{"id": "n1", "id": "n2"}]}', "the key 'id' stands twice"),
        ('{"title": "x", "items": [{"id": "n1"}, {"id": "m2"}]}', "items[1].id: String should match"),
        ('{"title": "x", "surplus": 1}', "surplus: Extra inputs"),
        ("[" * 100_000, "cannot be read"),
    ],
)
def test_what_does_not_fit_is_complained_of_with_its_place(text: str, complaint: str) -> None:
    with pytest.raises(NotValidError) as caught:
        parse(text, Facts)
    assert complaint in str(caught.value)
    assert "errors.pydantic.dev" not in str(caught.value)


def test_no_more_complaints_are_made_than_are_read() -> None:
    with pytest.raises(NotValidError) as caught:
        parse(json.dumps({"title": "x", "items": [{}] * 100}), Facts)
    assert len(caught.value.complaints) == MAX_COMPLAINTS


@given(st.text())
def test_any_text_is_a_value_or_a_complaint(text: str) -> None:
    for variant in (text, f'{{"title": {text}}}', f"```\n{text}\n```"):
        complaints = []
        try:
            value: object = parse(variant, Facts)
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
        ('```json\n{"l": [12, 13', {}),
        ("{" * 50_000, {}),
        ('{"l": ' + "[" * 50_000, {"l": []}),
        (json.dumps(RECORDS), RECORDS),
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
