"""What one article gave: the records, what was found wrong with them, and how they came about."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    BeforeValidator,
    Field,
    InstanceOf,
    PlainSerializer,
    PrivateAttr,
    ValidationError,
    WithJsonSchema,
)

from partyx.errors import InputError
from partyx.files import boundary, parse_json
from partyx.kinds.built_in.directive import Directive
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.records import (
    READ_VERSIONS,
    SCHEMA_VERSION,
    ArticleRef,
    Coverage,
    Finding,
    Frozen,
    Provenance,
    Unlocated,
)
from partyx.tabled import Listed  # noqa: TC001 - pydantic reads the annotations at run time

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from partyx.article import Article

_REFERENCE = re.compile(r"(?P<kind>[a-z_]\w{0,99})\[(?P<index>\d{1,9})\]", re.ASCII)


R = TypeVar("R", bound=Frozen)

Own = Annotated[
    InstanceOf[Frozen] | dict[str, Any],
    PlainSerializer(lambda it, info: it.model_dump(mode=info.mode) if isinstance(it, Frozen) else it),
    WithJsonSchema({"type": "object"}),
]
"""A record of the user's own; a dict where it was read back from JSON and its type is not known yet."""


class Extraction(Frozen):
    """The records of one article, each tied to the characters it came from.

    It remembers the article it was made from, so that a notebook can show the evidence in place. The
    article's text is never part of the JSON; an extraction loaded from JSON shows quotes instead.
    """

    schema_version: Annotated[
        Literal["1.1"], BeforeValidator(lambda it: SCHEMA_VERSION if it in READ_VERSIONS else it)
    ] = Field(
        default=SCHEMA_VERSION, description="Version of these records; fields are added, never renamed."
    )
    article: ArticleRef = Field(description="The article the records are from.")
    meetings: Listed[Meeting] = Field(default=(), description="Events held or announced, in text order.")
    statistics: Listed[Statistic] = Field(
        default=(), description="Numbers that measure something, in text order."
    )
    directives: Listed[Directive] = Field(
        default=(), description="Documents that direct work, and spoken instructions, in text order."
    )
    records: dict[str, tuple[Own, ...]] = Field(
        default_factory=dict,
        description="Records of the user's own, by the plural of their type, in text order.",
    )
    unlocated: tuple[Unlocated, ...] = Field(
        default=(), description="Claims of a model that could not be found in the text."
    )
    findings: tuple[Finding, ...] = Field(default=(), description="What the checks noticed.")
    coverage: Coverage = Field(description="What became of the article's digit strings.")
    provenance: Provenance = Field(description="How the records came about.")

    _source: Article | None = PrivateAttr(default=None)
    _types: dict[str, type[Any]] = PrivateAttr(default_factory=dict)

    def with_source(self, article: Article) -> Self:
        """A copy that remembers ``article``, for display; its JSON is the same."""
        copy = self.model_copy()
        copy._source = article  # noqa: SLF001 - a copy of our own
        return copy

    def with_id(self, name: str) -> Self:
        """A copy whose article has another id."""
        copy = self.model_copy(update={"article": self.article.model_copy(update={"id": name})})
        return copy if self._source is None else copy.with_source(replace(self._source, id=name))

    def with_types(self, types: Iterable[type[Frozen]]) -> Self:
        """A copy that knows the types of the user's own records that were asked for, found or not.

        Raises:
            InputError: Records in it are not of their type as it is declared now.
        """
        known = {_plural(kind): kind for kind in types}
        records = dict.fromkeys(known, ()) | {
            name: self.of(known[name]) if name in known else found for name, found in self.records.items()
        }
        copy = self.model_copy(update={"records": records})
        copy._types = {**self._types, **known}  # noqa: SLF001 - a copy of our own
        return copy

    @property
    def types(self) -> dict[str, type[Any]]:
        """The types of the user's own records by their plural, as far as they are known."""
        return dict(self._types)

    @property
    def source(self) -> Article | None:
        """The article the records were made from; None when loaded from JSON."""
        return self._source

    @property
    def text(self) -> str | None:
        """The NFC text that every span counts in; None when loaded from JSON."""
        return None if self._source is None else self._source.text

    def record(self, reference: str) -> Any:  # noqa: ANN401 - of any type
        """The record of a reference as findings have them: "statistics[27]".

        Raises:
            InputError: There is no such record here.
        """
        match = _REFERENCE.fullmatch(reference)
        found = self.by_type().get(match["kind"], ()) if match else ()
        if match is None or int(match["index"]) >= len(found):
            raise InputError(f"{self.article.id} has no record {reference[:80]!r}.")
        return found[int(match["index"])]

    def records_of(self, finding: Finding) -> tuple[Any, ...]:
        """The records that a finding is about, in its order.

        Raises:
            InputError: It is a finding of another extraction.
        """
        return tuple(self.record(reference) for reference in finding.records)

    def by_type(self) -> dict[str, tuple[Any, ...]]:
        """The records by the plural of their type, the built-in three first."""
        return {**{name: getattr(self, name) for name in _BUILT_IN.values()}, **self.records}

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """The records of one type: a class of the user's own, or ``Meeting``, ``Statistic``, ``Directive``.

        Raises:
            InputError: They were read back from JSON and are not of this type as it is declared now.
        """
        if kind in _BUILT_IN:
            found: tuple[R, ...] = getattr(self, _BUILT_IN[kind])
            return found
        plural = _plural(kind)
        records = self.records.get(plural, ())
        try:
            return tuple(it if isinstance(it, kind) else kind.model_validate(_fields(it)) for it in records)
        except ValidationError as error:
            raise InputError(
                f"the {plural} of {self.article.id} are not of the type {kind.__name__} as it is now: {error}"
            ) from None

    def to_dict(self) -> dict[str, Any]:
        """The extraction as plain JSON values, in the order of the contract."""
        return self.model_dump(mode="json")

    def to_json(self, indent: int | None = 2) -> str:
        """The extraction as JSON text, Vietnamese letters as they are.

        Args:
            indent: Spaces a level; None gives one line.
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent, allow_nan=False)

    @classmethod
    def from_json(cls, text: str | bytes, records: Iterable[type[Frozen]] = ()) -> Self:
        """Read back what :meth:`to_json` wrote.

        Args:
            text: The JSON.
            records: The types of the user's own records in it. Those of other types are dicts until
                :meth:`of` is asked for them.

        Raises:
            InputError: ``text`` is not the JSON of an extraction; the message names the first wrong field.
        """
        advice = f"This version reads schema version {SCHEMA_VERSION}."
        with boundary("not the JSON of a partyx extraction", InputError, advice):
            read = cls.model_validate(parse_json(text))
        return read.with_types(kind for kind in records if _plural(kind) in read.records)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """One pandas table a record type; of many extractions together: :func:`partyx.to_frames`.

        Raises:
            MissingExtraError: pandas is not installed.
            InputError: Records of the user's own were read back from JSON without their type.
        """
        from partyx.display.frames import to_frames  # noqa: PLC0415 - only who asks for tables pays for pandas

        return to_frames(self)

    def __eq__(self, other: object) -> bool:
        """Whether the records are equal; whether the article is remembered does not matter."""
        if not isinstance(other, Extraction):
            return NotImplemented
        return self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]  # a claim or a timing is a dict

    def __repr__(self) -> str:
        """One line with the counts."""
        counts = ", ".join(
            f"{len(getattr(self, name))} {name}"
            for name in ("meetings", "statistics", "directives", "findings")
        )
        counts = "".join((counts, *(f", {len(records)} {name}" for name, records in self.records.items())))
        return f"<Extraction {self.article.id}: {counts}>"

    def __str__(self) -> str:
        """The records as a person reads them, 100 columns wide."""
        from partyx.display.text import plain  # noqa: PLC0415 - rich is loaded by who prints

        return plain(self)

    def _repr_html_(self) -> str:
        """What a notebook shows: the article with its evidence in colour, beside tables."""
        from partyx.display.html import page  # noqa: PLC0415

        return page(self)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """The same for IPython, and as text the whole table instead of one line of counts."""
        return {"text/html": self._repr_html_(), "text/plain": str(self)}

    def to_html(self) -> str:
        """A whole page, to save and open: the article with its evidence in colour, beside tables.

        It holds no script and fetches nothing. An extraction read back from JSON, which has no article, shows
        quotes instead.
        """
        from partyx.display.html import whole_page  # noqa: PLC0415

        return whole_page(self)

    def to_markdown(self) -> str:
        """The records as Markdown tables, each with its quote, and what the checks found."""
        from partyx.display.markdown import markdown  # noqa: PLC0415

        return markdown(self)


_BUILT_IN: dict[type[Frozen], str] = {Meeting: "meetings", Statistic: "statistics", Directive: "directives"}


def _plural(kind: type[Frozen]) -> str:
    """What several records of a type of the user's own are called."""
    return str(getattr(kind, "plural", ""))


def _fields(it: Frozen | dict[str, Any]) -> dict[str, Any]:
    return it.model_dump() if isinstance(it, Frozen) else it
