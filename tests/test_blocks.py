"""Blocks: what each line of a page is for."""

from __future__ import annotations

import datetime as dt
import textwrap
from pathlib import Path

import pytest

from partyx.article import Role
from partyx.reading import read
from partyx.settings import Settings

ARTICLES = Path(__file__).parents[1] / "evals" / "articles"
H, D, L, B, C, S, F = (
    Role.HEADLINE,
    Role.DATELINE,
    Role.LEAD,
    Role.BODY,
    Role.CAPTION,
    Role.BYLINE,
    Role.FURNITURE,
)

FIVE = {
    "000": [
        (L, "Sáng ngày 29/9, Ban Tổ chức"),
        (C, "Trưởng Ban Tổ chức Tỉnh ủy Nguyễn Minh Tiến chủ trì hội nghị |"),
        (B, "9 tháng đầu năm 2023, ngành"),
        (C, "Trưởng ban Tổ chức Tỉnh ủy Nguyễn Minh Tiến phát biểu kết luận hội nghị |"),
        (C, "Phó Trưởng ban Thường trực"),
        (B, "Trên cơ sở các ý kiến thảo luận"),
        (S, "Thanh Giang – Văn Hương"),
        (F, "Ý kiến bạn đọc"),
    ],
    "001": [
        (H, "HUYỆN TÂN HỒNG"),
        (H, "Nâng cao năng lực lãnh đạo"),
        (D, "Cập nhật ngày: 26/03/2023 05:57:12"),
        (L, "ĐTO - Năm 2022"),
        (C, "Đồng chí Phan Văn Thắng"),
        (B, "Huyện ủy Tân Hồng đã tổ chức"),
        (B, "Các cấp ủy quan tâm"),
        (B, "Toàn huyện Tân Hồng có 27/27"),
        (B, "Công tác kiểm tra, giám sát"),
        (S, "DŨNG CHINH"),
        (F, "< Trở về trang trước"),
        (F, "Gửi bình luận của bạn"),
    ],
    "002": [
        (F, "PublishingPortal - Block_BanTin_Toolbar"),
        (D, "29/11/2021"),
        (F, "Tăng cỡ chữ Giảm cỡ chữ"),
        (H, "Thực hiện đồng bộ các nhiệm vụ"),
        (L, "Đó là một trong ba nhóm"),
        (F, "PublishingPortal - Block_BanTin_ViewData"),
        (B, "Năm 2021, Tỉnh ủy đã tổ chức thành công Hội thi"),
        (C, "(Ảnh: Phần thi thuyết trình"),
        (B, "Trong giai đoạn 2016 - 2020"),
        (B, "Các cấp ủy, tổ chức đảng cần"),
        (B, "Để nâng cao chất lượng"),
        (B, "Ngay sau khi Nghị quyết số 17-NQ/TU"),
        (S, "Hương Dịu"),
    ],
    "003": [
        (H, "Đảng ủy Khối các cơ quan tỉnh Vĩnh Phúc"),
        (L, "DNHN - BCH Đảng bộ Khối"),
        (B, "Đến 30/3/2021"),
        (B, "Công tác tổ chức cán bộ"),
        (C, "Đồng chí Lê Duy Thành, Chủ tịch UBND tỉnh Vĩnh Phúc phát biểu tại hội nghị"),
        (B, "Báo cáo tại hội nghị"),
        (B, "Dự hội nghị, Đồng chí"),
        (B, "Cùng với đó"),
        (S, "D.Thưởng"),
        (F, "Tin liên quan"),
    ],
    "004": [
        (H, "Tập trung chuẩn bị và tổ chức tốt đại hội đảng bộ các cấp"),
        (F, "In trang"),
        (D, "04/03/2020 02:42 CH"),
        (L, "BPO - Chiều 2-3"),
        (B, "2 tháng đầu năm 2020"),
        (C, "Ủy viên Ban Thường vụ, Trưởng ban Tổ chức Tỉnh ủy Nguyễn Văn Dũng phát biểu"),
        (B, "Đồng thời tập trung theo dõi"),
        (B, "Tại hội nghị, đa số đại biểu"),
        (B, "Phát biểu chỉ đạo tại hội nghị"),
        (S, "Minh Luận"),
        (F, "Lượt xem: 26"),
        (F, "Liên kết website"),
        (F, "Thống kê truy cập"),
        (F, "• 000025819"),
        (F, "• Đang online: 7"),
        (F, "• Trong tuần: 803"),
        (F, "• Trong tháng: 1.757"),
        (F, "• Trong năm: 18.525"),
    ],
}


