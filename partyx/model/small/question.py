"""What the small questions about one article have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.language.lexicon import word
from partyx.model.asks import Ask
from partyx.model.marking import sentence_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic import BaseModel

    from partyx.mention import Mention
    from partyx.model.marking import Line
    from partyx.model.prompts import Prompts
    from partyx.model.refs import Refs


@dataclass(frozen=True)
class Questions:
    """Makes the small questions about one article.

    Attributes:
        prompts: The words around each.
        refs: The article.
    """

    prompts: Prompts
    refs: Refs

    def ask(self, question: str, parts: Iterable[str], schema: type[BaseModel]) -> Ask:
        """One question of one prompt file."""
        return Ask(self.prompts.small(question, "\n".join(parts)), schema, question)

    def sentence(
        self, line: Line, mentions: Sequence[Mention] = (), parts: Sequence[tuple[int, int]] = ()
    ) -> str:
        """The sentence as the question shows it."""
        shown = sentence_text(self.refs.marked.article.view, line, mentions, parts)
        return f"{word('questions.sentence')}: {shown}"
