"""The engine of a run: partyx itself under some settings."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from partyx.errors import SettingsError
from partyx.files import boundary, read_bytes
from partyx.kinds.asked import Asked
from partyx.kinds.record import spec_of
from partyx.model.wire import wire_sha256
from partyx.resources import prompt_files, prompt_text, schema, schema_names
from partyx.scoring.gold.format import BUILT_IN_TYPES
from partyx.scoring.hashes import combined, engine_hash

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from partyx.extraction import Extraction
    from partyx.kinds.registry import Chosen
    from partyx.settings import Settings

_CHANGES_NO_ANSWER = frozenset(
    "timeout_s attempts retry_after_cap_s concurrency cache cache_dir recordings max_chars".split()
)


def _without_credentials(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=""))


def configuration_of(settings: Settings, types: Chosen = BUILT_IN_TYPES) -> dict[str, Any]:
    """All that may change what these settings extract: for the manifest, without keys or credentials.

    The code counts too, and so do the prompts and schemas beside it: predictions of an older engine are not
    gone on with.

    Raises:
        SettingsError: There is no such prompt version, or the recordings cannot be read.
    """
    named = settings.model_dump(mode="json", exclude_none=True)
    kept = {
        name: _without_credentials(value) if name.endswith("base_url") else value
        for name, value in named.items()
        if name not in _CHANGES_NO_ANSWER and not name.endswith("api_key")
    }
    if settings.recordings is not None and settings.recordings.exists():
        with boundary(settings.recordings, SettingsError, "Check recordings."):
            kept["recordings_sha256"] = hashlib.sha256(read_bytes(settings.recordings)).hexdigest()
    if settings.engine != "rules":
        kept["prompt_sha256"] = combined(
            (name, prompt_text(settings.prompt, name)) for name in prompt_files(settings.prompt)
        )
        kept["wire_sha256"] = wire_sha256()
    schemas = combined((name, json.dumps(schema(name))) for name in schema_names())
    if types != BUILT_IN_TYPES:
        kept["records"] = [*sorted(types.built_in), *(one.plural for one in map(spec_of, types.own))]
        kept["records_sha256"] = Asked(types.built_in, tuple(map(spec_of, types.own))).sha256
    return {**kept, "schemas_sha256": schemas, "code_sha256": engine_hash()}


def predictor(settings: Settings, types: Chosen = BUILT_IN_TYPES) -> Callable[[Path], Extraction]:
    """An article's path to its extraction, of some record types, under these settings."""
    from partyx.extractor import extract  # noqa: PLC0415 - loads every stage

    return lambda path: extract(path, settings=settings, records=types)
