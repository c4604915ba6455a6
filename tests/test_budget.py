"""One owner of budgets: what is set aside, what was taken, and when a run is over."""

from __future__ import annotations

import pytest

import partyx
from partyx.budget import Budget, Spending
from partyx.errors import BudgetError, SettingsError
from partyx.expectation import Expected
from partyx.records import Usage


def taking(tokens: int, usd: float | None = 0.0) -> Usage:
    return Usage(calls=1, input_tokens=tokens, output_tokens=0, cost_usd=usd)


def reached(spending: Spending, wanted: Expected) -> bool:
    try:
        spending.reserve(wanted)
    except BudgetError:
        return False
    return True


@pytest.mark.parametrize(
    ("budget", "each", "articles"),
    [
        (Budget(tokens=100), Expected(1, 0, 20, 5), 4),
        (Budget(tokens=99), Expected(1, 0, 20, 5), 3),
        (Budget(tokens=0), Expected(1, 0, 20, 5), 0),
        (Budget(usd=1.0), Expected(1, 0, 20, 5, 0.25), 4),
        (Budget(usd=0.9), Expected(1, 0, 20, 5, 0.25), 3),
        (Budget(usd=1.0, tokens=50), Expected(1, 0, 20, 5, 0.25), 2),
        (Budget(usd=0.5, tokens=100), Expected(1, 0, 20, 5, 0.25), 2),
        (Budget(tokens=0), Expected(0, 3), 10),  # the cache answers
    ],
)
def test_as_many_articles_are_begun_as_the_budget_reaches_for(
    budget: Budget, each: Expected, articles: int
) -> None:
    spending = Spending(budget)
    assert [reached(spending, each) for _ in range(10)] == [True] * articles + [False] * (10 - articles)


def test_what_an_article_took_stands_in_place_of_what_was_set_aside() -> None:
    spending, wanted = Spending(Budget(tokens=100)), Expected(1, 0, 60, 0)
    spending.reserve(wanted)
    spending.settle(taking(40), wanted)
    assert not spending.spent
    assert reached(spending, wanted)
    spending.settle(None, wanted)  # it failed before anything was paid
    spending.settle(taking(60))
    assert spending.spent


def test_a_run_that_was_refused_an_article_is_over() -> None:
    """A shorter one that would still fit is not picked out: which articles a run has stays in their order."""
    spending = Spending(Budget(tokens=100))
    assert not reached(spending, Expected(1, 0, 101, 0))
    assert not reached(spending, Expected(1, 0, 1, 0))
    assert spending.spent


def test_dollars_need_a_price_and_tokens_none() -> None:
    unpriced = Expected(1, 0, 20, 5, None)
    with pytest.raises(SettingsError, match="the price of this model is not known"):
        Spending(Budget(usd=1.0)).reserve(unpriced)
    with pytest.raises(SettingsError, match="--budget-tokens"):
        Spending(Budget(usd=1.0)).settle(taking(5, None))
    Spending(Budget(tokens=100)).reserve(unpriced)
    assert not Spending(None).limited
    Spending(None).settle(taking(5, None))


def test_it_is_the_class_that_everybody_imports() -> None:
    assert partyx.Budget is Budget
