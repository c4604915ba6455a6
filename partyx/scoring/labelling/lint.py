"""Gold lint: what can be wrong with a gold file without reading the article again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from partyx.scoring.gold.digits import unaccounted
from partyx.scoring.gold.format import (
    GOLD_SCHEMA_VERSION,
    Gold,
    GoldDirective,
    GoldDocument,
    GoldMeeting,
    GoldPeriod,
    GoldRecord,
    GoldStatistic,
    text_hash,
)
from partyx.scoring.labelling.printed import not_printed
from partyx.scoring.metric.cells import compare_nodes
from partyx.scoring.metric.likeness import SAME_PLACE, overlap
from partyx.scoring.metric.nodes import RECORD_TYPES, SPECS, Node, RecordType, nodes
from partyx.scoring.metric.numbers import numbers_in
from partyx.text.codes import KIND_LETTERS
from partyx.text.fold import digits, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.records import Span

DOCUMENT_KINDS = frozenset(KIND_LETTERS.values()) | frozenset(
    {"thông tri", "chương trình hành động", "quy trình", "luật", "bộ luật", "hiến pháp", "văn bản", "báo cáo",
     "thông báo kết luận", "di chúc", "điều lệ", "thư", "chiến lược", "quy hoạch"}
)  # fmt: skip
"""Kinds of documents that direct work, lower case."""

_DIRECTIVE_FIELDS = frozenset(SPECS["directives"].scalars) | frozenset(SPECS["directives"].lists)
_ACCEPT: dict[str, frozenset[str]] = {
    "statistics": frozenset(SPECS["statistics"].scalars),
    "meetings": frozenset(SPECS["meetings"].scalars) | frozenset(SPECS["meetings"].lists),
    "directives": _DIRECTIVE_FIELDS,
}


class Issue(NamedTuple):
    """Something to mend in a gold file.

    Attributes:
        article: The article's id.
        severity: An error makes the gold unfit for scoring; a warning wants a second look.
        check: Which check.
        where: The record or field.
        message: What is wrong.
    """

    article: str
    severity: Literal["error", "warning"]
    check: str
    where: str
    message: str


_Found = tuple[Literal["error", "warning"], str, str, str]


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


def _check_file(gold: Gold, text: str) -> Iterator[_Found]:
    if gold.schema_version != GOLD_SCHEMA_VERSION:
        yield (
            "error",
            "schema-version",
            "file",
            f"{gold.schema_version!r}, this version reads {GOLD_SCHEMA_VERSION!r}",
        )
    if gold.article.sha256 != text_hash(text):
        yield "error", "hash", "article", "labelled on another text than the stored article; compile it again"
    if gold.status != "reviewed":
        yield "warning", "status", "file", "unreviewed: not scored until a person has read it"
    for where, span in _spans(gold):
        if text[span.start : span.end] != span.text:
            printed = text[span.start : span.end]
            yield "error", "verbatim", where, f"says {span.text!r}, the article prints {printed!r}"
    for span in unaccounted(gold, text):
        around = text[max(0, span.start - 20) : span.end + 20].replace("\n", " ")
        yield "error", "uncovered-digits", f"{span.start}", f"{span.text!r} has no reason: ...{around}..."


def _check_statistic(record: GoldStatistic) -> Iterator[_Found]:
    for span in record.value_spans:
        if record.value not in numbers_in(span.text):
            yield "error", "derivable", "value", f"{record.value} cannot be read in {span.text!r}"
        if not any(span.start >= one.start and span.end <= one.end for one in record.evidence):
            yield "warning", "evidence", "value_spans", f"{span.text!r} lies outside the evidence"
    wholes = [*record.value_spans, *record.of_spans]
    if record.of is not None and not any(record.of in numbers_in(span.text) for span in wholes):
        yield "error", "derivable", "of", f"{record.of} cannot be read in any value_spans or of_spans"


def _check_document(document: GoldDocument, record: GoldDirective) -> Iterator[_Found]:
    if fold(document.kind) not in {fold(kind) for kind in DOCUMENT_KINDS}:
        yield "error", "unknown-kind", "document.kind", f"{document.kind!r} is no known kind of document"
    if document.number is not None:
        quoted = {digit for span in record.evidence for digit in digits(span.text)}
        if not quoted.issuperset(digits(document.number)):
            yield (
                "error",
                "derivable",
                "document.number",
                f"{document.number!r} cannot be read in the evidence",
            )


def _check_directive(record: GoldDirective) -> Iterator[_Found]:
    if (record.source == "document") != (record.document is not None):
        yield (
            "error",
            "source",
            "document",
            f"source is {record.source!r}: a document is given exactly for it",
        )
    if record.document is not None:
        yield from _check_document(record.document, record)
        for name in ("kind", "issuer", "date"):
            if getattr(record, name) is not None:
                yield "warning", "twice", name, "of a document it is given inside document only"
    letters = [task.merge for task in record.tasks]
    for index, letter in enumerate(letters):
        if letter is not None and letter not in letters[:index][-1:] + letters[index + 1 :][:1]:
            yield "error", "merge", f"tasks[{index}]", f"no neighbour has the letter {letter!r}"


def _periods(record: GoldRecord) -> Iterator[tuple[str, GoldPeriod]]:
    for name in ("period", "date", "deadline"):
        period = getattr(record, name, None)
        if period is not None:
            yield name, period
    document = getattr(record, "document", None)
    if document is not None and document.issued is not None:
        yield "document.issued", document.issued


def _check_periods(record: GoldRecord, gold: Gold) -> Iterator[_Found]:
    published = gold.article.published
    for name, period in _periods(record):
        if period.end < period.start:
            yield "error", "period", name, f"ends {period.end} before it starts {period.start}"
        if period.precision == "day" and period.end != period.start:
            yield "error", "period", name, "precision day, and more than one day"
        planned = name == "deadline" or getattr(record, "target", False)
        if published is not None and period.start > published and not planned:
            yield "warning", "after-publication", name, f"{period.start} is after publication on {published}"


def _check_accept(kind: str, record: GoldRecord) -> Iterator[_Found]:
    for name in record.accept.keys() - _ACCEPT[kind]:
        known = ", ".join(sorted(_ACCEPT[kind]))
        yield "error", "accept", f"accept.{name}", f"no such field; one of {known}"
    for name, values in record.accept.items():
        if any(isinstance(value, str) and not value.strip() for value in values):
            yield "error", "accept", f"accept.{name}", "an empty text; null means that it may be absent"


def _check_names(record: GoldRecord, text: str) -> Iterator[_Found]:
    for where, name in not_printed(record, text):
        yield "warning", "not-printed", where, f"{name!r} is not in the article as it stands"


def _check_record(kind: str, record: GoldRecord, gold: Gold, text: str) -> Iterator[_Found]:
    if isinstance(record, GoldStatistic):
        yield from _check_statistic(record)
    if isinstance(record, GoldDirective):
        yield from _check_directive(record)
    if isinstance(record, GoldMeeting) and not record.name.strip():
        yield "error", "empty", "name", "a meeting without a name"
    yield from _check_periods(record, gold)
    yield from _check_accept(kind, record)
    yield from _check_names(record, text)


def _same_record(kind: RecordType, left: Node, right: Node) -> bool:
    if left.source != right.source:
        return False
    if left.source == "document" and left.scalars.get("number") is not None:
        return all(left.scalars.get(name) == right.scalars.get(name) for name in ("kind", "number", "issuer"))
    cells = compare_nodes(SPECS[kind], left, right)
    place = overlap(left.places, right.places) >= SAME_PLACE
    return place and all(cell.outcome == "right" for cell in cells)


def _check_duplicates(gold: Gold) -> Iterator[_Found]:
    for kind in RECORD_TYPES:
        records = nodes(gold)[kind]
        for index, right in enumerate(records):
            for earlier in range(index):
                if _same_record(kind, records[earlier], right):
                    yield "error", "duplicate", f"{kind}[{index}]", f"the same as {kind}[{earlier}]"


def lint_gold(gold: Gold, text: str) -> list[Issue]:
    """Everything wrong with one gold file, errors first.

    Args:
        gold: The gold.
        text: The stored article's NFC text.

    Raises:
        MissingExtraError: scipy is not installed.
    """
    found = [*_check_file(gold, text), *_check_duplicates(gold)]
    for address, record in gold.records():
        kind = address.split("[")[0]
        found += [
            (severity, check, f"{address}.{where}", message)
            for severity, check, where, message in _check_record(kind, record, gold, text)
        ]
    issues = [Issue(gold.article.id, *one) for one in found]
    return sorted(issues, key=lambda issue: issue.severity != "error")
