"""Whether an act is said to be done, or is yet to be: "đã thu hồi 3,6 tỷ đồng, phải thu hồi 4,1 tỷ đồng"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from partyx.language.grammar import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACT = pattern(
    "(?:(?:(?P<due><modality.aims|modality.obliges|modality.asks|claims.due>)|(?P<done><claims.done>)) "
    r"(?:(?!<modality.aims|modality.obliges|modality.asks|claims.due|claims.done>)[^\W\d_]+ ){0,2}?)?"
    "(?P<act><claims.acts>)"
)

State = Literal["done", "due"]


class Stated(NamedTuple):
    """An act, and its state.

    Attributes:
        act: As it is printed.
        state: None where the text says neither.
        start: Where the word begins that says so, else the act.
        end: Where the act ends.
    """

    act: str
    state: State | None
    start: int
    end: int


def states(folded: str, start: int, end: int) -> Iterator[Stated]:
    """The acts in a range of a folded text, with what is said of each."""
    for found in _ACT.finditer(folded, start, end):
        state: State | None = "due" if found["due"] else "done" if found["done"] else None
        yield Stated(found["act"], state, found.start(), found.end())
