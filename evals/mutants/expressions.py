"""Regular expressions in the code: the strings they are written as, and their cuts as rewrites.

What is put into an expression (a name, a braced part of an f-string) is one unit in it and is cut where it is
written itself.
"""

from __future__ import annotations

import ast

from cuts import cuts
from rewrites import Place, Rewrite

EXPRESSIONS = {"pattern", "re.compile"}
"""The calls that make one."""
_HIDDEN = 0x100000
"""The first of the characters that stand for what is put in."""


def fragments(tree: ast.Module) -> frozenset[str]:
    """The names of the strings that the expressions of a module are put together from."""
    made = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    made = [call for call in made if ast.unparse(call.func) in EXPRESSIONS]
    names = {name for call in made for name in _names(call.args[0])}
    for statement in reversed(tree.body):
        if isinstance(statement, ast.Assign) and names & set(_names(statement.targets[0])):
            names.update(_names(statement.value))
    return frozenset(names)


def _names(node: ast.AST) -> list[str]:
    return [name.id for name in ast.walk(node) if isinstance(name, ast.Name)]


def with_cuts(place: Place, value: ast.expr) -> list[Rewrite] | None:
    """Every cut of an expression as a rewrite; None when it is not written out as a string."""
    inserted: list[ast.expr] = []
    written = _flat(value, inserted)
    if written is None or written == chr(_HIDDEN):
        return None
    found = []
    for start, end, instead in cuts(written):
        made = ast.JoinedStr(_pieces(written[:start] + instead + written[end:], inserted))
        said = (_named(written[start:end], inserted), instead)
        found.append(Rewrite(value, place, made, said))
    return found


def _flat(value: ast.expr, inserted: list[ast.expr]) -> str | None:
    """A string as it is written, with a hidden character for each part that is put in."""
    match value:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=values):
            flat = [_flat(one, inserted) for one in values]
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            flat = [_flat(left, inserted), _flat(right, inserted)]
        case ast.FormattedValue(value=inner) | (ast.Name() as inner):
            inserted.append(inner)
            flat = [chr(_HIDDEN + len(inserted) - 1)]
        case _:
            return None
    return None if None in flat else "".join(map(str, flat))


def _pieces(text: str, inserted: list[ast.expr]) -> list[ast.expr]:
    """The parts of an f-string, with what the hidden characters stand for."""
    parts: list[ast.expr] = []
    for character in text:
        if character >= chr(_HIDDEN):
            parts.append(ast.FormattedValue(inserted[ord(character) - _HIDDEN], -1))
        elif parts and isinstance(parts[-1], ast.Constant):
            parts[-1] = ast.Constant(parts[-1].value + character)
        else:
            parts.append(ast.Constant(character))
    return parts


def _named(text: str, inserted: list[ast.expr]) -> str:
    """A piece of an expression as it is read in the code."""
    shown = [
        f"{{{ast.unparse(inserted[ord(one) - _HIDDEN])}}}" if one >= chr(_HIDDEN) else one for one in text
    ]
    return "".join(shown)