def laid_out(text, settings=None):
    article = read(text, settings or Settings())
    return [(block.role, article.view[block.start : block.end]) for block in article.blocks]


@pytest.mark.parametrize("number", FIVE)
def test_every_line_of_the_sample_articles_has_its_role(number):
    (path,) = ARTICLES.glob(f"{number}_*.txt")
    found = laid_out(path)
    expected = FIVE[number]
    assert [role for role, _ in found] == [role for role, _ in expected]
    assert all(text.startswith(start) for (_, text), (_, start) in zip(found, expected, strict=True))


def test_wrapped_caption_of_002_is_one_block():
    (path,) = ARTICLES.glob("002_*.txt")
    text = next(text for _, text in laid_out(path) if text.startswith("Năm 2021"))
    assert "Nghị quyết Đại hội XIII" in text
    assert text.endswith("thực chất.")


LEAD = "Sáng 5/7, Huyện ủy Hòa Bình tổ chức hội nghị sơ kết công tác xây dựng Đảng 6 tháng đầu năm 2021."
BODY = (
    "6 tháng đầu năm, các cấp ủy trong toàn Đảng bộ huyện đã kết nạp 112 đảng viên mới, đạt 74,6% chỉ tiêu "
    "cả năm; chuyển đảng chính thức cho 98 đồng chí."
)
LAST = (
    "Kết luận hội nghị, đồng chí Bí thư Huyện uỷ đề nghị các chi, đảng bộ thực hiện tốt Kết luận số 21-KL/TW."
)
TITLE = "Huyện ủy Hòa Bình sơ kết công tác xây dựng Đảng"

