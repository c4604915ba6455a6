"""How often values of each kind were right: the table that comes with the library, and its page in docs.

``python evals/reliability.py`` says whether partyx/reliability.json and docs/reliability.md are those of the
runs in evals/runs, and exits with 1 when they are not; with ``--write`` it writes them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.report.tables import reliable
from partyx.scoring.report.terminal import value_text
from partyx.scoring.runs.grading import grade_run
from partyx.scoring.runs.reliability import reliability
from partyx.scoring.runs.run import load_run, run_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.reliability import Reliability

HERE = Path(__file__).parent
RUNS = ("rules", "frontier", "local-1.5b")
"""One of each engine: rules, a model asked about articles, one asked about sentences beside the rules."""
TABLE = HERE.parent / "partyx" / "reliability.json"
PAGE = HERE.parent / "docs" / "reliability.md"
START, END = "<!-- table -->\n", "<!-- end of table -->"


def of_the_evals() -> Reliability:
    """The table of the project's own runs."""
    folder = EvalFolder(HERE)
    cases = folder.cases()
    runs = [load_run(run_path(folder.runs, name)) for name in RUNS]
    return reliability((run, grade_run(run, cases)) for run in runs)


def page_with(table: Reliability, page: str) -> str:
    """The page with the table's telling classes in its place."""
    head, rows = reliable(table).head, reliable(table).rows
    lines = [_line(head), _line(["---", *["---:"] * (len(head) - 1)])]
    lines += [_line([value_text(cell) for cell in row]) for row in rows if row[1] != "not testable"]
    before, after = page.partition(START)[0], page.partition(END)[2]
    return f"{before}{START}\n" + "\n".join(lines) + f"\n\n{END}{after}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Check the files, or write them."""
    table = of_the_evals()
    wanted = {TABLE: table.to_json(), PAGE: page_with(table, PAGE.read_text(encoding="utf-8"))}
    stale = [path for path, text in wanted.items() if path.read_text(encoding="utf-8") != text]
    writes = "--write" in sys.argv[1:]
    for path in stale:
        if writes:
            path.write_text(wanted[path], encoding="utf-8")
        print(f"{path.relative_to(HERE.parent)}: {'written' if writes else 'is stale'}")
    return int(bool(stale) and not writes)


if __name__ == "__main__":
    sys.exit(main())
