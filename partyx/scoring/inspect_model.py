"""A model of inspect_ai as partyx asks one: its providers, log and cache carry partyx's own prompts.

Loaded by :mod:`partyx.scoring.inspect_task` only; needs the extra ``inspect``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inspect_ai.model import (
    ChatMessageAssistant,
    ChatMessageSystem,
    ChatMessageUser,
    GenerateConfig,
    ResponseSchema,
)
from inspect_ai.util import JSONSchema

from partyx.errors import BadResponseError, ContentFilterError
from partyx.llm import Completion
from partyx.llm.answers import clean, short
from partyx.llm.wire_schema import narrowed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inspect_ai.model import Model as InspectModel
    from inspect_ai.model import ModelOutput

    from partyx.llm import Request

_ROLES = {"system": ChatMessageSystem, "user": ChatMessageUser, "assistant": ChatMessageAssistant}
_LENGTH = frozenset({"max_tokens", "model_length"})


def response_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A wire schema in the words that inspect's ``JSONSchema`` has: it knows neither ``$ref`` nor ``const``.

    Args:
        schema: Closed, not recursive; its references point to its own ``$defs``.
    """
    closed = narrowed(schema)
    definitions = closed.pop("$defs", {})
    found: dict[str, Any] = _inlined(closed, definitions)
    return found


def _inlined(node: Any, definitions: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(node, list):
        return [_inlined(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:  # alone: a closed schema has no keyword beside a reference
        return _inlined(definitions[node["$ref"].rpartition("/")[2]], definitions)
    found: dict[str, Any] = {}
    for key, value in node.items():
        if key == "properties":
            found[key] = {name: _inlined(item, definitions) for name, item in value.items()}
        elif key == "const":
            found["enum"] = [value]
        else:
            found[key] = value if key in ("enum", "required") else _inlined(value, definitions)
    return found


class InspectAnswers:
    """Answers a ``Client`` through a model of inspect.

    Retries, timeouts and connections are inspect's affair. What a provider raises is not caught: inspect
    logs it as the sample's error and can run it again.
    """

    def __init__(self, model: InspectModel, *, strict: bool) -> None:
        """Answer through ``model``.

        Args:
            model: What ``inspect_ai.model.get_model`` gave.
            strict: Whether strict JSON Schema is asked for, where the provider has it.
        """
        self.identity = f"inspect:{model}"
        self.form = "schema"
        self._model = model
        self._strict = strict or None

    async def send(self, request: Request) -> Completion:
        """Answer one request. Temperature and seed are the task's, so that inspect's options change them.

        Raises:
            ContentFilterError: The service withheld the answer, or the model declined.
            BadResponseError: There is no text, or no whole one.
        """
        form = ResponseSchema(
            name=request.schema_name,
            json_schema=JSONSchema.model_validate(response_schema(request.schema)),
            strict=self._strict,
        )
        output = await self._model.generate(
            [_ROLES[message["role"]](content=message["content"]) for message in request.messages],
            config=GenerateConfig(response_schema=form, max_tokens=request.max_output_tokens),
        )
        return _completion(output, str(self._model))


def _completion(output: ModelOutput, where: str) -> Completion:
    """An answer of inspect as partyx counts it."""
    reason = "unknown" if output.empty else output.stop_reason
    if reason == "content_filter":
        raise ContentFilterError(f"{where} withheld the answer: {short(output.error or output.completion)}.")
    if reason != "stop" and reason not in _LENGTH:
        raise BadResponseError(f"{where} ended with stop reason {reason!r}, which is no whole answer.")
    text = clean(output.completion)
    if not text.strip() and reason == "stop":
        raise BadResponseError(f"{where} answered with no text.")
    usage = output.usage
    prefix = (usage.input_tokens_cache_read or 0) if usage else 0
    written = (usage.input_tokens_cache_write or 0) if usage else 0
    return Completion(
        text=text,
        finish_reason="stop" if reason == "stop" else "length",
        model=output.model,
        # inspect counts what came from the service's prompt cache, or went into it, apart from the rest
        input_tokens=usage.input_tokens + prefix + written if usage else 0,
        output_tokens=usage.output_tokens if usage else 0,
        prefix_tokens=prefix,
    )
