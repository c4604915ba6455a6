"""``partyx review``: gold by hand, in a browser."""

from __future__ import annotations

import getpass
from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from partyx.cli.eval import EVALS, HERE
from partyx.cli.streams import complain, say
from partyx.errors import EvalError, SettingsError
from partyx.translation import tr, trn

if TYPE_CHECKING:
    from partyx.extraction import Extraction
    from partyx.kinds.registry import Chosen
    from partyx.scoring.gold.folder import EvalFolder
    from partyx.settings import Settings

EPILOG = "Exit code: 0 when it was stopped (Ctrl-C), 1 when an article cannot be read, 2 for wrong usage."
FILES = typer.Argument(
    metavar="FILE", help="Articles to add; without any, those that are there.", show_default=False
)
AGAINST = typer.Option(
    "--against",
    help='A second engine, "rules" or a model: where it differs comes first.',
    show_default=False,
)

PORT = typer.Option(min=0, max=65535, help="Where to listen; 0 takes one that is free.")


def review_command(  # noqa: PLR0913 - one parameter an option
    files: Annotated[list[Path] | None, FILES] = None,
    *,
    evals: EVALS = HERE,
    reviewer: Annotated[
        str | None, typer.Option(help="Your name, which gold keeps; your login by default.")
    ] = None,
    engine: Annotated[
        Literal["auto", "rules", "model"] | None, typer.Option(help="Whose records are the proposals.")
    ] = None,
    model: Annotated[str | None, typer.Option(help='The model to ask, "openai/NAME".')] = None,
    against: Annotated[str | None, AGAINST] = None,
    port: Annotated[int, PORT] = 0,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
) -> None:
    """Accept, correct or reject each record in your browser, and so make gold of your own.

    Every decision is kept at once in the evals folder; stopped, it goes on where it was.
    """
    from partyx.cli.eval import eval_folder  # noqa: PLC0415 - --help need not wait for any of this
    from partyx.pages.review.desk import Desk  # noqa: PLC0415
    from partyx.pages.review.server import Server  # noqa: PLC0415
    from partyx.settings import Settings  # noqa: PLC0415

    given = {"engine": engine, "model": model}
    settings = Settings.load(**{name: value for name, value in given.items() if value is not None})
    second = None if against is None else _second(against)
    folder = eval_folder(evals)
    added = _add(folder, files or ())
    articles = sum(1 for _ in folder.gold.glob("*.json"))
    if not articles:
        raise SettingsError(f"{folder.gold} holds no article: name some, partyx review FILE...")
    desk = Desk(
        folder, reviewer or getpass.getuser(), lambda path: _proposed(path, settings, second, folder.types)
    )
    server = Server(desk, port)
    say(server.address)
    say(
        trn(
            "Articles in {}: {}, of which {} is new.",
            "Articles in {}: {}, of which {} are new.",
            added,
            evals,
            articles,
            added,
        )
    )
    say(tr("Ctrl-C ends it; every decision is kept."))
    if open_page:
        typer.launch(server.address)
    try:
        server.run()
    except KeyboardInterrupt:
        say("")


def _second(name: str) -> Settings:
    from partyx.settings import Settings  # noqa: PLC0415

    return Settings.load(model=name)


def _add(folder: EvalFolder, files: list[Path] | tuple[()]) -> int:
    """Add articles, and say how many are new; what is no article in a folder is only a line."""
    from partyx.scoring.labelling.add import KnownArticleError, add_article  # noqa: PLC0415

    added = 0
    for path in files:
        for one in sorted(it for it in path.rglob("*") if it.is_file()) if path.is_dir() else [path]:
            try:
                add_article(folder, one)
            except KnownArticleError:
                continue
            except EvalError as error:
                if not path.is_dir():
                    raise
                complain(str(error))
            else:
                added += 1
    return added


def _proposed(
    path: Path, settings: Settings, second: Settings | None, types: Chosen
) -> tuple[Extraction, Extraction | None] | None:
    """What the engines say of an article; None where rules are asked about what only a model finds."""
    found = _extracted(path, settings, types)
    other = None if second is None else _extracted(path, second, types)
    return None if found is None else (found, other)


def _extracted(path: Path, settings: Settings, types: Chosen) -> Extraction | None:
    from partyx.choice import choose_engine  # noqa: PLC0415
    from partyx.extractor import extract  # noqa: PLC0415 - loads every stage

    if choose_engine(settings).engine == "rules":
        types = types._replace(own=())
    return extract(path, settings=settings, records=types) if types.built_in or types.own else None
