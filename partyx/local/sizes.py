"""Bytes in words."""

from __future__ import annotations

_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "KB"))


def words(count: int) -> str:
    """A number of bytes as people write it: "1.1 GB"."""
    for size, unit in _UNITS:
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} B"
