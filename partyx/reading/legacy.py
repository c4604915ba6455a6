"""Vietnamese in the encodings before Unicode (TCVN3, VNI, VIQR), in UTF-7, and in UTF-8 encoded twice.

All of them reach a program as text of the wrong letters: bytes read as Windows-1252, the text of a document
in a font such as .VnTime or VNI-Times, or plain ASCII. Each is tried, and the one that makes Vietnamese
syllables of the words wins; a text that is Vietnamese already is not touched.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from partyx.language.encodings import table
from partyx.language.letters import VIETNAMESE
from partyx.language.syllables import sample_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TCVN3: Final = str.maketrans(dict(table("tcvn3")))
_LONE_GUILLEMET = re.compile(r"(?<!\S)»(?!\S)")


def _of_both_cases(letters: Mapping[str, str]) -> Mapping[str, str]:
    """A table of small letters with the capitals as well; of two signs the second may be of either case."""
    return {
        printed: meant if printed[0] == small[0] else meant.upper()
        for small, meant in letters.items()
        for printed in (small, small[0].upper() + small[1:], small.upper())
    }


_VNI: Final = _of_both_cases(table("vni"))
_VNI_UNIT = re.compile(
    f"[{''.join(sorted({unit[0] for unit in _VNI if len(unit) > 1}))}]"
    f"[{''.join(sorted({unit[1] for unit in _VNI if len(unit) > 1}))}]"
    f"|[{''.join(unit for unit in _VNI if len(unit) == 1)}]"
)
_VIQR_UNIT = re.compile(
    r"\\(.)|[dD][dD]|[aAeEoO]\^[`'?~.]?|[aA]\([`'?~.]?|[oOuU][+*][`'?~.]?|[aAeEiIoOuUyY][`'?~.]"
)
_VIQR: Final = _of_both_cases(table("viqr"))
_VIQR_MARKS: Final = table("viqr", "marks")
_VIQR_SIGN = re.compile(r"[A-Za-z]{0,20}(?:[aAeEoO]\^|[aA]\(|[oOuU]\+|dd|DD|Dd)[`'?~.]?")
_UTF7_UNIT = re.compile(r"\+(?:[A-Za-z0-9+/]{2,400}-?|-)")
_VIQR_LEAST = 0.08
"""Signs a word: VIQR writes one in every third word, an English text next to none."""

_BEYOND = r"\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
"""What Windows-1252 has above U+00FF, to stand in a character class."""

_HIGH = re.compile(rf"[\x80-\xff{_BEYOND}]+")
"""Letters that bytes above 127 become when they are read as Windows-1252."""

_TELLING = re.compile(rf"[\x80-\x9f\xa1-\xac\xae-\xff{_BEYOND}]")
"""Those of them that pages do not print as well for blanks and between syllables."""

_TWICE = re.compile(rf"[\u00c2-\u00f4][\x80-\xbf{_BEYOND}]")
_OFTEN: Final = VIETNAMESE | frozenset("–—“”‘’…•\xa0°")
"""Letters and marks that a text of old letters shares with one that is read right."""

_UNICODE = re.compile(r"[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u1ea0-\u1ef9]")
"""Vietnamese letters that no byte becomes: a line that has one is Unicode already."""

_ODD = re.compile(
    r"[\x80-\x9f\xa1-\xaf\xb1-\xbf\xc4-\xc7\xcb\xce\xcf\xd0\xd1\xd6\xd7\xd8\xdb\xdc\xde\xdf\xe4-\xe7\xeb\xee\xef\xf0\xf1\xf6-\xf8\xfb\xfc\xfe\xff"
    r"\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc]"
)
"""Letters that old encodings need and Vietnamese has not, apart from quotes and dashes."""

_ENOUGH = 0.9
_MOST_FOREIGN = 0.05
"""Share of marked words up to which a text may be VIQR, which has none."""
_LEAST_WORDS = 3
_MOST_ENCODINGS = 3
_BROKEN_SHARE = 0.08
_BROKEN_WORD = re.compile(
    # A sign in the middle of a word; or the first two bytes of a letter of UTF-8, read as Windows-1252.
    r"[^\W\d_][?\ufffd¶§©®¸·»«¼½¾¹º¿¡¢£¤¥¦¨ª¬±²³´µ×÷‹›€™†‡‰][^\W\d_]|[?\ufffd][^\W\d_]|[^\W\d_]\ufffd"
    rf"|[\xc2-\xc4\xc6\xe1][\x80-\xac\xae-\xbf{_BEYOND}]"
)


class Mended(NamedTuple):
    """A text in Unicode, and what it was written in; None when nothing was changed."""

    text: str
    encoding: str | None


def mend(text: str) -> Mended:
    """Turn a text of the wrong letters into Unicode."""
    if _UNICODE.search(text) and not _ODD.search(text):
        return Mended(text, None)
    words = words_of(text)
    if words.marked <= _MOST_FOREIGN * words.total:
        return _from_utf7(text) or _from_viqr(text)
    doubtful = "\n".join(line for line in sample_of(text).split("\n") if _is_doubtful(line))
    if not doubtful:
        return Mended(text, None)
    once = _decoded_twice(text)
    if once is not None:
        return Mended(once, "utf-8, encoded twice")
    scores = {name: _score(decode(doubtful)) for name, decode in _ENCODINGS.items()}
    best = max(scores, key=scores.__getitem__)
    if scores[best] < _ENOUGH:
        return Mended(text, None)
    decode, whole = _ENCODINGS[best], words.share < _ENOUGH
    lines = (
        decode(line) if _is_doubtful(line) or (whole and not _UNICODE.search(line)) else line
        for line in text.split("\n")
    )
    return Mended("\n".join(lines), best)


def _is_doubtful(line: str) -> bool:
    """Whether a line has letters of old encodings and too few Vietnamese words for them to be in place.

    Where as many letters are of no old encoding, they are in place: "Có 104¹ chi bộ".
    """
    found, placed = _TELLING.findall(line), len(_UNICODE.findall(line))
    if not found or (placed and placed >= sum(letter not in _OFTEN for letter in found)):
        return False
    return words_of(line).share < _ENOUGH


def is_broken(text: str) -> bool:
    """Whether the letters of a text are lost: replaced by question marks, or of some unknown encoding."""
    sample = sample_of(text)
    broken = sum(1 for _ in _BROKEN_WORD.finditer(sample))
    return broken >= _LEAST_WORDS and broken > _BROKEN_SHARE * (sample.count(" ") + sample.count("\n") + 1)


def from_tcvn3(text: str) -> str:
    """The letters of ABC fonts; a guillemet between blanks is one, and no letter."""
    return "»".join(part.translate(_TCVN3) for part in _LONE_GUILLEMET.split(text))


def from_vni(text: str) -> str:
    """The letters of VNI fonts."""
    return _VNI_UNIT.sub(lambda match: _VNI.get(match[0], match[0]), text)


def from_viqr(text: str) -> str:
    """What VIQR spells with signs behind the letters; a backslash keeps a sign as it is."""

    def letter(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        printed = match[0]
        if printed in _VIQR:
            return _VIQR[printed]
        return unicodedata.normalize("NFC", printed[0] + "".join(_VIQR_MARKS[sign] for sign in printed[1:]))

    return _VIQR_UNIT.sub(letter, text)


_ENCODINGS: Final[Mapping[str, Callable[[str], str]]] = {"tcvn3": from_tcvn3, "vni": from_vni}


def _score(text: str) -> float:
    """The share of the marked words that are syllables, less what is left of letters of old encodings."""
    words = words_of(text)
    if words.marked < _LEAST_WORDS:
        return 0.0
    left = sum(character not in _OFTEN for run in _HIGH.findall(text) for character in run)
    return words.share - left / words.marked


def _decoded_twice(text: str) -> str | None:
    """The text with every run that is UTF-8 read as Windows-1252 read again; None where none is."""
    mended = text
    for _ in range(_MOST_ENCODINGS):
        if len(_TWICE.findall(sample_of(mended))) < _LEAST_WORDS:
            break
        again = _HIGH.sub(_decoded_run, mended)
        if again == mended:
            break
        mended = again
    return mended if mended != text and words_of(mended).share > words_of(text).share else None


def _decoded_run(match: re.Match[str]) -> str:
    try:
        return b"".join(map(_as_byte, match[0])).decode("utf-8")
    except UnicodeError:
        return match[0]


def _as_byte(character: str) -> bytes:
    """The byte that Windows-1252 reads as a letter; five bytes it has no letter for stay as they are."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _from_utf7(text: str) -> Mended | None:
    """The letters that old mail programs wrote as base64 between signs."""
    if sum(1 for _ in _UTF7_UNIT.finditer(sample_of(text))) < _LEAST_WORDS:
        return None
    decoded = _UTF7_UNIT.sub(_utf7_run, text)
    words = words_of(decoded)
    found = words.share >= _ENOUGH and words.marked > _MOST_FOREIGN * words.total
    return Mended(decoded, "utf-7") if found else None


def _utf7_run(match: re.Match[str]) -> str:
    try:
        return match[0].encode("ascii").decode("utf-7")
    except UnicodeError:
        return match[0]


def _from_viqr(text: str) -> Mended:
    sample = sample_of(text)
    signs = sum(1 for _ in _VIQR_SIGN.finditer(sample))
    if signs < _LEAST_WORDS or signs < _VIQR_LEAST * len(sample.split()):
        return Mended(text, None)
    decoded = from_viqr(text)
    return Mended(decoded, "viqr") if words_of(decoded).share >= _ENOUGH else Mended(text, None)
