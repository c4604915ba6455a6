"""An answer's text to a value, with nothing let through that JSON or the schema does not allow.

Pydantic alone, even strict, takes NaN, Infinity and duplicate keys (the last one wins).
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

T = TypeVar("T", bound=BaseModel)

MAX_COMPLAINTS = 20
"""So many are named in a re-ask: the model answers the whole again, and a longer list is not read."""

_FENCE = re.compile(r"\A```[a-zA-Z]{0,10}\s*\n(.*?)\n?```\s*\Z", re.DOTALL)
_THOUGHT = "</think>"
_NAME = 40


class NotValidError(ValueError):
    """An answer that is no valid JSON document of its schema; ``complaints`` say why."""

    def __init__(self, complaints: list[str]) -> None:
        """Keep at most ``MAX_COMPLAINTS``."""
        self.complaints = complaints[:MAX_COMPLAINTS]
        super().__init__("; ".join(self.complaints))


def bare(text: str) -> str:
    """The JSON in an answer: without the thoughts and the code fence that some models put around it."""
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("<think>") and _THOUGHT in text:
        text = text.partition(_THOUGHT)[2].strip()
    found = _FENCE.match(text)
    return found.group(1) if found else text


def parse(text: str, schema: type[T]) -> T:
    """Read ``text`` as a JSON document of ``schema``.

    Returns:
        A plain instance: no number from a string, no NaN, no Infinity, no key twice.

    Raises:
        NotValidError: It is none.
    """
    text = bare(text)
    try:
        json.loads(text, object_pairs_hook=_once, parse_constant=_refuse, parse_float=_finite)
        return schema.model_validate_json(text, strict=True)
    except NotValidError:
        raise
    except ValidationError as error:
        raise NotValidError([_complaint(dict(item)) for item in error.errors()]) from None
    except json.JSONDecodeError as error:
        raise NotValidError([f"the JSON ends or breaks at character {error.pos}: {error.msg}"]) from None
    except (ValueError, RecursionError) as error:  # 5,000 digits; 100,000 brackets
        raise NotValidError([f"the JSON cannot be read: {type(error).__name__}"]) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = [name[:_NAME] for name, count in counts.items() if count > 1]
        raise NotValidError([f"the key {name!r} stands twice in one object" for name in twice])
    return found


def _refuse(name: str) -> NoReturn:
    raise NotValidError([f"{name} is not a JSON number"])


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NotValidError([f"the number {digits[:20]} is too large"])
    return number


def _complaint(item: dict[str, Any]) -> str:
    """One of pydantic's errors: where and what, without its address and without the input."""
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in item["loc"])
    return f"{place.lstrip('.') or 'the answer'}: {item['msg']}"
