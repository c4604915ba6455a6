"""The gold of the five real articles, the two labellings it was settled from, and their agreement."""

from __future__ import annotations

import re
import runpy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from scoring_cases import TEXT, at, gold, gold_cited, gold_meeting, gold_speech, gold_statistic

from partyx.scoring.gold.digits import digit_strings
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.gold.format import RECORD_TYPES, Gold, OtherDigits, load_gold, load_gold_folder, nfc_text
from partyx.scoring.labelling.agreement import agreement, one_way
from partyx.scoring.labelling.lint import lint_gold
from partyx.scoring.metric.likeness import align
from partyx.scoring.metric.nodes import nodes

EVALS = Path(__file__).parent.parent / "evals"
REAL = ("000", "001", "002", "003", "004")
LABELLERS = ("A", "B")
SCRIPT = runpy.run_path(str(EVALS / "agreement.py"))
first_choices, digit_agreement = SCRIPT["first_choices"], SCRIPT["digit_agreement"]


@cache
def settled(article: str) -> Gold:
    """The gold of one article."""
    return load_gold(EVALS / "gold" / f"{article}.json")


@cache
def labelled(who: str, article: str) -> Gold:
    """One of its two labellings."""
    return load_gold(EVALS / "gold" / "labellings" / who / f"{article}.json")


def text_of(one: Gold) -> str:
    """The text that was labelled."""
    return nfc_text(EVALS / "articles" / one.article.file)


@pytest.mark.parametrize("article", REAL)
def test_the_gold_of_a_real_article_is_clean(article: str) -> None:
    """Not one error or warning, reviewed, real, and by both."""
    one = settled(article)
    assert lint_gold(one, text_of(one)) == []
    assert (one.status, one.origin, one.annotators) == ("reviewed", "real", ["A", "B"])


@pytest.mark.parametrize("who", LABELLERS)
@pytest.mark.parametrize("article", REAL)
def test_a_labelling_is_verbatim_and_accounts_for_every_digit(who: str, article: str) -> None:
    """What was handed in passes the same checks."""
    one = labelled(who, article)
    assert [issue for issue in lint_gold(one, text_of(one)) if issue.severity == "error"] == []
    assert one.annotators == [who]


def test_the_labellings_are_never_taken_for_gold() -> None:
    """They lie under gold/, and neither the loader nor the folder's cases see them."""
    found = load_gold_folder(EVALS / "gold")
    assert set(REAL) <= set(found)
    assert all(found[article].annotators == ["A", "B"] for article in REAL)
    cases = EvalFolder(EVALS).cases(REAL)
    assert [(case.id, case.gold.annotators) for case in cases] == [(one, ["A", "B"]) for one in REAL]
    for who in LABELLERS:
        assert set(load_gold_folder(EVALS / "gold" / "labellings" / who)) == set(REAL)


@pytest.mark.parametrize("who", LABELLERS)
@pytest.mark.parametrize("article", REAL)
def test_no_record_of_a_labeller_got_lost(who: str, article: str) -> None:
    """Settling decides what a record says or whether it is optional; each still has its gold record."""
    wanted, found = nodes(settled(article)), nodes(labelled(who, article))
    for kind in RECORD_TYPES:
        paired = {column for _, column in align(kind, wanted[kind], found[kind], [0.5])[0.5]}
        assert paired == set(range(len(found[kind]))), kind


def record(article: str, kind: str, **wanted: Any) -> Any:
    """The one gold record of a kind with these values, a document's included."""
    one, *more = [
        found
        for found in getattr(settled(article), kind)
        if all(
            getattr(found, name, None) == value
            or getattr(getattr(found, "document", None), name, None) == value
            for name, value in wanted.items()
        )
    ]
    assert not more
    return one


def test_a_share_is_the_printed_one() -> None:
    """2/89 is 2,25 %; the article prints 2,47 %."""
    share = record("001", "statistics", value=2.47)
    assert (share.unit, share.of) == ("%", None)
    assert record("001", "statistics", value=2, of=89).value_spans[0].text == "2/89"


def test_the_same_indicator_of_two_bodies_is_two_records() -> None:
    """Supervised members, by committees and by the inspection committees."""
    subjects = {record("003", "statistics", value=value).subject for value in (170, 164)}
    assert subjects == {"Cấp ủy các cấp", "Ủy ban kiểm tra các cấp"}


def test_what_the_codebook_excludes_is_not_accepted() -> None:
    """Null where the article gives a time, half a code, the congress's number, an outside province."""
    assert None not in record("000", "statistics", value=74127).accept["period"]
    assert all(None not in one.accept.get("period", []) for one in settled("003").statistics)
    for article, number in (("001", "49-QĐ/TW"), ("002", "17-NQ/TU"), ("004", "35-CT/TW")):
        assert "number" not in record(article, "directives", number=number).accept
    assert "number" not in record("002", "directives", issuer="Đại hội XIII của Đảng").accept
    without_place: Any = {"__all__": {"place"}}
    said = settled("001").model_dump_json(
        exclude={"notes": True, "statistics": without_place, "meetings": without_place}
    )
    assert "Đồng Tháp" not in said


def test_meetings_are_as_settled() -> None:
    """Year from the stamp; nothing from "vừa tổ chức"; who speaks is no attendee; online is online."""
    briefing = record("004", "meetings", mode="online")
    assert str(briefing.date.start) == "2020-03-02"
    assert [one.name for one in briefing.speakers] == ["Phạm Minh Chính", "Nguyễn Văn Dũng"]
    assert briefing.attendees == []
    [plenum] = settled("003").meetings
    assert (plenum.date, plenum.kind, plenum.attendees) == (None, "hội nghị", [])
    assert not record("002", "meetings", name="Hội thi Báo cáo viên giỏi").optional


