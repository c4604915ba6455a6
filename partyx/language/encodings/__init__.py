"""The encodings of Vietnamese before Unicode as data, one file each: which letters stand for which."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def table(encoding: str, name: str = "letters") -> Mapping[str, str]:
    """What stands in a text of an encoding ("tcvn3", "vni", "viqr"), and the letter or mark that is meant."""
    source = files(__name__) / f"{encoding}.toml"
    found: Mapping[str, str] = tomllib.loads(source.read_text(encoding="utf-8"))[name]
    return found
