"""How the time of each stage grows with hostile text: at most twenty times as long for eight times the text.

One word, name, figure or clause over and over is what makes a pattern look again and again at the same place;
a quadratic stage takes 64 times as long. In processor time, the fastest of several rounds.
Run with ``python -m pytest evals/bench/bench_growth.py -s``.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from partyx import Settings, extract
from partyx.article import Article, Block, Role
from partyx.checks import check
from partyx.context import situate
from partyx.draft import Draft
from partyx.grounding import ground
from partyx.grounding.align import Aligner
from partyx.mentions import find_mentions
from partyx.mentions.documents import find_documents
from partyx.mentions.organisations import find_organisations
from partyx.mentions.people import find_people
from partyx.reading import read
from partyx.rules import RulesEngine
from partyx.rules.directives import draft_directives
from partyx.rules.directives.cited_documents import draft_cited_documents
from partyx.rules.meetings import draft_meetings
from partyx.rules.statistics import draft_statistics

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES, ALLOWED, ROUNDS = 8, 20, 4
GRACE_S = 0.02


def one_block(text: str) -> Article:
    """The text as an article of one paragraph."""
    return Article("x", text, text, (Block(0, len(text), Role.BODY),), (), None, None, None, "")


def organisations(text: str) -> Callable[[], object]:
    """Names of bodies."""
    article = one_block(text)
    return lambda: find_organisations(article)


def figures(text: str) -> Callable[[], object]:
    """Figures and dates, years put in."""
    article = one_block(text)
    return lambda: find_mentions(article)


def people(text: str) -> Callable[[], object]:
    """Names of persons."""
    article = one_block(text)
    return lambda: find_people(article)


def documents(text: str) -> Callable[[], object]:
    """Citations of documents."""
    article = one_block(text)
    return lambda: find_documents(article)


def cited(text: str) -> Callable[[], object]:
    """The rules' directives on cited documents, as records."""
    article = read(text)
    mentions = find_mentions(article)
    draft = Draft(directives=tuple(draft_cited_documents(article, mentions)))
    return lambda: ground(article, mentions, draft)


def meetings(text: str) -> Callable[[], object]:
    """The rules' meetings."""
    article = read(text)
    mentions = find_mentions(article)
    return lambda: draft_meetings(article, mentions)


def statistics(text: str) -> Callable[[], object]:
    """The rules' statistics, located in the text."""
    article = read(text)
    mentions = find_mentions(article)
    return lambda: ground(article, mentions, Draft(statistics=draft_statistics(article, mentions)))


def directives(text: str) -> Callable[[], object]:
    """The rules' directives."""
    article = read(text)
    mentions = find_mentions(article)
    return lambda: draft_directives(article, mentions)


def checks(text: str) -> Callable[[], object]:
    """The checks on what the rules found."""
    article = read(text)
    mentions = find_mentions(article)
    grounded = ground(article, mentions, RulesEngine().fill(article, mentions))
    records = (grounded.meetings, grounded.statistics, grounded.directives)
    return lambda: check(article, mentions, *records)


def context(text: str) -> Callable[[], object]:
    """Where, when and of whom the rules' records are."""
    article = read(text)
    mentions = find_mentions(article)
    grounded = ground(article, mentions, RulesEngine().fill(article, mentions))
    return lambda: situate(article, mentions, grounded.meetings, grounded.statistics)


def whole(text: str) -> Callable[[], object]:
    """The rules' extraction with its context, as JSON and as a page."""
    settings = Settings(engine="rules", max_chars=10_000_000)

    def extracted() -> None:
        extraction = extract(text, settings=settings)
        extraction.to_json()
        extraction.to_html()

    return extracted


def printed(text: str) -> Callable[[], object]:
    """The page for the terminal of the rules' extraction."""
    extraction = extract(text, settings=Settings(engine="rules", max_chars=10_000_000))
    return lambda: str(extraction)


