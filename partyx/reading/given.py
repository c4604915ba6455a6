"""What a caller says of an article beside its source."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from partyx.errors import InputError, briefly
from partyx.reading.stamps import parse_day

if TYPE_CHECKING:
    from partyx.article import Article


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of an article; it wins over what the source says."""

    id: str | None = None
    published: dt.date | None = None
    url: str | None = None
    outlet: str | None = None

    @classmethod
    def of(cls, **stated: Any) -> Self:  # noqa: ANN401 - a cell of anybody's table
        """Take it as the cells of a table have it: a day also as a time or printed, a number as the id.

        Raises:
            InputError: A value cannot be what it is stated to be.
        """
        taken: dict[str, Any] = {
            name: (_day if name == "published" else _text)(name, value) for name, value in stated.items()
        }
        return cls(**taken)

    def put_into(self, article: Article) -> Article:
        """The article with these in place of its own."""
        stated = {name: getattr(self, name) for name in ("id", "published", "url", "outlet")}
        return replace(article, **{name: value for name, value in stated.items() if value is not None})


def _day(name: str, value: Any) -> dt.date | None:  # noqa: ANN401
    if _is_nothing(value):
        return None
    if hasattr(value, "astype"):  # numpy's day, whose own time zone and unit are numpy's
        value = str(value)
    if isinstance(value, dt.datetime):
        return value.date()
    day = parse_day(value) if isinstance(value, str) else value
    if not isinstance(day, dt.date):
        raise InputError(
            f"{name} is a day, a date object or printed as 2024-05-20 or 20/5/2024, and not {briefly(value)}."
        )
    return day


def _text(name: str, value: Any) -> str | None:  # noqa: ANN401
    if _is_nothing(value):
        return None
    if name == "id" and hasattr(value, "__index__"):  # the number of a row, Python's or numpy's
        return str(value)
    if not isinstance(value, str):
        raise InputError(f"{name} is text and not {briefly(value)}.")
    return value


def _is_nothing(value: Any) -> bool:  # noqa: ANN401
    """Whether an empty cell is meant: None, or what is not even equal to itself, as NaN, NaT and NA."""
    try:
        return value is None or not value == value  # noqa: PLR0124, SIM201
    except Exception:  # noqa: BLE001 - of anybody's class; pandas' NA is neither true nor false
        return type(value).__name__ == "NAType"
