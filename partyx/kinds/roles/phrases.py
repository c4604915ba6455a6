"""Words of the article: a phrase copied as it stands, or clauses named by their letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from partyx.kinds.asking import check_quote
from partyx.kinds.grounds import undenied
from partyx.kinds.roles.base import Role, on_one_line
from partyx.kinds.values import Clause, Phrase
from partyx.language.ranges import before_marks

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from partyx.kinds.asking import Lookup
    from partyx.kinds.grounds import Grounds


class PhraseRole(Role):
    """A phrase, or an id that stands for one."""

    hint = "cụm từ nguyên văn"

    def complaints(self, place: str, said: str, lookup: Lookup) -> Iterator[str]:
        """It must be in the article."""
        if lookup.mention(said) is None:
            yield from check_quote(place, said, lookup)

    def drafted(self, said: str, lookup: Lookup) -> Any:  # noqa: ANN401 - as the base
        """An id gives the words it stands for."""
        mention = lookup.mention(said)
        return lookup.text(mention.at) if mention else lookup.plain(said) or None

    def ground(self, drafted: str, grounds: Grounds) -> Phrase:
        """Where it stands."""
        place = undenied(grounds.quoted(drafted), grounds)
        return Phrase(text=on_one_line(grounds, place), span=grounds.span(place))


class ClauseRole(Role):
    """A sentence or some of its clauses, by id: "s16", "s14c-d"."""

    hint = "câu hoặc vế: s16, s14c, s14c-d"

    _EDGES: ClassVar[str] = " \n,;:.…"

    def complaints(self, place: str, said: str, lookup: Lookup) -> Iterator[str]:
        """There must be such a sentence."""
        if lookup.clauses(said) is None and not lookup.occurs(said):
            yield f'{place}: không có câu hay vế "{said}"'

    def drafted(self, said: str, lookup: Lookup) -> Any:  # noqa: ANN401
        """The range, or the phrase copied in its place."""
        return lookup.clauses(said) or lookup.phrase(said) or lookup.plain(said) or None

    def same(self, drafted: Any, lookup: Lookup) -> Hashable:  # noqa: ANN401
        """The place."""
        return tuple(drafted) if not isinstance(drafted, str) else super().same(drafted, lookup)

    def ground(self, drafted: Any, grounds: Grounds) -> Clause:  # noqa: ANN401
        """The words, without the comma or stop at their ends."""
        start, end = grounds.quoted(drafted) if isinstance(drafted, str) else grounds.ranged(tuple(drafted))
        end = before_marks(grounds.view, end, self._EDGES, start + 1)
        undenied((start, end), grounds)
        return Clause(text=on_one_line(grounds, (start, end)), span=grounds.span((start, end)))
