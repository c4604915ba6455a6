"""How often partyx looks at a text that repeats itself: counted in calls, so that no clock judges it."""

from __future__ import annotations

from collections import Counter

import pytest
from building import article
from checked import read_figures

from partyx.article import Role
from partyx.checks.notes import MOST, from_elsewhere
from partyx.grounding.bearings import addressee_objection, paragraphs_of
from partyx.grounding.indicator import objection, sense_objection
from partyx.grounding.places import Places
from partyx.language.passages import Passages
from partyx.mention import Kind

TITLE = (Role.HEADLINE, "Huyện ủy Tân Hồng kết nạp đảng viên")


class CountedPlaces(Places):
    """Counts how often a block is looked at."""

    def __init__(self, *said) -> None:
        super().__init__(*said)
        self.looks: Counter[str] = Counter()

    def words_of(self, block):
        self.looks["words"] += 1
        return super().words_of(block)

    def plain(self, place):
        self.looks["plain"] += 1
        return super().plain(place)

    def done_in(self, block):
        self.looks["acts"] += 1
        return super().done_in(block)


@pytest.mark.parametrize("pages", [4, 40])
def test_a_headline_on_every_page_is_read_once_and_not_for_each_figure(pages):
    made = article(*((TITLE, "Huyện ủy có 9 đảng viên mới.") * pages))
    places = CountedPlaces(made, read_figures(made))
    for figure in places.mentions.of_kind(Kind.NUMBER):
        at = figure.start, figure.end
        assert objection(places, "kết nạp đảng viên", at, ()) is None
        assert sense_objection(places, "kết nạp đảng viên", at) is None
    assert places.looks == {"words": 2 * pages, "acts": 2 * pages}


@pytest.mark.parametrize("count", [4, 40])
def test_each_paragraph_of_a_speech_is_read_once_and_not_for_each_addressee(count):
    lines = [f"Đồng chí Lê Hoa yêu cầu Chi bộ thôn {index} rà soát." for index in range(count)]
    made = article(*lines)
    places = CountedPlaces(made, read_figures(made))
    paragraphs = paragraphs_of(places, [(block.start, block.end) for block in made.blocks])
    said = [addressee_objection(paragraphs, f"Chi bộ  thôn {index}") for index in range(count)]
    assert said == [None] * count
    assert addressee_objection(paragraphs, f"Chi bộ thôn {count}") == "is named in another paragraph"
    assert places.looks["plain"] == count


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 1, 0)])
def test_passages_find_phrases_in_any_order_and_none_across(order):
    far = "x" * 5_000
    texts = [f"chi bộ thôn {far}", "đông họp", f"{far} chi bộ thôn đông"]
    phrases = [("x chi", (2, 4_999)), ("đông", (1, 0)), ("họp", (1, 5))]
    passages = Passages(texts)
    for index in order:
        phrase, place = phrases[index]
        assert place in set(passages.find(phrase))
    assert set(passages.find("đông")) == {(1, 0), (2, 5_013)}
    assert not passages.say("họp x")
    assert not passages.say("")


def test_a_note_points_at_a_few_pieces_of_evidence():
    span = article("Chi bộ họp.").span(0, 6)
    note = from_elsewhere("directives[0]", "addressee", "Chi bộ", "is said elsewhere", (span,) * 90)
    assert note.spans == (span,) * MOST
