"""Tables of figures as sentences: every figure with its row, its column's head, its unit and its period."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDEST, _LONGEST_SPAN = 40, 400
"""Columns and rows. A wider table is a layout, or a register that no sentence can hold."""

_LEAST = 2
_LONGEST_CELL = 300
"""Characters. A cell with more is a paragraph, and its table a layout."""

_LEAST_FIGURES = 2
_MOST_HEADS = 4
_HEADLESS = 0.5
"""Share of the rows after the heads that must hold a figure."""

_FIGURE = re.compile(r"[-–+]?\d[\d.,]*(?:\s?/\s?\d[\d.,]*)?\s?%?(?:\s\D{1,30})?(?:\s?\([\d.,]+\s?%\))?\Z")
_YEAR = re.compile(r"(?:19|20)\d{2}\Z")
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s?=.{0,30})?\Z")
_PERIOD = pattern(
    r"(?:<tables.edges> )?(?:<tables.periods>|\d{1,2} <time.month>) .{1,40}"
    r"|(?:19|20)\d{2}(?: ?- ?(?:19|20)\d{2})?"
)
_UNIT = pattern(r" ?\((?:<tables.unit_labels> ?: ?)?(?P<unit>%|[^\W\d][^()\d]{0,24})\)")
_SHARE = pattern("<labels.share>")
_COUNTED = pattern("<tables.counted>")


class Head(NamedTuple):
    """What stands above a column: what is counted, and when."""

    name: str
    when: str


def sentences_of(table: Any) -> list[str] | None:  # noqa: ANN401 - lxml has no types here
    """What an HTML table says, a line a row; None for one that only lays out a page."""
    if table.find(".//table") is not None or table.find(".//img") is not None:
        return None
    rows = _grid(table)
    return tell(rows) if rows else None


def tell(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """What the rows of a table say, a line a row; None where they are no table of figures."""
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    if (
        len(rows) < _LEAST
        or not _LEAST <= width <= _WIDEST
        or any(len(cell) > _LONGEST_CELL for row in rows for cell in row)
    ):
        return None
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    heads = _head_rows(rows)
    body = [row for row in rows[heads:] if not _is_numbering(row)]
    figures = [sum(map(_is_figure, row)) for row in body]
    if sum(figures) < _LEAST_FIGURES or sum(map(bool, figures)) < _HEADLESS * len(body) or not heads:
        return None
    columns = [_column_head([row[column] for row in rows[:heads]]) for column in range(width)]
    return list(_Teller(columns, body).lines())


class _Teller:
    """Words for the figures of a table."""

    def __init__(self, columns: Sequence[Head], body: Sequence[Sequence[str]]) -> None:
        self.columns = columns
        self.body = body
        heads = [fold(head.name).strip(" .:") for head in columns]
        self.ordinal = {
            at for at, head in enumerate(heads) if head in phrases("tables.ordinals") or self._counts_rows(at)
        }
        self.unit = next((at for at, head in enumerate(heads) if head in phrases("tables.units")), None)
        free = [at for at in range(len(columns)) if at not in self.ordinal and at != self.unit]
        self.label = next((at for at in free if self._is_text(at)), None)
        self.placed = self.label is not None and heads[self.label] in phrases("tables.owners")

    def lines(self) -> Iterator[str]:
        """One line a row; a row of one cell is the heading of those after it."""
        for row in self.body:
            said = list(dict.fromkeys(filter(None, row)))
            if len(said) == 1 and not _is_figure(said[0]):
                yield said[0]
                continue
            label = row[self.label].strip(" :") if self.label is not None else ""
            sentences = [self._sentence(label, row, at) for at in range(len(row)) if self._is_told(row, at)]
            if sentences:
                yield " ".join(sentences)
            elif label:
                yield label

    def _counts_rows(self, at: int) -> bool:
        """Whether a column numbers the rows: 1, 2, 3 and no head."""
        cells = [row[at].strip(" .") for row in self.body if row[at]]
        return (
            at == 0 and not any(self.columns[at]) and cells == [str(nth) for nth in range(1, len(cells) + 1)]
        )

    def _is_text(self, at: int) -> bool:
        cells = [row[at] for row in self.body if row[at]]
        return sum(map(_is_figure, cells)) < len(cells) / 2 or (bool(cells) and all(map(_YEAR.match, cells)))

    def _is_told(self, row: Sequence[str], at: int) -> bool:
        return bool(row[at].strip(" -–.")) and at not in self.ordinal and at not in {self.unit, self.label}

    def _sentence(self, label: str, row: Sequence[str], at: int) -> str:
        name, unit = _without_unit(self.columns[at].name)
        head = Head(name, self.columns[at].when)
        label, row_unit = _without_unit(label)
        cell = row[at].strip()
        unit = unit or row_unit or (row[self.unit] if self.unit is not None else "")
        if not _is_figure(cell):
            return _ended(": ".join(filter(None, (label, " ".join(filter(None, head)), cell))))
        about, where = _about(label, head, placed=self.placed)
        if unit == "%" and not _SHARE.match(fold(about)):
            about = f"{word('labels.share').capitalize()} {_small(about)}"
        shown = f"{about} {word('tables.says')} {_with_unit(cell, unit or _counted(about))}"
        return _ended(f"{where}: {shown}" if where else shown)


def _small(text: str) -> str:
    """A text with a small letter at its start."""
    return text[:1].lower() + text[1:]


def _about(label: str, head: Head, *, placed: bool) -> tuple[str, str]:
    """What a figure measures, with its period behind it, and whose it is where the row says so."""
    name, when = head
    if _is_period(label):
        return f"{name} {_as_period(label)}".strip(), ""
    bare = fold(name).strip(" .:")
    about, where = name, label
    if not name or (label and bare in phrases("tables.results") and not placed):
        about, where = label, ""
    elif label and not placed and bare in phrases("tables.labelling"):
        about, where = f"{name} {_small(label)}", ""
    return f"{about} {when}".strip(), where


def _is_period(text: str) -> bool:
    return _PERIOD.fullmatch(fold(text)) is not None


def _as_period(text: str) -> str:
    is_year = text[:1].isdigit() and _YEAR.match(text[:4])
    return _small(f"{word('time.year')} {text}" if is_year else text)


def _column_head(cells: Sequence[str]) -> Head:
    """The heads above a column as one."""
    parts = dict.fromkeys(cell.strip(" :") for cell in cells if cell and not _NUMBERING.match(cell))
    named = " ".join(part for part in parts if not _is_period(part))
    return Head(named, " ".join(_as_period(part) for part in parts if _is_period(part)))


def _without_unit(head: str) -> tuple[str, str]:
    match = _UNIT.search(fold_in_place(head))
    if match is None:
        return head, ""
    unit = head[match.start("unit") : match.end("unit")]
    return (head[: match.start()] + head[match.end() :]).strip(), unit.strip()


def _with_unit(figure: str, unit: str) -> str:
    if not unit or figure[-1] in "%)" or any(map(str.isalpha, figure)):
        return figure
    return f"{figure}%" if unit == "%" else f"{figure} {unit}"


def _counted(about: str) -> str:
    folded = fold_in_place(about)
    noun = None if _SHARE.match(folded) else _COUNTED.search(folded)
    return about[noun.start() : noun.end()].lower() if noun else ""


def _ended(sentence: str) -> str:
    text = sentence.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _is_figure(cell: str) -> bool:
    return _FIGURE.match(cell.strip()) is not None


def _is_numbering(row: Sequence[str]) -> bool:
    """Whether a row numbers the columns: (1), (2), (3)=(1)+(2)."""
    said = [cell for cell in row if cell]
    return (
        len(said) > 1
        and all(map(_NUMBERING.match, said))
        and any("(" in cell or cell == "A" for cell in said)
    )


def _head_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top are heads: the first, those its cells reach into, and one of numbers."""
    if any(_is_figure(cell) and not _is_period(cell) for cell in rows[0]):
        return 0
    count = 1
    while count < min(_MOST_HEADS, len(rows)) and _goes_on(rows[count - 1], rows[count]):
        count += 1
    return count


