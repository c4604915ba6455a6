"""Statistics by rule: what is a figure of the article, what it counts, whose it is, when it holds."""

from pathlib import Path

import pytest

from partyx.mention import DateReading, NumberReading
from partyx.mentions import find_mentions
from partyx.reading import read
from partyx.rules import RulesEngine
from partyx.rules.statistics import draft_statistics
from partyx.settings import Settings

ARTICLES = Path(__file__).parent.parent / "evals" / "articles"


def rows(source: str | Path) -> list[tuple[float, str | None, str | None]]:
    """(value, unit, start of the period) of each statistic."""
    article = read(source, Settings())
    mentions = find_mentions(article)
    found = []
    for draft in draft_statistics(article, mentions):
        reading = mentions.by_id[draft.value].reading
        assert isinstance(reading, NumberReading)
        value = reading.upper if draft.reading == "upper" else reading.value
        date = mentions.by_id[draft.period].reading if draft.period else None
        period = date.period if isinstance(date, DateReading) else None
        assert value is not None
        found.append((value, draft.unit, str(period.start) if period else None))
    return found


def article_named(prefix: str) -> Path:
    """The sample article whose file name starts so."""
    return next(ARTICLES.glob(f"{prefix}_*.txt"))


def test_000_has_its_eight_figures() -> None:
    """Values, units and periods as a reader finds them."""
    assert rows(article_named("000")) == [
        (817, "tổ chức cơ sở đảng", "2023-09-01"),
        (301, "đảng bộ cơ sở", "2023-09-01"),
        (516, "chi bộ cơ sở", "2023-09-01"),
        (80.8, "%", "2023-04-01"),
        (17.73, "%", "2023-04-01"),
        (1.4, "%", "2023-04-01"),
        (1513, "đảng viên", "2023-01-01"),
        (74127, "đảng viên", "2023-01-01"),
    ]


def test_001_has_its_thirty_two_figures() -> None:
    """Counts and their shares are two statistics each; a ratio is one."""
    found = rows(article_named("001"))
    assert [value for value, _, _ in found] == [
        2, 151, 104, 101, 3328, 4.39, 27, 171, 89, 2816, 26, 96.29, 5, 19.23, 1, 3.71, 147, 85.97, 24, 16.33,
        14, 15.73, 73, 82, 2, 2.47, 2682, 95.24, 392, 14.62, 105, 3.73,
    ]  # fmt: skip
    units = {value: unit for value, unit, _ in found}
    assert units[104] == units[3328] == units[392] == "đảng viên"
    assert units[14] == units[73] == "tập thể"
    assert units[26] == "tổ chức đảng"
    assert {period for _, _, period in found[:6]} == {"2022-01-01"}


def test_002_has_none() -> None:
    """Resolutions, stages and terms are no statistics."""
    assert rows(article_named("002")) == []


def test_003_keeps_the_two_actors_apart() -> None:
    """164 supervised members are the inspection committees', 170 the party committees'."""
    article = read(article_named("003"))
    mentions = find_mentions(article)
    drafts = draft_statistics(article, mentions)
    assert [mentions.by_id[draft.value].text for draft in drafts] == [
        "57", "4.046", "19", "18", "118", "6", "170", "164", "32",
    ]  # fmt: skip
    subjects = {mentions.by_id[draft.value].text: draft.subject for draft in drafts}
    assert subjects["6"] == subjects["170"] == "Cấp ủy các cấp"
    assert subjects["164"] == subjects["32"] == "Ủy ban kiểm tra các cấp"


