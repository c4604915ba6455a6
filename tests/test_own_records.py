"""Record types of the user's own: declared, asked for, grounded, and given out in every form."""

import asyncio
import datetime as dt
import json
from decimal import Decimal
from enum import Enum
from typing import Literal

import pytest
from own_types import TEXT, Appointment, Rank, Vote, answer, item
from pydantic import Field, computed_field, model_validator

import partyx
from partyx import Reply
from partyx.contract import schema_of
from partyx.draft import DraftRecord
from partyx.errors import DeclarationError, InputError, SettingsError
from partyx.examples import prepare
from partyx.kinds.record import spec_of
from partyx.kinds.registry import chosen
from partyx.llm import ScriptedModel, finished_records
from partyx.mention import Kind
from partyx.mentions import find_mentions
from partyx.model.marking import mark
from partyx.model.own import merged
from partyx.model.refs import Refs
from partyx.model.whole import Part
from partyx.reading import read


def extracted(*items, text=TEXT, records=(Appointment,), **settings) -> partyx.Extraction:
    """The extraction under a model that answers with these items whenever it is asked."""
    return partyx.extract(
        text, records=records, model=ScriptedModel(default=answer(*items)), settings={"reasks": 0, **settings}
    )


# -- declared -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("annotation", "advice"),
    [
        (float, "v: float has no place in the article. Write partyx.FigureRef"),
        (int | None, "Write partyx.FigureRef"),
        (Decimal, "Write partyx.FigureRef"),
        (str, "Write partyx.Phrase for words of the article, or partyx.Label"),
        (dt.date, "Write partyx.DateRef"),
        (partyx.Person, "Write partyx.PersonRef"),
        (dict[str, str], "Write a partyx.Record of its own"),
        (list[float], "Write partyx.FigureRef"),
        (list[partyx.Phrase] | None, "a list holds one type and is empty where nothing is said"),
        (tuple[partyx.Phrase, partyx.PersonRef], "a list holds one type"),
        (partyx.Phrase | partyx.PersonRef, "Write a partyx value"),
        (object, "Write a partyx value"),
        (Literal[""], "a Literal of texts"),
        (Enum("Nothing", {}), "a Literal of texts"),
    ],
)
def test_a_field_that_cannot_be_grounded_is_an_error_where_the_class_stands(annotation, advice):
    """It says what to write instead."""
    body = {"__doc__": "Một thứ.", "__annotations__": {"name": partyx.Phrase, "v": annotation}}
    with pytest.raises(DeclarationError) as caught:
        type(partyx.Record)("Bad", (partyx.Record,), body)
    assert str(caught.value).startswith("Bad.v: ")
    assert advice in str(caught.value)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"__annotations__": {"name": partyx.Phrase}}, "Bad has no docstring"),
        (
            {"__doc__": "x", "__annotations__": {"name": partyx.Phrase | None}, "name": None},
            "nothing tells one record from another",
        ),
        (
            {"__doc__": "x", "__annotations__": {"name": partyx.Phrase}, "key": ("nmae",)},
            "'nmae', which is no field",
        ),
        ({"__doc__": "x", "__annotations__": {"at": partyx.Phrase}}, "this name is taken"),
        (
            {"__doc__": "x", "__annotations__": {"name": partyx.Phrase, "evidence": partyx.Phrase}},
            "Bad.evidence: this name is taken",
        ),
        (
            {"__doc__": "x", "__annotations__": {"name": partyx.Phrase}, "plural": "a b/c"},
            "Bad.plural is 'a b/c'",
        ),
        ({"__doc__": "x", "__annotations__": {"name": partyx.Phrase}, "plural": "_x"}, "Bad.plural is '_x'"),
        (
            {"__doc__": "x", "__annotations__": {"name": partyx.Phrase}, "plural": "model_dump"},
            "Bad.plural is 'model_dump'.* no name that every pydantic model has",
        ),
        ({"__doc__": "x", "__annotations__": {"a-b": partyx.Phrase}}, "Bad.a-b: write letters, digits and _"),
        (
            {"__doc__": "x", "__annotations__": {"name": partyx.Phrase, "_y": partyx.Phrase}},
            "Bad._y: pydantic",
        ),
        (
            {"__doc__": "x", "__annotations__": {"name": partyx.Phrase}, "name": Field(alias="class")},
            "Bad.name has an alias",
        ),
        (
            {"__doc__": "x", "__annotations__": {"name": partyx.Phrase, "by": partyx.Phrase}, "by": "ai đó"},
            "Bad.by: its default 'ai đó' is no value of the field",
        ),
        (
            {"__doc__": "x", "__annotations__": {"a": partyx.Phrase, "k": Literal["x", "y"]}, "k": "z"},
            "Bad.k: its default 'z' is no value",
        ),
        (
            {"__doc__": "x", "__annotations__": {"name": partyx.Phrase}, "examples": ({"text": "x"},)},
            "Bad.examples are not a tuple of partyx.Example",
        ),
        (
            {
                "__doc__": "x",
                "__annotations__": {"name": partyx.Phrase},
                "examples": partyx.Example(text="x"),
            },
            "Bad.examples are not a tuple of partyx.Example",
        ),
    ],
)
def test_a_declaration_that_lacks_something_is_an_error(body, says):
    with pytest.raises(DeclarationError, match=says):
        type(partyx.Record)("Bad", (partyx.Record,), body)


