"""Who says that something is to be done: the subject in front of a verb like "đề nghị"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from partyx.holders import Holders
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import values
from partyx.language.organisation import Organisations
from partyx.mention import Kind, PersonReading

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from partyx.article import Article
    from partyx.mention import Mention, Mentions

_ADVERBS = r"(?:[ ,]{1,2}<instructions.adverbs>){0,3}[ ,:]*"
_PRONOUN = pattern(
    rf"<people.address>(?: (?P<name>[^\W\d_]{{1,7}})(?=[ ,:]))?(?: <instructions.this_one>)?{_ADVERBS}$"
)
_LEADER = pattern(r"(?:<people.address> )?<instructions.leaders>(?= )")
_KIND = pattern(r"<documents.kinds>")
_GATHERING = pattern(r"<instructions.gatherings>(?=[ ,])")
_REST = pattern(_ADVERBS)
_TITLE_GOES_ON = pattern(r"<instructions.title_goes_on> $")
_OPENS_CLAUSE = pattern(r"(?:^|[,;:.]) ?$")
_REACH = 160
_LONGEST_BEFORE = 24
_LONGEST_SUBJECT = 1_000
_LONGEST_ARTICLE = 20_000
"""How far back a document of a kind is looked for; an article of the genre has 3,000 characters."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who directs.

    Attributes:
        issuer: The id of a person's or a document's mention, or a phrase of the article.
        key: The same for every mention of one speaker.
        is_document: Whether it is a document that asks.
    """

    issuer: str
    key: str
    is_document: bool = False


class Speakers:
    """Finds who directs in the sentences of one article."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Keep the article and its mentions."""
        self._article = article
        self._mentions = mentions
        self._holders = Holders(article, mentions)

    def speaker_of(self, start: int, verb: int) -> Speaker | None:
        """The subject of the verb at ``verb`` in the sentence that begins at ``start``, or None.

        A body or a leader's office right before the verb wins over a person named further left, unless it
        is part of that person's titles ("đồng chí X, Phó Bí thư Tỉnh ủy, đề nghị").
        """
        view = self._article.view
        if document := self._document_before(max(start, verb - _REACH), verb):
            return document
        people = self._mentions.within(max(start, verb - _LONGEST_SUBJECT), verb, Kind.PERSON)
        person = people[-1] if people else None
        office = self._office_before(max(start, verb - _REACH), verb, opens=person is None)
        if office and (
            person is None or (office[0] >= person.end and not _is_title_of(view[slice(*office)], person))
        ):
            phrase = " ".join(view[slice(*office)].split())
            holder = self._holders.of(phrase, verb) if _LEADER.match(fold(phrase)) else None
            return _person(holder) if holder else Speaker(phrase, fold(phrase))
        return _person(person) if person else None

    def stands_for(self, start: int, verb: int, speaker: Speaker) -> bool:
        """Whether "đồng chí", "ông" or "ông Tám" is the subject and means the sentence before's speaker."""
        if speaker.is_document:
            return False
        match = _PRONOUN.search(self._article.folded, max(start, verb - _REACH), verb)
        if match is None or match["name"] is None:
            return match is not None
        is_name = self._article.view[match.start("name")].isupper()
        return is_name and speaker.key.endswith(match["name"])

    def last_person(self, low: int, high: int) -> Speaker | None:
        """The last person named in a range."""
        people = self._mentions.within(low, high, Kind.PERSON)
        return _person(people[-1]) if people else None

    def _document_before(self, low: int, verb: int) -> Speaker | None:
        """The document whose citation, or the word for its kind, reaches up to the verb."""
        folded = self._article.folded
        for cited in self._mentions.within(low, verb, Kind.DOCUMENT):
            if any(_REST.fullmatch(folded, end, verb) for end in (cited.end, cited.whole[1]) if end <= verb):
                return _document(cited)
        for kind in _KIND.finditer(folded, low, verb):
            if _REST.fullmatch(folded, kind.end(), verb) and _OPENS_CLAUSE.search(folded[low : kind.start()]):
                return self._cited_before(str(values("documents.kinds")[kind[0]]), verb)
        return None

    def _cited_before(self, kind: str, verb: int) -> Speaker | None:
        """The last document of a kind that was cited before."""
        cited = self._mentions.within(max(0, verb - _LONGEST_ARTICLE), verb, Kind.DOCUMENT)
        same = (one for one in reversed(cited) if getattr(one.reading, "kind", None) == kind)
        return next(map(_document, same), None)

    def _office_before(self, low: int, verb: int, *, opens: bool) -> tuple[int, int] | None:
        """The office, body or gathering whose name, with adverbs, reaches up to the verb."""
        folded = self._article.folded
        for start, end in self._offices(low, verb):
            if end > verb or not _REST.fullmatch(folded, end, verb):
                continue
            before = max(low, start - _LONGEST_BEFORE)
            if _TITLE_GOES_ON.search(folded, before, start):
                continue
            if opens or _OPENS_CLAUSE.search(folded[before:start]):
                return start, end
        return None

    def _offices(self, low: int, verb: int) -> Iterator[tuple[int, int]]:
        """What may be the name of who directs, in ``view[low:verb]``."""
        folded = self._article.folded
        for leader in _LEADER.finditer(folded, low, verb):
            yield leader.start(), self._body_end(leader.end() + 1, verb) or leader.end()
        for start in self._starts[bisect_left(self._starts, low) : bisect_left(self._starts, verb)]:
            if end := self._body_end(start, verb):
                yield start, end
        for gathering in _GATHERING.finditer(folded, low, verb):
            yield gathering.span()

    @cached_property
    def _names(self) -> Organisations:
        return Organisations(self._article.view, self._article.folded)

    @cached_property
    def _bodies(self) -> dict[int, re.Match[str]]:
        """The first words of each body's name, by where they start."""
        return {head.start(): head for head in self._names.heads()}

    @cached_property
    def _starts(self) -> list[int]:
        return sorted(self._bodies)

    def _body_end(self, start: int, limit: int) -> int | None:
        head = self._bodies.get(start)
        return self._names.end(head, limit) if head else None


def _document(mention: Mention) -> Speaker:
    first = getattr(mention.reading, "first", None) or mention.id
    return Speaker(first, first, is_document=True)


def _person(mention: Mention) -> Speaker:
    reading = mention.reading
    name = reading.name if isinstance(reading, PersonReading) else mention.text
    return Speaker(mention.id, fold(name))


def _is_title_of(phrase: str, person: Mention) -> bool:
    """Whether the phrase is one of the titles printed beside a person's name, or part of one."""
    reading = person.reading
    titles = reading.titles if isinstance(reading, PersonReading) else ()
    words = fold(phrase)
    return any(words in fold(title) or fold(title) in words for title in titles)
