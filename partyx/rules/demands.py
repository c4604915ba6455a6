"""Figures that are demanded, planned or merely said: what tells them from measurements."""

from __future__ import annotations

import re

from partyx.language.phrases import at_word_starts, lower

_COUNTS = re.compile(
    r"\b(?:mở|tổ\s+chức|thành\s+lập|có|gồm|kết\s+nạp|trao(?:\s+tặng)?|tặng|khen\s+thưởng|xử\s+lý|kỷ\s+luật|khai\s+trừ"
    r"|cảnh\s+cáo|khiển\s+trách|giám\s+sát|kiểm\s+tra|ban\s+hành|xây\s+dựng|hỗ\s+trợ|công\s+nhận|còn|được|mới|thêm|giảm"
    r"|tăng|triển\s+khai|tiếp\s+nhận|giải\s+thể|sáp\s+nhập|bổ\s+nhiệm|điều\s+động|luân\s+chuyển|bầu|cử|chuyển|đã|cho|với"
    r"|gần|hơn|trên|khoảng|đối\s+với|hoàn\s+thành|tham\s+gia|chủ\s+trì|thực\s+hiện|cấp|phát|làm|sửa\s+chữa|vận\s+động)\s+$",
    re.IGNORECASE,
)
_OBLIGING = (r"yêu\s+cầu", r"đề\s+nghị", r"cần(?!\s+thiết|\s+cù|\s+kiệm)", "phải")
_OBLIGED = re.compile(rf"{at_word_starts(_OBLIGING)}\b(?!\s+(?:của|về))")
_DONE = re.compile(
    r"\b(?:đã|đạt|chiếm|tăng|giảm|nâng|hiện\s+(?:có|nay)|vượt)\b|\b(?:được|có|là|còn)\s+$", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:mỗi|từng|ít\s+nhất|tối\s+thiểu)\b[^.;]{0,60}$", re.IGNORECASE)
_AIMING = (
    r"phấn\s+đấu",
    r"mục\s+tiêu",
    r"dự\s+kiến",
    "sẽ",
    r"chỉ\s+tiêu\s+(?:là|đến|được\s+giao|giao)",
    r"đặt\s+ra\s+(?:chỉ\s+tiêu|mục\s+tiêu)",
    r"kế\s+hoạch\s+giao",
)
_AIM = re.compile(rf"{at_word_starts(_AIMING)}\b[^.]{{0,160}}$")
_ANNOUNCES = re.compile(r"\b(?:chỉ\s+tiêu|mục\s+tiêu|phấn\s+đấu)\b", re.IGNORECASE)
_REPORTS = re.compile(r"\b(?:đạt|kết\s+quả|thực\s+hiện\s+được|hoàn\s+thành|vượt)\b", re.IGNORECASE)
_REACHED = re.compile(r"\b(?:đạt|vượt|so\s+với|hoàn\s+thành|bằng)\s+[^,;.]{0,30}$", re.IGNORECASE)


def counts_in_words(left: str) -> bool:
    """Whether a number word behind ``left`` counts something done: "đã mở (hai lớp)"."""
    return bool(_COUNTS.search(left)) and not _OBLIGED.search(lower(left))


def demanded(left: str, *, reporting: bool = False) -> bool:
    """Whether a figure behind ``left`` is asked for, not stated: "yêu cầu mỗi chi bộ phải có (2 ...)".

    Args:
        left: The sentence up to the figure.
        reporting: Whether the sentence has stated figures already: "phải" then tells what had to be done.
    """
    small = lower(left)
    obliged = _OBLIGED.search(small)
    if obliged is None or _AIM.search(small) or (reporting and obliged.group() == "phải"):
        return False
    asked = left[obliged.end() :]
    return not _DONE.search(asked) or bool(_EACH.search(asked))


def aimed(left: str) -> bool:
    """Whether a figure behind ``left`` is aimed at: "phấn đấu kết nạp (150 ...)"."""
    return bool(_AIM.search(lower(left)))


def done(left: str) -> bool:
    """Whether a figure behind ``left`` is told as reached: "đã kết nạp (150 ...)"."""
    return bool(_DONE.search(left))


def planned(left: str, clause: str) -> bool:
    """Whether a figure is a target: aimed at in ``left``, and not said to be reached in its ``clause``."""
    return aimed(left) and not _REACHED.search(clause)


def aims(opening: str) -> bool:
    """Whether the line that opens a list announces targets: "Đề án đề ra các chỉ tiêu đến năm 2030:"."""
    return bool(_ANNOUNCES.search(opening)) and not _REPORTS.search(opening)
