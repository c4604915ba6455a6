"""One directive for every document that the article cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.draft import DraftDirective
from partyx.mention import DateReading, DocumentReading, Kind

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions

NOT_DIRECTING = frozenset({"báo cáo", "tờ trình"})
"""They report or ask; they direct no work."""


def draft_cited_documents(article: Article, mentions: Mentions) -> list[DraftDirective]:
    """One directive a document, its evidence every citation in the article's content.

    Reports, petitions and collective mentions ("nghị quyết đại hội các cấp") are left out, and so is
    what only page furniture cites.
    """
    groups: dict[str, list[Mention]] = {}
    for mention in mentions.of_kind(Kind.DOCUMENT):
        reading = mention.reading
        if (
            isinstance(reading, DocumentReading)
            and _directs(reading)
            and article.role_at(mention.start).is_content
        ):
            groups.setdefault(reading.first or mention.id, []).append(mention)
    return [_directive(mentions, group) for group in groups.values()]


def _directs(reading: DocumentReading) -> bool:
    return not reading.collective and reading.kind not in NOT_DIRECTING


def _directive(mentions: Mentions, group: list[Mention]) -> DraftDirective:
    """The directive of one document: the first citation and the one that says most count whole."""
    first = group[0]
    reading = first.reading
    assert isinstance(reading, DocumentReading)  # noqa: S101 - only such mentions are grouped
    fullest = max(group, key=lambda mention: _end(mention) - mention.end)
    whole = {first.id, fullest.id}
    ranges = [(mention.start, _end(mention) if mention.id in whole else mention.end) for mention in group]
    return DraftDirective(
        source="document",
        evidence=tuple(ranges),
        kind=reading.kind,
        document=first.id,
        issuer=reading.issuer,
        date=_date(mentions, group, reading),
        subject=reading.title,
    )


def _end(mention: Mention) -> int:
    reading = mention.reading
    return (reading.end if isinstance(reading, DocumentReading) else None) or mention.end


def _date(mentions: Mentions, group: list[Mention], reading: DocumentReading) -> str | None:
    """The id of the date mention that is the document's date of issue."""
    if reading.issued is None:
        return None
    for mention in group:
        for date in mentions.within(mention.end, _end(mention), Kind.DATE):
            said = date.reading
            if isinstance(said, DateReading) and said.period and said.period.start == reading.issued.start:
                return date.id
    return None
