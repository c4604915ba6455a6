"""The scores of all answers, and the table of them: an article a row and tool, then sums."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from convert import Foreign, convert, foreign_of

from partyx.extraction import Extraction
from partyx.reading import read
from partyx.scoring.metric.cells import together as tallied
from partyx.scoring.metric.figures import TITLES
from partyx.scoring.metric.score import score_document
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partyx.scoring.gold.folder import Case
    from partyx.scoring.metric.cells import Tally

FIGURES = ("statistics", "values", "meetings", "directives", "documents")
HEAD = (
    "| article | tool | statistics | values | meetings | directives | documents | seconds | prompt tokens "
    "| output tokens | calls | not in the article | |\n|---|---|" + "---:|" * 10 + "---|"
)


class Row(NamedTuple):
    """One tool on one article, or on several together.

    Attributes:
        article: Its id, or how many and of which origin.
        tool: The tool's name.
        tallies: Of each figure: hits, gold, predicted.
        seconds: From the first request to the end.
        usage: Tokens and calls.
        foreign: Statistics that are not in the article.
        remark: What went wrong.
    """

    article: str
    tool: str
    tallies: Mapping[str, Tally]
    seconds: float
    usage: Mapping[str, int]
    foreign: Foreign
    remark: str = ""


def row(case: Case, tool: str, answer: Mapping[str, Any]) -> Row:
    """Score one answer; without an extraction or records it is a failed document."""
    extraction, foreign = _extraction(case, tool, answer)
    gold = case.gold.model_copy(update={"labelled": []})  # no other tool gives the fields for joining
    score = score_document(gold, extraction, case.text)
    tallies = {title: score.figures[name] for name, title in TITLES.items()}
    return Row(case.id, tool, tallies, answer["seconds"], answer["usage"], foreign, _remark(answer))


def _extraction(case: Case, tool: str, answer: Mapping[str, Any]) -> tuple[Extraction | None, Foreign]:
    article = read(case.path, Settings(engine="rules"))
    if found := answer.get("extraction"):
        extraction = Extraction.model_validate(found)
        return extraction, foreign_of(article, extraction)
    if answer.get("records"):
        return convert(article, answer["records"], tool)
    return None, Foreign()


def _remark(answer: Mapping[str, Any]) -> str:
    usage = answer["usage"]
    cut = ["cut"] if answer["cut"] else []
    if usage.get("cut_off"):
        cut.append(f"{usage['cut_off']} of {usage['calls']} answers truncated")
    errors = [error.partition(":")[0] for error in answer["errors"]]
    return ", ".join([*cut, *errors])


def together(rows: Iterable[Row], origins: Mapping[str, str]) -> list[Row]:
    """Micro averages and sums of each tool, real and written articles apart."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for one in rows:
        groups[origins[one.article], one.tool].append(one)
    return [_sum(f"{len(group)} {origin}", tool, group) for (origin, tool), group in sorted(groups.items())]


def _sum(name: str, tool: str, group: Sequence[Row]) -> Row:
    tallies = {figure: tallied(one.tallies[figure] for one in group) for figure in FIGURES}
    usage: dict[str, int] = defaultdict(int)
    foreign = Foreign()
    for one in group:
        foreign = foreign.plus(one.foreign)
        for what, count in one.usage.items():
            usage[what] += count
    flawed = sum(bool(one.remark) for one in group)
    remark = f"{flawed} of {len(group)} with a remark" if flawed else ""
    return Row(name, tool, tallies, sum(one.seconds for one in group), usage, foreign, remark)


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a table."""
    return "\n".join([HEAD, *map(_line, rows)])


def _line(one: Row) -> str:
    figures = [f"{one.tallies[figure].f1:.2f}" for figure in FIGURES]
    usage = [f"{one.usage.get(name, 0):,}" for name in ("prompt_tokens", "output_tokens", "calls")]
    foreign = f"{one.foreign.either} of {one.foreign.given}"
    cells = [one.article, one.tool, *figures, f"{one.seconds:.0f}", *usage, foreign, one.remark]
    return f"| {' | '.join(cells)} |"


def plain(one: Row) -> dict[str, Any]:
    """A row as JSON values, every F1 with what it is made of."""
    figures = {name: {"f1": tally.f1, **tally._asdict()} for name, tally in one.tallies.items()}
    return {
        "article": one.article,
        "tool": one.tool,
        "figures": figures,
        "seconds": one.seconds,
        "usage": dict(one.usage),
        "not_in_the_article": one.foreign._asdict(),
        "remark": one.remark,
    }


def machine() -> dict[str, str]:
    """What it ran on: seconds mean nothing without it."""
    return {
        "cpu": _said("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": _memory(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
    }


def _memory() -> str:
    said = _said("/proc/meminfo", "MemTotal")
    return f"{int(said.split()[0]) / 2**20:.0f} GiB" if said else "unknown"


def _said(path: str, name: str) -> str | None:
    """A line of a file of "name: value" lines."""
    file = Path(path)
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), None)
