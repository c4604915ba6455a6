"""The records of one type as an extraction holds them: a tuple that shows itself as a table."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel

R = TypeVar("R", bound=BaseModel)


class Records(tuple[R, ...]):
    """Records in text order. In every respect a tuple; a notebook shows it as a table, with quotes."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from partyx.display.html import listed  # noqa: PLC0415 - loaded by who looks

        return listed(self, type(self[0]).__name__.lower() + "s" if self else "records")


Listed = Annotated[tuple[R, ...], AfterValidator(Records)]
"""The type of a field that holds records."""
