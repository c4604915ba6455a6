"""Which citations cite the same document: kind, number and issuer, and nothing printed that differs.

"Chỉ thị 05" in a headline and "Chỉ thị số 05-CT/TW ... của Bộ Chính trị" below are one document, and the
fuller citation says what its number, issuer and date are, whichever comes first. "Nghị quyết số 03 của
Tỉnh ủy" and "Nghị quyết số 03 của Huyện ủy" are two.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from partyx.language.issuers import issuer
from partyx.language.lexicon import phrases
from partyx.mentions.documents.named import congress_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Hashable, Sequence

    from partyx.language.codes import Code
    from partyx.mentions.documents.citation import Citation
    from partyx.records import Period

_RECENT = 32
"""Documents of one kind and number that are looked at, newest first: keeps the time linear."""

_ONE_NUMBERING = ("documents.programmes", "documents.open_in_codes")
"""Kinds that may be printed one for the other."""


class Document:
    """One document, as all its citations together print it."""

    def __init__(self, citation: Citation) -> None:
        """Begin with the first citation."""
        self.citations = [citation]
        self.kind = citation.kind
        self.kind_open = citation.kind_open
        self.code: Code | None = citation.code
        self.occasion = citation.occasion
        self.issuer = citation.issuer
        self.issuer_printed = citation.issuer_printed
        self.issued: Period | None = citation.issued
        self.term = citation.term
        self.title = citation.title

    def agrees_with(self, other: Citation) -> bool:
        """Whether nothing that both print differs."""
        return (
            self._same_kind(other)
            and self._same_number(other)
            and self._same_issuer(other)
            and not _differ(self.term, other.term)
            and not _differ(_day(self.issued), _day(other.issued))
        )

    def _same_kind(self, other: Citation) -> bool:
        programmes = phrases("documents.programmes")
        return (
            self.kind == other.kind
            or self.kind_open
            or other.kind_open
            or (self.kind in programmes and other.kind in programmes)
        )

    def _same_number(self, other: Citation) -> bool:
        if self.code and other.code:
            return (
                self.code.agrees_with(other.code)
                and not _other_year(self.code, other.issued)
                and not _other_year(other.code, self.issued)
            )
        mine, its = self.occasion, other.occasion
        if mine is None or its is None or mine.kind != its.kind:
            return False
        return not _differ(mine.ordinal, its.ordinal) and not _differ(mine.term, its.term)

    def _same_issuer(self, other: Citation) -> bool:
        if not self.issuer or not other.issuer:
            return True
        if self.occasion and self.occasion.kind == "congress":
            mine, its = congress_key(self.issuer), congress_key(other.issuer)
            return mine == its or not mine or not its or mine.startswith(its) or its.startswith(mine)
        return issuer(self.issuer).agrees_with(issuer(other.issuer))

    def add(self, other: Citation) -> None:
        """Take what a further citation prints and this document does not have yet."""
        self.citations.append(other)
        if (
            other.code
            and self.code
            and (bool(other.code.letters), bool(other.code.year))
            > (
                bool(self.code.letters),
                bool(self.code.year),
            )
        ):
            self.code = other.code
        if not self.issuer or (other.issuer_printed and not self.issuer_printed):
            self.issuer, self.issuer_printed = other.issuer, other.issuer_printed
        if self.kind_open and not other.kind_open:
            self.kind, self.kind_open = other.kind, False
        if self.occasion and other.occasion and self.occasion.ordinal is None:
            self.occasion = other.occasion
        self.issued = self.issued or other.issued
        self.term = self.term or other.term
        self.title = self.title or other.title


def _other_year(code: Code, issued: Period | None) -> bool:
    """Whether the year in a code is not the year of issue."""
    known = issued.start if issued is not None else None
    return code.year is not None and known is not None and int(code.year) != known.year


def _day(period: Period | None) -> dt.date | None:
    """The day of issue, when the day is printed."""
    return period.start if period is not None and period.precision == "day" else None


def _differ(a: object, b: object) -> bool:
    """Whether both are known and not the same."""
    return a is not None and b is not None and a != b


def _key(citation: Citation) -> Hashable:
    kind = next((role for role in _ONE_NUMBERING if citation.kind in phrases(role)), citation.kind)
    if citation.code:
        return kind, citation.code.key
    return kind, citation.occasion.kind if citation.occasion else None


def tie(citations: Sequence[Citation]) -> list[Document]:
    """Put the citations, in reading order, together by document, in order of first citation."""
    documents: list[Document] = []
    known: defaultdict[Hashable, list[Document]] = defaultdict(list)
    for citation in citations:
        same = known[_key(citation)]
        document = None
        if not citation.collective:
            document = next((item for item in same[: -_RECENT - 1 : -1] if item.agrees_with(citation)), None)
        if document is None:
            document = Document(citation)
            documents.append(document)
            if not citation.collective:
                same.append(document)
        else:
            document.add(citation)
    return documents
