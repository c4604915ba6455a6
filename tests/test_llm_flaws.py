"""Answers as models really give them: each recoverable flaw, in each of several answers, gives its records."""

from __future__ import annotations

import copy
import html
import json
import re
from collections.abc import Callable
from typing import Any

import fault_server as server
import pytest
from fault_server import FaultServer
from marked import TEXT

import partyx

Document = dict[str, Any]
Flaw = Callable[[Document], server.Fault]

MEETING = {
    "at": "s2", "name": "hội nghị", "kind": "hội nghị", "date": None, "org": None, "loc": None,
    "mode": "in_person", "chairs": [], "speakers": [], "attendees": [], "agenda": [],
}  # fmt: skip


def stat(v: str) -> Document:
    return {"v": v, "ind": "đảng viên kết nạp", "unit": "đảng viên", "subj": None, "per": None}


def document(figures: list[str], docs: list[str]) -> Document:
    return {
        "meetings": [MEETING], "stats": [stat(v) for v in figures], "plans": [], "wholes": [], "docs": docs,
        "orders": [],
    }  # fmt: skip


RIGHT = (document(["n1", "n2"], ["c1"]), document(["n1"], []), document(["n2"], ["c1"]))


def text(change: Callable[[str], str]) -> Flaw:
    """A flaw of the text in which the document stands."""
    return lambda right: server.answer(change(json.dumps(right, ensure_ascii=False)))


def value(change: Callable[[Document], object]) -> Flaw:
    """A flaw of the document."""

    def flawed(right: Document) -> server.Fault:
        changed = copy.deepcopy(right)
        change(changed)
        return server.answer(json.dumps(changed, ensure_ascii=False))

    return flawed


def envelope(**message: Any) -> Flaw:
    """A flaw of what is round the document; "{}" stands for it."""

    def flawed(right: Document) -> server.Fault:
        said = json.dumps(right, ensure_ascii=False)
        filled = json.loads(json.dumps(message).replace('"{}"', json.dumps(said)))
        return server.answer(filled.pop("content", said), filled.pop("reason", "stop"), **filled)

    return flawed


FLAWS: dict[str, Flaw] = {
    "prose before": text(lambda said: f"Đây là kết quả:\n{said}"),
    "prose after": text(lambda said: f"{said}\nBạn cần gì thêm không?"),
    "prose with braces": text(lambda said: f"Theo mẫu {{id}}:\n{said}\n{{hết}}"),
    "a fence": text(lambda said: f"```json\n{said}\n```"),
    "a fence in prose": text(lambda said: f"Kết quả:\n```\n{said}\n```\nXong."),
    "an open fence": text(lambda said: f"```json\n{said}"),
    "thoughts before": text(lambda said: f'<think>{{"stats": []}} chưa đúng</think>{said}'),
    "thoughts without their beginning": text(lambda said: f"xem lại bài</think>\n{said}"),
    "twice": text(lambda said: f"{said}\n{said}"),
    "a string": text(json.dumps),
    "a list": text(lambda said: f"[{said}]"),
    "under a name": text(lambda said: f'{{"answer": {said}}}'),
    "as a tool call in words": text(lambda said: f'{{"name": "Answer", "arguments": {json.dumps(said)}}}'),
    "commas too many": text(lambda said: said.replace("}]", "},]").replace("]}", "],}")),
    "a comma missing": text(lambda said: said.replace('"plans"', '"plans"').replace('], "plans"', '] "plans"')),
    "single quotes": text(lambda said: said.replace('"', "'").replace("null", "None")),
    "bare names": text(lambda said: re.sub(r'"(\w+)":', r"\1:", said)),
    "a comment": text(lambda said: said.replace('"plans"', '// chỉ tiêu\n"plans"')),
    "not closed": text(lambda said: said[:-1]),
    "a line break in a text": text(lambda said: said.replace("đảng viên kết nạp", "đảng viên\nkết nạp")),
    "pretty": text(lambda said: json.dumps(json.loads(said), indent=4, ensure_ascii=False)),
    "null for a list": value(lambda right: right.update(plans=None, wholes=None, orders=None)),
    "lists left out": value(lambda right: [right.pop(name) for name in ("plans", "wholes", "orders")]),
    "a text for a list": value(lambda right: right["meetings"][0].update(agenda="")),
    "fields left out": value(lambda right: [one.pop("per") for one in right["stats"]]),
    "fields too many": value(lambda right: [one.update(confidence=0.9) for one in right["stats"]]),
    "more lists": value(lambda right: right.update(notes=["x"], summary="y")),
    "a word for a mode": value(lambda right: right["meetings"][0].update(mode="trực tiếp")),
    "a mode in capitals": value(lambda right: right["meetings"][0].update(mode="IN PERSON")),
    "one meeting for a list": value(lambda right: right.update(meetings=right["meetings"][0])),
    "a bad record beside": value(lambda right: right["stats"].append({"v": 5, "ind": None})),
    "a text beside": value(lambda right: right["stats"].append("n9")),
    "finish_reason tool_calls": envelope(reason="tool_calls"),
    "finish_reason empty": envelope(reason=""),
    "finish_reason STOP": envelope(reason="STOP"),
    "finish_reason length": envelope(reason="length"),
    "in a tool call": envelope(content=None, tool_calls=[{"function": {"arguments": "{}"}}]),
    "among the thoughts": envelope(content="", reasoning_content="{}"),
    "in parts": envelope(content=[{"type": "text", "text": "{}"}]),
}  # fmt: skip


