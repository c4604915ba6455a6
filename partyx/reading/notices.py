"""What reading has to say of an article: prose left out, other articles, another language, letters mended."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from partyx.language.syllables import is_syllable, words_of
from partyx.reading.lines import ends_sentence
from partyx.reading.sentences import LONGEST
from partyx.records import Finding, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.reading.decoding import Decoded
    from partyx.reading.html import Page

_LEAST_WORDS = 15
_VIETNAMESE: Final = 0.3
"""Share of an article's words that are Vietnamese by an accent or a đ: nine in ten on the samples, seven in
ten on the page with the most names and codes."""

_QUOTED = 90
_MOST_QUOTED = 3


def notices(
    article: Article, others: Sequence[tuple[int, int]], found: Decoded, page: Page | None
) -> tuple[Finding, ...]:
    """The findings of reading, the gravest first."""
    return (
        *_several(article, others, page),
        *_left_out(page),
        *_language(article),
        *_letters(found),
        *_turned(article),
        *_endless(article),
    )


def _several(article: Article, others: Sequence[tuple[int, int]], page: Page | None) -> Iterator[Finding]:
    if others:
        yield Finding(
            check="several-articles",
            severity="warning",
            message=f"{len(others) + 1} articles seem to be in one source; their dates and figures may mix: "
            "split it.",
            spans=tuple(article.span(start, end) for start, end in others),
        )
    elif page is not None and page.others:
        yield Finding(
            check="several-articles",
            severity="warning",
            message="the page holds much text outside this article: it may be a list, or several articles.",
        )


def _left_out(page: Page | None) -> Iterator[Finding]:
    if page is not None and page.left_out:
        quoted = "; ".join(f"“{_short(line)}”" for line in page.left_out[:_MOST_QUOTED])
        more = len(page.left_out) - _MOST_QUOTED
        yield Finding(
            check="left-out",
            severity="warning",
            message=f"prose with figures on the page that was not read as the article: {quoted}"
            + (f" and {more} more." if more > 0 else "."),
        )


def _short(line: str) -> str:
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED].rsplit(' ', 1)[0]} …"


def _language(article: Article) -> Iterator[Finding]:
    content = "\n".join(
        article.view[block.start : block.end] for block in article.blocks if block.role.is_content
    )
    words = words_of(content)
    if words.total < _LEAST_WORDS or words.valid >= _VIETNAMESE * words.total:
        return
    plain = [word for word in content.split() if word.isascii() and word.isalpha()]
    bare = not words.marked and sum(map(is_syllable, plain)) >= _BARE * len(plain)
    yield Finding(
        check="language",
        severity="warning",
        message="the text is Vietnamese without its accents; it is read far worse than with them."
        if bare
        else "the text does not seem to be Vietnamese; facts told in another language are not found.",
    )


_BARE = 0.8
"""Share of the words that Vietnamese could have: a quarter in English."""


def _letters(found: Decoded) -> Iterator[Finding]:
    if found.lost:
        yield Finding(
            check="encoding",
            severity="warning",
            message=f"{found.lost} characters could not be decoded and stand as U+FFFD.",
        )


_TURNED = re.compile("[\u202d\u202e][^\u202c\n]{0,200}")
"""What a character overrides the direction of, up to the one that ends it or the end of the line."""


def _turned(article: Article) -> Iterator[Finding]:
    """Text whose order on a page is not that of its letters: "3151" that shows as 1513."""
    turned = [match for match in _TURNED.finditer(article.text) if len(match[0]) > 1]
    if turned:
        yield Finding(
            check="direction",
            severity="warning",
            message=f"characters that do not show turn the text round in {len(turned)} places: what is seen "
            "there is not what was read.",
            spans=tuple(
                Span(start=match.start(), end=match.end(), text=match[0]) for match in turned[:_MOST_QUOTED]
            ),
        )


def _endless(article: Article) -> Iterator[Finding]:
    """Sentences that are read in parts: who acts and when is not looked for across the cuts."""
    cut = [
        before
        for before, behind in pairwise(article.sentences)
        if before.block == behind.block
        and before.end - before.start > LONGEST // 2
        and not ends_sentence(article.view[before.start : before.end])
    ]
    if cut:
        yield Finding(
            check="long-sentence",
            severity="note",
            message=f"sentences of more than {LONGEST} characters are read in parts, "
            f"cut in {len(cut)} places.",
            spans=tuple(
                article.span(max(one.start, one.end - _QUOTED), one.end) for one in cut[:_MOST_QUOTED]
            ),
        )
