"""Small scores worked out by hand: cells, lists, alignment, places, and what counts neither way."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_cases import (
    TEXT,
    at,
    cited,
    gold,
    gold_cited,
    gold_meeting,
    gold_speech,
    gold_statistic,
    meeting,
    predicted,
    speech,
    statistic,
    when,
)

from partyx.records import Person, Span
from partyx.scoring.gold.format import GoldPeriod, GoldPerson
from partyx.scoring.labelling.periods import parse_period
from partyx.scoring.metric.assignment import assign
from partyx.scoring.metric.cells import Cell, Tally, tally, together
from partyx.scoring.metric.likeness import align, likeness, overlap
from partyx.scoring.metric.nodes import nodes
from partyx.scoring.metric.score import cells_by_field, score_document

if TYPE_CHECKING:
    from partyx.scoring.gold.format import Gold
    from partyx.scoring.metric.cells import Outcome


# -- tallies -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "f1", "precision", "recall"),
    [
        ((3, 4, 6), 0.6, 0.5, 0.75),
        ((0, 4, 0), 0, 0, 0),
        ((0, 0, 4), 0, 0, 0),
        ((0, 0, 0), 1, 1, 1),
        ((0.5, 1, 1), 0.5, 0.5, 0.5),
    ],
)
def test_a_tally_gives_f1_precision_and_recall(
    counts: tuple[float, float, float], f1: float, precision: float, recall: float
) -> None:
    """Of two empty sides all are 1, of one empty side all are 0."""
    one = Tally(*counts)
    assert (one.f1, one.precision, one.recall) == pytest.approx((f1, precision, recall))


@pytest.mark.parametrize(
    ("outcome", "counts"),
    [
        ("right", (1, 1)),
        ("partial", (1, 1)),
        ("wrong", (1, 1)),
        ("missed", (1, 0)),
        ("missed_record", (1, 0)),
        ("spurious", (0, 1)),
        ("invented_record", (0, 1)),
    ],
)
def test_a_cell_counts_on_the_sides_that_have_it(outcome: Outcome, counts: tuple[int, int]) -> None:
    cell = Cell("chairs[0].titles[1]", outcome, 0.5)
    assert (cell.counts, cell.field) == (counts, "chairs.titles")
    assert tally([cell, cell]) == (1.0, 2 * counts[0], 2 * counts[1])


def test_tallies_add_up() -> None:
    assert together([Tally(1, 2, 3), Tally(0.5, 1, 1)]) == (1.5, 3, 4)
    assert together([]) == Tally()


# -- the verdicts of a record --------------------------------------------------------------------------


Verdicts = set[tuple[str, str, str | None, str | None]]


def verdicts(truth: Gold, found: Any) -> Verdicts:
    """Path, outcome, gold's value and the predicted one of every cell."""
    cells = [cell for record in score_document(truth, found, TEXT).records for cell in record.cells]
    said: Verdicts = {(cell.path, cell.outcome, cell.gold, cell.predicted) for cell in cells}
    assert len(said) == len(cells)
    return said


def period_of(short: str) -> GoldPeriod:
    """A gold period in short form."""
    return GoldPeriod.model_validate(parse_period(short))


def test_every_cell_says_what_it_compared() -> None:
    truth = gold_statistic(qualifier="about", period=period_of("2023-05"), subject=None)
    found = statistic(unit="đồng chí", period=when("2023"), subject="Toàn tỉnh")
    assert verdicts(gold(truth), predicted(found)) == {
        ("indicator", "right", "đảng viên kết nạp", "đảng viên kết nạp"),
        ("value", "right", "1513", "1513"),
        ("unit", "wrong", "đảng viên", "đồng chí"),
        ("qualifier", "missed", "about", None),
        ("period", "partial", "2023-05-01 to 2023-05-31", "2023-01-01 to 2023-12-31"),
        ("subject", "spurious", None, "Toàn tỉnh"),
    }


