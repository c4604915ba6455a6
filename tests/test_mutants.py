"""The task that changes the code and looks whether tests notice: its changes, and its trials on a real room."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

EVALS = Path(__file__).parents[1] / "evals"
sys.path.insert(0, str(EVALS / "mutants"))

from changes import changes  # noqa: E402 - a folder of scripts
from cuts import cuts  # noqa: E402

FLOORS = json.loads((EVALS / "mutants.json").read_text(encoding="utf-8"))
ROOMS = tomllib.loads((EVALS / "mutants" / "rooms.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("expression", "cut"),
    [
        ("ab", {"(?!)"}),
        ("a|b", {"(?!)", "b", "a"}),
        ("(?:a|bc)d", {"(?!)", "(?:bc)d", "(?:a)d"}),
        ("(?P<x>a)?", {"(?!)", "", "(?P<x>a)"}),
        ("a(?=b)", {"(?!)", "a"}),
        ("(?<!a)b", {"(?!)", "b"}),
        ("a+b*", {"(?!)", "ab*", "a+"}),
        ("a{0,3}", {"(?!)", "", "a{0,2}"}),
        ("a{0,60}", {"(?!)", "", "a{0,30}"}),
        ("a{2,60}", {"(?!)", "a{2,30}"}),
        ("a{3}", {"(?!)"}),
        ("[ab-d]", {"(?!)", "[b-d]", "[a]"}),
        (r"[^\]x]", {"(?!)", "[^x]", r"[^\]]"}),
        ("<a.b|c.d>?", {"(?!)", "", "<a.b|c.d>"}),
        (r"\(a\|b", {"(?!)"}),
    ],
)
def test_a_cut_takes_one_thing_out_of_an_expression(expression, cut):
    assert {expression[:start] + put + expression[end:] for start, end, put in cuts(expression)} == cut


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("Side = Literal['left', 'right']", set()),
        ("def f(a, b):\n    return a < b", {"return None", "a <= b"}),
        ("def f(a, b):\n    return a and b", {"return None", "a or b", "a", "b"}),
        ("def f(a):\n    if not a:\n        raise E('x')", {"a", "True", "False", "pass"}),
        ("def f(a):\n    return [b for b in a if b]", {"return None", "True"}),
        ("def f(a):\n    a.add(3)\n    b(x=60)", {"pass", "4", "2", "120", "30"}),
        ("def f(a):\n    return a[1:]", {"return None", ":", "2", "0"}),
        ("X = ('a', 'b')", {"", "'aX'", "'bX'"}),
        ("X = ',;'", {"';'", "','"}),
        ("X: int = 3", {"4", "2"}),
        ("X = 0.5", {"0.625", "0.4"}),
        ("X = 0.0", {"1.0"}),
        ("X = re.compile('a?')\nY = 'b'", {"(?!)", "", "'bX'"}),
        ("Y = 'b?'\nX = pattern(f'a{Y}')", {"(?!)", ""}),
        ("def f(a):\n    'Says.'\n    return min(a)", {"return None", "max(a)"}),
        ("import a\n@b(3)\ndef f(x: 'T') -> 'U':\n    warn('m')", set()),
        ("if TYPE_CHECKING:\n    X = 3\n__all__ = ['a']", set()),
    ],
)
def test_a_change_alters_one_thing_that_a_module_does(tmp_path, code, changed):
    path = tmp_path / "module.py"
    path.write_text(code, encoding="utf-8")
    _, found = changes(path, "module")
    assert {one.now for one in found} == changed


def test_a_made_change_is_in_the_code_and_nowhere_else(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("def f(a):\n    return a + 1 < 5\n\n\ndef g():\n    return 5\n", encoding="utf-8")
    whole = ast.unparse(ast.parse(path.read_text(encoding="utf-8")))
    for index, _ in enumerate(changes(path, "module")[1]):
        tree, found = changes(path, "module")
        assert ast.unparse(tree) == whole
        found[index].rewrite.make()
        changed = ast.unparse(tree).splitlines()
        assert sum(was != now for was, now in zip(whole.splitlines(), changed, strict=True)) == 1


def test_a_key_stays_when_other_code_changes(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("def f(a):\n    return a < 5\n", encoding="utf-8")
    before = {one.key for one in changes(path, "module")[1]}
    path.write_text("X = 1\n\n\ndef f(a):\n    '''Say.'''\n    return a < 5\n", encoding="utf-8")
    after = {one.key for one in changes(path, "module")[1]}
    assert before < after


def test_every_room_has_a_floor_and_every_survivor_a_reason():
    assert FLOORS["rooms"].keys() == ROOMS.keys()
    for room in FLOORS["rooms"].values():
        assert room["floor"] >= 0.5
        assert all(re.fullmatch(r"[0-9a-f]{12}", key) for key in room["survivors"])
        assert all(len(why) > 10 for why in room["survivors"].values())


@pytest.mark.slow
def test_a_room_is_tried_in_processes_of_its_own():
    run = [sys.executable, str(EVALS / "mutants"), "checks", "--size", "6"]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert re.search(r"checks +[1-6] of 6 killed", done.stdout), done.stdout + done.stderr
