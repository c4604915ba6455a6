"""``partyx eval lint`` and ``partyx eval add``: gold, checked and made."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from partyx.cli.eval import EVALS, HERE, ONLY, REGRESSION, eval_folder
from partyx.cli.streams import say
from partyx.display.messages import worded
from partyx.translation import tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.scoring.gold.folder import Case


def lint_command(
    *,
    evals: EVALS = HERE,
    second: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A second labeller's gold: print the agreement as well."),
    ] = None,
    only: ONLY = None,
) -> None:
    """Check the gold files: quotes, values, duplicates, dates, digit strings without a reason."""
    from partyx.scoring.labelling.lint import lint_gold  # noqa: PLC0415

    folder = eval_folder(evals)
    cases = folder.cases(only or (), unreviewed=True)
    issues = [(case.id, issue) for case in cases for issue in lint_gold(case.gold, case.text, case.types)]
    for article, issue in issues:
        say(f"{article}: {tr(issue.severity)}: {issue.check}: {issue.where}: {worded(issue.message)}")
    errors = sum(issue.severity == "error" for _, issue in issues)
    counts = (
        trn("{} gold file", "{} gold files", len(cases)),
        trn("{} error", "{} errors", errors),
        trn("{} warning", "{} warnings", len(issues) - errors),
    )
    say(", ".join(counts))
    if second is not None:
        _print_agreement(cases, second)
    if errors:
        raise typer.Exit(REGRESSION)


def _print_agreement(cases: Sequence[Case], second: Path) -> None:
    from partyx.cli.tables import show_tables  # noqa: PLC0415
    from partyx.scoring.gold.format import load_gold_folder  # noqa: PLC0415
    from partyx.scoring.labelling.agreement import agreements  # noqa: PLC0415
    from partyx.scoring.report import tables  # noqa: PLC0415

    found = agreements({case.id: case.gold for case in cases}, load_gold_folder(second))
    show_tables(tables.agreements(found))


def interface_command(*, evals: EVALS = HERE) -> None:
    """Print the labelling interface of Label Studio: paste it into a new project's settings."""
    from partyx.scoring.labelling.exchange import label_studio_interface  # noqa: PLC0415

    say(label_studio_interface(eval_folder(evals).types).rstrip())


def add_command(  # noqa: PLR0913 - one parameter an option
    paths: Annotated[list[Path], typer.Argument(metavar="FILE", help="Articles, drafts, gold or exports.")],
    *,
    evals: EVALS = HERE,
    source: Annotated[
        Literal["article", "draft", "gold", "label-studio", "doccano"],
        typer.Option("--from", help="What the files are. A draft is compiled into gold."),
    ] = "article",
    export: Annotated[
        Literal["label-studio", "doccano"] | None,
        typer.Option(help="Write the gold for this tool, under drafts/."),
    ] = None,
    origin: Annotated[
        Literal["real", "written"], typer.Option(help="Written ones are reported apart.")
    ] = "real",
    article_id: Annotated[
        str | None, typer.Option("--id", help="With one article: its id; else its file's name.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite gold that somebody has reviewed.")
    ] = False,
) -> None:
    """Add articles with a draft gold file marked unreviewed; or bring labelled files back."""
    from partyx.scoring.gold.format import load_gold  # noqa: PLC0415
    from partyx.scoring.labelling import add  # noqa: PLC0415

    folder = eval_folder(evals)
    if article_id is not None and (len(paths) > 1 or source != "article"):
        raise typer.BadParameter(tr("--id goes with one article"))
    for path in paths:
        if source == "article":
            added = [add.add_article(folder, path, origin=origin, new_id=article_id)]
        elif source == "draft":
            added = [add.add_draft(folder, path, force=force)]
        elif source == "gold":
            added = [add.known(folder, load_gold(path), path)]
        else:
            added = add.add_export(folder, path, source, force=force)
        for one in added:
            for line in add.summary(one):
                say(worded(line))
            if export is not None:
                say(tr("{}: written for {}", add.export_gold(folder, one.gold, export), export))