def test_004_leaves_the_visit_counters() -> None:
    """Page furniture yields nothing."""
    assert rows(article_named("004")) == [(295, "đảng bộ cơ sở", "2020-01-01")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Năm 2021, huyện Sông Trà kết nạp 120 đảng viên mới, đạt 96% chỉ tiêu.",
            [(120, "đảng viên"), (96, "%")],
        ),
        ("Trong quý, đã khai trừ 02 đồng chí, xóa tên 5 đảng viên.", [(2, "đảng viên"), (5, "đảng viên")]),
        ("Đại hội có 185 đồng chí tham dự.", [(185, "đồng chí")]),
        ("Kỷ luật 7 tổ chức (khiển trách 6, cảnh cáo 1).", [(7, "tổ chức"), (6, "tổ chức"), (1, "tổ chức")]),
        ("Thu ngân sách đạt 1.250/1.000 tỷ đồng.", [(1250, "tỷ đồng")]),
        ("Có hơn 2 nghìn lượt người tham gia.", [(2, "nghìn lượt người")]),
        ("Mỗi năm kết nạp từ 100 đến 120 đảng viên.", [(100, "đảng viên"), (120, "đảng viên")]),
        ("Toàn xã đã mở hai lớp bồi dưỡng.", [(2, "lớp")]),
        ("Đồng chí đề nghị mỗi chi bộ phải kết nạp ít nhất 2 đảng viên.", []),
        ("Đảng ủy yêu cầu 100% chi bộ sinh hoạt đúng định kỳ.", []),
        ("Đó là một trong ba nhóm nhiệm vụ của Đảng bộ.", []),
        ("Hội nghị lần thứ 15 khóa XII diễn ra lúc 8 giờ 30.", []),
        ("Thực hiện Quy định 37 về 19 điều đảng viên không được làm.", []),
        ("Trao Huy hiệu 50 năm tuổi Đảng cho 12 đảng viên.", [(12, "đảng viên")]),
        ("Đã mở hai lớp cho quần chúng và ba lớp đảng viên mới.", [(2, "lớp"), (3, "lớp")]),
        ("Chi bộ họp vào ngày mùng 3 hằng tháng.", []),
        ("Gia đình ông hiến 460m2 đất.", [(460, "m2")]),
        (
            "Kiểm tra 11 đảng viên, phải thi hành kỷ luật 5 đảng viên.",
            [(11, "đảng viên"), (5, "đảng viên")],
        ),
        (
            "Các cấp ủy thi hành kỷ luật 12 đảng viên, gồm: khiển trách 8, cảnh cáo 3, khai trừ 1.",
            [(12, "đảng viên"), (8, "đảng viên"), (3, "đảng viên"), (1, "đảng viên")],
        ),
        ("Kỷ niệm Ngày sinh Bác (19/5/1890 - 19/5/2022).", []),
        ("Thực hiện chi bộ 4 tốt, dân vận khéo “3 bám, 4 cùng”.", []),
    ],
)
def test_what_counts(text: str, expected: list[tuple[float, str]]) -> None:
    """The codebook's rules on sentences of the genre."""
    assert [(value, unit) for value, unit, _ in rows(text)] == expected


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Phấn đấu năm 2024 kết nạp 150 đảng viên.", [True]),
        ("Nghị quyết đặt ra chỉ tiêu đến năm 2025 có 90% chi bộ đạt chuẩn.", [True]),
        ("Huyện kết nạp 150 đảng viên, vượt mục tiêu 5%.", [False, False]),
        ("Năm 2023 đã kết nạp 150 đảng viên.", [False]),
    ],
)
def test_targets(text: str, targets: list[bool]) -> None:
    """A planned figure is marked; one that was reached is not."""
    article = read(text)
    assert [draft.target for draft in draft_statistics(article, find_mentions(article))] == targets


def test_a_figure_repeated_in_the_headline_is_one_record() -> None:
    """The headline's figure is further evidence of the body's."""
    text = "Toàn tỉnh kết nạp 2.291 đảng viên mới\n\nTừ đầu năm đến nay, toàn tỉnh đã kết nạp được 2.291 quần chúng ưu tú vào Đảng, tăng so với năm trước.\n"
    article = read(text)
    drafts = draft_statistics(article, find_mentions(article))
    values = [draft.value for draft in drafts]
    assert len(values) == len(set(values))
    assert len(drafts) <= 2


def test_the_items_of_a_list_of_targets_are_targets() -> None:
    """The line that opens the list says what its items are."""
    text = "Đề án đề ra các chỉ tiêu đến năm 2030:\n- Kết nạp 6.000 đảng viên.\n- 100% thôn có chi bộ.\n"
    article = read("Đề án mới\n\n" + text)
    assert [draft.target for draft in draft_statistics(article, find_mentions(article))] == [True, True]


def test_a_place_with_its_figure_in_brackets_is_its_subject() -> None:
    """The figure in brackets measures what the one before measured."""
    text = "Toàn tỉnh kết nạp 8.793 đảng viên; dẫn đầu là huyện Khê Sơn (1.122), thành phố Vĩnh Châu (1.560)."
    article = read(text)
    found = draft_statistics(article, find_mentions(article))
    assert [draft.subject for draft in found[1:]] == ["huyện Khê Sơn", "thành phố Vĩnh Châu"]
    assert [draft.unit for draft in found[1:]] == ["đảng viên", "đảng viên"]


