"""How much the answers of a model may take: the one owner of budgets, whatever kind of run keeps to them."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Protocol

from partyx import forks
from partyx.errors import BudgetError, SettingsError, briefly


class Takes(Protocol):
    """What calls took, or will probably take: a ``Usage``, an ``Estimate`` and the like."""

    @property
    def calls(self) -> float:
        """Requests that are paid for."""

    @property
    def input_tokens(self) -> float:
        """Prompt tokens."""

    @property
    def output_tokens(self) -> float:
        """Answer tokens."""

    @property
    def cost_usd(self) -> float | None:
        """US dollars; None when no price is known."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a run may take. It stops by itself before the article that is not reached for any more.

    Attributes:
        usd: US dollars; needs a service whose prices are known (``partyx[prices]``).
        tokens: Prompt and answer tokens, paid ones only.
    """

    usd: float | None = None
    tokens: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no limit.

        Raises:
            SettingsError: One is none: negative, NaN, a text.
        """
        for name, most in (("usd", self.usd), ("tokens", self.tokens)):
            if most is not None and not (isinstance(most, int | float) and 0 <= most < inf):
                raise SettingsError(f"a budget's {name} is {briefly(most)}. Give a number from 0.")


class Spending:
    """What a run has taken of its budget, and what the articles under way will probably take. Thread-safe."""

    def __init__(self, budget: Budget | None) -> None:
        """Begin with nothing spent; None: there is no limit."""
        if budget is not None and not isinstance(budget, Budget):
            raise SettingsError(f"budget is {briefly(budget)}. Give a partyx.Budget.")
        self._budget = budget or Budget()
        self._lock = forks.Lock()
        self._usd = self._tokens = 0.0
        self._refused = False

    @property
    def limited(self) -> bool:
        """Whether there is any limit, so that it is worth knowing what an article will take."""
        return self._budget != Budget()

    @property
    def spent(self) -> bool:
        """Whether nothing more is to be begun."""
        usd, tokens = self._budget.usd, self._budget.tokens
        with self._lock:
            passed = (usd is not None and self._usd >= usd) or (tokens is not None and self._tokens >= tokens)
            return passed or self._refused

    def reserve(self, wanted: Takes) -> None:
        """Set aside what an article will probably take, until it is settled.

        Raises:
            BudgetError: What is left does not reach for it, or did not for one before: the run is over.
            SettingsError: The budget is in dollars, and no price is known.
        """
        usd, tokens = self._amount(wanted)
        most = self._budget
        with self._lock:
            self._refused = (
                self._refused
                or (most.usd is not None and self._usd + usd > most.usd)
                or (most.tokens is not None and self._tokens + tokens > most.tokens)
            )
            if self._refused:
                raise BudgetError("the budget does not reach for it and what follows")
            self._usd += usd
            self._tokens += tokens

    def settle(self, taken: Takes | None, reserved: Takes | None = None) -> None:
        """Count what an article took, in place of what was set aside for it.

        Raises:
            SettingsError: The budget is in dollars, and no price is known.
        """
        usd, tokens = self._amount(taken) if taken is not None else (0.0, 0.0)
        aside = self._amount(reserved) if reserved is not None else (0.0, 0.0)
        with self._lock:
            self._usd += usd - aside[0]
            self._tokens += tokens - aside[1]

    def _amount(self, of: Takes) -> tuple[float, float]:
        """Dollars and tokens."""
        if self._budget.usd is not None and of.calls and of.cost_usd is None:
            raise SettingsError(
                "A budget in dollars cannot be kept: the price of this model is not known. Set one in tokens "
                "(--budget-tokens, Budget(tokens=...)), or: pip install 'partyx[prices]'"
            )
        return of.cost_usd or 0.0, of.input_tokens + of.output_tokens
