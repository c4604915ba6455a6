"""The engine of a run: partyx itself under some settings."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from partyx.scoring.hashes import engine_hash

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from partyx.extraction import Extraction
    from partyx.settings import Settings

_CHANGES_NO_ANSWER = frozenset(
    "timeout_s attempts retry_after_cap_s concurrency cache cache_dir recordings max_chars".split()
)


def _without_credentials(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=""))


def configuration_of(settings: Settings) -> dict[str, Any]:
    """All that may change what these settings extract: for the manifest, without keys or credentials.

    The code counts too: predictions of an older rules engine are not gone on with.
    """
    named = settings.model_dump(mode="json", exclude_none=True)
    kept = {
        name: _without_credentials(value) if name.endswith("base_url") else value
        for name, value in named.items()
        if name not in _CHANGES_NO_ANSWER and not name.endswith("api_key")
    }
    if settings.recordings is not None and settings.recordings.exists():
        kept["recordings_sha256"] = hashlib.sha256(settings.recordings.read_bytes()).hexdigest()
    return {**kept, "code_sha256": engine_hash()}


def predictor(settings: Settings) -> Callable[[Path], Extraction]:
    """An article's path to its extraction under these settings."""
    from partyx.pipeline import extract  # noqa: PLC0415 - loads every stage

    return lambda path: extract(path, settings=settings)
