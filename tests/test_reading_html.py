"""Web pages: the article out of the page, captions kept, menus and scripts gone."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partyx.article import Role
from partyx.errors import EmptySourceError, InputError
from partyx.reading import read
from partyx.reading.sniffing import looks_like_html
from partyx.settings import Settings

SETTINGS = Settings()
TITLE = "Huyện ủy Hòa Bình sơ kết công tác xây dựng Đảng"
PAGE = f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{TITLE} | Báo Hòa Bình</title>
<meta property="og:site_name" content="Báo Hòa Bình">
<meta property="article:published_time" content="2023-07-05T08:00:00+07:00">
<style>.a {{ color: red }}</style><script>var count = "9.999 đảng viên";</script></head><body>
<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/t">Tin tức</a></li></ul></nav>
<div class="content"><h1>{TITLE}</h1>
<p class="sapo"><strong>HBO - Sáng 4/7, Huyện ủy tổ chức hội nghị sơ kết công tác 6 tháng&nbsp;đầu năm 2023.</strong></p>
<figure><img src="a.jpg"><figcaption>Đồng chí Nguyễn Văn An, Bí thư Huyện ủy phát biểu tại hội nghị</figcaption></figure>
<p>6 tháng đầu năm, toàn Đảng bộ kết nạp 1.513 đảng viên &amp; chuyển chính thức 120 đảng viên, đạt &lt;80,8%
kế hoạch năm. Các cấp ủy đã lãnh đạo thực hiện tốt nhiệm vụ được giao.</p>
<table class="image"><tr><td><img src="b.jpg"></td></tr><tr><td class="caption">Quang cảnh hội nghị</td></tr></table>
<p>Phát biểu tại hội nghị, đồng chí Nguyễn Văn An đề nghị các cấp ủy quán triệt Quy định số 49-QĐ/TW.</p>
<div class="photo-caption">Các đại biểu dự hội nghị. Ảnh: T.H</div>
<p>Các chi bộ tiếp tục nâng cao chất lượng sinh hoạt, thực hiện tốt công tác kiểm tra, giám sát.</p>
<p style="text-align:right"><strong>Hoàng Lan</strong></p></div>
<div class="related"><h3>Tin liên quan</h3><ul><li><a href="/1">Huyện Tân Phú kết nạp 90 đảng viên</a></li></ul></div>
<footer>Giấy phép số 12/GP-BTTTT. Lượt truy cập: 12.345</footer></body></html>"""


def test_page_is_its_article_with_captions_and_without_the_rest():
    article = read(PAGE, SETTINGS)
    assert (article.title, article.published, article.outlet) == (TITLE, dt.date(2023, 7, 5), "HBO")
    assert "kết nạp 1.513 đảng viên & chuyển chính thức 120 đảng viên, đạt <80,8%" in article.view
    for gone in ("9.999", "color", "Trang chủ", "Tân Phú", "12.345"):
        assert gone not in article.text
    captions = [article.view[b.start : b.end] for b in article.blocks if b.role is Role.CAPTION]
    assert captions == [
        "Đồng chí Nguyễn Văn An, Bí thư Huyện ủy phát biểu tại hội nghị",
        "Quang cảnh hội nghị",
        "Các đại biểu dự hội nghị. Ảnh: T.H",
    ]
    assert [b.role for b in article.blocks][:2] == [Role.HEADLINE, Role.LEAD]
    assert article.blocks[-1].role is Role.BYLINE


def test_page_reads_the_same_from_str_bytes_and_file(tmp_path):
    path = tmp_path / "bai.html"
    path.write_bytes(PAGE.encode())
    article = read(PAGE, SETTINGS)
    assert read(PAGE.encode("utf-16"), SETTINGS, id=article.id) == article
    assert read(path, SETTINGS, id=article.id) == article
    assert read(path, SETTINGS).id == "bai"


def test_headline_outside_the_main_text_is_put_on_top():
    page = PAGE.replace(f"<h1>{TITLE}</h1>", "")
    article = read(page, SETTINGS)
    assert article.title == TITLE
    assert article.text.startswith(TITLE + "\n")


def test_printed_day_wins_over_the_metadata_and_the_text_gives_none():
    stamped = PAGE.replace("</h1>", "</h1><p>Thứ Năm, 06/07/2023 08:00 (GMT+7)</p>")
    assert read(stamped, SETTINGS).published == dt.date(2023, 7, 6)
    bare = PAGE.replace('<meta property="article:published_time" content="2023-07-05T08:00:00+07:00">', "")
    assert read(bare, SETTINGS).published is None
    cited = bare.replace(
        "Quy định số 49-QĐ/TW", "Quy định số 49-QĐ/TW ngày 20/12/2021 và Kết luận ngày 5 tháng 3 năm 2022"
    )
    assert read(cited, SETTINGS).published is None


