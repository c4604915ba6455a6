"""Runs: what an engine said about every article, kept apart from what it was worth.

A run is a folder: ``manifest.json`` says how it was made, ``predictions/ID.json`` (``ID.2.json`` for a
second repeat) is one extraction, ``predictions/ID.error.json`` a failure. Running again goes on where the
last run stopped; failures are tried again.
"""

from __future__ import annotations

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import Field

from partyx.errors import EvalError, InputError, PartyxError
from partyx.extraction import Extraction
from partyx.files import boundary, is_plain_name, read_bytes, read_json, write_json, write_text
from partyx.records import Frozen
from partyx.scoring.gold.format import text_hash
from partyx.version import version

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from partyx.scoring.gold.folder import Case

RUN_SCHEMA_VERSION = "1.0"
MOST_REPEATS = 1000
_NAME = re.compile(r"[\w][\w.@-]{0,99}")
_MANIFEST = "manifest.json"
_AGAIN = "Delete it and run again."


class Manifest(Frozen):
    """How a run was made."""

    schema_version: str = Field(default=RUN_SCHEMA_VERSION)
    name: str = Field(description="The run's folder.")
    configuration: dict[str, Any] = Field(
        description="Engine, model, settings: all that may change the answer."
    )
    repeats: int = Field(default=1, ge=1, le=MOST_REPEATS, description="Predictions an article.")
    articles: dict[str, str] = Field(description="Article id to the SHA-256 of its text.")
    started: str = Field(description="ISO time.")
    partyx_version: str = Field(description="Of the library.")


@dataclass(frozen=True)
class Prediction:
    """One article, one repeat: an extraction, or why there is none."""

    article: str
    repeat: int
    extraction: Extraction | None
    error: str | None = None


