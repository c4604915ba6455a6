"""Aggregates, agreement of two labellers, review budgets and gold lint."""

from __future__ import annotations

import datetime as dt

import pytest
from scoring_cases import (
    TEXT,
    at,
    cited,
    gold,
    gold_cited,
    gold_meeting,
    gold_speech,
    gold_statistic,
    meeting,
    predicted,
    statistic,
)

from partyx.errors import EvalError
from partyx.records import Finding, Span, Unlocated
from partyx.scoring.gold.format import Gold, GoldArticle, GoldPeriod, OtherDigits, text_hash
from partyx.scoring.labelling.agreement import agreement, agreements
from partyx.scoring.labelling.lint import lint_gold
from partyx.scoring.metric.figures import (
    TITLES,
    average_repeats,
    by_origin,
    corpus_figures,
)
from partyx.scoring.metric.score import count_errors, score_document
from partyx.scoring.runs.review import Reviewed, error_capture, reviewed, suspicions

FULL = (gold_statistic(), gold_meeting(), gold_cited(), gold_speech("rà soát hồ sơ"))


def test_every_headline_has_a_figure_with_its_interval() -> None:
    """Two documents, one all right and one failed: micro and macro are 0.5 and about."""
    right = score_document(gold(gold_statistic(), id="a"), predicted(statistic()), TEXT)
    failed = score_document(gold(gold_statistic(), id="b"), None, TEXT)
    figures = corpus_figures([average_repeats([right]), average_repeats([failed])])
    assert set(TITLES) <= set(figures)
    cells = figures["statistics/cells@0.5"]
    assert cells.micro.value == pytest.approx(2 * 4 / 12)
    assert cells.macro.value == pytest.approx(0.5)
    assert figures["statistics/field/value"].total == (1, 2, 1)


def test_repeats_of_a_document_are_one_document() -> None:
    """Right once and failed once is half, in one document."""
    truth = gold(gold_statistic())
    scores = [score_document(truth, found, TEXT) for found in (predicted(statistic()), None)]
    averaged = average_repeats(scores)
    assert averaged.failures == 1
    assert averaged.figures["statistics/cells@0.5"] == (2, 4, 2)


def test_real_and_written_articles_are_never_blended() -> None:
    """They come apart, and together they are refused."""
    documents = [
        average_repeats([score_document(gold(id=name, origin=origin), predicted(), TEXT)])
        for name, origin in (("b", "written"), ("a", "real"))
    ]
    assert {origin: [one.id for one in group] for origin, group in by_origin(documents).items()} == {
        "real": ["a"],
        "written": ["b"],
    }
    with pytest.raises(ValueError, match="apart"):
        corpus_figures(documents)


def test_errors_are_counted_by_kind() -> None:
    """One wrong unit, one record missed."""
    truth = gold(gold_statistic(), gold_statistic(26, place="26/27"))
    errors = count_errors(score_document(truth, predicted(statistic(unit="hộ")), TEXT).records)
    assert errors == {"statistics": {"right": 3, "wrong": 1, "missed_record": 4}}


def test_two_labellers_agree_with_themselves_and_in_either_order() -> None:
    """1 on oneself; the same figure from both sides, alternatives and optional records included."""
    left = gold(*FULL, gold_statistic(26, optional=True))
    right = gold(
        gold_statistic(subject="Huyện ủy", accept={"subject": ["Toàn huyện"]}),
        gold_meeting(location="hội trường"),
    )
    assert {agreement(left, left).figures[name].f1 for name in TITLES} == {1}
    there, back = agreement(left, right).figures, agreement(right, left).figures
    assert {name: there[name].f1 for name in TITLES} == {name: back[name].f1 for name in TITLES}
    assert 0 < there["statistics/cells@0.5"].f1 < 1
    assert there["directives/cells@0.5"].f1 == 0