PAGES = {
    "stamp with weekday and zone": (
        [(H, TITLE), (D, "Thứ Hai, 05/07/2021, 11:31 [GMT+7]"), (L, LEAD), (B, BODY)]
    ),
    "stamp with the time first": [(H, TITLE), (D, "16:29, Thứ Hai, 05/07/2021 (GMT+7)"), (L, LEAD)],
    "stamp with a bar": [(H, TITLE), (D, "21:48 | 05/07/2021"), (L, LEAD)],
    "stamp with a place": [(H, TITLE), (D, "Hòa Bình, ngày 05 tháng 7 năm 2021"), (L, LEAD)],
    "stamp with a signature": [(H, TITLE), (D, "Hoàng Lan - 05/07/2021 08:15"), (L, LEAD)],
    "stamp between print buttons": [(D, "Print Thứ Hai, 05/07/2021 08:22 Gốc"), (L, LEAD), (B, BODY)],
    "headline that ends like a question": [
        (H, "Vì sao Hòa Bình sớm vượt chỉ tiêu phát triển đảng viên?"),
        (D, "05/07/2021"),
        (L, LEAD),
    ],
    "dots that a template left": [(F, "."), (H, TITLE), (D, "05/07/2021 08:00"), (L, LEAD), (F, ",")],
    "signature under the headline and at the end": [
        (H, TITLE),
        (S, "T.LAN - V.HÀ |"),
        (L, LEAD),
        (C, "Đồng chí Bí thư Huyện ủy phát biểu chỉ đạo hội nghị. Ảnh: V.HÀ"),
        (B, LAST),
        (S, "T.LAN - V.HÀ"),
    ],
    "menu, trail and site clock above the headline": [
        (D, "Thứ Tư, ngày 7 tháng 7 năm 2021"),
        (F, "Trang chủ"),
        (F, "Giới thiệu"),
        (F, "Văn bản"),
        (F, "Liên hệ"),
        (F, "Trang chủ » Tin tức » Xây dựng Đảng"),
        (H, TITLE),
        (D, "Cập nhật lúc 05:37, Thứ Ba, 06/07/2021 (GMT+7)"),
        (F, "Tăng cỡ chữ Giảm cỡ chữ In trang Gửi email"),
        (L, LEAD),
    ],
    "links and counters after the signature": [
        (H, TITLE),
        (L, LEAD),
        (B, BODY),
        (C, "Quang cảnh hội nghị"),
        (B, LAST),
        (S, "Tin, ảnh: Minh Hà"),
        (F, "Lượt xem: 1.234"),
        (F, "Các tin khác"),
        (F, "Hội nghị Ban Chấp hành Đảng bộ huyện lần thứ 5 (07/04/2021)"),
        (
            F,
            "Xã An Phú kết nạp 15 đảng viên trong quý II, vượt chỉ tiêu được giao và dẫn đầu toàn huyện về việc này.",
        ),
        (F, "Thống kê truy cập"),
        (F, "Hôm nay: 123"),
        (F, "Tất cả: 1.234.567"),
        (F, "Bản quyền thuộc về Huyện ủy Hòa Bình"),
        (F, "Địa chỉ: số 1 đường 30/4. Điện thoại: 0123 456 789"),
    ],
    "a box of links in the middle loses no paragraph": [
        (H, TITLE),
        (L, "(HBO) - " + LEAD),
        (F, "Tin liên quan"),
        (F, "Huyện Tân Phú kết nạp 90 đảng viên mới"),
        (F, "Trao Huy hiệu Đảng cho 45 đảng viên"),
        (B, BODY),
        (B, LAST),
        (S, "Nguyễn Hoàng Lan"),
    ],
    "a short lead after a box loses nothing": [
        (H, TITLE),
        (F, "Bình luận"),
        (L, "HBO - Huyện ủy vừa tổ chức hội nghị sơ kết."),
        (B, BODY),
    ],
    "comment form without a signature": [
        (L, LEAD),
        (B, BODY),
        (F, "Gửi bình luận của bạn"),
        (F, "Họ tên"),
        (F, "Trần B"),
        (F, "Bài viết hay."),
    ],
    "subheads and lists stay body": [
        (H, TITLE),
        (S, "BÀI, ẢNH: THU HÀ"),
        (L, BODY),
        (B, "Những chuyển biến tích cực"),
        (B, "Nhiệm vụ trọng tâm gồm:"),
        (B, "1. Tăng cường công tác kiểm tra, giám sát."),
        (B, "- Chi bộ 1: 5 đảng viên"),
        (B, "a) Quán triệt Chỉ thị số 05"),
        (B, LAST),
        (S, "THU HÀ"),
    ],
    "captions of several makes": [
        (H, TITLE),
        (L, LEAD),
        (C, "Toàn cảnh hội nghị."),
        (C, "Các đại biểu biểu quyết thông qua nghị quyết"),
        (C, "Ảnh: Thu Hà"),
        (C, "Trong ảnh: Các đại biểu tham quan mô hình"),
        (C, "Lãnh đạo huyện trao Huy hiệu 40 năm tuổi Đảng cho các đảng viên (ảnh: T.H)"),
        (B, BODY),
    ],
    "signatures of several makes": [
        (H, TITLE),
        (L, LEAD),
        (B, BODY),
        (S, "Nguồn: Cổng thông tin điện tử huyện"),
        (S, "Theo TTXVN"),
        (S, "Bài và ảnh: Hoàng Lan"),
        (S, "PV"),
        (S, "Hoàng Lan (tổng hợp)"),
    ],
    "one paragraph": [(L, BODY)],
    "one line without a period": [(L, "Năm 2022, toàn huyện kết nạp 104 ĐV (đạt 101%)")],
    "a lead that lost its period is no headline": [
        (L, "ĐTO - " + LEAD.rstrip(".")),
        (B, BODY),
    ],
    "nothing but furniture": [
        (F, "Trang chủ"),
        (F, "Giới thiệu"),
        (F, "Tin mới"),
        (F, "Huyện Tân Phú kết nạp 15 đảng viên"),
        (F, "Đang online: 7"),
        (F, "Tổng lượt truy cập: 12.345"),
        (F, "Đăng nhập"),
    ],
}


@pytest.mark.parametrize("separator", ["\n", "\n\n", "\r\n\r\n"], ids=["lines", "blank lines", "Windows"])
@pytest.mark.parametrize("name", PAGES)
def test_lines_of_a_page_have_their_roles(name, separator):
    expected = PAGES[name]
    assert laid_out(separator.join(text for _, text in expected)) == expected


GLUED = [
    (f"{TITLE} In trang", [(H, TITLE), (F, "In trang")]),
    (f"Tăng cỡ chữ Giảm cỡ chữ {TITLE}", [(F, "Tăng cỡ chữ Giảm cỡ chữ"), (H, TITLE)]),
    (f"{TITLE} Thứ Hai, 05/07/2021, 11:31 [GMT+7]", [(H, TITLE), (D, "Thứ Hai, 05/07/2021, 11:31 [GMT+7]")]),
    (f"{TITLE} Cập nhật: 05/07/2021", [(H, TITLE), (D, "Cập nhật: 05/07/2021")]),
    (f"{TITLE} Lượt xem: 26", [(H, TITLE), (F, "Lượt xem: 26")]),
    (f"{TITLE} ngày 05/07/2021", [(H, f"{TITLE} ngày 05/07/2021")]),
    ("Cảnh giác với lừa đảo qua Facebook", [(H, "Cảnh giác với lừa đảo qua Facebook")]),
]


