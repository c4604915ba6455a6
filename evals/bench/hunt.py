"""Every regular expression of the package on the text that is worst for it: ``python tasks.py growth``.

The texts are made from the expression's own parse: for each repeat in it a match of what may stand before
it, then what it repeats, over and over, then a character that nothing expects; the whole beginning over and
over; and runs of blanks, digits, letters and marks. Each is tried as the package uses it, searching or at one
place, at sizes that double, in processor time. An expression that takes more than 2.5 times as long for twice
the text is listed with its text, and the exit code is 1.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import signal
import sys
import time
from collections import deque
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from re import _constants as op  # the parser's own names for the parts of an expression
from re import _parser as parser
from typing import TYPE_CHECKING, Any, NamedTuple

import partyx
from partyx.language.fold import fold
from partyx.language.grammar import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PACKAGE = Path(partyx.__path__[0])
ALLOWED = 2.5
"""Times as long for twice the text."""
SMALLEST, LARGEST = 250, 16_000
"""Characters of the first text and of the last."""
TELLING_S = 0.03
"""Processor seconds from which a ratio is no noise: the clock of some machines moves in steps of 4 ms."""
ENOUGH_S = 0.12
"""Where no larger text is needed to tell."""
LONGEST_S = 2.0
"""Processor seconds for one search; past it the expression is listed without a ratio."""
LONG = 64
"""A repeat of at least that many is a run that a text can lengthen."""
_METHODS = "search|finditer|findall|sub|subn|split|match|fullmatch"
RUNS = (
    " ",
    "\n",
    "\xa0",
    "\t",
    "1",
    "a",
    "A",
    "đ",
    ".",
    ",",
    "(",
    "-",
    "/",
    "1.",
    "1 ",
    "a ",
    "A ",
    "1/",
    "a.",
    " ,",
)
MISMATCH = "\x00"
EXCEPTIONS: dict[str, str] = {}
"""Expression to the reason why it may grow. Empty: the way out is a bound or one pass."""
_NAMES_TO_CHARACTERS = {
    op.CATEGORY_DIGIT: "1", op.CATEGORY_NOT_DIGIT: "a", op.CATEGORY_SPACE: " ", op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_WORD: "a", op.CATEGORY_NOT_WORD: ".",
}  # fmt: skip
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
_CANDIDATES = "a1 .,-A(/đ\n\"':;\x01"


class Growth(NamedTuple):
    """An expression that grows faster than its text, on one text."""

    where: str
    beginning: str
    characters: int
    seconds: float
    ratio: float | None


class TooLongError(Exception):
    """A search took longer than is worth waiting for."""


def expressions() -> dict[re.Pattern[str], str]:
    """Every compiled expression for text that a module of the package keeps, to where it is kept."""
    found: dict[re.Pattern[str], str] = {}
    for info in pkgutil.walk_packages(partyx.__path__, "partyx."):
        if info.name.endswith("__main__"):
            continue
        try:
            module = importlib.import_module(info.name)
        except ModuleNotFoundError as missing:  # an extra that is not installed
            print(f"skipped {info.name}: {missing}", file=sys.stderr)
            continue
        for name, value in vars(module).items():
            for one in _within(value):
                found.setdefault(one, f"{info.name}.{name}")
    for made in Pattern.made:
        found.setdefault(made.compiled, made.source)
    return found


def _within(value: object, depth: int = 3) -> Iterator[re.Pattern[str]]:
    """The expressions in a module's value: itself, or in its tuples, lists, sets, tables and records."""
    if isinstance(value, Pattern):
        yield value.compiled
    elif isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _within(one, depth - 1)
    elif depth and isinstance(value, dict):
        for one in (*value, *value.values()):
            yield from _within(one, depth - 1)
    elif depth and type(value).__module__.startswith("partyx.") and hasattr(value, "__dict__"):
        for one in vars(value).values():
            yield from _within(one, depth - 1)


