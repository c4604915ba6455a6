"""How many tokens a question and its answer will take, before anybody has counted them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partyx.cache import Request

_CHARS_PER_TOKEN = 2.15
"""Of the marked Vietnamese prompts, as a strong model's service counted them: 2.05 to 2.25; small ones
2.4."""
_CHARS_PER_TOKEN_OF_JSON = 4
_BASE, _A_FIGURE, _A_CHAR = 75.0, 28.4, 0.035
"""Answer tokens about one article: fitted to the recorded answers of a strong model, whose sum it meets."""
_CHARS_PER_TOKEN_AT_MOST = 4
"""No tokenizer puts more characters of a marked Vietnamese article into a token: 2.0 to 3.3 were measured."""
_FIGURE = "⟨n"
_SMALL = 40
"""Answer tokens of a question that shows no marked article: 30 to 39 were measured."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a prompt, and of the answer that it will probably get."""

    prompt: int
    answer: int


def expected(request: Request) -> Tokens:
    """What a request will take. Thinking is not in it: nobody can tell how long a model will think."""
    text = sum(len(message["content"]) for message in request.messages)
    schema = json.dumps(request.schema, ensure_ascii=False)
    asked = request.messages[-1]["content"] if request.messages else ""
    figures = asked.count(_FIGURE)
    answer = _BASE + _A_FIGURE * figures + _A_CHAR * len(asked) if figures else _SMALL
    limit = request.max_output_tokens
    return Tokens(
        round(text / _CHARS_PER_TOKEN + len(schema) / _CHARS_PER_TOKEN_OF_JSON),
        min(round(answer), limit or round(answer)),
    )


def room(request: Request) -> int:
    """Tokens of context for a question and its answer: the longest that is allowed, or twice the expected."""
    tokens = expected(request)
    return tokens.prompt + (request.max_output_tokens or 2 * tokens.answer)


def least(messages: Sequence[Mapping[str, str]]) -> float:
    """Tokens that a prompt has at least, whatever the tokenizer."""
    return sum(len(message["content"]) for message in messages) / _CHARS_PER_TOKEN_AT_MOST
