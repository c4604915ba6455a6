"""Two readers, the rules and a small model, and who is believed where they differ."""

import asyncio

import pytest

import partyx
from partyx.draft import Draft, DraftDirective, DraftMeeting
from partyx.errors import AuthenticationError, RefusalError
from partyx.llm import Client, Reply, ScriptedModel
from partyx.mentions import find_mentions
from partyx.model import ModelEngine
from partyx.model.prompts import SMALL, Prompts
from partyx.model.small.labels import LONGEST, Setting, choose_label
from partyx.reading import read
from partyx.rules import RulesEngine
from partyx.settings import Settings

TEXT = """Huyện ủy Suối Bạc sơ kết công tác xây dựng Đảng

Thực hiện Chỉ thị số 08-CT/TW của Ban Bí thư, công tác phát triển đảng được chú trọng.

Các cấp ủy đã kết nạp 47 đảng viên mới. Ủy ban Kiểm tra Huyện ủy giám sát chuyên đề 12 tổ chức đảng.
"""


SAID = (
    "Trong năm, Ủy ban Kiểm tra Huyện ủy kiểm tra 12 đảng viên trên 30 tuổi, không đánh giá 9 cá nhân đã kiểm điểm; "
    "hộ nghèo giảm còn dưới 3%, hộ cận nghèo 30; chi bộ tốt họp đúng kỳ 100%; kết nạp 47 đảng viên; 7 trường hợp vi "
    "phạm về đất đai; được trao Huy hiệu 70 năm; thu ngân sách 9 tỷ đồng"
)


@pytest.mark.parametrize(
    ("cut", "written", "unit", "kept"),
    [
        ("tỷ lệ hộ nghèo dao động", "tỷ lệ hộ nghèo", "%", "written"),
        ("Ủy ban Kiểm tra Huyện ủy kiểm tra đảng viên", "đảng viên kiểm tra", "đảng viên", "written"),
        ("cá nhân đã kiểm điểm", "cá nhân đã kiểm điểm, đánh giá", "cá nhân", "written"),
        ("tỷ lệ hộ nghèo còn dưới", "tỷ lệ hộ nghèo", "%", "written"),
        ("=", "tỷ lệ chi bộ họp đúng kỳ", "%", "written"),
        ("trường hợp", "vi phạm về đất đai", "trường hợp", "written"),
        ("kết nạp đảng viên<sup>1</sup>", "đảng viên kết nạp", "đảng viên", "written"),
        ("trao Huy hiệu 70 năm", "đảng viên được trao Huy hiệu 70 năm", "đảng viên", "written"),
        ("kết nạp đảng viên", "đảng viên được kết nạp", "đảng viên", "written"),
        # what was done is lost, be it also the name of who did it
        ("giám sát chuyên đề tổ chức đảng", "tổ chức đảng", "tổ chức đảng", "cut"),
        ("Ủy ban Kiểm tra Huyện ủy kiểm tra đảng viên", "đảng viên", "đảng viên", "cut"),
        ("hộ cận nghèo", "hộ nghèo", "hộ cận nghèo", "cut"),
        # it says the contrary, or another way
        ("9 cá nhân không đánh giá", "cá nhân đánh giá", "cá nhân", "cut"),
        ("cá nhân", "cá nhân không đánh giá", "cá nhân", "cut"),
        ("tỷ lệ hộ nghèo", "tỷ lệ hộ nghèo giảm", "%", "cut"),
        ("đảng viên dưới 30 tuổi", "đảng viên trên 30 tuổi", "đảng viên", "cut"),
        # a share is called a share, and a count is not
        ("tỷ lệ chi bộ tốt", "chi bộ tốt", "%", "cut"),
        ("kết nạp đảng viên", "tỷ lệ kết nạp đảng viên", "đảng viên", "cut"),
        # it is no label, or has words and figures of its own
        ("tổng thu ngân sách tỷ đồng", "tỷ đồng", "tỷ đồng", "cut"),
        ("kết nạp đảng viên", "47 đảng viên kết nạp", "đảng viên", "cut"),
        ("kết nạp đảng viên", "đảng viên kết nạp mới", "đảng viên", "cut"),
        ("kết nạp đảng viên", "chi bộ kết nạp", "đảng viên", "cut"),
        ("kết nạp đảng viên", " ".join(["đảng viên kết nạp"] * LONGEST), "đảng viên", "cut"),
        ("kết nạp đảng viên", "", "đảng viên", "cut"),
        ("hộ nghèo ở Đồng Nai", "hộ nghèo ở Đông Nai", "hộ", "cut"),
    ],
)
def test_a_model_may_tidy_a_label_and_not_change_it(cut, written, unit, kept):
    """What it leaves out has to be who, when, how much, or nothing."""
    setting = Setting(unit, named=("Ủy ban Kiểm tra Huyện ủy",), said=SAID)
    assert choose_label(cut, written, setting) == {"cut": cut, "written": written}[kept]


def asked(fake):
    """The questions, as the model sees them."""
    return [request.messages[-1]["content"] for request in fake.requests]


def adjudicated(fake, reader, text=TEXT):
    """What the two readers say together."""
    settings = Settings.load(model="fake", cache="off", ask="sentence")
    article = read(text)
    engine = ModelEngine(Client(settings, model=fake), settings, beside=reader)
    return engine.fill(article, find_mentions(article))


PROMPTS = Prompts.load("v2")
KINDS = {PROMPTS.small(kind, "")[0]["content"]: kind for kind in SMALL}


def question(request):
    """Which of the small questions this is: known by its rules."""
    return KINDS[request.messages[0]["content"]]


