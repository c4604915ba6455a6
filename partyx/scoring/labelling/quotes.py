"""Quotes of an article: where they stand, and how to tell one place from all others by its words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.records import Span

_SPACE = re.compile(r"[^\S\n]")
_AROUND = (25, 50, 200)
"""Characters round a digit string that a draft tries, until they are unique in the article."""


Range = tuple[int, int]
"""First character and one past the last."""


class Places:
    """Finds quotes in one article, and remembers what it could not find."""

    def __init__(self, text: str) -> None:
        """Look in this NFC text."""
        self.text = text
        self.problems: list[str] = []
        self._plain = _plain(text)

    def find(self, quote: str, within: Sequence[Range] | None = None) -> list[Range]:
        """Every occurrence; a quote that starts or ends with a digit never cuts a digit string."""
        wanted = re.escape(_plain(quote))
        before = r"(?<!\d)(?<!\d[.,])" if quote[:1].isdigit() else ""
        after = r"(?!\d|[.,]\d)" if quote[-1:].isdigit() else ""
        pattern = re.compile(f"(?={before}{wanted}{after})")
        found: list[Range] = []
        for start, end in within or [(0, len(self.text))]:
            for match in pattern.finditer(self._plain, start, end):
                place = (match.start(), match.start() + len(_plain(quote)))
                if place[1] <= end and place not in found:
                    found.append(place)
        return found

    def span(self, place: Range) -> dict[str, Any]:
        """The place as gold has it."""
        return {"start": place[0], "end": place[1], "text": self.text[place[0] : place[1]]}

    def objects(self, value: object, where: str) -> list[dict[str, Any]]:
        """The objects of a list; what is none is a noted problem."""
        listed = value if isinstance(value, list) else [value]
        for number, one in enumerate(listed):
            if not isinstance(one, dict):
                self.problems.append(f"{where}[{number}]: an object is needed, not {one!r:.80}")
        return [one for one in listed if isinstance(one, dict)]

    def one(self, entry: object, where: str, within: Sequence[Range] | None = None) -> list[Range]:
        """The one place a quote entry means; [] and a noted problem when there is no such one."""
        given: dict[str, Any] = entry if isinstance(entry, dict) else {"quote": entry}
        quote, nth = given.get("quote"), given.get("nth")
        if not isinstance(quote, str) or not quote.strip():
            self.problems.append(f"{where}: a quote is a string or an object with a quote, not {entry!r:.80}")
            return []
        if "in" in given:
            within = self.one(given["in"], f"{where}: in")
            if not within:
                return []
        if nth is not None and type(nth) is not int:
            self.problems.append(f"{where}: nth is a whole number, not {nth!r:.80}")
            return []
        found = self.find(quote, within)
        if not found:
            inside = " inside what it must be in" if within else ""
            self.problems.append(f"{where}: not verbatim in the article{inside}: {quote!r}")
        elif nth is not None and not 1 <= nth <= len(found):
            self.problems.append(f"{where}: nth {nth} of {len(found)} occurrences of {quote!r}")
        elif nth is not None:
            return [found[nth - 1]]
        elif len(found) > 1:
            self.problems.append(
                f"{where}: {len(found)} occurrences of {quote!r}; add nth, or in with a longer quote"
            )
        else:
            return found
        return []


def _plain(text: str) -> str:
    """Spaces of every kind to U+0020, one to one, so that a typed quote meets a no-break space."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text))


def quote_entry(span: Span, places: Places) -> dict[str, Any]:
    """A quote entry that means exactly this place, by the words round it where they are unique."""
    within: list[Range] = []
    for reach in _AROUND:
        around = _whole_words(places.text, span.start - reach, span.end + reach, span)
        within = places.find(places.text[slice(*around)])
        if within == [around]:
            break
    entry: dict[str, Any] = {"quote": span.text}
    if len(within) == 1:
        entry["in"] = places.text[slice(*within[0])]
    else:
        within = [(0, len(places.text))]
    found = places.find(span.text, within)
    return entry if len(found) == 1 else {**entry, "nth": found.index((span.start, span.end)) + 1}


def _whole_words(text: str, start: int, end: int, span: Span) -> Range:
    """The range widened to whole words (a quote may not cut a digit string), within the line of ``span``."""
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    last = len(text) if last < 0 else last
    start, end = max(first, start), min(last, end)
    while start > first and not text[start - 1].isspace():
        start -= 1
    while end < last and not text[end].isspace():
        end += 1
    return start, end
