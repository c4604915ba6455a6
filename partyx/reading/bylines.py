"""Who signs an article: "D.Thưởng", "Thanh Giang – Văn Hương", "Tin, ảnh: …", "Theo TTXVN"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.letters import UPPER
from partyx.language.lexicon import phrases
from partyx.reading.lines import ends_sentence

if TYPE_CHECKING:
    from partyx.reading.lines import FoldedLine

_LONGEST = 120
_MOST_NAMES = 8

_WORK = r"<bylines.works|bylines.pictures>"
_AND = r" ?(?:,|<connectors.and>|-|&|/| ) ?"
_LABELLED = pattern(
    rf"[(\[\-*]? ?(?:<bylines.works>(?:{_AND}{_WORK}| <bylines.written>){{0,4}}"
    rf"|<bylines.pictures>{_AND}<bylines.works>|<bylines.labels>) ?: ?\S"
)
_MAY_LABEL = pattern(r"[(\[\-*]? ?<bylines.maybe_labels> ?: ?(?P<who>\S.{0,110})")
_MOST_WORDS = 15
_UNSIGNED = pattern(
    r"[(\[]? ?(?:<bylines.unsigned>(?: ?[-,&] ?<bylines.unsigned>)?|<bylines.teams>(?: [^.!?]{1,40})?)"
    r" ?[)\]]?\.? ?\|?\Z"
)
_FROM = pattern(r"[(\[]? ?<bylines.from> (?P<who>[^:;!?]{2,60})[)\]]?\.?\Z")
_PUBLISHER = pattern(
    r"(?:\A|[/,-] ?)(?:<outlets.papers> (?P<name>\w)|<outlets.sites|outlets.names>"
    r"|[\w-]{2,40}\.(?:vn|com|org|net|gov)\b)"
)
_NAME = re.compile(rf"[{UPPER}][\w.'’]*(?:\s[{UPPER}][\w.'’]*){{0,5}}\Z")
_BETWEEN = pattern(r" ?[-,;/&+] ?| <connectors.and> ")
_REMARK = re.compile(r"\s?\([^()]{1,60}\)\.?\Z")
_DIGIT = re.compile(r"\d")


def is_signature(line: FoldedLine) -> bool:
    """Whether a line says by its own words that it is one: "Tin, ảnh: …", "Theo TTXVN", "PV"."""
    if len(line) > _LONGEST:
        return False
    if _UNSIGNED.match(line.folded):
        return True
    if line.text.count(" ") > _MOST_WORDS or line.text[-1] in "?!:;":
        return False
    return _LABELLED.match(line.folded) is not None or _names_its_maker(line)


def _names_its_maker(line: FoldedLine) -> bool:
    """Whether a label that other text has as well stands before names or a publisher."""
    label, colon, _ = line.folded.partition(":")
    who = line[len(label) + 1 :].strip()
    if colon and who.text and label.strip(" *-(") in phrases("bylines.credits"):
        return is_names(who) or is_signature(who)
    source = _FROM.match(line.folded) or _MAY_LABEL.match(line.folded)
    if source is None:
        return False
    who = line[source.start("who") : source.end("who")]
    return is_names(who) or _is_publisher(who)


def _is_publisher(who: FoldedLine) -> bool:
    """Whether a newspaper with its name, a portal, an agency or an address is named; "báo cáo" is none."""
    return any(
        match["name"] is None or who.text[match.start("name")].isupper()
        for match in _PUBLISHER.finditer(who.folded)
    )


def is_names(line: FoldedLine) -> bool:
    """Whether a line is nothing but names: "Hương Dịu", "DŨNG CHINH", "D.Thưởng", "T.H – K.L"."""
    bare = line.strip(" |")
    remark = _REMARK.search(bare.text)
    bare = bare[: remark.start() if remark else len(bare)].strip(' ()[]*"“”|-–')
    text = bare.text
    if not text or len(text) > _LONGEST or _DIGIT.search(text) or text[-1] in "!?…":
        return False
    if ends_sentence(text) and text.count(" ") > _LONGEST_NAME:
        return False
    names = _parts(bare)
    if len(names) > _MOST_NAMES or not all(_NAME.match(name) for name in names):
        return False
    return fold(names[0].split()[0]) not in phrases("bylines.no_person")


def _parts(line: FoldedLine) -> list[str]:
    """What stands between commas, dashes and the like, as printed."""
    parts, start = [], 0
    for joint in _BETWEEN.finditer(line.folded):
        parts.append(line.text[start : joint.start()])
        start = joint.end()
    return [*parts, line.text[start:]]


_LONGEST_NAME = 5
"""Spaces in the longest names; with more of them and a period at the end it is a sentence."""
