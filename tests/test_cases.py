"""What each reader of the language finds: the tables in ``cases/vi``, one file a concept.

In a case's text the marks ⟦ and ⟧ stand around what has to be found, all of it and nothing else. ``reads``
says what each of them means, in order; without it only the places are compared. ``why`` says what the case
is there for. Somebody who knows Vietnamese and no Python can add one.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import readers

TABLES = sorted(Path(__file__).parent.glob("cases/vi/*.toml"))


def cases():
    for table in TABLES:
        content = tomllib.loads(table.read_text(encoding="utf-8"))
        assert content.keys() == {"about", "case"}, table
        for number, case in enumerate(content["case"], start=1):
            yield pytest.param(table.stem, case, id=f"{table.stem}-{number}")


def marked(text):
    """The text without its marks, and the ranges they stand around."""
    ranges = []
    plain = ""
    for piece in text.split("⟦"):
        inside, mark, behind = piece.partition("⟧")
        if mark:
            ranges.append((len(plain), len(plain) + len(inside)))
        plain += inside + behind
    assert len(ranges) == text.count("⟦") == text.count("⟧"), text
    return plain, ranges


@pytest.mark.parametrize(("reader", "case"), list(cases()))
def test_reader_finds_what_is_marked(reader, case):
    assert case.keys() - {"reads"} == {"text", "why"}
    text, ranges = marked(case["text"])
    found = getattr(readers, reader)(text)
    assert [text[start:end] for start, end, _ in found] == [text[start:end] for start, end in ranges]
    assert [(start, end) for start, end, _ in found] == ranges
    if "reads" in case:
        assert [reading for *_, reading in found] == case["reads"]
