"""What a figure measures, in the article's own words: what was done or rated, and what was counted."""

from __future__ import annotations

from partyx.language.abbreviations import write_out
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import pattern
from partyx.language.lexicon import word
from partyx.language.unit import member

LONGEST = 120
"""Characters of an indicator; in the hand-made labels of the samples the longest has 74."""

_ACTED = pattern(r"(?! ?<statistics.measured>).*<statistics.acted> ")
"""Who did it: "các cấp ủy đảng đã kết nạp". What is measured stays: "số vụ án đã khởi tố"."""

_SHARE = pattern(r"(?:<statistics.shares>(?: <statistics.share_of>)* ?|[(=] ?)\Z")
_OPENING = pattern(r"(?:[ \-•+*,(=]|<statistics.openings>)+")
_CLOSING = pattern(r"(?:[ \-:,(=]|<statistics.closings>)+\Z")
_COMRADES = pattern(r"<units.comrades>")


def leans_back(left: str, opening: str) -> bool:
    """Whether a percentage is a share of the figure before it: "104 ĐV (đạt 101%)", "2/89, chiếm 2,47%".

    Args:
        left: The clause before the percentage, folded: nothing but the share's own words.
        opening: The character before the clause. A bracket leans back by itself; behind a semicolon or a
            full stop a share is of its own clause's noun: "khai trừ 3 đảng viên; 92% chi bộ ...".
    """
    share = _SHARE.search(left)
    if share is None:
        return opening == "(" and not left.strip(" (,")
    return not left[: share.start()].strip(" (,=")


def share_of(label: str) -> str:
    """The label of a share that follows the figure of ``label``."""
    return f"{word('labels.share')} {bare(label)}"


def bare(label: str) -> str:
    """A label without the word for a share before it."""
    return label.removeprefix(f"{word('labels.share')} ")


def action_before(text: str, drop: tuple[str, ...]) -> str:
    """The words before a figure that act or rate, without fillers and without ``drop`` (subject, dates)."""
    acted = _ACTED.match(fold_in_place(text))
    text = text[acted.end() :] if acted else text
    for phrase in drop:
        text = text.replace(phrase, " ")
    opening = _OPENING.match(fold_in_place(text))
    text = text[opening.end() :] if opening else text
    closing = _CLOSING.search(fold_in_place(text))
    return " ".join(text[: closing.start() if closing else len(text)].split())


def label(action: str, counted: str, unit: str | None, topic: str | None) -> str | None:
    """Put together what is measured, each part once.

    Args:
        action: What was done or how it was rated ("kết nạp mới").
        counted: The noun behind the figure with its modifiers ("tổ chức đảng hoàn thành nhiệm vụ").
        unit: The unit, for a figure with no noun behind it.
        topic: What the paragraph said it speaks of.

    Returns:
        The words, or None when there are none.
    """
    action = write_out(action, "unit")
    counted = write_out(" ".join(counted.split()).removeprefix(")").strip(" ,;:."), "unit")
    comrades = _COMRADES.match(fold(counted))
    if unit == member() and comrades:
        counted = unit + counted[comrades.end() :]
    if not counted:
        # "Tinh giản biên chế: 9,8%": the label before the colon is the topic and the action at once.
        action = topic if topic and fold(action) in fold(topic) else f"{topic or ''} {action}".strip()
        counted = unit if unit is not None and unit != "%" else ""
    if fold(counted) in fold(action):
        counted = ""
    text = f"{action} {counted}".strip()
    return text[:LONGEST] or unit
