"""The province a figure, a meeting or an article is of, at the article's time.

Vietnam had 63 provinces from 2008 to 30 June 2025 and has 34 since, without districts
(``language/vi/provinces.toml``, ``districts.toml``). A place has its code of the article's time and the code
of the province that its territory belongs to now, so that figures can be joined over the years.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from partyx.article import Role
from partyx.language.fold import bare, fold, fold_in_place
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import entries, phrases, values
from partyx.language.name import CAPITAL, is_family, is_namesake
from partyx.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partyx.article import Article
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic

REFORM = dt.date(2025, 7, 1)
"""From this day on there are 34 provinces and no districts (Resolution 202/2025/QH15)."""

_PROVINCE = pattern("<provinces.names>")
_DISTRICT = pattern("<districts.names>")
_NATION = pattern("<provinces.nation>")
_BEFORE_A_DISTRICT = Behind("places.below_province", "places.of_a_place")
_BEFORE_A_COMMUNE = Behind("places.below_district")
_OF_A_PROVINCE = Behind("places.whole_province")
_CITY = Behind("provinces.of_a_city")
_WHOLE_PROVINCE = pattern("<places.whole_province> ")
_SYLLABLE = re.compile(r"[^\W_]+")
_NEXT_SYLLABLE = re.compile(rf" ({CAPITAL}[^\W\d_]+)")
_MOST = 0.6
"""Share of an article's provinces that one has to have to be the article's."""


class Provinces:
    """The provinces of one article."""

    def __init__(
        self,
        article: Article,
        meetings: tuple[Meeting, ...],
        statistics: tuple[Statistic, ...],
    ) -> None:
        """Keep what is looked at; nothing is read yet."""
        self._article = article
        self._meetings = meetings
        self._statistics = statistics

    def of(self, *names: str | None) -> Place | None:
        """The province of the first of the names that tells one, else the article's.

        None where a name means the whole country.
        """
        for name in names:
            if name is None:
                continue
            found = self._told_by(name)
            if found is not None:
                return self._place(*found)
            if _NATION.search(fold(name)) or names_an_unknown_province(name):
                return None
        return self.article

    @cached_property
    def article(self) -> Place | None:
        """The province that the article as a whole is about; None when nothing or too much tells one."""
        article = self._article
        content = [block for block in article.blocks if block.role.is_content]
        tops = [block for block in content if block.role in {Role.HEADLINE, Role.LEAD}] or content[:1]
        hosted = province_of_host(article.url) if article.url else None
        if hosted is not None:
            return self._place(hosted, None)
        texts = [article.outlet or "", *(meeting.organizer or "" for meeting in self._meetings)]
        texts += [article.view[block.start : block.end] for block in tops]
        if any(names_an_unknown_province(article.view[block.start : block.end]) for block in content):
            return None
        for text in texts:
            if len(codes := set(provinces_in(text))) == 1:
                return self._place(codes.pop(), None)
        counts = Counter(
            code for block in content for code in provinces_in(article.view[block.start : block.end])
        )
        if counts and counts.most_common(1)[0][1] >= _MOST * counts.total():
            return self._place(counts.most_common(1)[0][0], None)
        districts = [
            places for block in content for _, places in districts_in(article.view[block.start : block.end])
        ]
        common = set.intersection(*map(set, districts)) if districts else set()
        return self._place(common.pop(), None) if len(common) == 1 else None

    def _told_by(self, name: str) -> tuple[str, str | None] | None:
        """The code and the district that a name tells."""
        if found := list(provinces_in(name)):
            return found[-1], None
        for district, codes in districts_in(name):
            mine = self.article
            if len(codes) == 1:
                return codes[0], district
            if mine is not None and (mine.code in codes):
                return mine.code, district
        return None

    @cached_property
    def _is_now(self) -> bool:
        """Whether the article is of the time of 34 provinces, by its day or the newest one it tells of."""
        if self._article.published is not None:
            return self._article.published >= REFORM
        held = [meeting.date for meeting in self._meetings]
        told = [one.period for one in self._statistics if not one.target]
        days = (
            [period.end for period in periods if period is not None and period.end is not None]
            for periods in (held, told)
        )
        return max(next(filter(None, days), []), default=dt.date.min) >= REFORM

    def _place(self, code: str, district: str | None) -> Place:
        value = _by_code()[code]
        if self._is_now:
            return Place(
                name=value["name_2025"],
                code=value["code_2025"],
                code_2025=value["code_2025"],
                units=2025,
                district=district,
            )
        return Place(
            name=value["name"], code=code, code_2025=value["code_2025"], units=2008, district=district
        )


@cache
def _by_code() -> Mapping[str, Any]:
    return {entry.value["code"]: entry.value for entry in entries("provinces.names")}


@cache
def _by_district() -> Mapping[str, tuple[str, ...]]:
    codes: dict[str, list[str]] = {}
    for entry in entries("districts.names"):
        for form in entry.forms:
            codes.setdefault(fold(form), []).append(entry.value)
    return {name: tuple(dict.fromkeys(found)) for name, found in codes.items()}


def province_of_host(url: str) -> str | None:
    """The code of the one province that an address is of: "baoquangnam.vn", "lucnam.bacgiang.gov.vn"."""
    try:
        host = bare(urlsplit(url).hostname or "")
    except ValueError:  # whatever the caller or a table says that the address is
        return None
    found = {code for code, value in _by_code().items() if bare(value["name"]) in host}
    return found.pop() if len(found) == 1 else None


def provinces_in(text: str) -> Iterable[str]:
    """The codes of the provinces that a text names; neither districts nor people of the same name."""
    folded = fold_in_place(text)
    for match in _PROVINCE.finditer(folded):
        if not text[match.start()].isupper() or _goes_on(text, match.end()):
            continue
        city = match[0] in phrases("provinces.cities") and _CITY.start(folded, match.start() - 1) is not None
        of_province = _OF_A_PROVINCE.start(folded, match.start() - 1) is not None
        below = not of_province and _BEFORE_A_DISTRICT.start(folded, match.start() - 1) is not None
        if city or not (below or is_namesake(match[0])):
            yield values("provinces.names")[match[0]]["code"]


def names_an_unknown_province(text: str) -> bool:
    """Whether "tỉnh" or "Tỉnh ủy" stands before a name that no province has."""
    folded = fold_in_place(text)
    for match in _WHOLE_PROVINCE.finditer(folded):
        if text[match.end() : match.end() + 1].isupper() and _PROVINCE.match(folded, match.end()) is None:
            return not is_family(_SYLLABLE.match(text, match.end())[0])  # type: ignore[index]
    return False


def districts_in(text: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The districts a text names behind the noun of one, (as printed, codes of provinces that have one).

    A commune of the same name may be any province's: "xã Phú Mỹ".
    """
    folded = fold_in_place(text)
    for match in _DISTRICT.finditer(folded):
        capital = text[match.start()].isupper() and not _goes_on(text, match.end())
        before = _BEFORE_A_DISTRICT.start(folded, match.start() - 1)
        if capital and before is not None and before != _BEFORE_A_COMMUNE.start(folded, match.start() - 1):
            yield text[match.start() : match.end()], _by_district()[match[0]]


def _goes_on(text: str, end: int) -> bool:
    """Whether a longer name goes on here: "Mường Lay Hạ" is not Mường Lay."""
    more = _NEXT_SYLLABLE.match(text, end)
    return more is not None and not is_family(more[1])
