"""Documents cited by number: "Quy định số 49-QĐ/TW", "Nghị quyết 29", "Hướng dẫn 05, 09", a bare "05-CT/TW".

The difficulty is what is no document: "hướng dẫn 12 chi bộ", "kế hoạch 6 tháng", "quyết định 3 nội
dung", "Chương trình 135". A number with "số" or with letters is one. A bare number is one when what
follows it cannot be counted by it, and when the kind's name is used as a name, see :func:`_is_name`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.language.codes import CODE, Code, issuer_of, kind_of, read_code
from partyx.language.date import YEAR
from partyx.language.fold import fold_in_place
from partyx.language.issuers import read_issuer
from partyx.language.unit import counts_something
from partyx.mentions.citation import Citation
from partyx.mentions.citation_tails import Tail, issuer_before, read_tail
from partyx.mentions.document_kinds import DocumentKind, Freedom

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORT_FORM = r"(?:\s?\([A-ZĐ]{2,5}\))?"
"""What the article will call it: "Nghị quyết (NQ) 28"."""
_NAMED_NUMBER = re.compile(
    _SHORT_FORM + r"\s{0,4}[(“\"]?\s{0,2}(?:số|No\.?)(?:\s{0,3}:\s{0,3}|\s{0,3})[(“\"]?\s?(?=\d)",
    re.IGNORECASE,
)
_PLAIN_NUMBER = re.compile(_SHORT_FORM + r"\s{0,3}[(“\"]?(?=\d)")
_OF = re.compile(r"\s{1,4}(?:của\s{1,4})?", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<number>\d{1,4}[a-zđ]?)(?:/(?P<year>(?:19|20)\d\d)(?!\d))?(?![^\W_]|[.,]\d|\s?%|\s?[/–-]\s?\d)"
)
_LATER = re.compile(
    r"\s{0,2}(?:,\s?và|,|;|và|hay|hoặc|&)\s{1,3}(?P<named>số(?:\s{0,3}:\s{0,3}|\s{0,3}))?(?=\d)",
    re.IGNORECASE,
)

_GOES_ON = (
    r"của|về|ngày\s+\d|khóa|khoá|và|hay|hoặc|với|đã|được|trong|tại|từ|trên|theo|để|nhằm|vào|sẽ|nêu|gắn|cũng|như|thì|mà"
    r"|này|ban\s+hành|ra\s+đời|thông\s+qua|đối\s+với|năm\s+(?:19|20)\d\d|tháng\s+\d|khi|sau|góp|cần|phải|do|là|có\s+hiệu|đi\s+vào"
    r"|đến\s+(?:các|cán|toàn|đảng)|tới|cho|một\s+cách|bộ\s+chính|ban\s+(?:bí|chấp|thường|tổ)|trung\s+ương|tỉnh\s+ủy|tỉnh\s+uỷ"
    r"|hội\s+nghị|ở|đạt|không|còn|cùng|quy\s+định|hướng\s+dẫn|vừa|chưa|bằng|thực\s+sự|nói|thể\s+hiện|tiếp\s+tục|thực\s+hiện"
)
_AFTER = re.compile(
    rf"(?P<mark>\s?(?:$|[.;:)\]”\"»…!?]|,(?!\d)|\s?[–-]\s|\n))|\s{{1,3}}\((?=(?:19|20)\d\d\))|\s{{1,3}}\((?!\s?(?:chiếm|đạt|tỷ|tỉ|\d|tăng|giảm|bằng))"
    rf"|\s{{1,3}}(?P<word>{_GOES_ON})(?!\w)",
    re.IGNORECASE,
)
_OF_ISSUER = re.compile(
    r"\s{1,3}(?:của|ngày|về|khóa|khoá|năm\s{1,3}(?:19|20)\d\d|\((?:kh|ngày))(?!\w)", re.IGNORECASE
)
_NAME_FOLLOWS = re.compile(
    r"\s{1,3}(?:[A-ZĐ]{2,6}\s|(?:Ban|Bộ|Tỉnh|Thành|Huyện|Quận|Thị|Đảng|Trung)\s|[“\"«])"
)
_CUE = re.compile(
    r"(?:theo|thực\s{1,3}hiện|triển\s{1,3}khai|quán\s{1,3}triệt|thi\s{1,3}hành|tinh\s{1,3}thần|nội\s{1,3}dung|cụ\s{1,3}thể\s{1,3}hóa"
    r"|ban\s{1,3}hành|tổng\s{1,3}kết|sơ\s{1,3}kết|các|những|của|với|tại|và|,|học\s{1,3}tập|chấp\s{1,3}hành)\s{1,3}"
    r"(?:các\s{1,3}|những\s{1,3}|hai\s{1,3}|tinh\s{1,3}thần\s{1,3}|tốt\s{1,3}|nghiêm\s{1,3}|hiệu\s{1,3}quả\s{1,3})?[“\"]?$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:^|[.!?;:\n•*+–“\"(-])\s*$")
_COUNT_WORDS = re.compile(
    r"\s{1,3}(?:năm|tháng|quý|tuần|ngày|giờ|phút|lần|%|tỷ|tỉ|triệu|nghìn|ngàn|trăm|mục|nhóm|trọng|trí\s{1,3}thức|bước|khâu|đột\s{1,3}phá"
    r"|giải\s{1,3}pháp|đồng|cấp|ha|km|m2)(?!\w)",
    re.IGNORECASE,
)
_MOST_IN_A_LIST = 200
_EITHER = frozenset({"quy định", "quyết định"})
"""The kinds that the letters QĐ leave open."""


def read_numbered(view: str, start: int, position: int, kind: DocumentKind) -> list[Citation]:
    """The documents cited by a kind at ``start`` whose number begins at or behind ``position``."""
    issuer: str | None = None
    named = _NAMED_NUMBER.match(view, position)
    if named is None and (between := _issuer_between(view, position)):
        issuer, named = between
    lead = named or _PLAIN_NUMBER.match(view, position)
    if lead is None:
        return []
    first = _first_code(view, lead.end(), named=named is not None)
    if first is None or not _cites(view, (start, position), kind, first, named=named is not None):
        return []
    items = [(start, *first), *_later_items(view, first)]
    name = kind.name
    if kind.freedom is Freedom.SHORT:
        name = kind_of(first[1].letters) or name
    found = _citations(view, items, name, issuer)
    open_kind = kind.freedom is Freedom.SHORT and name in _EITHER
    return [replace(item, kind_open=True) for item in found] if open_kind else found


def read_bare(view: str, match: re.Match[str]) -> list[Citation]:
    """The documents cited by a code that stands without a kind: "theo 05-CT/TW của Bộ Chính trị"."""
    code = read_code(match)
    kind = kind_of(code.letters)
    if kind is None:
        return []
    first = (match.end(), code)
    found = _citations(view, [(match.start(), *first), *_later_items(view, first)], kind, None)
    return [replace(item, kind_open=item.kind in _EITHER) for item in found]


def _issuer_between(view: str, position: int) -> tuple[str, re.Match[str]] | None:
    """The issuer and the number of "Kế hoạch của Ban Thường vụ Huyện ủy số 54"."""
    of = _OF.match(view, position)
    found = read_issuer(view, of.end()) if of else None
    named = _NAMED_NUMBER.match(view, found[1]) if found else None
    return (" ".join(view[slice(*found)].split()), named) if found and named else None


def _first_code(view: str, position: int, *, named: bool) -> tuple[int, Code] | None:
    """The code or number at ``position``, and where it ends."""
    code = CODE.match(view, position)
    if code:
        return code.end(), read_code(code)
    number = _NUMBER.match(view, position)
    if number is None or (YEAR.fullmatch(number["number"]) and not named):
        return None
    return number.end(), Code(number["number"], number["year"])


def _cites(
    view: str, word: tuple[int, int], kind: DocumentKind, first: tuple[int, Code], *, named: bool
) -> bool:
    """Whether the words cite a document, rather than count something."""
    end, code = first
    if code.letters or named:
        return True
    if _COUNT_WORDS.match(view, end) and not _OF_ISSUER.match(view, end):
        return False
    if kind.freedom is Freedom.CLOSED or "\n" in view[word[1] : end]:
        return False
    return _is_name(view, word, kind, end)


def _is_name(view: str, word: tuple[int, int], kind: DocumentKind, end: int) -> bool:
    """Whether a kind and a bare number are the name of a document.

    A kind with a capital inside a sentence is a name; at the start of a sentence, or in small letters,
    it may be a verb, and then only an issuer, a date or a title behind the number makes it one.
    """
    if _OF_ISSUER.match(view, end):
        return True
    after = _AFTER.match(view, end) is not None
    start = word[0]
    capital = view[start].isupper() and not view[slice(*word)].isupper()
    inside = capital and not _SENTENCE_START.search(view, max(0, start - 12), start)
    sure = inside or (capital and kind.freedom is Freedom.NOUN) or kind.freedom is Freedom.SHORT
    if not after and not _NAME_FOLLOWS.match(view, end) and _counts(view, end, sure=sure):
        return False
    cue = _CUE.search(view, max(0, start - 40), start) is not None
    match kind.freedom:
        case Freedom.PLAN:
            return inside and kind.name == "kế hoạch"
        case Freedom.VERB:
            return inside or (capital and (cue or after)) or (cue and _two_digits(view, end))
        case Freedom.SHORT:
            return (cue or after) and _two_digits(view, end)
        case _:
            return after or capital or cue


def _counts(view: str, end: int, *, sure: bool) -> bool:
    """Whether the number counts what follows it; only the next few words are looked at."""
    behind = view[end : end + 40]
    return counts_something(behind, fold_in_place(behind), 0, sure=sure)


def _two_digits(view: str, end: int) -> bool:
    """Whether the number has at least two digits: "theo quy định 22," but not "quyết định 3"."""
    return view[max(0, end - 2) : end].isdigit()


def _later_items(view: str, first: tuple[int, Code]) -> list[tuple[int, int, Code]]:
    """The later documents of a list that names its kind once: "05, 09", "số 18, 19-NQ/TW"."""
    items: list[tuple[int, int, Code]] = []
    position = first[0]
    while len(items) < _MOST_IN_A_LIST and (lead := _LATER.match(view, position)):
        item = _first_code(view, lead.end(), named=lead["named"] is not None)
        if item is None:
            break
        end, code = item
        # "Quy định 213, 151 quần chúng": what a later number counts ends the list.
        if not code.letters and (_AFTER.match(view, end) is None or _COUNT_WORDS.match(view, end)):
            break
        items.append((lead.start("named") if lead["named"] else lead.end(), end, code))
        position = end
    return items


def _citations(
    view: str, items: Sequence[tuple[int, int, Code]], kind: str, issuer: str | None
) -> list[Citation]:
    """Citations of the documents of one list; what follows the list is about its last one."""
    tail = read_tail(view, items[-1][1])
    before = None if issuer or tail.issuer else issuer_before(view, items[0][0])
    shared = issuer or tail.issuer or before
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
                issued=own.issued,
                term=tail.term,
                title=own.title,
            )
        )
    return found


def _kind_said(code: Code, inherited: str) -> str | None:
    """The kind a later item's own letters name, unless they leave open what the list's kind says."""
    said = kind_of(code.letters)
    return None if said in _EITHER and inherited in _EITHER else said


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
