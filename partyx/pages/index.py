"""A run as the viewer holds it: every record a row of short columns, the rest in blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.display import messages, wording
from partyx.display.shown import groups, shown
from partyx.kinds.record import Record, spec_of
from partyx.language import glosses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import BaseModel

    from partyx.display.shown import Shown
    from partyx.extraction import Extraction

BLOCK = 32
"""Articles whose details are unpacked together: some 300 kB, a few milliseconds."""

_TEXTS = ("head", "title", "facts", "day", "organisation", "place", "topic", "unit")
_SEVERITY = {"note": 1, "warning": 2, "error": 3}
_ORGANISATION = ("organizer_normalised", "organizer", "issuer_normalised", "issuer", "organisation")
_OWNER = ("subject_normalised", "subject", "within")


class Index:
    """Collects extractions; :meth:`data` is what the page gets."""

    def __init__(self) -> None:
        """Begin empty."""
        self._numbers: dict[str, int] = {"": 0}
        self.kinds: list[str] = []
        self.articles: list[list[Any]] = []
        self.rows: dict[str, list[Any]] = {
            name: [] for name in ("article", "kind", "index", "value", "worst", *_TEXTS)
        }

    def add(self, extraction: Extraction) -> None:
        """One more article with its records."""
        ref = extraction.article
        worst = wording.worst(extraction)
        self.articles.append(
            [
                ref.id,
                ref.title or "",
                ref.outlet or "",
                ref.published.isoformat() if ref.published else "",
                ref.url or ref.source or "",
                max((_SEVERITY[it.severity] for it in extraction.findings), default=0),
                len(extraction.findings),
                len(extraction.unlocated),
            ]
        )
        for kind, records in groups(extraction).items():
            if kind not in self.kinds:
                self.kinds.append(kind)
            for number, record in enumerate(records):
                self._row(kind, number, record, shown(record), worst.get(f"{kind}[{number}]"))

    def _row(
        self, kind: str, number: int, record: BaseModel | dict[str, Any], it: Shown, worst: str | None
    ) -> None:
        rows = self.rows
        rows["article"].append(len(self.articles) - 1)
        rows["kind"].append(self.kinds.index(kind))
        rows["index"].append(number)
        rows["worst"].append(_SEVERITY[worst] if worst else 0)
        texts = facets(record)
        value = texts["value"]
        rows["value"].append(value if isinstance(value, (int, float)) else None)
        texts |= {"head": it.head, "title": it.title, "facts": " · ".join(value for _, value in it.facts)}
        for name in _TEXTS:
            text = wording.visible(texts.get(name) or "")
            rows[name].append(self._numbers.setdefault(text, len(self._numbers)))

    def data(self) -> dict[str, Any]:
        """Everything the first view needs; texts by their number in ``texts``."""
        return {
            "texts": list(self._numbers),
            "kinds": self.kinds,
            "articles": self.articles,
            "rows": self.rows,
            "block": BLOCK,
        }


def facets(record: BaseModel | dict[str, Any]) -> dict[str, Any]:
    """What a record can be filtered and charted by, from whichever of the usual fields it has.

    What one of the user's own has under no usual name, the roles of its fields say.
    """
    values = record if isinstance(record, dict) else record.model_dump(mode="json")
    document = values.get("document")
    cited = document if isinstance(document, dict) else {}
    owner = _OWNER if "indicator" in values else ()
    value = values.get("value")
    usual = {
        "value": value if isinstance(value, int | float) else None,
        "organisation": _first((values, cited), (*_ORGANISATION, *owner)),
        "place": _first((values,), ("place", "location")),
        "topic": glosses.topic(_printed(values.get("topic")))
        or _first((values,), ("indicator",))
        or _kind(cited, values),
        "unit": _first((values,), ("unit",)),
        "day": next(_days(values), ""),
    }
    said = spec_of(type(record)).facets(record) if isinstance(record, Record) else {}
    return {name: said.get(name, one) if one in (None, "") else one for name, one in usual.items()}


def _kind(cited: dict[str, Any], values: dict[str, Any]) -> str:
    """A kind of document, instruction or meeting with its gloss."""
    said = _first((cited, values), ("kind",))
    return glosses.glossed(said, glosses.kind(said))


def _first(records: Iterable[dict[str, Any]], names: tuple[str, ...]) -> str:
    found = (_printed(record.get(name)) for record in records for name in names)
    return next((wording.one_line(text) for text in found if text), "")


def _printed(value: object) -> str:
    """A value's text; a field of a record of the user's own is an object that has it inside."""
    if isinstance(value, dict):
        value = next(
            (value[name] for name in ("normalised", "name", "text", "printed") if value.get(name)), ""
        )
    return value if isinstance(value, str) else ""


def _days(values: dict[str, Any]) -> Iterator[str]:
    """The last day of each period in a record, in the order of its fields."""
    for value in values.values():
        if not isinstance(value, dict):
            continue
        if value.keys() >= {"precision", "start", "end"}:
            yield from filter(None, [value["end"] or value["start"]])
        else:
            yield from _days(value)


def details(extraction: Extraction, text: str | None) -> dict[str, Any]:
    """What is shown when an article is opened.

    Args:
        extraction: The article's records.
        text: The article's text; None shows quotes.
    """
    return {
        "text": None if text is None else wording.visible(text),
        "records": [
            [kind, [_detail(shown(record), quoted=text is None) for record in records]]
            for kind, records in groups(extraction).items()
        ],
        "findings": [
            [it.severity, wording.visible(messages.worded(it.message)), list(it.records)]
            for it in extraction.findings
        ],
        "unlocated": [
            [*wording.claim(it), wording.one_line(messages.worded(it.reason))] for it in extraction.unlocated
        ],
        "engine": wording.engine(extraction.provenance),
        "coverage": wording.coverage(extraction),
    }


def _detail(it: Shown, *, quoted: bool) -> dict[str, Any]:
    return {
        "head": wording.visible(it.head),
        "title": wording.visible(it.title),
        "facts": [[name, wording.visible(value)] for name, value in it.facts],
        "spans": [[span.start, span.end, wording.visible(span.text) if quoted else ""] for span in it.spans],
        "focus": None if it.focus is None else [it.focus.start, it.focus.end],
    }
