"""New articles under an evals folder, each with a draft that says what is still to be labelled.

Gold is labelled by reading. So a draft holds no record, least of all what an extractor found: only every
digit string of the article, with the words around it, and why it is no statistic where its form says so (a
date, a document's number). A figure has no reason yet.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Literal

from partyx.errors import EvalError, OutputError, PartyxError
from partyx.files import (
    boundary,
    is_plain_name,
    parse_json,
    read_bytes,
    refuse_outside,
    same_file,
    write_json,
    write_text,
)
from partyx.reading import read
from partyx.scoring.gold.digits import unaccounted
from partyx.scoring.gold.format import (
    RECORD_TYPES,
    Gold,
    GoldArticle,
    article_id,
    load_gold,
    nfc_text,
    save_gold,
    text_hash,
)
from partyx.scoring.labelling.drafts import compile_file, draft_of
from partyx.scoring.labelling.exchange import TOOLS, Tool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from partyx.article import Article
    from partyx.records import Span
    from partyx.scoring.gold.folder import EvalFolder

_NO_ID = re.compile(r"[^\w-]+")
_MOST_OF_ID = 56  # of 64 characters: the rest is for a number
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


class KnownArticleError(EvalError):
    """The article is under the folder already."""


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


def _free_id(folder: EvalFolder, source: Path) -> str:
    """An id that nothing here has: the file's name as far as an id may say it, with a number where needed."""
    taken = {same_file(path.stem) for path in folder.gold.glob("*.json")}
    name = _NO_ID.sub("-", unicodedata.normalize("NFC", source.stem)).strip("-_")[:_MOST_OF_ID] or "article"
    numbered = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(one for one in numbered if same_file(one) not in taken and is_plain_name(one))


def _refuse_another_case(folder: EvalFolder, names: Iterable[str]) -> None:
    """Refuse ids that some systems take for one another, or for that of gold which is there.

    Raises:
        EvalError: There are such.
    """
    known = {same_file(path.stem): path.stem for path in folder.gold.glob("*.json")}
    for name in names:
        other = known.setdefault(same_file(name), name)
        if other != name:
            raise EvalError(
                f"{name} and {other} are one name where capitals do not count. Choose another id."
            )


def add_article(
    folder: EvalFolder,
    source: Path,
    *,
    origin: Literal["real", "written"] = "real",
    new_id: str | None = None,
) -> Added:
    """Copy an article under the folder, with an empty gold file marked unreviewed and a draft to work in.

    Args:
        folder: The evals folder.
        source: A text or HTML file that partyx can read.
        origin: Real, or written for the purpose.
        new_id: None takes the file's name, with a number where that is taken.

    Raises:
        KnownArticleError: It is there already.
        EvalError: The file is no article, or the id is taken or no name for a file.
    """
    article = _read(source)
    with boundary(source, EvalError, "Give it another --id."):
        name = _free_id(folder, source) if new_id is None else article_id(new_id)
    path = folder.gold / f"{name}.json"
    if path.exists():
        raise EvalError(f"{path} exists. Choose another --id.")
    _refuse_another_case(folder, [name])
    for known in folder.gold.glob("*.json"):
        if load_gold(known).article.sha256 == article.sha256:
            raise KnownArticleError(f"{source}: is the article of {known} already.")
    suffix = source.suffix.lower()
    file = f"{name}_{article.sha256[:16]}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
    gold = Gold(
        article=GoldArticle(id=name, file=file, sha256=article.sha256, published=article.published),
        status="unreviewed",
        origin=origin,
    )
    with boundary(folder.articles, OutputError, "Give an evals folder that can be written."):
        refuse_outside(folder.articles / file, folder.root)
        folder.articles.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder.articles / file)
    save_gold(gold, path)
    write_json(folder.drafts / f"{name}.json", draft_of(gold, article), inside=folder.root)
    return _added(gold, path, article.text)


def _read(source: Path) -> Article:
    """The article in a file.

    Raises:
        EvalError: It is none: a pipe, no text, or JSON, which is a draft, gold or another tool's export.
    """
    with boundary(source, EvalError, "Give the article as a file."):
        data = read_bytes(source)
    if _is_json(data):
        raise EvalError(
            f"{source}: is JSON, no article. Say what it is: --from draft, gold, label-studio or doccano."
        )
    try:
        return read(source)
    except PartyxError as error:
        raise EvalError(str(error)) from None


