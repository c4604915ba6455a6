"""Gold files: what a person found in an article by reading it.

A gold record has the fields of the public record of the same name (:mod:`partyx.records`), and beside
them what scoring needs: every accepted evidence span (any one is enough), alternative accepted values,
and whether the record may be counted or not. Gold is written with quotes instead of offsets, see
:mod:`partyx.scoring.labelling.drafts`; what is stored here is already resolved.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic reads the annotations at run time
import hashlib
import json
import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    TypeAdapter,
    create_model,
)

from partyx.errors import EvalError, PartyxError
from partyx.files import boundary, is_plain_name, plain_name, read_json, write_json
from partyx.kinds.built_in.directive import Directive
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Measure, PeriodFrom, Statistic
from partyx.kinds.record import Typed, spec_of
from partyx.kinds.registry import Chosen
from partyx.kinds.roles.documents import DocumentRole
from partyx.kinds.roles.labels import FlagRole
from partyx.kinds.roles.plain import NumberRole, ParticipantRole, PeriodRole, TasksRole
from partyx.reading import read
from partyx.records import Frozen, Precision, Span
from partyx.scoring.hashes import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from partyx.kinds.roles.base import Role

GOLD_SCHEMA_VERSION = "1.0"
Joining = Literal["period_from", "within", "place", "measure", "direction", "relates_to", "topic"]
JOINING: frozenset[Joining] = frozenset(get_args(Joining))
"""The fields that make figures joinable. A gold file says which of them were labelled in it (``labelled``);
the others are not scored there."""
RecordType = str
"""The plural of a record type: "statistics", or "appointments" of the user's own."""

RECORD_TYPES: tuple[RecordType, ...] = ("statistics", "meetings", "directives")
"""The built-in ones."""

BUILT_IN_TYPES = Chosen(frozenset(RECORD_TYPES))
"""What is labelled and scored where a folder does not say otherwise."""
_ID = re.compile(r"\w[\w-]{0,63}")

Reason = Literal[
    "date",
    "clock",
    "document",
    "ordinal",
    "term",
    "model name",
    "duration",
    "award class",
    "demanded",
    "name",
    "list item",
    "identifier",
    "furniture",
    "byline",
    "repeated",
    "other",
]
"""Why a digit string is no statistic. "repeated": it prints again a figure that is already labelled."""

Figure = StrictInt | Annotated[StrictFloat, Field(allow_inf_nan=False)]
"""A JSON number; strict, since the lax reading of the string "1.513" is 1.513."""


class GoldPeriod(Frozen):
    """A :class:`~partyx.records.Period`; ``printed`` is scored only where nothing else is known.

    Of a date whose year nothing tells, ``edtf`` is what is scored.
    """

    start: dt.date | None = Field(description="First day; null when the article does not tell it.")
    end: dt.date | None = Field(description="Last day, inclusive; null when the article does not tell it.")
    precision: Precision = Field(description="How exact the printed form is.")
    printed: str | None = Field(default=None, description="As printed.")
    edtf: str | None = Field(
        default=None, description='What is known, where a day is null. Example: "XXXX-09-29"'
    )


_TEXTS: TypeAdapter[Any] = TypeAdapter(list[str | None])


