"""An extraction in a notebook: the article with its evidence in colour, beside compact tables.

Plain HTML and CSS. Everything that comes from the article or a model is escaped, and nothing is shown that
acts on the page. The colours are tints over the page's own background, so that they serve light and dark
themes alike; tints of overlapping evidence add up.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from partyx.display import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partyx.article import Article
    from partyx.extraction import Extraction
    from partyx.records import Directive, Meeting, Severity, Span, Statistic

MOST_CHARS = 100_000
"""Article text shown at most: a browser takes seconds to lay out a megabyte of marks."""

_STYLE = """
.partyx{display:flex;flex-wrap:wrap;gap:1.2em;align-items:flex-start;line-height:1.5;text-align:left;
 font-family:system-ui,sans-serif;font-size:14px}
.partyx>*{flex:1 1 26em;min-width:0}
.partyx .px-text{white-space:pre-wrap;overflow-wrap:anywhere;max-height:46em;overflow-y:auto}
.partyx mark{color:inherit;background:none;border-radius:2px}
.partyx .px-meeting{background:rgba(0,158,115,.26)}
.partyx .px-statistic{background:rgba(0,114,178,.32)}
.partyx .px-directive{background:rgba(230,159,0,.26)}
.partyx .px-value{font-weight:700;text-decoration:underline;text-underline-offset:3px}
.partyx .px-headline{font-weight:700}
.partyx .px-furniture,.partyx .px-quiet{opacity:.65}
.partyx table{border-collapse:collapse;width:100%;margin:.2em 0 1em;font-size:inherit;color:inherit}
.partyx caption{caption-side:top;text-align:left;font-weight:700;padding:.2em 0;color:inherit}
.partyx th,.partyx td{text-align:left!important;vertical-align:top;padding:.15em .5em .15em 0;
 border-bottom:1px solid rgba(127,127,127,.35);white-space:normal;overflow-wrap:break-word}
