"""What an article may take: past it the records so far and a finding, never a hang.

Time is told by clocks that the tests turn, so that none of this depends on how fast the machine is.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from typing import TYPE_CHECKING

import pytest
from test_model_engine import EMPTY, SECOND, everything
from test_windows import LONG

import partyx
from partyx.deadline import OUT_OF_TIME, Deadline, OutOfTimeError, in_time
from partyx.errors import ModelTimeoutError
from partyx.llm import Client, ScriptedModel
from partyx.llm.steps import IN_LOOP
from partyx.model import ModelEngine
from partyx.model.standby import Standby
from partyx.pipeline import Rules, Run
from partyx.rules import RulesEngine
from partyx.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(engine="rules")
RULES = Rules(RulesEngine(), SETTINGS, "")


@pytest.fixture(scope="module")
def whole() -> partyx.Extraction:
    """The long article, with time enough."""
    return partyx.extract(LONG, settings=SETTINGS)


def by_rules(text: str, looks: float) -> partyx.Extraction:
    """The article by rules, where every look at the clock takes a second, and there are so many seconds."""
    ticks = itertools.count()
    return RULES.finish(Run(text, SETTINGS, {}, Deadline(looks, clock=lambda: next(ticks))))


def out_of_time(found: partyx.Extraction) -> list[partyx.Finding]:
    return [finding for finding in found.findings if finding.check == OUT_OF_TIME]


def test_work_ends_where_its_time_does() -> None:
    seconds = iter(range(100))
    deadline, done = Deadline(20, clock=lambda: next(seconds)), []
    with pytest.raises(OutOfTimeError), deadline.share(0.5):
        done.extend(in_time(itertools.count()))
    assert list(in_time(range(3))) == [0, 1, 2], "out of the block there is no limit"


def test_without_a_limit_nothing_ends() -> None:
    with Deadline(None).share():
        assert list(in_time(range(3))) == [0, 1, 2]


def test_with_time_enough_it_is_the_same_article(whole: partyx.Extraction) -> None:
    found = by_rules(LONG, 1e9)
    assert out_of_time(found) == []
    assert found.statistics == whole.statistics
    assert found.directives == whole.directives


@pytest.mark.parametrize("looks", [1200, 400])
def test_past_it_the_beginning_is_handed_over_whole(looks: int, whole: partyx.Extraction) -> None:
    """What is handed over is what the whole article says there, and the finding says where it ends."""
    found = by_rules(LONG, looks)
    (finding,) = out_of_time(found)
    end = finding.spans[0].start
    assert 0 < end < len(LONG) // 2
    assert found.statistics
    assert [(one.value_span, one.indicator) for one in found.statistics] == [
        (one.value_span, one.indicator) for one in whole.statistics if one.value_span.end <= end
    ]
    assert LONG[: finding.spans[0].end].endswith(finding.spans[0].text)
    assert found.article == whole.article.model_copy(update={"place": found.article.place})
    str(found), found.to_html()


def test_of_a_text_without_a_full_stop_a_sentence_at_least_is_tried() -> None:
    """A sixteenth of it would end before its first part does."""
    found = by_rules(f"Huyện ủy sơ kết công tác\n\n{'Kết nạp 12 đảng viên; ' * 1_000}", 2_000)
    (finding,) = out_of_time(found)
    assert 0 < finding.spans[0].start < 3_000
    assert found.statistics


def test_a_limit_that_reaches_for_nothing_still_ends() -> None:
    found = partyx.extract(LONG, settings={"engine": "rules", "max_seconds": 1e-9})
    (finding,) = out_of_time(found)
    assert (found.statistics, found.directives, found.coverage.digits) == ((), (), 0)
    assert "were over" in finding.message


def test_each_article_of_many_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG, encoding="utf-8")
    (tmp_path / "b.txt").write_text(LONG + " Hết.", encoding="utf-8")
    results = list(partyx.extract_many(tmp_path, settings={"engine": "rules", "max_seconds": 1e-9}))
    assert [len(out_of_time(one)) for one in results] == [1, 1]


class Slow(ScriptedModel):
    """Answers so many questions and no other; from its last answer on there is a twentieth of a second left."""

    def __init__(self, answered: int) -> None:
        super().__init__(default=everything)
        self._answered = answered
        self._since: float | None = None

    def now(self) -> float:
        return 0.0 if self._since is None else 59.95 + time.monotonic() - self._since

    async def send(self, request):
        if len(self.requests) < self._answered:
            self._since = time.monotonic()
            return await super().send(request)
        self.requests.append(request)
        return await asyncio.Event().wait()


def filled(model: ScriptedModel, text: str = LONG, **more):
    """The draft of a model that has 60 seconds by the clock of ``model``."""
    settings = Settings.load(model="fake", cache="off", ask="article", **more)
    engine = ModelEngine(Client(settings, model=model), settings)
    run = Run(text, settings, {}, Deadline(60, clock=model.now))
    return asyncio.run(_filled(engine, run))


async def _filled(engine: ModelEngine, run: Run):
    async with asyncio.timeout(30):
        return await engine.fill_by(IN_LOOP, run.article, run.mentions, None, run.for_answers)


def test_windows_that_were_answered_are_handed_over() -> None:
    slow = Slow(1)
    draft = filled(slow, window_tokens=400)
    assert [one.value for one in draft.statistics] == [
        one["v"] for one in everything(slow.requests[0])["stats"]
    ]
    (finding,) = draft.findings
    assert (finding.check, finding.severity) == (OUT_OF_TIME, "warning")
    assert "questions were not answered" in finding.message


class Answering(ScriptedModel):
    """Answers, and then the time is over."""

    def now(self) -> float:
        return 100.0 if self.requests else 0.0


def test_what_would_be_asked_past_it_is_not_begun() -> None:
    """The second ask, about the figure that the answer leaves out."""
    model = Answering([EMPTY | {"docs": ["c1"]}], default=SECOND)
    draft = filled(model, "Huyện ủy theo Nghị quyết số 21-NQ/TW kết nạp 12 đảng viên.")
    assert [one.document for one in draft.directives] == ["c1"]
    assert (len(model.requests), len(draft.findings)) == (1, 1)


@pytest.fixture
def over() -> Run:
    """A run whose time is over before anything is asked."""
    now = [0.0]
    run = Run(LONG, SETTINGS, {}, Deadline(60, clock=lambda: now[0]))
    now[0] = 100.0
    return run


def test_with_nothing_answered_it_is_an_error(over: Run) -> None:
    """An empty extraction would look like an article without facts."""
    model = ScriptedModel()
    engine = ModelEngine(Client(SETTINGS, model=model), SETTINGS)
    with pytest.raises(ModelTimeoutError, match="max_seconds"):
        asyncio.run(_filled(engine, over))
    assert model.requests == []


def test_rules_stand_in_where_they_are_named(over: Run) -> None:
    """A model that is too slow, and rules as its fallback: the rules' records, and who gave them."""
    engine = ModelEngine(Client(SETTINGS, model=ScriptedModel()), SETTINGS)
    engine.standbys = (Standby("rules", RulesEngine(), {"engine": "rules"}),)
    draft = asyncio.run(_filled(engine, over))
    assert draft.said["engine_reason"].endswith("(ModelTimeoutError)")
    assert draft.statistics == RulesEngine().fill(over.article, over.mentions).statistics
