"""Which record types are meant: classes, names of packages' own types, ``file.py:Name``, declarations."""

from __future__ import annotations

import importlib.util
import pkgutil
import sys
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import entry_points
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from partyx.errors import DeclarationError, briefly
from partyx.files import boundary, opened
from partyx.kinds import built_in
from partyx.kinds.built_in.directive import Directive
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.kinds.declared import read_declarations
from partyx.kinds.record import Record, Typed, spec_of

if TYPE_CHECKING:
    from types import ModuleType

    from partyx.records import Frozen

GROUP = "partyx.records"
"""The entry points under which a package ships record types: name = "module:Class"."""

BUILT_IN: dict[str, type[Typed]] = {"meetings": Meeting, "statistics": Statistic, "directives": Directive}

Wanted: TypeAlias = "type[Frozen] | str | Path"


class Chosen(NamedTuple):
    """The record types of an extraction.

    Attributes:
        built_in: The names of the built-in ones that are kept.
        own: The others.
    """

    built_in: frozenset[str]
    own: tuple[type[Record], ...] = ()


RecordTypes: TypeAlias = "Chosen | Iterable[Wanted] | Wanted | None"
"""What ``records=`` takes."""


def chosen(wanted: RecordTypes) -> Chosen:
    """The record types that are asked for.

    Args:
        wanted: Classes; "meetings", "statistics", "directives"; the name of a type that an installed package
            ships; "file.py:Name"; a TOML or JSON declaration. None means the built-in three.

    Raises:
        DeclarationError: There is no such type, or it cannot be extracted as it is declared.
    """
    if isinstance(wanted, Chosen):
        return wanted
    if wanted is None:
        return Chosen(frozenset(BUILT_IN))
    names: set[str] = set()
    own: dict[type[Record], None] = {}
    if isinstance(wanted, str | Path | type):
        wanted = (wanted,)
    elif not isinstance(wanted, Iterable):
        raise DeclarationError(f"records= is {briefly(wanted)}. Give record types, or their names.")
    for one in wanted:
        for kind in _types(one):
            built_in = next((name for name, known in BUILT_IN.items() if known is kind), None)
            if built_in is not None:
                names.add(built_in)
            elif isinstance(kind, type) and issubclass(kind, Record) and kind is not Record:
                own[spec_of(kind).kind] = None
            else:
                raise DeclarationError(
                    f"{briefly(kind)} is no record type. Make it a subclass of partyx.Record."
                )
    if not names and not own:
        raise DeclarationError("records= names no record type. Leave it out for the built-in three.")
    return Chosen(frozenset(names), tuple(own))


def _types(wanted: Wanted) -> tuple[type[Frozen], ...]:
    if not isinstance(wanted, str | Path):
        return (wanted,)
    text = str(wanted)
    if text in BUILT_IN:
        return (BUILT_IN[text],)
    if text.endswith((".toml", ".json")):
        return read_declarations(Path(text))
    file, colon, name = text.rpartition(":")
    if colon and file.endswith(".py"):
        return (_of_module(_loaded(Path(file)), name, text),)
    return (_of_package(text),)


def beside_the_three(package: ModuleType = built_in) -> dict[str, type[Record]]:
    """The other record types of a package's modules, by their plural.

    Args:
        package: With one module, or one folder, a type.
    """
    found: dict[str, type[Record]] = {}
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for kind in vars(importlib.import_module(module.name)).values():
            if isinstance(kind, type) and issubclass(kind, Record) and kind.__module__ == module.name:
                found[spec_of(kind).plural] = kind
    return found


def _of_package(name: str) -> type[Frozen]:
    ours = beside_the_three()
    if name in ours:
        return ours[name]
    shipped = {point.name: point for point in entry_points(group=GROUP)}
    if name not in shipped:
        known = ", ".join(sorted({*BUILT_IN, *ours, *shipped}))
        raise DeclarationError(
            f"there is no record type {briefly(name)}; there is {known}. One of your own is a class, "
            "file.py:Name, or a .toml or .json file."
        )
    try:
        found: type[Frozen] = shipped[name].load()
    except Exception as error:  # noqa: BLE001 - whatever the package does when it is imported
        raise DeclarationError(f"the record type {name!r} cannot be loaded: {error!r}") from None
    return found


_loading = Lock()


def _loaded(path: Path) -> ModuleType:
    """The module of a file, under a name of its own so that its annotations are found again.

    A file that has not changed gives the same classes again.

    Raises:
        DeclarationError: It cannot be loaded.
    """
    with boundary(path, DeclarationError, "Give it as file.py:Name."):
        opened(path).close()  # Python would wait for a pipe without end
        written = path.stat().st_mtime_ns
        name = f"partyx_records_{path.stem}_{sha256(str(path.resolve()).encode()).hexdigest()[:12]}_{written}"
        with _loading:
            return sys.modules.get(name) or _run(path, name)


def _run(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise DeclarationError(f"{path}: is no Python file. Give it as file.py:Name.")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException as error:
        del sys.modules[name]
        if isinstance(error, DeclarationError) or not isinstance(error, Exception):
            raise
        raise DeclarationError(f"{path}: cannot be loaded: {error!r}") from None
    return module


def _of_module(module: ModuleType, name: str, text: str) -> type[Frozen]:
    found = getattr(module, name, None)
    if not (isinstance(found, type) and issubclass(found, Record)):
        known = [
            it.__name__ for it in vars(module).values() if isinstance(it, type) and issubclass(it, Record)
        ]
        others = ", ".join(one for one in known if one != "Record") or "none"
        raise DeclarationError(f"{text}: there is no record type {name!r} in it; there is {others}.")
    return found
