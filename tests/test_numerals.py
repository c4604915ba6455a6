"""What a string of digits is worth."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.mentions import numerals
from partyx.mentions.numerals import parse_numeral


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("0", (0,)),
        ("05", (5,)),
        ("817", (817,)),
        ("1.513", (1513, 1.513)),
        ("74.127", (74127, 74.127)),
        ("1.234.567", (1234567,)),
        ("80,8", (80.8,)),
        ("2,47", (2.47,)),
        ("1.513,5", (1513.5,)),
        ("12.345.678,90", (12345678.9,)),
        ("98.5", (98.5,)),
        ("16.75", (16.75,)),
        ("1,513", (1.513, 1513)),
        ("0,125", (0.125,)),
        ("1,234,567", (1234567,)),
        ("1,234.5", (1234.5,)),
        ("74 127", (74127,)),
        ("1 234 567", (1234567,)),
        ("1.51.3", ()),
        ("1,2,3", ()),
        ("1.513.", ()),
        ("123456789012345", (123456789012345,)),
        ("1234567890123456", ()),
        ("٣٤", ()),
        ("", ()),
    ],
)
def test_values(printed: str, values: tuple[float, ...]) -> None:
    """Vietnamese grouping first; every other value the string may have behind it."""
    found = parse_numeral(printed) if printed else ()
    assert found == values
    assert [type(value) for value in found] == [type(value) for value in values]


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


def test_examples_in_the_docstrings() -> None:
    """The module's own examples hold."""
    assert doctest.testmod(numerals).failed == 0
