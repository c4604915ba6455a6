"""Whether a service answers, without asking a model anything: its list of models is free."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2

from partyx.llm.providers import ANTHROPIC_VERSION
from partyx.local.hosts import is_this_machine

if TYPE_CHECKING:
    from partyx.llm.endpoint import Endpoint

_PATIENCE_S = 10.0
_LISTS = {
    "chat": ("/models", "Authorization", "Bearer {}"),
    "anthropic": ("/v1/models?limit=1000", "x-api-key", "{}"),
    "gemini": ("/v1beta/models?pageSize=1000", "x-goog-api-key", "{}"),
    "ollama": ("/api/tags", "Authorization", "Bearer {}"),
}
"""By the API that is spoken: where the list is, and the header that holds the key."""


def trouble_with(endpoint: Endpoint) -> str:
    """What is wrong with a service, in words; empty when it answers and knows the model, or does not say."""
    path, name, key = _LISTS[endpoint.api]
    headers = {name: key.format(endpoint.api_key), **endpoint.headers} if endpoint.api_key else {}
    if endpoint.api == "anthropic":
        headers["anthropic-version"] = ANTHROPIC_VERSION
    direct = is_this_machine(httpx2.URL(endpoint.base_url).host)
    try:
        with httpx2.Client(timeout=_PATIENCE_S, trust_env=not direct) as client:
            answer = client.get(f"{endpoint.base_url}{path}", headers=headers)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        return f"does not answer: {str(error).rstrip('.')}. Start it, or check base_url and your network."
    if answer.status_code in {401, 403}:
        return f"refuses the key ({answer.status_code}). Check the key and its variable."
    try:
        listed = answer.json()
        known = [_named(one) for one in listed.get("data", listed.get("models"))]
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    if not known or any(endpoint.model in {one, one.split(":")[0]} for one in known):
        return ""
    return f"does not list {endpoint.model}. It has: {', '.join(known[:8])}."


def _named(one: dict[str, object]) -> str:
    """The name of a model in a list, without what Google puts in front."""
    return str(one["id"] if "id" in one else one["name"]).removeprefix("models/")
