"""Every change of a module that its tests should notice, each with a key that outlives changes around it."""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from expressions import EXPRESSIONS, fragments, with_cuts
from rewrites import Place, rewrites

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rewrites import Rewrite

_SAYS_NOTHING = {"cast", "warn", "debug", "info", "warning", "error", "exception", "TypeVar", "Field"}
"""Calls whose arguments are for people or for the type checker."""
_NO_BEHAVIOUR = {"annotation", "returns", "decorator_list", "keywords", "type_comment"}
"""Fields that are for the type checker; of keywords, those of a class."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one module.

    Attributes:
        module: Its name.
        path: Its file.
        scope: The function, class or name it is in.
        line: The line, from 1.
        was: The code that is changed.
        now: What it becomes; "" when it is taken out.
        key: A hash that stays while this code stays, whatever is changed around it.
        rewrite: What is put where.
    """

    module: str
    path: Path
    scope: str
    line: int
    was: str
    now: str
    key: str
    rewrite: Rewrite

    def __str__(self) -> str:
        """One line to read."""
        now = f"becomes {self.now}" if self.now else "is taken out"
        return f"{self.key} {self.module}:{self.line} {self.scope}: {self.was}  {now}"


class _Around(NamedTuple):
    """What is known of the code around a node.

    Attributes:
        parts: Names of the strings that expressions are put together from.
        scope: The definitions it is in, from the outermost.
        in_function: Whether one of them is a function.
    """

    parts: frozenset[str]
    scope: tuple[str, ...] = ()
    in_function: bool = False


def changes(path: Path, module: str) -> tuple[ast.Module, list[Change]]:
    """The tree of a module, and all changes of it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    seen: Counter[str] = Counter()
    found = []
    for scope, rewrite in _of_children(tree, _Around(fragments(tree))):
        was, now = rewrite.shown()
        said = f"{module}:{scope}:{was}:{now}"
        seen[said] += 1
        key = hashlib.sha256(f"{said}:{seen[said]}".encode()).hexdigest()[:12]
        found.append(Change(module, path, scope, rewrite.at.lineno, was, now, key, rewrite))
    return tree, found


def _of_children(node: ast.AST, around: _Around) -> Iterator[tuple[str, Rewrite]]:
    for name, value in ast.iter_fields(node):
        if name in _NO_BEHAVIOUR and not (name == "keywords" and isinstance(node, ast.Call)):
            continue
        if isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, ast.AST):
                    yield from _of_node(one, Place(node, name, index), around)
        elif isinstance(value, ast.AST):
            yield from _of_node(value, Place(node, name), around)


def _of_node(node: ast.AST, place: Place, around: _Around) -> Iterator[tuple[str, Rewrite]]:
    is_function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    bound = _bound(node) if is_function or not around.in_function else ""
    if _is_silent(node) or (bound.startswith("__") and not is_function):
        return
    scope = (*around.scope, bound) if bound else around.scope
    if (expression := _expression(node, around)) and (found := with_cuts(*expression)) is not None:
        yield from ((".".join(scope), rewrite) for rewrite in found)
        return
    around = around._replace(scope=scope, in_function=around.in_function or is_function)
    here = rewrites(node, place, in_function=around.in_function)
    yield from ((".".join(scope), rewrite) for rewrite in here)
    if not isinstance(node, ast.Raise):
        yield from _of_children(node, around)


def _bound(node: ast.AST) -> str:
    """The name that a definition or an assignment binds."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return node.name
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    is_assignment = isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(target, ast.Name)
    return target.id if is_assignment else ""


def _expression(node: ast.AST, around: _Around) -> tuple[Place, ast.expr] | None:
    """The string of a regular expression, and where it stands, when the node is about one."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in EXPRESSIONS and node.args:
        return Place(node, "args", 0), node.args[0]
    if isinstance(node, ast.Assign) and not around.in_function and _bound(node) in around.parts:
        return Place(node, "value"), node.value
    return None


def _is_silent(node: ast.AST) -> bool:
    """Whether nothing that a node holds is behaviour: imports, docstrings, messages, what types need."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.expr_context() | ast.operator() | ast.cmpop():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Subscript(value=ast.Name(id="Literal")):
            return True
        case ast.Call(func=called) | ast.Expr(value=ast.Call(func=called)):
            return ast.unparse(called).rpartition(".")[2] in _SAYS_NOTHING
    return False
