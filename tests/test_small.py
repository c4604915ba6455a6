"""Asking small models: one sentence a call, every id and list an enum, candidates from the article."""

from __future__ import annotations

import asyncio
import re

import pytest
from marked import TEXT, refs, sentence_with
from pydantic import ValidationError
from test_model_engine import fill

from partyx.draft import Draft
from partyx.errors import BadResponseError, TruncatedError
from partyx.grounding import ground
from partyx.llm import Client, Reply, ScriptedModel
from partyx.mention import ID_LETTERS, Kind
from partyx.mentions import find_mentions
from partyx.model import ModelEngine
from partyx.model.small import by_sentence, candidates
from partyx.model.small.schemas import figures_schema, order_schema, roles_schema
from partyx.reading import read
from partyx.settings import Settings


def first_choice(schema: dict, root: dict | None = None):
    """The answer of a model that always takes the first thing it may say."""
    root = root or schema
    if "$ref" in schema:
        return first_choice(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "anyOf" in schema:
        return first_choice(schema["anyOf"][0], root)
    if choices := schema.get("enum", [schema["const"]] if "const" in schema else None):
        return choices[0]
    if schema["type"] == "object":
        return {name: first_choice(item, root) for name, item in schema["properties"].items()}
    if schema["type"] == "array":
        return [first_choice(schema["items"], root)]
    return {"string": "đảng viên kết nạp", "boolean": False, "null": None}[schema["type"]]


def choosing(request):
    return first_choice(request.schema)


def small(fake: ScriptedModel, beside=None, **more) -> ModelEngine:
    settings = Settings.load(model="fake", cache="off", ask="sentence", **more)
    return ModelEngine(Client(settings, model=fake), settings, beside=beside)


def questions(fake: ScriptedModel) -> list[str]:
    return [request.messages[-1]["content"] for request in fake.requests]


def line_of(found, words):
    return found.marked.line_by_id[sentence_with(found, words)]


# -- the whole of it ------------------------------------------------------------------------------


def test_a_model_that_only_chooses_gives_located_records():
    """Whatever it picks is the article's own: refused is only what is said of something else there."""
    article = read(TEXT)
    mentions = find_mentions(article)
    draft = small(ScriptedModel(default=choosing)).fill(article, mentions)
    grounded = ground(article, mentions, draft)
    assert [statistic.value for statistic in grounded.statistics] == [128, 80, 5240, 41, 95.3, 10, 15, 170]
    assert {statistic.unit for statistic in grounded.statistics} <= {"đảng viên", "%", "chi bộ", "quần chúng"}
    assert [meeting.name for meeting in grounded.meetings] == [
        "hội nghị sơ kết công tác phát triển đảng 9 tháng đầu năm 2024"
    ]
    assert [directive.source for directive in grounded.directives] == ["document", "speech"]
    refused = {(item.field, item.reason) for item in grounded.unlocated if item.field != "indicator"}
    assert refused == {
        ("unit", "the figure counts 'quần chúng'"),
        ("chairs", "the chair is not said to do so"),
    }


def test_each_call_is_about_one_sentence():
    """Short prompts, and a prefix that is the same for every call of one question."""
    fake = ScriptedModel(default=choosing)
    article = read(TEXT)
    small(fake).fill(article, find_mentions(article))
    assert all(question.count("Câu: ") == 1 for question in questions(fake))
    by_schema: dict[str, set[str]] = {}
    for request in fake.requests:
        by_schema.setdefault(request.schema_name, set()).add(repr(request.messages[:-1]))
    assert all(len(prefixes) == 1 for prefixes in by_schema.values())
    assert (
        max(sum(len(message["content"]) for message in request.messages) for request in fake.requests) < 4_000
    )


def test_sentences_with_nothing_to_ask_are_not_asked():
    """No figure, no event, no directing verb."""
    fake = ScriptedModel(default=choosing)
    article = read("Thời tiết hôm nay đẹp. Bà con phấn khởi ra đồng từ sớm.")
    assert small(fake).fill(article, find_mentions(article)) == Draft(
        usage=fill(ScriptedModel(default=_empty)).usage.model_copy(update={"calls": 0})
    )
    assert fake.requests == []


def _empty(_request):
    return {"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []}


def test_a_handful_of_ids_a_call():
    """A long enumeration is cut up."""
    fake = ScriptedModel(default=choosing)
    article = read(
        "Toàn huyện có " + ", ".join(f"{n} chi bộ thôn" for n in range(21, 36)) + " mới thành lập."
    )
    draft = small(fake).fill(article, find_mentions(article))
    assert len(draft.statistics) == 15
    assert sorted(len(re.findall(r"⟨n\d+⟩", question)) for question in questions(fake)) == [3, 6, 6]


def test_null_is_no_statistic():
    """The model may say of each id that it measures nothing."""

    def refusing(request):
        answer = first_choice(request.schema)
        return answer if request.schema_name != "Figures" else dict.fromkeys(answer)

    article = read(TEXT)
    assert small(ScriptedModel(default=refusing)).fill(article, find_mentions(article)).statistics == ()


def test_an_instruction_runs_on_until_a_sentence_gives_no_task():
    """The sentences behind it are asked one by one."""
    fake = ScriptedModel(default=choosing)
    article = read(TEXT)
    (order,) = [
        one for one in small(fake).fill(article, find_mentions(article)).directives if one.source == "speech"
    ]
    assert order.tasks[-1].text == "Quan tâm giúp đỡ đảng viên dự bị"
    assert order.date == "d2"

    def stopping(request):
        return {"starts": []} if request.schema_name == "Tasks" else first_choice(request.schema)

    (order,) = [
        one
        for one in small(ScriptedModel(default=stopping)).fill(article, find_mentions(article)).directives
        if one.source == "speech"
    ]
    assert len(order.tasks) == 1


def test_an_answer_outside_the_choices_is_asked_for_again():
    """An endpoint that constrains nothing is held to the same lists."""
    wrong = {"n1": {"unit": "con voi", "ind": "voi", "plan": False}}
    right = {"n1": {"unit": "chi bộ", "ind": "chi bộ mới thành lập", "plan": False}}
    fake = ScriptedModel([wrong, right])
    article = read("Có 12 chi bộ sẽ thành lập.")
    draft = small(fake).fill(article, find_mentions(article))
    assert [(one.value, one.unit) for one in draft.statistics] == [("n1", "chi bộ")]
    assert len(fake.requests) == 2


def test_one_spoiled_sentence_costs_only_itself():
    """The others are kept, and a note says so."""
    fake = ScriptedModel([BadResponseError("no")], default=choosing)
    article = read(TEXT)
    draft = small(fake, concurrency=1, reasks=0).fill(article, find_mentions(article))
    assert len(draft.statistics) == 5
    assert len(draft.notes) == 1


def test_cut_answers_are_noted():
    """A small model may write on for ever; the limit ends it."""
    cut = Reply('{"n1": {"ind": "aaaa', finish_reason="length")
    fake = ScriptedModel(default=cut)
    article = read(TEXT)
    with pytest.raises(TruncatedError):
        small(fake).fill(article, find_mentions(article))
    fake = ScriptedModel([cut, choosing, cut], default=choosing)
    assert len(small(fake).fill(article, find_mentions(article)).notes) == 2


def test_a_model_that_never_answers_is_an_error():
    """Documents need no model; an extraction of them alone would look like an answer."""
    article = read(TEXT)
    with pytest.raises(BadResponseError):
        small(ScriptedModel(default=BadResponseError("x")), reasks=0).fill(article, find_mentions(article))


def test_it_works_in_a_running_event_loop():
    """The same draft, asked for with await."""
    article = read(TEXT)
    mentions = find_mentions(article)
    made = small(ScriptedModel(default=choosing))
    assert asyncio.run(made.afill(article, mentions)) == made.fill(article, mentions)


# -- which way of asking --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "ask", "sentence"),
    [
        ("ollama/qwen2.5-coder:1.5b", "auto", True),
        ("local/qwen2.5-coder-0.5b", "auto", True),
        ("llama3.1-8b-instruct", "auto", True),
        ("ollama/qwen2.5:72b", "auto", False),
        ("mixtral-8x7b-instruct", "auto", False),
        ("openai/gpt-5.1", "auto", False),
        ("local/own", "auto", True),
        ("openai/gpt-5.1", "sentence", True),
        ("local/own-1.5b", "article", False),
    ],
)
def test_small_models_are_asked_by_sentence(model, ask, sentence):
    """By the size in the name, as weights on this machine, or as the settings say."""
    settings = Settings.load(model=model, ask=ask, cache="off")
    assert by_sentence(settings, Client(settings, model=ScriptedModel())) is sentence


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000/v1", "http://192.168.1.5/v1", "http://box.local/v1"]
)
@pytest.mark.parametrize(("model", "sentence"), [("served", False), ("served-1.5b", True)])
def test_an_address_does_not_tell_how_large_a_model_is(address, model, sentence):
    """A strong model on a private address is asked about whole articles."""
    settings = Settings.load(model=model, base_url=address, cache="off")
    assert by_sentence(settings, Client(settings)) is sentence


