"""The real path from end to end: openai, instructor and llama.cpp's server with real weights.

The model knows no Vietnamese, so nothing is said about what it answers, only that its answers are held to the
schema and that every fact made of them stands in the article.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from typing import Annotated, Any, Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, Field
from real_model import NAME, weights
from test_pipeline import spans

import partyx
from partyx import local, resources
from partyx.cache import Request
from partyx.errors import LocalModelError
from partyx.llm import Client, resolve
from partyx.llm.portal import portal
from partyx.llm.remote import RemoteModel
from partyx.local import server

pytestmark = pytest.mark.slow

TEXT = """Huyện ủy An Phú sơ kết công tác xây dựng Đảng

Sáng ngày 12/7/2023, Huyện ủy An Phú tổ chức hội nghị sơ kết công tác xây dựng Đảng 6 tháng đầu năm. Đồng chí Nguyễn Văn Bình, Bí thư Huyện ủy, chủ trì hội nghị.

Từ đầu năm đến nay, toàn Đảng bộ kết nạp 128 đảng viên, đạt 51,2% kế hoạch. Đồng chí Nguyễn Văn Bình yêu cầu các cấp ủy tiếp tục thực hiện Nghị quyết số 21-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương.
"""
LONG_ASK = """
from typing import Literal
from pydantic import BaseModel
from partyx.llm import Client
from partyx.settings import Settings
class Answer(BaseModel):
    word: Literal["yes", "no"]
with Client(Settings(cache="off")) as client:
    client.ask([{"role": "user", "content": "xin chào"}], Answer, name="short")
    print("answered", flush=True)
    client.ask([{"role": "user", "content": "từ điển số liệu " * 380}], Answer, name="long")
"""


class Choice(BaseModel):
    """An answer that no model gives unless it is held to it."""

    ids: Annotated[list[Literal["n7", "n19"]], Field(max_length=2)]  # without an end it repeats itself
    unit: Literal["đảng viên", "chi bộ"] | None


def asking(**more: Any) -> partyx.Settings:
    """One thread, since others use the machine as well."""
    return partyx.Settings(
        model=f"local/{NAME}", models_dir=weights(), local_threads=1, max_output_tokens=160, **more
    )


def test_an_answer_is_held_to_the_schema() -> None:
    """The grammar leaves a model without a word of the language no other answer, at the first try."""
    with Client(asking(reasks=0)) as client:
        answer = client.ask([{"role": "user", "content": "Which figures count what?"}], Choice, name="choice")
    assert set(answer.value.ids) <= {"n7", "n19"}
    assert answer.usage.calls == 1
    assert answer.usage.input_tokens > 0
    assert answer.usage.output_tokens > 0


def test_a_constant_prefix_is_read_once() -> None:
    """Also when another question comes between: the server keeps the prompts beside the one in use."""
    settings = asking()
    model = RemoteModel(resolve(settings), settings)
    prefixes = [f"You are {who}. " + "Count what there is to count. " * 20 for who in ("a clerk", "a judge")]

    async def ask_all() -> list[int]:
        read = []
        for prefix, question in [(prefixes[0], "2?"), (prefixes[1], "3?"), (prefixes[0], "4?")]:
            messages = ({"role": "system", "content": prefix}, {"role": "user", "content": question})
            request = Request(NAME, messages, "Choice", Choice.model_json_schema(), 0.0, None, 40)
            read.append((await model.send(request)).prefix_tokens)
        return read

    read = portal.run(ask_all())
    assert max(read[:2]) < 30
    assert read[2] > 100


@pytest.mark.parametrize(("adjudicate", "calls"), [(False, 3), (True, 1)], ids=["alone", "beside the rules"])
def test_an_article_is_extracted_and_grounded(*, adjudicate: bool, calls: int) -> None:
    """Every answer fits, every span is verbatim, and the second run asks nobody."""
    found = partyx.extract(TEXT, settings=asking(adjudicate=adjudicate))
    assert found.provenance.engine == "model"
    assert found.provenance.model == NAME
    assert found.provenance.usage.calls >= calls
    assert not [note for note in found.provenance.notes if "cut" not in note]
    assert found.text == TEXT
    assert all(TEXT[span.start : span.end] == span.text for span in spans(found))
    assert all(statistic.value_span.text in {"128", "51,2%"} for statistic in found.statistics)
    assert [directive.document.number for directive in found.directives if directive.document] == ["21-NQ/TW"]
    Draft202012Validator(resources.schema("extraction")).validate(json.loads(found.to_json()))
    again = partyx.extract(TEXT, settings=asking(adjudicate=adjudicate))
    assert (again.provenance.usage.calls, again.provenance.cached) == (0, True)
    assert (again.meetings, again.statistics, again.directives) == (
        found.meetings,
        found.statistics,
        found.directives,
    )


def test_a_file_by_its_path_is_a_model_too() -> None:
    path = local.path_of(local.named(NAME), asking())
    settings = asking().model_copy(update={"model": f"local/{path}"})
    with Client(settings) as client:
        answer = client.ask([{"role": "user", "content": "Which figures?"}], Choice, name="choice")
    assert client.model == path.stem
    assert answer.usage.calls == 1


def test_a_model_whose_process_was_killed_is_told_once_and_started_again() -> None:
    settings = asking().model_copy(update={"cache": "off"})
    with Client(settings) as client:
        ask = partial(client.ask, [{"role": "user", "content": "Which figures?"}], Choice, name="choice")
        ask()
        for running in server._running.values():  # noqa: SLF001 - there is no other way to their numbers
            running._process.kill()  # noqa: SLF001
        with pytest.raises(LocalModelError, match="it ended by signal 9"):
            ask()
        assert ask().usage.calls == 1


def test_an_interrupted_program_ends_without_its_answer() -> None:
    """Ctrl-C while the model reads a prompt of some 6,000 tokens, which takes it half a minute."""
    environment = os.environ | {
        "PARTYX_MODEL": f"local/{NAME}",
        "PARTYX_MODELS_DIR": str(weights()),
        "PARTYX_LOCAL_THREADS": "1",
    }
    with subprocess.Popen(
        [sys.executable, "-c", LONG_ASK], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"answered\n"
        time.sleep(2)
        assert child.poll() is None
        child.send_signal(signal.SIGINT)
        assert child.wait(60) != 0
        assert child.stdout.read() == b""
