"""Who issues documents: reading the phrase after "của", and telling two issuers apart.

The phrase is read forward from its head ("Ban Thường vụ", "Bộ Chính trị", "Huyện ủy"), word by word,
as long as the words can belong to the name of a body: known words of such names, or capitalised ones
(place names). So it ends by itself before "về", "khóa", a verb or a punctuation mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SPACE = r"\s{1,4}"


def _words(phrases: str) -> str:
    """Alternatives, longest first, with any white space between the words and both tone placements."""
    ordered = sorted((" ".join(phrase.split()) for phrase in phrases.split(",")), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", _SPACE).replace("ủy", "(?:ủy|uỷ)") for phrase in ordered)


_COMMITTEES = _words("""
    bộ chính trị, ban bí thư, ban chấp hành, ban thường vụ, thường vụ, thường trực, ban tổ chức, ban
    tuyên giáo, ban tuyên giáo và dân vận, ban dân vận, ban nội chính, ban kinh tế, ban đối ngoại, ban
    cán sự đảng, ban cán sự, ban chỉ đạo, ban kiểm tra, ủy ban kiểm tra, văn phòng, trung ương, tỉnh ủy,
    thành ủy, huyện ủy, quận ủy, thị ủy, đảng ủy, đảng bộ, đảng đoàn, quân ủy trung ương, quân ủy, chi
    bộ, chi ủy, tổng bí thư, tỉnh đoàn, trung ương đoàn, tổng cục chính trị, đảng cộng sản việt nam
""")
_STATE = _words("""
    chính phủ, thủ tướng chính phủ, thủ tướng, quốc hội, ủy ban thường vụ quốc hội, chủ tịch nước, nhà
    nước, hội đồng nhân dân, ủy ban nhân dân, ủy ban mttq, mặt trận tổ quốc, ủy ban mặt trận tổ quốc,
    liên đoàn lao động, tòa án nhân dân tối cao, hội đồng bầu cử quốc gia, chủ tịch ubnd, chủ tịch ủy
    ban nhân dân, thanh tra chính phủ
""")
_LEVEL = _words("tỉnh, thành phố, huyện, thị xã, quận, xã, phường, thị trấn, đảng, khối, đặc khu, tp, tp.")
_PART = _words("""
    cấp tỉnh, cấp huyện, các cơ quan, cơ quan, các cơ quan và doanh nghiệp, cơ quan và doanh nghiệp,
    doanh nghiệp, dân chính đảng, các cơ quan đảng, việt nam, toàn quốc, quân sự, công an, lâm thời, bộ
    đội biên phòng
""")
_SHORT = (
    r"BCT|BBT|BCH|BCHTW|BTV|BTVTU|BTVHU|(?:Ban\s)?TVTU|BTC|BTCTW|BTCTU|BTG|BTGTW|BTGTU|BDV|UBKT|UBKTTW|UBKTTU"
    r"|VPTW|TW|T\.?Ư|TU|HU|ĐU|ĐUK|HĐND|UBND|MTTQ|UBMTTQ|UBTVQH"
)
_BOTH = r"bộ\s{1,4}chính\s{1,4}trị(?:,|\s{1,4}và)\s{1,4}ban\s{1,4}bí\s{1,4}thư"
_HEAD = re.compile(rf"(?:(?i:{_BOTH}|{_COMMITTEES}|{_STATE}|{_LEVEL})|{_SHORT})(?!\w)")
_OFFICE = re.compile(
    r"(?:Bộ|Sở|Phòng|Cục|Tổng cục|Hội|Tổng [Ll]iên đoàn|Liên đoàn|Viện|Học viện|Trường|Ban)\s{1,2}"
    r"(?=[^\W\d_])"
)
_TAIL = re.compile(
    rf"(?:\s{{1,4}}|\s?[–-]\s?)(?:{_SHORT}|(?i:{_COMMITTEES}|{_STATE}|{_LEVEL}|{_PART}))(?!\w)"
)
_ABBREVIATED = re.compile(r"\s?\([A-ZĐƯ]{2,10}\)")
_WORD = re.compile(r"(?:\s{1,3}|\s?[–-]\s?)(?P<word>[^\W\d_]{1,20}(?:['’][^\W\d_]{1,10})?)(?!\w)")
_AND = re.compile(r"(?:\s{1,3}và|(?<=Văn hóa),|(?<=Văn hoá),)\s{1,3}(?=[^\W\d_])")
_STOP = frozenset(
    "về khóa khoá và ngày đã được với tại theo để trong quy qui quyết nghị chỉ kết hướng kế chương "
    "đề thông báo tiếp thực thí một nhằm là từ đến năm số có sẽ vừa do của cho đồng triển tăng đẩy "
    "nâng các những".split()
)
_DOCUMENT = re.compile(
    r"(?:nghị\s+quyết|chỉ\s+thị|qu[yi]\s+định|quyết\s+định|kết\s+luận|hướng\s+dẫn|kế\s+hoạch|chương\s+trình|đề\s+án|thông\s+báo)\b",
    re.IGNORECASE,
)
_PLENUM = re.compile(
    r"(?:Hội\s+nghị|HN)\s+(?:lần\s+thứ\s+[^\W_]{1,6}(?:\s+(?:một|hai|ba|bốn|tư|lăm|năm))?\s*,?\s+(?:của\s+)?)?"
    r"(?:toàn\s+thể\s+)?",
    re.IGNORECASE,
)
_MAX_WORDS = 12


def read_issuer(view: str, start: int) -> tuple[int, int] | None:
    """The name of a body that begins at ``view[start]``, or None.

    The occasion is no issuer: of "Hội nghị lần thứ năm Ban Chấp hành Trung ương Đảng" the name is "Ban
    Chấp hành Trung ương Đảng".

    Returns:
        Where the name begins and ends.
    """
    occasion = _PLENUM.match(view, start)
    if occasion:
        start = occasion.end()
    head = _HEAD.match(view, start)
    if head:
        return start, _walk(view, head.end())
    office = _OFFICE.match(view, start)
    end = _office_end(view, office) if office else None
    return (start, end) if end else None


def _walk(view: str, position: int) -> int:
    """Take the words that can belong to the name; a dash only joins the two parts of a place's name."""
    after_place = False
    for _ in range(_MAX_WORDS):
        match = _ABBREVIATED.match(view, position) or _TAIL.match(view, position)
        if match is None:
            match = _WORD.match(view, position)
            if match is None or not _is_name(match["word"]) or _DOCUMENT.match(view, match.start("word")):
                break
            if match[0].lstrip()[0] in "–-" and not after_place:
                break
            after_place = True
        position = match.end()
    return position


