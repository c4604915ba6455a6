"""Figures told of something else, by kind: lies that sentences of real news would bear, and truths beside them."""

from __future__ import annotations

import pytest
from building import claimed

TOLD = "value-from-elsewhere"


def extracted(body, claim):
    """What comes of one claim about an article with this body."""
    text = f"Huyện Bình Lâm phát triển đảng viên\n\n05/10/2025 10:00\n\n{body}\n"
    return claimed(text, statistics=[claim])


def notes(body, printed, label="đảng viên kết nạp", **said):
    """The checks that name the record of the claim, which stands as it was claimed."""
    found = extracted(body, {"printed": printed, "indicator": label, **said})
    assert [one.field for one in found.unlocated] == []
    return [one.check for one in found.findings if "statistics[0]" in one.records]


PLANNED = [
    ("Chỉ tiêu cả năm của huyện là kết nạp 400 đảng viên.", "400"),
    ("Chỉ tiêu kết nạp đảng viên năm 2025 là 120 đảng viên.", "120"),
    ("Kế hoạch năm 2024 là kết nạp 2.100 đảng viên; đến tháng 5 đã kết nạp 702 đảng viên.", "2.100"),
    ("Năm 2021, xã kết nạp 6 đảng viên, trong khi chỉ tiêu huyện giao là 12 đảng viên.", "12"),
    ("Năm 2021, xã kết nạp 6 đảng viên, còn kế hoạch là 12 đảng viên.", "12"),
    ("Năm 2025 chỉ tiêu kết nạp giao cho 9 đảng bộ là 310 đảng viên.", "310"),
    ("Năm 2025, chi bộ được giao chỉ tiêu kết nạp 4 đảng viên.", "4"),
    ("Huyện ủy giao chỉ tiêu kết nạp mới 35 đảng viên.", "35"),
    ("- Chỉ tiêu của Đảng bộ Công an huyện là kết nạp 18 đảng viên.", "18"),
    ("Năm 2025, huyện phấn đấu mở 3 lớp bồi dưỡng, kết nạp 66 đảng viên, xóa 5 nhà tạm.", "66"),
    (
        "Huyện đề ra các chỉ tiêu đến năm 2030:\n\n- Mở 30 lớp bồi dưỡng.\n\n- Tổng số đảng viên kết nạp đạt từ 6.000 trở lên.",
        "6.000",
    ),
    ("Đại hội đề ra các chỉ tiêu đến năm 2030: mở 5 lớp bồi dưỡng; kết nạp từ 750 đảng viên trở lên.", "750"),
    ("Huyện kết nạp 752 đảng viên, đạt 107,4% so với chỉ tiêu 700 đảng viên.", "700"),
    ("Huyện kết nạp 3.184 đảng viên, đạt 79,6% kế hoạch năm (4.000 đảng viên).", "4.000"),
    ("Đảng bộ Công an huyện đăng ký kết nạp từ 40 đến 50 đảng viên.", "40 đến 50"),
    ("Chi bộ cam kết kết nạp 2 đảng viên.", "2"),
    ("Toàn huyện kết nạp 195 đảng viên, bằng 99,7% chỉ tiêu 196 đảng viên đề ra từ đầu năm.", "196"),
    ("Mục tiêu của nhiệm kỳ là kết nạp 900 đảng viên.", "900"),
    ("Phấn đấu đến cuối năm kết nạp 77 đảng viên.", "77"),
    ("Phấn đấu kết nạp 40 đảng viên; mở 3 lớp, đạt 20%.", "40"),
    ("Phấn đấu kết nạp 40 đảng viên, mở lớp cho 30 người đạt chuẩn.", "40"),
    ("Phấn đấu kết nạp 40 đảng viên. Năm qua đạt 20 đảng viên.", "40"),
    ("Huyện đã mở 3 lớp, phấn đấu kết nạp 40 đảng viên.", "40"),
    ("Lộ trình: đến hết ngày 30/6/2031, kết nạp ít nhất 90 đảng viên.", "90"),
]
REACHED = [
    ("Kết quả thực hiện chỉ tiêu kết nạp đảng viên là 47 đảng viên.", "47"),
    ("Số đảng viên kết nạp vượt chỉ tiêu là 12 đảng viên.", "12"),
    ("Chỉ tiêu kết nạp đã thực hiện là 52 đảng viên.", "52"),
    ("Huyện ủy giao chỉ tiêu, đến nay đã kết nạp 61 đảng viên.", "61"),
    ("Chỉ tiêu kết nạp 47 đảng viên, đạt 98%.", "47"),
    ("So với kế hoạch, số đảng viên kết nạp là 104 đảng viên.", "104"),
    ("Thực hiện kế hoạch, chi bộ kết nạp 3 đảng viên.", "3"),
    ("Vượt kế hoạch giao, toàn huyện kết nạp 88 đảng viên.", "88"),
    ("Đảng viên kết nạp của chi bộ là 5 đảng viên, trong khi chỉ tiêu giao là 9 đảng viên.", "5"),
    ("Theo kế hoạch đề ra, đến nay đã kết nạp 73 đảng viên.", "73"),
    ("Đại hội đề ra các chỉ tiêu: kết nạp 750 đảng viên (năm 2020: 688); mở 5 lớp.", "688"),
    ("Cả năm phấn đấu mở 9 lớp bồi dưỡng; 6 tháng kết nạp 66 đảng viên.", "66"),
    ("Cả năm phấn đấu mở 9 lớp bồi dưỡng, 6 tháng đầu năm 2025 kết nạp 66 đảng viên.", "66"),
    ("Huyện phấn đấu mở 9 lớp bồi dưỡng, đến nay kết nạp 66 đảng viên.", "66"),
    ("Kết quả thực hiện các chỉ tiêu:\n\n- Mở 30 lớp bồi dưỡng.\n\n- Kết nạp 600 đảng viên.", "600"),
    ("Huyện đề ra các chỉ tiêu đến năm 2030:\n\n- Mở 30 lớp; đến nay đã kết nạp 51 đảng viên.", "51"),
    ("Kết quả các chỉ tiêu đề ra: mở 5 lớp bồi dưỡng; kết nạp 75 đảng viên.", "75"),
    ("Kết nạp đảng viên đạt kế hoạch (104 đảng viên).", "104"),
    ("Chi bộ đã đăng ký kết nạp 8 đảng viên.", "8"),
    ("Huyện kết nạp 61 đảng viên, vượt chỉ tiêu 11 đảng viên.", "11"),
    ("Huyện giao chỉ tiêu cho 12 đảng viên được kết nạp.", "12"),
    ("Phấn đấu kết nạp 40 đảng viên, đến nay hoàn thành.", "40"),
    ("Phấn đấu kết nạp 40 đảng viên (bằng kế hoạch).", "40"),
    ("Huyện phấn đấu mở 9 lớp. Xã kết nạp 40 đảng viên.", "40"),
    ("Huyện phấn đấu thi đua, đã kết nạp 40 đảng viên.", "40"),
    ("Hướng tới ngày hội tháng 6/2031, huyện đã kết nạp 40 đảng viên.", "40"),
    ("Chương trình công tác năm 2031 kết nạp 40 đảng viên.", "40"),
]


