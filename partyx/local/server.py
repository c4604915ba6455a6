"""llama.cpp's server: started once for each model in a process beside this one, shared, ended with this one.

It listens on a loopback port of its own and takes a key that only this process has, so that neither other
users of the machine nor pages in a browser can ask it.
"""

from __future__ import annotations

import logging
import os
import secrets
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from partyx import forks
from partyx.errors import LocalModelError, MissingExtraError, WeightsError
from partyx.local import memory
from partyx.local.gguf import read_head
from partyx.local.process import EndedError, Process
from partyx.local.sizes import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyx.local.folder import Weights
    from partyx.local.gguf import Head
    from partyx.settings import Settings

logger = logging.getLogger("partyx.local")

KEY = secrets.token_hex(16)
"""What the servers of this process want as their API key."""

_MOST_BATCH, _LEAST_BATCH = 64, 8
_BATCH_BYTES = 40e9
"""Prompts are read in batches, and only between two of them can a call be given up. With llama.cpp's 2,048
tokens an interrupted program went on for 20 s (135M parameters, one thread), with 64 for 1.1 s. Time grows
with the bytes of the weights: 1.5B read 22 tokens a second on one thread, so 32 of them take 1.5 s. Batches
of 512 are 17 % faster."""
_MOST_THREADS = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """How a model is run.

    Attributes:
        threads: That compute.
        context: Tokens of one slot.
        slots: Calls at once.
    """

    threads: int
    context: int
    slots: int

    @property
    def tokens(self) -> int:
        """Of all slots."""
        return self.context * self.slots

    def __str__(self) -> str:
        """For the line that says what is loaded."""
        return f"{self.threads} threads, {self.slots} x {self.context} tokens"


_running: dict[tuple[object, ...], Process] = {}
_lock = forks.Lock()


def installed() -> bool:
    """Whether the extra ``local`` is there."""
    return find_spec("xllamacpp") is not None


def check_installed() -> None:
    """See that the extra ``local`` is there.

    Raises:
        MissingExtraError: It is not.
    """
    if not installed():
        raise MissingExtraError('A model on this machine needs xllamacpp: pip install "partyx[local]".')


def start(weights: Weights, settings: Settings, *, free: Callable[[], int | None] = memory.free) -> str:
    """Run a model, unless it runs already; its address ("http://127.0.0.1:PORT/v1").

    The memory it will take is logged first ("partyx.local", INFO).

    Args:
        weights: The file.
        settings: Threads, context and slots.
        free: Says how many bytes there are.

    Raises:
        MissingExtraError: xllamacpp is not installed.
        LocalModelError: There is too little memory, llama.cpp does not take the file, or it has ended since
            it was started; the next call starts it again.
    """
    check_installed()
    key = (os.getpid(), weights, settings.local_threads, settings.local_context, settings.local_slots)
    with _lock:
        try:
            if key not in _running:
                _running[key] = _started(weights, settings, free)
            _running[key].check()
        except EndedError as error:
            if ended := _running.pop(key, None):
                ended.stop()
            raise LocalModelError(
                f"llama.cpp cannot run {weights.path} ({error}). "
                f"Is the file whole, and of a kind that this version of xllamacpp knows?"
            ) from None
        return f"{_running[key].address}/v1"


def shape_of(head: Head, settings: Settings) -> Shape:
    """How the settings mean a model to run; its context is no longer than the one it was trained on."""
    return Shape(
        threads=settings.local_threads or default_threads(),
        context=min(settings.local_context, head.context or settings.local_context),
        slots=settings.local_slots,
    )


def default_threads() -> int:
    """One thread for each processor that this process may use, up to 8."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_THREADS)


def batch_tokens(size: int, threads: int) -> int:
    """Tokens of a prompt that are read at a time: a power of two that takes less than two seconds."""
    fitting = max(1, int(threads * _BATCH_BYTES / size))
    return min(_MOST_BATCH, max(_LEAST_BATCH, 1 << (fitting.bit_length() - 1)))


def _started(weights: Weights, settings: Settings, free: Callable[[], int | None]) -> Process:
    """The process of a model.

    Raises:
        LocalModelError: There is too little memory, or the file is none of llama.cpp's.
        EndedError: llama.cpp does not take the file.
    """
    try:
        head = read_head(weights.path)
        size = weights.path.stat().st_size
    except (WeightsError, OSError) as error:
        raise LocalModelError(str(error)) from None
    shape = shape_of(head, settings)
    _check_memory(weights, shape, memory.needed(size, head, shape.tokens), free())
    return Process(
        {
            "path": str(weights.path.absolute()),
            "name": weights.name,
            "context": shape.context,
            "slots": shape.slots,
            "threads": shape.threads,
            "batch": batch_tokens(size, shape.threads),
            "prompt_cache_mib": memory.PROMPT_CACHE_MIB,
            "key": KEY,
        }
    )


def _check_memory(weights: Weights, shape: Shape, need: int, free: int | None) -> None:
    """Say what the model will take; more than there is is an error, not a machine that swaps for hours.

    Raises:
        LocalModelError: There is too little memory.
    """
    have = "unknown" if free is None else words(free)
    if free is not None and need > free:
        raise LocalModelError(
            f"{weights.name} takes about {words(need)} of memory ({shape}), and {have} are free. "
            f"Lower local_context or local_slots, name a smaller model, or close other programs."
        )
    logger.info("loading %s: about %s of memory, %s free; %s", weights.name, words(need), have, shape)
