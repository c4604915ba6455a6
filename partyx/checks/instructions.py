"""What is said of an instruction and told of another: its tasks, performers, days and verb.

Each value is printed in the article, so nothing refuses it; it stands outside the sentences of the
instruction, or behind somebody else who asks for it. Of the 68 directives of a strong model in the thirty
articles of the evals none has such a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.checks.elsewhere import noted
from partyx.checks.printed import Printed
from partyx.deadline import in_time
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.mention import Kind, PersonReading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.directive import Directive, Task
    from partyx.mention import Mentions
    from partyx.records import Finding

_ASKS = pattern("<instructions.directs>")
_DIRECTS = pattern(
    "<modality.asks|modality.obliges|modality.aims|speech.says|speech.speaks|instructions.directs|instructions.introduces>"
)
_REACH = 400
"""Characters before a task in which somebody asks for it."""


def check_instructions(
    article: Article, mentions: Mentions, directives: Sequence[Directive]
) -> Iterator[Finding]:
    """One note a value of a directive that the article tells of something else."""
    printed = Printed(article, mentions)
    for index, directive in enumerate(in_time(directives)):
        instruction = _Instruction(printed, directive)
        spoken = instruction.of_speech() if directive.source == "speech" else ()
        for field, said, why in (*instruction.of_tasks(), *spoken):
            yield noted(f"directives[{index}]", field, said, why, directive.evidence)


class _Instruction:
    """One directive, and the sentences and paragraphs that give it."""

    def __init__(self, printed: Printed, directive: Directive) -> None:
        self._printed = printed
        self._article = printed.article
        self._one = directive
        self._sentences = printed.sentences(directive.evidence)
        self._paragraphs = printed.paragraphs(directive.evidence)

    def of_tasks(self) -> Iterator[tuple[str, str, str]]:
        """Tasks that somebody else asks for."""
        issuer = self._one.issuer
        if self._one.source == "speech" and issuer is None:
            return
        for task in self._one.tasks:
            asks = self._who_asks(task)
            by_document = self._one.source == "document"
            if asks and (by_document or issuer is None or not _is_one(asks, issuer)):
                yield "task", task.text, f"is asked for by {asks!r}"

    def _who_asks(self, task: Task) -> str | None:
        """The last person named before a verb that asks for a task, in its sentence."""
        start, _ = self._article.view_range(task.evidence[0])
        low = max(self._article.sentence_around(start)[0], start - _REACH)
        verbs = [found.start() for found in _ASKS.finditer(self._article.folded, low, start)]
        named = self._printed.mentions.within(low, verbs[-1], Kind.PERSON) if verbs else ()
        reading = named[-1].reading if named else None
        return reading.name if isinstance(reading, PersonReading) else None

    def of_speech(self) -> Iterator[tuple[str, str, str]]:
        """What a spoken instruction says that its sentences, or paragraphs, do not."""
        one, sentences, paragraphs = self._one, self._sentences, self._paragraphs
        if one.tasks and not any(_DIRECTS.search(self._article.folded, *it) for it in paragraphs):
            yield "task", one.tasks[0].text, "stands where nobody asks for anything"
        if one.kind and not self._printed.prints(paragraphs, one.kind):
            yield "kind", one.kind, "is not in the words of its paragraphs"
        for who in one.addressees:
            if not self._printed.prints(sentences, who):
                yield "addressee", who, "stands in another sentence"
        if one.deadline is not None and not self._printed.prints(sentences, one.deadline.printed):
            yield "deadline", one.deadline.printed, "stands in another sentence"
        if one.date is not None and self._is_said_later(one.date.printed):
            yield "date", one.date.printed, "is said only behind it"

    def _is_said_later(self, printed: str) -> bool:
        first = next(self._printed.places(printed), 0)
        return first >= max(high for _, high in self._paragraphs)


def _is_one(name: str, issuer: str) -> bool:
    """Whether a name is that of who gives an instruction, perhaps shorter or with a title."""
    return fold(name) in fold(issuer) or fold(issuer) in fold(name)
