"""Messages that are stored or raised in English, said in the reader's language when they are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.translation import ENGLISH, language, tr

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_PART = 300  # a path, an address, a quote
_LONGEST = 1000
"""Characters of a message that is looked up: one of ours is shorter, whatever it quotes."""


class Forms:
    """Messages with ``{}`` for what differs, the narrower before the wider; each a key of the catalogue."""

    def __init__(self, messages: Iterable[str]) -> None:
        """Take the messages."""
        part = f"(.{{1,{_LONGEST_PART}}}?)"
        self._forms = tuple(
            (message, re.compile(re.escape(message).replace(r"\{\}", part), re.DOTALL))
            for message in messages
        )

    def worded(self, message: str) -> str:
        """The message in the language that is asked for; one that has none of the forms stays."""
        if language() == ENGLISH or len(message) > _LONGEST:
            return message
        for form, expression in self._forms:
            found = expression.fullmatch(message)
            if found:
                return tr(form, *found.groups())
        return tr(message)