def _is_name(word: str) -> bool:
    """Whether a word is capitalised; in a headline of capitals, whether it is not the next phrase's."""
    return word[0].isupper() and not (word.isupper() and word.casefold() in _STOP)


def _office_end(view: str, office: re.Match[str]) -> int | None:
    """The end of "Bộ Giáo dục và Đào tạo": capitalised words, each with at most one lower-case one."""
    position, found = office.end() - 1, None
    for _ in range(_MAX_WORDS):
        word = _WORD.match(view, position)
        if word is None or not _is_name(word["word"]):
            break
        position = found = word.end()
        second = _WORD.match(view, position)
        if second and second["word"][0].islower() and second["word"] not in _STOP:
            position = found = second.end()
        joined = _AND.match(view, position)
        if joined:
            position = joined.end() - 1
    return found


@dataclass(frozen=True, slots=True)
class Issuer:
    """What tells issuers apart.

    Attributes:
        body: "cấp ủy" for Party committees of every kind, else the office ("tổ chức", "ubnd", ...).
        levels: The levels it may be of; empty when nothing says so.
        place: The place or office named, or an empty string.
    """

    body: str
    levels: frozenset[str]
    place: str

    def agrees_with(self, other: Issuer) -> bool:
        """Whether both may be the same issuer: "BCH Đảng bộ tỉnh" and "Tỉnh ủy Tây Ninh" may."""
        return (
            self.body == other.body
            and (not self.levels or not other.levels or bool(self.levels & other.levels))
            and (not self.place or not other.place or self.place == other.place)
        )


_OFFICES = {
    "ban tổ chức": "tổ chức",
    "btc": "tổ chức",
    "kiểm tra": "kiểm tra",
    "ubkt": "kiểm tra",
    "tuyên giáo": "tuyên giáo",
    "btg": "tuyên giáo",
    "dân vận": "dân vận",
    "nội chính": "nội chính",
    "ban chỉ đạo": "chỉ đạo",
    "văn phòng": "văn phòng",
    "ban cán sự": "cán sự",
    "đảng đoàn": "đảng đoàn",
    "thường vụ quốc hội": "ubtvqh",
    "quốc hội": "quốc hội",
    "ủy ban nhân dân": "ubnd",
    "ubnd": "ubnd",
    "hội đồng nhân dân": "hđnd",
    "hđnd": "hđnd",
    "thủ tướng": "thủ tướng",
    "chính phủ": "chính phủ",
    "mặt trận": "mặt trận",
    "mttq": "mặt trận",
    "liên đoàn": "liên đoàn",
    "đoàn": "đoàn",
}
_LEVELS = (
    (re.compile(r"khối|\bđuk\b"), frozenset({"khối", "đảng ủy"})),
    (
        re.compile(r"bộ chính trị|ban bí thư|trung ương|tw\b|\bt\.?ư\b|\bbct\b|\bbbt\b|^đảng$|đảng cộng sản"),
        frozenset({"trung ương"}),
    ),
    (re.compile(r"\b(?:xã|phường|thị trấn)\b(?<!thị xã)"), frozenset({"cơ sở", "đảng ủy"})),
    (re.compile(r"huyện|\b(?:btv)?hu\b|quận|thị ủy|thị xã"), frozenset({"huyện"})),
    (re.compile(r"thành ủy|thành phố|\btp\b"), frozenset({"thành"})),
    (re.compile(r"\b(?:btv|tv|btc|btg|ubkt)?tu\b"), frozenset({"tỉnh", "thành"})),
    (re.compile(r"tỉnh"), frozenset({"tỉnh"})),
    (re.compile(r"đảng ủy|\bđu\b|chi bộ|chi ủy"), frozenset({"đảng ủy", "cơ sở"})),
)
_KNOWN_WORD = re.compile(
    rf"(?:{_SHORT}|(?i:{_COMMITTEES}|{_STATE}|{_LEVEL}|các\s+cơ\s+quan|doanh\s+nghiệp|và))(?!\w)|\([^)]{{0,20}}\)"
)
_CAPITALISED = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1024)
def issuer(name: str) -> Issuer:
    """What tells the issuer of this name from others."""
    folded = " ".join(name.casefold().replace("uỷ", "ủy").split())
    body = next((office for words, office in _OFFICES.items() if words in folded), "cấp ủy")
    if folded.startswith("bộ ") and "chính trị" not in folded:
        body = folded
    levels = next((levels for pattern, levels in _LEVELS if pattern.search(folded)), frozenset())
    rest = _KNOWN_WORD.sub(" ", name)
    place = " ".join(word.casefold() for word in _CAPITALISED.findall(rest) if word[0].isupper())
    return Issuer(body, levels, place)