@pytest.mark.filterwarnings("ignore:Field name:UserWarning")  # pydantic says so as well
@pytest.mark.parametrize("name", ["key", "examples", "plural", "copy", "schema", "json"])
def test_a_name_that_every_record_has_is_no_field(name):
    """It would hide what the record, or pydantic, keeps under it."""
    with pytest.raises(DeclarationError, match=rf"Bad\.{name}: this name is taken"):
        type(partyx.Record)(
            "Bad", (partyx.Record,), {"__doc__": "x", "__annotations__": {name: partyx.Phrase}}
        )


@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
def test_a_type_that_holds_itself_is_an_error(several):
    """Through another type as well; it would be asked for without end."""
    with pytest.raises(DeclarationError, match=r"Part holds records of its own type\. Say the ones inside"):

        class Part(partyx.Record):
            """Một phần."""

            name: partyx.Phrase
            inner: "list[Part]" if several else "Part | None" = [] if several else None


class Debt(partyx.Record):
    """Một khoản nợ, đã trả hay chưa."""

    paid: bool = False
    amount: partyx.FigureRef


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Debt, {"amount": "12 triệu đồng", "paid": True}),
        (
            type(partyx.Record)(
                "Ledger",
                (partyx.Record,),
                {"__doc__": "Sổ.", "__annotations__": {"debts": list[Debt]}, "key": "debts"},
            ),
            {"debts": [{"amount": "12 triệu đồng"}]},
        ),
        (
            type(partyx.Record)(
                "Loan",
                (partyx.Record,),
                {"__doc__": "Sổ.", "__annotations__": {"kind": Literal["x"], "debt": Debt}},
            ),
            {"kind": "x", "debt": {"amount": "12 triệu đồng"}},
        ),
    ],
)
def test_an_example_stands_where_its_first_quote_stands(kind, said):
    """Whatever comes before it: a choice, a flag, a list, a record inside."""
    example = partyx.Example(text="Có nợ. Ông Sen nợ 12 triệu đồng.", records=(said,))
    shown = type(partyx.Record)(kind.__name__, (kind,), {"__doc__": "Sổ.", "examples": (example,)})
    fake = partyx.FakeModel([{spec_of(shown).plural: []}])
    partyx.extract(TEXT, records=[shown], model=fake)
    assert '"at":"s2"' in fake.requests[0].messages[2]["content"]


def test_what_a_record_computes_itself_is_written_and_not_read():
    class Share(partyx.Record):
        """Một tỷ lệ."""

        part: partyx.FigureRef

        @computed_field
        @property
        def percent(self) -> float:
            return self.part.value * 100

    fake = partyx.FakeModel([{"shares": [{"part": "38/40"}]}])
    found = partyx.extract(TEXT, records=[Share], model=fake)
    written = json.loads(found.to_json())["records"]["shares"][0]
    assert written["percent"] == 3800
    assert "percent" in schema_of(Share)["required"]
    assert partyx.Extraction.from_json(found.to_json(), records=[Share]) == found


