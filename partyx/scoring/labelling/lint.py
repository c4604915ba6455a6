"""Gold lint: what can be wrong with a gold file without reading the article again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from partyx.errors import EvalError
from partyx.kinds.record import spec_of
from partyx.kinds.registry import BUILT_IN
from partyx.kinds.roles.labels import FlagRole
from partyx.kinds.roles.nested import NestedRole
from partyx.kinds.roles.plain import BodyRole, ParticipantRole
from partyx.language.fold import digits, fold
from partyx.language.glosses import topics
from partyx.language.lexicon import phrases
from partyx.scoring.gold.digits import unaccounted
from partyx.scoring.gold.format import (
    BUILT_IN_TYPES,
    GOLD_SCHEMA_VERSION,
    JOINING,
    RECORD_TYPES,
    Gold,
    GoldDirective,
    GoldDocument,
    GoldMeeting,
    GoldRecord,
    GoldStatistic,
    RecordType,
    fields_like,
    text_hash,
)
from partyx.scoring.metric.cells import compare_nodes
from partyx.scoring.metric.likeness import SAME_PLACE, overlap
from partyx.scoring.metric.nodes import Node, scored
from partyx.scoring.metric.numbers import numbers_in
from partyx.scoring.metric.own import all_nodes, gold_node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partyx.kinds.fields import RecordSpec
    from partyx.kinds.registry import Chosen
    from partyx.records import Span


class Issue(NamedTuple):
    """Something to mend in a gold file.

    Attributes:
        severity: An error makes the gold unfit for scoring; a warning wants a second look.
        check: Which check.
        where: The record or field.
        message: What is wrong.
    """

    severity: Literal["error", "warning"]
    check: str
    where: str
    message: str


_error = partial(Issue, "error")
_warning = partial(Issue, "warning")


def _spans(gold: Gold) -> Iterator[tuple[str, Span]]:
    for address, record in gold.records():
        for name in ("evidence", "value_spans", "of_spans"):
            for index, span in enumerate(getattr(record, name, ())):
                yield f"{address}.{name}[{index}]", span
        for index, task in enumerate(getattr(record, "tasks", ())):
            for number, span in enumerate(task.evidence):
                yield f"{address}.tasks[{index}].evidence[{number}]", span
    for index, other in enumerate(gold.digits):
        yield f"digits[{index}]", other.span


def _check_file(gold: Gold, text: str, types: Chosen) -> Iterator[Issue]:
    if gold.schema_version != GOLD_SCHEMA_VERSION:
        known = f"{gold.schema_version!r}, this version reads {GOLD_SCHEMA_VERSION!r}"
        yield _error("schema-version", "file", known)
    if gold.article.sha256 != text_hash(text):
        yield _error("hash", "article", "labelled on another text than the stored article; compile it again")
    if gold.status != "reviewed":
        yield _warning("status", "file", "unreviewed: not scored until a person has read it")
    for where, span in _spans(gold):
        printed = text[span.start : span.end]
        if printed != span.text:
            yield _error("verbatim", where, f"says {span.text!r}, the article prints {printed!r}")
    begun = gold.status == "reviewed" or gold.digits or next(gold.records(), None) is not None
    for span in unaccounted(gold, text) if begun and "statistics" in types.built_in else ():
        around = text[max(0, span.start - 20) : span.end + 20].replace("\n", " ")
        yield _error("uncovered-digits", f"{span.start}", f"{span.text!r} has no reason: ...{around}...")


def _check_statistic(record: GoldStatistic) -> Iterator[Issue]:
    for span in record.value_spans:
        if record.value not in numbers_in(span.text):
            yield _error("derivable", "value", f"{record.value} cannot be read in {span.text!r}")
        if not any(one.start <= span.start and span.end <= one.end for one in record.evidence):
            yield _warning("evidence", "value_spans", f"{span.text!r} lies outside the evidence")
    wholes = [*record.value_spans, *record.of_spans]
    if record.of is not None and not any(record.of in numbers_in(span.text) for span in wholes):
        yield _error("derivable", "of", f"{record.of} cannot be read in any value_spans or of_spans")


def _check_joining(record: GoldStatistic, index: int, gold: Gold) -> Iterator[Issue]:
    if record.relates_to is not None and record.relates_to not in {*range(len(gold.statistics))} - {index}:
        yield _error("relates-to", "relates_to", f"there is no other statistic {record.relates_to}")
    if record.topic is not None and record.topic not in topics():
        yield _error("topic", "topic", f"{record.topic!r} is no topic of the vocabulary")
    if "measure" in gold.labelled and record.measure is None:
        yield _warning("measure", "measure", "every figure has one")
    if record.measure == "change" and record.direction is None:
        yield _warning("direction", "direction", "a change goes up or down")
    for name in JOINING - set(gold.labelled):
        if getattr(record, name) is not None:
            yield _warning("unlabelled", name, "is not scored: name it in labelled")


def _check_document(document: GoldDocument, record: GoldDirective) -> Iterator[Issue]:
    if fold(document.kind) not in phrases("documents.kinds", "documents.by_name", "documents.labelled"):
        yield _error("unknown-kind", "document.kind", f"{document.kind!r} is no known kind of document")
    quoted = {digit for span in record.evidence for digit in digits(span.text)}
    if document.number is not None and not quoted.issuperset(digits(document.number)):
        message = f"{document.number!r} cannot be read in the evidence"
        yield _error("derivable", "document.number", message)


def _check_directive(record: GoldDirective) -> Iterator[Issue]:
    if (record.source == "document") != (record.document is not None):
        yield _error("source", "document", f"source is {record.source!r}: a document is given exactly for it")
    if record.document is not None:
        yield from _check_document(record.document, record)
        for name in ("kind", "issuer", "date"):
            if getattr(record, name) is not None:
                yield _warning("twice", name, "of a document it is given inside document only")
    letters = [None, *(task.merge for task in record.tasks), None]
    for index, (before, letter, after) in enumerate(zip(letters, letters[1:], letters[2:], strict=False)):
        if letter is not None and letter not in (before, after):
            yield _error("merge", f"tasks[{index}]", f"no neighbour has the letter {letter!r}")


def _check_periods(record: GoldRecord, gold: Gold) -> Iterator[Issue]:
    published, document = gold.article.published, getattr(record, "document", None)
    periods = {name: getattr(record, name, None) for name in ("period", "date", "deadline")}
    for name, period in {**periods, "document.issued": document and document.issued}.items():
        if period is None:
            continue
        if period.start is None or period.end is None:
            if not (period.edtf or period.printed):
                yield _error("period", name, 'a day is null and nothing says why: give "edtf" or "printed"')
            continue
        if period.end < period.start:
            yield _error("period", name, f"ends {period.end} before it starts {period.start}")
        if period.precision == "day" and period.end != period.start:
            yield _error("period", name, "precision day, and more than one day")
        planned = name == "deadline" or getattr(record, "target", False)
        if published is not None and period.start > published and not planned:
            late = f"{period.start} is after publication on {published}"
            yield _warning("after-publication", name, late)


def _check_accept(kind: RecordType, record: GoldRecord) -> Iterator[Issue]:
    spec = scored(kind)
    known = sorted({*spec.scalars, *spec.lists})
    for name, values in record.accept.items():
        if name not in known:
            yield _error("accept", f"accept.{name}", f"no such field; one of {', '.join(known)}")
        if any(isinstance(value, str) and not value.strip() for value in values):
            yield _error("accept", f"accept.{name}", "an empty text; null means that it may be absent")


def _names(kind: RecordType, record: GoldRecord) -> Iterator[tuple[str, str]]:
    """The names of a record, each with its field."""
    if kind not in BUILT_IN:
        return
    fields = spec_of(BUILT_IN[kind]).by_name
    for name in fields_like(BodyRole, BUILT_IN[kind]):
        if not fields[name].many:
            yield name, getattr(record, name) or ""
    for role in fields_like(ParticipantRole, BUILT_IN[kind]):
        for index, person in enumerate(getattr(record, role)):
            yield f"{role}[{index}].name", person.name
            for number, title in enumerate(person.titles):
                yield f"{role}[{index}].titles[{number}]", title


def _check_record(kind: RecordType, record: GoldRecord, gold: Gold, folded: str) -> Iterator[Issue]:
    if isinstance(record, GoldStatistic):
        yield from _check_statistic(record)
    if isinstance(record, GoldDirective):
        yield from _check_directive(record)
    if isinstance(record, GoldMeeting) and not record.name.strip():
        yield _error("empty", "name", "a meeting without a name")
    yield from _check_periods(record, gold)
    yield from _check_accept(kind, record)
    for where, name in _names(kind, record):
        # It may rightly be so: "các huyện ủy, thành ủy" names two kinds of bodies.
        if fold(name).strip() not in folded:
            yield _warning("not-printed", where, f"{name!r} is not in the article as it stands")


def _same_record(left: Node, right: Node) -> bool:
    if left.source != right.source:
        return False
    if left.source == "document" and left.scalars.get("number") is not None:
        return all(left.scalars.get(name) == right.scalars.get(name) for name in ("kind", "number", "issuer"))
    cells = compare_nodes(left.spec, left, right)
    place = overlap(left.places, right.places) >= SAME_PLACE
    return place and all(cell.outcome == "right" for cell in cells)


def _check_own(gold: Gold, types: Chosen) -> Iterator[Issue]:
    """Records of the user's own that are of no type, or not of their type."""
    known = {one.plural: one for one in map(spec_of, types.own)}
    for kind, records in gold.own.items():
        if kind not in known:
            yield _error("type", kind, "no such type is named in records.toml")
            continue
        for index, record in enumerate(records):
            try:
                gold_node(known[kind], record)
            except EvalError as error:
                yield _error("value", f"{kind}[{index}]", str(error))
                continue
            for name in _lacking(known[kind], record.values):
                message = f"{name}: every {known[kind].kind.__name__} has one"
                yield _error("value", f"{kind}[{index}]", message)


