"""Document codes: the grammar of "49-QĐ/TW", and what its letters say about kind and issuer.

The letters are those of the Party's and the State's rules on the form of documents: Hướng dẫn
36-HD/VPTW (2018) and the ones before it for the Party, Nghị định 30/2020/NĐ-CP for the State.
Provinces and newspapers write them freely ("15 - NQ / TW", "01/HD-BTC", "35 NQ/TW"), and old
keyboards type "Ð" (U+00D0) for "Đ"; :func:`read_code` takes all of these and gives one spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

KIND_LETTERS = {
    "NQ": "nghị quyết",
    "NQLT": "nghị quyết liên tịch",
    "CT": "chỉ thị",
    "QĐI": "quy định",
    "QYĐ": "quy định",
    "QĐ": "quyết định",
    "QC": "quy chế",
    "QCPH": "quy chế",
    "KL": "kết luận",
    "KLTT": "kết luận",
    "HD": "hướng dẫn",
    "HDLN": "hướng dẫn",
    "KH": "kế hoạch",
    "KHLT": "kế hoạch",
    "KHPH": "kế hoạch",
    "CTR": "chương trình",
    "CTRPH": "chương trình phối hợp",
    "CTPH": "chương trình phối hợp",
    "CTHĐ": "chương trình hành động",
    "CTRHĐ": "chương trình hành động",
    "ĐA": "đề án",
    "TB": "thông báo",
    "TBKL": "thông báo",
    "TTR": "tờ trình",
    "TT": "thông tư",
    "TTLT": "thông tư liên tịch",
    "NĐ": "nghị định",
    "CĐ": "công điện",
    "CV": "công văn",
    "BC": "báo cáo",
    "PL": "pháp lệnh",
    "SL": "sắc lệnh",
}
"""The letters that name a kind, upper case. QĐ of the centre is most often a quy định, see kind_of."""

NOT_DIRECTING = frozenset({"báo cáo", "tờ trình"})
"""Kinds that are numbered like the others, but report or ask; they direct no work."""

_LEVELS = {
    "TW": "Trung ương",
    "TƯ": "Trung ương",
    "TU": "Tỉnh ủy",
    "THU": "Thành ủy",
    "TXU": "Thị ủy",
    "THXU": "Thị ủy",
    "HU": "Huyện ủy",
    "QU": "Quận ủy",
    "ĐUK": "Đảng ủy Khối",
    "ĐU": "Đảng ủy",
}
_BODIES = {
    "": "",
    "BCH": "Ban Chấp hành ",
    "BTV": "Ban Thường vụ ",
    "BTC": "Ban Tổ chức ",
    "UBKT": "Ủy ban Kiểm tra ",
    "BTG": "Ban Tuyên giáo ",
    "BTGDV": "Ban Tuyên giáo và Dân vận ",
    "BDV": "Ban Dân vận ",
    "BNC": "Ban Nội chính ",
    "BCĐ": "Ban Chỉ đạo ",
    "VP": "Văn phòng ",
}
_STATE = {
    "TTG": "Thủ tướng Chính phủ",
    "CP": "Chính phủ",
    "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "HĐND": "Hội đồng nhân dân",
    "UBND": "Ủy ban nhân dân",
    "BNV": "Bộ Nội vụ",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
}

DASHES = "‐‑‒–—−\\-"
"""Every dash, escaped to stand inside a character class."""

_JOIN = f"[/{DASHES}]"
_KIND = "|".join(sorted(KIND_LETTERS, key=len, reverse=True)).replace("Đ", "[ĐÐ]")
_KIND = (
    _KIND.replace("CTR", "CT[Rr]")
    .replace("TTR", "TT[Rr]")
    .replace("[ĐÐ]I", "[ĐÐ][Ii]")
    .replace("QY", "Q[Yy]")
)
_LETTER = r"[A-Za-zĐÐđðƯư]"
_END = r"(?![^\W_])"
_RANK = rf"(?:TW|T\.?Ư|TU|T[Hh]U|T[Xx]U|HU|[ĐÐ]UK?|TTg|CP|UBND|H[ĐÐ]ND){_END}"
_KIND_SEGMENT = rf"(?:{_KIND})\d{{0,2}}{_END}"
_SEGMENT = rf"(?:[A-ZĐÐƯ](?:{_LETTER}|\.(?=Ư)){{0,11}}\d{{0,4}}|(?i:{_KIND})|(?i:TW|TU|HU|[ĐÐ]U)){_END}"
_LETTERS = (
    # "/" may stand between spaces; a dash only before letters that cannot be a word of the sentence.
    rf"(?P<letters>{_SEGMENT}(?:{_JOIN}{_SEGMENT}|\s{{0,2}}/\s{{0,2}}{_SEGMENT}|\s{{1,2}}(?:[{DASHES}]\s{{0,2}})?{_RANK}){{0,4}})"
)
_YEAR = rf"(?:\s?[/{DASHES}]\s?(?P<year>(?:19|20)\d\d))?"
_NUMBER = rf"(?P<number>\d{{1,2}}\.\d{{3}}(?!\d)|\d{{1,5}}[a-zđ]?){_YEAR}"
_NUMBER_APART = rf"(?P<number>\d(?<![\w./,{DASHES}]\d)(?:\d?\.\d{{3}}(?!\d)|\d{{0,4}}[a-zđ]?)){_YEAR}"
"""The same where no word, number or code runs up to it; its first digit leads, which scans faster."""
CODE = re.compile(
    # Tight ("49-QĐ/TW", "05-TU"), or loose, where the letters themselves must name a kind ("15 - NQ / TW").
    rf"{_NUMBER}(?:(?P<join>{_JOIN})|\s{{0,2}}(?P<loose>{_JOIN})\s{{0,2}}(?={_KIND_SEGMENT})"
    rf"|\s{{0,2}}(?=(?:{_KIND})(?:\s{{0,2}}{_JOIN}|\s?{_RANK}))){_LETTERS}"
)
"""A number with its letters, where one begins with its number."""

BARE_CODE = re.compile(
    rf"{_NUMBER_APART}\s?(?P<join>{_JOIN})\s?(?=(?:{_KIND})\d{{0,2}}(?:\s?{_JOIN}|TW|TƯ|TU)){_LETTERS}"
)
"""A code that can stand without the name of a kind: its letters name the kind, then the issuer."""

_GAPS = re.compile(r"\s+")
_ANY_DASH = re.compile(f"[{DASHES}]")
_LOST_JOIN = re.compile(
    rf"(?<=[^\s/{DASHES}])\s(?={_RANK})|(?<=^NQ)(?=TW)|(?<=^CT)(?=TW)|(?<=^QĐ)(?=TW)|(?<=^KL)(?=TW)"
)
_SEGMENT_END = re.compile(rf"{_JOIN}|\s")
_TRAILING_DIGITS = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class Code:
    """The number of a document.

    Attributes:
        number: Digits as printed, with a letter when one follows: "05", "30a".
        year: "2016" in "34/2016/QĐ-TTg".
        letters: One spelling, "QĐ/TW"; empty when only the number is printed.
        join: What stands between number and letters: "-" or "/".
    """

    number: str
    year: str | None = None
    letters: str = ""
    join: str = "-"

    @property
    def text(self) -> str:
        """The whole code in one spelling: no spaces, plain hyphens. Example: "15-NQ/TW"."""
        head = f"{self.number}/{self.year}" if self.year else self.number
        return f"{head}{self.join}{self.letters}" if self.letters else head

    @property
    def key(self) -> str:
        """The number without leading zeros, for comparison: "05" and "5" are the same."""
        return self.number.replace(".", "").lstrip("0") or "0"

    def agrees_with(self, other: Code) -> bool:
        """Whether both can be the same document's: nothing that both print differs."""
        return (
            self.key == other.key
            and (not self.year or not other.year or self.year == other.year)
            and (not self.letters or not other.letters or _same_letters(self.letters, other.letters))
        )

    def filled_from(self, other: Code) -> Code:
        """This number with the year and letters of another: the list "18, 19-NQ/TW"."""
        return replace(self, year=self.year or other.year, letters=other.letters, join=other.join)


