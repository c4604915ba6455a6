"""Gold to and from Label Studio and doccano.

Both tools label stretches of text. So every span of a gold file goes out as a labelled stretch whose id is
its address ("statistics[3]/evidence/0"), with the fields of the records beside the text, and what comes
back is the same gold with its stretches where they are now: moved, deleted, or new. A new stretch labelled
``statistics``, ``meetings``, ``directives`` or a type of one's own starts a record whose fields are to be
written; a new ``value`` inside it is its number. Nothing that comes back counts as reviewed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from partyx.errors import EvalError
from partyx.files import boundary, parse_json
from partyx.kinds.asked import PLACES
from partyx.kinds.record import spec_of
from partyx.records import Span
from partyx.scoring.gold.format import RECORD_TYPES, Gold, text_hash
from partyx.scoring.metric.numbers import numbers_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from partyx.kinds.registry import Chosen

Tool = Literal["label-studio", "doccano"]

LABELS = (*RECORD_TYPES, *PLACES)
_ADDRESS = re.compile(r"(\w+)\[(\d+)\](?:/(\w+)/(\d+)(?:/(\d+))?)?")
_SPANS = {"evidence": None, "value_spans": "value", "of_spans": "of"}
_TO_WRITE = "to be written"


Known = Mapping[str, Gold]
"""Hash of a text to the gold of its article."""


class Stretch(NamedTuple):
    """A labelled stretch of the text; ``address`` is empty for a new one."""

    address: str
    label: str
    start: int
    end: int


class Format(NamedTuple):
    """One tool's file format.

    Attributes:
        name: The tool's.
        suffix: Of its files.
        dump: Gold and its text to the tool's import file.
        parse: The tool's export to gold and texts; raises anything on what is none.
        interface: What has to be pasted into the tool first for some record types, if anything.
    """

    name: str
    suffix: str
    dump: Callable[[Gold, str], str]
    parse: Callable[[str, Known], list[tuple[Gold, str]]]
    interface: Callable[[Chosen], str] | None = None

    def load(self, exported: str, known: Known = MappingProxyType({})) -> list[tuple[Gold, str]]:
        """The tool's export to gold and texts.

        Args:
            exported: What the tool wrote.
            known: Hash of a text to the article's gold as it is: for what comes back without the gold that
                went out, because it was labelled from the text alone.

        Raises:
            EvalError: It is no export of our gold, or a stretch is nowhere in text or gold.
        """
        with boundary(f"not a {self.name} export of our gold", EvalError):
            return self.parse(exported, known)


def _record_stretches(kind: str, address: str, record: dict[str, Any]) -> Iterator[Stretch]:
    for field, label in _SPANS.items():
        for number, span in enumerate(record.get(field, [])):
            yield Stretch(f"{address}/{field}/{number}", label or kind, span["start"], span["end"])
    for number, task in enumerate(record.get("tasks", [])):
        for place, span in enumerate(task["evidence"]):
            yield Stretch(f"{address}/tasks/{number}/{place}", "task", span["start"], span["end"])


def _lists(data: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The records of gold as JSON values, by the plural of their type; also the user's own."""
    return {**{kind: data.get(kind, []) for kind in RECORD_TYPES}, **data.get("own", {})}


def stretches(gold: Gold) -> list[Stretch]:
    """Every span of a gold file."""
    data = gold.model_dump(mode="json", exclude_defaults=True)
    found: list[Stretch] = []
    for kind, records in _lists(data).items():
        for index, record in enumerate(records):
            found += _record_stretches(kind, f"{kind}[{index}]", record)
    for index, other in enumerate(data.get("digits", [])):
        span = other["span"]
        found.append(Stretch(f"digits[{index}]", "digits", span["start"], span["end"]))
    return found


def _span(text: str, stretch: Stretch) -> dict[str, Any]:
    if not 0 <= stretch.start < stretch.end <= len(text):
        raise EvalError(
            f"{stretch.address or stretch.label}: {stretch.start} to {stretch.end} is not in the text."
        )
    return Span(start=stretch.start, end=stretch.end, text=text[stretch.start : stretch.end]).model_dump()


def _empty_places(data: dict[str, Any]) -> None:
    """Take all spans out: what comes back brings its own."""
    for records in _lists(data).values():
        for record in records:
            for field in _SPANS.keys() & record.keys():
                record[field] = []
            for task in record.get("tasks", []):
                task["evidence"] = []
    for other in data.get("digits", []):
        other["span"] = None


