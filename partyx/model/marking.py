"""The article as a model sees it: numbered sentences with an id right behind every mention.

::

    [s7] Đến tháng 9 năm 2023⟨d5⟩, toàn Đảng bộ tỉnh⟨o9⟩ có 817⟨n1⟩ tổ chức cơ sở Đảng

    [s12] Thực hiện tốt công tác bảo mật hồ sơ cán bộ; ⟨b⟩quan tâm chấn chỉnh tác phong

An id names a mention (n a number, d a date, c a document, p a person, o an organisation, x other
digits); a letter in the same brackets starts a clause. Ids map to mentions and sentences to ranges of
``view``, so nothing of what is shown has to be found again, and the text may be escaped freely:

==============================================  ======================================================
in the article                                  shown as
==============================================  ======================================================
``⟨`` ``⟩`` and the escape character ``⧸``      ``⧸o`` ``⧸c`` ``⧸e``
a look-alike id: ``[s1]``, ``<n1>``, ``(d2)``   ``[⧸is1]`` and so on: ``⧸i`` before the letter
a line end or another control character         a space; each sentence is one line
==============================================  ======================================================

Since every shown line starts with its own ``[s…]``, no line of the article can pass for one of ours.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.language.clause import instruction_clauses
from partyx.language.lexicon import word
from partyx.mention import DateReading, Kind, NumberReading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partyx.article import Article, Sentence
    from partyx.mention import Mention, Mentions

_ESCAPES = {"⧸": "⧸e", "⟨": "⧸o", "⟩": "⧸c"}
_SPECIAL = re.compile(
    r"[⧸⟨⟩]|(?<=[\[(<{‹«〈《【「＜［（｛])(?=\s?[a-z]\d{1,6}\s?[\])>}›»〉》】」＞］）｝])", re.IGNORECASE
)
_ESCAPED = re.compile(r"⧸([eoci])")
_RAW = {"e": "⧸", "o": "⟨", "c": "⟩", "i": ""}
_MARK = re.compile(r"⟨[a-z]\d{0,7}⟩")
_WHITE = re.compile(r"\s|[\x00-\x1f\x7f]")

_LABELLED = (Role.HEADLINE, Role.DATELINE, Role.CAPTION)
_LABELS = {role: f"({word(f'marking.{role.value}')})" for role in _LABELLED}
_ANY_LABEL = "|".join(map(re.escape, _LABELS.values()))
_SENTENCE_MARK = re.compile(rf"^\s*\[s\d{{1,7}}\]\s?(?:(?:{_ANY_LABEL})\s?)?")
_CLAUSES_BELOW = 3
"""Figures in a sentence from which on it is not cut into clauses: it reports, and is dense enough."""


def escape(text: str) -> str:
    """Article text with nothing in it that reads like a marker of ours. :func:`unescape` undoes it."""
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], "⧸i"), text)


def unescape(text: str) -> str:
    """What :func:`escape` was given."""
    return _ESCAPED.sub(lambda match: _RAW[match[1]], text)


def unmark(quote: str) -> str:
    """A phrase copied from the shown text, as the article prints it: without markers and escapes."""
    return unescape(_MARK.sub("", _SENTENCE_MARK.sub("", quote))).strip()


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as shown.

    Attributes:
        id: "s1", "s2", ...
        start: Where the sentence starts in ``view``.
        end: Where it ends.
        block: Index of its block.
        role: Of its block.
        text: What is shown, with its mark in front; one line.
        mentions: Those marked in it.
        clauses: Ranges of ``view``; the first is "a". One only when no clause is marked.
    """

    id: str
    start: int
    end: int
    block: int
    role: Role
    text: str
    mentions: tuple[Mention, ...]
    clauses: tuple[tuple[int, int], ...]

    @property
    def number(self) -> int:
        """The number in its id."""
        return int(self.id[1:])

    @property
    def figures(self) -> tuple[Mention, ...]:
        """The mentions that read like figures first of all."""
        return tuple(mention for mention in self.mentions if isinstance(mention.reading, NumberReading))

    def of_kind(self, kind: Kind) -> tuple[Mention, ...]:
        """The mentions of one kind."""
        return tuple(mention for mention in self.mentions if mention.kind is kind)


