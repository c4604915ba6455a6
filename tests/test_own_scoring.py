"""Records of the user's own against gold: what of each value is compared, and how it is written."""

from __future__ import annotations

import json
from typing import ClassVar, Literal

import pytest
from own_types import TEXT, Appointment, Vote, answer, item
from scored import EVALS
from typer.testing import CliRunner

import partyx
from partyx.cli.app import app
from partyx.errors import EvalError
from partyx.kinds.record import spec_of
from partyx.kinds.registry import Chosen
from partyx.llm import ScriptedModel
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.labelling.drafts import compile_gold
from partyx.scoring.labelling.exchange import TOOLS, Stretch, rebuild, stretches
from partyx.scoring.labelling.lint import lint_gold
from partyx.scoring.metric.own import COMPARATORS, spec
from partyx.scoring.metric.score import score_document

TYPES = Chosen(frozenset(), (Appointment,))
TOLD = "Đồng chí Vàng A Páo được bổ nhiệm giữ chức Phó Chánh Văn phòng Tỉnh ủy với 38/40 phiếu"


def gold(*records: dict, **more):
    """Gold of the article about these records; each is told in one sentence."""
    said = [{"person": "Vàng A Páo", "kind": "bổ nhiệm", "evidence": TOLD, **record} for record in records]
    article = {"id": "a", "file": "a.txt"}
    return compile_gold(
        {
            "article": article,
            "status": "reviewed",
            "origin": "written",
            "own": {"appointments": said},
            **more,
        },
        TEXT,
    )


def found(*items: dict) -> partyx.Extraction:
    """What an engine says of the article."""
    fake = ScriptedModel(default=answer(*items))
    return partyx.extract(TEXT, records=[Appointment], model=fake, settings={"reasks": 0})


def cells(wanted: dict, **said) -> dict[str, str]:
    """The verdict on each cell of one record."""
    score = score_document(gold(wanted), found(item(**said)), TEXT, TYPES)
    return {cell.path: cell.outcome for record in score.records for cell in record.cells}


VOTE = {"agreed": {"v": "n1", "unit": "phiếu"}, "of_whom": None}
DECISION = {"kind": "quyết định", "number": "456-QĐ/TU"}


@pytest.mark.parametrize(
    ("wanted", "said", "cell", "outcome"),
    [
        ({"post": "Phó Chánh Văn phòng Tỉnh ủy"}, {"post": "Phó Chánh Văn phòng Tỉnh ủy"}, "post", "right"),
        ({"post": "Phó Chánh Văn phòng Tỉnh ủy"}, {"post": "Phó Chánh Văn phòng"}, "post", "partial"),
        ({"post": "Phó Chánh Văn phòng Tỉnh ủy"}, {}, "post", "missed"),
        ({}, {"post": "Phó Chánh Văn phòng"}, "post", "spurious"),
        (
            {"accept": {"post": [None, "Phó Chánh Văn phòng"]}},
            {"post": "Phó Chánh Văn phòng"},
            "post",
            "right",
        ),
        ({"by": "Ban Thường vụ Tỉnh ủy Sông Mây"}, {"by": "o1"}, "by", "right"),
        ({"decision": DECISION}, {"decision": "c1"}, "decision", "right"),
        ({"decision": DECISION | {"number": "457-QĐ/TU"}}, {"decision": "c1"}, "decision", "wrong"),
        ({"decision": DECISION | {"number": "457-QĐ/TU"}}, {"decision": "c1"}, "decision.kind", "right"),
        ({"effective": "2024-07-15"}, {"effective": "d3"}, "effective", "right"),
        ({"effective": "2024-07"}, {"effective": "d3"}, "effective", "wrong"),
        ({"vote": {"agreed": 38}}, {"vote": VOTE}, "vote.agreed", "right"),
        ({"vote": {"agreed": 40}}, {"vote": VOTE}, "vote.agreed", "wrong"),
        ({"vote": {"agreed": {"value": 38, "unit": "phiếu"}}}, {"vote": VOTE}, "vote.agreed.unit", "right"),
        ({"vote": {"agreed": 38}}, {"vote": VOTE}, "vote.agreed.unit", "spurious"),
        (
            {"vote": {"agreed": 38}, "accept": {"vote": [{"agreed": {"value": 38, "unit": "phiếu"}}]}},
            {"vote": VOTE},
            "vote.agreed.unit",
            "right",
        ),
        ({"duties": ["hoàn thành hồ sơ trước ngày 20/7/2024"]}, {"duties": ["s6b"]}, "duties[0]", "right"),
        ({"duties": ["hoàn thành hồ sơ trước ngày 20/7/2024"]}, {"duties": ["s6a"]}, "duties[0]", "spurious"),
        ({"rank": "tỉnh"}, {"rank": "huyện"}, "rank", "wrong"),
        ({"acting": True}, {"acting": True}, "acting", "right"),
        ({"acting": True}, {}, "acting", "missed"),
        ({"kind": "điều động"}, {}, "kind", "wrong"),
    ],
)
def test_each_role_says_what_of_a_value_is_compared(wanted, said, cell, outcome):
    assert cells(wanted, **said)[cell] == outcome