@pytest.mark.parametrize(
    ("subject", "accept", "said", "verdict"),
    [
        ("Toàn huyện", ["huyện Yên Sơn"], "huyện Yên Sơn", ("right", "Toàn huyện", "huyện Yên Sơn")),
        ("Toàn huyện", ["huyện Yên Sơn"], "Toàn tỉnh", ("wrong", "Toàn huyện", "Toàn tỉnh")),
        ("Toàn huyện", ["huyện Yên Sơn"], None, ("missed", "Toàn huyện", None)),
        ("Toàn huyện", [None], None, None),
        ("Toàn huyện", [None], "Toàn tỉnh", ("spurious", None, "Toàn tỉnh")),
        (None, ["Toàn huyện"], "Toàn huyện", ("right", "Toàn huyện", "Toàn huyện")),
        (None, ["Toàn huyện"], None, None),
        (None, ["Toàn huyện"], "Toàn tỉnh", ("spurious", None, "Toàn tỉnh")),
        (None, [], None, None),
        (None, [], " ", None),
        ("Toàn huyện", [], " ", ("missed", "Toàn huyện", None)),
    ],
)
def test_what_gold_accepts_beside_its_own_value(
    subject: str | None, accept: list[str | None], said: str | None, verdict: tuple[object, ...] | None
) -> None:
    """Null among the accepted values makes a field voluntary: what is there and fits nothing is too much."""
    truth = gold(gold_statistic(subject=subject, accept={"subject": accept} if accept else {}))
    found = {one[1:] for one in verdicts(truth, predicted(statistic(subject=said))) if one[0] == "subject"}
    assert found == ({verdict} if verdict else set())


def test_the_cells_of_a_record_alone_are_all_of_one_kind() -> None:
    """With the value of the side that has it, nested lists included and optional entries left out."""
    people = [GoldPerson(name="Lê Văn Định", titles=["Bí thư"]), GoldPerson(name="Vũ An", optional=True)]
    assert verdicts(gold(gold_meeting(chairs=people)), predicted()) == {
        ("name", "missed_record", "hội nghị sơ kết", None),
        ("date", "missed_record", "2023-05-12", None),
        ("organizer", "missed_record", "Huyện ủy Yên Sơn", None),
        ("chairs[0].name", "missed_record", "Lê Văn Định", None),
        ("chairs[0].titles[0]", "missed_record", "Bí thư", None),
    }
    assert verdicts(gold(), predicted(meeting(chairs=()))) == {
        ("name", "invented_record", None, "hội nghị sơ kết"),
        ("date", "invented_record", None, "2023-05-12"),
        ("organizer", "invented_record", None, "Huyện ủy Yên Sơn"),
    }


# -- lists ---------------------------------------------------------------------------------------------


def chairs(truth: list[GoldPerson], *said: Person, **more: Any) -> Verdicts:
    """The verdicts on the chairs of one meeting."""
    every = verdicts(gold(gold_meeting(chairs=truth, **more)), predicted(meeting(chairs=said)))
    return {one for one in every if one[0].startswith("chairs")}


def test_the_entries_of_a_list_are_told_by_their_own_index() -> None:
    """A person missed by gold's place, one too many by the prediction's."""
    truth = [GoldPerson(name="Vũ An"), GoldPerson(name="Lê Văn Định")]
    said = (Person(name="Lê Văn Định"), Person(name="Hà Lụa"), Person(name="Trần Hoa"))
    assert chairs(truth, *said) == {
        ("chairs[0].name", "missed", "Vũ An", None),
        ("chairs[1].name", "right", "Lê Văn Định", "Lê Văn Định"),
        ("chairs[1].name", "spurious", None, "Hà Lụa"),
        ("chairs[2].name", "spurious", None, "Trần Hoa"),
    }


def test_of_two_people_of_one_name_those_with_the_same_titles_meet() -> None:
    truth = [GoldPerson(name="Lê An", titles=["Bí thư"]), GoldPerson(name="Lê An", titles=["Chủ tịch"])]
    said = [Person(name="Lê An", titles=(title,)) for title in ("Chủ tịch", "Bí thư")]
    assert {one[1] for one in chairs(truth, *said)} == {"right"}


def test_of_two_people_of_one_name_the_one_that_must_be_named_is_met() -> None:
    """Whatever their order; the other may be left out."""
    must, may = GoldPerson(name="Lê An"), GoldPerson(name="Lê An", optional=True)
    for truth in ([must, may], [may, must]):
        assert {one[1] for one in chairs(truth, Person(name="Lê An"))} == {"right"}
        assert {one[1] for one in chairs(truth, Person(name="Lê An"), Person(name="Lê An"))} == {"right"}