def _is_json(data: bytes) -> bool:
    """Whether this is a JSON object or array, or lines of them."""
    text = data.strip().removeprefix(b"\xef\xbb\xbf").lstrip()
    for part in (text, text.partition(b"\n")[0]):
        if part[:1] in {b"{", b"["}:
            try:
                parse_json(part)
            except (ValueError, RecursionError):
                continue
            return True
    return False


def add_draft(folder: EvalFolder, source: Path, *, force: bool = False) -> Added:
    """Compile a draft into gold.

    Raises:
        EvalError: It does not compile (all problems are listed), or would overwrite; see :func:`_store`.
    """
    [added] = _store(folder, [compile_file(source, folder.articles)], force=force)
    return added


def add_export(folder: EvalFolder, source: Path, tool: Tool, *, force: bool = False) -> list[Added]:
    """Bring files labelled in another tool back; they stay unreviewed until a person says otherwise.

    Raises:
        EvalError: The file is not that tool's export of our articles, or would overwrite; see :func:`_store`.
    """
    with boundary(source, EvalError, f"Give the file that {tool} exported."):
        exported = read_bytes(source).decode("utf-8-sig")
    known = (load_gold(path) for path in sorted(folder.gold.glob("*.json")))
    labelled = TOOLS[tool].load(exported, {gold.article.sha256: gold for gold in known})
    for gold, text in labelled:
        if nfc_text(folder.articles / gold.article.file) != text:
            raise EvalError(
                f"{gold.article.id}: was labelled on another text than articles/{gold.article.file}."
            )
    return _store(folder, labelled, force=force)


def _store(folder: EvalFolder, labelled: Iterable[tuple[Gold, str]], *, force: bool) -> list[Added]:
    """Write some gold, all of it or none.

    Args:
        folder: The evals folder.
        labelled: Each gold with the text of its article.
        force: Take the place of gold that somebody has reviewed, or lose all records of gold that nobody has.

    Raises:
        EvalError: Without ``force`` something would be lost; or two of the given are of one article.
    """
    stored: dict[Path, tuple[Gold, str]] = {}
    for gold, text in labelled:
        path = folder.gold / f"{gold.article.id}.json"
        if path in stored:
            raise EvalError(f"{gold.article.id}: is given twice. Keep one.")
        if path.exists() and not force and (lost := _lost(load_gold(path), gold)):
            raise EvalError(f"{path}: {lost} If that is meant: --force")
        stored[path] = gold, text
    _refuse_another_case(folder, (path.stem for path in stored))
    for path, (gold, _) in stored.items():
        save_gold(gold, path)
    return [_added(gold, path, text) for path, (gold, text) in stored.items()]


def _lost(before: Gold, after: Gold) -> str:
    """What writing ``after`` over ``before`` would lose, in words; empty when nothing."""
    if before == after:
        return ""
    if before.status == "reviewed":
        return "somebody has reviewed this gold, and it would be overwritten."
    if before.article.file != after.article.file:
        return f"is the gold of {before.article.file}, not of {after.article.file}."
    if next(before.records(), None) and not next(after.records(), None):
        return "every record would be deleted: nothing is labelled."
    return ""


def export_gold(folder: EvalFolder, gold: Gold, tool: Tool) -> Path:
    """Write one gold file for another tool, under drafts, with the interface to paste into the tool.

    Raises:
        EvalError: The article is missing, or is another text than was labelled.
        OutputError: The file cannot be written, or is a link that leads out of the folder.
    """
    text, form = nfc_text(folder.articles / gold.article.file), TOOLS[tool]
    if text_hash(text) != gold.article.sha256:  # may be a link to anything that this user can read
        raise EvalError(
            f"articles/{gold.article.file} is not the text of gold {gold.article.id}. Restore it."
        )
    path = folder.drafts / f"{gold.article.id}.{tool}.{form.suffix}"
    write_text(path, form.dump(gold, text), folder.root)
    if form.interface:
        write_text(folder.drafts / f"{tool}.xml", form.interface(folder.types), folder.root)
    return path


def summary(added: Added) -> Iterator[str]:
    """What was added, and each digit string that is still without a reason."""
    gold = added.gold
    labelled = (
        gold.own if gold.own and not any(getattr(gold, kind) for kind in RECORD_TYPES) else gold.by_type()
    )
    counts = ", ".join(f"{len(records)} {kind}" for kind, records in labelled.items())
    if labelled is gold.own:  # whoever labels no statistics gives no digits a reason
        yield f"{added.path}: {gold.status}; {counts}"
        return
    yield f"{added.path}: {gold.status}; {counts}; {len(added.open_digits)} digit strings without a reason"
    for span in added.open_digits:
        yield f"  {span.start}: {span.text}"