def test_names_and_keys_follow_from_the_class():
    spec = spec_of(Appointment)
    assert (spec.name, spec.plural, spec.key) == ("appointment", "appointments", ("person",))
    assert {field.name for field in spec.fields if not field.optional} == {"person", "kind"}

    class PartyCity(partyx.Record):
        """Thành phố."""

        name: partyx.Phrase
        key = ("name",)

    assert (spec_of(PartyCity).name, spec_of(PartyCity).plural) == ("party_city", "party_cities")


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"kind": Literal["x", "y"], "person": partyx.PersonRef}, ("person",)),
        ({"ill": bool, "kind": Literal["x", "y"]}, ("ill",)),
        ({"post": partyx.Phrase | None, "ill": bool, "person": partyx.PersonRef}, ("person",)),
    ],
)
def test_a_choice_is_the_key_only_where_there_is_nothing_else(fields, key):
    """Many records have the same; they would be one where two windows tell of them."""
    body = {"__doc__": "x", "__annotations__": fields, **({"post": None} if "post" in fields else {})}
    assert spec_of(type(partyx.Record)("Thing", (partyx.Record,), body)).key == key


def test_one_name_is_a_key_as_well():
    class Town(partyx.Record):
        """Xã."""

        people: partyx.FigureRef
        name: partyx.Phrase
        key = "name"

    assert spec_of(Town).key == ("name",)


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ({"person": "Nguyễn Văn Bịa", "kind": "điều động"}, "'Nguyễn Văn Bịa' is not in the text"),
        ({"person": ["Trần Văn Khê"], "kind": "điều động"}, r"\.person: \['Trần Văn Khê'\] is not one value"),
        ({"person": "Trần Văn Khê", "kind": "điều động", "duties": "Chánh"}, r"\.duties: 'Chánh' is no list"),
        (
            {"person": "Trần Văn Khê", "kind": "điều động", "vote": "38/40"},
            r"\.vote: '38/40' is no record: write its fields",
        ),
        (
            {"person": "Trần Văn Khê", "kind": "điều động", "vote": {"agred": "38/40"}},
            r"\.vote: 'agred' is no field of Vote",
        ),
        ({"person": "Trần Văn Khê", "kind": "điều động", "post": "Bí thư Tỉnh ủy Bịa"}, "không có trong bài"),
        ({"person": "Trần Văn Khê", "kind": "điều động", "psot": "Chánh Văn phòng"}, "'psot' is no field"),
        ({"person": "Trần Văn Khê", "kind": "điều động", "effective": "3/3"}, "không có trong bài"),
    ],
)
def test_an_example_that_does_not_hold_is_an_error(record, says):
    """Its values are sought in its text before a model sees it."""
    wrong = partyx.Example(text=Appointment.examples[0].text, records=(record,))
    body = {"__doc__": "Bổ nhiệm.", "__module__": __name__, "examples": (wrong,)}
    kind = type(partyx.Record)("Wrong", (Appointment,), body)
    with pytest.raises(DeclarationError, match=says):
        extracted(records=[kind])


# -- asked for ------------------------------------------------------------------------------------------


def test_docstring_descriptions_and_examples_are_what_the_model_is_told():
    """Ids stand where the example's quotes were."""
    fake = ScriptedModel(default=answer())
    partyx.extract(TEXT, records=[Appointment], model=fake)
    rules, example, shown, article = (message["content"] for message in fake.requests[0].messages)
    assert "# appointments\n\nMột quyết định về nhân sự đối với một người." in rules
    assert "- person: người được bổ nhiệm; p… hoặc nguyên văn\n" in rules
    assert '- kind: một trong: "bổ nhiệm", "điều động"' in rules
    assert "  - agreed: v: n…; unit: vật được đếm" in rules
    assert "đồng chí Trần Văn Khê⟨p1⟩" in example
    assert json.loads(shown)["appointments"][0] == item(
        at="s1", person="p1", kind="điều động", effective="d1"
    )
    assert "Vàng A Páo⟨p2⟩" in article
    assert len(fake.requests) == 1


def test_what_the_article_does_not_bear_out_is_asked_again_by_name():
    fake = ScriptedModel([answer(item(by="Huyện ủy Bịa", effective="n1")), answer(item())])
    partyx.extract(TEXT, records=[Appointment], model=fake)
    asked = fake.requests[1].messages[-1]["content"]
    assert 'appointments[0].by: "Huyện ủy Bịa" không có trong bài' in asked
    assert 'appointments[0].effective: n1 là con số ("38/40"), không phải ngày tháng' in asked
    assert "person" not in asked


def test_only_what_was_wrong_has_to_be_answered_again():
    """The rest of the first answer stands, in its place."""
    first = answer(item(person="p1", at="s4"), item(by="Huyện ủy Bịa"), item(person="Ma Văn Không"))
    fake = ScriptedModel([first, answer(item(by="o1"))])
    found = partyx.extract(TEXT, records=[Appointment], model=fake)
    assert [(it.person.name, it.by and it.by.name) for it in found.of(Appointment)] == [
        ("Hà Thị Lụa", None),
        ("Vàng A Páo", "BTV Tỉnh ủy Sông Mây"),
    ]
    assert "chỉ gồm các mục đã sửa" in fake.requests[1].messages[-1]["content"]


