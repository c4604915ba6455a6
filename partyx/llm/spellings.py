"""JSON in other letters: the same document with its punctuation written otherwise, all of it and in one way.

Only what stands between strings is rewritten, or every quote at once, so that nothing a model says changes.
"""

from __future__ import annotations

import html
import json
import re

_OPENS = re.compile(r"[{\[｛［]")
_ESCAPED = re.compile(r'[{\[]\s{0,99}\\(?:"|u0022)')
_CURLY_NAME = re.compile(r"[{\[]\s{0,99}[“”]")
_CURLY = str.maketrans("“”", '""')
_ENTITY = re.compile(r"[{\[]\s{0,99}&(?:quot|#34|#x22);")
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[^"]++', re.DOTALL)
_WIDE = str.maketrans("：，｛｝［］", ":,{}[]")
_BREAKS = re.compile(r"\\[nrt]")
_QUOTED = re.compile(r"^[ \t]{0,9}>[ \t]?", re.MULTILINE)
_PARAMETER = re.compile(r"<parameter=(\w{1,99})>")
_TAG = re.compile(r"<(\w{1,99})>\s{0,9}(?=[\[{])")
_SEVERAL = 2


def rewritten(text: str) -> str | None:
    """The document of a text as JSON writes it; None where it is not written in one of these ways."""
    for way in (_without_marks, _of_parameters, _of_tags, _in_other_quotes, _in_other_signs):
        other = way(text)
        if other is not None:
            return other
    return None


def _without_marks(text: str) -> str | None:
    """Of a quotation in Markdown, in which ">" stands before each line."""
    lines = [line for line in text.splitlines() if line.strip()]
    quoted = len(lines) > 1 and all(_QUOTED.match(line) for line in lines)
    return _QUOTED.sub("", text) if quoted else None


def _of_parameters(text: str) -> str | None:
    """Of a call of a tool as some models write it: each member in a tag with its name."""
    _, *named = _PARAMETER.split(text)
    members = (
        f"{json.dumps(name)}: {_value(said.partition('</parameter>')[0].strip())}"
        for name, said in zip(named[::2], named[1::2], strict=True)
    )
    return f"{{{', '.join(members)}}}" if named else None


def _of_tags(text: str) -> str | None:
    """Of several members, each as JSON in a tag with its name."""
    _, *named = _TAG.split(text)
    members = {
        name: _value(said.partition(f"</{name}>")[0].strip())
        for name, said in zip(named[::2], named[1::2], strict=True)
    }
    if len(members) < _SEVERAL or any(said.startswith('"') for said in members.values()):
        return None
    return f"{{{', '.join(f'{json.dumps(name)}: {said}' for name, said in members.items())}}}"


def _value(said: str) -> str:
    """What a tag holds: JSON, or a text."""
    try:
        json.loads(said)
    except (ValueError, RecursionError):
        return json.dumps(said, ensure_ascii=False)
    return said


def _in_other_quotes(text: str) -> str | None:
    """Of a text whose quotes are all escaped, curly, or entities of HTML."""
    opens = _OPENS.search(text)
    part = text[opens.start() : max(text.rfind("}"), text.rfind("]")) + 1] if opens else ""
    if _ESCAPED.match(part):
        try:
            return str(json.loads(f'"{part}"', strict=False))
        except ValueError:
            return None
    if '"' in part:
        return None
    if _ENTITY.match(part):
        return html.unescape(part)
    return part.translate(_CURLY) if _CURLY_NAME.match(part) else None


def _in_other_signs(text: str) -> str | None:
    """Of a text with full-width signs, or breaks of lines that are written out, between its strings."""
    opens = _OPENS.search(text)
    if opens is None:
        return None
    part = text[opens.start() :]
    other = "".join(
        piece if piece.startswith('"') else _BREAKS.sub(" ", piece.translate(_WIDE))
        for piece in _PIECE.findall(part)
    )
    return None if other == part else other
