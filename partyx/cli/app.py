"""The commands, and what they have in common: help, version, errors on one line."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from partyx.cli import batch, cache, doctor, export, extract, labelling, matrix, models, review, schema, view
from partyx.cli import eval as evals
from partyx.cli.help import spoken_usage
from partyx.cli.streams import BROKEN_PIPE, FAILED, USAGE, complain, drop_stdout
from partyx.errors import DeclarationError, OutputError, PartyxError, SettingsError
from partyx.version import version


class Commands(TyperGroup):
    """The commands; what one raises becomes one line on stderr and an exit code."""

    def make_context(self, *arguments: Any, **extra: Any) -> Any:  # noqa: ANN401
        """Read the words that stand before a command."""
        with spoken_usage():
            return super().make_context(*arguments, **extra)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's context class is its own affair
        """Run the command."""
        try:
            with spoken_usage():
                return super().invoke(ctx)
        except BrokenPipeError:
            drop_stdout()
            raise typer.Exit(BROKEN_PIPE) from None
        except OSError as error:  # of a path that even asking whether it is there fails for
            complain(f"{error.filename or ''}: {error.strerror or error}".lstrip(": "))
            raise typer.Exit(USAGE) from None
        except PartyxError as error:
            complain(str(error))
            raise typer.Exit(
                USAGE if isinstance(error, (DeclarationError, OutputError, SettingsError)) else FAILED
            ) from None


app = typer.Typer(
    name="partyx",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Meetings, statistics and directives from Vietnamese news on Party-building work, each fact tied to "
    "the exact characters it came from.",
)


def _print_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        typer.echo(f"partyx {version()}")
        raise typer.Exit


@app.callback()
def common(
    *,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options that stand before a command."""


app.command("extract", epilog=extract.EPILOG)(extract.extract_command)
app.command("batch", epilog=batch.EPILOG)(batch.batch_command)
app.command("export", epilog=export.EPILOG)(export.export_command)
app.command("doctor", epilog=doctor.EPILOG)(doctor.doctor_command)
app.command("review", epilog=review.EPILOG)(review.review_command)
app.command("view", epilog=view.EPILOG)(view.view_command)
evals.app.command("matrix", epilog=evals.EPILOG)(matrix.matrix_command)
evals.app.command("lint", epilog=evals.EPILOG)(labelling.lint_command)
evals.app.command("label-studio", epilog=evals.EPILOG)(labelling.interface_command)
evals.app.command("add", epilog=evals.EPILOG)(labelling.add_command)
app.add_typer(evals.app, name="eval")
app.add_typer(cache.app, name="cache")
app.add_typer(models.app, name="models")
app.add_typer(schema.app, name="schema")