@pytest.mark.parametrize(("line", "expected"), GLUED)
def test_furniture_glued_to_a_headline_is_a_block_of_its_own(line, expected):
    assert laid_out(f"{line}\n{LEAD}\n{BODY}") == [*expected, (L, LEAD), (B, BODY)]


def test_names_glued_to_the_last_paragraph_are_a_signature():
    assert laid_out(f"{LEAD}\n{BODY[:-1]}./. Hoàng Lan")[1:] == [(B, BODY[:-1] + "./."), (S, "Hoàng Lan")]


WRAPPED = [
    ["Ngày 29/9, Huyện ủy tổ chức hội nghị để sớm đưa Nghị quyết", "số 21-NQ/TW vào cuộc sống."],
    ["Dự hội nghị có đồng chí Bí thư Huyện ủy và các đồng chí trong Ban Thường vụ của", "Huyện ủy khóa XI."],
    ["Các chi bộ đã kết nạp 15 đảng viên,", "Trong đó có 5 đảng viên nữ."],
    ["Trong nhiệm kỳ, Đảng bộ huyện đã tổ chức quán triệt đầy đủ Nghị quyết", "Đại hội XIII của Đảng."],
    [
        "Sáng 29/9, Huyện ủy Hòa Bình tổ chức hội nghị sơ kết công tác xây",
        "dựng Đảng 9 tháng đầu năm. Đồng chí Nguyễn Văn An, Bí thư Huyện",
        "ủy chủ trì hội nghị. Dự hội nghị có các đồng chí Ủy viên Ban Thường vụ",
        "Huyện ủy, lãnh đạo các ban, ngành và Bí thư đảng ủy các xã, thị trấn",
        "trong huyện.",
    ],
]


@pytest.mark.parametrize(
    "lines", WRAPPED, ids=["small letter", "dangling word", "comma", "citation", "editor"]
)
def test_wrapped_paragraph_is_one_block(lines):
    wrapped = "\n".join(lines)
    assert [text for _, text in laid_out(f"{BODY}\n\n{wrapped}\n\n{LAST}")] == [BODY, " ".join(lines), LAST]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_page_that_was_wrapped_has_the_blocks_of_the_whole_one(width):
    """Paragraphs set apart by blank lines; sentences that end at the end of a line do not end a paragraph."""
    period = "Giai đoạn 2016 - 2020, toàn huyện kết nạp 515 đảng viên; giai đoạn 2021 - 2025, chỉ tiêu là 600 đảng viên."
    page = [(H, TITLE), (L, f"{LEAD} {BODY}"), (B, f"{period} {BODY} {LAST}"), (S, "Tin, ảnh: Hoàng Lan")]
    wrapped = "\n\n".join("\n".join(textwrap.wrap(text, width)) for _, text in page)
    assert [(role, " ".join(text.split())) for role, text in laid_out(wrapped)] == page


HEADLINES = [
    "Đảng bộ huyện Hòa Bình đẩy mạnh chuyển đổi số",
    "Nâng cao chất lượng sinh hoạt chi bộ hằng tháng",
    "Tiếp tục đẩy mạnh học tập và làm theo",
    "Trao Huy hiệu Đảng cho 45 đồng chí",
    "Hội nghị Huyện ủy giữa nhiệm kỳ",
    "Học tập, quán triệt các Chỉ thị, Nghị quyết",
]


@pytest.mark.parametrize("title", HEADLINES)
def test_headline_is_not_joined_to_the_lead(title):
    assert laid_out(f"{title}\n{LEAD}\n{BODY}") == [(H, title), (L, LEAD), (B, BODY)]


def test_links_and_captions_are_not_taken_for_wrapped_lines():
    captions = [
        "Đồng chí Nguyễn Văn An, Bí thư Huyện ủy phát biểu tại hội nghị",
        "Đồng chí Trần Thị Bình, Phó Bí thư Huyện ủy báo cáo tại hội nghị",
        "Các đại biểu thảo luận tại hội nghị sơ kết công tác xây dựng Đảng",
    ]
    assert laid_out("\n".join([LEAD, *captions, BODY])) == [
        (L, LEAD),
        *((C, text) for text in captions),
        (B, BODY),
    ]


