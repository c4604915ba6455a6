"""Figures said to be of another body than the one that their own clause, sentence or paragraph names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.checks.notes import from_elsewhere
from partyx.checks.printed import akin, between_semicolons
from partyx.deadline import in_time
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import values
from partyx.language.name import CAPITAL
from partyx.language.organisation import is_counted
from partyx.mention import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.checks.printed import Printed
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.language.ranges import Range
    from partyx.mention import Mention, Mentions
    from partyx.records import Finding

_ACTED_ON = Behind("actors.acted_on")
_EVERYWHERE = pattern(
    r"(?!<bodies.lookalikes>)<statistics.everywhere> (?P<whole>[^\W\d_]+(?: <bodies.names>)?)"
)
_SPEAKS = pattern(
    r"[ ,]{1,2}<speech.speaks|speech.says|speech.tells>(?! (?:<modality.done_right_before> )?\d)"
)
_ALL_LEVELS = pattern("<bodies.all_levels>")
_LEVEL = pattern("<places.ranks>")
_PROPER = re.compile(rf"(?: [^\W\d_]{{1,3}})? ({CAPITAL}\w*(?: {CAPITAL}\w*){{0,4}}|\d+)")
"""What a place is called, behind its noun or the body of it: "xã Sơn Hạ", "Huyện ủy Chư Lah"."""
_BARE = pattern("(?P<noun><bodies.base>) (?:<modality.done> )?<claims.acts|modality.done_right_before>")
"""A body that was named before, and has figures: "chi bộ kết nạp 2 giáo viên"."""
_IN_BRACKETS = pattern(r"(?P<place><places.ranks> [^,;:.()\d\n]{2,40}) \(\Z")
_OWN = re.compile(rf"{CAPITAL}\w*(?: {CAPITAL}\w*){{0,5}}|\d+")
"""What a name alone has, and others of its kind have not: "5" of "Chi bộ khu 5"."""
_LONGEST_NAME = 60
"""Characters of a place with the bracket behind it."""
_REACH = 300
"""Characters on either side of a figure in which its clause may go on."""
_FAR = 1_000
"""Characters of a paragraph before a figure in which its own body may be named."""


def check_subjects(printed: Printed, statistics: Sequence[Statistic]) -> Iterator[Finding]:
    """Figures whose subject their clause does not print, while the article names another for them.

    That is one before the figure in its clause or its sentence; the body of the same name that was named
    last; one that opens a sentence and has another number or place; a place of the same rank in its
    paragraph; or the subject is named only behind the sentence. Of 416 figures of a strong model in the
    thirty articles of the evals one is such: a tag in the text parts a citation from who issued the document.
    """
    bodies = _Bodies(printed)
    for index, record in enumerate(in_time(statistics)):
        if record.subject is None:
            continue
        why = bodies.objection(record.subject, printed.article.view_range(record.value_span))
        if why is not None:
            yield from_elsewhere(f"statistics[{index}]", "subject", record.subject, why, (record.value_span,))


class _Bodies:
    """Which body of an article is whose figures are told."""

    def __init__(self, printed: Printed) -> None:
        self._article = printed.article
        self._mentions = printed.mentions
        self._printed = printed
        self._first: dict[str, int | None] = {}

    def objection(self, subject: str, at: Range) -> str | None:
        """Why a figure is none of a subject's, a predicate, or None."""
        clause, sentence = between_semicolons(self._article, at, _REACH), self._article.sentence_around(at[0])
        own = self._mentions.in_turn(self._article, at[0])
        if own is not None:
            return None if akin(own.text, subject) else f"is not {own.text!r}, whose turn it is"
        if beside := self._beside(subject, clause[0], at):
            return beside
        if self._printed.prints([clause], subject):
            return None
        for name in _named(self._article, self._mentions, (clause[0], at[0])):
            if not akin(name, subject):
                return f"is not {name!r}, which its clause names"
        return self._of_others(subject, sentence, clause[0], at)

    def _of_others(self, subject: str, sentence: Range, clause: int, at: Range) -> str | None:
        """Why the sentence or the paragraph of a figure tells of another body than its subject."""
        near = max(sentence[0], at[0] - _REACH)
        if self._printed.prints([(near, sentence[1])], subject):
            return None
        for name in _named(self._article, self._mentions, (near, at[0])):
            if not (_ALL_LEVELS.search(fold(name)) or may_be_of(name, subject)):
                return f"is not {name!r}, which its sentence names"
        if self._is_named_behind(subject, sentence[1]):
            return "is named only behind its sentence"
        return self._of_paragraph(subject, clause, at)

    def _beside(self, subject: str, clause: int, at: Range) -> str | None:
        """Why a figure is that of another body or place, which stands right before it.

        That is one between it and the figure before, or one that it stands in brackets behind.
        """
        figures = self._mentions.figures_within(clause, at[0])
        low = next((end for _, end in reversed(figures) if end <= at[0]), at[0])
        named = _named(self._article, self._mentions, (low, at[0]))
        near = max(clause, at[0] - _LONGEST_NAME)
        if place := _IN_BRACKETS.search(self._article.folded, near, at[0]):
            low = min(low, place.start())
            named.append(self._article.view[slice(*place.span("place"))])
        if not named or self._printed.prints([(low, at[0])], subject):
            return None
        if any(akin(name, subject) or may_be_of(name, subject) for name in named):
            return None
        return f"is not {named[0]!r}, which stands right before it"

    def _is_named_behind(self, subject: str, end: int) -> bool:
        """Whether the content names a subject, and only behind a place."""
        if subject not in self._first:
            self._first[subject] = next(self._printed.places(subject), None)
        first = self._first[subject]
        return first is not None and first >= end

    def _of_paragraph(self, subject: str, clause: int, at: Range) -> str | None:
        """Why the paragraph before a figure tells of another body than its subject."""
        low = max(self._article.paragraph_around(at[0])[0], at[0] - _FAR)
        bare = [found["noun"] for found in _BARE.finditer(self._article.folded, clause, at[0])]
        if bare and fold(subject).startswith(f"{bare[-1]} "):
            last = self._last_named(bare[-1], (low, clause))
            if last is not None and not self._article.folded.startswith(fold_in_place(subject), last):
                return f"is another {bare[-1]!r} than the one named last"
        if self._printed.prints([(low, at[0])], subject):
            return None
        if other := self._opens_with_another(subject, (low, at[0])):
            return f"is not {other!r}, of which its paragraph tells"
        for body in reversed(self._mentions.within(low, clause, Kind.ORGANISATION)):
            if _has_figures(self._article, self._mentions, body) and _is_beside(body.text, subject):
                return f"is not {body.text!r}, of which its paragraph tells"
        return None

    def _opens_with_another(self, subject: str, within: Range) -> str | None:
        """The last one that opens a sentence and is named like the subject but for the end.

        "Chi bộ khu 2 kề bên lại khác" for "Chi bộ khu 5": such names need be of no known kind.
        """
        article, (head, own) = self._article, _parted(subject)
        if not head or not own:
            return None
        opens = re.compile(rf"(?:\w+ )?{re.escape(fold_in_place(head))} (?=\w)")
        start = within[1]
        while start > within[0]:
            start = max(within[0], article.sentence_around(max(within[0], start - 2))[0])
            opened = opens.match(article.folded, start, within[1])
            named = None if opened is None else _OWN.match(article.view, opened.end())
            if opened is not None and named is not None:
                speaks = _SPEAKS.match(article.folded, named.end()) is not None
                is_other = fold(named[0]) != fold(own) and not speaks
                return article.view[opened.start() : named.end()] if is_other else None
        return None

    def _last_named(self, noun: str, within: Range) -> int | None:
        """Where a body that begins with a noun is last named in a range, and not only told to be acted on."""
        article, last = self._article, None
        for found in re.finditer(rf"\b{re.escape(noun)} (?=\w)", article.folded[slice(*within)]):
            start, end = within[0] + found.start(), within[0] + found.end()
            named = article.view[end].isupper() or _LEVEL.match(article.folded, end) is not None
            acted_on = _ACTED_ON.start(article.folded, start - 1) is not None
            if article.view[start].isupper() and named and not acted_on:
                last = start
        return last


