"""Any number printed comes back, in digits or in words. Forms are in ``cases/vi/numbers.toml``."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from partyx.language import number, ordinals
from partyx.language.number import parse_numeral, worded_numbers
from partyx.language.ordinals import ordinal_value
from partyx.scoring.metric.numbers import numbers_in


def test_nothing_is_no_number():
    assert parse_numeral("1.513.") == ()
    assert parse_numeral("٣٤") == ()


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_grouped_integers_come_back(number: int) -> None:
    """A whole number printed with dots is read as that number."""
    assert parse_numeral(f"{number:,}".replace(",", "."))[0] == number


@given(st.integers(0, 10**6), st.integers(0, 99))
def test_decimals_come_back(whole: int, cents: int) -> None:
    """A decimal printed with dots and a comma is read as that decimal."""
    printed = f"{whole:,}".replace(",", ".") + f",{cents:02}"
    assert parse_numeral(printed)[0] == float(f"{whole}.{cents:02}")


@given(st.text(alphabet="0123456789.,  ٣", max_size=40))
def test_any_string_is_read_or_refused(text: str) -> None:
    """No string of digits and separators raises, and every value is finite."""
    for value in parse_numeral(text):
        assert value == value and abs(value) < 10**16  # noqa: PLR0124, PT018 - NaN is not itself


def in_words(number):
    """A number below a million as Vietnamese says it."""
    digits = "không một hai ba bốn năm sáu bảy tám chín".split()
    if number >= 1000:
        rest = number % 1000
        above = in_words(number // 1000) + " nghìn"
        return above if not rest else f"{above} {in_words(rest)}"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    last = {1: "mốt", 4: "tư", 5: "lăm"} if tens > 1 else {5: "lăm"} if tens else {}
    parts = [f"{digits[hundreds]} trăm"] * bool(hundreds)
    parts += ["linh"] if hundreds and not tens and ones else []
    parts += ["mười"] if tens == 1 else [f"{digits[tens]} mươi"] * (tens > 1)
    parts += [last.get(ones, digits[ones])] * bool(ones)
    return " ".join(parts)


@given(st.integers(1, 999_999).filter(lambda number: number < 1000 or not 0 < number % 1000 < 10))
def test_numbers_in_words_come_back(number):
    printed = in_words(number)
    assert [tuple(found) for found in worded_numbers(f"có {printed} người")] == [
        (3, 3 + len(printed), number)
    ]


@given(st.integers(1, 39))
def test_roman_figures_come_back(number):
    tens, ones = divmod(number, 10)
    roman = "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]
    assert ordinal_value(roman.lower()) == number


def test_examples_in_the_docstrings() -> None:
    """The module's own examples hold."""
    for module in (number, ordinals):
        assert doctest.testmod(module).failed == 0


def test_amounts_in_parts_and_signs_are_seen_in_a_quote():
    assert 1.25 in numbers_in("trị giá 1 tỷ 250 triệu đồng")
    assert 1.5 in numbers_in("trị giá 1 tỷ rưỡi.")
    assert -3.2 in numbers_in("tăng trưởng -3,2%")
    assert 1.25 not in numbers_in("1 tỷ đồng, 250 triệu đồng")
