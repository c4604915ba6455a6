"""The Vietnamese words that partyx knows, read from the files in ``vi/``: one file a concept.

A file says what it is about, where its words come from and what its roles mean; each entry lists forms, the
roles they have, and perhaps a value::

    about = "What occasions are called."
    source = "Collected from provincial newspapers, 2012 to 2024."

    [roles]
    names = "Announces a meeting where a name of its own follows."

    [[entry]]
    roles = ["names"]
    example = "Sáng 29/9, Tỉnh ủy tổ chức hội nghị sơ kết."
    forms = ["{buổi |cuộc |}{hội nghị|hội thảo}"]

A form in braces stands for each of its choices. Words are kept folded (:mod:`partyx.language.fold`), so one
spelling of each is enough. A role is asked for as "meetings.names"; a file is read when first asked for.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Any

from partyx.language.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLANK = re.compile(r"<([a-z]+)>")
_FORM = re.compile(r"([^{}]+)|\{([^{}]*)\}")
_HEAD = {"about", "source", "roles", "entry"}
_ENTRY = {"forms", "roles", "example", "value", "why"}


class LexiconError(ValueError):
    """A file of words is not as it has to be, or a role is asked for that no file has."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Words with the same roles.

    Attributes:
        forms: Each word or phrase as it is written, choices written out.
        roles: What they are used as.
        value: What they stand for (a number, a full form), or None.
        example: A sentence that uses one of them, or "".
    """

    forms: tuple[str, ...]
    roles: frozenset[str]
    value: Any = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One file of words.

    Attributes:
        about: What the words are.
        source: Where they come from.
        roles: Each role's name and what it means.
        entries: As in the file.
    """

    about: str
    source: str
    roles: Mapping[str, str]
    entries: tuple[Entry, ...] = field(repr=False)


def spread(form: str) -> tuple[str, ...]:
    """Write the choices of a form out.

    >>> spread("{|phó }{bí thư|chủ tịch}")
    ('bí thư', 'chủ tịch', 'phó bí thư', 'phó chủ tịch')
    """
    parts = [[plain] if plain else choices.split("|") for plain, choices in _FORM.findall(form)]
    return tuple("".join(choice) for choice in product(*parts))


@cache
def words(concept: str) -> Words:
    """The words of one concept, the file ``vi/<concept>.toml``.

    Raises:
        LexiconError: When there is no such file, or something in it is not as it has to be.
    """
    name = f"vi/{concept}.toml"
    source = files("partyx.language") / name
    if not source.is_file():
        raise LexiconError(f"{name}: there is no such file of words below partyx/language.")
    return read_words(source.read_text(encoding="utf-8"), name)


def read_words(text: str, name: str) -> Words:
    """Read one file of words.

    Args:
        text: TOML, as the head of this module shows.
        name: What errors call it.

    Raises:
        LexiconError: When something in it is not as it has to be.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: {error}.") from None
    if content.keys() != _HEAD:
        raise LexiconError(f"{name} has to have {', '.join(sorted(_HEAD))}; it has {', '.join(content)}.")
    entries = tuple(_entry(entry, content["roles"], name) for entry in content["entry"])
    if unused := content["roles"].keys() - {role for entry in entries for role in entry.roles}:
        raise LexiconError(f"{name}: no entry has the role {', '.join(sorted(unused))}; delete it.")
    return Words(content["about"], content["source"], content["roles"], entries)


def _entry(entry: Mapping[str, Any], roles: Mapping[str, str], name: str) -> Entry:
    first = (entry.get("forms") or ["?"])[0]
    if unknown := entry.keys() - _ENTRY:
        raise LexiconError(f"{name}, entry of {first!r}: unknown key {', '.join(sorted(unknown))}.")
    if not entry.get("forms") or not entry.get("roles"):
        raise LexiconError(f"{name}, entry of {first!r}: it has to have forms and roles.")
    if undeclared := set(entry["roles"]) - roles.keys():
        raise LexiconError(f"{name}, entry of {first!r}: [roles] does not say what {undeclared} mean.")
    forms = tuple(form for written in entry["forms"] for form in spread(written))
    return Entry(forms, frozenset(entry["roles"]), entry.get("value"), entry.get("example", ""))


@cache
def entries(role: str) -> tuple[Entry, ...]:
    """The entries with a role, "concept.role".

    Raises:
        LexiconError: When no entry has it.
    """
    concept, _, name = role.partition(".")
    found = tuple(entry for entry in words(concept).entries if name in entry.roles)
    if not found:
        raise LexiconError(f"vi/{concept}.toml has no role {name!r}.")
    return found


@cache
def phrases(*roles: str) -> frozenset[str]:
    """All words with any of the roles, folded."""
    return frozenset(fold(form) for role in roles for entry in entries(role) for form in entry.forms)


@cache
def values(*roles: str) -> Mapping[str, Any]:
    """Each word with any of the roles, folded, and what it stands for."""
    return {fold(form): entry.value for role in roles for entry in entries(role) for form in entry.forms}


@cache
def word(role: str) -> str:
    """The only word with a role, as it is written in the file.

    Raises:
        LexiconError: When there are several.
    """
    forms = [form for entry in entries(role) for form in entry.forms]
    if len(forms) != 1:
        raise LexiconError(f"vi/{role.partition('.')[0]}.toml: one word has to have the role {role!r}.")
    return forms[0]


def said(role: str, **parts: object) -> str:
    """The only phrase with a role, what stands in angle brackets in it filled in.

    Parts are put in as they are, whatever stands in them.
    """
    return _BLANK.sub(lambda blank: str(parts[blank[1]]), word(role))


def written(role: str) -> tuple[str, ...]:
    """All words with a role as they are written, in the order of the file: for text that is put together."""
    return tuple(form for entry in entries(role) for form in entry.forms)
