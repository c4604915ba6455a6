"""What a sentence says about the meeting it announces: who holds it, where, how, and what for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.mention import Kind
from partyx.rules.occasions import REACH

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions
    from partyx.records import Mode
    from partyx.rules.occasions import Occasion

_PURPOSES = (
    "sơ kết|tổng kết|triển khai|đánh giá|quán triệt|học tập|nghiên cứu|công bố|thảo luận|cho ý kiến"
    "|thông qua|bàn|kiểm điểm|phổ biến|lấy ý kiến|lấy phiếu|bầu|trao|ký kết|phát động|ra mắt|gặp mặt"
    "|giao ban|xem xét|quyết định|dự kiến|đề ra|tuyên dương|biểu dương|khen thưởng|tập huấn"
    "|rút kinh nghiệm|thông báo|thông tin|báo cáo|giải quyết|nghe|tham gia ý kiến|góp ý|kiện toàn"
    "|tuyên truyền|bồi dưỡng|chuẩn bị|rà soát|tọa đàm|kỷ niệm|tôn vinh|phân công|cho chủ trương"
    "|chất vấn|bổ sung|điều chỉnh|trao tặng|truy tặng|kết nạp"
)
_PURPOSE = re.compile(rf"(?<!\w)(?:{_PURPOSES})(?!\w)")
_PURPOSE_OR_GUILD = re.compile(rf"(?:báo cáo viên|cộng tác viên|{_PURPOSES})(?!\w)")
_NEXT_PURPOSE = re.compile(
    rf"\s*(?:[;,]\s*(?:và\s+)?|\s(?:và|cũng như|đồng thời|gắn với)\s+)(?=(?:{_PURPOSES})(?!\w))"
)
_PURPOSES_ALONE = re.compile(rf"(?:{_PURPOSES}|,|và|\s)*")
_GOES_ON = re.compile(rf"\s*[;,]?\s*(?:(?:để|nhằm)\s+)?(?={_PURPOSES}(?!\w))")
_HARD_STOP = re.compile(
    r"[.!?|\n](?=\s|$)|\stại\s(?!chỗ)"
    r"|,?\s(?:dưới sự|do đồng chí|với sự|có sự|đồng chí|các đồng chí|theo hình thức)(?!\w)"
)
_ORDINAL = (
    r"(?:lần )?(?:thứ )?(?:\d{1,3}|[ivxl]{1,7}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín"
    r"|(?:hai |ba |bốn )?mươi(?: \w{2,4})?|mười(?: \w{2,4})?)(?!\w)"
)
_SKIPPED = re.compile(rf"\s*(?:{_ORDINAL}|trực tuyến|toàn quốc|mở rộng|\(mở rộng\))?,?\s*")
_ONE_WORD_KINDS = frozenset(
    {"kỳ họp", "phiên họp", "cuộc họp", "đại hội", "hội thi", "buổi làm việc", "hội thảo"}
)

_HELPED = re.compile(r"(?<!\w)(?:phối hợp|cùng với|được sự|dưới sự|chủ trì,? phối hợp|liên tịch)(?!\w)")
_NOT_THE_SUBJECT = re.compile(
    r"(?<!\w)(?:tại|của|từ|trụ sở|hội trường|thực hiện|theo|sự chỉ đạo của|chỉ đạo của|đồng ý của"
    r"|thống nhất của|với|cho"
    r"|đến|giữa)\s$"
)
_JOINED = re.compile(r"\s*(?:,|và|-|–|cùng)\s*")
_UP_TO_VERB = re.compile(r"[^,;:.]{0,48}(?:,? nhiệm kỳ [\d\s–-]{4,13})?,?\s*$")
_BY = re.compile(r"\s*,?\s*(?:được |đã )?do\s")
_OWN_BODY = re.compile(
    rf"(?:kỳ họp|phiên họp|hội nghị|đại hội)(?:,? {_ORDINAL}| thường kỳ| bất thường| chuyên đề"
    r"| đại biểu| \(mở rộng\)| mở rộng| toàn thể| của|,){0,4}\s"
)
_RAW_SUBJECT = re.compile(
    r"(?:^|,\s|\s[–-]\s)([A-ZĐÀ-Ỹ][^,;:.–]{2,80}?)\s+(?:(?:đã|vừa|sẽ|long trọng|trọng thể)\s+){0,2}$"
)
_TIME_WORD = re.compile(
    r"(?:sáng|chiều|tối|trưa|ngày|vừa qua|mới đây|trong|năm|tháng|hôm|nhân|thực hiện|nhằm|để)(?!\w)"
)

_PLACE = re.compile(
    r"(?<!\w)tại (?!hội nghị|buổi|đây|đại hội|lễ |kỳ họp|cuộc|phiên|chương trình|điểm cầu|chỗ|các điểm"
    r"|hội thảo|t[oọ][aạ])"
    r"(?P<place>[^,;.:()|\n]{3,90}?)(?=\s*(?:[,;.:()|\n]|$)|\s(?:đã|diễn ra|tổ chức|đồng chí|các đồng chí|do"
    r"|để|nhằm"
    r"|với|có|dưới sự|vừa|sẽ|nhân|theo hình thức|khai mạc|thông qua|được)(?!\w))"
)
_HELD_AT = re.compile(r"(?:diễn ra|tổ chức)\s$")
_SCREEN = re.compile(
    r"(?<!\w)điểm cầu (?:chính |trung tâm |cấp )?(?:tại |ở )?[^,;.:()|\n]{2,60}?(?=\s*[,;.:()|\n]|\s(?:có|đã"
    r"|do|với|đến|tới|đồng chí|các|chủ trì)(?!\w)|$)"
)
_HYBRID = re.compile(
    r"trực tiếp\s*(?:/|,|và|kết hợp(?: với)?|\s)+\s*trực tuyến|trực tuyến\s*(?:và|kết hợp(?: với)?"
    r"|,)\s*trực tiếp"
)
_ONLINE = re.compile(
    r"(?:hội nghị|họp|hình thức|kết nối|giao ban|phiên|buổi|tổ chức|toàn quốc|lễ|báo cáo viên"
    r"|truyền hình)[^.;]{0,40}trực tuyến"
    r"|điểm cầu|cầu truyền hình"
)


class MeetingFacts:
    """Reads the fields of one meeting off its sentences."""

    def __init__(self, article: Article, mentions: Mentions, small: str) -> None:
        """Keep the article, its mentions and its text in lower case."""
        self._article = article
        self._mentions = mentions
        self._small = small

    def kind(self, occasion: Occasion) -> str:
        """What it is called, with its first purpose where that follows at once: "hội nghị sơ kết"."""
        noun = occasion.noun
        if not self._small.startswith(noun, occasion.start):  # told by its verb: "sơ kết công tác quý I"
            purpose = _PURPOSE.match(self._small, occasion.start) if noun == "hội nghị" else None
            return f"{noun} {purpose[0]}" if purpose else noun
        if noun in _ONE_WORD_KINDS or noun.startswith(("lễ ", "buổi lễ ", "lớp ", "khóa ", "khoá ")):
            return noun
        position = occasion.start + len(noun)
        for _ in range(4):
            if purpose := _PURPOSE_OR_GUILD.match(self._small, position, occasion.end):
                return f"{noun} {purpose[0]}"
            skipped = _SKIPPED.match(self._small, position, occasion.end)
            if skipped is None:
                break
            position = skipped.end()
        return noun

    def organizer(self, occasion: Occasion) -> str | None:
        """Who holds it, as printed: the subject of the verb, "do ... tổ chức", or the body that meets."""
        sentence = self._article.sentences[occasion.sentence]
        if by := _BY.match(self._small, occasion.end, sentence.end):
            bodies = self._bodies(by.end(), min(sentence.end, by.end() + 2))
            if bodies:
                return self._article.view[bodies[0].start : self._chain_end(bodies, sentence.end)]
        if occasion.verb is not None:
            low = max(sentence.start, occasion.verb - REACH)
            if subject := self._subject(low, occasion.verb):
                return subject
        for body in self._bodies(occasion.start, occasion.end):
            if _OWN_BODY.fullmatch(self._small, occasion.start, body.start):
                return body.text
        return None

    def _bodies(self, start: int, end: int) -> list[Mention]:
        return list(self._mentions.within(start, end, Kind.ORGANISATION))

    def _subject(self, start: int, verb: int) -> str | None:
        helped = _HELPED.search(self._small, start, verb)
        if helped and not self._bodies(start, helped.start()):
            helped = None
        end = helped.start() if helped else verb
        venues = [match.span("place") for match in _PLACE.finditer(self._small, start, end)]
        subjects = [
            body
            for body in self._bodies(start, end)
            if not _NOT_THE_SUBJECT.search(self._small, max(start, body.start - 24), body.start)
            and not any(low <= body.start < high for low, high in venues)
        ]
        while subjects:
            chain = self._chain_end(subjects, end)
            if chain >= subjects[-1].end and _UP_TO_VERB.fullmatch(self._small, chain, end):
                return self._article.view[subjects[0].start : chain]
            subjects = subjects[1:]
        return None if self._mentions.within(start, end, Kind.PERSON) else self._raw_subject(start, end)

    def _chain_end(self, bodies: list[Mention], limit: int) -> int:
        """The end of bodies joined by commas and "và", from the first on."""
        end = bodies[0].end
        for body in self._bodies(end, limit):
            if _JOINED.fullmatch(self._small, end, body.start) is None:
                break
            end = body.end
        return end

    def _raw_subject(self, start: int, end: int) -> str | None:
        """A subject that is no known body: "Tiểu ban Nhân sự", "Cụm thi đua số 2"."""
        raw = _RAW_SUBJECT.search(self._article.view[max(start, end - 120) : end].rstrip() + " ")
        if (
            raw is None
            or _TIME_WORD.match(raw[1].lower())
            or self._mentions.within(start, end, Kind.DOCUMENT)
        ):
            return None
        return raw[1].strip()

    def place(self, start: int, end: int, name: tuple[int, int], *, only_held: bool) -> str | None:
        """The first place in ``view[start:end]`` that is not part of the name.

        With ``only_held`` only the place behind "diễn ra" or "được tổ chức" counts.
        """
        for match in _PLACE.finditer(self._small, start, end):
            inside = name[0] <= match.start() < name[1]
            if not inside and (not only_held or _HELD_AT.search(self._small, start, match.start())):
                return self._article.view[match.start("place") : match.end("place")].strip()
        return None

    def screen(self, start: int, end: int) -> str | None:
        """One of the places of an online meeting: "điểm cầu Bình Phước"."""
        match = _SCREEN.search(self._small, start, end)
        return self._article.view[match.start() : match.end()].strip() if match else None

    def mode(self, start: int, end: int) -> Mode | None:
        """How it was held, where ``view[start:end]`` says so."""
        if _HYBRID.search(self._small, start, end):
            return "hybrid"
        return "online" if _ONLINE.search(self._small, start, end) else None

    def agenda(self, occasion: Occasion) -> tuple[str, ...]:
        """What it dealt with, when two or more things are named: "sơ kết ..., triển khai ..."."""
        sentence = self._article.sentences[occasion.sentence]
        named = self._small.startswith(occasion.noun, occasion.start)
        first = _PURPOSE.search(
            self._small, occasion.start + (len(occasion.noun) if named else 0), occasion.end
        )
        if first is None:
            goes_on = _GOES_ON.match(self._small, occasion.end, sentence.end)
            if goes_on is None:
                return ()
            start = goes_on.end()
        else:
            start = first.start()
        end = self._agenda_end(occasion.end, sentence.end)
        items = [item.strip(" ,;") for item in self._split(start, end)]
        return tuple(items) if len(items) > 1 else ()

    def _agenda_end(self, name_end: int, limit: int) -> int:
        goes_on = _GOES_ON.match(self._small, name_end, limit)
        if goes_on is None:
            return name_end
        limit = min(limit, goes_on.end() + REACH)
        stop = _HARD_STOP.search(self._small, goes_on.end(), limit)
        return stop.start() if stop else limit

    def _split(self, start: int, end: int) -> list[str]:
        """Cut at purposes; one with no object of its own ("học tập, quán triệt ...") joins the next."""
        items: list[str] = []
        begin = start
        for cut in _NEXT_PURPOSE.finditer(self._small, start, end):
            if not _PURPOSES_ALONE.fullmatch(self._small, begin, cut.start()):
                items.append(self._article.view[begin : cut.start()])
                begin = cut.end()
        if begin < end:
            items.append(self._article.view[begin:end])
        return items
