"""How two filled values are compared: 1 for equal, 0 for not, and little in between.

Every comparison goes through :func:`partyx.language.fold.fold`, so spelling (uỷ/ủy, NFD/NFC, case, dashes)
is no difference and a diacritic always is. Only free text and dates earn part of a cell:

* text: F1 of the words, 0 below 0.5, 0 when the digits differ, 0 when a name differs in its diacritics
  ("Đồng Nai" shares every word but one with "Đông Nai", and is another province);
* dates: 1 when both ends agree, 0.5 when the prediction is coarser than gold and contains it (a date without
  its year among them), else 0; a partial date in gold is equal or not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Protocol, cast, runtime_checkable

from partyx.language.abbreviations import write_out
from partyx.language.fold import digits, fold, unmarked
from partyx.language.grammar import pattern
from partyx.language.lexicon import entries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from partyx.records import Span


TEXT_FLOOR = 0.5
"""Word F1 below which two texts have nothing to do with each other."""

COARSER = 0.5
"""What a coarser date that contains the right one earns."""

_WORD = re.compile(r"[^\W_]+")
_OUTER = re.compile(r"^[\W_]+|[\W_]+$")
_ADDRESSED = pattern(r"<people.forms>[ :]+")
_CENTRAL = pattern("<abbreviations.central>")
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
_SPACE = re.compile(r"\s+")


@runtime_checkable
class HasDates(Protocol):
    """A period, predicted or gold."""

    @property
    def start(self) -> dt.date | None:
        """First day."""

    @property
    def end(self) -> dt.date | None:
        """Last day, inclusive."""

    @property
    def edtf(self) -> str | None:
        """What is known, where a day is not."""

    @property
    def printed(self) -> str | None:
        """As printed."""


def _written_out(text: str) -> str:
    return write_out(write_out(unicodedata.normalize("NFC", text), "organisation"), "unit")


def _name_like(text: str) -> set[str]:
    """The capitalised words of a text, folded."""
    return {fold(word) for word in _WORD.findall(unicodedata.normalize("NFC", text)) if word[0].isupper()}


def _confusable(gold: str, predicted: str, left: Counter[str], right: Counter[str]) -> bool:
    """Whether the words that do not meet are the same but for their diacritics."""
    if not left or not right:
        return False
    if Counter(map(unmarked, left.elements())) == Counter(map(unmarked, right.elements())):
        return True
    names_left = {unmarked(word) for word in left if word in _name_like(gold)}
    names_right = {unmarked(word) for word in right if word in _name_like(predicted)}
    return bool(names_left & names_right)


def compare_text(gold: object, predicted: object) -> float:
    """Free text: F1 of the words as bags."""
    return _compare_words(str(gold), str(predicted))


@lru_cache(maxsize=16384)
def _compare_words(gold: str, predicted: str) -> float:
    # Aligning asks for the same pairs again and again, for the key, the tie and the cells: kept, an article
    # with 32 statistics of about ten accepted wordings each is scored in 1.2 s instead of 2.9 s.
    a, b = _written_out(gold), _written_out(predicted)
    folded_a, folded_b = fold(a), fold(b)
    if folded_a.strip() == folded_b.strip():
        return 1.0
    if Counter(digits(folded_a)) != Counter(digits(folded_b)):
        return 0.0
    words_a, words_b = Counter(_WORD.findall(folded_a)), Counter(_WORD.findall(folded_b))
    if words_a == words_b:
        return 1.0
    shared = (words_a & words_b).total()
    score = 2 * shared / (words_a.total() + words_b.total())
    if score < TEXT_FLOOR or _confusable(a, b, words_a - words_b, words_b - words_a):
        return 0.0
    return score


def _spelled(text: str) -> str:
    return _OUTER.sub("", _SPACE.sub(" ", fold(text)))


def compare_label(gold: object, predicted: object) -> float:
    """A word from a short list: kind, mode, qualifier."""
    return float(_spelled(str(gold)) == _spelled(str(predicted)))


def _written_out_as(kind: Literal["organisation", "title", "unit"]) -> Callable[[object, object], float]:
    """The comparator of a short text whose abbreviations are written out as ``kind`` has them."""

    def compare(gold: object, predicted: object) -> float:
        a, b = (write_out(unicodedata.normalize("NFC", str(value)), kind) for value in (gold, predicted))
        return compare_label(a, b)

    return compare


compare_organisation = _written_out_as("organisation")
compare_title = _written_out_as("title")
_compare_counted = _written_out_as("unit")


def compare_unit(gold: object, predicted: object) -> float:
    """The thing counted; "%" is itself."""
    a, b = str(gold).strip(), str(predicted).strip()
    return float(a == b) if "%" in (a, b) else _compare_counted(a, b)


def compare_person(gold: object, predicted: object) -> float:
    """A person's name, without an address before it: "đồng chí", "ông"."""
    a, b = (_name(_spelled(str(value))) for value in (gold, predicted))
    return float(a == b)


