"""Meetings, statistics and directives from Vietnamese news on Party-building work.

::

    import pathlib

    import partyx

    extraction = partyx.extract(pathlib.Path("article.txt"))
    print(extraction)
    extraction.to_json()

Every name here is loaded when it is first used: ``import partyx`` alone imports nothing but this file, so
that a script or a command line pays for pydantic, openai or pandas only when it calls for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from partyx import errors
    from partyx.article import Article
    from partyx.errors import PartyxError
    from partyx.extraction import Extraction
    from partyx.extractor import Extractor, aextract, extract
    from partyx.llm import FakeModel
    from partyx.reading import Unread, read, read_many
    from partyx.records import (
        Coverage,
        Directive,
        DocumentRef,
        Finding,
        Meeting,
        Period,
        Person,
        Provenance,
        Span,
        Statistic,
        Task,
        Unlocated,
    )
    from partyx.settings import Settings

    __version__: str

__all__ = [
    "Article",
    "Coverage",
    "Directive",
    "DocumentRef",
    "Extraction",
    "Extractor",
    "FakeModel",
    "Finding",
    "Meeting",
    "PartyxError",
    "Period",
    "Person",
    "Provenance",
    "Settings",
    "Span",
    "Statistic",
    "Task",
    "Unlocated",
    "Unread",
    "__version__",
    "aextract",
    "errors",
    "extract",
    "read",
    "read_many",
]

_HOMES = {
    "Article": "partyx.article",
    "Extraction": "partyx.extraction",
    "Extractor": "partyx.extractor",
    "FakeModel": "partyx.llm",
    "PartyxError": "partyx.errors",
    "Settings": "partyx.settings",
    "aextract": "partyx.extractor",
    "extract": "partyx.extractor",
    "read": "partyx.reading",
    "read_many": "partyx.reading",
    "Unread": "partyx.reading",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a class, a function or a module
    """Load a public name on first use and keep it."""
    if name not in __all__:
        raise AttributeError(f"module 'partyx' has no attribute {name!r}")
    value: Any
    if name == "__version__":
        value = import_module("partyx.version").version()
    elif name == "errors":
        value = import_module("partyx.errors")
    else:
        value = getattr(import_module(_HOMES.get(name, "partyx.records")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, for completion in a shell or notebook."""
    return sorted({*globals(), *__all__})
