"""Which of two labels for one figure: the one cut out of the sentence, or the one a model wrote.

Neither reader is better. On eight real articles that the rules had not seen, a 1.5B model's labels earned
0.77 of their cells and those the rules then cut 0.72, on the fifteen written ones 0.78 and 0.79; the better
one of each pair would earn 0.91 on both. The model drops what it thinks is detail ("tổ chức đảng" for "tổ
chức đảng được giám sát"), the rules keep what is none ("tỷ lệ đảng viên dao động"). So the model is believed
where it only tidies: it may add what the sentence says and words that name nothing, and leave out who, when
and how much; from a faulty label a few words more. That gave 0.81 and 0.82.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases

LONGEST = 14
"""Words of a label: 90 % in the gold of the five real articles have no more; longer ones drag along."""

SLACK = 3
"""Words that a faulty label may lose without a reason. 0 to 4 of them gave 0.77, 0.80, 0.80, 0.81, 0.81 on
the eight real articles and 0.80, 0.81, 0.81, 0.82, 0.83 on the written ones."""

_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\d+|[=<>&]")
"""What no label needs, but for the "70" of "Huy hiệu 70 năm tuổi Đảng"."""


_SHARE = pattern(r"<labels.share>")


@cache
def _syllables(*roles: str) -> frozenset[str]:
    return frozenset(syllable for phrase in phrases(*roles) for syllable in phrase.split())


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a figure beside its label.

    Attributes:
        unit: What it counts; None when nothing is said.
        named: People, bodies, places and dates of the sentence: fields of their own.
        said: The sentence.
        others: The labels of the sentence's other figures.
    """

    unit: str | None
    named: tuple[str, ...] = ()
    said: str = ""
    others: tuple[str, ...] = ()


def choose_label(cut: str, written: str, setting: Setting) -> str:
    """Choose between two labels of one figure.

    Args:
        cut: Out of the sentence, by rule.
        written: By a model.
        setting: What is known of the figure.

    Returns:
        One of the two.
    """
    old, new, counted = set(_words(cut)), set(_words(written)), set(_words(setting.unit or ""))
    if (
        not _usable(cut, written, setting.unit)
        or _turned(old, new)
        or _of_another(old | counted, new, setting)
    ):
        return cut
    if (
        new - set(_words(setting.said)) - old - counted - _syllables("labels.empty", "labels.share")
    ):  # a word of its own
        return cut
    if old <= counted:  # it names the thing and nothing of it: there is nothing to lose
        return cut if new & counted and not counted <= new else written
    lost = set(_words(_without(setting.named, cut))) - new - _syllables("labels.empty", "labels.money")
    slack = SLACK if _faulty(cut, setting.unit) else 0
    return written if (_is_share(written) or counted <= new) and len(lost) <= slack else cut


def _usable(cut: str, written: str, unit: str | None) -> bool:
    """Whether a model's label may stand: of a share for a share only, and with no figure of its own."""
    words = _words(written)
    if not words or len(words) > LONGEST or set(_FIGURE.findall(written)) - set(_FIGURE.findall(cut)):
        return False
    if unit == "%" or _is_share(written):
        return _is_share(written) and (unit == "%" or _is_share(cut))
    return not set(words[:2]) <= _syllables("labels.money")


def _turned(old: set[str], new: set[str]) -> bool:
    """Whether the new label says the contrary, or another way."""
    ways = _syllables("labels.ways")
    return bool((old ^ new) & _syllables("labels.turns")) or bool((old - new) & ways and (new - old) & ways)


def _of_another(old: set[str], new: set[str], setting: Setting) -> bool:
    """Whether the new label says all that another figure's does, and the old one did not."""
    others = (set(_words(label)) - _syllables("labels.empty") for label in setting.others)
    return any(label <= new and not label <= old for label in others)


def _without(names: tuple[str, ...], label: str) -> str:
    """A label without names, the longest first: "ủy ban kiểm tra huyện ủy kiểm tra" keeps its "kiểm tra"."""
    text = fold(label)
    for name in sorted(map(fold, names), key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _faulty(label: str, unit: str | None) -> bool:
    """Whether a label says too much: figures or markup, a long tail, what is counted twice."""
    words, counted = Counter(_words(label)), _words(unit or "")
    twice = bool(counted) and unit != "%" and all(words[word] > 1 for word in counted)
    return bool(_FIGURE.search(label)) or words.total() > LONGEST or twice


def _is_share(label: str) -> bool:
    return _SHARE.match(fold(label).lstrip()) is not None


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))
