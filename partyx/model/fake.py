"""A model for the tests of programs that use partyx: what it answers is written as records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from partyx.errors import SettingsError
from partyx.extraction import Extraction
from partyx.kinds.built_in.directive import Directive
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.kinds.record import Typed, spec_of
from partyx.llm import ScriptedModel
from partyx.llm.wire_schema import wire_schema
from partyx.model.complaints import is_reask
from partyx.model.shown import ShownArticle
from partyx.model.told import check_names, own_answer, own_quotes
from partyx.model.told_built_in import built_in_answer
from partyx.model.wire import Answer, SecondAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import BaseModel

    from partyx.kinds.asked import Asked
    from partyx.llm import Request
    from partyx.llm.fake import Scripted

_TYPES: Final[Mapping[str, type[BaseModel]]] = {
    "statistics": Statistic,
    "meetings": Meeting,
    "directives": Directive,
}


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
        quoting = next(
            (it for it in reversed(self._asked) if wire_schema(it.quoting) == request.schema), None
        )
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
            return own_answer(said, own, ShownArticle(text))
        if quoting is not None:
            return own_quotes(said, quoting)
        if request.schema_name != Answer.__name__:
            raise SettingsError("A FakeModel answers with records about whole articles: set ask='article'.")
        return built_in_answer(said, ShownArticle(text))

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
