"""Asking a small model: one sentence or a handful of ids a call, a choice wherever there is one.

With a 1.5B model a call about a whole article gave nothing usable, while one sentence a call gave 17 of 18
figures in a prototype. System prompt and examples of each question are a constant prefix, which a local
server's prompt cache serves; ids and lists are enums of the schema, which its grammar enforces. Sentences
without a figure, an event or a directing verb are not asked about; cited documents are taken as they are.

Beside another reader (the rules) it is asked less: how the figures found are to be called
(:mod:`partyx.model.small.beside`).
"""

from partyx.model.small.alone import article_jobs, with_day
from partyx.model.small.beside import label_jobs, relabelled
from partyx.model.small.question import Questions
from partyx.model.small.size import by_sentence

__all__ = ["Questions", "article_jobs", "by_sentence", "label_jobs", "relabelled", "with_day"]
