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
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from partyx.kinds.built_in.meeting import Meeting
from partyx.language.fold import bare, fold
from partyx.language.lexicon import phrases
from partyx.language.office import Office, leaves_out_the_owner, office_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from partyx.extraction import Extraction
    from partyx.records import Place

ROLES: Final = ("chairs", "speakers", "attendees")
_SYLLABLES_OF_A_POST = 3
"""Of a title that tells a post without a body: "Phó Trưởng ban Thường trực"; "Bí thư" may be of hundreds."""


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


@dataclass(frozen=True, slots=True)
class _Post:
    """An office with what the article tells of its place.

    ``place`` and ``province`` are None where nothing tells them. Whoever ``leads`` a place is of its few
    leaders, whatever the body: then ``body`` is the level of the place.
    """

    body: str
    place: str | None
    province: str | None
    leads: bool = False

    def is_that_of(self, other: _Post) -> bool:
        """Whether two are surely the same."""
        return self == other or (
            self.place is not None
            and (self.body, self.place, self.leads) == (other.body, other.place, other.leads)
            and None in {self.province, other.province}
        )

    def may_be_that_of(self, other: _Post) -> bool:
        """Whether two are the same, if one of them is the only one of its kind in the province."""
        if self.province is None or self.province != other.province:
            return False
        if self.body == other.body:
            return None in {self.place, other.place}
        return self._may_be_the_provinces(other) or other._may_be_the_provinces(self)

    def _may_be_the_provinces(self, other: _Post) -> bool:
        """Whether no place is told, and the other is the same body of the province, which one would mean."""
        of_the_province = other.place is not None and other.place == other.province
        return self.place is None and of_the_province and leaves_out_the_owner(self.body, other.body)

    @property
    def is_known(self) -> bool:
        """Whether it is one office and no other."""
        return self.place is not None


def _posts(seen: Seen) -> frozenset[_Post]:
    parts = [part for title in seen.titles for part in title.split(",")]
    offices = filter(None, map(office_of, parts))
    return frozenset(post for office in offices for post in _posts_of(office, seen))


def _posts_of(office: Office, seen: Seen) -> Iterator[_Post]:
    province = fold(seen.place.name).strip() if seen.place else None
    district = fold(seen.place.district).strip() if seen.place and seen.place.district else None
    place = office.place
    if office.of == "nation":
        place, province = "", ""
    elif office.of == "province":
        place = province = place or province
    elif office.is_of_a_city and province in phrases("provinces.cities"):
        place = place or province
    else:
        place = place or district
    yield _Post(office.body, place, province)
    if office.leads and place:
        yield _Post(office.leads, place, province, leads=True)


class _Group:
    """Sightings of one name that are of one person."""

    def __init__(self, one: Seen) -> None:
        self.seen = [one]
        self.articles = {one.article}
        self.titles = {" ".join(fold(title).split()) for title in one.titles}
        self.posts = set(_posts(one))
        self.provinces = {fold(one.place.name)} if one.place else set()

    def take(self, other: _Group) -> None:
        """The other's sightings are of the same person."""
        self.seen += other.seen
        self.articles |= other.articles
        self.titles |= other.titles
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
        return any((a.body, a.leads) == (b.body, b.leads) and a.place != b.place for a, b in known)

    def may_be(self, other: _Group) -> bool:
        """Whether both are one if no other of the name comes into question."""
        if not self.posts or not other.posts:
            return bool(self.provinces & other.provinces) and self._tells_a_post_of(other)
        possible = any(a.may_be_that_of(b) for a in self.posts for b in other.posts)
        return possible and not self.contradicts(other)

    def _tells_a_post_of(self, other: _Group) -> bool:
        """Whether a title without a body is the beginning of one of the other's."""
        posts = [title for title in self.titles if len(title.split()) >= _SYLLABLES_OF_A_POST]
        return any(whole.startswith(f"{post} ") for post in posts for whole in other.titles)

    @property
    def is_certain(self) -> bool:
        """Whether any of its offices is one and no other."""
        return any(post.is_known for post in self.posts)

    @property
    def is_vague(self) -> bool:
        """Whether any is one of several, or none is told."""
        return not self.posts or not all(post.is_known for post in self.posts)


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
    for vague in [group for group in groups if group.is_vague]:
        others = [one for one in groups if one is not vague and one.is_certain and vague.may_be(one)]
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
    known = [post for post in _posts(first) if post.is_known and not post.leads]
    told = sorted(f"{post.body}|{post.place}|{post.province}" for post in known)
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
