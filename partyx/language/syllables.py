"""Whether words are Vietnamese: the syllables that the language can have, and how many words are such."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from partyx.language.letters import TONES

_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|"
_OPEN = (
    "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ia|iê|yê|ua|uô|ưa|ươ|oa|oă|oe|oo|uâ|uê|uy|uyê|uya|uơ|ai|ao|au|ay|âu|ây|eo|êu|iêu|yêu"
    "|iu|oi|ôi|ơi|ui|uôi|ưi|ươi|ươu|ưu|oai|oay|oao|oeo|uây|uyu|uêu"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})(?:{_OPEN})(?:ch|ng|nh|c|k|m|n|p|t)?")
_TAG = re.compile(r"<[^<>]{1,4000}>|&[a-z]{2,8};")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
"""Characters looked at, at the start and in the middle each: enough to be sure, whatever the length."""


class Words(NamedTuple):
    """How many words a text has, how many have a letter outside ASCII, how many of these are syllables."""

    total: int
    marked: int
    valid: int

    @property
    def share(self) -> float:
        """The share of the marked words that are Vietnamese syllables."""
        return self.valid / self.marked if self.marked else 0.0


@lru_cache(maxsize=8_192)
def is_syllable(word: str) -> bool:
    """Whether a word is a syllable that Vietnamese can have, with at most one tone."""
    folded = unicodedata.normalize("NFD", word.casefold())
    if sum(folded.count(tone) for tone in TONES) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(letter for letter in folded if letter not in TONES))
    return _SYLLABLE.fullmatch(bare) is not None


def words_of(text: str) -> Words:
    """Count the words of a text, of its beginning and its middle where it is long."""
    words = _WORD.findall(unicodedata.normalize("NFC", sample_of(text)))
    marked = [word for word in words if not word.isascii()]
    return Words(len(words), len(marked), sum(map(is_syllable, marked)))


def sample_of(text: str) -> str:
    """The beginning and the middle of a text, of a page those of what it shows."""
    if "</" in text:
        text = _TAG.sub(" ", _without_scripts(text))
    if len(text) <= 2 * _SAMPLE:
        return text
    middle = len(text) // 2
    return f"{text[:_SAMPLE]}\n{text[middle : middle + _SAMPLE]}"


def _without_scripts(markup: str) -> str:
    """A page without what stands in its scripts and styles."""
    kept, position = [], 0
    for name in ("script", "style"):
        while (start := markup.find(f"<{name}", position)) >= 0 and (
            end := markup.find(f"</{name}", start)
        ) >= 0:
            kept.append(markup[position:start])
            position = end
        markup = "".join(kept) + markup[position:]
        kept, position = [], 0
    return markup
