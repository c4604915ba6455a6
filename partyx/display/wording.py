"""How single values are worded for people, whatever the page they go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from partyx.display import messages
from partyx.kinds.wording import SIGNS, number, period
from partyx.language import glosses
from partyx.language.fold import fold
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.extraction import Extraction
    from partyx.kinds.built_in.directive import Directive
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.records import Provenance, Severity, Span, Unlocated

__all__ = [
    "ACTING",
    "ELLIPSIS",
    "Quote",
    "claim",
    "classed",
    "coverage",
    "document",
    "engine",
    "figure",
    "heading",
    "number",
    "one_line",
    "period",
    "quote",
    "type_heading",
    "visible",
    "worst",
]

ELLIPSIS = "…"

# Control characters become their pictures (U+2400 ff.) and those that turn the writing direction the
# replacement character: an article can neither send escapes to a terminal nor reorder what is shown
# beside it. One character for one, so that offsets stay.
ACTING = (
    {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
    | {0x7F: 0x2421}
    | dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
    | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
)


def visible(text: str) -> str:
    """``text`` with nothing in it that acts on a terminal or page, length unchanged."""
    return text.translate(ACTING)


def one_line(text: str) -> str:
    """``text`` on one line, made visible."""
    return visible(" ".join(text.split()))


def figure(statistic: Statistic) -> str:
    """The figure with its qualifier's sign and the whole it is of: ">1.500", "26/27"."""
    whole = "" if statistic.of is None else f"/{number(statistic.of)}"
    return f"{SIGNS[statistic.qualifier]}{number(statistic.value)}{whole}"


def document(directive: Directive) -> str:
    """What a directive is called: a document by its kind and number, an instruction by its verb; glossed."""
    cited = directive.document
    if cited is None:
        said, gloss = directive.kind or tr(directive.source), glosses.instruction(directive.kind or "")
    else:
        said = f"{cited.kind} {cited.number}" if cited.number else cited.printed
        gloss = glosses.document(cited.kind)
    return one_line(glosses.glossed(said, gloss))


def classed(statistic: Statistic) -> dict[str, str]:
    """The topic and the measure of a figure; a topic that its label says already is left out."""
    topic = glosses.topic(statistic.topic or "")
    said = {
        "topic": "" if fold(topic) in fold(statistic.indicator) else topic,
        "measure": glosses.measure(statistic.measure, statistic.direction),
    }
    return {name: value for name, value in said.items() if value}


_ASKED = {"article": "asked about whole articles", "sentence": "asked one sentence at a time"}


def engine(provenance: Provenance) -> str:
    """Which engine ran, why, and what a model was asked about: "rules: no model is configured"."""
    name = provenance.engine if provenance.model is None else f"{provenance.engine} {provenance.model}"
    why = messages.worded(provenance.engine_reason.removeprefix(f"{provenance.engine}: "))
    asked = tr(_ASKED[provenance.asked]) if provenance.asked else ""
    said = "; ".join(filter(None, (why, asked)))
    return one_line(f"{name}: {said}" if said else name)


class Quote(NamedTuple):
    """A verbatim quote cut to length, with the part to stress in the middle."""

    before: str
    focus: str
    after: str


def quote(evidence: Span, focus: Span | None = None, width: int = 120) -> Quote:
    """The evidence on one line of about ``width`` characters, cut round ``focus`` where it is in it."""
    text = evidence.text
    start, end = (0, 0) if focus is None else (focus.start - evidence.start, focus.end - evidence.start)
    if not 0 <= start <= end <= len(text):
        start = end = 0
    room = max(0, width - (end - start)) // 2
    first = max(0, start - max(room, width - (len(text) - start)))
    last = min(len(text), max(end + room, first + width))
    before, after = _squeezed(text[first:start]), _squeezed(text[end:last])
    if first:
        before = ELLIPSIS + (before.partition(" ")[2] if " " in before else before)
    if last < len(text):
        after = (after.rpartition(" ")[0] if " " in after else after) + ELLIPSIS
    return Quote(before, one_line(text[start:end]), after)


def _squeezed(text: str) -> str:
    """One line, with a space kept at each end that has one: it separates the focus from its neighbours."""
    inner = one_line(text)
    return " " * text[0].isspace() + inner + " " * text[-1].isspace() if inner else " " * bool(text)


_ORDER: tuple[Severity, ...] = ("note", "warning", "error")


def worst(extraction: Extraction) -> dict[str, Severity]:
    """Record label to the worst severity of the findings about it."""
    found: dict[str, Severity] = {}
    for finding in extraction.findings:
        for label in finding.records:
            found[label] = max(found.get(label, "note"), finding.severity, key=_ORDER.index)
    return found


def heading(extraction: Extraction) -> str:
    """The article's id, outlet, date and title in one line."""
    article = extraction.article
    parts = [article.id, article.outlet, article.published and article.published.isoformat(), article.title]
    return one_line(" · ".join(part for part in parts if part))


def type_heading(plural: str) -> str:
    """The name of a record type as the title of a section: "court_cases" is "Court cases"."""
    worded = tr(plural.replace("_", " "))
    return worded[:1].upper() + worded[1:]


def coverage(extraction: Extraction, most: int = 8) -> str:
    """How many digit strings the records use, and the first of those they do not."""
    counts = extraction.coverage
    line = tr("{} of {} digit strings used", counts.claimed, counts.digits)
    shown = [one_line(item.span.text) for item in counts.unclaimed[:most]]
    more = len(counts.unclaimed) - len(shown)
    if more > 0:
        shown.append(tr("{} more", more))
    return tr("{}; not used: {}", line, ", ".join(shown)) if shown else line


def claim(unlocated: Unlocated) -> tuple[str, str]:
    """What an unlocated claim is about and what it said: ("statistic", "indicator: x; value: 9")."""
    what = unlocated.record if unlocated.field is None else f"{unlocated.record}.{unlocated.field}"
    return what, one_line("; ".join(_claimed(unlocated.claim)))


def _claimed(said: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """What a claim says, part by part; what it leaves out is not mentioned."""
    if isinstance(said, dict):
        for name, value in said.items():
            if value not in (None, "", [], (), {}):
                yield f"{name}: {', '.join(_claimed(value))}"
    elif isinstance(said, list | tuple):
        for value in said:
            yield f"({', '.join(_claimed(value))})" if isinstance(value, dict) else ", ".join(_claimed(value))
    else:
        yield str(said)
