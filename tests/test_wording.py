"""How single values are worded for people."""

import datetime as dt
from typing import TYPE_CHECKING

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.display import wording
from partyx.records import Period, Span

if TYPE_CHECKING:
    from partyx.kinds.built_in.statistic import Statistic


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0, "0"),
        (817, "817"),
        (1513, "1.513"),
        (74127, "74.127"),
        (1234567, "1.234.567"),
        (80.8, "80,8"),
        (17.73, "17,73"),
        (1234.5, "1.234,5"),
        (82.0, "82"),
        (0.05, "0,05"),
        (-3, "-3"),
        (1e21, "1.000.000.000.000.000.000.000"),
    ],
)
def test_numbers_are_worded_as_vietnamese_prints_them(value, printed):
    assert wording.number(value) == printed


def test_a_number_too_long_to_print_is_still_worded():
    assert wording.number(10**5000) == "a number of 16610 bits"


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_worded_number_reads_back_as_itself(value):
    assert float(wording.number(value).replace(".", "").replace(",", ".")) == float(value)


@pytest.mark.parametrize(
    ("qualifier", "worded"),
    [
        ("exact", "26/27"),
        ("about", "~26/27"),
        ("nearly", "<26/27"),
        ("more_than", ">26/27"),
        ("at_least", "≥26/27"),
        ("at_most", "≤26/27"),
    ],
)
def test_a_figure_shows_its_qualifier_and_its_whole(qualifier, worded):
    statistic: Statistic = made.extraction().statistics[2]
    assert wording.figure(statistic.model_copy(update={"qualifier": qualifier})) == worded


@pytest.mark.parametrize(
    ("start", "end", "precision", "worded"),
    [
        ("2023-09-29", "2023-09-29", "day", "2023-09-29"),
        ("2020-03-01", "2020-03-31", "month", "2020-03"),
        ("2021-01-01", "2021-03-31", "quarter", "2021-Q1"),
        ("2021-10-01", "2021-12-31", "quarter", "2021-Q4"),
        ("2024-01-01", "2024-06-30", "half", "2024-H1"),
        ("2024-07-01", "2024-12-31", "half", "2024-H2"),
        ("2022-01-01", "2022-12-31", "year", "2022"),
        ("2020-01-01", "2025-12-31", "term", "2020–2025"),
        ("2023-01-01", "2023-09-30", "range", "2023-01–2023-09"),
        ("2023-01-01", "2023-12-31", "range", "2023"),
        ("2024-02-01", "2024-02-29", "range", "2024-02"),
        ("2023-01-01", "2023-02-27", "range", "2023-01-01–2023-02-27"),
        ("0999-01-01", "9999-12-31", "range", "0999–9999"),
    ],
)
def test_periods_are_worded_no_finer_than_they_are(start, end, precision, worded):
    when = Period(
        start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), precision=precision, printed="x"
    )
    assert wording.period(when) == worded


def test_no_period_is_worded_as_nothing():
    assert wording.period(None) == ""


def test_what_acts_on_a_terminal_is_made_visible_one_character_for_one():
    text = "a\x1b[31mđỏ\x07\x9b2J\u202eb\x00\ud800\tc\nd"
    assert wording.visible(text) == "a␛[31mđỏ␇�2J�b␀�\tc\nd"
    assert len(wording.visible(text)) == len(text)


@given(st.text(), st.text(), st.text(), st.integers(min_value=10, max_value=200))
def test_a_quote_keeps_its_focus_whole_and_stays_near_its_width(before, focus, after, width):
    text = before + focus + after
    evidence = Span(start=7, end=7 + len(text), text=text)
    stressed = Span(start=7 + len(before), end=7 + len(before) + len(focus), text=focus)
    part = wording.quote(evidence, stressed, width)
    assert part.focus == wording.one_line(focus)
    assert len("".join(part)) <= max(width, len(focus)) + 2 * len(wording.ELLIPSIS) + 2
    assert "\n" not in "".join(part)


def test_a_long_quote_is_cut_between_words_round_its_focus():
    text = "một hai ba bốn năm sáu 7.000 tám chín mười một hai"
    start = text.index("7.000")
    evidence, focus = Span(start=0, end=len(text), text=text), Span(start=start, end=start + 5, text="7.000")
    assert "".join(wording.quote(evidence, focus, 25)) == "…năm sáu 7.000 tám chín…"


def test_a_focus_outside_the_evidence_is_not_stressed():
    part = wording.quote(made.span("26/27 chi bộ"), made.span("57,5%"))
    assert part == ("", "", "26/27 chi bộ")


def test_the_worst_finding_about_a_record_counts():
    extraction = made.extraction()
    note = extraction.findings[0].model_copy(
        update={"severity": "note", "records": ("statistics[2]", "meetings[0]")}
    )
    both = extraction.model_copy(update={"findings": (*extraction.findings, note)})
    assert wording.worst(both) == {"statistics[2]": "error", "meetings[0]": "note"}


def test_coverage_names_the_first_unused_strings_and_counts_the_rest():
    extraction = made.extraction()
    many = extraction.coverage.model_copy(update={"unclaimed": extraction.coverage.unclaimed * 11})
    line = wording.coverage(extraction.model_copy(update={"coverage": many}))
    assert line == "7 of 8 digit strings used; not used: 12, 12, 12, 12, 12, 12, 12, 12, 3 more"


@pytest.mark.parametrize(
    ("model", "reason", "line"),
    [
        (None, "no model is configured", "rules: no model is configured"),
        (None, "rules: asked for", "rules: asked for"),
        (None, "", "rules"),
        ("openai/x", "asked for", "rules openai/x: asked for"),
    ],
)
def test_the_engine_and_why_it_ran_are_one_line(model, reason, line):
    ran = made.extraction().provenance.model_copy(update={"model": model, "engine_reason": reason})
    assert wording.engine(ran) == line
