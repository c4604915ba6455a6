"""Labels that say what the figure's own clause does not are findings."""

import pytest
from building import claimed

from partyx.checks.statistics.labels import CHECK

TEXT = (
    "Huyện ủy Sông Mây sơ kết công tác phát triển đảng\n\n06/07/2024\n\n"
    "Sáu tháng đầu năm 2024, toàn huyện kết nạp 47 đảng viên, khai trừ 3 đảng viên. "
    "Dẫn đầu là xã Mỹ Hòa (12/10). Xã Tân Phú có 9/8. Đảng bộ có 3.328 đảng viên.\n\nKết quả ở các trường học:\n\n- Kết nạp 27"
)
ADDED_UP = (
    "Tháng 6, các chi đoàn kết nạp 14 đoàn viên; lũy kế từ đầu năm là 96 đoàn viên, đạt 80% kế hoạch năm (120 đoàn viên). "
    "Trong số đoàn viên mới có 41 nam. Toàn huyện có 7 đoàn viên danh dự."
)


def found(**labels):
    """The findings about labels, with figures by what is printed and these labels."""
    statistics = [
        {"printed": printed.strip("_").replace("_", "/"), "indicator": label}
        for printed, label in labels.items()
    ]
    extraction = claimed(TEXT, statistics=statistics)
    about = [one for one in extraction.findings if one.check == CHECK]
    for one in about:
        assert one.severity == "note"
        (index,) = [at for at, found in enumerate(extraction.statistics) if one.spans == (found.value_span,)]
        assert one.records == (f"statistics[{index}]",)
    return [(one.spans[0].text, one.message) for one in about]


def test_a_label_of_the_figures_own_clause_is_no_finding():
    assert found(_47="đảng viên kết nạp", _3="đảng viên bị khai trừ") == []


def test_an_act_of_the_sentence_before_is_a_note():
    assert found(_9_8="đảng viên kết nạp") == [
        ("9/8", "the label 'đảng viên kết nạp' says 'kết nạp', which the figure's own clause does not")
    ]


def test_a_word_of_another_sentence_is_a_note():
    assert found(_9_8="đảng viên, tháng") == [
        ("9/8", "the label 'đảng viên, tháng' says 'tháng', which the figure's own clause does not")
    ]


def test_what_the_words_before_a_figure_take_up_is_none():
    """The words are "Dẫn đầu là", which go on with the sentence before."""
    assert found(_12_10="đảng viên kết nạp, tháng") == []


def test_words_of_the_headline_are_none():
    assert found(**{"_3.328": "công tác phát triển đảng viên"}) == []


def test_words_of_the_line_that_opens_a_list_are_none():
    assert found(_27="đảng viên kết nạp ở các trường học") == []


@pytest.mark.parametrize(
    ("body", "printed", "label", "says"),
    [
        # A sum that goes on with what was counted, and its plan.
        (ADDED_UP, "96", "lũy kế đoàn viên kết nạp", None),
        (ADDED_UP, "80%", "tỷ lệ kết nạp đoàn viên đạt kế hoạch năm", None),
        (ADDED_UP, "120", "kế hoạch kết nạp đoàn viên năm", None),
        (ADDED_UP, "41", "đoàn viên nam mới kết nạp", None),
        (ADDED_UP, "7", "đoàn viên kết nạp", "'kết nạp'"),
        # The topic of the paragraph.
        ("Về thu chi ở trường học: Có 3 quỹ; năm 2023 chỉ có 4 quỹ.", "4", "quỹ ở trường học", None),
        ("Có 3 quỹ ở trường học. Năm 2023 chỉ có 4 quỹ.", "4", "quỹ ở trường học", "'học', 'trường'"),
        ("Chiều 3/7, hội thi thu hút 240 học sinh.", "240", "học sinh tham gia hội thi", None),
        # Money that the text calls by no word.
        ("Năm 2023, tỉnh dành 4,2 tỷ đồng mua xe cứu thương.", "4,2", "kinh phí mua xe cứu thương", None),
    ],
)
def test_what_a_clause_takes_from_before_it_is_its_own(body, printed, label, says):
    extraction = claimed(
        f"Tin trong tuần\n\n06/07/2024\n\n{body}\n", statistics=[{"printed": printed, "indicator": label}]
    )
    assert [one.indicator for one in extraction.statistics] == [label]
    expected = (
        [] if says is None else [f"the label {label!r} says {says}, which the figure's own clause does not"]
    )
    assert [one.message for one in extraction.findings if one.check == CHECK] == expected


TOLD = "Có 9 hộ chưa có điện, trong đó 5 trường hợp do xa lưới, 4 trường hợp do thiếu vốn. Trong số đoàn viên mới có 66 nữ."


@pytest.mark.parametrize(
    ("body", "printed", "label", "unit", "stands"),
    [
        # Cases are what the figure before counts, and what is denied of it is denied of them.
        (TOLD, "5", "hộ chưa có điện do xa lưới", "hộ", True),
        (TOLD, "4", "trường hợp chưa có điện do thiếu vốn", "trường hợp", True),
        (TOLD, "4", "hộ không thiếu vốn", "trường hợp", False),
        ("Có 9 hộ và 5 trường hợp khác, 3 xã.", "5", "xã khác", "trường hợp", False),
        ("Có 9 hộ và 5 trường hợp khác, 3 xã.", "5", "hộ khác", "xã", False),
        # Women and men are of those who were named; an age is measured in years.
        (TOLD, "66", "đoàn viên mới là nữ", "đoàn viên", True),
        (TOLD, "66", "đoàn viên mới là nữ", "hội viên", False),
        ("Tuổi bình quân của đoàn viên là 24,6 tuổi.", "24,6", "tuổi bình quân của đoàn viên", "tuổi", True),
        # Who comes takes part.
        ("Hội thi thu hút 240 học sinh.", "240", "học sinh tham gia hội thi", "học sinh", True),
        ("Hội thi thu hút 240 học sinh.", "240", "kinh phí hội thi", "học sinh", False),
    ],
)
def test_a_true_label_and_unit_stand(body, printed, label, unit, stands):
    claim = {"printed": printed, "indicator": label, "unit": unit}
    extraction = claimed(f"Tin trong tuần\n\n06/07/2024\n\n{body}\n", statistics=[claim])
    kept = [(one.indicator, one.unit) for one in extraction.statistics]
    assert (kept == [(label, unit)], extraction.unlocated == ()) == (stands, stands)


@pytest.mark.parametrize(
    ("body", "printed", "label"),
    [
        ("Có 9 hộ chưa có điện, trong đó 5 trường hợp ở rất xa lưới điện quốc gia.", "5", "trường hợp ở rất xa lưới điện quốc gia"),
        ("Xóa tên 27 trường hợp và khai trừ 14 trường hợp.", "27", "Xóa tên trường hợp"),
        ("Tỉnh đã giải ngân 1,9 tỷ đồng mua xe.", "1,9", "Tỉnh đã giải ngân mua xe"),
        ("Chi 3 tỷ đồng, có 1,9 tỷ đồng.", "1,9", "tỷ đồng"),
    ],
)  # fmt: skip
def test_a_label_that_is_refused_gives_way_to_a_clause_that_reads_well(body, printed, label):
    claim = {"printed": printed, "indicator": "doanh thu bán vé"}
    (one,) = claimed(f"Tin trong tuần\n\n06/07/2024\n\n{body}\n", statistics=[claim]).statistics
    assert one.indicator == label
