"""What has no place of its own: a few words of the model, a choice, yes or no."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from partyx.kinds.grounds import NotSaidError
from partyx.kinds.roles.base import MAYBE, Spanless

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from partyx.kinds.asking import Lookup
    from partyx.kinds.grounds import Grounds
    from partyx.kinds.roles.base import Columns

LONGEST = 200
"""Characters of a label."""


class Placeless(Spanless):
    """What is said as it is, and stands nowhere by itself."""

    def complaints(self, place: str, said: Any, lookup: Lookup) -> Iterator[str]:  # noqa: ANN401, ARG002 - as the base
        """Nothing: the schema has said it all."""
        yield from ()

    def asked_to_quote(self) -> str:
        """As ever."""
        return self.asked()

    def drafted(self, said: Any, lookup: Lookup) -> Any:  # noqa: ANN401, ARG002
        """As it is."""
        return said

    def same(self, drafted: Any, lookup: Lookup) -> Hashable:  # noqa: ANN401, ARG002
        """As it is."""
        return str(drafted)

    def differ(self, one: Any, other: Any, lookup: Lookup) -> bool:  # noqa: ANN401, ARG002
        """Never: it is the model's word, and may be another the second time."""
        return False

    def quotes(self, value: Any) -> Iterator[str]:  # noqa: ANN401, ARG002
        """Nothing."""
        yield from ()


class LabelRole(Placeless):
    """A few words of the model's own, which the article must bear out."""

    hint = "vài chữ, lấy từ chữ của bài"

    def wire(self) -> Any:  # noqa: ANN401 - an annotation
        """A short text."""
        return Annotated[str, Field(min_length=1, max_length=LONGEST)]

    def drafted(self, said: str, lookup: Lookup) -> str | None:
        """Without marks."""
        return " ".join(lookup.plain(said).split()) or None

    def ground(self, drafted: str, grounds: Grounds) -> str:
        """The label itself."""
        why = grounds.objection(drafted)
        if why is not None:
            raise NotSaidError(why)
        return drafted


Label = Annotated[str, LabelRole()]
"""A few words of the model's own, which the article must bear out: names and figures in it are the article's,
and most of its words stand in the paragraph of the record's evidence."""


class ChoiceRole(Placeless):
    """One of a few words."""

    cells = {"": "label"}  # noqa: RUF012 - a constant of the class
    entry = "choice"
    few = True

    def __init__(self, values: tuple[str, ...], enum: type[Enum] | None = None) -> None:
        """Choose among ``values``, which are those of ``enum`` where there is one."""
        self.values = values
        self._enum = enum

    def wire(self) -> Any:  # noqa: ANN401 - an annotation
        """The values."""
        return Literal[self.values]

    def asked(self) -> str:
        """The values, in quotes."""
        return "một trong: " + ", ".join(f'"{value}"' for value in self.values)

    def ground(self, drafted: str, grounds: Grounds) -> Any:  # noqa: ANN401, ARG002 - as the base
        """The value."""
        if drafted not in self.values:
            raise NotSaidError(f"is none of {', '.join(self.values)}")
        return self._enum(drafted) if self._enum else drafted

    def line(self, value: Any) -> str:  # noqa: ANN401
        """The word."""
        return str(value.value if isinstance(value, Enum) else value)

    def facets(self, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
        """The word."""
        yield "topic", self.line(value)

    def gold(self, written: Any) -> Mapping[str, object]:  # noqa: ANN401 - JSON
        """One of the values."""
        if written not in self.values:
            raise ValueError(f"{written!r} is none of {', '.join(self.values)}")
        return {"": written}


class FlagRole(Placeless):
    """Yes or no."""

    hint = "true hoặc false"
    cells = {"": "flag"}  # noqa: RUF012 - a constant of the class
    entry = "flag"
    few = True

    def wire(self) -> Any:  # noqa: ANN401 - an annotation
        """A boolean."""
        return bool

    def ground(self, drafted: bool, grounds: Grounds) -> bool:  # noqa: ARG002, FBT001 - as the base
        """As it is."""
        return drafted

    def line(self, value: bool) -> str:  # noqa: FBT001 - as the base
        """Yes; no is not worth a line."""
        return "yes" if value else ""

    def columns(self, name: str) -> Columns:
        """One column; missing where nothing is said."""
        return {name: MAYBE}

    def row(self, name: str, value: bool | None) -> dict[str, Any]:  # noqa: FBT001
        """As it is."""
        return {name: value}

    def compared(self, value: bool) -> Mapping[str, object]:  # noqa: FBT001
        """As it is."""
        return {"": value}

    def gold(self, written: Any) -> Mapping[str, object]:  # noqa: ANN401 - JSON
        """True or false."""
        if not isinstance(written, bool):
            raise ValueError(f"{written!r} is neither true nor false")  # noqa: TRY004 - of the gold file
        return {"": written}

    def typed(self, written: bool) -> str:  # noqa: FBT001 - as the base
        """Yes, or nothing."""
        return "yes" if written else ""

    def untyped(self, line: str) -> bool:
        """The same."""
        return bool(line)
