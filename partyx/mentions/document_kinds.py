"""The names of document kinds as the genre prints them, and how freely each may stand before a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from partyx.language.phrases import at_word_starts, lower


class Freedom(Enum):
    """How a number without "số" and without letters may follow the name of a kind.

    A noun nearly always names a document ("Nghị quyết 29"). A verb may take a count ("hướng dẫn 12 chi
    bộ", "quyết định kết nạp"). A plan is also a thing that is measured ("đạt kế hoạch 5%", "Chương
    trình 135"). A closed kind is cited with "số" or letters only ("Luật Đất đai 2013", "báo cáo 6
    tháng"). Letters stand for other things too ("CT" for a company), and need most.
    """

    NOUN = 1
    VERB = 2
    PLAN = 3
    CLOSED = 4
    SHORT = 5


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind: its name in full, lower case, and how freely numbers follow it."""

    name: str
    freedom: Freedom


_N, _V, _P, _C, _S = Freedom.NOUN, Freedom.VERB, Freedom.PLAN, Freedom.CLOSED, Freedom.SHORT
_PRINTED: tuple[tuple[str, str, Freedom], ...] = (
    (r"nghị\s{1,4}quyết\s{1,4}liên\s{1,4}tịch", "nghị quyết liên tịch", _N),
    (r"nghị\s{1,4}quyết", "nghị quyết", _N),
    (r"chỉ\s{1,4}thị", "chỉ thị", _N),
    (r"qu[yi]\s{1,4}định", "quy định", _V),
    (r"quyết\s{1,4}định", "quyết định", _V),
    (r"thông\s{1,4}báo\s{1,4}kết\s{1,4}luận", "thông báo", _V),
    (r"kết\s{1,4}luận", "kết luận", _V),
    (r"hướng\s{1,4}dẫn", "hướng dẫn", _V),
    (r"kế\s{1,4}(?:hoạch|họach)", "kế hoạch", _P),
    (r"chương\s{1,4}trình\s{1,4}hành\s{1,4}động", "chương trình hành động", _V),
    (r"chương\s{1,4}trình\s{1,4}phối\s{1,4}hợp", "chương trình phối hợp", _P),
    (r"chương\s{1,4}trình", "chương trình", _P),
    (r"đề\s{1,4}án", "đề án", _N),
    (r"thông\s{1,4}báo", "thông báo", _P),
    (r"thông\s{1,4}tri", "thông tri", _N),
    (r"thông\s{1,4}tư\s{1,4}liên\s{1,4}tịch", "thông tư liên tịch", _N),
    (r"thông\s{1,4}tư", "thông tư", _N),
    (r"nghị\s{1,4}định", "nghị định", _N),
    (r"qu[yi]\s{1,4}chế", "quy chế", _C),
    (r"qu[yi]\s{1,4}trình", "quy trình", _C),
    (r"pháp\s{1,4}lệnh", "pháp lệnh", _C),
    (r"sắc\s{1,4}lệnh", "sắc lệnh", _C),
    (r"công\s{1,4}văn", "công văn", _C),
    (r"công\s{1,4}điện", "công điện", _N),
    (r"phương\s{1,4}án", "phương án", _C),
    (r"văn\s{1,4}bản", "văn bản", _C),
    (r"báo\s{1,4}cáo", "báo cáo", _C),
    (r"tờ\s{1,4}trình", "tờ trình", _C),
    (r"luật", "luật", _C),
)
_SHORT: tuple[tuple[str, str, Freedom], ...] = (
    ("NQ", "nghị quyết", _S),
    ("CT", "chỉ thị", _S),
    ("QĐ", "quyết định", _S),
    ("KL", "kết luận", _S),
    ("HD", "hướng dẫn", _S),
    ("KH", "kế hoạch", _C),
    ("CTHĐ", "chương trình hành động", _C),
    ("CT[Rr]", "chương trình", _C),
    ("ĐA", "đề án", _C),
    ("TB", "thông báo", _C),
    ("NĐ", "nghị định", _S),
    ("CV", "công văn", _C),
    ("BC", "báo cáo", _C),
)
_ADJECTIVES = (
    r"(?:\s{1,4}(?:chuyên\s{1,4}đề|liên\s{1,4}ngành|phối\s{1,4}hợp|hành\s{1,4}động|công\s{1,4}tác|tạm\s{1,4}thời"
    r"|thanh\s{1,4}tra|kiểm\s{1,4}tra|thực\s{1,4}hiện|cá\s{1,4}biệt|toàn\s{1,4}khóa|toàn\s{1,4}khoá))?"
)
_IN_FULL = re.compile(
    rf"(?P<name>{at_word_starts(pattern for pattern, _, _ in _PRINTED)}){_ADJECTIVES}(?![^\W\d_])"
)
_IN_LETTERS = re.compile(
    rf"(?P<name>{at_word_starts(pattern for pattern, _, _ in _SHORT)})(?:(?![^\W\d_])|(?<=NQ)(?=T\.?[WƯ]))"
)
_BY_NAME = [(re.compile(pattern), DocumentKind(name, freedom)) for pattern, name, freedom in _PRINTED]
_BY_LETTERS = [(re.compile(pattern), DocumentKind(name, freedom)) for pattern, name, freedom in _SHORT]


class KindWord(NamedTuple):
    """``view[start:end]`` names a kind: the word with its adjective, or its letters."""

    start: int
    end: int
    kind: DocumentKind


def kind_words(view: str) -> list[KindWord]:
    """The names of kinds in ``view``, by start, none overlapping another."""
    found = [_word(match, _BY_NAME) for match in _IN_FULL.finditer(lower(view))]
    found += [_word(match, _BY_LETTERS) for match in _IN_LETTERS.finditer(view)]
    return sorted(found)


def _word(match: re.Match[str], kinds: list[tuple[re.Pattern[str], DocumentKind]]) -> KindWord:
    kind = next(kind for pattern, kind in kinds if pattern.fullmatch(match["name"]))
    return KindWord(*match.span(), kind)