def test_a_day_does_not_frame_the_sentences_after_it() -> None:
    """The day of the meeting is not the period of what the meeting was told."""
    text = "Chiều 9-3, Ban Dân vận tổ chức hội nghị. Một năm qua, hai ngành đã xây dựng 118 mô hình."
    article = read(text)
    assert [draft.period for draft in draft_statistics(article, find_mentions(article))] == [None]


def test_a_figure_inside_an_instruction_is_demanded() -> None:
    """What a leader asks for in a list is no statistic, however far the speech verb is."""
    text = (
        "Bí thư Tỉnh ủy Lê Văn Hòa yêu cầu: Một là, nâng cao chất lượng sinh hoạt chi bộ. "
        "Hai là, sinh hoạt chuyên đề ít nhất 4 kỳ mỗi năm. Ba là, giải quyết dứt điểm 100% đơn thư.\n"
    )
    article = read("Hội nghị\n\n" + text)
    mentions = find_mentions(article)
    assert RulesEngine().fill(article, mentions).statistics == ()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Các cấp ủy đảng đã kết nạp 47 đảng viên.", "kết nạp đảng viên"),
        ("Tỷ lệ chi bộ đã tổ chức đại hội đạt 95%.", "Tỷ lệ chi bộ đã tổ chức đại hội"),
        ("Số vụ án đã khởi tố tăng 12%.", "Số vụ án đã khởi tố tăng"),
        ("Đảng viên đã nghỉ hưu chiếm 35%.", "Đảng viên đã nghỉ hưu"),
    ],
)
def test_labels_name_what_was_done_and_not_who_did_it(text: str, label: str) -> None:
    """What stands before "đã" is the subject's affair, unless it is what is measured."""
    assert labels(text) == [label]


def test_a_year_without_its_word_counts_nothing() -> None:
    """Counts of a thousand and more are printed with a point, or have a noun behind them."""
    assert labels("Cơ quan Đảng tổng kết công tác xây dựng Đảng 2019") == []
    assert len(labels("Toàn huyện có 2019 đảng viên, 2.019 đoàn viên.")) == 2


def test_a_share_behind_an_equals_sign_is_the_share_of_its_count() -> None:
    """As one behind "chiếm" is."""
    count, share = labels("Toàn tỉnh có 159 tổ chức cơ sở đảng đại hội xong (= 11%).")
    assert share == f"tỷ lệ {count}"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        (
            "Huyện ủy khai trừ 3 đảng viên; 92% chi bộ hoàn thành tốt nhiệm vụ.",
            "chi bộ hoàn thành tốt nhiệm vụ",
        ),
        ("Đảng bộ xóa tên 7 đảng viên. 100% chi bộ tổ chức đại hội.", "chi bộ tổ chức đại hội"),
        ("Toàn tỉnh kết nạp 5 đảng viên, 80% xã có nhà văn hóa.", "xã có nhà văn hóa"),
        ("Toàn tỉnh kết nạp 104 đảng viên (101%).", "tỷ lệ kết nạp đảng viên"),
        ("Toàn tỉnh kết nạp 104 đảng viên, đạt 101%.", "tỷ lệ kết nạp đảng viên"),
    ],
)
def test_a_share_leans_back_only_where_its_words_do(text: str, share: str) -> None:
    """In brackets or behind "đạt" it is of the figure before it, else of its own clause's noun."""
    assert labels(text)[-1] == share


def labels(text: str) -> list[str]:
    """The indicator of each statistic."""
    article = read(text, Settings())
    return [one.indicator for one in draft_statistics(article, find_mentions(article))]


@pytest.mark.parametrize(
    ("first", "subject"),
    [
        ("Đảng bộ huyện Suối Bạc mở 12 lớp.", "Đảng bộ huyện Suối Bạc"),
        ("Tại Đảng bộ huyện Suối Bạc, đã mở 12 lớp.", "Đảng bộ huyện Suối Bạc"),
        ("Nhân kỷ niệm ngày thành lập Đảng Cộng sản Việt Nam, đã mở 12 lớp.", None),
        ("Thực hiện Chỉ thị số 35-CT/TW của Bộ Chính trị, đã mở 12 lớp.", None),
    ],
)
def test_only_who_acts_is_carried_on_to_later_paragraphs(first: str, subject: str | None) -> None:
    """A body that is founded or has issued something is nobody whose figures follow."""
    article = read(f"Công tác xây dựng Đảng\n\n{first}\n\nĐã kết nạp 47 đảng viên.\n", Settings())
    assert draft_statistics(article, find_mentions(article))[-1].subject == subject