def test_of_the_accepted_lists_the_one_nearest_to_what_is_said_counts() -> None:
    truth = [GoldPerson(name="Lê An")]
    accept = {"chairs": [["Hà Lụa", "Vũ Nam"], ["Hà Lụa"]]}
    assert chairs(truth, Person(name="Hà Lụa"), accept=accept) == {
        ("chairs[0].name", "right", "Hà Lụa", "Hà Lụa")
    }
    assert chairs(truth, accept=accept) == {("chairs[0].name", "missed", "Lê An", None)}
    assert chairs(truth, accept={"chairs": [None]}) == set()
    too_much = ("chairs[0].name", "spurious", None, "Hà Lụa")
    assert too_much in chairs(truth, Person(name="Hà Lụa"), accept={"chairs": [None]})


def tasks(truth: Any, *said: str) -> list[tuple[str, str, str | None]]:
    """Path, outcome and gold's text of the tasks of one instruction."""
    every = verdicts(gold(truth), predicted(speech(*said)))
    return sorted((one[0], one[1], one[2]) for one in every if one[0].startswith("tasks"))


def test_several_neighbours_of_one_letter_may_be_given_as_one() -> None:
    """Two of them or all three, but none across another letter; what is given as one is one cell."""
    three = gold_speech(("rà soát hồ sơ", "a"), ("bổ sung quy chế", "a"), ("mở lớp bồi dưỡng", "a"))
    joined = "rà soát hồ sơ, bổ sung quy chế, mở lớp bồi dưỡng"
    assert tasks(three, joined) == [("tasks[0].text", "right", joined)]
    assert [one[1] for one in tasks(three, "rà soát hồ sơ", "bổ sung quy chế, mở lớp bồi dưỡng")] == [
        "right",
        "right",
    ]
    apart = gold_speech(("rà soát hồ sơ", "a"), ("bổ sung quy chế", "b"))
    assert {one[1] for one in tasks(apart, "rà soát hồ sơ, bổ sung quy chế")} == {"partial", "missed"}


def test_a_merged_task_must_be_given_unless_both_may_be_left_out() -> None:
    both = gold_speech(("rà soát hồ sơ", "a"), ("bổ sung quy chế", "a"))
    for may, expected in [((True, False), ["right"]), ((True, True), [])]:
        told = [task.model_copy(update={"optional": one}) for task, one in zip(both.tasks, may, strict=True)]
        truth = both.model_copy(update={"tasks": told})
        assert [one[1] for one in tasks(truth, "rà soát hồ sơ, bổ sung quy chế")] == expected


def test_a_task_accepts_other_wordings() -> None:
    plain = gold_speech("rà soát hồ sơ")
    other = plain.model_copy(update={"tasks": [plain.tasks[0].model_copy(update={"accept": ["xem lại sổ"]})]})
    assert tasks(other, "xem lại sổ") == [("tasks[0].text", "right", "rà soát hồ sơ")]
    assert tasks(plain, "xem lại sổ")[0][1] == "missed"


def test_a_list_of_phrases_is_compared_phrase_by_phrase() -> None:
    truth = gold_meeting(agenda=["kiện toàn nhân sự", "thông qua nghị quyết"])
    found = meeting(agenda=("thông qua nghị quyết", "trao huy hiệu"))
    said = verdicts(gold(truth), predicted(found))
    assert {one for one in said if one[0].startswith("agenda")} == {
        ("agenda[0]", "missed", "kiện toàn nhân sự", None),
        ("agenda[1]", "right", "thông qua nghị quyết", "thông qua nghị quyết"),
        ("agenda[1]", "spurious", None, "trao huy hiệu"),
    }


# -- which record is which -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ([(0, 4)], [(0, 4)], 1),
        ([(0, 4)], [(2, 6)], 2 / 6),
        ([(0, 4)], [(1, 3)], 2 / 4),
        ([(0, 4)], [(4, 8)], 0),
        ([(0, 4)], [(9, 12)], 0),
        ([(0, 4), (10, 14)], [(2, 6), (10, 15)], 4 / 5),
        ([], [(0, 4)], 0),
    ],
)
def test_overlap_is_the_best_intersection_over_union(left: Any, right: Any, expected: float) -> None:
    sides = [[Span(start=low, end=high, text=TEXT[low:high]) for low, high in one] for one in (left, right)]
    assert overlap(*sides) == overlap(*sides[::-1]) == pytest.approx(expected)


