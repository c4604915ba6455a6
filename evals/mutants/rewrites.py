"""What a piece of code is rewritten as: comparisons, conditions, numbers, strings, calls, slices, tables."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
_PAIRS = (
    ("min", "max"),
    ("any", "all"),
    ("startswith", "endswith"),
    ("find", "rfind"),
    ("search", "match"),
    ("bisect_left", "bisect_right"),
)
_CALLS = dict(_PAIRS) | {right: left for left, right in _PAIRS} | {"fullmatch": "match"}

_SMALL = 12
"""Larger numbers are bounds on how far something is looked for; one more or less of them says nothing."""


class Place(NamedTuple):
    """Where a node stands: in a field of its parent, and where in it when the field is a list."""

    parent: ast.AST
    field: str
    index: int | None = None


class Rewrite(NamedTuple):
    """What is put where.

    Attributes:
        at: The code that is shown as changed.
        place: Where something is put.
        node: What is put there; None takes out what stands there.
        said: Was and now, when the code itself is too much to read.
    """

    at: ast.AST
    place: Place
    node: ast.AST | None
    said: tuple[str, str] | None = None

    def shown(self) -> tuple[str, str]:
        """The code as it was, and what it becomes ("" when it is taken out)."""
        if self.said:
            return self.said
        if self.node is None:
            return _text(self.at), ""
        if self.place.parent is not self.at:
            return _text(self.at), _text(self.node)
        was, undo = _text(self.at), self._undo()
        self.make()
        now = _text(self.at)
        undo.make()
        return was, now

    def _undo(self) -> Rewrite:
        parent, name, index = self.place
        there = getattr(parent, name)
        return Rewrite(self.at, self.place, there if index is None else there[index])

    def make(self) -> None:
        """Change the tree."""
        parent, name, index = self.place
        if index is None:
            setattr(parent, name, self.node)
        elif self.node is None:
            del getattr(parent, name)[index]
        else:
            getattr(parent, name)[index] = self.node


def _text(node: ast.AST) -> str:
    text = ast.unparse(node) if isinstance(node, (ast.expr, ast.stmt)) else type(node).__name__
    return " ".join(text.split())


def rewrites(node: ast.AST, place: Place, *, in_function: bool) -> Iterator[Rewrite]:
    """Every rewrite of a node itself, not of what it holds."""
    if isinstance(node, ast.expr):
        for other in _conditions(place):
            yield Rewrite(node, place, other)
        yield from _of_expression(node, place, in_function=in_function)
    elif isinstance(node, ast.stmt):
        yield from _of_statement(node, place)


def _conditions(place: Place) -> list[ast.expr]:
    """For what decides: that it is always so, and never."""
    match place.parent, place.field:
        case ast.comprehension(), "ifs":
            return [ast.Constant(True)]  # noqa: FBT003 - a literal
        case ((ast.If() | ast.IfExp()), "test"):
            return [ast.Constant(True), ast.Constant(False)]  # noqa: FBT003
        case ast.While(), "test":
            return [ast.Constant(False)]  # noqa: FBT003
    return []


def _of_statement(node: ast.stmt, place: Place) -> Iterator[Rewrite]:
    match node:
        case ast.Raise() | ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield Rewrite(node, place, ast.Pass())
        case ast.Break():
            yield Rewrite(node, place, ast.Continue())
        case ast.Continue():
            yield Rewrite(node, place, ast.Break())
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield Rewrite(node, Place(node, "value"), ast.Constant(None), (_text(node), "return None"))
        case ast.AugAssign(op=op) if type(op) in _OPERATORS:
            yield Rewrite(node, Place(node, "op"), _OPERATORS[type(op)]())


def _of_expression(node: ast.expr, place: Place, *, in_function: bool) -> Iterator[Rewrite]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _OPERATORS:
            yield Rewrite(node, Place(node, "ops", 0), _OPERATORS[type(op)]())
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in _OPERATORS:
            yield Rewrite(node, Place(node, "op"), _OPERATORS[type(op)]())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield Rewrite(node, place, operand)
        case ast.Constant(value=value):
            yield from (Rewrite(node, place, ast.Constant(other)) for other in _others(value, place))
        case ast.Call():
            yield from _of_call(node, place)
    yield from _shortened(node, place, in_function=in_function)


def _shortened(node: ast.expr, place: Place, *, in_function: bool) -> Iterator[Rewrite]:
    """One of several taken out: a condition, an end of a slice, an entry of what is listed for good."""
    match node:
        case ast.BoolOp(op=op, values=values):
            for index, _ in enumerate(values):
                rest = [*values[:index], *values[index + 1 :]]
                yield Rewrite(node, place, rest[0] if len(rest) == 1 else ast.BoolOp(op, rest))
        case ast.Slice(lower=lower, upper=upper, step=step):
            if lower is not None:
                yield Rewrite(node, place, ast.Slice(None, upper, step))
            if upper is not None:
                yield Rewrite(node, place, ast.Slice(lower, None, step))
        case ast.Tuple() | ast.List() | ast.Set() if not in_function:
            if isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
                yield from (Rewrite(one, Place(node, "elts", at), None) for at, one in enumerate(node.elts))


def _of_call(node: ast.Call, place: Place) -> Iterator[Rewrite]:
    match node.func:
        case ast.Name(id=name) if name in _CALLS:
            yield Rewrite(node, Place(node, "func"), ast.Name(_CALLS[name], ast.Load()))
        case ast.Attribute(value=value, attr=name) if name in _CALLS:
            yield Rewrite(node, Place(node, "func"), ast.Attribute(value, _CALLS[name], ast.Load()))
        case ast.Name(id="sorted" | "reversed"):
            yield Rewrite(node, place, ast.Call(ast.Name("list", ast.Load()), node.args[:1], []))
        case ast.Name(id="Behind") if len(node.args) > 1:
            yield from (Rewrite(one, Place(node, "args", at), None) for at, one in enumerate(node.args))


def _others(value: object, place: Place) -> list[object]:
    """What a literal becomes: a number beside it, a bound twice and half as far, a string without a mark."""
    others: list[object] = []
    match value:
        case bool():
            others = [not value]
        case int():
            others = [value + 1, value - 1] if value <= _SMALL else [value * 2, value // 2]
        case float():
            others = [value * 1.25, value * 0.8] if value else [1.0]
        case str() if value and not any(map(str.isalnum, value)):
            others = [value[:at] + value[at + 1 :] for at in range(len(value))]
        case str() if not isinstance(place.parent, ast.JoinedStr):
            others = [value + "X"]
    return others
