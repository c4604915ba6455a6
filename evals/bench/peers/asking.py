"""What both peers are told: one Vietnamese prompt and two invented examples, so that neither is asked better.

The examples are those of the first prompt of partyx (``prompts``, 80-example), without its marks and with
quotes in place of ids. Nothing of the articles that are scored is in them. Only the standard library is
needed here: the peers run in environments of their own.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Records = dict[str, list[dict[str, Any]]]

HERE = Path(__file__).parent
FILES = ("prompt.md", "example-1.md", "example-1.json", "example-2.md", "example-2.json")


def text_of(name: str | Path) -> str:
    """A file as it is: offsets count its line ends too."""
    return (HERE / name).read_bytes().decode("utf-8")


PROMPT = text_of("prompt.md").strip()
EXAMPLES: tuple[tuple[str, Records], ...] = tuple(
    (text_of(f"example-{number}.md").strip(), json.loads(text_of(f"example-{number}.json")))
    for number in (1, 2)
)


def read_task() -> dict[str, Any]:
    """What run.py wrote for a tool: the path of one article's text, where to answer, whom to ask."""
    return json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))


def answer_timed(task: Mapping[str, Any], ask: Callable[[], Records], *packages: str) -> None:
    """Ask, by the clock; an error is an answer without records.

    Args:
        task: What run.py wrote.
        ask: Gives the records.
        packages: Whose versions go along.
    """
    records: Records = {}
    errors: list[str] = []
    start = time.perf_counter()
    try:
        records = ask()
    except Exception as error:  # noqa: BLE001 - what a user would have got is what is measured
        errors.append(f"{type(error).__name__}: {error}"[:500])
    seconds = time.perf_counter() - start
    versions = {name: version(name) for name in packages}
    write_answer(task, {"versions": versions, "seconds": seconds, "records": records, "errors": errors})


def write_answer(task: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Hand an answer to run.py; under its own name only when it is whole."""
    path = Path(task["answer"])
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(answer, ensure_ascii=False, indent=1), encoding="utf-8")
    partial.replace(path)
