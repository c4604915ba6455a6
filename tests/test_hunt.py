"""The hunt for expressions that grow: the texts it makes from an expression, and what it tries them on."""

import importlib.util
import re
from pathlib import Path

import pytest

from partyx.language.grammar import Pattern

SCRIPT = Path(__file__).parents[1] / "evals" / "bench" / "hunt.py"


@pytest.fixture(scope="module")
def hunt():
    """The script, found by its path."""
    spec = importlib.util.spec_from_file_location("hunt", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("expression", "begins", "repeats"),
    [
        (r"\s*,?\s*$", "", " "),
        (r"x\d+y", "x", "1"),
        (r"<[^>]*>", "", "<a"),
        (r"(?:ab)+c", "", "ab"),
        (r"(?:try|wait)\w*z", "try", "a"),
        (r"(?=q[.-]*z)", "q", "."),
        (r"a(?>b*)c", "a", "b"),
        (r"\d{1,100}x", "", "1"),
    ],
)
def test_worst_text_repeats_what_the_expression_repeats(hunt, expression, begins, repeats):
    assert (begins, repeats) in hunt.attacks(re.compile(expression))


def test_every_expression_of_the_package_is_tried(hunt):
    tried = hunt.expressions()
    assert {made.compiled for made in Pattern.made if made.source.startswith("(")} <= set(tried)
    assert "partyx.language.fold._WORDS" in tried.values()
    assert "partyx.display.markdown._ACTING" in tried.values()


@pytest.mark.parametrize(
    ("where", "ways"),
    [
        ("partyx.language.number._POINT", {"fullmatch"}),
        ("partyx.language.fold._WORDS", {"finditer"}),
        ("partyx.display.markdown._ACTING", {"finditer"}),
    ],
)
def test_expression_is_tried_as_the_package_uses_it(hunt, where, ways):
    hunt.expressions()
    assert hunt.ways(where) == ways


def test_nothing_is_excepted(hunt):
    assert hunt.EXCEPTIONS == {}
