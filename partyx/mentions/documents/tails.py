"""What follows the number of a cited document: issue date, issuer, term, title, in any order.

"Quy định số 49-QĐ/TW ngày 20/12/2021 của Bộ Chính trị khóa XIII về tổ chức đảng trong ...": the date,
the issuer, the term and the title belong to the citation, whichever of them are printed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.language.grammar import Behind, pattern
from partyx.language.ordinals import FIGURE, ORDINAL, ordinal_at
from partyx.records import Period

if TYPE_CHECKING:
    from partyx.language.grammar import Pattern
    from partyx.mentions.documents.text import Text
    from partyx.records import Precision

_DAY = (
    r"(?:(?P<day>\d{1,2}) ?[/.-] ?(?P<month>\d{1,2}) ?[/.-] ?(?P<year>\d{4}|\d\d)(?!\d)"
    r"|(?P<day_w>\d{1,2}) <time.month> (?P<month_w>\d{1,2}) ?,? (?:<time.year> )?(?P<year_w>\d{4}))"
)
_ISSUED = pattern(
    r"(?P<lead>[ ,]{0,2})\(?(?:<citations.issued> )?"
    rf"(?P<date>(?:<time.day~> ?:? ?|(?<=\())(?:{_DAY}))\)?"
)
_ISSUED_MONTH = pattern(
    r"[ ,(]{1,3}(?:<citations.issuing> )?"
    r"(?P<date><time.month> (?P<month>\d{1,2})(?: ?[/.-] ?| <time.year> )(?P<year>(?:19|20)\d\d))"
    r"(?!\d)(?: ?\))?"
)
_ISSUED_YEAR = pattern(
    r" (?:<citations.issuing> )?(?P<date><time.year> (?P<year>(?:19|20)\d\d))(?!\d| ?[/-] ?\d)"
    r"| \((?P<date_b>(?P<year_b>(?:19|20)\d\d))\)"
)
_COARSE: tuple[tuple[Pattern, Precision], ...] = ((_ISSUED_MONTH, "month"), (_ISSUED_YEAR, "year"))
_NEXT_DOCUMENT = r"(?:<citations.plurals> )?<documents.kinds> (?:<citations.goes_on_as_document~>|\d)"
_DAY_OF_EVENT = pattern(rf" ?, ?(?!<connectors.of>)(?=\w)(?!{_NEXT_DOCUMENT})")
_BY = pattern(r"[ ,]{1,2}\(?<citations.by> ")
_GAP = re.compile(r" (?:- )?")
_ENDS_NAME = pattern(r" ?(?:$|[,.;()\"\n-]|<citations.ends_issuer>)")
_WHICH_PLENUM = pattern(rf" (?:<meetings.ordinal_marks> )?(?P<ordinal>{ORDINAL})")
TERM = pattern(rf"[ ,]{{0,2}}(?:- )?(?:\( ?)?<citations.term> (?P<term>{FIGURE})(?P<close> ?\))?")
"""The term of the Central Committee: ", khóa XII"."""
_ALIAS = pattern(r" ?\((?:<citations.aliases>|<codes.kinds~> \d)[^()\n]{0,60}\)")
_SENT = pattern(r",? <citations.sent> [^.:\"\n]{3,200}?(?= <citations.sent_about> )")
_DAY_ONLY = pattern(r"[ ,(]{1,2}<time.day> \d{1,2} ?[/.-] ?\d{1,2}(?!\d|/\d)\)?")
_ISSUING = pattern(r" <citations.issuing>(?= <citations.about|time.day|time.year>| ?[,.;])")
_TITLE = pattern(r"(?:,? (?P<about><citations.about>) |:? (?P<quote>\")| (?P<verb><citations.title_verbs>) )")
_QUOTED = pattern(r"(?:<citations.matter> )?\"(?P<title>[^\"\n]{1,300})\"")
_TITLE_STOP = pattern(
    # One set of first characters, then the cases: an alternation is tried at every character.
    r"[\n;!?…(\")., ](?:(?P<hard>(?<=[\n;!?…])|(?<=\.)(?:(?=\s|$)|\.))|(?P<bracket>(?<=[(\")]))"
    rf"|(?<=,) (?={_NEXT_DOCUMENT}|<citations.opens_clause>"
    r"|<bodies.committee|bodies.organ|bodies.base>|(?:<time.day|time.year> )?\d)"
    rf"|(?<= )(?:<citations.joins> (?={_NEXT_DOCUMENT})|(?=<citations.aspects> )))"
)
_OPENING, _CLOSING = "(“«", ")”»"
_LONGEST_TITLE = 320
_LOOK_BEHIND = 140
_DAY_BEFORE = pattern(rf"(?P<date><time.day> {_DAY}),? ")
_LONGEST_DAY = 40
"""Characters of "ngày 30 tháng 10 năm 2016, ", with some to spare."""
_ISSUES = Behind("citations.issues")
_CARRIES_OUT = Behind("citations.carries_out")
_PLURAL = Behind("citations.plurals")
_BETWEEN = pattern(r"(?: \(?<citations.term> \w+\)?)?(?:[ ,]{1,2}<citations.between>){0,4}")


@dataclass(slots=True)
class Tail:
    """What was read behind a number; ``end`` is behind all of it."""

    end: int
    issuer: str | None = None
    issued: Period | None = None
    term: int | None = None
    title: str | None = None


def read_tail(text: Text, position: int) -> Tail:
    """Read date, issuer, term and title behind a number or name that ends at ``position``; each once."""
    tail = Tail(position)
    # Date, issuer, term, alias, "ban hành", to whom it was sent and one to spare.
    for _ in range(7):
        if not _one_more(text, tail):
            break
    _read_title(text, tail)
    return tail


def _one_more(text: Text, tail: Tail) -> bool:
    """Take one part that is not there yet."""
    return (
        (tail.issued is None and _read_date(text, tail))
        or (tail.issuer is None and _read_issuer(text, tail))
        or (tail.term is None and _read_term(text, tail))
        or _skip(text, tail)
    )


def _read_date(text: Text, tail: Tail) -> bool:
    match = _ISSUED.match(text.folded, tail.end)
    if match:
        # "Thực hiện Quy định số 49, ngày 6/2/2023, Huyện ủy đã ...": the day of what follows.
        end = _own_end(match)
        if "," in match["lead"] and _DAY_OF_EVENT.match(text.folded, end):
            return False
        tail.issued = _day(text, match)
        tail.end = end
        return True
    for form, precision in _COARSE:
        match = form.match(text.folded, tail.end)
        if match:
            tail.issued = _month_or_year(text, match, precision)
            tail.end = _own_end(match)
            return tail.issued is not None
    return False


def _own_end(match: re.Match[str]) -> int:
    """The end of a part, without a bracket that was opened before it: "(Công văn số 8, ngày 1/2/2025)"."""
    return match.end() - (")" in match[0] and "(" not in match[0])


def _day(text: Text, match: re.Match[str]) -> Period | None:
    day, month, year = (int(match[name] or match[f"{name}_w"]) for name in ("day", "month", "year"))
    try:
        date = dt.date(year + 2000 if year < 100 else year, month, day)  # noqa: PLR2004 - "6/12/22"
    except ValueError:
        return None
    return Period(start=date, end=date, precision="day", printed=text.view[slice(*match.span("date"))])


def _month_or_year(text: Text, match: re.Match[str], precision: Precision) -> Period | None:
    groups = match.groupdict()
    year = int(groups.get("year") or groups["year_b"])
    first = int(groups.get("month") or 1)
    if not 1 <= first <= 12:  # noqa: PLR2004
        return None
    last = first if precision == "month" else 12
    following = dt.date(year + last // 12, last % 12 + 1, 1)
    printed = text.view[slice(*match.span("date" if match["date"] else "date_b"))]
    return Period(
        start=dt.date(year, first, 1),
        end=following - dt.timedelta(days=1),
        precision=precision,
        printed=printed,
    )


def _read_issuer(text: Text, tail: Tail) -> bool:
    by = _BY.match(text.folded, tail.end)
    gap = by or _GAP.match(text.folded, tail.end)
    found = text.issuers.at(gap.end()) if gap else None
    # Without "của" only a name that ends the phrase is an issuer: "35-NQ/TW Bộ Chính trị về ...".
    if gap is None or found is None or (by is None and not _ENDS_NAME.match(text.folded, found[1])):
        return False
    tail.issuer = text.printed(*found)
    # Of "Hội nghị Trung ương 6" the number is the plenum's.
    plenum = _WHICH_PLENUM.match(text.folded, found[1]) if found[0] > gap.end() else None
    tail.end = plenum.end() if plenum else found[1]
    return True


def _read_term(text: Text, tail: Tail) -> bool:
    match = TERM.match(text.folded, tail.end)
    term = ordinal_at(text.view, text.folded, match.span("term")) if match else None
    if match is None or term is None:
        return False
    tail.term, tail.end = term, _own_end(match)
    return True


def _skip(text: Text, tail: Tail) -> bool:
    for form in (_ALIAS, _ISSUING, _DAY_ONLY, _SENT):
        if match := form.match(text.folded, tail.end):
            tail.end = match.end()
            return True
    return False


def _read_title(text: Text, tail: Tail) -> None:
    match = _TITLE.match(text.folded, tail.end)
    if match is None:
        return
    quoted = _QUOTED.match(text.folded, match.start("quote") if match["quote"] else match.end())
    if quoted:
        tail.title, tail.end = text.view[slice(*quoted.span("title"))].strip(), quoted.end()
        return
    if match["quote"]:
        return
    start = match.start("about") if match["about"] else match.start("verb")
    end = _title_end(text, match.end(), min(len(text.view), start + _LONGEST_TITLE))
    title = text.view[start:end].rstrip(" ,:–-\t")
    if start + len(title) > match.end():
        tail.title, tail.end = title, start + len(title)


def _title_end(text: Text, position: int, limit: int) -> int:
    depth = 0
    for stop in _TITLE_STOP.finditer(text.folded, position, limit):
        if stop["bracket"] is None:
            if depth == 0 or stop["hard"] is not None:
                return stop.start()
            continue
        mark = text.view[stop.start()]
        depth += (mark in _OPENING) - (mark in _CLOSING)
        if depth < 0:
            return stop.start()
    if limit < len(text.view):
        # No end in sight: cut at the last whole word.
        return max(text.view.rfind(" ", position, limit), position)
    return limit


@dataclass(frozen=True, slots=True)
class Before:
    """What is said before a document of who issued it, and when."""

    issuer: str
    issued: Period | None


def read_before(text: Text, start: int) -> Before | None:
    """The body that is said to issue the document that begins at ``start``, and the day it did so.

    "Ngày 6/12/2022, Ban Thường vụ Tỉnh ủy đã kịp thời ban hành Kế hoạch số ..." gives both.
    """
    low = max(0, start - _LOOK_BEHIND)
    end = start - text.view.startswith(" ", start - 1)
    for optional in (_PLURAL, _CARRIES_OUT):
        before = optional.start(text.folded, end, low)
        end = end if before is None else before - 1
    issues = _ISSUES.start(text.folded, end, low)
    if issues is None:
        return None
    issues -= text.view.startswith(" ", issues - 1)
    for found in text.issuers.between(low, issues):
        if _BETWEEN.fullmatch(text.folded, found[1], issues):
            days = _DAY_BEFORE.finditer(text.folded, max(0, found[0] - _LONGEST_DAY), found[0])
            day = next((day for day in days if day.end() == found[0]), None)
            return Before(text.printed(*found), _day(text, day) if day else None)
    return None
