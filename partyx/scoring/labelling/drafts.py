"""Gold as people write it, a draft: quotes instead of offsets.

A draft is gold's JSON with a quote wherever a span is meant. A quote is a string, or
``{"quote": ..., "in": ...}`` (inside a longer quote), or either with ``"nth": 2`` (the second occurrence). A
quote that is not verbatim in the article, or that could be in two places, is refused.
"""

from __future__ import annotations

import json
import re
import unicodedata
from calendar import monthrange
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from partyx.errors import EvalError
from partyx.files import boundary, plain_name, read_json, wrong_fields
from partyx.scoring.gold.digits import digit_strings
from partyx.scoring.gold.format import Gold, nfc_text, text_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.records import Span

_RECORD_LISTS = ("statistics", "meetings", "directives")
_PERIOD_FIELDS = ("period", "date", "deadline", "issued")
_PERSON_FIELDS = ("chairs", "speakers", "attendees")
_PERIOD = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])))?")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")
_SPACE = re.compile(r"[^\S\n]")
_Range = tuple[int, int]


class _Places:
    """Finds quotes in one article, and remembers what it could not find."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[str] = []
        self._plain = _plain(text)

    def find(self, quote: str, within: Sequence[_Range] | None = None) -> list[_Range]:
        """Every occurrence; a quote that starts or ends with a digit never cuts a digit string."""
        wanted = re.escape(_plain(quote))
        before = r"(?<!\d)(?<!\d[.,])" if quote[:1].isdigit() else ""
        after = r"(?!\d|[.,]\d)" if quote[-1:].isdigit() else ""
        pattern = re.compile(f"(?={before}{wanted}{after})")
        found: list[_Range] = []
        for start, end in within or [(0, len(self.text))]:
            for match in pattern.finditer(self._plain, start, end):
                place = (match.start(), match.start() + len(_plain(quote)))
                if place[1] <= end and place not in found:
                    found.append(place)
        return found

    def span(self, place: _Range) -> dict[str, Any]:
        return {"start": place[0], "end": place[1], "text": self.text[place[0] : place[1]]}

    def objects(self, value: object, where: str) -> list[dict[str, Any]]:
        """The objects of a list; what is none is a noted problem."""
        listed = value if isinstance(value, list) else [value]
        for number, one in enumerate(listed):
            if not isinstance(one, dict):
                self.problems.append(f"{where}[{number}]: an object is needed, not {one!r:.80}")
        return [one for one in listed if isinstance(one, dict)]

    def one(self, entry: object, where: str, within: Sequence[_Range] | None = None) -> list[_Range]:
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


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def parse_period(value: str) -> dict[str, str]:
    """A period in short form as the fields of a GoldPeriod.

    "2023-09-29", "2023-09", "2023-Q2", "2023-H1", "2023", and "2021-01-01/2025-12-31" (a range).

    Raises:
        EvalError: It is none of these.
    """
    if found := _RANGE.fullmatch(value):
        return {"start": found[1], "end": found[2], "precision": "range"}
    match = _PERIOD.fullmatch(value)
    if match is None:
        raise EvalError(f"{value!r} is no period; write 2023-09-29, 2023-09, 2023-Q2, 2023-H1, 2023 or A/B.")
    year, month, day, quarter, half = match.groups()
    if day:
        return {"start": value, "end": value, "precision": "day"}
    if month:
        first, last, precision = int(month), int(month), "month"
    elif quarter:
        first, last, precision = int(quarter) * 3 - 2, int(quarter) * 3, "quarter"
    elif half:
        first, last, precision = int(half) * 6 - 5, int(half) * 6, "half"
    else:
        first, last, precision = 1, 12, "year"
    if not 1 <= first <= last <= 12:  # noqa: PLR2004 - months of a year
        raise EvalError(f"{value!r} is no period: there is no month {month}.")
    end = monthrange(int(year), last)[1]
    return {
        "start": f"{year}-{first:02}-01",
        "end": f"{year}-{last:02}-{end:02}",
        "precision": precision,
    }


def _expand_periods(record: dict[str, Any], where: str, places: _Places) -> None:
    """Short periods written out, in the record's own fields, its document and its accept lists."""

    def expand(value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return parse_period(value)
        except EvalError as error:
            places.problems.append(f"{where}: {error}")
            return None

    accept = record.get("accept", {})
    if not isinstance(accept, dict):
        places.problems.append(f"{where}.accept: an object of lists is needed, not {accept!r:.80}")
        accept = {}
    for field in _PERIOD_FIELDS:
        if field in record:
            record[field] = expand(record[field])
        if field in accept:
            accept[field] = [expand(value) for value in _listed(accept[field])]
    if isinstance(record.get("document"), dict):
        _expand_periods(record["document"], f"{where}.document", places)


def _resolve_record(record: dict[str, Any], where: str, places: _Places) -> None:
    """Evidence, the number's places and the tasks' places of one record, in place."""
    evidence: list[_Range] = []
    for number, entry in enumerate(_listed(record.get("evidence", []))):
        evidence += places.one(entry, f"{where}.evidence[{number}]")
    record["evidence"] = [places.span(place) for place in evidence]
    for field in ("value_spans", "of_spans"):
        if field not in record:
            continue
        found: list[_Range] = []
        for number, entry in enumerate(_listed(record[field])):
            found += _inside_evidence(entry, f"{where}.{field}[{number}]", evidence, places)
        record[field] = [places.span(place) for place in found]
    if "tasks" in record:
        record["tasks"] = [
            _resolve_task(task, f"{where}.tasks[{number}]", evidence, places)
            for number, task in enumerate(record["tasks"])
        ]
    for role in _PERSON_FIELDS:
        if role in record:
            record[role] = [{"name": one} if isinstance(one, str) else one for one in record[role]]
    _expand_periods(record, where, places)


def _inside_evidence(entry: object, where: str, evidence: list[_Range], places: _Places) -> list[_Range]:
    """A figure's places: once in every evidence span that prints it, or where the entry says."""
    quote = entry if isinstance(entry, str) else None
    if quote is None or len(evidence) < 2:  # noqa: PLR2004 - one span or none: nothing to spread over
        return places.one(entry, where, evidence or None)
    printing = [span for span in evidence if places.find(quote, [span])]
    found: list[_Range] = []
    for span in printing or evidence[:1]:
        for place in places.one(quote, where, [span]):
            if place not in found:
                found.append(place)
    return found


def _resolve_task(task: object, where: str, evidence: list[_Range], places: _Places) -> object:
    if isinstance(task, str):
        task = {"text": task}
    if not isinstance(task, dict) or "text" not in task:
        places.problems.append(f"{where}: a task is a quote or an object with text")
        return task
    quotes = _listed(task.get("evidence", [task["text"]]))
    found: list[_Range] = []
    for number, entry in enumerate(quotes):
        inside = evidence if isinstance(entry, str) and places.find(entry, evidence or None) else None
        found += places.one(entry, f"{where}.evidence[{number}]", inside or None)
    return {**task, "evidence": [places.span(place) for place in found]}


def _resolve_digits(entries: list[dict[str, Any]], places: _Places) -> list[dict[str, Any]]:
    """One entry per place: ``quote`` or ``quotes``, and ``all`` for every occurrence."""
    resolved: list[dict[str, Any]] = []
    for number, entry in enumerate(entries):
        where = f"digits[{number}]"
        for quote in entry.get("quotes", [entry.get("quote")]):
            found = _digit_places({**entry, "quote": quote}, where, places)
            for place in found:
                kept = {key: value for key, value in entry.items() if key in {"reason", "notes"}}
                resolved.append({"span": places.span(place), **kept})
    return resolved


def _digit_places(entry: dict[str, Any], where: str, places: _Places) -> list[_Range]:
    quote = entry["quote"]
    if not entry.get("all") or not isinstance(quote, str):
        return places.one(entry, where)
    within = places.one(entry["in"], f"{where}: in") if "in" in entry else None
    found = places.find(quote, within)
    if not found:
        places.problems.append(f"{where}: not verbatim in the article: {quote!r}")
    return found


def compile_gold(draft: dict[str, Any], text: str) -> Gold:
    """Resolve a draft against its article.

    Args:
        draft: As read from JSON; not changed.
        text: The article's NFC text (:func:`partyx.scoring.gold.format.nfc_text`).

    Returns:
        The gold, every span verbatim. Without an ``article.id`` its id is the stem of the article's file.

    Raises:
        EvalError: A quote is not verbatim or not unique, or a field is wrong; all problems are listed.
    """
    places = _Places(text)
    with boundary("the draft", EvalError, "See the form in docs/evals.md."):
        data: dict[str, Any] = json.loads(json.dumps(draft))
        article = data.setdefault("article", {})
        article.setdefault("id", PurePath(article["file"]).stem)
        article["sha256"] = text_hash(text)
        for kind in _RECORD_LISTS:
            data[kind] = places.objects(data.get(kind, []), kind)
            for number, record in enumerate(data[kind]):
                _resolve_record(record, f"{kind}[{number}]", places)
        data["digits"] = _resolve_digits(places.objects(data.get("digits", []), "digits"), places)
    if places.problems:
        raise EvalError("\n".join(places.problems))
    try:
        return Gold.model_validate(data)
    except ValidationError as error:
        raise EvalError("\n".join(wrong_fields(error))) from None


def compile_file(source: Path, articles: Path) -> tuple[Gold, str]:
    """Compile one draft; returns the gold and the article's NFC text.

    Raises:
        EvalError: As :func:`compile_gold`; or the file is no JSON, or names no article.
    """
    with boundary(source, EvalError, f"Write a draft as in docs/evals.md, of an article under {articles}."):
        draft = read_json(source)
        name = plain_name(draft["article"]["file"])
    text = nfc_text(articles / name)
    return compile_gold(draft, text), text


_AROUND = (25, 50, 200)
"""Characters round a digit string that a draft tries, until they are unique in the article."""


def draft_of(gold: Gold, text: str) -> dict[str, Any]:
    """The draft to start from: no record, every digit string with its reason to be written.

    Args:
        gold: Of the article, without records.
        text: The article's NFC text.
    """
    places = _Places(text)
    return {
        "article": gold.article.model_dump(mode="json", exclude={"sha256"}, exclude_none=True),
        "status": "unreviewed",
        "origin": gold.origin,
        "annotators": [],
        "statistics": [],
        "meetings": [],
        "directives": [],
        "digits": [{**_told_apart(span, places), "reason": None} for span in digit_strings(text)],
        "notes": [],
    }


def _told_apart(span: Span, places: _Places) -> dict[str, Any]:
    """A quote entry that means exactly this place, by the words round it where they are unique."""
    within: list[_Range] = []
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


def _whole_words(text: str, start: int, end: int, span: Span) -> _Range:
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
