"""The model for users' tests: records in, records out, by the way of any model."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import pytest
from own_types import TEXT as DECISIONS
from own_types import Appointment, Rank, answer, item

import partyx
from partyx.errors import BadResponseError, RefusalError, SettingsError

ARTICLES = sorted((Path(__file__).parent.parent / "evals" / "articles").glob("*.txt"))
TEXT = (
    "Sáng 14/10/2024, Huyện ủy Phù Lan tổ chức hội nghị sơ kết công tác phát triển đảng. Đồng chí Trần Văn Khê, "
    "Bí thư Huyện ủy chủ trì hội nghị.\n\nNăm 2024, toàn Đảng bộ huyện kết nạp 128 đảng viên, trong đó 41/43 chi bộ "
    "có nguồn. Phấn đấu năm 2025 kết nạp 128 đảng viên.\n\nĐồng chí Trần Văn Khê yêu cầu các chi bộ rà soát nguồn; "
    "hoàn thành hồ sơ trước ngày 30/11/2024 theo Quy định số 24-QĐ/HU."
)
ADMITTED = {"value": 128, "indicator": "đảng viên kết nạp", "unit": "đảng viên", "period": "Năm 2024"}
PLANNED = {
    "printed": "128",
    "indicator": "đảng viên kết nạp",
    "period": {"printed": "năm 2025"},
    "target": True,
}
SHARE = {"value": 41, "indicator": "chi bộ có nguồn", "unit": "chi bộ", "subject": "Đảng bộ huyện"}


def extracted(*answers, text: str = TEXT, **settings) -> tuple[partyx.Extraction, partyx.FakeModel]:
    fake = partyx.FakeModel(answers)
    return partyx.extract(text, model=fake, settings={"cache": "off", **settings}), fake


def test_statistics_by_value_or_as_printed() -> None:
    found, fake = extracted({"statistics": [ADMITTED, PLANNED, SHARE]})
    assert [(it.value, it.of, it.target) for it in found.statistics] == [
        (128, None, False),
        (41, 43, False),
        (128, None, True),
    ]
    assert str(found.statistics[0].period.start) == "2024-01-01"
    assert found.statistics[2].period.start.year == 2025
    assert not found.unlocated
    assert "kết nạp" in fake.requests[0].messages[-1]["content"]


def test_meetings_and_directives() -> None:
    found, _ = extracted(
        {
            "meetings": [
                {
                    "name": "hội nghị sơ kết công tác phát triển đảng",
                    "date": "14/10/2024",
                    "organizer": "Huyện ủy Phù Lan",
                    "chairs": [{"name": "Trần Văn Khê"}],
                }
            ],
            "directives": [
                {"document": "Quy định số 24-QĐ/HU"},
                {
                    "issuer": "Trần Văn Khê",
                    "kind": "yêu cầu",
                    "tasks": ["rà soát nguồn"],
                    "addressees": ["các chi bộ"],
                },
            ],
        }
    )
    (meeting,) = found.meetings
    assert (str(meeting.date.start), meeting.chairs[0].name) == ("2024-10-14", "Trần Văn Khê")
    assert {it.document.number for it in found.directives if it.document} == {"24-QĐ/HU"}
    (speech,) = [it for it in found.directives if it.source == "speech"]
    assert [task.text for task in speech.tasks] == ["rà soát nguồn"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:8])
def test_what_an_extraction_says_comes_out_again(path: Path) -> None:
    said = partyx.extract(path, settings={"engine": "rules"})
    found = partyx.extract(
        path, model=partyx.FakeModel([said]), settings={"cache": "off", "window_tokens": 60_000}
    )
    assert [(it.value, it.printed, it.target) for it in found.statistics] == [
        (it.value, it.printed, it.target) for it in said.statistics
    ]
    assert [it.name for it in found.meetings] == [it.name for it in said.meetings]
    assert len(found.directives) == len(said.directives)


def test_what_is_not_in_the_article_is_put_aside_after_it_was_asked_about() -> None:
    found, fake = extracted({"statistics": [ADMITTED, {"value": 7777, "indicator": "đảng viên"}]})
    assert [it.value for it in found.statistics] == [128]
    assert [it.record for it in found.unlocated] == ["statistic"]
    assert len(fake.requests) == 3  # the article, what was wrong, the figures nobody claimed


def test_an_answer_for_each_article() -> None:
    fake = partyx.FakeModel([{"statistics": [ADMITTED]}, {"statistics": [SHARE]}], default={"statistics": []})
    settings = {"cache": "off"}
    values = [
        [
            it.value
            for it in partyx.extract(TEXT + " " * it, model=fake, settings=settings, id=f"{it}").statistics
        ]
        for it in range(1)
    ]
    other = asyncio.run(partyx.aextract(TEXT.replace("Phù Lan", "Phú Lộc"), model=fake, settings=settings))
    last = partyx.extract(TEXT.replace("Phù Lan", "Yên Bình"), model=fake, settings=settings)
    assert values == [[128]]
    assert [it.value for it in other.statistics] == [41]
    assert not last.statistics


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            {"statistics": [{"indicater": "x"}]},
            r"statistics\[0\] has a field 'indicater'.*indicator is the nearest",
        ),
        (
            {"meetings": [{"zzz": "x"}]},
            r"meetings\[0\] has a field 'zzz', and a Meeting none; it has name, kind",
        ),
    ],
)
def test_a_misspelt_field_is_told_at_once(answer, said) -> None:
    with pytest.raises(SettingsError, match=said):
        partyx.FakeModel([answer])


@pytest.mark.parametrize(
    "told",
    [
        {"meetings": ["hội nghị"]},
        {"meetings": [{"name": "hội nghị", "chairs": [3.5]}]},
        {"meetings": [{"name": "hội nghị", "chairs": True}]},
        {"meetings": [{"name": {"": 1}, "chairs": []}]},
        {"statistics": [{"printed": "128", "indicator": "đảng viên", "unit": {"name": "đảng viên"}}]},
        {"statistics": [{"printed": [{"name": "128"}], "indicator": "đảng viên"}]},
        {"statistics": [{"printed": "128", "indicator": "\ud800"}]},
    ],
)
def test_a_value_that_its_field_cannot_have_is_told(told) -> None:
    with pytest.raises(SettingsError, match=r"FakeModel: a value in .* is none that its field can have"):
        extracted(told)


def test_errors_and_functions_are_taken_as_well() -> None:
    with pytest.raises(RefusalError):
        extracted(RefusalError("no"))
    with pytest.raises(BadResponseError, match="no answer left"):
        extracted()
    found, _ = extracted(lambda request: {"statistics": [ADMITTED]} if "128" in str(request.messages) else {})
    assert [it.value for it in found.statistics] == [128]


def test_records_answer_no_questions_about_sentences() -> None:
    with pytest.raises(SettingsError, match="ask='article'"):
        extracted({"statistics": [ADMITTED]}, ask="sentence", adjudicate=False)


def test_a_fake_model_may_correct_a_document_and_give_a_title():
    """What its citation does not say, and what no mention of the person tells."""
    text = (
        "Thượng tọa Thích Minh, Trưởng Ban Trị sự dự hội nghị sơ kết.\n\n"
        "Ban Dân vận đề nghị thực hiện Hướng dẫn số 7-HD/HU. Văn bản ấy được Huyện ủy Suối Bạc ký."
    )
    meeting = {
        "name": "hội nghị sơ kết",
        "attendees": [{"name": "Thích Minh", "titles": ["Trưởng Ban Trị sự"]}],
    }
    directive = {"document": "Hướng dẫn số 7-HD/HU", "issuer": "Huyện ủy Suối Bạc"}
    fake = partyx.FakeModel([{"meetings": [meeting], "directives": [directive]}])
    extraction = partyx.extract(text, model=fake)
    assert [one.titles for one in extraction.meetings[0].attendees] == [("Trưởng Ban Trị sự",)]
    assert extraction.directives[0].issuer == "Huyện ủy Suối Bạc"
    assert extraction.unlocated == ()


# -- records of the user's own ---------------------------------------------------------------------------

MOVED = {
    "person": "Hà Thị Lụa",
    "kind": "điều động",
    "post": "Trưởng Ban Tổ chức Tỉnh ủy",
    "rank": "tỉnh",
    "decision": "Quyết định số 456-QĐ/TU",
    "effective": "15/7/2024",
}
PROMOTED = {
    "person": "Vàng A Páo",
    "kind": "bổ nhiệm",
    "vote": {"agreed": "38/40 phiếu"},
    "duties": ["giữ gìn đoàn kết nội bộ"],
    "acting": True,
    "at": "với 38/40 phiếu",
}


def own(*answers, records=(Appointment,), text: str = DECISIONS, **more):
    """The extraction under a fake that is told this, and the fake."""
    fake = partyx.FakeModel(answers, **more)
    return partyx.extract(text, records=records, model=fake, settings={"cache": "off"}), fake


def test_records_of_ones_own_are_told_as_they_are_printed() -> None:
    found, fake = own({"appointments": [PROMOTED, MOVED]})
    moved, promoted = found.of(Appointment)
    assert (moved.person.name, moved.post.text, moved.rank) == (
        "Hà Thị Lụa",
        "Trưởng Ban Tổ chức Tỉnh ủy",
        Rank.PROVINCE,
    )
    assert (moved.decision.number, moved.effective.start) == ("456-QĐ/TU", dt.date(2024, 7, 15))
    assert (promoted.vote.agreed.value, promoted.vote.agreed.of, promoted.vote.agreed.unit) == (
        38,
        40,
        "phiếu",
    )
    assert ([it.text for it in promoted.duties], promoted.acting) == (["giữ gìn đoàn kết nội bộ"], True)
    assert "38/40" in promoted.evidence[0].text
    assert (found.unlocated, len(fake.requests)) == ((), 1)


@pytest.mark.parametrize(
    "figure",
    [38, "38/40", "38/40 phiếu", {"value": 38, "unit": "phiếu"}, {"printed": "38/40", "unit": "phiếu"}],
    ids=str,
)
def test_a_figure_is_told_in_any_of_these_ways(figure) -> None:
    found, _ = own({"appointments": [{**PROMOTED, "vote": {"agreed": figure}}]})
    (one,) = found.of(Appointment)
    assert (one.vote.agreed.printed, one.vote.agreed.value) == ("38/40", 38)
    assert not found.unlocated


@pytest.mark.parametrize(
    "told",
    [lambda it: it, lambda it: list(it.of(Appointment)), lambda it: {"appointments": it.of(Appointment)}],
    ids=["extraction", "records", "by type"],
)
def test_what_was_found_is_told_again(told) -> None:
    found, _ = own({"appointments": [PROMOTED, MOVED]})
    again, _ = own(told(found))
    assert again.of(Appointment) == found.of(Appointment)


def test_one_record_is_an_answer() -> None:
    found, _ = own({"appointments": [MOVED]})
    again, _ = own(*found.of(Appointment))
    assert again.of(Appointment) == found.of(Appointment)


def test_of_a_name_that_stands_twice_the_one_in_the_records_sentence_is_meant() -> None:
    """The record's sentence is the one with the most of its words, or the one that it quotes."""
    found, _ = own(
        {
            "appointments": [
                {"person": "Vàng A Páo", "kind": "bổ nhiệm", "effective": "20/7/2024"},
                {"person": "Vàng A Páo", "kind": "điều động", "at": "giữ chức Phó Chánh Văn phòng"},
            ]
        }
    )
    first, second = found.of(Appointment)
    assert (second.effective.start, first.effective) == (dt.date(2024, 7, 20), None)
    assert DECISIONS.index("giữ chức Phó Chánh") > first.person.span.start > DECISIONS.index("Hà Thị Lụa")
    assert second.person.span.start > DECISIONS.index("38/40")