FURTHER: dict[str, Flaw] = {
    # what stands round the document
    "a heading and a rule": text(lambda said: f"## Kết quả\n\n---\n\n{said}\n\n---\n"),
    "a fence in tildes": text(lambda said: f"~~~json\n{said}\n~~~"),
    "a fence in capitals": text(lambda said: f"```JSON\n{said}\n```"),
    "a fence on one line": text(lambda said: f"```json {said}```"),
    "a tag round it": text(lambda said: f"<answer>{said}</answer>"),
    "a word before": text(lambda said: f"json\n{said}"),
    "an assignment": text(lambda said: f"result = {said};"),
    "a marker of the end": text(lambda said: f"{said}<|im_end|>"),
    "markers of roles": text(lambda said: f"<|start|>assistant<|channel|>final<|message|>{said}<|end|>"),
    "other thoughts": text(lambda said: f"<thinking>có {{n1}}?</thinking>\n{said}"),
    "thoughts in brackets": text(lambda said: f"[THINK]đếm lại[/THINK]{said}"),
    "a first try that was given up": text(lambda said: f'{{"meetings": [], "stats": [\n\nĐể tôi làm lại:\n{said}'),
    "a byte order mark": text(lambda said: f"\ufeff{said}"),
    "spaces that do not break": text(lambda said: said.replace(": ", ":\u00a0")),
    "blank lines": text(lambda said: f"\n\n\n   {said}\n\n"),
    # its syntax
    "curly quotes": text(lambda said: said.replace('"', "\u201d")),
    "Python's words": text(lambda said: said.replace("null", "None")),
    "JavaScript's undefined": text(lambda said: said.replace("null", "undefined")),
    "a comma before it ends": text(lambda said: said[:-1] + ",}"),
    "an ellipsis at the end of a list": text(lambda said: said.replace('"orders": []', '"orders": [...]')),
    "a comment of several lines": text(lambda said: said.replace('"plans"', '/* không có */ "plans"')),
    "a comment with a hash": text(lambda said: said.replace('"plans"', '# không có\n"plans"')),
    "brackets closed twice": text(lambda said: f"{said}}}"),
    "letters escaped": text(lambda said: json.dumps(json.loads(said))),
    "slashes escaped": text(lambda said: said.replace("đảng viên kết nạp", "đảng viên k\\u1EBFt nạp")),
    "tabs in a text": text(lambda said: said.replace("đảng viên kết nạp", "đảng viên\tkết nạp")),
    "a string twice over": text(lambda said: json.dumps(json.dumps(said))),
    "quotes escaped, not in a string": text(lambda said: said.replace('"', '\\"')),
    # its names and values
    "lists in strings": value(lambda right: right.update(stats=json.dumps(right["stats"], ensure_ascii=False))),
    "records in strings": value(
        lambda right: right.update(stats=[json.dumps(one, ensure_ascii=False) for one in right["stats"]])
    ),
    "a list in a list": value(lambda right: right.update(stats=[right["stats"]])),
    "records by number": value(
        lambda right: right.update(stats={str(number): one for number, one in enumerate(right["stats"])})
    ),
    "ids in their marks": value(lambda right: [one.update(v=f"⟨{one['v']}⟩") for one in right["stats"]]),
    "ids in brackets": value(lambda right: [one.update(v=f"[{one['v']}]") for one in right["stats"]]),
    "ids with spaces": value(lambda right: [one.update(v=f" {one['v']} ") for one in right["stats"]]),
    "ids in capitals": value(lambda right: [one.update(v=one["v"].upper()) for one in right["stats"]]),
    "an id in a list": value(lambda right: [one.update(v=[one["v"]]) for one in right["stats"]]),
    "names in capitals": value(lambda right: right.update(STATS=right.pop("stats"))),
    "words for nothing": value(lambda right: [one.update(per="null", subj="") for one in right["stats"]]),
    "nothing for a record": value(lambda right: right["stats"].append(None)),
    "an empty record beside": value(lambda right: right["stats"].append({})),
    "a record twice": value(lambda right: right["stats"].append(dict(right["stats"][0])) if right["stats"] else None),
    "an id that does not exist beside": value(lambda right: right["docs"].append("c99")),
    "a number for a text": value(lambda right: [one.update(per=2023) for one in right["stats"]] and None),
    # its envelope
    "under two names": text(lambda said: f'{{"data": {{"result": {said}}}}}'),
    "under a name, in a string": text(lambda said: json.dumps({"output": said})),
    "with its schema": text(lambda said: f'{{"type": "object", "properties": {said}}}'),
    "in an old function call": envelope(content=None, function_call={"name": "Answer", "arguments": "{}"}),
    "as reasoning": envelope(content=None, reasoning="{}"),
    "as parsed": envelope(content=None, parsed="{}"),
    "finish_reason max_tokens": envelope(reason="max_tokens"),
    "finish_reason unknown": envelope(reason="unknown"),
}  # fmt: skip
"""Further kinds: of the wrapping, of the syntax, of names and values, and of the envelope."""