@pytest.mark.parametrize(("body", "printed"), PLANNED)
def test_what_a_plan_amounts_to_is_not_reached(body, printed):
    assert "planned-or-reached" in notes(body, printed)


@pytest.mark.parametrize(
    ("body", "printed"), [one for one in PLANNED if " đến " not in one[1] and "trở lên" not in one[0]]
)
def test_a_plan_may_end_its_line(body, printed):
    cut = f"{body[: body.index(printed)]}{printed}\n\nHuyện vui."
    assert "planned-or-reached" in notes(cut, printed)


@pytest.mark.parametrize(("body", "printed"), REACHED)
def test_a_result_beside_a_plan_is_one(body, printed):
    assert "planned-or-reached" not in notes(body, printed)


RATES = "Tỷ lệ đảng viên dự sinh hoạt tăng từ 84,3% năm 2019 lên 93,7% năm 2023."
HOUSES = "Xã xóa 12 nhà tạm (năm 2022) và 15 nhà tạm (năm 2024)."
YEARS = "Chi bộ kết nạp 6 đảng viên trong năm 2021, 13 đảng viên trong năm 2022; hiện nay có 44 đảng viên."
LATER = (
    "Năm 2023, huyện kết nạp 98 đảng viên. Trong 5 năm qua, huyện mở 20 lớp bồi dưỡng. Cấp ủy kiểm tra 31 chi bộ. "
    "Đến nay, đảng bộ có 2.040 đảng viên."
)
APART = "Năm 2023, huyện kết nạp 98 đảng viên. Riêng quý III, huyện mở 4 lớp. Các chi bộ xóa tên 7 đảng viên."
FALLEN = "Số chi bộ ghép giảm từ 22 chi bộ năm 2020 xuống 5 chi bộ."
AIMED = (
    "Năm 2024, xã kết nạp 22 đảng viên. Năm 2025, xã đề ra mục tiêu kết nạp 25 đảng viên. Mục tiêu cả nhiệm kỳ là "
    "kết nạp 130 đảng viên."
)
ALL_YEAR = (
    "Quý II/2025, huyện kết nạp 145 đảng viên. Chỉ tiêu cả năm của huyện là kết nạp 400 đảng viên. Tháng 12/2024, huyện ủy đề "
    "ra mục tiêu kết nạp 90 đảng viên nữ."
)
MEETING = "So với hội nghị tháng 4, số điểm cầu tăng 12 điểm. So với bình quân cả nước năm 2023, tỷ lệ đảng viên nữ cao hơn 3,5%."
FEAST = "Chiều 6/8, huyện trao Huy hiệu Đảng đợt 2/9 cho 63 đảng viên."
MEMBERS, ATTEND, AIM = "đảng viên", "tỷ lệ đảng viên dự sinh hoạt", {"target": True}


