"""The small questions' schemas, made for each sentence: only its ids and its candidates are answers.

A local grammar engine then cannot write anything else, and an endpoint that constrains nothing is held to
the same choices after the call. Fields without a choice to make are left out: fewer tokens to write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Optional

from pydantic import BaseModel, ConfigDict, Field, create_model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CLOSED = ConfigDict(extra="forbid", strict=True)
LONGEST_LABEL = 100
"""Characters of an indicator; without an end a small model repeats itself up to the output limit."""

_Label = Annotated[str, Field(min_length=1, max_length=LONGEST_LABEL)]


def figures_schema(
    needs_unit: Mapping[str, bool],
    units: Sequence[str],
    subjects: Sequence[str],
    dates: Sequence[str],
    *,
    plan: bool,
) -> type[BaseModel]:
    """For each id null, or what the figure says.

    Args:
        needs_unit: Ids in the order they are asked about, and whether the unit is to be chosen.
        units: Candidates; without any the unit is written.
        subjects: Candidates.
        dates: Ids.
        plan: Whether to ask if it is a planned figure.
    """
    about: dict[str, Any] = {}
    for name, unit in needs_unit.items():
        fields: dict[str, Any] = {}
        if unit:
            fields["unit"] = (_choice(units) if units else _Label, ...)
        fields["ind"] = (_Label, ...)
        if subjects:
            fields["subj"] = (_or_null(_choice(subjects)), ...)
        if dates:
            fields["per"] = (_or_null(_choice(dates)), ...)
        if plan:
            fields["plan"] = (bool, ...)
        about[name] = (_or_null(_model(f"Figure{name}", fields)), ...)
    return _model("Figures", about)


def labels_schema(ids: Sequence[str]) -> type[BaseModel]:
    """For each id a label, or null."""
    return _model("Labels", dict.fromkeys(ids, (_or_null(_Label), ...)))


def meeting_schema(names: Sequence[str], dates: Sequence[str], bodies: Sequence[str]) -> type[BaseModel]:
    """Null, or an event with a name of the list."""
    fields: dict[str, Any] = {"name": (_choice(names), ...)}
    if dates:
        fields["date"] = (_or_null(_choice(dates)), ...)
    if bodies:
        fields["org"] = (_or_null(_choice(bodies)), ...)
    return _model("Announced", {"meeting": (_or_null(_model("Event", fields)), ...)})


def roles_schema(people: Sequence[str], roles: Sequence[str]) -> type[BaseModel]:
    """For each person one of the roles."""
    role = _choice(roles)
    return _model("Roles", dict.fromkeys(people, (role, ...)))


def order_schema(
    speakers: Sequence[str], verbs: Sequence[str], bodies: Sequence[str], letters: Sequence[str]
) -> type[BaseModel]:
    """Null, or who directs whom, and the letters of the clauses that each begin a task."""
    fields: dict[str, Any] = {"by": (_choice(speakers), ...), "verb": (_choice(verbs), ...)}
    if bodies:
        fields["to"] = (_or_null(_choice(bodies)), ...)
    fields["starts"] = (_starts(letters), ...)
    return _model("Ordered", {"order": (_or_null(_model("Order", fields)), ...)})


def tasks_schema(letters: Sequence[str]) -> type[BaseModel]:
    """The letters of the clauses that each begin a task."""
    return _model("Tasks", {"starts": (_starts(letters), ...)})


def _model(name: str, fields: dict[str, Any]) -> type[BaseModel]:
    return create_model(name, __config__=_CLOSED, **fields)


def _starts(letters: Sequence[str]) -> Any:  # noqa: ANN401 - a type made at run time
    return Annotated[list[_choice(letters)], Field(max_length=len(letters))]  # type: ignore[misc]


def _choice(values: Sequence[str]) -> Any:  # noqa: ANN401
    return Literal[tuple(values)]


def _or_null(kind: Any) -> Any:  # noqa: ANN401
    return Optional[kind]  # noqa: UP045 - "|" would not take a Literal made at run time
