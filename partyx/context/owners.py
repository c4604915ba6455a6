"""Whose work a passage reports on, where a figure's own subject is general: "toàn tỉnh", "cấp ủy các cấp"."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from partyx.article import Role
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import pattern
from partyx.mention import Kind

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions
    from partyx.records import Meeting, Statistic

_OFFICIAL = pattern("<bodies.names|places.nouns|bodies.all_levels|bodies.central|bodies.blocs|bodies.bloc>")
_CAPITAL_INSIDE = re.compile(r"(?<=\s)[^\W\d_a-z]")


class Owners:
    """The bodies of one article that figures may belong to."""

    def __init__(self, article: Article, mentions: Mentions, meetings: tuple[Meeting, ...]) -> None:
        """Keep the bodies with a name of their own, those in citations left out."""
        self._article = article
        self._meetings = meetings
        cited = [document.whole for document in mentions.of_kind(Kind.DOCUMENT)]
        self._bodies = [
            body
            for body in mentions.of_kind(Kind.ORGANISATION)
            if is_particular(body.text)
            and not any(start <= body.start < end for start, end in cited)
            and article.role_at(body.start).is_content
        ]

    def of(self, statistic: Statistic) -> dict[str, Any]:
        """``within`` and ``within_from`` of a statistic: both None where its subject is a particular body."""
        if statistic.subject is not None and is_particular(statistic.subject):
            return {"within": None, "within_from": None}
        start, _ = self._article.view_range(statistic.value_span)
        for source, body in (
            ("sentence", self._in_sentence(start)),
            ("paragraph", self._in_paragraph(start)),
            ("article", self._of_article),
        ):
            if body is not None:
                return {"within": body, "within_from": source}
        return {"within": None, "within_from": None}

    def _in_sentence(self, position: int) -> str | None:
        index = self._article.sentence_at(position)
        return None if index is None else self._last(self._article.sentences[index].start, position)

    def _in_paragraph(self, position: int) -> str | None:
        index = self._article.block_at(position)
        return None if index is None else self._last(self._article.blocks[index].start, position)

    def _last(self, low: int, high: int) -> str | None:
        found = [body for body in self._bodies if low <= body.start < high]
        return found[-1].text if found else None

    @cached_property
    def _of_article(self) -> str | None:
        """Who held the article's meeting, else the first body of the headline, else of the text."""
        for meeting in self._meetings:
            if meeting.organizer is not None and is_particular(meeting.organizer):
                return meeting.organizer
        titled = [body for body in self._bodies if self._article.role_at(body.start) is Role.HEADLINE]
        first: list[Mention] = titled or self._bodies
        return first[0].text if first else None


def is_particular(name: str) -> bool:
    """Whether a body has a name of its own: "Huyện ủy Tân Hồng", not "Ban Tổ chức Tỉnh ủy"."""
    rest = list(name)
    for match in _OFFICIAL.finditer(fold_in_place(name)):
        rest[match.start() : match.end()] = " " * (match.end() - match.start())
    left = "".join(rest)
    return any(word[0].isupper() for word in left.split()) and fold(left).strip() != ""
