"""Whatever a service answers that is of no use: an article takes at most six calls."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import fault_server as server
import own_types
import pytest
from fault_server import FaultServer
from faults_table import ROWS
from test_windows import LONG

import partyx
from partyx.llm import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 6
SLOW = ("no answer at all", "drip", "300 MB")
"""What is tried with the clock elsewhere."""
ANSWERS = {
    "nothing but blanks": server.answer(" \n" * 2_000),
    "an empty object": server.answer("{}"),
    "a list": server.answer("[]"),
    "an article retold": server.answer(LONG[:2_000]),
    "a record that was cut": server.answer('{"meetings": [], "stats": [{"v": "n1', "length"),
    "records of something else": server.answer(json.dumps({"items": [{"name": "x", "value": 1}]})),
    "half of the prompt read": server.body(
        {**server.completion("{}"), "usage": {"prompt_tokens": 2_000, "completion_tokens": 5}}
    ),
}
FAULTS = {row.name: row.fault for row in ROWS if row.fault and not any(word in row.name for word in SLOW)}


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.slow
@pytest.mark.parametrize("ask", ["article", "sentence"])
@pytest.mark.parametrize("records", [None, [own_types.Appointment]], ids=["built-in", "own"])
def test_an_article_without_a_usable_answer_takes_few_calls(
    ask: str, records: list[type[partyx.Record]] | None
) -> None:
    """Each kind of unusable answer, for an article of a hundred sentences."""
    dear = {}
    for name, fault in (FAULTS | ANSWERS).items():
        remembered.forget()
        with FaultServer(default=fault) as faults:
            settings = {
                "model": "m", "base_url": faults.url, "cache": "off", "ask": ask, "adjudicate": False,
                "retry_after_cap_s": 0.01, "timeout_s": 20, "second_ask": False,
            }  # fmt: skip
            try:
                found = partyx.extract(LONG, settings=settings, records=records)
            except partyx.PartyxError:
                usable = False
            else:
                usable = bool(
                    found.statistics or found.meetings or found.directives or any(found.records.values())
                )
            if usable or len(faults.requests) > MOST:
                dear[name] = (usable, len(faults.requests))
    assert dear == {}
