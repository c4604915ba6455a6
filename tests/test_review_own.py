"""Gold of record types of one's own, made in the review page: forms, the desk, and a round in a real browser."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path
from typing import Any

import browser
import pytest
from own_types import TEXT, Appointment
from test_cli import BARE, COMMAND, run
from test_review import decided, enter, pick
from test_view import press, wait

import partyx
from partyx.errors import EvalError
from partyx.kinds.record import spec_of
from partyx.kinds.registry import Chosen, chosen
from partyx.pages.review import own_forms
from partyx.pages.review.desk import Desk
from partyx.pages.review.types import type_forms
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.gold.format import GoldOwn, load_gold
from partyx.scoring.labelling.add import add_article
from partyx.scoring.labelling.lint import lint_gold
from partyx.scoring.metric.comparators import COMPARATORS

RECORDS = Path(__file__).parent.parent / "evals" / "records"
FOLDERS = [EvalFolder(path.parent) for path in sorted(RECORDS.glob("*/records.toml"))]
EVIDENCE = [{"start": 0, "end": 8, "text": TEXT[:8]}]


class Ballot(partyx.Record):
    """Một lượt bỏ phiếu."""

    agreed: partyx.FigureRef
    by: partyx.OrganisationRef | None = None


class Election(partyx.Record):
    """Một người được bầu."""

    person: partyx.PersonRef
    ballots: tuple[Ballot, ...] = ()
    last: Ballot | None = None
    days: tuple[partyx.DateRef, ...] = ()
    papers: tuple[partyx.DocumentRef, ...] = ()
    acting: bool = False


PROMOTED = {
    "person": "Vàng A Páo",
    "kind": "bổ nhiệm",
    "vote": {"agreed": "38/40 phiếu"},
    "at": "với 38/40 phiếu",
}
MOVED = {
    "person": "Hà Thị Lụa",
    "kind": "điều động",
    "decision": "Quyết định số 456-QĐ/TU",
    "effective": "15/7/2024",
    "duties": ["bàn giao công việc ở huyện"],
}
NOWHERE = {"person": "Ma Văn Bịa", "kind": "bổ nhiệm", "post": "Bí thư Tỉnh ủy"}


def found(*records: dict[str, Any]) -> partyx.Extraction:
    """What a model finds in the article."""
    fake = partyx.FakeModel([{"appointments": list(records)}])
    return partyx.extract(TEXT, records=[Appointment], model=fake, settings={"reasks": 0})


# -- forms -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.root.name)
def test_a_form_loses_nothing_of_any_gold(folder) -> None:
    forms = type_forms(folder.types)
    for case in folder.cases():
        for kind, records in case.gold.own.items():
            for record in records:
                values = record.model_dump(mode="json")
                assert forms[kind].record(forms[kind].of_gold(values), values, case.text) == record


ENTERED = {
    "person": "Vàng A Páo",
    "ballots": [{"agreed": {"value": 38, "unit": "phiếu"}, "by": "Tỉnh ủy"}, {"agreed": 41.5}],
    "last": {"agreed": {"value": 95.5, "unit": "%"}},
    "days": ["2024-07-15", "2024-07", "2024", "2024-01-01/2024-06-30"],
    "papers": [
        {"kind": "quyết định", "number": "456-QĐ/TU"},
        {"kind": "thông báo", "printed": "thông báo ấy"},
    ],
    "acting": True,
}


def test_records_inside_and_lists_go_through_a_form() -> None:
    spec = spec_of(Election)
    gold = GoldOwn.model_validate({"values": ENTERED, "evidence": EVIDENCE, "notes": "khó", "optional": True})
    form = own_forms.form_of(spec, gold.model_dump(mode="json"))
    assert form["fields"]["ballots"] == [
        {"agreed": "38 phiếu", "by": "Tỉnh ủy"},
        {"agreed": "41.5", "by": ""},
    ]
    assert form["fields"]["papers"] == "quyết định | 456-QĐ/TU\nthông báo | | thông báo ấy"
    assert own_forms.record_of(spec, form, {}, EVIDENCE) == gold


def test_what_a_form_has_follows_from_the_roles() -> None:
    kinds = {field["name"]: field["kind"] for field in own_forms.fields(spec_of(Appointment))}
    assert kinds == {
        "person": "text",
        "kind": "choice",
        "post": "text",
        "rank": "choice",
        "by": "text",
        "decision": "document",
        "effective": "date",
        "vote": "record",
        "duties": "lines",
        "why": "text",
        "acting": "flag",
    }


@pytest.mark.parametrize(
    ("field", "said", "words"),
    [
        ("last", {"agreed": "nhiều"}, "last.agreed: 'nhiều' is no figure"),
        (
            "ballots",
            [{"agreed": "1"}, {"agreed": "1 2,5"}, {"agreed": "x"}],
            r"ballots.agreed: 'x' is no figure",
        ),
        ("ballots", ["x"], "ballots: 'x' is no record"),
        ("papers", "456-QĐ/TU", "papers: '456-QĐ/TU' is no document: write kind"),
    ],
)
def test_what_a_form_cannot_mean_is_said(field, said, words) -> None:
    form = {"fields": {"person": "Vàng A Páo", field: said}}
    with pytest.raises(EvalError, match=words):
        own_forms.record_of(spec_of(Election), form, {}, EVIDENCE)


def test_a_record_is_proposed_as_a_person_would_write_it() -> None:
    """Gold reads it as the very values that were found."""
    spec = spec_of(Appointment)
    for record in found(PROMOTED, MOVED).of(Appointment):
        gold = own_forms.record_of(spec, own_forms.proposed(spec, record), {}, EVIDENCE)
        assert gold.values == spec.written(record)
        for field in spec.fields:
            written = gold.values.get(field.name)
            if field.role.cells and written is not None and not field.many:
                meant, said = field.role.gold(written), field.role.compared(getattr(record, field.name))
                for part, name in field.role.cells.items():
                    both = meant[part], said[part]
                    assert both == (None, None) or COMPARATORS[name](*both) == 1


def test_a_date_without_a_year_is_proposed_as_what_is_known() -> None:
    text = "Người phát ngôn cho biết đồng chí Vàng A Páo được bổ nhiệm giữ chức Phó Chánh Văn phòng từ ngày 15/7."
    fake = partyx.FakeModel(
        [{"appointments": [{"person": "Vàng A Páo", "kind": "bổ nhiệm", "effective": "15/7"}]}]
    )
    (record,) = partyx.extract(text, records=[Appointment], model=fake).of(Appointment)
    form = own_forms.proposed(spec_of(Appointment), record)
    assert (record.effective.start, form["fields"]["effective"]) == (None, "XXXX-07-15")
    gold = own_forms.record_of(spec_of(Appointment), form, {}, EVIDENCE)
    assert (
        spec_of(Appointment).by_name["effective"].role.gold(gold.values["effective"])[""].edtf == "XXXX-07-15"
    )


# -- the desk --------------------------------------------------------------------------------------------------


def folder_of(root: Path, records: str) -> EvalFolder:
    """An evals folder about these record types, with one article that nobody has labelled."""
    (root / "bai.txt").write_text(TEXT, encoding="utf-8")
    (root / "evals").mkdir(exist_ok=True)
    (root / "evals" / "records.toml").write_text(f"records = {records}", encoding="utf-8")
    folder = EvalFolder(root / "evals")
    add_article(folder, root / "bai.txt", new_id="000")
    return folder


TYPES = f'["{Path(__file__).parent / "own_types.py"}:Appointment"]'


@pytest.fixture
def folder(tmp_path: Path) -> EvalFolder:
    """A folder about appointments alone."""
    return folder_of(tmp_path, TYPES)


def of_its_own_class(folder: EvalFolder, *records: dict[str, Any]) -> partyx.Extraction:
    """What a model finds, of the class that the folder names."""
    fake = partyx.FakeModel([{"appointments": list(records)}])
    return partyx.extract(TEXT, records=folder.types, model=fake, settings={"reasks": 0})


def desk_of(folder: EvalFolder, *records: dict[str, Any]) -> Desk:
    """A desk where a model has found this."""
    proposed = of_its_own_class(folder, *records)
    return Desk(folder, "An", lambda _: (proposed, None))


def test_records_of_ones_own_are_accepted_corrected_and_rejected(folder) -> None:
    desk = desk_of(folder, PROMOTED, MOVED, NOWHERE)
    state = desk.opened("000")["state"]
    assert [item["form"]["fields"]["person"] for item in state["items"]] == [
        "Ma Văn Bịa",
        "Hà Thị Lụa",
        "Vàng A Páo",
    ]
    assert "not found in the text" in state["items"][0]["why"][0]
    state["items"][0]["decision"] = "rejected"
    state["items"][1]["decision"] = "accepted"
    state["items"][2]["decision"] = "accepted"
    state["items"][2]["form"]["fields"]["vote"]["agreed"] = "39 phiếu"
    desk.changed("000", state)
    answer = desk.finished("000")
    assert (answer["problems"], answer["digits"], answer["finished"]) == ([], [], True)
    gold = load_gold(folder.gold / "000.json")
    moved, promoted = gold.own["appointments"]
    assert moved.values == {
        "person": "Hà Thị Lụa",
        "kind": "điều động",
        "decision": {"kind": "quyết định", "number": "456-QĐ/TU"},
        "effective": "2024-07-15",
        "duties": ["bàn giao công việc ở huyện"],
    }
    assert promoted.values["vote"] == {"agreed": {"value": 39, "unit": "phiếu"}}
    assert (gold.status, gold.annotators) == ("reviewed", ["An"])
    assert lint_gold(gold, TEXT, folder.types) == []


def test_reviewed_gold_opens_as_it_is(folder) -> None:
    desk = desk_of(folder, PROMOTED, MOVED)
    desk.changed("000", decided(desk.opened("000")["state"]))
    desk.finished("000")
    before = load_gold(folder.gold / "000.json")
    (folder.drafts / "000.review.json").unlink()
    assert {item["decision"] for item in desk.opened("000")["state"]["items"]} == {"accepted"}
    assert desk.finished("000")["problems"] == []
    assert load_gold(folder.gold / "000.json") == before


def test_what_gold_refuses_is_in_the_way(folder) -> None:
    desk = desk_of(folder, MOVED)
    state = decided(desk.opened("000")["state"])
    state["items"][0]["form"]["fields"] |= {"effective": "15/7", "person": ""}
    problems = [one["what"] for one in desk.changed("000", state)["problems"]]
    assert problems == [
        'appointments[0]: effective: \'15/7\' is no date: write "2024-03-05", "2024-03" or "2024-01/2024-06"'
    ]
    state = desk.opened("000")["state"]
    state["items"][0]["form"]["fields"] |= {"effective": "2024-07-15"}
    problems = [one["what"] for one in desk.changed("000", state)["problems"]]
    assert problems == ["appointments[0]: person: every Appointment has one"]


def test_built_in_types_beside_are_labelled_as_ever(tmp_path) -> None:
    both = folder_of(tmp_path, TYPES.replace("[", '["statistics", '))
    told = {"appointments": [MOVED], "statistics": [{"value": 38, "indicator": "phiếu"}]}

    def propose(path: Path):
        return partyx.extract(path, records=both.types, model=partyx.FakeModel([told])), None

    desk = Desk(both, "An", propose)
    state = desk.opened("000")["state"]
    assert [item["kind"] for item in state["items"]] == ["appointments", "statistics"]
    assert desk.changed("000", decided(state, reason="date"))["problems"] == []
    assert any("456" in TEXT[start:end] for start, end in desk.opened("000")["digits"])


def test_a_type_that_is_named_no_more_is_said(folder) -> None:
    desk = desk_of(folder, MOVED)
    desk.changed("000", decided(desk.opened("000")["state"]))
    (folder.root / "records.toml").write_text('records = ["meetings"]', encoding="utf-8")
    later = Desk(EvalFolder(folder.root), "An", lambda _: None)
    assert later.opened("000")["problems"][0]["what"].startswith("'appointments' is no record type here")


def test_a_second_engine_that_says_otherwise_comes_first(folder) -> None:
    both = of_its_own_class(folder, PROMOTED, MOVED), of_its_own_class(folder, MOVED)
    desk = Desk(folder, "An", lambda _: both)
    first, second = desk.opened("000")["state"]["items"]
    assert (first["form"]["fields"]["person"], first["why"]) == ("Vàng A Páo", ["the engines differ"])
    assert "the engines differ" not in second["why"]


# -- in a browser ----------------------------------------------------------------------------------------------

DECLARED = """
name = "Election"
about = "Một người được bổ nhiệm hay bầu."
[fields.person]
type = "person"
[fields.effective]
type = "date"
optional = true
[fields.ballots]
many = true
[fields.ballots.fields.agreed]
type = "figure"
[fields.ballots.fields.by]
type = "organisation"
optional = true
"""


def recorded(root: Path) -> dict[str, str]:
    """The environment of a program that is answered from recordings: one right record, one that is wrong."""
    fake = partyx.FakeModel(
        [{"elections": [{"person": "Vàng A Páo"}, {"person": "Hà Thị Lụa", "effective": "20/7/2024"}]}]
    )
    settings = {"cache_dir": root / "cache", "recordings": root / "calls.jsonl", "cache": "normal"}
    types: Chosen = chosen(str(root / "evals" / "types.toml"))
    assert partyx.extract(root / "bai.txt", records=types, model=fake, settings=settings).records["elections"]
    return {**BARE, "PARTYX_RECORDINGS": str(root / "calls.jsonl"), "PARTYX_CACHE": "replay"}


@pytest.mark.slow
@pytest.mark.skipif(browser.CHROMIUM is None, reason="no Chromium")
def test_a_whole_round_accept_correct_reject_add(tmp_path: Path) -> None:
    """Own records by keyboard and mouse, lists of records inside them as well; then lint, run and score."""
    (tmp_path / "evals").mkdir()
    (tmp_path / "evals" / "types.toml").write_text(DECLARED, encoding="utf-8")
    folder_of(tmp_path, '["types.toml"]')
    environment = recorded(tmp_path)
    command = [*COMMAND, "review", "--evals", "evals", "--reviewer", "An", "--no-open"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True)
    field = "document.querySelector('[name=\"{}\"]')"
    try:
        with browser.Browser(tmp_path / "profile") as chromium:
            chromium.open(process.stdout.readline().strip())
            wait(chromium, "document.querySelectorAll('.item').length == 2")
            assert "Hà Thị Lụa" in chromium.ask("document.querySelector('.item.chosen b').textContent")
            press(chromium, "r")
            wait(chromium, "document.querySelectorAll('.item.rejected').length == 1")
            press(chromium, "c")
            wait(chromium, "document.querySelector('.form')")
            chromium.ask(f"{field.format('ballots+')}.click()")
            wait(chromium, field.format("ballots.0.agreed"))
            enter(chromium, "ballots.0.agreed", "38 phiếu")
            chromium.ask(f"{field.format('ballots.0.by')}.focus()")
            pick(chromium, "Tỉnh ủy với"[:7])
            press(chromium, "w")
            wait(chromium, f"{field.format('ballots.0.by')}.value == 'Tỉnh ủy'")
            chromium.ask("document.querySelector('.item.chosen .keys button').click()")
            wait(chromium, "document.querySelectorAll('.item.accepted').length == 1")
            pick(chromium, "đồng chí Hà Thị Lụa, Bí thư Huyện ủy Suối Bạc được điều động")
            press(chromium, "1")
            wait(
                chromium, "document.querySelectorAll('.item').length == 3 && document.querySelector('.form')"
            )
            enter(chromium, "person", "Hà Thị Lụa")
            enter(chromium, "effective", "2024-07-15")
            wait(chromium, f"{field.format('effective')}.value == '2024-07-15'")
            chromium.ask("document.querySelector('.item.chosen .keys button').click()")
            wait(chromium, "document.querySelectorAll('.item.accepted').length == 2")
            wait(chromium, "document.querySelector('.sum').textContent.startsWith('saved')")
            press(chromium, "f")
            wait(chromium, "document.querySelector('.top option').textContent.includes('reviewed')")
            assert not [it for it in chromium.events if it.get("method") == "Runtime.exceptionThrown"]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    evals = tmp_path / "evals"
    gold = json.loads((evals / "gold" / "000.json").read_text(encoding="utf-8"))
    assert [record["values"] for record in gold["own"]["elections"]] == [
        {"person": "Hà Thị Lụa", "effective": "2024-07-15"},
        {"person": "Vàng A Páo", "ballots": [{"agreed": {"value": 38, "unit": "phiếu"}, "by": "Tỉnh ủy"}]},
    ]
    assert run("eval", "lint", "--evals", evals)[:2] == (0, "1 gold file, 0 errors, 0 warnings\n")
    calls = tmp_path / "calls.jsonl"
    assert run("eval", "run", "--name", "fake", "--recordings", calls, "--evals", evals)[0] == 0
    code, out, _ = run("eval", "grade", "fake", "--evals", evals)
    assert (code, "elections" in out) == (0, True)
