"""What one article will probably take of a model, and a budget kept by it: nothing is asked to know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.errors import PartyxError
from partyx.pipeline import Asking

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from partyx.article import Article
    from partyx.budget import Spending
    from partyx.extraction import Extraction
    from partyx.mention import Mentions
    from partyx.pipeline import Rules, Run, Screen
    from partyx.records import Usage

_SECOND_ASKS = 0.2
"""Second asks about figures nobody claimed, for each question about a whole article: 6 for 30."""
_SECOND_SHARE = 0.33
"""Prompt of a second ask, as a share of the first one's: it shows the sentences of its figures alone."""
_SECOND_ANSWER = 50


@dataclass(frozen=True, slots=True)
class Expected:
    """What an article will probably take; counts are means, and no whole numbers.

    Attributes:
        calls: Requests to a model, those for second asks included.
        cached_calls: Further ones that the cache answers.
        input_tokens: Prompt tokens of the calls, from their length.
        output_tokens: Answer tokens of the calls; without thinking, which nobody can tell beforehand.
        cost_usd: What the calls will cost; None when no price is known.
    """

    calls: float = 0.0
    cached_calls: int = 0
    input_tokens: float = 0.0
    output_tokens: float = 0.0
    cost_usd: float | None = 0.0


def expected_of(way: Asking, article: Article, mentions: Mentions) -> Expected:
    """What extracting from an article will probably take."""
    calls = prompt = answer = 0.0
    cached = 0
    for ask in way.engine.questions(article, mentions):
        found = way.client.expected(ask.messages, ask.schema)
        if found is None:
            cached += 1
            continue
        again = _SECOND_ASKS if ask.name == "article" and way.settings.second_ask else 0.0
        calls += 1 + again
        prompt += (1 + again * _SECOND_SHARE) * found.prompt
        answer += found.answer + again * _SECOND_ANSWER
    price = way.client.price(round(prompt), round(answer)) if calls else 0.0
    return Expected(calls, cached, prompt, answer, price)


async def within(
    spending: Spending,
    way: Rules | Asking,
    extract: Callable[[Screen | None], Awaitable[Extraction]],
    screen: Screen | None,
) -> Extraction:
    """Extract from an article of many, if the budget reaches for it once it was read, and count what it took.

    Raises:
        BudgetError: It does not; nothing was asked about the article.
    """
    if not spending.limited or not isinstance(way, Asking):
        return await extract(screen)
    reserved: Expected | None = None
    taken: Usage | None = None

    def look(run: Run) -> None:
        nonlocal reserved
        if screen is not None:
            screen(run)
        wanted = expected_of(way, run.article, run.mentions)
        spending.reserve(wanted)
        reserved = wanted

    try:
        found = await extract(look)
        taken = found.provenance.usage
    except PartyxError as error:
        taken = getattr(error, "usage", None)
        raise
    finally:
        spending.settle(taken, reserved)
    return found
