"""What is fuzzed: each target takes bytes and must end in peace or in an error of partyx's own.

The inputs that are kept, one a line in base64 under ``corpus``, are what earlier runs found to take another
way through the code; ``tests/test_fuzz.py`` gives each of them to its target.
"""

from __future__ import annotations

import base64
import contextlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import partyx
from partyx.cache import Completion, Recordings, Request
from partyx.cache.entry import read_entry
from partyx.grounding.align import Aligner
from partyx.language.date import date_at, maybe_date_at, worded_dates
from partyx.language.fold import fold_in_place
from partyx.llm import finished_records, salvaged
from partyx.llm.answers import read_body
from partyx.llm.salvage import NotValidError, parse
from partyx.mentions import find_mentions
from partyx.model.wire import Answer
from partyx.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "fuzz"
CORPUS = Path(__file__).with_name("corpus")
SETTINGS = partyx.Settings(engine="rules", max_chars=20_000)
REQUESTS = (
    Request("m", ({"role": "user", "content": "có 817 tổ chức"},), "Facts", {"type": "object"}, 0.0, 5),
    Request("n", ({"role": "user", "content": "khác"},), "Facts", {}),
)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def article(data: bytes) -> None:
    """Bytes of any kind as an article, all the way, and out again in every form."""
    found = partyx.extract(data, settings=SETTINGS)
    assert partyx.Extraction.from_json(found.to_json()) == found
    str(found), found.to_html()


def mentions(data: bytes) -> None:
    """Every digit of a text is in a mention, and every mention in the text."""
    given = read(_text(data), SETTINGS)
    found = find_mentions(given)
    covered = {at for one in found for at in range(one.start, one.end)}
    assert all(at in covered for at, letter in enumerate(given.view) if letter.isdecimal())


def dates(data: bytes) -> None:
    """A date has the digit that it was looked for at, in any text."""
    folded = fold_in_place(_text(data))
    digits = [at for at, letter in enumerate(folded) if letter.isdecimal()]
    for at in digits[:100]:
        for stated in (date_at(folded, at), maybe_date_at(folded, at)):
            assert stated is None or stated.start <= at < stated.end <= len(folded)
    assert all(one.start < one.end for one in worded_dates(folded))


def alignment(data: bytes) -> None:
    """A quote is located inside the text or not at all."""
    quote, _, text = _text(data).partition("\n")
    found = Aligner(text).locate(quote, near=(len(text) // 2, len(text) // 2 + 1))
    assert found is None or 0 <= found.start < found.end <= len(text)


def wire(data: bytes) -> None:
    """Whatever a model answers, what is used of it fits the wire."""
    text = _text(data)
    found = [salvaged(finished_records(text), Answer)]
    with contextlib.suppress(NotValidError):
        found.append(parse(text, Answer).value)
    assert all(one is None or Answer.model_validate(one.model_dump()) == one for one in found)
    read_body(text, "here")


def journal(data: bytes) -> None:
    """Bytes in place of recordings are these, or an error of ours; of a cached answer, one or none."""
    read_entry(data)
    path = BUILD / "journal.jsonl"
    BUILD.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    found = Recordings(path)
    found.models()
    for request in REQUESTS:
        found.get(request)


class Target(NamedTuple):
    """What is fuzzed, and the longest input that is worth trying there."""

    take: Callable[[bytes], None]
    longest: int


TARGETS = {
    "article": Target(article, 1500),
    "mentions": Target(mentions, 600),
    "dates": Target(dates, 300),
    "alignment": Target(alignment, 1500),
    "wire": Target(wire, 2000),
    "journal": Target(journal, 3000),
}


def seeds(target: str) -> list[bytes]:
    """Where a run begins: what is kept, and pieces of the evals."""
    longest = TARGETS[target].longest
    return [*kept(target), *(one[:longest] for one in _pieces(target) if one.strip())]


def kept(target: str) -> list[bytes]:
    """The inputs that are kept of a target."""
    path = CORPUS / f"{target}.txt"
    return [base64.b64decode(line) for line in path.read_text().splitlines()] if path.exists() else []


def keep(target: str, inputs: Iterable[bytes]) -> None:
    """Keep these inputs of a target and no others, the shortest first."""
    CORPUS.mkdir(exist_ok=True)
    lines = [base64.b64encode(one).decode() for one in sorted(set(inputs), key=lambda one: (len(one), one))]
    (CORPUS / f"{target}.txt").write_text("\n".join(lines) + "\n")


def _pieces(target: str) -> list[bytes]:
    texts = [path.read_bytes() for path in sorted((ROOT / "evals" / "articles").glob("*.txt"))]
    if target == "journal":
        return [_recorded()]
    if target == "wire":
        calls = (ROOT / "evals" / "recordings" / "frontier-v2.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(call)["response"]["text"].encode() for call in calls]
    if target == "alignment":
        return [text[200:260].replace(b"\n", b" ") + b"\n" + text for text in texts]
    paragraphs = [line for text in texts for line in text.split(b"\n\n")]
    pages = sorted((ROOT / "evals" / "layouts").glob("*.html"), key=lambda path: path.stat().st_size)
    return [*paragraphs, *(path.read_bytes() for path in pages[:8])] if target == "article" else paragraphs


def _recorded() -> bytes:
    """Two calls as they are recorded."""
    with tempfile.TemporaryDirectory() as folder:
        recordings = Recordings(Path(folder) / "calls.jsonl")
        for request in REQUESTS:
            recordings.add(request, Completion('{"a": 1}', "stop", "m", 10, 4))
        return (Path(folder) / "calls.jsonl").read_bytes()
