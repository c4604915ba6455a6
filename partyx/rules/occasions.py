"""Occasions: the places where an article says that a meeting is held, and what it calls it.

A noun such as "hội nghị" stands in every other sentence of the genre. It announces a meeting where it has
a name of its own ("hội nghị sơ kết công tác ...") and is held: by a verb, a day, or the lead of the
article. Goals ("tiến tới Đại hội XIII"), what documents cite, and meetings in the plural announce none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.language.phrases import any_phrase, at_word_starts, lower, spread
from partyx.language.ranges import Ranges
from partyx.mention import DateReading, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.article import Article, Sentence
    from partyx.mention import Mention, Mentions

NOUNS = spread("""
    {buổi |cuộc |}{hội nghị|hội thảo|hội đàm|tọa đàm|toạ đàm|gặp mặt|giao ban|mít tinh|đối thoại|nói chuyện}
    {buổi |}lễ {trao|trao tặng|công bố|kỷ niệm|phát động|ra mắt|khai mạc|bế mạc|khai giảng|bế giảng}
    {buổi |}lễ {khánh thành|ký kết|ký|kết nạp|tổng kết|tuyên dương|mít tinh|phát thẻ|bàn giao|dâng hương}
    {buổi |}lễ {đón nhận|đón|truy tặng|tặng|tôn vinh|chào cờ|vinh danh|giao nhận|thành lập|hưởng ứng}
    {buổi |}lễ {viếng|truy điệu|tưởng niệm|biểu dương}
    {đại hội|kỳ họp|phiên họp|cuộc họp|buổi họp|buổi làm việc|buổi tiếp xúc cử tri|hội nghị tiếp xúc cử tri}
    {buổi |}sinh hoạt {chuyên đề|chính trị|chi bộ}
    {hội thi|diễn đàn|họp báo|ngày hội|phiên giải trình|phiên chất vấn|buổi sinh hoạt|buổi lễ|cuộc gặp}
    {lớp|khóa|khoá} {bồi dưỡng|tập huấn|đào tạo|học}
