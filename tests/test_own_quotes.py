"""Records of the user's own asked of small models: in quotes of the plain text, and the same in the end."""

from __future__ import annotations

import json

import pytest
from own_types import TEXT, Appointment
from test_own_shapes import CASES

import partyx
from partyx import Reply
from partyx.article import Role
from partyx.examples import prepare
from partyx.kinds.record import spec_of
from partyx.kinds.registry import chosen
from partyx.llm import ScriptedModel
from partyx.model.marking import Line
from partyx.model.prompts import FENCE, Prompts
from partyx.model.windows import Window

SMALL = {"cache": "off", "ask": "sentence"}
PERSON = {
    "person": "Vàng A Páo",
    "kind": "bổ nhiệm",
    "post": None,
    "rank": None,
    "by": None,
    "decision": None,
    "effective": None,
    "vote": None,
    "duties": [],
    "why": None,
    "acting": False,
}


def answer(*people: dict[str, object]) -> dict[str, object]:
    """What a small model answers."""
    return {"appointments": [PERSON | one for one in people]}


def extracted(
    model: partyx.FakeModel | ScriptedModel, text: str = TEXT, **settings: object
) -> partyx.Extraction:
    return partyx.extract(text, records=[Appointment], model=model, settings={**SMALL, **settings})


@pytest.mark.parametrize("name", CASES)
def test_quotes_come_to_the_same_records_as_ids(name) -> None:
    text, kind, said = CASES[name]
    by_id, by_quote = (
        partyx.extract(
            text,
            records=[kind],
            model=partyx.FakeModel([{spec_of(kind).plural: [said]}]),
            settings={"cache": "off", "ask": ask},
        )
        for ask in ("article", "sentence")
    )
    assert by_quote.of(kind) == by_id.of(kind)
    assert not by_quote.unlocated


def test_a_small_model_sees_plain_text_and_is_asked_for_quotes() -> None:
    fake = partyx.FakeModel([{"appointments": []}])
    extracted(fake)
    (request,) = fake.requests
    system, example, right, asked = (message["content"] for message in request.messages)
    assert asked.splitlines()[-1] == TEXT.split("\n\n")[-2].splitlines()[-1]
    assert not any(mark in message for message in (system, example, asked) for mark in ("⟨", "[s1]", "n…"))
    assert '- kind: một trong: "bổ nhiệm", "điều động"' in system
    assert "  - of_whom: không nêu thì null" in system
    assert json.loads(right) == answer(
        {"person": "Trần Văn Khê", "kind": "điều động", "effective": "2/3/2024"}
    )
    assert request.schema["$defs"]["Appointment"]["properties"]["person"] == {"type": "string"}


def test_a_line_of_the_article_is_never_its_end() -> None:
    """A window of a long article stands between two lines that none of its own can equal."""
    view = f"Tin vắn. {FENCE} {FENCE}"
    places = ((0, 8), (9, 14), (15, 20))
    lines = [
        Line(f"s{block}", start, end, block, Role.BODY, view[start:end], (), ((start, end),))
        for block, (start, end) in enumerate(places)
    ]
    prompts, asked = Prompts.load("v2"), prepare(chosen([Appointment]))
    window = Window(head=(), before=(lines[0],), own=tuple(lines[1:]), after=())
    (*_, message) = prompts.quoted(window, asked, view)
    shown = message["content"].splitlines()
    assert (shown.count(FENCE), shown.count(f" {FENCE}")) == (4, 2)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"person": "Lò Văn Bịa"}, "the person is not in the article"),
        ({"effective": "1/1/1999"}, "the effective is not in the article"),
        (
            {"vote": {"agreed": "99 phiếu", "of_whom": None}},
            "the vote does not hold (the agreed is not in the article)",
        ),
        ({"decision": "Quyết định số 1-QĐ/XX"}, "the decision is not in the article"),
    ],
)
def test_what_the_article_does_not_say_is_put_aside_and_not_asked_again(said, reason) -> None:
    fake = ScriptedModel(default=answer(said))
    found = extracted(fake)
    assert [one.reason for one in found.unlocated] == [reason]
    assert len(fake.requests) == 1