def sample(part: Any) -> str:  # noqa: ANN401 - the parser's trees have no types
    """A text that a part of a parse would match: looks aside left out, the first branch of many."""
    return "".join(_one(code, value) for code, value in part)


def _one(code: Any, value: Any) -> str:  # noqa: ANN401
    if code in _REPEATS:
        return sample(value[2]) * min(max(value[0], 1), LONG)
    made = _SAMPLES.get(code)
    return made(value) if made else ""


def _of_class(members: Any) -> str:  # noqa: ANN401
    """A character of a class."""
    if members[0][0] is op.NEGATE:
        return next(
            (one for one in _CANDIDATES if not any(_is_in(one, *member) for member in members[1:])), "ẟ"
        )
    code, value = members[0]
    if code is op.RANGE:
        return chr(value[0])
    return _NAMES_TO_CHARACTERS.get(value, "a") if code is op.CATEGORY else chr(value)


_SAMPLES: dict[Any, Callable[[Any], str]] = {
    op.LITERAL: chr,
    op.NOT_LITERAL: lambda value: next(one for one in _CANDIDATES if ord(one) != value),
    op.ANY: lambda _: "a",
    op.IN: _of_class,
    op.BRANCH: lambda value: sample(value[1][0]),
    op.SUBPATTERN: lambda value: sample(value[-1]),
    op.ATOMIC_GROUP: sample,
}
"""A part's kind to a text that it matches."""


