"""One spelling for Vietnamese text that is to be compared, never for text that is to be shown.

What folds together, and what never does:

=====================  =====================================================================
composition            NFD and NFC; "Ð" (U+00D0), typed for "Đ" (U+0110) by old editors
white space            every kind, line ends included, runs to one U+0020
no width               U+200B, soft hyphens, direction marks, joiners: taken out
punctuation            every quote mark to ``"``, every dash to ``-``, "…" to "..."
case                   ``str.casefold``
tone placement         hòa = hoà, ủy = uỷ, thúy = thuý, khỏe = khoẻ, gìa = già, qúa = quá
y and i                in open syllables after h, k, l, m, s, t, v and qu: lý = lí, kỹ = kĩ,
                       mỹ = mĩ, công ty = công ti, quý = quí, quy định = qui định
**never**              diacritics (Đồng is not Đông), digits, a bare y or i ("ý", "y tế",
                       "quý I"), closed syllables ("quyết"), the separators of numbers
=====================  =====================================================================

"quý" and "quí" are the same word in two spellings and fold together. A bare "y" is left alone because
Roman numerals are bare i's: "quý I" must not meet "quý Y". The names Vy and Vi, two names, meet too;
that is the price of sỹ = sĩ and vỹ = vĩ, and it never joins two figures.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_QUOTES = "\"'`´‘’‚‛“”„‟‹›«»′″‵‶ʹʺʻʼʽˋˊ＂＇「」『』〝〞〟"
_DASHES = "-‐‑‒–—―⁃−﹘﹣－"
_NO_WIDTH = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_ONE_KIND = dict.fromkeys(_QUOTES, '"') | dict.fromkeys(_DASHES, "-") | {"ð": "đ", "…": "..."}
_SEVERAL_KINDS = re.compile("[" + "".join(map(re.escape, _ONE_KIND)) + "]")
_CHANGES_LENGTH = re.compile(f"[{_NO_WIDTH}…]")
_WITHOUT_WIDTH = re.compile(f"[{_NO_WIDTH}]")
_JOINS_THE_ONE_BEFORE = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")
_LONGEST_CLUSTER = 32
"""Characters normalised together. Real clusters have at most 3; without a limit 16,000 marks on one
letter take a second, since sorting marks is quadratic in CPython."""

_LEVEL = "aeiouy"
_TONES = {"\u0300": "àèìòùỳ", "\u0301": "áéíóúý", "\u0309": "ảẻỉỏủỷ", "\u0303": "ãẽĩõũỹ", "\u0323": "ạẹịọụỵ"}
_TONE_OF = {
    letter: (plain, tone)
    for tone, letters in _TONES.items()
    for letter, plain in zip(letters, _LEVEL, strict=True)
}
_TONED_O = "òóỏõọ"
_TONED_U = "ùúủũụ"
_TONED_I = "ìíỉĩị"
_MISPLACED = re.compile(
    # One set of first letters, then the cases: an alternation of sets takes six times as long.
    rf"[{_TONED_O}{_TONED_U}{_TONED_I}]"
    rf"(?:(?<=[{_TONED_O}])[ae]|(?<=[{_TONED_U}])y|(?<=q[{_TONED_U}])[aâeêiơ]"
    rf"|(?<=\bg[{_TONED_I}])(?:a|[ou](?=[bcdđghklmnpqrstvx]|(?![^\W\d_]))))"
)
_OPEN_Y = re.compile(r"[yỳýỷỹỵ](?![^\W\d_])(?:(?<=(?<![^\W\d_])[hklmstv].)|(?<=(?<![^\W\d_])qu.))", re.DOTALL)
_Y_TO_I = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))
# One set of first characters: an alternation is tried at every character, three times as slow.
_WIDE_SPACE = re.compile(r"\s(?:(?<! )\s*|\s+)")
_WORDS = re.compile(r"\S+\s*|\s+")
_DIGITS = re.compile(r"\d+")


def _one_kind(text: str) -> str:
    return _SEVERAL_KINDS.sub(lambda match: _ONE_KIND[match[0]], text)


@lru_cache(maxsize=256)
def _move_tone(vowels: str) -> str:
    """Move the tone to the vowel after it, where the two spellings meet: "òa" to "oà"."""
    plain, tone = _TONE_OF[vowels[0]]
    return plain + unicodedata.normalize("NFC", vowels[1] + tone)


def _spell(text: str) -> str:
    """Settle tone placement and y/i. Changes no length."""
    return _OPEN_Y.sub(
        lambda match: _Y_TO_I[match[0]], _MISPLACED.sub(lambda match: _move_tone(match[0]), text)
    )


def _cluster_starts(text: str) -> list[int]:
    """Where the pieces start that normalise independently of each other."""
    starts: list[int] = []
    for index, character in enumerate(text):
        joins = unicodedata.category(character)[0] == "M" or _JOINS_THE_ONE_BEFORE.match(character)
        if not starts or not joins or index - starts[-1] >= _LONGEST_CLUSTER:
            starts.append(index)
    return starts


def _fold_cluster(cluster: str) -> str:
    """Canonical caseless form of one cluster (Unicode D145), then one kind of quote and dash."""
    caseless = unicodedata.normalize("NFD", cluster).casefold()
    return _one_kind(unicodedata.normalize("NFC", caseless))


def _clusters(text: str) -> tuple[list[str], list[int]]:
    """Fold cluster by cluster, which is right for any text: pieces, and an offset a character."""
    kept = [index for index, character in enumerate(text) if not _WITHOUT_WIDTH.match(character)]
    bare = "".join(text[index] for index in kept)
    pieces: list[str] = []
    offsets: list[int] = []
    for start, end in pairwise([*_cluster_starts(bare), len(bare)]):
        piece = _fold_cluster(bare[start:end])
        pieces.append(piece)
        offsets += [kept[start]] * len(piece)
    return pieces, offsets


def _characters(text: str) -> tuple[str, list[int]]:
    """Fold line by line, word by word where a line needs it, cluster by cluster where a word does.

    One "…" in 25,000 characters would cost 70 ms if all went by cluster; so it costs 1 ms.
    """
    folded: list[str] = []
    offsets: list[int] = []
    start = 0
    for line in text.splitlines(keepends=True):
        for part in [line] if _one_to_one(line) is not None else _WORDS.findall(line):
            same_length = _one_to_one(part)
            if same_length is None:
                pieces, places = _clusters(part)
                folded += pieces
                offsets += [start + place for place in places]
            else:
                folded.append(same_length)
                offsets += range(start, start + len(part))
            start += len(part)
    return "".join(folded), [*offsets, len(text)]


def _one_to_one(text: str) -> str | None:
    """The folded characters when no character changes the length, else None. The fast way."""
    if _CHANGES_LENGTH.search(text) or not unicodedata.is_normalized("NFC", text):
        return None
    folded = text.casefold()
    if len(folded) != len(text) or not unicodedata.is_normalized("NFC", folded):
        return None
    return _one_kind(folded)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Fold, and keep where every folded character came from.

    Returns:
        The folded text, and a list one longer than it: folded index to index in ``text``, never
        falling, its last entry ``len(text)``.
    """
    characters = _one_to_one(text)
    offsets: list[int]
    if characters is None:
        characters, offsets = _characters(text)
    else:
        offsets = list(range(len(text) + 1))
    spelled = _spell(characters)
    pieces: list[str] = []
    kept: list[int] = []
    done = 0
    for run in _WIDE_SPACE.finditer(spelled):
        pieces += (spelled[done : run.start()], " ")
        kept += offsets[done : run.start() + 1]
        done = run.end()
    return "".join((*pieces, spelled[done:])), kept + offsets[done:]


