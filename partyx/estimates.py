"""What an extraction would take, before anything is asked: calls, tokens, money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partyx.extractor import Extractor
from partyx.mentions import find_mentions
from partyx.pipeline import Asking
from partyx.reading import Unread, read_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partyx.article import Article
    from partyx.kinds.registry import RecordTypes
    from partyx.reading import Source
    from partyx.settings import Settings

__all__ = ["Estimate", "estimate"]

_SECOND_ASKS = 0.37
"""Second asks about figures nobody claimed, and re-asks, for each question about a whole article: 7 for
19."""
_SECOND_SHARE = 0.36
"""Prompt of a second ask, as a share of the first one's: it shows the sentences of its figures alone."""
_SECOND_ANSWER = 60


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
    counted = _Counted(extractor)
    for found in read_many(source, extractor.settings):
        if isinstance(found, Unread):
            counted.unread += not found.skipped
        else:
            counted.add(found)
    return counted.done()


class _Counted:
    """The sum over articles."""

    def __init__(self, extractor: Extractor) -> None:
        self._way = extractor.way
        self.articles = self.unread = self.cached = 0
        self.calls = self.prompt = self.answer = 0.0

    def add(self, article: Article) -> None:
        """Count what one article would take."""
        self.articles += 1
        if not isinstance(self._way, Asking):
            return
        engine, client = self._way.engine, self._way.client
        for ask in engine.questions(article, find_mentions(article)):
            found = client.expected(ask.messages, ask.schema)
            if found is None:
                self.cached += 1
                continue
            self.calls += 1
            self.prompt += found.prompt
            self.answer += found.answer
            if ask.name == "article" and self._way.settings.second_ask:
                self.calls += _SECOND_ASKS
                self.prompt += _SECOND_ASKS * _SECOND_SHARE * found.prompt
                self.answer += _SECOND_ASKS * _SECOND_ANSWER

    def done(self) -> Estimate:
        """The estimate."""
        prompt, answer = round(self.prompt), round(self.answer)
        cost: float | None = 0.0
        if isinstance(self._way, Asking) and self.calls:
            cost = self._way.client.price(prompt, answer)
        return Estimate(self.articles, self.unread, round(self.calls), self.cached, prompt, answer, cost)
