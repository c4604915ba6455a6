"""What closed vocabularies are called in the language that is asked for: kinds, topics, measures.

A kind is Vietnamese, as the article has it; for who reads English it is followed by what it is called in
English ("nghị quyết (resolution)"). Topics and measures are stored as ids and have a name in each language.
What is stored is never glossed.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.lexicon import entries, values
from partyx.translation import ENGLISH, language, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

_MEASURES = {
    "attainment": "attainment of a plan",
    "change": "change",
    "rate": "rate",
    "amount": "amount of money",
}
"""What a measure is called; a count and a share tell themselves by their unit."""
_CHANGES = {"up": "increase", "down": "decrease"}
NAMES = (*_MEASURES.values(), *_CHANGES.values())
"""All that measures are called: keys of the catalogue."""


def document(kind: str) -> str:
    """What a kind of document is called in English; "" where it has no gloss, and in other languages."""
    return _gloss("document_kinds", kind)


def instruction(verb: str) -> str:
    """What a verb of directing means in English; "" as for a document."""
    return _gloss("directing_verbs", verb)


def meeting(kind: str) -> str:
    """What a kind of meeting is called in English, by the longest beginning that has a gloss; "" as above."""
    words = kind.split()
    beginnings = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next(filter(None, (_gloss("meeting_kinds", beginning) for beginning in beginnings)), "")


def kind(said: str) -> str:
    """What a kind is called in English where nothing tells what it is a kind of; a document goes first."""
    return document(said) or instruction(said) or meeting(said)


def _gloss(role: str, said: str) -> str:
    return str(values(f"glosses.{role}").get(fold(said)) or "") if language() == ENGLISH else ""


def glossed(said: str, gloss: str) -> str:
    """Words with their gloss behind them: "chỉ thị (directive)"."""
    return f"{said} ({gloss})" if gloss else said


@cache
def topics() -> Mapping[str, Mapping[str, str]]:
    """Every topic's id to its names (``vi``, ``en``) and its ``definition``."""
    return {
        entry.value["id"]: entry.value for entry in (*entries("topics.topics"), *entries("topics.things"))
    }


def topic(said: str) -> str:
    """A topic's name in the language that is asked for; an id that is not known stays."""
    return topics().get(said, {}).get(language(), said)


def measure(said: str | None, direction: str | None = None) -> str:
    """What kind of figure it is; "" for a count or a share, which its unit tells."""
    return tr(_CHANGES.get(direction or "") or _MEASURES.get(said or "", ""))
