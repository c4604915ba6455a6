"""What an instruction asks for: imperative clauses, who is to do them, and how they are split.

A task is one independent imperative clause. Clauses are divided by semicolons and by sentence ends;
"nhất là" and "trong đó" add none. Vietnamese verbs do not change, so a clause is imperative when it
begins with a verb of doing, perhaps behind a connecting word or a list marker, or when it says that
someone "cần" or "phải" do something.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from partyx.language.grammar import pattern
from partyx.language.modality import OBLIGES
from partyx.language.ranges import before_marks

_VERB = pattern(r"<verbs.doing>")
_VERB_INSIDE = pattern(r"(?<=[ ,])<verbs.doing>")
_MAY_BE_NOUN = pattern(r"<verbs.may_be_noun>")
_BEFORE_NOUN = pattern(r"<verbs.before_noun> $")
_SUBORDINATES = pattern(r"<verbs.subordinates> $")
_NOUN = pattern(r"<verbs.nouns>|<verbs.leading>(?!,? <verbs.led>)")
_STATES = pattern(r"<instructions.states>")
_OBLIGED = pattern(rf"{OBLIGES} ?")
LIST_MARK = r"(?:[-+*•·]|\d{1,2}[.)]|[^\W\d_]\)|\(\d{1,2}\))"
_LEADS_ON = pattern(
    rf"{LIST_MARK} ?"
    r"|(?:<connectors.leads_on|connectors.items>"
    r"|<connectors.item_marks> <connectors.item_numbers>(?: <connectors.is>)?"
    r"|(?:<connectors.in> )?(?:<connectors.times> \d{4}|\d{1,2} <connectors.months_left>)"
    r"|<connectors.in> <time.quarter> \w{1,3}) ?[,:]? ?"
)
_ADJUNCT = pattern(r"<connectors.adjuncts> ")
_ADJUNCT_BEHIND = pattern(r", <connectors.adjuncts> ")
_NOT_ASKED = pattern(r"<instructions.not_asked>")
_ADDRESSEE = pattern(r"<instructions.addressees>")
_TOPIC = pattern(r"<instructions.topics>")
_INTRODUCES = pattern(r"<instructions.introduces>(?: <instructions.introduced_as>)* ?:")
_ADDS_NONE = pattern(r"<connectors.adds_none>|<documents.kinds> (?:<citations.number_words> )?\d")
"""Opens a clause that belongs to the one before: "gồm ...", or one more document of a list."""
_LONGEST_ADDRESSEE = 180
_LONGEST_ADJUNCT = 350
_LONGEST_BEFORE_OBLIGED = 400
_LONGEST_INTRODUCTION = 300
_LONGEST_BEFORE_NOUN = 24
_SHORT_TOPIC = 60
_SHORTEST_TASK = 10
_LEADING_WORDS = 4
"""A marker, an ordinal, a connecting word and a time: no clause of the genre begins with more."""
_QUOTES = '"“”'
_EDGE = " \t\r\n,;:.…/-–+•"


@dataclass(frozen=True, slots=True)
class Asked:
    """What one sentence asks for; ranges of the view.

    Attributes:
        tasks: The clauses.
        addressees: Who is to do them, where the sentence says so.
        opens_list: It only announces what the next lines ask for.
        obliges: It says "cần" or "phải".
    """

    tasks: tuple[tuple[int, int], ...]
    addressees: tuple[tuple[int, int], ...] = ()
    opens_list: bool = False
    obliges: bool = False


class Imperatives:
    """Reads what the sentences of one text ask for."""

    def __init__(self, view: str, folded: str) -> None:
        """Keep the text, and the same text folded."""
        self._view = view
        self._folded = folded

    def in_sentence(self, start: int, end: int) -> Asked | None:
        """What a sentence without a verb of saying asks for, or None when it asks for nothing.

        "Cùng với đó, tăng cường ...", "Trên cơ sở đó, các cấp ủy cần ..." ask; a sentence that reports
        ("đã", "sẽ", "cho biết" before its verb) does not.
        """
        folded = self._folded
        begin = self._behind_leading_words(start, end)
        if self._begins_with_verb(begin, end):
            return self._split(begin, end)
        obliged = _OBLIGED.search(folded, begin, min(end, begin + _LONGEST_BEFORE_OBLIGED))
        if obliged and not _NOT_ASKED.search(folded, begin, obliged.start()):
            return replace(self.asked_for(begin, end), obliges=True)
        return self._behind_adjunct(begin, end) if _ADJUNCT.match(folded, begin, end) else None

    def asked_for(self, start: int, end: int) -> Asked:
        """What ``view[start:end]`` asks for, which stands behind a verb like "đề nghị".

        The words before the first verb of doing, or before "cần" and "phải", are who is to act.
        """
        begin = self._behind_marks(start, end)
        announced = _INTRODUCES.search(self._folded, begin, min(end, begin + _LONGEST_INTRODUCTION))
        addressee, begin = self._addressee(begin, announced.start() if announced else end)
        asked = self._split(announced.end() if announced else begin, end)
        addressees = (addressee, *asked.addressees) if addressee else asked.addressees
        return replace(asked, addressees=addressees, opens_list=bool(announced) and not asked.tasks)

    def told_to(self, start: int, who: int, end: int) -> Asked | None:
        """What ``view[start:end]`` asks of ``view[start:who]``, when a verb of doing follows right there."""
        begin = who + 1
        if not _VERB.match(self._folded, begin, end) or _NOT_ASKED.search(self._folded, begin, end):
            return None
        asked = self._split(begin, end)
        return replace(asked, addressees=((start, who), *asked.addressees))

    def _begins_with_verb(self, begin: int, end: int) -> bool:
        folded = self._folded
        return _VERB.match(folded, begin, end) is not None and not _NOUN.match(folded, begin, end)

    def _is_surely_verb(self, begin: int, end: int) -> bool:
        return self._begins_with_verb(begin, end) and not _MAY_BE_NOUN.match(self._folded, begin, end)

    def _behind_leading_words(self, start: int, end: int) -> int:
        """Behind list markers and connecting words: "Cùng với đó, ", "Một là, "."""
        while start < end and self._folded[start].isspace():
            start += 1
        for _ in range(_LEADING_WORDS):
            match = _LEADS_ON.match(self._folded, start, end)
            if match is None:
                break
            start = match.end()
        return start

    def _behind_marks(self, start: int, end: int) -> int:
        return self._behind_leading_words(self._behind_edge(start, end), end)

    def _behind_edge(self, start: int, end: int) -> int:
        while start < end and self._view[start] in _EDGE:
            start += 1
        return start

    def _behind_adjunct(self, begin: int, end: int) -> Asked | None:
        """What is asked for behind "Trên cơ sở ..., ": by whom, else a clause that begins with a verb."""
        folded, limit = self._folded, min(end, begin + _LONGEST_ADJUNCT)
        if _NOT_ASKED.search(folded, begin, end):
            return None
        bare: Asked | None = None
        comma = folded.find(", ", begin, limit)
        while comma >= 0:
            clause = comma + 2
            if _ADDRESSEE.match(folded, clause, end):
                found = self.asked_for(clause, end)
                if found.addressees:
                    return found
            elif bare is None and self._is_surely_verb(clause, end):
                bare = self._split(clause, end)
            comma = folded.find(", ", clause, limit)
        return bare

    def _addressee(self, start: int, end: int) -> tuple[tuple[int, int] | None, int]:
        """Who is to act, and where what they are to do begins."""
        if self._begins_with_verb(start, end):
            return None, start
        limit = min(end, start + _LONGEST_ADDRESSEE)
        clause = self._folded.find(";", start, limit)
        limit = clause if clause >= 0 else limit
        obliged = _OBLIGED.search(self._folded, start, limit)
        verb = self._first_verb(start, limit)
        if obliged is None:
            return (self._named(start, verb), verb) if verb is not None else (None, start)
        start = self._behind_stating(start, obliged.start())
        who, begin = obliged.start(), obliged.end()
        if who - start < _SHORT_TOPIC and self._named(start, who) is None:
            # "công tác nhân sự phải bảo đảm ...": what is before "phải" is what it is about.
            return None, start
        if verb is not None and verb < who and self._is_short_addressee(start, verb):
            who, begin = verb, verb
        return self._named(start, who), begin

    def _first_verb(self, start: int, end: int) -> int | None:
        """The first verb of doing: no part of a name or noun ("tổ chức đảng"), and not behind "để"."""
        folded = self._folded
        for match in _VERB_INSIDE.finditer(folded, start, end):
            place = match.start()
            if self._view[place].isupper() or _NOUN.match(folded, place, end):
                continue
            before = max(start, place - _LONGEST_BEFORE_NOUN)
            if _SUBORDINATES.search(folded, before, place):
                continue
            if not (_MAY_BE_NOUN.match(folded, place, end) and _BEFORE_NOUN.search(folded, before, place)):
                return place
        return None

    def _is_short_addressee(self, start: int, verb: int) -> bool:
        """Whether a short addressee stands before the verb, so that a later "cần" is part of the task."""
        return (
            verb - start < _SHORT_TOPIC
            and _ADDRESSEE.match(self._folded, start, verb) is not None
            and not _STATES.match(self._folded, verb)
        )

    def _behind_stating(self, start: int, end: int) -> int:
        """Behind "Ban Chấp hành Đảng bộ tỉnh xác định, ", when such words stand before "cần"."""
        states = _STATES.search(self._folded, start, end)
        if states is None:
            return start
        start = states.end()
        while start < end and self._view[start] in _EDGE:
            start += 1
        return start

    def _named(self, start: int, end: int) -> tuple[int, int] | None:
        """The addressee in ``view[start:end]``: all of it up to an adjunct, or behind its last comma."""
        folded = self._folded
        one_name = self._view[start:end][:1].isupper() and folded.find(", ", start, end) < 0
        if not (_ADDRESSEE.match(folded, start, end) or (one_name and not _TOPIC.match(folded, start, end))):
            cut = max(folded.rfind(", ", start, end), folded.rfind(": ", start, end))
            if cut < 0 or not _ADDRESSEE.match(folded, cut + 2, end):
                return None
            start = cut + 2
        adjunct = _ADJUNCT_BEHIND.search(folded, start, end)
        end = adjunct.start() if adjunct else end
        end = before_marks(self._view, end, _EDGE, start)
        return (start, end) if end > start else None

    def _split(self, start: int, end: int) -> Asked:
        """The independent clauses of ``view[start:end]``, and who is to do those behind the first."""
        tasks: list[tuple[int, int]] = []
        addressees: list[tuple[int, int]] = []
        for low, high in self._pieces(start, end):
            added = tasks and _ADDS_NONE.match(self._folded, self._behind_edge(low, high), high)
            begin = self._behind_edge(low, high) if added else self._behind_marks(low, high)
            if obliged := _OBLIGED.match(self._folded, begin, high):
                begin = obliged.end()
            stop = self._before_marks(begin, high)
            if stop - begin < _SHORTEST_TASK:
                continue
            if tasks and _ADDS_NONE.match(self._folded, begin, stop):
                tasks[-1] = (tasks[-1][0], stop)
                continue
            if not tasks and self._is_addressee(begin, stop):
                addressees.append((begin, stop))
                continue
            who, rest = self._addressee(begin, stop) if tasks or addressees else (None, begin)
            if who and who[0] == begin and stop - rest >= _SHORTEST_TASK:
                addressees.append(who)
                begin = rest
            tasks.append((begin, stop))
        return Asked(tuple(tasks), tuple(addressees))

    def _is_addressee(self, begin: int, stop: int) -> bool:
        """Whether a clause only names who is to act, before others: "các Bộ trưởng; Chủ tịch UBND tỉnh"."""
        return (
            _ADDRESSEE.match(self._folded, begin, stop) is not None
            and self._first_verb(begin, stop) is None
            and not self._begins_with_verb(begin, stop)
            and not _OBLIGED.search(self._folded, begin, stop)
        )

    def _before_marks(self, begin: int, stop: int) -> int:
        """Before the punctuation at the end of a clause, and before a quote that opens outside of it."""
        view = self._view
        stop = before_marks(view, stop, _EDGE, begin)
        quotes = sum(view.count(mark, begin, stop) for mark in _QUOTES)
        return stop - 1 if view[stop - 1 : stop] in _QUOTES and quotes % 2 else stop

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        view = self._view
        pieces, depth, low = [], 0, start
        for position in range(start, end):
            character = view[position]
            if character in "(“":
                depth += 1
            elif character in ")”":
                depth = max(0, depth - 1)
            elif character == ";" and depth == 0:
                pieces.append((low, position))
                low = position + 1
        if depth and not pieces:  # a bracket that is never closed divides nothing
            cuts = [start - 1, *(index for index in range(start, end) if view[index] == ";"), end]
            return [(low + 1, high) for low, high in pairwise(cuts)]
        return [*pieces, (low, end)]
