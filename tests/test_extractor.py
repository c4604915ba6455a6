"""The session: shared by threads, loops and the plain functions, closed once, and paid for once."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from fault_server import FaultServer, answer, silence

import partyx
from partyx.errors import ClosedError, InputError, ModelConnectionError, SettingsError
from partyx.extractor import _Shared
from partyx.llm import Request, ScriptedModel

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Năm 2022, Đảng bộ huyện kết nạp 128 đảng viên."
NOTHING = {"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []}
NO_MORE = {"stats": [], "plans": [], "wholes": [], "no": []}
OFF = {"cache": "off"}


def empty(request: Request) -> dict:
    return NO_MORE if request.schema_name == "SecondAnswer" else NOTHING


def articles(count: int) -> list[str]:
    return [f"{TEXT} Toàn huyện có {number} chi bộ." for number in range(3, 3 + count)]


@pytest.mark.parametrize(
    "settings",
    [None, {"engine": "rules"}, {"model": "rules"}, partyx.Settings(engine="rules")],
)
def test_settings_are_taken_in_every_form(settings) -> None:
    with partyx.Extractor(settings) as extractor:
        assert extractor.engine == "rules"
        assert [one.value for one in extractor.extract(TEXT).statistics] == [128]
    assert [one.value for one in partyx.extract(TEXT, settings=settings).statistics] == [128]


@pytest.mark.parametrize(
    ("settings", "model", "said"),
    [
        ({"temperatur": 0.5}, None, "temperature is the nearest"),
        ({"temperature": 9}, None, "temperature: "),
        (None, "openai/a\u202eb", "model: .*cannot be printed"),
    ],
)
def test_wrong_settings_are_an_error_of_ours(settings, model, said) -> None:
    with pytest.raises(SettingsError, match=said):
        partyx.Extractor(settings, model=model)
    with pytest.raises(SettingsError, match=said):
        partyx.extract(TEXT, settings=settings, model=model)


def test_a_model_is_named_in_the_call() -> None:
    with FaultServer(default=answer(json.dumps(NOTHING))) as server:
        with partyx.Extractor({"base_url": server.url, "second_ask": False, **OFF}, model="m-1") as one:
            assert one.settings.model == "m-1"
            assert one.extract(TEXT).provenance.model == "m-1"
        assert server.requests[0].body["model"] == "m-1"


def test_rules_in_a_models_place_ask_none() -> None:
    """Whatever model the settings name, and as a fallback's name means it."""
    settings = partyx.Settings(model="openai/a", api_key="k")
    made = partyx.extract(TEXT, settings=settings, model="rules").provenance
    assert (made.engine, made.model) == ("rules", None)
    assert partyx.Settings(model="rules").model is None
    with pytest.raises(SettingsError, match='model="rules" none'):
        partyx.Extractor({"engine": "model", "model": "rules"})


@pytest.mark.parametrize(
    "published",
    [
        "2024-05-20", "20/5/2024", "2024-05-20T07:00:00+07:00", dt.datetime(2024, 5, 20, 7, tzinfo=dt.UTC),
        pd.Timestamp("2024-05-20"), np.datetime64("2024-05-20"),
    ],
)  # fmt: skip
def test_what_is_stated_is_taken_as_a_table_has_it(published) -> None:
    """Cells of a data frame: a day in any form, a number for an id, NaN for nothing."""
    cells = pd.DataFrame({"id": [7], "outlet": [float("nan")], "url": [None]}).iloc[0]
    for stated in ({"id": np.int64(7), "outlet": float("nan"), "url": pd.NA}, dict(cells)):
        made = partyx.extract(TEXT, model="rules", published=published, **stated).article
        assert (made.id, made.published, made.outlet) == ("7", dt.date(2024, 5, 20), None)
    assert partyx.read(TEXT, published=pd.NaT).published is None


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"published": "hôm qua"}, "published is a day"),
        ({"published": 20240520}, "published is a day"),
        ({"published": "2024-02-30"}, "published is a day"),
        ({"url": 5.5}, "url is text"),
        ({"id": ["a"]}, "id is text"),
    ],
)
def test_what_cannot_be_stated_is_an_error_of_ours(stated, said) -> None:
    with pytest.raises(InputError, match=said):
        partyx.extract(TEXT, model="rules", **stated)
    if "published" in stated:
        with pytest.raises(InputError, match=said):
            partyx.extract_many([TEXT], model="rules", **stated)


