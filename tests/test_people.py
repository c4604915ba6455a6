"""Named people beside the cases of ``cases/vi/people.toml``: where none are looked for, and any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import article_of

from partyx.article import Role
from partyx.mention import PersonReading
from partyx.mentions.people import find_people

ARTICLES = Path(__file__).parents[1] / "evals" / "articles"


@pytest.mark.parametrize("role", [Role.BYLINE, Role.FURNITURE, Role.DATELINE])
def test_bylines_and_furniture_name_nobody(role: Role) -> None:
    assert find_people(article_of("Đồng chí Nguyễn Văn An, Bí thư Huyện ủy", role)) == []


def test_a_bare_short_name_counts_once_the_article_has_named_it() -> None:
    text = "Đồng chí Lê Diễn, Bí thư Tỉnh ủy dự. Tiếp đó Lê Diễn trao quà."
    assert [one.start for one in find_people(article_of(text))] == [9, text.rindex("Lê Diễn")]


def names_in(text: str) -> list[str]:
    readings = [one.readings[0] for one in find_people(article_of(text))]
    return [reading.name for reading in readings if isinstance(reading, PersonReading)]


@pytest.mark.parametrize(
    ("article", "names"),
    [
        ("000", ["Nguyễn Minh Tiến"] * 3 + ["Nguyễn Văn Tuệ", "Nguyễn Minh Tiến"]),
        ("001", ["Phan Văn Thắng", "Nguyễn Minh Ngọc"]),
        ("002", []),
        ("003", ["Lê Duy Thành", "Nguyễn Trường Giang", "Lê Duy Thành"]),
        ("004", ["Phạm Minh Chính", "Nguyễn Văn Dũng", "Nguyễn Văn Dũng", "Phạm Minh Chính"]),
    ],
)
def test_the_people_of_the_sample_articles(article: str, names: list[str]) -> None:
    (path,) = ARTICLES.glob(f"{article}_*.txt")
    assert names_in(path.read_text(encoding="utf-8")) == names


@given(st.one_of(st.text(), st.text(alphabet="Nguyễn Văn, Bí thư-Đ/cÔngủy.:;()\n’'ẤĐ1 ")))
def test_any_text_gives_ranges_in_order(text: str) -> None:
    found = find_people(article_of(text))
    ends = [0, *(one.end for one in found)]
    for end, one in zip(ends, found, strict=False):
        assert end <= one.start < one.end <= len(text)
        assert isinstance(one.readings[0], PersonReading)
        assert " ".join(text[one.start : one.end].split()) == one.readings[0].name