def _put_back(data: dict[str, Any], address: str, span: dict[str, Any]) -> None:
    """Put a span where its address says.

    Raises:
        LookupError: There is no such place in the gold that went out.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise LookupError(f"{address!r} is no place in gold")
    kind, index, field, number, _ = match.groups()
    record = (data if kind == "digits" else _lists(data))[kind][int(index)]
    if field is None:
        record["span"] = span
    elif field == "tasks":
        record["tasks"][int(number)]["evidence"].append(span)
    else:
        record[field].append(span)


def _new_record(stretch: Stretch, span: dict[str, Any], values: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A record to be filled in, from a stretch that was drawn in the tool."""
    record: dict[str, Any] = {"evidence": [span], "notes": _TO_WRITE}
    inside = [one for one in values if span["start"] <= one["start"] and one["end"] <= span["end"]]
    if stretch.label == "statistics":
        figures = sorted(number for one in inside for number in numbers_in(one["text"]))
        if not figures:
            raise EvalError(f"a new statistic at {span['start']} has no value: label its number as value.")
        return {**record, "indicator": _TO_WRITE, "value": figures[0], "value_spans": inside}
    if stretch.label == "meetings":
        return {**record, "name": span["text"]}
    return {**record, "source": "speech"}


def _without_lost(data: dict[str, Any]) -> dict[str, Any]:
    """Records and tasks whose every stretch was deleted are deleted."""
    for kind in RECORD_TYPES:
        data[kind] = [
            record
            for record in data.get(kind, [])
            if record["evidence"] and (kind != "statistics" or record["value_spans"])
        ]
        for record in data[kind]:
            if "tasks" in record:
                record["tasks"] = [task for task in record["tasks"] if task["evidence"]]
    for kind, records in data.get("own", {}).items():
        data["own"][kind] = [record for record in records if record["evidence"]]
    data["digits"] = [other for other in data.get("digits", []) if other["span"]]
    return data


def rebuild(went_out: dict[str, Any], text: str, labelled: Iterable[Stretch]) -> Gold:
    """The gold that went out, with its stretches as they are now.

    Args:
        went_out: The gold as JSON values.
        text: The article's NFC text.
        labelled: What the tool holds.

    Raises:
        EvalError: A stretch is outside the text or at no known address, or the gold is not of this format.
    """
    data: dict[str, Any] = json.loads(json.dumps(went_out))
    _empty_places(data)
    found = [(one, _span(text, one)) for one in labelled]
    for stretch, span in found:
        if stretch.address:
            with boundary(repr(stretch.address), EvalError, "It is no place in the gold that went out."):
                _put_back(data, stretch.address, span)
    values = [span for stretch, span in found if not stretch.address and stretch.label == "value"]
    for stretch, span in found:
        if stretch.address:
            continue
        if stretch.label in RECORD_TYPES:
            data.setdefault(stretch.label, []).append(_new_record(stretch, span, values))
        elif stretch.label == "digits":
            data.setdefault("digits", []).append({"span": span, "reason": "other", "notes": _TO_WRITE})
        elif stretch.label not in LABELS:
            own = data.setdefault("own", {}).setdefault(stretch.label, [])
            own.append({"evidence": [span], "values": {}, "notes": _TO_WRITE})
    with boundary("the gold that came back", EvalError):
        gold = Gold.model_validate({**_without_lost(data), "status": "unreviewed"})
    if gold.article.sha256 != text_hash(text):
        raise EvalError(f"{gold.article.id}: the text has changed in the other tool.")
    return gold


def _json_gold(gold: Gold) -> dict[str, Any]:
    data: dict[str, Any] = gold.model_dump(mode="json", exclude_defaults=True)
    return {"schema_version": gold.schema_version, **data}


def _to_label_studio(gold: Gold, text: str) -> str:
    result = [
        {
            "id": one.address,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": one.start,
                "end": one.end,
                "text": text[one.start : one.end],
                "labels": [one.label],
            },
        }
        for one in stretches(gold)
    ]
    task = {"data": {"text": text, "gold": _json_gold(gold)}, "annotations": [{"result": result}]}
    return json.dumps([task], ensure_ascii=False, indent=1) + "\n"


