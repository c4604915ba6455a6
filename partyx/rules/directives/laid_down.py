"""A resolution told at length: its tasks are the document's.

Some articles are about one document and say with "cần" and "phải" what it asks for, with no speaker.
The document is then the one that the headline or the lead cites as the place where things are laid
down ("xác định trong Nghị quyết số ..."), and at least two sentences below ask for something.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.draft import DraftTask
from partyx.language.grammar import pattern
from partyx.rules.directives.imperatives import Imperatives

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.draft import DraftDirective
    from partyx.mention import Mentions

_LAID_DOWN_IN = pattern(
    r"<instructions.laid_down>(?: <instructions.where>)? ?(?:<instructions.laid_down_rows> )?$"
)
_LONGEST_CUE = 60
_LEAST_SENTENCES = 2


def with_tasks_laid_down(
    article: Article, mentions: Mentions, documents: list[DraftDirective]
) -> list[DraftDirective]:
    """Give the document that the article is about the tasks that the article lays out."""
    about = next((item for item in documents if _laid_down(article, mentions, item)), None)
    if about is None:
        return documents
    tasks, sentences = _tasks(article)
    if sentences < _LEAST_SENTENCES:
        return documents
    return [replace(item, tasks=tuple(tasks)) if item is about else item for item in documents]


def _laid_down(article: Article, mentions: Mentions, directive: DraftDirective) -> bool:
    """Whether the headline or the lead cites the document as laying something down."""
    mention = mentions.by_id[directive.document or ""]
    if article.role_at(mention.start) not in {Role.HEADLINE, Role.LEAD}:
        return False
    folded = article.folded
    return _LAID_DOWN_IN.search(folded, max(0, mention.start - _LONGEST_CUE), mention.start) is not None


def _tasks(article: Article) -> tuple[list[DraftTask], int]:
    """What the sentences of the body ask for, and how many of them do."""
    tasks: list[DraftTask] = []
    sentences = 0
    running = False
    imperatives = Imperatives(article.view, article.folded)
    for sentence in article.sentences:
        if article.blocks[sentence.block].role is not Role.BODY:
            continue
        asked = imperatives.in_sentence(sentence.start, sentence.end)
        obliges = asked is not None and (running or asked.obliges or bool(asked.addressees))
        running = obliges
        if asked is None or not obliges:
            continue
        sentences += 1
        tasks += (DraftTask(article.view[low:high], ((low, high),)) for low, high in asked.tasks)
    return tasks, sentences
