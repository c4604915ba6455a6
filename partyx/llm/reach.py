"""Whether a service answers, without asking a model anything: its list of models is free."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx2

from partyx.errors import PartyxError
from partyx.files import parse_json
from partyx.llm.answers import short
from partyx.llm.bodies import decoded
from partyx.llm.connections import OWN_AUTHORITY, connections, headers_for, only, untrusted
from partyx.llm.faults import error_fields, is_of_a_gate
from partyx.llm.portal import portal
from partyx.llm.providers import ANTHROPIC_VERSION
from partyx.llm.secrets import keep_out_of_logs, without

if TYPE_CHECKING:
    from partyx.llm.endpoint import Endpoint

_PATIENCE_S = 10.0
_FORBIDDEN = 403
_LISTS = {
    "chat": ("/models", "authorization", "Bearer {}"),
    "anthropic": ("/v1/models?limit=1000", "x-api-key", "{}"),
    "gemini": ("/v1beta/models?pageSize=1000", "x-goog-api-key", "{}"),
    "ollama": ("/api/tags", "authorization", "Bearer {}"),
}
"""By the API that is spoken: where the list is, and the header that holds the key."""


def trouble_with(endpoint: Endpoint) -> str:
    """What is wrong with a service, in words; empty when it answers and knows the model, or does not say."""
    keep_out_of_logs(endpoint.api_key, *endpoint.headers.values())
    return without(_trouble(endpoint), endpoint.api_key, *endpoint.headers.values())


def _trouble(endpoint: Endpoint) -> str:
    try:
        answer = portal.run(_listed(endpoint))
    except PartyxError as error:  # proxies, certificates, a list without end
        return f"cannot be asked: {str(error).rstrip('.')}."
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:  # TimeoutError is an OSError
        if said := untrusted(error):
            return f"shows a certificate that is not trusted here ({said}). {OWN_AUTHORITY}"
        why = short(str(error) or "no answer in time")
        return f"does not answer: {why}. Start it, or check base_url and your network."
    return _refused(answer) or _unknown(endpoint.model, answer.content)


def _refused(answer: httpx2.Response) -> str:
    """Why a service gives no list, where somebody has to do something about it."""
    if answer.is_redirect:
        return (
            f"redirects elsewhere ({answer.status_code}). If that is the right place, put it into base_url."
        )
    if answer.status_code == _FORBIDDEN and is_of_a_gate(error_fields(decoded(answer.content))):
        return (
            "is not reached: what stands before it refuses this machine (403). Check base_url and the proxy."
        )
    if answer.status_code in {401, _FORBIDDEN}:
        return f"refuses the key ({answer.status_code}). Check the key and its variable."
    return ""


def _unknown(model: str, body: bytes) -> str:
    """That a list of models does not have one; nothing when it does, or is no list."""
    try:
        listed = parse_json(body)
        known = [_named(one) for one in listed.get("data", listed.get("models"))]
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return ""
    if not known or any(model in {one, one.split(":")[0]} for one in known):
        return ""
    return f"does not list {model}. It has: {short(', '.join(known[:8]))}."


async def _listed(endpoint: Endpoint) -> httpx2.Response:
    """What the service answers when it is asked for its models.

    Raises:
        httpx2.HTTPError: It does not answer.
        TimeoutError: Not in time.
        PartyxError: It answers without end, or there is no way to it.
    """
    path, name, key = _LISTS[endpoint.api]
    more = {name: key.format(endpoint.api_key)} if endpoint.api_key else {}
    if endpoint.api == "anthropic":
        more["anthropic-version"] = ANTHROPIC_VERSION
    secrets = (endpoint.api_key, *endpoint.headers.values())
    async with asyncio.timeout(_PATIENCE_S), connections.to(endpoint.base_url) as http:
        with only(headers_for(endpoint, **more), secrets):
            return await http.send(httpx2.Request("GET", f"{endpoint.base_url}{path}"))


def _named(one: dict[str, object]) -> str:
    """The name of a model in a list, without what Google puts in front."""
    return str(one["id"] if "id" in one else one["name"]).removeprefix("models/")