def test_one_answer_about_an_article_has_records_of_all_types() -> None:
    told = {"meetings": [{"name": "hội nghị công bố quyết định"}], "appointments": [MOVED]}
    found, fake = own(told, records=["meetings", Appointment])
    assert {it.schema_name for it in fake.requests} >= {"Answer", "Records"}
    assert (len(found.meetings), len(found.of(Appointment))) == (1, 1)


def test_what_the_article_does_not_say_of_a_record_of_ones_own_is_put_aside() -> None:
    found, _ = own({"appointments": [{**MOVED, "effective": "16/7/2024", "by": "Huyện ủy Bịa"}]})
    (one,) = found.of(Appointment)
    assert (one.effective, one.by) == (None, None)
    assert sorted(it.field for it in found.unlocated) == ["by", "effective"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"apointments": [MOVED]}, r"'apointments' is no record type that was asked for; .*appointments"),
        (
            {"appointments": [{**MOVED, "persn": "x"}]},
            r"appointments\[0\] has a field 'persn'.*person is the",
        ),
        ({"appointments": [{"person": "Hà Thị Lụa"}]}, r"appointments\[0\].kind must be said"),
        ({"appointments": [{**MOVED, "kind": "bầu"}]}, r"appointments.0.kind: Input should be 'bổ nhiệm'"),
        (
            {"appointments": [{**MOVED, "effective": 15}]},
            r"effective is 15: write it as the article prints it",
        ),
        ({"appointments": [{**PROMOTED, "vote": {"agreed": [1]}}]}, r"vote.agreed is \[1\]: write 45"),
        (
            {"appointments": [{**PROMOTED, "vote": {"agree": 38}}]},
            r"appointments\[0\].vote has a field 'agree'",
        ),
        ({"appointments": [{**PROMOTED, "vote": 38}]}, r"appointments\[0\].vote is 38: write a dict"),
        ({"appointments": ["Hà Thị Lụa"]}, r"appointments\[0\] is 'Hà Thị Lụa': write a dict"),
    ],
)
def test_a_record_that_is_none_of_its_type_is_told_at_once(told, said) -> None:
    with pytest.raises(SettingsError, match=said):
        own(told)


def test_the_words_of_the_wire_are_what_other_json_is_read_as() -> None:
    found, _ = own(partyx.Reply('{"appointments": []}'))
    assert found.of(Appointment) == ()
    with pytest.raises(SettingsError, match="person must be said"):
        own(answer(item(person=None)))
