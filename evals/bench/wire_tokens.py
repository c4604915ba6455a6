"""Output by reference against output by quoting: the same answers about the same articles, in both forms.

::

    python evals/bench/wire_tokens.py --recordings evals/recordings/FILE.jsonl

By reference is what the recorded model wrote, all calls of an article together. Quoting is what a plain
schema with the same fields would have made it write for the records that came of it: each figure and date
as printed and as a value, each name with its titles, each document with its parts, each task in full, and
one verbatim quote a record. Both are compact JSON. Tokens are characters / 3.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyx.cache import Recordings
from partyx.grounding import ground
from partyx.llm import Client
from partyx.mentions import find_mentions
from partyx.model import ModelEngine
from partyx.reading import read
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partyx.cache import Completion, Request
    from partyx.kinds.built_in.directive import Directive
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.records import DocumentRef, Period, Person, Span

ARTICLES = Path(__file__).parents[1] / "articles"
CHARS_PER_TOKEN = 3
TARGET = 0.4


class Replayed:
    """Answers from recordings, and keeps what was answered."""

    identity = "recordings"
    form = "schema"

    def __init__(self, recordings: Recordings) -> None:
        """Start with nothing answered."""
        self._recordings = recordings
        self.texts: list[str] = []

    async def send(self, request: Request) -> Completion:
        """Give the recorded answer."""
        answer = self._recordings.get(request)
        if answer is None:
            raise SystemExit("the recordings do not hold a call of this article; record them again")
        self.texts.append(answer.text)
        return answer


def quoting(
    meetings: Sequence[Meeting], statistics: Sequence[Statistic], directives: Sequence[Directive]
) -> str:
    """The answer that a plain quoting schema would take for these records, as compact JSON."""
    answer = {
        "meetings": [_meeting(record) for record in meetings],
        "statistics": [_statistic(record) for record in statistics],
        "directives": [_directive(record) for record in directives],
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _statistic(record: Statistic) -> dict[str, Any]:
    return {
        "indicator": record.indicator,
        "value": record.value,
        "printed": record.printed,
        "unit": record.unit,
        "of": record.of,
        "subject": record.subject,
        "period": _period(record.period),
        "qualifier": record.qualifier,
        "target": record.target,
        "quote": _shortest(record.evidence),
    }


def _meeting(record: Meeting) -> dict[str, Any]:
    return {
        "name": record.name,
        "kind": record.kind,
        "date": _period(record.date),
        "organizer": record.organizer,
        "location": record.location,
        "mode": record.mode,
        "chairs": _people(record.chairs),
        "speakers": _people(record.speakers),
        "attendees": _people(record.attendees),
        "agenda": list(record.agenda),
        "quote": _shortest(record.evidence),
    }


def _directive(record: Directive) -> dict[str, Any]:
    return {
        "source": record.source,
        "kind": record.kind,
        "document": _document(record.document),
        "issuer": record.issuer,
        "addressees": list(record.addressees),
        "date": _period(record.date),
        "subject": record.subject,
        "tasks": [task.text for task in record.tasks],
        "deadline": _period(record.deadline),
        "quote": _shortest(record.evidence),
    }


def _document(record: DocumentRef | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return {
        "kind": record.kind,
        "number": record.number,
        "issuer": record.issuer,
        "issued": _period(record.issued),
        "printed": record.printed,
    }


def _period(period: Period | None) -> dict[str, str] | None:
    if period is None:
        return None
    start, end = (day and day.isoformat() for day in (period.start, period.end))  # None: no year is told
    return {"printed": period.printed, "start": start, "end": end}


def _people(people: Iterable[Person]) -> list[dict[str, Any]]:
    return [{"name": person.name, "titles": list(person.titles)} for person in people]


def _shortest(evidence: Sequence[Span]) -> str:
    """The cheapest quote that states the fact, to give quoting its due."""
    return min((span.text for span in evidence), key=len)


def sizes(path: Path, model: Replayed, settings: Settings) -> tuple[int, int]:
    """Characters of one article's answers: by reference, quoting."""
    article = read(path, settings)
    mentions = find_mentions(article)
    model.texts.clear()
    draft = ModelEngine(Client(settings, model=model), settings).fill(article, mentions)
    grounded = ground(article, mentions, draft)
    records = (grounded.meetings, grounded.statistics, grounded.directives)
    return sum(map(len, model.texts)), len(quoting(*records))


def main() -> None:
    """Print the table; fail when the whole is above the target."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--recordings", type=Path, required=True, help="JSONL file of recorded calls")
    parser.add_argument("articles", nargs="*", type=Path, default=sorted(ARTICLES.glob("*.txt")))
    options = parser.parse_args()
    recordings = Recordings(options.recordings)
    (name,) = recordings.models()
    settings = Settings.load(model=name, cache="off")
    model = Replayed(recordings)
    total = [0, 0]
    print(f"{'article':<28}{'by reference':>14}{'quoting':>10}{'tokens':>16}{'ratio':>8}")
    for path in options.articles:
        reference, quoted = sizes(path, model, settings)
        total = [total[0] + reference, total[1] + quoted]
        print(_row(path.stem, reference, quoted))
    print(_row("all", *total))
    if total[0] > TARGET * total[1]:
        raise SystemExit(f"by reference takes more than {TARGET} of quoting")


def _row(name: str, reference: int, quoted: int) -> str:
    tokens = f"{reference // CHARS_PER_TOKEN}/{quoted // CHARS_PER_TOKEN}"
    return f"{name:<28}{reference:>14}{quoted:>10}{tokens:>16}{reference / max(1, quoted):>8.2f}"


if __name__ == "__main__":
    main()
