"""What partyx says to people, found in its sources: the keys that its catalogue has to have."""

import ast
import re
from pathlib import Path

import partyx
from partyx import errors

PACKAGE = Path(partyx.__file__).parent
WEB = PACKAGE.parent / "web" / "src"

FOR_PROGRAMMERS = (
    "distributed.py",
    "examples.py",
    "extraction.py",
    "display/frames.py",
    "kinds/",
    "language/",
    "llm/fake.py",
    "llm/steps.py",
    "model/fake.py",
    "model/told",
    "scoring/inspect_",
)
"""Where only who writes Python raises an error: record types, doubles for tests, clusters. They stay English."""
FOR_PEOPLE = ("kinds/registry.py",)
"""The exceptions: what ``--records`` names."""

ERRORS = {name for name in vars(errors) if name.endswith("Error")} | {"KnownArticleError", "ConflictError"}
REASONS = "NotSaidError"
"""A predicate, "is not in the article": what it is said of is put before it when it is caught."""
STORED = {"Check": 1, "Choice": 1, "Finding": 2, "Issue": 3, "_error": 2, "_warning": 2, "of_figure": 3}
"""What holds a message for people, by the place of it; a Finding's mostly by its name."""
SHOWN = {"BadParameter", "complain", "echo", "say", "sure"}
PREDICATE = re.compile(r"(?:is|stands|names|says|denies|leaves) ")
SPOKEN = {"tr", "trn", "worded"}


def form(node):
    """A literal text with ``{}`` for what is filled in; None for what is no literal text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = form(node.left), form(node.right)
        return None if parts == (None, None) else "".join("{}" if one is None else one for one in parts)
    return None


def choices(node):
    """A text, or the texts of a conditional expression."""
    if isinstance(node, ast.IfExp):
        return [*choices(node.body), *choices(node.orelse)]
    found = form(node)
    return [] if found is None else [found]


def called(node):
    function = node.func
    return getattr(function, "id", None) or getattr(function, "attr", "")


def calls():
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path.relative_to(PACKAGE).as_posix(), node, called(node)


def translated():
    """What is translated where it is said: (one, several) of what counts, else (text, None)."""
    for _, node, name in calls():
        if name == "tr" and node.args:
            yield from ((text, None) for text in choices(node.args[0]))
        elif name == "trn":
            yield form(node.args[0]), form(node.args[1])
    for path in PACKAGE.rglob("*.j2"):
        yield from ((text, None) for text in re.findall(r'\bt\("([^"]+)"', path.read_text(encoding="utf-8")))
    for path in WEB.glob("*.js*"):
        text = path.read_text(encoding="utf-8")
        yield from ((found, None) for found in re.findall(r'(?<![\w.])t\("([^"]+)"', text))
        for listed in re.findall(r"const HELP = \[(.*?)\];", text, re.DOTALL):
            yield from ((found, None) for found in re.findall(r'\["[^"]+", "([^"]+)"\]', listed))


def raised():
    """What is raised or stored in English and shown to people: (file, form)."""
    for path, node, name in calls():
        if path.startswith(FOR_PROGRAMMERS) and not path.startswith(FOR_PEOPLE) and name != REASONS:
            continue
        if name in STORED:
            kept = node.args[STORED[name] : STORED[name] + 1]
            kept += [one.value for one in node.keywords if one.arg == "message"]
            yield from ((path, text) for one in kept for text in choices(one))
        elif name == REASONS:
            said = (text for one in node.args for text in choices(one))
            yield from (
                (path, text if text.startswith(("the ", "none ")) else f"the {{}} {text}") for text in said
            )
        elif name in ERRORS or name == "boundary":
            yield from ((path, text) for one in node.args for text in choices(one))


def predicates():
    """Why a value is another's, as the checks return or yield it: (file, form)."""
    for path in sorted(PACKAGE.glob("checks/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Return | ast.Yield) and node.value is not None:
                parts = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                said = (text for part in parts for text in choices(part))
                yield from ((path.name, text) for text in said if PREDICATE.match(text))


def unspoken():
    """What a command prints that does not come through the catalogue: (file, line, text)."""
    for path, node, name in calls():
        if path.startswith("cli/") and name in SHOWN:
            inside = {id(one) for spoken in spoken_in(node) for one in ast.walk(spoken)}
            texts = (one for arg in node.args for one in ast.walk(arg) if id(one) not in inside)
            for one in texts:
                if (
                    isinstance(one, ast.Constant)
                    and isinstance(one.value, str)
                    and WORD.search(one.value.removeprefix(PROGRAM))
                ):
                    yield path, one.lineno, one.value


def spoken_in(node):
    return [one for one in ast.walk(node) if isinstance(one, ast.Call) and called(one) in SPOKEN]


def literals():
    """Every literal text of the package, to tell what the catalogue holds in vain."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


PROGRAM = "partyx "
WORD = re.compile(r"(?<![\w.{-])[A-Za-z]{3,}")


def has_words(text):
    """Whether a form says anything of its own: two words, not the name of a check or a field."""
    return " " in text.strip() and len(re.findall(r"[A-Za-z]{2,}", text.replace("{}", " "))) > 1
