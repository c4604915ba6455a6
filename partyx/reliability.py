"""How sure each value of a record is: how often values that came about in the same way were right.

Nothing is asked for this. What an extraction knows of a value itself (which engine gave it, whether its time
is its own or inherited, whether a check found something about its record) puts the value into a class, and a
:class:`Reliability` says how often values of that class were right when a run was graded against gold. The
table that comes with the library is of the library's own evals; ``partyx eval reliability --write`` makes
one of your own gold and model.
"""

from __future__ import annotations

from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

from pydantic import Field

from partyx.errors import InputError
from partyx.files import boundary, parse_json, read_bytes
from partyx.records import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from partyx.extraction import Extraction

RECORD = "record"
"""The field that stands for the record as a whole: whether there is such a fact at all."""
FOUND = "found"
"""The sign of a record that a check warns about."""
FEWEST = 20
"""Values a class must have been seen with; fewer tell nothing, and a wider class is taken."""
FEWEST_ARTICLES = 5
"""Articles they must be from: values of one article are right or wrong together."""


class ValueClass(Frozen):
    """Values that came about in the same way, and how often they were right."""

    engine: str = Field(
        description='Who gave them: "rules", or a model asked about an "article" or a "sentence".'
    )
    field: str = Field(description='Example: "statistics.period"; "statistics.record" is the record itself.')
    sign: str = Field(description='What tells such values from others: "article", "found"; "" for all.')
    right: int = Field(ge=0, description="How many were right.")
    of: int = Field(ge=1, description="How many there were.")
    articles: int = Field(ge=1, description="In how many articles.")
    low: float = Field(ge=0, le=1, description="Lower end of the 95 % interval of the share right.")
    high: float = Field(ge=0, le=1, description="Its upper end.")

    @property
    def share(self) -> float:
        """The share right, 0 to 1."""
        return self.right / self.of

    @property
    def is_telling(self) -> bool:
        """Whether it was seen often enough, in enough articles, to say anything."""
        return self.of >= FEWEST and self.articles >= FEWEST_ARTICLES


class Reliability(Frozen):
    """How often the values of each class were right, in runs that were graded."""

    classes: tuple[ValueClass, ...] = Field(description="Sorted by engine, field and sign.")

    @classmethod
    def shipped(cls) -> Reliability:
        """The table of the library's own evals: rules, and a strong model asked about whole articles."""
        return _shipped()

    @classmethod
    def load(cls, path: Path) -> Reliability:
        """A table of one's own, as ``partyx eval reliability --write`` makes it.

        Raises:
            InputError: The file cannot be read, or holds no table.
        """
        with boundary(path, InputError, "Make it with  partyx eval reliability RUN --write FILE."):
            return cls.model_validate(parse_json(read_bytes(path)))

    def to_json(self) -> str:
        """What :meth:`load` reads: a class a line."""
        lines = ",\n".join(it.model_dump_json() for it in self.classes)
        return f'{{"classes": [\n{lines}\n]}}\n'

    def of(self, extraction: Extraction, reference: str) -> dict[str, ValueClass]:
        """Each filled field of a record, with the narrowest class of its values that tells anything.

        Args:
            extraction: The record's.
            reference: As findings have it: "statistics[27]".

        Returns:
            Field name to class, and under ``"record"`` how sure the record itself is. What too few values
            were seen of is left out: nothing is known about it.

        Raises:
            InputError: There is no such record.
        """
        engine, kind = engine_of(extraction), reference.partition("[")[0]
        sure: dict[str, ValueClass] = {}
        for name, signs in signs_of(extraction, reference).items():
            keys = ((engine, f"{kind}.{name}", sign) for sign in signs)
            found = next((self._telling[key] for key in keys if key in self._telling), None)
            if found is not None:
                sure[name] = found
        return sure

    @cached_property
    def _telling(self) -> dict[tuple[str, str, str], ValueClass]:
        """The classes that tell anything, by engine, field and sign."""
        return {(it.engine, it.field, it.sign): it for it in self.classes if it.is_telling}


def engine_of(extraction: Extraction) -> str:
    """Who gave the values, as the classes have it."""
    return extraction.provenance.asked or extraction.provenance.engine


def signs_of(extraction: Extraction, reference: str) -> dict[str, tuple[str, ...]]:
    """Each filled field of a record with the signs of its value, the narrowest first, "" for all last."""
    record = extraction.record(reference)
    warned = any(it.severity != "note" and reference in it.records for it in extraction.findings)
    fields: dict[str, tuple[str, ...]] = {}
    for name in (RECORD, *_filled(record)):
        source = getattr(record, f"{name}_from", None)
        fields[name] = (*_narrowing(source, warned=warned), "")
    return fields


def _narrowing(source: str | None, *, warned: bool) -> Iterator[str]:
    if warned:
        yield FOUND
    if source is not None:
        yield source


def _filled(record: object) -> Iterator[str]:
    for name in getattr(type(record), "model_fields", ()):
        if getattr(record, name) not in (None, (), False):
            yield name


@cache
def _shipped() -> Reliability:
    text = resources.files("partyx").joinpath("reliability.json").read_text(encoding="utf-8")
    return Reliability.model_validate(parse_json(text.encode()))
