"""partyx and its peers on a record type of one's own: the same class, model, articles, gold and scorer.

::

    python evals/bench/peers/own.py --weights FILE.gguf --langextract PYTHON -o FILE.jsonl
                                    [--articles prices/g3 ...] [--tools partyx ...]

``PYTHON`` is that of an environment with ``requirements-langextract.txt``. Each answer is one line of the
output, written as it comes; what the output has already is not asked again. Articles are those of
``evals/records``.

instructor and langextract are asked for quotes: the type's docstring and descriptions as instructions, its
examples as examples. What they quote goes the way of a model's answer (:class:`partyx.FakeModel`), so that
numbers, dates and names are read with partyx's own eyes; what is not in the article is counted, and then left
out of the score, which is a benefit: partyx's own claims are treated in the same way.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Optional

from pydantic import BaseModel, create_model

import partyx
from partyx.errors import PartyxError
from partyx.kinds.record import spec_of
from partyx.kinds.roles.labels import ChoiceRole, FlagRole
from partyx.kinds.roles.nested import NestedRole
from partyx.language.fold import fold
from partyx.scoring.gold.folder import Case, EvalFolder
from partyx.scoring.metric.likeness import HEADLINE
from partyx.scoring.metric.score import score_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partyx.kinds.fields import RecordSpec
    from partyx.kinds.roles.base import Role

HERE = Path(__file__).parent
RECORDS = HERE.parents[1] / "records"
MODEL = "small"
LIMIT_S = 3600
MOST_TOKENS = 2048
ORDER = "Chỉ dùng chữ có nguyên văn trong bài. Không nêu thì null hoặc danh sách rỗng."
Records = list[dict[str, Any]]


def plain_model(spec: RecordSpec) -> type[BaseModel]:
    """The type as somebody would write it for instructor: texts to be quoted, choices, flags, lists."""
    fields: dict[str, Any] = {}
    for field in spec.fields:
        role, kind = field.role, str
        if isinstance(role, NestedRole):
            kind = plain_model(role.spec)
        elif isinstance(role, ChoiceRole):
            kind = Literal[role.values]
        elif isinstance(role, FlagRole):
            kind = bool
        if field.many:
            kind = list[kind]
        elif field.nullable:
            kind = Optional[kind]  # noqa: UP045 - made at run time
        fields[field.name] = (kind, ...)
    return create_model(spec.kind.__name__, **fields)


def told(spec: RecordSpec) -> str:
    """What both peers are told."""
    lines = [f"- {field.name}: {field.description}" for field in spec.fields if field.description]
    return "\n".join((spec.about, *lines, ORDER))


def whole(spec: RecordSpec, record: Mapping[str, Any]) -> dict[str, Any]:
    """An example's record with every field."""
    return {field.name: record.get(field.name, [] if field.many else field.absent) for field in spec.fields}


def by_instructor(spec: RecordSpec, text: str, served: Mapping[str, str]) -> Records:
    """The whole article in one call, two re-asks, the examples as turns of the conversation."""
    import instructor  # noqa: PLC0415 - openai takes a second to import
    import openai  # noqa: PLC0415

    turns = [{"role": "system", "content": told(spec)}]
    for example in spec.kind.examples:
        answer = json.dumps({"records": [whole(spec, one) for one in example.records]}, ensure_ascii=False)
        turns += [{"role": "user", "content": example.text}, {"role": "assistant", "content": answer}]
    client = openai.OpenAI(base_url=served["base_url"], api_key=served["key"], timeout=LIMIT_S, max_retries=0)
    answer = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA).create(
        model=MODEL,
        messages=[*turns, {"role": "user", "content": text}],
        response_model=create_model("Found", records=(list[plain_model(spec)], ...)),
        max_retries=2,
        max_tokens=MOST_TOKENS,
        temperature=0.0,
    )
    return [one.model_dump() for one in answer.records]


def by_langextract(spec: RecordSpec, text: str, served: Mapping[str, str], python: str) -> Records:
    """As it recommends itself, in an environment of its own: the key extracted, the rest attributes."""
    key = spec.key[0]
    examples = [
        {"text": one.text, "records": [flat(spec, record) for record in one.records]}
        for one in spec.kind.examples
    ]
    task = {**served, "model": MODEL, "text": text, "prompt": told(spec), "examples": examples, "quoted": key}
    command = [python, str(HERE / "own_langextract.py")]
    done = subprocess.run(
        command,
        input=json.dumps(task | {"name": spec.name, "tokens": MOST_TOKENS, "limit": LIMIT_S}),
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT_S,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1][:300])
    return [deep(spec, record) for record in json.loads(done.stdout)]


