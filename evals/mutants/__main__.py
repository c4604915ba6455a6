"""Changes the code of a room a little, again and again, and counts how many changes its tests notice.

``python evals/mutants`` tries the sample of ``evals/mutants.json`` in every room and fails when a room falls
below its floor. A smaller sample, or another one, fails when the floor is above the 95 % interval of what it
shows. Survivors are listed; each in the file says why nothing has to notice it.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from changes import Change, changes
from trials import ROOT, TESTS, Outcome, Room

from partyx.scoring.metric.intervals import wilson

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

FLOORS = ROOT / "evals" / "mutants.json"
ROOMS = Path(__file__).with_name("rooms.toml")


def main() -> int:
    """Try the rooms that are asked for; the number of those that are below their floor."""
    asked = _arguments()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    rooms = tomllib.loads(ROOMS.read_text(encoding="utf-8"))
    sample = _Sample(asked.seed or floors["seed"], asked.size or floors["size"], asked.below, of=floors)
    reached = [_room(name, rooms[name], floors["rooms"][name], sample) for name in asked.rooms or rooms]
    return reached.count(False)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python evals/mutants", description=__doc__)
    parser.add_argument("rooms", nargs="*", help="which; all of rooms.toml without")
    parser.add_argument("--size", type=int, help="changes a room; a smaller sample is part of a larger one")
    parser.add_argument("--seed", type=int, help="another sample than that of the file")
    parser.add_argument("--below", default="partyx", help="modules: partyx.mentions.documents")
    return parser.parse_args()


class _Sample:
    """Which changes are tried."""

    def __init__(self, seed: int, size: int, below: str, *, of: Mapping[str, Any]) -> None:
        self._seed, self._size, self._below = seed, size, below
        self.is_other = size < of["size"] or seed != of["seed"]
        """Whether it is only a part of the sample that the floors are of, or another one."""

    def of(self, package: str) -> tuple[dict[str, ast.Module], list[Change], int]:
        """The trees of the modules of a package, the changes that are tried, and how many there are."""
        trees: dict[str, ast.Module] = {}
        found: list[Change] = []
        for module, path in _modules(package):
            if f"{module}.".startswith(f"{self._below}."):
                trees[module], here = changes(path, module)
                found += here
        return trees, sorted(found, key=self._order)[: self._size], len(found)

    def _order(self, change: Change) -> str:
        return hashlib.sha256(f"{self._seed} {change.key}".encode()).hexdigest()


def _modules(package: str) -> list[tuple[str, Path]]:
    """The modules of a package, each with its file."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package}: there is no such package.")
    folder = Path(spec.origin).parent
    listed = []
    for path in sorted(folder.rglob("*.py")):
        inside = path.relative_to(folder).with_suffix("").parts
        listed.append((".".join([package, *(part for part in inside if part != "__init__")]), path))
    return listed


def _room(name: str, room: dict[str, Any], floor: dict[str, Any], sample: _Sample) -> bool:
    """Try one room, print what came of it; whether it reaches its floor."""
    began = time.monotonic()
    trees, tried, there_are = sample.of(room["package"])
    files = [str(TESTS / f"test_{test}.py") for test in room["tests"]]
    tests = Room(room["package"], files, room.get("tables", ()))
    outcomes = list(tests.try_changes(trees, tried, os.cpu_count() or 1))
    survivors = [one for one in outcomes if not one.killed]
    killed = len(outcomes) - len(survivors)
    rate = killed / max(1, len(outcomes))
    explained: dict[str, str] = floor["survivors"]
    for one in sorted(survivors, key=lambda one: (one.change.module, one.change.line)):
        why = explained.get(one.change.key)
        print(f"  survived {one.change}{f'  ({why})' if why else ''}")
    unexplained = sum(one.change.key not in explained for one in survivors)
    print(
        f"{name:10} {killed} of {len(outcomes)} killed, {rate:.3f} (floor {floor['floor']:.2f}); "
        f"{len(survivors)} survived, {unexplained} of them unexplained; {there_are} changes in all, "
        f"{_cost(outcomes)}, {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return floor["floor"] <= (wilson(killed, len(outcomes))[1] if sample.is_other else rate)


def _cost(outcomes: list[Outcome]) -> str:
    return f"{sum(one.seconds for one in outcomes) / max(1, len(outcomes)):.1f} s of processor a change"


if __name__ == "__main__":
    sys.exit(min(main(), 1))
