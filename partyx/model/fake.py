"""A model for the tests of programs that use partyx: what it answers is written as records."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from partyx.errors import SettingsError
from partyx.extraction import Extraction
from partyx.kinds.built_in.directive import Directive
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.kinds.record import Typed, spec_of
from partyx.kinds.roles.plain import BodyRole, ParticipantRole, PeriodRole
from partyx.language.fold import fold
from partyx.llm import ScriptedModel
from partyx.llm.wire_schema import wire_schema
from partyx.mention import ID_LETTERS, Kind
from partyx.model.complaints import is_reask
from partyx.model.marking import OPENS, unescape
from partyx.model.told import check_names, own_answer, printed
from partyx.model.wire import Answer, SecondAnswer
from partyx.records import DocumentRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pydantic import BaseModel

    from partyx.kinds.asked import Asked
    from partyx.kinds.fields import FieldSpec
    from partyx.kinds.roles.base import Role
    from partyx.llm import Request
    from partyx.llm.fake import Scripted

_TYPES: Final[Mapping[str, type[BaseModel]]] = {
    "statistics": Statistic,
    "meetings": Meeting,
    "directives": Directive,
}
_ON_THE_WIRE: Final[Mapping[str, str]] = {"organizer": "org", "location": "loc"}
"""What the wire calls a meeting's field, where it is another name."""

_LETTERS: Final[Mapping[type[Role], str]] = {
    BodyRole: ID_LETTERS[Kind.ORGANISATION],
    ParticipantRole: ID_LETTERS[Kind.PERSON],
    PeriodRole: ID_LETTERS[Kind.DATE],
}
"""The letters of the ids that a field is answered by, by its role."""

_ROLES = ("chairs", "speakers", "attendees")
_FIXED = ("issuer", "date", "subject")
"""Fields of a directive that are said beside a document's id where its citation does not."""

_MARK = re.compile(r"⟨([a-z]\d{0,7})⟩")
_LINE = re.compile(r"^\[(s\d+)\] (?:\([^)]*\) )?(.*)$", re.MULTILINE)
_NUMBER = re.compile(r"(\d[\d.,]{0,40})(?:/\d[\d.,]{0,40})?%?$")
_THOUSANDS = re.compile(r"\.(?=\d{3}\b)")


class FakeModel(ScriptedModel):
    """Stands in for a model in your tests; reaches no network, needs no key, fills no cache.

    ::

        admitted = {"printed": "128", "indicator": "đảng viên kết nạp", "period": "Năm 2022"}
        fake = partyx.FakeModel([{"statistics": [admitted]}])
        extraction = partyx.extract("Năm 2022, Đảng bộ kết nạp 128 đảng viên.", model=fake)
        assert extraction.statistics[0].value == 128
        assert "kết nạp" in fake.requests[0].messages[-1]["content"]

    An answer is what the model finds in one article: a dict with any of "statistics", "meetings",
    "directives" and the plurals of types of your own, each a list of records with any fields of the public
    ones; records, one or a list of them; or a :class:`partyx.Extraction`. Texts are as printed; a period, a
    person or a document is a text or the record's dict, a figure a number or a text with its unit ("45
    phiếu"). A record of your own is said in the sentence that has the most of its words, or that its
    ``at`` quotes. What the article
    does not bear out goes to ``unlocated``, as with any model. When it is asked about the same article again
    (figures that nobody claimed, a claim that is not there), it stands by what it said. An article of more
    than ``window_tokens`` is asked about in parts, and takes an answer for each.

    Anything else is answered as it stands: a text, other JSON, a ``Reply``; an exception is raised, and a
    function is called with the request.

    Attributes:
        requests: What it was asked, in order.
    """

    def __init__(
        self,
        answers: Iterable[Scripted | Callable[[Request], Scripted]] = (),
        *,
        default: Scripted | Callable[[Request], Scripted] | None = None,
        identity: str | None = None,
    ) -> None:
        """Answer ``answers`` one after the other, then ``default`` for ever.

        Args:
            answers: As for ``enqueue``.
            default: When none is left; None raises BadResponseError.
            identity: For caches; two fakes of one identity share cached answers. None: one of its own.

        Raises:
            SettingsError: A record has a field that no such record has.
        """
        super().__init__(identity=identity)
        self._default = None if default is None else _readable(default)
        self._said: dict[tuple[str, str], Mapping[str, Any]] = {}
        self._asked: list[Asked] = []
        self.enqueue(*answers)

    def learn(self, asked: Asked) -> None:
        """Hear which record types it will be asked about; whoever asks says so beforehand."""
        with self._lock:
            self._asked.append(asked)

    def enqueue(self, *answers: Scripted | Callable[[Request], Scripted]) -> None:
        """Answer these next, in this order; one that can be called is called with the request.

        Raises:
            SettingsError: A record has a field that no such record has.
        """
        super().enqueue(*(_readable(answer) for answer in answers))

    def _next_answer(self, request: Request) -> Scripted | Callable[[Request], Scripted] | None:
        """What to answer, records put into the words of the wire.

        Raises:
            SettingsError: Records would have to answer a question about one sentence.
        """
        if request.schema_name == SecondAnswer.__name__ and self._said:
            return SecondAnswer(stats=[], plans=[], wholes=[], no=[])
        own = next((it for it in reversed(self._asked) if wire_schema(it.answer) == request.schema), None)
        text = _asked(request)
        said = self._said.get((text, request.schema_name), self._said.get((text, "")))
        if said is None:
            answer: Any = super()._next_answer(request)
            called = callable(answer)
            if callable(answer):
                answer = _readable(answer(request))
            said = _records_of(answer, request, self._plurals())
            if said is None:
                return answer  # type: ignore[no-any-return]
            self._said[text, request.schema_name if called else ""] = said
        if own is not None:
            return own_answer(said, own, Shown(text))
        if request.schema_name != Answer.__name__:
            raise SettingsError("A FakeModel answers with records about whole articles: set ask='article'.")
        return Shown(text).answer(said)

    def _plurals(self) -> tuple[str, ...]:
        """What the lists of an answer may be called."""
        return (*_TYPES, *(spec.plural for asked in self._asked for spec in asked.specs))


