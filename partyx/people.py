"""The same person across articles: everybody who took part in a meeting, under one id a person.

A name alone tells nobody: a province has several of most. Two sightings are of one person where the name is
the same in one spelling ("Hòa", "Hoà") and they share an office: the same body of the same place ("Bí thư
Huyện ủy Tân Hồng" and "Phó Bí thư Huyện ủy Tân Hồng" years before). An office that names no place is that of
the article's province, or of the district that the article tells; where nothing tells one, it is the only one
of that name in the province, or nobody's that is known. In doubt two ids are given: what is joined is meant
to be right. ``python evals/people.py`` measures how often it is.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

from partyx.kinds.built_in.meeting import Meeting
from partyx.language.abbreviations import write_out
from partyx.language.fold import bare, fold, fold_in_place
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases
from partyx.language.organisation import LEVEL, Body, Organisations

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from partyx.extraction import Extraction
    from partyx.records import Place

ROLES: Final = ("chairs", "speakers", "attendees")
_MEMBER = pattern("(?P<body><bodies.committee>) <bodies.members>")
_NATION = pattern("<bodies.central>")
_PROVINCE = pattern("<bodies.of_a_province>|<bodies.one_a_province>")
_IN_BRACKETS = re.compile(r" ?\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Office:
    """A body that somebody has an office in.

    Attributes:
        body: Its words, without its place: "ban tổ chức tỉnh ủy", in one spelling.
        place: The place that it names: "tân hồng"; None where it names none.
        of: Whose it is where it names none: the "nation"'s, the article's "province"'s, or some smaller
            "place"'s, which the words do not tell.
    """

    body: str
    place: str | None
    of: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention of somebody who took part in a meeting.

    Attributes:
        article: The id of the article.
        record: The meeting, as findings name it: "meetings[0]".
        role: "chairs", "speakers" or "attendees".
        number: Which of them.
        name: As printed.
        titles: As printed.
        date: When the meeting was, else when the article was published.
        place: The province of the meeting, else of the article.
    """

    article: str
    record: str
    role: str
    number: int
    name: str
    titles: tuple[str, ...]
    date: dt.date | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class SamePerson:
    """A person, and where they were seen.

    Attributes:
        id: Of the name and the office of the first time they were seen: "nguyen-minh-tien-5e0a1c". The same
            articles give the same ids; articles of an earlier day may change one.
        name: As printed the first time.
        titles: All of them, each spelling once, the first first.
        seen: Every time, by day.
    """

    id: str
    name: str
    titles: tuple[str, ...]
    seen: tuple[Seen, ...]


def people_of(extractions: Iterable[Extraction]) -> tuple[SamePerson, ...]:
    """Everybody who took part in the meetings of some articles, each person once, by name.

    Args:
        extractions: Of articles with ids of their own; each is looked at once.
    """
    return same_people(one for extraction in extractions for one in seen_in(extraction))


def seen_in(extraction: Extraction) -> Iterator[Seen]:
    """Everybody who took part in the meetings of one article, as the rows of the table ``people`` are."""
    article = extraction.article
    for index, meeting in enumerate(extraction.of(Meeting)):
        date = meeting.date.start if meeting.date else article.published
        for role in ROLES:
            for number, person in enumerate(getattr(meeting, role)):
                record, place = f"meetings[{index}]", meeting.place or article.place
                yield Seen(article.id, record, role, number, person.name, person.titles, date, place)


def same_people(seen: Iterable[Seen]) -> tuple[SamePerson, ...]:
    """Join the sightings of each person."""
    named: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        named[_spelling(one.name)].append(one)
    return tuple(_person(group) for _, one in sorted(named.items()) for group in _groups(one))


@lru_cache(maxsize=4096)
def office_of(title: str) -> Office | None:
    """The office that a title is of; None where it names no body, as a rank or a degree does."""
    text = _IN_BRACKETS.sub("", write_out(title, "title"))
    folded = fold_in_place(text)
    names = Organisations(text, folded)
    heads = list(names.heads())
    for head in heads:
        end = names.end(head, len(text))
        if end is not None:
            inside = [one for one in heads if head.start() <= one.start() < end]
            while len(inside) > 1 and inside[0][0] in phrases("bodies.standing"):
                inside = inside[1:]
            return _office(names, folded, inside[0], inside[-1], end)
    if member := _MEMBER.search(folded):
        body = member["body"]
        return Office(body, None, "province" if _PROVINCE.search(body) else "place")
    return None


def _office(names: Organisations, folded: str, head: re.Match[str], last: re.Match[str], end: int) -> Office:
    """The office in the body that begins with ``head``, of which ``last`` is the innermost one named."""
    own = names.body(last) is Body.FREE
    level = LEVEL.search(folded, last.end(), end)
    cut = level.end() if level else end if own else last.end()
    body, place = folded[head.start() : cut].strip(), folded[cut:end].strip() or None
    if place in phrases("bodies.bloc"):  # a bloc of bodies, and no place
        body, place = f"{body} {place}", None
    if names.body(head) is Body.TOP or _NATION.search(folded, head.start(), end):
        return Office(folded[head.start() : end].strip(), None, "nation")
    of_a_province = _PROVINCE.search(body) or (own and level is None)
    return Office(body, place, "province" if of_a_province else "place")