# -- candidates -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "figure", "unit"),
    [
        ("Toàn tỉnh có 817 tổ chức cơ sở Đảng, trong đó có chi bộ.", "817", "tổ chức cơ sở đảng"),
        ("Có 151 quần chúng ưu tú tham gia lớp học.", "151", "quần chúng ưu tú"),
        ("Kết nạp 104 ĐV, mở 2 lớp.", "104", "đảng viên"),
        ("Huyện mở 12 lớp bồi dưỡng cho cán bộ.", "12", "lớp bồi dưỡng"),
    ],
)
def test_what_is_counted_is_offered_first(text, figure, unit):
    """The noun behind the figure, written out."""
    found = refs(text)
    line = found.marked.lines[0]
    mention = next(one for one in line.mentions if one.text == figure)
    assert candidates.units(found.marked, line, [mention])[0] == unit


def test_subjects_and_dates_come_from_the_sentence_then_the_paragraph():
    """What frames a figure is near it; dates of citations frame nothing."""
    found = refs()
    line = line_of(found, "41/43")
    assert candidates.subjects(found.marked, line)[0] == "toàn Đảng bộ huyện"
    assert [date.text for date in candidates.dates(found.marked, line)] == ["9 tháng đầu năm 2024"]
    assert candidates.dates(found.marked, line_of(found, "24-QĐ/HU")) == []


