"""Figures that are demanded, planned or merely said: what tells them from measurements.

All text is folded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases
from partyx.language.modality import OBLIGES

if TYPE_CHECKING:
    import re

_COUNTS = pattern(r"<modality.counts> $")
_OBLIGED = pattern(rf"(?P<word>{OBLIGES}|<modality.asks>)(?! <modality.is_noun>)")
_ASKED_FOR = Behind("modality.asked_for")
_DONE = pattern(r"<modality.done>|<modality.done_right_before> $")
_EACH = pattern(r"<modality.each>[^.;]{0,60}$")
_AIM = pattern(r"(?<!% )<modality.aims>[^.]{0,160}$")  # not "đạt 105% chỉ tiêu được giao"
_TARGET = pattern(r"<modality.announces> $")
_REACHED = pattern(r"<modality.reached> [^,;.]{0,30}$")
_TO_REACH = pattern(
    r"<modality.aims> (?:<modality.reached|connectors.and> ?)+[^,;.]{0,30}$"
    r"|<modality.aims> <time.to|relations.compares>[^,;.]{0,100}$"
)


def counts_in_words(left: str) -> bool:
    """Whether a number word behind ``left`` counts something done: "đã mở (hai lớp)"."""
    return bool(_COUNTS.search(left)) and not _OBLIGED.search(left)


def demanded(left: str, *, reporting: bool = False) -> bool:
    """Whether a figure behind ``left`` is asked for, not stated: "yêu cầu mỗi chi bộ phải có (2 ...)".

    Args:
        left: The sentence up to the figure.
        reporting: Whether the sentence has stated figures already: "phải" then tells what had to be done.
    """
    asking = (one for one in _OBLIGED.finditer(left) if not _asked_for_others(left, one))
    obliged = next(asking, None)
    if obliged is None or _AIM.search(left) or (reporting and obliged["word"] in phrases("modality.must")):
        return False
    asked = left[obliged.end() :]
    return not _DONE.search(asked) or bool(_EACH.search(asked))


def _asked_for_others(left: str, asks: re.Match[str]) -> bool:
    """Whether what is asked is what was done: "hồ sơ đề nghị kết nạp", "xem xét, đề nghị kỷ luật"."""
    return _ASKED_FOR.start(left, asks.start() - 1) is not None


def aimed(left: str) -> bool:
    """Whether a figure behind ``left`` is aimed at: "phấn đấu kết nạp (150 ...)"."""
    return bool(_AIM.search(left))


def done(left: str) -> bool:
    """Whether a figure behind ``left`` is told as reached: "đã kết nạp (150 ...)"."""
    return bool(_DONE.search(left))


def planned(left: str, clause: str) -> bool:
    """Whether a figure is a target: aimed at in ``left``, and not said to be reached in its ``clause``."""
    reached = _REACHED.search(clause) and not _TO_REACH.search(clause)  # "phấn đấu đạt 90%"
    return (aimed(left) or bool(_TARGET.search(left))) and not reached
