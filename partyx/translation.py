"""The language in which partyx speaks to people: English, or Vietnamese where the system or the user says so.

``PARTYX_LANGUAGE`` ("en" or "vi") wins; otherwise ``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` are
read as gettext reads them. What is stored (JSON, gold, runs) is the same in every language: words are
translated when they are shown. Errors, too, are raised in English and translated by the command line and the
pages (:mod:`partyx.display.messages`). Catalogues are ordinary gettext files under ``partyx/locale``.
"""

from __future__ import annotations

import gettext
import os
from functools import cache
from importlib.resources import files

ENGLISH = "en"
LANGUAGES = (ENGLISH, "vi")
_MESSAGE = "message"
"""The context (``msgctxt``) of the catalogue's messages that are raised or stored in English."""
_OF = "\x04"
"""What gettext puts between a context and its message."""
_VARIABLES = ("PARTYX_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def language() -> str:
    """The code of the language that is asked for: "en" or "vi"."""
    said = next(filter(None, map(os.environ.get, _VARIABLES)), ENGLISH)
    first = said.split(":")[0].split("_")[0].split(".")[0].split("-")[0].lower()
    return first if first in LANGUAGES else ENGLISH


def tr(message: str, *values: object) -> str:
    """A message in the language that is asked for, its ``{}`` filled with the values.

    Args:
        message: In English: the key of the catalogue. A message that is in no catalogue stays as it is.
        values: What to fill in; a translation may number them ("{1} trong {0}").
    """
    said = _catalogue(language()).gettext(message) if message else ""
    return said.format(*values) if values else said


def trn(one: str, several: str, count: int, *values: object) -> str:
    """A message that counts, in the language that is asked for, which has its own ways to count.

    Args:
        one: In English for one thing.
        several: In English for any other number: with ``one`` the key of the catalogue.
        count: How many there are.
        values: What to fill in for ``{}``; the count alone where nothing is given.
    """
    said = _catalogue(language()).ngettext(one, several, count)
    return said.format(*(values or (f"{count:,}",)))


def told(message: str, *values: object) -> str:
    """A message that was raised or stored in English, in the language that is asked for.

    Args:
        message: One of :func:`messages`.
        values: What to fill in for ``{}``, also where it is nothing.
    """
    return _catalogue(language()).pgettext(_MESSAGE, message).format(*values)


@cache
def messages(code: str) -> tuple[str, ...]:
    """What is raised or stored in English and translated in a language, with ``{}`` for what differs."""
    found = _catalogue(code)
    known = found.all() if isinstance(found, _Catalogue) else {}
    return tuple(key.removeprefix(f"{_MESSAGE}{_OF}") for key in known if key.startswith(f"{_MESSAGE}{_OF}"))


def words(longest: int = 120) -> dict[str, str]:
    """English to the language that is asked for: all that a page may say; empty for English.

    Args:
        longest: Messages with more characters are left out: no page says them.
    """
    found = _catalogue(language())
    known = found.all() if isinstance(found, _Catalogue) else {}
    return {key: said for key, said in known.items() if len(key) <= longest and _OF not in key}


class _Catalogue(gettext.GNUTranslations):
    """A catalogue that can be listed."""

    def all(self) -> dict[str, str]:
        """English to the translation, behind its context where it has one; without those that count."""
        known: dict[object, str] = getattr(self, "_catalog", {})
        return {key: said for key, said in known.items() if isinstance(key, str) and key}


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == ENGLISH:
        return gettext.NullTranslations()
    with files("partyx").joinpath("locale", code, "LC_MESSAGES", "partyx.mo").open("rb") as file:
        return _Catalogue(file)
