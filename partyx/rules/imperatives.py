"""What an instruction asks for: imperative clauses, who is to do them, and how they are split.

A task is one independent imperative clause. Clauses are divided by semicolons and by sentence ends;
"nhất là" and "trong đó" add none. Vietnamese verbs do not change, so a clause is imperative when it
begins with a verb of doing, perhaps behind a connecting word or a list marker, or when it says that
someone "cần" or "phải" do something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from partyx.rules.verbs import VERBS

IMPERATIVE = re.compile(rf"(?:{VERBS})(?![^\W_])", re.IGNORECASE)
"""A verb of doing, where a clause begins."""

_VERB_INSIDE = re.compile(rf"(?<=[\s,])(?:{VERBS})(?![^\W_])")
_MAY_BE_NOUN = re.compile(
    r"(?:tổ\s+chức|kiểm\s+tra|giám\s+sát|lãnh\s+đạo|tham\s+mưu|quản\s+lý|xây\s+dựng|đánh\s+giá|phát\s+triển|đào\s+tạo|bồi\s+dưỡng"
    r"|tuyên\s+truyền|nghiên\s+cứu|quy\s+hoạch|phối\s+hợp|chuẩn\s+bị|hỗ\s+trợ|đầu\s+tư|vận\s+động|học\s+tập|chỉ\s+đạo|hướng\s+dẫn"
    r"|báo\s+cáo|làm|lập|hạn\s+chế|đề\s+xuất|khen\s+thưởng|kiểm\s+soát|phòng)(?![^\W_])",
    re.IGNORECASE,
)
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:ban|ủy\s+ban|uỷ\s+ban|ngành|công\s+tác|cơ\s+quan|các|những|cán\s+bộ|người|phòng|trưởng|đoàn|nghị\s+quyết|hội"
    r"|bộ\s+phận|việc|của|về|và|đội\s+ngũ|quá\s+trình|phong\s+trào|kế\s+hoạch|chi\s+bộ|trung\s+tâm|đồng\s+chí|thực|được)"
    r"|cấp\s+ủy,|cấp\s+uỷ,|chính\s+quyền,|tham\s+mưu,|lãnh\s+đạo,|kiến\s+nghị,)\s+$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"(?:xác\s+định|thống\s+nhất|cho\s+rằng|nhận\s+định|nhấn\s+mạnh|chỉ\s+rõ|nêu\s+rõ)(?![^\W_])",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r"(?:tổ\s+chức\s+(?:đảng|cơ\s+sở|chính\s+trị|đoàn|xã\s+hội|hội|xây\s+dựng)|lãnh\s+đạo(?!\s*,?\s*(?:chỉ\s+đạo|thực\s+hiện|tốt|toàn"
    r"|việc|công))|kiểm\s+tra\s+(?:các\s+cấp|tỉnh|huyện|đảng)|xây\s+dựng\s+đảng\s+(?:các|tỉnh|toàn|từ)|quản\s+lý\s+(?:các|,)"
    r"|đoàn\s+thể|làm\s+việc\s+tại)",
    re.IGNORECASE,
)
_OBLIGED = re.compile(
    r"(?<![^\W_])(?:cần\s+phải|cần(?!\s+(?:thiết|cù|kiệm|có\s+trong))|phải(?!\s+chăng))(?![^\W_])\s*",
    re.IGNORECASE,
)
_CONNECTING = re.compile(
    r"(?:(?:[-–+*•·]|\d{1,2}[.)]|[a-zđ]\)|\(\d{1,2}\))\s*"
    r"|(?:cùng\s+với\s+đó|cùng\s+với\s+việc\s+đó|đồng\s+thời|bên\s+cạnh\s+đó|ngoài\s+ra|mặt\s+khác|trước\s+mắt|song\s+song\s+với\s+đó"
    r"|song\s+song\s+đó|thời\s+gian\s+tới|trong\s+thời\s+gian\s+tới|trong\s+thời\s+gian\s+còn\s+lại|đặc\s+biệt(?:\s+là)?|tiếp\s+đó"
    r"|qua\s+đó|từ\s+đó|do\s+đó|do\s+vậy|vì\s+vậy|chính\s+vì\s+vậy|theo\s+đó|cụ\s+thể(?:\s+là)?|cuối\s+cùng|và|hơn\s+nữa"
    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là|thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?:\s+là)?"
    r"|trong\s+(?:năm\s+\d{4}|quý\s+\w{1,3}|\d{1,2}\s+tháng\s+cuối\s+năm)|năm\s+\d{4}|từ\s+nay\s+đến\s+cuối\s+năm)(?![^\W_])\s*[,:]?\s*)",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"(?:đối\s+với|về|trên\s+cơ\s+sở|để|trong|từ|qua|căn\s+cứ|khi|nhằm|với)\s", re.IGNORECASE
)
_NOT_ASKED = re.compile(
    r"(?<![^\W_])(?:đã|sẽ|được\s+biết|vừa\s+qua|thời\s+gian\s+qua|những\s+năm\s+qua|cho\s+biết|khẳng\s+định|tin\s+tưởng|bày\s+tỏ|cảm\s+ơn)(?![^\W_])",
    re.IGNORECASE,
)
_ADDRESSEE = re.compile(
    r"(?:(?:các|toàn|mỗi|từng|những|ngành|cấp\s|lãnh\s+đạo|người\s+đứng\s+đầu|bí\s+thư|cán\s+bộ|đảng\s+(?:viên|bộ|ủy|uỷ)|chi\s+(?:bộ|ủy)"
    r"|địa\s+phương|đơn\s+vị|tập\s+thể|cơ\s+quan|tổ\s+chức|đồng\s+chí|đội\s+ngũ|tỉnh|huyện|thành\s+phố|thị\s+xã|xã|phường|ban\s|ủy\s+ban"
    r"|uỷ\s+ban|sở|công\s+an|quân|mặt\s+trận|đoàn|hội|văn\s+phòng|trung\s+tâm|hệ\s+thống))",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"(?:công\s+tác|việc|nhiệm\s+vụ|nội\s+dung|đây|điều)(?![^\W_])", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"(?:nhiệm\s+vụ|nội\s+dung|giải\s+pháp|vấn\s+đề|công\s+việc|việc|mặt|điểm|như|sau|sau\s+đây)(?:\s+(?:trọng\s+tâm|cụ\s+thể|chủ\s+yếu|sau|sau\s+đây|như|cơ\s+bản|sau\s+đây))*\s*:",
    re.IGNORECASE,
)
_ADDS_NONE = re.compile(
    r"(?:nhất\s+là|trong\s+đó|đặc\s+biệt\s+là|bao\s+gồm|gồm|như)(?![^\W_])", re.IGNORECASE
)
_LONGEST_ADDRESSEE = 180
_LONGEST_ADJUNCT = 350
_SHORT_TOPIC = 60
_SHORTEST_TASK = 10
_QUOTES = '"“”'
_EDGE = " \t\r\n,;:.…/-–+•"


@dataclass(frozen=True, slots=True)
class Asked:
    """What one sentence asks for; ranges of ``view``.

    Attributes:
        tasks: The clauses.
        addressee: Who is to do them, when the sentence says so.
        opens_list: It only announces what the next lines ask for.
        obliges: It says "cần" or "phải".
    """

    tasks: tuple[tuple[int, int], ...]
    addressee: tuple[int, int] | None = None
    opens_list: bool = False
    obliges: bool = False


def skip_connecting(view: str, start: int, end: int) -> int:
    """The position behind list markers and connecting words ("Cùng với đó, ", "Một là, ")."""
    while start < end and view[start].isspace():
        start += 1
    # A marker, an ordinal, a connecting word and a time: no clause of the genre has more.
    for _ in range(4):
        match = _CONNECTING.match(view, start, end)
        if match is None or match.end() == start:
            break
        start = match.end()
    return start


def imperative_sentence(view: str, start: int, end: int) -> Asked | None:
    """What a sentence without a verb of saying asks for, or None when it asks for nothing.

    "Cùng với đó, tăng cường ...", "Trên cơ sở đó, các cấp ủy cần ..." ask; a sentence that reports
    ("đã", "sẽ", "cho biết" before its verb) does not.
    """
    begin = skip_connecting(view, start, end)
    if IMPERATIVE.match(view, begin, end) and not _NOUN_AFTER.match(view, begin, end):
        return Asked(_split(view, begin, end))
    obliged = _OBLIGED.search(view, begin, min(end, begin + 400))
    if obliged and not _NOT_ASKED.search(view, begin, obliged.start()):
        return replace(asked_for(view, begin, end), obliges=True)
    return _behind_adjunct(view, begin, end) if _FRONTED.match(view, begin, end) else None


def _behind_adjunct(view: str, begin: int, end: int) -> Asked | None:
    """What is asked for behind "Trên cơ sở ..., ": by whom, else a clause that begins with a verb."""
    if _NOT_ASKED.search(view, begin, end):
        return None
    bare: Asked | None = None
    comma = view.find(", ", begin, min(end, begin + _LONGEST_ADJUNCT))
    while comma >= 0:
        clause = comma + 2
        if _ADDRESSEE.match(view, clause, end):
            found = asked_for(view, clause, end)
            if found.addressee:
                return found
        elif (
            bare is None and IMPERATIVE.match(view, clause, end) and not _MAY_BE_NOUN.match(view, clause, end)
        ):
            bare = Asked(_split(view, clause, end))
        comma = view.find(", ", clause, min(end, begin + _LONGEST_ADJUNCT))
    return bare


def asked_for(view: str, start: int, end: int) -> Asked:
    """What ``view[start:end]`` asks for, which stands behind a verb like "đề nghị".

    The words before the first verb of doing, or before "cần" and "phải", are who is to act.
    """
    begin = _behind_marks(view, start, end)
    announced = _INTRODUCES.search(view, begin, min(end, begin + 300))
    addressee, begin = _addressee(view, begin, announced.start() if announced else end)
    if announced:
        tasks = _split(view, announced.end(), end)
        return Asked(tasks, addressee, opens_list=not tasks)
    return Asked(_split(view, begin, end), addressee)


def _behind_marks(view: str, start: int, end: int) -> int:
    while start < end and view[start] in _EDGE:
        start += 1
    return skip_connecting(view, start, end)


def _addressee(view: str, start: int, end: int) -> tuple[tuple[int, int] | None, int]:
    """Who is to act, and where what they are to do begins."""
    if IMPERATIVE.match(view, start, end) and not _NOUN_AFTER.match(view, start, end):
        return None, start
    limit = min(end, start + _LONGEST_ADDRESSEE)
    clause = view.find(";", start, limit)
    limit = clause if clause >= 0 else limit
    obliged = _OBLIGED.search(view, start, limit)
    verb = _first_verb(view, start, limit)
    if obliged:
        start = _behind_saying(view, start, obliged.start())
        who, begin = obliged.start(), obliged.end()
        if who - start < _SHORT_TOPIC and _named(view, start, who) is None:
            # "công tác nhân sự phải bảo đảm ...": what is before "phải" is what it is about.
            return None, start
        if (
            verb is not None
            and verb < obliged.start()
            and _whole(view, start, verb)
            and not _SAYS.match(view, verb)
        ):
            who, begin = verb, verb
    elif verb is not None:
        who = begin = verb
    else:
        return None, start
    return _named(view, start, who), begin


def _first_verb(view: str, start: int, end: int) -> int | None:
    """The first verb of doing that is no part of a name or noun ("Ban tổ chức", "tổ chức đảng")."""
    for match in _VERB_INSIDE.finditer(view, start, end):
        may_be_noun = _MAY_BE_NOUN.match(view, match.start(), end)
        if may_be_noun and _NOUN_BEFORE.search(view, max(start, match.start() - 24), match.start()):
            continue
        if not _NOUN_AFTER.match(view, match.start(), end):
            return match.start()
    return None


def _whole(view: str, start: int, end: int) -> bool:
    """Whether the words before a verb are a short addressee, so that a later "cần" is part of the task."""
    return end - start < _SHORT_TOPIC and _ADDRESSEE.match(view, start, end) is not None


def _behind_saying(view: str, start: int, end: int) -> int:
    """Behind "Ban Chấp hành Đảng bộ tỉnh xác định, ", when such words stand before "cần"."""
    says = _SAYS.search(view, start, end)
    if says is None:
        return start
    start = says.end()
    while start < end and view[start] in _EDGE:
        start += 1
    return start


def _named(view: str, start: int, end: int) -> tuple[int, int] | None:
    """The addressee in ``view[start:end]``: all of it, or what follows its last comma."""
    text = view[start:end]
    if not (_ADDRESSEE.match(text) or (text[:1].isupper() and ", " not in text and not _TOPIC.match(text))):
        cut = max(text.rfind(", "), text.rfind(": "))
        if cut < 0 or not _ADDRESSEE.match(text, cut + 2):
            return None
        start += cut + 2
    while end > start and view[end - 1] in _EDGE:
        end -= 1
    return (start, end) if end > start else None


def _split(view: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The independent clauses of ``view[start:end]``, divided by semicolons outside brackets."""
    tasks: list[tuple[int, int]] = []
    for low, high in _pieces(view, start, end):
        begin = _behind_marks(view, low, high)
        obliged = _OBLIGED.match(view, begin, high)
        if obliged:
            begin = obliged.end()
        stop = high
        while stop > begin and view[stop - 1] in _EDGE:
            stop -= 1
        if view[stop - 1 : stop] in _QUOTES and sum(view.count(quote, begin, stop) for quote in _QUOTES) % 2:
            stop -= 1
        if stop - begin < _SHORTEST_TASK:
            continue
        if tasks and _ADDS_NONE.match(view, begin, stop):
            tasks[-1] = (tasks[-1][0], stop)
        else:
            tasks.append((begin, stop))
    return tuple(tasks)


def _pieces(view: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces, depth, low = [], 0, start
    for position in range(start, end):
        character = view[position]
        if character in "(“":
            depth += 1
        elif character in ")”":
            depth = max(0, depth - 1)
        elif character == ";" and depth == 0:
            pieces.append((low, position))
            low = position + 1
    if depth and not pieces:  # a bracket that is never closed divides nothing
        cuts = [start - 1, *(index for index in range(start, end) if view[index] == ";"), end]
        return [(low + 1, high) for low, high in pairwise(cuts)]
    return [*pieces, (low, end)]
