"""Who signs an article: "D.Thưởng", "Thanh Giang – Văn Hương", "Tin, ảnh: …", "Theo TTXVN"."""

from __future__ import annotations

import re

from partyx.reading.letters import UPPER, ends_sentence

_LONGEST = 120
_MOST_NAMES = 8

_LABELLED = re.compile(
    r"[(\[\-–*]?\s?(?:(?:tin|bài|clip|video|nội\sdung|thực\shiện|phóng\sviên|pv|ctv)"
    r"(?:\s?(?:,|và|-|–|&|/)\s?(?:tin|bài|ảnh|hình|clip|video)|\s(?:viết|và\sảnh|ảnh)){0,4}\s?:"
    r"|ảnh\s?(?:,|và|-|–|&|/)\s?(?:tin|bài|clip|video)\s?:"
    r"|(?:nguồn(?:\stin|\sbài)?|tác\sgiả(?:\sbài\sviết)?|người\s(?:viết|đăng|thực\shiện|đưa\stin|gửi)|đăng\sbởi|biên\stập"
    r"|nhóm\s(?:phóng\sviên|pv|tác\sgiả)|theo|ban\sbiên\stập|sưu\stầm|tổng\shợp|cộng\stác\sviên)\s?:)\s?\S",
    re.IGNORECASE,
)
_UNSIGNED = re.compile(
    r"[(\[]?\s?(?:pv|p\.v\.?|ctv|pv\s?[-–,&]\s?ctv|bbt|ban\sbiên\stập|nhóm\s(?:pv|phóng\sviên)(?:\s[^.!?]{1,40})?|ttxvn"
    r"|t/h|tổng\shợp|sưu\stầm|đcsvn)\s?[)\]]?\.?\s?\|?\Z",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"[(\[]?\s?(?:theo|nguồn|trích)\s(?P<who>[^:;!?]{2,60})[)\]]?\.?\Z",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"báo|tạp\schí|ttxvn|vov|vtv|vietnam\+|vnexpress|cổng|website|trang\s(?:tin|web)|đài|\.vn|\.com|\.org|nhân\sdân|dân\strí"
    r"|lao\sđộng|tuổi\strẻ|tiền\sphong|đcsvn|chính\sphủ|ban\stuyên\sgiáo",
    re.IGNORECASE,
)
_NAME = re.compile(rf"[{UPPER}][\w.'’]*(?:\s[{UPPER}][\w.'’]*){{0,5}}\Z")
_BETWEEN = re.compile(r"\s?[-–—,;/&+]\s?|\svà\s")
_REMARK = re.compile(
    r"\s?\((?:tổng\shợp|th|t/h|thực\shiện|ghi|lược\sghi|ctv|pv|st|sưu\stầm|theo\s[^()]{1,40}|[^()]{1,60})\)\.?\Z",
    re.IGNORECASE,
)
_NO_PERSON = frozenset(
    "huyện tỉnh thành thị xã phường quận đảng chi ban bộ ủy uỷ hội đoàn công sở trường khối kết xây tin bài "
    "chính đại nghị văn trang liên thông lịch bình ý xem đọc kinh quốc trung phòng ngày năm thứ hướng quy "
    "chỉ thủ tổ việt nhiệm mục giải những các một số nhân".split()
)
"""First words of lines in capitals that are headings and bodies, not people. Surnames are kept out."""

_DIGIT = re.compile(r"\d")


def is_signature(text: str) -> bool:
    """Whether a line says by its own words that it is one: "Tin, ảnh: …", "Theo TTXVN", "PV"."""
    if len(text) > _LONGEST:
        return False
    if _LABELLED.match(text) or _UNSIGNED.match(text):
        return True
    source = _FROM.match(text)
    return source is not None and (is_names(source["who"]) or _PUBLISHER.search(source["who"]) is not None)


def is_names(text: str) -> bool:
    """Whether a line is nothing but names: "Hương Dịu", "DŨNG CHINH", "D.Thưởng", "T.H – K.L"."""
    text = _REMARK.sub("", text.rstrip(" |")).strip(' ()[]*"“”|-–')
    if not text or len(text) > _LONGEST or _DIGIT.search(text) or text[-1] in "!?…":
        return False
    if ends_sentence(text) and text.count(" ") > _LONGEST_NAME:
        return False
    names = _BETWEEN.split(text)
    if len(names) > _MOST_NAMES or not all(_NAME.match(name) for name in names):
        return False
    return names[0].split()[0].casefold() not in _NO_PERSON


_LONGEST_NAME = 5
"""Spaces in the longest names; with more of them and a period at the end it is a sentence."""
