"""Counting what calls take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.llm.prices import cost
from partyx.records import Usage

if TYPE_CHECKING:
    from partyx.cache import Completion


def of_call(completion: Completion, *, cached: bool, provider: str, model: str) -> Usage:
    """The usage of one answer: free and counted apart when it came from the cache."""
    if cached:
        return Usage(
            cached_calls=1,
            cached_input_tokens=completion.input_tokens,
            cached_output_tokens=completion.output_tokens,
            cost_usd=0.0,
        )
    return Usage(
        calls=1,
        input_tokens=completion.input_tokens,
        output_tokens=completion.output_tokens,
        cost_usd=cost(completion, provider=provider, model=model),
    )


def add(one: Usage, other: Usage) -> Usage:
    """The sum; its cost is unknown as soon as that of one paid call is."""
    parts = [part for part in (one, other) if part.calls or part.cached_calls]
    costs = [part.cost_usd for part in parts]
    known = [cost for cost in costs if cost is not None]
    return Usage(
        calls=one.calls + other.calls,
        cached_calls=one.cached_calls + other.cached_calls,
        input_tokens=one.input_tokens + other.input_tokens,
        output_tokens=one.output_tokens + other.output_tokens,
        cached_input_tokens=one.cached_input_tokens + other.cached_input_tokens,
        cached_output_tokens=one.cached_output_tokens + other.cached_output_tokens,
        cost_usd=sum(known) if known and len(known) == len(costs) else None,
    )
