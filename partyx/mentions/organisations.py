"""Mentions of organisations, of which the article says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.deadline import in_time
from partyx.language.abbreviations import modern_tones, write_out
from partyx.language.grammar import Behind
from partyx.language.organisation import SHORT_FORM, Organisations, is_part_of_a_name
from partyx.mention import Kind, OrganisationReading
from partyx.mentions.found import Found

if TYPE_CHECKING:
    from partyx.article import Article

_TITLE = Behind("titles.before_body")


def find_organisations(article: Article, names: Organisations | None = None) -> list[Found]:
    """Find the organisations that the content of an article names, in reading order, not overlapping.

    A body named only inside a person's title ("Chủ tịch UBND tỉnh") does nothing and is no mention, nor is
    one that stands for all of its kind ("các huyện ủy").

    Args:
        article: The article.
        names: The names in it, where they have been read already.

    Returns:
        One mention a name. The reading has the name as printed and its one spelling: abbreviations
        written out, ``uỷ`` as ``ủy``. The whole of a place ("toàn huyện Tân Hồng", "cả nước") counts as
        an organisation too: figures are often said of it.
    """
    names = names or Organisations(article.view, article.folded)
    found: list[Found] = []
    reached = 0
    for head in in_time(names.heads()):
        index = article.block_at(head.start())
        block = article.blocks[index] if index is not None else None
        if head.start() < reached or block is None or not block.role.is_content:
            continue
        end = names.end(head, block.end)
        if end is None:
            continue
        reached = end
        if not (
            _is_in_a_title(article, head.start(), block.start) or names.is_general(head, end, block.start)
        ):
            found.append(_found(article.view, head.start(), end))
    return found


def _is_in_a_title(article: Article, start: int, low: int) -> bool:
    """Whether the words are part of a title ("Chủ tịch UBND tỉnh") or of a name ("Nguyễn Trường Giang")."""
    behind_blank = start > low and article.view[start - 1] == " "
    if behind_blank and _TITLE.start(article.folded, start - 1, low) is not None:
        return True
    return is_part_of_a_name(article.view, start, low)


def _found(view: str, start: int, end: int) -> Found:
    name = view[start:end]
    spelled = modern_tones(write_out(SHORT_FORM.sub("", name), "organisation"))
    return Found(start, end, Kind.ORGANISATION, (OrganisationReading(name, spelled),))
