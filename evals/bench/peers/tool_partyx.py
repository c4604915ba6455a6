"""One article through partyx; run by run.py in partyx's environment.

The weights are loaded and every module imported before the clock starts, as for the peers, whose server
runs already. Its cache is an empty folder.
"""

from __future__ import annotations

import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import instructor as _instructor  # noqa: F401 - loaded before the clock starts, as in the peers' scripts
import openai as _openai  # noqa: F401
from asking import read_task, write_answer

import partyx
import partyx.llm
import partyx.model
from partyx import local
from partyx.errors import PartyxError


def main() -> None:
    """Answer the task; an error is an answer without records."""
    task = read_task()
    answer = {"versions": {"partyx": version("partyx"), "xllamacpp": version("xllamacpp")}, "errors": []}
    with tempfile.TemporaryDirectory() as cache:
        settings = partyx.Settings(
            model=f"local/{task['model']}",
            models_dir=Path(task["weights"]).parent,
            cache_dir=Path(cache),
            adjudicate=not task["alone"],
        )
        local.start(local.find(task["model"], settings), settings)
        start = time.perf_counter()
        try:
            extraction = partyx.extract(Path(task["article"]), settings=settings)
        except PartyxError as error:
            answer["errors"].append(f"{type(error).__name__}: {error}"[:500])
        else:
            answer["extraction"] = extraction.to_dict()
        answer["seconds"] = time.perf_counter() - start
    write_answer(task, answer)


if __name__ == "__main__":
    main()
