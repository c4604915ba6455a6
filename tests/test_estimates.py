"""What an extraction would take: held to the calls and tokens that a real service counted, and kept within."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fault_server import FaultServer, answer, body, completion, status
from marked import TEXT
from typer.testing import CliRunner

import partyx
from partyx.cli.app import app

if TYPE_CHECKING:
    from click.testing import Result

EVALS = Path(__file__).parent.parent / "evals"
ARTICLES = sorted((EVALS / "articles").glob("*.txt"))
EMPTY = {"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": ["c1"], "orders": []}
OPENAI = {"openai_api_key": "k", "cache": "off"}


def test_the_estimate_is_near_what_a_strong_model_took() -> None:
    """On the thirty articles of the evals: calls and answer tokens; its service did not count the schema."""
    lines = (EVALS / "recordings" / "frontier-v2.jsonl").read_text(encoding="utf-8").splitlines()
    took = [json.loads(line)["response"] for line in lines]
    found = partyx.estimate(ARTICLES, settings=OPENAI, model="openai/gpt-4o")
    assert found.articles == 30
    assert found.calls == pytest.approx(len(took), rel=0.1)
    assert found.output_tokens == pytest.approx(sum(one["output_tokens"] for one in took), rel=0.1)
    assert found.input_tokens == pytest.approx(sum(one["input_tokens"] for one in took), rel=0.2)


def test_the_price_is_that_of_the_model_or_none(tmp_path: Path) -> None:
    pytest.importorskip("genai_prices")
    small, large = (
        partyx.estimate(TEXT, settings=OPENAI, model=f"openai/{name}") for name in ("gpt-4o-mini", "gpt-4o")
    )
    assert small.cost_usd is not None
    assert large.cost_usd == pytest.approx(small.cost_usd * 16.7, rel=0.05)
    assert partyx.estimate(TEXT, model="openai/unheard-of", settings=OPENAI).cost_usd is None
    assert "price not known" in str(partyx.estimate(TEXT, model="openai/unheard-of", settings=OPENAI))
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    by_rules = partyx.estimate([tmp_path, tmp_path / "none.txt"], settings={"engine": "rules"})
    assert (by_rules.articles, by_rules.unread, by_rules.calls, by_rules.cost_usd) == (1, 1, 0, 0.0)


def test_nothing_is_asked_and_what_is_cached_is_not_counted() -> None:
    with FaultServer(default=answer(json.dumps(EMPTY))) as faults:
        settings = {"model": "m", "base_url": faults.url, "ask": "article", "second_ask": False}
        before = partyx.estimate(TEXT, settings=settings)
        assert (before.calls, before.cached_calls, len(faults.requests)) == (1, 0, 0)
        partyx.extract(TEXT, settings=settings)
        after = partyx.estimate(TEXT, settings=settings)
    assert (after.calls, after.cached_calls, after.input_tokens, len(faults.requests)) == (0, 1, 0, 1)


# -- on the command line ---------------------------------------------------------------------------


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(TEXT.replace("128", f"{200 + number}"), encoding="utf-8")
    return folder


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object, **settings: Any) -> Result:
    for name, value in {
        "model": "m",
        "cache": "off",
        "ask": "article",
        "second_ask": "false",
        **settings,
    }.items():
        monkeypatch.setenv(f"PARTYX_{name.upper()}", str(value))
    return CliRunner().invoke(app, ["extract", *map(str, arguments)])


def costing(usd: float) -> Any:
    """Each answer costs so much, and takes 7,000 tokens, by the service's own word."""
    usage = {"prompt_tokens": 6_900, "completion_tokens": 100, "cost": usd}
    return body(completion(json.dumps(EMPTY)) | {"usage": usage})


def test_a_dry_run_says_what_it_would_take(monkeypatch: pytest.MonkeyPatch, news: Path) -> None:
    with FaultServer() as faults:
        found = run(monkeypatch, news, "--dry-run", base_url=faults.url)
        assert faults.requests == []
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.startswith("5 articles: about 5 calls, ")


def test_a_budget_stops_a_run_before_it_is_passed(monkeypatch: pytest.MonkeyPatch, news: Path) -> None:
    estimated = partyx.estimate(TEXT, settings=OPENAI | {"second_ask": False}, model="openai/gpt-4o")
    one = estimated.input_tokens + estimated.output_tokens
    with FaultServer(default=costing(0.5)) as faults:
        found = run(
            monkeypatch, news, "--format", "jsonl", "--budget-tokens", 14_000 + one, base_url=faults.url
        )
        assert len(faults.requests) == 3
    assert found.exit_code == 3
    assert len(found.stdout.splitlines()) == 3
    assert "3.txt: the budget does not reach for it and what follows" in found.stderr


def test_a_budget_in_dollars_needs_a_price(monkeypatch: pytest.MonkeyPatch, news: Path) -> None:
    with FaultServer(default=costing(0.5)) as faults:
        found = run(monkeypatch, news, "--budget", 2.5, base_url=faults.url)
        assert faults.requests == []
    assert found.exit_code == 2
    assert "--budget-tokens" in found.stderr


@pytest.mark.parametrize(
    "error", [status(401, {"message": "wrong key"}), status(402, {"message": "no credit"})]
)
def test_what_every_article_would_meet_ends_a_run(
    monkeypatch: pytest.MonkeyPatch, news: Path, error: Any
) -> None:
    with FaultServer(default=error) as faults:
        found = run(monkeypatch, news, "--jobs", 1, base_url=faults.url)
        assert 1 <= len(faults.requests) < 5
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) == 1
    monkeypatch.delenv("PARTYX_BASE_URL")
    missing = run(monkeypatch, news, model="groq/m")
    assert (missing.exit_code, len(missing.stderr.splitlines())) == (1, 1)
    assert "Set GROQ_API_KEY" in missing.stderr