@pytest.mark.parametrize(
    "markup",
    [
        '<meta itemprop="datePublished" content="2023-07-07">',
        '<meta name="pubdate" content="07/07/2023 10:00">',
        '<script type="application/ld+json">{"datePublished": "2023-07-07T01:00:00Z"}</script>',
    ],
)
def test_day_is_read_from_the_metadata_in_its_usual_places(markup):
    bare = PAGE.replace('property="article:published_time"', 'property="x"')
    assert read(bare.replace("</head>", markup + "</head>"), SETTINGS).published == dt.date(2023, 7, 7)


def test_page_the_extractor_finds_nothing_in_falls_back_to_its_blocks():
    """The extractor takes a class "comments" for readers' comments and gives nothing."""
    markup = (
        "<html><body><nav>Trang chủ</nav><div class='comments'><p>Chi bộ A có 18&nbsp;đảng viên, hoàn thành tốt "
        "nhiệm vụ.</p>\n<p>Chi bộ B<br>họp <b>hằng</b> tháng.</p></div><form>Họ tên</form></body></html>"
    )
    expected = "Chi bộ A có 18 đảng viên, hoàn thành tốt nhiệm vụ.\n\nChi bộ B họp hằng tháng."
    assert read(markup, SETTINGS).view == expected


def test_page_laid_out_with_tables_has_its_headline_and_stamp():
    """The title of the window is the site's name here, and no headline."""
    markup = (
        "<html><head><title>Trang tin Huyện ủy Hòa Bình</title></head><body><table><tr><td><a href='/'>Trang chủ"
        f"</a></td><td><span>{TITLE}</span><br><i>Cập nhật: 05/07/2011</i><br><br><font>Sáng 4/7, Huyện ủy tổ chức "
        "hội nghị sơ kết công tác xây dựng Đảng 6 tháng đầu năm 2011.<br><br>6 tháng đầu năm, các cấp ủy kết nạp "
        "112 đảng viên mới, đạt 74,6% chỉ tiêu cả năm.<br><b>Hoàng Lan</b></font></td></tr></table></body></html>"
    )
    article = read(markup, SETTINGS)
    assert (article.title, article.published) == (TITLE, dt.date(2011, 7, 5))
    assert article.blocks[-1].role is Role.BYLINE


def test_title_of_the_window_stands_in_for_a_headline_without_the_name_of_the_site():
    markup = f"<html><head><title>{TITLE} - Báo Hòa Bình</title></head><body><p>Huyện ủy vừa họp sơ kết.</p></body></html>"
    assert read(markup, SETTINGS).title == TITLE


@pytest.mark.parametrize("declared", ["", " hai bên tường", "!"])
def test_the_headline_is_the_beginning_of_one_of_many_declared_titles(declared):
    """Others sort before and behind it, and the title may be a beginning too short to tell it by."""
    titles = [f"{TITLE}{declared}", TITLE[:12], "Ảnh", "0", f"{TITLE[:-1]}~"]
    head = "".join(f"<meta property='og:title' content='{title}'>" for title in titles)
    body = f"<h1>Trang tin của Huyện ủy Hòa Bình</h1><h4>{TITLE}</h4><p>Huyện ủy vừa họp sơ kết, kết nạp 9 đảng viên.</p>"
    assert read(f"<html><head>{head}</head><body>{body}</body></html>", SETTINGS).title == TITLE


@pytest.mark.parametrize(
    "markup",
    ["<html></html>", "<html><script>draw()</script></html>", "<!-- x --><html><body> &nbsp; </body></html>"],
)
def test_page_without_text_is_an_empty_source(markup):
    with pytest.raises(EmptySourceError):
        read(markup, SETTINGS)


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("<!DOCTYPE html><p>a", True),
        ("\ufeff\n<!-- đầu trang -->\n<HTML lang='vi'>", True),
        ('<?xml version="1.0" encoding="utf-8"?><html>', True),
        ("<p>Chi bộ A</p>", True),
        ("Chi bộ A</p><p>họp</p>", True),
        ("Tỷ lệ < 5% và > 3%", False),
        ("< Trở về trang trước", False),
        ("Thẻ <p> dùng để mở đoạn.", False),
        ("<Nội dung> đang cập nhật", False),
        ("<!-- " * 1000, False),
    ],
)
def test_html_is_told_from_text_by_its_tags(text, is_html):
    assert looks_like_html(text) is is_html


def test_every_text_in_an_html_file_is_html(tmp_path):
    path = tmp_path / "a.htm"
    path.write_text("Chi bộ A &amp; B họp.", encoding="utf-8")
    assert read(path, SETTINGS).text == "Chi bộ A & B họp."


