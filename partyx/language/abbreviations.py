"""The closed tables of abbreviations, one a field, and what they stand for.

Field-scoped because the same letters mean different things: "CB" counted beside "ĐV" is "cán bộ", and
"TU" in a document's code (49-QĐ/TU) is never touched here. A table is closed: letters that are not in
it are left as they are printed, never guessed. The tables are in ``vi/abbreviations.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from partyx.language.lexicon import entries

if TYPE_CHECKING:
    from collections.abc import Mapping

Field = Literal["organisation", "title", "unit"]
"""Where a text stands: the name of an organisation, a person's title, or the thing a figure counts."""

_ROLES: dict[Field, tuple[str, ...]] = {
    "organisation": ("abbreviations.organisations",),
    "title": ("abbreviations.titles", "abbreviations.organisations"),
    "unit": ("abbreviations.units",),
}


@cache
def abbreviations(field: Field) -> Mapping[str, str]:
    """The abbreviations of a field as they are printed, and what each stands for."""
    listed = (entry for role in _ROLES[field] for entry in entries(role))
    return {form: str(entry.value) for entry in listed for form in entry.forms}


_EDGE_LEFT = r"(?<![\w/&.])"
_EDGE_RIGHT = r"(?![\w&]|/\w)"


@cache
def _pattern(field: Field) -> re.Pattern[str]:
    keys = sorted(abbreviations(field), key=len, reverse=True)
    return re.compile(_EDGE_LEFT + "(?:" + "|".join(map(re.escape, keys)) + ")" + _EDGE_RIGHT)


@lru_cache(maxsize=1024)
def write_out(text: str, field: Field) -> str:
    """Write the abbreviations of one field out: "BTV Huyện ủy" is "Ban Thường vụ Huyện ủy".

    Letters inside a document's code ("49-QĐ/TW") are not touched, and those that a bracket only introduces
    are left out: "Ủy ban Kiểm tra (UBKT) Tỉnh ủy".
    """
    table = abbreviations(field)
    pieces, done = [], 0
    for match in _pattern(field).finditer(text):
        written, (start, end) = table[match[0]], match.span()
        if text.startswith(")", end) and text[done:start].lower().endswith(f"{written} (".lower()):
            pieces.append(text[done : start - len(" (")])
            done = end + 1
        else:
            pieces += (text[done:start], written)
            done = end
    return "".join((*pieces, text[done:]))


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _toned(vowels: str) -> str:
    return "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in _TONES)


# The tone stands on the second vowel of "oa", "oe", "uy"; not after q, where u is no vowel.
_OLD_TONE = re.compile(
    rf"(?<!q)(?:o[{_toned('ae')}]|u[{_toned('y')}])(?![^\W\d_])",
    re.IGNORECASE,
)


def _modern(match: re.Match[str]) -> str:
    second = unicodedata.normalize("NFD", match[0][1])
    return unicodedata.normalize("NFC", match[0][0] + second[1]) + second[0]


@lru_cache(maxsize=1024)
def modern_tones(text: str) -> str:
    """Put the tone where the newer spelling has it, for showing: "Uỷ" is "Ủy", "khoá" is "khóa".

    Only at the end of a syllable; "quý" and closed syllables ("hoàng") are spelled one way only.
    """
    return _OLD_TONE.sub(_modern, text)
