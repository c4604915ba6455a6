"""Named people, with the titles printed beside each name.

A name is a run of two to six capitalised syllables. What makes a run a name is, in this order: a form of
address before it ("đồng chí", "ông"), a title that runs up to it or follows it, its place in a list of
names, or a family name that is no other word. Names of streets, schools, communes and prizes are told
apart by the noun before them and by a table of namesakes.

The range of a mention covers the name alone, so that its id stands right behind the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from partyx.mention import Kind, PersonReading
from partyx.mentions.found import Found
from partyx.mentions.institutions import PLACE_NOUNS
from partyx.mentions.names import CAPITAL, FAMILIES, NAMESAKES, NEVER_PRESENT, PROVINCES, SYLLABLE, WORDS_TOO
from partyx.mentions.titles import TitleText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.article import Block

LONGEST_NAME = 6
"""Syllables. "Nguyễn Hữu Thị Hoàng Anh Thư" has six; longer runs are headlines."""

_RUN = re.compile(rf"{SYLLABLE}(?: {{1,2}}{SYLLABLE})*")
_SYLLABLE = re.compile(SYLLABLE)
_ABBREVIATION = re.compile(rf"{CAPITAL}{{2,}}[a-z]?$")
_WINDOW = 44
"""Characters before a run in which its form of address, or the noun it names, stands."""
_BEHIND = ' \t\r\n\xa0:.,“"-'
_LAST_OF_ADDRESS = tuple("chí /c .c đc ông bà sĩ sỹ cố anh chị cụ cô thầy mẹ bác viên bộ đình".split())
_LAST_OF_PLACE = tuple(
    "tỉnh huyện xã phường quận trấn phố tp tx tt ấp thôn bản khóm vực buôn làng tổ plei xóm khu y ỷ bộ"
    " đoàn".split()
)
_LAST_OF_NAMESAKE = tuple(
    "đường phố trường thpt thcs th mg mn ptth học non đẳng viện bổng thưởng quỹ hiệu chương dịch tưởng đức"
    " cách viên cầu đài niệm tích máy hóa tàng ty tncs tntp sản nghiệp ngõ hẻm bến chợ đèo sông núi kênh"
    " lăng".split()
)
"""What the text ends in where the patterns below may fit; most runs have none of it before them."""

_ADDRESS = re.compile(
    r"(?<!\w)(?:(?:[Đđ]ồng chí|ĐỒNG CHÍ|[Đđ][/.][Cc]|[Đđ]c|[Ôô]ng|[Bb]à|[Ll]iệt [Ss][ĩỹ]|[Cc]ố)"
    r"|(?P<mild>[Aa]nh|[Cc]hị|[Cc]ụ|[Cc]ô|[Tt]hầy|[Mm]ẹ|[Bb]ác|[Đđ]ảng viên|[Cc]án bộ"
    r"|[Gg]ia đình))[:.,]?[\s“\"-]{1,3}$"
)
_ADDRESS_INSIDE = frozenset({"Ông", "Bà", "Anh", "Chị", "Cụ", "Cô", "Thầy", "Bác", "Mẹ", "Theo", "Và", "Cố"})
_PLACE_BEFORE = re.compile(
    rf"(?<!\w)(?:{PLACE_NOUNS}|(?P<committee>[Hh]uyện|[Tt]hành|[Tt]hị|[Qq]uận|[Đđ]ảng|[Tt]ỉnh) [ỦủUu][yỷỶ]"
    r"|[Đđ]ảng bộ|[Tt]ỉnh [Đđ]oàn|[Hh]uyện [Đđ]oàn|[Tt]hành [Đđ]oàn) $"
)
_WHOLE_PROVINCE = re.compile(r"(?<!\w)[Tt]ỉnh(?: [ỦủUu][yỷ]| [Đđ]oàn)? $")
_NAMED_AFTER = re.compile(
    r"(?<!\w)(?:[Đđ]ường|[Pp]hố|[Tt]rường|THPT|THCS|TH|MG|MN|PTTH|[Tt]iểu học|[Mm]ầm non|[Đđ]ại học"
    r"|[Cc]ao đẳng|[Tt]rung học(?: \w+ \w+)?|[Hh]ọc viện|[Hh]ọc bổng"
    r"|[Gg]iải thưởng|[Qq]uỹ(?: học bổng)?|[Hh]uy hiệu"
    r"|[Hh]uân chương|[Cc]hiến dịch|[Tt]ư tưởng|[Đđ]ạo đức|[Pp]hong cách|[Cc]ông viên|[Cc]ầu|[Tt]ượng đài"
    r"|[Kk]hu (?:lưu niệm|tưởng niệm|di tích)|[Nn]hà (?:lưu niệm|máy|văn hóa)|[Bb]ảo tàng|[Bb]ệnh viện"
    r"|[Qq]uảng trường|[Cc]ông ty(?: [A-Z]+)?|TNCS|TNTP|[Cc]ộng sản|[Dd]oanh nghiệp|[Hh]ội trường|[Nn]gõ"
    r"|[Hh]ẻm|[Bb]ến|[Cc]hợ|[Đđ]èo|[Ss]ông|[Nn]úi|[Kk]ênh|[Ll]ăng) [“\"]?$"
)
_CREDIT = re.compile(
    r"(?:ảnh|tin|bài|nguồn|video|clip|tác giả|thực hiện|biên tập|đồ họa|PV|CTV|theo báo)\s?[:\-–]\s{0,2}$",
    re.IGNORECASE,
)
_NEXT_IN_LIST = re.compile(
    r"\s*(?:[,;–-]|và|cùng|\s)+(?:(?:các )?(?:đồng chí|đ/c|ông|bà)[: ]+)?$", re.IGNORECASE
)
_GROUP = re.compile(r"(?:[Cc]ác|[Hh]ai|[Bb]a) (?:đồng chí|đ/c|ông|bà)\s?:?\s+$")
_MIDDLE = frozenset(
    {"Văn", "Thị", "Đức", "Hữu", "Xuân", "Minh", "Ngọc", "Thanh", "Quốc", "Đình", "Công", "Bá", "A"}
)
_NOT_A_NAME = frozenset(
    """
    Ban Hội Đảng Tỉnh Huyện Thành Thị Xã Phường Quận Ủy Uỷ Mặt Công Sở Bộ Cục Trung Trường Khối Nhà Quốc
    Chính Đại Nghị Chỉ Quyết Kết Thông Kế Việt Thường Nhân Toàn Các Tại Trong Với Sáng Chiều Ngày Năm Phó Bí
    Chủ Trưởng Giám Chánh Liên Tổ Tổng Phòng Chi Lãnh Huân Bằng Cờ Tây Đông Nam Bắc Mỹ Pháp Nga Khu Cụm Quân
    """.split()
)


class _Syllable(NamedTuple):
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A run that may be a name. ``needs_title``: it counts only beside a title or in a list of names."""

    start: int
    end: int
    text: str
    addressed: bool
    needs_title: bool