class Team(partyx.Record):
    """Một tổ công tác."""

    people: tuple[partyx.PersonRef, ...]
    name: partyx.Phrase | None = None
    votes: tuple[Vote, ...] = ()
    key: ClassVar = ("people", "name")


def test_what_is_compared_of_a_type_is_told_by_its_roles():
    """A record inside a field counts with its fields, a list with its entries; each part of the key weighs alike."""
    known = spec(spec_of(Appointment))
    assert [*known.scalars] == [
        "person", "kind", "post", "rank", "by", "decision.kind", "decision", "effective", "vote.agreed",
        "vote.agreed.unit", "vote.of_whom", "why", "acting",
    ]  # fmt: skip
    assert {name: [*inner.scalars] for name, inner in known.lists.items()} == {"duties": [""]}
    assert known.key == {"person": 1.0}
    team = spec(spec_of(Team))
    assert {name: [*inner.scalars] for name, inner in team.lists.items()} == {
        "people": [""],
        "votes": ["agreed", "agreed.unit", "of_whom"],
    }
    assert team.key == {"people": 1.0, "name": 1.0}


class Post(partyx.Record):
    """Một chức vụ."""

    person: partyx.PersonRef
    kind: Literal["chính", "phó"] = "phó"
    full_time: bool = True


@pytest.mark.parametrize(
    ("wanted", "said", "outcomes"),
    [
        ({}, {}, {}),
        ({"kind": "phó", "full_time": True}, {}, {}),
        ({"kind": "chính"}, {}, {"kind": "missed"}),
        ({}, {"kind": "chính", "full_time": False}, {"kind": "spurious", "full_time": "spurious"}),
        ({"full_time": False}, {"full_time": False}, {"full_time": "right"}),
        ({"full_time": False}, {}, {"full_time": "missed"}),
    ],
)
def test_a_default_is_neither_found_nor_missed(wanted, said, outcomes):
    """An engine that finds nothing of a field holds it, and nobody writes it in gold."""
    types = Chosen(frozenset(), (Post,))
    draft = {"person": "Vàng A Páo", "evidence": TOLD, **wanted}
    written = compile_gold(
        {
            "article": {"id": "a", "file": "a.txt"},
            "status": "reviewed",
            "origin": "written",
            "own": {"posts": [draft]},
        },
        TEXT,
    )
    fake = partyx.FakeModel([{"posts": [{"person": "Vàng A Páo", **said}]}])
    predicted = partyx.extract(TEXT, records=[Post], model=fake)
    score = score_document(written, predicted, TEXT, types)
    cells = {cell.path: cell.outcome for record in score.records for cell in record.cells}
    assert cells == {"person": "right", **outcomes}
    told = spec_of(Post).written(predicted.of(Post)[0])
    assert {name: told[name] for name in told if name != "person"} == said


def test_the_model_is_told_a_default_and_a_page_says_where_it_differs():
    fake = partyx.FakeModel([{"posts": [{"person": "Vàng A Páo", "full_time": False}]}])
    page = str(partyx.extract(TEXT, records=[Post], model=fake))
    asked = fake.requests[0].messages[0]["content"]
    assert '- kind: một trong: "chính", "phó"; không nêu thì "phó"' in asked
    assert "- full_time: true hoặc false; không nêu thì true" in asked
    assert "full time  no" in page


def test_records_are_aligned_by_their_key():
    """Another person is another record, however much else agrees."""
    score = score_document(
        gold({}, {"person": "Hà Thị Lụa"}),
        found(item(), item(person="Vàng A Páo", at="s6", kind="điều động")),
        TEXT,
        TYPES,
    )
    assert [(one.gold, one.predicted) for one in score.records] == [(0, 0), (1, None), (None, 1)]
    assert set(score.figures) >= {
        "appointments/cells@0.5",
        "appointments/exact",
        "appointments/grounding/located",
    }
    assert not [name for name in score.figures if name.startswith("statistics")]


def test_every_comparator_that_a_role_names_is_there():
    kinds = (Appointment, partyx.Statistic, partyx.Meeting, partyx.Directive)
    roles = [field.role for kind in kinds for field in spec_of(kind).fields] + [one.role for one in _inner()]
    named = {name for role in roles for name in (*role.cells.values(), *role.lists.values())}
    assert named == set(COMPARATORS)


