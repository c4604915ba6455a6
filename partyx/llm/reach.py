"""Whether a service answers, without asking a model anything: its list of models is free."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2

from partyx.local.hosts import is_this_machine

if TYPE_CHECKING:
    from partyx.llm.endpoints import Endpoint

_PATIENCE_S = 10.0


def trouble_with(endpoint: Endpoint) -> str:
    """What is wrong with a service, in words; empty when it answers and knows the model, or does not say."""
    headers = {"Authorization": f"Bearer {endpoint.api_key}", **endpoint.headers} if endpoint.api_key else {}
    direct = is_this_machine(httpx2.URL(endpoint.base_url).host)
    try:
        with httpx2.Client(timeout=_PATIENCE_S, trust_env=not direct) as client:
            answer = client.get(f"{endpoint.base_url}/models", headers=headers)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        return f"does not answer: {str(error).rstrip('.')}. Start it, or check base_url and your network."
    if answer.status_code in {401, 403}:
        return f"refuses the key ({answer.status_code}). Check the key and its variable."
    try:
        known = [str(one["id"]) for one in answer.json()["data"]]
    except (ValueError, LookupError, TypeError):
        return ""
    if not known or any(endpoint.model in {one, one.split(":")[0]} for one in known):
        return ""
    return f"does not list {endpoint.model}. It has: {', '.join(known[:8])}."
