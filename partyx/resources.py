"""The data files that come with the library: prompts and JSON Schemas.

In a wheel the folders ``prompts`` and ``schemas`` lie inside the package; in a checkout (an editable
install) they lie beside it. Names are checked against what is there; a prompt of the user's own is named by a
path, which has a slash in it.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyx.errors import SettingsError
from partyx.files import at_home, boundary

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def prompt_versions() -> tuple[str, ...]:
    """The versions of the prompts, sorted: the names of the folders under ``prompts``."""
    return tuple(sorted(item.name for item in _folder("prompts").iterdir() if item.is_dir()))


def prompt_files(version: str) -> tuple[str, ...]:
    """The files of one prompt version, sorted.

    Raises:
        SettingsError: There is no such version; the message names those there are.
    """
    return tuple(sorted(item.name for item in _prompt(version).iterdir() if item.is_file()))


def prompt_text(version: str, name: str) -> str:
    """The text of one file of a prompt version.

    Raises:
        SettingsError: There is no such version or file; the message names those there are.
    """
    file = _pick(_prompt(version), name, f"prompt {version!r} has no file")
    with boundary(file, SettingsError, "Copy it anew from prompts/v2."):
        return file.read_text(encoding="utf-8")


def schema_names() -> tuple[str, ...]:
    """The records that have a JSON Schema, sorted: "directive", "extraction", ..."""
    files = (item.name for item in _folder("schemas").iterdir())
    return tuple(sorted(name.removesuffix(_SCHEMA) for name in files if name.endswith(_SCHEMA)))


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one record, as exported.

    Raises:
        SettingsError: There is no such schema; the message names those there are.
    """
    file = _pick(_folder("schemas"), name + _SCHEMA, "there is no schema")
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


_SCHEMA = ".schema.json"


def _prompt(version: str) -> Traversable:
    if "/" in version or "\\" in version:
        return _own_prompt(version)
    known = prompt_versions()
    if version not in known:
        raise SettingsError(
            f"there is no prompt version {version!r}; there is {', '.join(known)}. "
            f"A folder of your own is named by its path: ./{version}"
        )
    return _folder("prompts") / version


def _own_prompt(path: str) -> Traversable:
    """A folder of the user's own, named by a path: "./mine", "/home/me/prompts/v2"."""
    folder = at_home(Path(path), "prompt")
    if not folder.is_dir():
        raise SettingsError(f"prompt {path!r}: there is no such folder. Copy prompts/v2 and change the copy.")
    with boundary(folder, SettingsError, "Name a folder that can be read."):
        found = {item.name for item in folder.iterdir() if item.is_file()}
    if missing := sorted(set(prompt_files(prompt_versions()[-1])) - found):
        raise SettingsError(
            f"prompt {path!r}: has no {', '.join(missing)}. Copy what is missing from prompts/v2."
        )
    if odd := sorted(name for name in found if not name.isprintable()):
        raise SettingsError(f"prompt {path!r}: {odd[0]!r} is no name for a prompt. Call it otherwise.")
    return folder


def _pick(folder: Traversable, name: str, missing: str) -> Traversable:
    found = {item.name: item for item in folder.iterdir()}
    if name not in found:
        raise SettingsError(f"{missing} {name!r}; there is {', '.join(sorted(found)) or 'none'}")
    return found[name]


def _folder(name: str) -> Traversable:
    inside = resources.files("partyx") / name
    if inside.is_dir():
        return inside
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise SettingsError(f"the folder {name!r} of the installed package is missing; install partyx again")