def _inner():
    (vote,) = [field for field in spec_of(Appointment).fields if field.name == "vote"]
    return vote.role.spec.fields


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ({"effective": "15/7/2024"}, "effective: '15/7/2024' is no date: write"),
        ({"effective": "15/7"}, "effective: '15/7' is no date: write"),
        ({"effective": "2024-07/2024-01"}, "effective: '2024-07/2024-01' is no date: write"),
        ({"vote": {"agreed": "38"}}, "agreed: '38' is no figure"),
        ({"vote": {"agred": 38}}, "'agred' is no field of vote"),
        ({"vote": 38}, "38 is no vote: write an object"),
        ({"duties": "bàn giao"}, "duties: 'bàn giao' is no list"),
        ({"kind": "bầu"}, "kind: 'bầu' is none of bổ nhiệm, điều động"),
        ({"acting": "no"}, "acting: 'no' is neither true nor false"),
        ({"decision": "456-QĐ/TU"}, "decision: '456-QĐ/TU' is no document"),
        ({"psot": "x"}, "'psot' is no field of appointment"),
        ({"post": " "}, "post: ' ' is no text"),
    ],
)
def test_lint_names_a_value_that_is_none_of_its_field(record, says):
    """And so does scoring, as an error of ours."""
    (issue,) = lint_gold(gold(record), TEXT, TYPES)
    assert (issue.severity, issue.where) == ("error", "appointments[0]")
    assert says in issue.message
    with pytest.raises(EvalError, match=r"is no |is none |is neither"):
        score_document(gold(record), None, TEXT, TYPES)


@pytest.mark.parametrize(("record", "lacks"), [({"person": None}, "person"), ({"vote": {}}, "vote.agreed")])
def test_lint_names_a_field_that_must_be_said(record, lacks):
    (issue,) = lint_gold(gold(record), TEXT, TYPES)
    assert (issue.severity, issue.message) == ("error", f"{lacks}: every Appointment has one")


def test_lint_sees_duplicates_and_unknown_types():
    assert {issue.check for issue in lint_gold(gold({}, {}), TEXT, TYPES)} == {"duplicate"}
    assert {issue.check for issue in lint_gold(gold({}), TEXT)} == {"type"}


def test_a_draft_quote_that_is_not_there_is_refused():
    with pytest.raises(EvalError, match=r"appointments\[0\]\.evidence\[0\]"):
        gold({"evidence": "không có câu này"})


@pytest.mark.parametrize("tool", TOOLS)
def test_gold_goes_to_another_tool_and_comes_back(tool):
    """With every record; a stretch that was deleted there takes its record with it, a new one starts one."""
    whole = gold({"post": "Phó Chánh Văn phòng"}, {"person": "Hà Thị Lụa", "evidence": "đồng chí Hà Thị Lụa"})
    form = TOOLS[tool]
    ((back, text),) = form.load(form.dump(whole, TEXT))
    assert text == TEXT
    assert back.own == whole.own
    kept = [one for one in stretches(whole) if not one.address.startswith("appointments[1]")]
    start = TEXT.index("Vàng A Páo phải")
    changed = rebuild(
        whole.model_dump(mode="json"), TEXT, [*kept, Stretch("", "appointments", start, start + 10)]
    )
    assert [record.evidence[0].text for record in changed.own["appointments"]] == [TOLD, "Vàng A Páo"]
    if form.interface is not None:
        assert '<Label value="appointments"/>' in form.interface(TYPES)


# -- a folder ------------------------------------------------------------------------------------------

KINDS = ["appointments", "awards", "prices"]


@pytest.mark.parametrize("plural", KINDS)
def test_the_example_folders_are_whole(plural):
    folder = EvalFolder(EVALS / "records" / plural)
    assert [spec_of(kind).plural for kind in folder.types.own] == [plural]
    for case in folder.cases():
        assert [
            issue for issue in lint_gold(case.gold, case.text, case.types) if issue.severity == "error"
        ] == []
        assert len(case.gold.own[plural]) >= 3


def test_a_folder_runs_from_the_command_line(tmp_path):
    """Run, grade, report: the own type alone, with its fields."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "types.toml").write_text(
        'name = "Town"\nabout = "Xã."\n[fields.name]\ntype = "organisation"\n', encoding="utf-8"
    )
    (tmp_path / "records.toml").write_text('records = ["types.toml"]', encoding="utf-8")
    (tmp_path / "articles" / "a.txt").write_text(TEXT, encoding="utf-8")
    said = {"own": {"towns": [{"name": "Tỉnh ủy Sông Mây", "evidence": TOLD}]}}
    compiled = compile_gold(
        {"article": {"id": "a", "file": "a.txt"}, "status": "reviewed", "origin": "written", **said}, TEXT
    )
    (tmp_path / "gold" / "a.json").write_text(
        compiled.model_dump_json(exclude_defaults=True), encoding="utf-8"
    )
    recorded = {
        "engine": "model",
        "cache": "normal",
        "cache_dir": tmp_path / "cache",
        "recordings": tmp_path / "calls.jsonl",
    }
    fake = ScriptedModel(default={"towns": [{"at": "s3", "name": "Tỉnh ủy Sông Mây"}]})
    assert partyx.extract(TEXT, records=str(tmp_path / "types.toml"), model=fake, settings=recorded).records[
        "towns"
    ]

    def run(*words: str) -> str:
        result = CliRunner().invoke(app, ["eval", *words, "--evals", str(tmp_path)])
        assert result.exit_code == 0, result.output
        return result.output

    run("run", "--name", "fake", "--recordings", str(tmp_path / "calls.jsonl"))
    graded = run("grade", "fake")
    assert "towns" in graded
    assert "statistics" not in graded
    manifest = json.loads((tmp_path / "runs" / "fake" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["configuration"]["records"] == ["towns"]
    run("report")
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "towns[0]" in report
