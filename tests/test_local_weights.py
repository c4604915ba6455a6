"""Names and paths behind "local/", the heads of GGUF files, and the memory that a model takes."""

from __future__ import annotations

import os
import re
import struct
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import gguf_file
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx import local
from partyx.choice import choose_engine
from partyx.errors import LocalModelError, MissingExtraError, SettingsError, WeightsError
from partyx.llm import resolve
from partyx.llm.endpoints import wire_name
from partyx.local import memory
from partyx.local.gguf import read_head
from partyx.local.registry import WebSource, WheelSource
from partyx.local.server import batch_tokens, default_threads, installed, shape_of, start
from partyx.local.sizes import words
from partyx.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

BIG = local.named("qwen2.5-coder-1.5b")
needs_xllamacpp = pytest.mark.skipif(not installed(), reason="xllamacpp is not installed")


def pulled(folder: Path, one: local.Known = BIG) -> Settings:
    """Settings whose folder holds a file of the right name and size, which takes no room on the disk."""
    settings = Settings(models_dir=folder)
    path = gguf_file.qwen(local.path_of(one, settings))
    with path.open("ab") as file:
        file.truncate(one.size)
    return settings


# -- the registry -------------------------------------------------------------------------------


@pytest.mark.parametrize("one", local.known(), ids=lambda one: one.name)
def test_the_registry_is_whole(one: local.Known) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", one.sha256)
    assert one.licence
    assert one.file.endswith(".gguf")
    assert one.sources
    for source in one.sources:
        if isinstance(source, WebSource):
            assert re.match(r"https://huggingface\.co/[^/]+/[^/]+/resolve/[0-9a-f]{40}/", source.url), (
                "a revision"
            )
            assert source.url.endswith(one.file)
        else:
            assert isinstance(source, WheelSource)
            assert len(source.sha256) == -(-one.size // source.part_size), "as many wheels as parts"
            assert len(set(source.sha256)) == len(source.sha256)
            assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in source.sha256)


def test_names_are_unique_and_the_best_comes_first() -> None:
    names = [one.name for one in local.known()]
    assert len(set(names)) == len(names)
    assert names[0] == BIG.name
    assert not local.named("smollm2-135m").auto


# -- what stands behind "local/" ----------------------------------------------------------------


@needs_xllamacpp
def test_a_pulled_name_is_an_endpoint_that_starts_on_demand(tmp_path: Path) -> None:
    settings = pulled(tmp_path).model_copy(update={"model": f"local/{BIG.name}"})
    found = resolve(settings)
    assert (found.model, found.base_url, found.local, found.form) == (BIG.name, "", True, "schema")
    assert found.identity == f"local:{BIG.sha256}"
    assert found.api_key == local.KEY
    assert found.start is not None
    assert found.timeout_s == 900
    assert found.slots is resolve(settings).slots, "all clients wait for the same model"


@needs_xllamacpp
def test_a_path_is_known_by_what_is_in_the_file(tmp_path: Path) -> None:
    one = gguf_file.qwen(tmp_path / "mine-7b.gguf")
    same = gguf_file.qwen(tmp_path / "same.gguf")
    other = gguf_file.qwen(tmp_path / "other.gguf", general__name="made elsewhere")
    found = resolve(Settings(model=f"local/{one}"))
    assert found.model == "mine-7b" == wire_name(Settings(model=f"local/{one}"))
    assert found.identity == resolve(Settings(model=f"local/{same}")).identity
    assert found.identity != resolve(Settings(model=f"local/{other}")).identity
    assert str(tmp_path) not in found.identity


def test_a_file_that_changes_is_another_model(tmp_path: Path) -> None:
    path = gguf_file.qwen(tmp_path / "m.gguf")
    before = local.find(str(path), Settings())
    gguf_file.qwen(path, general__name="other")
    assert local.find(str(path), Settings()).identity != before.identity


def test_a_path_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"none\.gguf cannot be read"):
        local.find(str(tmp_path / "none.gguf"), Settings())


