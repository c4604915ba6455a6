"""What a run would cost, said before it begins, and the options of a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

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

    typer.echo(estimate_by(extractor, sources))
