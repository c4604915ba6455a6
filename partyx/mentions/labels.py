"""Digits that number or name something instead of measuring it: "khu phố 5", "chi bộ 4 tốt", "Covid-19"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.counted import counts_something
from partyx.language.cues import Cue, last_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyx.mention import NumberReading

SLOGAN_MOST = 12
"""The largest number in the slogans of the genre ("12 không"); "120 có ..." is a count."""

PHONE_LEAST = 9
"""Digits in the shortest telephone number, area code included."""

_LIST_TAIL = r"(?:\s*(?:,|;|và|-|–|/)\s*\d+(?!\d|[.,]\d)){0,12}"

_FIRM = Cue(
    "lần thứ|thứ|khóa|khoá|đại hội|hạng|bậc|khoản|mục|phụ lục|biểu|mẫu|bảng|hình|ảnh|kỳ"
    "|bài|tiết|trang|khu phố|thôn|xóm|buôn|ấp|khóm|tổ dân phố|tổ nhân dân|phường|quận"
    "|quân khu|quân đoàn|trung đoàn|sư đoàn|lữ đoàn|tiểu đoàn|đại đội|binh đoàn|quốc lộ"
    "|tỉnh lộ|hẻm|ngõ|km|ban chỉ đạo|bệnh viện|sars-cov|covid|điều|điểm|quý|mùng|mồng|hộp thư",
    behind=r"\s+(?:số\s+)?",
    also="số",
)
"""Words that a number behind them can only name: "khu phố 5", "Điều 30"."""
_LOOSE = Cue(
    "chương|tập|lớp|vòng|câu|quyển|khu|bản|tổ|đội|đồn|vùng|đường|công ty|xí nghiệp|nhà máy"
    "|xưởng|khối|mô hình|chi bộ|đảng bộ|nhóm|tuyến",
    behind=r"\s+(?:số\s+)?",
    also="số",
)
"""Nouns that small numbers name ("tổ 7 xã Tân Lập") and large ones may still count behind."""
_VERBS_TOO = Cue(
    "cấp|loại|tờ|trạm|phòng|số|đợt|đoàn|chương trình|dự án|đề án|quyết định|nghị quyết"
    "|chỉ thị|quy định|hướng dẫn|kế hoạch|thông báo|kết luận|công văn|luật",
    before=r"\b(?<!kỷ )(?<!kỉ )",
    behind=r"\s+(?:số\s+)?",
    also="số",
)
"""Words that may also be verbs or wholes: "mở lớp 150 học viên", "cấp 20 thẻ", "thông báo 3 nội dung"."""
_NUMBER_OF = Cue("tổng số|trong số|trên số|con số|ngoài số|phần số|đa số|hơn số|nửa số|so với số|nâng số")
_ENDS_PHRASE = re.compile(r"\s*(?:[,;.)”\"]|$|\bvà\b)")
_NAME_BEFORE = re.compile(r"(?:^|[^\w])(?P<first>[A-ZĐÀ-Ỹ]\w*)(?:\s\w+)?\s$")
_RATINGS = frozenset("Tốt Khá Giỏi Yếu Kém Trung Xuất Khiển Cảnh Cách Khai Nam Nữ Tổng Có Gồm".split())
"""Capitalised words that open a count in a list ("Khá 12, Yếu 3"), unlike the end of a name."""

_AWARD = re.compile(rf"{_LIST_TAIL}\s*năm\s+tuổi\s+[Đđ]ảng", re.IGNORECASE)
_AWARD_LIST = re.compile(rf"{_LIST_TAIL}\s*(?:năm\b(?!\s*\d)|tuổi\s+[Đđ]ảng)", re.IGNORECASE)
_BADGE = re.compile(r"\bhuy\s+hiệu\b[^.:;]{0,70}$", re.IGNORECASE)
_AGE = re.compile(rf"{_LIST_TAIL}\s*tuổi\b", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:bình\s+quân|trung\s+bình)\b[^.;]{0,30}$", re.IGNORECASE)
_DURATION = re.compile(
    r"\s*-?\s*(?:năm|tháng|tuần|ngày(?!\s+công)|giờ|phút|giây|đêm|quý|nhiệm\s+k[ỳì]|thập\s+(?:kỷ|niên)|thế\s+kỷ"
    r"|tuần\s+lễ|mùa)\b",
    re.IGNORECASE,
)
_SLOGAN = re.compile(
    r"\s(?:tốt|không|có|sạch|an|hóa|hoá|rõ|đúng|biết|nhất|chung|tại\s+chỗ|cùng|dám|bám|xin|giảm|tăng|nhà|trước|luôn"
    r"|xung\s+kích|đảm\s+đang|sẵn\s+sàng|điều|biểu\s+hiện|chân|tự|phải|chủ\s+động|gần|sát|trách\s+nhiệm)\b",
    re.IGNORECASE,
)
_OPENED = tuple("“\"‘'")

_IN_ADDRESSES = frozenset("/=\"'?&_:-")
_LONGEST_ADDRESS = 80
_ADDRESS = re.compile(r"(?:https?://|www\.|\w=[\"'])[^\s<>]*$")
_DEGREES = re.compile(r"\s?(?:[-–]\s?\d+\s?)?°")

_PHONE = re.compile(r"(?:0|\+?84)\d[\d.\s]{6,14}\d(?!\d)")
_LIST_ITEM = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?:\s?[.)/]\s|\s?[-–]\s(?=[A-ZĐÀ-Ỹ]))")
_GLUED_UNIT = re.compile(
    r"(?:ha|kg|km|m|cm|mm|tấn|tạ|lít|l|g|đ|tr|tỷ|triệu|x)(?:[23²³])?(?![\w])", re.IGNORECASE
)


def list_item_end(view: str, start: int) -> int | None:
    """Where the number of a list item ends ("1." or "2.1)" opening a paragraph), or None."""
    item = _LIST_ITEM.match(view, start)
    return item.end("number") if item else None


def phone_end(view: str, start: int) -> int | None:
    """Where a telephone number that starts here ends, or None."""
    phone = _PHONE.match(view, start)
    if phone is None or sum(character.isdigit() for character in phone.group()) < PHONE_LEAST:
        return None
    return phone.end()


def glued(view: str, start: int, end: int) -> bool:
    """Whether the digits ``view[start:end]`` are part of a name: "30a", "5K", "QL1A", "Covid-19", "3+1".

    A unit may be glued to a figure ("15ha"), and so may a noun by a slip of the space bar ("2.682ĐV").
    """
    before, further = view[start - 1 : start] if start else "", view[max(0, start - 2) : max(0, start - 1)]
    if before.isalpha() or before == "+":
        return True
    if (before in {"-", "–"} and further.isalpha()) or (before == "." and further.isupper()):
        return True
    if view[end : end + 1] == "+" and view[end + 1 : end + 2].isdigit():
        return True
    if (before == "[" and view[end : end + 1] == "]") or _DEGREES.match(view, end):
        return True  # the mark of a footnote; the weather
    if before in _IN_ADDRESSES and _ADDRESS.search(view, max(0, start - _LONGEST_ADDRESS), start):
        return True
    behind = view[end : end + 1].isalpha() and not _GLUED_UNIT.match(view, end)
    return behind and not counts_something(view, end, sure=True)


def label(view: str, start: int, end: int, left: str, reading: NumberReading) -> str | None:
    """Why the figure ``view[start:end]`` measures nothing, or None.

    Args:
        view: The article's view.
        start: Where the figure starts.
        end: Where it ends.
        left: The text before it.
        reading: What it would be worth.
    """
    if reading.unit is not None:
        return None
    for why, applies in _REASONS:
        if applies(view, start, end, left):
            return why
    if reading.of is None and reading.upper is None and reading.value <= SLOGAN_MOST:
        return _small_label(view, start, end, left)
    return "ordinal" if _numbers_something(view, end, left, small=False) else None


def _small_label(view: str, start: int, end: int, left: str) -> str | None:
    """Labels that only small whole figures can be: slogans, and what nothing is counted behind."""
    if (view[start] != "0" and _SLOGAN.match(view, end)) or left.rstrip().endswith(_OPENED):
        return "name"
    if _numbers_something(view, end, left, small=True):
        return "ordinal"
    # "Chi bộ Hành chính 2;": the end of a name, with nothing counted behind it.
    name = _NAME_BEFORE.search(left) if _ENDS_PHRASE.match(view, end) else None
    return "ordinal" if name and name["first"] not in _RATINGS else None


def _numbers_something(view: str, end: int, left: str, *, small: bool) -> bool:
    """Whether the noun before is one that numbers name; a counted noun behind may outweigh it."""
    last = last_word(left)
    if _NUMBER_OF.search(left, last):
        return False
    if _FIRM.search(left, last):
        return True
    if _LOOSE.search(left, last):
        return small or not counts_something(view, end, sure=True)
    return bool(_VERBS_TOO.search(left, last)) and not counts_something(view, end)


def _is_award(view: str, start: int, end: int, _left: str) -> bool:
    if _AWARD.match(view, end):
        return True
    return bool(_AWARD_LIST.match(view, end) and _BADGE.search(view[max(0, start - 80) : start]))


def _is_age(view: str, _start: int, end: int, left: str) -> bool:
    return bool(_AGE.match(view, end)) and not _MEAN.search(left)


def _is_duration(view: str, _start: int, end: int, _left: str) -> bool:
    return bool(_DURATION.match(view, end))


_REASONS: tuple[tuple[str, Callable[[str, int, int, str], bool]], ...] = (
    ("award", _is_award),
    ("age", _is_age),
    ("duration", _is_duration),
)
