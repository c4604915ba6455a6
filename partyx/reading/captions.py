"""Which lines stand under a photo. A caption is content: it names speakers and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.grammar import pattern
from partyx.reading.lines import ends_sentence, word_count

if TYPE_CHECKING:
    from partyx.reading.lines import FoldedLine

_LONGEST = 400
_SURE = pattern(
    r"[(\[*]? ?(?:(?:<captions.within> )?<captions.pictures>(?: <captions.where>| \d{1,2})? ?[:(-]"
    r"|<captions.archived>)"
)
_CREDIT = pattern(r"[ (\[.-]\(?<captions.credits> ?[:-] ?[^:!?]{1,60}\Z")
_LONGEST_CREDIT = 80
_SCENE = pattern(r"\W{0,3}<captions.scenes> ")
_PEOPLE = pattern(r"\W{0,3}(?:<captions.quantities> )?<captions.people>")
_SHOWN = pattern(r"<captions.shown>|<captions.nth> \w{1,4} <captions.counted_from>")
_LONGEST_SCENE = 25
"""Words. "Quang cảnh hội nghị." ends like a sentence and is none; a longer one is a paragraph."""


def is_sure_caption(line: FoldedLine) -> bool:
    """Whether a line says so: it ends in a table bar, starts with "Ảnh:", or ends with a photo credit."""
    if len(line) > _LONGEST:
        return False
    if line.text.endswith("|") or _SURE.match(line.folded):
        return True
    if _SCENE.match(line.folded) and word_count(line.text) <= _LONGEST_SCENE:
        return True
    return _CREDIT.search(line.folded, max(0, len(line) - _LONGEST_CREDIT)) is not None


def is_caption_like(line: FoldedLine) -> bool:
    """Whether a line that ends like no sentence names people and says what they are seen doing."""
    if len(line) > _LONGEST or ends_sentence(line.text) or line.text[-1] in ":;,":
        return False
    return _PEOPLE.match(line.folded) is not None and _SHOWN.search(line.folded) is not None
