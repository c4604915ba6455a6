"""Fuzzing, led by which branches are taken: ``python evals/fuzz TARGET --seconds 300``.

Needs atheris, which no other part of partyx does: ``uv pip install atheris`` (Python 3.11, Linux). What ends
in another error than one of ours, or in a broken promise, is printed with its input. Inputs that reach
something new stay in ``build/fuzz/TARGET``; ``--keep`` reduces them to the fewest that reach the same, and
those are kept in ``evals/fuzz/corpus``, where the next run begins.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["partyx"]):
    from targets import BUILD, TARGETS, keep, seeds

    from partyx.errors import PartyxError


def main() -> None:
    """Fuzz one target, or keep what fuzzing it has found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--keep", action="store_true", help="keep the fewest inputs that reach all")
    asked, flags = parser.parse_known_args()
    found = BUILD / asked.target
    if not flags:
        found.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds(asked.target)):
            (found / f"seed-{number}").write_bytes(seed)
    again = shlex.join([sys.executable, __file__, asked.target])  # so a merge starts this program, with flags
    sizes = [f"-max_len={TARGETS[asked.target].longest}", "-timeout=300", "-rss_limit_mb=4000"]
    if asked.keep:
        with tempfile.TemporaryDirectory() as fewest:
            # By branches alone: with how often each is taken, two to three times as many are kept.
            merge = [*shlex.split(again), "-merge=1", "-use_counters=0", *sizes, fewest, str(found)]
            subprocess.run(merge, check=True)  # noqa: S603 - this program; libFuzzer ends its process
            keep(asked.target, [path.read_bytes() for path in Path(fewest).iterdir()])
    else:
        limits = [f"-max_total_time={asked.seconds}", *sizes, f"-artifact_prefix={BUILD}/", str(found)]
        _fuzz(asked.target, [again, *(flags or limits)])


def _fuzz(target: str, arguments: list[str]) -> None:
    take = TARGETS[target].take

    def one(data: bytes) -> None:
        try:
            take(data)
        except PartyxError:
            return

    atheris.Setup(arguments, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
