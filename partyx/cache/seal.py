"""The seal on a value that others can write as well: an answer that was changed or moved is none."""

from __future__ import annotations

import hashlib

_MAGIC = b"px1\0"
_SHA = 32


def sealed(key: str, value: bytes) -> bytes:
    """The value with its seal."""
    return _MAGIC + _seal(key, value) + value


def unsealed(key: str, raw: object) -> bytes | None:
    """The value of ``sealed``; None when it is not the one that was kept under ``key``."""
    if not isinstance(raw, bytes) or not raw.startswith(_MAGIC):
        return None
    value = raw[len(_MAGIC) + _SHA :]
    return value if raw[len(_MAGIC) : len(_MAGIC) + _SHA] == _seal(key, value) else None


def _seal(key: str, value: bytes) -> bytes:
    """The hash of key and value: an answer moved to another row is no answer to that call."""
    return hashlib.sha256(key.encode() + b"\0" + value).digest()
