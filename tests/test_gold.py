"""Gold files and the authoring form."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from partyx.errors import EvalError
from partyx.reading import read
from partyx.scoring.gold.digits import digit_strings, unaccounted
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.gold.format import load_gold, load_gold_folder, nfc_text, save_gold
from partyx.scoring.labelling.drafts import compile_gold, draft_of
from partyx.scoring.labelling.periods import parse_period
from partyx.scoring.labelling.reasons import reasons

if TYPE_CHECKING:
    from partyx.scoring.gold.folder import Case

EVALS = Path(__file__).parent.parent / "evals"
TEXT = (
    "Đảng bộ huyện kết nạp 104 ĐV\u00a0(đạt 101%).\n"
    "Có 26/27 chi bộ (chiếm 96,29%). Đến nay kết nạp 104 ĐV, trong đó 26 nữ. Chi bộ 4 tốt."
)


def authoring(**changes: Any) -> dict[str, Any]:
    """A small authoring form that compiles, with changes."""
    return {
        "article": {"file": "x1_sample.txt"},
        "status": "reviewed",
        "origin": "written",
        **changes,
    }


def statistic(**changes: Any) -> dict[str, Any]:
    """A statistic in authoring form."""
    return {
        "indicator": "chi bộ",
        "value": 26,
        "of": 27,
        "value_spans": ["26/27"],
        "evidence": ["26/27 chi bộ"],
        **changes,
    }


def test_quotes_become_exact_offsets() -> None:
    """Planted quotes come back at the offsets where they were planted."""
    gold = compile_gold(authoring(statistics=[statistic(value_spans=["26/27", "26"])]), TEXT)
    spans = gold.statistics[0].value_spans
    assert [(s.start, s.text) for s in spans] == [(TEXT.index("26/27"), "26/27"), (TEXT.index("26/27"), "26")]
    assert gold.article.id == "x1_sample"


def test_a_typed_space_meets_a_no_break_space_and_the_span_keeps_it() -> None:
    """The quote is typed with U+0020; the span is what the article prints."""
    gold = compile_gold(authoring(digits=[{"quote": "104 ĐV (đạt 101%)", "reason": "other"}]), TEXT)
    assert gold.digits[0].span.text == "104 ĐV\u00a0(đạt 101%)"


@pytest.mark.parametrize(
    ("entry", "start"),
    [
        ({"quote": "104", "nth": 1}, TEXT.index("104")),
        ({"quote": "104", "nth": 2}, TEXT.rindex("104")),
        ({"quote": "26", "in": "trong đó 26 nữ"}, TEXT.rindex("26")),
        ({"quote": "4"}, TEXT.rindex("4")),
    ],
)
def test_nth_and_in_choose_the_place(entry: dict[str, Any], start: int) -> None:
    """A digit quote never cuts a longer digit string, so "4" is only the one of the model's name."""
    gold = compile_gold(authoring(digits=[{**entry, "reason": "other"}]), TEXT)
    assert [item.span.start for item in gold.digits] == [start]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"evidence": ["26/28 chi bộ"]}, "not verbatim"),
        ({"evidence": [{"quote": "kết nạp 104 ĐV"}], "value_spans": ["104"]}, "2 occurrences"),
        ({"evidence": [{"quote": "104", "nth": 3}]}, "nth 3 of 2"),
        ({"value_spans": ["27/26"]}, "not verbatim in the article inside"),
        ({"evidence": [""]}, "a quote is"),
        ({"value_spans": []}, "at least 1 item"),
        ({"value": "26"}, "valid"),
        ({"colour": "red"}, "Extra inputs"),
        ({"period": "tháng 3"}, "no period"),
        ({"accept": {"period": ["2023-13"]}}, "no period"),
    ],
)
def test_what_is_not_verbatim_or_not_unique_is_refused(change: dict[str, Any], message: str) -> None:
    """The message says which record and why."""
    with pytest.raises(EvalError, match=message):
        compile_gold(authoring(statistics=[statistic(**change)]), TEXT)


def test_every_problem_is_listed_at_once() -> None:
    """Annotators mend a file in one go."""
    wrong = [statistic(evidence=["không có"]), statistic(evidence=["cũng không"])]
    with pytest.raises(EvalError) as caught:
        compile_gold(authoring(statistics=wrong), TEXT)
    assert "statistics[0].evidence" in str(caught.value)
    assert "statistics[1].evidence" in str(caught.value)


