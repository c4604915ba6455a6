"""Records of the user's own: asked about in whole windows, by reference, and drafted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from partyx.draft import DraftRecord
from partyx.language.fold import fold
from partyx.llm import Judgement, finished_records, salvaged
from partyx.model.asks import Ask
from partyx.model.complaints import reask, without_unknown
from partyx.model.merging import corrected
from partyx.model.whole import Part, Question

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from pydantic import BaseModel

    from partyx.draft import Evidence
    from partyx.kinds.asked import Asked
    from partyx.model.prompts import Prompts
    from partyx.model.refs import Refs
    from partyx.model.windows import Window


def about_own(prompts: Prompts, refs: Refs, asked: Asked, budget: int) -> Question[Any]:
    """The question for records of the user's own, by reference."""
    judge: Judgement[BaseModel] = Judgement(
        lambda answer: list(own_complaints(answer, asked, refs)),
        reask,
        lambda first, complained, again: _corrected(first, complained, again, asked, refs),
    )
    return Question(
        refs,
        budget,
        lambda window: Ask(prompts.own(window, asked), asked.answer, "records", judge),
        lambda answer, window: Part((), records=tuple(own_drafts(answer, asked, refs, window))),
        lambda partial: salvaged(finished_records(partial), asked.answer) or asked.answer_of(),
        asked.answer_of(),
    )


def about_quotes(prompts: Prompts, refs: Refs, asked: Asked, budget: int) -> Question[Any]:
    """The question for them in quotes of plain text: for models that ids are too much for.

    What a quote says wrongly is put aside by grounding; such a model does not mend it when told.
    """
    view = refs.marked.article.view
    nothing = asked.quoting.model_validate({spec.plural: [] for spec in asked.specs})
    return Question(
        refs,
        budget,
        lambda window: Ask(prompts.quoted(window, asked, view), asked.quoting, "records"),
        lambda answer, window: Part((), records=tuple(quoted_drafts(answer, asked, refs, window))),
        lambda partial: salvaged(finished_records(partial), asked.quoting) or nothing,
        nothing,
    )


def quoted_drafts(answer: BaseModel, asked: Asked, refs: Refs, window: Window) -> Iterator[DraftRecord]:
    """What an answer in quotes says, each record in the sentence of the window that has the most of them."""
    view = refs.marked.article.view
    folded = [(line, fold(view[line.start : line.end])) for line in window.own]
    for spec in asked.specs:
        for said in getattr(answer, spec.plural):
            quotes = [fold(quote).strip() for quote in spec.quotes(said)]
            line, text = max(folded, key=lambda it: sum(quote in it[1] for quote in quotes))
            if window.is_whole or any(quote in text for quote in quotes):
                told = spec.of_quotes(said, partial(refs.named, near=line))
                item = spec.item.model_validate({"at": line.id, **told})
                yield DraftRecord(spec.kind, spec.drafted(item, refs), ((line.start, line.end),))


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


def _corrected(
    first: BaseModel, complained: Sequence[str], again: BaseModel, asked: Asked, refs: Refs
) -> BaseModel:
    """A first answer with the records that were asked about again in their place, told by their key."""
    specs = {spec.item: spec for spec in asked.specs}
    told_by = {name for spec in asked.specs for name in ("at", *spec.key)}

    def identity(item: Any) -> Hashable:  # noqa: ANN401 - of any type
        spec = specs[type(item)]
        return spec.same(spec.drafted(item, refs), refs)

    return corrected(without_unknown(first, complained, told_by), again, identity)


def merged(parts: Sequence[Part], asked: Asked, refs: Refs) -> tuple[DraftRecord, ...]:
    """The records of all parts. What two parts say of one record is one.

    One are those of the same key of which no day, figure, name or phrase is another. Said twice in one part
    they stay two: one person may be given two posts.
    """
    specs = {spec.kind: spec for spec in asked.specs}
    found: list[DraftRecord] = []
    for part in parts:
        earlier: dict[Hashable, list[int]] = {}
        for index, draft in enumerate(found):
            earlier.setdefault((draft.type, specs[draft.type].same(draft.values, refs)), []).append(index)
        for draft in part.records:
            spec = specs[draft.type]
            known = earlier.get((draft.type, spec.same(draft.values, refs)), [])
            at = next((it for it in known if not spec.differ(found[it].values, draft.values, refs)), None)
            if at is None:
                found.append(draft)
            else:
                known.remove(at)
                found[at] = _joined(found[at], draft)
    return tuple(found)


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