def _check_accepted(accept: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The alternatives as they are, once they are known to be values of their fields."""
    for name, values in accept.items():
        _accepted().get(name, _TEXTS).validate_python(values)
    return accept


Accept = Annotated[dict[str, list[Any]], AfterValidator(_check_accepted)]
"""Field name to alternative accepted values; null among them means the field may be left out."""


class GoldText(Frozen):
    """One entry of a list of phrases."""

    text: str = Field(description="As printed.")
    accept: list[str] = Field(default_factory=list, description="Other accepted wordings.")
    optional: bool = Field(default=False, description="Scored neither way.")


def _phrase(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Phrase = Annotated[GoldText, BeforeValidator(_phrase)]


class GoldPerson(Frozen):
    """A participant."""

    name: str = Field(description="As printed.")
    titles: list[str] = Field(default_factory=list, description="As printed, in order.")
    optional: bool = Field(default=False, description="Scored neither way.")
    accept: Accept = Field(default_factory=dict, description='Of "name" and "titles" (whole lists).')


class GoldDocument(Frozen):
    """The cited document of a directive."""

    kind: str = Field(description="Lower case, in full.")
    number: str | None = Field(default=None, description="As in DocumentRef.")
    issuer: str | None = Field(default=None, description="As printed, else from the code.")
    issued: GoldPeriod | None = Field(default=None, description="Issue date, when printed.")
    printed: str | None = Field(default=None, description="The citation as printed.")


class GoldTask(Frozen):
    """One independent imperative clause.

    Neighbouring tasks with the same ``merge`` letter may be given as one task.
    """

    text: str = Field(description="As printed.")
    evidence: list[Span] = Field(min_length=1, description="Accepted spans; any one is enough.")
    merge: str | None = Field(default=None, description="Letter of the group that may be merged.")
    optional: bool = Field(default=False, description="Scored neither way.")
    accept: list[str] = Field(default_factory=list, description="Other accepted wordings.")


class GoldRecord(Frozen):
    """What all gold records share."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the fields that a record type adds
            """A field of the record type."""

    evidence: list[Span] = Field(min_length=1, description="Accepted spans; any one is enough.")
    optional: bool = Field(default=False, description="May be counted or not: scored neither way.")
    accept: Accept = Field(default_factory=dict, description="Alternative accepted values by field.")
    notes: str | None = Field(default=None, description="The decision on a hard case.")


_HELD: dict[type[Role], Any] = {
    DocumentRole: GoldDocument,
    NumberRole: Figure,
    ParticipantRole: GoldPerson,
    PeriodRole: GoldPeriod,
    TasksRole: GoldTask,
}
"""What gold holds of a value that is no text, choice or flag, by the role of its field."""

R = TypeVar("R", bound=GoldRecord)


def _labelled(kind: type[Typed]) -> Callable[[type[R]], type[R]]:
    """Give a class of gold records the fields of its record type that an engine says."""

    def made(base: type[R]) -> type[R]:
        fields: dict[str, Any] = {}
        for field in spec_of(kind).fields:
            info, held = kind.model_fields[field.name], _HELD.get(type(field.role))
            if field.later:
                continue
            if field.many:
                held = list.__class_getitem__(held or Phrase)
                value = Field(default_factory=list, description=field.description)
            else:
                value = Field(... if info.is_required() else info.default, description=field.description)
                held = info.annotation if held is None else held if info.is_required() else held | None
            fields[field.name] = (held, value)
        return create_model(base.__name__, __base__=base, __module__=__name__, __doc__=base.__doc__, **fields)

    return made


@_labelled(Statistic)
class GoldStatistic(GoldRecord):
    """A number that measures something; ``unit`` is normalised."""

    period_from: PeriodFrom | None = Field(default=None, description="What tells the period.")
    within: str | None = Field(default=None, description="Whose work is reported, as in Statistic.")
    place: str | None = Field(default=None, description="The province's name at the article's time.")
    measure: Measure | None = Field(default=None, description="As in Statistic.")
    direction: Literal["up", "down"] | None = Field(default=None, description="Of a change.")
    relates_to: int | None = Field(
        default=None, ge=0, description="The index, in this file, of the statistic that this one is said of."
    )
    topic: str | None = Field(default=None, description="The id of a topic; null when none fits.")
    value_spans: list[Span] = Field(min_length=1, description="Accepted places of the number.")
    of_spans: list[Span] = Field(default_factory=list, description="Where the whole stands by itself.")


@_labelled(Meeting)
class GoldMeeting(GoldRecord):
    """An event held or announced."""

    place: str | None = Field(default=None, description="The province's name at the article's time.")


@_labelled(Directive)
class GoldDirective(GoldRecord):
    """A cited document that directs work, or a spoken instruction.

    What a cited document says itself (kind, issuer, date) is left out.
    """


def fields_like(role: type[Role], *kinds: type[Typed]) -> tuple[str, ...]:
    """The names of the fields of record types, by default the built-in ones, that have such a role."""
    return tuple(
        dict.fromkeys(
            field.name
            for kind in kinds or (Statistic, Meeting, Directive)
            for field in spec_of(kind).fields
            if isinstance(field.role, role) and not field.later
        )
    )


PERIODS = (*fields_like(PeriodRole), "issued")
"""The names of the fields that hold periods."""


@cache
def _accepted() -> Mapping[str, TypeAdapter[Any]]:
    """What the other values of a field are, where they are no texts; of a list whole lists of texts."""
    lists = {field.name for kind in (Meeting, Directive) for field in spec_of(kind).fields if field.many}
    return {
        **dict.fromkeys(PERIODS, TypeAdapter(list[GoldPeriod | None])),
        **dict.fromkeys(fields_like(NumberRole), TypeAdapter(list[Figure | None])),
        **dict.fromkeys(fields_like(FlagRole), TypeAdapter(list[StrictBool | None])),
        "relates_to": TypeAdapter(list[StrictInt | None]),
        **dict.fromkeys({*lists, "titles"}, TypeAdapter(list[list[str] | None])),
    }


class GoldOwn(GoldRecord):
    """A record of a type of the user's own."""

    values: dict[str, Any] = Field(description="Field name to value, as the field's role writes it.")
    accept: dict[str, list[Any]] = Field(default_factory=dict, description="Other accepted values by field.")


class OtherDigits(Frozen):
    """Digit strings that are no statistic; all those inside the span share the reason."""

    span: Span = Field(description="Where.")
    reason: Reason = Field(description="Why it is no statistic.")
    notes: str | None = Field(default=None, description="When the reason needs a word.")


def article_id(name: str) -> str:
    """The id itself, if files can be called so.

    Raises:
        ValueError: They cannot: a dot would make "a.2" the second repeat of "a".
    """
    if not (_ID.fullmatch(name) and is_plain_name(name)):
        raise ValueError(f"{name[:80]!r} is no id: up to 64 letters, digits, '_' and '-', no device")
    return name


class GoldArticle(Frozen):
    """Which article was read."""

    id: Annotated[str, AfterValidator(article_id)] = Field(
        description='Also the gold file\'s stem. Example: "000"'
    )
    file: Annotated[str, AfterValidator(plain_name)] = Field(description="File name under articles/.")
    sha256: str = Field(description="Of the NFC text in UTF-8, hexadecimal.")
    published: dt.date | None = Field(default=None, description="Publication date, when known.")


class Gold(Frozen):
    """One gold file."""

    schema_version: str = Field(default=GOLD_SCHEMA_VERSION, description="Of this format.")
    article: GoldArticle = Field(description="Which article was read.")
    status: Literal["reviewed", "unreviewed"] = Field(description="Only reviewed gold is scored.")
    origin: Literal["real", "written"] = Field(description="Written ones are reported apart.")
    annotators: list[str] = Field(default_factory=list, description="Who labelled it.")
    labelled: list[Joining] = Field(
        default_factory=list, description="Which fields for joining were labelled; others do not score."
    )
    statistics: list[GoldStatistic] = Field(default_factory=list)
    meetings: list[GoldMeeting] = Field(default_factory=list)
    directives: list[GoldDirective] = Field(default_factory=list)
    own: dict[str, list[GoldOwn]] = Field(
        default_factory=dict, description="Records of the user's own, by the plural of their type."
    )
    digits: list[OtherDigits] = Field(default_factory=list, description="Every other digit string.")
    notes: list[str] = Field(default_factory=list, description="Decisions about the whole article.")

    def records(self) -> Iterator[tuple[str, GoldRecord]]:
        """Yield every record with its address, e.g. ``("statistics[3]", record)``."""
        for kind, records in self.by_type().items():
            for index, record in enumerate(records):
                yield f"{kind}[{index}]", record

    def by_type(self) -> dict[RecordType, Sequence[GoldRecord]]:
        """The records by the plural of their type, the built-in three first."""
        return {**{kind: getattr(self, kind) for kind in RECORD_TYPES}, **self.own}


def nfc_text(path: Path) -> str:
    """The NFC text of an article file, as the reading stage gives it and gold offsets count it.

    Raises:
        EvalError: The file is missing, is a pipe or a device, or is no article.
    """
    if path.exists() and not path.is_file():
        raise EvalError(f"{path}: is no regular file. Put the article's text there.")
    try:
        return read(path).text
    except PartyxError as error:
        raise EvalError(f"{error} (gold names the article in article.file)") from None


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def gold_hash(gold: Gold) -> str:
    """The hash of what a gold file says; its notes, who wrote it and its layout do not count."""
    said = gold.model_dump(mode="json", exclude_defaults=True, exclude={"annotators", "notes", "digits"})
    lists = [*(said.get(kind, []) for kind in RECORD_TYPES), *said.get("own", {}).values()]
    for record in chain.from_iterable(lists):
        record.pop("notes", None)
    return digest(json.dumps(said, ensure_ascii=False, sort_keys=True))


def load_gold(path: Path) -> Gold:
    """Read one gold file.

    Raises:
        EvalError: The file is missing, no JSON, or not of this format; the message names the place.
    """
    with boundary(path, EvalError, "See the gold format in docs/evals.md."):
        return Gold.model_validate(read_json(path))


def save_gold(gold: Gold, path: Path) -> None:
    """Write one gold file: UTF-8, two spaces, fields that hold their default left out.

    Raises:
        OutputError: It cannot be written, or is a link to another folder.
    """
    data = gold.model_dump(mode="json", exclude_defaults=True)
    write_json(path, {"schema_version": gold.schema_version, **data}, indent=2, inside=path.parent)


def load_gold_folder(folder: Path) -> dict[str, Gold]:
    """Read every ``*.json`` directly in a folder, by article id, in order of id.

    Raises:
        EvalError: A file is not gold, or its name is not its article's id.
    """
    found: dict[str, Gold] = {}
    for path in sorted(folder.glob("*.json")):
        gold = load_gold(path)
        if gold.article.id != path.stem:
            raise EvalError(f"{path}: article.id is {gold.article.id!r}; name the file after it.")
        found[gold.article.id] = gold
    return found