@pytest.mark.parametrize(
    ("short", "start", "end", "precision"),
    [
        ("2023-09-29", "2023-09-29", "2023-09-29", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2023-Q2", "2023-04-01", "2023-06-30", "quarter"),
        ("2023-H2", "2023-07-01", "2023-12-31", "half"),
        ("2023", "2023-01-01", "2023-12-31", "year"),
        ("2021-01-01/2025-12-31", "2021-01-01", "2025-12-31", "range"),
    ],
)
def test_short_periods(short: str, start: str, end: str, precision: str) -> None:
    """Months end where the calendar says."""
    assert parse_period(short) == {"start": start, "end": end, "precision": precision}


def test_tasks_persons_and_documents_in_short_form() -> None:
    """Strings stand for tasks, persons and phrases; a task's text is its own evidence."""
    meeting = {"name": "hội nghị", "chairs": ["Lê Văn A"], "agenda": ["việc"], "evidence": ["Đến nay"]}
    directive = {
        "source": "speech",
        "tasks": ["kết nạp 104 ĐV, trong đó 26 nữ"],
        "date": "2023",
        "evidence": ["Đến nay kết nạp 104 ĐV, trong đó 26 nữ"],
    }
    gold = compile_gold(authoring(meetings=[meeting], directives=[directive]), TEXT)
    task = gold.directives[0].tasks[0]
    assert task.evidence[0].text == task.text
    assert gold.meetings[0].chairs[0].name == "Lê Văn A"
    assert gold.meetings[0].agenda[0].text == "việc"


def test_a_figure_is_found_in_each_evidence_span_that_prints_it() -> None:
    """A repeated fact has one number span for each place."""
    record = statistic(
        value=104,
        of=None,
        value_spans=["104"],
        evidence=["Đảng bộ huyện kết nạp 104", "Đến nay kết nạp 104"],
    )
    gold = compile_gold(authoring(statistics=[record]), TEXT)
    assert [span.start for span in gold.statistics[0].value_spans] == [TEXT.index("104"), TEXT.rindex("104")]


def test_digit_strings_without_a_reason_are_listed() -> None:
    """Separators inside a figure belong to it; a ratio is two strings."""
    assert [span.text for span in digit_strings("1.513, 80,8% và 26/27. 5.")] == [
        "1.513",
        "80,8",
        "26",
        "27",
        "5",
    ]
    gold = compile_gold(
        authoring(
            statistics=[statistic()],
            digits=[{"quotes": ["104", "101"], "all": True, "reason": "other"}],
        ),
        TEXT,
    )
    assert [span.text for span in unaccounted(gold, TEXT)] == ["96,29", "26", "4"]


def test_saved_gold_loads_equal(tmp_path: Path) -> None:
    """Nothing is lost between compile, save and load."""
    record = statistic(accept={"subject": [None, "huyện"]}, period="2023", optional=True, notes="vì")
    gold = compile_gold(authoring(statistics=[record]), TEXT)
    save_gold(gold, tmp_path / "x1_sample.json")
    assert load_gold(tmp_path / "x1_sample.json") == gold
    assert load_gold_folder(tmp_path) == {"x1_sample": gold}


def test_bad_files_are_named(tmp_path: Path) -> None:
    """Missing, broken, misnamed: each says which file."""
    with pytest.raises(EvalError, match=r"none\.json: no such file"):
        load_gold(tmp_path / "none.json")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    with pytest.raises(EvalError, match=r"bad\.json"):
        load_gold(tmp_path / "bad.json")
    (tmp_path / "bad.json").unlink()
    save_gold(compile_gold(authoring(), TEXT), tmp_path / "other.json")
    with pytest.raises(EvalError, match="name the file after it"):
        load_gold_folder(tmp_path)
    (tmp_path / "latin.txt").write_bytes(b"\xe9\xe8")
    with pytest.raises(EvalError, match=r"latin\.txt"):
        nfc_text(tmp_path / "latin.txt")
    with pytest.raises(EvalError, match=r"none\.txt"):
        nfc_text(tmp_path / "none.txt")


TAKEN_FOR_NAMES = {("w16", "3"), ("w25", "10")}
"""Figures that the mentions take for an ordinal ("Xóa tên 3") and for a model's name ("xây 10 nhà nhân ái")."""


def test_a_reason_is_filled_in_only_where_it_is_no_statistic() -> None:
    """Of the digit strings of all articles: of a statistic these two have one, and nearly all that have one are gold's."""
    known, agreed = 0, 0
    wrongly = set()
    for case in EvalFolder(EVALS).cases():
        found = digit_strings(case.text)
        statistics = [span for one in case.gold.statistics for span in (*one.value_spans, *one.of_spans)]
        others = [(one.span, one.reason) for one in case.gold.digits]
        for span, why in zip(found, reasons(read(case.path), found), strict=True):
            if why is None:
                continue
            if any(one.start <= span.start < one.end for one in statistics):
                wrongly.add((case.id, span.text))
            known += 1
            agreed += any(one.start <= span.start < one.end and label == why for one, label in others)
    assert wrongly == TAKEN_FOR_NAMES
    assert known > 450
    assert agreed / known > 0.87


@pytest.mark.parametrize("case", EvalFolder(EVALS).cases(), ids=lambda case: case.id)
def test_the_new_draft_of_every_article_compiles_as_it_is(case: Case) -> None:
    """What has no reason yet is left open."""
    article = read(case.path)
    found = digit_strings(case.text)
    still_open = [span for span, why in zip(found, reasons(article, found), strict=True) if why is None]
    assert unaccounted(compile_gold(draft_of(case.gold, article), case.text), case.text) == still_open


@pytest.mark.parametrize("case", EvalFolder(EVALS).cases(), ids=lambda case: case.id)
def test_the_draft_of_every_article_compiles_to_its_digit_strings(case: Case) -> None:
    """Each quote of a new draft means exactly the digit string it was written for, in all articles of ours."""
    draft = draft_of(case.gold, read(case.path))
    draft["digits"] = [{**one, "reason": "other"} for one in draft["digits"]]
    assert [one.span for one in compile_gold(draft, case.text).digits] == digit_strings(case.text)


@pytest.mark.parametrize(
    "text",
    [
        "Có 5 xã. Có 5 xã.",
        "7 7 7 7",
        "Năm 2023\n2023\n2023",
        "Từ 1.513 đến 1.5134, còn 513",
        "1.2,3/4-5 " * 60,
        "x" * 300 + "12" + "y" * 300 + " 12",
        "12\u00a013\u2028 14\u0301 15",
    ],
)
def test_a_draft_tells_repeated_and_crowded_figures_apart(text: str) -> None:
    """By whole words around, and by nth where no words tell them apart; never by a cut digit string."""
    draft = draft_of(compile_gold(authoring(), text), read(text))
    draft["digits"] = [{**one, "reason": "other"} for one in draft["digits"]]
    assert [one.span for one in compile_gold(draft, text).digits] == digit_strings(text)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"statistics": 5}, "statistics[0]: an object is needed, not 5"),
        ({"statistics": ["x", None]}, "statistics[1]: an object is needed, not None"),
        ({"digits": {"quote": 5, "reason": "other"}}, "digits[0]: a quote is a string"),
        ({"digits": [{"quote": "104", "nth": "2", "reason": "other"}]}, "nth is a whole number, not '2'"),
        ({"digits": [{"quote": "104", "nth": True, "reason": "other"}]}, "nth is a whole number, not True"),
        ({"article": "x"}, "the draft"),
        ({"article": {"file": 5}}, "the draft"),
        ({"article": {"file": "x 1.txt"}}, "article.id: 'x 1' is no id"),
        ({"article": {"file": "../x1.txt", "id": "x1"}}, "article.file: '../x1.txt' is no plain file name"),
        ({"article": {"file": "x1.txt", "id": "../x1"}}, "article.id: '../x1' is no id"),
        ({"statistics": [statistic(accept=["x"])]}, "statistics[0].accept: an object of lists"),
        ({"statistics": [statistic(accept={"period": ["2023", 5]})]}, "accept"),
        ({"statistics": [statistic(accept={"subject": [{"text": "x"}]})]}, "accept"),
        ({"statistics": [statistic(accept={"value": [float("nan")]})]}, "finite"),
        ({"directives": [{"source": "speech", "evidence": ["Đến nay"], "tasks": 5}]}, "the draft"),
    ],
)
def test_wrong_types_in_a_draft_are_said(change: dict[str, Any], message: str) -> None:
    """As problems of the draft, with their place."""
    with pytest.raises(EvalError, match=re.escape(message)):
        compile_gold(authoring(**change), TEXT)
