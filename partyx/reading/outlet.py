"""The outlet's tag that opens a lead: "ĐTO -", "(QBĐT) -", "(Baonghean.vn) -", "VOV.VN -"."""

from __future__ import annotations

import re

from partyx.reading.letters import LOWER, UPPER

_BRACKETED = re.compile(
    rf"\s?[(\[](?P<tag>[{UPPER}{LOWER}][^()\[\]\d]{{0,30}})[)\]]\s?[.:]?\s?[-–—]\s?(?=\S)"
    rf"|\s?[{UPPER}]\w{{0,8}}(?:\s[{UPPER}]\w{{0,8}}){{0,3}}\s\((?P<placed>[{UPPER}][^()\[\]\d]{{1,20}}?)"
    r"(?:\s\d{1,2}/\d{1,2})?\)\s?[-–—]\s?(?=\S)"
    rf"|\s?[(\[](?P<short>[{UPPER}&./]{{2,10}})[)\]]\s?[.:]?\s(?=[{UPPER}“\"\d])"
)
_PLAIN = re.compile(
    rf"\s?(?P<tag>[{UPPER}][{UPPER}&.]{{1,9}}(?:\s(?:online|Online|ONLINE|điện tử))?"
    rf"|[{UPPER}{LOWER}]{{2,24}}\.(?:vn|VN|com|net|org)(?:\.vn)?|Báo(?:\s[{UPPER}]\w{{0,8}}){{1,4}}"
    rf"|[{UPPER}][{UPPER}{LOWER}]{{2,14}}\sOnline)(?:\s?[-–—]\s(?=[{UPPER}“\"\d(])|[-–—](?=[{UPPER}][{LOWER}]))"
)
_NO_TAG = frozenset({"UBND", "HĐND", "BCH", "BTV", "TP.", "TP", "MTTQ", "UBKT", "HĐQT", "TW", "TƯ"})


def opens_with_tag(text: str) -> bool:
    """Whether a paragraph opens the way only a lead does, with a tag and a dash."""
    tag = outlet_tag(text)
    return tag is not None and text[: tag[1]].rstrip()[-1] in "-–—"


def outlet_tag(text: str) -> tuple[str, int] | None:
    """Read the tag at the start of a paragraph.

    Returns:
        The tag as printed, without brackets, and where the text after it starts; None when there is none.
    """
    match = _BRACKETED.match(text) or _PLAIN.match(text)
    if match is None:
        return None
    tag = (match[match.lastgroup] if match.lastgroup else "").strip()
    return None if not tag or tag in _NO_TAG else (tag, match.end())
