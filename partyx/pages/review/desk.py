"""The desk: articles under an evals folder, what has been decided about each, and the gold that comes of it.

Every change is written whole before it is answered, as ``drafts/ID.review.json``: a crash loses nothing, and
the next start goes on where this one was. Gold is written when an article is finished and nothing is wrong.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from partyx.errors import EvalError
from partyx.files import boundary, read_json, write_json
from partyx.pages.review.proposals import from_gold, proposals
from partyx.pages.review.types import type_forms
from partyx.reading import read
from partyx.scoring.gold.digits import digit_strings, uncovered
from partyx.scoring.gold.format import (
    RECORD_TYPES,
    Gold,
    GoldRecord,
    OtherDigits,
    load_gold,
    load_gold_folder,
    save_gold,
)
from partyx.scoring.labelling.lint import lint_gold
from partyx.scoring.labelling.reasons import reasons
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from partyx.article import Article
    from partyx.extraction import Extraction
    from partyx.records import Span
    from partyx.scoring.gold.folder import EvalFolder


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Task(_Kept):
    """A task of a directive and its place."""

    text: str
    start: int
    end: int


class Form(_Kept):
    """A record as a person sees it; what its fields say is read when it is accepted."""

    fields: dict[str, Any]
    tasks: list[Task]
    evidence: list[tuple[int, int]]
    value_spans: list[tuple[int, int]]
    of_spans: list[tuple[int, int]]


class Item(_Kept):
    """A record and what was decided about it."""

    id: int
    kind: str
    decision: Literal["open", "accepted", "rejected"]
    why: list[str] = Field(description="Why it is to be looked at with care.")
    form: Form
    base: dict[str, Any] = Field(description="The gold record that it was made from.")


class State(_Kept):
    """What has been decided about one article."""

    version: int = Field(default=0, ge=0, description="Counts the changes; an older one is refused.")
    items: list[Item] = Field(description="Each proposal with its decision and its form.")
    digits: dict[int, str | None] = Field(description="Start of a digit string to why it is no statistic.")
    finished: bool = Field(default=False, description="Whether gold has been written from it.")


def _state(items: list[dict[str, Any]], digits: dict[int, str | None]) -> State:
    return State.model_validate({"items": items, "digits": digits})


class ConflictError(EvalError):
    """The state was changed elsewhere since it was read."""


class Desk:
    """Reads and keeps the decisions. Its methods may be called from any thread."""

    def __init__(
        self,
        folder: EvalFolder,
        reviewer: str,
        propose: Callable[[Path], tuple[Extraction, Extraction | None] | None],
    ) -> None:
        """Work on a folder.

        Args:
            folder: The evals folder; it has the articles and their gold files.
            reviewer: Who decides: gold names them.
            propose: An article's path to the records to decide about, and a second engine's or None; None
                for an article that is begun with nothing.
        """
        self.folder = folder
        self.forms = type_forms(folder.types)
        self.reviewer = reviewer
        self._propose = propose
        self._lock = threading.Lock()

    def listed(self) -> list[dict[str, Any]]:
        """Every article with how far it is."""
        found = []
        for name, gold in load_gold_folder(self.folder.gold).items():
            state = self._stored(name)
            left = None if state is None else sum(item.decision == "open" for item in state.items)
            found.append({"id": name, "status": gold.status, "open": left, "file": gold.article.file})
        return found

    def opened(self, name: str) -> dict[str, Any]:
        """All that a page needs of one article.

        Raises:
            EvalError: There is no such article.
        """
        with self._lock:
            gold = self._gold(name)
            article = read(self.folder.articles / gold.article.file)
            state = self._stored(name) or self._begun(gold, article)
            return {"id": name, "text": article.text, "title": article.title} | self._answer(
                gold, article, state
            )

    def changed(self, name: str, given: dict[str, Any]) -> dict[str, Any]:
        """Keep a changed state.

        Raises:
            ConflictError: It was changed elsewhere meanwhile.
            EvalError: It is no state.
        """
        with self._lock:
            gold = self._gold(name)
            with boundary("what the page sent", EvalError, "Load the page again."):
                state = State.model_validate(given)
            stored = self._stored(name)
            if stored is not None and stored.version != state.version:
                raise ConflictError(f"{name} was changed in another window. Load the page again.")
            state = state.model_copy(update={"version": state.version + 1, "finished": False})
            article = read(self.folder.articles / gold.article.file)
            write_json(self._path(name), state.model_dump(mode="json"), inside=self.folder.root)
            return self._answer(gold, article, state)

    def finished(self, name: str) -> dict[str, Any]:
        """Write the gold of an article about which everything is decided.

        Returns:
            The state; ``problems`` says what is in the way, and then nothing was written.
        """
        with self._lock:
            gold, state = self._gold(name), self._stored(name)
            article = read(self.folder.articles / gold.article.file)
            state = state or self._begun(gold, article)
            answer = self._answer(gold, article, state)
            if not answer["problems"]:
                made, _ = self._made(gold, article, state)
                save_gold(made, self.folder.gold / f"{name}.json")
                state = state.model_copy(update={"finished": True})
                write_json(self._path(name), state.model_dump(mode="json"), inside=self.folder.root)
            return {**answer, "finished": state.finished}

    # -- inside ----------------------------------------------------------------------------------------

    def _path(self, name: str) -> Path:
        return self.folder.drafts / f"{name}.review.json"

    def _gold(self, name: str) -> Gold:
        known = {path.stem: path for path in self.folder.gold.glob("*.json")}
        if name not in known:
            raise EvalError(f"{name!r}: there is no such article here.")
        return load_gold(known[name])

    def _stored(self, name: str) -> State | None:
        path = self._path(name)
        if not path.exists():
            return None
        with boundary(path, EvalError, "Remove it to begin this article again."):
            return State.model_validate(read_json(path))

    def _begun(self, gold: Gold, article: Article) -> State:
        """The first state: gold's own records where there are some, else an engine's as proposals."""
        spans = digit_strings(article.text)
        known = {one.span.start: one.reason for one in gold.digits}
        digits: dict[int, str | None] = {
            span.start: known.get(span.start) or why
            for span, why in zip(spans, reasons(article, spans), strict=True)
        }
        if next(gold.records(), None) is not None:
            return _state(from_gold(self.forms, gold), digits)
        found = self._propose(self.folder.articles / gold.article.file)
        items = [] if found is None else proposals(self.forms, *found, self.folder.types)
        return _state(items, digits)

    def _record(self, item: Item, text: str) -> GoldRecord:
        """The gold record that an accepted item says.

        Raises:
            EvalError: It says none.
        """
        if item.kind not in self.forms:
            raise EvalError(
                f"{item.kind!r} is no record type here: {', '.join(self.forms)}. Reject the record."
            )
        with boundary("the record", EvalError, "Reject it, and label it anew."):
            return self.forms[item.kind].record(item.form.model_dump(mode="json"), item.base, text)

    def _unaccounted(self, made: Gold, text: str) -> list[Span]:
        """The digit strings that are no statistic's; none where statistics are not labelled."""
        if "statistics" not in self.folder.types.built_in:
            return []
        return uncovered(
            text, [span for one in made.statistics for span in (*one.value_spans, *one.of_spans)]
        )

    def _answer(self, gold: Gold, article: Article, state: State) -> dict[str, Any]:
        made, problems = self._made(gold, article, state)
        still_open = self._unaccounted(made, article.text)
        left = [span for span in still_open if not state.digits.get(span.start)]
        waiting = [item.id for item in state.items if item.decision == "open"]
        problems += [{"item": number, "what": tr("not decided"), "open": True} for number in waiting]
        problems += [{"at": span.start, "what": tr("{} has no reason", span.text)} for span in left]
        if not problems:
            problems = [
                {"what": f"{one.where}: {one.message}"}
                for one in lint_gold(made, article.text, self.folder.types)
                if one.severity == "error"
            ]
        return {
            "state": state.model_dump(mode="json"),
            "digits": [[span.start, span.end] for span in still_open],
            "problems": problems,
        }

    def _made(self, gold: Gold, article: Article, state: State) -> tuple[Gold, list[dict[str, Any]]]:
        """The gold of what is accepted so far, and what is wrong with single records."""
        records: dict[str, list[GoldRecord]] = {kind: [] for kind in self.forms}
        problems: list[dict[str, Any]] = []
        for item in state.items:
            if item.decision != "accepted":
                continue
            try:
                record = self._record(item, article.text)
            except EvalError as error:
                problems.append({"item": item.id, "what": str(error)})
            else:
                records[item.kind].append(record)
        for found in records.values():
            found.sort(key=lambda record: record.evidence[0].start)
        own = {kind: records.pop(kind) for kind in [*records] if kind not in RECORD_TYPES}
        made = gold.model_copy(update={**records, "own": {**gold.own, **own}})
        others = [
            {"span": span.model_dump(), "reason": state.digits[span.start]}
            for span in self._unaccounted(made, article.text)
            if state.digits.get(span.start)
        ]
        with boundary("the digit strings", EvalError, "Load the page again."):
            digits = [OtherDigits.model_validate(one) for one in others]
        annotators = sorted({*gold.annotators, self.reviewer})
        labelled = [name for name in gold.labelled if name != "relates_to"]  # the order may have changed
        kept = {"status": "reviewed", "annotators": annotators, "labelled": labelled}
        return made.model_copy(update={"digits": digits, **kept}), problems