def member(change: Callable[[str, Any], tuple[str, Any]]) -> Flaw:
    """A flaw of each list."""

    def flawed(right: Document) -> server.Fault:
        return server.answer(json.dumps(dict(change(*one) for one in right.items()), ensure_ascii=False))

    return flawed


def figures(change: Callable[[Document], Document]) -> Flaw:
    """A flaw of each figure's record."""
    return value(lambda right: right.update(stats=[change(one) for one in right["stats"]]))


def parts(said: str) -> list[str]:
    """Each list of a document as a document."""
    return [json.dumps({name: items}, ensure_ascii=False) for name, items in json.loads(said).items()]


def pretty(said: str) -> str:
    return json.dumps(json.loads(said), indent=2, ensure_ascii=False)


REPORTED: dict[str, Flaw] = {
    # a document in pieces, or filled into its own schema
    "a list a line": text(lambda said: "\n".join(parts(said))),
    "a list of lists": text(lambda said: f"[{', '.join(parts(said))}]"),
    "its schema, filled in": text(
        lambda said: json.dumps({"properties": {name: {"type": "array", "items": items} for name, items in json.loads(said).items()}})
    ),
    "each list under a word": member(lambda name, items: (name, {"value": items})),
    "blanks in names": member(lambda name, items: (f" {name} ", items)),
    "each record under its kind": figures(lambda one: {"stat": one}),
    "records by their ids": value(
        lambda right: right.update(stats={one["v"]: {"ind": one["ind"], "unit": one["unit"]} for one in right["stats"]})
    ),
    "ids in objects": figures(lambda one: {**one, "v": {"id": one["v"]}}),
    "ids of a list in objects": value(lambda right: right.update(docs=[{"id": one} for one in right["docs"]])),
    "ids in braces": figures(lambda one: {**one, "v": f"{{{one['v']}}}"}),
    "ids with a hash": figures(lambda one: {**one, "v": f"#{one['v']}"}),
    "ids in code": figures(lambda one: {**one, "v": f"`{one['v']}`"}),
    "ids with a colon": figures(lambda one: {**one, "v": f"{one['v']}:"}),
    # its letters
    "entities": text(html.escape),
    "full-width signs": text(lambda said: said.replace(": ", "：").replace(", ", "，")),
    "quotes by their numbers": text(lambda said: said.replace('"', "\\u0022")),
    "breaks written out": text(lambda said: pretty(said).replace("\n", "\\n")),
    "spaces of no width": text(lambda said: said.replace(", ", ",\u200b ").replace("{", "{\u200b")),
    "an escape that is none": text(lambda said: said.replace('"kind": "hội nghị"', '"kind": "hội\\ nghị"')),
    # what stands round it
    "quoted in Markdown": text(lambda said: "> " + pretty(said).replace("\n", "\n> ")),
    "in bold": text(lambda said: f"**{said}**"),
    "in a box": text(lambda said: f"\\boxed{{{said}}}"),
    "a second that was cut": text(lambda said: f"{said}\n{said[: len(said) // 2]}"),
    "brackets without end": text(lambda said: said + "}" * 500),
    "thoughts after it": text(lambda said: f'{said}\n<think>hay là {{"stats": []}}?</think>'),
    "Kimi's thoughts": text(lambda said: f'◁think▷{{"stats": []}}◁/think▷{said}'),
    "Doubao's thoughts": text(lambda said: f'<seed:think>{{"meetings": []}}</seed:think>{said}'),
    "a channel of thoughts": text(lambda said: f"<|channel>thought\n{{n1}}<channel|>{said}"),
    "another document after it": text(lambda said: f"{said}\n```mermaid\ngraph TD; A{{x}}-->B[y]\n```"),
    "each list in a tag": text(
        lambda said: "".join(f"<{name}>\n{json.dumps(items, ensure_ascii=False)}\n</{name}>\n" for name, items in json.loads(said).items())
    ),
    "CDATA": text(lambda said: f"<json><![CDATA[{said}]]></json>"),
    "a line of a program": text(lambda said: f"console.log({said})"),
    # calls of tools in words
    "Qwen's tags": text(
        lambda said: "<tool_call>\n<function=Answer>\n"
        + "".join(f"<parameter={name}>\n{json.dumps(items)}\n</parameter>\n" for name, items in json.loads(said).items())
        + "</function>\n</tool_call>"
    ),
    "DeepSeek's tokens": text(
        lambda said: f"<｜tool▁call▁begin｜>function<｜tool▁sep｜>Answer\n```json\n{said}\n```<｜tool▁call▁end｜>"
    ),
    "Mistral's tokens": text(lambda said: f'[TOOL_CALLS][{{"name": "Answer", "arguments": {said}}}]'),
    "Mistral's later tokens": text(lambda said: f"[TOOL_CALLS]Answer[ARGS]{said}"),
    "Llama's tag": text(lambda said: f'<|python_tag|>{{"name": "Answer", "parameters": {said}}}<|eom_id|>'),
    "Llama's other tag": text(lambda said: f"<function=Answer>{said}</function>"),
    "Phi's word": text(lambda said: f'functools[{{"name": "Answer", "arguments": {said}}}]'),
    # its envelope
    "finish_reason abort": envelope(reason="abort"),
    "in a list of texts": envelope(content=["{}"]),
    "as thinking": envelope(content=None, thinking="{}"),
    "in the details of thoughts": envelope(content="", reasoning_details=[{"text": "{}"}]),
    "in a tool call beside words": envelope(content="Tôi gọi.", tool_calls=[{"function": {"arguments": "{}"}}]),
}  # fmt: skip
"""Kinds that users of other programs have reported of models and gateways."""


