"""Labels, units, wholes and plans that are printed nearby, and are another figure's: noted, or put aside."""

import pytest
from building import claimed

from partyx.draft import Draft, DraftStatistic
from partyx.grounding import ground
from partyx.mention import Kind
from partyx.mentions import find_mentions
from partyx.reading import read

TEXT = (
    "Huyện ủy Sông Mây sơ kết công tác phát triển đảng\n\n06/07/2024\n\n"
    "Toàn huyện có 57 tổ chức cơ sở đảng, trong đó, đảng bộ cơ sở là 21, chi bộ cơ sở là 36. "
    "Kết nạp 104 đảng viên, đạt 101% kế hoạch; tỷ lệ đảng viên trẻ ở ba khối là 80, 85 và 90%. "
    "Xếp loại tập thể: hoàn thành tốt nhiệm vụ 14/89 (chiếm 15,73%). "
    "Ngân sách tỉnh hỗ trợ 18 tỷ đồng, ngân sách huyện chi 9 tỷ đồng.\n\n"
    "Chỉ tiêu kết nạp 47 đảng viên, đến nay đạt 98%. Chỉ tiêu cả năm là 110 đảng viên.\n\n"
    "Kết quả thực hiện các chỉ tiêu:\n\n- Luân chuyển 96 lượt cán bộ.\n\n"
    "Đề án đề ra các chỉ tiêu:\n\n- Bồi dưỡng 300 lượt cấp ủy viên.\n"
)


def extracted(printed, **said):
    """What comes of one claimed figure."""
    claim = {"printed": printed, "indicator": "đảng viên", **said}
    return claimed(TEXT, statistics=[claim])


def notes(printed, label, **said):
    """The checks that name the record of one claimed figure."""
    found = extracted(printed, indicator=label, **said)
    assert found.statistics[0].indicator == label
    kinds = ("label-of-a-neighbour", "share-or-count", "change-or-level", "unit-of-something-else")
    return [one.check for one in found.findings if one.check in kinds and "statistics[0]" in one.records]


@pytest.mark.parametrize(
    ("printed", "label", "unit", "expected"),
    [
        ("57", "tổ chức cơ sở đảng", "tổ chức cơ sở đảng", []),
        ("21", "đảng bộ cơ sở", "đảng bộ cơ sở", []),
        ("21", "chi bộ cơ sở", "chi bộ cơ sở", ["label-of-a-neighbour"]),
        ("36", "đảng bộ cơ sở", "chi bộ cơ sở", ["label-of-a-neighbour", "unit-of-something-else"]),
        ("104", "đảng viên kết nạp", "đảng viên", []),
        ("104", "tỷ lệ kết nạp đảng viên", "đảng viên", ["share-or-count"]),
        ("101%", "tỷ lệ kết nạp đảng viên", "%", []),
        ("101%", "đảng viên kết nạp", "%", ["share-or-count"]),
        ("15,73%", "tỷ lệ tập thể hoàn thành tốt nhiệm vụ", "%", []),
        ("14/89", "tập thể hoàn thành tốt nhiệm vụ", "tập thể", []),
        ("14/89", "tập thể hoàn thành tốt nhiệm vụ", "chi bộ", ["unit-of-something-else"]),
        ("18 tỷ", "ngân sách tỉnh hỗ trợ", "tỷ đồng", []),
        ("18 tỷ", "ngân sách huyện chi", "tỷ đồng", ["label-of-a-neighbour"]),
    ],
)  # fmt: skip
def test_what_fits_a_neighbour_better_is_a_note(printed, label, unit, expected):
    assert notes(printed, label, unit=unit) == expected


GIFTS = "Tặng Bằng khen cho 35 tập thể và 62 cá nhân; tặng Giấy khen cho 48 cá nhân."
ROW = "Có 5 chi bộ thôn, 6 chi bộ trường, 7 chi bộ trạm, 8 chi bộ tổ, 9 chi bộ xưởng."
PART = "Có 12 đảng viên trẻ, chiếm 30%; 9 đảng viên nữ."
ORDERED = "Xã Hòa Mai dẫn đầu với 12 đoàn viên mới, tiếp đến là xã Tân Lộc 9 đoàn viên, còn xã Bãi Cát chỉ có 2; 5 đoàn viên cũ."
TOPIC = "Về tổ chức đoàn trong trường học, bệnh viện: Có 2 chi đoàn trường học và 1 chi đoàn bệnh viện, nâng tổng số lên 17 chi đoàn."
SAYS = "the label {!r} says {}, as {}"
HIS, OTHERS = "the clause of another figure does", "what was done to others does"


