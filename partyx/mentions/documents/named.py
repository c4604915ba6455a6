"""Documents that are cited by the meeting that passed them: plenums and congresses.

"Nghị quyết Trung ương 4 (khóa XI, XII)" is two documents; "Nghị quyết Đại hội XIII của Đảng" is one;
"nghị quyết đại hội đảng bộ các cấp" is none in particular. Their number is None: 4 is the plenum's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from partyx.language.codes import issuer_of
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.issuers import read_issuer
from partyx.language.ordinals import FIGURE, ORDINAL, ROMAN, WORDED, ordinal_at
from partyx.mentions.documents.citation import Citation, Occasion
from partyx.mentions.documents.tails import TERM, read_tail

if TYPE_CHECKING:
    from partyx.mentions.documents.kinds import KindWord
    from partyx.mentions.documents.text import Text

_GOES_ON = r"(?= ?[(,.;]| (?:<citations.term|connectors.of|citations.about>))"
_PLENUM = pattern(
    r" ?(?:<connectors.of> )?(?:<citations.plenum> )?(?:<citations.whole> )?"
    rf"(?:<meetings.ordinal_marks> (?P<first>{ORDINAL}) ?,? (?:<connectors.of> )?)?"
    r"(?P<issuer><~bodies.plenums~>)\.?"
    r"(?:(?: <meetings.ordinal_marks>)? ?"
    rf"(?P<second>{FIGURE}|{WORDED}{_GOES_ON}))?"
)
_MORE = pattern(
    r" ?(?:,? ?<citations.and>|[,;]) (?P<item>(?P<named><bodies.plenums> ?)?(?P<ordinal>\d{1,2}))"
    r"(?!\w|[.,]\d)"
    r"(?=(?P<after> ?[,.;()]| (?:<citations.term|citations.and|connectors.of|citations.about>)| ?(?:$|\n))?)"
)
_MORE_TERMS = pattern(
    rf" ?(?:,|;| ?<citations.and>) ?\(?(?P<item>(?:<citations.term> )?(?P<term>{ROMAN}))(?P<close>\))?"
)
_LAST_PLENUM = 20
"""No term has had more plenums than 15; above this the number is something else."""

_CONGRESS = pattern(r" (?:<connectors.of> )?(?P<name><citations.congress>)")
_WORD = pattern(
    r" (?:(?P<many>(?:<citations.congress_party|citations.congress_whose> )?<bodies.all_levels>)"
    r"|(?P<plain><citations.congress_words|citations.congress_organisations>)"
    r"|(?P<body><citations.congress_bodies>)"
    r"|(?P<party>(?!<connectors.of> <citations.congress_whose>)<citations.congress_party>)"
    rf"|(?:<meetings.ordinal_marks> )?(?P<ordinal>{FIGURE})(?! <time.year>)"
    rf"|<meetings.ordinal_marks> (?P<worded>{WORDED}))"
)
_OF_BODY = pattern(r" <connectors.of>(?= <citations.congress_whose>)")
_PLACE = re.compile(r"(?: | ?- ?)(?P<word>[^\W\d_]{1,20})(?![^\W_])")
_SERVICE = pattern(
    r"[ ,]{1,2}\(?<citations.service|citations.term> (?:\d{4} ?- ?\d{4}|[ivx]{1,6}(?![^\W_]))\)?"
)
_WHOSE = pattern("<citations.congress_whose>")
_ORGANISATION = pattern("<citations.congress_organisations>")
_MOST_WORDS = 16


def read_plenum(text: Text, word: KindWord) -> list[Citation]:
    """The plenum documents cited by a kind whose name goes on behind it."""
    match = _PLENUM.match(text.folded, word.end)
    if match is None:
        return []
    ordinal = _ordinal(text, match, "second") or _ordinal(text, match, "first")
    if ordinal is None or ordinal > _LAST_PLENUM:
        return []
    items = [_Plenum(word.start, match.end(), ordinal)]
    _read_terms(text, items)
    while match["second"] and (more := _MORE.match(text.folded, items[-1].close)):
        if more["named"] is None and more["after"] is None:
            break
        items.append(_Plenum(more.start("item"), more.end("item"), int(more["ordinal"])))
        _read_terms(text, items)
    _lend_terms(items)
    tail = read_tail(text, items[-1].close)
    printed = text.printed(*match.span("issuer"))
    found = [
        Citation(
            start=item.start,
            end=item.end,
            kind=word.kind,
            tail_end=item.end,
            occasion=item.occasion,
            issuer=printed,
            issuer_printed=True,
        )
        for item in items
    ]
    found[-1] = replace(found[-1], tail_end=tail.end, title=tail.title, issued=tail.issued)
    return found


def _ordinal(text: Text, match: re.Match[str], group: str) -> int | None:
    return ordinal_at(text.view, text.folded, match.span(group))


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
        return Occasion("plenum", self.ordinal, self.term)


def _read_terms(text: Text, items: list[_Plenum]) -> None:
    """Read the term of the last plenum; one plenum with several terms is several documents."""
    last = items[-1]
    match = TERM.match(text.folded, last.close)
    term = _ordinal(text, match, "term") if match else None
    if match is None or term is None:
        return
    last.term, last.end, last.close = term, match.end(), match.end()
    while more := _MORE_TERMS.match(text.folded, items[-1].close):
        term = _ordinal(text, more, "term")
        if term is None:
            return
        if items[-1] is last and not match["close"]:
            last.end = match.end("term")
        items.append(_Plenum(more.start("item"), more.end("item"), last.ordinal, term))
        items[-1].close = more.end()


def _lend_terms(items: list[_Plenum]) -> None:
    """Give plenums without a term that of the next one: "Trung ương 6, 7 (khóa XII)"."""
    term: int | None = None
    for item in reversed(items):
        item.term = term = item.term or term


def plenum_of_term(citation: Citation) -> Citation:
    """Read "Nghị quyết 4 khóa XII" as the resolution of the fourth plenum."""
    number = int(citation.code.number) if citation.code else None
    occasion = Occasion("plenum", number, citation.term)
    return replace(citation, code=None, occasion=occasion, issuer=citation.issuer or issuer_of("TW"))


def read_congress(text: Text, word: KindWord) -> list[Citation]:
    """The congress resolution cited by a kind, or nothing when no congress is named."""
    match = _CONGRESS.match(text.folded, word.end)
    if match is None:
        return []
    walk = _Walk(text, match.end(), shouting=text.view[word.start : word.end].isupper())
    if walk.many:
        return [Citation(word.start, walk.end, word.kind, walk.end, collective=True)]
    service = _SERVICE.match(text.folded, walk.end)
    if walk.ordinal is None and not service and not (walk.body and text.is_capital(word.start)):
        return []
    tail = read_tail(text, service.end() if service else walk.end)
    return [
        Citation(
            word.start,
            walk.end,
            word.kind,
            tail.end,
            occasion=Occasion("congress", walk.ordinal),
            issuer=text.printed(match.start("name"), walk.end),
            issuer_printed=True,
            title=tail.title,
        )
    ]


class _Walk:
    """The words of a congress's name: whose congress it is, and which."""

    def __init__(self, text: Text, position: int, *, shouting: bool) -> None:
        """Walk as far as the words can belong to the name."""
        self._text = text
        self._shouting = shouting
        self.end = position
        self.ordinal: int | None = None
        self.many = self.body = False
        for _ in range(_MOST_WORDS):
            match = _WORD.match(text.folded, self.end)
            if match is not None:
                if not self._take(match):
                    break
                continue
            of = _OF_BODY.match(text.folded, self.end)
            end = of.end() if of else None if shouting else self._place_end()
            if end is None:
                break
            self.end = end

    def _place_end(self) -> int | None:
        """The end of a capitalised word that may name the place."""
        place = _PLACE.match(self._text.folded, self.end)
        return place.end() if place and self._text.is_capital(place.start("word")) else None

    def _take(self, match: re.Match[str]) -> bool:
        if match["ordinal"] or match["worded"]:
            ordinal = _ordinal(self._text, match, "ordinal") or _ordinal(self._text, match, "worded")
            if self.ordinal is not None or ordinal is None:
                return False
            self.ordinal = ordinal
        self.many = self.many or bool(match["many"])
        self.body = self.body or bool(match["body"])
        self.end = match.end()
        if match["body"] and not self._shouting and (named := self._text.issuers.at(match.start("body"))):
            # "Đại hội Đảng bộ Công an tỉnh": its name goes on over words that are no place's.
            cut = self._text.view[named[1] : named[1] + 1].isalnum()
            self.end = self.end if cut else max(self.end, named[1])
        return True


def congress_key(issuer: str) -> str:
    """Whose congress it is: "đảng bộ huyện châu đức", "công đoàn"; "" for the Party's own and for unsaid."""
    folded = fold(issuer)
    found = _WHOSE.search(folded)
    if span := read_issuer(issuer, found.start()) if found else None:
        return folded[slice(*span)]
    other = _ORGANISATION.search(folded)
    return other[0] if other else ""
