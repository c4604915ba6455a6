"""How an answer refers to an article, and what is said about one that does so wrongly.

The words are Vietnamese, like the prompt: a model reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from partyx.language.lexicon import said, word
from partyx.mention import DateReading, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partyx.mention import Mention


def kind_name(kind: Kind) -> str:
    """What a kind of mention is called."""
    return word(f"complaints.{kind.value}")


def of_another_kind(place: str, mention: Mention, wanted: Iterable[Kind]) -> str:
    """That a mention is of none of the kinds wanted; they are named in the order of the enum."""
    either = f" {word('complaints.or')} ".join(kind_name(kind) for kind in Kind if kind in wanted)
    text = said(
        "complaints.other_kind",
        ref=mention.id,
        kind=kind_name(mention.kind),
        text=mention.text,
        wanted=either,
    )
    return f"{place}: {text}"


class Find(Protocol):
    """Finds the id behind a quote."""

    def __call__(self, quote: str, *kinds: Kind) -> str | None:
        """The id of a mention of some kinds that ends with these words, or None."""


class Lookup(Protocol):
    """One marked article: what its ids stand for, and where its words are."""

    def as_id(self, ref: str) -> str | None:
        """The id that ``ref`` is ("n7", "⟨n7⟩"), or None when it is a phrase."""

    def plain(self, quote: str) -> str:
        """A phrase copied from the shown text, as the article prints it."""

    def mention(self, ref: str) -> Mention | None:
        """The mention of an id, or None."""

    def clauses(self, ref: str) -> tuple[int, int] | None:
        """The range of ``view`` of "s16", "s14c" or "s14c-d", or None."""

    def phrase(self, quote: str) -> tuple[int, int] | None:
        """Where a copied phrase stands in ``view``, or None."""

    def occurs(self, quote: str) -> bool:
        """Whether the article says the phrase, or nearly."""

    def within(self, place: tuple[int, int], kinds: Iterable[Kind]) -> Mention | None:
        """The first shown mention of some kinds that touches a range of ``view``."""

    def text(self, place: tuple[int, int]) -> str:
        """A range of ``view`` on one line."""


def check_quote(place: str, quote: str, lookup: Lookup) -> Iterator[str]:
    """A phrase of the article."""
    if not lookup.occurs(quote):
        yield f"{place}: {said('complaints.no_words', quote=quote)}"


def check_reference(place: str, ref: str | None, kinds: frozenset[Kind], lookup: Lookup) -> Iterator[str]:
    """An id of one of ``kinds``, or a phrase of the article; nothing said is nothing wrong."""
    if ref is None:
        return
    name = lookup.as_id(ref)
    if name is None:
        yield from check_quote(place, ref, lookup)
        return
    mention = lookup.mention(ref)
    if mention is None:
        yield f"{place}: {said('complaints.no_id', ref=name)}"
    elif mention.kind not in kinds:
        yield of_another_kind(place, mention, kinds)


def check_date(place: str, ref: str | None, lookup: Lookup) -> Iterator[str]:
    """An id that can be read as a date, or a phrase of the article; nothing said is nothing wrong."""
    if ref is None:
        return
    name = lookup.as_id(ref)
    mention = lookup.mention(ref)
    if name is None and not _part_of_a_date(ref, lookup):
        yield from check_quote(place, ref, lookup)
    elif mention is None:
        yield f"{place}: {said('complaints.no_date_id', ref=ref)}"
    elif not any(isinstance(reading, DateReading) for reading in mention.readings):
        yield of_another_kind(place, mention, {Kind.DATE})


def _part_of_a_date(quote: str, lookup: Lookup) -> bool:
    """Whether a phrase is less than a date that has an id: "2024" of "ngày 15/10/2024"."""
    place = lookup.phrase(quote)
    mention = lookup.within(place, {Kind.DATE}) if place else None
    if place is None or mention is None:
        return False
    return mention.start <= place[0] and place[1] <= mention.end and place != mention.at
