"""Directives."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partyx.records import DocumentRef, Frozen, Period, Span


class Task(Frozen):
    """One thing a directive asks for."""

    text: str = Field(description="As printed.")
    evidence: tuple[Span, ...] = Field(min_length=1, description="Where.")


class Directive(Frozen):
    """A document that directs work, or an instruction given in speech."""

    source: Literal["document", "speech"] = Field(description="Cited document, or spoken instruction.")
    kind: str | None = Field(
        default=None, description='Of a document its kind; of speech the verb. Example: "đề nghị"'
    )
    document: DocumentRef | None = Field(default=None, description="The document; null for speech.")
    issuer: str | None = Field(default=None, description="Who directs, as printed.")
    addressees: tuple[str, ...] = Field(default=(), description="Who is to act, as printed.")
    date: Period | None = Field(default=None, description="When it was issued or said.")
    subject: str | None = Field(default=None, description='What it is about. Example: "về kết nạp ĐV"')
    tasks: tuple[Task, ...] = Field(default=(), description="What is to be done.")
    deadline: Period | None = Field(default=None, description="By when.")
    evidence: tuple[Span, ...] = Field(min_length=1, description="Every place that cites or says it.")
