"""The article as a model sees it: numbered sentences with an id right behind every mention.

::

    [s7] Đến tháng 9 năm 2023⟨d5⟩, toàn Đảng bộ tỉnh⟨o9⟩ có 817⟨n1⟩ tổ chức cơ sở Đảng

    [s9] Chỉ tiêu ở doanh nghiệp ngoài khu vực ^Nhà nước⟨o6⟩ đạt 12⟨n4⟩ chi bộ

    [s12] Thực hiện tốt công tác bảo mật hồ sơ cán bộ; ⟨b⟩quan tâm chấn chỉnh tác phong

An id names a mention (n a number, d a date, c a document, p a person, o an organisation, x other
digits); a letter in the same brackets starts a clause. Where an id does not show by itself how far back it
reaches, a sign stands before the first of its words. Ids map to mentions and sentences to ranges of ``view``,
so nothing of what is shown has to be found again, and the text may be escaped freely:

==============================================  ======================================================
in the article                                  shown as
==============================================  ======================================================
``⟨`` ``⟩`` and the escape character ``⧸``      ``⧸o`` ``⧸c`` ``⧸e``
``^``                                           ``⧸u``
what looks like it: ``ˆ`` ``＾``                ``⧸iˆ`` ``⧸i＾``: ``⧸i`` before the sign
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
from partyx.language.ranges import trimmed
from partyx.mention import DateReading, Kind, NumberReading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from partyx.article import Article, Sentence
    from partyx.mention import Mention, Mentions

OPENS = "^"
"""The sign before the first word of an id: a single token, and in no article of the evals."""

Mark = tuple[int, int, int, str]
"""Where in ``view``, then what comes first at one place, and what is shown."""

_ESCAPES = {"⧸": "⧸e", "⟨": "⧸o", "⟩": "⧸c", OPENS: "⧸u"}
_SPECIAL = re.compile(
    r"[⧸⟨⟩^]|(?=[ˆ＾⌃˄‸ꞈ︿\u0302])"
    r"|(?<=[\[(<{‹«〈《【「＜［（｛])(?=\s?[a-z]\d{1,6}\s?[\])>}›»〉》】」＞］）｝])",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"⧸([eocui])")
_RAW = {"e": "⧸", "o": "⟨", "c": "⟩", "u": OPENS, "i": ""}
_MARK = re.compile(r"⟨[a-z]\d{0,7}⟩|\^")
_WHITE = re.compile(r"\s|[\x00-\x1f\x7f]")

_LABELLED = (Role.HEADLINE, Role.DATELINE, Role.CAPTION)
_LABELS = {role: f"({word(f'marking.{role.value}')})" for role in _LABELLED}
_ANY_LABEL = "|".join(map(re.escape, _LABELS.values()))
_SENTENCE_MARK = re.compile(rf"^\s*\[s\d{{1,7}}\]\s?(?:(?:{_ANY_LABEL})\s?)?")
_STOPPING = ".,;:()[]/\"“”'‘’-–—"
_STOPS = re.compile(r"[,;:()\[\]\"“”]")
_WORD_BEFORE = re.compile(r"(?<!\w)[^\W\d_]\w*\s+\Z")
_LONGEST_WORD = 24
"""Characters before a place in which the word before it is sought."""
_BLANKS = 1_000
"""Blanks before a mention behind which the mark or id before it still shows where it begins."""
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
    parts = _outside(article.view, parts, marked)
    marks = _marks(marked, parts)
    marks += _openings(article.view, start, marked, marks)
    text = f"[s{number}] {label}{_with_marks(article.view, start, end, marks)}"
    return Line(f"s{number}", start, end, block, role, text, marked, parts)


def _outside(
    view: str, parts: tuple[tuple[int, int], ...], marked: Sequence[Mention]
) -> tuple[tuple[int, int], ...]:
    """The clauses without the cuts inside a mention or a name: "TP Cần Thơ" has a word that obliges."""
    kept = list(parts[:1])
    for low, high in parts[1:]:
        before = _WORD_BEFORE.search(view, max(0, low - _LONGEST_WORD), low)
        named = before is not None and before[0][0].isupper() and view[low].isupper()
        if named or any(mention.start < low < mention.end for mention in marked):
            kept[-1] = (kept[-1][0], high)
        else:
            kept.append((low, high))
    return tuple(kept)


def sentence_text(
    view: str, line: Line, mentions: Iterable[Mention] = (), parts: Sequence[tuple[int, int]] = ()
) -> str:
    """One sentence with only these mentions and clauses marked, and no number of its own."""
    return _with_marks(view, line.start, line.end, _marks(mentions, parts))


def _is_marked(mention: Mention) -> bool:
    """Whether an id pays: not for digits that can only identify something (a phone number, a time)."""
    return mention.kind is not Kind.OTHER or any(
        isinstance(reading, NumberReading | DateReading) for reading in mention.readings
    )


def _marks(marked: Iterable[Mention], parts: Sequence[tuple[int, int]]) -> list[Mark]:
    """Ids behind mentions, the inner one first; letters before clauses."""
    marks = [(mention.end, 0, -mention.start, f"⟨{mention.id}⟩") for mention in marked]
    marks += [(low, 1, 0, f"⟨{chr(ord('a') + index)}⟩") for index, (low, _) in enumerate(parts) if index]
    return marks


def _openings(view: str, start: int, marked: Iterable[Mention], marks: Iterable[Mark]) -> list[Mark]:
    """A sign before the mentions of a sentence that do not show where their words begin."""
    stops = {start, *(position for position, _, _, _ in marks)}
    unclear = (one for one in marked if one.start > start and not _reach_shows(view, one, stops))
    return [(one.start, 2, -one.end, OPENS) for one in unclear]


def _with_marks(view: str, start: int, end: int, marks: Iterable[Mark]) -> str:
    """A sentence on one line, with its marks."""
    pieces: list[str] = []
    done = start
    for position, _, _, text in sorted(marks):
        place = min(position, end)
        pieces += (_shown(view[done:place]), text)
        done = place
    return "".join((*pieces, _shown(view[done:end])))


def _reach_shows(view: str, mention: Mention, stops: Collection[int]) -> bool:
    """Whether it shows without a sign where the words of an id begin.

    It does for a figure, for a single word, for the capitals of a person's name behind a word in small
    letters ("đồng chí Hà Thị Lụa"), and where the words begin right behind a mark, a bracket or another id
    and hold none themselves. That leaves a sign before 174 of the 374 ids of several words in the first
    twenty articles, 58 tokens of some 100,000.
    """
    words = view[mention.start : mention.end].split()
    if len(words) < 2 or mention.kind in {Kind.NUMBER, Kind.OTHER}:  # noqa: PLR2004
        return True
    before = view[max(0, mention.start - _LONGEST_WORD) : mention.start].split()
    if mention.kind is Kind.PERSON and all(word[0].isupper() for word in words):
        return not before or not before[-1][0].isupper()
    if any(mention.start < stop < mention.end for stop in stops) or _STOPS.search(
        view, mention.start, mention.end
    ):
        return False
    opening = trimmed(view, max(0, mention.start - _BLANKS), mention.start)[1]
    return opening in stops or mention.start in stops or view[opening - 1] in _STOPPING


def _shown(text: str) -> str:
    return _WHITE.sub(" ", escape(text))