def _name(folded: str) -> str:
    addressed = _ADDRESSED.match(folded)
    return folded[addressed.end() :] if addressed else folded


def compare_issuer(gold: object, predicted: object) -> float:
    """Who directs: a body or a person."""
    return max(compare_organisation(gold, predicted), compare_person(gold, predicted))


def central(text: str) -> str:
    """Folded text with the abbreviations of the Party's centre as codes have them: "t.ư" is "tw"."""
    return _CENTRAL.compiled.sub(fold(entries("abbreviations.central")[0].forms[0]), text)


def document_code(number: str) -> str:
    """One spelling of a document's number: "15 - NQ / TƯ" and "15-NQ/TW" are "15-nq/tw", "05" is "5"."""
    folded = _SPACE.sub("", fold(number))
    return _LEADING_ZEROS.sub("", central(folded))


def compare_code(gold: object, predicted: object) -> float:
    """A document's number: exact after :func:`document_code`."""
    return float(document_code(str(gold)) == document_code(str(predicted)))


def compare_number(gold: object, predicted: object) -> float:
    """A figure: exact. 15 is not nearly 18, and the text "18" is not the number 18."""
    for value in (gold, predicted):
        if isinstance(value, bool) or not isinstance(value, int | float):
            return 0.0
    return float(gold == predicted)


def compare_flag(gold: object, predicted: object) -> float:
    """True or false."""
    return float(gold == predicted)


_TOLD_NEAR = frozenset({"own", "sentence", "paragraph"})


def compare_origin(gold: object, predicted: object) -> float:
    """What tells a time: its own paragraph or less, or the passage and the article; finer is not compared."""
    return float((gold in _TOLD_NEAR) == (predicted in _TOLD_NEAR))


def told_near(origin: str | None) -> bool:
    """Whether a time is told by the paragraph of its figure or less, not inherited."""
    return origin in _TOLD_NEAR


def compare_spans(gold: object, predicted: object) -> float:
    """Places of one number: whether any of them meet."""
    pairs = ((a, b) for a in cast("tuple[Span, ...]", gold) for b in cast("tuple[Span, ...]", predicted))
    return float(any(a.start < b.end and b.start < a.end for a, b in pairs))


def compare_period(gold: object, predicted: object) -> float:
    """Two dates or periods, by their first and last day; by what is known, where gold has none.

    A year that gold does not know is a wrong guess. A partial date that gold's date fits is a coarser one.
    """
    if not isinstance(gold, HasDates) or not isinstance(predicted, HasDates):
        return 0.0
    if gold.start is None or gold.end is None:
        known = (gold.start, gold.end, gold.edtf) == (predicted.start, predicted.end, predicted.edtf)
        if gold.edtf is None and known:
            known = _spelled(gold.printed or "") == _spelled(predicted.printed or "")
        return float(known)
    if (gold.start, gold.end) == (predicted.start, predicted.end):
        return 1.0
    return COARSER if _holds(predicted, gold.start, gold.end) else 0.0


def _holds(period: HasDates, start: dt.date, end: dt.date) -> bool:
    """Whether two days lie in a period, as far as it is known."""
    if period.start is None and period.end is None:
        fits = (str(start), str(start)[:7]), (str(end), str(end)[:7])
        first, _, last = (period.edtf or "").partition("/")
        ends = (first, last or first)
        return all(
            one.startswith("XXXX") and one[4:] in {day[4:] for day in days}
            for one, days in zip(ends, fits, strict=True)
        ) or (first == "XXXX" and start.year == end.year)
    after = period.start is None or period.start <= start
    return after and (period.end is None or end <= period.end)


COMPARATORS: Mapping[str, Callable[[object, object], float]] = {
    "code": compare_code,
    "flag": compare_flag,
    "issuer": compare_issuer,
    "label": compare_label,
    "number": compare_number,
    "organisation": compare_organisation,
    "period": compare_period,
    "person": compare_person,
    "text": compare_text,
    "title": compare_title,
    "unit": compare_unit,
}
"""The comparators that the roles of fields name."""
