"""What is said of an instruction and told of another: its tasks, performers, days, verb, and who issued it.

Each value is printed in the article, so nothing refuses it; it stands outside the sentences of the
instruction, or behind somebody else who asks for it. Of the 68 directives of a strong model in the thirty
articles of the evals none has such a note.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from partyx.checks.directives.askers import asked_by, asks_right_before
from partyx.checks.notes import MOST, from_elsewhere
from partyx.checks.printed import akin, between_semicolons
from partyx.deadline import in_time
from partyx.language.denials import denied as is_denied
from partyx.language.fold import fold
from partyx.language.grammar import Behind, pattern
from partyx.mention import DocumentReading, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.checks.directives.askers import Asked
    from partyx.checks.printed import Printed
    from partyx.kinds.built_in.directive import Directive
    from partyx.records import Finding, Span

_ASKING = "modality.asks|modality.obliges|instructions.directs"
_ASKS = pattern(f"<{_ASKING}>")
_DIRECTS = pattern(f"<{_ASKING}|speech.says|speech.speaks|instructions.introduces>")
_REPORTED = Behind("instructions.not_asked")
_PRAISES = pattern("<instructions.praises>")
_AIMS = pattern("<modality.aims>")
_DEADLINE = Behind("instructions.deadlines")
_STATES = pattern(
    r"(?P<pledge><instructions.pledges>)|(?P<aim><instructions.sets_aims>)|<instructions.finds>(?= \d)"
)
_JOINT = pattern("<documents.joint>")
_RECEIVER = pattern(
    r" (?:<instructions.received> )?(?P<who>(?:(?:<numbers.digits>|\d{1,3}) )?<instructions.addressees>"
    r"[^,;:.()\n]{0,60})"
)
_REACH = 400
"""Characters before a task in which somebody asks for it, or tells of it."""


def check_instructions(printed: Printed, directives: Sequence[Directive]) -> Iterator[Finding]:
    """One note a value of a directive that the article tells of something else."""
    for index, directive in enumerate(in_time(directives)):
        instruction = _Instruction(printed, directive)
        spoken = instruction.of_speech() if directive.source == "speech" else ()
        for field, said, why, spans in instruction.of_tasks():
            yield from_elsewhere(f"directives[{index}]", field, said, why, spans)
        for field, said, why in (*spoken, *instruction.of_document()):
            yield from_elsewhere(f"directives[{index}]", field, said, why, directive.evidence)


class _Instruction:
    """One directive, and the sentences and paragraphs that give it."""

    def __init__(self, printed: Printed, directive: Directive) -> None:
        self._printed = printed
        self._article = printed.article
        self._one = directive
        self._sentences = printed.sentences(directive.evidence)
        self._paragraphs = printed.paragraphs(directive.evidence)

    def of_tasks(self) -> Iterator[tuple[str, str, str, tuple[Span, ...]]]:
        """Tasks that somebody else asks for, or nobody at all, and where the note points."""
        for task in self._one.tasks:
            if why := self._of_task(self._article.view_range(task.evidence[0])[0]):
                every = self._one.evidence
                yield "task", task.text, why, every if len(every) <= MOST else task.evidence

    def _of_task(self, start: int) -> str | None:
        """Why what starts here is no task of this directive, or None."""
        issuer, asked = self._one.issuer, asked_by(self._printed, start)
        own = asked is not None and asked.verb[0] >= self._article.sentence_around(start)[0]
        if self._one.source == "document":
            named = own and asked is not None and asked.who is not None and asked.is_person
            return f"is asked for by {asked.who!r}" if asked and named else None
        if not own and (why := self._of_statement(start)):
            return why
        if asked is None:
            return None
        if is_denied(self._article.folded, asked.verb[0], asked.low):
            return "is said not to be asked for"
        if issuer is None or asked.who is None or asked.may_be(issuer):
            return None
        return None if asked.who in self._printed.holders(issuer) else f"is asked for by {asked.who!r}"

    def _of_statement(self, start: int) -> str | None:
        """Why a task before which its sentence asks for nothing is none: it is pledged, found or aimed at."""
        folded, (low, _) = self._article.folded, self._article.sentence_around(start)
        low = max(low, start - _REACH)
        asks = _ASKS.search(folded, low, start) is not None
        if _PRAISES.match(folded, start) and not asks:
            return "praises, and asks for nothing"
        told = None if _DIRECTS.search(folded, low, start) else _STATES.search(folded, low, start)
        if told is None:
            reported = None if asks else _REPORTED.start(folded, start - 1, low)
            word = None if reported is None else folded[reported : start - 1]
            return word and f"is not asked for where {word!r} stands before it"
        if told["pledge"] and not self._names_anybody(low, told.start()):
            return None
        if told["aim"] and self._is_asked_above(low):
            return None
        return f"is not asked for where {told[0]!r} stands before it"

    def _names_anybody(self, low: int, high: int) -> bool:
        named = self._printed.mentions.within(low, high)
        return any(one.kind in (Kind.PERSON, Kind.ORGANISATION) for one in named)

    def _is_asked_above(self, low: int) -> bool:
        """Whether what stands before a sentence asks: in its paragraph, or where its list hangs from."""
        return _DIRECTS.search(self._article.folded, self._printed.goes_on_from(low), low) is not None

    def of_document(self) -> Iterator[tuple[str, str, str]]:
        """Who issued a document, where only what it is about names them: "về phối hợp giữa A với B".

        Not of one that several issue together.
        """
        document, issuer = self._one.document, self._one.issuer
        if (
            document is None
            or document.span is None
            or issuer is None
            or _JOINT.search(fold(document.printed))
        ):
            return
        printed, low = self._printed, self._article.view_range(document.span)[0]
        cited = printed.mentions.within(low, low + 1, Kind.DOCUMENT)
        if any(isinstance(it.reading, DocumentReading) and it.reading.issuer == issuer for it in cited):
            return
        places = tuple(printed.places(issuer, self._paragraphs))
        named = (it for at in self._sentences for it in printed.mentions.within(*at, Kind.ORGANISATION))
        if not places or any(akin(it.text, issuer) and not printed.subjects.covers(it.start) for it in named):
            return
        if all(map(printed.subjects.covers, places)):
            yield "issuer", issuer, "is named only in what the document is about"

    def of_speech(self) -> Iterator[tuple[str, str, str]]:
        """What a spoken instruction says that its sentences, or paragraphs, do not."""
        one, sentences = self._one, self._printed.within(self._sentences)
        if one.tasks and not self._is_asked():
            yield "task", one.tasks[0].text, "stands where nobody asks for anything"
        if one.kind and (why := self._of_kind(one.kind)):
            yield "kind", one.kind, why
        for who in one.addressees:
            if not sentences.prints(who):
                yield "addressee", who, "stands in another sentence"
            elif other := self._asked_instead_of(who):
                yield "addressee", who, f"is not {other!r}, who is asked"
        if one.deadline is not None and not sentences.prints(one.deadline.printed):
            yield "deadline", one.deadline.printed, "stands in another sentence"
        elif one.deadline is not None and (other := self._due_instead_of(one.deadline.printed)):
            yield "deadline", one.deadline.printed, f"is not {other!r}, by when its clause wants it done"
        if one.date is not None and self._is_said_later(one.date.printed):
            yield "date", one.date.printed, "is said only behind it"

    def _asked_instead_of(self, who: str) -> str | None:
        """Who is asked right behind the verb that asks for a single task, where that is not who is to act.

        "Báo cáo Ban Thường vụ" and the addressee of another verb stand in the same sentence. Of several
        tasks each may have its own: there three right addressees of a strong model's were noted.
        """
        start, asked = self._first
        if asked is None or len(self._one.tasks) != 1 or len(self._one.addressees) != 1:
            return None
        if asked.verb[1] >= start or self._printed.prints([(asked.verb[1], start)], who):
            return None
        named = self._printed.mentions.within(asked.verb[1], start, Kind.ORGANISATION)
        behind = next((one.text for one in named if one.start <= asked.verb[1] + 1), None)
        if behind is None and asks_right_before(self._printed, who, (asked.low, asked.verb[0])):
            behind = self._article.view[asked.verb[1] : start].strip() or None
        elif behind is None and (found := _RECEIVER.match(self._article.folded, asked.verb[1], start)):
            behind = self._article.view[slice(*found.span("who"))].strip()
        return None if behind is None or akin(behind, who) else behind

    def _due_instead_of(self, printed: str) -> str | None:
        """The deadline in the clause of a single task, where that is another."""
        if len(self._one.tasks) != 1:
            return None
        folded, (start, _) = self._article.folded, self._first
        low, high = between_semicolons(self._article, (start, start))
        dates = self._printed.mentions.within(low, high, Kind.DATE)
        due = [one.text for one in dates if _DEADLINE.start(folded, one.start - 1, low) is not None]
        return None if not due or self._printed.prints([(low, high)], printed) else due[0]

    @cached_property
    def _first(self) -> tuple[int, Asked | None]:
        """Where the first task starts, and how it is asked for; None without a task as well."""
        if not self._one.tasks:
            return 0, None
        start = self._article.view_range(self._one.tasks[0].evidence[0])[0]
        return start, asked_by(self._printed, start)

    def _is_asked(self) -> bool:
        """Whether somebody asks for the first task, or says anything in the paragraphs of the instruction."""
        folded = self._article.folded
        if any(it.search(folded, *at) for at in self._paragraphs for it in (_DIRECTS, _AIMS)):
            return True
        return self._first[1] is not None

    def _of_kind(self, kind: str) -> str | None:
        """Why a verb is not the one by which the first task is asked for."""
        if not self._printed.prints(self._paragraphs, kind):
            return "is not in the words of its paragraphs"
        start, asked = self._first
        if asked is None or self._printed.prints([(asked.low, start)], kind):
            return None
        return f"is not {self._article.folded[slice(*asked.verb)]!r}, by which the task is asked for"

    def _is_said_later(self, printed: str) -> bool:
        first = next(self._printed.places(printed), 0)
        return first >= max(high for _, high in self._paragraphs)
