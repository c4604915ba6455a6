"""Which names of a gold record the article does not print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.scoring.gold.format import GoldRecord

_NAMES = ("subject", "organizer", "location", "issuer")


def _names(record: GoldRecord) -> Iterator[tuple[str, str]]:
    for field in _NAMES:
        name = getattr(record, field, None)
        # Of a directive the subject is free text, of a statistic it is a body's name.
        if name is not None and not (field == "subject" and hasattr(record, "tasks")):
            yield field, name
    for role in ("chairs", "speakers", "attendees"):
        for index, person in enumerate(getattr(record, role, ())):
            yield f"{role}[{index}].name", person.name
            for number, title in enumerate(person.titles):
                yield f"{role}[{index}].titles[{number}]", title


def not_printed(record: GoldRecord, text: str) -> list[tuple[str, str]]:
    """Field and value of every name that is nowhere in the text, spelling folded.

    A name may rightly be so: "các huyện ủy, thành ủy" names two kinds of bodies. It wants a second look.
    """
    folded = fold(text)
    return [(where, name) for where, name in _names(record) if fold(name).strip() not in folded]
