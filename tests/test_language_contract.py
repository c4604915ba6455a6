"""No Vietnamese word hides in Python: words are in ``partyx/language/vi``, texts for models in ``prompts``."""

from __future__ import annotations

import ast
import sys
import unicodedata
from pathlib import Path

import partyx

PACKAGE = Path(partyx.__file__).parent
FOR_MODELS = ("model/complaints.py", "model/own.py", "model/whole.py", "kinds/")
"""What is said to a model in Vietnamese: part of the prompt, beside the schema that it describes."""
FOR_READERS = ("records.py",)
"""Descriptions of the public schemas, with examples."""


def is_vietnamese(text):
    return any(
        letter in "đĐ" or unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", text)
    )


def literals(path):
    """Every string of a file that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    notes = {
        id(statement.value)
        for node in ast.walk(tree)
        for statement in (node.body if isinstance(getattr(node, "body", None), list) else [])
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node


def offenders():
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith(("language/", *FOR_MODELS, *FOR_READERS)):
            continue
        for node in literals(path):
            if is_vietnamese(node.value):
                yield f"{name}:{node.lineno}: {node.value[:60]!r}"


def test_no_vietnamese_letter_stands_in_a_literal_outside_the_language_room(capsys):
    found = list(offenders())
    with capsys.disabled():
        sys.stdout.write(f"\n{len(found)} literals with Vietnamese letters outside partyx/language\n")
    assert not found, "\n".join(found)


def test_a_planted_letter_is_found(tmp_path):
    (tmp_path / "x.py").write_text('"""Đảng."""\nHEAD = "Đảng"\nODD = "a"\n', encoding="utf-8")
    assert [node.value for node in literals(tmp_path / "x.py") if is_vietnamese(node.value)] == ["Đảng"]
