"""The label of each figure: from its own clause, or from the figure before that it leans on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.language.brackets import WORDS, words_before
from partyx.language.comparison import changes_with
from partyx.language.fold import fold
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases, word
from partyx.language.money import after_money
from partyx.language.unit import after_measure, counts_members, names_people, unit_after
from partyx.mention import Kind
from partyx.rules.statistics.actors import DOES, GENERAL
from partyx.rules.statistics.wording import (
    action_before,
    bare,
    begins_otherwise,
    compared,
    counts_the_one_before,
    done_in,
    in_place_of,
    in_row,
    is_a_total,
    is_share,
    is_stated,
    label,
    leans_back,
    measures_itself,
    part_of,
    says_change,
    says_its_own,
    share_in_brackets,
    share_of,
)

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.draft import DraftStatistic
    from partyx.mention import Mention, Mentions
    from partyx.rules.statistics.clauses import Clause


ITEM = 120
"""Characters before a figure in which the words begin that name what it measures."""
_ITEM_CUTS = re.compile(r"[:;.()\d%\n]")
_OPENS_ITEM = ":;.(\n"
_PARTS = pattern("<measures.parts>")
NEXT = 24
"""Characters behind a clause in which the next figure begins that shares its predicate."""
_AND = pattern(r" ?<connectors.and> (?:<qualifiers.more_than|qualifiers.nearly> )?")
_SHARED = pattern(r" (?P<said><statistics.predicates>)")
_FOR_EACH = re.compile(r"(?: ?/ ?[^\W\d_]+)+")
"""What a sum is for each of: "63 triệu đồng | /người/năm"."""
_NAMES_ONE = pattern(r" <statistics.names_one> (?:<people.forms|people.address|people.mild> )?\Z")
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
        self._article = article
        self._view = article.view
        self._folded = article.folded
        self._mentions = mentions
        self._action = self._before_brackets = ""
        self._done: dict[tuple[int, str | None], str] = {}
        self._done_here: tuple[int, dict[str, str]] = -1, {}
        self._whole: tuple[str | None, int, str | None] = None, -1, None
        self._measured = ""
        self._leant = False  # whether the figure before is a share of the one before it

    def of(self, figure: Figure) -> str:
        """The label of a figure; the one before it has been asked for."""
        self._leave_brackets(figure)
        start, end = figure.clause.start, figure.mention.start
        before, opening = self._folded[start:end], self._folded[max(0, start - 1) : start]
        printed = after_measure(self._folded, after_money(self._folded, figure.clause.counted))
        each = _FOR_EACH.match(self._folded, printed)
        if each and (printed > figure.clause.counted or figure.unit == "%"):
            printed = each.end()
        behind = self._view[printed : figure.clause.end]
        if figure.adjoins and _OUT_OF.start(self._folded, end - 1, start) == start + 1:
            # "662 trong tổng số 686 chi bộ được kiểm tra": what is said is said of the part
            return f"{word('statistics.total')} {figure.unit or ''}".strip()
        counted = f" {fold(figure.previous.unit or '')}" if figure.previous else ""
        behind_a_share, self._leant = self._leant, False
        in_bracket = f"{opening}{before}".rstrip().endswith("(")
        alone = in_bracket and says_its_own(behind)
        if (
            figure.unit == "%"
            and figure.previous
            and not alone
            and (figure.adjoins or not self._is_measured_before(figure))
            and leans_back(before.removeprefix(counted), opening)
        ):
            self._leant = True
            previous = figure.previous
            named = in_bracket and share_in_brackets(previous.indicator, previous.unit or "", behind)
            return named or share_of(figure.previous.indicator, behind)
        if (
            figure.previous
            and not behind.strip(" ).")
            and self._mentions.told_apart(self._article, figure.mention.start) is not None
        ):
            return figure.previous.indicator
        follows = figure.adjoins and not behind_a_share and in_row(before)
        if follows and opening == "(" and says_change(self._action):
            return self._measured  # "tăng 12 tổ chức so với năm 2021 (58 tổ chức)"
        shares = follows and self._is_alike(figure)  # "giám sát 6 tổ chức, 170 đảng viên": one verb for both
        changes = changes_with(self._folded, end, figure.mention.end)
        if changes:
            self._action = changes
        elif not shares or (behind.strip() and not done_in(self._action)):
            self._action = self._acted(figure)
        change = compared(self._action, behind, self._risen(figure), share=figure.unit == "%")
        if change:
            return change
        reached = self._before_a_name(printed, figure.clause.end)
        timeless = self._without_times(printed, reached) + self._without_times(*figure.clause.resumed)
        timeless += self._shared_predicate(figure, timeless)
        bracketed = before.rstrip().endswith("(") and not alone
        own = self._own(figure, timeless, counts=printed == figure.clause.counted, bracketed=bracketed)
        return own if bracketed else self._of_whole(figure, own)

    def _leave_brackets(self, figure: Figure) -> None:
        """Go on behind brackets with what was done before them: "kỷ luật 6 người (khai trừ 1), 2 tổ chức"."""
        reached = self._mentions.by_id[figure.previous.value].end if figure.previous else 0
        mark = max((self._view.rfind(one, reached, figure.mention.start), one) for one in "()")
        if not figure.adjoins or mark[0] < 0:
            return
        if mark[1] == "(":
            self._before_brackets = self._action
        else:
            self._action = self._before_brackets

    def _risen(self, figure: Figure) -> str:
        """What may be said to have risen or fallen: what was last measured, members as cases where these are.

        What was counted alike in the same sentence comes first, perhaps in fewer words: "kiểm tra 64 tổ chức
        đảng và 30 đảng viên (tăng 12 tổ chức)".
        """
        unit, previous = self._counted(figure), figure.previous
        sentence, done = self._done_here
        if unit and sentence == figure.clause.sentence[0]:
            alike = (said for of, said in reversed(done.items()) if fold(of).startswith(fold(unit)))
            if said := next(alike, None):
                return said
        if not figure.adjoins or previous is None:
            return ""
        as_cases = counts_members(previous.unit or "") and fold(unit or "") in phrases("units.cases")
        return self._measured.replace(previous.unit or "", unit or "") if as_cases else self._measured

    def _counted(self, figure: Figure) -> str | None:
        """What a figure counts, or a share is of: "tăng 18,1% tổ chức đảng"."""
        if figure.unit != "%":
            return figure.unit
        behind = unit_after(self._view, self._folded, figure.mention.end, figure.clause.end)
        return behind[0] if behind else None

    def _of_whole(self, figure: Figure, own: str) -> str:
        """The label of a part, with what was done to the whole: "kết nạp 104 đảng viên, trong đó 20 nữ".

        A whole is the last figure before "trong đó" of which the paragraph says what was done, counted in
        the same unit.
        """
        sentence, paragraph, unit = figure.clause.sentence[0], figure.clause.paragraph[0], figure.unit
        reached = self._mentions.by_id[figure.previous.value].end if figure.previous else 0
        if _PARTS.search(self._folded, max(sentence, reached), figure.mention.start):
            of_all = figure.previous is not None and is_a_total(figure.previous.indicator)
            self._whole = None if of_all else self._done.get((paragraph, unit)), sentence, unit
            if self._whole[0] is None and (said := self._done_to_people(figure, own)):
                return said
        whole, *parts_in = self._whole
        if whole and parts_in == [sentence, unit] and not (done_in(own) or is_a_total(own)):
            return part_of(whole, own, unit or "")
        if unit != "%" and done_in(own):
            self._done[paragraph, unit] = own
            if sentence != self._done_here[0]:
                self._done_here = sentence, {}
            self._done_here[1][unit or ""] = own
        return own

    def _shared_predicate(self, figure: Figure, behind: str) -> str:
        """What is said of the next figure and of this one: "46 tổ chức và 73 đảng viên có vi phạm"."""
        end, limit = figure.clause.end, figure.clause.sentence[1]
        if fold(behind).strip() != fold(figure.unit or ""):
            return ""
        behind_it = self._mentions.within(end, min(limit, end + NEXT), Kind.NUMBER)
        if not behind_it or _AND.fullmatch(self._folded, end, behind_it[0].start) is None:
            return ""
        noun = unit_after(self._view, self._folded, behind_it[0].end, limit)
        said = _SHARED.match(self._folded, noun[1], limit) if noun else None
        return f" {self._view[said.start('said') : said.end('said')]}" if said else ""

    def _done_to_people(self, figure: Figure, own: str) -> str | None:
        """The label of people by another name: "kỷ luật 6 đảng viên, trong đó 5 cấp ủy viên"."""
        previous, unit = figure.previous, figure.unit
        if previous is None or previous.unit is None or unit is None or done_in(own) or is_a_total(own):
            return None
        if not (figure.adjoins and names_people(previous.unit) and names_people(unit)):
            return None
        return in_place_of(previous.indicator, previous.unit, own) if done_in(previous.indicator) else None

    def _before_a_name(self, start: int, end: int) -> int:
        """Where the words behind a figure end that say what is counted: "7 đồng chí | do đồng chí Lê An"."""
        for person in self._mentions.within(start, end, Kind.PERSON)[:1]:
            led = _NAMES_ONE.search(self._folded, start, person.start)
            return end if led is None else led.start()
        return end

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
        start = figure.clause.start
        if noun and self._view[start - 1 : start] == "(" and (kind := self._kind_before(figure, behind)):
            return kind
        cut = self._folded[start - 1 : start].isdigit()  # "giao cho 12 đảng bộ là 1.080 đảng viên"
        stated = not cut and is_stated(self._folded[start : figure.mention.start])
        words = label(self._action, behind, noun, figure.topic, stated=stated)
        opens = figure.unit == "%" and not figure.adjoins  # "khai trừ 3 đảng viên; 92% (120 chi bộ)"
        if figure.previous is not None and (bracketed or not (words or opens)):
            label_before = figure.previous.indicator
            if figure.unit == "%" != figure.previous.unit:
                return share_of(label_before)
            return label_before if figure.unit == "%" else bare(label_before)
        words = words or word("statistics.number")
        self._measured = share_of(words) if figure.unit == "%" and not is_share(words) else words
        return self._measured

    def _kind_before(self, figure: Figure, behind: str) -> str | None:
        """The kind of thing of which a figure in brackets is the number: "đất đai (29 trường hợp)".

        The brackets hold nothing else, and before them stands no figure, time or name up to the next comma.
        """
        end = figure.clause.start - 1
        closed = self._view.startswith(")", figure.clause.end)
        if not closed or fold(behind).strip() != fold(figure.unit or ""):
            return None
        low = figure.clause.sentence[0]
        start = words_before(self._view, end, low)
        if start is None:
            start = low if end - low <= WORDS else end
        elif self._view[start - 1].isdecimal():
            return None
        kind = self._view[start:end].strip()
        named = not kind or self._mentions.within(start, end)
        if named or (figure.subject and figure.subject in kind):
            return None
        return f"{figure.unit} {kind[0].lower()}{kind[1:]}"

    def _acted(self, figure: Figure) -> str:
        """The words of the clause before the figure, without whose it is and when it holds."""
        start, end = self._words_from(figure), figure.mention.start
        if self._is_behind_a_figure(figure) and counts_the_one_before(self._view[start:end]):
            return ""
        term = self._mentions.within(max(0, start - ITEM), start, Kind.DATE)[-1:]
        start = max([start, *(date.end for date in term)])  # "nhiệm kỳ 2025 - 2030 gồm 24 đồng chí"
        action = self._said(figure, self._behind_who_acts(start, end), end)
        if action or self._view[start - 1 : start] != ",":
            return action
        # Nothing but a time stands behind the comma: "bầu cấp ủy khóa X, nhiệm kỳ 2020-2025 gồm 7 đồng chí".
        cuts = [cut.end() for cut in _ITEM_CUTS.finditer(self._folded, figure.clause.sentence[0], start)]
        low = max(cuts[-1] if cuts else figure.clause.sentence[0], figure.acts_until, start - ITEM)
        timed = bool(self._mentions.within(start, end, Kind.DATE))
        before = self._said(figure, low, start - 1) if timed or self._opens_with_a_share(figure) else ""
        return before if done_in(before) or (measures_itself(before) and not timed) else action

    @staticmethod
    def _opens_with_a_share(figure: Figure) -> bool:
        """Whether a share is the first figure of its sentence: "Thu ngân sách vượt, đạt 246% kế hoạch"."""
        return figure.unit == "%" and not figure.adjoins

    def _said(self, figure: Figure, start: int, end: int) -> str:
        """The words of a range that say what was done, without whose it is and when it holds."""
        dates = (date.text for date in self._mentions.within(start, end, Kind.DATE))
        return action_before(self._view[start:end], (*dates, *filter(None, [figure.subject])))

    def _behind_who_acts(self, start: int, end: int) -> int:
        """Where the words of a clause begin behind the last of those who act: "Thành ủy | kỷ luật"."""
        blank = start + (self._view[start] == " ")
        body = next((one for one in self._mentions.within(blank, blank + 1, Kind.ORGANISATION)), None)
        general = GENERAL.match(self._folded, blank, end)
        behind = max(body.end if body else start, general.end() if general else start)
        return behind if behind > start and DOES.match(self._folded, behind, end) else start

    def _words_from(self, figure: Figure) -> int:
        """Where the words begin that say what a figure measures: at a noun that measures, over commas.

        "Giá trị sản xuất nông, lâm nghiệp, thủy sản đạt 5 tỷ đồng": no act and no change stands behind the
        comma, and no other figure between.
        """
        start, end = max(figure.clause.start, figure.acts_until), figure.mention.start
        low = max(figure.clause.sentence[0], figure.acts_until, end - ITEM)
        cuts = [cut.end() for cut in _ITEM_CUTS.finditer(self._folded, low, start)]
        item = cuts[-1] if cuts else low
        opens = item < start and (item == figure.clause.sentence[0] or self._view[item - 1] in _OPENS_ITEM)
        if not opens or begins_otherwise(self._view[start:end]):
            return start
        return item if measures_itself(self._view[item:start]) else start

    def _is_measured_before(self, figure: Figure) -> bool:
        """Whether a sentence says before its first figure what is measured: "Thu ngân sách vượt, đạt 24%"."""
        start, sentence = figure.clause.start, figure.clause.sentence[0]
        return self._view[start - 1 : start] == "," and measures_itself(self._view[sentence:start])

    def _is_behind_a_figure(self, figure: Figure) -> bool:
        """Whether the clause begins right behind the figure before, another count than a share."""
        previous = figure.previous
        if previous is None or "%" in {previous.unit, figure.unit}:
            return False
        return self._mentions.by_id[previous.value].end == figure.clause.start

    @staticmethod
    def _is_alike(figure: Figure) -> bool:
        """Whether the figure and the one before it are both shares, or both none."""
        return figure.previous is not None and (figure.unit == "%") == (figure.previous.unit == "%")