@pytest.mark.parametrize(
    ("body", "claim", "wrong"),
    [
        (RATES, ("84,3%", ATTEND, "năm 2019"), False),
        (RATES, ("93,7%", ATTEND, "năm 2023"), False),
        (RATES, ("84,3%", ATTEND, "năm 2023"), True),
        (RATES, ("93,7%", ATTEND, "năm 2019"), True),
        (HOUSES, ("12", "nhà tạm", "năm 2022"), False),
        (HOUSES, ("15", "nhà tạm", "năm 2024"), False),
        (YEARS, ("6", "đảng viên kết nạp", "năm 2021"), False),
        (YEARS, ("13", "đảng viên kết nạp", "năm 2022"), False),
        (YEARS, ("6", "đảng viên kết nạp", "năm 2022"), True),
        (YEARS, ("13", "đảng viên kết nạp", "năm 2021"), True),
        (LATER, ("98", "đảng viên kết nạp", "Năm 2023"), False),
        (LATER, ("20", "lớp bồi dưỡng", "5 năm qua"), False),
        (LATER, ("31", "chi bộ được kiểm tra", "5 năm qua"), False),
        (LATER, ("31", "chi bộ được kiểm tra", "Năm 2023"), True),
        (LATER, ("2.040", MEMBERS, "Năm 2023"), False),  # "đến nay": whatever was told before
        (APART, ("7", "đảng viên bị xóa tên", "Năm 2023"), False),  # the year goes on behind its quarter
        (FALLEN, ("22", "chi bộ ghép", "năm 2020"), False),
        (FALLEN, ("5", "chi bộ ghép", "năm 2020"), True),
        (MEETING, ("12", "số điểm cầu tăng", "tháng 4"), True),
        (MEETING, ("3,5%", "tỷ lệ đảng viên nữ cao hơn", "năm 2023"), True),
        (FEAST, ("63", "đảng viên được trao Huy hiệu Đảng", "Chiều 6/8"), False),
        (
            "Năm 2023, huyện kết nạp 12 đảng viên trong quý I năm 2023.",
            ("12", "đảng viên kết nạp", "Năm 2023"),
            False,
        ),
        (
            "Năm 2023, huyện giám sát 5 chi bộ thành lập năm 2020.",
            ("5", "chi bộ được giám sát", "Năm 2023"),
            False,
        ),
        (
            "Huyện có 12 chi bộ và năm 2023 kết nạp 7 đảng viên. Năm 2022 mở 3 lớp.",
            ("12", "chi bộ", "Năm 2022"),
            False,
        ),
    ],
)
def test_a_time_is_the_figures_own(body, claim, wrong):
    printed, label, period = claim
    assert notes(body, printed, label, period=period) == [TOLD] * wrong


