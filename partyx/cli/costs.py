"""What a run would cost, said before it begins, and the options of a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from partyx.cli.streams import say
from partyx.translation import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.extractor import Extractor
    from partyx.reading import Source

DRY_RUN = typer.Option("--dry-run", help="Say what it would take (calls, tokens, money); ask nothing.")
BUDGET = typer.Option(
    min=0,
    metavar="USD",
    help="Stop before the answers of a model would cost more than this.",
    show_default=False,
)
BUDGET_TOKENS = typer.Option(
    min=0, help="Stop before the answers of a model would take more tokens than this.", show_default=False
)


def tell_estimate(extractor: Extractor, sources: Iterable[Source]) -> None:
    """Print what a run would take."""
    from partyx.estimates import estimate_by  # noqa: PLC0415 - loads every stage

    found = estimate_by(extractor, sources)
    asked = trn("about {} call", "about {} calls", found.calls)
    if found.cached_calls:
        asked += trn(" (and {} from the cache)", " (and {} from the cache)", found.cached_calls)
    tokens = tr("{} prompt and {} answer tokens", f"{found.input_tokens:,}", f"{found.output_tokens:,}")
    cost = tr("price not known") if found.cost_usd is None else tr("about {}", f"${found.cost_usd:.4f}")
    read = trn("{} article", "{} articles", found.articles)
    if found.unread:
        read += trn(", {} source cannot be read", ", {} sources cannot be read", found.unread)
    say(f"{read}: {asked}, {tokens}, {cost}")