def find_people(view: str, blocks: tuple[Block, ...]) -> list[Found]:
    """Find the named people in the content of an article, in reading order.

    Args:
        view: The article's view.
        blocks: Its blocks; bylines, datelines and furniture are passed over.

    Returns:
        One mention a name, its range the name alone; the reading holds the titles printed beside it.
    """
    titles = TitleText(view)
    found: list[Found] = []
    passed: list[_Candidate] = []
    for block in blocks:
        if block.role.is_content:
            found += _in_block(titles, block, passed)
    return _with_known(found, passed)


def _in_block(titles: TitleText, block: Block, passed: list[_Candidate]) -> list[Found]:
    """The people of one block; runs that nothing makes a name go to ``passed``."""
    view = titles.view
    found: list[Found] = []
    reached = block.start
    shared: tuple[str, ...] = ()
    credited = False
    for candidate in _candidates(titles, block):
        if candidate.start < reached:
            continue
        between = view[reached : candidate.start]
        follows = (bool(found) or credited) and _NEXT_IN_LIST.match(between) is not None
        credited = _CREDIT.search(
            view, max(block.start, candidate.start - 24), candidate.start
        ) is not None or (credited and follows)
        if credited:
            reached = candidate.end
            continue
        own, begin = ([], candidate.start) if candidate.addressed else titles.before(reached, candidate.start)
        behind, end = titles.after(candidate.end, block.end)
        if candidate.needs_title and not (own or behind or follows):
            passed.append(candidate)
            continue
        mine = _texts(view, own)
        if mine and (
            view[own[-1][1] : candidate.start].strip() == ":"
            or _GROUP.search(view, max(block.start, begin - 20), begin)
        ):
            shared = mine
        elif not follows:
            shared = ()
        printed = (mine or shared) + _texts(view, behind)
        found.append(_found(candidate, printed))
        reached = end
    return found


