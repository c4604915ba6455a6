"""A record inside a record: its fields are asked for, grounded and compared in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.kinds.grounds import NotSaidError
from partyx.kinds.roles.base import Role

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from partyx.kinds.asking import Find, Lookup
    from partyx.kinds.fields import RecordSpec
    from partyx.kinds.grounds import Grounds
    from partyx.records import Span


class NestedRole(Role):
    """Another record."""

    cells = {}  # noqa: RUF012 - its own fields are scored
    entry = "record"

    def __init__(self, spec: RecordSpec) -> None:
        """A record of ``spec``."""
        self.spec = spec

    def wire(self) -> Any:  # noqa: ANN401 - an annotation
        """An object with the inner fields."""
        return self.spec.wire

    def complaints(self, place: str, said: Any, lookup: Lookup) -> Iterator[str]:  # noqa: ANN401 - JSON
        """Those of its fields."""
        yield from self.spec.complaints(place, said, lookup)

    def drafted(self, said: Any, lookup: Lookup) -> Any:  # noqa: ANN401
        """Its fields, drafted."""
        return self.spec.drafted(said, lookup)

    def same(self, drafted: Any, lookup: Lookup) -> Hashable:  # noqa: ANN401
        """Its key."""
        return self.spec.same(drafted, lookup)

    def differ(self, one: Any, other: Any, lookup: Lookup) -> bool:  # noqa: ANN401 - drafted
        """Whether a field does."""
        return self.spec.differ(one, other, lookup)

    def answered(self, example: Any, lookup: Lookup) -> Any:  # noqa: ANN401
        """Its fields, answered."""
        return self.spec.answered(example, lookup)

    def quoting(self) -> Any:  # noqa: ANN401 - an annotation
        """An object with the inner fields."""
        return self.spec.quoting

    def of_quote(self, quote: Any, find: Find) -> Any:  # noqa: ANN401 - a record of quotes
        """Its fields."""
        return self.spec.of_quotes(quote, find)

    def ground(self, drafted: Any, grounds: Grounds) -> Any:  # noqa: ANN401
        """The record; a field that cannot be found is put aside alone where it may be left out."""
        try:
            return self.spec.ground(drafted, grounds, inside=True)
        except NotSaidError as why:
            raise NotSaidError(f"does not hold ({why})") from None

    def spans(self, value: Any) -> Iterator[Span]:  # noqa: ANN401
        """Those of its fields."""
        yield from self.spec.spans(value)

    def quotes(self, value: Any) -> Iterator[str]:  # noqa: ANN401
        """Those of its fields."""
        for field, one in self.spec.values(value):
            yield from field.role.quotes(one)

    def facets(self, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
        """Those of its fields."""
        yield from self.spec.facets(value).items()

    def written(self, value: Any) -> dict[str, Any]:  # noqa: ANN401
        """Its fields, written."""
        return self.spec.written(value)

    def line(self, value: Any) -> str:  # noqa: ANN401
        """Its fields, "; " between them."""
        lines = (f"{name}: {text}" for name, text in self.spec.lines(value))
        return ", ".join(lines)