def _lacking(spec: RecordSpec, values: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """The fields that must be said and are not, those of records inside as well; "no" need not be written."""
    for field in spec.fields:
        said = list(field.places(values.get(field.name), ""))
        if not said and not field.optional and not field.many and not isinstance(field.role, FlagRole):
            yield f"{prefix}{field.name}"
        if isinstance(field.role, NestedRole):
            for _, one in said:
                yield from _lacking(field.role.spec, one, f"{prefix}{field.name}.")


def _check_duplicates(gold: Gold, types: Chosen) -> Iterator[Issue]:
    for kind, records in all_nodes(gold, types).items():
        for index, right in enumerate(records):
            for earlier in range(index):
                if _same_record(records[earlier], right):
                    yield _error("duplicate", f"{kind}[{index}]", f"the same as {kind}[{earlier}]")


def lint_gold(gold: Gold, text: str, types: Chosen = BUILT_IN_TYPES) -> list[Issue]:
    """Everything wrong with one gold file, errors first.

    Args:
        gold: The gold.
        text: The stored article's NFC text.
        types: The record types that are labelled.

    Raises:
        MissingExtraError: scipy is not installed.
    """
    wrong = list(_check_own(gold, types))
    if wrong:
        return wrong
    found = [*_check_file(gold, text, types), *_check_duplicates(gold, types)]
    folded = fold(text)
    for kind in RECORD_TYPES:
        for index, record in enumerate(getattr(gold, kind)):
            issues = [*_check_record(kind, record, gold, folded)]
            if isinstance(record, GoldStatistic):
                issues += _check_joining(record, index, gold)
            found += [one._replace(where=f"{kind}[{index}].{one.where}") for one in issues]
    return sorted(found, key=lambda issue: issue.severity != "error")
