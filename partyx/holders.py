"""Offices told without a name, and who holds them: "Đồng chí Bí thư Huyện ủy chủ trì hội nghị"."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.mention import Kind, PersonReading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partyx.article import Article
    from partyx.mention import Mention, Mentions

_ADDRESS = pattern(r"<people.address> ")
_ACTS = pattern(
    r",? (?:<instructions.adverbs|speech.aspect|speech.directly> ){0,3}"
    r"(?:<speech.chairs|speech.speaks|speech.says>)"
)
_OF_ANOTHER = pattern(r"<speech.no_subject> (?:<people.address> )?$")
_BEFORE = 24


class Acting(NamedTuple):
    """Where somebody presides or speaks who is told by the office alone: ``view[start:end]``."""

    holder: Mention
    start: int
    end: int


class Holders:
    """Who holds the offices that one article tells."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Keep the article and its mentions."""
        self._article = article
        self._mentions = mentions

    def of(self, office: str, before: int) -> Mention | None:
        """Who holds "đồng chí Bí thư Tỉnh ủy": the last one named with it before, else the only one."""
        office = fold(office)
        address = _ADDRESS.match(office)
        named = self._named.get(office[address.end() :] if address else office, ())
        earlier = [mention for mention in named if mention.start < before]
        return earlier[-1] if earlier else _only(named)

    @cached_property
    def acting(self) -> tuple[Acting, ...]:
        """Every such place, in sentences of the content that name nobody."""
        article = self._article
        found: list[Acting] = []
        for start, end in article.titles.heads if self._alone else ():
            index = article.sentence_at(start)
            if index is None or not article.role_at(start).is_content:
                continue
            sentence = article.sentences[index]
            if self._mentions.within(sentence.start, sentence.end, Kind.PERSON):
                continue
            acts = self._acts(sentence.start, start, end)
            found += [acts] if acts else []
        return tuple(found)

    def _acts(self, low: int, start: int, head: int) -> Acting | None:
        """The office that begins with a head, when a verb stands right behind it."""
        folded = self._article.folded
        for end in (start + length for length in self._lengths):
            holder = self._alone.get(folded[start:end]) if end >= head else None
            if holder is None or not _ACTS.match(folded, end):
                continue
            if not _OF_ANOTHER.search(folded, max(low, start - _BEFORE), start):
                return Acting(holder, start, end)
        return None

    @cached_property
    def _lengths(self) -> list[int]:
        """How long such offices are: there may be thousands, of a few lengths."""
        return sorted({len(office) for office in self._alone}, reverse=True)

    @cached_property
    def _alone(self) -> Mapping[str, Mention]:
        """Each office that one person alone is named with, and the person."""
        only = ((office, _only(named)) for office, named in self._named.items())
        return {office: mention for office, mention in only if mention}

    @cached_property
    def _named(self) -> Mapping[str, list[Mention]]:
        """Each office, and whom the article names with it, in reading order."""
        named: dict[str, list[Mention]] = {}
        for mention in self._mentions.of_kind(Kind.PERSON):
            if isinstance(reading := mention.reading, PersonReading):
                for title in reading.titles:
                    named.setdefault(fold(title), []).append(mention)
        return named


def _only(named: Sequence[Mention]) -> Mention | None:
    names = {fold(mention.reading.name) for mention in named if isinstance(mention.reading, PersonReading)}
    return named[0] if len(names) == 1 else None
