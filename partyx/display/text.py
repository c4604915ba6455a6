"""An extraction on a terminal, or as plain text: one layout for both, coloured where colours exist."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from partyx.display import messages, wording
from partyx.display.shown import facts_of_directive, shown
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sized

    from rich.console import RenderableType

    from partyx.extraction import Extraction
    from partyx.kinds.built_in.directive import Directive
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.records import Finding, Severity, Span, Unlocated

WIDTH = 100
"""Columns where no terminal says otherwise: pipes, files, ``str()``."""

_MARKS: dict[Severity, tuple[str, str]] = {
    "note": ("·", "dim"),
    "warning": ("!", "yellow"),
    "error": ("✗", "bold red"),
}
_QUIET = "dim"
_FOCUS = "bold not dim"
_SHOWN = 500
"""Items of a section that are printed, more than anybody reads on a terminal; the rest is counted. Rich takes
0.65 ms for a record, so that the 25,000 figures of a table of 100 KB took 16 s."""
_QUOTE_WIDTH = 44  # with 100 columns one line of the table's widest column


def plain(extraction: Extraction, width: int = WIDTH) -> str:
    """The extraction as plain text, figures in quotes marked by brackets: "có [817] tổ chức"."""
    page = io.StringIO()
    console = Console(
        file=page,
        width=width,
        color_system=None,
        legacy_windows=False,
        force_jupyter=False,  # it would show the text there instead of writing it
        _environ={},
    )
    console.print(layout(extraction, colours=False))
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines())


def layout(extraction: Extraction, *, colours: bool = True) -> Group:
    """The extraction as rich prints it.

    Args:
        extraction: What to show.
        colours: Whether a figure in its quote is told by its style; otherwise by brackets.
    """
    tags = _tags(extraction)
    parts: list[RenderableType] = [Text(wording.heading(extraction), style="bold")]
    parts += _section("meetings", extraction.meetings, map(_meeting, extraction.meetings, tags["meetings"]))
    if extraction.statistics:
        parts += _section(
            "statistics",
            extraction.statistics,
            [_statistics(extraction.statistics[:_SHOWN], tags["statistics"][:_SHOWN], colours=colours)],
        )
    parts += _section(
        "directives", extraction.directives, map(_directive, extraction.directives, tags["directives"])
    )
    for plural, records in extraction.records.items():
        parts += _section(plural, records, map(_own, records, tags[plural]))
    if len(parts) == 1:
        parts += [Text(), Text(tr("No records."))]
    parts += _section("not found in the text", extraction.unlocated, map(_unlocated, extraction.unlocated))
    parts += _section("findings", extraction.findings, map(_finding, extraction.findings))
    parts += [Text(), Text(f"{tr('Engine')}: {wording.engine(extraction.provenance)}", style=_QUIET)]
    parts += [Text(f"{tr('Coverage')}: {wording.coverage(extraction)}", style=_QUIET)]
    parts += [
        Text(f"{tr('Note')}: {wording.one_line(messages.worded(note))}", style=_QUIET)
        for note in extraction.provenance.notes
    ]
    return Group(*parts)


def _tags(extraction: Extraction) -> dict[str, list[Text]]:
    """For each record its number, as findings name it, with the mark of the worst finding about it."""
    marks = wording.worst(extraction)
    tags: dict[str, list[Text]] = {}
    for kind, records in extraction.by_type().items():
        found = [marks.get(f"{kind}[{index}]") for index in range(len(records))]
        tags[kind] = [
            Text.assemble(*([_MARKS[mark]] if mark else []), (str(index), _QUIET))
            for index, mark in enumerate(found)
        ]
    return tags


def _section(kind: str, everything: Sized, items: Iterable[RenderableType]) -> list[RenderableType]:
    """A title, the first items, and how many more there are; nothing where there are none."""
    rows = [Padding(item, (0, 0, 0, 2)) for item in islice(items, _SHOWN)]
    if len(everything) > _SHOWN:
        more = tr("{} more, in JSON, HTML and tables", len(everything) - _SHOWN)
        rows.append(Padding(Text(f"… {more}", style=_QUIET), (0, 0, 0, 2)))
    return [Text(), Text(wording.type_heading(kind), style="bold underline"), *rows] if rows else []


def _quoted(evidence: Span, focus: Span | None = None, *, colours: bool = True, width: int = 160) -> Text:
    """A quote with its focus stressed."""
    part = wording.quote(evidence, focus, width)
    stressed = part.focus if colours or not part.focus else f"[{part.focus}]"
    return Text.assemble(("“", _QUIET), (part.before, _QUIET), (stressed, _FOCUS), (f"{part.after}”", _QUIET))


def _statistics(statistics: tuple[Statistic, ...], tags: list[Text], *, colours: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column(tr("Figure"), justify="right", style="cyan", no_wrap=True)
    table.add_column(tr("Unit"), max_width=13)
    table.add_column(tr("What, and where it says so"))
    table.add_column(tr("Whose"), max_width=16)
    table.add_column(tr("When"), max_width=21)
    for it, tag in zip(statistics, tags, strict=True):
        table.add_row(
            tag,
            wording.figure(it),
            Text(wording.one_line(it.unit or "")),
            Group(_what(it), _quoted(it.evidence[0], it.value_span, colours=colours, width=_QUOTE_WIDTH)),
            Text(wording.one_line(it.subject or "")),
            Text(wording.period(it.period)),
        )
    return table


def _what(it: Statistic) -> Text:
    """The label, and more quietly what the figure is about and what kind of figure it is."""
    said = f"{it.indicator} ({tr('target')})" if it.target else it.indicator
    classed = "".join(f" · {name}" for name in wording.classed(it).values())
    return Text.assemble(wording.one_line(said), (classed, _QUIET))


def _meeting(meeting: Meeting, tag: Text) -> RenderableType:
    it = shown(meeting)
    title = Text.assemble(tag, "  ", (it.head or tr("no date"), "cyan"), "  ")
    return Group(_hanging(title, it.title), _facts(dict(it.facts)), _indented(_quoted(it.spans[0])))


def _directive(directive: Directive, tag: Text) -> RenderableType:
    tasks = [_indented(_hanging(Text("- "), wording.one_line(task.text))) for task in directive.tasks]
    title = Text.assemble(tag, "  ", (tr(directive.source), "cyan"), "  ")
    return Group(
        _hanging(title, wording.document(directive)),
        _facts(dict(facts_of_directive(directive, "tasks"))),
        *tasks,
        _indented(_quoted(directive.evidence[0])),
    )


def _own(record: Any, tag: Text) -> RenderableType:  # noqa: ANN401 - of any type, or JSON
    it = shown(record)
    title = _hanging(Text.assemble(tag, "  "), it.title)
    return Group(title, _facts(dict(it.facts)), _indented(_quoted(it.spans[0])))


def _hanging(head: Text, text: str) -> RenderableType:
    """A head with a text to its right; the text's later lines begin where its first does."""
    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_row(head, Text(text))
    return grid


def _facts(facts: Mapping[str, str | None]) -> RenderableType:
    """The facts that are there, one a line, their names aligned."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style=_QUIET, no_wrap=True, min_width=len(tr("attendees")))
    grid.add_column()
    for name, value in facts.items():
        if value:
            grid.add_row(tr(name), Text(wording.one_line(value)))
    return _indented(grid)


def _indented(item: RenderableType) -> RenderableType:
    return Padding(item, (0, 0, 0, 3))


def _finding(finding: Finding) -> RenderableType:
    mark, style = _MARKS[finding.severity]
    about = f"  ({', '.join(finding.records)})" if finding.records else ""
    return Text.assemble(
        (f"{mark} {tr(finding.severity)}", style),
        f"  {wording.one_line(messages.worded(finding.message))}",
        (about, _QUIET),
    )


def _unlocated(claim: Unlocated) -> RenderableType:
    (what, said), reason = wording.claim(claim), wording.one_line(messages.worded(claim.reason))
    return Text.assemble((what, "yellow"), f"  {said}", (f"  {reason}", _QUIET))
