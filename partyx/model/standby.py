"""Who fills a draft when the model that was asked cannot: the next of ``Settings.fallback``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from partyx.errors import ModelError, ReplayMissError
from partyx.llm.usage import add
from partyx.records import Usage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from partyx.draft import Draft

    Fill = Callable[["Standby"], Awaitable[Draft]]


@dataclass(frozen=True)
class Standby:
    """An engine that waits for another to fail.

    Attributes:
        name: As it stands in ``Settings.fallback``: a model string, or "rules".
        engine: Fills the draft: a ``ModelEngine``, or any ``Engine`` that only computes.
        said: What provenance says of an extraction of its.
    """

    name: str
    engine: Any
    said: Mapping[str, Any] = field(default_factory=dict)


def may_stand_in(error: ModelError) -> bool:
    """Whether another model is asked after this error: a replay says what was not recorded."""
    return not isinstance(error, ReplayMissError)


async def filled_by_next(
    standbys: Sequence[Standby], fill: Fill, failed: tuple[str, ModelError, Usage]
) -> Draft:
    """The draft of the first that can fill one; its notes say who could not, and why.

    Args:
        standbys: In the order in which they are tried.
        fill: Has one of them fill the draft.
        failed: The name of the model that was asked first, its error, and what it took.

    Raises:
        ModelError: That of the last one, when none can.
    """
    name, error, usage = failed
    notes: list[str] = []
    for standby in standbys:
        notes.append(
            f"{name} gave nothing ({type(error).__name__}: {error}); {standby.name} was asked instead"
        )
        try:
            draft = await fill(standby)
        except ModelError as next_error:
            name, error, usage = standby.name, next_error, add(usage, next_error.usage or Usage())
            continue
        said = dict(standby.said) | {
            "engine_reason": f"fallback: {name} gave nothing ({type(error).__name__})"
        }
        return replace(
            draft, notes=(*notes, *draft.notes), usage=add(usage, draft.usage or Usage()), said=said
        )
    error.usage = usage
    raise error
