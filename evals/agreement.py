"""How far the two labellings under gold/labellings agree, and what each scores against the settled gold.

``python evals/agreement.py`` prints the tables; with ``--write`` it puts them into evals/AGREEMENT.md, and a
test keeps them in step.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

sys.path.insert(0, str(Path(__file__).parents[1]))

from partyx.errors import EvalError
from partyx.files import read_json
from partyx.scoring.gold.digits import digit_strings
from partyx.scoring.gold.first_choices import first_choices
from partyx.scoring.gold.format import (
    JOINING,
    RECORD_TYPES,
    Gold,
    Joining,
    load_gold,
    load_gold_folder,
    nfc_text,
)
from partyx.scoring.labelling.agreement import agreements, one_way
from partyx.scoring.metric.figures import TITLES, corpus_figures
from partyx.scoring.report.terminal import value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from partyx.records import Span
    from partyx.scoring.metric.figures import DocumentFigures, Figure

HERE = Path(__file__).parent
JOINED = tuple(HERE / "gold" / "labellings" / name for name in ("joining-first.json", "joining.json"))
"""When, whose and what kind: what the gold said at first, and a second labeller without seeing it."""
PAGE = HERE / "AGREEMENT.md"
START, END = "<!-- figures -->\n", "<!-- end of figures -->"
LABELLERS = ("A", "B")
Labelling = dict[str, Gold]
STATISTIC = "statistic"
"""What a digit string is called that a statistic uses; the others are called by their reason."""


def labellings() -> tuple[Labelling, Labelling]:
    """The two labellings by article, as they were handed in."""
    first, second = (load_gold_folder(HERE / "gold" / "labellings" / name) for name in LABELLERS)
    return first, second


class DigitAgreement(NamedTuple):
    """What two labellers made of the digit strings of one article.

    Attributes:
        strings: How many there are.
        same_use: Of how many both say that a statistic uses them, or both that none does.
        same_reason: For how many both also give the same reason why not.
    """

    strings: int
    same_use: int
    same_reason: int


def _inside(span: Span, spans: Iterable[Span]) -> bool:
    return any(one.start <= span.start and span.end <= one.end for one in spans)


def _use(span: Span, gold: Gold) -> str | None:
    if any(_inside(span, [*one.value_spans, *one.of_spans]) for one in gold.statistics):
        return STATISTIC
    return next((other.reason for other in gold.digits if _inside(span, [other.span])), None)


def digit_agreement(left: Gold, right: Gold, text: str) -> DigitAgreement:
    """How alike two labellers account for the digit strings of an article.

    Args:
        left: One labelling.
        right: The other, of the same article.
        text: The article's NFC text.
    """
    uses = [(_use(span, left), _use(span, right)) for span in digit_strings(text)]
    return DigitAgreement(
        strings=len(uses),
        same_use=sum((a == STATISTIC) == (b == STATISTIC) for a, b in uses),
        same_reason=sum(a == b for a, b in uses),
    )


def strict(labelling: Mapping[str, Gold]) -> Labelling:
    """A labelling without its alternatives."""
    return {name: first_choices(gold) for name, gold in labelling.items()}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, the columns after the first to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def over_all(as_scored: Sequence[DocumentFigures], bare: Sequence[DocumentFigures]) -> str:
    """Both readings of the agreement over the articles together."""
    sides = [corpus_figures(one) for one in (as_scored, bare)]
    rows = [
        [TITLES[name]]
        + [value_text(found) for side in sides for found in (side[name].micro, side[name].macro)]
        for name in TITLES
    ]
    head = ["", "as scored, all cells", "as scored, mean of articles"]
    return table([*head, "first choices, all cells", "first choices, mean of articles"], rows)


def by_article(
    first: Labelling, second: Labelling, as_scored: Sequence[DocumentFigures], bare: Sequence[DocumentFigures]
) -> str:
    """Records and cell F1 of each article and record type."""
    rows = []
    for found, strictly in zip(as_scored, bare, strict=True):
        for kind in RECORD_TYPES:
            counts = [_counts(one[found.id], kind) for one in (first, second)]
            f1 = [f"{one.figures[f'{kind}/cells@0.5'].f1:.3f}" for one in (found, strictly)]
            aligned = strictly.figures[f"{kind}/records@0.5"].f1
            rows.append([f"{found.id} {kind}", *counts, *f1, f"{aligned:.3f}"])
    head = ["article and type", "records of A", "records of B", "cells, as scored", "cells, first choices"]
    return table([*head, "records, first choices"], rows)


def _counts(gold: Gold, kind: str) -> str:
    records = getattr(gold, kind)
    optional = sum(one.optional for one in records)
    return f"{len(records)} ({optional} optional)" if optional else str(len(records))


def by_field(bare: Sequence[DocumentFigures]) -> str:
    """Every field in which the first choices differ somewhere, the worst first."""
    totals = {name: found.total for name, found in corpus_figures(bare).items() if "/field/" in name}
    differing = sorted((total.f1, name) for name, total in totals.items() if total.f1 < 1)
    rows = [
        [name.replace("/field/", "."), f"{f1:.3f}", f"{(totals[name].gold + totals[name].predicted) / 4:g}"]
        for f1, name in differing
    ]
    return table(["field", "first choices", "cells a labeller"], rows)


def against_gold(first: Labelling, second: Labelling) -> str:
    """What each labeller's first choices would score as an engine's output."""
    gold = {name: load_gold(HERE / "gold" / f"{name}.json") for name in first}
    sides = [
        corpus_figures([one_way(gold[name], labelled) for name, labelled in strict(labelling).items()])
        for labelling in (first, second)
    ]
    rows = [[TITLES[name], *(value_text(side[name].micro) for side in sides)] for name in TITLES]
    return table(["", *LABELLERS], rows)


def of_digits(first: Labelling, second: Labelling) -> str:
    """What became of every digit string."""
    rows = []
    for name, left in first.items():
        text = nfc_text(HERE / "articles" / left.article.file)
        rows.append([name, *map(str, digit_agreement(left, second[name], text))])
    return table(["article", "digit strings", "both a statistic, or both none", "and the same reason"], rows)


def joining_labels(gold: Mapping[str, Gold], path: Path) -> Labelling:
    """The gold, with the fields that figures are joined by as one labeller wrote them.

    Raises:
        EvalError: An article's labels are not one for each of its figures.
    """
    labelled = read_json(path)
    return {name: _relabelled(gold[name], said, path) for name, said in labelled.items()}


def _relabelled(gold: Gold, said: Sequence[Mapping[str, Any]], path: Path) -> Gold:
    if len(said) != len(gold.statistics):
        raise EvalError(
            f"{path}: {gold.article.id} has {len(said)} labels for {len(gold.statistics)} figures; "
            "label every figure of the gold file, in its order."
        )
    held = first_choices(gold).model_dump(mode="json")
    for figure, label in zip(held["statistics"], said, strict=True):
        period = label["period"]
        if isinstance(period, list):  # two days; a time of which a part is told is written out
            period = {"start": period[0], "end": period[1], "precision": "range"}
        figure.update({name: label[name] for name in JOINING}, period=period)
    return Gold.model_validate(held)


def of_joining() -> str:
    """How often two labellers wrote the same, and what the settled gold takes of each."""
    gold = {
        name: one for name, one in load_gold_folder(HERE / "gold").items() if set(one.labelled) >= JOINING
    }
    labelled = [joining_labels(gold, path) for path in JOINED]
    columns = []
    for origin in ("real", "written"):
        sides = [{name: one for name, one in side.items() if one.origin == origin} for side in labelled]
        columns.append(corpus_figures(agreements(*sides)))
        columns += [
            corpus_figures([one_way(gold[name], one) for name, one in side.items()]) for side in sides
        ]
    rows = [
        [name, *(_told(column.get(f"statistics/field/{name}")) for column in columns)]
        for name in ("period", *get_args(Joining))
    ]
    reading = ("first choices alike", "first, by the gold", "second, by the gold")
    return table(["field", *(f"{origin}: {one}" for origin in ("real", "written") for one in reading)], rows)


def _told(figure: Figure | None) -> str:
    return value_text(figure.micro) if figure else "none"


def sections() -> Iterator[tuple[str, str]]:
    """Every table with its heading."""
    first, second = labellings()
    as_scored, bare = agreements(first, second), agreements(strict(first), strict(second))
    yield "Over the five articles", over_all(as_scored, bare)
    yield "By article", by_article(first, second, as_scored, bare)
    yield "Where the first choices differ", by_field(bare)
    yield "Each labeller against the settled gold", against_gold(first, second)
    yield "Digit strings", of_digits(first, second)
    yield "When, whose and what kind", of_joining()


def report() -> str:
    """All tables as Markdown."""
    return "\n".join(f"### {heading}\n\n{body}" for heading, body in sections())


def main(arguments: Sequence[str]) -> None:
    """Print the tables, or with ``--write`` put them into the page."""
    found = report()
    if "--write" not in arguments:
        print(found)
        return
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(START)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{START}{found}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
