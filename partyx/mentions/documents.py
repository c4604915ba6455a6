"""Find cited documents: resolutions, directives, regulations, guidelines, plans.

A mention covers the kind and the number ("Quy định số 49-QĐ/TW"), of a document without a number its
name ("Nghị quyết Trung ương 4 khóa XII"), of a later item of a list its own number ("09" of "Hướng dẫn
05, 09"). Date, issuer and title behind it are read into the reading, whose ``end`` is behind them. When
no issuer is printed, the code's letters name one: "49-QĐ/TW" is of "Trung ương".

Reports and petitions ("Báo cáo số 12-BC/TU", "Tờ trình số 5") are found like the others, so that their
numbers count nothing; they direct no work, see :data:`partyx.language.codes.NOT_DIRECTING`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.language.codes import BARE_CODE
from partyx.language.issuers import issuer
from partyx.mention import DocumentReading, Kind
from partyx.mentions.document_kinds import KindWord, kind_words
from partyx.mentions.found import Found
from partyx.mentions.named_documents import plenum_of_term, read_congress, read_plenum
from partyx.mentions.numbered_documents import read_bare, read_numbered
from partyx.mentions.same_document import Document, tie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.mentions.citation import Citation

_BY_MEETING = frozenset({"nghị quyết", "kết luận"})
_LAST_PLENUM_BY_NUMBER = 15
_IN_A_ROW = re.compile(r"\s*(?:,|;|và|,\s*và|cùng)\s*(?:các\s+)?")
_LONGEST_GAP = 12


def find_documents(view: str) -> list[Found]:
    """Every citation of a document in ``view``, by start. Linear in its length.

    Citations of one document share its fullest reading, and the later ones name the start of the first
    in ``same_as``.
    """
    # Old keyboards type Ð and ð (U+00D0, U+00F0) for Đ and đ; one for one, so offsets stay.
    citations = _issued_together(view, list(_citations(view.replace("Ð", "Đ").replace("ð", "đ"))))
    found = [item for document in tie(citations) for item in _mentions(document)]
    return sorted(found, key=lambda item: item.start)


def _citations(view: str) -> Iterator[Citation]:
    """The citations in reading order, none overlapping another."""
    done = 0
    bare_codes = BARE_CODE.finditer(view)
    bare = next(bare_codes, None)
    for word in kind_words(view):
        while bare is not None and bare.start() < word.start:
            if bare.start() >= done:
                for citation in read_bare(view, bare):
                    done = citation.end
                    yield citation
            bare = next(bare_codes, None)
        if word.start < done:
            continue
        for citation in _of_kind(view, word):
            done = citation.end
            yield citation
    while bare is not None:
        if bare.start() >= done:
            for citation in read_bare(view, bare):
                done = citation.end
                yield citation
        bare = next(bare_codes, None)


def _issued_together(view: str, citations: list[Citation]) -> list[Citation]:
    """Lend the body that "đã ban hành Chỉ thị số ..., Kết luận số ..." to all documents in the row."""
    done: list[Citation] = []
    for citation in citations:
        last = done[-1] if done else None
        if (
            last is not None
            and last.issued_by_subject
            and last.issuer
            and not citation.issuer_printed
            and citation.code
            and citation.start - last.tail_end < _LONGEST_GAP
            and _IN_A_ROW.fullmatch(view, last.tail_end, citation.start)
            and (not citation.issuer or issuer(citation.issuer).agrees_with(issuer(last.issuer)))
        ):
            done.append(replace(citation, issuer=last.issuer, issuer_printed=True, issued_by_subject=True))
        else:
            done.append(citation)
    return done


def _of_kind(view: str, word: KindWord) -> list[Citation]:
    """The documents cited by one kind."""
    start, position, kind = word
    if kind.name in _BY_MEETING:
        named = read_plenum(view, start, position, kind.name) or read_congress(
            view, start, position, kind.name
        )
        if named:
            return named
    found = read_numbered(view, start, position, kind)
    if len(found) == 1 and kind.name in _BY_MEETING and _is_plenum(found[0], view[position : found[0].end]):
        return [plenum_of_term(found[0])]
    return found


def _is_plenum(citation: Citation, between: str) -> bool:
    """Whether "Nghị quyết 4 khóa XII" means the fourth plenum: a small bare number, then the term."""
    code = citation.code
    return (
        code is not None
        and citation.term is not None
        and between.strip() == code.number
        and not code.number.startswith("0")
        and code.number.isdigit()
        and int(code.number) <= _LAST_PLENUM_BY_NUMBER
    )


def _mentions(document: Document) -> Iterator[Found]:
    """The document's citations, each with all that is known of the document."""
    first = document.citations[0]
    for citation in document.citations:
        reading = DocumentReading(
            kind=document.kind,
            number=document.code.text if document.code else None,
            issuer=document.issuer,
            issued=document.issued,
            collective=citation.collective,
            title=document.title,
            end=citation.tail_end,
        )
        same_as = None if citation is first else first.start
        yield Found(citation.start, citation.end, Kind.DOCUMENT, (reading,), same_as)
