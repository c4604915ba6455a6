"""What a role is: everything there is to know about one kind of field, in one class."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

from partyx.kinds.asking import check_reference
from partyx.language.fold import fold

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from partyx.kinds.asking import Find, Lookup
    from partyx.kinds.grounds import Grounds
    from partyx.language.ranges import Range
    from partyx.mention import Kind
    from partyx.records import Span

TEXT, NUMBER, WHOLE, DAY, FLAG = str, float, int, dt.date, bool
"""The types of columns of tables."""

MAYBE = bool | None
"""Of a column of flags that may be missing."""

Columns: TypeAlias = "dict[str, Any]"
"""The columns of a table, in order, and their types."""


class Later:
    """Marks a field that no engine says: the library works it out from the text around."""


LATER = Later()


class Called(NamedTuple):
    """What people read in place of a field's name."""

    label: str


class Wired(NamedTuple):
    """What the wire calls a field, in place of its name."""

    name: str


class Role(ABC):
    """One kind of field, all the way from the question to the score.

    A field's value is asked for on the wire, said by a model, drafted (ids and places cleared of the
    model's notation), grounded into a value, and shown, counted and compared. ``said`` is what the model
    wrote; ``drafted`` an id, a phrase, a range of ``view``, or a JSON value made of these.

    Attributes:
        hint: How a model answers, in the prompt's language.
        cells: What is scored: the part of the value ("" for all of it) to the name of a comparator of
            :mod:`partyx.scoring.metric.comparators`.
        lists: The same of parts that are lists of texts.
        entry: What a person enters it into where gold is made: "text", "choice", "flag" ...
        few: Whether many records have the same value, so that it tells none from another.
    """

    hint: ClassVar[str] = ""
    lists: ClassVar[Mapping[str, str]] = {}
    cells: ClassVar[Mapping[str, str]] = {"": "text"}
    entry: ClassVar[str] = "text"
    few: ClassVar[bool] = False

    # -- asked and answered -------------------------------------------------------------------------

    def wire(self) -> Any:  # noqa: ANN401 - an annotation
        """The type of the answer, as pydantic reads it."""
        return str

    def asked(self) -> str:
        """How a model answers, in the prompt's language."""
        return self.hint

    @abstractmethod
    def complaints(self, place: str, said: Any, lookup: Lookup) -> Iterator[str]:  # noqa: ANN401 - JSON
        """What is wrong with an answer that fits the schema, each complaint beginning with ``place``."""

    def drafted(self, said: Any, lookup: Lookup) -> Any:  # noqa: ANN401
        """The answer without the model's notation; None for nothing said."""
        return lookup.as_id(said) or lookup.plain(said) or None

    def same(self, drafted: Any, lookup: Lookup) -> Hashable:  # noqa: ANN401
        """What two answers about the same thing have in common."""
        mention = lookup.mention(drafted)
        return fold(mention.text if mention else str(drafted)).strip()

    def differ(self, one: Any, other: Any, lookup: Lookup) -> bool:  # noqa: ANN401 - drafted
        """Whether two answers cannot be about one thing: neither says the other, or more of it."""
        said = [self.same(it, lookup) for it in (one, other)]
        if all(isinstance(it, str) for it in said):
            return not (said[0] in said[1] or said[1] in said[0])  # type: ignore[operator]
        return said[0] != said[1]

    def answered(self, example: Any, lookup: Lookup) -> Any:  # noqa: ANN401, ARG002 - most quote as they are
        """What a model should answer where an example gives this value, a quote of its text."""
        return example

    # -- asked for quotes, of models that ids are too much for -----------------------------------------

    def quoting(self) -> Any:  # noqa: ANN401 - an annotation
        """The type of an answer that only quotes."""
        return self.wire()

    def asked_to_quote(self) -> str:
        """How such an answer is given, where it is no quote."""
        return ""

    def of_quote(self, quote: Any, find: Find) -> Any:  # noqa: ANN401, ARG002 - most stay quotes
        """Such an answer in the words of the wire."""
        return quote

    # -- grounded -------------------------------------------------------------------------------------

    @abstractmethod
    def ground(self, drafted: Any, grounds: Grounds) -> Any:  # noqa: ANN401
        """The value.

        Raises:
            NotSaidError: The article does not say so.
        """

    def together(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """The entries of a list, as the record holds them."""
        return tuple(values)

    def spans(self, value: Any) -> Iterator[Span]:  # noqa: ANN401
        """Where a value stands; nothing for one that has no place of its own."""
        yield value.span

    def quotes(self, value: Any) -> Iterator[str]:  # noqa: ANN401
        """The words of the article that a value is made of; nothing for one in other words."""
        yield str(value)

    # -- shown and compared -----------------------------------------------------------------------------

    def line(self, value: Any) -> str:  # noqa: ANN401
        """A value as people read it."""
        return str(value)

    def facets(self, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401, ARG002 - most have none
        """What a list of records can be filtered and charted by: "organisation", "topic", "unit", "value"."""
        yield from ()

    def columns(self, name: str) -> Columns:
        """The columns of a table for a field of this name."""
        return {name: TEXT}

    def row(self, name: str, value: Any) -> dict[str, Any]:  # noqa: ANN401
        """The columns' values; ``value`` is None where nothing is said."""
        return {name: None if value is None else self.line(value)}

    def compared(self, value: Any) -> Mapping[str, object]:  # noqa: ANN401
        """The parts of a value that are scored, as in ``cells``."""
        return {"": self.line(value)}

    def gold(self, written: Any) -> Mapping[str, object]:  # noqa: ANN401
        """The parts of a value that a person wrote in gold, as in ``cells``.

        Raises:
            ValueError: It is no value of this field; the message says what is.
        """
        if not isinstance(written, str) or not written.strip():
            raise ValueError(f"{written!r} is no text")
        return {"": written}

    def written(self, value: Any) -> Any:  # noqa: ANN401
        """A value as a person would write it in gold: what :meth:`gold` reads as the same parts."""
        return self.compared(value)[""]

    def typed(self, written: Any) -> str:  # noqa: ANN401 - JSON
        """What gold writes, on one line of a form."""
        return str(written)

    def untyped(self, line: str) -> Any:  # noqa: ANN401 - JSON
        """What one line of a form says, as gold writes it.

        Raises:
            ValueError: It says none; the message says what to write.
        """
        return line


class MentionRole(Role):
    """A field that is answered by the id of a mention of one kind, or by what is printed.

    Attributes:
        kind: Of the mentions.
    """

    kind: ClassVar[Kind]

    def complaints(self, place: str, said: Any, lookup: Lookup) -> Iterator[str]:  # noqa: ANN401 - as the base
        """An id of another kind, or a text that is not printed."""
        yield from check_reference(place, said, frozenset({self.kind}), lookup)

    def answered(self, example: Any, lookup: Lookup) -> str:  # noqa: ANN401 - as the base
        """The id of the mention that the quote names."""
        return quoted_id(example, lookup, self.kind)


class Spanless(Role):
    """What stands nowhere by itself: the record's evidence says it."""

    def spans(self, value: Any) -> Iterator[Span]:  # noqa: ANN401, ARG002 - as the base
        """Nowhere."""
        yield from ()


def on_one_line(grounds: Grounds, place: Range) -> str:
    """A range of the article on one line."""
    return " ".join(grounds.view[place[0] : place[1]].split())


def quoted_id(quote: Any, lookup: Lookup, *kinds: Any) -> str:  # noqa: ANN401 - of an example
    """The id of the mention of some kinds that a quote names, else the quote itself."""
    place = lookup.phrase(quote)
    mention = lookup.within(place, kinds) if place else None
    return mention.id if mention else str(quote)
