"""The whole page."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from partyx.scoring.metric.nodes import RECORD_TYPES
from partyx.scoring.report.board import leaderboard_html, run_html
from partyx.scoring.report.cards import KIND_NAMES, bad_records, card
from partyx.scoring.report.marked import marked_html, marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partyx.extraction import Extraction
    from partyx.scoring.gold.folder import Case
    from partyx.scoring.report.leaderboard import Row
    from partyx.scoring.runs.grading import GradedDocument, GradedRepeat


@dataclass(frozen=True)
class Entry:
    """One article of one run.

    Attributes:
        run: The run's name.
        case: The article with its gold.
        extraction: What was said; None when it failed.
        graded: The verdicts.
    """

    run: str
    case: Case
    extraction: Extraction | None
    graded: GradedDocument


@dataclass(frozen=True)
class Report:
    """What a report shows.

    Attributes:
        title: Its heading.
        boards: Origin to leaderboard rows.
        entries: Every article of every run.
        hashes: Name to hash: what the figures hold for.
    """

    title: str
    boards: Mapping[str, Sequence[Row]]
    entries: Sequence[Entry]
    hashes: Mapping[str, str]


def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _policy(script: str) -> str:
    """Nothing from anywhere, and no script but this one."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    allowed = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return f"{allowed}; base-uri 'none'; form-action 'none'"


def _option(value: str, label: str = "") -> str:
    return f'<option value="{escape(value)}">{escape(label or value)}</option>'


def _boxes(name: str, options: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f'<label><input type="checkbox" class="{name}" value="{escape(value)}" checked> '
        f"{escape(label)}</label> "
        for value, label in options
    )


def _controls(entries: Sequence[Entry]) -> str:
    runs = "".join(map(_option, dict.fromkeys(entry.run for entry in entries)))
    articles = "".join(map(_option, dict.fromkeys(entry.case.id for entry in entries)))
    return (
        f'<div id="controls"><label>run <select id="run">{runs}</select></label> '
        f'<label>article <select id="article">{_option("*", "all")}{articles}</select></label> '
        f"<fieldset><legend>records</legend>{_boxes('type', ((one, one) for one in RECORD_TYPES))}</fieldset>"
        f"<fieldset><legend>verdicts</legend>{_boxes('kind', KIND_NAMES.items())}</fieldset>"
        '<output id="count"></output></div>'
    )


def _spent(repeat: GradedRepeat) -> str:
    spent = repeat.spent
    cost = (
        "unknown"
        if spent.cost_usd is None and spent.calls + spent.cached_calls
        else f"${spent.cost_usd or 0:.4f}"
    )
    return f"{spent.seconds:.3f} s, {spent.input_tokens} + {spent.output_tokens} tokens, cost {cost}"


def _entry(entry: Entry) -> str:
    """One article of one run: text with gold, text with the prediction, and the records."""
    case, graded = entry.case, entry.graded
    repeat = graded.repeats[0]
    gold = marked_html(case.text, marks(case.gold, bad_records(graded, "gold")))
    if entry.extraction is None:
        found = f'<strong class="failed">failed: {escape(repeat.error or "")}</strong>'
    else:
        found = marked_html(case.text, marks(entry.extraction, bad_records(graded, "predicted")))
    headline = ", ".join(f"{kind} {graded.figures[f'{kind}/cells@0.5'].f1:.3f}" for kind in RECORD_TYPES)
    cards = "".join(map(card, repeat.records)) or "<p>Nothing to find, nothing predicted.</p>"
    return (
        f'<section class="entry" data-run="{escape(entry.run)}" data-article="{escape(case.id)}">'
        f"<h3>{escape(case.id)} · {escape(entry.run)} · {escape(case.gold.origin)}</h3>"
        f"<p>{escape(case.gold.article.file)} · cell F1: {headline} · {_spent(repeat)}</p>"
        f'<div class="panes"><div><h4>gold</h4><div class="text gold">{gold}</div></div>'
        f'<div><h4>predicted</h4><div class="text predicted">{found}</div></div></div>'
        f'<div class="cards">{cards}</div></section>'
    )


def render(report: Report) -> str:
    """The report as one HTML document."""
    script, style = _file("filters.js"), _file("style.css")
    boards = "".join(leaderboard_html(origin, rows) for origin, rows in report.boards.items())
    runs = "".join(
        run_html(origin, row) for origin, rows in report.boards.items() for row in rows if row.figures
    )
    hashes = " · ".join(f"{escape(name)} {escape(value[:12])}" for name, value in report.hashes.items())
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(report.title)}</title>'
        f"<style>{style}</style></head><body><h1>{escape(report.title)}</h1>"
        f'<p class="hashes">{hashes}</p>{boards}<h2>Figures of each run</h2>{runs}'
        f"<h2>Articles</h2>{_controls(report.entries)}{''.join(map(_entry, report.entries))}"
        f"<script>{script}</script></body></html>\n"
    )
