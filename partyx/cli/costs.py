"""What a run would cost, said before it begins, and a limit that it keeps within."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import typer

from partyx.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.article import Article
    from partyx.extractor import Extractor
    from partyx.reading import Source
    from partyx.records import Usage

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


class Limits(NamedTuple):
    """How much a run may take: US dollars, and tokens of prompts and answers; None for no limit."""

    usd: float | None = None
    tokens: int | None = None


class Purse:
    """Counts what a run takes, and says whether one more article fits within its limits."""

    def __init__(self, limits: Limits) -> None:
        """Begin with nothing spent."""
        self._limits = limits
        self._usd = 0.0
        self._tokens = 0

    def has_room(self, extractor: Extractor, article: Article) -> bool:
        """Whether an article may be asked about, by what it will probably take.

        Raises:
            SettingsError: There is a limit in dollars, and no price is known.
        """
        if self._limits == Limits():
            return True
        from partyx.estimates import estimate_by  # noqa: PLC0415

        wanted = estimate_by(extractor, article)
        usd, tokens = self._limits
        if usd is not None and wanted.cost_usd is None:
            raise SettingsError(
                "--budget: the price of this model is not known. Set --budget-tokens in its place, or: "
                "pip install 'partyx[prices]'"
            )
        return (usd is None or self._usd + (wanted.cost_usd or 0.0) <= usd) and (
            tokens is None or self._tokens + wanted.input_tokens + wanted.output_tokens <= tokens
        )

    def pay(self, usage: Usage | None) -> None:
        """Count what an article took."""
        if usage is not None:
            self._usd += usage.cost_usd or 0.0
            self._tokens += usage.input_tokens + usage.output_tokens