def test_the_rules_alone_do_not_find_them():
    with pytest.raises(SettingsError, match="only a model finds appointments"):
        partyx.extract(TEXT, records=[Appointment], settings={"engine": "rules"})


@pytest.mark.parametrize(
    ("records", "asked", "kept"),
    [
        ([Appointment], ["records"], set()),
        ([Appointment, "meetings"], ["article", "records"], {"meetings"}),
        ([Appointment, partyx.Meeting, partyx.Directive], ["article", "records"], {"meetings", "directives"}),
    ],
)
def test_own_types_stand_beside_the_built_in_ones_or_in_their_place(records, asked, kept):
    """Each with its own question; what is not asked for is not given out."""
    meeting = {
        "at": "s3",
        "name": "hội nghị công bố quyết định",
        "kind": None,
        "date": "d2",
        "org": "o1",
        "loc": None,
    }
    people = {"mode": None, "chairs": [], "speakers": [], "attendees": [], "agenda": []}
    built_in = {
        "meetings": [meeting | people],
        "stats": [],
        "plans": [],
        "wholes": [],
        "docs": ["c1"],
        "orders": [],
    }

    def either(request):
        return answer(item()) if "# appointments" in request.messages[0]["content"] else built_in

    fake = ScriptedModel(default=either)
    found = partyx.extract(TEXT, records=records, model=fake, settings={"second_ask": False})
    assert len(fake.requests) == len(asked)
    assert len(found.of(Appointment)) == 1
    assert {name for name in ("meetings", "statistics", "directives") if getattr(found, name)} == kept
    assert found.of(partyx.Meeting) == found.meetings


LONG = "\n\n".join(
    f"Ngày {day}/6/2024, Tỉnh ủy bổ nhiệm đồng chí Lò Văn {name} giữ chức Bí thư Đảng ủy xã."
    for day, name in enumerate(
        ("An", "Bình", "Chung", "Dũng", "Giang", "Hùng", "Khánh", "Lâm", "Minh", "Nam"), 1
    )
)


def every(request) -> dict:
    """One record for each sentence of a window, the context's as well."""
    shown = request.messages[-1]["content"]
    lines = [line for line in shown.splitlines() if line.startswith("[s") and "⟨p" in line]
    found = []
    for line in lines:
        person = "p" + line.split("⟨p")[1].split("⟩")[0]
        found.append(item(at=line[1 : line.index("]")], person=person))
    return answer(*found)


@pytest.mark.parametrize("way", [partyx.extract, lambda *a, **k: asyncio.run(partyx.aextract(*a, **k))])
def test_a_long_article_is_asked_about_in_windows(way):
    """Every record once, in the order of the text, whatever the windows."""
    whole = way(LONG, records=[Appointment], model=ScriptedModel(default=every))
    fake = ScriptedModel(default=every)
    cut = way(LONG, records=[Appointment], model=fake, settings={"window_tokens": 200})
    assert len(fake.requests) > 1
    assert [it.person.name for it in cut.of(Appointment)] == [it.person.name for it in whole.of(Appointment)]
    assert len(whole.of(Appointment)) == 10


def test_many_articles_give_them_as_one_does():
    with partyx.extract_many(
        [TEXT, LONG], records=[Appointment], model=ScriptedModel(default=every), ordered=True
    ) as many:
        found = list(many)
    assert [len(one.of(Appointment)) for one in found] == [3, 10]
    assert found[1].types == {"appointments": Appointment}


def test_two_windows_that_tell_of_one_record_fill_it_up_together():
    """By its key; the first one's word wins, lists add up."""
    text = TEXT + "\nĐồng chí Vàng A Páo giữ chức Phó Chánh Văn phòng từ ngày 1/8/2024.\n" + LONG

    def answers(request):
        shown = request.messages[-1]["content"].split("Các câu phải trả lời:")[-1]
        if "38/40" in shown:
            return answer(
                item(vote={"agreed": {"v": "n1", "unit": "phiếu"}, "of_whom": None}, duties=["s6a"])
            )
        if "1/8/2024" in shown:
            line = next(line for line in shown.splitlines() if "1/8/2024" in line)
            return answer(
                item(
                    at=line[1 : line.index("]")],
                    person="Vàng A Páo",
                    kind="điều động",
                    effective=_date(line, "1/8/2024"),
                )
            )
        return answer()

    found = partyx.extract(
        text, records=[Appointment], model=ScriptedModel(default=answers), settings={"window_tokens": 200}
    ).of(Appointment)
    (one,) = [it for it in found if it.person.name == "Vàng A Páo"]
    assert (one.kind, one.effective.start, one.vote.agreed.value) == ("bổ nhiệm", dt.date(2024, 8, 1), 38)
    assert len(one.evidence) == 2


