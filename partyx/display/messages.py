"""Messages that are raised or stored in English, said in the reader's language when they are shown.

Errors, findings, notes and reasons are made deep in the library, which knows no reader. Each has a form, a
message with ``{}`` for what differs, that is in the catalogue; a message is told by the form that it has.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from partyx.translation import ENGLISH, language, messages, told

_LONGEST = 2000
"""Characters of a message that is looked up: one of ours is shorter, whatever it quotes."""
_DEEPEST = 8
"""How often a message may hold another: a line of a file, of a setting, with its advice, takes five."""
_LONG = 20
"""Characters of a form's own that tell it from a part of another message: "{} is no JSON: {}." has 13."""
_JOINTS = (": ", ". ", "; ")
"""What stands between a source, what is wrong with it, and what to do."""


class Form(NamedTuple):
    """A message with ``{}`` for what differs.

    Attributes:
        message: As the catalogue has it.
        literals: What stands before, between and after the differing parts.
    """

    message: str
    literals: tuple[str, ...]

    @property
    def length(self) -> int:
        """How many characters of its own it has."""
        return sum(map(len, self.literals))

    def is_one(self, parts: tuple[str, ...]) -> bool:
        """Whether the parts show no seam of several messages; what a form closes may hold anything."""
        open_ = parts[:-1] if self.literals[-1] else parts
        return not any(part.endswith(":") or joint in part for part in open_ for joint in _JOINTS)

    def parts(self, said: str) -> tuple[str, ...] | None:
        """What stands for each ``{}``, at least a character; None when it is another message."""
        first, *inner = self.literals
        if not inner:
            return () if said == first else None
        if not (said.startswith(first) and said.endswith(inner[-1])):
            return None
        parts, at, end = [], len(first), len(said) - len(inner.pop())
        for literal in inner:
            found = said.find(literal, at + 1, end)
            if found < 0:
                return None
            parts.append(said[at:found])
            at = found + len(literal)
        return (*parts, said[at:end]) if at < end else None


@cache
def forms(code: str) -> tuple[Form, ...]:
    """The forms that are translated in a language, those with more words of their own first."""
    found = [Form(message, tuple(message.split("{}"))) for message in messages(code)]
    return tuple(sorted(found, key=lambda form: -form.length))


def worded(message: str) -> str:
    """A message in the language that is asked for; what has no form of ours stays."""
    return message if language() == ENGLISH or len(message) > _LONGEST else _worded(message, _DEEPEST)


def _worded(message: str, deep: int) -> str:
    """The message, told whole where it is one, else part by part.

    A short form, "{} is no JSON: {}.", fits what is several messages as well: it comes last.
    """
    found = [(form, parts) for form in forms(language()) if (parts := form.parts(message)) is not None]
    exact = next((one for one in found if one[0].is_one(one[1])), None)
    long = next((one for one in found if one[0].length >= _LONG), None)
    if (exact or long) is None and deep:
        for joint in _JOINTS:
            head, between, rest = message.partition(joint)
            said = f"{_worded(head, deep - 1)}{between}{_worded(rest, deep - 1)}" if between else message
            if said != message:
                return said
    form, parts = exact or long or next(iter(found), (None, ()))
    if form is None:
        return message
    return told(form.message, *(_worded(part, deep - 1) if deep else part for part in parts))
