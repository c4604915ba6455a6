"""An evals folder: articles, gold, runs and floors, where everything has its place.

::

    evals/
        articles/000_8775d9b0c7bf92f4.txt    the texts, as they are
        gold/000.json                        one a text; only reviewed ones are scored
        drafts/000.json                      gold as people write it (partyx.scoring.labelling.drafts)
        runs/rules/                          what an engine said, and the grades of it
        floors.json                          what the gate holds
        records.toml                         which record types it is about, if not the built-in three:
                                             records = ["mine.py:Appointment"], files as seen from here
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from partyx.errors import EvalError
from partyx.files import boundary, read_bytes
from partyx.kinds.registry import Chosen, chosen
from partyx.scoring.gold.format import BUILT_IN_TYPES, Gold, gold_hash, load_gold_folder, nfc_text, text_hash
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
        types: Which record types are labelled in it.
    """

    gold: Gold
    path: Path
    text: str
    types: Chosen = BUILT_IN_TYPES

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
        self._records = root / "records.toml"

    @cached_property
    def types(self) -> Chosen:
        """Which record types are labelled here.

        Raises:
            EvalError: ``records.toml`` cannot be read.
            DeclarationError: It names what is no record type.
        """
        if not self._records.exists():
            return BUILT_IN_TYPES
        with boundary(self._records, EvalError, 'Write:  records = ["mine.py:Appointment"]'):
            names = tomllib.loads(read_bytes(self._records).decode("utf-8-sig"))["records"]
            return chosen([self._from_here(name) for name in names])

    def _from_here(self, name: str) -> str:
        """A type's name, its file as seen from this folder."""
        file = name.rpartition(":")[0] or name
        return str(self.root / name) if file.endswith((".py", ".toml", ".json")) else name

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
            what_next = "Review it: partyx review" if golds else "Add an article: partyx eval add FILE"
            raise EvalError(f"{self.gold}: no reviewed gold. {what_next}")
        return cases

    def _case(self, gold: Gold, *, checked: bool) -> Case:
        path = self.articles / gold.article.file
        text = nfc_text(path)
        if checked and text_hash(text) != gold.article.sha256:
            raise EvalError(f"{path}: is not the text of gold {gold.article.id}. Restore it or label again.")
        return Case(gold, path, text, self.types)


def corpus_hash(cases: Iterable[Case]) -> str:
    """One hash of all texts."""
    return combined((case.id, case.gold.article.sha256) for case in cases)


def corpus_gold_hash(cases: Iterable[Case]) -> str:
    """One hash of all gold."""
    return combined((case.id, gold_hash(case.gold)) for case in cases)
