"""Heads of GGUF files, as llama.cpp writes them, without weights."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Value = int | float | str | bool | list[int] | list[str]


def write(path: Path, keys: dict[str, Value], *, version: int = 3, more: bytes = b"") -> Path:
    """A file with these keys; integers are u32, floats f32."""
    head = b"GGUF" + struct.pack("<IQQ", version, 0, len(keys))
    path.write_bytes(head + b"".join(_text(name) + _typed(value) for name, value in keys.items()) + more)
    return path


def qwen(path: Path, **changed: Value) -> Path:
    """The head of Qwen2.5-Coder-1.5B-Instruct as far as it is read, and the beginning of its vocabulary."""
    keys: dict[str, Value] = {
        "general.architecture": "qwen2",
        "general.name": "made",
        "qwen2.block_count": 28,
        "qwen2.context_length": 32768,
        "qwen2.embedding_length": 1536,
        "qwen2.attention.head_count": 12,
        "qwen2.attention.head_count_kv": 2,
        "qwen2.rope.freq_base": 1e6,
    }
    keys |= {name.replace("__", "."): value for name, value in changed.items()}
    return write(path, keys | {"tokenizer.ggml.tokens": ["a", "b"]})


def _typed(value: Value) -> bytes:
    if isinstance(value, list):
        of = 8 if value and isinstance(value[0], str) else 4
        return struct.pack("<IIQ", 9, of, len(value)) + b"".join(_typed(item)[4:] for item in value)
    if isinstance(value, str):
        return struct.pack("<I", 8) + _text(value)
    if isinstance(value, bool):
        return struct.pack("<I?", 7, value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    return struct.pack("<Ii", 5, value) if value < 0 else struct.pack("<II", 4, value)


def _text(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data