@pytest.mark.parametrize("name", ["/no-such-folder/m.gguf", "a/no-folder"])
def test_a_path_where_nothing_is_is_an_error_unless_it_is_a_replay(name: str) -> None:
    with pytest.raises(WeightsError, match="cannot be read"):
        local.find(name, Settings())
    assert local.find(name, Settings(cache="replay")).name


@pytest.mark.parametrize("name", ["~nosuch-person/m.gguf", "a\0b.gguf", "/" + "a" * 5000 + ".gguf"])
def test_a_path_that_can_be_none_is_an_error_of_the_settings(name: str) -> None:
    with pytest.raises(SettingsError, match="is no path"):
        local.find(name, Settings())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders on this system")
def test_a_pipe_in_place_of_weights_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "m.gguf")
    with pytest.raises(WeightsError, match="is no file"):
        local.find(str(tmp_path / "m.gguf"), Settings())


def test_a_name_that_is_not_pulled_says_how(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"partyx models pull {BIG.name}"):
        local.find(BIG.name, Settings(models_dir=tmp_path))
    with pytest.raises(SettingsError, match=f"Known: {BIG.name}, "):
        local.find("qwen", Settings())


@pytest.mark.parametrize("name", [BIG.name, "/nowhere/mine.gguf"])
def test_a_replay_needs_no_weights(tmp_path: Path, name: str) -> None:
    found = resolve(Settings(model=f"local/{name}", models_dir=tmp_path, cache="replay"))
    assert found.model == name.rpartition("/")[2].removesuffix(".gguf")


def test_a_file_of_another_size_is_not_pulled(tmp_path: Path) -> None:
    settings = pulled(tmp_path)
    assert local.is_pulled(BIG, settings)
    local.path_of(BIG, settings).write_bytes(b"GGUF")
    assert not local.is_pulled(BIG, settings)


# -- which engine runs --------------------------------------------------------------------------


@needs_xllamacpp
def test_auto_runs_pulled_weights_when_nothing_else_is_configured(tmp_path: Path) -> None:
    settings = pulled(tmp_path)
    name, why, _ = choose_engine(settings)
    assert (name, why) == ("model", f"model: local/{BIG.name}, whose weights are on this machine")
    for values, engine, said in [
        ({"engine": "rules"}, "rules", "asked for"),
        ({"model": "openai/gpt"}, "model", "openai/gpt is configured"),
        ({"base_url": "http://127.0.0.1:9/v1"}, "rules", "no model is named"),
    ]:
        name, why, _ = choose_engine(settings.model_copy(update=values))
        assert name == engine
        assert said in why


def test_auto_never_runs_the_model_of_the_tests(tmp_path: Path) -> None:
    settings = pulled(tmp_path, local.named("smollm2-135m"))
    assert choose_engine(settings)[:2] == ("rules", "rules: no model is configured")


def test_pulled_weights_without_the_extra_leave_it_to_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "path_importer_cache", {})
    monkeypatch.delitem(sys.modules, "xllamacpp", raising=False)
    settings = pulled(tmp_path)
    name, why, _ = choose_engine(settings)
    assert name == "rules"
    assert "needs partyx[local]" in why
    assert "\n" not in why
    with pytest.raises(MissingExtraError, match=r"pip install \"partyx\[local\]\""):
        resolve(settings.model_copy(update={"model": f"local/{BIG.name}"}))


# -- heads of files -----------------------------------------------------------------------------


def test_a_head_says_what_a_token_takes(tmp_path: Path) -> None:
    """28 layers, 2 heads of 128 for keys and as many for values, two bytes each."""
    head = read_head(gguf_file.qwen(tmp_path / "m.gguf"))
    assert (head.architecture, head.context, head.bytes_per_token) == ("qwen2", 32768, 28 * 2 * 128 * 2 * 2)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"qwen2__attention__head_count_kv": [2, 2, 4]}, 28 * 4 * 256 * 2),
        ({"qwen2__attention__key_length": 64, "qwen2__attention__value_length": 32}, 28 * 2 * 96 * 2),
        ({"qwen2__attention__head_count": 0}, 0),
        ({"general__architecture": "unknown"}, 0),
    ],
)
def test_a_head_may_say_it_otherwise(tmp_path: Path, changed: dict[str, Any], expected: int) -> None:
    assert read_head(gguf_file.qwen(tmp_path / "m.gguf", **changed)).bytes_per_token == expected