def _fold(text: str) -> str:
    characters = _one_to_one(text)
    if characters is None:
        return fold_with_offsets(text)[0]
    return _WIDE_SPACE.sub(" ", _spell(characters))


_fold_short = lru_cache(maxsize=4096)(_fold)


_SHORT = 256
"""Texts up to this length are remembered: names and labels come back many times, articles do not."""


def fold(text: str) -> str:
    """The one spelling of ``text`` for comparison. Folding twice changes nothing more."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def fold_in_place(text: str) -> str:
    """``text`` folded character by character, every character at its place.

    As :func:`fold`, but white space, "…" and what has no width stay as they are, and a letter that would
    become two is left alone. ``text`` is in NFC, as an article's view is.
    """
    folded = text.casefold()
    if len(folded) != len(text):
        folded = "".join(small if len(small := one.casefold()) == 1 else one for one in text)
    kinds = _SEVERAL_KINDS.sub(lambda match: "…" if match[0] == "…" else _ONE_KIND[match[0]], folded)
    return _spell(kinds)


def unmarked(text: str) -> str:
    """A folded text without diacritics: only to tell confusable names apart, never to equate words."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(one for one in decomposed if unicodedata.category(one) != "Mn").replace("đ", "d")


def bare(text: str) -> str:
    """The letters a to z of a text without any mark, for what is written so: addresses of pages."""
    return "".join(letter for letter in unmarked(text.casefold()) if "a" <= letter <= "z")


def same(a: str, b: str) -> bool:
    """Whether two texts are the same words in different spelling; outer white space is no matter."""
    return fold(a).strip() == fold(b).strip()


def digits(text: str) -> tuple[str, ...]:
    """The digit strings of a text, in order. Two texts in which they differ never match."""
    return tuple(_DIGITS.findall(text))
