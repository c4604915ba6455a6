"""The real path from end to end: openai, instructor and llama.cpp's server with real weights.

The model knows no Vietnamese, so nothing is said about what it answers, only that its answers are held to the
schema and that every fact made of them stands in the article.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, Field
from real_model import weights
from test_pipeline import spans

import partyx
from partyx import resources
from partyx.llm import Client

if TYPE_CHECKING:
    import xllamacpp

pytestmark = pytest.mark.slow

KEY = "key-of-the-test"
TEXT = """Huyện ủy An Phú sơ kết công tác xây dựng Đảng

Sáng ngày 12/7/2023, Huyện ủy An Phú tổ chức hội nghị sơ kết công tác xây dựng Đảng 6 tháng đầu năm. Đồng chí Nguyễn Văn Bình, Bí thư Huyện ủy, chủ trì hội nghị.

Từ đầu năm đến nay, toàn Đảng bộ kết nạp 128 đảng viên, đạt 51,2% kế hoạch. Đồng chí Nguyễn Văn Bình yêu cầu các cấp ủy tiếp tục thực hiện Nghị quyết số 21-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương.
"""


class Choice(BaseModel):
    """An answer that no model gives unless it is held to it."""

    ids: Annotated[list[Literal["n7", "n19"]], Field(max_length=2)]  # without an end it repeats itself
    unit: Literal["đảng viên", "chi bộ"] | None


@pytest.fixture(scope="module")
def server() -> xllamacpp.Server:
    """llama.cpp's server on a loopback port, on one thread."""
    xllamacpp = pytest.importorskip("xllamacpp", reason="NO REAL MODEL WAS ASKED: xllamacpp is not installed")
    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.n_ctx = 8192
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.api_keys = [KEY]
    params.verbosity = 1
    return xllamacpp.Server(params)


def asking(server: xllamacpp.Server, **more: Any) -> partyx.Settings:
    return partyx.Settings(
        model="smollm2-135m",
        base_url=f"{server.listening_address}/v1",
        api_key=KEY,
        ask="sentence",
        max_output_tokens=160,
        concurrency=1,
        **more,
    )


def test_an_answer_is_held_to_the_schema(server: xllamacpp.Server) -> None:
    """The grammar leaves a model without a word of the language no other answer, at the first try."""
    with Client(asking(server, reasks=0)) as client:
        answer = client.ask([{"role": "user", "content": "Which figures count what?"}], Choice, name="choice")
    assert set(answer.value.ids) <= {"n7", "n19"}
    assert answer.usage.calls == 1
    assert answer.usage.input_tokens > 0
    assert answer.usage.output_tokens > 0


def test_an_article_is_extracted_and_grounded(server: xllamacpp.Server) -> None:
    """Every answer fits, every span is verbatim, and the second run asks nobody."""
    found = partyx.extract(TEXT, settings=asking(server))
    assert found.provenance.engine == "model"
    assert found.provenance.usage.calls >= 4
    assert not [note for note in found.provenance.notes if "cut" not in note]
    assert found.text == TEXT
    assert all(TEXT[span.start : span.end] == span.text for span in spans(found))
    assert all(statistic.value_span.text in {"128", "51,2%"} for statistic in found.statistics)
    assert [directive.document.number for directive in found.directives if directive.document] == ["21-NQ/TW"]
    Draft202012Validator(resources.schema("extraction")).validate(json.loads(found.to_json()))
    again = partyx.extract(TEXT, settings=asking(server))
    assert (again.provenance.usage.calls, again.provenance.cached) == (0, True)
    assert (again.meetings, again.statistics, again.directives) == (
        found.meetings,
        found.statistics,
        found.directives,
    )
