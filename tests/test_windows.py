"""Long articles: windows that cover every sentence once, split when an answer is cut, merged again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import marked

from partyx.article import Role
from partyx.model.windows import estimated_tokens, halves, windows

LONG = (
    "Đảng bộ huyện Phù Lan đẩy mạnh phát triển đảng\n\n"
    "Sáng 14/10/2024, Huyện ủy Phù Lan tổ chức hội nghị sơ kết công tác phát triển đảng.\n\n"
    + "\n\n".join(
        " ".join(
            f"Chi bộ thôn {number} kết nạp {number + 20} đảng viên mới." for number in range(low, low + 5)
        )
        for low in range(1, 101, 5)
    )
    + "\n\nĐồng chí Lê Văn Bản yêu cầu các chi bộ tiếp tục rà soát nguồn."
)


def test_a_short_article_is_one_window_without_context():
    """Nearly every article: its own sentences and nothing else."""
    found = marked(LONG)
    (only,) = windows(found, 100_000)
    assert only.is_whole
    assert only.own == found.lines


@settings(deadline=None, max_examples=30)
@given(st.integers(20, 400))
def test_every_sentence_is_asked_about_once(budget):
    """Whatever the budget: in order, no gap, no overlap, none over budget unless it is one sentence."""
    found = marked(LONG)
    cut = windows(found, budget)
    assert [line for window in cut for line in window.own] == list(found.lines)
    for window in cut:
        assert sum(estimated_tokens(line.text) for line in window.own) <= budget or len(window.own) == 1


def test_context_is_the_head_and_the_neighbours():
    """Who the article is about, and what was just said; never more than a quarter of the budget."""
    found = marked(LONG)
    first, second, *_, last = windows(found, 400)
    assert first.head == ()
    assert first.before == ()
    assert first.after == second.own[:1]
    assert second.before == first.own[-2:]
    assert [line.role for line in second.head] == [Role.HEADLINE, Role.LEAD]
    assert sum(estimated_tokens(line.text) for line in second.head) <= 100
    assert last.after == ()


def test_a_window_splits_into_halves():
    """Of about equal length, with context of their own; a single sentence cannot be split."""
    found = marked(LONG)
    (whole,) = windows(found, 100_000)
    left, right = halves(found, whole, 100_000)
    assert (*left.own, *right.own) == whole.own
    assert right.before == left.own[-2:]
    sizes = [sum(len(line.text) for line in half.own) for half in (left, right)]
    assert max(sizes) < 1.3 * min(sizes)
    single = windows(found, 20)[5]
    assert len(single.own) == 1
    assert halves(found, single, 20) == ()


def test_halving_ends():
    """Again and again, down to single sentences, none lost."""
    found = marked(LONG)

    def leaves(window):
        parts = halves(found, window, 1_000)
        return [line for part in parts for line in leaves(part)] if parts else list(window.own)

    assert leaves(windows(found, 100_000)[0]) == list(found.lines)


@pytest.mark.parametrize("text", ["Lượt xem: 12", "Tin liên quan"])
def test_page_furniture_alone_is_no_window(text):
    """Nothing to ask about."""
    found = marked(text)
    assert len(windows(found, 1_000)) == bool(found.lines)