def alike(truth: Any, found: Any, kind: str) -> float:
    """The likeness of one gold and one predicted record."""
    return likeness(kind, nodes(gold(truth))[kind][0], nodes(predicted(found))[kind][0])


@pytest.mark.parametrize(
    ("truth", "found", "kind", "expected"),
    [
        # A figure: value 0.55, indicator 0.15, subject, unit and period 0.1 each, of those that are filled.
        (gold_statistic(), statistic(), "statistics", 1),
        (gold_statistic(), statistic(9), "statistics", 0.35 / 0.9),
        (gold_statistic(), statistic(subject="Toàn tỉnh"), "statistics", 0.8 / 0.9),
        (gold_statistic(), statistic(unit="hộ"), "statistics", 0.8 / 0.9),
        (gold_statistic(), statistic(indicator="hộ nghèo"), "statistics", 0.75 / 0.9),
        (gold_statistic(period=period_of("2023-05")), statistic(period=when("2023")), "statistics", 0.95),
        # A meeting: name 0.4, date 0.3, organizer 0.2, kind 0.1.
        (gold_meeting(kind="hội nghị"), meeting(kind="hội nghị"), "meetings", 1),
        (gold_meeting(kind="hội nghị"), meeting(kind="đại hội"), "meetings", 0.9),
        (gold_meeting(), meeting(name="lễ trao huy hiệu"), "meetings", 0.5 / 0.9),
        (gold_meeting(), meeting(date=when("2023-05-13")), "meetings", 0.6 / 0.9),
        (gold_meeting(), meeting(organizer=None), "meetings", 0.7 / 0.9),
        # A document with a number on either side: number 0.55, kind 0.3, issuer 0.15.
        (gold_cited(), cited(), "directives", 1),
        (gold_cited(), cited("50-QĐ/TW"), "directives", 0.45),
        (gold_cited(), cited(None), "directives", 0.45),
        (gold_cited(), cited(kind="quyết định"), "directives", 0.7),
        (gold_cited(), cited(issuer="Ban Bí thư"), "directives", 0.85),
        # Without one: kind and printed words 0.4 each, issuer 0.2.
        (gold_cited(None), cited(None, printed="Quy định về thi đua"), "directives", 0.6),
        (gold_cited(None), cited(None, kind="chỉ thị"), "directives", 0.6),
        (gold_cited(None), cited(None, issuer="Ban Bí thư"), "directives", 0.8),
        # An instruction: tasks 0.45, issuer 0.25, place 0.2, kind 0.1.
        (gold_speech("rà soát hồ sơ"), speech("rà soát hồ sơ"), "directives", 1),
        (gold_speech("rà soát hồ sơ"), speech("mở lớp"), "directives", 0.55),
        (gold_speech("rà soát hồ sơ"), speech("rà soát hồ sơ", issuer="Vũ An"), "directives", 0.75),
        (gold_speech("rà soát hồ sơ"), speech("rà soát hồ sơ", kind="đề nghị"), "directives", 0.9),
        (gold_speech(), speech(), "directives", 1),
        (gold_cited(), speech("rà soát hồ sơ"), "directives", 0),
    ],
)
def test_likeness_weighs_the_key_fields_that_are_filled(
    truth: Any, found: Any, kind: str, expected: float
) -> None:
    assert alike(truth, found, kind) == pytest.approx(expected)


def test_an_instruction_from_another_place_is_less_alike() -> None:
    elsewhere = speech("rà soát hồ sơ").model_copy(update={"evidence": (at("hội nghị sơ kết"),)})
    assert alike(gold_speech("rà soát hồ sơ"), elsewhere, "directives") == pytest.approx(0.8)


def test_a_pair_is_made_from_the_threshold_on() -> None:
    """At 0.5 two figures whose values agree are one even where no label does; below it no pair is made."""
    truth = nodes(gold(gold_meeting(date=None, organizer=None, kind="hội nghị")))["meetings"]
    found = nodes(predicted(meeting(date=None, organizer=None, kind="đại hội", name="hội nghị")))["meetings"]
    exactly = likeness("meetings", truth[0], found[0])
    pairs = align("meetings", truth, found, (exactly, exactly + 1e-9))
    assert list(pairs.values()) == [[(0, 0)], []]


