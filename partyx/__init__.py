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
    from partyx.article import Article, Role
    from partyx.budget import Budget
    from partyx.display.frames import to_frames
    from partyx.errors import PartyxError
    from partyx.estimates import Estimate, estimate
    from partyx.extraction import Extraction
    from partyx.extractor import Extractor, How, aextract, aextract_many, extract, extract_many
    from partyx.kinds.built_in.directive import Directive, Task
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.kinds.record import Example, Record
    from partyx.kinds.registry import RecordTypes
    from partyx.kinds.roles.labels import Label
    from partyx.kinds.values import Clause, DateRef, FigureRef, OrganisationRef, PersonRef, Phrase
    from partyx.llm import Completion, Model, Reply, Request, Scripted
    from partyx.many import Failure, Stream, Tally
    from partyx.model import FakeModel, Progress
    from partyx.people import SamePerson, Seen, people_of
    from partyx.pipeline import Stated
    from partyx.reading import Source, Unread, read, read_many
    from partyx.records import (
        ArticleRef,
        Coverage,
        DocumentRef,
        Finding,
        Period,
        Person,
        Provenance,
        Span,
        UnclaimedDigits,
        Unlocated,
        Usage,
    )
    from partyx.reliability import Reliability, ValueClass
    from partyx.settings import Settings

    __version__: str

__all__ = [
    "Article",
    "ArticleRef",
    "Budget",
    "Clause",
    "Completion",
    "Coverage",
    "DateRef",
    "Directive",
    "DocumentRef",
    "Estimate",
    "Example",
    "Extraction",
    "Extractor",
    "Failure",
    "FakeModel",
    "FigureRef",
    "Finding",
    "How",
    "Label",
    "Meeting",
    "Model",
    "OrganisationRef",
    "PartyxError",
    "Period",
    "Person",
    "PersonRef",
    "Phrase",
    "Place",
    "Progress",
    "Provenance",
    "Record",
    "RecordTypes",
    "Reliability",
    "Reply",
    "Request",
    "Role",
    "SamePerson",
    "Scripted",
    "Seen",
    "Settings",
    "Source",
    "Span",
    "Stated",
    "Statistic",
    "Stream",
    "Tally",
    "Task",
    "UnclaimedDigits",
    "Unlocated",
    "Unread",
    "Usage",
    "ValueClass",
    "__version__",
    "aextract",
    "aextract_many",
    "errors",
    "estimate",
    "extract",
    "extract_many",
    "people_of",
    "read",
    "read_many",
    "to_frames",
]

_HOMES = {
    "Directive": "partyx.kinds.built_in.directive",
    "Meeting": "partyx.kinds.built_in.meeting",
    "Statistic": "partyx.kinds.built_in.statistic",
    "Task": "partyx.kinds.built_in.directive",
    "Clause": "partyx.kinds.values",
    "DateRef": "partyx.kinds.values",
    "FigureRef": "partyx.kinds.values",
    "OrganisationRef": "partyx.kinds.values",
    "PersonRef": "partyx.kinds.values",
    "Phrase": "partyx.kinds.values",
    "Example": "partyx.kinds.record",
    "Record": "partyx.kinds.record",
    "RecordTypes": "partyx.kinds.registry",
    "Label": "partyx.kinds.roles.labels",
    "Article": "partyx.article",
    "Budget": "partyx.budget",
    "Estimate": "partyx.estimates",
    "estimate": "partyx.estimates",
    "Completion": "partyx.llm",
    "Extraction": "partyx.extraction",
    "Extractor": "partyx.extractor",
    "Failure": "partyx.many",
    "FakeModel": "partyx.model",
    "How": "partyx.extractor",
    "Model": "partyx.llm",
    "SamePerson": "partyx.people",
    "Seen": "partyx.people",
    "people_of": "partyx.people",
    "PartyxError": "partyx.errors",
    "Progress": "partyx.model",
    "Reliability": "partyx.reliability",
    "ValueClass": "partyx.reliability",
    "Reply": "partyx.llm",
    "Request": "partyx.llm",
    "Role": "partyx.article",
    "Scripted": "partyx.llm",
    "Settings": "partyx.settings",
    "Source": "partyx.reading",
    "Stated": "partyx.pipeline",
    "Stream": "partyx.many",
    "Tally": "partyx.many",
    "Unread": "partyx.reading",
    "aextract": "partyx.extractor",
    "aextract_many": "partyx.extractor",
    "extract": "partyx.extractor",
    "extract_many": "partyx.extractor",
    "read": "partyx.reading",
    "read_many": "partyx.reading",
    "to_frames": "partyx.display.frames",
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
    """The public names and no others, for completion in a shell or notebook."""
    return list(__all__)
