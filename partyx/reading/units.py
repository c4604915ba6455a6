"""The lines of a page, cut where furniture is glued to text and joined where a paragraph was wrapped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING

from partyx.reading.bylines import is_names, is_signature
from partyx.reading.captions import is_sure_caption
from partyx.reading.chrome import head_end, is_furniture, is_heading, tail_start, whole_stamp
from partyx.reading.letters import ends_sentence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator


class Form(Enum):
    """What a line is by its own words, whatever stands around it."""

    FREE = auto()
    ITEM = auto()
    STAMP = auto()
    SIGNATURE = auto()
    CAPTION = auto()
    HEADING = auto()
    FURNITURE = auto()


@dataclass(slots=True)
class Unit:
    """A line, a part of one, or several joined: ``view[start:end]``.

    Attributes:
        gap: Line ends between this unit and the one before; 0 for the later parts of one line.
        day: The day that a stamp states.
        posted: Whether the stamp says that it is the day of publication.
    """

    start: int
    end: int
    form: Form
    gap: int
    text: str
    day: dt.date | None = None
    posted: bool = False


_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_ITEM = re.compile(
    r"(?:[-–—+*•▪●○]\s?(?=\S)|\(?\d{1,2}[.)/]\s|\(?[a-zđ][.)]\s|[IVX]{1,5}\s?[.)]\s|\d\.\d\.?\s)"
)
_SIGNED = re.compile(r"[.!?…]/?\.?\s{1,3}(?P<names>\S.{0,60})\Z")
_LONGEST_SPECIAL = 300
"""Characters. A longer line is a paragraph, with at most something glued to its end."""


def units_of(view: str) -> list[Unit]:
    """Cut the view into units, in order; every character that is not white space is in one."""
    units: list[Unit] = []
    position = 0
    for line in _LINE.finditer(view):
        gap = view.count("\n", position, line.start())
        position = line.end()
        for start, end, form in _parts(line[0]):
            units.append(_unit(line[0][start:end], line.start() + start, form, gap))
            gap = 0
    return _joined(units, view)


def _unit(text: str, start: int, form: Form, gap: int) -> Unit:
    day, posted = None, False
    if form is Form.STAMP and (run := whole_stamp(text)):
        day, posted = run.day, "posted" in run.kinds
    return Unit(start, start + len(text), form, gap, text, day, posted)


def _parts(line: str) -> Iterator[tuple[int, int, Form]]:
    """Take the furniture off both ends of a line; what is left is one part."""
    form = form_of(line)
    if form is not Form.FREE:
        yield 0, len(line), form
        return
    start, end = head_end(line), tail_start(line)
    if start and start < end:
        yield 0, len(line[:start].rstrip()), form_of(line[:start].rstrip(), Form.FURNITURE)
    else:
        start = 0
    body_end = len(line[:end].rstrip())
    names = _signature_start(line[start:body_end])
    if names:
        yield start, len(line[: start + names].rstrip()), Form.FREE
        yield start + names, body_end, Form.SIGNATURE
    else:
        yield start, body_end, form_of(line[start:body_end]) if (start, end) != (0, len(line)) else form
    if end < len(line):
        yield end, len(line), form_of(line[end:], Form.FURNITURE)


def _signature_start(text: str) -> int:
    """Where names glued to the end of the last paragraph start: "… vững mạnh./. Minh Luận"; 0 if nowhere."""
    ending = text.rfind("./.")
    if ending < 0 or len(text) - ending > _LONGEST_SPECIAL:
        return 0
    match = _SIGNED.match(text, ending + 2)
    if match and (is_names(match["names"]) or is_signature(match["names"])):
        return match.start("names")
    return 0


def form_of(text: str, otherwise: Form = Form.FREE) -> Form:
    """Say what a line is by its own words; ``otherwise`` when they say nothing."""
    if len(text) > _LONGEST_SPECIAL:
        return Form.CAPTION if is_sure_caption(text) else otherwise
    form = next((form for form, is_one in _FORMS if is_one(text)), otherwise)
    return Form.ITEM if form is Form.FREE and _ITEM.match(text) else form


def _is_signature_line(text: str) -> bool:
    return is_signature(text) or (text.endswith("|") and is_names(text))


_FORMS: tuple[tuple[Form, Callable[[str], object]], ...] = (
    (Form.HEADING, is_heading),
    (Form.STAMP, whole_stamp),
    (Form.FURNITURE, is_furniture),
    (Form.SIGNATURE, _is_signature_line),
    (Form.CAPTION, is_sure_caption),
)
"""In this order: "Gửi bình luận" is a button and a heading, "T.LĨNH |" a signature before a caption."""


# -- paragraphs that were wrapped over several lines -------------------------------------------------

_DANGLING = re.compile(
    r"(?:[,(“\"–-]|(?<!\w)(?:của|và|các|những|về|với|cho|tại|do|là|trong|theo|từ|đến|để|được|đã|sẽ|không|số|ngày|tháng"
    r"|thứ|lần|đồng\schí|ông|bà|bằng|như|hoặc|hay|nhằm|vào|trên|dưới|giữa|cùng|bị|mà|thì|nên|có|cần|phải|tiếp\stục|tổ\schức"
    r"|thực\shiện|nhiệm\skỳ|giai\sđoạn|khóa|khoá|quý|ủy\sviên|tăng\scường|nâng\scao|gồm|một|hai|ba))\Z",
    re.IGNORECASE,
)
_CITING = re.compile(
    r"(?<!\w)(?:nghị\squyết|chỉ\sthị|quy\sđịnh|kết\sluận|hướng\sdẫn|kế\shoạch|quyết\sđịnh|thông\sbáo|chương\strình|đề\sán"
    r"|văn\skiện|điều\slệ)\Z",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"số\s|\d|Đại\shội\s(?:XI|X|I|V|Đảng|đảng|đại\sbiểu|lần|toàn|của)|Trung\sương\s|Hội\snghị\s(?:Trung|lần)|Bộ\sChính"
    r"|Ban\s(?:Bí|Chấp)|BCH"
)
_ENDS_OF_LINES = 40
"""Characters looked at for a dangling word."""

_WRAPPED = 60
"""Characters of the shortest line that a citation is wrapped at: shorter ones are headlines and heads."""

_NARROWEST, _WIDEST = 50, 140
"""Line widths of text wrapped by an editor or a mail program (72 and 80 mostly)."""

_FULL = 0.7
_FLOWING = 0.4
"""Share of line breaks followed by a small letter in wrapped Vietnamese prose: 75% in newspaper text
wrapped at 80 characters, next to none in lists of links. Capitals (names, bodies) make the difference."""


def _joined(units: list[Unit], view: str) -> list[Unit]:
    wide = _wrap_widths(units)
    joined: list[Unit] = []
    last: Unit | None = None
    for index, unit in enumerate(units):
        if last is not None and joined and _continues(last, unit, wide[index]):
            before = joined[-1]
            before.end = unit.end
        else:
            joined.append(unit)
        last = unit
    for unit in joined:
        if unit.end - unit.start != len(unit.text):
            unit.text = view[unit.start : unit.end]
    return joined


def _continues(last: Unit, unit: Unit, width: int) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if unit.form is not Form.FREE or last.form not in {Form.FREE, Form.ITEM} or not 1 <= unit.gap <= 2:  # noqa: PLR2004
        return False
    if ends_sentence(last.text):
        return False
    tail = last.text[-_ENDS_OF_LINES:]
    dangles = _DANGLING.search(tail) is not None and " " in last.text
    small = unit.text[0].islower() and " " in unit.text
    if unit.gap > 1:
        return dangles and (small or last.text[-1] != ",")
    if dangles or small:
        return True
    if len(last.text) >= _WRAPPED and "," in last.text and _CITING.search(tail) and _CITED.match(unit.text):
        return True
    return bool(width) and len(last.text) >= _FULL * width


def _wrap_widths(units: list[Unit]) -> list[int]:
    """For every unit the width its stretch of lines was wrapped at; 0 where lines are paragraphs."""
    widths = [0] * len(units)
    start = 0
    for index in range(1, len(units) + 1):
        whole = index < len(units) and units[index].gap == 1 and units[index].form is Form.FREE
        if whole:
            continue
        if index - start > 2:  # noqa: PLR2004 - two lines show no width
            width = _wrap_width(units[start:index])
            widths[start:index] = [width] * (index - start)
        start = index
    return widths


def _wrap_width(lines: list[Unit]) -> int:
    width = max(len(line.text) for line in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    breaks = [after.text[0].islower() for line, after in pairwise(lines) if not ends_sentence(line.text)]
    small = sum(breaks)
    return width if small > 1 and small >= _FLOWING * len(breaks) else 0
