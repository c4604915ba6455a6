"""Any text in, any draft in: every span that comes out is a slice of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from partyx.checks import check
from partyx.draft import Draft, DraftDirective, DraftMeeting, DraftStatistic, DraftTask
from partyx.errors import InputError
from partyx.grounding import ground
from partyx.mentions import find_mentions
from partyx.reading import read
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

SETTINGS = Settings()
PIECES = (
    "Sáng 5/7/2024, Huyện uỷ Sông Mây tổ chức hội nghị sơ kết 6 tháng đầu năm. ",
    "Đồng chí Lê Thị Hoa, Bí thư Huyện ủy đề nghị các chi bộ thực hiện Chỉ thị số 12-CT/TU ngày 3/3/2024. ",
    "Kết nạp 1.513 đảng viên, đạt 57,5% kế hoạch; 26/27 (chiếm 96,29%) chi bộ hoàn thành tốt nhiệm vụ. ",
    "Toàn huyện có 27 chi bộ, gồm 20 chi bộ xã, 9 chi bộ cơ quan",
    "1.\u200b513\u00a0ĐV",
    "Lượt xem: 26\n",
    "\n",
    "…",
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=15), min_size=1, max_size=8).map("".join)


def spans(value: object) -> Iterator[tuple[int, int, str]]:
    """All spans in a record's JSON form."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            yield value["start"], value["end"], value["text"]
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from spans(item)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_every_span_is_verbatim(text: str, data: st.DataObject) -> None:
    try:
        article = read(text, SETTINGS)
    except InputError:
        return
    found = find_mentions(article)
    size = len(article.view)
    ids = st.sampled_from([mention.id for mention in found] or ["n1"])
    places = st.tuples(st.integers(0, size), st.integers(0, size))
    quotes = places.map(lambda cut: article.view[cut[0] : cut[1]]) | st.text(max_size=10)
    words = quotes | ids
    evidence = st.lists(places | quotes, max_size=3).map(tuple)
    people = st.lists(words, max_size=2).map(tuple)
    figures = st.builds(
        DraftStatistic,
        value=words,
        indicator=quotes,
        evidence=evidence,
        unit=quotes,
        subject=quotes,
        period=ids,
    )
    meetings = st.builds(
        DraftMeeting, name=quotes, evidence=evidence, date=ids, organizer=quotes, chairs=people
    )
    directives = st.builds(
        DraftDirective,
        source=st.sampled_from(["document", "speech"]),
        evidence=evidence,
        document=words,
        issuer=words,
        tasks=st.lists(st.builds(DraftTask, quotes, evidence), max_size=2).map(tuple),
    )
    draft = Draft(
        statistics=tuple(data.draw(st.lists(figures, max_size=3))),
        meetings=tuple(data.draw(st.lists(meetings, max_size=2))),
        directives=tuple(data.draw(st.lists(directives, max_size=2))),
    )
    grounded = ground(article, found, draft)
    records = (grounded.meetings, grounded.statistics, grounded.directives)
    findings, coverage = check(article, found, *records)
    everything: list[BaseModel] = [*records[0], *records[1], *records[2], *findings, coverage]
    for record in everything:
        for start, end, words_there in spans(record.model_dump()):
            assert article.text[start:end] == words_there
            assert start < end
