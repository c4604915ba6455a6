"""What a role may ask of the article when it grounds a claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, TypeVar

from partyx.language.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.mention import Kind, Mention, Mentions, Reading
    from partyx.records import Span

Evidence = Range | str
"""A range of ``view``, or a quote to be aligned."""

R = TypeVar("R", bound="Reading")

_ID = re.compile(r"[a-z]\d{1,6}")


class NotSaidError(Exception):
    """The article's content does not say this; the message is the reason, a predicate."""


def is_id(text: str) -> bool:
    """Whether a text has the form of a mention's id ("n12")."""
    return bool(_ID.fullmatch(text))


class Grounds(Protocol):
    """One article, and the place where one record says its facts stand."""

    @property
    def view(self) -> str:
        """The article's text as the stages read it; ranges count in it."""

    @property
    def mentions(self) -> Mentions:
        """The article's mentions."""

    def mention(self, name: str, *, dateline: bool = False) -> Mention:
        """The mention with this id.

        Raises:
            NotSaidError: There is none in the content.
        """

    def quoted(self, quote: str, near: Range | None = None) -> Range:
        """Where a quote stands, the nearest place to ``near``, by default to the record.

        Raises:
            NotSaidError: Nowhere in the content.
        """

    def sentence(self, position: int) -> Range:
        """The sentence that holds a position of ``view``."""

    def prints(self, words: str) -> bool:
        """Whether the content has each of the words, wherever."""

    def ranged(self, place: Range) -> Range:
        """A range, checked.

        Raises:
            NotSaidError: It is no range of the content.
        """

    def objection(self, label: str) -> str | None:
        """Why the article does not bear out a label in the model's own words, or None when it does."""

    def title_objection(self, title: Range, name: str) -> str | None:
        """Why a range is no title of the person who is named so, or None when it is one."""

    def denial_objection(self, place: Range) -> str | None:
        """Why a range turns round what it is quoted from: the word that denies it stands before it."""

    def span(self, place: Range) -> Span:
        """The public span of a range."""

    def inside(self, field: str) -> Grounds:
        """The same for what is inside a field: what is refused there is named after it as well."""

    def around(self, span: Span) -> Grounds:
        """The same, with quotes looked for near the sentence of a place."""

    def refuse(self, part: str, said: object, reason: str) -> None:
        """Put a part of the record aside, and keep the record."""

    def evidence(self, needed: Sequence[Span], every: Sequence[Span]) -> tuple[Span, ...]:
        """Where the article says so: the record's own sentence, and those of the values it must have.

        Args:
            needed: Where the values stand that the record must have.
            every: Where all of its values stand.
        """


def undenied(place: Range, grounds: Grounds) -> Range:
    """The same range.

    Raises:
        NotSaidError: A word that denies it stands right before it.
    """
    if why := grounds.denial_objection(place):
        raise NotSaidError(why)
    return place


def read_as(kind: type[R], said: str, grounds: Grounds, *, dateline: bool = False) -> tuple[R, Range]:
    """The reading of one kind that an id or a quote stands for, and its place.

    Raises:
        NotSaidError: The article has no such id or quote, or it is none of that kind.
    """
    if is_id(said):
        mentions: tuple[Mention, ...] = (grounds.mention(said, dateline=dateline),)
    else:
        start, end = grounds.quoted(said)
        mentions = grounds.mentions.within(start, end)
    for mention in mentions:
        for reading in mention.readings:
            if isinstance(reading, kind):
                return reading, mention.at
    printed = f"{said} ({mentions[0].text!r}) " if mentions and is_id(said) else ""
    raise NotSaidError(f"{printed}is no {_WORDS[kind.__name__]}")


def check_kind(place: Range, kind: Kind, others: Kind, mentions: Mentions) -> None:
    """Check that a quote is not the name of something else.

    Args:
        place: Where it stands.
        kind: What it is said to name.
        others: What it must not name.
        mentions: Those of the article.

    Raises:
        NotSaidError: It ends with a mention of ``others``, and none of ``kind`` is in it.
    """
    if mentions.within(*place, kind):
        return
    for mention in mentions.within(*place, others):
        if place[1] <= mention.end:
            raise NotSaidError(f"names another thing: {' '.join(mention.text.split())!r} is no {kind.value}")


_WORDS = {
    "DateReading": "date",
    "DocumentReading": "citation of a document",
    "NumberReading": "figure",
    "OrganisationReading": "organisation",
    "PersonReading": "person",
}
