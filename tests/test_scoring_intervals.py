"""Intervals by document, paired swaps, and what cannot be tested."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from partyx.scoring.metric.cells import Tally
from partyx.scoring.metric.intervals import (
    FEWEST_DOCUMENTS,
    average,
    compare_paired,
    jackknife_t,
    macro,
    micro,
    wilson,
)

ROOT = Path(__file__).parent.parent


def tallies(*hits: int) -> list[Tally]:
    """Documents of ten gold and ten predicted cells."""
    return [Tally(one, 10, 10) for one in hits]


def test_micro_weighs_cells_and_macro_weighs_documents() -> None:
    """A long bad document pulls only the first."""
    documents = [Tally(1, 1, 1), Tally(0, 99, 99)]
    assert micro(documents) == pytest.approx(0.01)
    assert macro(documents) == pytest.approx(0.5)


def test_no_documents_and_empty_documents() -> None:
    """Nothing to find and nothing found is 1."""
    assert micro([]) == macro([]) == 1
    assert micro([Tally()]) == macro([Tally()]) == 1


def test_the_interval_of_a_mean_is_students() -> None:
    """For equal documents the jackknife is the t interval of their mean, worked out by hand."""
    found = jackknife_t(tallies(6, 7, 8))
    assert found.value == pytest.approx(0.7)
    half = 4.30265273 * 0.1 / 3**0.5
    assert (found.low, found.high) == (pytest.approx(0.7 - half), pytest.approx(0.7 + half))


def test_bounds_stay_between_0_and_1_and_are_absent_for_one_document() -> None:
    """One document has no spread."""
    wide = jackknife_t(tallies(1, 10))
    assert (wide.low, wide.high) == (0, 1)
    one = jackknife_t(tallies(7))
    assert (one.value, one.low, one.high) == (0.7, None, None)


def test_repeats_are_averaged_and_are_no_further_evidence() -> None:
    """Three repeats of two documents have the interval of two documents."""
    repeated = [average(tallies(6, 7, 8)), average(tallies(9, 9, 9))]
    assert repeated == tallies(7, 9)
    assert jackknife_t(repeated) == jackknife_t(tallies(7, 9))


def test_below_six_documents_nothing_is_testable() -> None:
    """Five wins out of five could reach no more than 0.0625."""
    found = compare_paired(tallies(1, 2, 3, 4, 5), tallies(6, 7, 8, 9, 10))
    assert found.p is None
    assert found.smallest_p == 0.0625
    assert found.detectable is not None


def test_six_wins_out_of_six_reach_the_smallest_p() -> None:
    """2 of 64 swaps are as extreme."""
    found = compare_paired(tallies(1, 2, 3, 4, 5, 5), tallies(2, 3, 4, 5, 6, 6))
    assert found.p == pytest.approx(2 / 64)
    assert found.deltas == pytest.approx([0.1] * 6)


def test_p_is_the_share_of_all_swaps() -> None:
    """Checked against a direct enumeration."""
    a, b = tallies(1, 5, 3, 9, 2, 7), tallies(3, 4, 6, 9, 5, 6)
    delta = micro(b) - micro(a)
    reached = 0
    for pattern in itertools.product((False, True), repeat=6):
        left = [y if swap else x for x, y, swap in zip(a, b, pattern, strict=True)]
        right = [x if swap else y for x, y, swap in zip(a, b, pattern, strict=True)]
        reached += abs(micro(right) - micro(left)) >= abs(delta) - 1e-12
    found = compare_paired(a, b)
    assert found.p == pytest.approx(reached / 64)
    assert found.differing == 5


def test_equal_systems_differ_in_nothing() -> None:
    """P is 1 and no difference is claimed."""
    found = compare_paired(tallies(1, 2, 3, 4, 5, 6), tallies(1, 2, 3, 4, 5, 6))
    assert (found.delta, found.p, found.differing, found.detectable) == (0, 1, 0, 0)


def test_many_documents_are_drawn_with_a_fixed_seed() -> None:
    """Beyond 16 differing documents the swaps are drawn, and the answer is the same each time."""
    a, b = tallies(*[5] * 18), tallies(*[6, 5, 7] * 6)
    b = [Tally(one.hits - (0 if index % 2 else 0.5), 10, 10) for index, one in enumerate(b)]
    first, second = compare_paired(a, b), compare_paired(a, b)
    assert first == second
    assert first.p is not None
    assert 0 < first.p < 0.05


def test_documents_must_pair() -> None:
    """Different numbers of documents are no pairs."""
    with pytest.raises(ValueError, match="zip"):
        compare_paired(tallies(1), tallies(1, 2))


SHARES = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(SHARES)
def test_the_interval_of_a_share_is_wilsons(share: tuple[int, int]) -> None:
    """As scipy has it, to the three digits of its normal quantile that are used here; always around the share."""
    right, of = share
    low, high = wilson(right, of)
    published = stats.binomtest(right, of).proportion_ci(0.95, method="wilson")
    assert (low, high) == pytest.approx((published.low, published.high), abs=1e-4)
    assert low - 1e-12 <= right / of <= high + 1e-12
    assert 0 <= low <= high <= 1


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_intervals_of_shares(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=5e-5)


HITS = st.lists(st.integers(0, 10), min_size=2, max_size=8)


@given(HITS, st.sampled_from([0.5, 0.9, 0.95]))
def test_of_documents_of_one_size_it_is_the_t_interval_of_the_mean(hits: list[int], level: float) -> None:
    """As scipy has it, cut at 0 and 1; micro and macro are then the same."""
    shares = np.array(hits) / 10
    half = stats.t.ppf((1 + level) / 2, len(hits) - 1) * shares.std(ddof=1) / len(hits) ** 0.5
    for figure in (micro, macro):
        found = jackknife_t(tallies(*hits), figure, level)
        expected = (shares.mean(), max(0, shares.mean() - half), min(1, shares.mean() + half))
        assert (found.value, found.low, found.high) == pytest.approx(expected)


@given(HITS, st.data())
def test_what_could_be_seen_is_the_t_tests_own(hits: list[int], data: st.DataObject) -> None:
    """At 5 % and four times in five, from the spread of the differences between documents of one size."""
    other = data.draw(st.lists(st.integers(0, 10), min_size=len(hits), max_size=len(hits)))
    found = compare_paired(tallies(*hits), tallies(*other))
    deltas = (np.array(other) - np.array(hits)) / 10
    error = deltas.std(ddof=1) / len(hits) ** 0.5
    reach = stats.t.ppf(0.975, len(hits) - 1) + stats.t.ppf(0.8, len(hits) - 1)
    assert found.detectable == pytest.approx(reach * error)
    assert (found.delta, found.deltas) == (pytest.approx(deltas.mean()), pytest.approx(list(deltas)))
    assert found.differing == np.count_nonzero(deltas)
    assert found.smallest_p == pytest.approx(min(1, 2 ** (1 - found.differing)))


def test_the_fewest_documents_are_those_of_which_all_can_speak() -> None:
    """One document has no spread, and from six on there is a p, however few of them differ."""
    alone = compare_paired(tallies(1), tallies(2))
    assert (alone.detectable, alone.p, alone.smallest_p) == (None, None, 1)
    few, enough = [5] * (FEWEST_DOCUMENTS - 1), [5] * FEWEST_DOCUMENTS
    assert compare_paired(tallies(*few), tallies(6, *few[1:])).p is None
    assert compare_paired(tallies(*enough), tallies(6, *enough[1:])).p == 1
    assert 2 / 2**FEWEST_DOCUMENTS < 0.05 <= 2 / 2 ** (FEWEST_DOCUMENTS - 1)


@given(st.lists(st.integers(-3, 3), min_size=FEWEST_DOCUMENTS, max_size=7))
def test_p_is_that_of_the_sign_flips_of_the_differences(deltas: list[int]) -> None:
    """Of documents of one size: the share of all signs under which the sum is at least as large."""
    signs = itertools.product((1, -1), repeat=len(deltas))
    sums = [abs(sum(sign * delta for sign, delta in zip(one, deltas, strict=True))) for one in signs]
    found = compare_paired(tallies(*[5] * len(deltas)), tallies(*[5 + delta for delta in deltas]))
    assert found.p == pytest.approx(sum(one >= abs(sum(deltas)) for one in sums) / len(sums))


@pytest.mark.parametrize(("wins", "of", "is_exact"), [(7, 9, True), (13, 17, False)])
def test_equal_steps_give_the_p_of_the_binomial_test(wins: int, of: int, *, is_exact: bool) -> None:
    """To the last digit where all swaps are tried; of 17 documents, one more than that, some are drawn."""
    found = compare_paired(tallies(*[5] * of), tallies(*[6] * wins, *[4] * (of - wins)))
    assert found.p == pytest.approx(stats.binomtest(wins, of).pvalue, abs=1e-9 if is_exact else 0.005)
    assert (found.p * 2**of % 1 == 0) is is_exact


ALIGNING = """
    from partyx.scoring.metric.assignment import assign
    assign([[1, 0], [0, 1]])
"""
AN_INTERVAL = """
    from partyx.scoring.metric.cells import Tally
    from partyx.scoring.metric.intervals import jackknife_t
    jackknife_t([Tally(1, 1, 1)] * 2)
"""


@pytest.mark.parametrize("asked", [ALIGNING, AN_INTERVAL])
def test_without_scipy_the_error_names_the_extra(asked: str) -> None:
    """Everything imports without it; only what needs it says so."""
    code = (
        "import sys; sys.modules['scipy'] = None\n"
        "import partyx.scoring.report.page, partyx.scoring.runs.review, partyx.scoring.runs.gate\n"
        "from partyx.errors import MissingExtraError\n"
        f"try:{asked}"
        "except MissingExtraError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "pip install 'partyx[evals]'" in done.stdout
