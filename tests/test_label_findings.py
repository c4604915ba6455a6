"""Labels that say what the figure's own clause does not are findings."""

from building import claimed

from partyx.checks.statistics.labels import CHECK

TEXT = (
    "Huyện ủy Sông Mây sơ kết công tác phát triển đảng\n\n06/07/2024\n\n"
    "Sáu tháng đầu năm 2024, toàn huyện kết nạp 47 đảng viên, khai trừ 3 đảng viên. "
    "Dẫn đầu là xã Mỹ Hòa (12/10). Xã Tân Phú có 9/8. Đảng bộ có 3.328 đảng viên.\n\nKết quả ở các trường học:\n\n- Kết nạp 27"
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
