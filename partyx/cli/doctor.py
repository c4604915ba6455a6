"""``partyx doctor``: what is configured and reachable, what would run, and what to do next."""

from __future__ import annotations

import importlib.util
import os
import platform
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from partyx.cli.streams import FAILED, say
from partyx.display.messages import worded
from partyx.errors import PartyxError
from partyx.translation import language, tr, trn
from partyx.version import version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from partyx.choice import Choice
    from partyx.settings import Settings

EPILOG = "Exit code: 0 when an article could be extracted now, 1 when something has to be done first."
EXTRAS = {
    "frames": ("pandas",),
    "parquet": ("pyarrow",),
    "redis": ("redis",),
    "ray": ("ray",),
    "evals": ("scipy",),
    "local": ("xllamacpp",),
    "prices": ("genai_prices",),
    "telemetry": ("opentelemetry",),
}
"""Extra to the modules it brings."""


class Found(NamedTuple):
    """One thing looked at.

    Attributes:
        what: Its name.
        said: How it is.
        todo: What to do; empty when nothing has to be done.
    """

    what: str
    said: str
    todo: str = ""


def doctor_command(
    *, offline: Annotated[bool, typer.Option("--offline", help="Ask no service whether it answers.")] = False
) -> None:
    """Say what is configured, reachable, pulled and cached; what would run; and what to do next."""
    from partyx.choice import choose_engine  # noqa: PLC0415 - --help need not wait for any of this
    from partyx.settings import Settings, unknown_variables  # noqa: PLC0415

    found = [
        Found("partyx", f"{version()}, Python {platform.python_version()}, {language()}"),
    ]
    try:
        settings = Settings.load()
        choice = choose_engine(settings)
        found += [Found("would run", worded(choice.why))]
        found += [*_model(choice, offline=offline), *_weights(settings)]
        found += [_cache(settings, offline=offline)]
    except PartyxError as error:
        found.append(Found("settings", tr("cannot be used"), worded(str(error))))
    found += [Found("settings", tr("has no effect"), worded(problem)) for problem in unknown_variables()]
    found.append(_extras())
    width = max(len(tr(one.what)) for one in found)
    for one in found:
        say(f"{'✗' if one.todo else '✓'} {tr(one.what):{width}}  {one.said}")
        if one.todo:
            say(f"  {'':{width}}  → {one.todo}")
    if any(one.todo for one in found):
        raise typer.Exit(FAILED)


def _model(choice: Choice, *, offline: bool) -> Iterator[Found]:
    """The model that would be asked, if one would be."""
    from partyx.llm.endpoints import resolve  # noqa: PLC0415
    from partyx.llm.reach import trouble_with  # noqa: PLC0415

    if choice.engine == "rules":
        yield Found("model", tr("none; to ask one: {}", 'PARTYX_MODEL="openai/NAME", partyx models pull'))
        return
    if choice.settings.recordings is not None:
        yield Found("model", tr("answers come from {}", choice.settings.recordings))
        return
    try:
        endpoint = resolve(choice.settings)
    except PartyxError as error:
        yield Found("model", choice.settings.model or tr("none"), worded(str(error)))
        return
    said = tr("{} at {}", endpoint.model, endpoint.base_url or tr("this machine"))
    if offline or not endpoint.base_url:
        yield Found("model", said)
        return
    trouble = trouble_with(endpoint)
    yield Found("model", said, worded(f"{endpoint.base_url} {trouble}") if trouble else "")


def _weights(settings: Settings) -> Iterator[Found]:
    from partyx import local  # noqa: PLC0415

    here = [one.name for one in local.known() if local.is_pulled(one, settings)]
    if here:
        todo = "" if local.installed() else tr("To run them: {}", "pip install 'partyx[local]'")
        yield Found("weights", tr("{} in {}", ", ".join(here), local.directory(settings)), todo)
    else:
        yield Found("weights", tr("none; without any service: {}", "partyx models pull qwen2.5-coder-1.5b"))


def _cache(settings: Settings, *, offline: bool) -> Found:
    from partyx.cache import cache_place, maintenance  # noqa: PLC0415

    if settings.cache == "off":
        return Found("cache", tr("off: every answer is asked for anew"))
    where = cache_place(settings)
    place = maintenance.place_of(where)
    if offline and isinstance(where, str):
        return Found("cache", place)
    try:
        found = maintenance.info(where)
    except PartyxError as error:
        todo = worded(str(error))
        return Found("cache", place, todo)
    said = trn("{} answer in {}", "{} answers in {}", found.answers, f"{found.answers:,}", place)
    return Found("cache", said, _unwritable(where))


def _unwritable(where: Path | str) -> str:
    """What to do where answers could not be kept in a folder; empty where they can."""
    if isinstance(where, str):
        return ""
    here = next((one for one in (where, *where.parents) if one.exists()), where)
    if here.is_dir() and os.access(here, os.W_OK | os.X_OK):
        return ""
    return tr("{} cannot be written: answers would not be kept. Set PARTYX_CACHE_DIR to another.", here)


def _extras() -> Found:
    here = [name for name, modules in EXTRAS.items() if all(importlib.util.find_spec(one) for one in modules)]
    missing = [name for name in EXTRAS if name not in here]
    said = ", ".join(here) or tr("none")
    if missing:
        said += tr("; not here: {}", f"{', '.join(missing)} (pip install 'partyx[{','.join(missing)}]')")
    return Found("extras", said)
