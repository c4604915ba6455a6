"""The installed version, looked up when asked for: ``importlib.metadata`` costs 20 ms at import."""

from __future__ import annotations

from functools import cache


@cache
def version() -> str:
    """The version of the installed distribution, "0.1.0" (0+unknown when it is not installed)."""
    from importlib import metadata  # noqa: PLC0415 - see the module's docstring

    try:
        return metadata.version("partyx")
    except metadata.PackageNotFoundError:
        return "0+unknown"