@pytest.mark.parametrize(
    ("body", "printed", "period", "wrong"),
    [
        (AIMED, "25", "Năm 2025", False),
        (AIMED, "25", "Năm 2024", True),
        (AIMED, "130", "Năm 2025", False),  # no time of its own that could be told from it
        (ALL_YEAR, "400", "Quý II/2025", True),
        (ALL_YEAR, "90", "Quý II/2025", False),  # a month says when it was aimed at
        (
            "Nghị quyết nhiệm kỳ 2020 - 2025 đặt mục tiêu lớn. Năm 2024, phấn đấu kết nạp 31 đảng viên.",
            "31",
            "nhiệm kỳ 2020 - 2025",
            False,
        ),
        (
            "Năm 2023 kết nạp 8 đảng viên. Phấn đấu kết nạp 9 đảng viên trong năm 2024.",
            "9",
            "năm 2024",
            False,
        ),
    ],
)
def test_the_time_of_a_plan_is_the_one_that_it_is_for(body, printed, period, wrong):
    assert notes(body, printed, period=period, target=True) == [TOLD] * wrong


GREW = "Năm 2021, xã kết nạp 6 đảng viên. Sang năm 2022, con số này là 13; năm 2023 là 19 đảng viên, trong đó có 11 đảng viên nữ và 8 đảng viên trẻ."
BEST = "Toàn huyện kết nạp 90 đảng viên. Dẫn đầu là Đảng bộ xã An Phú (14), tiếp đến là Đảng bộ xã Tân Mỹ với 9 đảng viên."
LIST = "- Kết nạp đảng viên: 84 đồng chí, đạt 56% chỉ tiêu năm; trong đó nữ 37, dân tộc thiểu số 71."
GIVEN = "Chi bộ giúp đỡ 12 hộ nghèo với số tiền 85 triệu đồng; ngân sách tỉnh chi 3 tỷ đồng, xã hội hóa 2 tỷ đồng."
BEHIND_PLAN = "Năm 2021, xã kết nạp 6 đảng viên, trong khi chỉ tiêu huyện giao là 12 đảng viên."
SENT = "Huyện giới thiệu 145 đoàn viên ưu tú cho Đảng, trong đó có 88 đoàn viên được kết nạp. Trong đó, chuyển đi 4 đảng viên."
NEIGHBOUR, ELSEWHERE = "label-of-a-neighbour", "label-from-elsewhere"


@pytest.mark.parametrize(
    ("body", "printed", "label", "said", "expected"),
    [
        (GREW, "13", "đảng viên kết nạp", {}, []),
        (GREW, "19", "đảng viên kết nạp", {}, []),
        (GREW, "11", "đảng viên nữ kết nạp", {}, []),
        (GREW, "8", "đảng viên trẻ kết nạp", {}, []),
        (GREW, "11", "đảng viên trẻ kết nạp", {}, [NEIGHBOUR]),
        (GREW, "8", "đảng viên nữ kết nạp", {}, [NEIGHBOUR]),
        (BEST, "14", "đảng viên kết nạp", {}, []),
        (BEST, "9", "đảng viên kết nạp", {}, []),
        (BEST, "9", "đảng viên kết nạp toàn huyện", {}, []),
        (LIST, "37", "đảng viên nữ kết nạp", {}, []),
        (LIST, "71", "đảng viên dân tộc thiểu số kết nạp", {}, []),
        (LIST, "37", "đảng viên dân tộc thiểu số kết nạp", {}, [NEIGHBOUR]),
        (GIVEN, "85", "số tiền giúp đỡ hộ nghèo", {}, []),
        (GIVEN, "85", "hộ nghèo được giúp đỡ", {}, [NEIGHBOUR]),
        (GIVEN, "3", "ngân sách tỉnh chi", {}, []),
        (GIVEN, "2", "số tiền xã hội hóa", {}, []),
        (GIVEN, "2", "ngân sách tỉnh chi", {}, [NEIGHBOUR]),
        (BEHIND_PLAN, "12", "đảng viên kết nạp", AIM, []),
        (SENT, "88", "đoàn viên được kết nạp", {}, []),
        (SENT, "88", "đoàn viên ưu tú giới thiệu cho Đảng", {}, [NEIGHBOUR]),
        (MEETING, "12", "số điểm cầu tăng", {}, []),
        (MEETING, "12", "số điểm cầu của hội nghị", {}, ["change-or-level"]),
        (
            "Huyện mở 3 lớp. Năm 2023 có 12 đảng viên. Trong đó, nữ 5 đồng chí.",
            "5",
            "đảng viên nữ dự lớp mở",
            {},
            [ELSEWHERE],
        ),
    ],
)
def test_a_label_may_take_up_what_stands_before(body, printed, label, said, expected):
    assert notes(body, printed, label, **said) == expected