SAME = {"person": "Vàng A Páo", "kind": "bổ nhiệm"}


@pytest.mark.parametrize(
    ("one", "other", "several"),
    [
        ({}, {"post": "Phó Chánh Văn phòng"}, 1),
        ({"kind": "bổ nhiệm"}, {"kind": "điều động"}, 1),
        ({"why": "nhiều thành tích"}, {"why": "thành tích trong công tác"}, 1),
        ({"post": "Phó Chánh Văn phòng"}, {"post": "Phó Chánh Văn phòng Tỉnh ủy"}, 1),
        ({"post": "Phó Chánh Văn phòng"}, {"post": "Trưởng Ban Tổ chức"}, 2),
        ({"by": "BTV Tỉnh ủy Sông Mây"}, {"by": "Ban Thường vụ Tỉnh ủy Sông Mây"}, 1),
        ({"by": "BTV Tỉnh ủy Sông Mây"}, {"by": "Huyện ủy Suối Bạc"}, 2),
        ({"effective": "15/7/2024"}, {"effective": "ngày 15/7/2024"}, 1),
        ({"effective": "15/7/2024"}, {"effective": "20/7/2024"}, 2),
        ({"effective": "15/7"}, {"effective": "không ngày"}, 2),
        ({"vote": {"agreed": {"v": "38/40"}}}, {"vote": {"agreed": {"v": "8/40"}}}, 2),
        ({"vote": {"agreed": {"v": "38/40"}}}, {"vote": {"agreed": {"v": "38/40"}, "of_whom": "ai"}}, 1),
        ({"duties": ["a"]}, {"duties": ["b"]}, 1),
        ({"person": "Hà Thị Lụa"}, {}, 2),
    ],
)
def test_two_windows_tell_of_one_record_where_neither_says_another_day_figure_or_name(one, other, several):
    article = read(TEXT)
    refs = Refs(mark(article, find_mentions(article)))
    days = {mention.text: mention.id for mention in refs.marked.mentions.of_kind(Kind.DATE)}

    def part(said):
        values = (
            SAME
            | said
            | ({"effective": days.get(said["effective"], said["effective"])} if "effective" in said else {})
        )
        return Part((), records=(DraftRecord(Appointment, values, ()),))

    found = merged([part(one), part(other)], prepare(chosen([Appointment])), refs)
    assert len(found) == several
    assert {name for record in found for name in record.values} >= {*one, *other}


def _date(line: str, printed: str) -> str:
    return line.split(f"{printed}⟨")[1].split("⟩", maxsplit=1)[0]


def test_one_person_twice_in_one_answer_is_two_records():
    found = extracted(
        item(post="Phó Chánh Văn phòng Tỉnh ủy"),
        item(kind="điều động", at="s6"),
        item(kind="điều động", at="s6"),
    )
    assert [it.kind for it in found.of(Appointment)] == ["bổ nhiệm", "điều động"]


def test_of_a_cut_answer_the_finished_records_are_kept():
    whole = json.dumps(answer(item(), item(person="p1", at="s4", kind="điều động")), ensure_ascii=False)
    cut = whole[: whole.rindex('"kind"')]
    assert len(finished_records(cut)["appointments"]) == 1
    fake = ScriptedModel([Reply(cut, "length")], default=answer())
    found = partyx.extract(TEXT, records=[Appointment], model=fake)
    assert [it.person.name for it in found.of(Appointment)] == ["Vàng A Páo"]
    assert len(fake.requests) == 3


# -- grounded -------------------------------------------------------------------------------------------

FULL = item(
    at="s4",
    person="p1",
    kind="điều động",
    post="Trưởng Ban Tổ chức Tỉnh ủy",
    rank="tỉnh",
    by="o1",
    decision="c1",
    effective="d3",
    vote={"agreed": {"v": "n1", "unit": "phiếu"}, "of_whom": "Đồng chí Vàng A Páo"},
    duties=["s6a", "s6b-c"],
    why="nhiều thành tích trong công tác",
    acting=True,
)


