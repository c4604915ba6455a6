"""From the NFC text to the view that the stages read, and the way back."""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING

from partyx.language.letters import LOOK_ALIKES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NO_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_LOOK_ALIKES = str.maketrans(LOOK_ALIKES)
_LINE_END = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile(r"[^\S\n ]")
_SURPLUS = re.compile(r"(?<=[ \n]) +| +(?=\n)")


def to_view(text: str) -> tuple[str, Sequence[int] | None]:
    """Build what the stages read from the NFC text.

    Every kind of space becomes U+0020, every kind of line end U+000A, and letters and signs that only look
    right (``Ð`` for ``Đ``, ``％`` for ``%``) become what they stand for; all of these one for one. Characters
    of no width (U+200B to U+200F, U+FEFF, U+00AD, word joiner, direction marks, variation selectors) are
    taken out, and of a run of blanks one is kept, none beside a line end.

    Returns:
        The view, and for each of its indices the index in ``text`` (one entry more than the view has
        characters); None in place of the indices when they are all equal.
    """
    text, offsets = _without(_NO_WIDTH, text.translate(_LOOK_ALIKES), None)
    return _without(_SURPLUS, _SPACE.sub(" ", _LINE_END.sub("\n", text)), offsets)


def unwrapped(view: str, ranges: Iterable[tuple[int, int]]) -> str:
    """The view with the line ends inside ``ranges``, its paragraphs, as blanks; no offset moves."""
    if "\n" not in view:
        return view
    pieces: list[str] = []
    done = 0
    for start, end in ranges:
        pieces += (view[done:start], view[start:end].replace("\n", " "))
        done = end
    return "".join((*pieces, view[done:]))


def _without(
    unwanted: re.Pattern[str], text: str, offsets: array[int] | None
) -> tuple[str, array[int] | None]:
    """The text without all matches, and where each of its characters came from."""
    kept = array("I")
    position = 0
    for match in unwanted.finditer(text):
        kept.extend(range(position, match.start()))
        position = match.end()
    if not position:
        return text, offsets
    kept.extend(range(position, len(text) + 1))
    return unwanted.sub("", text), kept if offsets is None else array("I", [offsets[index] for index in kept])