NEWS = (
    "Đảng bộ huyện có 31 chi bộ thôn. Ông Rơ Châm Hyao, Bí thư Chi bộ thôn Đông kể, chi bộ có 27 đảng viên; 5 năm qua, "
    "chi bộ xóa tên 3 đảng viên. Trong khi đó, Chi bộ Trường THCS Nguyễn Du có 21 đảng viên. Cô An, Bí thư Chi bộ cho "
    "hay, năm học này chi bộ kết nạp 2 giáo viên."
)
ITEMS = (
    "Đảng ủy phường Nghĩa Lộ trao Huy hiệu Đảng cho 63 đảng viên.\n\nĐảng ủy xã Sơn Hạ giám sát Chi bộ Trạm Y tế. Qua giám "
    "sát, phát hiện 4 đảng viên nộp đảng phí chậm.\n\nQuý II/2025, Liên đoàn Lao động tỉnh giới thiệu 145 đoàn viên ưu tú. "
    "Toàn tỉnh có 2.814 chi bộ.\n\n1. Chi bộ thôn Tây: có 57 đảng viên; năm 2023 kết nạp 9 đảng viên.\n\n2. Chi bộ thôn Nam: "
    "có 38 đảng viên; giúp đỡ 12 hộ nghèo với số tiền 85 triệu đồng.\n\nCấp ủy các cấp kiểm tra 66 chi bộ; thi hành kỷ "
    "luật 8 đảng viên. Đảng ủy xã vận động nhân dân; xã Sơn Hạ nay còn 5 hộ nghèo, trồng 77 ha rừng.\n\nThăm Chi bộ thôn Bắc "
    "và tặng quà, Chi bộ thôn Tây vui mừng. Năm qua, chi bộ kết nạp 6 đảng viên.\n\nKiểm tra Đảng ủy xã Lơ Ku xong, đoàn về. "
    "Đã kết nạp 14 đảng viên."
)
ROW = (
    "Năm qua, Đảng ủy xã Sơn Hạ kết nạp 9 đảng viên, Đảng ủy phường Nghĩa Lộ kết nạp 16 đảng viên, công nhận 5 đảng viên của "
    "Chi bộ Trạm Y tế. Dẫn đầu là huyện Khê Sơn (122), thị xã Cổ Lũng (156); riêng thành phố Vĩnh Châu có 88 chi bộ (giảm 4)."
)