def _goes_on(head: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row below a head is a head as well."""
    if _is_numbering(row):
        return True
    if any(_is_figure(cell) and not _is_period(cell) for cell in row):
        return False
    reaches_down = any(above and above == cell for above, cell in zip(head, row, strict=True))
    return reaches_down or any(cell and cell == after for cell, after in pairwise(head))


def _grid(table: Any) -> list[list[str]]:  # noqa: ANN401
    """The cells of a table by row and column, those that span several repeated."""
    rows: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    for element in table.iter("tr"):
        row: list[str] = []
        for cell in element.iterchildren("td", "th"):
            _fill(row, below)
            text = _cell_text(cell)
            across, down = _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", _LONGEST_SPAN)
            for at in range(len(row), len(row) + across):
                if down > 1:
                    below[at] = (down - 1, text)
                row.append(text)
            if len(row) > _WIDEST:
                return []
        _fill(row, below)
        rows.append(row)
    return rows


def _fill(row: list[str], below: dict[int, tuple[int, str]]) -> None:
    """Put in what reaches down from the rows above."""
    while len(row) in below:
        left, text = below.pop(len(row))
        if left > 1:
            below[len(row)] = (left - 1, text)
        row.append(text)


def _span(cell: Any, name: str, most: int) -> int:  # noqa: ANN401
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 5 else 1  # noqa: PLR2004


def _cell_text(cell: Any) -> str:  # noqa: ANN401
    """The text of a cell; what stands on lines of its own in it is set apart by semicolons."""
    lines: list[list[str]] = [[]]
    for element in cell.iter():
        if element is not cell and element.tag in {"br", "p", "div", "li"}:
            lines.append([])
        lines[-1].append(element.text or "")
        if element is not cell:
            lines[-1].append(element.tail or "")
    return "; ".join(filter(None, (" ".join("".join(line).split()) for line in lines)))
