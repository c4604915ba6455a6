"""What reading says of an article, and what the caller says of it: findings, provenance, given facts."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import pytest

import partyx
from partyx.reading import read
from partyx.settings import Settings

ARTICLES = sorted((Path(__file__).parents[1] / "evals" / "articles").glob("*.txt"))
SETTINGS = Settings(engine="rules")
TITLE = "Huyện ủy Hòa Bình sơ kết công tác xây dựng Đảng"
BODY = (
    "HBO - Sáng 5/7, Huyện ủy Hòa Bình tổ chức hội nghị sơ kết công tác xây dựng Đảng, kết nạp 112 đảng viên mới, đạt "
    "74,6% chỉ tiêu cả năm.\nKết luận hội nghị, đồng chí Bí thư Huyện ủy đề nghị các chi, đảng bộ thực hiện tốt."
)
SECOND = "Đảng bộ huyện Tân Phú trao Huy hiệu Đảng đợt 19/5"
STAMP = "Thứ Hai, 05/07/2021, 11:31 [GMT+7]"


def checks(text):
    return [finding.check for finding in read(text, SETTINGS).findings]


TWO = [
    f"{TITLE}\n{STAMP}\n{BODY}\nHoàng Lan\n{SECOND}\n{STAMP}\n{BODY}\nMinh Hà",
    f"{TITLE}\n{BODY}\n{SECOND}\n{BODY}",
    f"{TITLE}\n\n{BODY}\n\n{SECOND}\n\n{STAMP}\n\n{BODY.removeprefix('HBO - ')}",
    f"{TITLE}\n{BODY}\nTin, ảnh: Hoàng Lan\n\n{SECOND}\n{BODY.removeprefix('HBO - ')}",
    f"{TITLE}\n05/07/2021\n{BODY}\n{SECOND}\n06/07/2021\n{BODY.removeprefix('HBO - ')}",
]


@pytest.mark.parametrize("text", TWO)
def test_two_articles_in_one_text_are_told_where_the_second_begins(text):
    (finding,) = read(text, SETTINGS).findings
    assert (finding.check, finding.severity) == ("several-articles", "warning")
    assert [span.text for span in finding.spans] == [SECOND]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:3])
def test_one_article_is_told_to_be_none_of_these(path):
    assert read(path, SETTINGS).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n{STAMP}\n{BODY}\nNhững chuyển biến tích cực\n{BODY.removeprefix('HBO - ')}",
        f"{TITLE}\n{BODY}\nTin liên quan\n{SECOND}\n05/07/2021\nHuyện An Phú họp",
        f"{TITLE}\n{STAMP}\n{BODY}\nNgày 06/7/2021\n{BODY.removeprefix('HBO - ')}",
    ],
)
def test_subheads_links_and_chronicles_are_no_second_article(text):
    assert checks(text) == []


OTHER = {
    "English": "The district committee held a meeting on 5 July 2021 and admitted 112 new members, 74.6% of its plan for the year.",
    "French": "Le comité du district a tenu une réunion le 5 juillet 2021 et a admis 112 nouveaux membres, soit 74,6 % du plan.",
    "Chinese": "2021 年 7 月 5 日, 县委 召开 会议, 新 接收 党员 112 名, 完成 全年 计划 的 74.6%, 与会 代表 一致 通过 决议, 会议 圆满 结束。",
    "Russian": "Пятого июля 2021 года районный комитет провёл совещание и принял в партию 112 человек, или 74,6 % плана на год.",
}


@pytest.mark.parametrize("name", OTHER)
def test_another_language_is_a_finding(name):
    (finding,) = read(OTHER[name], SETTINGS).findings
    assert finding.check == "language"
    assert "does not seem to be Vietnamese" in finding.message


def test_vietnamese_without_its_accents_is_a_finding_of_its_own():
    text = "Sang 5/7, Huyen uy Hoa Binh to chuc hoi nghi so ket cong tac xay dung Dang, ket nap 112 dang vien moi, dat chi tieu."
    (finding,) = read(text, SETTINGS).findings
    assert "without its accents" in finding.message


def test_language_is_that_of_the_article_and_not_of_its_page():
    page = f"<html><body><ul><li><a href='/'>Home page</a></li><li><a href='/'>About us</a></li></ul><h1>{TITLE}</h1><p>{BODY}</p></body></html>"
    assert checks(page) == []


def test_findings_and_provenance_of_reading_reach_the_extraction():
    extraction = partyx.extract(
        f"<html><body><p>{OTHER['English']}</p><p>Chi bộ A.</p></body></html>".encode(), settings=SETTINGS
    )
    assert extraction.findings[0].check == "language"
    assert (extraction.provenance.format, extraction.provenance.encoding) == ("html", "utf-8")
    assert partyx.Extraction.from_json(extraction.to_json()) == extraction


@pytest.mark.parametrize(("line", "turned"), [
    ("Đã kết nạp \u202e3151\u202c đảng viên mới.", "\u202e3151"),
    ("Đã kết nạp \u202d513.1 đảng viên mới.", "\u202d513.1 đảng viên mới."),
    ("Đã kết nạp \u20663151\u2069 đảng viên \u202anữ\u202c.", None),
    ("Đã kết nạp 3151\u202e", None),
])  # fmt: skip
def test_text_that_is_turned_round_is_a_finding(line, turned):
    """What a reader sees is then another figure; characters that only isolate turn no digits."""
    article = read(f"{TITLE}\n{STAMP}\n{BODY}\n{line}", SETTINGS)
    found = [it for it in article.findings if it.check == "direction"]
    assert [span.text for it in found for span in it.spans] == ([] if turned is None else [turned])


# -- what the caller says ------------------------------------------------------------------------------

GIVEN = {
    "id": "bai-1",
    "published": dt.date(2022, 7, 6),
    "url": "https://example.vn/1",
    "outlet": "Báo Hòa Bình",
}


@pytest.mark.parametrize("source", [f"{TITLE}\n{STAMP}\n{BODY}", read(f"{TITLE}\n{STAMP}\n{BODY}", SETTINGS)])
def test_what_the_call_says_wins_over_what_the_source_says(source):
    for extraction in (
        partyx.extract(source, settings=SETTINGS, **GIVEN),
        asyncio.run(partyx.aextract(source, settings=SETTINGS, **GIVEN)),
    ):
        kept = extraction.article
        assert {"id": kept.id, "published": kept.published, "url": kept.url, "outlet": kept.outlet} == GIVEN
        assert extraction.meetings[0].date.start == dt.date(2022, 7, 5)


def test_the_day_of_a_call_wins_over_that_of_the_page():
    text = f"{TITLE}\n{STAMP}\n{BODY}"
    assert read(text, published=dt.date(2019, 3, 4)).published == dt.date(2019, 3, 4)
    assert read(text, SETTINGS).published == dt.date(2021, 7, 5)


def test_what_is_said_of_all_articles_of_a_run_wins_over_what_each_says():
    text = f"{TITLE}\n{STAMP}\n{BODY}"
    (article,) = partyx.read_many([text], published=dt.date(2019, 3, 4), outlet="A")
    assert (article.published, article.outlet) == (dt.date(2019, 3, 4), "A")


def test_what_the_call_leaves_out_is_the_sources():
    article = read(f"{TITLE}\n{STAMP}\n{BODY}", SETTINGS, url="https://example.vn/1")
    assert (article.outlet, article.url, article.published) == (
        "HBO",
        "https://example.vn/1",
        dt.date(2021, 7, 5),
    )