def test_null_as_a_text_is_nothing_said() -> None:
    said = {
        "effective": "null",
        "post": "None",
        "duties": ["null"],
        "vote": {"agreed": "38/40", "of_whom": "null"},
    }
    found = extracted(ScriptedModel(default=answer(said)))
    (one,) = found.of(Appointment)
    assert (one.effective, one.post, one.duties, one.vote.of_whom, found.unlocated) == (
        None,
        None,
        (),
        None,
        (),
    )


@pytest.mark.parametrize(
    ("votes", "printed", "unit"),
    [("38/40 phiếu", "38/40", "phiếu"), ("38/40", "38/40", None), ("với 38/40 phiếu", "38/40", "phiếu")],
)
def test_a_figure_is_quoted_with_its_unit(votes, printed, unit) -> None:
    (one,) = extracted(ScriptedModel(default=answer({"vote": {"agreed": votes, "of_whom": None}}))).of(
        Appointment
    )
    assert (one.vote.agreed.printed, one.vote.agreed.unit, one.vote.agreed.value) == (printed, unit, 38)


def test_a_number_is_the_one_in_the_records_own_sentence() -> None:
    text = "Xã Bản Lầu có 12 hộ nghèo.\n\nXã Phù Lan có 12 hộ nghèo."

    class Town(partyx.Record):
        """Một xã."""

        name: partyx.OrganisationRef
        poor: partyx.FigureRef

    said = {"towns": [{"name": "Xã Phù Lan", "poor": "12 hộ"}]}
    (town,) = partyx.extract(text, records=[Town], model=ScriptedModel(default=said), settings=SMALL).of(Town)
    assert town.poor.span.start == text.rindex("12")
    assert [span.text for span in town.evidence] == ["Xã Phù Lan có 12 hộ nghèo."]


def test_a_day_may_stand_in_the_dateline() -> None:
    fake = ScriptedModel(default=answer({"effective": "12/07/2024"}))
    (one,) = extracted(fake).of(Appointment)
    assert one.effective.edtf == "2024-07-12"


def test_a_long_article_is_asked_about_in_windows_each_for_its_own_sentences() -> None:
    """What a model says of the context is left to the window that owns it."""
    filler = " ".join(f"Xã số {number} đã họp bàn nhiều việc của năm." for number in range(40))
    text = f"{TEXT}\n{filler}\n\nĐồng chí Hà Thị Lụa cảm ơn đại biểu."
    fake = ScriptedModel(default=answer({}, {"person": "Hà Thị Lụa", "kind": "điều động"}))
    found = extracted(fake, text, window_tokens=200)
    assert len(fake.requests) > 2
    assert [one.person.name for one in found.of(Appointment)] == ["Hà Thị Lụa", "Vàng A Páo"]


def test_of_a_cut_answer_the_finished_records_are_kept() -> None:
    whole = json.dumps(answer({}, {"person": "Hà Thị Lụa"}), ensure_ascii=False)
    fake = ScriptedModel([Reply(whole[: whole.rindex('"kind"')], "length")], default=answer())
    assert [one.person.name for one in extracted(fake).of(Appointment)] == ["Vàng A Páo"]


def test_beside_the_built_in_types_each_is_asked_its_own_way() -> None:
    """The built-in ones sentence by sentence with the rules beside, one's own in quotes."""
    said = {"appointments": [{"person": "Vàng A Páo", "kind": "bổ nhiệm"}]}
    fake = partyx.FakeModel(
        default=lambda request: said if "Appointment" in str(request.schema) else '{"labels": []}'
    )
    found = partyx.extract(
        TEXT, records=["statistics", Appointment], model=fake, settings={**SMALL, "reasks": 0}
    )
    assert [one.person.name for one in found.of(Appointment)] == ["Vàng A Páo"]
    assert found.provenance.asked == "sentence"
    only = extracted(partyx.FakeModel([said]))
    assert only.provenance.asked == "article"
    assert "the rules read beside it" in str(found)
    assert "the rules read beside it" not in str(only)
