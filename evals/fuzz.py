"""Fuzzing, led by which branches are taken: ``python evals/fuzz.py TARGET --seconds 300``.

Needs atheris, which no other part of partyx does: ``uv pip install atheris`` (Python 3.11, Linux). What ends
in another error than one of ours, or in a broken promise, is printed with its input; inputs that reach
something new are kept under ``build/fuzz/TARGET`` and are where the next run begins.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["partyx"]):
    import partyx
    from partyx.cache import Recordings
    from partyx.cache.entry import read_entry
    from partyx.errors import PartyxError
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
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
SETTINGS = partyx.Settings(engine="rules", max_chars=20_000)


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
    path = ROOT / "build" / "fuzz" / "journal.jsonl"
    path.write_bytes(data)
    Recordings(path).models()


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (article, mentions, dates, alignment, wire, journal)
}


def _seeds(target: str) -> list[bytes]:
    """Where a first run begins."""
    texts = [path.read_bytes() for path in sorted((ROOT / "evals" / "articles").glob("*.txt"))]
    if target == "journal":
        return (ROOT / "evals" / "recordings" / "frontier-v2.jsonl").read_bytes().splitlines()[:3]
    if target == "wire":
        return [
            b'{"meetings": [], "stats": [{"v": "n1", "ind": "x", "unit": null, "subj": null, "per": "d1"}]}'
        ]
    if target == "alignment":
        return [text[200:260].replace(b"\n", b" ") + b"\n" + text for text in texts]
    return texts if target == "article" else [line for text in texts for line in text.split(b"\n\n")]


def main() -> None:
    """Fuzz one target."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=300)
    arguments = parser.parse_args()
    corpus = ROOT / "build" / "fuzz" / arguments.target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(_seeds(arguments.target)):
        (corpus / f"seed-{number}").write_bytes(seed)

    def one(data: bytes) -> None:
        try:
            TARGETS[arguments.target](data)
        except PartyxError:
            return

    limits = [f"-max_total_time={arguments.seconds}", "-max_len=8000", "-timeout=120", "-rss_limit_mb=4000"]
    atheris.Setup([sys.argv[0], str(corpus), *limits, f"-artifact_prefix={corpus.parent}/"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