def test_every_value_has_its_exact_place_and_its_reading():
    (one,) = extracted(FULL).of(Appointment)
    assert (one.person.name, one.person.titles) == ("Hà Thị Lụa", ("Bí thư Huyện ủy Suối Bạc",))
    assert (one.by.name, one.by.normalised) == ("BTV Tỉnh ủy Sông Mây", "Ban Thường vụ Tỉnh ủy Sông Mây")
    assert (one.decision.kind, one.decision.number, one.decision.span.text) == (
        "quyết định",
        "456-QĐ/TU",
        "Quyết định số 456-QĐ/TU",
    )
    assert (one.effective.start, one.effective.precision) == (dt.date(2024, 7, 15), "day")
    assert (one.vote.agreed.value, one.vote.agreed.of, one.vote.agreed.unit) == (38, 40, "phiếu")
    assert one.vote.evidence[0].text.startswith("Đồng chí Vàng A Páo được bổ nhiệm")
    assert [duty.text for duty in one.duties] == [
        "Đồng chí Vàng A Páo phải bàn giao công việc ở huyện",
        "hoàn thành hồ sơ trước ngày 20/7/2024; giữ gìn đoàn kết nội bộ",
    ]
    assert (one.rank, one.acting, one.kind) == (Rank.PROVINCE, True, "điều động")
    places = list(spec_of(Appointment).spans(one)) + list(one.evidence)
    assert len(places) == 10
    for span in places:
        assert TEXT[span.start : span.end] == span.text
    assert [span.text[:14] for span in one.evidence] == ["Theo Quyết địn"]


@pytest.mark.parametrize(
    ("said", "field", "reason"),
    [
        ({"person": "Nguyễn Văn Bịa"}, None, "the person is not in the article"),
        ({"person": "Lê Thị Bút"}, None, "the person stands only in the byline"),
        ({"person": "Vàng A"}, None, "the person names only part of a name"),
        ({"person": "o1"}, None, "the person o1 ('BTV Tỉnh ủy Sông Mây') is no person"),
        ({"post": "Bí thư Tỉnh ủy Bịa"}, "post", "the post is not in the article"),
        ({"by": "o99"}, "by", "the by o99 is no mention of the article"),
        ({"effective": "n1"}, "effective", "the effective n1 ('38/40') is no date"),
        ({"decision": "Công văn 7"}, "decision", "the decision is not in the article"),
        ({"duties": ["s99"]}, "duties", "the duty is not in the article"),
        ({"by": "đồng chí Hà Thị Lụa"}, "by", "the by names another thing: 'Hà Thị Lụa' is no organisation"),
        (
            {"vote": {"agreed": {"v": "n9", "unit": None}, "of_whom": None}},
            "vote",
            "the vote does not hold (the agreed",
        ),
        (
            {"vote": {"agreed": {"v": "n1", "unit": "lá phiếu"}, "of_whom": None}},
            "vote.agreed.unit",
            "the unit",
        ),
        (
            {"vote": {"agreed": {"v": "n1", "unit": None}, "of_whom": "Bịa"}},
            "vote.of_whom",
            "the of_whom is not",
        ),
        ({"why": "theo Quyết định 2019"}, "why", "the why says '2019', which is not in the article"),
        ({"why": "bơi lội giỏi nhất trường"}, "why", "the why says 'bơi', which is not in the article"),
        ({"at": "s99"}, "", ""),
    ],
)
def test_what_is_not_in_the_article_is_put_aside(said, field, reason):
    """The whole record where it cannot be without it, else the one value, with its path and the record's key."""
    found = extracted(item(**said))
    if field == "":
        assert not found.unlocated
        return
    (aside,) = found.unlocated
    assert (aside.record, aside.field) == ("appointment", field)
    assert reason in aside.reason
    assert aside.claim["person"] == said.get("person", "p2")
    assert len(found.of(Appointment)) == (field is not None)


def test_a_body_is_nobody():
    found = extracted(item(person="BTV Tỉnh ủy Sông Mây"))
    assert not found.of(Appointment)
    assert "'BTV Tỉnh ủy Sông Mây' is no person" in found.unlocated[0].reason


