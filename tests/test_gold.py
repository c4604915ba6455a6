"""Gold files and the authoring form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from partyx.errors import EvalError
from partyx.scoring.authoring import compile_gold, main, parse_period
from partyx.scoring.digits import digit_strings, unaccounted
from partyx.scoring.gold import load_gold, load_gold_folder, nfc_text, save_gold

if TYPE_CHECKING:
    from pathlib import Path

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
    assert gold.article.id == "x1"


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
    save_gold(gold, tmp_path / "x1.json")
    assert load_gold(tmp_path / "x1.json") == gold
    assert load_gold_folder(tmp_path) == {"x1": gold}


def test_bad_files_are_named(tmp_path: Path) -> None:
    """Missing, broken, misnamed: each says which file."""
    with pytest.raises(EvalError, match="no such gold"):
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


def test_the_command_writes_gold_and_lists_what_is_missing(tmp_path: Path) -> None:
    """0 with the file written; 1 with the reason, and no file."""
    (tmp_path / "x1_sample.txt").write_text(TEXT, encoding="utf-8")
    draft = tmp_path / "draft.json"
    said: list[str] = []
    draft.write_text(json.dumps(authoring(statistics=[statistic()])), encoding="utf-8")
    arguments = [str(draft), "--articles", str(tmp_path), "-o", str(tmp_path / "gold" / "x1.json")]
    assert main(arguments, said.append) == 0
    assert load_gold(tmp_path / "gold" / "x1.json").statistics[0].value == 26
    assert any("no reason yet for '104'" in line for line in said)
    draft.write_text("[1", encoding="utf-8")
    assert main(arguments, said.append) == 1
    draft.write_text("{}", encoding="utf-8")
    assert main(arguments, said.append) == 1
