"""Many phrases as one fast pattern, for text in lower case.

Python tries the branches of an alternation one by one at every position. A prefix tree with one branch a
first letter, its word boundary checked behind that letter, lets it skip: 120 phrases over a 3,000-character
article take 0.12 ms, where the plain alternation takes 1.4 ms.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Node(dict[str, "_Node"]):
    """Next character to node; ``last`` when a phrase may end here."""

    last: bool = False


def _tree(phrases: Iterable[str]) -> _Node:
    root = _Node()
    for phrase in phrases:
        node = root
        for character in phrase:
            node = node.setdefault(character, _Node())
        node.last = True
    return root


def _branches(node: _Node) -> str:
    parts = [re.escape(character) + _branches(child) for character, child in node.items()]
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and not node.last else "(?:" + "|".join(parts) + ")"
    return body + "?" if node.last else body


def any_phrase(phrases: Iterable[str]) -> str:
    """Compile to the pattern of any of ``phrases`` as whole words, the longest first.

    Meant for text in lower case (see :func:`lower`), with phrases in lower case.
    """
    starts = (
        re.escape(first) + rf"(?<![^\W_]{re.escape(first)})" + _branches(child)
        for first, child in _tree(phrases).items()
    )
    return "(?:" + "|".join(starts) + r")(?![^\W_])"


def at_word_starts(patterns: Iterable[str]) -> str:
    """Compile to the pattern of any of ``patterns`` where a word starts; what may follow is theirs to say.

    Args:
        patterns: Each begins with a plain letter; of those with one letter, the first that fits is taken.
    """
    by_letter: dict[str, list[str]] = {}
    for pattern in patterns:
        by_letter.setdefault(pattern[0], []).append(pattern[1:])
    starts = (rf"{first}(?<![^\W_]{first})(?:{'|'.join(rest)})" for first, rest in by_letter.items())
    return "(?:" + "|".join(starts) + ")"


def spread(forms: str) -> tuple[str, ...]:
    """Write choices out, one form a line: ``spread("{|phó }{bí thư|chủ tịch}")`` gives four phrases.

    ``ủy`` is given in its older spelling, ``uỷ``, as well. White space around a line is no matter.
    """
    return tuple(phrase for line in forms.splitlines() if line.strip() for phrase in _spread(line.strip()))


def _spread(form: str) -> list[str]:
    phrases = [""]
    for plain, choices in re.findall(r"([^{}]+)|\{([^{}]*)\}", form):
        options = [plain] if plain else choices.split("|")
        phrases = [phrase + option for phrase in phrases for option in options]
    return phrases + [phrase.replace("ủy", "uỷ") for phrase in phrases if "ủy" in phrase]


def lower(text: str) -> str:
    """``text`` in lower case with every character at its place ("İ", which would become two, is kept)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)