@dataclass(frozen=True)
class Marked:
    """A marked article: its lines in reading order, and the way back from every id."""

    article: Article
    mentions: Mentions
    lines: tuple[Line, ...]

    @cached_property
    def line_by_id(self) -> dict[str, Line]:
        """Sentence id to line."""
        return {line.id: line for line in self.lines}

    @cached_property
    def shown(self) -> dict[str, Mention]:
        """The mentions that are shown, by id."""
        return {mention.id: mention for line in self.lines for mention in line.mentions}

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, position: int) -> Line | None:
        """The line that holds ``view[position]``, or None when it is not shown."""
        index = bisect_right(self._starts, position) - 1
        return self.lines[index] if index >= 0 and position < self.lines[index].end else None


def mark(article: Article, mentions: Mentions) -> Marked:
    """Number the sentences of an article and mark its mentions. Linear in its length.

    Bylines and page furniture are left out: no record may come from them. The dateline is shown, since a
    meeting may have been "this morning".
    """
    lines: list[Line] = []
    for sentence in article.sentences:
        role = article.blocks[sentence.block].role
        if role.is_content or role is Role.DATELINE:
            lines.append(_line(article, mentions, sentence, len(lines) + 1))
    return Marked(article, mentions, tuple(lines))


def shown_text(lines: Iterable[Line]) -> str:
    """The lines under each other: a blank line between blocks, "…" where sentences are left out."""
    parts: list[str] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None and line.number != previous.number + 1:
            parts.append("…")
        if previous is not None and line.block != previous.block:
            parts.append("")
        parts.append(line.text)
        previous = line
    return "\n".join(parts)


def _line(article: Article, mentions: Mentions, sentence: Sentence, number: int) -> Line:
    start, end, block = sentence.start, sentence.end, sentence.block
    role = article.blocks[block].role
    marked = tuple(mention for mention in mentions.within(start, end) if _is_marked(mention))
    figures = sum(isinstance(mention.reading, NumberReading) for mention in marked)
    cut = role in {Role.LEAD, Role.BODY} and figures < _CLAUSES_BELOW
    parts = instruction_clauses(article.folded, start, end) if cut else ((start, end),)
    label = f"{_LABELS[role]} " if role in _LABELS else ""
    text = f"[s{number}] {label}{_marked_text(article.view, start, end, marked, parts)}"
    return Line(f"s{number}", start, end, block, role, text, marked, parts)


def sentence_text(
    view: str, line: Line, mentions: Iterable[Mention] = (), parts: Sequence[tuple[int, int]] = ()
) -> str:
    """One sentence with only these mentions and clauses marked, and no number of its own."""
    return _marked_text(view, line.start, line.end, tuple(mentions), tuple(parts))


def _is_marked(mention: Mention) -> bool:
    """Whether an id pays: not for digits that can only identify something (a phone number, a time)."""
    return mention.kind is not Kind.OTHER or any(
        isinstance(reading, NumberReading | DateReading) for reading in mention.readings
    )


def _marked_text(
    view: str, start: int, end: int, marked: tuple[Mention, ...], parts: tuple[tuple[int, int], ...]
) -> str:
    """The sentence with its marks: ids behind mentions, the inner one first; letters before clauses."""
    marks = [(mention.end, 0, -mention.start, f"⟨{mention.id}⟩") for mention in marked]
    marks += [(low, 1, 0, f"⟨{chr(ord('a') + index)}⟩") for index, (low, _) in enumerate(parts) if index]
    pieces: list[str] = []
    done = start
    for position, _, _, text in sorted(marks):
        place = min(position, end)
        pieces += (_shown(view[done:place]), text)
        done = place
    return "".join((*pieces, _shown(view[done:end])))


def _shown(text: str) -> str:
    return _WHITE.sub(" ", escape(text))