def flat(spec: RecordSpec, record: Mapping[str, Any]) -> dict[str, Any]:
    """A record for langextract, whose attributes are texts: one inside it as "change.direction"."""
    found: dict[str, Any] = {}
    for name, value in record.items():
        role = spec.by_name[name].role
        if isinstance(role, NestedRole) and isinstance(value, dict):
            found |= {f"{name}.{inner}": one for inner, one in flat(role.spec, value).items()}
        else:
            found[name] = value
    return found


def deep(spec: RecordSpec, record: Mapping[str, Any]) -> dict[str, Any]:
    """What :func:`flat` made flat, as it was."""
    found: dict[str, Any] = {}
    for name, value in record.items():
        outer, dot, inner = name.partition(".")
        if dot and outer in spec.by_name:
            found.setdefault(outer, {})[inner] = value
        else:
            found[name] = value
    return found


def by_partyx(case: Case, served: Mapping[str, str], **settings: str) -> partyx.Extraction:
    """As anybody asks a small model, in quotes; as larger ones are asked, by ids, for ``ask="article"``."""
    asked = {
        "model": f"openai/{MODEL}",
        "base_url": served["base_url"],
        "api_key": served["key"],
        "cache": "off",
        "timeout_s": LIMIT_S,
        "max_output_tokens": MOST_TOKENS,
        **settings,
    }
    return partyx.extract(case.path, records=case.types, settings=asked)


def shaped(spec: RecordSpec, record: Mapping[str, Any]) -> dict[str, Any]:
    """A peer's record in the shape of the type: one value for a list of one, true for "true", no "".

    A value that is none of its field is left out, as partyx leaves out what the article does not bear out.
    """
    said: dict[str, Any] = {}
    for field in spec.fields:
        value = record.get(field.name)
        if isinstance(value, list) and not field.many:
            value = next(iter(value), None)
        several = value if isinstance(value, list) else [] if value in (None, "") else [value]
        fitting = [fit for one in several if (fit := fitted(field.role, one)) is not None]
        if fitting:
            said[field.name] = fitting if field.many else fitting[0]
    return said


def fitted(role: Role, value: Any) -> Any:  # noqa: ANN401 - JSON
    """A value as its field holds it; None for what it cannot hold."""
    if isinstance(role, NestedRole):
        return shaped(role.spec, value) or None if isinstance(value, dict) else None
    if isinstance(role, FlagRole):
        return {"true": True, "false": False}.get(str(value).lower())
    if isinstance(role, ChoiceRole):
        return value if value in role.values else None
    return value if isinstance(value, str) and value.strip() else None


def of_quotes(
    case: Case, spec: RecordSpec, records: Sequence[Mapping[str, Any]]
) -> tuple[partyx.Extraction, int]:
    """What a peer quoted, read by partyx, and how many records lack a field that must be said."""
    taken = []
    for record in records:
        said = shaped(spec, record)
        try:
            partyx.extract(case.text, records=case.types, model=partyx.FakeModel([{spec.plural: [said]}]))
        except PartyxError:
            continue
        taken.append(said)
    fake = partyx.FakeModel([{spec.plural: taken}])
    return partyx.extract(case.path, records=case.types, model=fake), len(records) - len(taken)


def placed(case: Case, spec: RecordSpec, places: Sequence[Sequence[int]]) -> int:
    """How many places that a tool itself gave for its records lie where gold has a record."""
    gold = [span for record in case.gold.own[spec.plural] for span in record.evidence]
    return sum(any(start < span.end and span.start < end for span in gold) for start, end in places)


