"""Spoken instructions: "đồng chí X đề nghị ...", with what is asked for in the sentences after it.

An instruction begins with a verb that directs ("đề nghị", "yêu cầu", "giao", "lưu ý", "chỉ đạo", or
"nhấn mạnh" from "cần" and "phải" on) whose subject is a person, an office or a body. It runs on
through the sentences after it, over paragraphs, as long as they ask for something and nobody else
begins to speak. Verbs that report ("cho biết", "đánh giá cao", "tin tưởng", "khẳng định") begin none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.draft import DraftDirective, DraftTask
from partyx.language.phrases import at_word_starts, lower
from partyx.mention import Kind
from partyx.rules.imperatives import Asked, asked_for, imperative_sentence
from partyx.rules.speakers import Speaker, last_person, speaker_of, stands_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.article import Article, Sentence
    from partyx.mention import Mentions

_VERBS = (r"đề\s+nghị", r"yêu\s+cầu", r"nhấn\s+mạnh", r"lưu\s+ý", r"chỉ\s+đạo", "giao")
_VERB = re.compile(rf"(?P<verb>{at_word_starts(_VERBS)})(?![^\W_])")
_NOUN_BEFORE = re.compile(
    r"(?<![^\W_])(?:theo|đáp\s+ứng|các|những|một\s+số|nhiều|mọi|đúng|về|của|bản|văn\s+bản|đơn|hồ\s+sơ|tờ\s+trình|ý\s+kiến|được|sự|công\s+tác"
    r"|lãnh\s+đạo,?|phát\s+biểu|ban|để|nội\s+dung|mục\s+đích,|mục\s+tiêu,|có|cho|sau\s+khi|khi|nhằm|so\s+với|vượt|đạt|bàn|chuyển|ngoại|kiến\s+nghị,"
    r"|tập\s+trung|tăng\s+cường|quan\s+tâm|chú\s+trọng|nhiệm\s+vụ|trước|từ|với|chỉ\s+tiêu|trực\s+tiếp|người|nêu|việc|văn\s+phòng|quyết\s+định|là|hạn\s+chế"
    r"|thực\s+hiện|triển\s+khai|nêu\s+ra|theo\s+dõi,|đôn\s+đốc,|quán\s+triệt,|điều\s+hành,|tổ\s+chức)\s+$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r"\s+(?:nhiệm\s+vụ(?!\s+(?:các|toàn))|của|đặt\s+ra|về|mới|công\s+việc|thực\s+tiễn|phát\s+triển|cao\b|trên|này|đó|kết\s+nạp|xét|công\s+nhận|khen"
    r"|thi\s+hành\s+kỷ|kỷ\s+luật|xử\s+lý\s+kỷ|hội\s+nghị|thông|lưu\b|ban\b(?=\s+(?:trực|đầu|cụm|quý|tháng|công))|nhận)",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(
    r"\s+(?:cho\s+)?(?:các|toàn|Ban|ban|Văn|Sở|sở|Ủy|Uỷ|UB|Đảng|đảng|cấp|lãnh|Huyện|Thành|Thị|Công|Mặt|MTTQ|Trung|tổ|phòng|Phòng|[A-ZĐ]{2,})",
)
_OBLIGES = re.compile(r"(?<![^\W_])(?:cần(?!\s+(?:thiết|cù|kiệm))|phải(?!\s+chăng))(?![^\W_])", re.IGNORECASE)
_UPWARDS = re.compile(
    r"[\s,:]+(?:với\s+)?(?:Bộ\s+Chính|Ban\s+Bí|Trung\s+ương|Chính\s+phủ|Quốc\s+hội|Thủ\s+tướng|Ban\s+Tổ\s+chức\s+Trung|các\s+bộ,)",
    re.IGNORECASE,
)
_CENTRAL = re.compile(
    r"trung ương|bộ chính trị|ban bí thư|thủ tướng|chính phủ|chủ tịch nước|quốc hội|tổng bí thư"
)
_SAME_SPEAKER = re.compile(
    r"\s*(?:đồng\s+thời|bên\s+cạnh\s+đó|ngoài\s+ra|cùng\s+với\s+đó|qua\s+đó|trên\s+cơ\s+sở\s+đó|từ\s+đó|trước\s+mắt|thời\s+gian\s+tới"
    r"|trong\s+thời\s+gian\s+tới|cuối\s+cùng|đặc\s+biệt)?[\s,:]*(?:cũng\s+)?",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(
    r"\s*(?:[-–+*•·]|\d{1,2}[.)]|(?:một|hai|ba|bốn|năm|sáu|bảy)\s+là|thứ\s+\w+)[\s,:]", re.IGNORECASE
)
_BEFORE_DEADLINE = re.compile(
    r"(?:trước(?:\s+ngày)?|chậm\s+nhất(?:\s+(?:là|đến|vào))?(?:\s+(?:trước\s+)?(?:ngày|hết))?|muộn\s+nhất(?:\s+là)?"
    r"|(?:xong|hoàn\s+thành)\s+(?:trong|trước)(?:\s+ngày)?|(?:xong|hoàn\s+thành)\s+(?:vào|đến\s+hết))\s*$",
    re.IGNORECASE,
)
_REACH = 600
_ETH = str.maketrans("Ðð", "Đđ")


@dataclass(slots=True)
class _Turn:
    """One speaker's instruction while it is being read."""

    speaker: Speaker
    kind: str
    block: int
    sentences: list[tuple[int, int]] = field(default_factory=list)
    tasks: list[tuple[int, int]] = field(default_factory=list)
    addressees: list[tuple[int, int]] = field(default_factory=list)
    in_list: bool = False

    def take(self, sentence: Sentence, start: int, asked: Asked) -> None:
        """Add what one sentence asks for."""
        self.sentences.append((start, sentence.end))
        self.tasks += asked.tasks
        self.in_list = asked.opens_list
        if asked.addressee:
            self.addressees.append(asked.addressee)
        self.block = sentence.block