def test_reading_text_loads_neither_lxml_nor_what_documents_need():
    code = (
        "import sys; from partyx.reading import read; read('Chi bộ A có 18 đảng viên.');"
        "print([name for name in ('lxml', 'docx', 'pypdf', 'warcio', 'htmldate', 'charset_normalizer') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_text_file_that_quotes_html_is_a_text(tmp_path):
    """Only its beginning can make a .txt file HTML: an article about web pages stays as it is printed."""
    text = "Chi bộ học mã nguồn\n\nTrang mẫu gồm <div>một khối</div> và <p>một đoạn</p> <script>alert(1)</script>.\n"
    path = tmp_path / "bai.txt"
    path.write_text(text, encoding="utf-8")
    assert read(path).text == text
    path.write_text("<!doctype html><p>Chi bộ họp.</p><p>Đảng viên dự.</p>", encoding="utf-8")
    assert "<p>" not in read(path).text


PROSE = (
    "Sáng 4/7, Huyện ủy tổ chức hội nghị sơ kết công tác xây dựng Đảng.",
    "Toàn Đảng bộ kết nạp 1.513 đảng viên, đạt 80,8% kế hoạch của cả năm 2023.",
    "Các chi bộ tiếp tục nâng cao chất lượng sinh hoạt, thực hiện tốt công tác kiểm tra.",
)
LEAD, *REST = (f"<p>{it}</p>" for it in PROSE)


@pytest.mark.parametrize(
    "body",
    [
        f"<div><h1>{TITLE}</h1></div>{LEAD}</body></html>{''.join(REST)}",
        f"<div><h1>{TITLE}</h1>{LEAD}</div></div></td></tr>{''.join(REST)}</body></html><div>Bản quyền</div>",
        f"<h1>{TITLE}</h1><html><body>{LEAD}</body></html><html><body>{''.join(REST)}</body></html>",
        f"<h1>{TITLE}</h1><div class='d-none d-md-block'>{LEAD}</div>{''.join(REST)}",
        f"<h1>{TITLE}</h1><div class='hidden lg:block'>{LEAD}</div>{''.join(REST)}",
    ],
    ids=["text behind the end", "footer behind the end", "pages in a page", "bootstrap", "tailwind"],
)
def test_what_a_browser_shows_is_read_wherever_the_markup_ends(body):
    text = read(f"<html><head><title>{TITLE}</title></head><body>{body}", SETTINGS).text
    assert [it for it in (TITLE, *PROSE) if it not in text] == []


@pytest.mark.parametrize("attribute", ["hidden", "hidden=''", "style='display:none'", "class='d-none'"])
def test_what_a_browser_hides_is_not_read(attribute):
    page = (
        f"<html><body><h1>{TITLE}</h1>{LEAD}{''.join(REST)}<p {attribute}>Ẩn 909 đảng viên.</p></body></html>"
    )
    assert "909" not in read(page, SETTINGS).text


def test_links_leave_no_blanks_before_commas_and_inside_of_brackets():
    line = (
        'Theo <a href="/a">Quy định số 37-QĐ/TW</a>, ngày 25/10/2021 (<a href="/b">toàn văn</a>), '
        '“<a href="/c">điều 9</a>” của <a href="/d">Bộ Chính trị</a>.'
    )
    text = read(f"<html><body><h1>{TITLE}</h1>{LEAD}<p>{line}</p></body></html>", SETTINGS).text
    expected = "Theo Quy định số 37-QĐ/TW, ngày 25/10/2021 (toàn văn), “điều 9” của Bộ Chính trị."
    assert expected in text


@pytest.mark.parametrize("tag", ["font", "div", "span", "b", "ul", "center"])
@pytest.mark.parametrize("depth", [90, 300, 3000])
def test_text_below_any_nesting_is_read_in_order(tag, depth):
    """libxml2 ends a page at 256 open elements; editors of old left a <font> open in every paragraph."""
    every = depth // 10
    lines = [
        f"Năm {2000 + nth}, toàn huyện kết nạp {nth}05 đảng viên mới, đạt chỉ tiêu đề ra."
        for nth in range(11)
    ]
    opened = "".join(
        f"<{tag}>" + (f"<p>{lines[at // every]}</p>" if at % every == 0 else "") for at in range(depth)
    )
    page = f"<html><body><h1>{TITLE}</h1>{opened}<p>{lines[10]}</p></body></html>"
    assert [line for line in read(page, SETTINGS).text.split("\n") if line.startswith("Năm")] == lines


SWALLOWING = {
    **{
        f"<{tag}>": f"<{tag}>"
        for tag in ("svg", "math", "template", "noscript", "iframe", "textarea", "select", "option", "button", "object", "canvas", "video", "audio", "script", "style")
    },
    "closed too late": "<noscript></div>",
    "a remark": "<!-- quảng cáo",
    "a remark for Explorer": "<!--[if IE]> x",
    "a script in a remark": "<script><!-- var a='<script>';</script>",
    "an attribute": "<div class='x",
    "an attribute in double quotes": '<img alt="x>',
    "a page in an attribute": '<div data-body="',
}  # fmt: skip


@pytest.mark.parametrize("mark", SWALLOWING)
def test_prose_that_markup_swallows_is_a_finding(mark):
    """What is behind an element that is never closed is shown by no browser, and read by nobody."""
    page = f"<html><body><h1>{TITLE}</h1>{LEAD}{SWALLOWING[mark]}{''.join(REST)}</body></html>"
    article = read(page, SETTINGS)
    assert PROSE[1] not in article.text
    (finding,) = (it for it in article.findings if it.check == "left-out")
    assert PROSE[1] in finding.message


@pytest.mark.parametrize(
    "mark",
    ["<embed src='a.swf'>", "<a name='x'>", "<a href='/x'>", "<sup>", "<svg></svg>", "<noscript><img></noscript>",
     f"<img alt='{'x' * 12_000_000}'>", f"<!--{'x' * 12_000_000}-->", f"<script>{'x' * 12_000_000}</script>",
     "<script>var a = '<p>Đã có 9.999 đảng viên được kết nạp trong năm nay.</p>';</script>",
     "<!-- <p>Đã có 9.999 đảng viên được kết nạp trong năm nay.</p> -->"],
    ids=lambda mark: mark[:30],
)  # fmt: skip
def test_prose_behind_odd_markup_is_read(mark):
    """Elements without an end, anchors and links left open, and more than the parser's ten million bytes."""
    prose = f"<p>{PROSE[1]} {PROSE[2]}</p>" * 5
    article = read(f"<html><body><h1>{TITLE}</h1>{LEAD}{mark}{prose}</body></html>", SETTINGS)
    assert article.text.count(PROSE[1]) == 5
    assert "9.999" not in article.text
    assert article.findings == ()


def test_a_page_that_breaks_off_in_its_code_says_nothing_of_it():
    """Code in one line is long and has figures."""
    code = "(function(){var a=12;window.dataLayer=window.dataLayer||[];" * 9
    page = f"<html><body><h1>{TITLE}</h1>{LEAD}{''.join(REST)}<script>{code}"
    assert read(page, SETTINGS).findings == ()


ODD = [
    "<p>Chi bộ &#1;&#0;&#xd800;&#xfffe; A họp.</p><p>Hết.</p>",
    "<o:p>Chi bộ A họp.</o:p><p>Hết.</p><my-box>Đảng viên dự.</my-box><p <p>>x</p>",
    "<p class='\x01\x02' \x03='a' a:b='c' xmlns:v='urn'>Chi bộ A họp.</p></p></p></div>",
    "<html><body><frameset><frame src='a'></frameset><plaintext>Chi bộ A họp.</p></div>",
    "<!DOCTYPE html [<!ENTITY x 'Chi bộ'><!ENTITY y SYSTEM 'file:///etc/hostname'>]><p>&x; A &y; họp.</p><p>Hết.</p>",
]


@pytest.mark.parametrize("markup", ODD)
def test_broken_markup_is_read(markup):
    article = read(markup, SETTINGS)
    assert "họp." in article.text
    article.text.encode()


PIECES = st.sampled_from([
    "<", ">", "</div>", "<table>", "<tr>", "<td", "<h1>", "</h1>", "&#0;", "&#xd800;", "&#x1f600;", "\x00", "<!--", "]]>",
    "<![CDATA[", "<?xml", "<svg><p>", "<math>", "<template>", "<o:p>", "'", '"', "<a x=1 x=2>", "<figure>", "<base href='//'>",
    "<frameset><frame>", "<plaintext>", "<noscript>", "<textarea>", "<title>", "<p class=\x01>", "<x:y z:w='1'>", "\ud800",
    "<meta property='og:title'>", "<script type='application/ld+json'>{", "\u202e", "<li>", "<br>", "<font>" * 300,
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(PAGE)), st.integers(0, 300), PIECES), min_size=1, max_size=12))
def test_any_page_is_read_or_refused(cuts):
    page = PAGE
    for start, length, piece in cuts:
        page = page[:start] + piece + page[start + length // 10 :]
    try:
        article = read(page, SETTINGS)
    except InputError:
        return
    article.text.encode()
    assert article.view.strip()