def _is_in(character: str, code: Any, value: Any) -> bool:  # noqa: ANN401
    if code is op.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    if code is op.CATEGORY:
        negative = str(value).startswith("CATEGORY_NOT")
        return negative != {"D": str.isdigit, "S": str.isspace}.get(str(value).split("_")[-1][0], _is_word)(
            character
        )
    return bool(ord(character) == value)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def repeats(part: Any, before: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """For each long repeat of an expression's parse: what may stand before it, and what it repeats."""
    for code, value in part:
        for inner in _inside(code, value):
            yield from repeats(inner, before)
        if code in _REPEATS and value[1] >= LONG:
            yield before, sample(value[2])
            if len(value[2]) == 1 and value[2][0][0] is op.IN:
                yield from ((before, run) for run in _class_runs(value[2][0][1]))
        before += _one(code, value)


def _class_runs(members: Any) -> Iterator[str]:  # noqa: ANN401
    """Further characters of a class, a handful."""
    negated = members[0][0] is op.NEGATE
    plain = members[1:] if negated else members
    yield from (one for one in _CANDIDATES[:8] if negated != any(_is_in(one, *member) for member in plain))


def _inside(code: Any, value: Any) -> list[Any]:  # noqa: ANN401
    """The parts of a part."""
    if code is op.BRANCH:
        # A tree of words has thousands of branches, none of which repeats anything.
        return list(value[1][:12])
    if code in {op.SUBPATTERN, op.ASSERT, op.ASSERT_NOT}:
        return [value[-1]]
    if code is op.ATOMIC_GROUP:
        return [value]
    return [value[2]] if code in _REPEATS else []


def attacks(expression: re.Pattern[str]) -> list[tuple[str, str]]:
    """What a worst text begins with and what it then repeats."""
    parsed = parser.parse(expression.pattern, expression.flags & ~re.DEBUG)
    whole = sample(parsed)
    texts = [("", run) for run in RUNS]
    for before, run in repeats(parsed):
        texts += [
            (before, run),
            ("", run),
            ("", before + run),
            ("", f"{run} {before}"),
            (before, " "),
            (before, "1 "),
        ]
    texts += [("", whole), ("", whole + " "), ("", whole[:-1]), (whole[:-1], whole[-1:])]
    return [text for text in dict.fromkeys(texts) if text[1]]


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """End with an error when it takes longer, in processor time."""

    def stop(*_: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def seconds(search: Callable[[str], object], text: str, rounds: int = 1, at_least: float = 0.0) -> float:
    """Processor seconds of the fastest search; a round lasts at least so long, in several searches."""
    taken = []
    for _ in range(rounds):
        begun, times = time.process_time(), 0
        while not times or time.process_time() - begun < at_least:
            search(text)
            times += 1
        taken.append((time.process_time() - begun) / times)
    return min(taken)


def ways(where: str) -> set[str]:
    """How the package uses the expression kept there: at one place alone, or searching, as "finditer".

    By the methods called on its name, or by all of its module when nothing is called on its name; that is the
    module of the class where the name keeps an object that keeps the expression.
    """
    module, _, bare = where.rpartition(".")
    source = _source(module if bare.startswith("_") else "")
    called = set(re.findall(rf"\b{re.escape(bare)}\.({_METHODS})\b", source))
    keeper = _keeper(where)
    called = called or set(re.findall(rf"\.({_METHODS})\(", _source(keeper) if keeper else source))
    return called if called and called <= {"match", "fullmatch"} else {"finditer"}


def _keeper(where: str) -> str:
    """The module of the class of what is kept under a name; empty where that is an expression itself."""
    module, _, bare = where.rpartition(".")
    kept = getattr(sys.modules.get(module), bare, None)
    ours = type(kept).__module__
    return ours if ours.startswith("partyx.") and not isinstance(kept, Pattern) else ""


@cache
def _source(module: str) -> str:
    """The text of a module, since a private name is its own; of the whole package without one."""
    if module in sys.modules:
        return inspect.getsource(sys.modules[module])
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(_PACKAGE.rglob("*.py")))


def growth(
    where: str, search: Callable[[str], object], before: str, run: str, *, folded: bool
) -> Growth | None:
    """How it grows on one text, or None when it does not grow faster than the text."""
    size, small = SMALLEST, 0.0

    def text(before: str, run: str, size: int) -> str:
        made = before + run * (size // len(run) + 1) + MISMATCH
        return fold(made) if folded else made

    try:
        while size <= LARGEST:
            with limited(LONGEST_S):
                took = seconds(search, text(before, run, size))
            if took >= TELLING_S and took > ALLOWED * small:
                with limited(6 * LONGEST_S):
                    small, took = (
                        seconds(search, text(before, run, it), 3, TELLING_S) for it in (size // 2, size)
                    )
                if took >= TELLING_S and took > ALLOWED * small:
                    return Growth(where, f"{before} + {run}"[:60], size, took, took / small)
            if took > ENOUGH_S:
                return None
            size, small = size * 2, took
    except TooLongError:
        return Growth(where, f"{before} + {run}"[:60], size, LONGEST_S, None)
    return None


def hunt(expression: re.Pattern[str], where: str, *, folded: bool) -> Growth | None:
    """The first text on which it grows faster than the text, as the package uses it, or None."""
    for way in sorted(ways(where)):
        search = partial(_searched, expression) if way == "finditer" else getattr(expression, way)
        for before, run in attacks(expression):
            found = growth(where, search, before, run, folded=folded)
            if found:
                return found
    return None


def _searched(expression: re.Pattern[str], text: str) -> None:
    deque(expression.finditer(text), maxlen=0)


def main() -> None:
    """List what grows; the exit code tells whether there is any."""
    tried = expressions()
    folded = {made.compiled for made in Pattern.made}
    grown = 0
    for expression, where in tried.items():
        if where in EXCEPTIONS:
            continue
        found = hunt(expression, where, folded=expression in folded)
        if found:
            grown += 1
            ratio = f"x{found.ratio:.1f}" if found.ratio else "no end"
            print(
                f"{ratio:7} {found.seconds:7.3f} s at {found.characters:6}  {where}  on {found.beginning!r}"
            )
    print(f"{len(tried)} expressions tried, {grown} grow faster than {ALLOWED} times for twice the text")
    sys.exit(grown > 0)


if __name__ == "__main__":
    main()