def draft_instructions(article: Article, mentions: Mentions) -> list[DraftDirective]:
    """One directive for each turn of a speaker who directs."""
    # Old keyboards type Ð (U+00D0) for Đ: "Ðồng chí đề nghị". One for one, so offsets stay.
    plain = replace(article, view=article.view.translate(_ETH)) if "Ð" in article.view else article
    return [_directive(article, mentions, turn) for turn in _merged(_turns(plain, mentions))]


def _turns(article: Article, mentions: Mentions) -> Iterator[_Turn]:
    turn: _Turn | None = None
    previous: Speaker | None = None
    verbs: dict[int | None, list[re.Match[str]]] = defaultdict(list)
    for match in _VERB.finditer(lower(article.view)):
        verbs[article.sentence_at(match.start())].append(match)
    for index, sentence in enumerate(article.sentences):
        role = article.blocks[sentence.block].role
        if role not in {Role.LEAD, Role.BODY}:
            # Captions stand between the paragraphs of a speech; anything else ends it.
            if role is not Role.CAPTION and turn:
                yield turn
                turn = None
            continue
        known = turn.speaker if turn else previous
        begun = _begin(article, mentions, sentence, verbs[index], known) if index in verbs else None
        if begun:
            speaker, verb, content = begun
            if turn is None or turn.speaker.key != speaker.key:
                if turn:
                    yield turn
                turn = _Turn(speaker, verb, sentence.block)
            turn.take(sentence, sentence.start, asked_for(article.view, content, sentence.end))
        elif turn and not _goes_on(article, mentions, sentence, turn):
            yield turn
            turn = None
        previous = last_person(mentions, sentence.start, sentence.end) or (turn.speaker if turn else previous)
    if turn:
        yield turn


def _begin(
    article: Article,
    mentions: Mentions,
    sentence: Sentence,
    verbs: list[re.Match[str]],
    known: Speaker | None,
) -> tuple[Speaker, str, int] | None:
    """Who begins to direct in a sentence, with which verb, and where what is asked for begins."""
    view = article.view
    for match in verbs:
        verb = " ".join(match["verb"].split())
        if not _directs(view, match, verb, sentence):
            continue
        speaker = speaker_of(article, mentions, sentence.start, match.start())
        if speaker is None and known and _unsaid(view, (sentence.start, match.start()), verb, known):
            speaker = known
        if speaker is None or _petitions(view, match, speaker, mentions):
            continue
        content = match.end()
        if verb == "nhấn mạnh":
            content = _obliged_clause(view, match.end(), sentence.end)
        return speaker, verb, content
    return None


def _unsaid(view: str, left: tuple[int, int], verb: str, speaker: Speaker) -> bool:
    """Whether the subject is the one of the sentence before: "Đồng chí cũng yêu cầu", "Đồng thời đề nghị"."""
    if stands_for(view, *left, speaker):
        return True
    # "Chỉ đạo các chi bộ ..." at the start of a sentence is itself asked for.
    return verb not in {"chỉ đạo", "giao"} and _SAME_SPEAKER.fullmatch(view, *left) is not None


