"""The head of a GGUF file: enough of it to say how much memory a context takes.

Format: magic, version, counts, then keys with typed values, all little-endian
(github.com/ggml-org/ggml/blob/master/docs/gguf.md).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from partyx.errors import WeightsError

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_STRING, _ARRAY = 8, 9
_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_MAX_KEYS = 10_000
_MAX_STRING = 1 << 20
_MAX_HEAD = 4 << 20
"""Bytes in front of the vocabulary: real ones are a few KB, and 130 MB of arrays took 152 s."""
_MAX_ARRAY = 1 << 16
"""Longest array that is read; a list of tokens is longer and stands behind all that is wanted."""
_MOST = 2**31 - 1
"""Largest number that llama.cpp, which counts in 32 bits, takes for a layer, a head or a token."""
_LEAST_CONTEXT = 32
_F16 = 2


@dataclass(frozen=True, slots=True)
class Head:
    """What a GGUF file says of its model.

    Attributes:
        architecture: For instance "qwen2".
        context: Tokens it was trained on; 0 when it does not say.
        bytes_per_token: What keys and values of one token take in memory, at 16 bits; 0 when unknown.
    """

    architecture: str
    context: int
    bytes_per_token: int


def read_head(path: Path) -> Head:
    """Read the head of a GGUF file; not a byte of its weights.

    Raises:
        WeightsError: The file cannot be read, is no GGUF file, or says of its model what can be said of none.
    """
    try:
        with path.open("rb") as file:
            if file.read(4) != _MAGIC or _number(file, "I") not in _VERSIONS:
                raise WeightsError(f"{path} is no GGUF file (version 2 or 3).")
            return _head(_keys(file))
    except (OSError, ValueError, struct.error, OverflowError, RecursionError, MemoryError) as error:
        raise WeightsError(f"{path} cannot be read as a GGUF file: {error}.") from None


def _head(keys: dict[str, Any]) -> Head:
    """What the keys say.

    Raises:
        ValueError: One of them says something else than a number that a model can have.
    """
    kind = str(keys.get("general.architecture", ""))

    def number(name: str, default: int = 0) -> int:
        value = keys.get(f"{kind}.{name}", default)
        value = max(value, default=0) if isinstance(value, list) else value
        if type(value) is not int or not 0 <= value <= _MOST:
            raise ValueError(f"its {name} is {str(value)[:40]!r}")
        return value

    if f"{kind}.context_length" in keys and number("context_length") < _LEAST_CONTEXT:
        raise ValueError(f"its context_length is {number('context_length')}")

    layers, heads = number("block_count"), number("attention.head_count")
    of_one_head = number("embedding_length") // heads if heads else 0
    width = number("attention.key_length", of_one_head) + number("attention.value_length", of_one_head)
    return Head(
        kind, number("context_length"), _F16 * layers * number("attention.head_count_kv", heads) * width
    )


def _keys(file: BinaryIO) -> dict[str, Any]:
    """The keys up to the vocabulary, which is long and of no use here."""
    _number(file, "Q")  # tensors
    found: dict[str, Any] = {}
    for _ in range(min(_number(file, "Q"), _MAX_KEYS)):
        if file.tell() > _MAX_HEAD:
            raise struct.error("a head of over 4 MB")
        name = _string(file)
        if name.startswith("tokenizer."):
            break
        value = _value(file, _number(file, "I"))
        if value is None:
            break
        found[name] = value
    return found


def _value(file: BinaryIO, kind: int) -> Any:  # noqa: ANN401 - whatever the file holds
    """One value; None for an array that is too long to be about the model's shape."""
    if kind == _STRING:
        return _string(file)
    if kind != _ARRAY:
        if kind not in _NUMBERS:
            raise struct.error(f"there is no type {kind}")
        return _number(file, _NUMBERS[kind])
    of, count = _number(file, "I"), _number(file, "Q")
    if count > _MAX_ARRAY or of == _ARRAY:
        return None
    if of in _NUMBERS:
        layout = struct.Struct(f"<{count}{_NUMBERS[of]}")
        return list(layout.unpack(file.read(layout.size)))
    return [_value(file, of) for _ in range(count)]


def _string(file: BinaryIO) -> str:
    length = _number(file, "Q")
    if length > _MAX_STRING:
        raise struct.error("a name or text of over 1 MB")
    return file.read(length).decode("utf-8")


def _number(file: BinaryIO, form: str) -> Any:  # noqa: ANN401
    layout = struct.Struct(f"<{form}")
    return layout.unpack(file.read(layout.size))[0]