""")
"""What an occasion is called, in lower case."""

_NOUN = re.compile(any_phrase(NOUNS))
_EVENTS = (
    "hội nghị|đại hội|hội thảo|t[oọ][aạ] đàm|buổi lễ|buổi làm việc|buổi gặp|kỳ họp|phiên họp|cuộc họp"
    "|giao ban|hội thi|diễn đàn|buổi sinh hoạt|chương trình|ngày hội|buổi họp|lễ"
)
EVENT = re.compile(rf"{at_word_starts(_EVENTS.split('|'))}(?!\w)")
"""Words that refer back to an occasion, in lower case."""

_NOT_ONE = re.compile(
    r"(?:nghị quyết|kết luận|văn kiện|kết quả|tiến tới|chào mừng|hướng tới|phục vụ|trước|trước thềm|sau|từ"
    r"|tinh thần"
    r"|theo|dự thảo|trình|tại các|các|những|nhiều|mỗi|mọi|từng|một số|trung tâm|nhà|phòng|hội trường"
    r"|công tác|quy chế"
    r"|nội dung|đại biểu|thành công của|mừng|chủ đề|cấp|số|lượt|báo cáo|chỉ thị|quyết định|sửa đổi"
    r"|\d[\d.]{0,8}|(?<!\w)(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)) $"
)
_PLENUM = re.compile(
    r"hội nghị (?:trung ương|tw|lần thứ \S{1,12}(?: \S{1,6})?,? (?:ban chấp hành|bch) (?:trung ương|tw))"
)
_GENERAL = re.compile(r"(?:các cấp|cấp cơ sở|định kỳ|hằng tháng|hàng tháng)$")
_NEVER_A_NAME = frozenset(
    {"trực tuyến", "mở rộng", "lần này", "thường kỳ", "chuyên đề", "nói trên", "cơ sở", "điểm"}
)

_PREDICATE = re.compile(
    r"(?:làm việc|nghe|bầu|tiến hành|thống nhất|cũng|còn|nhất trí|có|là|vinh dự|bắt đầu|tập trung|dành"
    r"|biểu quyết"
    r"|quyết nghị|đề ra|xác định|được|kết thúc|tiếp tục|đồng ý|chúc mừng|hoan nghênh|phải|cần|không)(?!\w)"
)
_STOP = re.compile(
    r"[.;:|!?…](?=\s|$)|\n|,?\s(?:dưới sự|nhằm|diễn ra|thu hút|kết nối|chủ trì|phát biểu|khẳng định"
    r"|nhấn mạnh|yêu cầu"
    r"|đề nghị|tại|đã|sẽ|vừa|đang|gồm|thành công|với (?:sự|hơn|gần|trên|khoảng|\d)|do|cùng (?:các|đồng|toàn"
    r"|ngày)"
    r"|có (?:sự|đồng chí|các đồng|hơn|gần|trên|\d)|cho (?:hơn|gần|trên|\d)|(?:theo|bằng|với) hình thức|để"
    r"|tổ chức (?:ngày|vào|sáng|chiều|tối|tại|ở)"
    r"|từ (?:ngày|điểm|tỉnh|trung ương)|vào (?:ngày|sáng|chiều|tối|lúc)|trên tinh thần|tiếp tục"
    r"|trong (?:thời gian"
    r"|ngày|\d|hai|ba|một|không khí|buổi|sáng|chiều)|được (?:tổ chức|diễn|kết|truyền|bố|tiến)|bước vào"
    r"|hoàn thành"
    r"|và (?:trao|phát biểu|chỉ đạo|chủ trì|kết luận))(?!\w)"
    r"|,\s(?:đồng chí|các đồng chí|đ/c|ông|bà|với|có|do|tham dự|dự|để|ngày|sáng|chiều|tối|nơi|trong đó"
    r"|qua đó|đây"
    r"|góp phần|kết hợp|theo|đến|giúp|nhân|chào mừng|hướng tới|phó|bí thư|trưởng|chủ tịch|[ủu][yỷ] viên|cùng"
    r"|hội nghị"
    r"|đại biểu|các đại biểu|đoàn|trên cơ sở|bên cạnh|vừa qua|thay mặt|sau|từ đó|toàn thể|lãnh đạo"
    r"|đại diện)(?!\w)"
)
_PURPOSE = re.compile(r"\s(?:để|nhằm)\s")
_HELD_BEFORE = re.compile(
    r"(?<!\w)(?P<verb>tổ chức|khai mạc|bế mạc|chủ trì|tiến hành|mở|họp|triệu tập|diễn ra|đăng cai|tiếp tục"
    r"|có|kết thúc"
    r"|(?P<weak>dự|tham dự|tham gia|chỉ đạo|tại|khai giảng))"
    r"\s+(?:thành công |trọng thể |long trọng |điểm |phiên |thêm |một )?[“\"]?$"
)
_HELD_AFTER = re.compile(
    r"\s*,?\s*do\s|\s*,?\s*(?:\([^)]{0,60}\)\s*,?\s*)?(?:(?:đã|sẽ|vừa|chính thức|long trọng|được"
    r"|trọng thể) ){0,3}"
    r"(?:diễn ra|tổ chức|khai mạc|bế mạc|thành công|kết thúc|tiến hành|bước vào|hoàn thành)(?!\w)"
)
_ONLY_WANTED = re.compile(
    r"(?<!\w)(?:cần|phải|hãy|thường xuyên|định kỳ|h[ằà]ng (?:năm|tháng|quý)|yêu cầu|đề nghị|hướng dẫn|việc"
    r"|chuẩn bị|nếu"
    r"|khi|sau khi|trước khi|tham mưu|phấn đấu|chủ trương|quy định|thống nhất|công tác)(?!\w)"
)
_BY_MANY = re.compile(
    r"[\s,;:]*(?:đến nay|thời gian qua|vừa qua|trong)?,?\s*"
    r"(?:các|nhiều|những|mỗi|hầu hết|một số|từng|hàng|cấp [ủu][yỷ]|100%)(?!\w)"
)
_OVER_A_TIME = re.compile(
    r"(?<!\w)(?:thời gian qua|những năm qua|những năm gần đây|trong (?:năm|quý|tháng|nhiệm kỳ)|năm \d{4}"
    r"|từ (?:đầu )?năm"
    r"|giai đoạn|nhiệm kỳ|qua \d+ năm|tháng \d{1,2}|trong \d+ (?:tháng|năm))(?!\w)"
)
JUST = re.compile(r"(?<!\w)(?:vừa|hôm nay|sáng nay|chiều nay|tối nay|cùng ngày)(?!\w)")
_NOT_THE_DAY = re.compile(r"(?:đợt|dịp|kỷ niệm|quốc khánh|lễ|chào mừng|số|đến|trước|hết)\s+(?:ngày\s+)?$")
_LONGEST_NAME = 280
REACH = 500
"""Characters of a sentence before an occasion that are looked at: longer sentences are lists or hostile."""
_LONGEST_EVENT_DAYS = 10
_ENOUGH = 4
"""Points that make an occasion a meeting. A verb has 2, a day 3, the lead 1: any two of the three do."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One place that names a meeting: ``view[start:end]`` is the name.

    Attributes:
        noun: What it is called, lower case: "hội nghị", "buổi làm việc".
        sentence: Index of its sentence.
        verb: Where the verb that holds it starts, or None when it stands behind the name or is missing.
        date: The mention of its day, or None.
        points: How much speaks for its being held.
    """

    start: int
    end: int
    noun: str
    sentence: int
    verb: int | None
    date: Mention | None
    points: int

    @property
    def is_held(self) -> bool:
        """Whether enough speaks for it."""
        return self.points >= _ENOUGH


class Occasions:
    """Finds the occasions of one article."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Keep the article, its lower-case text, and the ranges of its citations."""
        self._article = article
        self._mentions = mentions
        self.small = lower(article.view)
        self._cited = Ranges(mention.whole for mention in mentions.of_kind(Kind.DOCUMENT))
        self.content = [
            index
            for index, sentence in enumerate(article.sentences)
            if article.blocks[sentence.block].role.is_content
        ]

    def find(self) -> list[Occasion]:
        """All occasions with a name, held or not, in reading order."""
        nouns: dict[int | None, list[re.Match[str]]] = {index: [] for index in self.content}
        for noun in _NOUN.finditer(self.small):
            nouns.get(self._article.sentence_at(noun.start()), []).append(noun)
        return [occasion for index in self.content for occasion in self._in_sentence(index, nouns[index])]

    def in_citation(self, position: int) -> bool:
        """Whether ``view[position]`` lies in the citation of a document."""
        return self._cited.covers(position)

    def day(self, start: int, end: int, before: int | None = None) -> Mention | None:
        """The mention of a day, or of a few days, in ``view[start:end]``.

        The last one before ``before`` goes before all others; without one, the first.
        """
        days = [
            mention
            for mention in self._mentions.within(start, end, Kind.DATE)
            if _is_day(mention)
            and not self.in_citation(mention.start)
            and not _NOT_THE_DAY.search(self.small, max(start, mention.start - 16), mention.start)
        ]
        earlier = [mention for mention in days if before is not None and mention.start < before]
        return earlier[-1] if earlier else days[0] if days else None

    def name_end(self, start: int, limit: int) -> int:
        """Where a name that goes on at ``start`` ends."""
        limit = min(limit, start + _LONGEST_NAME)
        stop = _STOP.search(self.small, start, limit)
        if stop and not self.small[start : stop.start()].strip() and _PURPOSE.match(self.small, stop.start()):
            stop = _STOP.search(self.small, stop.end(), limit)
        end = stop.start() if stop else limit
        day = next((m for m in self._mentions.within(start, end, Kind.DATE) if self._is_its_day(m)), None)
        end = day.start if day else end
        return start + len(self._article.view[start:end].rstrip(' ,–-(“"'))

    def _is_its_day(self, mention: Mention) -> bool:
        """Whether a day inside a name ends it: "ngày 5/4", but not "Ngày Quốc tế Phụ nữ 8/3"."""
        return (
            mention.text[0].isalpha()
            and _is_day(mention)
            and not self.in_citation(mention.start)
            and not _NOT_THE_DAY.search(self.small, max(0, mention.start - 16), mention.start)
        )

    def _in_sentence(self, index: int, nouns: list[re.Match[str]]) -> Iterator[Occasion]:
        sentence = self._article.sentences[index]
        reached = sentence.start
        for noun in nouns:
            if noun.start() < reached or self.in_citation(noun.start()):
                continue
            end = self.name_end(noun.end(), sentence.end)
            if self._names_one(noun, end, sentence):
                reached = end
                yield self._occasion(noun, end, index)

    def _names_one(self, noun: re.Match[str], end: int, sentence: Sentence) -> bool:
        """Whether the words name one particular occasion."""
        before = max(sentence.start, noun.start() - 24)
        if _NOT_ONE.search(self.small, before, noun.start()) or _GENERAL.search(
            self.small[noun.start() : end]
        ):
            return False
        rest = self.small[noun.end() : end].strip()
        if " " in noun[0] and noun[0].startswith(("lễ ", "buổi lễ ")):
            return bool(rest)
        if rest in _NEVER_A_NAME or _PREDICATE.match(rest):
            return False
        return len(rest.split()) > 1

    def _occasion(self, noun: re.Match[str], end: int, index: int) -> Occasion:
        article, small = self._article, self.small
        sentence = article.sentences[index]
        low = max(sentence.start, noun.start() - REACH)
        clause = max(low, *(small.rfind(mark, low, noun.start()) + 1 for mark in ",;:"))
        verb = _HELD_BEFORE.search(small, clause, noun.start())
        after = _HELD_AFTER.match(small, end, sentence.end)
        # Before the name, else behind it; a day inside it belongs to what the meeting is about.
        date = self.day(low, noun.start(), noun.start()) or self.day(end, min(sentence.end, end + REACH))
        role = article.blocks[sentence.block].role
        opens = noun.start() == sentence.start and role is Role.HEADLINE
        points = (1 if verb["weak"] else 2) if verb else 2 if after or opens else -1
        points += (role in {Role.HEADLINE, Role.LEAD}) + (index in self.content[:3])
        if date or JUST.search(small, low, noun.start()):
            points += 3
        elif _OVER_A_TIME.search(small, low, noun.start()):
            points -= 2
        opened = after is not None or (verb is not None and verb["verb"] in {"khai mạc", "bế mạc"})
        if self._is_no_event(clause, noun.start()) or (_PLENUM.match(small, noun.start()) and not opened):
            points -= 5
        return Occasion(noun.start(), end, noun[0], index, verb.start() if verb else None, date, points)

    def _is_no_event(self, clause: int, start: int) -> bool:
        """Whether the clause wants a meeting, or speaks of many: "295 đảng bộ tổ chức đại hội"."""
        if _ONLY_WANTED.search(self.small, clause, start) or _BY_MANY.match(self.small, clause, start):
            return True
        return bool(self._mentions.within(clause, start, Kind.NUMBER))


def _is_day(mention: Mention) -> bool:
    """Whether a date is a day or a few days in a row."""
    reading = mention.reading
    if not isinstance(reading, DateReading):
        return False
    if reading.period is None:
        return re.search(r"\d{1,2}\s?[/.-]\s?\d{1,2}", mention.text) is not None
    if reading.period.precision == "day":
        return True
    return (
        reading.period.precision == "range"
        and (reading.period.end - reading.period.start).days <= _LONGEST_EVENT_DAYS
    )
