"""What a figure measures, in the article's own words: what was done or rated, and what was counted."""

from __future__ import annotations

import re

_ACTOR = re.compile(
    r"^(?!\s*(?:tỷ\s+lệ|tỉ\s+lệ|tổng|số|mức|đảng\s+viên)\b).*\bđã\s+", re.DOTALL | re.IGNORECASE
)
"""Who did it: "các cấp ủy đảng đã kết nạp". What is measured stays: "số vụ án đã khởi tố"."""

LONGEST = 120
"""Characters of an indicator; in the hand-made labels of the samples the longest has 74."""

_SHARE = re.compile(
    r"(?:\b(?:chiếm|đạt|bằng|tương\s+đương|tỷ\s+lệ|tỉ\s+lệ)\b(?:\s+(?:tỷ\s+lệ|khoảng|gần|trên|hơn))*\s*|[(=]\s*)$",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\bĐV\b")
_OPENING = re.compile(
    r"^(?:\s|[-–•+*,(=]|\b(?:trong\s+đó|trong|và|đã|có|với|gồm|cả|bao|nâng|là|được|còn|đồng\s+thời|qua\s+đó|theo\s+đó|hiện\s+nay"
    r"|hiện|nay|tính|đến|cụ\s+thể|như|sau|riêng|về|việc|tiến\s+hành|tổ\s+chức\s+được)\b)+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:\s|[-–:,(=]|\b(?:được|là|có|lên|đạt|chiếm|gần|trên|hơn|khoảng|với|cho|đã|tới|đến|gồm|còn|từ|tỷ\s+lệ|thêm)\b)+$",
    re.IGNORECASE,
)


def leans_back(left: str, opening: str) -> bool:
    """Whether a percentage is a share of the figure before it: "104 ĐV (đạt 101%)", "2/89, chiếm 2,47%".

    Args:
        left: The clause before the percentage: nothing but the share's own words.
        opening: The character before the clause. A bracket leans back by itself; behind a semicolon or a
            full stop a share is of its own clause's noun: "khai trừ 3 đảng viên; 92% chi bộ ...".
    """
    share = _SHARE.search(left)
    if share is None:
        return opening == "(" and not left.strip(" (,")
    return not left[: share.start()].strip(" (,=")


def share_of(indicator: str) -> str:
    """The indicator of a share that follows the figure of ``indicator``."""
    return f"tỷ lệ {indicator.removeprefix('tỷ lệ ')}"


def action_before(view: str, start: int, end: int, drop: tuple[str, ...]) -> str:
    """The words before a figure that act or rate, without fillers and without ``drop`` (subject, dates)."""
    words = _ACTOR.sub("", view[start:end])
    for phrase in drop:
        words = words.replace(phrase, " ")
    return " ".join(_CLOSING.sub("", _OPENING.sub("", words)).split())


def indicator(action: str, counted: str, unit: str | None, topic: str | None) -> str | None:
    """Put together what is measured, each part once.

    Args:
        action: What was done or how it was rated ("kết nạp mới").
        counted: The noun behind the figure with its modifiers ("tổ chức đảng hoàn thành nhiệm vụ").
        unit: The unit, for a figure with no noun behind it.
        topic: What the paragraph said it speaks of.

    Returns:
        The words, or None when there are none.
    """
    action = _ABBREVIATED.sub("đảng viên", action)
    counted = _ABBREVIATED.sub("đảng viên", " ".join(counted.split()).removeprefix(")").strip(" ,;:."))
    if unit == "đảng viên" and counted.lower().startswith("đồng chí"):
        counted = unit + counted[len("đồng chí") :]
    if not counted:
        # "Tinh giản biên chế: 9,8%": the label before the colon is the topic and the action at once.
        action = topic if topic and action.lower() in topic.lower() else f"{topic or ''} {action}".strip()
        counted = unit if unit is not None and unit != "%" else ""
    if counted.lower() in action.lower():
        counted = ""
    text = f"{action} {counted}".strip()
    return text[:LONGEST] or unit