def test_tasks_are_as_settled() -> None:
    """Nothing from "trong đó" nor from a promise; cut fine, neighbours may be merged."""
    tasks = record("000", "directives", source="speech").tasks
    assert [one.text for one in tasks if "sẽ" in one.text.split()] == []
    assert "tập trung công tác phát triển đảng" not in {one.text for one in tasks}
    letters = [one.merge for one in record("003", "directives", source="speech").tasks]
    assert letters == [None, "a", "a", None, None, None, "b", "b", None]


@pytest.mark.slow  # 20 s: intervals of both labellings
def test_the_page_of_the_agreement_is_in_step() -> None:
    """Written again by ``python evals/agreement.py --write`` it would be the same."""
    page = (EVALS / "AGREEMENT.md").read_text(encoding="utf-8")
    assert page.split(SCRIPT["START"])[1].split(SCRIPT["END"])[0] == SCRIPT["report"]()


def test_links_of_the_pages_lead_somewhere() -> None:
    """Codebook and agreement name files that exist."""
    for page in ("AGREEMENT.md", "CODEBOOK.md"):
        targets = re.findall(r"\]\(([^)]+)\)", (EVALS / page).read_text(encoding="utf-8"))
        assert targets
        assert [one for one in targets if not (EVALS / one).exists()] == []


def test_quotes_of_the_codebook_are_from_the_articles() -> None:
    """A quote of four words or more is printed in an article, its gaps left out."""
    paths = sorted((EVALS / "articles").glob("*.txt"))
    articles = " ".join(" ".join(nfc_text(path).split()) for path in paths).casefold()
    page = " ".join((EVALS / "CODEBOOK.md").read_text(encoding="utf-8").split())
    quotes = [quote for quote in re.findall(r'"([^"]+)"', page) if len(quote.split()) >= 4]
    missing = [
        quote
        for quote in quotes
        if any(part.strip() not in articles for part in quote.casefold().split("..."))
    ]
    assert len(quotes) > 30
    labels_and_other_forms = {
        "tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ",
        "chỉ tiêu hoàn thành",
        "đảng viên được trao Huy hiệu 40 năm tuổi Đảng",
        "đảng viên dưới 30 tuổi",
        "bế giảng lớp ...",
        "tổ chức kỷ niệm 90 năm ...",
        "Tổng kết năm Y",
        "trực tiếp kết hợp trực tuyến",
        "công tác tổ chức, cán bộ; công tác dân vận",
        "Tăng cường công tác dân vận",
        "đồng chí chỉ đạo",
        "các cấp ủy tập trung ...",
    }
    assert set(missing) == labels_and_other_forms


def test_first_choices_have_one_value_a_field() -> None:
    """Alternatives go at every level, optional records count, merges are off; what was labelled stays."""
    lenient = gold(
        gold_statistic(accept={"unit": ["người"]}, optional=True),
        gold_meeting(agenda=[{"text": "sơ kết", "accept": ["rà soát"], "optional": True}]),
        gold_speech(("rà soát hồ sơ", "a"), ("bổ sung quy chế", "a")),
        gold_cited(accept={"issuer": [None]}),
    )
    assert first_choices(lenient) == gold(
        gold_statistic(),
        gold_meeting(agenda=["sơ kết"]),
        gold_speech("rà soát hồ sơ", "bổ sung quy chế"),
        gold_cited(),
    )


def test_alternatives_agree_as_scored_and_not_as_first_choices() -> None:
    """One unit of four cells differs, and one labeller has a record more that is optional."""
    left = gold(gold_statistic(accept={"unit": ["người"]}))
    right = gold(gold_statistic(unit="người", accept={"unit": ["đảng viên"]}), gold_cited(optional=True))
    assert agreement(left, right).figures["statistics/cells@0.5"].f1 == 1
    assert agreement(left, right).figures["directives/cells@0.5"].f1 == 1
    strict = agreement(first_choices(left), first_choices(right)).figures
    assert strict["statistics/cells@0.5"].f1 == pytest.approx(3 / 4)
    assert strict["directives/cells@0.5"].f1 == 0


def test_one_way_knows_which_side_is_gold() -> None:
    """Gold's alternatives excuse the labelling; the labelling's do not excuse itself."""
    lenient, other = gold(gold_statistic(accept={"unit": ["người"]})), gold(gold_statistic(unit="người"))
    assert one_way(lenient, other).figures["statistics/cells@0.5"].f1 == 1
    assert one_way(other, lenient).figures["statistics/cells@0.5"].f1 == pytest.approx(3 / 4)


def test_digit_strings_are_compared_by_use_and_by_reason() -> None:
    """Of the text's strings one is a statistic for both, one for the left alone, one has two reasons."""
    strings = digit_strings(TEXT)
    left = gold(
        gold_statistic(),
        gold_statistic(26, place="26/27"),
        digits=[
            OtherDigits(span=at("12/5"), reason="date"),
            OtherDigits(span=at("49-QĐ"), reason="document"),
        ],
    )
    right = gold(
        gold_statistic(),
        digits=[
            OtherDigits(span=at("12/5"), reason="date"),
            OtherDigits(span=at("26/27"), reason="other"),
            OtherDigits(span=at("49-QĐ"), reason="identifier"),
        ],
    )
    # 12, 5, 1.513 and 3,5 are alike (3,5 has no account at all from either); 26 and 27 differ in use.
    assert [span.text for span in strings] == ["12", "5", "1.513", "26", "27", "3,5", "49"]
    assert digit_agreement(left, right, TEXT) == (7, 5, 4)
    assert digit_agreement(left, left, TEXT) == (7, 7, 7)