def _parted(name: str) -> tuple[str, str]:
    """The words of a name that others may have, and those that it has alone, the last ones; perhaps ""."""
    words = name.split()
    first = len(words)
    while first > max(1, len(words) - 6) and words[first - 1][0].isupper():
        first -= 1
    if first == len(words) and words and words[-1].isdigit():
        first -= 1
    return " ".join(words[:first]), " ".join(words[first:])


def _place(name: str) -> tuple[str, str] | None:
    """The rank of the place in a name, and what it is called: ("commune", "sơn hạ"), perhaps ""."""
    found = None
    for level in _LEVEL.finditer(fold_in_place(name)):
        proper = _PROPER.match(name, level.end())
        found = str(values("places.ranks")[level[0]]), fold(proper[1]) if proper else ""
    return found


def may_be_of(name: str, subject: str) -> bool:
    """Whether two names may be of one body, or a body and its place: "Đảng ủy xã" and "xã Sơn Hạ"."""
    one, other = _place(name), _place(subject)
    if akin(name, subject) or one is None or other is None:
        return akin(name, subject)
    return one[0] == other[0] and (not one[1] or not other[1] or one[1] == other[1])


def _is_beside(name: str, subject: str) -> bool:
    """Whether two names are of two places of one rank: "Đảng ủy xã Sơn Hạ" and "phường Nghĩa Lộ"."""
    one, other = _place(name), _place(subject)
    if one is None or other is None or one[0] != other[0]:
        return False
    return bool(one[1] and other[1]) and one[1] != other[1]


def _named(article: Article, mentions: Mentions, within: Range) -> list[str]:
    """What something may be counted of, the last one first: bodies, and "tỉnh" of "toàn tỉnh"."""
    bodies = mentions.within(*within, Kind.ORGANISATION)
    named = [(one.start, one.text) for one in bodies if _has_figures(article, mentions, one)]
    wholes = _EVERYWHERE.finditer(article.folded, *within)
    named += [(whole.start(), whole["whole"]) for whole in wholes]
    return [name for _, name in sorted(named, reverse=True)]


def _has_figures(article: Article, mentions: Mentions, body: Mention) -> bool:
    """Whether nothing is done to a body, and it is none that is counted, speaks, issues or is a home."""
    issued = mentions.cited.covers(body.start)
    acted_on = _ACTED_ON.start(article.folded, body.start - 1) is not None
    speaks = _SPEAKS.match(article.folded, body.end) is not None
    home = mentions.is_home(article, body)
    return not (issued or acted_on or speaks or home or is_counted(article.view, body.start))
