"""Which models are small: those that are asked one sentence at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partyx.llm import Client
    from partyx.settings import Settings

SMALL_UP_TO = 8
"""Billions of parameters up to which a model is asked sentence by sentence."""

_SIZE = re.compile(r"(?<![\d.])(?:(?P<experts>\d{1,3})x)?(?P<size>\d{1,4}(?:\.\d{1,3})?)b(?![a-z\d])")


def by_sentence(settings: Settings, client: Client) -> bool:
    """Whether to ask sentence by sentence: as the settings say, else by the size in the model's name.

    A name that tells no size is a small model's only where it names weights on this machine: what an address
    serves may be of any size, and a large model asked by sentence loses most of what it can do.
    """
    if settings.ask != "auto":
        return settings.ask == "sentence"
    name = (settings.model or client.model or "").lower()
    size = _SIZE.search(name)
    if size is not None:
        return float(size["size"]) * int(size["experts"] or 1) <= SMALL_UP_TO
    return name.startswith("local/")
