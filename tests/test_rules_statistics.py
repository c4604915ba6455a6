"""Statistics by rule: what is a figure of the article, what it counts, whose it is."""

from pathlib import Path

from partyx.mention import NumberReading
from partyx.mentions import find_mentions
from partyx.reading import read
from partyx.rules.statistics import draft_statistics
from partyx.settings import Settings

ARTICLES = Path(__file__).parent.parent / "evals" / "articles"


def rows(source: str | Path) -> list[tuple[float, str | None]]:
    """Value and unit of each statistic."""
    article = read(source, Settings())
    mentions = find_mentions(article)
    found = []
    for draft in draft_statistics(article, mentions):
        reading = mentions.by_id[draft.value].reading
        assert isinstance(reading, NumberReading)
        value = reading.upper if draft.reading == "upper" else reading.value
        assert value is not None
        found.append((value, draft.unit))
    return found


def article_named(prefix: str) -> Path:
    """The sample article whose file name starts so."""
    return next(ARTICLES.glob(f"{prefix}_*.txt"))


def test_000_has_its_eight_figures() -> None:
    """Values and units as a reader finds them."""
    assert rows(article_named("000")) == [
        (817, "tổ chức cơ sở đảng"),
        (301, "đảng bộ cơ sở"),
        (516, "chi bộ cơ sở"),
        (80.8, "%"),
        (17.73, "%"),
        (1.4, "%"),
        (1513, "đảng viên"),
        (74127, "đảng viên"),
    ]


def test_001_has_its_thirty_two_figures() -> None:
    """Counts and their shares are two statistics each; a ratio is one."""
    found = rows(article_named("001"))
    assert [value for value, _ in found] == [
        2, 151, 104, 101, 3328, 4.39, 27, 171, 89, 2816, 26, 96.29, 5, 19.23, 1, 3.71, 147, 85.97, 24, 16.33,
        14, 15.73, 73, 82, 2, 2.47, 2682, 95.24, 392, 14.62, 105, 3.73,
    ]  # fmt: skip
    units = dict(found)
    assert units[104] == units[3328] == units[392] == "đảng viên"
    assert units[14] == units[73] == "tập thể"
    assert units[26] == "tổ chức đảng"


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
    assert rows(article_named("004")) == [(295, "đảng bộ cơ sở")]


def test_a_figure_repeated_in_the_headline_is_one_record() -> None:
    """The headline's figure is further evidence of the body's."""
    text = "Toàn tỉnh kết nạp 2.291 đảng viên mới\n\nTừ đầu năm đến nay, toàn tỉnh đã kết nạp được 2.291 quần chúng ưu tú vào Đảng, tăng so với năm trước.\n"
    article = read(text)
    drafts = draft_statistics(article, find_mentions(article))
    values = [draft.value for draft in drafts]
    assert len(values) == len(set(values))
    assert len(drafts) <= 2
