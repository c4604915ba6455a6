"""What need not be extracted: no article with records of its own is ever passed over."""

from __future__ import annotations

import errno
import io
import re
from pathlib import Path

import pytest

import partyx
from partyx.errors import DuplicateError, IrrelevantError, OutputError
from partyx.mentions import find_mentions
from partyx.pipeline import Run
from partyx.scoring.gold import load_gold
from partyx.screening import Screening, is_relevant

ROOT = Path(__file__).parent.parent / "evals"
ARTICLES = sorted((ROOT / "articles").glob("*.txt"))
SETTINGS = partyx.Settings(engine="rules")
OTHERS = {
    "gold": "Giá vàng sáng nay tăng\n\n05/07/2023\n\nSáng 5/7, Công ty Vàng bạc đá quý Sài Gòn niêm yết ở mức 67,2 triệu "
    "đồng một lượng, tăng 0,7%. Ông Trần Văn Nam, Giám đốc một cửa hàng cho biết lượng khách tăng 12%.",
    "football": "Đội tuyển Việt Nam thắng 3-0\n\nTối 12/9, trên sân Mỹ Đình, đội tuyển Việt Nam thắng 3-0 trước 20.000 khán "
    "giả. Huấn luyện viên trưởng Nguyễn Văn Sơn hài lòng với 15 cầu thủ trẻ.",
    "accident": "Tai nạn làm 2 người bị thương\n\nKhoảng 6 giờ ngày 3/3, tại km 125, xe tải va chạm với xe khách. Công an "
    "huyện Phù Lan đang điều tra, 2 người được đưa đến Bệnh viện Đa khoa tỉnh.",
    "land": "Giá đất năm 2023\n\nNgày 5/5, Chủ tịch Ủy ban nhân dân tỉnh Lê Văn Ba ký Quyết định số 12/2023/QĐ-UBND, "
    "áp dụng cho 14 huyện.",
}


def run(text: str, name: str) -> Run:
    return Run(partyx.read(text, id=name), SETTINGS, {})


def content(path: Path) -> list[str]:
    article = partyx.read(path)
    return [article.view[it.start : it.end] for it in article.blocks if it.role.is_content]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:12])
def test_no_article_with_records_is_taken_for_irrelevant(path: Path) -> None:
    """Recall 1.0 on the evals: what is passed over is an article whose gold is empty."""
    if not is_relevant(find_mentions(partyx.read(path))):
        gold = load_gold(ROOT / "gold" / f"{path.stem[:3]}.json")
        assert not [*gold.meetings, *gold.statistics, *gold.directives]


@pytest.mark.parametrize("name", OTHERS)
def test_articles_about_something_else_are_passed_over(name: str) -> None:
    with pytest.raises(IrrelevantError, match=name):
        Screening(relevant=True)(run(OTHERS[name], name))


def test_the_same_text_leads_to_the_first() -> None:
    screening = Screening(duplicates=True)
    text = ARTICLES[0].read_text(encoding="utf-8")
    screening(run(text, "a"))
    screening(run(text, "a"))  # the same article again, after a fault
    with pytest.raises(DuplicateError) as caught:
        screening(run(text, "b"))
    assert caught.value.of == "a"


def test_a_copy_with_another_lead_and_signature_leads_to_the_first() -> None:
    screening = Screening(duplicates=True)
    found = []
    for path in ARTICLES[:5]:
        blocks = content(path)
        screening(run("\n\n".join(blocks), path.stem))
        copy = "\n\n".join(
            [blocks[0], "Theo tin của phóng viên từ địa phương.", *blocks[2:], "Theo báo tỉnh"]
        )
        with pytest.raises(DuplicateError) as caught:
            screening(run(copy, f"copy of {path.stem}"))
        found.append(caught.value.of)
    assert found == [path.stem for path in ARTICLES[:5]]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:12])
def test_the_same_report_with_other_figures_is_an_article_of_its_own(path: Path) -> None:
    screening = Screening(duplicates=True)
    text = "\n\n".join(content(path))
    screening(run(text, "march"))
    april = re.sub(r"\d+", lambda digits: str(int(digits[0]) + 7), text)
    if len(re.findall(r"\d+", text)) > 1:
        screening(run(april, "april"))


def test_all_articles_of_the_evals_differ() -> None:
    screening = Screening(duplicates=True)
    for path in ARTICLES:
        screening(run(path.read_text(encoding="utf-8"), path.stem))


def test_what_was_seen_is_known_to_the_next_run() -> None:
    memory = io.BytesIO()
    blocks = content(ARTICLES[1])
    Screening(duplicates=True, memory=memory)(run("\n\n".join(blocks), "first"))
    memory.write(b'["torn", "')
    again = Screening(duplicates=True, memory=memory)
    for text in ("\n\n".join(blocks), "\n\n".join([*blocks, "Theo báo tỉnh"])):
        with pytest.raises(DuplicateError):
            again(run(text, "second"))
    again(run("\n\n".join(blocks), "first"))


class Full(io.BytesIO):
    """A file on a disk that is full."""

    def write(self, _: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_ends_the_run_and_is_no_failure_of_an_article() -> None:
    screening = Screening(duplicates=True, memory=Full())
    with (
        partyx.Extractor(SETTINGS) as extractor,
        pytest.raises(OutputError, match="no space left"),
    ):
        list(extractor.stream(ARTICLES[:3], screen=screening, processes=0))


def test_a_line_that_was_cut_takes_none_with_it() -> None:
    memory = io.BytesIO()
    first, other, third = content(ARTICLES[0]), content(ARTICLES[1]), content(ARTICLES[2])
    Screening(duplicates=True, memory=memory)(run("\n\n".join(first), "first"))
    memory.write(b'["second", "5f')
    Screening(duplicates=True, memory=memory)(run("\n\n".join(third), "third"))
    again = Screening(duplicates=True, memory=memory)
    again(run("\n\n".join(other), "second"))
    for name, text in {"first": first, "third": third}.items():
        with pytest.raises(DuplicateError) as found:
            again(run("\n\n".join(text), "copy"))
        assert found.value.of == name


def test_a_run_passes_over_what_its_screening_finds() -> None:
    text = ARTICLES[0].read_text(encoding="utf-8")
    with partyx.Extractor({"engine": "rules"}) as extractor:
        texts = {"a": text, "b": text, "c": OTHERS["gold"]}
        sources = [partyx.read(it, id=name) for name, it in texts.items()]
        found = list(
            extractor.stream(sources, screen=Screening(duplicates=True, relevant=True), ordered=True)
        )
    kept = [it for it in found if isinstance(it, partyx.Extraction)]
    passed_over = [it for it in found if isinstance(it, partyx.Failure)]
    assert [it.article.id for it in kept] in (["a"], ["b"])  # of two at once, the one that was read first
    assert [(it.stage, it.skipped, it.error.retryable) for it in passed_over] == [("screen", True, False)] * 2
    assert passed_over[-1].id == "c"
