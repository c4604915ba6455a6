"""Who signs an article: "D.Thưởng", "Thanh Giang – Văn Hương", "Tin, ảnh: …", "Theo TTXVN"."""

from __future__ import annotations

import re

from partyx.reading.letters import UPPER, ends_sentence
from partyx.reading.phrases import CREDITS

_LONGEST = 120
_MOST_NAMES = 8

_WORK = r"(?:tin|bài|ảnh|hình|clip|video)"
_AND = r"\s?(?:,|và|-|–|&|/|\s)\s?"
_LABELLED = re.compile(
    rf"[(\[\-–*]?\s?(?:(?:tin|bài|clip|video)(?:{_AND}{_WORK}|\sviết){{0,4}}\s?:"
    rf"|ảnh{_AND}(?:tin|bài|clip|video)\s?:"
    r"|(?:nguồn(?:\stin|\sbài)?|tác\sgiả(?:\sbài\sviết)?|người\s(?:viết|đăng(?:\sbài\sviết|\stin)?|đưa\stin|gửi)"
    r"|đăng\sbởi|viết\sbởi|sưu\stầm)\s?:)\s?(?P<who>\S.{0,110})",
    re.IGNORECASE,
)
_MAY_LABEL = re.compile(
    r"[(\[\-–*]?\s?(?:phóng\sviên|pv|ctv|thực\shiện|người\sthực\shiện|nội\sdung|biên\stập|nhóm\s(?:phóng\sviên|pv|tác\sgiả)"
    r"|theo|ban\sbiên\stập|tổng\shợp|cộng\stác\sviên)\s?:\s?(?P<who>\S.{0,110})",
    re.IGNORECASE,
)
_MOST_WORDS = 15
_UNSIGNED = re.compile(
    r"[(\[]?\s?(?:pv|p\.v\.?|ctv|pv\s?[-–,&]\s?ctv|bbt|ban\sbiên\stập|nhóm\s(?:pv|phóng\sviên)(?:\s[^.!?]{1,40})?|ttxvn"
    r"|t/h|tổng\shợp|sưu\stầm|đcsvn)\s?[)\]]?\.?\s?\|?\Z",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"[(\[]?\s?(?:theo|nguồn|trích|viết\sbởi|đăng\sbởi|bởi)\s(?P<who>[^:;!?]{2,60})[)\]]?\.?\Z",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    rf"(?:\A|[/,–-]\s?)(?:[Bb]áo(?:\s(?:điện\stử|mạng))?\s[{UPPER}]|BÁO\s|[Tt]ạp\schí\s|[Đđ]ài\s|[Cc]ổng\s|[Tt]rang\s(?:tin|thông|điện|web)"
    r"|[Ww]ebsite|TTXVN|VOV|VTV|Vietnam\+|VietnamPlus|VnExpress|VietNamNet|Dân\s[Tt]rí|Nhân\s[Dd]ân\b|ĐCSVN|Chinhphu"
    r"|[\w-]{2,40}\.(?:vn|com|org|net|gov)\b)"
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
    if _UNSIGNED.match(text):
        return True
    if text.count(" ") > _MOST_WORDS or text[-1] in "?!:;":
        return False
    if _LABELLED.match(text):
        return True
    label, colon, who = text.partition(":")
    if colon and who.strip() and label.strip(" *-–(").casefold() in CREDITS:
        return is_names(who.strip()) or is_signature(who.strip())
    source = _FROM.match(text) or _MAY_LABEL.match(text)
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
