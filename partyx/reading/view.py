"""From the NFC text to the view that the stages read, and the way back."""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_LINE_END = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile(r"[^\S\n ]")
_SPECIAL = re.compile(rf"{_NO_WIDTH.pattern}|{_SPACE.pattern}")

# Letters that only look right: Eth typed for D with stroke by editors before Unicode, and the letter
# Oi that old PDF fonts put for U with horn. One character each, so offsets do not move.
_LOOK_ALIKES = {"Ð": "Đ", "ð": "đ", "Ƣ": "Ư", "ƣ": "ư"}


def to_view(text: str) -> tuple[str, Sequence[int] | None]:
    """Build what the stages read from the NFC text.

    Every kind of space becomes U+0020, every kind of line end U+000A, and ``Ð`` and ``ƣ``, where typed
    for ``Đ`` and ``ư``, become what they stand for; all of these one for one. Characters of no width
    (U+200B to U+200F, U+FEFF, U+00AD, word joiner, direction marks, variation selectors) are taken out.

    Returns:
        The view, and for each of its indices the index in ``text`` (one entry more than the view has
        characters); None in place of the indices when they are all equal.
    """
    for wrong, right in _LOOK_ALIKES.items():
        text = text.replace(wrong, right)
    if not _SPECIAL.search(text):
        return text, None
    offsets: array[int] | None = None
    if _NO_WIDTH.search(text):
        offsets = array("I")
        position = 0
        for match in _NO_WIDTH.finditer(text):
            offsets.extend(range(position, match.start()))
            position = match.end()
        offsets.extend(range(position, len(text) + 1))
        text = _NO_WIDTH.sub("", text)
    return _SPACE.sub(" ", _LINE_END.sub("\n", text)), offsets