def _asked(request: Request) -> str:
    """The question about an article, whatever was said about an answer to it."""
    messages = list(request.messages)
    while is_reask(messages[-1]["content"]):
        del messages[-2:]
    return messages[-1]["content"]


def _readable(answer: Any) -> Any:  # noqa: ANN401 - whatever a model can be told to answer
    """The answer, records in lists by type, built-in ones looked through for misspelt fields."""
    if isinstance(answer, Extraction):
        return answer.by_type()
    if isinstance(answer, Typed):
        answer = [answer]
    if isinstance(answer, list) and answer and all(isinstance(one, Typed) for one in answer):
        kinds = dict.fromkeys(spec_of(type(one)).plural for one in answer)
        return {kind: [one for one in answer if spec_of(type(one)).plural == kind] for kind in kinds}
    if _are_lists(answer) and (set(answer) <= set(_TYPES)):
        for name, records in answer.items():
            for index, record in enumerate(records):
                if isinstance(record, Mapping):
                    kind = _TYPES[name]
                    check_names(f"{name}[{index}]", record, kind.model_fields, kind.__name__)
    return answer


def _are_lists(answer: object) -> bool:
    return isinstance(answer, Mapping) and all(isinstance(one, list | tuple) for one in answer.values())


def _records_of(answer: Any, request: Request, plurals: Sequence[str]) -> Mapping[str, Any] | None:  # noqa: ANN401
    """The records that are told, by the plural of their type; None where it is told to answer something else.

    Raises:
        SettingsError: They are of no type that anybody asks about.
    """
    if not _are_lists(answer):
        return None
    if set(answer) <= set(plurals):
        return answer  # type: ignore[no-any-return]
    if set(answer) <= set(request.schema.get("properties", ())):
        return None
    unknown = next(name for name in answer if name not in plurals)
    raise SettingsError(
        f"FakeModel: {unknown!r} is no record type that was asked for; there is {', '.join(plurals)}."
    )


@dataclass(frozen=True)
class _Place:
    """A mark in the shown article: its sentence, the text up to it without marks, and the mark's id."""

    line: str
    before: str
    id: str


