"""From units to blocks: what each line of the page is for, seen in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.article import Block, Role
from partyx.language.lexicon import phrases
from partyx.reading.bylines import is_names
from partyx.reading.captions import is_caption_like
from partyx.reading.headline import find_headline, is_prose, publication_day
from partyx.reading.lines import ends_sentence, word_count
from partyx.reading.outlet import opens_with_tag, outlet_tag
from partyx.reading.paragraphs import units_of
from partyx.reading.units import Form, Unit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_OWN_ROLE = {
    Form.STAMP: Role.DATELINE,
    Form.SIGNATURE: Role.BYLINE,
    Form.CAPTION: Role.CAPTION,
    Form.HEADING: Role.FURNITURE,
    Form.FURNITURE: Role.FURNITURE,
}
_PARAGRAPH = 80
"""Characters of the shortest sentence that ends a box in the middle of an article. Titles of links end
like no sentence, so this is only about readers' remarks; before the lead any sentence ends a box."""

_MOST_KICKERS = 2
"""Short lines above a headline that may be its kicker; more of them are a menu."""

_LINK_WORDS = 30
_FURNISHED = 0.4
"""Share of known furniture from which the other lines of a page without running text are menus too."""

_SUBTITLE_WORDS = 8

_FULL_HEADLINE_WORDS = 6

_COUNTER = re.compile(r"[^\d:]{1,40}:\s{0,3}[\d.,]{1,15}\Z")
"""A line of a counter that stands in a box without a heading, after one that is known: "Tất cả: 1.234"."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page cut into blocks, with what they say about the article."""

    blocks: tuple[Block, ...]
    title: str | None
    published: dt.date | None
    outlet: str | None
    others: tuple[tuple[int, int], ...] = ()
    """Where headlines of further articles stand."""


def lay_out(view: str, headline: str | None = None) -> Layout:
    """Cut the view into blocks, each with its role. Linear in the length of the text.

    Args:
        view: The text.
        headline: Where something beside the text says which line it is.
    """
    units = units_of(view)
    roles = _Roles(units, headline).assign()
    blocks = tuple(Block(unit.start, unit.end, role) for unit, role in zip(units, roles.roles, strict=True))
    at = roles.headline
    title = " ".join(units[at].text.split()) if at is not None else None
    stamps = _stamps(units, roles.roles)
    others = tuple((units[index].start, units[index].end) for index in _other_headlines(units, roles))
    return Layout(blocks, title, publication_day(units, at, stamps), _outlet(units, roles.roles), others)


def _other_headlines(units: list[Unit], roles: _Roles) -> Iterator[int]:
    """Headlines of further articles: after text, with a stamp or a lead behind or a signature before.

    A bare day is a stamp where the first headline has one behind it too; else it may head a chronicle.
    """
    seen, at = False, roles.headline
    bare = at is not None and [unit.form for unit in units[at + 1 : at + 2]] == [Form.STAMP]
    for index, unit in enumerate(units[:-1]):
        role, after = roles.roles[index], units[index + 1]
        seen = seen or (role.is_content and roles.prose[index])
        if not seen or not role.is_content or unit.form is not Form.FREE or roles.prose[index]:
            continue
        led = roles.prose[index + 1] and opens_with_tag(after.printed)
        stamped = after.form is Form.STAMP and (after.sure or bare)
        dated = stamped and any(roles.prose[index + 2 : index + 4])
        signed = roles.roles[index - 1] is Role.BYLINE and roles.prose[index + 1]
        if (led or dated or signed) and word_count(unit.text) >= _FULL_HEADLINE_WORDS:
            yield index


def _stamps(units: list[Unit], roles: list[Role]) -> list[int]:
    """The stamps of the page; a bare day between paragraphs is part of the text (a chronicle's heading)."""
    text = [index for index, role in enumerate(roles) if role in {Role.LEAD, Role.BODY}]
    first, last = (text[0], text[-1]) if text else (len(roles), -1)
    dated = (index for index, role in enumerate(roles) if role is Role.DATELINE)
    return [index for index in dated if units[index].sure or not first < index < last]


def _outlet(units: list[Unit], roles: list[Role]) -> str | None:
    """The tag of the lead, else of the first text that has one, else of the headline."""
    leads = [unit for unit, role in zip(units, roles, strict=True) if role is Role.LEAD]
    bodies = [unit for unit, role in zip(units, roles, strict=True) if role is Role.BODY]
    headlines = [unit for unit, role in zip(units, roles, strict=True) if role is Role.HEADLINE]
    for unit in leads + bodies[:1] + headlines:
        if tag := outlet_tag(unit.printed):
            return tag[0]
    return None


