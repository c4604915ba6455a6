"""Records of the user's own: asked about in whole windows, by reference, and drafted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.draft import DraftRecord
from partyx.llm import Judgement, finished_records, salvaged
from partyx.model.asks import Ask
from partyx.model.complaints import reask
from partyx.model.whole import Part, Question, put

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from pydantic import BaseModel

    from partyx.draft import Evidence
    from partyx.kinds.asked import Asked
    from partyx.kinds.fields import RecordSpec
    from partyx.model.asks import Job
    from partyx.model.prompts import Prompts
    from partyx.model.refs import Refs
    from partyx.model.windows import Window


def ask_own(prompts: Prompts, refs: Refs, window: Window, asked: Asked, budget: int) -> Job[Part]:
    """Ask about one window."""
    judge: Judgement[BaseModel] = Judgement(lambda answer: list(own_complaints(answer, asked, refs)), reask)
    return put(
        Question(
            refs,
            budget,
            lambda window: Ask(prompts.own(window, asked), asked.answer, "records", judge),
            lambda answer, window: Part((), records=tuple(own_drafts(answer, asked, refs, window))),
            lambda partial: salvaged(finished_records(partial), asked.answer) or asked.answer_of(),
            asked.answer_of(),
        ),
        window,
    )


def own_complaints(answer: BaseModel, asked: Asked, refs: Refs) -> Iterator[str]:
    """Everything in an answer that the article cannot bear out, each naming its place and the item."""
    for spec in asked.specs:
        for index, said in enumerate(getattr(answer, spec.plural)):
            place = f"{spec.plural}[{index}]"
            if refs.line(said.at) is None:
                yield f'{place}.at: không có câu "{said.at}"'
            yield from spec.complaints(place, said, refs)


def own_drafts(answer: BaseModel, asked: Asked, refs: Refs, window: Window) -> Iterator[DraftRecord]:
    """What an answer says about the window's own sentences, without the notation of the wire."""
    for spec in asked.specs:
        for said in getattr(answer, spec.plural):
            line = refs.line(said.at)
            if line is None or window.is_whole or window.owns(line.start):
                evidence: tuple[Evidence, ...] = ((line.start, line.end),) if line else ()
                yield DraftRecord(spec.kind, spec.drafted(said, refs), evidence)


def merged(parts: Sequence[Part], asked: Asked, refs: Refs) -> tuple[DraftRecord, ...]:
    """The records of all parts; what two of them say of one record, by its key, is one."""
    specs = {spec.kind: spec for spec in asked.specs}
    found: dict[Hashable, DraftRecord] = {}
    for number, part in enumerate(parts):
        for index, draft in enumerate(part.records):
            key = (draft.type, specs[draft.type].same(draft.values, refs))
            known = found.get(key)
            if known is None:
                found[key] = draft
            elif draft in part.records[:index] and draft == known:
                continue
            elif any(_same(other, key, specs, refs) for other in part.records[:index]):
                found[(number, index)] = draft  # said twice in one answer on purpose: two posts of one person
            else:
                found[key] = _joined(known, draft)
    return tuple(found.values())


def _same(draft: DraftRecord, key: Hashable, specs: Mapping[type[Any], RecordSpec], refs: Refs) -> bool:
    return (draft.type, specs[draft.type].same(draft.values, refs)) == key


def _joined(known: DraftRecord, other: DraftRecord) -> DraftRecord:
    """The first draft with what the other adds: fields it left out, entries of its lists."""
    values = dict(known.values)
    for name, value in other.values.items():
        if name not in values:
            values[name] = value
        elif isinstance(value, list):
            values[name] = [*values[name], *(one for one in value if one not in values[name])]
    evidence = (*known.evidence, *(place for place in other.evidence if place not in known.evidence))
    return DraftRecord(known.type, values, evidence)