def _directs(view: str, match: re.Match[str], verb: str, sentence: Sentence) -> bool:
    """Whether the word is used as a verb that directs, not as a noun or for something reported."""
    if _NOUN_BEFORE.search(view, max(sentence.start, match.start() - 24), match.start()):
        return False
    if _NOUN_AFTER.match(view, match.end(), sentence.end):
        return False
    if verb in {"giao", "chỉ đạo"}:
        return _TO_WHOM.match(view, match.end(), sentence.end) is not None
    if verb == "nhấn mạnh":
        return _OBLIGES.search(view, match.end(), _within_reach(match.end(), sentence.end)) is not None
    return True


def _within_reach(start: int, end: int) -> int:
    """How far "cần" may stand behind "nhấn mạnh"; keeps the time linear in one endless sentence."""
    return min(end, start + _REACH)


def _petitions(view: str, match: re.Match[str], speaker: Speaker, mentions: Mentions) -> bool:
    """Whether a lower body asks a higher one: "Tỉnh ủy đề nghị Trung ương ..." directs nobody."""
    if not _UPWARDS.match(view, match.end()):
        return False
    mention = mentions.by_id.get(speaker.issuer)
    titles = " ".join(getattr(mention.reading, "titles", ())) if mention else speaker.issuer
    return not _CENTRAL.search(titles.casefold())


def _obliged_clause(view: str, start: int, end: int) -> int:
    """Where the clause with "cần" or "phải" begins: behind the last colon or semicolon before it."""
    obliges = _OBLIGES.search(view, start, _within_reach(start, end))
    high = obliges.start() if obliges else start
    return max(start, view.rfind(":", start, high) + 1, view.rfind(";", start, high) + 1)


def _goes_on(article: Article, mentions: Mentions, sentence: Sentence, turn: _Turn) -> bool:
    """Whether a sentence goes on with the instruction; if so it is taken."""
    if sentence.block > turn.block + 3:
        return False
    view = article.view
    if mentions.within(sentence.start, sentence.end, Kind.PERSON):
        return False
    in_list = turn.in_list or _LIST_MARK.match(view, sentence.start, sentence.end)
    asked = imperative_sentence(view, sentence.start, sentence.end)
    if asked is None and in_list and _LIST_MARK.match(view, sentence.start, sentence.end):
        asked = asked_for(view, sentence.start, sentence.end)
    if asked is None:
        return False
    opened = turn.in_list
    turn.take(sentence, sentence.start, asked)
    turn.in_list = turn.in_list or opened
    return True


def _merged(turns: Iterator[_Turn]) -> list[_Turn]:
    """Turns of one speaker with the same verb are one instruction, told in two places."""
    found: dict[tuple[str, str], _Turn] = {}
    for turn in turns:
        known = found.setdefault((turn.speaker.key, turn.kind), turn)
        if known is not turn:
            known.sentences += turn.sentences
            known.tasks += turn.tasks
            known.addressees += turn.addressees
    return list(found.values())


def _directive(article: Article, mentions: Mentions, turn: _Turn) -> DraftDirective:
    view = article.view
    return DraftDirective(
        source="speech",
        evidence=tuple(_joined(article, turn.sentences)),
        kind=turn.kind,
        issuer=turn.speaker.issuer,
        addressees=tuple(dict.fromkeys(view[low:high] for low, high in turn.addressees)),
        tasks=tuple(DraftTask(view[low:high], ((low, high),)) for low, high in turn.tasks),
        deadline=_deadline(view, mentions, turn.sentences),
    )


def _joined(article: Article, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring sentences of one block as one range."""
    joined: list[tuple[int, int]] = []
    for start, end in sentences:
        if (
            joined
            and not article.view[joined[-1][1] : start].strip()
            and "\n" not in article.view[joined[-1][1] : start]
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _deadline(view: str, mentions: Mentions, sentences: list[tuple[int, int]]) -> str | None:
    """The first date behind "trước ngày", "chậm nhất", "hoàn thành trong"."""
    for start, end in sentences:
        for date in mentions.within(start, end, Kind.DATE):
            if _BEFORE_DEADLINE.search(view, max(start, date.start - 40), date.start):
                return date.id
    return None
