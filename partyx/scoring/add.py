"""New articles under an evals folder, each with a draft that says what is still to be labelled.

Gold is labelled by reading. So a draft holds no record, least of all what an extractor found: only every
digit string of the article, with the words around it and no reason yet.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from partyx.errors import EvalError, PartyxError
from partyx.reading import read
from partyx.scoring.authoring import compile_file
from partyx.scoring.digits import digit_strings, unaccounted
from partyx.scoring.exchange import TOOLS, Tool
from partyx.scoring.files import write_json, write_text
from partyx.scoring.gold import Gold, GoldArticle, load_gold, nfc_text, save_gold, text_hash

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from partyx.records import Span
    from partyx.scoring.corpus import EvalFolder

_ID = re.compile(r"[\w][\w-]{0,63}")
_AROUND = 25


@dataclass(frozen=True)
class Added:
    """One gold file that was written or read.

    Attributes:
        gold: What it holds.
        path: Where it is.
        open_digits: Digit strings still without a reason.
    """

    gold: Gold
    path: Path
    open_digits: tuple[Span, ...]


def _added(gold: Gold, path: Path, text: str) -> Added:
    return Added(gold, path, tuple(unaccounted(gold, text)))


def known(folder: EvalFolder, gold: Gold, path: Path) -> Added:
    """A gold file that is there already.

    Raises:
        EvalError: Its article is missing.
    """
    return _added(gold, path, nfc_text(folder.articles / gold.article.file))


def _next_id(folder: EvalFolder) -> str:
    taken = {path.stem for path in folder.gold.glob("*.json")}
    number = 0
    while f"{number:03}" in taken:
        number += 1
    return f"{number:03}"


def _context(text: str, span: Span) -> str:
    """The words around a digit string, as short as they can be while they are unique in the article."""
    for reach in (_AROUND, 2 * _AROUND, 8 * _AROUND):
        line_start = text.rfind("\n", 0, span.start) + 1
        line_end = text.find("\n", span.end)
        start = max(line_start, span.start - reach)
        end = min(line_end if line_end >= 0 else len(text), span.end + reach)
        around = text[start:end]
        if text.count(around) == 1:
            return around
    return around


def draft_of(gold: Gold, text: str) -> dict[str, Any]:
    """The authoring form to start from: no record, every digit string with its reason to be written."""
    return {
        "article": gold.article.model_dump(mode="json", exclude={"sha256"}, exclude_none=True),
        "status": "unreviewed",
        "origin": gold.origin,
        "annotators": [],
        "statistics": [],
        "meetings": [],
        "directives": [],
        "digits": [
            {"quote": span.text, "in": _context(text, span), "reason": None} for span in digit_strings(text)
        ],
        "notes": [],
    }


def add_article(
    folder: EvalFolder,
    source: Path,
    *,
    origin: Literal["real", "written"] = "real",
    article_id: str | None = None,
) -> Added:
    """Copy an article under the folder, with an empty gold file marked unreviewed and a draft to work in.

    Args:
        folder: The evals folder.
        source: A text or HTML file that partyx can read.
        origin: Real, or written for the purpose.
        article_id: None takes the next free three-digit number.

    Raises:
        EvalError: The file is no article, is there already, or the id is taken or no name for a file.
    """
    try:
        article = read(source)
    except PartyxError as error:
        raise EvalError(str(error)) from None
    name = article_id or _next_id(folder)
    if not _ID.fullmatch(name):
        raise EvalError(f"{name!r} is no id: letters, digits and '-' only.")
    path = folder.gold / f"{name}.json"
    if path.exists():
        raise EvalError(f"{path} exists. Choose another --id.")
    for known in folder.gold.glob("*.json"):
        if load_gold(known).article.sha256 == article.sha256:
            raise EvalError(f"{source}: is the article of {known} already.")
    file = f"{name}_{text_hash(article.text)[:16]}{source.suffix.lower() or '.txt'}"
    folder.articles.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder.articles / file)
    gold = Gold(
        article=GoldArticle(id=name, file=file, sha256=article.sha256, published=article.published),
        status="unreviewed",
        origin=origin,
    )
    save_gold(gold, path)
    write_json(folder.drafts / f"{name}.json", draft_of(gold, article.text))
    return _added(gold, path, article.text)


def add_draft(folder: EvalFolder, source: Path) -> Added:
    """Compile an authoring form into gold.

    Raises:
        EvalError: It does not compile; all problems are listed.
    """
    gold, text = compile_file(source, folder.articles)
    path = folder.gold / f"{gold.article.id}.json"
    save_gold(gold, path)
    return _added(gold, path, text)


def add_export(folder: EvalFolder, source: Path, tool: Tool) -> list[Added]:
    """Bring files labelled in another tool back; they stay unreviewed until a person says otherwise.

    Raises:
        EvalError: The file is not that tool's export of our articles.
    """
    try:
        exported = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvalError(f"{source}: {error}") from None
    return [_imported(folder, gold, text) for gold, text in TOOLS[tool].load(exported)]


def _imported(folder: EvalFolder, gold: Gold, text: str) -> Added:
    if nfc_text(folder.articles / gold.article.file) != text:
        raise EvalError(f"{gold.article.id}: was labelled on another text than articles/{gold.article.file}.")
    path = folder.gold / f"{gold.article.id}.json"
    save_gold(gold, path)
    return _added(gold, path, text)


def export_gold(folder: EvalFolder, gold: Gold, tool: Tool) -> Path:
    """Write one gold file for another tool, under drafts.

    Raises:
        EvalError: The article is missing.
    """
    text = nfc_text(folder.articles / gold.article.file)
    path = folder.drafts / f"{gold.article.id}.{tool}.{TOOLS[tool].suffix}"
    write_text(path, TOOLS[tool].dump(gold, text))
    return path


def summary(added: Added) -> Iterator[str]:
    """What was added, and each digit string that is still without a reason."""
    gold = added.gold
    counts = (
        f"{len(gold.statistics)} statistics, {len(gold.meetings)} meetings, {len(gold.directives)} directives"
    )
    yield f"{added.path}: {gold.status}; {counts}; {len(added.open_digits)} digit strings without a reason"
    for span in added.open_digits:
        yield f"  {span.start}: {span.text}"
