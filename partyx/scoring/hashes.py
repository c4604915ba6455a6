"""Hashes that say whether two figures may be compared: corpus, gold, scorer; and what a run said."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from partyx.kinds.built_in.directive import Directive
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.kinds.record import spec_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

    from partyx.extraction import Extraction

_SCORER = {
    "partyx.scoring.metric": (
        "assignment.py", "cells.py", "comparators.py", "grounding.py",
        "likeness.py", "nodes.py", "numbers.py", "own.py", "score.py",
    ),
    "partyx.language": ("abbreviations.py", "fold.py", "vi/abbreviations.toml"),
}  # fmt: skip

_NOT_OF_THE_ENGINE = frozenset({"scoring", "display", "cli", "__pycache__"})


def digest(*parts: str) -> str:
    """SHA-256 of some texts, hexadecimal; the split between them counts."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8")
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


@cache
def scorer_hash() -> str:
    """The hash of every file of code or words that decides a score, and of what is compared of each field.

    Line ends do not count.
    """
    compared = [
        [one.plural, field.name, field.later, sorted(field.role.cells.items())]
        for one in (spec_of(Statistic), spec_of(Meeting), spec_of(Directive))
        for field in one.fields
    ]
    return digest(
        *(
            (resources.files(package) / name).read_text(encoding="utf-8").replace("\r\n", "\n")
            for package, names in _SCORER.items()
            for name in names
        ),
        json.dumps(compared),
    )


@cache
def engine_hash() -> str:
    """The hash of what makes extractions: code and words of partyx but scoring, display and command line."""
    root = resources.files("partyx")
    sources = sorted(_sources(root, ""), key=lambda source: source[0])
    return combined((name, digest(text.replace("\r\n", "\n"))) for name, text in sources)


def _sources(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}" if path else entry.name
        if entry.is_dir() and name not in _NOT_OF_THE_ENGINE:
            yield from _sources(entry, name)
        elif entry.name.endswith((".py", ".toml")):
            yield name, entry.read_text(encoding="utf-8")


def combined(hashes: Iterable[tuple[str, str]]) -> str:
    """One hash of several named ones, in any order."""
    return digest(*(f"{name}={value}" for name, value in sorted(hashes)))


def fingerprint(found: Extraction) -> str:
    """The hash of what an extraction says; when, how and from where it was made does not count."""
    left_out: dict[str, Any] = {"provenance": True, "article": {"source", "url"}}
    said = found.model_dump(mode="json", exclude=left_out | ({} if found.records else {"records": True}))
    return digest(json.dumps(said, ensure_ascii=False, sort_keys=True))