def test_of_equally_alike_records_the_one_with_more_right_cells_is_taken() -> None:
    """Then the one at the right place, whatever the order."""
    truth = nodes(gold(gold_statistic(target=True)))["statistics"]
    right, plain = statistic(target=True, place="3,5"), statistic()
    for said, column in (([right, plain], 0), ([plain, right], 1)):
        found = nodes(predicted(*said))["statistics"]
        assert align("statistics", truth, found)[0.5] == [(0, column)]
    plain_truth = nodes(gold(gold_statistic()))["statistics"]
    elsewhere = statistic(place="3,5")
    for said, column in (([elsewhere, plain], 1), ([plain, elsewhere], 0)):
        found = nodes(predicted(*said))["statistics"]
        assert align("statistics", plain_truth, found)[0.5] == [(0, column)]


WEIGHTS = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=width, max_size=width),
        min_size=1,
        max_size=4,
    )
)


@given(WEIGHTS)
def test_an_assignment_weighs_the_most_there_is(weights: list[list[float]]) -> None:
    """Found by trying them all; each row and column once, and no pair that does not exist."""
    pairs = assign(weights)
    rows, columns = range(len(weights)), range(len(weights[0]))
    wide = max(len(rows), len(columns))
    best = max(
        sum(weights[row][column] for row, column in zip(rows, order, strict=False) if column in columns)
        for order in itertools.permutations(range(wide))
    )
    assert sum(weights[row][column] for row, column in pairs) == best
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(weights[row][column] > 0 for row, column in pairs)
    assert pairs == sorted(pairs)


def test_nothing_is_assigned_where_there_is_nothing() -> None:
    assert assign([]) == assign([[]]) == assign([[0.0]]) == []
    assert assign([[0.2]]) == [(0, 0)]


# -- figures of a document -----------------------------------------------------------------------------


def figures(truth: Gold, *found: Any) -> dict[str, Tally]:
    """Every figure of one document."""
    return score_document(truth, predicted(*found), TEXT).figures


def test_a_record_is_exact_when_every_cell_is_right() -> None:
    truth = gold(gold_statistic(), gold_statistic(26, place="26/27"))
    found = figures(truth, statistic(), statistic(26, place="26/27", unit="hộ"), statistic(3.5, place="3,5"))
    assert found["statistics/exact"] == (1, 2, 3)
    assert found["statistics/records@0.5"] == (2, 2, 3)
    assert found["statistics/field/unit"] == (1, 2, 3)


MAY = {"optional": True}


@pytest.mark.parametrize(
    ("truth", "said", "values"),
    [
        ([gold_statistic()], [statistic()], (1, 1, 1)),
        ([gold_statistic()], [statistic(26)], (0, 1, 1)),
        ([gold_statistic(accept={"value": [26]})], [statistic(26)], (1, 1, 1)),
        ([gold_statistic(**MAY)], [statistic()], (0, 0, 0)),
        ([gold_statistic(**MAY)], [], (0, 0, 0)),
        ([gold_statistic(**MAY)], [statistic(26)], (0, 0, 1)),
        ([gold_statistic(**MAY), gold_statistic()], [statistic()], (1, 1, 1)),
        ([gold_statistic(), gold_statistic(**MAY)], [statistic(), statistic()], (1, 1, 1)),
        ([gold_statistic()], [statistic(), statistic()], (1, 1, 2)),
    ],
)
def test_values_alone_are_matched_one_to_one(
    truth: list[Any], said: list[Any], values: tuple[int, int, int]
) -> None:
    """What may be left out counts neither way, and takes nothing from what must be there."""
    assert figures(gold(*truth), *said)["statistics/values"] == values


