"""What a call costs, and what else the price list of genai-prices (the extra ``prices``) knows of a model."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genai_prices.types import ModelInfo

    from partyx.cache import Completion

_LISTED = {
    "openai": "openai",
    "azure": "azure",
    "openrouter": "openrouter",
    "groq": "groq",
    "together": "together",
    "deepseek": "deepseek",
    "mistral": "mistral",
    "gemini": "google",
    "anthropic": "anthropic",
    "xai": "x-ai",
    "cohere": "cohere",
    "fireworks": "fireworks",
    "cerebras": "cerebras",
    "moonshot": "moonshotai",
    "bedrock": "aws",
    "zai": "zai",
}


@lru_cache(maxsize=64)
def listed(provider: str, model: str) -> ModelInfo | None:
    """What the list says of a model of a service; None where it does not know it, or is not installed."""
    if provider not in _LISTED:
        return None
    try:
        from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415 - optional, and 0.3 s
    except ImportError:
        return None
    try:
        return get_snapshot().find_provider_model(model, None, _LISTED[provider], None)[1]
    except LookupError:
        return None


def cost(completion: Completion, *, provider: str, model: str) -> float | None:
    """The price of one answer in US dollars: what the service says, else by the list; None when not known.

    A model on one's own machine has no list price, and neither has one at an address we do not know.
    """
    if completion.cost_usd is not None:
        return completion.cost_usd
    if provider not in _LISTED:
        return None
    try:
        import genai_prices  # noqa: PLC0415 - optional, and 0.3 s
    except ImportError:
        return None
    prefix = min(completion.prefix_tokens, completion.input_tokens)
    used = genai_prices.Usage(
        input_tokens=completion.input_tokens,
        cache_read_tokens=prefix,
        cache_write_tokens=min(completion.stored_tokens, completion.input_tokens - prefix),
        output_tokens=completion.output_tokens,
    )
    try:
        price = genai_prices.calc_price(used, model_ref=model, provider_id=_LISTED[provider])
    except LookupError:
        return None
    return float(price.total_price)
