"""The outlet's tag that opens a lead: "ĐTO -", "(QBĐT) -", "(Baonghean.vn) -", "VOV.VN -"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.letters import LOWER, UPPER
from partyx.language.lexicon import phrases

if TYPE_CHECKING:
    from partyx.reading.lines import FoldedLine

_BRACKETED = re.compile(
    rf"\s?[(\[](?P<tag>[{UPPER}{LOWER}][^()\[\]\d]{{0,30}})[)\]]\s?[.:]?\s?[-–—]\s?(?=\S)"
    rf"|\s?[{UPPER}]\w{{0,8}}(?:\s[{UPPER}]\w{{0,8}}){{0,3}}\s\((?P<placed>[{UPPER}][^()\[\]\d]{{1,20}}?)"
    r"(?:\s\d{1,2}/\d{1,2})?\)\s?[-–—]\s?(?=\S)"
    rf"|\s?[(\[](?P<short>[{UPPER}&./]{{2,10}})[)\]]\s?[.:]?\s(?=[{UPPER}“\"\d])"
)
_BEFORE_DASH = re.compile(
    rf" ?(?P<tag>[{UPPER}{LOWER}][^-–—]{{1,45}}?)"
    rf"(?:\s?[-–—]\s(?=[{UPPER}“\"\d(])|[-–—](?=[{UPPER}][{LOWER}]))"
)
_LETTERS = re.compile(rf"[{UPPER}][{UPPER}&.]{{1,9}}\Z")
_SITE = re.compile(rf"[{UPPER}{LOWER}]{{2,24}}\.(?:vn|VN|com|net|org)(?:\.vn)?\Z")
_WORD = re.compile(rf"[{UPPER}][{UPPER}{LOWER}]{{2,14}}\Z")
_NAME = re.compile(rf"[{UPPER}]\w{{0,8}}(?: [{UPPER}]\w{{0,8}}){{0,3}}\Z")
_EDITION = pattern(r" <outlets.editions>\Z")
_PAPER = pattern(r"<outlets.papers> ")


def opens_with_tag(line: FoldedLine) -> bool:
    """Whether a paragraph opens the way only a lead does, with a tag and a dash."""
    tag = outlet_tag(line)
    return tag is not None and line.text[: tag[1]].rstrip()[-1] in "-–—"


def outlet_tag(line: FoldedLine) -> tuple[str, int] | None:
    """Read the tag at the start of a paragraph.

    Returns:
        The tag as printed, without brackets, and where the text after it starts; None when there is none.
    """
    match = _BRACKETED.match(line.text) or _BEFORE_DASH.match(line.text)
    if match is None:
        return None
    tag = (match[match.lastgroup] if match.lastgroup else "").strip()
    if match.re is _BEFORE_DASH and not _is_tag(line[match.start("tag") : match.end("tag")]):
        return None
    return None if not tag or fold(tag) in phrases("outlets.no_tags") else (tag, match.end())


def _is_tag(line: FoldedLine) -> bool:
    """Whether what stands before a dash, without brackets, can be an outlet: "ĐTO", "Báo Hòa Bình"."""
    if paper := _PAPER.match(line.folded):
        return line.text[0].isupper() and _NAME.match(line.text, paper.end()) is not None
    edition = _EDITION.search(line.folded)
    name = line.text[: edition.start() if edition else len(line)]
    if _LETTERS.match(name) or (edition and _WORD.match(name)):
        return True
    return edition is None and _SITE.match(name) is not None
