"""Documents that are cited by the meeting that passed them: plenums and congresses.

"Nghị quyết Trung ương 4 (khóa XI, XII)" is two documents; "Nghị quyết Đại hội XIII của Đảng" is one;
"nghị quyết đại hội đảng bộ các cấp" is none in particular. Their number is None: 4 is the plenum's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from partyx.language.issuers import read_issuer
from partyx.language.ordinals import FIGURE, ORDINAL, ROMAN, WORDED, ordinal_value
from partyx.mentions.citation import Citation, Occasion
from partyx.mentions.citation_tails import read_tail

_CENTRE = (
    r"(?:(?:Ban\s{1,3}Chấp\s{1,3}hành|BCH)\s{1,3})?(?:Trung\s{1,3}ương|TW|T\.?Ư\.?|T\.W\.?)(?:\s{1,3}Đảng)?"
)
_PLENUM = re.compile(
    rf"\s{{0,4}}(?:của\s{{1,3}})?(?:(?:Hội\s{{1,3}}nghị|HN)\s{{1,3}})?(?:toàn\s{{1,3}}thể\s{{1,3}})?"
    rf"(?:lần\s{{1,3}}thứ\s{{1,3}}(?P<first>{ORDINAL})\s?,?\s{{1,3}}(?:của\s{{1,3}})?)?(?P<issuer>{_CENTRE})"
    rf"(?:(?:\s{{1,3}}lần)?(?:\s{{1,3}}thứ)?\s{{0,3}}(?P<second>{FIGURE}|{WORDED}(?=\s?[(,.;]|\s{{1,3}}(?:khóa|khoá|của|về)\b)))?",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\s{0,2}(?:,\s?và|,|;|và|hay)\s{1,3}(?P<item>(?P<named>(?:Trung\s{1,3}ương|TW)\s{0,2})?(?P<ordinal>\d{1,2}))"
    r"(?![\w]|[.,/–-]\d|\s?%)(?=(?P<after>\s?[,.;()]|\s{1,3}(?:khóa|khoá|và|của|về)\b|\s*$)?)",
    re.IGNORECASE,
)
_TERM = re.compile(
    rf"[\s,]{{0,3}}(?:[–-]\s?)?\(?\s?(?:khóa|khoá)\s{{1,3}}(?P<term>(?-i:{ROMAN})|\d{{1,2}}(?!\w))(?P<close>\s?\))?",
    re.IGNORECASE,
)
_MORE_TERMS = re.compile(
    rf"\s?(?:,|;|\s?và)\s?\(?(?P<item>(?:(?:khóa|khoá)\s{{1,3}})?(?P<term>(?-i:{ROMAN})))(?P<close>\s?\))?",
    re.IGNORECASE,
)
_LAST_PLENUM = 20
"""No term has had more plenums than 15; above this the number is something else."""

_CONGRESS = re.compile(r"\s{1,4}(?:của\s{1,3})?(?P<name>Đại\s{1,3}hội|ĐH(?:ĐB)?(?:TQ)?(?!\w))", re.IGNORECASE)
_WORD = re.compile(
    r"\s{1,3}(?:(?P<many>(?:đảng\s{1,3}(?:bộ\s{1,3})?|chi\s{1,3}bộ\s{1,3})?(?:các\s{1,3}cấp|cấp\s{1,3}(?:trên|dưới|cơ\s{1,3}sở|huyện|tỉnh|xã)"
    r"|cơ\s{1,3}sở))"
    r"|(?P<plain>đại\s{1,3}biểu|đb|toàn\s{1,3}quốc|tq|toàn\s{1,3}thể|đảng\s{1,3}viên|đoàn|công\s{1,3}đoàn"
    r"|hội\s{1,3}(?:nông\s{1,3}dân|phụ\s{1,3}nữ|cựu\s{1,3}chiến\s{1,3}binh)|mặt\s{1,3}trận\s{1,3}tổ\s{1,3}quốc|mttq|việt\s{1,3}nam)"
    r"|(?P<body>đảng\s{1,3}bộ|chi\s{1,3}bộ|tỉnh|thành\s{1,3}phố|huyện|thị\s{1,3}xã|quận|xã|phường|thị\s{1,3}trấn|khối"
    r"|các\s{1,3}cơ\s{1,3}quan(?:\s{1,3}và\s{1,3}doanh\s{1,3}nghiệp)?|doanh\s{1,3}nghiệp|cơ\s{1,3}quan)"
    r"|(?P<party>(?:của\s{1,3})?đảng(?:\s{1,3}cộng\s{1,3}sản\s{1,3}việt\s{1,3}nam)?(?!\s{1,3}(?:bộ|ủy|uỷ)))"
    rf"|(?:lần\s{{1,3}})?(?:thứ\s{{1,3}})?(?P<ordinal>{FIGURE})(?!\s{{1,3}}năm\b)"
    rf"|(?:lần\s{{1,3}})?thứ\s{{1,3}}(?P<worded>{WORDED}))(?!\w)",
    re.IGNORECASE,
)
_OF_BODY = re.compile(r"\s{1,3}của(?=\s{1,3}(?:đảng\s{1,3}bộ|chi\s{1,3}bộ)(?!\w))", re.IGNORECASE)
_PLACE = re.compile(r"(?:\s{1,2}|\s?[–-]\s?)(?P<word>[^\W\d_]{1,20})(?!\w)")
_NOT_A_PLACE = frozenset(
    "về và của trong vào các nghị chỉ quy kết đại lần nhiệm khóa khoá đã được đi sớm là".split()
)
_SERVICE = re.compile(
    r"[\s,]{1,3}\(?(?:nhiệm\s{1,3}k[ỳì]|khóa|khoá)\s{1,3}(?:\d{4}\s?[-–]\s?\d{4}|[IVX]{1,6}(?!\w))\)?",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"(?:đảng|chi)\s{1,3}bộ.{0,60}", re.IGNORECASE)
_MOST_WORDS = 16


def read_plenum(view: str, start: int, position: int, kind: str) -> list[Citation]:
    """The plenum documents cited by a kind at ``start`` whose name goes on at ``position``."""
    match = _PLENUM.match(view, position)
    if match is None or not (match["first"] or match["second"]):
        return []
    ordinal = ordinal_value(match["second"] or match["first"])
    if ordinal is None or ordinal > _LAST_PLENUM:
        return []
    issuer = " ".join(match["issuer"].rstrip(".").split())
    items = [_Plenum(start, match.end(), ordinal)]
    _read_terms(view, items)
    while (
        match["second"] and (more := _MORE.match(view, items[-1].close)) and (more["named"] or more["after"])
    ):
        items.append(_Plenum(more.start("item"), more.end("item"), int(more["ordinal"])))
        _read_terms(view, items)
    _lend_terms(items)
    tail = read_tail(view, items[-1].close)
    found = [
        Citation(
            item.start, item.end, kind, item.end, occasion=item.occasion, issuer=issuer, issuer_printed=True
        )
        for item in items
    ]
    found[-1] = replace(found[-1], tail_end=tail.end, title=tail.title, issued=tail.issued)
    return found


@dataclass(slots=True)
class _Plenum:
    """One plenum of a list; ``close`` is behind the bracket that closes its term."""

    start: int
    end: int
    ordinal: int
    term: int | None = None
    close: int = field(init=False)

    def __post_init__(self) -> None:
        self.close = self.end

    @property
    def occasion(self) -> Occasion:
        return Occasion("trung ương", self.ordinal, self.term)


def _read_terms(view: str, items: list[_Plenum]) -> None:
    """Read the term of the last plenum; one plenum with several terms is several documents."""
    last = items[-1]
    match = _TERM.match(view, last.close)
    if match is None:
        return
    last.term, last.end, last.close = ordinal_value(match["term"]), match.end(), match.end()
    while more := _MORE_TERMS.match(view, items[-1].close):
        if items[-1] is last and not match["close"]:
            last.end = match.end("term")
        items.append(_Plenum(more.start("item"), more.end("item"), last.ordinal, ordinal_value(more["term"])))
        items[-1].close = more.end()


def _lend_terms(items: list[_Plenum]) -> None:
    """Give plenums without a term that of the next one: "Trung ương 6, 7 (khóa XII)"."""
    term: int | None = None
    for item in reversed(items):
        item.term = term = item.term or term


def plenum_of_term(citation: Citation) -> Citation:
    """Read "Nghị quyết 4 khóa XII" as the resolution of the fourth plenum."""
    number = int(citation.code.number) if citation.code else None
    occasion = Occasion("trung ương", number, citation.term)
    return replace(citation, code=None, occasion=occasion, issuer=citation.issuer or "Trung ương")


def read_congress(view: str, start: int, position: int, kind: str) -> list[Citation]:
    """The congress resolution cited by a kind at ``start``, or nothing when no congress is named."""
    match = _CONGRESS.match(view, position)
    if match is None:
        return []
    walk = _Walk(view, match.end(), shouting=view[start:position].isupper())
    if walk.many:
        return [Citation(start, walk.end, kind, walk.end, collective=True)]
    service = _SERVICE.match(view, walk.end)
    if walk.ordinal is None and not service and not (walk.body and view[start].isupper()):
        return []
    tail_end = service.end() if service else walk.end
    tail = read_tail(view, tail_end)
    issuer = " ".join(view[match.start("name") : walk.end].split())
    occasion = Occasion("đại hội", walk.ordinal)
    return [
        Citation(
            start,
            walk.end,
            kind,
            tail.end,
            occasion=occasion,
            issuer=issuer,
            issuer_printed=True,
            title=tail.title,
        )
    ]


class _Walk:
    """The words of a congress's name: whose congress it is, and which."""

    def __init__(self, view: str, position: int, *, shouting: bool) -> None:
        """Walk as far as the words can belong to the name."""
        self.end = position
        self.ordinal: int | None = None
        self.many = self.body = False
        for _ in range(_MOST_WORDS):
            match = _WORD.match(view, self.end)
            if match is not None:
                if not self._take(match):
                    break
                continue
            of = _OF_BODY.match(view, self.end)
            place = None if shouting or of else _PLACE.match(view, self.end)
            if of:
                self.end = of.end()
            elif place and place["word"][0].isupper() and place["word"].casefold() not in _NOT_A_PLACE:
                self.end = place.end()
            else:
                break

    def _take(self, match: re.Match[str]) -> bool:
        ordinal = match["ordinal"] or match["worded"]
        if ordinal:
            if self.ordinal is not None:
                return False
            self.ordinal = ordinal_value(ordinal)
        self.many = self.many or bool(match["many"])
        self.body = self.body or bool(match["body"])
        self.end = match.end()
        return True


def congress_key(issuer: str) -> str:
    """Whose congress it is: "đảng bộ huyện châu đức"; "" for the Party's own and for unsaid ones."""
    found = _WHOSE.search(issuer)
    if found is None:
        return ""
    span = read_issuer(found[0], 0)
    return " ".join(found[0][: span[1]].casefold().split()) if span else ""