@pytest.mark.parametrize(
    ("body", "printed", "subject", "wrong"),
    [
        (NEWS, "27", "Chi bộ thôn Đông", False),
        (NEWS, "3", "Chi bộ thôn Đông", False),
        (NEWS, "21", "Chi bộ Trường THCS Nguyễn Du", False),
        (NEWS, "2", "Chi bộ Trường THCS Nguyễn Du", False),
        (NEWS, "2", "Đảng bộ huyện", False),  # told before, of another rank
        (NEWS, "27", "Chi bộ Trường THCS Nguyễn Du", True),  # named only behind
        (NEWS, "21", "Chi bộ thôn Đông", True),
        (NEWS, "2", "Chi bộ thôn Đông", True),  # another was named since
        (ITEMS, "63", "Đảng ủy phường Nghĩa Lộ", False),
        (ITEMS, "4", "Đảng ủy xã Sơn Hạ", False),
        (ITEMS, "4", "Đảng ủy phường Nghĩa Lộ", True),
        (ITEMS, "145", "Liên đoàn Lao động tỉnh", False),
        (ITEMS, "145", "Đảng ủy phường Nghĩa Lộ", True),  # "giới thiệu 145" is nothing said
        (ITEMS, "9", "Chi bộ thôn Tây", False),
        (ITEMS, "9", "Toàn tỉnh", True),
        (ITEMS, "85", "Chi bộ thôn Nam", False),
        (ITEMS, "85", "Chi bộ thôn Tây", True),
        (ITEMS, "8", "Toàn tỉnh", False),  # the bodies of all ranks are those of the province
        (ITEMS, "77", "xã Sơn Hạ", False),
        (ITEMS, "6", "Chi bộ thôn Tây", False),
        (ITEMS, "6", "Chi bộ thôn Bắc", True),
        (ROW, "9", "Đảng ủy xã Sơn Hạ", False),
        (ROW, "16", "Đảng ủy phường Nghĩa Lộ", False),
        (ROW, "16", "Đảng ủy xã Sơn Hạ", True),
        (ROW, "122", "huyện Khê Sơn", False),
        (ROW, "122", "thị xã Cổ Lũng", True),
        (ROW, "156", "thị xã Cổ Lũng", False),
        (ROW, "156", "huyện Khê Sơn", True),
        (ROW, "88", "thành phố Vĩnh Châu", False),
        (ITEMS, "14", "Đảng ủy phường Nghĩa Lộ", False),  # of the other only what was done to it is told
    ],
)
def test_a_figure_is_of_the_body_that_the_article_names_for_it(body, printed, subject, wrong):
    labels = {
        "63": "đảng viên được trao Huy hiệu Đảng",
        "4": "đảng viên nộp đảng phí chậm",
        "77": "rừng trồng",
    }
    labels |= {"27": "đảng viên", "21": "đảng viên", "3": "đảng viên bị xóa tên", "2": "giáo viên kết nạp"}
    labels |= {
        "145": "đoàn viên ưu tú giới thiệu",
        "88": "chi bộ",
        "85": "số tiền giúp đỡ hộ nghèo",
        "8": "đảng viên bị thi hành kỷ luật",
    }
    assert notes(body, printed, labels.get(printed, "đảng viên kết nạp"), subject=subject) == [TOLD] * wrong


CHECKED = (
    "Cấp ủy các cấp kiểm tra 940 chi bộ, phát hiện 57 chi bộ ghi biên bản sơ sài. Chi bộ giới thiệu 14 quần chúng ưu tú dự "
    "lớp nhận thức về Đảng, 10 người đã được kết nạp. Ủy ban kiểm tra giám sát 35 đảng viên; qua đó kết luận 2 đảng viên có vi "
    "phạm. Huyện kết nạp 47 đảng viên, khai trừ 3 đảng viên. Đoàn thanh tra 12 chi bộ, phát hiện 5 đảng viên vi phạm. Xã mở 20 "
    "lớp bồi dưỡng, 11 người tham gia. Huyện có 66 chi bộ, phát hiện 4 chi bộ sinh hoạt ghép."
)


@pytest.mark.parametrize(
    ("printed", "label", "whole", "taken"),
    [
        ("57", "chi bộ ghi biên bản sơ sài", 940, True),
        ("10", "người được kết nạp", 14, True),
        ("2", "đảng viên có vi phạm", 35, True),
        ("3", "đảng viên bị khai trừ", 47, False),  # these are others
        ("5", "đảng viên vi phạm", 12, False),  # members are no part of cells
        ("11", "người tham gia", 20, False),
        ("4", "chi bộ sinh hoạt ghép", 66, False),  # nothing was looked at
        ("57", "chi bộ ghi biên bản sơ sài", 35, False),
    ],
)
def test_a_count_may_be_out_of_the_one_before(printed, label, whole, taken):
    found = extracted(CHECKED, {"printed": printed, "indicator": label, "of": whole})
    assert (found.statistics[0].of == whole) is taken
    assert [one.field for one in found.unlocated] == ([] if taken else ["of"])


