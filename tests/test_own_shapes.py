"""Record types of many shapes, declared as a user would, along every path that the documentation names."""

from __future__ import annotations

import csv
import json
import sqlite3
from enum import Enum
from pathlib import Path
from typing import Any, ClassVar, Literal

import pytest
from pydantic import Field
from test_cli import run

import partyx
from partyx.errors import DeclarationError
from partyx.export import FORMS, export
from partyx.kinds.asked import TABLES
from partyx.kinds.record import spec_of
from partyx.tables import COLUMNS


class Penalty(partyx.Record):
    """Hình phạt."""

    kind: Literal["tù", "tiền", "treo"]
    length: partyx.FigureRef | None = None
    fine: partyx.FigureRef | None = None


class Defendant(partyx.Record):
    """Một bị cáo."""

    person: partyx.PersonRef
    charge: partyx.Phrase
    penalties: list[Penalty] = []  # noqa: RUF012 - as a user writes it


class CourtCase(partyx.Record):
    """Một vụ án đã đưa ra xét xử."""

    court: partyx.OrganisationRef
    day: partyx.DateRef | None = None
    charge: partyx.Phrase
    defendants: tuple[Defendant, ...] = ()
    appeal: bool = False


class Cause(Enum):
    """Vì sao."""

    SPEED = "tốc độ"
    DRINK = "rượu bia"


class Accident(partyx.Record):
    """Một vụ tai nạn giao thông."""

    where: partyx.Phrase = Field(description="nơi xảy ra")
    day: partyx.DateRef | None = None
    dead: partyx.FigureRef | None = None
    injured: partyx.FigureRef | None = None
    cause: Cause | None = None
    fled: bool | None = None
    vehicles: tuple[partyx.Phrase, ...] = ()


class LandDecision(partyx.Record):
    """Một quyết định thu hồi đất."""

    decision: partyx.DocumentRef
    by: partyx.OrganisationRef | None = None
    area: partyx.FigureRef
    compensation: partyx.FigureRef | None = None
    where: partyx.Phrase | None = None
    purpose: partyx.Label | None = None
    tasks: tuple[partyx.Clause, ...] = ()

    key: ClassVar = ("decision", "where")


class Score(partyx.Record):
    """Tỷ số."""

    ours: partyx.FigureRef
    theirs: partyx.FigureRef


class Match(partyx.Record):
    """Một trận đấu."""

    home: partyx.OrganisationRef
    away: partyx.OrganisationRef
    score: Score | None = None
    scorers: list[partyx.PersonRef] = Field(default_factory=list)
    when: partyx.DateRef | None = None

    key: ClassVar = ("home", "away")


