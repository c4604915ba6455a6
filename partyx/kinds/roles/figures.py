"""Figures, with what they count."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from partyx.kinds.asking import of_another_kind
from partyx.kinds.grounds import NotSaidError, read_as
from partyx.kinds.roles.base import NUMBER, TEXT, Role, quoted_id
from partyx.kinds.values import FigureRef
from partyx.language.abbreviations import modern_tones, write_out
from partyx.language.fold import fold
from partyx.mention import Kind, NumberReading

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from partyx.kinds.asking import Find, Lookup
    from partyx.kinds.grounds import Grounds
    from partyx.kinds.roles.base import Columns
    from partyx.language.ranges import Range


_TYPED = re.compile(r"(-?\d+(?:[.,]\d+)?)(?:\s*(%)|\s+(\S.*))?")


NUMBER_AND_UNIT = re.compile(r"[^\d]*(?P<number>\d[\d.,/–-]*\s?%?)\s*")
"""A number in a quote like "hơn 1.204 hộ"; what follows is its unit."""


class WireFigure(BaseModel):
    """The id of a number, and its unit as printed."""

    model_config = ConfigDict(extra="forbid", strict=True)

    v: str
    unit: str | None


class FigureRole(Role):
    """A number that the article prints, and its unit."""

    hint = "v: n…; unit: vật được đếm hoặc đơn vị đo, nguyên văn, null khi là %"
    cells = {"": "number", ".unit": "unit"}  # noqa: RUF012 - a constant of the class
    entry = "figure"

    def wire(self) -> Any:  # noqa: ANN401 - an annotation
        """An object of id and unit."""
        return WireFigure

    def complaints(self, place: str, said: Any, lookup: Lookup) -> Iterator[str]:  # noqa: ANN401 - JSON
        """The id of a number."""
        mention = lookup.mention(said.v)
        if mention is None and not (lookup.as_id(said.v) is None and lookup.occurs(said.v)):
            yield f'{place}.v: không có id "{said.v}" trong bài'
        elif mention and not any(isinstance(reading, NumberReading) for reading in mention.readings):
            yield of_another_kind(f"{place}.v", mention, {Kind.NUMBER})
        if said.unit is not None and not lookup.occurs(said.unit):
            yield f'{place}.unit: "{said.unit}" không có trong bài'

    def drafted(self, said: Any, lookup: Lookup) -> Any:  # noqa: ANN401
        """Id or quote, and unit."""
        figure = super().drafted(said.v, lookup)
        return figure and {"v": figure, "unit": lookup.plain(said.unit or "") or None}

    def same(self, drafted: Any, lookup: Lookup) -> Hashable:  # noqa: ANN401
        """The number as printed."""
        return super().same(drafted["v"], lookup)

    def differ(self, one: Any, other: Any, lookup: Lookup) -> bool:  # noqa: ANN401 - drafted
        """Whether the numbers are others; "2" is no part of "12"."""
        return self.same(one, lookup) != self.same(other, lookup)

    def answered(self, example: str, lookup: Lookup) -> dict[str, str | None]:
        """Of a quote like "45 phiếu" the number's id, and the rest as its unit."""
        name = quoted_id(example, lookup, Kind.NUMBER, Kind.OTHER)
        mention = lookup.mention(name)
        rest = example.replace(mention.text, "", 1).strip() if mention else ""
        return {"v": name, "unit": rest or None}

    def quoting(self) -> Any:  # noqa: ANN401 - an annotation
        """Number and unit in one text."""
        return str

    def of_quote(self, quote: str, find: Find) -> dict[str, str | None]:
        """Number and unit: of "hơn 1.204 hộ" the id of "1.204", and "hộ"."""
        match = NUMBER_AND_UNIT.match(quote)
        number = match["number"].strip() if match else quote
        rest = quote[match.end() :].strip() if match else ""
        return {"v": find(number, Kind.NUMBER, Kind.OTHER) or number, "unit": rest or None}

    def ground(self, drafted: Any, grounds: Grounds) -> FigureRef:  # noqa: ANN401
        """The number's value, whole and qualifier, all as printed."""
        reading, place = read_as(NumberReading, drafted["v"], grounds)
        span = grounds.span(place)
        return FigureRef(
            value=whole(reading.value),
            upper=None if reading.upper is None else whole(reading.upper),
            of=None if reading.of is None else whole(reading.of),
            unit=_unit(drafted["unit"], reading.unit, place, grounds),
            qualifier=reading.qualifier,
            printed=span.text,
            span=span,
        )

    def quotes(self, value: FigureRef) -> Iterator[str]:
        """The number as printed; its unit may be written out."""
        yield value.printed

    def facets(self, value: FigureRef) -> Iterator[tuple[str, Any]]:
        """Value and unit."""
        yield "value", value.value
        yield "unit", value.unit or ""

    def columns(self, name: str) -> Columns:
        """Value, unit, and as printed."""
        return {name: NUMBER, f"{name}_unit": TEXT, f"{name}_printed": TEXT}

    def row(self, name: str, value: FigureRef | None) -> dict[str, Any]:
        """The same."""
        said = (None, None, None) if value is None else (as_number(value.value), value.unit, value.printed)
        return dict(zip(self.columns(name), said, strict=True))

    def compared(self, value: FigureRef) -> Mapping[str, object]:
        """Value and unit."""
        return {"": value.value, ".unit": value.unit}

    def gold(self, written: Any) -> Mapping[str, object]:  # noqa: ANN401 - JSON
        """A number, or ``{"value": 45, "unit": "phiếu"}``."""
        said = written if isinstance(written, dict) else {"value": written}
        number = said.get("value")
        if isinstance(number, bool) or not isinstance(number, int | float) or said.keys() - {"value", "unit"}:
            raise ValueError(f'{written!r} is no figure: write 45, or {{"value": 45, "unit": "phiếu"}}')
        return {"": number, ".unit": said.get("unit")}

    def written(self, value: FigureRef) -> Any:  # noqa: ANN401 - JSON
        """The number, with its unit where it has one."""
        return value.value if value.unit is None else {"value": value.value, "unit": value.unit}

    def typed(self, written: Any) -> str:  # noqa: ANN401 - JSON
        """The number and its unit: "47 people", "80.8 %"."""
        said = written if isinstance(written, dict) else {"value": written}
        return f"{json.dumps(said['value'])} {said.get('unit') or ''}".strip()

    def untyped(self, line: str) -> Any:  # noqa: ANN401 - JSON
        """The same."""
        match = _TYPED.fullmatch(line)
        if match is None:
            raise ValueError(f"{line!r} is no figure: write 1513, 80.8 % or 47 and its unit")
        number = json.loads(match[1].replace(",", "."))
        unit = match[2] or match[3]
        return {"value": number, "unit": unit} if unit else number


def as_number(value: float | None) -> float | None:
    """A figure of a table; None for one of hundreds of digits, which no table holds."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return None


def whole(number: float) -> int | float:
    """An integer where the number is one: 82,0% is 82."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _unit(said: str | None, printed: str | None, place: Range, grounds: Grounds) -> str | None:
    """What is printed as part of the figure ("%", "tỷ đồng"), or what the sentence says it counts."""
    if said is None or said == printed:
        return printed
    if printed is not None and not fold(said).startswith(fold(printed)):
        return printed
    try:
        start, end = grounds.quoted(said)
    except NotSaidError as why:
        grounds.refuse("unit", said, f"the unit {said!r} {why}")
        return printed
    sentence = grounds.sentence(place[0])
    if not sentence[0] <= start <= end <= sentence[1]:
        grounds.refuse("unit", said, f"the unit {said!r} is not in the figure's sentence")
        return printed
    return modern_tones(write_out(" ".join(grounds.view[start:end].split()), "unit"))