def test_a_misspelt_word_of_a_run_is_no_silent_default() -> None:
    with pytest.raises(TypeError, match="orderd"):
        partyx.extract_many([TEXT], model="rules", orderd=True)
    with pytest.raises(TypeError, match="publised"):
        partyx.extract(TEXT, model="rules", publised="2024-05-20")


def test_what_is_stated_belongs_to_the_call() -> None:
    with partyx.Extractor({"engine": "rules"}) as extractor:
        first = extractor.extract(TEXT, id="a", url="https://a.vn/1", outlet="A")
        second = extractor.extract(TEXT)
    assert (first.article.id, first.article.url, first.article.outlet) == ("a", "https://a.vn/1", "A")
    assert (second.article.url, second.article.outlet) == (None, None)


def test_both_ways_of_calling_give_the_same() -> None:
    fake = ScriptedModel(default=empty)
    with partyx.Extractor(OFF, model=fake) as extractor:
        one = extractor.extract(TEXT)
        two = asyncio.run(extractor.aextract(TEXT))
    keep = {"statistics", "meetings", "directives", "unlocated", "coverage", "findings"}
    assert one.model_dump(include=keep) == two.model_dump(include=keep)
    assert fake.requests[0].messages == fake.requests[2].messages


class Crowd:
    """A model that counts how many ask it at once."""

    identity, form = "crowd", "schema"

    def __init__(self) -> None:
        self.now = self.most = 0
        self._lock = threading.Lock()

    async def send(self, request: Request):
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        await asyncio.sleep(0.002)
        with self._lock:
            self.now -= 1
        return await ScriptedModel([empty]).send(request)


def test_one_limit_counts_over_articles_threads_and_loops() -> None:
    crowd = Crowd()
    with partyx.Extractor({"concurrency": 3, **OFF}, model=crowd) as extractor, ThreadPoolExecutor(6) as pool:

        async def several(texts: list[str]) -> None:
            await asyncio.gather(*(extractor.aextract(text) for text in texts))

        texts = articles(36)
        loops = [pool.submit(asyncio.run, several(texts[12 * it : 12 * it + 12])) for it in range(2)]
        done = list(pool.map(extractor.extract, texts[24:]))
        for loop in loops:
            loop.result()
    assert len(done) == 12
    assert crowd.most == 3


def test_a_closed_extractor_says_so() -> None:
    extractor = partyx.Extractor({"engine": "rules"})
    extractor.close()
    extractor.close()
    assert "closed" in repr(extractor)
    with pytest.raises(ClosedError):
        extractor.extract(TEXT)
    with pytest.raises(ClosedError):
        asyncio.run(extractor.aextract(TEXT))


def test_closing_ends_the_calls_under_way() -> None:
    with FaultServer(default=silence) as server, ThreadPoolExecutor(1) as pool:
        extractor = partyx.Extractor({"base_url": server.url, "timeout_s": 60, **OFF}, model="m")
        waiting = pool.submit(extractor.extract, TEXT)
        while not server.requests:
            pass
        extractor.close()
        with pytest.raises(ModelConnectionError, match="closed"):
            waiting.result(timeout=10)


def test_the_plain_functions_share_an_extractor_as_long_as_nothing_differs(tmp_path: Path) -> None:
    shared, fake = _Shared(most=3), ScriptedModel(default=empty)
    first = shared.extractor(OFF, fake)
    assert shared.extractor(partyx.Settings(cache="off"), fake) is first
    assert shared.extractor(OFF, ScriptedModel(default=empty)) is not first
    assert shared.extractor({**OFF, "timeout_s": 120.0}, fake) is not first  # set, though it is the default
    assert shared.extractor({"engine": "rules"}, None) is shared.extractor({"engine": "rules"}, None)
    path = tmp_path / "calls.jsonl"
    partyx.extract(TEXT, settings={"recordings": path, **OFF}, model=fake)
    replay = {"recordings": path, "cache": "replay"}
    one = shared.extractor(replay, None)
    assert shared.extractor(replay, None) is one
    path.write_bytes(path.read_bytes() + b"\n")
    assert shared.extractor(replay, None) is not one


def test_prompts_and_schemas_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import partyx.model.engine as module  # noqa: PLC0415

    loads, load = [], module.Prompts.load
    monkeypatch.setattr(module.Prompts, "load", lambda version: loads.append(version) or load(version))
    with partyx.Extractor(OFF, model=ScriptedModel(default=empty)) as extractor:
        for text in articles(3):
            extractor.extract(text)
    assert loads == ["v2"]
