"""How a service wants to be asked: what it was found to refuse, and what is sent instead.

A request begins as the table of services says. What a 400 or 422 complains of is left out or said in
another way, and the request is made again. What was found out so is kept for the process and in the cache
folder (:mod:`partyx.llm.remembered`), so that it is found out once and not for every article.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from partyx.llm.faults import any_of
from partyx.llm.wire_schema import narrowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partyx.cache import Request
    from partyx.llm.providers import Form

FORMS: tuple[Form, ...] = ("strict", "schema", "object", "text")
"""From the one that promises most to the one that every service takes."""
LIMITS = ("max_tokens", "max_completion_tokens")
"""The names that services have for the longest answer."""
REFUSALS = frozenset({400, 404, 415, 422, 501})
"""Statuses with which services refuse a parameter."""

_DROPPED = {
    "temperature": re.compile("temperature"),
    "seed": re.compile("seed"),
    "reasoning_effort": any_of("reasoning effort", "thinking", r"\beffort\b"),
}
_OF_FORM = any_of(
    "response format", "(?:for|invalid|unknown) format", "json schema", "json object", "json mode",
    "structured", "schema", "guided", "grammar", "strict",
)  # fmt: skip
_OF_ROLE = any_of(
    r"(?:system|developer)\W{0,3} ?(?:role|message|prompt|instruction)", r"role\W{0,4}system",
    r"role\W{0,3}does not support", "only user and assistant roles",
)  # fmt: skip
_ALTERNATE = any_of("roles? must alternate", "alternate user")
_ABOUT_VALUE = any_of(
    "too (?:large|big|high)",
    "exceed",
    "at most",
    "less than",
    "greater than",
    "maximum (?:value|allowed)",
    "must be [<≤]",
)
_OF_LIMIT = any_of(r"max_(?:completion_|new_|output_)?tokens")
_THINKS_IN_STREAMS = any_of("enable thinking.{0,60}(?:false|stream)")
_VAGUE = any_of(
    "invalid (?:request|argument|input|parameter|body|json)", "bad request", "unprocessable", "not supported",
    "unsupported", "unknown (?:field|parameter|argument)", "unrecognized", "extra", "malformed", "no message",
    "not allowed", "input should be", "requested parameters",
)  # fmt: skip
_NOT_TAKEN = any_of("unsupported ?param", "(?:not|n't) support", "unexpected keyword", "not permitted")
_NO_HELP = any_of(
    "model.{0,60}(?:not found|(?:does )?not exist|unknown|unavailable|not available)", "no such model",
    "unknown model", "api key", "credential", "permission",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manners:
    """What is sent to one model at one endpoint.

    Attributes:
        form: How the answer's schema goes along.
        limit: The name of the longest answer; empty when the service takes none.
        left_out: Parameters that it does not take.
        folded: Whether the instructions go into the first user message, and turns alternate.
        unthinking: Whether the service is told not to think, which it does in streams only.
        guessed: Whether the service only said that something was wrong, and not what.
    """

    form: Form = "schema"
    limit: str = "max_tokens"
    left_out: frozenset[str] = frozenset()
    folded: bool = False
    unthinking: bool = False
    guessed: bool = field(default=False, compare=False)

    def body(self, request: Request) -> dict[str, Any]:
        """The request as the service takes it."""
        return {
            "model": request.model,
            "messages": self.messages(request),
            **self._response_format(request),
            **self.optional(request),
            **({"enable_thinking": False} if self.unthinking else {}),
            **(request.extra_body or {}),
        }

    def messages(self, request: Request) -> list[dict[str, str]]:
        """What is said, with the schema in words where the service is sent it in no other way."""
        messages = [dict(message) for message in request.messages]
        if self.form in ("object", "text"):
            messages = _instructed(messages, _words(request.schema))
        return _folded(messages) if self.folded else messages

    def optional(self, request: Request) -> dict[str, Any]:
        """The parameters that a service may refuse, by the names of OpenAI."""
        optional = {
            "temperature": request.temperature,
            "seed": request.seed,
            "reasoning_effort": request.reasoning_effort,
            self.limit: request.max_output_tokens,
        }
        return {
            name: value
            for name, value in optional.items()
            if name and value is not None and name not in self.left_out
        }

    def after(self, refusal: Mapping[str, Any], sent: Mapping[str, Any]) -> Manners | None:
        """Manners that avoid what a service complains of; None when it complains of something else.

        Args:
            refusal: Its error object, with ``param`` and ``message``.
            sent: The optional parameters that it was sent.
        """
        parts = [refusal.get("param"), refusal.get("code"), refusal.get("message") or "no message"]
        said = " ".join(str(part) for part in parts if part)
        if not self.folded and _is_of_role(said):
            return replace(self, folded=True)
        if not self.unthinking and _THINKS_IN_STREAMS.search(said):
            return replace(self, unthinking=True)
        if self.limit in sent and _OF_LIMIT.search(said):
            return self._other_limit(said)
        for name, words in _DROPPED.items():
            if name in sent and words.search(said):
                return replace(self, left_out=self.left_out | {name})
        if _NO_HELP.search(said):
            return None
        named = _OF_FORM.search(said) is not None
        return self._plainer(guessed=not named) if named or _VAGUE.search(said) else None

    def after_failure(self, failure: Mapping[str, Any], sent: Mapping[str, Any]) -> Manners | None:
        """Manners that avoid what a service broke down over; None where that was something else.

        Servers of one's own answer 500 where they cannot make a grammar of a schema, or a template fails over
        the roles; gateways, over a parameter that the service behind them does not take. Some do where they
        could the next time, so it is a guess.
        """
        said = str(failure.get("message"))
        if not self.folded and _is_of_role(said):
            return replace(self, folded=True, guessed=True)
        for name, words in _DROPPED.items():
            if name in sent and words.search(said) and _NOT_TAKEN.search(said):
                return replace(self, left_out=self.left_out | {name}, guessed=True)
        return self._plainer(guessed=True) if _OF_FORM.search(said) else None

    def said(self, before: Manners) -> str:
        """What is new about these manners, in a word for a warning."""
        if self.folded != before.folded:
            return "system messages"
        if self.unthinking != before.unthinking:
            return "thinking outside of streams"
        if self.form != before.form:
            return {"strict": "strict JSON Schema", "schema": "JSON Schema"}.get(before.form, "json_object")
        return ", ".join(sorted(self.left_out - before.left_out)) or before.limit

    def _response_format(self, request: Request) -> dict[str, Any]:
        if self.form in ("strict", "schema"):
            strict = self.form == "strict"
            schema = narrowed(request.schema) if strict else request.schema
            form = {"name": request.schema_name, "schema": schema, **({"strict": True} if strict else {})}
            return {"response_format": {"type": "json_schema", "json_schema": form}}
        return {"response_format": {"type": "json_object"}} if self.form == "object" else {}

    def _plainer(self, *, guessed: bool) -> Manners | None:
        rest = FORMS[FORMS.index(self.form) + 1 :]
        return replace(self, form=rest[0], guessed=self.guessed or guessed) if rest else None

    def _other_limit(self, said: str) -> Manners | None:
        """The other name of the limit; none at all where both were refused, or its value was.

        A limit that is larger than the service allows, or than its context leaves, is as none: without it the
        service goes as far as it can.
        """
        other = LIMITS[1 - LIMITS.index(self.limit)]
        of_value = _ABOUT_VALUE.search(said) is not None and "nsupported" not in said
        tried = of_value or other in self.left_out
        return replace(self, limit="" if tried else other, left_out=self.left_out | {self.limit})


def _is_of_role(said: str) -> bool:
    return _OF_ROLE.search(said) is not None or _ALTERNATE.search(said) is not None


def _words(schema: Mapping[str, Any]) -> str:
    written = json.dumps(schema, ensure_ascii=False)
    return f"Answer with one JSON document of this JSON Schema and nothing else: {written}"


def _instructed(messages: list[dict[str, str]], words: str) -> list[dict[str, str]]:
    """The messages with further instructions: in front, where services keep a prefix from call to call."""
    if messages and messages[0]["role"] == "system":
        return [{**messages[0], "content": f"{messages[0]['content']}\n\n{words}"}, *messages[1:]]
    return [{"role": "system", "content": words}, *messages]


def _folded(messages: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """The messages of users and assistants in turn; instructions are said by the user."""
    folded: list[dict[str, str]] = []
    for message in messages:
        role = "user" if message["role"] == "system" else message["role"]
        if folded and folded[-1]["role"] == role:
            folded[-1]["content"] += f"\n\n{message['content']}"
        else:
            folded.append({"role": role, "content": message["content"]})
    return folded