COURT = """Xét xử vụ án tham ô tài sản tại huyện Sông Mây

Ngày 12/9/2024, TAND tỉnh Sông Mây mở phiên tòa xét xử vụ án tham ô tài sản. Bị cáo Trần Văn Khê bị tuyên phạt 12 năm tù \
và 50 triệu đồng về tội tham ô tài sản. Bị cáo Lò Thị Inh lĩnh 36 tháng tù nhưng cho hưởng án treo về tội thiếu trách nhiệm.
"""
ROAD = """Tai nạn trên Quốc lộ 6

Khoảng 7 giờ sáng 3/5/2024, trên Quốc lộ 6 đoạn qua xã Bản Lầu, xe tải va chạm với xe khách làm 3 người chết, 12 người \
bị thương. Nguyên nhân ban đầu được xác định do tài xế xe tải chạy quá tốc độ.
"""
LAND = """Thu hồi đất làm khu công nghiệp

UBND tỉnh Sông Mây ban hành Quyết định số 1234/QĐ-UBND về thu hồi 45,6 ha đất tại xã Bản Lầu để xây dựng khu công nghiệp. \
Tổng kinh phí bồi thường là 120 tỷ đồng. UBND huyện phải hoàn thành kiểm đếm trước ngày 30/9/2024; công khai phương án.
"""
FOOTBALL = """Sông Mây thắng đậm

Chiều 7/4/2024, CLB Sông Mây thắng CLB Phù Lan: đội chủ nhà ghi 3 bàn, đội khách ghi 1 bàn. Nguyễn Văn Bền lập cú đúp, \
Lò Văn Inh ghi bàn còn lại.
"""
CASES: dict[str, tuple[str, type[partyx.Record], dict[str, Any]]] = {
    "court": (
        COURT,
        CourtCase,
        {
            "court": "TAND tỉnh Sông Mây",
            "day": "12/9/2024",
            "charge": "tham ô tài sản",
            "defendants": [
                {
                    "person": "Trần Văn Khê",
                    "charge": "tham ô tài sản",
                    "penalties": [
                        {"kind": "tù", "length": "12 năm"},
                        {"kind": "tiền", "fine": "50 triệu đồng"},
                    ],
                },
                {
                    "person": "Lò Thị Inh",
                    "charge": "thiếu trách nhiệm",
                    "penalties": [{"kind": "treo", "length": {"value": 36, "unit": "tháng"}}],
                },
            ],
        },
    ),
    "road": (
        ROAD,
        Accident,
        {
            "where": "Quốc lộ 6 đoạn qua xã Bản Lầu",
            "day": "3/5/2024",
            "dead": "3 người",
            "injured": 12,
            "cause": "tốc độ",
            "vehicles": ["xe tải", "xe khách"],
        },
    ),
    "land": (
        LAND,
        LandDecision,
        {
            "decision": "Quyết định số 1234/QĐ-UBND",
            "by": "UBND tỉnh Sông Mây",
            "area": "45,6 ha",
            "compensation": "120 tỷ đồng",
            "where": "xã Bản Lầu",
            "purpose": "xây dựng khu công nghiệp",
            "tasks": ["hoàn thành kiểm đếm trước ngày 30/9/2024", "công khai phương án"],
        },
    ),
    "football": (
        FOOTBALL,
        Match,
        {
            "home": "CLB Sông Mây",
            "away": "CLB Phù Lan",
            "score": {"ours": "3 bàn", "theirs": "1 bàn"},
            "scorers": ["Nguyễn Văn Bền", "Lò Văn Inh"],
            "when": "7/4/2024",
        },
    ),
}
SHOWN = {
    "court": "defendants: person: Trần Văn Khê, charge: tham ô tài sản, penalties: kind: tù, length: 12 năm; "
    "kind: tiền, fine: 50 triệu đồng; person: Lò Thị Inh, charge: thiếu trách nhiệm, penalties: kind: treo, "
    "length: 36 tháng",
    "road": "cause: tốc độ",
    "land": "area: 45,6 ha",
    "football": "score: ours: 3 bàn, theirs: 1 bàn",
}


def extracted(name: str, **more: Any) -> partyx.Extraction:
    """What a model finds that says exactly what the article says."""
    text, kind, said = CASES[name]
    fake = partyx.FakeModel([{spec_of(kind).plural: [said | more]}])
    found = partyx.extract(text, records=[kind], model=fake, settings={"cache": "off"}, id=name)
    assert len(fake.requests) == 1 or more
    return found


@pytest.mark.parametrize("name", CASES)
def test_every_value_of_every_shape_comes_out(name) -> None:
    _, kind, said = CASES[name]
    found = extracted(name)
    (record,) = found.of(kind)
    assert not found.unlocated
    assert set(spec_of(kind).written(record)) == set(said)
    assert SHOWN[name] in {f"{field}: {line}" for field, line in spec_of(kind).lines(record)}


@pytest.mark.parametrize("name", CASES)
def test_it_is_the_same_again_from_json_and_told_to_a_model(name) -> None:
    text, kind, _ = CASES[name]
    found = extracted(name)
    assert partyx.Extraction.from_json(found.to_json(), records=[kind]) == found
    again = partyx.extract(text, records=[kind], model=partyx.FakeModel([found]), settings={"cache": "off"})
    assert again.of(kind) == found.of(kind)


def test_a_record_inside_stands_in_its_own_sentence() -> None:
    """Also one that must have no value with a place: then those that it has say where."""
    (case,) = extracted("court").of(CourtCase)
    first, second = case.defendants
    assert [one.evidence[0].text[:20] for one in first.penalties] == ["Bị cáo Trần Văn Khê "] * 2
    assert second.penalties[0].evidence == second.evidence
    assert second.evidence[0].text.startswith("Bị cáo Lò Thị Inh")
    assert case.charge.span.start < first.person.span.start < first.charge.span.start


