"""llama.cpp's server in this process: started once for each model, shared, ended with the process.

It listens on a loopback port of its own and takes a key that only this process has, so that neither other
users of the machine nor pages in a browser can ask it.
"""

from __future__ import annotations

import importlib
import logging
import os
import secrets
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from partyx.errors import LocalModelError, MissingExtraError, WeightsError
from partyx.local import memory
from partyx.local.gguf import read_head
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
_QUIET = 0


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


_servers: dict[tuple[object, ...], Any] = {}
_lock = threading.Lock()


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
        LocalModelError: There is too little memory, or llama.cpp does not take the file.
    """
    check_installed()
    key = (os.getpid(), weights, settings.local_threads, settings.local_context, settings.local_slots)
    with _lock:
        if key not in _servers:
            _servers[key] = _started(weights, settings, free)
        return f"{_servers[key].listening_address}/v1"


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


def _started(weights: Weights, settings: Settings, free: Callable[[], int | None]) -> Any:  # noqa: ANN401 - xllamacpp has no types
    try:
        head = read_head(weights.path)
        size = weights.path.stat().st_size
    except (WeightsError, OSError) as error:
        raise LocalModelError(str(error)) from None
    shape = shape_of(head, settings)
    _check_memory(weights, shape, memory.needed(size, head, shape.tokens), free())
    xllamacpp = importlib.import_module("xllamacpp")
    try:
        return xllamacpp.Server(_params(xllamacpp, weights, shape))
    except Exception as error:  # noqa: BLE001 - its errors have no class of their own
        raise LocalModelError(
            f"llama.cpp cannot run {weights.path} ({error}) "
            f"Is the file whole, and of a kind that this version of xllamacpp knows?"
        ) from None


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


def _params(xllamacpp: Any, weights: Weights, shape: Shape) -> Any:  # noqa: ANN401
    params = xllamacpp.CommonParams()
    params.model.path = str(weights.path)
    params.model_alias = {weights.name}
    params.n_ctx = shape.tokens
    params.n_parallel = shape.slots
    params.n_batch = params.n_ubatch = batch_tokens(weights.path.stat().st_size, shape.threads)
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = shape.threads
    params.cache_prompt = True  # the constant prefix of a question is read once
    params.cache_ram_mib = memory.PROMPT_CACHE_MIB
    params.fit_params = False  # the context is the one whose memory was checked
    params.hostnames = ["127.0.0.1"]
    params.api_keys = [KEY]
    params.ui = False
    params.warmup = False
    params.verbosity = _QUIET
    return params
