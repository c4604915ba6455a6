"""Labels, units, wholes and plans that are printed nearby, and are another figure's: noted, or put aside."""

import pytest

import partyx
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
    fake = partyx.FakeModel([{"statistics": [claim]}])
    settings = {"cache": "off", "second_ask": False, "reasks": 0}
    return partyx.extract(TEXT, model=fake, settings=settings)


def notes(printed, label, **said):
    """The checks that name the record of one claimed figure."""
    found = extracted(printed, indicator=label, **said)
    assert found.statistics[0].indicator == label
    kinds = ("label-of-a-neighbour", "share-or-count", "unit-of-something-else")
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
