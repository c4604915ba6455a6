"""The label of each figure: from its own clause, or from the figure before that it leans on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import word
from partyx.language.money import after_money
from partyx.language.unit import after_measure
from partyx.mention import Kind
from partyx.rules.statistics.wording import (
    action_before,
    bare,
    compared,
    done_in,
    in_row,
    is_share,
    label,
    leans_back,
    part_of,
    says_change,
    share_of,
)

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.draft import DraftStatistic
    from partyx.mention import Mention, Mentions
    from partyx.rules.statistics.clauses import Clause


_PARTS = pattern("<measures.parts>")
_OUT_OF = Behind("measures.of_so_many")
_JOINS = Behind("statistics.joins")


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of a figure before it has its label.

    Attributes:
        topic: What the paragraph said it speaks of, or None.
        acts_until: Where its subject ends, where that acts in its part of the sentence; else 0.
        previous: The figure taken before it, or None.
        adjoins: Whether that one is in the same semicolon part of the same sentence.
    """

    mention: Mention
    clause: Clause
    unit: str | None
    topic: str | None
    subject: str | None
    acts_until: int
    previous: DraftStatistic | None
    adjoins: bool


class Labels:
    """Words the labels of the figures of one article, in reading order."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Word labels from this article and its mentions."""
        self._view = article.view
        self._folded = article.folded
        self._mentions = mentions
        self._action = ""
        self._done: dict[tuple[int, str | None], str] = {}
        self._whole: tuple[str | None, int, str | None] = None, -1, None
        self._measured = ""

    def of(self, figure: Figure) -> str:
        """The label of a figure; the one before it has been asked for."""
        start, end = figure.clause.start, figure.mention.start
        before, opening = self._folded[start:end], self._folded[max(0, start - 1) : start]
        printed = after_measure(self._folded, after_money(self._folded, figure.clause.counted))
        behind = self._view[printed : figure.clause.end]
        if figure.adjoins and _OUT_OF.start(self._folded, end - 1, start) == start + 1:
            # "662 trong tổng số 686 chi bộ được kiểm tra": what is said is said of the part
            return f"{word('statistics.total')} {figure.unit or ''}".strip()
        counted = f" {fold(figure.previous.unit or '')}" if figure.adjoins and figure.previous else ""
        if figure.unit == "%" and figure.previous and leans_back(before.removeprefix(counted), opening):
            return share_of(figure.previous.indicator, behind)
        follows = figure.adjoins and in_row(before)
        if follows and opening == "(" and says_change(self._action):
            return self._measured  # "tăng 12 tổ chức so với năm 2021 (58 tổ chức)"
        shares = follows and self._is_alike(figure)  # "giám sát 6 tổ chức, 170 đảng viên": one verb for both
        if not shares or (behind.strip() and not done_in(self._action)):
            self._action = self._acted(figure)
        change = compared(self._action, behind, self._measured if figure.adjoins else "")
        if change:
            return change
        timeless = self._without_times(printed, figure.clause.end) + self._without_times(
            *figure.clause.resumed
        )
        bracketed = before.rstrip().endswith("(")
        own = self._own(figure, timeless, counts=printed == figure.clause.counted, bracketed=bracketed)
        return own if bracketed else self._of_whole(figure, own)

    def _of_whole(self, figure: Figure, own: str) -> str:
        """The label of a part, with what was done to the whole: "kết nạp 104 đảng viên, trong đó 20 nữ".

        A whole is the last figure before "trong đó" of which the paragraph says what was done, counted in
        the same unit.
        """
        sentence, paragraph, unit = figure.clause.sentence[0], figure.clause.paragraph[0], figure.unit
        reached = self._mentions.by_id[figure.previous.value].end if figure.previous else 0
        if _PARTS.search(self._folded, max(sentence, reached), figure.mention.start):
            self._whole = self._done.get((paragraph, unit)), sentence, unit
        whole, *parts_in = self._whole
        if whole and parts_in == [sentence, unit] and not done_in(own):
            return part_of(whole, own, unit or "")
        if unit != "%" and done_in(own):
            self._done[paragraph, unit] = own
        return own

    def _without_times(self, start: int, end: int) -> str:
        """The words behind a figure without the times in them: "đảng viên mới (trong năm 2022)"."""
        kept, reached = "", start
        for date in self._mentions.within(start, end, Kind.DATE):
            joined = _JOINS.start(self._folded, date.start - 1, reached)
            kept += self._view[reached : date.start if joined is None else joined]
            reached = date.end
        return kept + self._view[reached:end]

    def _own(self, figure: Figure, behind: str, *, counts: bool, bracketed: bool) -> str:
        """The label from the figure's own clause.

        Args:
            figure: The figure.
            behind: The words behind it, without a unit that is printed as part of it.
            counts: Whether its unit is what is counted, and no money or measure.
            bracketed: Whether it opens a bracket: "thấp nhất là huyện X (88/90)".
        """
        noun = figure.unit if counts and figure.unit != "%" else None
        words = label(self._action, behind, noun, figure.topic)
        if figure.previous is not None and (not words or bracketed):
            label_before = figure.previous.indicator
            return label_before if figure.unit == figure.previous.unit == "%" else bare(label_before)
        words = words or word("statistics.number")
        self._measured = share_of(words) if figure.unit == "%" and not is_share(words) else words
        return self._measured

    def _acted(self, figure: Figure) -> str:
        """The words of the clause before the figure, without whose it is and when it holds."""
        start, end = max(figure.clause.start, figure.acts_until), figure.mention.start
        dates = (date.text for date in self._mentions.within(start, end, Kind.DATE))
        return action_before(self._view[start:end], (*dates, *filter(None, [figure.subject])))

    @staticmethod
    def _is_alike(figure: Figure) -> bool:
        """Whether the figure and the one before it are both shares, or both none."""
        return figure.previous is not None and (figure.unit == "%") == (figure.previous.unit == "%")
