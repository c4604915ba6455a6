"""How many tokens the context of a model holds, prompt and answer: one answer for whoever wants to know.

Settings and weights of this machine say it themselves; a service does where it refuses a prompt that is too
long, or counts only a part of one; else the price list may know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx import forks
from partyx.llm.prices import listed

if TYPE_CHECKING:
    from partyx.llm.endpoint import Endpoint

_LEAST, _MOST = 256, 10_000_000
"""Between them a figure can be a context's."""

_told: dict[tuple[str, str], int] = {}
_lock = forks.Lock()


def context_of(endpoint: Endpoint) -> int | None:
    """The context of the model at an endpoint; None when nobody knows."""
    with _lock:
        told = _told.get((endpoint.identity, endpoint.model))
    if endpoint.context or told:
        return endpoint.context or told
    found = listed(endpoint.provider, endpoint.model)
    return found.context_window if found else None


def learn(endpoint: Endpoint, tokens: int | None) -> None:
    """Keep for this process what a service said: started anew, it may hold more."""
    if tokens is not None and _LEAST <= tokens <= _MOST:
        with _lock:
            _told[endpoint.identity, endpoint.model] = tokens


def forget() -> None:
    """Know nothing any more of what services said."""
    with _lock:
        _told.clear()
