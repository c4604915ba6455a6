"""What follows the number of a cited document: issue date, issuer, term, title, in any order.

"Quy định số 49-QĐ/TW ngày 20/12/2021 của Bộ Chính trị khóa XIII về tổ chức đảng trong ...": the date,
the issuer, the term and the title belong to the citation, whichever of them are printed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from partyx.language.issuers import read_issuer
from partyx.language.ordinals import ORDINAL, ROMAN, ordinal_value
from partyx.records import Period, Precision

_DAY = (
    r"(?:(?P<day>\d{1,2})\s?[/.–-]\s?(?P<month>\d{1,2})\s?[/.–-]\s?(?P<year>\d{4}|\d\d)(?!\d)"
    r"|(?P<day_w>\d{1,2})\s{1,3}tháng\s{1,3}(?P<month_w>\d{1,2})\s?,?\s{1,3}(?:năm\s{1,3})?(?P<year_w>\d{4})(?!\d))"
)
_ISSUED = re.compile(
    rf"(?P<lead>[\s,;]{{0,4}})(?:\(\s?)?(?:(?:được\s+)?(?:ký|ban\s{{1,3}}hành|ra)\s{{1,3}})?"
    rf"(?P<date>(?:ngày\s{{0,3}}:?\s?|(?<=\())(?:{_DAY}))(?:\s?\))?",
    re.IGNORECASE,
)
_ISSUED_MONTH = re.compile(
    r"[\s,(]{1,3}(?:ban\s{1,3}hành\s{1,3})?(?P<date>tháng\s{1,3}(?P<month>\d{1,2})(?:\s?[/.–-]\s?|\s{1,3}năm\s{1,3})(?P<year>(?:19|20)\d\d))"
    r"(?!\d)(?:\s?\))?",
    re.IGNORECASE,
)
_ISSUED_YEAR = re.compile(
    r"\s{1,3}(?:ban\s{1,3}hành\s{1,3})?(?P<date>năm\s{1,3}(?P<year>(?:19|20)\d\d))(?![\d]|\s?[–/-]\s?\d)|\s?\((?P<date_b>(?P<year_b>(?:19|20)\d\d))\)",
    re.IGNORECASE,
)
_COARSE: tuple[tuple[re.Pattern[str], Precision], ...] = ((_ISSUED_MONTH, "month"), (_ISSUED_YEAR, "year"))
_DAY_OF_EVENT = re.compile(r"\s*,\s*(?!của\b)(?=\w)", re.IGNORECASE)
_BY = re.compile(r"[\s,]{1,4}(?:\(\s?)?(?:của|do)\s{1,4}", re.IGNORECASE)
_GAP = re.compile(r"\s{1,3}(?:[–-]\s{1,2})?")
_ENDS_NAME = re.compile(r"\s*(?:$|[,.;()“\"”–-]|về\b|(?:khóa|khoá)\b|ngày\b|nhiệm\b)", re.IGNORECASE)
_WHICH_PLENUM = re.compile(rf"\s{{1,3}}(?:lần\s{{1,3}}thứ\s{{1,3}})?{ORDINAL}", re.IGNORECASE)
_TERM = re.compile(
    rf"[\s,]{{0,3}}(?:[–-]\s?)?(?:\(\s?)?(?:khóa|khoá)\s{{1,3}}(?P<term>(?-i:{ROMAN})|\d{{1,2}}(?!\w))(?:\s?\))?",
    re.IGNORECASE,
)
_ALIAS = re.compile(
    r"\s{0,2}\((?:sau\s{1,3}đây\s{1,3})?(?:gọi\s|viết\s{1,3}tắt|(?-i:[A-ZĐ]{2,5}\s?\d{1,4}))[^()\n]{0,60}\)",
    re.IGNORECASE,
)
_DAY_ONLY = re.compile(r"[\s,(]{1,3}ngày\s{1,3}\d{1,2}\s?[/.-]\s?\d{1,2}(?![\d]|[/.-]\d)\)?", re.IGNORECASE)
_ISSUING = re.compile(r"\s{1,3}ban\s{1,3}hành(?=\s{1,3}(?:về|ngày|năm)\b|\s?[,.;])", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:,?\s{1,3}(?P<about>về\s|v/v\s)|:?\s{1,3}(?P<quote>[“\"«])"
    r"|\s{1,3}(?P<verb>một\s{1,3}số|thí\s{1,3}điểm|tiếp\s{1,3}tục|hướng\s{1,3}dẫn|đẩy\s{1,3}mạnh|tăng\s{1,3}cường|thực\s{1,3}hiện"
    r"|triển\s{1,3}khai|thi\s{1,3}hành|nâng\s{1,3}cao|sửa\s{1,3}đổi|phê\s{1,3}duyệt|những\s{1,3}điều|xây\s{1,3}dựng"
    r"|phát\s{1,3}triển|đổi\s{1,3}mới|ban\s{1,3}hành)\s)",  # "thí điểm thực hiện mô hình ..."
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\s?(?:việc\s)?\s?[“\"«](?P<title>[^”\"»\n]{1,300})[”\"»]")
_NEXT_DOCUMENT = (
    r"(?:các\s+|những\s+)?(?:nghị\s+quyết|chỉ\s+thị|qu[yi]\s+định|quyết\s+định|kết\s+luận|hướng\s+dẫn|kế\s+hoạch|đề\s+án"
    r"|chương\s+trình(?:\s+hành\s+động)?|thông\s+(?:báo|tri|tư)|nghị\s+định|công\s+văn)"
    r"\s+(?:số\b|\d|trung\s+ương|tw\d|hội\s+nghị|đại\s+hội|của\b)"
)
_AFTER_COMMA = re.compile(rf"\s*,\s*{_NEXT_DOCUMENT}", re.IGNORECASE)
_MAIN_CLAUSE = (
    r"các\s+cấp\s+ủy|các\s+cấp\s+uỷ|cấp\s+ủy|cấp\s+uỷ|các\s+tổ\s+chức|các\s+chi\s+bộ|các\s+đảng\s+bộ|các\s+địa\s+phương"
    r"|đảng\s+bộ|đảng\s+ủy|đảng\s+uỷ|huyện\s+ủy|huyện\s+uỷ|tỉnh\s+ủy|tỉnh\s+uỷ|thành\s+ủy|thành\s+uỷ|thị\s+ủy|quận\s+ủy|chi\s+bộ"
    r"|ban\s+(?:thường|tổ|chấp|tuyên|dân|bí)|btv\b|bch\b|ubkt\b|ủy\s+ban|uỷ\s+ban|ubnd\b|hội\s+nghị|đồng\s+chí|đ/c\b|toàn\s+\w+"
    r"|thời\s+gian|trong\s+\w+|đến\s+\w+|từ\s+\w+|qua\s|năm\s+\d|ngày\s+\d|tại\s|đã\s|đồng\s+thời|góp\s+phần|gắn\s+với|tạo\s"
    r"|công\s+tác\s|nhờ\s|với\s|huyện\s|tỉnh\s|thành\s+phố\s|địa\s+phương|hằng\s+năm|hàng\s+năm|những\s+năm|\d"
)
_TITLE_STOP = re.compile(
    # One set of first characters, then the cases: an alternation is tried at every character.
    r"[\n;!?…(“«)”».,\s](?:(?P<hard>(?<=[\n;!?…])|(?<=\.)(?:(?=\s|$)|\.))|(?P<open>(?<=[(“«]))|(?P<close>(?<=[)”»]))"
    rf"|(?<=,)\s+(?={_NEXT_DOCUMENT}|{_MAIN_CLAUSE})"
    rf"|(?<=\s)(?:(?:và|với|cùng|cùng\s+với|theo)\s+(?={_NEXT_DOCUMENT})|(?=(?:đã|sẽ)\s)))",
    re.IGNORECASE,
)
_LONGEST_TITLE = 320
_LOOK_BEHIND = 140
_ISSUES = re.compile(
    r"(?:ban\s{1,3}hành|thông\s{1,3}qua|xác\s{1,3}định\s{1,3}trong|nêu\s{1,3}trong|đề\s{1,3}ra\s{1,3}trong|\bra)"
    r"(?:\s{1,3}và\s(?:tổ\s)?(?:chức\s)?(?:triển\s{1,3}khai\s)?thực\s{1,3}hiện)?\s{1,4}(?:các\s{1,3})?$",
    re.IGNORECASE,
)
_ISSUING_BODY = re.compile(
    r"\b(?=ban\s+(?:thường|chấp|tổ|bí|tuyên|dân|nội)|btv\b|bch\b|bộ\s+chính|tỉnh\s+[uủ]|thành\s+[uủ]|huyện\s+[uủ]|thị\s+[uủ]"
    r"|quận\s+[uủ]|đảng\s+[uủ]|ủy\s+ban|uỷ\s+ban|ubnd|ubkt|hđnd|chính\s+phủ|thủ\s+tướng|trung\s+ương)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:\s?\(?khóa\s\w{1,5}\)?)?(?:[\s,]{1,2}(?:đã|vừa|mới|cũng|còn|tiếp\stục|kịp\sthời|chủ\sđộng|sớm|và|có|được|họp|tập\strung|khẩn\strương|nhanh\schóng|tích\scực|xây\sdựng|tham\smưu|luôn)){0,4}\s?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Tail:
    """What was read behind a number; ``end`` is behind all of it."""

    end: int
    issuer: str | None = None
    issued: Period | None = None
    term: int | None = None
    title: str | None = None


def read_tail(view: str, position: int, *, title: bool = True) -> Tail:
    """Read date, issuer, term and title behind ``view[position]``; each is taken once."""
    tail = Tail(position)
    # Date, issuer, term, alias, "ban hành" and one to spare.
    for _ in range(6):
        if not _one_more(view, tail):
            break
    if title:
        _read_title(view, tail)
    return tail


def _one_more(view: str, tail: Tail) -> bool:
    """Take one part that is not there yet."""
    return (
        (tail.issued is None and _read_date(view, tail))
        or (tail.issuer is None and _read_issuer(view, tail))
        or (tail.term is None and _read_term(view, tail))
        or _skip(view, tail)
    )


def _read_date(view: str, tail: Tail) -> bool:
    match = _ISSUED.match(view, tail.end)
    if match:
        # "Thực hiện Quy định số 49, ngày 6/2/2023, Huyện ủy đã ...": the day of what follows.
        end = _own_end(match)
        if "," in match["lead"] and _DAY_OF_EVENT.match(view, end) and not _AFTER_COMMA.match(view, end):
            return False
        tail.issued = _day(match)
        tail.end = end
        return True
    for pattern, precision in _COARSE:
        match = pattern.match(view, tail.end)
        if match:
            tail.issued = _month_or_year(match, precision)
            tail.end = _own_end(match)
            return tail.issued is not None
    return False


def _own_end(match: re.Match[str]) -> int:
    """The end of a part, without a bracket that was opened before it: "(Công văn số 8, ngày 1/2/2025)"."""
    return match.end() - (")" in match[0] and "(" not in match[0])


def _day(match: re.Match[str]) -> Period | None:
    day, month, year = (int(match[name] or match[f"{name}_w"]) for name in ("day", "month", "year"))
    try:
        date = dt.date(year + 2000 if year < 100 else year, month, day)  # noqa: PLR2004 - "6/12/22"
    except ValueError:
        return None
    return Period(start=date, end=date, precision="day", printed=match["date"])


def _month_or_year(match: re.Match[str], precision: Precision) -> Period | None:
    groups = match.groupdict()
    year = int(groups.get("year") or groups["year_b"])
    first = int(groups.get("month") or 1)
    if not 1 <= first <= 12:  # noqa: PLR2004
        return None
    last = first if precision == "month" else 12
    following = dt.date(year + last // 12, last % 12 + 1, 1)
    printed = match["date"] or groups.get("date_b") or match[0]
    return Period(
        start=dt.date(year, first, 1),
        end=following - dt.timedelta(days=1),
        precision=precision,
        printed=printed,
    )


def _read_issuer(view: str, tail: Tail) -> bool:
    by = _BY.match(view, tail.end)
    gap = by or _GAP.match(view, tail.end)
    found = read_issuer(view, gap.end()) if gap else None
    # Without "của" only a name that ends the phrase is an issuer: "35-NQ/TW Bộ Chính trị về ...".
    if gap is None or found is None or (by is None and not _ENDS_NAME.match(view, found[1])):
        return False
    tail.issuer = " ".join(view[found[0] : found[1]].split())
    # Of "Hội nghị Trung ương 6" the number is the plenum's.
    plenum = _WHICH_PLENUM.match(view, found[1]) if found[0] > gap.end() else None
    tail.end = plenum.end() if plenum else found[1]
    return True


def _read_term(view: str, tail: Tail) -> bool:
    match = _TERM.match(view, tail.end)
    if match is None:
        return False
    tail.term, tail.end = ordinal_value(match["term"]), _own_end(match)
    return True


def _skip(view: str, tail: Tail) -> bool:
    match = _ALIAS.match(view, tail.end) or _ISSUING.match(view, tail.end) or _DAY_ONLY.match(view, tail.end)
    if match is None:
        return False
    tail.end = match.end()
    return True


def _read_title(view: str, tail: Tail) -> None:
    match = _TITLE.match(view, tail.end)
    if match is None:
        return
    quoted = _QUOTED.match(view, match.start("quote") if match["quote"] else match.end())
    if quoted:
        tail.title, tail.end = quoted["title"].strip(), quoted.end()
        return
    if match["quote"]:
        return
    start = match.start("about") if match["about"] else match.start("verb")
    end = _title_end(view, match.end(), min(len(view), start + _LONGEST_TITLE))
    text = view[start:end].rstrip(" ,:–-\t")
    if start + len(text) > match.end():
        tail.title, tail.end = text, start + len(text)


def _title_end(view: str, position: int, limit: int) -> int:
    depth = 0
    for stop in _TITLE_STOP.finditer(view, position, limit):
        if stop["open"] is not None:
            depth += 1
        elif stop["close"] is not None:
            depth -= 1
            if depth < 0:
                return stop.start()
        elif depth == 0 or stop["hard"] is not None:
            return stop.start()
    if limit < len(view):
        # No end in sight: cut at the last whole word.
        return max(view.rfind(" ", position, limit), position)
    return limit


def issuer_before(view: str, start: int) -> str | None:
    """The body that is said to issue the document that begins at ``start``.

    "Ban Thường vụ Tỉnh ủy đã kịp thời ban hành Kế hoạch số ..." gives "Ban Thường vụ Tỉnh ủy".
    """
    low = max(0, start - _LOOK_BEHIND)
    issues = _ISSUES.search(view, low, start)
    if issues is None:
        return None
    for body in _ISSUING_BODY.finditer(view, low, issues.start()):
        found = read_issuer(view, body.start())
        if found and found[1] <= issues.start() and _BETWEEN.fullmatch(view, found[1], issues.start()):
            return " ".join(view[found[0] : found[1]].split())
    return None
