"""Two readers, the rules and a small model, and who is believed where they differ."""

import pytest

import partyx
from partyx.draft import Draft, DraftDirective, DraftMeeting
from partyx.llm import Client, FakeModel, Reply
from partyx.mentions import find_mentions
from partyx.model import ModelEngine
from partyx.model.labels import LONGEST, Setting, better
from partyx.model.prompts import SMALL, Prompts
from partyx.reading import read
from partyx.rules import RulesEngine
from partyx.settings import Settings

TEXT = """Huyện ủy Suối Bạc sơ kết công tác xây dựng Đảng

Thực hiện Chỉ thị số 08-CT/TW của Ban Bí thư, công tác phát triển đảng được chú trọng.

Các cấp ủy đã kết nạp 47 đảng viên mới. Ủy ban Kiểm tra Huyện ủy giám sát chuyên đề 12 tổ chức đảng.
"""


@pytest.mark.parametrize(
    ("cut", "written", "unit", "names", "kept"),
    [
        ("tỷ lệ hộ nghèo dao động", "tỷ lệ hộ nghèo", "%", "", "written"),
        ("huyện Khê Sơn kết nạp đảng viên", "đảng viên kết nạp", "đảng viên", "huyện Khê Sơn", "written"),
        ("cá nhân đã kiểm điểm", "cá nhân đã kiểm điểm, đánh giá", "cá nhân", "", "written"),
        ("tỷ lệ hộ nghèo còn dưới", "tỷ lệ hộ nghèo", "%", "", "written"),
        ("=", "tỷ lệ chi bộ họp đúng kỳ", "%", "", "written"),
        ("trường hợp", "vi phạm về đất đai", "trường hợp", "", "written"),
        ("kết nạp đảng viên<sup>1</sup>", "đảng viên kết nạp", "đảng viên", "", "written"),
        ("trao Huy hiệu 70 năm", "đảng viên được trao Huy hiệu 70 năm", "đảng viên", "", "written"),
        ("giám sát chuyên đề tổ chức đảng", "tổ chức đảng", "tổ chức đảng", "", "cut"),
        ("9 cá nhân không đánh giá", "cá nhân đánh giá", "cá nhân", "", "cut"),
        ("tỷ lệ hộ nghèo", "tỷ lệ hộ nghèo giảm", "%", "", "cut"),
        ("thi hành kỷ luật đảng viên", "đảng viên bị phạt", "đảng viên", "", "cut"),
        ("tổng thu ngân sách tỷ đồng", "tỷ đồng", "tỷ đồng", "", "cut"),
        ("tỷ lệ chi bộ tốt", "chi bộ tốt", "%", "", "cut"),
        ("kết nạp đảng viên", "47 đảng viên kết nạp", "đảng viên", "", "cut"),
        ("kết nạp đảng viên", "chi bộ kết nạp", "đảng viên", "", "cut"),
        ("kết nạp đảng viên", " ".join(["đảng viên kết nạp"] * LONGEST), "đảng viên", "", "cut"),
        ("kết nạp đảng viên", "", "đảng viên", "", "cut"),
        ("hộ nghèo ở Đồng Nai", "hộ nghèo ở Đông Nai", "hộ", "", "cut"),
    ],
)
def test_a_model_may_tidy_a_label_and_not_change_it(cut, written, unit, names, kept):
    """What it leaves out has to be who, when, how much, or nothing."""
    sentence = (
        "Trong năm, kết nạp 47 đảng viên, kiểm điểm, không đánh giá cá nhân; hộ nghèo giảm còn dưới 3%; chi bộ tốt "
        "họp đúng kỳ 100%; 7 trường hợp vi phạm về đất đai; được trao Huy hiệu 70 năm; thu ngân sách 9 tỷ đồng"
    )
    setting = Setting.of(unit, [names], sentence)
    assert better(cut, written, setting) == {"cut": cut, "written": written}[kept]


def asked(fake):
    return [request.messages[-1]["content"] for request in fake.requests]


def adjudicated(fake, reader, text=TEXT):
    settings = Settings.load(model="fake", cache="off", ask="sentence")
    article = read(text)
    engine = ModelEngine(Client(settings, model=fake), settings, beside=reader)
    return engine.fill(article, find_mentions(article))


PROMPTS = Prompts.load("v1")
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
    fake = FakeModel(default=answering)
    made = adjudicated(fake, RulesEngine())
    assert [one.value for one in made.statistics] == [one.value for one in rules.statistics]
    assert [one.indicator for one in made.statistics] == [
        "đảng viên kết nạp mới",
        rules.statistics[1].indicator,
    ]
    assert "đảng viên)" in asked(fake)[0]


def test_a_model_without_a_label_is_not_heard():
    """Null says nothing: which figures there are the rules say."""
    rules = RulesEngine().fill(read(TEXT), find_mentions(read(TEXT)))
    silent = FakeModel(default=lambda request: dict.fromkeys(request.schema["properties"]))
    assert adjudicated(silent, RulesEngine()).statistics == rules.statistics


def test_meetings_and_directives_are_the_rules():
    """Nothing is asked about them."""
    text = (
        "Ngày 5/6/2023, Huyện ủy Suối Bạc tổ chức hội nghị sơ kết. Huyện ủy yêu cầu các chi bộ rà soát nguồn."
    )
    fake = FakeModel(default=answering)
    meeting, order = DraftMeeting("hội nghị sơ kết", ((0, 5),)), DraftDirective("speech", ((0, 5),))
    made = adjudicated(fake, Reader(meetings=(meeting,), directives=(order,)), text)
    assert (made.meetings, made.directives) == ((meeting,), (order,))
    assert not fake.requests


def test_a_cut_answer_leaves_the_rules_reading():
    """Nothing that the rules read is lost with an answer."""

    def cut(_request):
        return Reply('{"n1": "đảng', finish_reason="length")

    rules = RulesEngine().fill(read(TEXT), find_mentions(read(TEXT)))
    fake = FakeModel(default=cut)
    made = adjudicated(fake, RulesEngine())
    assert made.statistics == rules.statistics
    assert made.notes


def test_the_rules_can_be_left_out():
    """Then the small model is asked about everything."""
    settings = Settings.load(model="fake", cache="off", ask="sentence", adjudicate=False)
    fake = FakeModel(default=answering)
    alone = partyx.extract(TEXT, settings=settings, model=fake)
    assert "beside" not in alone.provenance.engine_reason
    kinds = set(map(question, fake.requests))
    assert "figures" in kinds
    assert "labels" not in kinds


def test_provenance_says_that_two_have_read():
    """In the one line that says which engine ran."""
    settings = Settings.load(model="fake", cache="off", ask="sentence")
    both = partyx.extract(TEXT, settings=settings, model=FakeModel(default=answering))
    assert both.provenance.engine_reason.endswith("; the rules read beside it")
    assert "the rules read beside it" in str(both)