def read_code(match: re.Match[str]) -> Code:
    """Bring a match of :data:`CODE` or :data:`BARE_CODE` to one spelling."""
    letters = _GAPS.sub("", _spaces_to_joins(match["letters"]))
    letters = _ANY_DASH.sub("-", letters).replace("Ð", "Đ").replace("ð", "đ")
    join = match["join"] or match.groupdict().get("loose") or "-"
    return Code(match["number"], match["year"], letters, "/" if join == "/" else "-")


def _spaces_to_joins(letters: str) -> str:
    """Put the "/" back that "35-NQ TW" and "35-NQTW" have lost."""
    return _LOST_JOIN.sub("/", letters)


def _same_letters(a: str, b: str) -> bool:
    return _plain(a) == _plain(b)


def _plain(letters: str) -> str:
    """Without case, dots and the choice between "/" and "-"; "TƯ" is "TW", "QĐi" is "QĐ"."""
    plain = letters.upper().replace(".", "").replace("-", "/").replace("TƯ", "TW")
    return plain.replace("QĐI/", "QĐ/").replace("CTRHĐ/", "CTHĐ/")


def _segments(letters: str) -> list[str]:
    return [segment for segment in _SEGMENT_END.split(letters.upper().replace(".", "")) if segment]


@lru_cache(maxsize=1024)
def kind_of(letters: str) -> str | None:
    """The kind that a code's letters name, lower case and in full, or None.

    "QĐ" stands for both quyết định and quy định: with the centre's letters ("QĐ/TW", "QĐ/BTCTW") it is
    read as quy định, which it is in nearly all such codes the genre cites, else as quyết định. "TT" is
    a thông tư of the State and a thông tri of the Party.
    """
    segments = _segments(letters)
    for segment in segments[:2]:
        kind = KIND_LETTERS.get(_TRAILING_DIGITS.sub("", segment))
        if kind is None:
            continue
        party = any(other.endswith(("TW", "TƯ", "TU", "HU")) for other in segments)
        if kind == "quyết định" and segments[-1].endswith(("TW", "TƯ")):
            return "quy định"
        return "thông tri" if kind == "thông tư" and party else kind
    return "luật" if segments and segments[-1].startswith("QH") else None


@lru_cache(maxsize=1024)
def issuer_of(letters: str) -> str | None:
    """The issuer that a code's letters name: "QĐ/TW" is "Trung ương", "HD/BTCTW" "Ban Tổ chức Trung ương".

    None when they name none that is known for sure ("HD-BTC" is a ministry's or a committee's).
    """
    for segment in reversed(_segments(letters)):
        name = _TRAILING_DIGITS.sub("", segment)
        if name in _STATE:
            return _STATE[name]
        for level in sorted(_LEVELS, key=len, reverse=True):
            body = _BODIES.get(name.removesuffix(level)) if name.endswith(level) else None
            if body is not None:
                return body + _LEVELS[level]
    return None
