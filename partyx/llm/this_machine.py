"""Model strings that begin with "local/": a model that runs on this machine."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from partyx import local
from partyx.llm.endpoint import Endpoint
from partyx.llm.slots import Slots

if TYPE_CHECKING:
    from partyx.settings import Settings

TIMEOUT_S = 900.0
"""For one call, where the settings leave it open: one slow thread reads a long prompt for minutes."""


def endpoint(name: str, settings: Settings) -> Endpoint:
    """The endpoint of a name in the registry or of a GGUF file; started by its first call.

    Raises:
        SettingsError: The name is unknown, or its weights are not on this machine.
        WeightsError: The file cannot be read.
        MissingExtraError: xllamacpp is not installed.
    """
    weights = local.find(name, settings)
    if settings.cache != "replay":
        local.check_installed()
    return Endpoint(
        model=weights.name,
        base_url="",
        identity=f"local:{weights.identity}",
        local=True,
        provider="local",
        api_key=local.KEY,
        start=partial(local.start, weights, settings),
        slots=_slots(weights.identity, settings.local_slots),
        timeout_s=TIMEOUT_S,
        context=settings.context_tokens or settings.local_context,
    )


@cache
def _slots(_identity: str, count: int) -> Slots:
    """The slots that all clients of this process share for one model."""
    return Slots(count)