def test_names_of_meetings_end_at_the_stops():
    """From the noun to each of the next commas."""
    found = refs("Sáng 5/7, Huyện ủy tổ chức hội nghị sơ kết công tác đảng, triển khai nhiệm vụ mới.")
    assert candidates.meeting_names(found.marked, found.marked.lines[0]) == [
        "hội nghị sơ kết công tác đảng",
        "hội nghị sơ kết công tác đảng, triển khai nhiệm vụ mới",
    ]


def test_the_last_person_named_may_go_on_speaking():
    """An instruction often names nobody again."""
    found = refs("Đồng chí Lê Văn Bản phát biểu tại hội nghị. Đồng chí yêu cầu các chi bộ rà soát.")
    assert candidates.speakers(found.marked, found.marked.lines[1]) == ["Lê Văn Bản"]


# -- schemas --------------------------------------------------------------------------------------


def test_a_schema_asks_only_what_there_is_to_choose():
    """Fewer members, fewer tokens."""
    model = figures_schema({"n1": True, "n2": False}, ["lớp"], [], ["d1"], plan=False)
    assert list(model.model_fields) == ["n1", "n2"]
    model.model_validate({"n1": {"unit": "lớp", "ind": "lớp đã mở", "per": None}, "n2": None})
    for wrong in (
        {"n1": None},
        {"n1": None, "n2": {"unit": "lớp", "ind": "x", "per": None}},
        {"n1": {"unit": "khác", "ind": "x", "per": None}, "n2": None},
        {"n1": {"unit": "lớp", "ind": "x" * 101, "per": None}, "n2": None},
        {"n1": {"unit": "lớp", "ind": "x", "per": "d2"}, "n2": None},
    ):
        with pytest.raises(ValidationError):
            model.model_validate(wrong)


def test_roles_and_tasks_are_choices():
    """A letter that names no clause is no answer."""
    roles_schema(["p1"], ["chủ trì", "không"]).model_validate({"p1": "không"})
    with pytest.raises(ValidationError):
        roles_schema(["p1"], ["chủ trì"]).model_validate({"p1": "hát"})
    order = order_schema(["A"], ["đề nghị"], [], ["a", "b"])
    order.model_validate({"order": {"by": "A", "verb": "đề nghị", "starts": ["b"]}})
    with pytest.raises(ValidationError):
        order.model_validate({"order": {"by": "A", "verb": "đề nghị", "starts": ["c"]}})


def test_only_the_ids_in_question_are_marked():
    """A small model is not shown ids that it may not answer."""
    fake = ScriptedModel(default=choosing)
    article = read(TEXT)
    small(fake).fill(article, find_mentions(article))
    kinds = {mark[0] for question in questions(fake) for mark in re.findall(r"⟨([a-z]\d+)⟩", question)}
    assert kinds == {ID_LETTERS[Kind.NUMBER], ID_LETTERS[Kind.PERSON]}
