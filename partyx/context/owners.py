"""Whose work a passage reports on, where a figure's own subject is general: "toàn tỉnh", "cấp ủy các cấp"."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Any

from partyx.article import Role
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import pattern
from partyx.language.name import SYLLABLE
from partyx.language.organisation import is_press
from partyx.mention import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.article import Article
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.mention import Mentions

_OFFICIAL = pattern(
    "<bodies.names|places.nouns|bodies.all_levels|bodies.central|bodies.blocs|bodies.bloc|bodies.forces>"
    r"|\A<bodies.several>"
)
_SEVERAL = pattern("<bodies.several>")
_PART_OF_IT = pattern("<bodies.bloc|bodies.forces>")
_LEVELS = ("cell", "commune", "district", "province")
"""The lowest first."""
_LEVEL = pattern(
    "(?P<cell><bodies.of_a_cell>)|(?P<commune><bodies.of_a_commune>)|(?P<district><bodies.of_a_district>)"
    "|(?P<province><bodies.of_a_province>)"
)
_WHERE = pattern(r"(?:\A|[\n.;]) ?<frames.where> (?P<place><places.nouns>) ")
_PLACE_NAME = re.compile(rf"{SYLLABLE}(?: {SYLLABLE})*")
_CITY = pattern("<bodies.of_a_city>")
_MOST = 8
"""Bodies looked at in one place."""


class Owners:
    """The bodies of one article that figures may belong to."""

    def __init__(self, article: Article, mentions: Mentions, meetings: tuple[Meeting, ...]) -> None:
        """Keep the bodies with a name of their own, those in citations left out."""
        self._article = article
        self._meetings = meetings
        named = [(body.start, body.text) for body in mentions.of_kind(Kind.ORGANISATION)]
        self._bodies = sorted(
            (start, name)
            for start, name in (*named, *_localities(article))
            if is_particular(name)
            and not is_press(name)
            and not mentions.cited.covers(start)
            and article.role_at(start).is_content
        )
        self._starts = [start for start, _ in self._bodies]

    def of(self, statistic: Statistic) -> dict[str, Any]:
        """``within`` and ``within_from`` of a statistic: both None where its subject is a particular body."""
        if statistic.subject is not None and is_particular(statistic.subject):
            return {"within": None, "within_from": None}
        start, _ = self._article.view_range(statistic.value_span)
        subject = statistic.subject or ""
        for source, bodies in (
            ("sentence", self._in_sentence(start)),
            ("paragraph", self._in_paragraph(start)),
            ("article", self._of_article),
        ):
            for body in bodies:
                if _may_own(body, subject):
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
        return [name for _, name in reversed(self._bodies[max(first, last - _MOST) : last])]

    @cached_property
    def _of_article(self) -> list[str]:
        """Who held the article's meetings, then the bodies of the headline, then those of the text."""
        held = [meeting.organizer for meeting in self._meetings]
        titled = [body for body in self._bodies if self._article.role_at(body[0]) is Role.HEADLINE]
        return [
            *(body for body in held if body is not None and is_particular(body)),
            *(name for _, name in (*titled, *self._bodies)[:_MOST]),
        ]


def _localities(article: Article) -> Iterator[tuple[int, str]]:
    """Places that open what is told of them ("Tại huyện Tân Hồng, ..."), by where their names begin."""
    for found in _WHERE.finditer(article.folded):
        name = _PLACE_NAME.match(article.view, found.end())
        if name is not None:
            yield found.start("place"), article.view[found.start("place") : name.end()]


def level_of(name: str) -> str | None:
    """The level that a name tells: "province", "district", "commune" or "cell"; None when it tells none."""
    found = _LEVEL.search(fold(name))
    return found.lastgroup if found else None


def _may_own(body: str, subject: str) -> bool:
    """Whether what a general subject did may be a body's: one of its level; one above several ("các chi bộ").

    A bloc or the armed forces of a province are not the province.
    """
    level, of_body = level_of(subject), level_of(body)
    if level is None or of_body is None:
        return level != "province" or _CITY.search(fold(body)) is None
    if _SEVERAL.match(fold(subject)):
        return _LEVELS.index(of_body) > _LEVELS.index(level)
    part = _PART_OF_IT.search(fold(body)) is not None and _PART_OF_IT.search(fold(subject)) is None
    return of_body == level and not part


def is_particular(name: str) -> bool:
    """Whether a body has a name of its own: "Huyện ủy Tân Hồng", not "Ban Tổ chức Tỉnh ủy"."""
    rest = list(name)
    for match in _OFFICIAL.finditer(fold_in_place(name)):
        rest[match.start() : match.end()] = " " * (match.end() - match.start())
    left = "".join(rest)
    return any(word[0].isupper() for word in left.split()) and fold(left).strip() != ""
