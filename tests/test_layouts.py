"""Pages of the content systems of Vietnamese outlets: the article is read whole, and nothing of the page with it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from partyx.reading import read
from partyx.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "evals"))
import layouts

SETTINGS = Settings()
PAGES = {name: (page, slots) for name, page, slots in layouts.pages()}


def test_there_are_at_least_thirty_layouts():
    assert len(list(layouts.FOLDER.glob("*.html"))) >= 30


def test_recall_and_furniture_keep_their_targets():
    scores = layouts.measure()
    assert layouts.recall(scores) >= layouts.RECALL
    assert layouts.furniture(scores) <= layouts.FURNITURE


@pytest.mark.parametrize("name", PAGES)
def test_headline_and_day_of_a_layout_are_found(name):
    page, slots = PAGES[name]
    article = read(page, SETTINGS)
    assert article.title == slots["title"]
    day = (
        slots.get("iso", "")[:10] or "-".join(reversed(slots["date"][:10].split("/")))
        if "date" in slots
        else None
    )
    assert day is None or str(article.published) == day


@pytest.mark.parametrize("name", PAGES)
def test_a_layout_is_read_whole_and_no_other_article_or_remark_with_it(name):
    page, slots = PAGES[name]
    article = read(page, SETTINGS)
    assert layouts.score(article, slots).missed == ()
    content = " ".join(
        article.view[block.start : block.end] for block in article.blocks if block.role.is_content
    )
    others = re.compile(r"(?:link|teaser|comment|promo|imprint|counter|ticker|notice|poll)\d*")
    assert [slot for slot in slots if others.fullmatch(slot) and slots[slot] in content] == []


def without_names(page):
    return re.sub(r'\s(?:class|id|itemprop|role|data-[a-z]+)=(?:"[^"]*"|[^\s>]+)', "", page)


def without_head(page):
    return re.sub(r"<head(?:\s[^>]*)?>.*?</head>", "<head></head>", page, flags=re.DOTALL | re.IGNORECASE)


def of_divs_only(page):
    return re.sub(
        r"<(/?)(?:article|main|section|header|footer|nav|aside|figure|figcaption)\b", r"<\1div", page
    )


CHANGES = {
    "class names of a system nobody knows": (without_names, 0.99, 0.03),
    "a head that says nothing": (without_head, 0.99, 0.02),
    "no element of HTML5": (of_divs_only, 0.99, 0.02),
    "neither names nor a head": (lambda page: without_names(without_head(page)), 0.99, 0.03),
}


@pytest.mark.parametrize("change", CHANGES)
def test_layouts_are_read_as_well_without_what_they_are_known_by(change):
    """The kinds are solved, not the systems: what is left of a page is enough."""
    apply, least, most = CHANGES[change]
    scores = {
        name: layouts.score(read(apply(page), SETTINGS), slots)
        for name, (page, slots) in PAGES.items()
        if not name.startswith("script-drawn")  # its text is in the head
    }
    assert layouts.recall(scores) >= least
    assert layouts.furniture(scores) <= most


def test_prose_with_figures_outside_the_article_is_told():
    page, _ = PAGES["hashed-classes-0"]
    extra = "<div><div><p>Cùng ngày, Đảng bộ xã Mường Lai kết nạp 12 đảng viên mới, vượt chỉ tiêu được giao.</p></div></div>"
    article = read(page.replace('<div class="css-foot">', f'{extra}<div class="css-foot">'), SETTINGS)
    told = [finding.message for finding in article.findings if finding.check == "left-out"]
    assert len(told) == 1
    assert "kết nạp 12 đảng viên" in told[0] or "12 đảng viên" in article.text


def test_other_articles_of_a_page_are_told():
    page, _ = PAGES["br-only-0"]
    other, _ = PAGES["br-only-2"]
    both = page.replace("</body></html>", "") + other[other.index('<div id="left">') :]
    assert "several-articles" in [finding.check for finding in read(both, SETTINGS).findings]


REST = "<p>Chi bộ thôn Đông kết nạp 15 đảng viên mới trong quý II, vượt chỉ tiêu được giao từ đầu năm.</p>"
PAGE = (
    "<html><body><h1>Huyện ủy Hòa Bình sơ kết công tác xây dựng Đảng</h1><div>"
    "<p>Sáng 5/7, Huyện ủy Hòa Bình tổ chức hội nghị sơ kết công tác xây dựng Đảng sáu tháng đầu năm.</p>"
    "<p>Toàn huyện kết nạp 112 đảng viên mới, đạt 74,6% chỉ tiêu cả năm, tăng 12 người so với cùng kỳ.</p>"
    "<p>Kết luận hội nghị, đồng chí Bí thư Huyện ủy đề nghị các chi, đảng bộ thực hiện tốt nhiệm vụ.</p>"
    "[[rest]]</div></body></html>"
)


@pytest.mark.parametrize(
    ("box", "own"),
    [
        (f'<div class="x-12">{REST}<a href="/a">Xem</a></div>', False),
        (f'<div class="boxTinLienQuan">{REST}<a href="/a">Xem</a></div>', True),
        (f'<div class="related-2">{REST}<a href="/a">Xem</a></div>', True),
        (f'<div id="y-kien-ban-doc">{REST}</div>', True),
        (f"<div><b>Bạn đọc bình luận</b>{REST}</div>", True),
        (f"<div><b>Đánh giá</b>{REST}</div>", False),
    ],
)
def test_a_box_is_the_pages_own_by_its_name_or_its_heading(box, own):
    text = read(PAGE.replace("[[rest]]", box), SETTINGS).text
    assert ("chi bộ thôn đông" in text.casefold()) is not own


def test_hidden_text_is_not_read_unless_it_is_the_article():
    page, slots = PAGES["mobile-0"]
    assert "ứng dụng" not in read(page, SETTINGS).text
    folded = page.replace('<div class="m-content">', '<div class="m-content" style="display:none">')
    assert slots["p5"] in read(folded, SETTINGS).text


def test_outlet_and_address_come_from_the_page():
    page, slots = PAGES["cms-epi-1"]
    article = read(page, SETTINGS)
    assert (article.outlet, article.url) == (slots["outlet"], "https://example.vn/bai-1-post100.html")
    saved = "<!-- saved from url=(0030)https://example.vn/bao/bai-2.html -->\n<html><body><p>Chi bộ họp.</p></body></html>"
    assert read(saved, SETTINGS).url == "https://example.vn/bao/bai-2.html"


def test_raised_digits_are_no_part_of_a_number():
    page = "<html><body><p>Toàn huyện kết nạp 104<sup>1</sup> đảng viên, đạt 95% kế hoạch.</p><p>Khu nhà rộng 120 m<sup>2</sup>.</p></body></html>"
    text = read(page, SETTINGS).text
    assert "104¹ đảng viên" in text
    assert "120 m²" in text
