"""Whose work a passage reports on, where a figure's own subject is general: "toàn tỉnh", "cấp ủy các cấp"."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Any

from partyx.article import Role
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import pattern
from partyx.language.organisation import is_press
from partyx.mention import Kind

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.mention import Mention, Mentions

_OFFICIAL = pattern("<bodies.names|places.nouns|bodies.all_levels|bodies.central|bodies.blocs|bodies.bloc>")
_LEVELS = (
    ("commune", pattern("<bodies.of_a_commune>")),
    ("district", pattern("<bodies.of_a_district>")),
    ("province", pattern("<bodies.of_a_province>")),
)
_MOST = 8
"""Bodies looked at in one place."""


class Owners:
    """The bodies of one article that figures may belong to."""

    def __init__(self, article: Article, mentions: Mentions, meetings: tuple[Meeting, ...]) -> None:
        """Keep the bodies with a name of their own, those in citations left out."""
        self._article = article
        self._meetings = meetings
        self._bodies: list[Mention] = [
            body
            for body in mentions.of_kind(Kind.ORGANISATION)
            if is_particular(body.text)
            and not is_press(body.text)
            and not mentions.cited.covers(body.start)
            and article.role_at(body.start).is_content
        ]
        self._starts = [body.start for body in self._bodies]

    def of(self, statistic: Statistic) -> dict[str, Any]:
        """``within`` and ``within_from`` of a statistic: both None where its subject is a particular body."""
        if statistic.subject is not None and is_particular(statistic.subject):
            return {"within": None, "within_from": None}
        start, _ = self._article.view_range(statistic.value_span)
        level = level_of(statistic.subject or "")
        for source, bodies in (
            ("sentence", self._in_sentence(start)),
            ("paragraph", self._in_paragraph(start)),
            ("article", self._of_article),
        ):
            for body in bodies:
                if level is None or level_of(body) in {level, None}:
                    return {"within": body, "within_from": source}
        return {"within": None, "within_from": None}

    def _in_sentence(self, position: int) -> list[str]:
        index = self._article.sentence_at(position)
        return [] if index is None else self._before(self._article.sentences[index].start, position)

    def _in_paragraph(self, position: int) -> list[str]:
        index = self._article.block_at(position)
        return [] if index is None else self._before(self._article.blocks[index].start, position)

    def _before(self, low: int, high: int) -> list[str]:
        """The bodies named in a range, the last one first."""
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        return [body.text for body in reversed(self._bodies[max(first, last - _MOST) : last])]

    @cached_property
    def _of_article(self) -> list[str]:
        """Who held the article's meetings, then the bodies of the headline, then those of the text."""
        held = [meeting.organizer for meeting in self._meetings]
        titled = [body for body in self._bodies if self._article.role_at(body.start) is Role.HEADLINE]
        return [
            *(body for body in held if body is not None and is_particular(body)),
            *(body.text for body in (*titled, *self._bodies)[:_MOST]),
        ]


def level_of(name: str) -> str | None:
    """The level that a name tells: "province", "district" or "commune"; None when it tells none."""
    folded = fold(name)
    return next((level for level, words in _LEVELS if words.search(folded)), None)


def is_particular(name: str) -> bool:
    """Whether a body has a name of its own: "Huyện ủy Tân Hồng", not "Ban Tổ chức Tỉnh ủy"."""
    rest = list(name)
    for match in _OFFICIAL.finditer(fold_in_place(name)):
        rest[match.start() : match.end()] = " " * (match.end() - match.start())
    left = "".join(rest)
    return any(word[0].isupper() for word in left.split()) and fold(left).strip() != ""