@dataclass
class Shown:
    """An article as a model is shown it, read back: where each id and each sentence stands.

    Attributes:
        text: The message.
    """

    text: str
    _places: list[_Place] = field(default_factory=list)
    _lines: list[tuple[str, str]] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Find the sentences and their marks."""
        for line in _LINE.finditer(self.text):
            plain = ""
            for index, piece in enumerate(_MARK.split(line[2].replace(OPENS, ""))):
                if index % 2:
                    self._places.append(_Place(line[1], fold(unescape(plain)), piece))
                else:
                    plain += piece
            self._lines.append((line[1], fold(unescape(plain))))

    def answer(self, records: Mapping[str, Any]) -> Answer:
        """The records in the words of the wire."""
        statistics, meetings, directives = (
            [_fields(record) for record in records.get(name, ())] for name in _TYPES
        )
        figures = [(self._figure(it), it) for it in statistics]
        return Answer.of(
            meetings=[self._meeting(it) for it in meetings],
            stats=[self._statistic(name, it) for name, it in figures],
            plans=[name for name, it in figures if it.get("target")],
            wholes=[
                {"v": name, "of": whole}
                for name, it in figures
                if it.get("of") is not None and (whole := self.of_value(it["of"], "n"))
            ],
            titles=[one for it in meetings for one in self._titles(it)],
            docs=[self.ref(printed(it.get("document")), "c") for it in directives if it.get("document")],
            fixes=[fix for it in directives if it.get("document") and (fix := self._fix(it))],
            orders=[self._order(it) for it in directives if not it.get("document")],
        )

    def _statistic(self, name: str, it: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "v": name,
            "ind": it.get("indicator") or "",
            "unit": None if it.get("unit") == "%" else it.get("unit"),
            "subj": self.ref(it.get("subject"), "o"),
            "per": self.ref(printed(it.get("period")), "d"),
        }

    def _meeting(self, it: Mapping[str, Any]) -> dict[str, Any]:
        name = it.get("name") or ""
        fields = spec_of(Meeting).fields
        said = {
            _ON_THE_WIRE.get(field.name, field.name): self._said_of(field, it.get(field.name))
            for field in fields
            if not field.later
        }
        return said | {"at": self.sentence_of([name]), "name": name}

    def _titles(self, it: Mapping[str, Any]) -> Iterator[dict[str, str]]:
        """The titles of the people of a meeting who have no id."""
        for person in (one for role in _ROLES for one in it.get(role) or ()):
            name = printed(person) or ""
            known = isinstance(person, str) or self.named(name, "p") is not None
            for title in () if known else _fields(person).get("titles") or ():
                yield {"who": name, "title": title}

    def _fix(self, it: Mapping[str, Any]) -> dict[str, Any] | None:
        """What is said of a document beside its citation; nothing of one that partyx itself read."""
        if isinstance(it.get("document"), DocumentRef) or not any(it.get(name) for name in _FIXED):
            return None
        return {
            "c": self.ref(printed(it["document"]), "c"),
            "by": self.ref(it.get("issuer"), "po"),
            "date": self.ref(printed(it.get("date")), "d"),
            "about": it.get("subject"),
        }

    def _said_of(self, field: FieldSpec, value: Any) -> Any:  # noqa: ANN401 - of a record
        """A field's value in the words of the wire."""
        letters = _LETTERS.get(type(field.role), "")
        if field.many:
            return [self.ref(printed(one), letters) if letters else one for one in value or ()]
        return self.ref(printed(value), letters) if letters else value

    def _order(self, it: Mapping[str, Any]) -> dict[str, Any]:
        tasks = [printed(task) or "" for task in it.get("tasks") or ()]
        return {
            "at": self.sentence_of([tasks[0] if tasks else it.get("issuer") or ""]),
            "by": self.ref(it.get("issuer"), "po") or "",
            "verb": it.get("kind"),
            "to": [self.ref(who, "o") for who in it.get("addressees") or ()],
            "date": self.ref(printed(it.get("date")), "d"),
            "due": self.ref(printed(it.get("deadline")), "d"),
            "tasks": tasks,
        }

    def _figure(self, it: Mapping[str, Any]) -> str:
        """The id of a statistic's figure; of several that read the same the first that is not taken."""
        printed, value = it.get("printed"), it.get("value")
        name = self.named(printed, "n") if printed else self.of_value(value, "n")
        self._taken.add(name or "")
        return name or str(printed if printed is not None else value)

    def named(self, text: str, kinds: str, at: str = "") -> str | None:
        """The id of some kinds behind these words, one in the sentence ``at`` rather than another."""
        wanted = fold(text).strip()
        return self._nearest(lambda before: _ends_with(before, wanted), kinds, at)

    def of_value(self, value: object, kinds: str, at: str = "") -> str | None:
        """The id behind a figure of this value."""

        def is_said(before: str) -> bool:
            number = _NUMBER.search(before)
            plain = _THOUSANDS.sub("", number[1]).replace(",", ".").strip(".") if number else ""
            return bool(plain) and plain.count(".") < 2 and float(plain) == value  # noqa: PLR2004 - a date has two

        return self._nearest(is_said, kinds, at)

    def _nearest(self, fits: Callable[[str], bool], kinds: str, at: str) -> str | None:
        """The first id that is not taken and whose text before it fits."""
        found = [
            place
            for place in self._places
            if place.id[0] in kinds and place.id not in self._taken and fits(place.before)
        ]
        return min(found, key=lambda place: place.line != at).id if found else None

    def ref(self, text: str | None, kinds: str, at: str = "") -> str | None:
        """The id behind these words, else the words."""
        return (self.named(text, kinds, at) or text) if text else None

    def sentence_of(self, quotes: Sequence[str], stated: Sequence[str] = ()) -> str:
        """The id of the sentence that has the most of these words; the first where none has any.

        Args:
            quotes: The words.
            stated: Quotes of the sentences that it can be; without any it can be each.
        """
        wanted, within = ([fold(quote).strip() for quote in group] for group in (quotes, stated))
        lines = [line for line in self._lines if any(one in line[1] for one in within)] or self._lines
        return max(lines, key=lambda line: sum(one in line[1] for one in wanted), default=("s1", ""))[0]


def _fields(record: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a dict or a public record
    return (
        record
        if isinstance(record, Mapping)
        else {name: getattr(record, name) for name in type(record).model_fields}
    )


def _ends_with(before: str, wanted: str) -> bool:
    """Whether a text ends with these words, and not inside a longer one."""
    rest = before.removesuffix(wanted)
    return rest != before and not (rest[-1:].isalnum() and wanted[:1].isalnum())
