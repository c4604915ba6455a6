"""What a figure counts: the noun behind it, before it, or the topic of its paragraph."""

from __future__ import annotations

import re

from partyx.language.counted import COUNTED, NOT_COUNTED

_COMPOUNDS = """
    chi, đảng bộ trực thuộc; chi, đảng bộ cơ sở; chi, đảng bộ; đảng bộ, chi bộ trực thuộc;
    đảng bộ, chi bộ cơ sở; đảng bộ, chi bộ; chi bộ, đảng bộ trực thuộc; chi bộ, đảng bộ cơ sở;
    chi bộ, đảng bộ; tổ chức cơ sở đảng;
    tổ chức đảng; tổ chức cơ sở; tổ chức chính trị - xã hội; chi bộ cơ sở; đảng bộ cơ sở; đảng bộ bộ phận;
    quần chúng ưu tú; cấp ủy viên; ủy viên ban chấp hành; cán bộ, đảng viên; cán bộ, công chức, viên chức;
    cán bộ, công chức; lượt người; lượt cán bộ; lượt đảng viên; lượt ý kiến; thôn, bản; hộ nghèo;
    hộ cận nghèo; hộ gia đình; hộ dân; xã, phường, thị trấn; xã, phường; buổi sinh hoạt; lượt tổ chức;
    điểm cầu
"""
"""Compound nouns that are counted as one; their heads alone would lose what is counted."""

_HEADS = sorted(
    {*COUNTED, *(" ".join(noun.split()) for noun in _COMPOUNDS.split(";"))}, key=len, reverse=True
)
_ONE_NOUN = "|".join(re.escape(noun).replace(r"\ ", r"\s+").replace(",", r"\s*,") for noun in _HEADS)
_CLASSIFIERS = (
    "lượt|căn|ngôi|chiếc|cái|con|cây|bồn|suất|kg|tấn|tạ|lít|bộ|cuốn|quyển|tấm|mâm|thùng|bao|hòm|xuất|đôi|cặp"
)
"""Words that count a kind of thing named by the noun behind them: "căn nhà", "lượt người"."""
_CLASSIFIED = re.compile(
    rf"\s*(?P<noun>(?:{_CLASSIFIERS})\s+(?P<kind>[^\W\d_]+)(?:\s+(?P<more>[^\W\d_]+))?)", re.IGNORECASE
)
_MEASURE = re.compile(r"\s?(?P<unit>k?m[23²³]|ha|kg|km|m)(?![\w])")
_ANY_NOUN = re.compile(rf"\b(?P<noun>{_ONE_NOUN})(?![\w])", re.IGNORECASE)
_NOUN = re.compile(rf"\s*(?P<noun>{_ONE_NOUN})(?![\w])", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]{0,60}\)?")
_IS = re.compile(
    r"(?P<phrase>[^.;:()\d]{2,90}?)"
    r"\s*(?:\b(?:là|gồm|có|đạt|lên|còn|được|thành|tới|đến|trên|gần|hơn|khoảng)\b|:)\s*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\s?(?P<word>[^\W\d_]+)")
_ABOUT = re.compile(r"^.{0,80}\b(?:đối\s+với|riêng\s+về|về)\s+", re.IGNORECASE | re.DOTALL)
_AS_FOLLOWS = re.compile(r"\s*(?:,?\s*(?:cụ\s+thể\s+)?như\s+sau|gồm|cụ\s+thể)\s*$", re.IGNORECASE)
_LONGEST_TOPIC = 160
LABEL_WORDS = 4
"""Words of the longest label that rates ("Hoàn thành xuất sắc nhiệm vụ" is never followed by a colon)."""
_SPELLING = {"đv": "đảng viên", "đ/c": "đồng chí", "cb": "cán bộ", "hv": "hội viên", "hs": "học sinh"}
_MEMBERS = re.compile(r"đảng\s+viên|\bĐV\b|kết\s+nạp|vào\s+đảng|thôi\s+đảng", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:tham\s+dự|dự\s+(?:hội\s+nghị|đại\s+hội|lễ|họp))\b", re.IGNORECASE)
_REACH = 90


def unit_after(view: str, end: int, limit: int) -> tuple[str, int] | None:
    """The noun right behind a figure and where it ends.

    Brackets between them are skipped: "26/27 (chiếm 96,29%) tổ chức đảng".
    """
    if measure := _MEASURE.match(view, end, limit):
        return measure["unit"].replace("²", "2").replace("³", "3"), measure.end()
    bracket = _BRACKET.match(view, end, limit)
    for position in (end, bracket.end() if bracket else end):
        if classified := _classified(view, position, limit):
            return classified
        if noun := _NOUN.match(view, position, limit):
            return spelled(noun["noun"]), noun.end()
    word = _WORD.match(view, end, limit)
    if word and word["word"][0].islower() and word["word"] not in NOT_COUNTED:
        return word["word"], word.end()
    return None


def _classified(view: str, position: int, limit: int) -> tuple[str, int] | None:
    """A classifier with its noun: two syllables of the noun where they make one ("lượt thanh niên")."""
    match = _CLASSIFIED.match(view, position, limit)
    if match is None or not match["kind"][0].islower() or match["kind"] in NOT_COUNTED:
        return None
    known = _NOUN.match(view, match.start("kind"), limit)
    end = known.end() if known else match.end("kind")
    return spelled(view[match.start("noun") : end]), end


def unit_before(view: str, start: int, low: int) -> str | None:
    """The noun a figure is stated of ("Đảng bộ cơ sở là 301", "tổng số đảng viên lên 74.127")."""
    found = _IS.search(view[max(low, start - _REACH) : start])
    return head_noun(found["phrase"]) if found else None


def topic_before(view: str, low: int, start: int) -> tuple[str, int] | None:
    """What the paragraph last said it speaks of ("Đối với tập thể lãnh đạo, quản lý: ...").

    Returns the words and where they end. Short labels ("Tốt:", "Khiển trách:") are no topics: they are
    part of what is counted.
    """
    colon = start
    while (colon := view.rfind(":", low, colon)) >= 0:
        topic = _back_to_a_stop(view, max(low, colon - _LONGEST_TOPIC), colon)
        if len(topic.split()) > LABEL_WORDS or _ABOUT.search(topic):
            words = _AS_FOLLOWS.sub("", _ABOUT.sub("", topic)).strip(" \t-–+•*")
            return (words, colon) if words else None
    return None


def _back_to_a_stop(view: str, low: int, end: int) -> str:
    """The words before ``end``: a pattern would be tried at each of them, 40 us where this takes one."""
    text = view[low:end].removesuffix("\n")
    return text[max(map(text.rfind, ".;:\n")) + 1 :]


def head_noun(phrase: str) -> str | None:
    """The first counted noun of a phrase."""
    noun = _ANY_NOUN.search(phrase)
    return spelled(noun["noun"]) if noun else None


def spelled(noun: str) -> str:
    """One spelling: lower case, abbreviations written out, single spaces."""
    plain = " ".join(noun.lower().split())
    return _SPELLING.get(plain, plain)


def members(unit: str | None, around: str) -> str | None:
    """Comrades are Party members where the words around count members (codebook, "unit")."""
    if unit != "đồng chí" or not _MEMBERS.search(around) or _PRESENT.search(around):
        return unit
    return "đảng viên"
