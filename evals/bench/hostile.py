"""How the rules' time grows with texts that no one pattern is to blame for: ``evals/bench/hostile.py``.

Each kind of ``hostile.toml`` is written with other words and figures every time, as citations, names, lists,
quotations, tables or wrapped lines, in numbers that no article has. The rules extract it at sizes that double
up to 400 KB, in processor time, and again where a ratio looks large. A kind that takes more than 2.3 times as
long for twice the text is listed, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import tomllib
from itertools import count, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from partyx import Settings, extract

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED = 2.3
"""Times as long for twice the text."""
SIZES = (50_000, 100_000, 200_000, 400_000)
"""Characters."""
ROUNDS = 3
"""Where a ratio looks large, both sizes are measured so often in all, and the fastest counts."""
SETTINGS = Settings(engine="rules", max_chars=10_000_000)
KINDS: dict[str, dict[str, str]] = {
    name: kinds
    for name, kinds in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
    if isinstance(kinds, dict)
}
"""What is written again and again: for a text, and for a page."""

WORDS = {
    "body": (
        "Huyện ủy Tân Hồng", "Đảng ủy xã Kim Đài", "Ban Tổ chức Tỉnh ủy", "UBND tỉnh Đồng Tháp",
        "Chi bộ thôn Đông", "Ủy ban Kiểm tra Trung ương", "Đảng bộ Công ty cổ phần Gỗ Tân Việt",
    ),
    "act": ("kết nạp", "khai trừ", "kiểm tra", "giám sát", "trao Huy hiệu cho", "kỷ luật", "bồi dưỡng"),
    "noun": ("đảng viên", "chi bộ", "tổ chức đảng", "quần chúng ưu tú", "hộ nghèo", "cấp ủy viên"),
    "family": ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Vũ", "Y", "A"),
    "middle": ("Văn", "Thị", "Thu", "Minh", "Đức", "Hữu"),
    "given": ("An", "Bình", "Hoa", "Tùng", "Sơn", "Ánh", "Ơn"),
    "title": ("Bí thư Huyện ủy", "Phó Bí thư Tỉnh ủy", "Chủ tịch UBND xã", "Ủy viên Ban Thường vụ"),
    "meeting": ("Hội nghị sơ kết công tác xây dựng Đảng", "Đại hội Đảng bộ lần thứ XX", "buổi làm việc"),
    "document": ("Nghị quyết", "Chỉ thị", "Quy định", "Kế hoạch", "Hướng dẫn", "Kết luận"),
    "quarter": ("I", "II", "III", "IV"),
    "name": ("{family} {middle} {given}",),
    "person": ("đồng chí {name}, {title}",),
    "place": (
        "xã {given} {middle}", "huyện Tân Hồng", "tỉnh Đồng Tháp", "thôn {given}", "phường {n}, quận {9}",
    ),
    "time": (
        "cùng kỳ năm 202{5}", "năm trước", "đầu nhiệm kỳ", "quý {quarter}/202{5}", "nhiệm kỳ trước",
    ),
    "counted": ("{act} {figure} {noun}",),
    "day": (
        "{28}/{12}", "ngày {28}/{12}/202{5}", "ngày {28} tháng {12} năm 202{5}", "năm 202{5}",
        "quý {quarter} năm 202{5}", "sáng {28}-{12}", "giai đoạn 2020-202{5}",
    ),
    "figure": (
        "{9999}", "{99},{99}%", "{40}/5{9}", "0{9}", "{9}.1{99}", "trên {9999}", "{50} - 6{9}%",
        "{99} tỷ {99} triệu", "hơn {99} nghìn",
    ),
    "citation": (
        "{document} số {99}-QĐ/TW {day} của {body}", "{document} Trung ương {9} khóa XII", "{99}-NQ/TU",
        "{document} {99}, {99} của {body}",
    ),
}  # fmt: skip
"""What the words in braces stand for, one of several."""
_BRACES = re.compile(r"\{([^{}]+)\}")


class Writer:
    """Writes one kind of text, the same every time."""

    def __init__(self, seed: str) -> None:
        """Begin."""
        self._random = random.Random(seed)  # noqa: S311 - the same texts every time
        self._number = count(1)

    def write(self, template: str) -> str:
        """A template with words in its braces."""
        return _BRACES.sub(lambda found: self._word(found[1]), template)

    def _word(self, name: str) -> str:
        mark, repeated, most = name.partition("*")
        if repeated:
            return mark * self._random.randint(1, int(most))
        if name.isdecimal():
            return str(self._random.randint(1, int(name)))
        if name == "n":
            return str(next(self._number))
        if name.isupper():
            return self._word(name.lower()).upper()
        if name.endswith(("|", "_")):
            return self._word(name[:-1]).replace(" ", "\n" if name.endswith("|") else "")
        return self.write(self._random.choice(WORDS[name]))


def written(form: str, kind: str, size: int) -> str:
    """So many characters of one kind of text or page, with a headline and a date."""
    writer, parts = Writer(kind), []
    while size > 0:
        parts.append(writer.write(KINDS[form][kind]))
        size -= len(parts[-1])
    inside = "".join(parts)
    if form == "text":
        return f"Huyện ủy Tân Hồng sơ kết công tác\n\n06/07/2024\n\n{inside}"
    inside = f"<table>{inside}</table>" if "row" in kind else inside
    head = "<h1>Huyện ủy Tân Hồng sơ kết công tác</h1><p>06/07/2024</p>"
    return f"<html><body><article>{head}{inside}</article></body></html>"


def seconds(text: str, *, output: bool = False) -> float:
    """Processor seconds of one extraction, with everything that is made of it when asked."""
    begun = time.process_time()
    found = extract(text, settings=SETTINGS)
    if output:
        found.to_json(), found.to_html(), str(found)
    return time.process_time() - begun


def growth(form: str, kind: str, sizes: tuple[int, ...], *, output: bool) -> Iterator[tuple[float, float]]:
    """The seconds of each size but the first, and how many times as long as the size before it that is."""
    before = seconds(written(form, kind, sizes[0]), output=output)
    for small, size in pairwise(sizes):
        texts = written(form, kind, small), written(form, kind, size)
        took = seconds(texts[1], output=output)
        if took > ALLOWED * before:
            again = [[seconds(text, output=output) for text in texts] for _ in range(ROUNDS - 1)]
            before, took = min(before, *(it[0] for it in again)), min(took, *(it[1] for it in again))
        yield took, took / before
        before = took


def main() -> int:
    """Print every kind with its growth; 1 when any grows faster than it may."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kind", action="append", help="only kinds with this in their name")
    parser.add_argument("--up-to", type=int, default=SIZES[-1], help="characters of the largest text")
    parser.add_argument("--output", action="store_true", help="with JSON, HTML and text of the result")
    arguments = parser.parse_args()
    sizes = tuple(size for size in SIZES if size <= arguments.up_to)
    every = [(form, kind) for form, kinds in KINDS.items() for kind in kinds]
    chosen = [one for one in every if not arguments.kind or any(it in one[1] for it in arguments.kind)]
    grown = 0
    for form, kind in chosen:
        told = list(growth(form, kind, sizes, output=arguments.output))
        ratios = [ratio for _, ratio in told]
        grown += max(ratios) > ALLOWED
        mark = "GROWS" if max(ratios) > ALLOWED else "ok"
        print(
            f"{mark:6} {told[-1][0]:7.2f} s  {' '.join(f'x{it:.2f}' for it in ratios)}  {form}: {kind}",
            flush=True,
        )
    print(
        f"{len(chosen)} kinds, up to {sizes[-1]:,} characters: {grown} grow faster than {ALLOWED} a doubling"
    )
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