.partyx .px-number{text-align:right!important;white-space:nowrap;font-variant-numeric:tabular-nums}
.partyx .px-error{color:#e5484d;font-weight:700}
.partyx .px-warning{color:#bf6a02;font-weight:700}
.partyx .px-key{padding:0 .4em;margin-right:.6em}
"""

_MARKS: dict[Severity, str] = {"note": "·", "warning": "!", "error": "✗"}


class _Evidence(NamedTuple):
    """One range of the text that a record rests on."""

    start: int
    end: int
    kind: str  # the CSS class: meeting, statistic, directive, value
    label: str  # the record, as findings name it


def page(extraction: Extraction) -> str:
    """The extraction as a fragment of HTML with its own style."""
    shown = "" if extraction.source is None else _article(extraction, extraction.source)
    tables = [_meetings, _statistics, _directives, _unlocated, _findings]
    title = f"<div><strong>{_safe(wording.heading(extraction))}</strong></div>"
    engine, coverage = wording.engine(extraction.provenance), wording.coverage(extraction)
    foot = f'<div class="px-quiet">Engine: {_safe(engine)}<br>Coverage: {_safe(coverage)}</div>'
    beside = "".join([title, *(table(extraction) for table in tables), foot])
    return f'<style>{_STYLE}</style><div class="partyx">{shown}<div>{beside}</div></div>'


def _safe(text: str) -> str:
    return escape(wording.visible(text))


# -- the article ---------------------------------------------------------------------------------------


def _article(extraction: Extraction, article: Article) -> str:
    key = "".join(
        f'<mark class="px-key px-{kind}">{kind}</mark>' for kind in ("meeting", "statistic", "directive")
    )
    rest = len(article.text) - MOST_CHARS
    more = f'<div class="px-quiet">… {rest} more characters are not shown.</div>' if rest > 0 else ""
    return f'<div>{key}<div class="px-text">{"".join(_pieces(extraction, article))}</div>{more}</div>'


def _pieces(extraction: Extraction, article: Article) -> Iterator[str]:
    """The text cut wherever a mark or a block begins or ends, each piece in its marks."""
    end = min(len(article.text), MOST_CHARS)
    marks = [it for it in _evidence(extraction) if it.start < it.end] + list(_roles(article))
    opening: dict[int, list[_Evidence]] = {}
    closing: dict[int, list[_Evidence]] = {}
    for mark in marks:
        opening.setdefault(mark.start, []).append(mark)
        closing.setdefault(mark.end, []).append(mark)
    cuts = sorted({0, end, *(cut for cut in (*opening, *closing) if cut < end)})
    active: dict[_Evidence, None] = {}
    for start, stop in pairwise(cuts):
        for mark in closing.get(start, ()):
            active.pop(mark, None)
        active.update(dict.fromkeys(opening.get(start, ())))
        yield _piece(article.text[start:stop], active)


def _piece(text: str, active: Iterable[_Evidence]) -> str:
    """A stretch of text under the same marks throughout, one element a kind so that tints add up."""
    labels: dict[str, list[str]] = {}
    for mark in active:
        labels.setdefault(mark.kind, []).append(mark.label)
    inner = _safe(text)
    for kind in sorted(labels):
        named = ", ".join(filter(None, dict.fromkeys(labels[kind])))
        tag, title = ("mark", f' title="{named}"') if named else ("span", "")
        inner = f'<{tag} class="px-{kind}"{title}>{inner}</{tag}>'
    return inner


def _evidence(extraction: Extraction) -> Iterator[_Evidence]:
    for kind, spans in (
        ("meeting", [it.evidence for it in extraction.meetings]),
        ("statistic", [it.evidence for it in extraction.statistics]),
        ("directive", [_with_tasks(it) for it in extraction.directives]),
        ("value", [(it.value_span,) for it in extraction.statistics]),
    ):
        records = "statistics" if kind == "value" else f"{kind}s"
        for index, evidence in enumerate(spans):
            yield from (_Evidence(span.start, span.end, kind, f"{records}[{index}]") for span in evidence)


def _with_tasks(directive: Directive) -> tuple[Span, ...]:
    return (*directive.evidence, *(span for task in directive.tasks for span in task.evidence))


def _roles(article: Article) -> Iterator[_Evidence]:
    """Blocks that look different: the headline, and what yields no records."""
    for block in article.blocks:
        if block.role == "headline" or not block.role.is_content:
            span = article.span(block.start, block.end)
            yield _Evidence(span.start, span.end, "headline" if block.role.is_content else "furniture", "")


# -- the tables ----------------------------------------------------------------------------------------


def _meetings(extraction: Extraction) -> str:
    def cells(it: Meeting) -> list[str]:
        people = {"chairs": it.chairs, "speakers": it.speakers, "attendees": it.attendees}
        facts = [it.organizer or "", it.location or "", *it.agenda]
        facts += [f"{role}: {wording.people(group)}" for role, group in people.items() if group]
        return [
            _safe(wording.period(it.date)),
            _lines(it.name, *facts) + _quote(extraction, it.evidence[0]),
        ]

    return _table(extraction, "meetings", ["When", "Meeting"], map(cells, extraction.meetings))


def _statistics(extraction: Extraction) -> str:
    def cells(it: Statistic) -> list[str]:
        what = f"{it.indicator} (target)" if it.target else it.indicator
        return [
            _safe(wording.figure(it)),
            _safe(it.unit or ""),
            _safe(what) + _quote(extraction, it.evidence[0], it.value_span),
            _safe(it.subject or ""),
            _safe(wording.period(it.period)),
        ]

    names = ["Figure", "Unit", "What", "Whose", "When"]
    return _table(extraction, "statistics", names, map(cells, extraction.statistics))


def _directives(extraction: Extraction) -> str:
    def cells(it: Directive) -> list[str]:
        cited = it.document
        issuer = it.issuer or (cited.issuer if cited else None) or ""
        issued = it.date or (cited.issued if cited else None)
        facts = [it.subject or "", "; ".join(it.addressees), *(f"– {task.text}" for task in it.tasks)]
        facts += [f"by {wording.period(it.deadline)}"] if it.deadline else []
        return [
            _lines(wording.document(it), issuer, wording.period(issued)),
            _lines("", *facts) + _quote(extraction, it.evidence[0]),
        ]

    return _table(extraction, "directives", ["Directive", "What"], map(cells, extraction.directives))


def _unlocated(extraction: Extraction) -> str:
    rows = ([*map(_safe, wording.claim(it)), _safe(it.reason)] for it in extraction.unlocated)
    return _table(extraction, "not found in the text", ["Claim", "Said", "Why not"], rows)


def _findings(extraction: Extraction) -> str:
    rows = (
        [
            f'<span class="px-{it.severity}">{_MARKS[it.severity]} {it.severity}</span>',
            _lines(it.message, ", ".join(it.records)),
        ]
        for it in extraction.findings
    )
    return _table(extraction, "findings", ["Finding", "What is wrong"], rows)


def _table(extraction: Extraction, title: str, names: list[str], rows: Iterable[list[str]]) -> str:
    """A table of cells that are HTML already; the first column numbers the records as findings do."""
    worst = wording.worst(extraction)
    body = []
    for index, cells in enumerate(rows):
        found = worst.get(f"{title}[{index}]")
        mark = f'<span class="px-{found}">{_MARKS[found]}</span>' if found else ""
        inner = "".join(f"<td{_align(name)}>{cell}</td>" for name, cell in zip(names, cells, strict=True))
        body.append(f'<tr><td class="px-number px-quiet">{mark}{index}</td>{inner}</tr>')
    if not body:
        return ""
    head = "".join(f"<th{_align(name)}>{name}</th>" for name in names)
    caption = title[0].upper() + title[1:]
    return f"<table><caption>{caption}</caption><tr><th></th>{head}</tr>{''.join(body)}</table>"


def _align(name: str) -> str:
    return ' class="px-number"' if name == "Figure" else ""


def _lines(first: str, *others: str) -> str:
    """The first text, then the others in a quieter style, one a line; empty ones are left out."""
    return "<br>".join(
        [
            *([_safe(first)] if first else []),
            *(f'<span class="px-quiet">{_safe(it)}</span>' for it in others if it),
        ]
    )


def _quote(extraction: Extraction, evidence: Span, focus: Span | None = None) -> str:
    """The evidence as a quote, where the article is not shown beside it."""
    if extraction.source is not None:
        return ""
    part = wording.quote(evidence, focus)
    stressed = f'<span class="px-value">{escape(part.focus)}</span>' if part.focus else ""
    return f'<div class="px-quiet">“{escape(part.before)}{stressed}{escape(part.after)}”</div>'
