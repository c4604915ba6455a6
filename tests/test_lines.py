"""Lines: what one says by its own words, and what looks like page furniture and is none."""

from __future__ import annotations

import pytest

from partyx.reading.units import Form, lines_of

STAMPS = [
    "Đăng lúc: Thứ sáu - 16/07/2021 09:15",
    "Thứ hai, 12 Tháng 4 2021 09:00",
    "Được đăng: 12 Tháng 4 2021",
    "Lần cập nhật cuối lúc 12 Tháng 4 2021",
    "7:30 AM | 12/03/2021",
    "09:15' - 16/07/2021",
    "T2, 12/03/2021 - 07:30",
    "(Ngày đăng: 12/03/2021)",
    "Chủ nhật, ngày 18/7/2021 - 10h00",
    "17/07/2021 | Lượt xem: 45",
    "Hoàng Lan | 05/07/2021 08:15",
    "Hà Nội, ngày 17 tháng 7 năm 2021",
]
FURNITURE = [
    "PublishingPortal - Block_BanTin_Toolbar",
    "Chia sẻ: Facebook Twitter",
    "Chia sẻ | Zalo | In",
    "Lượt xem: 12 In bài viết",
    "Xem với cỡ chữ : A- A A+",
    "< Trở về trang trước",
    ">> Hội nghị sơ kết công tác xây dựng Đảng",
    "Trang chủ » Tin tức » Xây dựng Đảng",
    "Trang chủ / Tin tức",
    "Tags: đảng viên, chi bộ",
    "• Đang online: 7",
    "Hôm nay: 1.234",
    "(0) Bình luận",
    "[GMT+7]",
    "Bản quyền thuộc về Báo Hòa Bình",
    "Chịu trách nhiệm nội dung: Ông Nguyễn Văn An",
    "Điện thoại: 0123.456.789 - Fax: 0123",
    "Tổng số điểm của bài viết là: 5 trong 1 đánh giá",
    "https://huyenuy.hoabinh.gov.vn/tin/123",
    "---",
]
HEADINGS = [
    "Tin liên quan",
    "CÁC TIN KHÁC",
    "Những tin mới hơn",
    "Ý kiến bạn đọc (0)",
    "Bình luận (3)",
    "Thống kê truy cập:",
    "Từ khóa:",
]
SIGNATURES = [
    "Tin, ảnh: Minh Hà",
    "Bài và ảnh: HOÀNG LAN",
    "Tin bài: Hoàng Lan - Ban Tuyên giáo Huyện ủy",
    "(Nguồn: TTXVN)",
    "Nguồn: baohoabinh.com.vn",
    "Theo Báo Nhân Dân",
    "Theo Hoàng Lan/Báo Tin tức",
    "Tác giả: Hoàng Lan",
    "Viết bởi Super User",
    "Thực hiện: Nhóm PV",
    "PV - CTV",
    "T.LAN - V.HÀ |",
]
CAPTIONS = [
    "Đồng chí Bí thư Huyện ủy phát biểu tại hội nghị |",
    "(Ảnh: Phần thi thuyết trình)",
    "Ảnh: T.H",
    "Quang cảnh hội nghị",
    "Một số hình ảnh tại hội nghị:",
    "Các đại biểu dự hội nghị. Ảnh: Thu Hà",
]
TEXT = [
    "PV: Thưa đồng chí, kết quả ra sao?",
    "Tổng hợp: 45/50 chi bộ hoàn thành",
    "Nội dung: quán triệt Nghị quyết số 21",
    "Thực hiện: 85% kế hoạch",
    "Tổng số: 45",
    "nguồn, bồi dưỡng cấp ủy viên chưa đáp ứng yêu cầu",
    "Theo báo cáo của Huyện ủy, năm 2022",
    "Theo chỉ đạo của Chính phủ",
    "Bài 1: Từ nghị quyết đến cuộc sống",
    "> 90% đảng viên hoàn thành tốt nhiệm vụ",
    "Đường dây nóng tiếp nhận phản ánh của nhân dân đã được công bố.",
    "Chịu trách nhiệm chính trước Ban Thường vụ về công tác cán bộ",
    "Hình thức kỷ luật: khiển trách",
    "Hình ảnh người đảng viên gương mẫu trong lòng dân",
    "Thống kê cho thấy cả huyện có 3.328 đảng viên",
    "In 2.000 cuốn tài liệu phục vụ sinh hoạt chi bộ",
    "Chia sẻ kinh nghiệm kết nạp đảng viên",
    "Năm 2022",
    "Ngày 29/9, Huyện ủy tổ chức hội nghị",
    "HUYỆN TÂN HỒNG",
]
ITEMS = [
    "- Chi bộ 1: 5 đảng viên",
    "+ Kết nạp 15 đảng viên",
    "1. Tăng cường kiểm tra",
    "a) Quán triệt",
    "II. Nhiệm vụ",
]

FORMS = [
    (form, line)
    for form, lines in (
        (Form.STAMP, STAMPS),
        (Form.FURNITURE, FURNITURE),
        (Form.HEADING, HEADINGS),
        (Form.SIGNATURE, SIGNATURES),
        (Form.CAPTION, CAPTIONS),
        (Form.FREE, TEXT),
        (Form.ITEM, ITEMS),
    )
    for line in lines
]


@pytest.mark.parametrize(("form", "line"), FORMS)
def test_line_says_what_it_is(form, line):
    assert [(unit.form, unit.text) for unit in lines_of(line)] == [(form, line)]


def test_several_stamps_and_names_on_a_line_are_parts():
    line = "Đăng lúc: Thứ hai - 12/04/2021 15:33 - Người đăng bài viết: Nguyễn Văn An"
    assert [unit.form for unit in lines_of(line)] == [Form.STAMP, Form.SIGNATURE]
