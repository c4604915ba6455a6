r"""Patterns whose words are in the files of ``vi/``: ``pattern(r"<meetings.names> \d+")``.

A pattern is for folded text (:func:`~partyx.language.fold.fold_in_place`): lower case, one spelling, single
blanks. ``<concept.role>`` stands for any word with that role, as a whole word, the longest that fits;
``<a.b|c.d>`` for any word with one of several roles; ``<+a.b>`` lets the word stand right behind digits
("15ha"), and on the side of a tilde, as in ``<~a.b~>``, it may touch letters too ("TW" in "NQTW4"). A pattern
is compiled when it is first used.

Python tries the branches of an alternation one by one at every position. A prefix tree with one branch a
first letter, its word boundary checked behind that letter, lets it skip: 120 phrases over a 3,000-character
article take 0.12 ms, where the plain alternation takes 1.4 ms.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from partyx.language.lexicon import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_ROLES = re.compile(r"<(?P<before>[+~])?(?P<roles>[a-z_]+\.[a-z_]+(?:\|[a-z_]+\.[a-z_]+)*)(?P<after>~)?>")
ENDS = r"(?![^\W_])"
"""Where a word ends."""


class Pattern:
    """A regular expression whose words come from the lexicon.

    Attributes:
        source: As it was written, with ``<concept.role>`` for words.
    """

    made: list[Pattern] = []  # noqa: RUF012 - every pattern, so that tests can ask each for its roles

    def __init__(self, source: str) -> None:
        """Keep the source; nothing is compiled."""
        self.source = source
        Pattern.made.append(self)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression with its words put in."""
        return re.compile(_ROLES.sub(_expression, self.source))

    @property
    def roles(self) -> set[str]:
        """The roles it asks for."""
        return {role for group in _ROLES.finditer(self.source) for role in group["roles"].split("|")}

    # Bound when first asked for: then they cost what the compiled pattern's own methods do.

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """As of a compiled pattern."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """As of a compiled pattern."""
        return self.compiled.fullmatch

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """As of a compiled pattern."""
        return self.compiled.search

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """As of a compiled pattern."""
        return self.compiled.finditer


def pattern(source: str) -> Pattern:
    """Make a pattern for folded text, with ``<concept.role>`` for any word of that role."""
    return Pattern(source)


_WORD_CHARACTER = {None: r"[^\W_]", "+": r"[^\W\d_]", "~": ""}
"""By the sign before a role: what may not stand before its words."""


def _expression(group: re.Match[str]) -> str:
    roles = group["roles"].split("|")
    if group["before"] is None and group["after"] is None:
        return any_word(*roles)
    before = _WORD_CHARACTER[group["before"]]
    return any_phrase(phrases(*roles), before=before, ends=group["after"] is None)


@cache
def any_word(*roles: str) -> str:
    """The expression of any word with one of the roles."""
    return any_phrase(phrases(*roles))


class _Node(dict[str, "_Node"]):
    """Next character to node; ``last`` when a phrase may end here."""

    last: bool = False


def any_phrase(listed: Iterable[str], *, before: str = r"[^\W_]", ends: bool = True) -> str:
    """The expression of any of the phrases, the longest first. They are folded.

    Args:
        listed: The phrases.
        before: The class of characters that may not stand before a phrase; "" for none.
        ends: Whether a word has to end where a phrase ends.
    """
    root = _Node()
    for phrase in sorted(listed):
        node = root
        for character in phrase:
            node = node.setdefault(character, _Node())
        node.last = True
    branches = (
        re.escape(first)
        + (rf"(?<!{before}{re.escape(first)})" if before and first.isalnum() else "")
        + _branches(first, child, ends=ends)
        for first, child in root.items()
    )
    return "(?:" + "|".join(branches) + ")"


def _branches(reached: str, node: _Node, *, ends: bool) -> str:
    """What may follow the character that was reached: longer phrases before the end of this one."""
    parts = [re.escape(one) + _branches(one, child, ends=ends) for one, child in node.items()]
    if node.last:
        parts.append(ENDS if ends and reached.isalnum() else "")
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


class Behind:
    """Words that end right before a place, looked up by the last of them.

    A pattern that has to end where a name or a figure starts would be tried at every character before it.
    Most places have no such word before them, and one look at the last word tells.
    """

    def __init__(self, *roles: str) -> None:
        """Keep the roles; nothing is read."""
        self.roles = roles

    @cached_property
    def _by_last(self) -> dict[str, list[str]]:
        """The last word of each phrase to the phrases, the longest first."""
        table: dict[str, list[str]] = {}
        for phrase in sorted(phrases(*self.roles), key=len, reverse=True):
            table.setdefault(_last_word(phrase), []).append(phrase)
        return table

    def start(self, folded: str, end: int, low: int = 0) -> int | None:
        """Where the longest of the words that end at ``folded[end]`` starts, not before ``low``, or None."""
        for phrase in self._by_last.get(_last_word(folded[max(0, low, end - _LONGEST_WORD) : end]), ()):
            start = end - len(phrase)
            if start < low or not folded.startswith(phrase, start):
                continue
            if start == 0 or not (phrase[0].isalnum() and folded[start - 1].isalnum()):
                return start
        return None


@lru_cache(maxsize=1024)
def _last_word(text: str) -> str:
    """The last word of a short text, with its marks. Several cues ask at one place: it is remembered."""
    last = _LAST.search(text)
    return last[0] if last else ""


_LAST = re.compile(r"\w*\W*\Z")
_LONGEST_WORD = 16
"""Characters of the longest last word with its marks; a syllable has at most seven letters."""
