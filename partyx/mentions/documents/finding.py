"""Find cited documents: resolutions, directives, regulations, guidelines, plans.

A mention covers the kind and the number ("Quy định số 49-QĐ/TW"), of a document without a number its
name ("Nghị quyết Trung ương 4 khóa XII"), of a later item of a list its own number ("09" of "Hướng dẫn
05, 09"). Date, issuer and title behind it are read into the reading, whose ``end`` is behind them. When
no issuer is printed, the code's letters name one: "49-QĐ/TW" is of "Trung ương".

Reports and petitions ("Báo cáo số 12-BC/TU", "Tờ trình số 5") are found like the others, so that their
numbers count nothing; they direct no work, see the role ``reports`` in ``vi/documents.toml``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from partyx.deadline import in_time
from partyx.language.codes import bare_codes
from partyx.language.grammar import pattern
from partyx.language.issuers import issuer
from partyx.language.lexicon import phrases
from partyx.mention import DocumentReading, Kind
from partyx.mentions.documents.kinds import kind_words
from partyx.mentions.documents.named import plenum_of_term, read_congress, read_plenum
from partyx.mentions.documents.numbered import read_bare, read_numbered
from partyx.mentions.documents.same import Document, tie
from partyx.mentions.documents.text import Text
from partyx.mentions.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.article import Article
    from partyx.language.organisation import Organisations
    from partyx.mentions.documents.citation import Citation
    from partyx.mentions.documents.kinds import KindWord

_LAST_PLENUM_BY_NUMBER = 15
_IN_A_ROW = pattern(r" ?(?:[,;]|,? ?<citations.and|citations.joins>) ?(?:<citations.plurals> )?")
_LONGEST_GAP = 12


def find_documents(article: Article, bodies: Organisations | None = None) -> list[Found]:
    """Every citation of a document in an article, by start. Linear in its length.

    Citations of one document share its fullest reading, and the later ones name the start of the first
    in ``same_as``.

    Args:
        article: The article.
        bodies: The names of organisations in it, where they have been read already.
    """
    text = Text(article.view, article.folded, bodies)
    citations = _issued_together(text, list(in_time(_citations(text))))
    found = [item for document in tie(citations) for item in _mentions(document)]
    return sorted(found, key=lambda item: item.start)


def _citations(text: Text) -> Iterator[Citation]:
    """The citations in reading order, none overlapping another."""
    words = [(word.start, partial(_of_kind, text, word)) for word in kind_words(text)]
    codes = [(bare[0], partial(read_bare, text, *bare)) for bare in bare_codes(text.view, text.folded)]
    done = 0
    for start, read in sorted([*words, *codes], key=itemgetter(0)):
        if start >= done:
            for citation in read():
                done = citation.end
                yield citation


def _issued_together(text: Text, citations: list[Citation]) -> list[Citation]:
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
            and _IN_A_ROW.fullmatch(text.folded, last.tail_end, citation.start)
            and (not citation.issuer or issuer(citation.issuer).agrees_with(issuer(last.issuer)))
        ):
            done.append(replace(citation, issuer=last.issuer, issuer_printed=True, issued_by_subject=True))
        else:
            done.append(citation)
    return done


def _of_kind(text: Text, word: KindWord) -> list[Citation]:
    """The documents cited by one kind."""
    of_meeting = word.kind in phrases("documents.of_meetings")
    if of_meeting and (named := read_plenum(text, word) or read_congress(text, word)):
        return named
    found = read_numbered(text, word)
    if len(found) == 1 and of_meeting and _is_plenum(found[0], text.view[word.end : found[0].end]):
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
