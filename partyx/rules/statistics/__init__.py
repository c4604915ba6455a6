"""Statistics by rule: what is counted, of whom, when, and in which words."""

from partyx.rules.statistics.drafting import draft_statistics

__all__ = ["draft_statistics"]
