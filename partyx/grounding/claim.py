"""One record of a draft while it is being located: its parts are found, or put aside with a reason."""

from __future__ import annotations

from copy import copy
from dataclasses import asdict
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

from partyx.draft import DraftRecord
from partyx.grounding.bearings import denial_objection
from partyx.grounding.indicator import objection
from partyx.grounding.people import title_objection
from partyx.grounding.places import NotSaidError
from partyx.grounding.tokens import tokenise
from partyx.kinds.grounds import is_id
from partyx.records import Unlocated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partyx.draft import DraftDirective, DraftMeeting, DraftStatistic, Evidence
    from partyx.grounding.places import Places
    from partyx.kinds.fields import RecordSpec
    from partyx.language.ranges import Range
    from partyx.mention import Mention, Mentions
    from partyx.records import Span

T = TypeVar("T")

_LONGEST_CLAIM = 500
"""Characters kept of one refused text; enough to recognise it, and a hostile answer stays small."""

_LARGEST_BITS = 63
_NOTHING = (None, (), False)
"""What a draft holds where nothing is said."""


class Claim:
    """What an engine says about one record, against one article; what roles ask when they ground a field.

    Attributes:
        places: The article.
        spec: What the record's type declares.
        draft: What is said.
        stated: Where the article states the record; see :meth:`state`.
        near: Where its quotes are expected.
    """

    def __init__(
        self,
        spec: RecordSpec,
        draft: DraftStatistic | DraftMeeting | DraftDirective | DraftRecord,
        places: Places,
        refused: list[Unlocated],
    ) -> None:
        """What is put aside is appended to ``refused``."""
        self.places = places
        self.spec = spec
        self.draft = draft
        self.stated: tuple[Range, ...] = ()
        self.near: Range | None = None
        self._refused = refused
        self._path: tuple[str, ...] = ()

    def state(self, given: Iterable[Evidence], near: Range | None) -> tuple[Range, ...]:
        """Keep the evidence that is there as where the record is stated; see :meth:`located`."""
        self.stated = self.located(given, near)
        self.near = self.stated[0] if self.stated else None
        return self.stated

    def located(self, given: Iterable[Evidence], near: Range | None) -> tuple[Range, ...]:
        """The evidence that is there, in reading order, each place once; the rest is put aside."""
        found: set[Range] = set()
        for item in given:
            try:
                found.add(self.places.evidence(item, near))
            except NotSaidError as why:
                self.refuse("evidence", item, f"the evidence {why}")
        return tuple(sorted(found))

    # -- put aside ------------------------------------------------------------------------------------

    def refuse_whole(self, reason: str) -> None:
        """Put the whole record aside."""
        self._add(None, self._said(), reason)

    def refuse(self, part: str, said: object, reason: str) -> None:
        """Put a part of the record aside, and keep the record; what identifies the record goes with it."""
        part = ".".join((*self._path, part))
        self._add(part, self._key() | {part: said}, reason)

    def unless(self, why: str | None, field: str, said: object, found: T) -> T | None:
        """What was found, or None where there is a reason not to take it: then it is put aside."""
        if why is None:
            return found
        self.refuse(field, said, f"the {field.removesuffix('s')} {why}")
        return None

    def _said(self) -> dict[str, Any]:
        if isinstance(self.draft, DraftRecord):
            return dict(self.draft.values)
        return {name: value for name, value in asdict(self.draft).items() if value not in _NOTHING}

    def _key(self) -> dict[str, Any]:
        """What identifies the record. The rest is not copied: a meeting may have thousands of people."""
        draft, names = self.draft, self.spec.key
        if isinstance(draft, DraftRecord):
            return {name: draft.values[name] for name in names if name in draft.values}
        said = {name: getattr(draft, name, None) for name in names}
        return {name: value for name, value in said.items() if value not in _NOTHING}

    def _add(self, field: str | None, claim: dict[str, Any], reason: str) -> None:
        self._refused.append(
            Unlocated(record=self.spec.name, field=field, claim=_plain(claim), reason=_plain(reason))
        )

    # -- asked by roles -------------------------------------------------------------------------------

    @property
    def view(self) -> str:
        """The article's text as the stages read it."""
        return self.places.view

    @property
    def mentions(self) -> Mentions:
        """The article's mentions."""
        return self.places.mentions

    def mention(self, name: str, *, dateline: bool = False) -> Mention:
        """The mention with this id.

        Raises:
            NotSaidError: There is none in the content.
        """
        try:
            return self.places.mention(name, dateline=dateline)
        except NotSaidError as why:
            raise NotSaidError(f"{name} {why}") from None

    def quoted(self, quote: str, near: Range | None = None) -> Range:
        """Where a quote stands, the nearest place to the record.

        Raises:
            NotSaidError: Nowhere in the content.
        """
        return self.places.quoted(quote, near or self.near)

    def start_of(self, ref: str) -> int:
        """Where what an id stands for, or a quote, begins.

        Raises:
            NotSaidError: There is no such mention, or the quote is not in the content.
        """
        return self.mention(ref).start if is_id(ref) else self.quoted(ref)[0]

    def ranged(self, place: Range) -> Range:
        """A range, checked.

        Raises:
            NotSaidError: It is no range of the content.
        """
        return self.places.ranged(place)

    def sentence(self, position: int) -> Range:
        """The sentence that holds a position of ``view``."""
        return self.places.sentence(position)

    def prints(self, words: str) -> bool:
        """Whether the content has each of the words, wherever."""
        return all(word in self.places.content for word in tokenise(words).words)

    def objection(self, label: str) -> str | None:
        """Why the article does not bear out a label, or None when it does."""
        if not self.stated:
            return "stands in no sentence of the article"
        return objection(self.places, label, self.stated[0], self.stated)

    def title_objection(self, title: Range, name: str) -> str | None:
        """Why a range is no title of the person who is named so, or None when it is one."""
        return title_objection(self.places, title, name)

    def denial_objection(self, place: Range) -> str | None:
        """Why a range turns round what it is quoted from, or None when it does not."""
        return denial_objection(self.places, place)

    def span(self, place: Range) -> Span:
        """The public span of a range."""
        return self.places.article.span(*place)

    def spans(self, places: Iterable[Range]) -> tuple[Span, ...]:
        """The public spans of ranges, in reading order, each once."""
        return tuple(map(self.span, sorted(set(places))))

    def inside(self, field: str) -> Claim:
        """The same for what is inside a field."""
        inner = copy(self)
        inner._path = (*self._path, field)  # noqa: SLF001 - a copy of our own
        return inner

    def around(self, span: Span) -> Claim:
        """The same, with quotes looked for near the sentence of a place."""
        near = copy(self)
        near.near = self.sentence(self.places.article.view_range(span)[0])
        return near

    def evidence(self, needed: Sequence[Span], every: Sequence[Span]) -> tuple[Span, ...]:
        """The record's own sentence and those of the values it must have; of one inside a field, these only.

        Of one inside that must have nothing with a place (a choice), those of all its values.

        Raises:
            NotSaidError: There is neither.
        """
        spans = needed or every if self._path else needed
        sentences = {
            self.places.trimmed(self.sentence(self.places.article.view_range(span)[0])) for span in spans
        }
        if not (self._path and sentences):
            sentences |= set(map(self.places.trimmed, self.stated))
        if not sentences:
            raise NotSaidError("none of its evidence is in the article's content")
        return self.spans(sentences)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of a draft
    """A claim as JSON can carry it: lists, and texts cut short with no half characters."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if isinstance(value, int) and value.bit_length() > _LARGEST_BITS:
        return "a number of more than 18 digits"
    if isinstance(value, str):
        whole = value.encode("utf-8", "replace").decode("utf-8")
        return whole if len(whole) <= _LONGEST_CLAIM else whole[: _LONGEST_CLAIM - 1] + "…"
    return value
