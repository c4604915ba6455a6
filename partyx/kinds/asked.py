"""Several record types asked for together: their one answer, and what the prompt says of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, create_model

from partyx.errors import DeclarationError
from partyx.kinds.roles.nested import NestedRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.kinds.fields import FieldSpec, RecordSpec

AT = "câu nêu mục này đầy đủ nhất (s…)"


class Shown(NamedTuple):
    """An example as the model sees it, by reference and in quotes.

    Attributes:
        article: The text with its marks.
        answer: The right answer.
        text: The text as it is.
        quotes: The right answer in quotes of it.
    """

    article: str
    answer: str
    text: str
    quotes: str


@dataclass(frozen=True)
class Asked:
    """The record types that are asked for together.

    Attributes:
        built_in: The names of the built-in ones; they have questions of their own.
        specs: The user's own.
        examples: Of these, shown before the article.
    """

    built_in: frozenset[str]
    specs: tuple[RecordSpec, ...] = ()
    examples: tuple[Shown, ...] = ()

    def __post_init__(self) -> None:
        """Check that their names differ.

        Raises:
            DeclarationError: Two of them are called the same.
        """
        names = [spec.plural for spec in self.specs]
        for name in names:
            if names.count(name) > 1:
                raise DeclarationError(
                    f"two record types are called {name!r}. Give one a  plural  of its own."
                )
        for spec in self.specs:
            _check_names(spec)

    @cached_property
    def answer(self) -> type[BaseModel]:
        """The answer: a list for each type."""
        lists: dict[str, Any] = {spec.plural: (list[spec.item], ...) for spec in self.specs}  # type: ignore[name-defined]
        return create_model("Records", __config__=ConfigDict(extra="forbid", strict=True), **lists)

    @cached_property
    def quoting(self) -> type[BaseModel]:
        """The answer of a model that only quotes."""
        lists: dict[str, Any] = {spec.plural: (list[spec.quoting], ...) for spec in self.specs}  # type: ignore[name-defined]
        return create_model("Quotes", __config__=ConfigDict(extra="forbid", strict=True), **lists)

    def answer_of(self, **lists: Any) -> BaseModel:  # noqa: ANN401 - JSON
        """An answer with these lists, the others empty."""
        return self.answer.model_validate({spec.plural: [] for spec in self.specs} | lists)

    @cached_property
    def sha256(self) -> str:
        """The hash of the answer's schema and of all that the prompt says of the types."""
        said = [self.answer.model_json_schema(), self.explained(), [list(one[:2]) for one in self.examples]]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def explained(self, *, quoted: bool = False) -> str:
        """What the prompt says about the types: what counts as one, and each field.

        Args:
            quoted: Whether the model answers by quotes.
        """
        return "\n\n".join("\n".join(_section(spec, quoted)) for spec in self.specs)


TABLES = frozenset(
    ("articles", "meetings", "people", "statistics", "directives", "tasks", "findings", "evidence")
)
"""The tables that there are of any extraction."""
PLACES = ("value", "of", "task", "digits")
"""What gold calls places of the text that are no records: labels beside those of record types."""
_TAKEN = ("article", "record", "start", "end", "quote")
"""The columns that every table of records has beside those of its fields."""


def _check_names(spec: RecordSpec) -> None:
    """Check that the type's table and its columns have names of their own.

    Raises:
        DeclarationError: They have not.
    """
    name = spec.kind.__name__
    if spec.plural in TABLES or spec.plural in PLACES:
        raise DeclarationError(
            f"{name}: its records would be called {spec.plural!r}, which is taken. Give them another name:  "
            f'plural = "{spec.name}_records".'
        )
    taken = dict.fromkeys(_TAKEN, "every table")
    for field in spec.fields:
        for column in field.columns():
            if column in taken:
                raise DeclarationError(
                    f"{name}.{field.name}: its column {column!r} is that of {taken[column]}. "
                    "Choose another name."
                )
            taken[column] = f"the field {field.name!r}"


BUILT_IN_ONLY = Asked(frozenset(("meetings", "statistics", "directives")))
"""What is asked for where nobody asks for anything else."""


def _section(spec: RecordSpec, quoted: bool) -> Iterator[str]:  # noqa: FBT001
    yield f"# {spec.plural}"
    yield ""
    yield spec.about
    yield ""
    if not quoted:
        yield f"- at: {AT}"
    yield from _fields(spec.fields, quoted, "")


def _fields(fields: tuple[FieldSpec, ...], quoted: bool, indent: str) -> Iterator[str]:  # noqa: FBT001
    for field in fields:
        asked = field.asked(quoted=quoted)
        yield f"{indent}- {field.name}: {asked}" if asked else f"{indent}- {field.name}"
        if isinstance(field.role, NestedRole):
            yield from _fields(field.role.spec.fields, quoted, f"{indent}  ")
