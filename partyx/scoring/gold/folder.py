"""An evals folder: articles, gold, runs and floors, where everything has its place.

::

    evals/
        articles/000_8775d9b0c7bf92f4.txt    the texts, as they are
        gold/000.json                        one a text; only reviewed ones are scored
        drafts/000.json                      gold as people write it (partyx.scoring.labelling.drafts)
        runs/rules/                          what an engine said, and the grades of it
        floors.json                          what the gate holds
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.errors import EvalError
from partyx.scoring.gold.format import Gold, gold_hash, load_gold_folder, nfc_text, text_hash
from partyx.scoring.hashes import combined

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True)
class Case:
    """One article with its gold.

    Attributes:
        gold: What there is to find.
        path: The article's file.
        text: Its NFC text.
    """

    gold: Gold
    path: Path
    text: str

    @property
    def id(self) -> str:
        """The article's id."""
        return self.gold.article.id


class EvalFolder:
    """Where things are under one evals folder: articles, gold, drafts, runs and floors."""

    def __init__(self, root: Path) -> None:
        """Whether the folder is there is seen when something of it is used."""
        self.root = root
        self.articles = root / "articles"
        self.gold = root / "gold"
        self.drafts = root / "drafts"
        self.runs = root / "runs"
        self.floors = root / "floors.json"

    def cases(self, only: Iterable[str] = (), *, unreviewed: bool = False) -> list[Case]:
        """The articles with reviewed gold, by id.

        Args:
            only: Ids to keep; none given keeps all.
            unreviewed: Take drafts that nobody has reviewed as well (for lint, never for scores).

        Raises:
            EvalError: There is no gold, an id is unknown, or a stored article is not the one labelled.
        """
        if not self.gold.is_dir():
            raise EvalError(f"{self.gold}: no such folder. Give an evals folder with --evals DIR.")
        golds = load_gold_folder(self.gold)
        wanted = set(only)
        if unknown := wanted - golds.keys():
            raise EvalError(f"no gold for {', '.join(sorted(unknown))} under {self.gold}.")
        cases = [
            self._case(gold, checked=not unreviewed)
            for name, gold in golds.items()
            if (not wanted or name in wanted) and (unreviewed or gold.status == "reviewed")
        ]
        if not cases:
            raise EvalError(f"{self.gold}: no reviewed gold. Add an article: partyx eval add FILE")
        return cases

    def _case(self, gold: Gold, *, checked: bool) -> Case:
        path = self.articles / gold.article.file
        text = nfc_text(path)
        if checked and text_hash(text) != gold.article.sha256:
            raise EvalError(f"{path}: is not the text of gold {gold.article.id}. Restore it or label again.")
        return Case(gold, path, text)


def corpus_hash(cases: Iterable[Case]) -> str:
    """One hash of all texts."""
    return combined((case.id, case.gold.article.sha256) for case in cases)


def corpus_gold_hash(cases: Iterable[Case]) -> str:
    """One hash of all gold."""
    return combined((case.id, gold_hash(case.gold)) for case in cases)
