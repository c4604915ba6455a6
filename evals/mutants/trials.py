"""Trials: the tests of a room on one change of it, in a forked child that has all but the room loaded.

A child computes under limits of processor time and memory; one that stands still (waits for what never comes)
is ended, too. Nothing is judged by how long something took.
"""

from __future__ import annotations

import ast
import gc
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import grimp
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import CodeType

    from changes import Change

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
_SLACK = 3
"""Processor time that a change may take, in that of the unchanged code."""
_LEAST_SECONDS = 10
_MEMORY = 6 << 30
_STANDS_STILL = 60.0
"""Seconds without any processor time after which a child waits for what never comes."""
_LOOK = 0.05
_SHOWN = 3000
"""Characters of what failing tests say that are shown."""


class TrialError(RuntimeError):
    """The tests of a room cannot be run as they have to be."""


class Outcome(NamedTuple):
    """What became of one change: whether a test failed, and the processor time it took, in seconds."""

    change: Change
    killed: bool
    seconds: float


class _Planted(SourceFileLoader, MetaPathFinder):
    """Loads one module from code that is handed over."""

    def __init__(self, module: str, path: str, code: CodeType) -> None:
        super().__init__(module, path)
        self._code = code

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """Find the one module."""
        return spec_from_file_location(fullname, self.path, loader=self) if fullname == self.name else None

    def get_code(self, *_: object) -> CodeType:
        """Give the code."""
        return self._code


class Room:
    """The modules of one room, and the tests that have to notice their changes."""

    def __init__(self, package: str, tests: Sequence[str], tables: Sequence[str] = ()) -> None:
        """Run the tests once in this process: then all expressions are compiled, for every child.

        Args:
            package: Its name.
            tests: Files.
            tables: Of the cases in ``tests/cases/vi``, those that are tried.

        Raises:
            TrialError: A test fails on the code as it is, or leaves a thread behind.
        """
        self.package = package
        chosen = " or ".join(["not test_cases", *(f"{table}-" for table in tables)])
        self._arguments = [*tests, "-k", chosen, "-x", "-q", "-p", "no:xdist", "--hypothesis-seed=0"]
        re._MAXCACHE = 1 << 20  # type: ignore[attr-defined] # noqa: SLF001 - or each child compiles anew
        self._forget()
        if failure := self._test():
            raise TrialError(f"{package}: its tests fail on the code as it is.\n{failure}")
        if calls := sys.modules.get("partyx.llm.portal"):
            calls.portal.stop()
        if threading.active_count() > 1:
            raise TrialError(f"{package}: its tests leave {threading.enumerate()} behind: a fork may hang.")
        self._forget()
        gc.collect()
        gc.freeze()
        self._bound = 0
        [(_, killed, seconds)] = self._run([lambda: None], 1)
        if killed:
            raise TrialError(f"{package}: its tests fail in a forked process.")
        self._bound = max(_LEAST_SECONDS, int(_SLACK * seconds) + 1)

    def _test(self) -> str | None:
        """Run the tests in this process, unseen; how they end when one fails, None when they all pass."""
        folder = Path(tempfile.mkdtemp(prefix="mutants-"))
        said = folder / "said.txt"
        with said.open("w") as file:
            shown = os.dup(1), os.dup(2)
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
            try:
                code = pytest.main([*self._arguments, f"--basetemp={folder}/tests"])
                sys.stdout.flush()
                return said.read_text(errors="replace")[-_SHOWN:] if code else None
            finally:
                for number, kept in enumerate(shown, 1):
                    os.dup2(kept, number)
                    os.close(kept)
                shutil.rmtree(folder, ignore_errors=True)

    def _forget(self) -> None:
        """Take out of the loaded modules the room, whatever imports it, and the tests."""
        graph = grimp.build_graph("partyx")
        above = graph.find_downstream_modules(self.package, as_package=True)
        inside = {self.package, *graph.find_descendants(self.package)}
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None) or ""
            if name in above | inside or file.startswith(str(TESTS)):
                del sys.modules[name]
                parent, _, own = name.rpartition(".")
                if own in vars(sys.modules.get(parent, re)):
                    delattr(sys.modules[parent], own)
        if partyx := sys.modules.get("partyx"):
            for name in partyx.__all__:
                vars(partyx).pop(name, None)

    def try_changes(
        self, trees: dict[str, ast.Module], tried: Iterable[Change], workers: int
    ) -> Iterator[Outcome]:
        """Run the tests on each change, some at once, and give the outcomes as they come."""

        def planted(change: Change) -> Callable[[], None]:
            return lambda: _plant(change, trees[change.module])

        listed = list(tried)
        for index, killed, seconds in self._run([planted(change) for change in listed], workers):
            yield Outcome(listed[index], killed, seconds)

    def _run(self, plants: list[Callable[[], None]], workers: int) -> Iterator[tuple[int, bool, float]]:
        """Fork a child for each; its number, whether its tests failed, and the processor time it took."""
        waiting = list(enumerate(plants))[::-1]
        running: dict[int, tuple[int, _Progress]] = {}
        while waiting or running:
            while waiting and len(running) < workers:
                index, plant = waiting.pop()
                child = os.fork()
                if child == 0:
                    self._in_child(plant)
                running[child] = index, _Progress(child)
            for child, (index, progress) in list(running.items()):
                ended, status, usage = os.wait4(child, os.WNOHANG)
                if ended:
                    _end_group(child)
                    del running[child]
                    yield index, status != 0, usage.ru_utime + usage.ru_stime
                elif progress.stands_still():
                    _end_group(child)
            time.sleep(_LOOK)

    def _in_child(self, plant: Callable[[], None]) -> None:
        """Plant the change and run the tests; the exit code is 0 when they all pass."""
        failed = True
        try:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if self._bound:
                resource.setrlimit(resource.RLIMIT_CPU, (self._bound, self._bound))
            plant()
            failed = self._test() is not None
        finally:
            os._exit(int(failed))


class _Progress:
    """The processor time of a process, looked at again and again."""

    def __init__(self, process: int) -> None:
        self._stat = Path(f"/proc/{process}/stat")
        self._ticks, self._since = "", time.monotonic()

    def stands_still(self) -> bool:
        """Whether it has computed nothing for so long that it never will."""
        ticks = " ".join(self._stat.read_text().rpartition(")")[2].split()[11:15])
        if ticks != self._ticks:
            self._ticks, self._since = ticks, time.monotonic()
        return time.monotonic() - self._since > _STANDS_STILL


def _end_group(child: int) -> None:
    """End a child and all that it started."""
    try:
        os.killpg(child, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _plant(change: Change, tree: ast.Module) -> None:
    """Make the next import of a module load it changed."""
    change.rewrite.make()
    code = compile(ast.fix_missing_locations(tree), change.path, "exec")
    sys.meta_path.insert(0, _Planted(change.module, str(change.path), code))