@pytest.mark.parametrize(
    ("truth", "said", "documents"),
    [
        ([gold_cited()], [cited()], (1, 1, 1)),
        ([gold_cited()], [cited(issuer="Ban Bí thư")], (0, 1, 1)),
        ([gold_cited()], [cited(kind="quyết định")], (0, 1, 1)),
        ([gold_cited()], [cited("50-QĐ/TW")], (0, 1, 1)),
        ([gold_cited(issuer=None)], [cited(issuer=None)], (1, 1, 1)),
        ([gold_cited(), gold_speech("rà soát hồ sơ")], [cited(), speech("rà soát hồ sơ")], (1, 1, 1)),
    ],
)
def test_documents_are_matched_by_kind_number_and_issuer(
    truth: list[Any], said: list[Any], documents: tuple[int, int, int]
) -> None:
    """Instructions are no documents."""
    assert figures(gold(*truth), *said)["directives/documents"] == documents


@pytest.mark.parametrize(("origin", "side"), [("own", "own"), ("passage", "inherited")])
def test_a_period_counts_as_told_near_or_inherited_beside_its_own_field(origin: Any, side: str) -> None:
    truth = gold(gold_statistic(period=period_of("2023"), period_from=origin), labelled=["period_from"])
    (record,) = score_document(truth, predicted(statistic(period=when("2023"))), TEXT).records
    assert [name for name, cell in cells_by_field(record) if cell.path == "period"] == [
        "period",
        f"period.{side}",
    ]


# -- grounding -----------------------------------------------------------------------------------------


def steps(truth: Any, found: Any, kind: str) -> str:
    """The steps that the one predicted record reaches: their first letters."""
    known = figures(gold(truth), found)
    tallies = {step: known[f"{kind}/grounding/{step}"] for step in ("verbatim", "derivable", "located")}
    assert {one[1:] for one in tallies.values()} == {(1, 1)}
    return "".join(step[0] for step, one in tallies.items() if one.hits)


def moved(record: Any, quote: str) -> Any:
    """The record with its evidence elsewhere."""
    return record.model_copy(update={"evidence": (at(quote),)})


@pytest.mark.parametrize(
    ("truth", "found", "kind", "reached"),
    [
        (gold_meeting(), meeting(), "meetings", "vdl"),
        (gold_meeting(), moved(meeting(), "Toàn huyện"), "meetings", "v"),
        (
            gold_meeting(),
            moved(meeting(), "Huyện ủy Yên Sơn tổ chức hội nghị sơ kết. Toàn"),
            "meetings",
            "vd",
        ),
        (gold_meeting(), moved(meeting(), "chức hội nghị sơ kết. "), "meetings", "vdl"),
        (gold_meeting(name="đại hội"), meeting(), "meetings", "vd"),
        (gold_meeting(), meeting(name="hội nghị tổng kết"), "meetings", "v"),
        (gold_cited(), cited(), "directives", "vdl"),
        (gold_cited(), cited("49-QĐ/TU"), "directives", "v"),
        (gold_cited("049-QĐ/TW"), cited("049-QĐ/TW"), "directives", "vdl"),
        (gold_cited(None), cited(None), "directives", "vdl"),
        (gold_cited(None), cited(None, kind="chỉ thị"), "directives", "v"),
        (gold_cited("50-QĐ/TW"), cited(), "directives", "vd"),
        (gold_speech("rà soát hồ sơ"), speech("rà soát hồ sơ"), "directives", "vdl"),
        (gold_speech("rà soát hồ sơ"), speech("bổ sung quy chế"), "directives", "v"),
        (gold_speech("bổ sung quy chế"), speech("rà soát hồ sơ"), "directives", "vd"),
        (gold_speech(), speech(), "directives", "vdl"),
    ],
)
def test_grounding_is_judged_by_what_a_record_claims(truth: Any, found: Any, kind: str, reached: str) -> None:
    """A meeting its name, a document its number or kind, an instruction its tasks."""
    assert steps(truth, found, kind) == reached


def test_a_figure_is_derivable_from_its_own_number_alone() -> None:
    """The number 26 of the sentence around is no 27; in either end of a ratio it is read."""
    truth = gold_statistic(26, place="26/27")
    assert steps(truth, statistic(26, place="26/27"), "statistics") == "vdl"
    assert steps(truth, statistic(26, place="26/27", unit="hộ"), "statistics") == "vdl", "a unit is no claim"
    assert steps(truth, statistic(26, place="có 26/27 chi bộ đạt"), "statistics") == "vd"
    assert steps(truth, moved(statistic(26, place="3,5"), "26/27 chi bộ đạt 3,5"), "statistics") == "v"