def locating(quote: str) -> Callable[[str], Callable[[], object]]:
    """A quote in a text, with and without a hint where it stands."""

    def stage(text: str) -> Callable[[], object]:
        def locate() -> None:
            aligner = Aligner(text)
            aligner.locate(quote, near=(len(text) // 2, len(text) // 2 + 10))
            aligner.locate(quote)

        return locate

    return stage


CASES: list[tuple[Callable[[str], Callable[[], object]], str, int]] = [
    *(
        (organisations, unit, 10_000)
        for unit in (
            "Ban Thường vụ ", "Trường Chính trị ", "Đảng ủy Khối các cơ quan ", "Sở ", "tỉnh Đảng ủy xã ",
        )
    ),
    *(
        (figures, unit, 4_000)
        for unit in (
            "1% ", "1 tỷ 2 triệu ", "1/1/1/", "1.", "1 000 ", "ngày 1/1, ", "1/1, năm 2021, ", "hai mươi ",
            "huy hiệu 40, ", "so với năm 2020, sáng 5/4 ", "Chi bộ 20 ", "trên 1 ",
        )
    ),
    *(
        (people, unit, 10_000)
        for unit in (
            "Nguyễn ", "Nguyễn Văn An, ", "Bí thư, ", "Đồng chí Nguyễn Văn An, Bí thư Huyện ủy, ", "A' ",
            "Phó Chủ tịch UBND tỉnh Lê ", "\ud800\0Đ ",
        )
    ),
    *(
        (documents, unit, 10_000)
        for unit in (
            "1-QĐ/", "so 1-QĐ/TW, ", "nghị quyết số ", "Nghị quyết 1, 2, 3, ", "NQ ", "15 - ", "1.",
            "Chỉ thị số 05-CT/TW của Bộ Chính trị ngày 1/1/2020 về cán bộ, ", "ban hành Chỉ thị 05, ",
            "Nghị quyết Trung ương 4 (khóa XI, XII), ", "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XI ",
            "Quy định 5 về (", "Kế hoạch của ", "Bộ Chính trị, Ban Bí thư ", "số 1/2016/QĐ-TTg-TTg-TTg ",
        )
    ),
    *((cited, unit, 7_500) for unit in ("05-CT/TW ", "Chỉ thị số 05-CT/TW của Bộ Chính trị về cán bộ, ")),
    *(
        (meetings, unit, 7_500)
        for unit in (
            "Sáng 5/4, Huyện ủy tổ chức Hội nghị sơ kết công tác, ",
            "Ngày 5/4/2021, đồng chí Lê Văn An, Bí thư Huyện ủy chủ trì hội nghị tổng kết công tác dân vận. ",
            "hội nghị tại ",
            "Dự hội nghị có đồng chí Lê Văn An; ",
        )
    ),
    *(
        (directives, unit, 7_500)
        for unit in (
            "Huyện ủy yêu cầu các chi bộ rà soát nguồn. ",
            "Đề án số 07-ĐA/TU yêu cầu các chi bộ rà soát; ",
            "Theo Nghị quyết số 14-NQ/ĐU về xây dựng, mọi khoản phải ",
        )
    ),
    *(
        (statistics, unit, 4_000)
        for unit in (
            "kết nạp 5 đảng viên, ", "Huyện ủy Tân Hồng kết nạp 5 đảng viên, ", "kết nạp 12 đảng viên mới\n",
            "theo báo cáo của Huyện ủy Tân Hồng có 5 đảng viên, ", "- Kết nạp 5 đảng viên\n",
            "12 chi bộ của Đảng bộ huyện Tân Hồng và 15 chi bộ của Đảng\nbộ huyện Kim Đài ",
        )
    ),
    (checks, "Có 2/89 (chiếm 2,47%), gồm 30 chi bộ, trong đó tốt 80%, nâng tổng số lên 5, ", 4_000),
    *(
        (context, unit, 20_000)
        for unit in (
            "Đảng ủy xã Tân Hồng, Đảng ủy xã Kim Đài\ncó 15 chi bộ và 7\nđảng viên mới ",
            "hiện nay có 15 chi bộ, 7 đảng viên và 3 đảng bộ, ", "trao huy hiệu cho 5 đảng viên, ",
        )
    ),
    *(
        (whole, unit, 10_000)
        for unit in (
            "Chỉ thị số 05-CT/TW, ", "so 1-QĐ/TW, ", "nghị quyết số ", "1/1/1/", "1 tỷ ",
            "có 5             chi bộ ",
            "Kết nạp 5 đảng viên, trong đó 3 nam, 2 nữ. ", "Huyện ủy Tân Hồng kết\nnạp 12 đảng viên mới\n",
            "Chi bộ đã tổ chức kết nạp đảng viên mới trong năm qua theo kế hoạch của cấp trên.\n",
            "Sáng 5/4, Huyện ủy tổ chức Hội nghị sơ kết công tác. ",
        )
    ),
    *((printed, unit, 1_500) for unit in ("Kết nạp 5 đảng viên, trong đó 3 nam, 2 nữ. ", "1%, ", "số 1, ")),
    *(
        (locating(quote), word, 4_000)
        for word, quote in (
            ("đảng ", "đảng " * 30 + "viên"),
            ("đảng ", "các " + "đảng " * 20),
            ("ĐV ", "đảng viên đảng viên và đảng viên"),
            ("1.513 ", "1.513 và 1.513"),
            ("đảng viên mới ", "đảng " * 4_000),
            ("a" * 999 + " ", "a" * 20_000),
            ("9.", "9." * 10_000),
            ("… ", "đảng … viên … mới … và"),
        )
    ),
]  # fmt: skip


def fastest(work: Callable[[], object]) -> float:
    """Processor seconds of the fastest round."""
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        rounds.append(time.process_time() - begun)
    return min(rounds)


@pytest.mark.parametrize(("stage", "unit", "size"), CASES)
def test_time_grows_with_the_text(stage: Callable[[str], Callable[[], object]], unit: str, size: int) -> None:
    """Twice the text, twice the time, give or take."""
    small, large = (fastest(stage(unit * (size * times // len(unit) + 1))) for times in (1, TIMES))
    print(f"\n{stage.__name__:14} {unit[:40]!r:44} {small * 1000:8.1f} ms  x{large / max(small, 1e-6):6.1f}")
    assert large < ALLOWED * small + GRACE_S