def test_labellers_without_a_common_article_or_text_cannot_agree() -> None:
    """Said, not scored."""
    with pytest.raises(EvalError, match="no article in common"):
        agreements({"a": gold()}, {"b": gold()})
    other = gold().model_copy(update={"article": GoldArticle(id="x1", file="x1.txt", sha256="0" * 64)})
    with pytest.raises(EvalError, match="different texts"):
        agreement(gold(), other)
    assert [one.id for one in agreements({"x1": gold()}, {"x1": gold(), "y": gold()})] == ["x1"]


def test_error_capture_of_a_perfect_and_of_no_ranking() -> None:
    """All wrong ones first: found at once. All alike: the share read is the share found."""
    perfect = [Reviewed(1.0, wrong=True)] * 2 + [Reviewed(0.0, wrong=False)] * 18
    assert [one.found for one in error_capture(perfect, [0.05, 0.1, 0.5])] == [0.5, 1, 1]
    alike = [Reviewed(0.0, wrong=index % 4 == 0) for index in range(20)]
    assert [one.found for one in error_capture(alike, [0.1, 0.5])] == pytest.approx([0.1, 0.5])
    assert [one.found for one in error_capture([], [0.1])] == [1]


def test_findings_unlocated_claims_and_a_second_engine_raise_suspicion() -> None:
    """Each on the record that it is about, and nothing on the others."""
    found = predicted(
        statistic(),
        statistic(26, place="26/27"),
        meeting(),
        findings=(Finding(check="share", severity="error", message="m", records=("statistics[1]",)),),
        unlocated=(
            Unlocated(
                record="meeting",
                field="location",
                claim={"name": "hội nghị sơ kết", "location": "x"},
                reason="r",
            ),
        ),
    )
    assert suspicions(found) == {"statistics[0]": 0, "statistics[1]": 3, "meetings[0]": 1}
    other = predicted(statistic(unit="hộ"), meeting())
    assert suspicions(found, other) == {"statistics[0]": 0.5, "statistics[1]": 5, "meetings[0]": 1}


def test_reviewed_records_carry_their_verdict() -> None:
    """The invented record is the suspicious one, so a tenth of reading finds it."""
    found = predicted(statistic(), statistic(9999, place="3,5"))
    score = score_document(gold(gold_statistic()), found, TEXT)
    judged = reviewed(found, score, predicted(statistic()))
    assert judged == [Reviewed(0, wrong=False), Reviewed(2, wrong=True)]
    assert error_capture(judged, [0.5])[0].found == 1


def checks(truth: Gold) -> set[str]:
    """The checks that speak, without the digits that this small gold leaves open."""
    return {issue.check for issue in lint_gold(truth, TEXT)} - {"uncovered-digits"}


def test_clean_gold_has_no_issue() -> None:
    """With every digit string accounted for."""
    digits = [
        OtherDigits(span=at("12/5"), reason="date"),
        OtherDigits(span=at("26/27"), reason="other"),
        OtherDigits(span=at("3,5"), reason="other"),
        OtherDigits(span=at("49"), reason="document"),
    ]
    people = gold_meeting(chairs=[], date=None)
    clean = gold(
        gold_statistic(), people, gold_cited(issuer=None), gold_speech("rà soát hồ sơ"), digits=digits
    )
    assert lint_gold(clean, TEXT) == []


def test_digit_strings_without_a_reason_are_errors() -> None:
    """Named with their place."""
    found = [issue for issue in lint_gold(gold(gold_statistic()), TEXT) if issue.check == "uncovered-digits"]
    assert [issue.message.split(" ")[0] for issue in found] == [
        "'12'",
        "'5'",
        "'26'",
        "'27'",
        "'3,5'",
        "'49'",
    ]
    assert {issue.severity for issue in found} == {"error"}


