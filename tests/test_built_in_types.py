"""Built-in record types: what a new field takes, and what a new type takes."""

from __future__ import annotations

import importlib
import re
import shutil
import sys
from pathlib import Path

import pytest

import partyx
from partyx.kinds.record import spec_of
from partyx.kinds.registry import beside_the_three
from partyx.scoring.gold.format import GoldDirective, GoldMeeting, GoldStatistic
from partyx.scoring.metric.nodes import SPECS
from partyx.tables import COLUMNS

ROOT = Path(partyx.__file__).parent
BUILT_IN = {"statistics": partyx.Statistic, "meetings": partyx.Meeting, "directives": partyx.Directive}


def test_a_plain_field_is_named_in_two_rooms():
    """Where it is declared, and on the wire; all else follows from its role, but for the rules that find it."""
    naming = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if re.search(r"\bagenda\b", path.read_text(encoding="utf-8"))
    }
    rules = {name for name in naming if name.startswith("rules/")}
    assert naming - rules == {
        "kinds/built_in/meeting.py",  # the record, and what an engine says
        "model/wire.py",
    }


@pytest.mark.parametrize("plural", BUILT_IN)
def test_what_is_declared_of_a_field_is_enough_for_tables_gold_and_score(plural):
    gold = {"statistics": GoldStatistic, "meetings": GoldMeeting, "directives": GoldDirective}[plural]
    for field in spec_of(BUILT_IN[plural]).fields:
        assert COLUMNS[plural].keys() >= field.columns().keys()
        if not field.later:
            assert field.name in gold.model_fields
    said = {field.name for field in spec_of(BUILT_IN[plural]).fields if not field.later}
    assert {*SPECS[plural].scalars, *SPECS[plural].lists} - {"number"} == said - {"source", "document"}


def test_a_new_type_is_one_new_folder(tmp_path, monkeypatch):
    """A folder beside the built-in types makes a type that is asked for by its name."""
    package = tmp_path / "types_of_a_test"
    (package / "award").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    example = ROOT.parent / "docs" / "examples" / "awards.py"
    shutil.copy(example, package / "award" / "__init__.py")
    monkeypatch.syspath_prepend(tmp_path)
    found = beside_the_three(importlib.import_module("types_of_a_test"))
    assert list(found) == ["awards"]
    assert next(field.name for field in spec_of(found["awards"]).fields) == "award"
    for name in [name for name in sys.modules if name.startswith("types_of_a_test")]:
        del sys.modules[name]


def test_the_three_are_no_own_types():
    assert beside_the_three() == {}