def _texts(view: str, ranges: list[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(" ".join(view[start:end].split()).rstrip(".") for start, end in ranges)


def _found(candidate: _Candidate, titles: tuple[str, ...]) -> Found:
    return Found(candidate.start, candidate.end, Kind.PERSON, (PersonReading(candidate.text, titles),))


def _with_known(found: list[Found], passed: list[_Candidate]) -> list[Found]:
    """Add the bare runs that repeat a name found elsewhere in the article."""
    names = {
        found_one.readings[0].name for found_one in found if isinstance(found_one.readings[0], PersonReading)
    }
    again = [_found(candidate, ()) for candidate in passed if candidate.text in names]
    return sorted([*found, *again]) if again else found


def _candidates(titles: TitleText, block: Block) -> Iterator[_Candidate]:
    """Every run, or part of a run, that may be a name."""
    view = titles.view
    for run in _RUN.finditer(view, block.start, block.end):
        if " " not in run[0]:
            continue
        for piece in _pieces(titles, run):
            candidate = _judge(view, block.start, piece)
            if candidate is not None:
                yield candidate


def _pieces(titles: TitleText, run: re.Match[str]) -> Iterator[list[_Syllable]]:
    """Cut a run at title heads ("Phó", "Bí") and abbreviations ("UBND"): what is left may be names."""
    view = titles.view
    shouted = run[0].isupper()
    piece: list[_Syllable] = []
    for match in _SYLLABLE.finditer(view, run.start(), run.end()):
        cut = titles.head_at(match.start()) is not None or (not shouted and _ABBREVIATION.match(match[0]))
        if not cut:
            piece.append(_Syllable(match[0], match.start(), match.end()))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _judge(view: str, low: int, piece: list[_Syllable]) -> _Candidate | None:
    """Which part of a piece may be a name, and how surely."""
    if piece[0].text in _ADDRESS_INSIDE and len(piece) > 2 and _is_family(piece[1].text):  # noqa: PLR2004
        rest = piece[1:]
        return _candidate(view, rest, addressed=piece[0].text != "Theo", needs_title=False)
    before = view[max(low, piece[0].start - _WINDOW) : piece[0].start]
    small = before.lower().rstrip(_BEHIND)
    address = _ADDRESS.search(before) if small.endswith(_LAST_OF_ADDRESS) else None
    if address and (_is_family(piece[0].text) or _may_be_foreign(piece, mild=bool(address["mild"]))):
        return _candidate(view, piece, addressed=True, needs_title=False)
    if (small.endswith(_LAST_OF_PLACE) and _PLACE_BEFORE.search(before)) or _is_namesake(before):
        return _behind_place(view, before, piece)
    return _in_the_open(view, piece)


def _is_namesake(before: str) -> bool:
    """Whether what follows gives a street, a school or a prize its name: "đường Lê Lợi"."""
    small = before.lower().rstrip(_BEHIND)
    may_be = small.endswith(_LAST_OF_NAMESAKE) or "trung học " in small or "công ty " in small
    return may_be and _NAMED_AFTER.search(before) is not None


def _may_be_foreign(piece: list[_Syllable], *, mild: bool) -> bool:
    """Whether a run of an unknown family may be a name behind "đồng chí"."""
    return not mild and len(piece) > 1 and piece[0].text not in _NOT_A_NAME


def _is_family(text: str) -> bool:
    return text in FAMILIES or text.title() in FAMILIES or "'" in text or "’" in text


def _is_surely_family(text: str) -> bool:
    return _is_family(text) and text not in WORDS_TOO


def _text(view: str, syllables: list[_Syllable]) -> str:
    return " ".join(view[syllables[0].start : syllables[-1].end].split())


def _behind_place(view: str, before: str, piece: list[_Syllable]) -> _Candidate | None:
    """A name that follows the name of a place ("Huyện ủy Tân Hồng Nguyễn Văn A"), or stands at its place."""
    first, second = piece[0].text, piece[1].text if len(piece) > 1 else ""
    own = _is_surely_family(first) and second in _MIDDLE
    # Most places have two syllables ("Tân Hồng"), some three ("Bù Gia Mập"), few one ("Huế").
    for index in () if own else (2, 3, 1):
        left = len(piece) - index
        behind = index > 1 or (left > 2 and not _is_family(first))  # noqa: PLR2004
        if left > 1 and behind and _is_surely_family(piece[index].text):
            return _candidate(view, piece[index:], needs_title=True)
    if f"{first} {second}" in PROVINCES:
        return _candidate(view, piece[2:], needs_title=True)
    if _is_namesake(before) or _text(view, piece) in NAMESAKES:
        return None
    long = len(piece) > 2 and (_is_surely_family(first) or second in _MIDDLE)  # noqa: PLR2004
    if _is_family(first) and (long or _WHOLE_PROVINCE.search(before)):
        return _candidate(view, piece, needs_title=True)
    return None


def _in_the_open(view: str, piece: list[_Syllable]) -> _Candidate | None:
    """A name with no noun of address or place before it."""
    for index in range(len(piece) - 1):
        if _is_surely_family(piece[index].text):
            return _candidate(view, piece[index:], needs_title=len(piece) - index < 3)  # noqa: PLR2004
    for index in range(len(piece) - 1):
        if (
            _is_family(piece[index].text)
            and " ".join(s.text for s in piece[index : index + 2]) not in PROVINCES
        ):
            return _candidate(view, piece[index:], needs_title=True)
    return None


def _candidate(
    view: str, syllables: list[_Syllable], *, needs_title: bool, addressed: bool = False
) -> _Candidate | None:
    if not 2 <= len(syllables) <= LONGEST_NAME:  # noqa: PLR2004
        return None
    start, end = syllables[0].start, syllables[-1].end
    text = _text(view, syllables)
    if text in NEVER_PRESENT:
        return None
    if text in NAMESAKES and not addressed:
        needs_title = True
    return _Candidate(start, end, text, addressed, needs_title)
