"""The model for users' tests: records in, records out, by the way of any model."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

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
