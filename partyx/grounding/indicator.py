"""Labels: the one thing an engine words itself, and how far the article must bear it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.grounding.tokens import tokenise, vocabulary
from partyx.language.claims import claiming_nothing, implied, label_objection
from partyx.language.fold import fold_in_place
from partyx.language.grammar import pattern
from partyx.language.money import MONEY_BEHIND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.grounding.places import Places
    from partyx.language.ranges import Range

LONGEST = 200
"""Characters of a label; the longest honest one of the samples has 75."""

_LEFT_EDGE = re.compile(r"[.;:,!?\n](?=[^\d])|\(")
_RIGHT_EDGE = re.compile(r"[.;:,()!?\n\d]")
_CHANGES = pattern("<measures.up|measures.down>")
_OPENING = pattern(r"(?:<statistics.openings> ){1,4}")
_CLOSING = pattern(r"(?: <statistics.closings>){1,4}\Z")
_ANOTHER = pattern("<connectors.and> (?=<claims.acts>)")
_WORDS_BEFORE, _WORDS_BEHIND = 8, 9
_REACH = 300
"""Characters of a sentence on either side of a number; sentences without an end stay cheap."""


def objection(places: Places, label: str, at: Range, evidence: Sequence[Range]) -> str | None:
    """Why the article does not bear a label out, a predicate, or None when it does.

    Each of its words has to stand in the paragraph, in the lines a list hangs from or in the headline, but
    for those that claim nothing ("so với").
    """
    if len(label) > LONGEST:
        return f"is longer than {LONGEST} characters"
    blocks = _blocks_around(places, (at, *evidence))
    known = [*map(places.words_of, blocks), places.headline_words]  # no union: a block may have thousands
    unknown = {word for word in vocabulary(label) if not any(word in words for words in known)}
    if not unknown:  # nothing to look at closer: it is so nearly always
        return None
    tokens = tokenise(_without_changes(label))
    foreign = (
        word
        for word in tokens.words
        if word not in claiming_nothing() and not any(word in words for words in known)
    )
    lent = implied(label, places.article.folded, at[1])
    word = next((word for word in foreign if word not in lent), None)
    if word is None:
        return None
    where = "its paragraph" if word in places.content else "the article"
    return f"says {word!r}, which is not in {where}"


def sense_objection(places: Places, label: str, at: Range) -> str | None:
    """Why a label says another thing than its figure's clause, a predicate, or None when it does not."""
    clauses = places.mentions.clauses(places.article, at)
    around = map(places.done_in, _blocks_around(places, (at,)))
    return label_objection(clauses, label, at, (*around, places.headline_acts))


def _without_changes(label: str) -> str:
    """A label without words for a rise or a fall, which are held to the figure's clause."""
    folded = fold_in_place(label)
    kept, done = [], 0
    for found in _CHANGES.finditer(folded):
        kept.append(label[done : found.start()])
        done = found.end()
    return " ".join((*kept, label[done:]))


def label_of_clause(places: Places, at: Range) -> str:
    """What the sentence itself says around a number: its clause without the number.

    "Về phát triển Đảng, đã kết nạp mới được 1.513 đồng chí, nâng ..." gives "kết nạp mới được đồng chí".
    """
    start, end = places.sentence(at[0])
    left = places.view[max(start, at[0] - _REACH) : at[0]]
    right = places.view[at[1] : min(end, at[1] + _REACH)]
    parts = _LEFT_EDGE.split(left)
    clause = parts[-1].strip()
    counted = _RIGHT_EDGE.split(right, maxsplit=1)[0]
    counted = counted[: _other_act(counted)]
    before = _without_fillers(clause).split()[-_WORDS_BEFORE:]
    paid = MONEY_BEHIND.match(fold_in_place(counted)) if before else None
    words = [*before, *counted[paid.end() if paid else 0 :].split()[:_WORDS_BEHIND]]
    if not any(character.isalpha() for word in words for character in word):
        said = next((part for part in reversed(parts) if any(map(str.isalpha, part))), "")
        words = said.split()[-_WORDS_BEFORE:]
    return " ".join(words) or " ".join(places.view[at[0] : at[1]].split())


def _other_act(words: str) -> int:
    """Where the words behind a number go on with what was done to others: "4 đảng viên và khen thưởng 9"."""
    another = _ANOTHER.search(fold_in_place(words))
    return another.start() if another else len(words)


def _without_fillers(clause: str) -> str:
    folded = fold_in_place(clause)
    opening = _OPENING.match(f"{folded} ")
    start = min(opening.end(), len(clause)) if opening else 0
    closing = _CLOSING.search(folded, start)
    return clause[start : closing.start() if closing else len(clause)]


def _blocks_around(places: Places, ranges: Sequence[Range]) -> list[int]:
    """The paragraphs of ``ranges`` and the lines a list hangs from, by their index."""
    blocks = {index for start, _ in ranges if (index := places.article.block_at(start)) is not None}
    for index in sorted(blocks):
        blocks |= set(places.article.list_above(index))
    return sorted(blocks)