def test_a_unit_stands_in_the_sentence_of_its_figure():
    """Another sentence counts other things."""
    found = extracted(item(vote={"agreed": {"v": "n1", "unit": "hồ sơ"}, "of_whom": None}))
    assert found.of(Appointment)[0].vote.agreed.unit is None
    assert [aside.field for aside in found.unlocated] == ["vote.agreed.unit"]
    assert "is not in the figure's sentence" in found.unlocated[0].reason


def test_a_document_has_the_fullest_number_of_its_citations():
    text = TEXT.replace("Đồng chí Vàng A Páo được", "Cũng theo Quyết định 456, đồng chí Vàng A Páo được")
    found = extracted(item(decision="c2"), text=text)
    cited = found.of(Appointment)[0].decision
    assert (cited.number, cited.printed) == ("456-QĐ/TU", "Quyết định 456")
    assert cited.span.text == "Quyết định 456"


def test_a_validator_of_ones_own_is_heard():
    class Strict(Appointment):
        """Một quyết định."""

        @model_validator(mode="after")
        def _acting(self):
            if self.acting:
                raise ValueError("nobody acts here")
            return self

    fake = ScriptedModel(default={"stricts": [item(), item(at="s4", person="p1", acting=True)]})
    found = partyx.extract(TEXT, records=[Strict], model=fake)
    assert [it.person.name for it in found.of(Strict)] == ["Vàng A Páo"]
    assert "nobody acts here" in found.unlocated[0].reason


def test_the_places_of_values_count_as_used_digits():
    assert "38/40" in str(extracted(item()).coverage.unclaimed)
    assert "38/40" not in str(extracted(FULL).coverage.unclaimed)


# -- given out ----------------------------------------------------------------------------------------


def test_json_there_and_back():
    """With the type at once, without it when it is asked for."""
    found = extracted(FULL, item())
    text = found.to_json()
    assert partyx.Extraction.from_json(text, records=[Appointment]) == found
    plain = partyx.Extraction.from_json(text)
    assert isinstance(plain.records["appointments"][0], dict)
    assert plain.of(Appointment) == found.of(Appointment)
    assert plain.to_json() == text
    with pytest.raises(InputError, match="their type is not known"):
        plain.to_frames()


def test_json_of_another_declaration_is_an_error():
    class Other(partyx.Record):
        """Khác."""

        plural = "appointments"
        name: partyx.Phrase

    with pytest.raises(InputError, match="are not of the type Other as it is now"):
        extracted(item()).of(Other)


def test_a_table_has_its_columns_with_no_rows_as_with_many():
    one, none = (extracted(*items).to_frames()["appointments"] for items in ([FULL], []))
    assert list(one.columns) == list(none.columns)
    assert list(one.dtypes) == list(none.dtypes)
    row = one.iloc[0]
    assert (row["person"], row["decision_number"]) == ("Hà Thị Lụa (Bí thư Huyện ủy Suối Bạc)", "456-QĐ/TU")
    assert str(row["effective_start"].date()) == "2024-07-15"
    assert row["vote"] == "agreed: 38/40 phiếu, of_whom: Đồng chí Vàng A Páo"


@pytest.mark.parametrize("known", [True, False])
def test_a_page_shows_them_with_and_without_their_type(known):
    found = extracted(FULL, item(by="Huyện ủy Bịa"))
    if not known:
        found = partyx.Extraction.from_json(found.to_json())
    page, html = str(found), found._repr_html_()
    for text in ("Appointments", "Hà Thị Lụa", "Trưởng Ban Tổ chức Tỉnh ủy", "appointment.by"):
        assert text in page
        assert text in html
    assert "2 appointments" in repr(found)
    if known:
        assert 'title="appointments[0]"' in html
        assert "px-appointments" in html


def test_the_json_schema_holds_what_is_written():
    import jsonschema  # noqa: PLC0415

    schema = schema_of(Appointment)
    jsonschema.Draft202012Validator.check_schema(schema)
    for record in json.loads(extracted(FULL, item()).to_json())["records"]["appointments"]:
        jsonschema.validate(record, schema)
    assert schema["properties"]["person"]["description"] == "người được bổ nhiệm"
    assert Vote.__name__ in schema["$defs"]


# -- named ------------------------------------------------------------------------------------------------

TOML = """
name = "Appointment"
about = "Một quyết định về nhân sự."
key = ["person"]

[fields.person]
type = "person"
about = "người được bổ nhiệm"

[fields.kind]
choices = ["bổ nhiệm", "điều động"]

[fields.vote]
optional = true
fields = { agreed = { type = "figure" } }

[fields.duties]
type = "clause"
many = true

[[examples]]
text = "Ngày 2/3/2024, Tỉnh ủy Sông Mây điều động đồng chí Trần Văn Khê giữ chức Chánh Văn phòng."
records = [{ person = "Trần Văn Khê", kind = "điều động" }]
"""