def test_a_record_inside_that_does_not_hold_is_put_aside_alone_in_readable_words() -> None:
    found = extracted("football", score={"ours": "3 bàn", "theirs": "9 bàn"})
    (match,) = found.of(Match)
    (aside,) = found.unlocated
    assert (match.score, aside.field) == (None, "score")
    assert aside.reason.startswith("the score does not hold (the theirs ")
    assert "score: ours: v: n" in str(found)
    assert "{" not in str(found)


# -- tables ----------------------------------------------------------------------------------------------------


def test_the_names_of_the_tables_are_those_that_are_taken() -> None:
    assert set(COLUMNS) == TABLES


@pytest.mark.parametrize("form", FORMS)
def test_records_of_ones_own_are_exported_in_every_form(form, tmp_path) -> None:
    types = [kind for _, kind, _ in CASES.values()]
    path = tmp_path / f"out.{form}"
    counts = export([extracted(name) for name in CASES], path, form, types)
    assert {name: counts[name] for name in ("court_cases", "accidents", "land_decisions", "matches")} == {
        "court_cases": 1,
        "accidents": 1,
        "land_decisions": 1,
        "matches": 1,
    }
    assert counts["evidence"] >= len(CASES)
    assert path.exists()


def test_a_table_has_the_values(tmp_path) -> None:
    export([extracted("road")], tmp_path / "out.sqlite", "sqlite", [Accident])
    with sqlite3.connect(tmp_path / "out.sqlite") as base:
        row = base.execute(
            'SELECT record, dead, dead_unit, day_start, cause, fled FROM "accidents"'
        ).fetchone()
        evidence = base.execute("SELECT record FROM evidence").fetchall()
    base.close()
    assert row == ("accidents[0]", 3, "người", "2024-05-03", "tốc độ", None)
    assert evidence == [("accidents[0]",)]


def test_frames_have_the_same_tables() -> None:
    frames = extracted("land").to_frames()
    assert frames["land_decisions"]["compensation"].tolist() == [120.0]
    assert frames["evidence"]["record"].tolist() == ["land_decisions[0]"]


FILE = f"{Path(__file__)}:Accident"


def test_the_command_exports_a_type_that_is_named_and_says_what_it_leaves_out(tmp_path) -> None:
    lines = tmp_path / "out.jsonl"
    lines.write_text(extracted("road").to_json(None) + "\n", encoding="utf-8")
    code, _, err = run("export", lines, "--to", "csv", "-o", tmp_path / "without")
    assert (code, "1 accidents are left out: name their type, --records" in err) == (3, True)
    code, out, err = run("export", lines, "--to", "csv", "-o", tmp_path / "with", "--records", FILE)
    assert (code, "1  accidents" in out, err) == (0, True, "")
    with (tmp_path / "with" / "accidents.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["where"], row["injured"], row["vehicles"]) == (
        "Quốc lộ 6 đoạn qua xã Bản Lầu",
        "12",
        "xe tải; xe khách",
    )


def test_extract_writes_its_table(tmp_path, monkeypatch) -> None:
    recorded = {"recordings": tmp_path / "calls.jsonl", "cache": "normal", "cache_dir": tmp_path / "cache"}
    (tmp_path / "road.txt").write_text(ROAD, encoding="utf-8")
    fake = partyx.FakeModel([{"accidents": [CASES["road"][2]]}])
    assert partyx.extract(tmp_path / "road.txt", records=FILE, model=fake, settings=recorded).records[
        "accidents"
    ]
    monkeypatch.setenv("PARTYX_RECORDINGS", str(tmp_path / "calls.jsonl"))
    monkeypatch.setenv("PARTYX_CACHE", "replay")
    given = ("extract", tmp_path / "road.txt", "--records", FILE, "-f", "csv", "-o", tmp_path / "out")
    assert run(*given)[0] == 0
    assert "Quốc lộ 6" in (tmp_path / "out" / "accidents.csv").read_text(encoding="utf-8-sig")