def read(fault: server.Fault) -> tuple[tuple[object, ...], int]:
    """The records of an article that a service answers so about, and the requests it took."""
    with FaultServer(default=fault) as faults:
        settings = {
            "model": "m", "base_url": faults.url, "cache": "off", "ask": "article", "second_ask": False,
        }  # fmt: skip
        found = partyx.extract(TEXT, settings=settings)
        records = (
            [one.value for one in found.statistics],
            [one.name for one in found.meetings],
            [one.document and one.document.number for one in found.directives],
        )
        return records, len(faults.requests)


@pytest.mark.parametrize(
    ("right", "flaws"),
    [
        pytest.param(RIGHT[0], FLAWS | FURTHER | REPORTED, id="all", marks=pytest.mark.slow),
        pytest.param(RIGHT[1], FLAWS, id="one figure"),
        pytest.param(RIGHT[1], FURTHER, id="one figure, further flaws", marks=pytest.mark.slow),
        pytest.param(RIGHT[2], FLAWS | FURTHER, id="one figure and a document", marks=pytest.mark.slow),
    ],
)
def test_flaws_that_can_be_recovered_lose_nothing(right: Document, flaws: dict[str, Flaw]) -> None:
    """At least 95 of 100 are wanted; all of these 135 give them, in at most two requests each."""
    expected, _ = read(server.answer(json.dumps(right, ensure_ascii=False)))
    assert any(expected)
    lost = {}
    for name, flaw in flaws.items():
        records, requests = read(flaw(right))
        if records != expected or requests > 2:
            lost[name] = (records, requests)
    assert lost == {}


