"""Where things stand in one article: content only, and why not when they do not."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.grounding.align import Aligner
from partyx.grounding.found import Found
from partyx.holders import Holders
from partyx.kinds.grounds import NotSaidError
from partyx.language.claims import done_in
from partyx.language.fold import fold, fold_in_place
from partyx.language.issuers import Issuers
from partyx.language.ranges import trimmed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partyx.article import Article
    from partyx.draft import Evidence
    from partyx.holders import Acting
    from partyx.language.grammar import Pattern
    from partyx.language.ranges import Range
    from partyx.mention import Mention, Mentions

__all__ = ["NotSaidError", "Places"]

_MASK = "\0"
"""Stands for every character outside the content: no white space, so that nothing joins across it."""

_AROUND = {
    Role.FURNITURE: "page furniture",
    Role.BYLINE: "the byline",
    Role.DATELINE: "the dateline",
}


class Places:
    """Looks things up in one article. Furniture, bylines and datelines say nothing here.

    Attributes:
        article: The article.
        mentions: What is mentioned in it.
        view: Its text as the stages read it.
        roles: Why a person has not a part in a meeting or None, by the part and the name; as asked before.
    """

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Keep both; the index is built when the first quote is sought."""
        self.article = article
        self.mentions = mentions
        self.view = article.view
        self._words: dict[int, frozenset[str]] = {}
        self._quoted: dict[tuple[str, Range | None], Range] = {}
        self._plain: dict[Range, str] = {}
        self._done: dict[int, Mapping[str, frozenset[bool]]] = {}
        self._found: dict[tuple[Pattern, Range], Found] = {}
        self._first_said: dict[str, Range | None] = {}
        self.roles: dict[tuple[str, str], str | None] = {}

    def _verbatim(self, quote: str, near: Range | None) -> Range | None:
        """A quote that stands letter for letter near where it is expected, without building the index.

        All phrases of the rules engine do; it saves them 1 ms an article.
        """
        quote = quote.strip()
        start = self._content_text.find(quote, *near) if quote and near else -1
        end = start + len(quote)
        cut = start > 0 and self.view[start - 1].isalnum() and quote[0].isalnum()
        cut = cut or (self.view[end : end + 1].isalnum() and quote[-1:].isalnum())
        return None if start < 0 or cut else (start, end)

    @cached_property
    def content(self) -> Aligner:
        """Locates in the content."""
        return Aligner(self._content_text)

    @cached_property
    def _content_text(self) -> str:
        pieces: list[str] = []
        done = 0
        for block in self.article.blocks:
            if not block.role.is_content:
                pieces += (self.view[done : block.start], _MASK * (block.end - block.start))
                done = block.end
        return "".join((*pieces, self.view[done:]))

    @cached_property
    def headlines(self) -> tuple[int, ...]:
        """The indices of the headline's blocks."""
        blocks = enumerate(self.article.blocks)
        return tuple(index for index, block in blocks if block.role is Role.HEADLINE)

    @cached_property
    def headline_words(self) -> frozenset[str]:
        """The folded words of the headline; a text may repeat it on every page."""
        return frozenset().union(*map(self.words_of, self.headlines))

    @cached_property
    def headline_acts(self) -> Mapping[str, frozenset[bool]]:
        """The acts of the headline, as :func:`~partyx.language.claims.done_in` gives them."""
        found: dict[str, frozenset[bool]] = {}
        for block in self.headlines:
            for act, denied in self.done_in(block).items():
                found[act] = found.get(act, frozenset()) | denied
        return found

    @cached_property
    def acting(self) -> tuple[Acting, ...]:
        """Where somebody presides or speaks who is told by the office alone."""
        return Holders(self.article, self.mentions).acting

    @cached_property
    def issuers(self) -> Issuers:
        """The bodies that may issue documents."""
        return Issuers(self.view, self.article.folded)

    @cached_property
    def _page(self) -> Aligner:
        return Aligner(self.view)

    def quoted(self, quote: str, near: Range | None) -> Range:
        """Where a quote stands. The figures of one sentence mostly ask for the same subject: it is kept.

        Raises:
            NotSaidError: Nowhere in the content.
        """
        asked = quote, near
        if asked not in self._quoted:
            self._quoted[asked] = self._sought(quote, near)
        return self._quoted[asked]

    def _sought(self, quote: str, near: Range | None) -> Range:
        verbatim = self._verbatim(quote, near)
        if verbatim is not None:
            return verbatim
        found = self.content.locate(quote, near)
        if found is not None:
            return self.trimmed((found.start, found.end))
        elsewhere = self._page.locate(quote, near)
        if elsewhere is None:
            raise NotSaidError("is not in the article")
        raise NotSaidError(f"stands only in {self._around(elsewhere.start)}")

    def ranged(self, place: Range) -> Range:
        """A range, checked and without white space at its ends.

        Raises:
            NotSaidError: It is no range of the article, is empty, or begins outside the content.
        """
        start, end = place
        if not 0 <= start < end <= len(self.view):
            raise NotSaidError(f"lies outside the article ({start} to {end})")
        trimmed = self.trimmed(place)
        if trimmed[0] >= trimmed[1]:
            raise NotSaidError(f"is blank ({start} to {end})")
        if not self.article.role_at(trimmed[0]).is_content:
            raise NotSaidError(f"stands in {self._around(trimmed[0])}")
        return trimmed

    def evidence(self, given: Evidence, near: Range | None) -> Range:
        """Where a piece of evidence stands.

        Raises:
            NotSaidError: It does not stand in the content.
        """
        return self.quoted(given, near) if isinstance(given, str) else self.ranged(given)

    def mention(self, name: str, *, dateline: bool = False) -> Mention:
        """The mention with this id.

        Args:
            name: The id.
            dateline: Whether the dateline will do as well: "hôm nay" is the day it prints.

        Raises:
            NotSaidError: There is none, or it stands outside the content.
        """
        mention = self.mentions.by_id.get(name)
        if mention is None:
            raise NotSaidError("is no mention of the article")
        role = self.article.role_at(mention.start)
        if not role.is_content and not (dateline and role is Role.DATELINE):
            raise NotSaidError(f"stands in {self._around(mention.start)}")
        return mention

    def words_of(self, block: int) -> frozenset[str]:
        """The folded words and numbers of a block of the content, by its index."""
        if block not in self._words:
            place = self.article.blocks[block]
            self._words[block] = self.content.words(place.start, place.end)
        return self._words[block]

    def done_in(self, block: int) -> Mapping[str, frozenset[bool]]:
        """The acts of a block, by its index; kept for the next figure of it."""
        if block not in self._done:
            self._done[block] = done_in(self.article.folded, *self.block(block))
        return self._done[block]

    def block(self, index: int) -> Range:
        """The range of a block, by its index."""
        return self.article.blocks[index].start, self.article.blocks[index].end

    def plain(self, place: Range) -> str:
        """A range folded, with single blanks; kept, since names are looked for in it again and again."""
        if place not in self._plain:
            self._plain[place] = " ".join(fold(self.view[slice(*place)]).split())
        return self._plain[place]

    def found(self, pattern: Pattern, sentence: Range) -> Found:
        """Where a pattern matches in a sentence; kept for the next figure or person of it."""
        asked = pattern, sentence
        if asked not in self._found:
            self._found[asked] = Found(pattern, self.article.folded, sentence)
        return self._found[asked]

    def first_said(self, text: str) -> Range | None:
        """Where a text stands first, spelled as it may be, but for what speaks to whoever reads it."""
        if text not in self._first_said:
            self._first_said[text] = self._first(fold_in_place(text))
        return self._first_said[text]

    def _first(self, folded: str) -> Range | None:
        start = self.article.folded.find(folded)
        while start >= 0 and self.article.orders.covers(start):
            start = self.article.folded.find(folded, start + 1)
        return None if start < 0 else (start, start + len(folded))

    def trimmed(self, place: Range) -> Range:
        """A range without white space at its ends."""
        return trimmed(self.view, *place)

    def sentence(self, position: int) -> Range:
        """The sentence that holds a position, else its block, else the rest of the text."""
        return self.article.sentence_around(position)

    def paragraph(self, position: int) -> Range:
        """The block that holds a position, else the rest of the text."""
        return self.article.paragraph_around(position)

    def _around(self, position: int) -> str:
        return _AROUND.get(self.article.role_at(position), "the content")
