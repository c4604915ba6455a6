"""The whole way of one article, by rules: the sample articles as a reader finds them, and any text at all."""

import asyncio
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import partyx
from partyx.choice import choose_engine

ARTICLES = Path(__file__).parent.parent / "evals" / "articles"
RULES = partyx.Settings(engine="rules")


def sample(prefix: str) -> partyx.Extraction:
    """The extraction of one sample article."""
    return partyx.extract(next(ARTICLES.glob(f"{prefix}_*.txt")), settings=RULES)


def spans(extraction: partyx.Extraction) -> Iterator[partyx.Span]:
    """Every span an extraction holds, wherever it stands."""
    for record in (*extraction.meetings, *extraction.statistics, *extraction.directives):
        yield from record.evidence
    for statistic in extraction.statistics:
        yield statistic.value_span
    for directive in extraction.directives:
        for task in directive.tasks:
            yield from task.evidence
    for finding in extraction.findings:
        yield from finding.spans
    for digits in extraction.coverage.unclaimed:
        yield digits.span


def documents(extraction: partyx.Extraction) -> list[tuple[str, str | None]]:
    """Kind and number of each cited document."""
    return [(found.document.kind, found.document.number) for found in extraction.directives if found.document]


def test_000() -> None:
    """Eight figures, one meeting with its chair, one document, one leader's instruction."""
    found = sample("000")
    assert [statistic.value for statistic in found.statistics] == [
        817,
        301,
        516,
        80.8,
        17.73,
        1.4,
        1513,
        74127,
    ]
    (meeting,) = found.meetings
    assert meeting.date is not None
    assert str(meeting.date.start) == "2023-09-29"
    assert [person.name for person in meeting.chairs] == ["Nguyễn Minh Tiến"]
    assert documents(found) == [("nghị quyết", "29")]
    (speech,) = [directive for directive in found.directives if directive.source == "speech"]
    assert speech.issuer is not None
    assert "Nguyễn Minh Tiến" in speech.issuer
    assert len(speech.tasks) >= 5
    assert not found.findings


def test_001() -> None:
    """32 figures, ten documents, and the one share that cannot be right."""
    found = sample("001")
    assert len(found.statistics) == 32
    assert documents(found) == [
        ("nghị quyết", "21"),
        ("chương trình hành động", "42"),
        ("quy định", "49-QĐ/TW"),
        ("hướng dẫn", "20"),
        ("hướng dẫn", "11"),
        ("kết luận", "205"),
        ("nghị quyết", "03"),
        ("kế hoạch", "54"),
        ("quy định", "213"),
        ("chỉ thị", "28"),
    ]
    errors = [finding for finding in found.findings if finding.severity == "error"]
    assert [finding.check for finding in errors] == ["share-of-whole"]
    assert {span.text for span in errors[0].spans} == {"2/89", "2,47%"}
    assert {finding.severity for finding in found.findings} <= {"note", "error"}


def test_002() -> None:
    """Resolutions, stages and terms, and not one statistic."""
    found = sample("002")
    assert not found.statistics
    assert ("nghị quyết", "17-NQ/TU") in documents(found)


def test_003() -> None:
    """Nine figures, the two supervising actors kept apart, and the meeting without a date."""
    found = sample("003")
    by_value = {statistic.value: statistic.subject for statistic in found.statistics}
    assert list(by_value) == [57, 4046, 19, 18, 118, 6, 170, 164, 32]
    assert by_value[170] == "Cấp ủy các cấp"
    assert by_value[164] == "Ủy ban kiểm tra các cấp"
    assert [meeting.date for meeting in found.meetings] == [None]
    assert documents(found) == [("nghị quyết", "05")]


def test_004() -> None:
    """One figure, none of the visit counters, the meeting on its day."""
    found = sample("004")
    assert [statistic.value for statistic in found.statistics] == [295]
    (meeting,) = found.meetings
    assert meeting.date is not None
    assert str(meeting.date.start) == "2020-03-02"
    assert meeting.mode == "online"
    assert [person.name for person in meeting.chairs] == ["Phạm Minh Chính"]
    assert documents(found) == [("chỉ thị", "35-CT/TW")]


