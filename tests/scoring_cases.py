"""Small builders for the scoring tests: gold and predictions over one text of our own."""

from __future__ import annotations

from typing import Any

from partyx.extraction import Extraction
from partyx.kinds.built_in.directive import Directive, Task
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.records import ArticleRef, Coverage, DocumentRef, Period, Person, Provenance, Span
from partyx.scoring.gold.format import (
    Gold,
    GoldArticle,
    GoldDirective,
    GoldDocument,
    GoldMeeting,
    GoldPeriod,
    GoldPerson,
    GoldStatistic,
    GoldTask,
    text_hash,
)
from partyx.scoring.labelling.periods import parse_period

TEXT = (
    "Sáng 12/5, Huyện ủy Yên Sơn tổ chức hội nghị sơ kết. Toàn huyện kết nạp 1.513 đảng viên, "
    "có 26/27 chi bộ đạt 3,5 điểm. "
    "Đồng chí Lê Văn Định yêu cầu rà soát hồ sơ, bổ sung quy chế theo Quy định số 49-QĐ/TW."
)


def at(quote: str) -> Span:
    """The first place of a quote in the text."""
    start = TEXT.index(quote)
    return Span(start=start, end=start + len(quote), text=quote)


def when(short: str) -> Period:
    """A period in short form."""
    return Period.model_validate({**parse_period(short), "printed": short})


def statistic(value: float = 1513, **changes: Any) -> Statistic:
    """A predicted statistic."""
    place = changes.pop("place", "1.513")
    fields = {"indicator": "đảng viên kết nạp", "unit": "đảng viên", "subject": "Toàn huyện", **changes}
    return Statistic(value=value, printed=place, value_span=at(place), evidence=(at(place),), **fields)


def gold_statistic(value: float = 1513, **changes: Any) -> GoldStatistic:
    """The gold of :func:`statistic`."""
    place = changes.pop("place", "1.513")
    fields = {"indicator": "đảng viên kết nạp", "unit": "đảng viên", "subject": "Toàn huyện", **changes}
    return GoldStatistic(value=value, value_spans=[at(place)], evidence=[at(place)], **fields)


def meeting(**changes: Any) -> Meeting:
    """A predicted meeting."""
    fields: dict[str, Any] = {
        "name": "hội nghị sơ kết",
        "date": when("2023-05-12"),
        "organizer": "Huyện ủy Yên Sơn",
        "chairs": (Person(name="Lê Văn Định", titles=("Bí thư Huyện ủy",)),),
        **changes,
    }
    return Meeting(evidence=(at("hội nghị sơ kết"),), **fields)


def gold_meeting(**changes: Any) -> GoldMeeting:
    """The gold of :func:`meeting`."""
    fields: dict[str, Any] = {
        "name": "hội nghị sơ kết",
        "date": GoldPeriod.model_validate(parse_period("2023-05-12")),
        "organizer": "Huyện ủy Yên Sơn",
        "chairs": [GoldPerson(name="Lê Văn Định", titles=["Bí thư Huyện ủy"])],
        **changes,
    }
    return GoldMeeting(evidence=[at("hội nghị sơ kết")], **fields)


def cited(number: str | None = "49-QĐ/TW", issuer: str | None = "Bộ Chính trị", **changes: Any) -> Directive:
    """A predicted document."""
    printed = changes.pop("printed", "Quy định số 49-QĐ/TW")
    kind = changes.pop("kind", "quy định")
    document = DocumentRef(kind=kind, number=number, issuer=issuer, printed=printed)
    return Directive(source="document", document=document, evidence=(at("Quy định số 49-QĐ/TW"),), **changes)


def gold_cited(
    number: str | None = "49-QĐ/TW", issuer: str | None = "Bộ Chính trị", **changes: Any
) -> GoldDirective:
    """The gold of :func:`cited`."""
    printed = changes.pop("printed", "Quy định số 49-QĐ/TW")
    kind = changes.pop("kind", "quy định")
    document = GoldDocument(kind=kind, number=number, issuer=issuer, printed=printed)
    return GoldDirective(
        source="document", document=document, evidence=[at("Quy định số 49-QĐ/TW")], **changes
    )


def speech(*tasks: str, **changes: Any) -> Directive:
    """A predicted instruction."""
    place = at("yêu cầu rà soát hồ sơ")
    told = tuple(Task(text=task, evidence=(place,)) for task in tasks)
    fields = {"kind": "yêu cầu", "issuer": "Lê Văn Định", **changes}
    return Directive(source="speech", tasks=told, evidence=(place,), **fields)


def gold_speech(*tasks: str | tuple[str, str], **changes: Any) -> GoldDirective:
    """The gold of :func:`speech`; a pair is a task with its merge letter."""
    place = at("yêu cầu rà soát hồ sơ")
    told = [
        GoldTask(text=task, evidence=[place])
        if isinstance(task, str)
        else GoldTask(text=task[0], merge=task[1], evidence=[place])
        for task in tasks
    ]
    fields = {"kind": "yêu cầu", "issuer": "Lê Văn Định", **changes}
    return GoldDirective(source="speech", tasks=told, evidence=[place], **fields)


def gold(*records: Any, **changes: Any) -> Gold:
    """A gold file of these records."""
    article = GoldArticle(id=changes.pop("id", "x1"), file="x1.txt", sha256=text_hash(TEXT))
    fields = {"status": "reviewed", "origin": "written", **changes}
    return Gold(
        article=article,
        statistics=[one for one in records if isinstance(one, GoldStatistic)],
        meetings=[one for one in records if isinstance(one, GoldMeeting)],
        directives=[one for one in records if isinstance(one, GoldDirective)],
        **fields,
    )


def predicted(*records: Any, **changes: Any) -> Extraction:
    """An extraction of these records."""
    return Extraction(
        article=ArticleRef(id=changes.pop("id", "x1"), sha256=text_hash(TEXT), chars=len(TEXT)),
        statistics=tuple(one for one in records if isinstance(one, Statistic)),
        meetings=tuple(one for one in records if isinstance(one, Meeting)),
        directives=tuple(one for one in records if isinstance(one, Directive)),
        coverage=changes.pop("coverage", Coverage()),
        provenance=changes.pop("provenance", Provenance(partyx_version="0", engine="rules")),
        **changes,
    )
