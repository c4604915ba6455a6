"""An article of our own and its extraction by hand, for tests of everything that shows or writes one."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

from partyx.article import Article, Block, Role
from partyx.extraction import Extraction
from partyx.kinds.built_in.directive import Directive, Task
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.records import (
    Coverage,
    DocumentRef,
    Finding,
    Period,
    Person,
    Provenance,
    Span,
    UnclaimedDigits,
    Unlocated,
)

BODY = (
    "Sáng 5/7/2024, Thành ủy Sông Mây tổ chức hội nghị sơ kết 6 tháng đầu năm. Đồng chí Lê Thị Hoa, Bí thư "
    "Thành ủy chủ trì. Toàn Đảng bộ kết nạp hơn 1.204 đảng viên, đạt 57,5% kế hoạch; 26/27 chi bộ hoàn "
    "thành tốt nhiệm vụ."
)
SAID = (
    "Đồng chí Lê Thị Hoa đề nghị các chi bộ thực hiện nghiêm Chỉ thị số 12-CT/TU ngày 3/3/2024 của Ban "
    "Thường vụ Tỉnh ủy trước ngày 30/9/2024."
)
LINES = (
    (Role.HEADLINE, "Thành ủy Sông Mây: sơ kết công tác phát triển đảng"),
    (
        Role.BODY,
        BODY,
    ),
    (
        Role.BODY,
        SAID,
    ),
    (Role.FURNITURE, "Lượt xem: 903"),
)
TEXT = "\n".join(line for _, line in LINES)


def article(text: str = TEXT, lines: tuple[tuple[Role, str], ...] = LINES) -> Article:
    """The article, or any other text whose lines are given with their roles."""
    starts = [text.index(line) for _, line in lines]
    blocks = tuple(
        Block(start, start + len(line), role) for start, (role, line) in zip(starts, lines, strict=True)
    )
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()
    return Article("song-may", text, text, blocks, (), lines[0][1], dt.date(2024, 7, 6), "SMO", digest)


def span(quote: str, text: str = TEXT, after: str = "") -> Span:
    """Where the quote stands, after another one if that is given."""
    start = text.index(quote, text.index(after) + len(after))
    return Span(start=start, end=start + len(quote), text=quote)


def day(year: int, month: int, date: int, printed: str) -> Period:
    """One day."""
    when = dt.date(year, month, date)
    return Period(start=when, end=when, precision="day", printed=printed)


HALF = Period(
    start=dt.date(2024, 1, 1), end=dt.date(2024, 6, 30), precision="range", printed="6 tháng đầu năm"
)
HOA = Person(name="Lê Thị Hoa", titles=("Bí thư Thành ủy",))


def extraction() -> Extraction:
    """Its records, one finding, one claim not found, one digit string not used."""
    counted = span("Toàn Đảng bộ kết nạp hơn 1.204 đảng viên, đạt 57,5% kế hoạch")
    return Extraction(
        article=article().reference,
        meetings=(_meeting(),),
        statistics=(
            _statistic(
                "đảng viên kết nạp mới", 1204, "đảng viên", "1.204", (counted,), qualifier="more_than"
            ),
            _statistic("tỷ lệ kết nạp so với kế hoạch", 57.5, "%", "57,5%", (counted,), target=True),
            _statistic(
                "chi bộ hoàn thành tốt nhiệm vụ", 26, "chi bộ", "26/27", (span("26/27 chi bộ"),), of=27
            ),
        ),
        directives=(_cited(), _said()),
        unlocated=(
            Unlocated(
                record="statistic",
                claim={"indicator": "lớp bồi dưỡng", "value": 9999, "unit": None},
                reason="no such figure in the article",
            ),
        ),
        findings=(
            Finding(
                check="share-of-whole",
                severity="error",
                message="26/27 is 96,30%, the article says 57,5%",
                spans=(span("26/27"), span("57,5%")),
                records=("statistics[2]",),
            ),
        ),
        coverage=Coverage(
            digits=8,
            claimed=7,
            unclaimed=(UnclaimedDigits(span=span("12", after="số"), readings=("number 12",)),),
        ),
        provenance=Provenance(
            partyx_version="0.1.0",
            engine="rules",
            engine_reason="no model is configured",
            seconds={"rules": 0.1},
        ),
    )


def _meeting() -> Meeting:
    return Meeting(
        name="hội nghị sơ kết 6 tháng đầu năm",
        kind="hội nghị sơ kết",
        date=day(2024, 7, 5, "Sáng 5/7/2024"),
        organizer="Thành ủy Sông Mây",
        mode="in_person",
        chairs=(HOA,),
        agenda=("sơ kết 6 tháng đầu năm",),
        evidence=(span("Sáng 5/7/2024, Thành ủy Sông Mây tổ chức hội nghị sơ kết 6 tháng đầu năm."),),
    )


def _statistic(indicator, value, unit, printed, evidence, **more) -> Statistic:
    return Statistic(
        indicator=indicator,
        value=value,
        unit=unit,
        subject="Đảng bộ",
        period=HALF,
        printed=printed,
        value_span=span(printed),
        evidence=evidence,
        **more,
    )


def _cited() -> Directive:
    return Directive(
        source="document",
        kind="chỉ thị",
        document=DocumentRef(
            kind="chỉ thị",
            number="12-CT/TU",
            issuer="Ban Thường vụ Tỉnh ủy",
            issued=day(2024, 3, 3, "ngày 3/3/2024"),
            printed="Chỉ thị số 12-CT/TU",
        ),
        evidence=(span("Chỉ thị số 12-CT/TU ngày 3/3/2024 của Ban Thường vụ Tỉnh ủy"),),
    )


def _said() -> Directive:
    return Directive(
        source="speech",
        kind="đề nghị",
        issuer="Lê Thị Hoa",
        addressees=("các chi bộ",),
        tasks=(
            Task(text="thực hiện nghiêm Chỉ thị số 12-CT/TU", evidence=(span("thực hiện nghiêm Chỉ thị"),)),
        ),
        deadline=day(2024, 9, 30, "30/9/2024"),
        evidence=(span(SAID),),
    )
