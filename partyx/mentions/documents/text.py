"""A text as the readers of a citation see it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from partyx.language.codes import without_eth
from partyx.language.issuers import Issuers

if TYPE_CHECKING:
    from partyx.language.organisation import Organisations


class Text:
    """A text, its folded spelling, and the bodies it names; offsets are the same in all.

    Attributes:
        view: As printed.
        folded: What patterns are matched on.
    """

    def __init__(self, view: str, folded: str, bodies: Organisations | None = None) -> None:
        """Take both spellings; bodies that are not given are looked for when an issuer is asked for."""
        self.view = view
        self.folded = folded
        self._bodies = bodies

    @cached_property
    def issuers(self) -> Issuers:
        """The bodies that may have issued a document."""
        return Issuers(self.view, self.folded, self._bodies)

    def printed(self, start: int, end: int) -> str:
        """The words from ``start`` to ``end`` as printed; what an old keyboard typed for "Đ" is "Đ"."""
        return without_eth(" ".join(self.view[start:end].split()))

    def is_capital(self, position: int) -> bool:
        """Whether a capital stands there."""
        return self.view[position : position + 1].isupper()
