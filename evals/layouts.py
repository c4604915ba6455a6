"""How much of an article is read from the pages of content systems, and how much of the page with it.

Each ``layouts/*.html`` has the structure and class names of a system that Vietnamese outlets use, with slots
for words of our own (``layouts/texts.json``). Recall is the share of the article's sentences found in the
content that was read; furniture the share of what was read that is none of the article's.
Run with ``python evals/layouts.py``.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from partyx import Settings
from partyx.reading import read
from partyx.reading.sentences import sentence_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx import Article

FOLDER = Path(__file__).parent / "layouts"
RECALL, FURNITURE = 0.99, 0.02
CONTENT = ("title", "sapo", "p1", "p2", "p3", "p4", "p5", "p6", "subhead", "cap1", "cap2")
BESIDE = ("kicker", "author", "date", "outlet")
"""Slots that are neither: names, stamps and tags may be read or not."""

_SLOT = re.compile(r"\[\[([a-z]+\d*)\]\]")


class Score(NamedTuple):
    """Sentences of one page."""

    wanted: int
    missed: tuple[str, ...]
    read: int
    furniture: tuple[str, ...]


def pages() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every layout with every text: its name, the page, and the slots that the page has."""
    texts = json.loads((FOLDER / "texts.json").read_text(encoding="utf-8"))
    around = {"menu": "", "link": "", "teaser": "", "comment": "", "tag": ""}
    fixed = {name: value for name, value in texts["furniture"].items() if isinstance(value, str)}
    for name in around:
        fixed |= {f"{name}{nth}": value for nth, value in enumerate(texts["furniture"][name], 1)}
    for path in sorted(FOLDER.glob("*.html")):
        template = path.read_text(encoding="utf-8")
        names = set(_SLOT.findall(template))
        for nth, article in enumerate(texts["articles"]):
            slots = {**fixed, **article}
            page = _SLOT.sub(lambda match, slots=slots: slots[match[1]], template)
            yield f"{path.stem}-{nth}", page, {name: slots[name] for name in names}


def score(article: Article, slots: dict[str, str]) -> Score:
    """Compare what was read as content with what the page's slots say."""
    content = [block for block in article.blocks if block.role.is_content]
    lines = [
        _one_line(article.view[start:end])
        for block in content
        for start, end in sentence_ranges(article.view, block.start, block.end)
    ]
    everything = "\n".join(_one_line(article.view[block.start : block.end]) for block in content)
    wanted = [line for name in CONTENT if name in slots for line in _sentences(slots[name])]
    missed = tuple(line for line in wanted if line not in everything)
    known = "\n".join(_one_line(slots[name]) for name in (*CONTENT, *BESIDE) if name in slots)
    furniture = tuple(line for line in lines if not _is_known(line, known, slots))
    return Score(len(wanted), missed, len(lines), furniture)


def _is_known(line: str, known: str, slots: dict[str, str]) -> bool:
    """Whether a line is the article's, or one of its sentences with an outlet's tag or a credit at an end."""
    if line in known:
        return True
    bare = line
    for name in BESIDE:
        bare = bare.replace(slots.get(name, ""), "") if slots.get(name) else bare
    bare = re.sub(r"^[\W_]+|[\W_]+$|\(Ảnh: T\.T\)\.?$", "", bare)
    return not bare or bare in known


def _sentences(text: str) -> list[str]:
    return [_one_line(text[start:end]) for start, end in sentence_ranges(text, 0, len(text))]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def measure() -> dict[str, Score]:
    """The score of every page."""
    settings = Settings()
    return {name: score(read(page, settings), slots) for name, page, slots in pages()}


def recall(scores: dict[str, Score]) -> float:
    """The share of the articles' sentences that were read."""
    return 1 - sum(len(it.missed) for it in scores.values()) / sum(it.wanted for it in scores.values())


def furniture(scores: dict[str, Score]) -> float:
    """The share of what was read as content that is the page's."""
    return sum(len(it.furniture) for it in scores.values()) / sum(it.read for it in scores.values())


def main() -> None:
    """Print the figures, and what is missed or too much; fail below the targets."""
    scores = measure()
    for name, found in scores.items():
        for what, lines in (("missed", found.missed), ("furniture", found.furniture)):
            for line in lines:
                print(f"{name:32} {what:9} {line[:100]}")
    figures = recall(scores), furniture(scores)
    print(f"{len(scores)} pages: recall {figures[0]:.4f} (at least {RECALL}), "
          f"furniture {figures[1]:.4f} (at most {FURNITURE})")  # fmt: skip
    if figures[0] < RECALL or figures[1] > FURNITURE:
        sys.exit(1)


if __name__ == "__main__":
    main()
