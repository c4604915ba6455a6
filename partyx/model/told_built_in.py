"""Records of the built-in types, as a person tells them to a fake model, in the words of the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from partyx.errors import SettingsError
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.record import spec_of
from partyx.kinds.roles.plain import BodyRole, ParticipantRole, PeriodRole
from partyx.mention import ID_LETTERS, Kind
from partyx.model.told import printed
from partyx.model.wire import Answer
from partyx.records import DocumentRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.kinds.fields import FieldSpec
    from partyx.kinds.roles.base import Role
    from partyx.model.shown import ShownArticle

_LETTERS: Final[Mapping[type[Role], str]] = {
    BodyRole: ID_LETTERS[Kind.ORGANISATION],
    ParticipantRole: ID_LETTERS[Kind.PERSON],
    PeriodRole: ID_LETTERS[Kind.DATE],
}
"""The letters of the ids that a field is answered by, by its role."""

_TOLD = 200
"""Characters of the records that an error repeats."""
_ROLES = ("chairs", "speakers", "attendees")
_FIXED = ("issuer", "date", "subject")
"""Fields of a directive that are said beside a document's id where its citation does not."""


def built_in_answer(said: Mapping[str, Any], shown: ShownArticle) -> Answer:
    """The answer of a model that finds these records, and only these, in a shown article.

    Args:
        said: By the plural of their type.
        shown: The article.

    Raises:
        SettingsError: A value is of a type that its field cannot have.
    """
    try:
        answer = _Teller(shown).answer(said)
        answer.model_dump_json()  # half a surrogate pair is no text
    except (AttributeError, TypeError, ValueError) as error:
        why = "; ".join(str(error).splitlines()[:3])
        raise SettingsError(
            f"FakeModel: a value in {str(dict(said))[:_TOLD]} is none that its field can have ({why}). "
            "Say each field as the public record has it, texts as printed."
        ) from error
    return answer


class _Teller:
    """Puts the fields of the built-in types into the words of the wire."""

    def __init__(self, shown: ShownArticle) -> None:
        self._shown = shown

    def answer(self, said: Mapping[str, Any]) -> Answer:
        statistics, meetings, directives = (
            [_fields(record) for record in said.get(name, ())]
            for name in ("statistics", "meetings", "directives")
        )
        figures = [(self._figure(it), it) for it in statistics]
        return Answer.of(
            meetings=[self._meeting(it) for it in meetings],
            stats=[self._statistic(name, it) for name, it in figures],
            plans=[name for name, it in figures if it.get("target")],
            wholes=[
                {"v": name, "of": whole}
                for name, it in figures
                if it.get("of") is not None and (whole := self._shown.of_value(it["of"], "n"))
            ],
            titles=[one for it in meetings for one in self._titles(it)],
            docs=[
                self._shown.ref(printed(it.get("document")), "c") for it in directives if it.get("document")
            ],
            fixes=[fix for it in directives if it.get("document") and (fix := self._fix(it))],
            orders=[self._order(it) for it in directives if not it.get("document")],
        )

    def _statistic(self, name: str, it: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "v": name,
            "ind": it.get("indicator") or "",
            "unit": None if it.get("unit") == "%" else it.get("unit"),
            "subj": self._shown.ref(it.get("subject"), "o"),
            "per": self._shown.ref(printed(it.get("period")), "d"),
        }

    def _meeting(self, it: Mapping[str, Any]) -> dict[str, Any]:
        name = it.get("name") or ""
        fields = spec_of(Meeting).fields
        said = {field.wired: self._said_of(field, it.get(field.name)) for field in fields if not field.later}
        return said | {"at": self._shown.sentence_of([name]), "name": name}

    def _titles(self, it: Mapping[str, Any]) -> Iterator[dict[str, str]]:
        """The titles of the people of a meeting who have no id."""
        for person in (one for role in _ROLES for one in it.get(role) or ()):
            name = printed(person) or ""
            known = isinstance(person, str) or self._shown.named(name, "p") is not None
            for title in () if known else _fields(person).get("titles") or ():
                yield {"who": name, "title": title}

    def _fix(self, it: Mapping[str, Any]) -> dict[str, Any] | None:
        """What is said of a document beside its citation; nothing of one that partyx itself read."""
        if isinstance(it.get("document"), DocumentRef) or not any(it.get(name) for name in _FIXED):
            return None
        return {
            "c": self._shown.ref(printed(it["document"]), "c"),
            "by": self._shown.ref(it.get("issuer"), "po"),
            "date": self._shown.ref(printed(it.get("date")), "d"),
            "about": it.get("subject"),
        }

    def _said_of(self, field: FieldSpec, value: Any) -> Any:  # noqa: ANN401 - of a record
        """A field's value in the words of the wire."""
        letters = _LETTERS.get(type(field.role), "")
        if field.many:
            return [self._shown.ref(printed(one), letters) if letters else one for one in value or ()]
        return self._shown.ref(printed(value), letters) if letters else value

    def _order(self, it: Mapping[str, Any]) -> dict[str, Any]:
        tasks = [printed(task) or "" for task in it.get("tasks") or ()]
        return {
            "at": self._shown.sentence_of([tasks[0] if tasks else it.get("issuer") or ""]),
            "by": self._shown.ref(it.get("issuer"), "po") or "",
            "verb": it.get("kind"),
            "to": [self._shown.ref(who, "o") for who in it.get("addressees") or ()],
            "date": self._shown.ref(printed(it.get("date")), "d"),
            "due": self._shown.ref(printed(it.get("deadline")), "d"),
            "tasks": tasks,
        }

    def _figure(self, it: Mapping[str, Any]) -> str:
        """The id of a statistic's figure; of several that read the same the first that is not taken."""
        words, value = it.get("printed"), it.get("value")
        name = self._shown.named(words, "n") if words else self._shown.of_value(value, "n")
        self._shown.take(name or "")
        return name or str(words if words is not None else value)


def _fields(record: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a dict or a public record
    return (
        record
        if isinstance(record, Mapping)
        else {name: getattr(record, name) for name in type(record).model_fields}
    )
