"""Gold as people write it, a draft: quotes instead of offsets.

A draft is gold's JSON with a quote wherever a span is meant. A quote is a string, or
``{"quote": ..., "in": ...}`` (inside a longer quote), or either with ``"nth": 2`` (the second occurrence). A
quote that is not verbatim in the article, or that could be in two places, is refused.
"""

from __future__ import annotations

import json
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from partyx.errors import EvalError
from partyx.files import boundary, plain_name, read_json, wrong_fields
from partyx.kinds.roles.plain import ParticipantRole
from partyx.scoring.gold.digits import digit_strings
from partyx.scoring.gold.format import PERIODS, RECORD_TYPES, Gold, GoldOwn, fields_like, nfc_text, text_hash
from partyx.scoring.labelling.periods import parse_period
from partyx.scoring.labelling.quotes import Places, quote_entry
from partyx.scoring.labelling.reasons import reasons

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.scoring.labelling.quotes import Range

_PEOPLE = fields_like(ParticipantRole)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _expand_periods(record: dict[str, Any], where: str, places: Places) -> None:
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
    for field in PERIODS:
        if field in record:
            record[field] = expand(record[field])
        if field in accept:
            accept[field] = [expand(value) for value in _listed(accept[field])]
    if isinstance(record.get("document"), dict):
        _expand_periods(record["document"], f"{where}.document", places)


def _resolve_record(record: dict[str, Any], where: str, places: Places) -> None:
    """Evidence, the number's places and the tasks' places of one record, in place."""
    evidence: list[Range] = []
    for number, entry in enumerate(_listed(record.get("evidence", []))):
        evidence += places.one(entry, f"{where}.evidence[{number}]")
    record["evidence"] = [places.span(place) for place in evidence]
    for field in ("value_spans", "of_spans"):
        if field not in record:
            continue
        found: list[Range] = []
        for number, entry in enumerate(_listed(record[field])):
            found += _inside_evidence(entry, f"{where}.{field}[{number}]", evidence, places)
        record[field] = [places.span(place) for place in found]
    if "tasks" in record:
        record["tasks"] = [
            _resolve_task(task, f"{where}.tasks[{number}]", evidence, places)
            for number, task in enumerate(record["tasks"])
        ]
    for role in _PEOPLE:
        if role in record:
            record[role] = [{"name": one} if isinstance(one, str) else one for one in record[role]]
    _expand_periods(record, where, places)


def _own_record(record: dict[str, Any], where: str, places: Places) -> dict[str, Any]:
    """A record of the user's own: its evidence resolved, its fields put under ``values``."""
    ours = GoldOwn.model_fields.keys() - {"values"}
    evidence = [
        place
        for number, entry in enumerate(_listed(record.get("evidence", [])))
        for place in places.one(entry, f"{where}.evidence[{number}]")
    ]
    accept = {name: _listed(other) for name, other in record.get("accept", {}).items()}
    return {
        **{name: value for name, value in record.items() if name in ours},
        "accept": accept,
        "evidence": [places.span(place) for place in evidence],
        "values": {name: value for name, value in record.items() if name not in ours},
    }


def _inside_evidence(entry: object, where: str, evidence: list[Range], places: Places) -> list[Range]:
    """A figure's places: once in every evidence span that prints it, or where the entry says."""
    quote = entry if isinstance(entry, str) else None
    if quote is None or len(evidence) < 2:  # noqa: PLR2004 - one span or none: nothing to spread over
        return places.one(entry, where, evidence or None)
    printing = [span for span in evidence if places.find(quote, [span])]
    found: list[Range] = []
    for span in printing or evidence[:1]:
        for place in places.one(quote, where, [span]):
            if place not in found:
                found.append(place)
    return found


def _resolve_task(task: object, where: str, evidence: list[Range], places: Places) -> object:
    if isinstance(task, str):
        task = {"text": task}
    if not isinstance(task, dict) or "text" not in task:
        places.problems.append(f"{where}: a task is a quote or an object with text")
        return task
    quotes = _listed(task.get("evidence", [task["text"]]))
    found: list[Range] = []
    for number, entry in enumerate(quotes):
        inside = evidence if isinstance(entry, str) and places.find(entry, evidence or None) else None
        found += places.one(entry, f"{where}.evidence[{number}]", inside or None)
    return {**task, "evidence": [places.span(place) for place in found]}


def _resolve_digits(entries: list[dict[str, Any]], places: Places) -> list[dict[str, Any]]:
    """One entry per place: ``quote`` or ``quotes``, and ``all`` for every occurrence.

    An entry whose reason is still null is left out: it is open, and lint and the summary list it.
    """
    resolved: list[dict[str, Any]] = []
    for number, entry in enumerate(entries):
        where = f"digits[{number}]"
        for quote in entry.get("quotes", [entry.get("quote")]):
            found = _digit_places({**entry, "quote": quote}, where, places)
            for place in found if entry.get("reason", "") is not None else ():
                kept = {key: value for key, value in entry.items() if key in {"reason", "notes"}}
                resolved.append({"span": places.span(place), **kept})
    return resolved


def _digit_places(entry: dict[str, Any], where: str, places: Places) -> list[Range]:
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
    places = Places(text)
    with boundary("the draft", EvalError, "See the form in docs/evals.md."):
        data: dict[str, Any] = json.loads(json.dumps(draft))
        article = data.setdefault("article", {})
        article.setdefault("id", PurePath(article["file"]).stem)
        article["sha256"] = text_hash(text)
        for kind in RECORD_TYPES:
            data[kind] = places.objects(data.get(kind, []), kind)
            for number, record in enumerate(data[kind]):
                _resolve_record(record, f"{kind}[{number}]", places)
        for kind, records in data.get("own", {}).items():
            data["own"][kind] = [
                _own_record(record, f"{kind}[{number}]", places)
                for number, record in enumerate(places.objects(records, kind))
            ]
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


def draft_of(gold: Gold, article: Article) -> dict[str, Any]:
    """The draft to start from: no record, every digit string with its reason where the mentions know one.

    Args:
        gold: Of the article, without records.
        article: The article.
    """
    places = Places(article.text)
    found = digit_strings(article.text)
    return {
        "article": gold.article.model_dump(mode="json", exclude={"sha256"}, exclude_none=True),
        "status": "unreviewed",
        "origin": gold.origin,
        "annotators": [],
        "statistics": [],
        "meetings": [],
        "directives": [],
        "digits": [
            {**quote_entry(span, places), "reason": why}
            for span, why in zip(found, reasons(article, found), strict=True)
        ],
        "notes": [],
    }
