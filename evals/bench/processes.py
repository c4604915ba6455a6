"""What a run takes of the machine: processor time and memory of this process and of those it started."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

MB = 2**20
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
THERE = Path("/proc/self/statm").exists()
"""Whether this system tells."""


class Took(NamedTuple):
    """What was used so far.

    Attributes:
        wall: Seconds.
        own: Processor seconds of this process.
        others: Processor seconds of each process that it started and that still runs, by its number.
        megabytes: Memory of all of them that is resident.
    """

    wall: float
    own: float
    others: dict[int, float]
    megabytes: float

    @property
    def processor(self) -> float:
        """Processor seconds of all."""
        return self.own + sum(self.others.values())


def took() -> Took:
    """What was used until now."""
    others, megabytes = {}, _resident("self")
    for place in Path("/proc").iterdir():
        if (name := place.name).isdigit():
            with suppress(OSError, ValueError, IndexError):  # it has ended meanwhile
                fields = (place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                if int(fields[1]) == os.getpid():
                    others[int(name)] = (int(fields[11]) + int(fields[12])) / _TICK
                    megabytes += _resident(name)
    return Took(time.perf_counter(), time.process_time(), others, megabytes)


def _resident(process: str) -> float:
    """Megabytes of a process that are in memory."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MB
