"""Directives by rule: cited documents, and instructions given in speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.rules.directives.cited_documents import draft_cited_documents, with_demands
from partyx.rules.directives.instructions import draft_instructions
from partyx.rules.directives.laid_down import with_tasks_laid_down

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.draft import DraftDirective
    from partyx.mention import Mentions


def draft_directives(article: Article, mentions: Mentions) -> tuple[DraftDirective, ...]:
    """Every directive the article states, documents first, each in the order of first evidence.

    When nobody speaks, what the article says is to be done belongs to the document it is about, see
    :mod:`partyx.rules.directives.laid_down`.
    """
    documents = draft_cited_documents(article, mentions)
    instructions = draft_instructions(article, mentions)
    if not instructions:
        documents = with_tasks_laid_down(article, mentions, documents)
    asking = [one for one in instructions if one.source == "document"]
    spoken = [one for one in instructions if one.source == "speech"]
    return (*with_demands(documents, asking, mentions), *spoken)
