"""The lines of a page, cut where furniture is glued to text, each with what it is by its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from partyx.language.fold import fold_in_place
from partyx.language.letters import LOWER
from partyx.reading.bylines import is_names, is_signature
from partyx.reading.captions import is_sure_caption
from partyx.reading.chrome import head_end, is_furniture, is_heading, tail_start, whole_stamp
from partyx.reading.lines import FoldedLine

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
    """A line, a part of one, or a paragraph of several: ``view[start:end]``.

    Attributes:
        printed: Its text, with blanks for line ends, and the same folded.
        gap: Line ends between this unit and the one before; 0 for the later parts of one line.
        day: The day that a stamp states.
        posted: Whether the stamp says that it is the day of publication.
        sure: Whether the stamp says more than a bare day.
    """

    start: int
    end: int
    form: Form
    gap: int
    printed: FoldedLine
    day: dt.date | None = None
    posted: bool = False
    sure: bool = False

    @property
    def text(self) -> str:
        """What is printed."""
        return self.printed.text


_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_ITEM = re.compile(
    rf"(?:[-–—+*•▪●○]\s?(?=\S)|\(?\d{{1,2}}[.)/]\s|\(?[{LOWER}][.)]\s|[IVX]{{1,5}}\s?[.)]\s|\d\.\d\.?\s)"
)
_SIGNED = re.compile(r"[.!?…]/?\.?\s{1,3}(?P<names>\S.{0,60})\Z")
_LONGEST_SPECIAL = 300
"""Characters. A longer line is a paragraph, with at most something glued to its end."""


def page_of(view: str) -> FoldedLine:
    """A whole view, folded once, with blanks for line ends."""
    return FoldedLine(view.replace("\n", " "), fold_in_place(view).replace("\n", " "))


def lines_of(view: str, page: FoldedLine | None = None) -> list[Unit]:
    """Cut the view into lines and parts of lines, in order; each visible character is in one.

    Args:
        view: The text.
        page: The same as :func:`page_of` gives it, where it is known.
    """
    page = page or page_of(view)
    units: list[Unit] = []
    position = 0
    for match in _LINE.finditer(view):
        gap = view.count("\n", position, match.start())
        position = match.end()
        line = page[match.start() : match.end()]
        for start, end, form in _parts(line):
            units.append(_unit(line[start:end], match.start() + start, form, gap))
            gap = 0
    return units


def _unit(printed: FoldedLine, start: int, form: Form, gap: int) -> Unit:
    unit = Unit(start, start + len(printed), form, gap, printed)
    if form is Form.STAMP and (run := whole_stamp(printed)):
        unit.day, unit.posted, unit.sure = run.day, "posted" in run.kinds, run.is_stamp
    return unit


def _parts(line: FoldedLine) -> Iterator[tuple[int, int, Form]]:
    """Take the furniture off both ends of a line; what is left is one part."""
    form = form_of(line)
    if form is not Form.FREE:
        yield 0, len(line), form
        return
    start, end = head_end(line), tail_start(line)
    if start and start < end:
        head = len(line.text[:start].rstrip())
        yield 0, head, form_of(line[:head], Form.FURNITURE)
    else:
        start = 0
    body_end = len(line.text[:end].rstrip())
    names = _signature_start(line[start:body_end])
    if names:
        yield start, len(line.text[: start + names].rstrip()), Form.FREE
        yield start + names, body_end, Form.SIGNATURE
    else:
        yield start, body_end, form_of(line[start:body_end]) if (start, end) != (0, len(line)) else form
    if end < len(line):
        yield end, len(line), form_of(line[end:], Form.FURNITURE)


def _signature_start(line: FoldedLine) -> int:
    """Where names glued to the end of the last paragraph start: "… vững mạnh./. Minh Luận"; 0 if nowhere."""
    ending = line.text.rfind("./.")
    if ending < 0 or len(line) - ending > _LONGEST_SPECIAL:
        return 0
    match = _SIGNED.match(line.text, ending + 2)
    names = line[match.start("names") :] if match else None
    return len(line) - len(names) if names and (is_names(names) or is_signature(names)) else 0


def form_of(line: FoldedLine, otherwise: Form = Form.FREE) -> Form:
    """Say what a line is by its own words; ``otherwise`` when they say nothing."""
    if len(line) > _LONGEST_SPECIAL:
        return Form.CAPTION if is_sure_caption(line) else otherwise
    form = next((form for form, is_one in _FORMS if is_one(line)), otherwise)
    return Form.ITEM if form is Form.FREE and _ITEM.match(line.text) else form


def _is_signature_line(line: FoldedLine) -> bool:
    return is_signature(line) or (line.text.endswith("|") and is_names(line))


_FORMS: tuple[tuple[Form, Callable[[FoldedLine], object]], ...] = (
    (Form.HEADING, is_heading),
    (Form.STAMP, whole_stamp),
    (Form.FURNITURE, is_furniture),
    (Form.SIGNATURE, _is_signature_line),
    (Form.CAPTION, is_sure_caption),
)
"""In this order: "Gửi bình luận" is a button and a heading, "T.LĨNH |" a signature before a caption."""
