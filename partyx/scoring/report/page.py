"""The page: one HTML file that needs no network and runs nothing but its own filters.

Everything is in the page when it is written, so it reads without scripts too; the script only hides and
shows. Whatever comes from articles, gold or models is escaped, and the page's own policy lets no other
script run.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from partyx.kinds.record import spec_of
from partyx.scoring.gold.folder import corpus_gold_hash, corpus_hash
from partyx.scoring.gold.format import RECORD_TYPES
from partyx.scoring.hashes import scorer_hash
from partyx.scoring.metric.cells import OUTCOMES
from partyx.scoring.metric.likeness import HEADLINE
from partyx.scoring.report.cards import bad_records, card
from partyx.scoring.report.html import table_html
from partyx.scoring.report.leaderboard import leaderboard
from partyx.scoring.report.marked import marked_html, marks
from partyx.scoring.report.tables import board, details, spent_cells
from partyx.scoring.runs.gate import load_floors
from partyx.scoring.runs.grading import empty_grade, total_spent
from partyx.scoring.runs.run import load_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partyx.extraction import Extraction
    from partyx.scoring.gold.folder import Case, EvalFolder
    from partyx.scoring.runs.grading import Grade, GradedDocument


def page(folder: EvalFolder, cases: Sequence[Case], grades: Sequence[Grade]) -> str:
    """The report on some graded runs, with the all-empty floor and the previous best.

    Args:
        folder: Where the runs and floors are.
        cases: Articles with their gold.
        grades: The runs, graded.

    Raises:
        EvalError: A stored prediction cannot be read.
        MissingExtraError: scipy is not installed.
    """
    title = f"Evals: {', '.join(grade.name for grade in grades)}"
    boards = leaderboard([empty_grade(cases), *grades], load_floors(folder.floors))
    hashes = {"corpus": corpus_hash(cases), "gold": corpus_gold_hash(cases), "scorer": scorer_hash()}
    holds_for = " · ".join(f"{name} {value[:12]}" for name, value in hashes.items())
    parts = [f'<h1>{escape(title)}</h1><p class="hashes">{holds_for}</p>']
    for origin, rows in boards.items():
        parts += [f"<h2>{escape(origin.capitalize())} articles</h2>", *map(table_html, board(origin, rows))]
    parts.append("<h2>Figures of each run</h2>")
    for origin, rows in boards.items():
        for row in rows:
            if row.figures:
                tables = "".join(map(table_html, details(row)))
                name = escape(f"{row.name}, {origin} articles")
                parts.append(f"<details><summary>{name}</summary>{tables}</details>")
    kinds = list(dict.fromkeys(kind for case in cases for kind in _kinds(case)))
    runs, ids = [grade.name for grade in grades], [case.id for case in cases]
    parts += ["<h2>Articles</h2>", _controls(runs, ids, kinds)]
    for grade in grades:
        run = load_run(folder.runs / grade.name)
        parts += [
            _entry(grade.name, case, run.predictions(case.id)[0].extraction, grade.by_id[case.id])
            for case in cases
            if case.id in grade.by_id
        ]
    return _document(title, "".join(parts))


def _document(title: str, body: str) -> str:
    """A whole document, with a policy: nothing from anywhere, and no script but its own."""
    script, style = (
        resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
        for name in ("filters.js", "style.css")
    )
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{style}</style></head><body>{body}<script>{script}</script></body></html>\n"
    )


def _kinds(case: Case) -> list[str]:
    """The record types of an article, as in its gold."""
    own = [spec_of(one).plural for one in case.types.own]
    return [*(kind for kind in RECORD_TYPES if kind in case.types.built_in), *own]


def _controls(runs: Iterable[str], articles: Iterable[str], kinds: Iterable[str]) -> str:
    def options(values: Iterable[str]) -> str:
        return "".join(f'<option value="{escape(value)}">{escape(value)}</option>' for value in values)

    def boxes(name: str, labels: Iterable[tuple[str, str]]) -> str:
        return "".join(
            f'<label><input type="checkbox" class="{name}" value="{value}" checked> {label}</label> '
            for value, label in labels
        )

    return (
        f'<div id="controls"><label>run <select id="run">{options(runs)}</select></label> '
        '<label>article <select id="article"><option value="*">all</option>'
        f"{options(articles)}</select></label> "
        f"<fieldset><legend>records</legend>{boxes('type', ((one, one) for one in kinds))}</fieldset>"
        f"<fieldset><legend>verdicts</legend>{boxes('outcome', OUTCOMES.items())}</fieldset>"
        '<output id="count"></output></div>'
    )


def _entry(run: str, case: Case, found: Extraction | None, graded: GradedDocument) -> str:
    """One article of one run: text with gold, text with the prediction, and the records."""
    repeat = graded.repeats[0]
    gold = marked_html(case.text, marks(case.gold, bad_records(repeat.records, "gold")))
    if found is None:
        said = f'<strong class="failed">failed: {escape(repeat.error or "")}</strong>'
    else:
        said = marked_html(case.text, marks(found, bad_records(repeat.records, "predicted")))
    headline = [f"{kind} {graded.figures[f'{kind}/cells@{HEADLINE}'].f1:.3f}" for kind in _kinds(case)]
    seconds, calls, tokens, cost = spent_cells(total_spent([graded]))
    facts = f"cell F1: {', '.join(headline)} · {seconds} s, {calls} calls, {tokens} tokens, cost {cost}"
    cards = "".join(map(card, repeat.records)) or "<p>Nothing to find, nothing predicted.</p>"
    return (
        f'<section class="entry" data-run="{escape(run)}" data-article="{escape(case.id)}">'
        f"<h3>{escape(case.id)} · {escape(run)} · {escape(case.gold.origin)}</h3>"
        f"<p>{escape(case.gold.article.file)} · {facts}</p>"
        f'<div class="panes"><div><h4>gold</h4><div class="text gold">{gold}</div></div>'
        f'<div><h4>predicted</h4><div class="text predicted">{said}</div></div></div>'
        f'<div class="cards">{cards}</div></section>'
    )