@pytest.mark.parametrize(
    ("body", "printed", "said", "note"),
    [
        # What was done is told by the word behind the act.
        (GIFTS, "35", {"indicator": "tập thể được tặng Bằng khen"}, None),
        (GIFTS, "62", {"indicator": "cá nhân được tặng Bằng khen"}, None),
        (GIFTS, "48", {"indicator": "cá nhân được tặng Giấy khen"}, None),
        (GIFTS, "35", {"indicator": "tập thể được tặng Giấy khen"}, SAYS.format("tập thể được tặng Giấy khen", "'giấy'", OTHERS)),
        (GIFTS, "62", {"indicator": "cá nhân được tặng Giấy khen"}, SAYS.format("cá nhân được tặng Giấy khen", "'giấy'", OTHERS)),
        (GIFTS, "48", {"indicator": "cá nhân được tặng Bằng khen"}, SAYS.format("cá nhân được tặng Bằng khen", "'bằng'", OTHERS)),
        # Words of the clauses beside it, up to three figures away on either side.
        (ROW, "7", {"indicator": "chi bộ trạm"}, None),
        (ROW, "7", {"indicator": "chi bộ"}, None),
        (ROW, "7", {"indicator": "chi bộ trường"}, SAYS.format("chi bộ trường", "'trường'", HIS)),
        (ROW, "7", {"indicator": "chi bộ tổ"}, SAYS.format("chi bộ tổ", "'tổ'", HIS)),
        (ROW, "9", {"indicator": "chi bộ trường"}, SAYS.format("chi bộ trường", "'trường'", HIS)),
        (ROW, "5", {"indicator": "chi bộ tổ"}, SAYS.format("chi bộ tổ", "'tổ'", HIS)),
        # A share is of what the figure before it counts, a part of what its whole behind it does.
        (PART, "30%", {"indicator": "tỷ lệ đảng viên trẻ"}, None),
        (PART, "30%", {"indicator": "tỷ lệ đảng viên nữ"}, SAYS.format("tỷ lệ đảng viên nữ", "'nữ'", HIS)),
        ("Đến tháng 3/2024, 80% hộ dân dùng nước sạch; đến tháng 6/2024 đạt 95%.", "95%", {"indicator": "tỷ lệ hộ dân dùng nước sạch"}, None),
        ("Cao nhất có 80% hộ dân; thấp nhất là xã Hòa Mai, 35%.", "35%", {"indicator": "tỷ lệ thấp nhất"}, None),
        ("Có 662 chi bộ trong tổng số 686 chi bộ nông thôn.", "662", {"indicator": "chi bộ nông thôn", "of": "686"}, None),
        ("Giúp 12 hộ nghèo với số tiền 85 triệu đồng.", "85 triệu đồng", {"indicator": "số tiền giúp hộ nghèo"}, None),
        # A share is called one, but for what is planned; and what rose or fell as well.
        ("Tỷ lệ hộ nghèo giảm 4,06 điểm.", "4,06 điểm", {"indicator": "tỷ lệ hộ nghèo giảm"}, None),
        ("Phấn đấu đảng viên dự họp đạt 98%.", "98%", {"indicator": "đảng viên dự họp", "target": True}, None),
        ("Đảng viên dự họp đạt 98%, vượt chỉ tiêu.", "98%", {"indicator": "chỉ tiêu đảng viên dự họp"}, None),
        ("Tỷ trọng dịch vụ đạt 38%.", "38%", {"indicator": "tỷ trọng dịch vụ"}, None),
        ("Đảng viên dự họp đạt 98%.", "98%", {"indicator": "đảng viên dự họp"},
         "the label 'đảng viên dự họp' names no share, and the figure is one"),
        ("Đảng viên dự họp là 98 đồng chí.", "98", {"indicator": "tỷ lệ đảng viên dự họp"},
         "the label 'tỷ lệ đảng viên dự họp' names a share, and the figure is none"),
        ("Số hộ nghèo giảm 46 hộ.", "46", {"indicator": "hộ nghèo giảm"}, None),
        ("Số hộ nghèo giảm 46 hộ.", "46", {"indicator": "hộ nghèo"},
         "the label 'hộ nghèo' names no change, and the figure is one"),
        # A unit that nothing behind the figure tells is what its label is about.
        ("Lớp bồi dưỡng đảng viên: đã mở 9.", "9", {"indicator": "lớp bồi dưỡng đảng viên", "unit": "lớp"}, None),
        ("Lớp bồi dưỡng đảng viên: đã mở 9.", "9", {"indicator": "lớp bồi dưỡng", "unit": "đảng viên"},
         "the unit 'đảng viên' is not what the label 'lớp bồi dưỡng' is about"),
    ],
)  # fmt: skip
def test_a_label_is_of_its_own_figure(body, printed, said, note):
    found = claimed(
        f"Đảng bộ huyện Bình Lâm\n\n05/10/2023\n\n{body}\n", statistics=[{"printed": printed, **said}]
    )
    assert found.unlocated == ()
    kinds = ("label-of-a-neighbour", "share-or-count", "change-or-level", "unit-of-something-else")
    assert [one.message for one in found.findings if one.check in kinds] == ([note] if note else [])


ARTICLE = read(TEXT)
MENTIONS = find_mentions(ARTICLE)


def grounded(printed, **said):
    """The record of one figure of which an engine says this, and what of it was refused."""
    named = {one.text: one.id for one in reversed(MENTIONS.of_kind(Kind.NUMBER))}
    said = {name: named.get(value, value) for name, value in said.items()}
    draft = DraftStatistic(named[printed], "đảng viên", (), **said)
    found = ground(ARTICLE, MENTIONS, Draft(statistics=(draft,)))
    return found.statistics[0], {one.field for one in found.unlocated} - {"indicator"}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("80", "%"),
        ("101%", "%"),
        ("104", "đảng viên"),
        ("14/89", None),
        ("21", None),
        ("57", "tổ chức cơ sở đảng"),
    ],
)
def test_per_cent_is_what_the_figures_own_clause_counts_in(printed, expected):
    record, refused = grounded(printed, unit="%")
    assert record.unit == expected
    assert refused == (set() if expected == "%" else {"unit"})


@pytest.mark.parametrize(
    ("printed", "of", "expected"),
    [("21", "57", 57), ("36", "57", 57), ("104", "57", None), ("101%", "104", None), ("14/89", None, 89)],
)
def test_a_whole_is_what_its_parts_follow(printed, of, expected):
    record, refused = grounded(printed, of=of)
    assert record.of == expected
    assert refused == ({"of"} if of and expected is None else set())


@pytest.mark.parametrize(
    ("printed", "expected"), [("110", True), ("300", True), ("47", False), ("96", False), ("104", False)]
)
def test_a_plan_that_was_reached_is_a_result(printed, expected):
    record, refused = grounded(printed, target=True)
    assert record.target is expected
    assert refused == (set() if expected else {"target"})