def test_a_declaration_without_python(tmp_path):
    """TOML and JSON say the same."""
    import tomllib  # noqa: PLC0415

    (tmp_path / "one.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "two.json").write_text(json.dumps({"records": [tomllib.loads(TOML)]}), encoding="utf-8")
    said = {"at": "s5", "person": "p2", "kind": "bổ nhiệm", "duties": ["s6a"]}
    said["vote"] = {"agreed": {"v": "n1", "unit": "phiếu"}}
    for name in ("one.toml", "two.json"):
        fake = ScriptedModel(default={"appointments": [said]})
        found = partyx.extract(TEXT, records=str(tmp_path / name), model=fake)
        (one,) = found.records["appointments"]
        assert (one.person.name, one.vote.agreed.value, len(one.duties)) == ("Vàng A Páo", 38, 1)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (
            TOML.replace('"figure"', '"number"'),
            "fields.vote.fields.agreed.type: 'number' is no type; there is",
        ),
        (
            TOML.replace('type = "clause"', 'type = "clause"\nchoices = ["x"]'),
            "say one of type, choices, fields",
        ),
        (TOML.replace('about = "Một', 'abuot = "Một'), "about: Field required"),
        ("name = ", "Invalid value"),
        (TOML.replace('key = ["person"]', 'key = ["pesron"]'), "which is no field"),
    ],
)
def test_a_wrong_declaration_names_its_place(tmp_path, written, says):
    path = tmp_path / "one.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(DeclarationError, match=says):
        chosen(str(path))


SHIPPED = """
import partyx

class Money(partyx.Record):
    \"\"\"Một khoản tiền.\"\"\"
    amount: partyx.FigureRef

class Other:
    pass
"""


def test_a_type_that_an_installed_package_ships_is_asked_for_by_its_name(tmp_path, monkeypatch):
    """The name of its entry point; what a package names wrongly is an error that says so, and hides no other."""
    (tmp_path / "shipped_types.py").write_text(SHIPPED, encoding="utf-8")
    info = tmp_path / "shipped-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shipped\nVersion: 1.0\n", encoding="utf-8")
    points = ("money = shipped_types:Money", "other = shipped_types:Other", "gone = shipped_types:Gone")
    (info / "entry_points.txt").write_text("\n".join(("[partyx.records]", *points)), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    (kind,) = chosen("money").own
    found = partyx.extract(TEXT, records="money", model=partyx.FakeModel([{"moneys": [{"amount": "38/40"}]}]))
    assert found.of(kind)[0].amount.value == 38
    for name, says in (
        ("other", "Other'> is no record type"),
        ("gone", "'gone' cannot be loaded: AttributeError"),
        (
            "nowhere",
            "no record type 'nowhere'; there is directives, gone, meetings, money, other, statistics",
        ),
    ):
        with pytest.raises(DeclarationError, match=says):
            chosen(name)


def test_a_type_of_a_python_file(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(
        'from __future__ import annotations\nimport partyx\n\nclass Town(partyx.Record):\n    """Xã."""\n\n'
        "    name: partyx.OrganisationRef\n",
        encoding="utf-8",
    )
    (kind,) = chosen([f"{path}:Town", "meetings"]).own
    assert spec_of(kind).plural == "towns"
    with pytest.raises(DeclarationError, match=r"there is no record type 'Twon' in it; there is Town\."):
        chosen(f"{path}:Twon")
    path.write_text("import nowhere_to_be_found", encoding="utf-8")
    with pytest.raises(DeclarationError, match="cannot be loaded: ModuleNotFoundError"):
        chosen(f"{path}:Town")


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("appointment", "there is no record type 'appointment'; there is directives, meetings, statistics"),
        ([], "names no record type"),
        ([partyx.Span], "is no record type"),
        ([partyx.Record], "is no record type"),
        ([Appointment, type("Appointment", (Appointment,), {"__doc__": "Khác."})], "called 'appointments'"),
    ],
)
def test_what_is_no_record_type_is_an_error(wanted, says):
    with pytest.raises(DeclarationError, match=says):
        partyx.extract(TEXT, records=wanted, model=ScriptedModel(default=answer()))