def _from_label_studio(exported: str, known: Known) -> list[tuple[Gold, str]]:
    found: list[tuple[Gold, str]] = []
    for number, task in enumerate(parse_json(exported)):
        annotations = [one for one in task["annotations"] if not one.get("was_cancelled")]
        if len(annotations) != 1:
            raise EvalError(
                f"task {number} has {len(annotations)} annotations: export those of one labeller, one a task."
            )
        text = task["data"]["text"]
        regions = [region for region in annotations[0]["result"] if region["type"] == "labels"]
        labelled = [_label_studio_stretch(region, text) for region in regions]
        found.append((rebuild(_went_out(task["data"], text, known), text, labelled), text))
    return found


def _label_studio_stretch(region: dict[str, Any], text: str) -> Stretch:
    """A region of Label Studio.

    Raises:
        EvalError: It says that other words stand at its place.
    """
    value = region["value"]
    start, end = value["start"], value["end"]
    said, printed = (
        " ".join(words.replace("\\n", " ").split()) for words in (value.get("text") or "", text[start:end])
    )
    if said and end <= len(text) and said != printed:
        raise EvalError(f"{start} to {end} is said to be {said[:60]!r}, and is {printed[:60]!r} in the text.")
    address = str(region.get("id", ""))
    return Stretch(address if _ADDRESS.fullmatch(address) else "", value["labels"][0], start, end)


def _went_out(row: dict[str, Any], text: str, known: Known) -> dict[str, Any]:
    """The gold that a text was sent with; where it was not, the known article's without any record.

    Raises:
        EvalError: The text is of no known article.
    """
    if "gold" in row:
        gold: dict[str, Any] = row["gold"]
        return gold
    found = known.get(text_hash(text))
    if found is None:
        raise ValueError(
            f"{text[:40]!r}... is the text of no article here: add it first, partyx eval add FILE"
        )
    return _json_gold(found.model_copy(update={name: [] for name in (*RECORD_TYPES, "digits")} | {"own": {}}))


def _to_doccano(gold: Gold, text: str) -> str:
    # doccano gives stretches numbers of its own; the addresses travel beside them, by place and label.
    placed = stretches(gold)
    line = {
        "text": text,
        "label": [[one.start, one.end, one.label] for one in placed],
        "gold": _json_gold(gold),
        "addresses": [list(one) for one in placed],
    }
    return json.dumps(line, ensure_ascii=False) + "\n"


def _from_doccano(exported: str, known: Known) -> list[tuple[Gold, str]]:
    found: list[tuple[Gold, str]] = []
    # Not splitlines(): it also splits at U+2028 and its like, which JSON leaves inside strings.
    for line in exported.split("\n"):
        if not line.strip():
            continue
        row = parse_json(line)
        labels = [tuple(one) for one in row.get("label", [])] or [
            (one["start_offset"], one["end_offset"], one["label"]) for one in row.get("entities", [])
        ]
        went_out = _went_out(row, row["text"], known)
        placed = [Stretch(*one) for one in row.get("addresses", ())]
        found.append((rebuild(went_out, row["text"], list(_readdressed(placed, labels))), row["text"]))
    return found


def _readdressed(known: list[Stretch], labels: list[tuple[int, int, str]]) -> Iterator[Stretch]:
    """Give every stretch its address back: first those that stand where they stood, then moved ones.

    A moved stretch is one of the same label that overlaps where one stood; what overlaps none is new.
    """
    waiting = list(known)

    def taken(fits: Callable[[Stretch], bool]) -> Stretch | None:
        was = next(filter(fits, waiting), None)
        if was is not None:
            waiting.remove(was)
        return was

    unmoved = [taken(lambda one, place=place: (one.start, one.end, one.label) == place) for place in labels]  # type: ignore[misc]
    for (start, end, label), was in zip(labels, unmoved, strict=True):
        moved = was or taken(lambda one: one.label == label and one.start < end and start < one.end)  # noqa: B023
        yield Stretch(moved.address if moved else "", label, start, end)


def label_studio_interface(types: Chosen) -> str:
    """The labels of some record types, as XML to paste into a project of Label Studio."""
    own = [spec_of(kind).plural for kind in types.own]
    labels = "".join(f'    <Label value="{label}"/>\n' for label in (*LABELS, *own))
    head, foot = '<View>\n  <Labels name="label" toName="text">\n', '<Text name="text" value="$text"/>'
    return f"{head}{labels}  </Labels>\n  {foot}\n</View>\n"


TOOLS: dict[Tool, Format] = {
    "label-studio": Format(
        "Label Studio", "json", _to_label_studio, _from_label_studio, label_studio_interface
    ),
    "doccano": Format("doccano", "jsonl", _to_doccano, _from_doccano),
}
"""The tools that gold can go to and come from."""