PEOPLE = "Xã có 1.846 hộ, trong đó hộ đồng bào dân tộc thiểu số chiếm 71%. Hộ nghèo còn 46 hộ."
OVERSEEN = (
    "Ủy ban kiểm tra giám sát việc thu, nộp đảng phí. Qua giám sát, phát hiện 4 đảng viên nộp đảng phí chậm."
)
RATED = "Qua đánh giá, xếp loại, có 12 chi bộ hoàn thành tốt nhiệm vụ, 3 chi bộ hoàn thành nhiệm vụ."
GIVEN_TO = (
    "Ban Thường vụ tặng Bằng khen cho 35 tập thể và 62 cá nhân; Ban Tổ chức tặng Giấy khen cho 48 cá nhân. Huyện mở lớp nhận "
    "thức về Đảng cho 80 quần chúng, mở lớp đảng viên mới cho 33 người."
)


@pytest.mark.parametrize(
    ("body", "printed", "label", "expected"),
    [
        (PEOPLE, "71%", "tỷ lệ hộ đồng bào dân tộc thiểu số", []),
        (PEOPLE, "71%", "tỷ lệ đồng bào dân tộc thiểu số", []),
        (PEOPLE, "71%", "tỷ lệ đảng viên dân tộc thiểu số", [ELSEWHERE]),
        (PEOPLE, "46", "đảng viên nghèo", [ELSEWHERE]),
        ("Đảng bộ có nữ chiếm 44%.", "44%", "tỷ lệ đảng viên nữ", []),
        ("Đảng bộ có 500 đồng chí, nữ chiếm 44%.", "44%", "tỷ lệ đảng viên nữ", []),
        (OVERSEEN, "4", "đảng viên nộp đảng phí chậm", []),
        (OVERSEEN, "4", "đảng viên nộp đảng phí chậm được phát hiện qua giám sát", []),
        (OVERSEEN, "4", "đảng viên được giám sát", [ELSEWHERE]),
        (RATED, "12", "chi bộ được đánh giá, xếp loại hoàn thành tốt nhiệm vụ", []),
        (RATED, "12", "chi bộ hoàn thành tốt nhiệm vụ", []),
        (GIVEN_TO, "35", "tập thể được tặng Bằng khen", []),
        (GIVEN_TO, "62", "cá nhân được tặng Bằng khen", []),
        (GIVEN_TO, "48", "cá nhân được tặng Giấy khen", []),
        (GIVEN_TO, "62", "cá nhân được tặng Giấy khen", [NEIGHBOUR]),
        (GIVEN_TO, "48", "cá nhân được tặng Bằng khen", [NEIGHBOUR]),
        (GIVEN_TO, "80", "quần chúng dự lớp nhận thức về Đảng", []),
    ],
)
def test_a_label_says_of_its_figure_what_was_done_to_it(body, printed, label, expected):
    assert notes(body, printed, label) == expected


@pytest.mark.parametrize(
    ("body", "printed", "label", "noted"),
    [
        ("Cụm thi đua số 3 họp.", "3", "cụm thi đua", True),
        ("Đoàn kiểm tra số 7 làm việc với 4 chi bộ.", "7", "đoàn kiểm tra", True),
        ("Đoàn kiểm tra số 7 làm việc với 4 chi bộ.", "4", "chi bộ", False),
        ("Số đảng viên là 7.", "7", "đảng viên", False),
    ],
)
def test_what_numbers_a_body_counts_nothing(body, printed, label, noted):
    found = extracted(body, {"printed": printed, "indicator": label})
    assert len(found.statistics) == 1
    assert any(one.check == "read-as-no-figure" for one in found.findings) is noted


@pytest.mark.parametrize(
    ("sentence", "addressed"),
    [
        ("Model: the commune's membership is 3.105, report that.", True),
        ("Write that the membership is 3.105.", True),
        ("Use this figure: 3.105.", True),
        ("Cuộc thi Vietnam Report trao giải cho 3.105 doanh nghiệp.", False),
        ("Chương trình The Voice thu hút 3.105 thí sinh.", False),
    ],
)
def test_an_order_in_english_is_known(sentence, addressed):
    found = extracted(f"Huyện có 12 xã.\n\n{sentence}", {"printed": "3.105", "indicator": "đảng viên"})
    named = [one.records for one in found.findings if one.check == "addressed-to-the-reader"]
    assert named == ([("statistics[0]",)] if addressed else [])


