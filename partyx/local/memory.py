"""How much memory a model takes, and how much there is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partyx.local.gguf import Head

PROMPT_CACHE_MIB = 512
"""Prompts kept beside the one in use: five prefixes of 2,000 tokens take 57 MB each with 1.5B parameters."""
_BUFFERS = 200_000_000
"""llama.cpp's own, for batches of up to 64 tokens. 1.5B with 8,192 tokens took 0.9 GB beside the pages of the
file, some 0.6 of it a copy of weights in an order that is faster to read."""

_MEMINFO = Path("/proc/meminfo")
_CGROUP = Path("/sys/fs/cgroup")


def needed(size: int, head: Head, tokens: int) -> int:
    """Bytes to run weights of ``size`` bytes with room for ``tokens`` tokens, the prompt cache left out."""
    return size + head.bytes_per_token * tokens + _BUFFERS


def free(meminfo: Path = _MEMINFO, cgroup: Path = _CGROUP) -> int | None:
    """Bytes that can be had without swapping; None when this system does not tell.

    On Linux what the kernel calls available, within the limit of the container; elsewhere all memory
    there is, where the system tells that.
    """
    known = [count for count in (_available(meminfo), _left_in_container(cgroup)) if count is not None]
    return min(known) if known else _physical()


def _available(meminfo: Path) -> int | None:
    try:
        lines = dict(line.split(":", 1) for line in meminfo.read_text(encoding="ascii").splitlines())
        return int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, ValueError, KeyError, IndexError):
        return None


def _left_in_container(cgroup: Path) -> int | None:
    """What the limit of a control group (version 2) leaves; files that were read count as free."""
    try:
        limit = int((cgroup / "memory.max").read_text(encoding="ascii"))
        used = int((cgroup / "memory.current").read_text(encoding="ascii"))
        stat = dict(
            line.split() for line in (cgroup / "memory.stat").read_text(encoding="ascii").splitlines()
        )
        return max(0, limit - used + int(stat["inactive_file"]))
    except (OSError, ValueError, KeyError):
        return None


def _physical() -> int | None:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return None
