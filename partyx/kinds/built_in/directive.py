"""Directives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from partyx.kinds.record import Typed
from partyx.kinds.roles.base import Called
from partyx.kinds.roles.documents import DocumentRole
from partyx.kinds.roles.labels import ChoiceRole
from partyx.kinds.roles.plain import BodyRole, IssuerRole, PeriodRole, TasksRole, TermRole, TextRole
from partyx.records import DocumentRef, Frozen, Period, Span

if TYPE_CHECKING:
    from partyx.kinds.grounds import Evidence


class Task(Frozen):
    """One thing a directive asks for."""

    text: str = Field(description="As printed.")
    evidence: tuple[Span, ...] = Field(min_length=1, description="Where.")


class Directive(Typed):
    """A document that directs work, or an instruction given in speech."""

    plural: ClassVar = "directives"
    key: ClassVar = ("document",)

    source: Annotated[Literal["document", "speech"], ChoiceRole(("document", "speech"))] = Field(
        description="Cited document, or spoken instruction."
    )
    kind: Annotated[str | None, TermRole()] = Field(
        default=None, description='Of a document its kind; of speech the verb. Example: "đề nghị"'
    )
    document: Annotated[DocumentRef | None, DocumentRole()] = Field(
        default=None, description="The document; null for speech."
    )
    issuer: Annotated[str | None, IssuerRole()] = Field(default=None, description="Who directs, as printed.")
    addressees: Annotated[tuple[str, ...], BodyRole(), Called("to")] = Field(
        default=(), description="Who is to act, as printed."
    )
    date: Annotated[Period | None, PeriodRole(dateline=True)] = Field(
        default=None, description="When it was issued or said."
    )
    subject: Annotated[str | None, TextRole(), Called("about")] = Field(
        default=None, description='What it is about. Example: "về kết nạp ĐV"'
    )
    tasks: Annotated[tuple[Task, ...], TasksRole(), Called("task")] = Field(
        default=(), description="What is to be done."
    )
    deadline: Annotated[Period | None, PeriodRole()] = Field(default=None, description="By when.")
    evidence: tuple[Span, ...] = Field(min_length=1, description="Every place that cites or says it.")


@dataclass(frozen=True, slots=True)
class DraftTask:
    """One thing to be done, as printed."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DraftDirective:
    """One directing document or one spoken instruction.

    ``document`` is the id of a document mention for source "document" (or, without an id, a quote);
    ``issuer`` a phrase of the article, or the id of a person mention; ``date`` and ``deadline`` are
    mention ids or phrases. Of a document they stand where an engine says otherwise than its citation.
    """

    source: str
    evidence: tuple[Evidence, ...]
    kind: str | None = None
    document: str | None = None
    issuer: str | None = None
    addressees: tuple[str, ...] = ()
    date: str | None = None
    subject: str | None = None
    tasks: tuple[DraftTask, ...] = ()
    deadline: str | None = None