def quoted(spec: RecordSpec, record: Mapping[str, Any]) -> Iterator[str]:
    """Every quote in a peer's record."""
    for field in spec.fields:
        value = record.get(field.name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(field.role, NestedRole) and isinstance(one, dict):
                yield from quoted(field.role.spec, one)
            elif isinstance(one, str) and one.strip() and not isinstance(field.role, ChoiceRole | FlagRole):
                yield one


def invented(spec: RecordSpec, records: Sequence[Mapping[str, Any]], text: str) -> tuple[int, int]:
    """The quotes that a peer gave, and how many stand nowhere in the article, case and space aside."""
    folded = " ".join(fold(text).split())
    said = [one for record in records for one in quoted(spec, record)]
    return len(said), sum(" ".join(fold(one).split()) not in folded for one in said)


def row(case: Case, tool: str, served: Mapping[str, str], python: str) -> dict[str, Any]:
    """One tool on one article."""
    (spec,) = map(spec_of, case.types.own)
    start, raw, note = time.perf_counter(), None, ""
    found: partyx.Extraction | None = None
    refused = 0
    try:
        if tool.startswith("partyx"):
            found = by_partyx(case, served, ask="article" if tool == "partyx-ids" else "sentence")
        elif tool == "instructor":
            raw = by_instructor(spec, case.text, served)
        else:
            raw = by_langextract(spec, case.text, served, python)
    except Exception as error:  # noqa: BLE001 - what a user would have got is what is measured
        note = f"{type(error).__name__}: {error}"[:200]
    seconds = time.perf_counter() - start
    if raw is not None:
        found, refused = of_quotes(case, spec, raw)
    score = score_document(case.gold, found, case.text, case.types)
    cells = score.figures[f"{spec.plural}/cells@{HEADLINE}"]
    given, nowhere = (0, 0) if raw is None else invented(spec, raw, case.text)
    if raw is not None:
        places = [record["at"] for record in raw if record.get("at")]
    else:
        own = found.of(spec.kind) if found else ()
        places = [[next(spec.spans(record)).start, next(spec.spans(record)).end] for record in own]
    return {
        "article": f"{spec.plural}/{case.id}",
        "tool": tool,
        "tally": [cells.hits, cells.gold, cells.predicted],
        "f1": cells.f1,
        "records": len(found.records.get(spec.plural, ())) if found else 0,
        "gold": len(case.gold.own[spec.plural]),
        "places": len(places),
        "placed": placed(case, spec, places),
        "given": given,
        "nowhere": nowhere,
        "unlocated": len(found.unlocated) if found else 0,
        "refused": refused,
        "seconds": round(seconds),
        "note": note,
        "raw": raw if raw is not None else found and found.to_dict()["records"],
    }


@contextmanager
def server(weights: Path, threads: int | None) -> Iterator[dict[str, str]]:
    """llama.cpp behind a proxy that counts, for one tool and one article."""
    task = {"weights": str(weights), "model": MODEL, "limit_s": LIMIT_S, "filler": None, "threads": threads}
    command = [sys.executable, str(HERE / "server.py"), json.dumps(task)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with process:
        try:
            yield json.loads(process.stdout.readline() if process.stdout else "")
        finally:
            process.kill()


def table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Markdown: what each tool reached on all articles together, and on each."""
    yield "| article | tool | cell F1 | found | gold | right place | nowhere | seconds | in | out | calls |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    tools = dict.fromkeys(row["tool"] for row in rows)
    groups = [("all", [row for row in rows if row["tool"] == tool]) for tool in tools]
    groups += [(row["article"], [row]) for row in sorted(rows, key=lambda row: row["article"])]
    for article, several in groups:
        hits, gold, predicted = (sum(row["tally"][at] for row in several) for at in range(3))
        total = {
            name: sum(row[name] for row in several)
            for name in ("records", "gold", "places", "placed", "given", "nowhere", "processor", "calls")
        }
        tokens = [sum(row[f"{name}_tokens"] for row in several) for name in ("prompt", "output")]
        given = f"{total['nowhere']} of {total['given']}" if total["given"] else "–"
        placed = f"{total['placed']} of {total['places']}" if total["places"] else "none given"
        f1 = 2 * hits / (gold + predicted) if gold + predicted else 1.0
        yield (
            f"| {article} ({len(several)}) | {several[0]['tool']} | {f1:.2f} | {total['records']} | "
            f"{total['gold']} | {placed} | {given} | {total['processor']:,} | {tokens[0]:,} | "
            f"{tokens[1]:,} | {total['calls']} |"
        )


def main() -> None:
    """Ask every tool about every article, and write what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--langextract", required=True, help="the Python of its environment")
    parser.add_argument("--articles", nargs="+", default=["prices/g3", "appointments/a2", "awards/k3"])
    parser.add_argument("--tools", nargs="+", default=["partyx", "instructor", "langextract"])
    parser.add_argument("--threads", type=int, help="of the model; one on a busy machine")
    parser.add_argument("-o", "--output", type=Path, required=True)
    chosen = parser.parse_args()
    lines = chosen.output.read_text(encoding="utf-8").splitlines() if chosen.output.exists() else []
    done = {(one["article"], one["tool"]) for one in map(json.loads, lines)}
    for name in chosen.articles:
        folder, _, article = name.partition("/")
        (case,) = EvalFolder(RECORDS / folder).cases([article])
        for tool in chosen.tools:
            if (name, tool) in done:
                continue
            with server(chosen.weights, chosen.threads) as served:
                found = row(case, tool, served, chosen.langextract)
                with urllib.request.urlopen(served["address"]) as count:  # noqa: S310 - our own server
                    found |= json.load(count)
            with chosen.output.open("a", encoding="utf-8") as output:
                output.write(json.dumps(found, ensure_ascii=False) + "\n")
            print({key: value for key, value in found.items() if key != "raw"}, flush=True)
    rows = [json.loads(line) for line in chosen.output.read_text(encoding="utf-8").splitlines()]
    print("\n".join(table(rows)))


if __name__ == "__main__":
    main()
