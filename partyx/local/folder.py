"""Where weights are kept, and what a name behind "local/" stands for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from partyx.errors import SettingsError, WeightsError
from partyx.files import at_home
from partyx.local.registry import known, named

if TYPE_CHECKING:
    from partyx.local.registry import Known
    from partyx.settings import Settings

_SAMPLE = 1 << 20
_SAMPLES = 16


@dataclass(frozen=True, slots=True)
class Weights:
    """A GGUF file to run.

    Attributes:
        name: For people and on the wire.
        path: The file.
        identity: Equal for equal files: what the cache knows the model by.
    """

    name: str
    path: Path
    identity: str


def directory(settings: Settings) -> Path:
    """The folder of pulled weights: ``settings.models_dir``, else in the user's data folder."""
    if settings.models_dir is not None:
        return settings.models_dir
    import platformdirs  # noqa: PLC0415 - 10 to 20 ms, and who names a model does not need it

    return Path(platformdirs.user_data_dir("partyx", appauthor=False)) / "models"


def path_of(one: Known, settings: Settings) -> Path:
    """Where the file of known weights is, or would be."""
    return directory(settings) / one.file


def unfinished_of(one: Known, settings: Settings) -> Path:
    """Where the part that was downloaded so far is kept."""
    return directory(settings) / f"{one.file}.unfinished"


def is_pulled(one: Known, settings: Settings) -> bool:
    """Whether the whole file is there. Its digest was checked before it took its name."""
    try:
        return path_of(one, settings).stat().st_size == one.size
    except OSError:
        return False


def find(name: str, settings: Settings) -> Weights:
    """What stands behind "local/": a name of the registry, or the path of a GGUF file.

    A replay needs no weights, so then they need not be there.

    Raises:
        SettingsError: The name is unknown, or its weights are not on this machine.
        WeightsError: The file of that path cannot be read.
    """
    if is_path(name):
        path = at_home(Path(name), "model")
        try:
            return Weights(wire_name(name), path, _sampled(path))
        except OSError as error:
            if settings.cache == "replay":
                return Weights(wire_name(name), path, wire_name(name))
            raise WeightsError(f"{path} cannot be read: {error.strerror or error}.") from None
    one = named(name)
    if settings.cache != "replay" and not is_pulled(one, settings):
        raise SettingsError(
            f'The weights of "{name}" are not on this machine. Run: partyx models pull {name}'
        )
    return Weights(name, path_of(one, settings), one.sha256)


def is_path(name: str) -> bool:
    """Whether what stands behind "local/" is a path rather than a name."""
    return name.endswith(".gguf") or "/" in name or "\\" in name


def wire_name(name: str) -> str:
    """The model's name in answers, recordings and provenance: of a path only the file's own."""
    return Path(name).stem if is_path(name) else name


def ready(settings: Settings) -> str | None:
    """The weights that the engine "auto" would run: the first of the registry that are here."""
    return next((one.name for one in known() if one.auto and is_pulled(one, settings)), None)


def digest(path: Path) -> str:
    """SHA-256 of a file, about 2 s for a gigabyte."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _sampled(path: Path) -> str:
    """A digest of a file's size and of samples all over it: reading 5 GB would take longer than one call.

    Raises:
        OSError: It cannot be read.
    """
    stat = path.stat()
    if not S_ISREG(stat.st_mode):
        raise FileNotFoundError(None, "it is no file")
    return _sampled_digest(path, stat.st_size, stat.st_mtime_ns)


@cache
def _sampled_digest(path: Path, size: int, _changed: int) -> str:
    digest_so_far = sha256(size.to_bytes(8, "little"))
    with path.open("rb") as file:
        for sample in range(_SAMPLES):
            file.seek(max(0, size - _SAMPLE) * sample // (_SAMPLES - 1))
            digest_so_far.update(file.read(_SAMPLE))
    return digest_so_far.hexdigest()