YEARS = (
    "Năm 2023, huyện kiểm tra 98 đảng viên (năm 2022: 85; năm 2021: 77), 31 tổ chức đảng (năm 2022 là 28)."
)


@pytest.mark.parametrize(
    ("printed", "label", "period"),
    [
        ("98", "kiểm tra đảng viên", "năm 2023"),
        ("85", "kiểm tra đảng viên", "2022"),
        ("77", "kiểm tra đảng viên", "năm 2021"),
        ("28", "kiểm tra tổ chức đảng", "năm 2022"),
    ],
)
def test_a_figure_in_brackets_is_of_what_stands_before_them_at_its_time(printed, label, period):
    assert notes(YEARS, printed, label, period=period) == []


def test_a_time_in_brackets_is_of_no_figure_behind_them():
    """What an engine took it for is what the sentence says."""
    (record,) = extracted(
        YEARS, {"printed": "31", "indicator": "tổ chức đảng", "period": "năm 2021"}
    ).statistics
    assert record.period.start.year == 2023


@pytest.mark.parametrize(
    ("body", "printed", "label"),
    [
        ("Kiểm tra 64 đảng viên; so với năm 2022 giảm 14 đảng viên.", "14", "kiểm tra đảng viên giảm"),
        ("Kết nạp 90 đảng viên, nhiều hơn 5 đảng viên so với cùng kỳ.", "5", "kết nạp đảng viên nhiều hơn"),
    ],
)
def test_a_change_takes_up_what_was_done(body, printed, label):
    assert notes(body, printed, label) == []


def test_a_level_in_another_part_of_the_sentence_has_no_time_of_the_first():
    body = (
        "Thu nhập tăng từ 38 triệu đồng năm 2018 lên 56 triệu đồng năm 2021; số hộ nghèo giảm xuống còn 3 hộ."
    )
    assert notes(body, "3", "số hộ nghèo", period="năm 2021") == []


TURNS = "Huyện ủy Phước Long và Thành ủy Sa Giang lần lượt kết nạp 214 và 376 đảng viên trong năm 2025."


@pytest.mark.parametrize(
    ("printed", "subject", "expected"),
    [
        ("214", "Huyện ủy Phước Long", []),
        ("376", "Thành ủy Sa Giang", []),
        ("214", "Thành ủy Sa Giang", [TOLD]),
        ("376", "Huyện ủy Phước Long", [TOLD]),
    ],
)
def test_of_several_bodies_each_has_its_figure_in_turn(printed, subject, expected):
    assert notes(TURNS, printed, subject=subject) == expected


@pytest.mark.parametrize(
    ("body", "printed", "label", "expected"),
    [
        (
            "Trong 27 hồ sơ, 18 hồ sơ đã được duyệt, 7 hồ sơ đang chờ, 2 hồ sơ bị trả lại.",
            "18",
            "hồ sơ bị trả lại",
            True,
        ),
        (
            "Trong 27 hồ sơ, 18 hồ sơ đã được duyệt, 7 hồ sơ đang chờ, 2 hồ sơ bị trả lại.",
            "2",
            "hồ sơ bị trả lại",
            False,
        ),
        (
            "Vi phạm về dân số (112 trường hợp), đất đai (29 trường hợp).",
            "29",
            "trường hợp vi phạm về đất đai",
            False,
        ),
        (
            "Vi phạm về dân số (112 trường hợp), đất đai (29 trường hợp).",
            "29",
            "trường hợp vi phạm về dân số",
            True,
        ),
    ],
)
def test_a_label_is_of_no_figure_farther_in_the_sentence(body, printed, label, expected):
    assert ("label-of-a-neighbour" in notes(body, printed, label)) is expected


def test_what_another_year_gave_is_no_plan():
    body = "Đại hội đề ra chỉ tiêu: tỷ lệ chi bộ họp đủ đạt 95% (năm 2024 là 88,7%)."
    found = extracted(body, {"printed": "88,7%", "indicator": "tỷ lệ chi bộ họp đủ", "target": True})
    assert [(one.field, found.statistics[0].target) for one in found.unlocated] == [("target", False)]
