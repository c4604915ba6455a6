"""Articles and mentions by hand, for tests of the stages that come after them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import partyx
from partyx.article import Article, Block, Role, Sentence
from partyx.kinds.built_in.statistic import Statistic
from partyx.mention import (
    ID_LETTERS,
    DateReading,
    DocumentReading,
    Kind,
    Mention,
    Mentions,
    NumberReading,
    OrganisationReading,
    PersonReading,
)
from partyx.records import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.cache import Completion, Request
    from partyx.extraction import Extraction
    from partyx.mention import Reading
    from partyx.records import Precision

_SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s+[A-ZĐÀ-Ỹ])|$)", re.DOTALL)
_KINDS: dict[type, Kind] = {
    NumberReading: Kind.NUMBER,
    DateReading: Kind.DATE,
    DocumentReading: Kind.DOCUMENT,
    PersonReading: Kind.PERSON,
    OrganisationReading: Kind.ORGANISATION,
}


def article(
    *lines: str | tuple[Role, str], published: dt.date | None = None, offsets: Sequence[int] | None = None
) -> Article:
    """An article of one block a line (body unless a role is given) with its sentences."""
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    text = ""
    for line in lines:
        role, words = (Role.BODY, line) if isinstance(line, str) else line
        start = len(text)
        blocks.append(Block(start, start + len(words), role))
        sentences += [
            Sentence(start + found.start(), start + found.end(), len(blocks) - 1)
            for found in _SENTENCE.finditer(words)
        ]
        text += f"{words}\n"
    headline = next((text[block.start : block.end] for block in blocks if block.role is Role.HEADLINE), None)
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()
    return Article(
        "made", text, text, tuple(blocks), tuple(sentences), headline, published, None, digest, offsets
    )


def mentions(made: Article, *found: tuple[str, Reading]) -> Mentions:
    """Mentions in reading order; each text is sought behind the one before."""
    all_mentions: list[Mention] = []
    counts: Counter[str] = Counter()
    position = 0
    for text, reading in found:
        start = made.view.index(text, position)
        position = start + len(text)
        kind = _KINDS.get(type(reading), Kind.OTHER)
        counts[ID_LETTERS[kind]] += 1
        name = f"{ID_LETTERS[kind]}{counts[ID_LETTERS[kind]]}"
        all_mentions.append(Mention(name, kind, start, position, text, (reading,)))
    return Mentions(tuple(all_mentions))


def period(start: str, end: str | None = None, printed: str = "", precision: Precision = "day") -> Period:
    """A period from ISO dates."""
    first = dt.date.fromisoformat(start)
    last = dt.date.fromisoformat(end) if end else first
    return Period(start=first, end=last, precision=precision, printed=printed or start)


def statistics(made: Article, found: Mentions) -> tuple[Statistic, ...]:
    """A statistic of every number mention, its sentence as evidence."""
    records = []
    for mention in found.of_kind(Kind.NUMBER):
        reading = mention.reading
        assert isinstance(reading, NumberReading)
        index = made.sentence_at(mention.start)
        assert index is not None
        sentence = made.sentences[index]
        span = made.span(mention.start, mention.end)
        records.append(
            Statistic(
                indicator="tỷ lệ" if reading.unit == "%" else f"số lượng {reading.unit or ''}".strip(),
                value=reading.value,
                unit=reading.unit,
                of=reading.of,
                qualifier=reading.qualifier,
                printed=span.text,
                value_span=span,
                evidence=(made.span(sentence.start, sentence.end),),
            )
        )
    return tuple(records)


class _Claims:
    """A model that says what the case at hand claims; being one object, it has one session for all cases.

    A session for each takes 12 of 17 ms: it makes the schema of the wire and reads the prompts anew.
    """

    identity = "claims"
    form = "schema"

    def __init__(self) -> None:
        self.at_hand = partyx.FakeModel()

    async def send(self, request: Request) -> Completion:
        return await self.at_hand.send(request)


_CLAIMS = _Claims()
_ONCE = {"cache": "off", "second_ask": False, "reasks": 0}


def claimed(text: str, **claims: Sequence[object]) -> Extraction:
    """What comes of a text when a model claims these records of built-in types, by their plurals."""
    _CLAIMS.at_hand = partyx.FakeModel([claims])
    return partyx.extract(text, model=_CLAIMS, settings=_ONCE)


def record_at(made: Article, printed: str, **said: Any) -> Statistic:
    """A statistic of what stands first below the headline; whatever is not said of it is of no account."""
    told = next(it.start for it in made.blocks if it.role in (Role.LEAD, Role.BODY))
    low = made.view.index(printed, told)
    span = made.span(low, low + len(printed))
    plain: dict[str, Any] = {"indicator": "đảng viên", "value": 1, "printed": printed}
    return Statistic(**plain | said, value_span=span, evidence=(span,))


def notes_of(found: Extraction, record: str) -> list[tuple[str, str]]:
    """What the notes about a record say is another's: the field, and why."""
    told = [
        one.message for one in found.findings if one.check == "value-from-elsewhere" and record in one.records
    ]
    return [(message.split()[1], message.split("' ", 1)[1]) for message in told]
