"""Files that somebody else wrote, spoiled in some hundred ways: an error of ours, or a right result.

Each entrance takes its mutants by a seed, so a failure names the one that showed it.
"""

from __future__ import annotations

import json
import random
import shutil
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import made
import pytest
from scoring_cases import TEXT, gold, gold_cited, gold_meeting, gold_speech, gold_statistic

from partyx.cache import Completion, Recordings, Request
from partyx.errors import PartyxError
from partyx.extraction import Extraction
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.gold.format import gold_hash, load_gold, nfc_text, save_gold
from partyx.scoring.labelling.add import add_draft
from partyx.scoring.labelling.agreement import agreement
from partyx.scoring.labelling.exchange import TOOLS
from partyx.scoring.labelling.lint import lint_gold
from partyx.scoring.metric.score import score_document
from partyx.scoring.report.leaderboard import leaderboard
from partyx.scoring.report.page import page
from partyx.scoring.report.tables import board, details
from partyx.scoring.report.terminal import tables_text
from partyx.scoring.runs.gate import Floors, check_run, load_floors, pin, save_floors
from partyx.scoring.runs.grading import grade_run
from partyx.scoring.runs.run import load_run, predict_run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EVALS = Path(__file__).parent.parent / "evals"
RAW = ("NaN", "-Infinity", "1e400", "9" * 400, "9" * 5000, r'"\ud800"', "[" * 90 + "]" * 90, "[" * 5000)
"""Tokens that no JSON of ours holds; they stand for themselves in the file."""
ODD: tuple[Any, ...] = (
    *(f"\0{number}\0" for number in range(len(RAW))),
    None, True, 0, -1, 10**12, 2**63, 0.5, "", " ", "x", "../../x", "2023", "2023-13", "2023-02-30", "\x1b[2J",
    "=1+1", "ệ" * 10_000, {}, [], [[]], [None], {"": ""}, {"quote": 5}, {"start": 0, "end": 10**12, "text": "x"},
)  # fmt: skip


def paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the values inside a JSON value are."""
    yield at
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(inner, (*at, key))


def spoiled(whole: str, seed: int) -> bytes:
    """The JSON text with one to three of its values, or some of its bytes, spoiled."""
    draw = random.Random(seed)  # noqa: S311 - mutants are no secrets
    if draw.random() < 0.15:
        return with_odd_bytes(whole.encode(), draw)
    value = [json.loads(whole)]
    for _ in range(draw.choice((1, 1, 2, 3))):
        spoil_a_value(value, draw)
    text = json.dumps(value[0], ensure_ascii=False)
    for number, token in enumerate(RAW):
        text = text.replace(json.dumps(f"\0{number}\0"), token)
    return text.encode("utf-8", "surrogatepass")


def with_odd_bytes(data: bytes, draw: random.Random) -> bytes:
    """Cut off, or with a byte changed or some put in."""
    place = draw.randrange(len(data))
    more = draw.choice((b"\0", b"\xff", b"\xef\xbb\xbf", b",", b"}", b'"', b"\n", b"[", b"\xff\xfe"))
    return draw.choice(
        (
            data[:place],
            more + data,
            data[:place] + more + data[place:],
            data[:place] + more + data[place + 1 :],
        )
    )


def spoil_a_value(value: list[Any], draw: random.Random) -> None:
    """Take one value away, call it something else, have it twice, or put an odd one in its place."""
    *up, last = draw.choice([at for at in paths(value) if at])
    holder: Any = value
    for key in up:
        holder = holder[key]
    kind = draw.randrange(5)
    if kind == 0 and isinstance(holder, dict):
        del holder[last]
    elif kind == 1 and isinstance(holder, dict):
        holder[draw.choice(("", "extra", "start", "accept", "id"))] = holder.pop(last)
    elif kind == 2 and isinstance(holder, list) and up:
        holder.insert(last, deepcopy(holder[last]))
    else:
        holder[last] = deepcopy(draw.choice(ODD))


def enter(whole: str, seeds: range, take: Callable[[bytes], object]) -> None:
    """Give each mutant to an entrance; both ways must occur, or the mutants are too tame or too wild."""
    taken = refused = 0
    for seed in seeds:
        try:
            take(spoiled(whole, seed))
            taken += 1
        except PartyxError:
            refused += 1
        except Exception as error:
            error.add_note(f"mutant {seed}")
            raise
    assert min(taken, refused) > len(seeds) // 50


QUICK = range(60)
SLOW = [range(start, start + 250) for start in range(1000, 3000, 250)]


@pytest.fixture
def folder(tmp_path: Path) -> EvalFolder:
    """One article with gold of every kind of record, a run of it with its grade, and floors."""
    found = EvalFolder(tmp_path / "evals")
    found.articles.mkdir(parents=True)
    (found.articles / "x1.txt").write_text(TEXT, encoding="utf-8")
    save_gold(rich(), found.gold / "x1.json")
    list(
        predict_run(
            found.runs / "r", found.cases(), lambda _: said(), configuration={"engine": "x", "n": [1]}
        )
    )
    grades = [grade_run(load_run(found.runs / "r"), found.cases())]
    save_floors(pin(grades, Floors(), found.cases(), budget=0.1), found.floors)
    return found


def rich() -> Any:
    """Gold with every field filled that an alternative can be given for."""
    period = {"start": "2023-05-12", "end": "2023-05-12", "precision": "day"}
    return gold(
        gold_statistic(
            accept={"subject": ["x", None], "period": [period, None], "value": [7], "target": [True]}
        ),
        gold_meeting(accept={"chairs": [["Lê Văn A"], []], "date": [None, period]}),
        gold_cited(accept={"date": [period], "number": ["49"]}),
        gold_speech(("rà soát hồ sơ", "a"), ("bổ sung quy chế", "a"), accept={"tasks": [["rà soát"]]}),
    )


def said() -> Extraction:
    """What an engine says of the article."""
    found = made.extraction()
    article = found.article.model_copy(update={"sha256": rich().article.sha256, "chars": len(TEXT)})
    return found.model_copy(update={"article": article, "statistics": found.statistics[:1]})


def use_gold(path: Path, articles: Path) -> None:
    """All that is done with gold."""
    found = load_gold(path)
    text = nfc_text(articles / found.article.file)
    lint_gold(found, text)
    gold_hash(found)
    score_document(found, None, text)
    score_document(found, said().model_copy(update={"article": found.article}), text)
    agreement(found, found)
    for tool in TOOLS.values():
        tool.load(tool.dump(found, text))
    save_gold(found, path)
    assert load_gold(path) == found


def test_gold(folder: EvalFolder) -> None:
    path = folder.gold / "x1.json"

    def take(data: bytes) -> None:
        path.write_bytes(data)
        use_gold(path, folder.articles)

    enter(path.read_text(encoding="utf-8"), range(200), take)


@pytest.mark.slow
@pytest.mark.parametrize("seeds", SLOW, ids=str)
def test_the_gold_of_real_articles(tmp_path: Path, seeds: range) -> None:
    source = sorted((EVALS / "gold").glob("00*.json"))[seeds.start // 250 % 5]

    def take(data: bytes) -> None:
        (tmp_path / "gold.json").write_bytes(data)
        use_gold(tmp_path / "gold.json", EVALS / "articles")

    enter(source.read_text(encoding="utf-8"), seeds, take)


def test_drafts(folder: EvalFolder) -> None:
    draft = {
        "article": {"id": "x1", "file": "x1.txt"},
        "status": "reviewed",
        "origin": "written",
        "statistics": [
            {"indicator": "x", "value": 1513, "value_spans": ["1.513"], "evidence": ["kết nạp 1.513"], "period": "2023",
             "accept": {"period": ["2023-Q1", None], "subject": ["x"]}},
        ],
        "meetings": [{"name": "x", "evidence": [{"quote": "hội", "in": "hội nghị"}], "chairs": ["A"], "agenda": ["x"]}],
        "directives": [
            {"source": "speech", "evidence": ["rà soát hồ sơ, bổ sung quy chế"],
             "tasks": ["rà soát hồ sơ", {"text": "x", "evidence": ["bổ sung quy chế"]}]},
            {"source": "document", "document": {"kind": "quy định", "issued": "2023"}, "evidence": ["49-QĐ/TW"]},
        ],
        "digits": [{"quote": "5", "nth": 1, "reason": "date"}, {"quotes": ["26", "27"], "all": True, "reason": "other"}],
    }  # fmt: skip
    path = folder.root / "draft.json"

    def take(data: bytes) -> None:
        path.write_bytes(data)
        add_draft(folder, path, force=True)

    enter(json.dumps(draft), range(200), take)


@pytest.mark.parametrize("tool", TOOLS)
def test_imports(tool: Any) -> None:
    exported = TOOLS[tool].dump(rich(), TEXT)
    enter(exported, range(200), lambda data: TOOLS[tool].load(data.decode("utf-8", "replace")))


def use_run(folder: EvalFolder) -> None:
    """All that is done with a run."""
    cases, run = folder.cases(), load_run(folder.runs / "r")
    configuration = run.manifest.configuration
    list(predict_run(run.path, cases, lambda _: said(), configuration=configuration))
    grade = grade_run(load_run(run.path), cases)
    floors = load_floors(folder.floors)
    for origin, rows in leaderboard([grade], floors).items():
        tables_text([*board(origin, rows), *details(rows[0])])
    page(folder, cases, [grade])
    check_run(grade, floors, cases)
    save_floors(pin([grade], floors, cases, lower=True), folder.floors)
    assert load_floors(folder.floors).runs


@pytest.mark.slow
@pytest.mark.parametrize("name", ["floors.json", "runs/r/manifest.json", "runs/r/predictions/x1.json"])
def test_runs_and_floors(folder: EvalFolder, tmp_path: Path, name: str) -> None:
    shutil.copytree(folder.root, tmp_path / "copy")
    path = folder.root / name

    def take(data: bytes) -> None:
        shutil.rmtree(folder.root)
        shutil.copytree(tmp_path / "copy", folder.root)
        path.write_bytes(data)
        use_run(folder)

    enter(path.read_text(encoding="utf-8"), QUICK, take)


def test_a_spoiled_grade_is_graded_again(folder: EvalFolder) -> None:
    """Grades are only kept: whatever became of the file, the figures are those of the prediction."""
    path, cases, run = folder.runs / "r" / "grades" / "x1.json", folder.cases(), load_run(folder.runs / "r")
    whole, right = path.read_text(encoding="utf-8"), grade_run(run, cases)
    for seed in range(60):
        path.write_bytes(spoiled(whole, seed))
        assert grade_run(run, cases) == right


def test_recordings(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    request = Request(
        "m", ({"role": "user", "content": "có 817 tổ chức"},), "Facts", {"type": "object"}, 0.0, 5
    )
    recordings = Recordings(path)
    recordings.add(request, Completion('{"a": 1}', "stop", "m", 10, 4))
    others = [Request("n", ({"role": "user", "content": "khác"},), "Facts", {}), Request("m", (), "F", {})]

    def take(data: bytes) -> None:
        path.write_bytes(data)
        found = Recordings(path)
        found.models()
        for one in (request, *others):
            if found.get(one) is None:
                assert str(found.miss(one))
        found.add(others[0], Completion("{}"))
        assert Recordings(path).get(others[0]) == Completion("{}")

    enter(path.read_text(encoding="utf-8"), range(200), take)


@pytest.mark.slow
def test_extractions() -> None:
    def take(data: bytes) -> None:
        found = Extraction.from_json(data)
        assert Extraction.from_json(found.to_json()) == found
        str(found), found._repr_html_(), found.to_frames()

    enter(made.extraction().to_json(), range(200), take)