@pytest.mark.parametrize("prefix", ["000", "001", "002", "003", "004"])
def test_every_span_is_verbatim(prefix: str) -> None:
    """Offsets count in the NFC text of the file, and nothing is unlocated."""
    found = sample(prefix)
    text = unicodedata.normalize("NFC", next(ARTICLES.glob(f"{prefix}_*.txt")).read_text(encoding="utf-8"))
    assert found.text == text
    assert all(text[span.start : span.end] == span.text for span in spans(found))
    assert not found.unlocated
    stages = ["article", "mentions", "fill", "ground", "context", "check"]
    assert list(found.provenance.seconds) == stages


@given(st.text(max_size=400))
@example("Sáng 29/9, 1.\u200b513 đồng\u00a0chí (chiếm 2,47%) dự.\ufeff")
@example("1" * 9999 + "% đảng viên, ngày 99/99")
@example("Đồng chí Đồng chí Đồng chí: yêu cầu, đề nghị; Nghị quyết số/ngày/của")
def test_any_text(text: str) -> None:
    """Whatever comes in, only our own errors come out, and every span is exact."""
    try:
        found = partyx.extract(text, settings=RULES)
    except partyx.PartyxError:
        return
    assert found.text is not None
    assert all(found.text[span.start : span.end] == span.text for span in spans(found))
    assert partyx.Extraction.from_json(found.to_json()) == found


WORDS = st.sampled_from(
    "Sáng ngày 29/9 Ban Tổ chức Tỉnh ủy tổ chức hội nghị sơ kết năm 2023 . Đồng chí Nguyễn Văn An , Bí thư chủ trì "
    "kết nạp 1.513 đảng viên ( chiếm 80,8% ) 26/27 Nghị quyết số 49-QĐ/TW của Bộ Chính trị yêu cầu ; đề nghị cần \n "
    "Lượt xem: 26 \u200b \u00a0 e\u0302 uỷ trong đó tổng số : “ ” - – tiếp tục nâng cao".split(" ")
)


@given(st.lists(WORDS, max_size=60))
def test_any_mixture_of_the_genres_words(words: list[str]) -> None:
    """The genre's own words in any order are read without an error, with exact spans."""
    found = partyx.extract("Tin: " + " ".join(words), settings=RULES)
    assert found.text is not None
    assert all(found.text[span.start : span.end] == span.text for span in spans(found))


def test_the_rules_are_deterministic() -> None:
    """The same article gives the same records."""
    one, two = sample("003"), sample("003")
    keep = {"meetings", "statistics", "directives", "findings", "coverage", "unlocated"}
    assert one.model_dump(include=keep) == two.model_dump(include=keep)


def test_extract_works_inside_a_running_loop() -> None:
    """A notebook's cell runs in an event loop; both ways of calling work there."""

    async def cell() -> tuple[partyx.Extraction, partyx.Extraction]:
        path = next(ARTICLES.glob("004_*.txt"))
        return partyx.extract(path, settings=RULES), await partyx.aextract(path, settings=RULES)

    one, two = asyncio.run(cell())
    assert one.statistics == two.statistics


@pytest.mark.parametrize(
    ("given", "engine", "why"),
    [
        ({}, "rules", "no model is configured"),
        ({"engine": "rules", "model": "openai/gpt"}, "rules", "asked for"),
        ({"base_url": "http://127.0.0.1:9/v1"}, "rules", "no model is named"),
        ({"model": "openai/gpt"}, "model", "openai/gpt is configured"),
        ({"recordings": "calls.jsonl"}, "model", "recordings"),
    ],
)
def test_which_engine_runs(given: dict[str, str], engine: str, why: str) -> None:
    """The choice is said in one line, and a paid call is never guessed."""
    name, reason, _ = choose_engine(partyx.Settings(**given))
    assert name == engine
    assert why in reason