def test_keys_behind_the_vocabulary_are_not_read(tmp_path: Path) -> None:
    path = gguf_file.write(
        tmp_path / "m.gguf", {"general.architecture": "x", "x.context_length": 77, "tokenizer.y": 1}
    )
    assert read_head(path).context == 77


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GGU",
        b"PK\x03\x04" + bytes(100),
        b"GGUF" + struct.pack("<I", 99),
        b"GGUF" + struct.pack("<IQQ", 3, 0, 5),
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 5, 2**63) + b"x" * 50,
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"k" + struct.pack("<I", 77),
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"\xff" + struct.pack("<II", 4, 1),
    ],
)
def test_a_file_that_is_no_gguf_is_an_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "m.gguf").write_bytes(data)
    with pytest.raises(WeightsError, match="GGUF"):
        read_head(tmp_path / "m.gguf")


@pytest.mark.parametrize(
    "key", ["qwen2__context_length", "qwen2__block_count", "qwen2__attention__head_count_kv"]
)
@pytest.mark.parametrize(
    "value", [-5, 2**31, 2**32 - 1, "long", ["a", "b"], 1.5, float("nan"), float("inf"), True]
)
def test_a_head_that_says_what_no_model_has_is_an_error(tmp_path: Path, key: str, value: Any) -> None:
    path = gguf_file.qwen(tmp_path / "m.gguf", **{key: value})
    with pytest.raises(WeightsError, match="cannot be read as a GGUF file: its "):
        read_head(path)


@pytest.mark.parametrize("context", [0, 1, 31])
def test_a_context_in_which_nothing_fits_is_an_error(tmp_path: Path, context: int) -> None:
    with pytest.raises(WeightsError, match=f"its context_length is {context}"):
        read_head(gguf_file.qwen(tmp_path / "m.gguf", qwen2__context_length=context))


def test_a_head_of_many_arrays_is_not_read_to_its_end(tmp_path: Path) -> None:
    """130 MB of them, each of a length that may be, took 152 s and 757 MB."""
    keys: dict[str, Any] = {f"made.{number}": [0] * 65536 for number in range(40)}
    with pytest.raises(WeightsError, match="a head of over 4 MB"):
        read_head(gguf_file.write(tmp_path / "m.gguf", keys))


@pytest.mark.parametrize("place", ["a name", "a value", "an item of a list"])
def test_a_text_that_is_long_is_not_read(tmp_path: Path, place: str) -> None:
    """It stands there whole, so that nothing but its length tells; a length alone would be read to its end."""
    said = "x" * ((1 << 20) + 1)
    keys: dict[str, Any] = {"general.name": "made"}
    keys |= {"a name": {said: 1}, "a value": {"made": said}, "an item of a list": {"made": ["", said]}}[place]
    with pytest.raises(WeightsError, match="a name or text of over 1 MB"):
        read_head(gguf_file.write(tmp_path / "m.gguf", keys))


@needs_xllamacpp
def test_what_ends_llama_cpp_does_not_end_this_program(tmp_path: Path) -> None:
    """A model without layers fails an assertion of llama.cpp's, and with it the process that runs it."""
    path = gguf_file.qwen(tmp_path / "m.gguf", qwen2__block_count=0)
    weights, settings = local.find(str(path), Settings()), Settings(local_threads=1)
    for _ in range(2):
        with pytest.raises(LocalModelError, match=r"llama\.cpp cannot run .*m\.gguf \(it ended: GGML_ASSERT"):
            start(weights, settings)


@given(cut=st.integers(0, 400), at=st.integers(0, 399), byte=st.integers(0, 255))
def test_any_damage_to_a_head_is_an_error_of_ours_or_none(
    tmp_path_factory: pytest.TempPathFactory, cut: int, at: int, byte: int
) -> None:
    path = gguf_file.qwen(tmp_path_factory.mktemp("head") / "m.gguf")
    data = bytearray(path.read_bytes())
    data[min(at, len(data) - 1)] = byte
    path.write_bytes(bytes(data[: len(data) - cut]) if cut < len(data) else b"")
    try:
        head = read_head(path)
    except WeightsError:
        return
    assert head.bytes_per_token >= 0


