"""Values of one's own records that the article says of something else, as far as it tells.

Each is printed, so nothing refuses it, and nothing here knows what a type of one's own is about. What can be
told is where a value stands: beside the record's key, or where another person, another record or a document
is spoken of; and whether a choice or a label fits the clause of the record's figure. Each is a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from partyx.checks.notes import from_elsewhere
from partyx.kinds.record import spec_of
from partyx.kinds.roles.dates import DateRole
from partyx.kinds.roles.figures import FigureRole
from partyx.kinds.roles.labels import ChoiceRole, LabelRole
from partyx.kinds.roles.nested import NestedRole
from partyx.kinds.roles.organisations import OrganisationRole
from partyx.kinds.roles.people import PersonRole
from partyx.language.claims import done_in, label_objection
from partyx.language.fold import fold
from partyx.mention import Kind, PersonReading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partyx.article import Article
    from partyx.checks.printed import Printed
    from partyx.kinds.fields import FieldSpec, RecordSpec
    from partyx.kinds.record import Typed
    from partyx.language.ranges import Range
    from partyx.records import Finding, Span


def check_own(printed: Printed, own: Mapping[str, Sequence[Typed]]) -> Iterator[Finding]:
    """One note a value that is said of something else than its record; by the plural of the type."""
    for kind, group in own.items():
        read = [_Record(printed.article, one) for one in group]
        sentences = _Sentences(printed, read)
        for index, record in enumerate(read):
            for value in record.values:
                why = sentences.objection(record, value)
                if why is not None:
                    spans = (value.span or record.one.evidence[0],)
                    yield from_elsewhere(f"{kind}[{index}]", value.field.name, value.said, why, spans)


class _Value(NamedTuple):
    """One value of a record: in which field, as people read it, where it stands."""

    field: FieldSpec
    said: str
    span: Span | None
    at: Range | None


class _Record:
    """One record and the sentences that are its own: those of its key, else its evidence."""

    def __init__(self, article: Article, one: Any) -> None:  # noqa: ANN401 - of a type of the user's own
        self.one = one
        self.spec: RecordSpec = spec_of(type(one))
        self.values = [_value(article, field, said) for field, said in self.spec.values(one)]
        of_key = [it.at[0] for it in self.values if it.at and it.field.name in self.spec.key]
        starts = of_key or [article.view_range(span)[0] for span in one.evidence]
        self.sentences = {article.sentence_around(start) for start in starts}
        self.blocks = {article.block_at(start) for start in starts}
        self.people = {fold(it.said) for it in self.values if isinstance(it.field.role, PersonRole)}
        self.figures = [it.at for it in self.values if it.at and isinstance(it.field.role, FigureRole)]


def _value(article: Article, field: FieldSpec, said: Any) -> _Value:  # noqa: ANN401 - of any role
    span = next(iter(field.role.spans(said)), None)
    return _Value(field, field.role.line(said), span, article.view_range(span) if span else None)


class _Sentences:
    """What the sentences of an article are about."""

    def __init__(self, printed: Printed, records: Sequence[_Record]) -> None:
        self._article = printed.article
        self._mentions = printed.mentions
        self._owned = {sentence for record in records for sentence in record.sentences}

    def objection(self, record: _Record, value: _Value) -> str | None:
        """Why a value is said of something else than its record, a predicate, or None."""
        if isinstance(value.field.role, NestedRole):
            return None  # a record with a place of its own
        if value.at is not None:
            return self._misplaced(record, value, value.at)
        if isinstance(value.field.role, LabelRole | ChoiceRole) and record.figures:
            return self._said_of_other_figures(record, value.said)
        if isinstance(value.field.role, ChoiceRole):
            return self._other_choice(record, value.field.role, value.said)
        return None

    def _misplaced(self, record: _Record, value: _Value, at: Range) -> str | None:
        """Why the place of a value is not that of its record, or None."""
        if self._is_day_of_document(record, at):
            return "is the date of a document"
        sentence = self._article.sentence_around(at[0])
        if sentence in record.sentences or value.field.name in record.spec.key:
            return None
        if isinstance(value.field.role, DateRole | OrganisationRole):
            # Those are told once, for all that follows.
            last = max(self._article.paragraph_around(start)[1] for start, _ in record.sentences)
            return "is said only behind it" if at[0] >= last else None
        if self._article.block_at(at[0]) in self._around(record):
            return self._of_another(record, sentence)
        people = self._people(sentence)
        # Who chairs in one paragraph speaks in another.
        return None if people and people <= record.people else "stands in another paragraph"

    def _of_another(self, record: _Record, sentence: Range) -> str | None:
        """Why a sentence beside a record's own is about another one."""
        if sentence in self._owned:
            return "stands in the sentence of another record"
        others = self._people(sentence)
        if others and not others & {name for own in record.sentences for name in self._people(own)}:
            return "stands in a sentence about somebody else"
        return None

    def _around(self, record: _Record) -> set[int | None]:
        """The paragraphs of a record, with the lines that their lists hang from."""
        above = (index for block in record.blocks for index in self._article.list_above(block))
        return record.blocks | set(above)

    def _is_day_of_document(self, record: _Record, at: Range) -> bool:
        """Whether a date is that of a citation that the record does not name."""
        if not self._mentions.cited.covers(at[0]):
            return False
        if not any(it.start == at[0] for it in self._mentions.of_kind(Kind.DATE)):
            return False
        return not any(
            it.at and it.at != at and self._mentions.cited.covers(it.at[0]) for it in record.values
        )

    def _people(self, sentence: Range) -> set[str]:
        found = (it.reading for it in self._mentions.within(*sentence, Kind.PERSON))
        return {fold(reading.name) for reading in found if isinstance(reading, PersonReading)}

    def _said_of_other_figures(self, record: _Record, said: str) -> str | None:
        """Why words do not fit the clause of any figure of the record."""
        why = [self._unfit(at, said) for at in record.figures]
        return None if None in why else why[0]

    def _unfit(self, at: Range, said: str) -> str | None:
        """Why words do not fit the clause of one figure, or None."""
        clauses = self._mentions.clauses(self._article, at)
        around = done_in(self._article.folded, *self._article.paragraph_around(at[0]))
        return label_objection(clauses, said, at, (around,))

    def _other_choice(self, record: _Record, role: ChoiceRole, said: str) -> str | None:
        """Why a choice is another than the one whose word the record's sentences print.

        One that is printed nowhere was read off something else: "Nhà nước" of a medal.
        """
        printed = " ".join(self._article.folded[slice(*it)] for it in sorted(record.sentences))
        if fold(said) in printed or fold(said) not in self._article.folded:
            return None
        other = next((it for it in role.values if fold(it) in printed), None)
        return None if other is None else f"is not said where {other!r} is"
