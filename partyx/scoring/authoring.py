"""Gold as people write it: quotes instead of offsets.

The authoring form is the JSON of :mod:`partyx.scoring.gold` with a quote wherever a span is meant. A
quote is a string, or ``{"quote": ..., "nth": 2}`` (second occurrence), or ``{"quote": ..., "in": ...}``
(inside a longer quote). A quote that is not verbatim in the article, or that could be in two places, is
refused. ``python -m partyx.scoring.authoring DRAFT.json --articles DIR -o GOLD.json`` compiles a file.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from calendar import monthrange
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from partyx.errors import EvalError
from partyx.scoring.digits import unaccounted
from partyx.scoring.gold import Gold, nfc_text, save_gold, text_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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

    def one(self, entry: object, where: str, within: Sequence[_Range] | None = None) -> list[_Range]:
        """The one place a quote entry means; [] and a noted problem when there is no such one."""
        given: dict[str, Any] = entry if isinstance(entry, dict) else {"quote": entry}
        quote, nth = given.get("quote"), given.get("nth")
        if not isinstance(quote, str) or not quote.strip():
            self.problems.append(f"{where}: a quote is a string or an object with a quote, not {entry!r}")
            return []
        if "in" in given:
            within = self.one(given["in"], f"{where}: in")
            if not within:
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


def compile_gold(authoring: dict[str, Any], text: str) -> Gold:
    """Resolve an authoring form against its article.

    Args:
        authoring: As read from JSON; not changed.
        text: The article's NFC text (:func:`partyx.scoring.gold.nfc_text`).

    Returns:
        The gold, every span verbatim.

    Raises:
        EvalError: A quote is not verbatim or not unique, or a field is wrong; all problems are listed.
    """
    data: dict[str, Any] = json.loads(json.dumps(authoring))
    places = _Places(text)
    article = data.setdefault("article", {})
    article.setdefault("id", str(article.get("file", "")).removesuffix(".txt").split("_")[0])
    article["sha256"] = text_hash(text)
    for kind in _RECORD_LISTS:
        for number, record in enumerate(data.get(kind, [])):
            _resolve_record(record, f"{kind}[{number}]", places)
    data["digits"] = _resolve_digits(data.get("digits", []), places)
    if places.problems:
        raise EvalError("\n".join(places.problems))
    try:
        return Gold.model_validate(data)
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
        raise EvalError("\n".join(lines)) from None


def compile_file(source: Path, articles: Path) -> tuple[Gold, str]:
    """Compile one authoring file; returns the gold and the article's NFC text.

    Raises:
        EvalError: As :func:`compile_gold`; or the file is no JSON, or names no article.
    """
    try:
        authoring = json.loads(source.read_text(encoding="utf-8"))
        name = authoring["article"]["file"]
    except (OSError, ValueError) as error:
        raise EvalError(f"{source}: {error}. Write it as UTF-8 JSON.") from None
    except (KeyError, TypeError):
        raise EvalError(f"{source}: article.file is missing; give the file name under {articles}.") from None
    text = nfc_text(articles / name)
    return compile_gold(authoring, text), text


def main(arguments: Sequence[str] | None = None, say: Callable[[str], object] = sys.stderr.write) -> int:
    """Compile one authoring file; list the digit strings still without a reason."""
    parser = argparse.ArgumentParser(prog="python -m partyx.scoring.authoring", description=main.__doc__)
    parser.add_argument("source", type=Path, help="The authoring JSON.")
    parser.add_argument("--articles", type=Path, default=Path("evals/articles"))
    parser.add_argument("-o", "--output", type=Path, help="The gold file to write; none only checks.")
    given = parser.parse_args(arguments)
    try:
        gold, text = compile_file(given.source, given.articles)
    except EvalError as error:
        say(f"{error}\n")
        return 1
    if given.output is not None:
        save_gold(gold, given.output)
    missing = unaccounted(gold, text)
    for span in missing:
        around = text[max(0, span.start - 30) : span.end + 20].replace("\n", " ")
        say(f"no reason yet for {span.text!r} at {span.start}: ...{around}...\n")
    counts = (
        f"{len(gold.statistics)} statistics, {len(gold.meetings)} meetings, {len(gold.directives)} directives"
    )
    say(f"{gold.article.id}: {counts}; {len(missing)} digit strings without a reason\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
