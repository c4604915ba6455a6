"""A resolution told at length: its tasks are the document's.

Some articles are about one document and say with "cần" and "phải" what it asks for, with no speaker.
The document is then the one that the headline or the lead cites as the place where things are laid
down ("xác định trong Nghị quyết số ..."), and at least two sentences below ask for something.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.draft import DraftTask
from partyx.mention import DocumentReading
from partyx.rules.imperatives import imperative_sentence

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.draft import DraftDirective
    from partyx.mention import Mentions

_LAID_DOWN = re.compile(
    r"(?:xác\s+định|nêu|đề\s+ra|đặt\s+ra|quy\s+định|chỉ\s+rõ|yêu\s+cầu|ban\s+hành)(?:\s+(?:rõ|cụ\s+thể))?(?:\s+(?:trong|tại|ở))?\s*(?:các\s+)?$",
    re.IGNORECASE,
)
_LAYS_DOWN = re.compile(
    r"[\s,]*(?:đã\s+)?(?:nêu|xác\s+định|đề\s+ra|yêu\s+cầu|chỉ\s+rõ|quy\s+định|đặt\s+ra)(?![^\W_])",
    re.IGNORECASE,
)
_LEAST_SENTENCES = 2


def with_paraphrased_tasks(
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
    view = article.view
    reading = mention.reading
    end = (reading.end if isinstance(reading, DocumentReading) else None) or mention.end
    return bool(
        _LAID_DOWN.search(view, max(0, mention.start - 60), mention.start) or _LAYS_DOWN.match(view, end)
    )


def _tasks(article: Article) -> tuple[list[DraftTask], int]:
    """What the sentences of the body ask for, and how many of them do."""
    tasks: list[DraftTask] = []
    sentences = 0
    running = False
    for sentence in article.sentences:
        if article.blocks[sentence.block].role is not Role.BODY:
            continue
        asked = imperative_sentence(article.view, sentence.start, sentence.end)
        obliges = asked is not None and (running or asked.obliges or asked.addressee is not None)
        running = obliges
        if asked is None or not obliges:
            continue
        sentences += 1
        tasks += (DraftTask(article.view[low:high], ((low, high),)) for low, high in asked.tasks)
    return tasks, sentences
