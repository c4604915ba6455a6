"""Examples of record types: read, answered by reference, checked by grounding, ready to be shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from partyx.draft import Draft
from partyx.errors import DeclarationError, PartyxError
from partyx.files import wrong_fields
from partyx.grounding import ground
from partyx.kinds.asked import Asked, Shown
from partyx.kinds.record import spec_of
from partyx.kinds.roles.nested import NestedRole
from partyx.mentions import find_mentions
from partyx.model.marking import mark, shown_text
from partyx.model.own import own_complaints, own_drafts
from partyx.model.refs import Refs
from partyx.model.windows import windows
from partyx.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partyx.kinds.fields import RecordSpec
    from partyx.kinds.record import Example
    from partyx.kinds.registry import Chosen

_WHOLE = 2**31


def prepare(types: Chosen) -> Asked:
    """The types as they are asked for, with their examples.

    Raises:
        DeclarationError: An example's value is not in its text, or two types have one name.
    """
    specs = tuple(map(spec_of, types.own))
    asked = Asked(types.built_in, specs)
    shown = [
        _shown(asked, spec, example, f"{spec.kind.__name__}.examples[{index}]")
        for spec in specs
        for index, example in enumerate(spec.kind.examples)
    ]
    return Asked(types.built_in, specs, tuple(shown))


def _shown(asked: Asked, spec: RecordSpec, example: Example, where: str) -> Shown:
    """One example as the model sees it.

    Raises:
        DeclarationError: It does not hold.
    """
    try:
        article = read(example.text)
    except PartyxError as error:
        raise DeclarationError(f"{where}: {error}") from None
    mentions = find_mentions(article)
    refs = Refs(mark(article, mentions))
    answers = [
        _answered(spec, record, refs, f"{where}.records[{n}]") for n, record in enumerate(example.records)
    ]
    try:
        answer = asked.answer_of(**{spec.plural: answers})
    except ValidationError as error:
        raise DeclarationError(f"{where}: {'; '.join(wrong_fields(error))}") from None
    wrong = list(own_complaints(answer, asked, refs))
    if not wrong:
        (window,) = windows(refs.marked, _WHOLE)
        drafts = tuple(own_drafts(answer, asked, refs, window))
        wrong = [one.reason for one in ground(article, mentions, Draft(records=drafts)).unlocated]
    if wrong:
        raise DeclarationError(f"{where}: {'; '.join(wrong)}. Write values as quotes of the example's text.")
    quotes: dict[str, Any] = {one.plural: [] for one in asked.specs} | {
        spec.plural: [_filled(spec, record) for record in example.records]
    }
    return Shown(
        shown_text(refs.marked.lines), _json(answer.model_dump(mode="json")), example.text, _json(quotes)
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=lambda it: it.value)


def _filled(spec: RecordSpec, record: Mapping[str, Any]) -> dict[str, Any]:
    """An example's record with every field of its type, also those that it leaves out."""
    found: dict[str, Any] = {}
    for field in spec.fields:
        said = [
            _filled(field.role.spec, one) if isinstance(field.role, NestedRole) else one
            for _, one in field.places(record.get(field.name), "")
        ]
        found[field.name] = said if field.many else said[0] if said else field.absent
    return found


def _answered(spec: RecordSpec, record: Mapping[str, Any], refs: Refs, where: str) -> dict[str, Any]:
    """What a model should answer for one record of an example.

    Raises:
        DeclarationError: It names a field that there is not, or its key is not in the text.
    """
    _check_fields(spec, {name: value for name, value in record.items() if name != "at"}, where)
    quote = record.get("at") or next(_quotes(spec, record), "")
    place = refs.phrase(quote) if isinstance(quote, str) else None
    line = refs.marked.line_at(place[0]) if place else None
    if line is None:
        wrong = f"{quote!r} is not in the text" if quote else "none of its values is a quote of the text"
        raise DeclarationError(f"{where}: {wrong}; give  at  a quote of the record's sentence")
    return {"at": line.id, **spec.answered(record, refs)}


def _check_fields(spec: RecordSpec, record: Mapping[str, Any], where: str) -> None:
    """Check that an example's record, or one inside it, has fields of its type, and lists where they are.

    Raises:
        DeclarationError: It has not.
    """
    if unknown := sorted(record.keys() - spec.by_name.keys()):
        raise DeclarationError(f"{where}: {unknown[0]!r} is no field of {spec.kind.__name__}")
    for name, value in record.items():
        field, place = spec.by_name[name], f"{where}.{name}"
        if field.many != isinstance(value, list | tuple):
            raise DeclarationError(f"{place}: {value!r} is {'no list' if field.many else 'not one value'}")
        for _, one in field.places(value, ""):
            if isinstance(field.role, NestedRole):
                if not isinstance(one, dict):
                    raise DeclarationError(
                        f"{place}: {one!r} is no record: write its fields and their values"
                    )
                _check_fields(field.role.spec, one, place)


def _quotes(spec: RecordSpec, record: Mapping[str, Any]) -> Iterator[str]:
    """The quotes of an example's record, those that tell it from others first."""
    key = [field for field in spec.fields if field.name in spec.key]
    for field in (*key, *spec.fields):
        for _, one in field.places(record.get(field.name), ""):
            if isinstance(field.role, NestedRole):
                yield from _quotes(field.role.spec, one)
            elif isinstance(one, str) and not field.role.few:
                yield one