@dataclass(frozen=True, slots=True)
class _Post:
    """An office with what the article tells of its place.

    ``place`` and ``province`` are None where nothing tells them.
    """

    body: str
    place: str | None
    province: str | None

    def is_that_of(self, other: _Post) -> bool:
        """Whether two are surely the same."""
        return self == other or (
            self.place is not None
            and (self.body, self.place) == (other.body, other.place)
            and None in {self.province, other.province}
        )

    def may_be_that_of(self, other: _Post) -> bool:
        """Whether two are the same, if one of them is the only one of its kind in the province."""
        return (
            self.body == other.body
            and None in {self.place, other.place}
            and self.province is not None
            and self.province == other.province
        )

    @property
    def is_known(self) -> bool:
        """Whether it is one office and no other."""
        return self.place is not None


def _posts(seen: Seen) -> frozenset[_Post]:
    province = fold(seen.place.name).strip() if seen.place else None
    district = fold(seen.place.district).strip() if seen.place and seen.place.district else None
    found = set()
    parts = [part for title in seen.titles for part in title.split(",")]
    for office in filter(None, map(office_of, parts)):
        if office.of == "nation":
            found.add(_Post(office.body, "", ""))
        elif office.of == "province":
            found.add(_Post(office.body, office.place or province, office.place or province))
        else:
            found.add(_Post(office.body, office.place or district, province))
    return frozenset(found)


class _Group:
    """Sightings of one name that are of one person."""

    def __init__(self, one: Seen) -> None:
        self.seen = [one]
        self.articles = {one.article}
        self.posts = set(_posts(one))
        self.provinces = {fold(one.place.name)} if one.place else set()

    def take(self, other: _Group) -> None:
        """The other's sightings are of the same person."""
        self.seen += other.seen
        self.articles |= other.articles
        self.posts |= other.posts
        self.provinces |= other.provinces

    def shares_with(self, other: _Group) -> bool:
        """Whether both are surely one: the same article, or the same office."""
        if self.articles & other.articles:
            return not self.contradicts(other)
        return any(a.is_known and a.is_that_of(b) for a in self.posts for b in other.posts)

    def contradicts(self, other: _Group) -> bool:
        """Whether one article names two people of one name: the same body of two places."""
        known = [(a, b) for a in self.posts for b in other.posts if a.is_known and b.is_known]
        return any(a.body == b.body and a.place != b.place for a, b in known)

    def may_be(self, other: _Group) -> bool:
        """Whether both are one if no other of the name comes into question."""
        if not self.posts or not other.posts:
            return bool(self.provinces & other.provinces)
        return any(a.may_be_that_of(b) for a in self.posts for b in other.posts)

    @property
    def is_certain(self) -> bool:
        """Whether any of its offices is one and no other."""
        return any(post.is_known for post in self.posts)


def _groups(seen: Sequence[Seen]) -> list[list[Seen]]:
    """The sightings of one name, a list a person."""
    groups: list[_Group] = []
    for one in sorted(seen, key=_order):
        new = _Group(one)
        for old in [group for group in groups if group.shares_with(new)]:
            if new.shares_with(old):
                old.take(new)
                groups.remove(old)
                new = old
        groups.append(new)
    for vague in [group for group in groups if not group.is_certain]:
        others = [
            group for group in groups if group is not vague and group.is_certain and group.may_be(vague)
        ]
        if len(others) == 1:
            others[0].take(vague)
            groups.remove(vague)
    return [sorted(group.seen, key=_order) for group in sorted(groups, key=lambda it: _order(it.seen[0]))]


def _order(seen: Seen) -> tuple[object, ...]:
    day = seen.date.isoformat() if seen.date else "9999"
    return (day, seen.article, seen.record, ROLES.index(seen.role), seen.number)


def _person(seen: Sequence[Seen]) -> SamePerson:
    first = seen[0]
    titles = {fold(title): title for one in reversed(seen) for title in reversed(one.titles)}
    told = sorted(f"{post.body}|{post.place}|{post.province}" for post in _posts(first) if post.is_known)
    anchor = told[0] if told else first.article
    mark = hashlib.blake2b(f"{_spelling(first.name)}|{anchor}".encode(), digest_size=3).hexdigest()
    slug = "-".join(map(bare, first.name.split()))
    return SamePerson(f"{slug}-{mark}", first.name, tuple(titles.values())[::-1], tuple(seen))


def _spelling(name: str) -> str:
    return " ".join(fold(name).split())


def people_rows(seen: Sequence[Seen]) -> Iterator[tuple[object, ...]]:
    """The rows of the table ``people``, in the order of the sightings."""
    ids = {id(one): person.id for person in same_people(seen) for one in person.seen}
    for one in seen:
        named = (one.name, "; ".join(one.titles), _spelling(one.name), ids[id(one)])
        yield (one.article, one.record, one.role, one.number, *named)


def pairs(seen: Iterable[Seen]) -> set[frozenset[Seen]]:
    """Every two sightings that are said to be of one person: what precision and recall count."""
    return {frozenset(two) for person in same_people(seen) for two in combinations(person.seen, 2)}
