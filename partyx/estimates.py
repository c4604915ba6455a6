"""What an extraction would take, before anything is asked: calls, tokens, money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partyx.expectation import expected_of
from partyx.extractor import Extractor
from partyx.mentions import find_mentions
from partyx.pipeline import Asking
from partyx.reading import Unread, read_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partyx.article import Article
    from partyx.expectation import Expected
    from partyx.kinds.registry import RecordTypes
    from partyx.reading import Source
    from partyx.settings import Settings

__all__ = ["Estimate", "estimate"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an extraction would take. Nothing was asked for it.

    Attributes:
        articles: How many would be read.
        unread: Sources that give no article.
        calls: Requests to a model, those for second asks included.
        cached_calls: Further ones that the cache would answer.
        input_tokens: Prompt tokens of the calls, from their length.
        output_tokens: Answer tokens of the calls; without thinking, which nobody can tell beforehand.
        cost_usd: What the calls would cost; None when no price is known.
    """

    articles: int = 0
    unread: int = 0
    calls: int = 0
    cached_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None

    def __str__(self) -> str:
        """In one line."""
        cost = "price not known" if self.cost_usd is None else f"about ${self.cost_usd:.4f}"
        cached = f" (and {self.cached_calls} from the cache)" if self.cached_calls else ""
        unread = f", {self.unread} sources cannot be read" if self.unread else ""
        return (
            f"{self.articles} articles{unread}: about {self.calls} calls{cached}, "
            f"{self.input_tokens} prompt and {self.output_tokens} answer tokens, {cost}"
        )


def estimate(
    source: Source | Article | Iterable[Source | Article],
    *,
    settings: Settings | Mapping[str, Any] | None = None,
    model: str | None = None,
    records: RecordTypes = None,
) -> Estimate:
    """Say what extracting would take, without asking a model.

    Args:
        source: As for :func:`partyx.extract`, or several; a folder or an archive is all that it holds.
        settings: How it would run, as for :func:`partyx.extract`.
        model: The name of a model, in place of the settings'.
        records: Which record types.

    Raises:
        SettingsError: The settings are wrong or contradict each other.
        AuthenticationError: The service of the model needs a key and there is none.
    """
    with Extractor(settings, model=model, records=records) as extractor:
        return estimate_by(extractor, source)


def estimate_by(extractor: Extractor, source: Source | Article | Iterable[Source | Article]) -> Estimate:
    """As :func:`estimate`, with an extractor that is there."""
    articles = unread = 0
    taken: list[Expected] = []
    for found in read_many(source, extractor.settings):
        if isinstance(found, Unread):
            unread += not found.skipped
            continue
        articles += 1
        if isinstance(extractor.way, Asking):
            taken.append(expected_of(extractor.way, found, find_mentions(found)))
    costs = [one.cost_usd for one in taken]
    return Estimate(
        articles,
        unread,
        round(sum(one.calls for one in taken)),
        sum(one.cached_calls for one in taken),
        round(sum(one.input_tokens for one in taken)),
        round(sum(one.output_tokens for one in taken)),
        None if None in costs else sum(filter(None, costs)),
    )
