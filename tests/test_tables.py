"""Tables: every figure in a sentence with its row, its column, its unit and its period."""

from __future__ import annotations

import pytest

import partyx
from partyx.reading import read
from partyx.reading.tables import tell
from partyx.settings import Settings

SETTINGS = Settings(engine="rules")
TABLES = {
    "bodies and counts": (
        [
            ["STT", "Đơn vị", "Số đảng viên kết nạp năm 2022", "Tỷ lệ so với chỉ tiêu (%)"],
            ["1", "Huyện Tân Phú", "104", "95,3"],
            ["2", "Huyện Bình Sơn", "1.087", "-"],
            ["", "Tổng cộng", "1.191", ""],
        ],
        [
            "Huyện Tân Phú: Số đảng viên kết nạp năm 2022 là 104 đảng viên. Huyện Tân Phú: Tỷ lệ so với chỉ tiêu là 95,3%.",
            "Huyện Bình Sơn: Số đảng viên kết nạp năm 2022 là 1.087 đảng viên.",
            "Tổng cộng: Số đảng viên kết nạp năm 2022 là 1.191 đảng viên.",
        ],
    ),
    "years above, a column of units, a row of numbers": (
        [
            ["Chỉ tiêu", "ĐVT", "Thực hiện", "Thực hiện"],
            ["Chỉ tiêu", "ĐVT", "Năm 2021", "Năm 2022"],
            ["(1)", "(2)", "(3)", "(4)"],
            ["Kết nạp đảng viên mới", "đảng viên", "95", "104"],
            ["Chi bộ hoàn thành tốt nhiệm vụ", "%", "80,5", "82,1"],
        ],
        [
            "Kết nạp đảng viên mới năm 2021 là 95 đảng viên. Kết nạp đảng viên mới năm 2022 là 104 đảng viên.",
            "Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ năm 2021 là 80,5%. Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ năm 2022 là 82,1%.",
        ],
    ),
    "years down the side": (
        [["Năm", "Kết nạp (đảng viên)"], ["2020", "1.204"], ["2021", "1.310"]],
        ["Kết nạp năm 2020 là 1.204 đảng viên.", "Kết nạp năm 2021 là 1.310 đảng viên."],
    ),
    "bare years as heads": (
        [["Nội dung", "2021", "2022"], ["Đảng viên kết nạp", "95", "104"], ["Chi bộ", "12", "14"]],
        [
            "Đảng viên kết nạp năm 2021 là 95 đảng viên. Đảng viên kết nạp năm 2022 là 104 đảng viên.",
            "Chi bộ năm 2021 là 12 chi bộ. Chi bộ năm 2022 là 14 chi bộ.",
        ],
    ),
    "headings between rows": (
        [["Đơn vị", "Đảng viên"], ["I. Khối xã", "I. Khối xã"], ["Tân Lập", "120"], ["Đông Thành", "96"]],
        ["I. Khối xã", "Tân Lập: Đảng viên là 120 đảng viên.", "Đông Thành: Đảng viên là 96 đảng viên."],
    ),
    "units in brackets, plans, months": (
        [
            ["Nội dung (Đơn vị: người)", "Kế hoạch", "6 tháng 2022", "Cuối năm 2022"],
            ["Kết nạp", "100", "48", "104"],
            ["Khai trừ", "0", "1", "3"],
        ],
        [
            "Kế hoạch kết nạp là 100. Kết nạp 6 tháng 2022 là 48. Kết nạp cuối năm 2022 là 104.",
            "Kế hoạch khai trừ là 0. Khai trừ 6 tháng 2022 là 1. Khai trừ cuối năm 2022 là 3.",
        ],
    ),
    "results of a place": (
        [["Đảng bộ", "Kết quả"], ["Tân Phú", "45/50"], ["An Hòa", "104 (95,3%)"]],
        ["Tân Phú: Kết quả là 45/50.", "An Hòa: Kết quả là 104 (95,3%)."],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_figures_is_told_row_by_row(name):
    rows, told = TABLES[name]
    assert tell(rows) == told


NONE = {
    "names": [["Họ tên", "Chức vụ"], ["Lê Văn An", "Bí thư"], ["Trần Thị Bình", "Phó Bí thư"]],
    "one row": [["Kết nạp", "104"]],
    "one column": [["Kết nạp"], ["104"]],
    "paragraphs": [["Ảnh", "Bài"], ["1", "Chi bộ họp. " * 30], ["2", "3"]],
    "no heads": [["1", "2"], ["3", "4"]],
    "nothing": [],
    "a register": [[str(n) for n in range(60)]] * 3,
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_table_of_figures_is_told_otherwise(name):
    assert tell(NONE[name]) is None


PAGE = """<html><body><h1>Huyện ủy Sông Mây tổng kết năm 2022</h1>
<p>Sáng 5/1/2023, Huyện ủy Sông Mây họp tổng kết công tác xây dựng Đảng năm 2022.</p>
<table><tr><th rowspan="2">Đơn vị</th><th colspan="2">Số đảng viên kết nạp</th></tr><tr><th>Năm 2021</th><th>Năm 2022</th></tr>
<tr><td>Xã Tân Lập</td><td>9</td><td>12</td></tr><tr><td>Xã Đông Thành</td><td>7</td><td>15</td></tr></table>
<table><tr><td><p>Phần nội dung ở ô này là một đoạn văn của bài và không có số liệu nào.</p></td><td><ul><li>Ý thứ nhất</li>
<li>Ý thứ hai</li></ul></td></tr></table></body></html>"""


def test_tables_of_a_page_are_read_as_sentences_and_layouts_as_lines():
    text = read(PAGE, SETTINGS).text
    assert (
        "Xã Tân Lập: Số đảng viên kết nạp năm 2021 là 9 đảng viên. Xã Tân Lập: Số đảng viên kết nạp năm 2022 là 12 đảng viên."
        in text
    )
    assert "là một đoạn văn của bài" in text
    assert "Ý thứ nhất\n\nÝ thứ hai" in text


def test_the_rules_find_the_figures_of_a_table_with_unit_and_period():
    found = [
        (it.value, it.unit, it.indicator, it.period.start.year)
        for it in partyx.extract(PAGE, settings=SETTINGS).statistics
    ]
    assert found == [
        (9, "đảng viên", "Số đảng viên kết nạp", 2021),
        (12, "đảng viên", "Số đảng viên kết nạp", 2022),
        (7, "đảng viên", "Số đảng viên kết nạp", 2021),
        (15, "đảng viên", "Số đảng viên kết nạp", 2022),
    ]


@pytest.mark.parametrize("span", ["0", "-1", "99999999999999", "x", "²", ""])
def test_odd_spans_of_cells_do_no_harm(span):
    page = PAGE.replace('rowspan="2"', f'rowspan="{span}"').replace('colspan="2"', f'colspan="{span}"')
    assert "Tân Lập" in read(page, SETTINGS).text