class _Roles:
    """One pass over the units, remembering what has been seen."""

    def __init__(self, units: list[Unit], headline: str | None) -> None:
        self.units = units
        self.prose = [is_prose(unit) for unit in units]
        known = (index for index, unit in enumerate(units) if unit.text == headline)
        self.headline = next(known, None) if headline else None
        if self.headline is None:
            self.headline = find_headline(units, self.prose)
        if self.headline is not None:
            self.prose[self.headline] = False
        self.roles: list[Role] = []
        self.prose_left = sum(self._weight(index) for index in range(len(units)))
        self.prose_seen = 0
        self.led = False
        self.signed = False
        self.boxed = False
        self.closed = False
        self.menus_only = not any(self.prose) and self._is_furnished()
        self.kickers = self._kickers()

    def _weight(self, index: int) -> int:
        return len(self.units[index].text) if self.prose[index] else 0

    def _is_furnished(self) -> bool:
        known = sum(unit.form in {Form.FURNITURE, Form.HEADING, Form.STAMP} for unit in self.units)
        return known >= _FURNISHED * len(self.units)

    def _kickers(self) -> frozenset[int]:
        """The lines right above the headline that belong to it, and every repetition of the headline."""
        if self.headline is None:
            return frozenset()
        title = self.units[self.headline].text
        found = {index for index, unit in enumerate(self.units) if unit.text == title}
        above = self.headline - 1
        while above >= 0 and self.units[above].form in {Form.FREE, Form.STAMP}:
            found.add(above)
            above -= 1
        near = [index for index in found if index < self.headline and self.units[index].form is Form.FREE]
        if len(near) > _MOST_KICKERS:
            found = {index for index in found if self.units[index].text == title}
        sections = phrases("pages.sections")
        return frozenset(
            index for index in found if self.units[index].printed.folded.strip(" :") not in sections
        )

    def assign(self) -> _Roles:
        """Give every unit its role, in order."""
        for index, unit in enumerate(self.units):
            self.prose_left -= self._weight(index)
            role = self._role(index, unit)
            self.roles.append(role)
            if self.prose[index] and role.is_content:
                self.prose_seen += self._weight(index)
            self.led = self.led or role is Role.LEAD
            self.signed = self.signed or (role is Role.BYLINE and self.prose_seen > 0)
        return self

    def _role(self, index: int, unit: Unit) -> Role:
        if self.closed:
            return Role.FURNITURE
        if unit.form is Form.HEADING:
            self._open_box()
            return Role.FURNITURE
        if self.headline is not None and index <= self.headline:
            return self._role_in_head(index, unit)
        if self.boxed:
            return self._role_in_box(index, unit)
        if unit.form in _OWN_ROLE:
            return _OWN_ROLE[unit.form]
        return self._role_of_text(index, unit)

    def _open_box(self) -> None:
        """Start a box of links or counters; after the signature of a whole article nothing else follows."""
        self.boxed = True
        self.closed = self.signed and self.prose_seen >= self.prose_left

    def _role_in_head(self, index: int, unit: Unit) -> Role:
        if index == self.headline:
            self.boxed = False
            return Role.HEADLINE
        if unit.form in _OWN_ROLE:
            return _OWN_ROLE[unit.form]
        return Role.HEADLINE if index in self.kickers and not self.boxed else Role.FURNITURE

    def _role_in_box(self, index: int, unit: Unit) -> Role:
        is_text = self.prose[index] and (ends_sentence(unit.text) or not self.led)
        if is_text and (len(unit.text) >= _PARAGRAPH or not self.led):
            self.boxed = False
            return self._role_of_text(index, unit)
        if unit.form is Form.CAPTION and self.prose_left:
            return Role.CAPTION
        return Role.BYLINE if unit.form is Form.SIGNATURE else Role.FURNITURE

    def _role_of_text(self, index: int, unit: Unit) -> Role:
        if self.prose[index]:
            return Role.BODY if self.led else Role.LEAD
        if index in self.kickers:
            return Role.HEADLINE
        if self.menus_only and word_count(unit.text) <= _LINK_WORDS:
            return Role.FURNITURE
        return self._role_of_line(index, unit) if self.prose_seen else self._role_before_text(unit)

    def _role_of_line(self, index: int, unit: Unit) -> Role:
        """Lines between and after the paragraphs: names, captions, headings, counters, links."""
        text_follows = index + 1 < len(self.units) and self.prose[index + 1]
        if is_names(unit.printed) and not text_follows:
            return Role.BYLINE
        if is_caption_like(unit.printed):
            return Role.CAPTION
        counts = self.roles[-1] is Role.FURNITURE and _COUNTER.match(unit.text)
        return Role.FURNITURE if counts or (self.signed and not self.prose_left) else Role.BODY

    def _role_before_text(self, unit: Unit) -> Role:
        """Lines between the headline and the text, and the lines of a page that has no running text."""
        if self.headline is None:
            return Role.BODY if self.led else Role.LEAD
        if is_names(unit.printed):
            return Role.BYLINE
        if unit.printed.folded in phrases("pages.sections"):
            return Role.FURNITURE
        if is_caption_like(unit.printed):
            return Role.CAPTION
        words = word_count(unit.text)
        return Role.LEAD if words >= _SUBTITLE_WORDS and not self.led else Role.BODY