@dataclass(frozen=True)
class Run:
    """A run folder that has been read."""

    path: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The run's name: its folder's, whatever the manifest says."""
        return self.path.name

    def _stem(self, article: str, repeat: int) -> Path:
        suffix = "" if repeat == 1 else f".{repeat}"
        return self.path / "predictions" / f"{article}{suffix}"

    def prediction(self, article: str, repeat: int = 1) -> Prediction | None:
        """What was said about an article; None when it has not been asked about yet.

        Raises:
            EvalError: The stored file cannot be read.
        """
        stem = self._stem(article, repeat)
        done, failed = stem.with_name(f"{stem.name}.json"), stem.with_name(f"{stem.name}.error.json")
        if done.exists():
            try:
                with boundary(done, EvalError, _AGAIN):
                    return Prediction(article, repeat, Extraction.from_json(read_bytes(done)))
            except InputError as error:
                raise EvalError(f"{done}: {error} {_AGAIN}") from None
        if failed.exists():
            with boundary(failed, EvalError, _AGAIN):
                return Prediction(article, repeat, None, str(read_json(failed)["error"]))
        return None

    def predictions(self, article: str) -> list[Prediction]:
        """All repeats of one article; what is missing has failed."""
        found: list[Prediction] = []
        for repeat in range(1, self.manifest.repeats + 1):
            one = self.prediction(article, repeat)
            found.append(one or Prediction(article, repeat, None, "not run"))
        return found

    def store(self, prediction: Prediction) -> None:
        """Keep one prediction; a success replaces an earlier failure."""
        stem = self._stem(prediction.article, prediction.repeat)
        done, failed = stem.with_name(f"{stem.name}.json"), stem.with_name(f"{stem.name}.error.json")
        if prediction.extraction is None:
            write_json(failed, {"error": prediction.error}, inside=self.path)
        else:
            write_text(done, prediction.extraction.to_json() + "\n", inside=self.path)
            failed.unlink(missing_ok=True)


def run_path(folder: Path, name: str) -> Path:
    """Where the run of a name is, or would be.

    Args:
        folder: The runs.
        name: Given by a person or a file.

    Raises:
        EvalError: No run can be called so.
    """
    if not (_NAME.fullmatch(name) and is_plain_name(name)):
        raise EvalError(f"{name!r} is no name for a run: letters, digits, '.', '_', '@' and '-' only.")
    return folder / name


def has_run(folder: Path, name: str) -> bool:
    """Whether a run of this name has been made.

    Raises:
        EvalError: No run can be called so.
    """
    return (run_path(folder, name) / _MANIFEST).is_file()


def load_run(path: Path) -> Run:
    """Read a run folder.

    Raises:
        EvalError: It is no run folder.
    """
    manifest = path / _MANIFEST
    with boundary(manifest, EvalError, "Name a run that was made, or make it: partyx eval run --name NAME"):
        return Run(path, Manifest.model_validate(read_json(manifest)))


def load_runs(folder: Path) -> list[Run]:
    """Every run under a folder, by name."""
    return [load_run(path.parent) for path in sorted(folder.glob("*/manifest.json"))]


def _open(path: Path, manifest: Manifest) -> Run:
    """The run to go on with, or a new one.

    Raises:
        EvalError: The folder holds a run of another configuration, or of other texts.
    """
    if not (path / _MANIFEST).exists():
        write_json(path / _MANIFEST, manifest.model_dump(mode="json"), inside=path)
        return Run(path, manifest)
    before = load_run(path).manifest
    was, now = before.configuration, manifest.configuration
    if differing := sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name)):
        raise EvalError(
            f"{path}: was made with another {', '.join(differing)}. Choose another --name, or start it again "
            "with --fresh."
        )
    known = before.articles
    if changed := [name for name, sha in manifest.articles.items() if known.get(name, sha) != sha]:
        raise EvalError(
            f"{path}: the texts of {', '.join(changed)} have changed since. Choose another --name."
        )
    merged = before.model_copy(
        update={"articles": {**known, **manifest.articles}, "repeats": max(before.repeats, manifest.repeats)}
    )
    write_json(path / _MANIFEST, merged.model_dump(mode="json"), inside=path)
    return Run(path, merged)


def _ask(case: Case, repeat: int, predict: Callable[[Path], Extraction]) -> Prediction:
    try:
        found = predict(case.path)
    except PartyxError as error:
        return Prediction(case.id, repeat, None, f"{type(error).__name__}: {error}")
    except Exception as error:  # noqa: BLE001 - a fault of an engine fails its article, not the other articles
        return Prediction(case.id, repeat, None, f"{type(error).__name__} (unexpected): {error}")
    if found.article.sha256 != text_hash(case.text):
        return Prediction(case.id, repeat, None, "the extraction is of another text than the article")
    return Prediction(case.id, repeat, found)


def predict_run(  # noqa: PLR0913 - what is asked, and how
    path: Path,
    cases: Sequence[Case],
    predict: Callable[[Path], Extraction],
    *,
    configuration: dict[str, Any],
    repeats: int = 1,
    jobs: int = 1,
) -> Generator[Prediction, None, None]:
    """Ask an engine about every article, keeping each answer as it comes.

    Args:
        path: The run's folder; its last part is the run's name.
        cases: The articles; gold is not looked at.
        predict: An article's path to its extraction.
        configuration: What may change the answers; a run goes on only under the same.
        repeats: How often each article is asked about.
        jobs: Articles asked about at once. What is asked when a caller stops is still finished and kept.

    Yields:
        Each prediction, stored ones included, in order of article and repeat.

    Raises:
        EvalError: The name is none for a folder, or the folder holds another run.
    """
    path = run_path(path.parent, path.name)
    manifest = Manifest(
        name=path.name,
        configuration=configuration,
        repeats=repeats,
        articles={case.id: text_hash(case.text) for case in cases},
        started=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        partyx_version=version(),
    )
    run = _open(path, manifest)

    def one(wanted: tuple[Case, int]) -> Prediction:
        case, repeat = wanted
        known = run.prediction(case.id, repeat)
        if known is None or known.extraction is None:
            known = _ask(case, repeat, predict)
            run.store(known)
        return known

    wanted = [(case, repeat) for case in cases for repeat in range(1, repeats + 1)]
    if jobs == 1:
        yield from map(one, wanted)
        return
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="partyx-eval")
    try:
        yield from pool.map(one, wanted)
    finally:
        pool.shutdown(cancel_futures=True)
