"""Documents that are cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.kinds.grounds import NotSaidError, is_id
from partyx.kinds.roles.base import TEXT, MentionRole
from partyx.kinds.roles.dates import DateRole
from partyx.kinds.roles.organisations import respelled
from partyx.mention import DocumentReading, Kind
from partyx.records import DocumentRef

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from partyx.kinds.asking import Find, Lookup
    from partyx.kinds.grounds import Grounds
    from partyx.kinds.roles.base import Columns
    from partyx.mention import Mention
    from partyx.records import Span


_PARTS = ("kind", "number", "printed")
"""What gold writes of a document."""


class DocumentRole(MentionRole):
    """A citation: kind, number, issuer, date."""

    kind = Kind.DOCUMENT
    hint = "c…"
    cells = {".kind": "label", "": "code"}  # noqa: RUF012 - a constant of the class
    entry = "document"
    _ISSUED = DateRole()

    def of_quote(self, quote: str, find: Find) -> str:
        """The citation's id."""
        return find(quote, Kind.DOCUMENT) or quote

    def same(self, drafted: str, lookup: Lookup) -> Hashable:
        """The first citation of the document."""
        mention = lookup.mention(drafted)
        reading = _reading(mention) if mention else None
        return (reading.first or drafted) if reading else super().same(drafted, lookup)

    def ground(self, drafted: str, grounds: Grounds) -> DocumentRef:
        """The document, with all that its citations print."""
        mention = self._cited(drafted, grounds)
        first = _reading(mention)
        if first is None:
            raise NotSaidError(f"({mention.text!r}) cites no document")
        same = [
            other
            for other in grounds.mentions.of_kind(Kind.DOCUMENT)
            if (reading := _reading(other)) and (reading.first or other.id) == (first.first or mention.id)
        ]
        return described(grounds.span(mention.whole), first, same)

    @staticmethod
    def _cited(drafted: str, grounds: Grounds) -> Mention:
        if is_id(drafted):
            return grounds.mention(drafted)
        start, end = grounds.quoted(drafted)
        cited = grounds.mentions.within(start, end, Kind.DOCUMENT)
        if not cited:
            raise NotSaidError("cites no document")
        return cited[0]

    def spans(self, value: DocumentRef) -> Iterator[Span]:
        """The citation."""
        if value.span is not None:
            yield value.span

    def quotes(self, value: DocumentRef) -> Iterator[str]:
        """The citation as printed."""
        yield value.printed

    def line(self, value: DocumentRef) -> str:
        """Kind and number, else as printed."""
        return f"{value.kind} {value.number}" if value.number else value.printed

    def columns(self, name: str) -> Columns:
        """Kind, number, issuer as printed and written out, when issued, and as printed."""
        names = ("kind", "number", "issuer", "issuer_normalised")
        texts = dict.fromkeys((f"{name}_{one}" for one in names), TEXT)
        return texts | self._ISSUED.columns(f"{name}_issued") | {f"{name}_printed": TEXT}

    def row(self, name: str, value: DocumentRef | None) -> dict[str, Any]:
        """The same."""
        if value is None:
            return dict.fromkeys(self.columns(name))
        issuer = value.issuer_normalised or value.issuer
        issued = self._ISSUED.row("", value.issued).values()
        said = (value.kind, value.number, value.issuer, issuer, *issued, value.printed)
        return dict(zip(self.columns(name), said, strict=True))

    def compared(self, value: DocumentRef) -> Mapping[str, object]:
        """Number and kind; of a document without a number its citation as printed."""
        return {"": value.number or value.printed, ".kind": value.kind}

    def gold(self, written: Any) -> Mapping[str, object]:  # noqa: ANN401 - JSON
        """``{"kind": "quyết định", "number": "12-QĐ/TU"}``; without a number, ``"printed"``."""
        if not isinstance(written, dict) or written.keys() - set(_PARTS) or "kind" not in written:
            raise ValueError(
                f'{written!r} is no document: write {{"kind": "quyết định", "number": "12-QĐ/TU"}}'
            )
        return {"": written.get("number") or written.get("printed"), ".kind": written["kind"]}

    def written(self, value: DocumentRef) -> dict[str, str]:
        """Kind and number; without a number as printed."""
        said = {"number": value.number} if value.number else {"printed": value.printed}
        return {"kind": value.kind, **said}

    def typed(self, written: Any) -> str:  # noqa: ANN401 - JSON
        """Kind, number, and what is printed, with bars between."""
        said = (str(written.get(name) or "") for name in _PARTS)
        return " ".join(" | ".join(said).rstrip(" |").split())

    def untyped(self, line: str) -> dict[str, str]:
        """The same."""
        said = [part.strip() for part in line.split("|")]
        if len(said) > len(_PARTS) or not said[0] or not any(said[1:]):
            raise ValueError(f"{line!r} is no document: write kind | number, or kind | | as printed")
        return {name: part for name, part in zip(_PARTS, said, strict=False) if part}


def described(span: Span, first: DocumentReading, citations: Iterable[Mention]) -> DocumentRef:
    """A document as cited at ``span``, with the fullest number, issuer and date that its citations print."""
    known = [first, *(reading for mention in citations if (reading := _reading(mention)))]
    issuer = next((reading.issuer for reading in known if reading.issuer), None)
    return DocumentRef(
        kind=first.kind,
        number=max((reading.number for reading in known if reading.number), key=len, default=None),
        issuer=issuer,
        issued=next((reading.issued for reading in known if reading.issued), None),
        printed=" ".join(span.text.split()),
        issuer_normalised=respelled(issuer),
        span=span,
    )


def _reading(mention: Mention) -> DocumentReading | None:
    return next((reading for reading in mention.readings if isinstance(reading, DocumentReading)), None)