LATE = GoldPeriod(start=dt.date(2024, 1, 1), end=dt.date(2024, 1, 1), precision="day")
BACKWARDS = GoldPeriod(start=dt.date(2023, 2, 1), end=dt.date(2023, 1, 1), precision="day")
MOVED = Span(start=0, end=5, text="1.513")


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (gold_statistic(1514), {"derivable"}),
        (gold_statistic(26, of=28, place="26/27"), {"derivable"}),
        (gold_statistic().model_copy(update={"evidence": [at("hội nghị")]}), {"evidence"}),
        (gold_statistic().model_copy(update={"value_spans": [MOVED]}), {"verbatim", "evidence"}),
        (gold_statistic(period=BACKWARDS), {"period"}),
        (gold_statistic(period=LATE), {"after-publication"}),
        (gold_statistic(period=LATE, target=True), set()),
        (gold_statistic(subject="Tỉnh ủy Lào Cai"), {"not-printed"}),
        (gold_statistic(accept={"colour": ["x"]}), {"accept"}),
        (gold_statistic(accept={"subject": [""]}), {"accept"}),
        (gold_cited(kind="bức thư", issuer=None), {"unknown-kind"}),
        (gold_cited(kind="Thư", issuer=None), set()),
        (gold_cited(kind="di chúc", issuer=None), set()),
        (gold_cited(kind="qui chế", issuer=None), set()),
        (gold_cited("50-QĐ/TW", issuer=None), {"derivable"}),
        (gold_cited(issuer=None).model_copy(update={"source": "speech"}), {"source"}),
        (gold_cited(issuer=None).model_copy(update={"kind": "quy định"}), {"twice"}),
        (gold_speech(("rà soát hồ sơ", "a"), "bổ sung quy chế"), {"merge"}),
        (gold_meeting(name=" ", chairs=[], date=None), {"empty"}),
    ],
)
def test_each_check_speaks_for_its_fault_only(record: object, expected: set[str]) -> None:
    """One planted fault, one check."""
    article = GoldArticle(id="x1", file="x1.txt", sha256=text_hash(TEXT), published=dt.date(2023, 5, 13))
    assert checks(gold(record).model_copy(update={"article": article})) == expected


def test_duplicates_are_found_and_equal_figures_elsewhere_are_not() -> None:
    """The same document twice; the same figure at another place is another fact."""
    twice = gold(gold_cited(issuer=None), gold_cited(issuer=None))
    assert checks(twice) == {"duplicate"}
    assert checks(gold(gold_statistic(26, place="26/27"), gold_statistic(26, place="26/27"))) == {"duplicate"}
    moved = gold_statistic().model_copy(update={"evidence": [at("3,5")], "value_spans": [at("3,5")]})
    assert "duplicate" not in checks(gold(gold_statistic(), moved))


def test_file_faults() -> None:
    """Another text, another schema, not yet reviewed."""
    article = GoldArticle(id="x1", file="x1.txt", sha256="0" * 64)
    bad = gold(status="unreviewed").model_copy(update={"article": article, "schema_version": "9"})
    assert checks(bad) == {"hash", "schema-version", "status"}


@pytest.mark.parametrize(
    ("truth", "errors"),
    [
        (gold(status="unreviewed"), False),
        (gold(gold_statistic(), status="unreviewed"), True),
        (gold(status="reviewed"), True),
    ],
)
def test_digits_ask_for_a_reason_once_an_article_is_begun(truth: Gold, *, errors: bool) -> None:
    """Of forty articles that wait to be reviewed lint has a line each, not one a digit string."""
    assert ("uncovered-digits" in {one.check for one in lint_gold(truth, TEXT)}) is errors


def test_figures_of_a_document_name_every_field_and_threshold() -> None:
    """The names are what floors and reports refer to."""
    names = score_document(gold(*FULL), predicted(statistic(), meeting(), cited()), TEXT).figures
    assert {
        "meetings/records@0.3",
        "meetings/exact",
        "meetings/field/chairs.titles",
        "directives/grounding/located",
    } <= set(names)
