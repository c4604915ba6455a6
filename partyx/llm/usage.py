"""Counting what calls take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.llm.prices import cost
from partyx.records import Usage

if TYPE_CHECKING:
    from partyx.cache import Completion


_MOST_TOKENS = 10**12


def count(value: object) -> int:
    """A number of tokens as a service counted it; what is none counts nothing."""
    return value if type(value) is int and 0 < value < _MOST_TOKENS else 0


def of_call(completion: Completion, *, cached: bool, provider: str, model: str) -> Usage:
    """The usage of one answer: free and counted apart when it came from the cache."""
    price = cost(completion, provider=provider, model=model)
    if cached:
        return Usage(
            cached_calls=1,
            cached_input_tokens=completion.input_tokens,
            cached_output_tokens=completion.output_tokens,
            cost_usd=0.0,
            cached_cost_usd=price,
        )
    return Usage(
        calls=1,
        input_tokens=completion.input_tokens,
        output_tokens=completion.output_tokens,
        thinking_tokens=completion.thinking_tokens,
        cost_usd=price,
    )


def add(one: Usage, other: Usage) -> Usage:
    """The sum; a cost in it is unknown as soon as that of one call is."""
    both = (one, other)
    counts = {name: getattr(one, name) + getattr(other, name) for name in _COUNTS}
    return Usage(
        **counts,
        cost_usd=_total([part.cost_usd for part in both if part.calls or part.cached_calls]),
        cached_cost_usd=_total([part.cached_cost_usd for part in both if part.cached_calls]),
    )


_COUNTS = [name for name, field in Usage.model_fields.items() if field.annotation is int]


def _total(costs: list[float | None]) -> float | None:
    known = [cost for cost in costs if cost is not None]
    return sum(known) if known and len(known) == len(costs) else None
