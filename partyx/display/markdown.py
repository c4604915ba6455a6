"""An extraction as Markdown: tables that GitHub, GitLab and every converter read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.display import messages, wording
from partyx.display.shown import groups, shown
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.extraction import Extraction

_ACTING = re.compile(r"([\\`*_{}\[\]<>#|~$&!])|(?<=https:)(//)|(?<=http:)(//)")


def markdown(extraction: Extraction) -> str:
    """Every record with its quote, one table a type, then what was not found and the findings."""
    parts = [f"## {_safe(wording.heading(extraction))}"]
    for kind, records in groups(extraction).items():
        rows = []
        for index, record in enumerate(records):
            it = shown(record)
            facts = [it.title, *(f"{tr(name)}: {value}" for name, value in it.facts)]
            rows.append((str(index), it.head, "; ".join(filter(None, facts)), it.spans[0].text))
        parts += _table(kind, ("#", "", tr("What"), tr("Where it says so")), rows)
    if len(parts) == 1:
        parts.append(_safe(tr("No records.")))
    unlocated = [(*wording.claim(it), messages.worded(it.reason)) for it in extraction.unlocated]
    parts += _table("not found in the text", (tr("Claim"), tr("Said"), tr("Why not")), unlocated)
    found = [
        (tr(it.severity), messages.worded(it.message), ", ".join(it.records)) for it in extraction.findings
    ]
    parts += _table("findings", (tr("Finding"), tr("What is wrong"), tr("Records")), found)
    parts.append(f"{tr('Engine')}: {_safe(wording.engine(extraction.provenance))}  ")
    parts[-1] += f"\n{tr('Coverage')}: {_safe(wording.coverage(extraction))}"
    return "\n\n".join(parts) + "\n"


def _table(title: str, names: Iterable[str], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [_line(row) for row in rows]
    if not lines:
        return []
    names = tuple(names)
    head = [_line(names), "|" + "---|" * len(names)]
    return [f"### {_safe(wording.type_heading(title))}", "\n".join([*head, *lines])]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(map(_safe, cells)) + " |"


def _safe(text: str) -> str:
    """The text on one line with nothing that Markdown or HTML acts on."""
    return _ACTING.sub(lambda found: f"\\{found[0]}" if found[1] else "\\/\\/", wording.one_line(text))