TAGS = [
    ("ĐTO - ", "ĐTO"),
    ("(QBĐT) - ", "QBĐT"),
    ("(Baonghean.vn) - ", "Baonghean.vn"),
    ("NDO – ", "NDO"),
    ("(LĐ online) - ", "LĐ online"),
    ("VOV.VN - ", "VOV.VN"),
    ("QĐND Online – ", "QĐND Online"),
    ("(SGGP). – ", "SGGP"),
    ("(Báo Quảng Ngãi)- ", "Báo Quảng Ngãi"),
    ("[BGĐT] - ", "BGĐT"),
    ("Baodongthap.vn - ", "Baodongthap.vn"),
    ("BPO-Năm 2021, ", "BPO"),
    ("Hà Nội (TTXVN) - ", "TTXVN"),
    ("UBND - ", None),
    ("- ", None),
    ("(30/4) - ", None),
    ("", None),
]


@pytest.mark.parametrize(("tag", "outlet"), TAGS)
def test_outlet_is_the_tag_that_opens_the_lead_and_stays_in_the_text(tag, outlet):
    article = read(f"{TITLE}\n{tag}{BODY}", Settings())
    assert article.outlet == outlet
    assert article.title == TITLE
    assert article.text == f"{TITLE}\n{tag}{BODY}"


DAYS = [
    ("Cập nhật ngày: 26/03/2023 05:57:12", dt.date(2023, 3, 26)),
    ("29/11/2021", dt.date(2021, 11, 29)),
    ("29-11-2021", dt.date(2021, 11, 29)),
    ("29.11.2021", dt.date(2021, 11, 29)),
    ("2021-11-29 10:30", dt.date(2021, 11, 29)),
    ("04/03/2020 02:42 CH", dt.date(2020, 3, 4)),
    ("Thứ Năm, 08/04/2021 (GMT+7)", dt.date(2021, 4, 8)),
    ("Cập nhật lúc 05:37, Thứ Năm, 08/04/2021", dt.date(2021, 4, 8)),
    ("Thứ Hai, 07/12/2015, 11:31 [GMT+7]", dt.date(2015, 12, 7)),
    ("Đồng Tháp, ngày 5 tháng 4 năm 2021", dt.date(2021, 4, 5)),
    ("15 Tháng Chín, 2025", dt.date(2025, 9, 15)),
    ("bởi Hoàng Lan 15 Tháng 9, 2025", dt.date(2025, 9, 15)),
    ("Đăng ngày 05/04/2021 - Lượt xem: 26", dt.date(2021, 4, 5)),
    ("31/02/2021", None),
    ("3 ngày trước", None),
]


@pytest.mark.parametrize(("stamp", "day"), DAYS)
def test_publication_day_is_read_from_the_stamp(stamp, day):
    assert read(f"{TITLE}\n{stamp}\n{LEAD}\n{BODY}", Settings()).published == day


def test_publication_day_is_never_one_of_the_text_or_of_a_link():
    page = f"{TITLE}\nNgày 29/9/2023, Huyện ủy tổ chức hội nghị sơ kết.\n{BODY}\nTin liên quan\nAn Phú\n07/04/2021"
    assert read(page, Settings()).published is None


def test_bare_days_between_paragraphs_are_headings_of_a_chronicle():
    page = f"{TITLE}\n{LEAD}\nNgày 05/7/2021\n{BODY}\nNgày 06/7/2021\n{LAST}"
    assert read(page, Settings()).published is None
    assert read(f"{page}\n07/07/2021", Settings()).published == dt.date(2021, 7, 7)


def test_day_nearest_to_the_headline_wins_over_the_clock_of_the_site():
    page = f"Thứ Tư, 07/07/2021\n{TITLE}\n05/07/2021 08:00\n{LEAD}\n{BODY}\nCập nhật: 06/07/2021"
    assert read(page, Settings()).published == dt.date(2021, 7, 5)


def test_day_given_in_the_settings_wins():
    given = dt.date(2020, 1, 2)
    assert read(f"{TITLE}\n05/07/2021\n{LEAD}", published=given).published == given


def test_title_is_the_headline_on_one_line_and_not_the_kicker():
    page = f"HUYỆN HÒA BÌNH\n{TITLE}\nvà Chỉ thị số 05\n05/07/2021\n{LEAD}\n{BODY}"
    article = read(page, Settings())
    assert article.title == f"{TITLE} và Chỉ thị số 05"
    assert [block.role for block in article.blocks] == [H, H, D, L, B]
