"""The table of services in docs/models.md, from the code: ``python tests/services_table.py --write``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from partyx.llm.manners import FORMS, LIMITS
from partyx.llm.providers import PROVIDERS, Provider

DOCS = Path(__file__).parent.parent / "docs" / "models.md"
HEAD = (
    "| prefix | endpoint | key from | schema sent as | when that is refused | longest answer as, else |",
    "|---|---|---|---|---|---|",
)


def row(one: Provider) -> str:
    """A service: where it is, what it is sent, and what after a refusal."""
    plainer = ", then ".join(FORMS[FORMS.index(one.form) + 1 :]) or "nothing plainer"
    limits = ", ".join(f"`{name}`" for name in sorted(LIMITS, key=lambda name: name != one.limit))
    if one.api != "chat":
        limits = "its own API"
    place, key = one.base_url or "your `base_url`", f"`{one.variable}`" if one.key else "none"
    return f"| `{one.name}/` | {place} | {key} | {one.form} | {plainer} | {limits} |"


def table() -> str:
    """All services."""
    return "\n".join((*HEAD, *map(row, PROVIDERS.values())))


def written(page: str) -> str:
    """The page with the table anew."""
    return re.sub(r"^\| prefix .*?(?=\n\n)", lambda _: table(), page, flags=re.DOTALL | re.MULTILINE)


if __name__ == "__main__":
    page = written(DOCS.read_text(encoding="utf-8"))
    if "--write" in sys.argv:
        DOCS.write_text(page, encoding="utf-8")
    else:
        sys.stdout.write(table() + "\n")