# -- memory -------------------------------------------------------------------------------------


def test_memory_is_weights_and_tokens(tmp_path: Path) -> None:
    head = read_head(gguf_file.qwen(tmp_path / "m.gguf"))
    more = memory.needed(BIG.size, head, 8192) - memory.needed(BIG.size, head, 0)
    assert more == 8192 * head.bytes_per_token
    assert memory.needed(BIG.size, head, 0) > BIG.size


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"meminfo": "MemTotal: 9 kB\nMemAvailable:   2000 kB\n"}, 2_048_000),
        ({"meminfo": "MemAvailable: 2000 kB\n", "memory.max": "max\n", "memory.current": "1\n"}, 2_048_000),
        ({"meminfo": "MemAvailable: 2000 kB\n", "memory.max": "1000\n", "memory.current": "700\n",
          "memory.stat": "anon 5\ninactive_file 200\n"}, 500),
        ({"memory.max": "1000", "memory.current": "7000", "memory.stat": "inactive_file 0"}, 0),
    ],
)  # fmt: skip
def test_free_memory_is_the_systems_within_the_containers(
    tmp_path: Path, files: dict[str, str], expected: int
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert memory.free(tmp_path / "meminfo", tmp_path) == expected


def test_a_system_that_tells_nothing_but_its_size_is_believed(tmp_path: Path) -> None:
    found = memory.free(tmp_path / "none", tmp_path / "none")
    assert found is None or found > 1_000_000


@needs_xllamacpp
@pytest.mark.parametrize("values", [{}, {"local_context": 200_000, "local_slots": 64}])
def test_too_little_memory_is_said_before_anything_is_loaded(tmp_path: Path, values: dict[str, Any]) -> None:
    settings = pulled(tmp_path).model_copy(update=values)
    with pytest.raises(LocalModelError, match=r"takes about \d.* GB.*1\.0 GB are free.*Lower local_context"):
        start(local.find(BIG.name, settings), settings, free=lambda: 10**9)


@needs_xllamacpp
def test_a_file_that_llama_cpp_does_not_take_is_an_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A head without weights; what it would take is said all the same."""
    path = gguf_file.qwen(tmp_path / "headless.gguf")
    with (
        caplog.at_level("INFO", "partyx.local"),
        pytest.raises(LocalModelError, match=r"llama\.cpp cannot run"),
    ):
        start(local.find(str(path), Settings()), Settings(local_slots=2, local_threads=3))
    assert re.search(
        r"loading headless: about .* of memory, .* free; 3 threads, 2 x 8192 tokens", caplog.text
    )


@needs_xllamacpp
def test_a_file_that_is_none_of_llama_cpps_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "text.gguf"
    path.write_text("Sáng 29/9")
    with pytest.raises(LocalModelError, match="is no GGUF file"):
        start(local.find(str(path), Settings()), Settings())


def test_a_context_is_no_longer_than_the_models(tmp_path: Path) -> None:
    head = replace(read_head(gguf_file.qwen(tmp_path / "m.gguf")), context=2048)
    assert shape_of(head, Settings(local_context=8192, local_slots=3)).tokens == 3 * 2048
    assert shape_of(replace(head, context=0), Settings(local_context=600)).context == 600
    assert 1 <= default_threads() <= 8


@pytest.mark.parametrize(
    ("size", "threads", "tokens"),
    [
        (BIG.size, 1, 32),
        (BIG.size, 2, 64),
        (98_362_432, 1, 64),
        (4_700_000_000, 1, 8),
        (4_700_000_000, 2, 16),
        (10**12, 1, 8),
    ],
)
def test_a_batch_is_read_in_under_two_seconds(size: int, threads: int, tokens: int) -> None:
    assert batch_tokens(size, threads) == tokens


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 KB"), (98_362_432, "98.4 MB"), (BIG.size, "1.1 GB")],
)
def test_bytes_in_words(count: int, said: str) -> None:
    assert words(count) == said
