"""Which engine runs: a model that is named, else weights on this machine, else the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partyx import local

if TYPE_CHECKING:
    from partyx.llm import Model
    from partyx.settings import Settings


class Choice(NamedTuple):
    """An engine, why, and the settings it runs with.

    Attributes:
        engine: "rules" or "model".
        why: In one line.
        settings: They name the local model where nobody has named one.
    """

    engine: str
    why: str
    settings: Settings


def choose_engine(settings: Settings, model: Model | None = None) -> Choice:
    """The engine that the settings mean. Paid calls are never guessed."""
    if settings.engine == "rules":
        return Choice("rules", "rules: asked for", settings)
    if why := _named_because(settings, model):
        return Choice("model", f"model: {why}", settings)
    configured = settings.base_url or settings.openai_base_url
    pulled = None if configured else local.ready(settings)
    if pulled and local.installed():
        here = settings.model_copy(update={"model": f"local/{pulled}"})
        return Choice("model", f"model: local/{pulled}, whose weights are on this machine", here)
    if settings.engine == "model":
        return Choice("model", "model: asked for", settings)
    why = "no model is configured"
    if configured:
        why = "an endpoint is configured but no model is named (PARTYX_MODEL, --model)"
    elif pulled:
        why += f"; local/{pulled} is on this machine and needs partyx[local] to run"
    return Choice("rules", f"rules: {why}", settings)


def _named_because(settings: Settings, model: Model | None) -> str | None:
    """Who named a model; None when nobody did."""
    if model is not None:
        return "given in the call"
    if settings.model:
        return f"{settings.model} is configured"
    return "recordings are given" if settings.recordings else None
