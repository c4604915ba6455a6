"""Articles in a cluster: rows of Parquet in, rows of Parquet out, by Ray Data.

Ray moves blocks of rows; limits, retries, the cache and errors live inside each actor. An article that gives
no extraction is a row with its error, so that no block is lost for one of them.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from partyx import errors
from partyx.errors import InputError, MissingExtraError, OutputError, PartyxError, SettingsError, WorkError
from partyx.extractor import Extractor
from partyx.many import ENDS_ALL, Failure, failure_of
from partyx.reading import Given, Unread, article_of, of_row
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

ROWS: Final = 50
"""Rows of a block: enough to keep calls in flight, few enough to be done again when a node is lost."""
_OURS: Final = re.compile(r"partyx\.errors\.(\w+): (.+)")
COLUMNS: Final = ("source", "id", "extraction", "stage", "error", "message", "retryable")


class Ended(NamedTuple):
    """What stands in the output of a run.

    Attributes:
        extracted: Articles with an extraction.
        failed: Those with an error.
    """

    extracted: int
    failed: int


def extract_parquet(
    source: str | Path, to: str | Path, settings: Settings | None = None, *, actors: int = 2
) -> Ended:
    """Extract from every row of a table that is not in the output yet.

    Killed at any moment, the same call goes on: rows that are written are passed over, and what the cache
    holds is not asked again. Rows need a column "id" or "url" that is different in each.

    Args:
        source: A Parquet file or a folder of them, at a path or address that every node can read; columns as
            in docs/sources.md.
        to: The folder of the output, that every node can write.
        settings: How to run; None reads the environment of this process. ``concurrency`` and the limits of a
            minute are of all actors together.
        actors: Processes that extract, wherever the cluster has room for them.

    Raises:
        MissingExtraError: ray is not installed.
        SettingsError: The settings are wrong, or another error that no article would escape.
        InputError: The input cannot be read.
        OutputError: The output cannot be read.
    """
    ray, data = _ray()
    settings = settings or Settings()
    Extractor(settings).close()  # what is wrong with them is said here, not by an actor
    source, to = _absolute(source), _absolute(to)
    done = [ray.put(frozenset(map(_hash, _written(to))))]
    try:
        table = data.read_parquet(source)
        extracted = extract_dataset(table, settings, actors=actors, done=done)
        extracted.write_parquet(to)
    except Exception as error:
        raise _ours(error) from error
    failed = [row["error"] is not None for row in _rows(to, ["error"])]
    return Ended(len(failed) - sum(failed), sum(failed))


def extract_dataset(dataset: Any, settings: Settings, *, actors: int = 2, done: Any = ()) -> Any:  # noqa: ANN401 - ray's
    """The rows of a dataset of Ray as extractions, for a pipeline of one's own.

    Args:
        dataset: Rows with articles.
        settings: How to run; its limits are of all actors together, and an actor has at least one call.
        actors: How many extract.
        done: A list with a reference to the set of what is passed over, as :func:`extract_parquet` makes it.

    Returns:
        A dataset with the columns :data:`COLUMNS`: ``extraction`` is JSON, or null where ``error`` says why.
    """
    actors = min(actors, settings.concurrency)
    each = settings.model_copy(update=share(settings, actors))
    blocks = dataset.repartition(target_num_rows_per_block=ROWS)
    return blocks.map_batches(
        _Extracting,
        fn_constructor_args=(each, list(done)),
        batch_size=ROWS,
        batch_format="pyarrow",
        concurrency=actors,
    )


def share(settings: Settings, actors: int) -> dict[str, int]:
    """What each of some actors may take of the limits that hold for all of them together."""
    limits = {
        "concurrency": settings.concurrency,
        "requests_per_minute": settings.requests_per_minute,
        "tokens_per_minute": settings.tokens_per_minute,
    }
    return {name: max(1, limit // actors) for name, limit in limits.items() if limit is not None}


class _Extracting:
    """An actor: one extractor with its share of the calls."""

    def __init__(self, settings: Settings, done: list[Any]) -> None:
        ray, _ = _ray()
        self._done: frozenset[bytes] = ray.get(done[0]) if done else frozenset()
        self._extractor = Extractor(settings)

    async def __call__(self, batch: Any) -> AsyncIterator[Any]:  # noqa: ANN401 - pyarrow's
        """The results of a block."""
        rows = [(name, row) for row in batch.to_pylist() if _hash(name := _name(row)) not in self._done]
        yield _table(await asyncio.gather(*(self._extracted(name, row) for name, row in rows)))

    async def _extracted(self, name: str, row: Mapping[str, Any]) -> dict[str, Any]:
        found = of_row(row, name)
        if isinstance(found, Unread):
            return _failed(name, Failure(name, None, "read", found.error))
        try:
            article = await asyncio.to_thread(article_of, found, self._extractor.settings, Given())
            extraction = await self._extractor.aextract(article)
        except ENDS_ALL:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this article's
            return _failed(name, failure_of(found, error))
        return dict.fromkeys(COLUMNS) | {
            "source": name,
            "id": extraction.article.id,
            "extraction": extraction.to_json(),
        }


def _failed(name: str, failure: Failure) -> dict[str, Any]:
    said = failure.to_dict()
    return {column: said.get(column) for column in COLUMNS} | {"source": name}


def _name(row: Mapping[str, Any]) -> str:
    """What a row is called in the output.

    Raises:
        SettingsError: Nothing tells it from others.
    """
    found = of_row(row, "the row")
    name = None if isinstance(found, Unread) else found.id or found.url
    name = name or next((str(row[key]) for key in ("id", "url") if row.get(key) is not None), None)
    if name is None:
        raise SettingsError(
            'A row has neither "id" nor "url", so a run could not go on after it. Give each row an id.'
        )
    return name


def _hash(name: str) -> bytes:
    """Eight bytes of a name, the same in every process."""
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _table(rows: Iterable[dict[str, Any]]) -> Any:  # noqa: ANN401 - pyarrow's
    import pyarrow as pa  # noqa: PLC0415 - an extra

    kinds = [(name, pa.bool_() if name == "retryable" else pa.large_string()) for name in COLUMNS]
    return pa.Table.from_pylist(list(rows), schema=pa.schema(kinds))


# -- the output ------------------------------------------------------------------------------------------


def _written(to: str) -> list[str]:
    """The names in the output; files that a killed run left without their end are removed."""
    return [row["source"] for row in _rows(to, ["source"], mend=True)]


def _rows(to: str, columns: list[str], *, mend: bool = False) -> list[dict[str, Any]]:
    """Some columns of all rows of the output.

    Raises:
        OutputError: It is there and cannot be read.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import fs, parquet  # noqa: PLC0415

    system, folder = fs.FileSystem.from_uri(to)
    found: list[dict[str, Any]] = []
    for info in system.get_file_info(fs.FileSelector(folder, recursive=True, allow_not_found=True)):
        if info.extension != "parquet":
            continue
        try:
            with system.open_input_file(info.path) as file:
                found += parquet.read_table(file, columns=columns).to_pylist()
        except (pa.ArrowException, OSError) as error:
            if not mend or not isinstance(error, pa.ArrowInvalid):
                raise OutputError(f"{info.path}: {error}. Name another folder.") from None
            system.delete_file(info.path)
    return found


def _absolute(path: str | Path) -> str:
    """A path as every node has to know it; an address as it is."""
    return path if isinstance(path, str) and "://" in path else str(Path(path).absolute())


# -- ray -------------------------------------------------------------------------------------------------


def _ray() -> tuple[Any, Any]:
    try:
        import ray  # noqa: PLC0415 - an extra, and 1 s
        from ray import data  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError("a cluster needs ray: pip install 'partyx[ray]'") from None
    return ray, data


def _ours(error: BaseException) -> PartyxError:
    """The error of ours that an actor ended with, which ray tells in words; else one with what ray says."""
    said = str(error).strip() or type(error).__name__
    told = _OURS.findall(said)
    kind = getattr(errors, told[-1][0], None) if told else None
    if isinstance(kind, type) and issubclass(kind, PartyxError):
        return kind(told[-1][1])
    if isinstance(error, FileNotFoundError):
        return InputError(said.splitlines()[0])
    return WorkError(f"ray: {said.splitlines()[0]}")
