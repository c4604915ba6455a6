"""Documents cited by number: "Quy định số 49-QĐ/TW", "Nghị quyết 29", "Hướng dẫn 05, 09", a bare "05-CT/TW".

The difficulty is what is no document: "hướng dẫn 12 chi bộ", "kế hoạch 6 tháng", "quyết định 3 nội
dung", "Chương trình 135". A number with "số" or with letters is one. A bare number is one when what
follows it cannot be counted by it, and when the kind's name is used as a name, see :func:`_is_name`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.language.codes import Code, code_at, issuer_of, kind_of
from partyx.language.date import YEAR
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases
from partyx.language.ranges import before_marks
from partyx.language.unit import counts_something
from partyx.mentions.documents.citation import Citation
from partyx.mentions.documents.kinds import Freedom, KindWord
from partyx.mentions.documents.tails import Tail, read_before, read_tail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.mentions.documents.text import Text

_SHORT_FORM = r"(?: ?\([a-z\u0111]+\))?"
"""What the article will call it: "Nghị quyết (NQ) 28"."""
_NAMED_NUMBER = pattern(rf"{_SHORT_FORM} ?[(\"]? ?<citations.number_words~> ?:? ?[(\"]? ?")
_PLAIN_NUMBER = re.compile(rf"{_SHORT_FORM} ?[(\"]?(?=\d)")
_OF = pattern(" (?:<connectors.of> )?")
_NUMBER = re.compile(r"(?P<number>\d{1,4}[a-z\u0111]?)(?:/(?P<year>(?:19|20)\d\d))?(?!\w|[.,]\d| ?%| ?/ ?\d)")
_LATER = pattern(r" ?(?:,? ?<citations.and>|[,;&]) (?P<named><citations.number_words~> ?:? ?)?")

_MARK = r" ?(?:$|[.;:)\]\"!?…\n]|,(?!\d)| ?- )"
_BRACKET = r" \((?=(?:19|20)\d\d\)|(?! ?\d| ?<citations.share>))"
_AFTER = pattern(
    rf"{_MARK}|{_BRACKET}| <citations.goes_on|bodies.top|bodies.organ|bodies.committee|bodies.central>"
)
"""Behind a bare number: it counts nothing."""
_OF_ISSUER = pattern(
    r" (?:<citations.of_issuer>|<time.day~> ?:? ?\d|<time.year> (?:19|20)\d\d"
    r"|\((?:<time.day|citations.term>))"
)
_BODY = pattern(" <bodies.names>")
_CUE = Behind("citations.cues")
_CUE_ADVERB = Behind("citations.cue_adverbs")
_FARTHEST_CUE = 40
_BEFORE_A_SENTENCE = '.!?;:\n•*+"(-'
_COUNTS = pattern(" <citations.counts|time.durations|numbers.multipliers>")
_MOST_IN_A_LIST = 200


def read_numbered(text: Text, word: KindWord) -> list[Citation]:
    """The documents cited by a kind whose number stands behind it."""
    issuer: str | None = None
    named = _NAMED_NUMBER.match(text.folded, word.end)
    if named is None and (between := _issuer_between(text, word.end)):
        issuer, named = between
    lead = named or _PLAIN_NUMBER.match(text.folded, word.end)
    if lead is None:
        return []
    first = _first_code(text, lead.end(), named=named is not None)
    if first is None or not _cites(text, word, first, named=named is not None):
        return []
    items = [(word.start, *first), *_later_items(text, first)]
    kind = word.kind
    if word.freedom is Freedom.LETTERS:
        kind = kind_of(first[1].letters) or kind
    found = _citations(text, items, kind, issuer)
    open_kind = word.freedom is Freedom.LETTERS and _is_open(kind)
    return [replace(item, kind_open=True) for item in found] if open_kind else found


def read_bare(text: Text, start: int, end: int, code: Code) -> list[Citation]:
    """The documents cited by a code that stands without a kind: "theo 05-CT/TW của Bộ Chính trị"."""
    kind = kind_of(code.letters)
    if kind is None:
        return []
    items = [(start, end, code), *_later_items(text, (end, code))]
    return [replace(item, kind_open=_is_open(item.kind)) for item in _citations(text, items, kind, None)]


def _is_open(kind: str | None) -> bool:
    """Whether the letters QĐ leave open that it is this kind."""
    return kind in phrases("documents.open_in_codes")


def _issuer_between(text: Text, position: int) -> tuple[str, re.Match[str]] | None:
    """The issuer and the number of "Kế hoạch của Ban Thường vụ Huyện ủy số 54"."""
    of = _OF.match(text.folded, position)
    found = text.issuers.at(of.end()) if of else None
    named = _NAMED_NUMBER.match(text.folded, found[1]) if found else None
    return (text.printed(*found), named) if found and named else None


def _first_code(text: Text, position: int, *, named: bool) -> tuple[int, Code] | None:
    """The code or number at ``position``, and where it ends."""
    if found := code_at(text.view, text.folded, position):
        return found
    number = _NUMBER.match(text.folded, position)
    if number is None or (YEAR.fullmatch(number["number"]) and not named):
        return None
    return number.end(), Code(text.view[slice(*number.span("number"))], number["year"])


def _cites(text: Text, word: KindWord, first: tuple[int, Code], *, named: bool) -> bool:
    """Whether the words cite a document, rather than count something."""
    end, code = first
    if code.letters or named:
        return True
    if _COUNTS.match(text.folded, end) and not _OF_ISSUER.match(text.folded, end):
        return False
    return word.freedom is not Freedom.CLOSED and _is_name(text, word, end)


def _is_name(text: Text, word: KindWord, end: int) -> bool:
    """Whether a kind and a bare number are the name of a document.

    A kind with a capital inside a sentence is a name; at the start of a sentence, or in small letters,
    it may be a verb, and then only an issuer, a date or a title behind the number makes it one, or two digits
    after a cue: "theo quy định 22," but not "quyết định 3".
    """
    if _OF_ISSUER.match(text.folded, end):
        return True
    after = _AFTER.match(text.folded, end) is not None
    capital = text.is_capital(word.start) and not text.view[word.start : word.end].isupper()
    inside = capital and not _opens_a_sentence(text, word.start)
    sure = inside or (capital and word.freedom is Freedom.NAME) or word.freedom is Freedom.LETTERS
    if (
        not after
        and not _body_follows(text, end)
        and counts_something(text.view, text.folded, end, sure=sure)
    ):
        return False
    cue, long = _has_cue(text, word.start), text.view[max(0, end - 2) : end].isdigit()
    return {
        Freedom.NAME: after or capital or cue,
        Freedom.VERB: inside or (capital and (cue or after)) or (cue and long),
        Freedom.PLAN: inside,
        Freedom.LETTERS: (cue or after) and long,
    }.get(word.freedom, False)


def _opens_a_sentence(text: Text, start: int) -> bool:
    before = text.folded[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in _BEFORE_A_SENTENCE


def _body_follows(text: Text, end: int) -> bool:
    """Whether the name of a body follows, though "đảng ủy" may be counted, too."""
    return _BODY.match(text.folded, end) is not None and text.is_capital(end + 1)


def _has_cue(text: Text, start: int) -> bool:
    """Whether the word before a kind makes it a name: "thực hiện (tốt) nghị quyết"."""
    low = max(0, start - _FARTHEST_CUE)
    end = before_marks(text.folded, start, ' "', low)
    adverb = _CUE_ADVERB.start(text.folded, end, low)
    return any(
        text.folded.endswith(",", low, place) or _CUE.start(text.folded, place, low) is not None
        for place in (end, *(() if adverb is None else (adverb - 1,)))
    )


def _stands_alone(text: Text, end: int) -> bool:
    """Whether the sentence goes on behind a number in a way that the number counts nothing."""
    return _AFTER.match(text.folded, end) is not None and _COUNTS.match(text.folded, end) is None


def _later_items(text: Text, first: tuple[int, Code]) -> list[tuple[int, int, Code]]:
    """The later documents of a list that names its kind once: "05, 09", "số 18, 19-NQ/TW"."""
    items: list[tuple[int, int, Code]] = []
    position = first[0]
    while len(items) < _MOST_IN_A_LIST and (lead := _LATER.match(text.folded, position)):
        item = _first_code(text, lead.end(), named=lead["named"] is not None)
        if item is None:
            break
        end, code = item
        # "Quy định 213, 151 quần chúng": what a later number counts ends the list.
        if not (code.letters or _OF_ISSUER.match(text.folded, end) or _stands_alone(text, end)):
            break
        items.append((lead.start("named") if lead["named"] else lead.end(), end, code))
        position = end
    return items


def _citations(
    text: Text, items: Sequence[tuple[int, int, Code]], kind: str, issuer: str | None
) -> list[Citation]:
    """Citations of the documents of one list; what follows the list is about its last one."""
    tail = read_tail(text, items[-1][1])
    before = None if issuer or tail.issuer else read_before(text, items[0][0])
    shared = issuer or tail.issuer or (before.issuer if before else None)
    codes = _with_letters([code for _, _, code in items])
    found = []
    for (start, end, _), code in zip(items, codes, strict=True):
        own = tail if end == items[-1][1] else Tail(end)
        said = _kind_said(code, kind) if start != items[0][0] else None
        found.append(
            Citation(
                start=start,
                end=end,
                kind=said or kind,
                tail_end=own.end,
                code=code,
                issuer=shared or issuer_of(code.letters),
                issuer_printed=shared is not None,
                issued_by_subject=before is not None,
                issued=own.issued or (before.issued if before else None),
                term=tail.term,
                title=own.title,
            )
        )
    return found


def _kind_said(code: Code, inherited: str) -> str | None:
    """The kind a later item's own letters name, unless they leave open what the list's kind says."""
    said = kind_of(code.letters)
    return None if _is_open(said) and _is_open(inherited) else said


def _with_letters(codes: list[Code]) -> list[Code]:
    """Give the numbers of a list the letters that stand once, behind the last: "18, 19-NQ/TW"."""
    filled: list[Code] = []
    following: Code | None = None
    for code in reversed(codes):
        if code.letters:
            following = code
        elif following is not None:
            filled.append(code.filled_from(following))
            continue
        filled.append(code)
    return filled[::-1]
