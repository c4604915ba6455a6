"""OpenTelemetry spans: what they tell, and that no article is in them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from fault_server import FaultServer, answer, status
from pydantic import BaseModel

from partyx.cache import MemoryStore
from partyx.errors import ModelError
from partyx.llm import Client, ScriptedModel
from partyx.settings import Settings

pytest.importorskip("opentelemetry.sdk")
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

ARTICLE = "planted article text, 817 tổ chức"
ASKED = [{"role": "user", "content": ARTICLE}]
_exporter = InMemorySpanExporter()


class Figure(BaseModel):
    figure: float


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    """The finished spans; opentelemetry takes a provider once a process."""
    if not isinstance(trace.get_tracer_provider(), TracerProvider):
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(_exporter))
        trace.set_tracer_provider(provider)
    _exporter.clear()
    return _exporter


def test_a_span_tells_model_tokens_and_retries(exporter: InMemorySpanExporter) -> None:
    with FaultServer([status(503), answer("no JSON"), answer()]) as server:
        settings = Settings(model="m", base_url=server.url, retry_after_cap_s=0.01)
        with Client(settings) as client:
            client.ask(ASKED, Figure, name="figure")
    (span,) = exporter.get_finished_spans()
    assert span.name == "partyx.ask figure"
    assert dict(span.attributes or {}) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "m",
        "gen_ai.usage.input_tokens": 22,
        "gen_ai.usage.output_tokens": 10,
        "partyx.ask": "figure",
        "partyx.cached": False,
        "partyx.calls": 2,
        "partyx.cached_calls": 0,
        "partyx.turns": 2,
    }
    (event,) = span.events
    assert (event.name, dict(event.attributes or {})["reason"]) == ("partyx.retry", "BadResponseError")


def test_a_cached_ask_says_so(exporter: InMemorySpanExporter) -> None:
    store, fake = MemoryStore(), ScriptedModel([{"figure": 7}])
    for _ in range(2):
        Client(Settings(model="m"), model=fake, store=store).ask(ASKED, Figure, name="figure")
    spans = exporter.get_finished_spans()
    assert [(span.attributes or {})["partyx.cached"] for span in spans] == [False, True]


def test_no_text_of_article_answer_or_error_is_in_a_span(exporter: InMemorySpanExporter) -> None:
    fake = ScriptedModel([f'{{"figure": "{ARTICLE}"}}', ModelError(f"the service said {ARTICLE}")])
    with pytest.raises(ModelError):
        Client(Settings(model="m"), model=fake).ask(ASKED, Figure, name="figure")
    (span,) = exporter.get_finished_spans()
    assert (span.attributes or {})["error.type"] == "ModelError"
    assert not span.status.is_ok
    assert "planted" not in span.to_json()


def test_the_callers_span_is_the_parent(exporter: InMemorySpanExporter) -> None:
    inner: list[int] = []

    def look(_: object) -> dict[str, int]:
        inner.append(trace.get_current_span().get_span_context().span_id)
        return {"figure": 7}

    with trace.get_tracer("test").start_as_current_span("article") as parent:
        Client(Settings(model="m"), model=ScriptedModel([look])).ask(ASKED, Figure, name="figure")
    ask = exporter.get_finished_spans()[0]
    assert ask.parent is not None
    assert ask.parent.span_id == parent.get_span_context().span_id
    assert inner == [ask.get_span_context().span_id], "the call itself runs inside the ask's span"


def test_a_program_without_opentelemetry_does_not_load_it() -> None:
    code = """
import sys
from pydantic import BaseModel
from partyx.llm import Client, ScriptedModel
from partyx.settings import Settings
class Figure(BaseModel):
    figure: float
Client(Settings(), model=ScriptedModel([{"figure": 7}])).ask([], Figure, name="figure")
print("opentelemetry.trace" in sys.modules)
"""
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False\n"
    )
