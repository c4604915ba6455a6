"""The files of words, and the patterns that are made of them."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import partyx
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import Behind, Pattern, any_phrase, pattern
from partyx.language.letters import VIETNAMESE
from partyx.language.lexicon import LexiconError, phrases, read_words, said, spread, words
from partyx.language.ranges import Ranges, trimmed

PAGE = Path(__file__).parents[1] / "docs" / "language.md"
FILES = sorted(entry.name for entry in files("partyx.language").joinpath("vi").iterdir())

ROOMS = tuple(
    f"partyx.{room}"
    for room in ("language", "reading", "mentions", "rules", "model", "grounding", "checks", "scoring.metric")
)

GOOD = """
about = "Names of meetings."
source = "Newspapers."
[roles]
names = "What a meeting is called."
[[entry]]
roles = ["names"]
forms = ["{buổi |}lễ"]
value = 3
"""


@pytest.mark.parametrize("name", FILES)
def test_file_of_words_says_what_it_holds_and_where_it_is_from(name):
    read = words(name.removesuffix(".toml"))
    assert read.about.endswith(".")
    assert read.source.endswith(".")
    assert all(meaning.endswith(".") for meaning in read.roles.values())
    for entry in read.entries:
        spellings = [fold(form) for form in entry.forms]
        assert len(set(spellings)) == len(spellings), f"twice in one entry: {entry.forms}"
        if entry.example:
            assert any(re.search(any_phrase([form]), fold(entry.example)) for form in spellings), (
                f"{entry.example!r} has none of {entry.forms}"
            )


def test_every_pattern_asks_for_roles_that_there_are_and_compiles():
    for module in pkgutil.walk_packages(partyx.__path__, "partyx."):
        if module.name.startswith(ROOMS):
            importlib.import_module(module.name)
    for made in Pattern.made:
        for role in made.roles:
            assert phrases(role)
        assert made.compiled


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ('source = "Newspapers."\n', "has to have about"),
        ('names = "What a meeting is called."\n', r"\[roles\] does not say"),
        ('forms = ["{buổi |}lễ"]\n', "has to have forms"),
        ('roles = ["names"]\n', "has to have forms and roles"),
        ("value = 3", "at line"),
    ],
)
def test_broken_file_of_words_is_an_error_that_says_where(broken, says):
    text = GOOD.replace(broken, "value = = 3" if broken == "value = 3" else "")
    assert text != GOOD
    with pytest.raises(LexiconError, match=says):
        read_words(text, "vi/x.toml")


def test_the_examples_of_the_page_on_words_run():
    result = doctest.testfile(str(PAGE), module_relative=False)
    assert result.attempted >= 6
    assert not result.failed


def test_role_without_an_entry_is_an_error():
    with pytest.raises(LexiconError, match="no entry has the role refers"):
        read_words(GOOD.replace("[[entry]]", 'refers = "Nothing."\n[[entry]]'), "vi/x.toml")


def test_missing_file_and_missing_role_are_errors():
    with pytest.raises(LexiconError, match="no such file"):
        words("nowhere")


def test_choices_of_a_form_are_written_out():
    assert spread("{|phó }{bí thư|chủ tịch}") == ("bí thư", "chủ tịch", "phó bí thư", "phó chủ tịch")
    (entry,) = read_words(GOOD, "vi/x.toml").entries
    assert entry.forms == ("buổi lễ", "lễ")
    assert entry.value == 3


@pytest.mark.parametrize(
    ("listed", "text", "expected"),
    [
        (["ban", "ban tổ chức"], "ban tổ chức họp", "ban tổ chức"),
        (["ban", "ban tổ chức"], "ban tổ chứcx họp", "ban"),
        (["ban"], "bang", None),
        (["ban"], "xban", None),
        (["ban"], "2ban", None),
        (["tp.", "tp"], "tp.hcm", "tp."),
        (["đ/c"], "các đ/c", "đ/c"),
    ],
)
def test_any_phrase_takes_the_longest_whole_word(listed, text, expected):
    match = re.search(any_phrase(listed), text)
    assert (match and match[0]) == expected


@pytest.mark.parametrize(
    ("source", "found", "not_found"),
    [
        ("<units.percent>", ["12 phần trăm"], ["12phần trăm", "phần trămx"]),
        ("<+units.percent>", ["12 phần trăm", "12phần trăm"], ["xphần trăm", "phần trămx"]),
        ("<units.percent~>", ["12 phần trăm", "phần trămx"], ["xphần trăm", "12phần trăm"]),
        ("<~units.percent~>", ["xphần trămx", "12phần trăm"], ["phần"]),
        ("<~units.percent>", ["xphần trăm"], ["phần trămx"]),
        ("<units.percent|time.month>", ["phần trăm", "tháng"], ["xphần trăm", "thángx"]),
    ],
)
def test_signs_beside_a_role_say_what_its_words_may_touch(source, found, not_found):
    made = pattern(source)
    try:
        assert [text for text in (*found, *not_found) if made.search(text)] == found
    finally:
        Pattern.made.remove(made)


@pytest.mark.parametrize(
    ("text", "low", "start"),
    [
        ("cả 5 phần trăm", 0, 5),
        ("cả 5 phần trăm", 5, 5),
        ("cả 5 phần trăm", 6, None),
        ("cả 5 phần trăm", -99, 5),
        ("phần trăm", -99, 0),
        ("5phần trăm", 0, None),
        ("cả 5 trăm", 0, None),
        ("phần trăm là", 0, None),
        ("", 0, None),
    ],
)
def test_words_behind_are_those_that_end_where_the_text_does(text, low, start):
    assert Behind("units.percent").start(text, len(text), low) == start


WORDS = st.lists(st.text("abc .", min_size=1, max_size=6).map(str.strip).filter(bool), min_size=1, max_size=6)


@given(WORDS, st.text("abc .", max_size=20))
def test_tree_finds_what_the_plain_alternation_finds(listed, text):
    def bounded(phrase):
        start = r"(?<![^\W_])" if phrase[0].isalnum() else ""
        return start + re.escape(phrase) + (r"(?![^\W_])" if phrase[-1].isalnum() else "")

    # The longest first: at one place no two phrases of one length can both fit.
    plain = "|".join(bounded(phrase) for phrase in sorted(set(listed), key=len, reverse=True))
    expected = [match.span() for match in re.finditer(plain, text)]
    assert [match.span() for match in re.finditer(any_phrase(listed), text)] == expected


def test_pattern_is_compiled_when_it_is_used():
    made = pattern("<nowhere.names> x")
    try:
        assert made.roles == {"nowhere.names"}
        with pytest.raises(LexiconError):
            made.search("a x")
    finally:
        Pattern.made.remove(made)


@given(st.text())
def test_folding_in_place_moves_nothing(text):
    assert len(fold_in_place(text)) == len(text)


def test_folding_in_place_is_folding_where_no_length_changes():
    text = "Đồng chí Trần Thị Thuý, Bí thư Huyện uỷ Kỳ Hoà – “Công ty”"
    assert fold_in_place(text) == fold(text)
    assert fold_in_place("Hội nghị…\nHọp") == "hội nghị…\nhọp"


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [(2, 5, True), (3, 4, True), (2, 7, True), (1, 4, False), (6, 8, False), (9, 10, True), (7, 9, False)],
)
def test_range_is_held_where_joined_ranges_have_all_of_it(start, end, held):
    assert Ranges([(2, 5), (4, 7), (9, 12)]).hold(start, end) is held


@pytest.mark.parametrize(
    ("position", "limit", "start"), [(0, 12, 2), (5, 12, 5), (6, 12, 8), (6, 7, 7), (9, 12, 12)]
)
def test_the_next_range_begins_where_one_holds_a_place_or_behind_it(position, limit, start):
    assert Ranges([(8, 9), (2, 4), (3, 6)]).next_start(position, limit) == start


def a_range(most):
    return st.tuples(st.integers(0, most), st.integers(1, 8)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(a_range(30), max_size=6), a_range(40))
def test_ranges_know_what_every_position_of_them_would_tell(ranges, asked):
    known = Ranges(ranges)
    held = {position for start, end in ranges for position in range(start, end)}
    assert {position for position in range(45) if known.covers(position)} == held
    assert known.meet(*asked) is bool(held & set(range(*asked)))
    around = known.around(asked[0])
    assert (around is not None) is (asked[0] in held)
    assert around is None or (around[0] <= asked[0] < around[1] and held.issuperset(range(*around)))


@given(st.lists(a_range(30), max_size=12))
def test_range_is_taken_as_far_as_the_next_one_unless_its_start_is(ranges):
    known, held = Ranges(), set()
    for start, end in ranges:
        free = start not in held
        assert known.add(start, end) is free
        if free:
            held |= set(range(start, min([end, *(taken for taken in held if taken > start)])))
        assert {position for position in range(45) if known.covers(position)} == held


@pytest.mark.parametrize(
    ("text", "start", "end"), [(" a b ", 0, 5), ("a b", 0, 3), ("   ", 0, 3), ("xa bx", 1, 4), ("", 0, 0)]
)
def test_trimming_takes_white_space_off_both_ends(text, start, end):
    low, high = trimmed(text, start, end)
    assert text[low:high] == text[start:end].strip()
    assert start <= low <= high <= end


def test_what_is_filled_in_stays_as_it_is():
    assert said("complaints.no_sentence", ref="<ref> {x}") == 'không có câu "<ref> {x}"'


def test_vietnamese_letters_are_the_vowels_with_each_tone_and_the_d_with_its_stroke():
    assert len(VIETNAMESE) == 2 * (12 * 6 + 1)
    for letter in VIETNAMESE:
        plain = unicodedata.normalize("NFD", fold(letter))
        assert plain[0] in "aeiouyđ"
        assert letter.swapcase() in VIETNAMESE
