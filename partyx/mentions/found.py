"""What a finder returns, before ids are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from partyx.mention import Kind, Reading


class Found(NamedTuple):
    """``view[start:end]`` with its readings, the likeliest first.

    ``same_as`` is the start of the first mention of the same thing (documents), or None.
    """

    start: int
    end: int
    kind: Kind
    readings: tuple[Reading, ...]
    same_as: int | None = None