def declared(**body: Any) -> type[partyx.Record]:
    """A type of this body."""
    fields = {name: kind for name, kind in body.items() if name != "plural"}
    more = {"plural": body["plural"]} if "plural" in body else {}
    return type(partyx.Record)(
        "Thing", (partyx.Record,), {"__doc__": "Một vật.", "__annotations__": fields, **more}
    )


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (
            declared(name=partyx.Phrase, plural="tasks"),
            "Thing: its records would be called 'tasks', which is taken",
        ),
        (declared(name=partyx.Phrase, plural="meetings"), "called 'meetings', which is taken"),
        (declared(name=partyx.Phrase, plural="digits"), "called 'digits', which is taken"),
        (declared(quote=partyx.Phrase), "Thing.quote: its column 'quote' is that of every table"),
        (declared(article=partyx.DocumentRef, record=partyx.Phrase), "Thing.record: its column 'record'"),
        (
            declared(votes=partyx.FigureRef, votes_unit=partyx.Phrase),
            "Thing.votes_unit: its column 'votes_unit' is that of the field 'votes'",
        ),
    ],
)
def test_a_table_or_column_whose_name_is_taken_is_said_before_a_model_is_asked(kind, says) -> None:
    fake = partyx.FakeModel()
    with pytest.raises(DeclarationError, match=says):
        partyx.extract(COURT, records=[kind], model=fake)
    assert not fake.requests


def test_inside_another_record_such_names_are_free() -> None:
    class Tasks(partyx.Record):
        """Việc."""

        quote: partyx.Phrase
        plural = "tasks"

    class Plan(partyx.Record):
        """Kế hoạch."""

        name: partyx.Phrase
        inner: tuple[Tasks, ...] = ()

    told = {"name": "vụ án", "inner": [{"quote": "phiên tòa"}]}
    found = partyx.extract(COURT, records=[Plan], model=partyx.FakeModel([{"plans": [told]}]))
    assert found.of(Plan)[0].inner[0].quote.text == "phiên tòa"


# -- gold, from the draft to the report ------------------------------------------------------------------------


def test_gold_of_a_nested_type_is_drafted_linted_run_graded_and_reported(tmp_path) -> None:
    """Records in lists of records inside records, all the way; one wrong value costs what it should."""
    evals = tmp_path / "evals"
    evals.mkdir()
    (evals / "records.toml").write_text(f'records = ["{Path(__file__)}:CourtCase"]', encoding="utf-8")
    (tmp_path / "court.txt").write_text(COURT, encoding="utf-8")
    assert run("eval", "add", tmp_path / "court.txt", "--evals", evals)[0] == 0
    (draft,) = (evals / "drafts").glob("*.json")
    written = json.loads(draft.read_text(encoding="utf-8"))
    said = {
        **CASES["court"][2],
        "day": "2024-09-12",
        "evidence": "mở phiên tòa xét xử vụ án tham ô tài sản",
        "defendants": [
            {
                "person": "Trần Văn Khê",
                "charge": "tham ô tài sản",
                "penalties": [
                    {"kind": "tù", "length": {"value": 12, "unit": "năm"}},
                    {"kind": "tiền", "fine": {"value": 60, "unit": "triệu đồng"}},
                ],
            },
            {
                "person": "Lò Thị Inh",
                "charge": "thiếu trách nhiệm",
                "penalties": [{"kind": "treo", "length": {"value": 36, "unit": "tháng"}}],
            },
        ],
    }
    written |= {"status": "reviewed", "own": {"court_cases": [said]}}
    draft.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    assert run("eval", "add", draft, "--from", "draft", "--evals", evals)[0] == 0
    code, out, _ = run("eval", "lint", "--evals", evals)
    assert (code, "0 errors" in out) == (0, True), out
    recorded = {"recordings": tmp_path / "calls.jsonl", "cache": "normal", "cache_dir": tmp_path / "cache"}
    fake = partyx.FakeModel([{"court_cases": [CASES["court"][2]]}])
    (article,) = (evals / "articles").iterdir()
    types = f"{Path(__file__)}:CourtCase"
    assert partyx.extract(article, records=types, model=fake, settings=recorded).records["court_cases"]
    given = ("--recordings", tmp_path / "calls.jsonl", "--evals", evals)
    assert run("eval", "run", "--name", "fake", *given)[0] == 0
    code, out, _ = run("eval", "grade", "fake", "--evals", evals)
    assert (code, "court_cases" in out) == (0, True)
    assert run("eval", "report", "--evals", evals)[0] == 0
    assert "court_cases[0]" in (evals / "report.html").read_text(encoding="utf-8")