FAILING: dict[str, server.Fault] = {
    "500": server.status(500),
    "429": server.status(429),
    "no credit": server.status(402),
    "too long": server.status(400, {"message": "This model's maximum context length is 4096 tokens"}),
    "cut": server.answer('{"stats": [{"v": "n1', "length"),
    "all thoughts": server.answer("", "length"),
    "withheld": server.answer("", "content_filter"),
    "a refusal": server.answer(None, refusal="no"),
    "reset": server.reset,
    "no JSON": server.answer("không"),
}


@pytest.mark.parametrize("fault", FAILING.values(), ids=FAILING)
def test_a_re_ask_that_fails_loses_nothing_of_the_answer_before_it(fault: server.Fault) -> None:
    """It was paid for: its good records are kept, and why the others could not be mended is said."""
    good = json.dumps(RIGHT[0], ensure_ascii=False)
    flawed = json.dumps({**RIGHT[0], "docs": ["c1", "c99"]}, ensure_ascii=False)
    with FaultServer([server.answer(flawed)], default=fault) as faults:
        settings = {
            "model": "m", "base_url": faults.url, "cache": "off", "ask": "article", "second_ask": False,
            "retry_after_cap_s": 0.01,
        }  # fmt: skip
        found = partyx.extract(TEXT, settings=settings)
    expected, _ = read(server.answer(good))
    assert [one.value for one in found.statistics] == expected[0]
    assert [one.document and one.document.number for one in found.directives] == expected[2]
    notes = " ".join(found.provenance.notes)
    assert ("could not be asked" in notes) == (fault is not FAILING["no JSON"])


@pytest.mark.parametrize("fault", [FAILING["500"], FAILING["cut"], FAILING["no credit"]])
def test_an_answer_without_a_record_does_not_hide_that_the_re_ask_failed(fault: server.Fault) -> None:
    with FaultServer([server.answer('{"stats": ["n1"]}')], default=fault) as faults:
        settings = {
            "model": "m", "base_url": faults.url, "cache": "off", "ask": "article", "second_ask": False,
            "retry_after_cap_s": 0.01,
        }  # fmt: skip
        with pytest.raises(partyx.PartyxError):
            partyx.extract(TEXT, settings=settings)