def answering(request):
    """A label for every id asked about, else null for everything."""
    fields = request.schema["properties"]
    return dict.fromkeys(fields, "đảng viên kết nạp mới" if question(request) == "labels" else None)


class Reader:
    """Reads what it is told to."""

    name = "reader"

    def __init__(self, **draft):
        self.draft = Draft(**draft)

    def fill(self, _article, _mentions):
        return self.draft


def test_the_rules_say_which_figures_there_are_and_the_model_how_they_are_called():
    """Labels are asked for; a label that loses what was done is left."""
    article = read(TEXT)
    mentions = find_mentions(article)
    rules = RulesEngine().fill(article, mentions)
    fake = ScriptedModel(default=answering)
    made = adjudicated(fake, RulesEngine())
    assert [one.value for one in made.statistics] == [one.value for one in rules.statistics]
    assert [one.indicator for one in made.statistics] == [
        "đảng viên kết nạp mới",
        rules.statistics[1].indicator,
    ]
    assert any("đảng viên)" in question for question in asked(fake))


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("Huyện có 12 hộ nghèo và 30 hộ cận nghèo.", ["hộ cận nghèo", "hộ nghèo"]),
        (
            "Huyện có 2.900 đảng viên, trong đó 12 đảng viên bị kỷ luật.",
            ["đảng viên bị kỷ luật", "đảng viên"],
        ),
        (
            "Kết nạp 47 đảng viên, khai trừ 3 đảng viên.",
            ["đảng viên kết nạp, khai trừ", "đảng viên bị khai trừ"],
        ),
        (
            "Có 165 chi bộ hoàn thành tốt nhiệm vụ, 12 chi bộ hoàn thành nhiệm vụ.",
            [None, "chi bộ hoàn thành tốt nhiệm vụ"],
        ),
    ],
)
def test_no_figure_gets_the_label_of_another(sentence, labels):
    """A label that says all that another figure's says is that figure's."""
    article = read(sentence)
    rules = RulesEngine().fill(article, find_mentions(article))
    fake = ScriptedModel(default=lambda request: dict(zip(request.schema["properties"], labels, strict=True)))
    made = adjudicated(fake, RulesEngine(), sentence)
    swapped = [
        one.indicator for one, label in zip(made.statistics, labels, strict=True) if one.indicator == label
    ]
    assert swapped in ([], ["đảng viên bị khai trừ"])
    assert len(made.statistics) == len(rules.statistics) == 2


def test_both_read_in_a_running_event_loop_too():
    """The same draft, asked for with await."""
    settings = Settings.load(model="fake", cache="off", ask="sentence")
    article = read(TEXT)
    mentions = find_mentions(article)
    fake = ScriptedModel(default=answering)
    engine = ModelEngine(Client(settings, model=fake), settings, beside=RulesEngine())
    assert asyncio.run(engine.afill(article, mentions)) == engine.fill(article, mentions)


def test_a_model_without_a_label_is_not_heard():
    """Null says nothing: which figures there are the rules say."""
    rules = RulesEngine().fill(read(TEXT), find_mentions(read(TEXT)))
    silent = ScriptedModel(default=lambda request: dict.fromkeys(request.schema["properties"]))
    assert adjudicated(silent, RulesEngine()).statistics == rules.statistics


def test_meetings_and_directives_are_the_rules():
    """Nothing is asked about them."""
    text = (
        "Ngày 5/6/2023, Huyện ủy Suối Bạc tổ chức hội nghị sơ kết. Huyện ủy yêu cầu các chi bộ rà soát nguồn."
    )
    fake = ScriptedModel(default=answering)
    meeting, order = DraftMeeting("hội nghị sơ kết", ((0, 5),)), DraftDirective("speech", ((0, 5),))
    made = adjudicated(fake, Reader(meetings=(meeting,), directives=(order,)), text)
    assert (made.meetings, made.directives) == ((meeting,), (order,))
    assert not fake.requests


@pytest.mark.parametrize(
    "answer",
    [Reply('{"n1": "đảng', finish_reason="length"), {"foo": 1}, "không biết", RefusalError("it refuses")],
    ids=["cut", "other fields", "no JSON", "refused"],
)
def test_an_unusable_answer_leaves_the_rules_reading(answer):
    """Nothing that the rules read is lost with an answer; the notes say what was."""
    rules = RulesEngine().fill(read(TEXT), find_mentions(read(TEXT)))
    made = adjudicated(ScriptedModel(default=answer), RulesEngine())
    assert (made.statistics, made.directives) == (rules.statistics, rules.directives)
    assert made.notes


def test_who_cannot_be_asked_at_all_is_told():
    """A wrong key is not passed over in silence."""
    with pytest.raises(AuthenticationError):
        adjudicated(ScriptedModel(default=AuthenticationError("wrong key")), RulesEngine())


def test_the_rules_can_be_left_out():
    """Then the small model is asked about everything."""
    settings = Settings.load(model="fake", cache="off", ask="sentence", adjudicate=False)
    fake = ScriptedModel(default=answering)
    alone = partyx.extract(TEXT, settings=settings, model=fake)
    assert "beside" not in alone.provenance.engine_reason
    kinds = set(map(question, fake.requests))
    assert "figures" in kinds
    assert "labels" not in kinds


def test_provenance_says_that_two_have_read():
    """In the one line that says which engine ran."""
    settings = Settings.load(model="fake", cache="off", ask="sentence")
    both = partyx.extract(TEXT, settings=settings, model=ScriptedModel(default=answering))
    assert both.provenance.engine_reason.endswith("; the rules read beside it")
    assert "the rules read beside it" in str(both)
