"""What on a page is not the article: toolbars, stamps, counters, menus, headings of boxes.

A line of page furniture is a run of tokens (a button, a stamp, a counter) with nothing between them but
bars and brackets; :func:`token_run` reads one, in one pass, from any position.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from partyx.reading.bylines import is_names
from partyx.reading.letters import UPPER, ends_sentence, word_count
from partyx.reading.phrases import HEADINGS, INVITATIONS, STRONG_TOOLS, WEAK_TOOLS
from partyx.reading.stamps import DAY_PATTERN, parse_day

if TYPE_CHECKING:
    import datetime as dt


def _any_of(phrases: tuple[str, ...]) -> str:
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s{1,2}") for phrase in ordered)


_COUNT_WORDS = (
    r"(?:(?:tổng\s)?số\s)?(?:lượt|lần)\s(?:xem|đọc|truy\scập|người\sxem|người\sđọc|nghe|tải)(?:\stin)?|đã\s(?:xem|đọc)"
    r"|views?|hits|lượt\sxem\stin"
)
_POSTED = (
    r"(?:(?:tin|bài)\s)?(?:đăng|xuất\sbản|gửi)(?:\s(?:tin|bài|tải|lên))?\s(?:vào\slúc|vào\sngày|vào|ngày|lúc)|đăng\stải|xuất\sbản"
    r"|được\sđăng|đã\stạo"
    r"|ngày\s(?:đăng|xuất\sbản|tạo|gửi|viết|đưa|phát\shành)(?:\s(?:tin|bài|tải))?|posted(?:\son)?|published(?:\son)?|date"
)
_UPDATED = (
    r"(?:lần\s)?cập\snhật(?:\s(?:lần\scuối|cuối|mới\snhất|tin))?(?:\s(?:vào\slúc|vào|ngày|lúc))?|ngày\scập\snhật"
    r"|(?:last\s)?updated(?:\son)?"
)
_TOKEN = re.compile(
    r"[\s|/\\•·,;:.()\[\]<>«»›‹\-–—*+]{0,12}(?:"
    rf"(?P<day>(?:ngày\s{{1,2}})?(?:{DAY_PATTERN}))"
    r"|(?P<time>\d{1,2}\s?(?:[:h]|giờ|g)\s?\d{2}(?::\d{2})?(?:['’′]|\s?phút)?)"
    r"|(?P<weekday>thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\snh[aậ]t|cn|t[2-7]|mon|tue|wed|thu|fri|sat|sun)"
    rf"|(?P<posted>{_POSTED})|(?P<updated>{_UPDATED})"
    r"|(?P<zone>\(?gmt\s?(?:[+-]\s?\d{1,2}(?::\d{2})?)?)"
    r"|(?P<label>lúc|vào\slúc|ngày)"
    r"|(?P<half>sa|ch|am|pm|sáng|chiều|tối)"
    r"|(?P<ago>\d{1,3}\s(?:phút|giờ|ngày|tuần|tháng|năm)(?:\s\d{1,2}\s(?:phút|giờ|ngày|tuần|tháng))?\strước)"
    rf"|(?P<count>(?:{_COUNT_WORDS})\s?:?\s?[\d.,]{{1,12}}(?:\s(?:lượt|lần))?|[\d.,]{{1,12}}\s(?:lượt|lần)\s(?:xem|đọc)"
    r"|\(\d{1,5}\)\sbình\sluận|bình\sluận\s?\(?\d{1,5}\)?|\d{1,5}\s(?:bình\sluận|phản\shồi))"
    rf"|(?P<tool>{_any_of(STRONG_TOOLS)})"
    rf"|(?P<weak>{_any_of(WEAK_TOOLS)})"
    r")(?!\w)",
    re.IGNORECASE,
)
_REST = re.compile(r"[\s|/\\•·,;:.()\[\]<>«»›‹\-–—*+]*")
_LONGEST_RUN = 60
"""Tokens of one line; a toolbar has ten."""

_HEADING = re.compile(rf"\W{{0,6}}(?:{_any_of(HEADINGS)})\W{{0,6}}\d{{0,5}}\W{{0,4}}\Z", re.IGNORECASE)
_INTRODUCED = re.compile(
    r"\W{0,4}(?:tin\s(?:bài\s)?liên\squan|bài\sliên\squan|xem\sthêm|đọc\sthêm|mời\s(?:bạn\sđọc\s|quý\svị\s)?xem"
    r"|từ\skh[oó][aá]|tags?|chuyên\smục|danh\smục|bình\sluận|lượt\s(?:xem|đọc|truy\scập))\s?:",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"\W{0,6}(?:"
    rf"(?:{_COUNT_WORDS}|(?:tổng\s)?(?:số\s)?(?:lượt\s)?truy\scập(?:\s(?:hôm\snay|hôm\squa|tháng|tuần|năm))?"
    r"|đang\s(?:online|truy\scập|trực\stuyến|xem)|trực\stuyến|khách\s(?:online|viếng\sthăm)|thành\sviên\sonline|online"
    r"|hôm\s(?:nay|qua)|máy\schủ\stìm\skiếm)\s{0,2}[:\-]?\s{0,2}[\d.,]{1,15}(?:\s(?:lượt|người|khách))?"
    r"|(?:trong\s)?(?:ngày|tuần|tháng|năm)(?:\s(?:này|nay|trước|qua|hiện\stại))?\s{0,2}:\s{0,2}[\d.,]{1,15}"
    r"|(?:tất\scả|khách)\s{0,2}:\s{0,2}[\d.,]{1,15}"
    r")\s?\.?\Z",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"\W{0,4}(?:©|copyright\b|bản\squyền\b|all\srights|powered\sby|designed?\sby|developed\sby|thiết\skế\s(?:bởi|web)"
    r"|phát\striển\sbởi|®|gi[aấ]y\sph[eé]p\s(?:số|hoạt|thiết|xuất|báo|trang)|ghi\srõ\snguồn|đề\snghị\sghi\srõ"
    r"|vui\slòng\s(?:ghi|nhập|đăng)|bạn\s(?:cần|phải)\sđăng|bạn\sđã\skhông\ssử\sdụng\ssite"
    r"|tổng\ssố\sđiểm\scủa\sbài|xếp\shạng:|click\sđể\sđánh\sgiá|mã\sbảo\smật|chung\snhan\stin\snhiem"
    r"|(?:(?:phó\s)?tổng\sbiên\stập|trưởng\sban\sbiên\stập|cơ\squan\schủ\squản|t[oò][aà]\ssoạn|trụ\ssở(?:\schính)?"
    r"|điện\sthoại|đt|tel|fax|e-?mail|website|hotline|đường\sdây\snóng|chịu\strách\snhiệm(?:\s(?:chính|nội\sdung|xuất\sbản|quản\slý)){1,2}|địa\schỉ|số\sđiện\sthoại|văn\sphòng\sđại\sdiện)"
    r"\s?[:(]|hotline)",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:>{1,3}|»|►|▶|<{1,2}|«|‹|→|☰)\s?(?![\d\s])|(?:https?://|www\.)\S{1,300}\Z")
_TRAIL = re.compile(r"\S\s(?:»|›|>|>>|→)\s\S|\A[Tt]rang [Cc]hủ\s?[/|>»›–-]")
_IDENTIFIER = re.compile(r"[ -~]{0,80}?\b[A-Za-z]\w{0,40}_\w{1,40}[ -~]{0,80}\Z", re.ASCII)
_VISIBLE = re.compile(r"\w")
_LONGEST_LINE = 300
"""Characters of the longest line of furniture: an imprint with its addresses."""

_LONGEST_TRAIL = 160
_NAMED = rf"[{UPPER}][\w.]{{0,12}}(?:\s[{UPPER}][\w.]{{0,12}}){{0,4}}"
_WHO_OR_WHERE = re.compile(rf"\(?(?:{_NAMED}\s?[,(|–—-]\s?|(?:[Bb]ởi|[Bb]y)\s{_NAMED}\s)")


class TokenRun(NamedTuple):
    """What a run of tokens was: where it ends, of which kinds, and the day it stamps, if one."""

    end: int
    kinds: frozenset[str]
    day: dt.date | None

    @property
    def is_stamp(self) -> bool:
        """Whether it says when, with more than a bare day."""
        return self.day is not None and not self.kinds.isdisjoint({"time", "weekday", "posted", "updated"})


def token_run(text: str, start: int = 0) -> TokenRun:
    """Read tokens of page furniture from ``start`` on, as far as nothing else comes between."""
    kinds: set[str] = set()
    day: dt.date | None = None
    end = start
    for _ in range(_LONGEST_RUN):
        match = _TOKEN.match(text, end)
        if match is None:
            break
        kind = match.lastgroup or ""
        if kind == "day":
            stamped = parse_day(match["day"].casefold().removeprefix("ngày"))
            if stamped is None:
                break
            day = day or stamped
        kinds.add(kind)
        end = match.end()
    return TokenRun(end, frozenset(kinds), day)


def reaches_end(text: str, run: TokenRun) -> bool:
    """Whether only bars and brackets follow a run."""
    rest = _REST.match(text, run.end)
    return run.end > 0 and rest is not None and rest.end() == len(text)


def whole_stamp(text: str) -> TokenRun | None:
    """The run of a line that is a stamp and nothing else but who or where: "Đồng Tháp, ngày …"."""
    run = token_run(text)
    if not reaches_end(text, run):
        named = _WHO_OR_WHERE.match(text)
        if named:
            run = token_run(text, named.end())
        elif run.day is None or not is_names(text[run.end :].lstrip(" -–—|,")):
            return None
        else:
            return run
    says_when = run.day is not None or not run.kinds.isdisjoint({"weekday", "posted", "updated", "ago"})
    return run if says_when and reaches_end(text, run) else None


_TICKER = re.compile(
    r"(?:giá\s(?:vàng|xăng|dầu|usd)|t[ỷỉ]\sgiá|dự\sbáo\sthời\stiết|thời\stiết|vn-?index|chứng\skhoán|xổ\ssố)\b[^.]{0,80}\d",
    re.IGNORECASE,
)
"""A line of prices, rates or weather that pages carry at their top; no sentence ends it."""


def is_heading(text: str) -> bool:
    """Whether a line is the heading of a box of links, counters or comments."""
    return _HEADING.match(text) is not None


def is_furniture(text: str) -> bool:
    """Whether a line is page furniture by its own words: a toolbar, a counter, a link, an imprint."""
    if len(text) > _LONGEST_LINE:
        return False
    if not _VISIBLE.search(text):
        return True
    run = token_run(text)
    if run.kinds and reaches_end(text, run):
        return True
    if (
        _invites(text)
        or _LINK.match(text)
        or _INTRODUCED.match(text)
        or _COUNTER.match(text)
        or _IDENTIFIER.match(text)
    ):
        return True
    if _FOOT.match(text) or (_TICKER.match(text) and not ends_sentence(text)):
        return True
    return len(text) <= _LONGEST_TRAIL and _is_trail(text)


def _invites(text: str) -> bool:
    """Whether a line asks the reader to look at other pages."""
    return text.lstrip(" *(>-–").casefold().startswith(INVITATIONS)


def _is_trail(text: str) -> bool:
    """Whether a line is the way to a page: "Trang chủ » Tin tức". With digits it is a comparison."""
    return _TRAIL.search(text) is not None and not ends_sentence(text) and not any(map(str.isdigit, text))


_STRONG = re.compile(
    rf"(?<!\w)(?=[{UPPER}\d])(?i:{_any_of(STRONG_TOOLS)}|(?:số\s)?lượt\s(?:xem|đọc)|cập\snhật|ngày\sđăng|đăng\slúc"
    r"|đăng\sngày|thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\snhật|\d{1,2}:\d{2}|\d{1,2}/\d{1,2}/\d{4})(?!\w)"
)
_LONGEST_TAIL = 160
_CLOSED = '.!?…”"|'


def tail_start(text: str) -> int:
    """Where furniture glued to the end of a line starts: "… các cấp In trang"; ``len(text)`` if none is.

    What is glued begins with a capital or a digit, and reaches to the end of the line. A bare day is not
    enough ("… ngày 29/11/2021" may end a headline), nor is one word that a headline may end with.
    """
    for match in _STRONG.finditer(text, max(1, len(text) - _LONGEST_TAIL)):
        start = match.start()
        run = token_run(text, start)
        telling = run.is_stamp or not run.kinds.isdisjoint({"tool", "count"})
        if telling and reaches_end(text, run) and (text[start - 1] in " |([-–" or text[start - 1] in _CLOSED):
            return start
    return len(text)


def head_end(text: str) -> int:
    """Where furniture glued to the start of a line ends: "In trang Tập trung …"; 0 if none is."""
    run = token_run(text)
    if run.end == 0 or not text[0].isalnum() or text[0].islower():
        return 0
    rest = _REST.match(text, run.end)
    start = rest.end() if rest else run.end
    if start >= len(text) or not (text[start].isupper() or text[start] in "“\"'("):
        return 0
    glue = text[run.end : start]
    if "," in glue or ":" in glue:
        return 0
    if "tool" in run.kinds:
        return start
    bare = run.kinds == {"day"} and text[0].isdigit()
    stamped = bare or (run.is_stamp and not run.kinds.isdisjoint({"time", "posted", "updated"}))
    return start if stamped and not (ends_sentence(text) and word_count(text) > _LONGEST_HEADLINE) else 0


_LONGEST_HEADLINE = 45
"""Words of the longest headline."""
