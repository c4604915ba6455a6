"""Cited documents: what holds for any text, and the documents of the sample articles.

What a citation is and says is tabled in ``cases/vi``: documents, citations, same_documents.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import article_of

from partyx.mention import DocumentReading, Kind
from partyx.mentions.documents import find_documents
from partyx.reading import read

if TYPE_CHECKING:
    from partyx.mentions.found import Found

ARTICLES = Path(__file__).parent.parent / "evals" / "articles"


def reading(found: Found) -> DocumentReading:
    assert isinstance(found.readings[0], DocumentReading)
    return found.readings[0]


def test_resolutions_of_all_levels_together_are_no_single_document():
    text = "nghị quyết đại hội đảng bộ các cấp, Nghị quyết Đại hội Đảng các cấp nhiệm kỳ 2020 - 2025"
    found = find_documents(article_of(text))
    assert [reading(one).collective for one in found] == [True, True]
    assert [one.same_as for one in found] == [None, None]


IN_THE_ARTICLES = {
    "000": {("nghị quyết", "29")},
    "001": {
        ("nghị quyết", "21"), ("chương trình hành động", "42"), ("quy định", "49-QĐ/TW"), ("hướng dẫn", "20"),
        ("hướng dẫn", "11"), ("kết luận", "205"), ("nghị quyết", "03"), ("kế hoạch", "54"), ("quy định", "213"),
        ("chỉ thị", "28"),
    },
    "002": {("nghị quyết", "17-NQ/TU"), ("nghị quyết", None)},
    "003": {("nghị quyết", "05")},
    "004": {("chỉ thị", "35-CT/TW")},
}  # fmt: skip


@pytest.mark.parametrize("article", sorted(IN_THE_ARTICLES))
def test_the_documents_of_the_sample_articles(article):
    read_article = read(next(ARTICLES.glob(f"{article}_*.txt")))
    single = [
        reading(found)
        for found in find_documents(read_article)
        if found.same_as is None and not reading(found).collective
    ]
    assert {(said.kind, said.number) for said in single} == IN_THE_ARTICLES[article]
    assert len(single) == len(IN_THE_ARTICLES[article])


PIECES = st.sampled_from(
    "Nghị quyết |Quy định |số |Chỉ thị |NQ|TW|Trung ương |Đại hội |khóa |XII|(|)|, |. |; |\n|5|05|49-QĐ/TW|ngày |/|-|2016|của "
    "|Tỉnh ủy |về |và |Đảng |%|đảng viên |“|”|hướng dẫn |lần thứ |\u00a0|\ud800|ban hành |Kế hoạch |hội nghị ".split(
        "|"
    )
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_gives_ordered_separate_mentions_inside_it(text):
    found = find_documents(article_of(text))
    position = 0
    for item in found:
        assert position <= item.start < item.end <= (reading(item).end or 0) <= len(text)
        assert item.kind is Kind.DOCUMENT
        assert item.same_as is None or item.same_as < item.start
        position = item.end


@given(
    st.sampled_from(["Chỉ thị", "Nghị quyết", "Quy định"]),
    st.integers(1, 400),
    st.text(alphabet="abđê ,.\n", max_size=30),
)
def test_a_planted_citation_is_found_where_it_stands(kind, number, before):
    code = f"{number}-{'CT' if kind == 'Chỉ thị' else 'NQ'}/TW"
    citation = f"{kind} số {code}"
    text = f"{before} {citation} của Bộ Chính trị."
    (found,) = find_documents(article_of(text))
    assert (text[found.start : found.end], reading(found).number, reading(found).issuer) == (
        citation,
        code,
        "Bộ Chính trị",
    )
