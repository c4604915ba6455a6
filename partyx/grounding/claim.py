"""One record of a draft while it is being located: its parts are found, or refused with a reason."""

from __future__ import annotations

from dataclasses import asdict
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from partyx.draft import DraftMeeting, DraftStatistic
from partyx.grounding.places import NotSaidError
from partyx.kinds.grounds import is_id
from partyx.mention import DateReading, PersonReading
from partyx.records import Unlocated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partyx.draft import DraftDirective, Evidence
    from partyx.grounding.places import Places
    from partyx.located import LocatedText, Range
    from partyx.mention import Mention

Kind: TypeAlias = Literal["statistic", "meeting", "directive"]

_LONGEST_CLAIM = 500
"""Characters kept of one refused text; enough to recognise it, and a hostile answer stays small."""

_LARGEST_BITS = 63


class Claim:
    """What an engine says about one record, against one article."""

    def __init__(
        self, draft: DraftStatistic | DraftMeeting | DraftDirective, places: Places, refused: list[Unlocated]
    ) -> None:
        """Refusals are appended to ``refused``."""
        self.places = places
        self._draft = draft
        self._record, self._key = _kind(draft)
        self._refused = refused

    def refuse(self, reason: str) -> None:
        """Put the whole record aside."""
        whole = {name: value for name, value in asdict(self._draft).items() if value not in (None, (), False)}
        self._add(None, whole, reason)

    def refuse_field(self, field: str, claim: object, reason: str) -> None:
        """Put one field aside; what identifies the record goes with it."""
        self._add(field, {self._key: getattr(self._draft, self._key), field: claim}, reason)

    def _add(self, field: str | None, claim: dict[str, Any], reason: str) -> None:
        self._refused.append(
            Unlocated(record=self._record, field=field, claim=plain(claim), reason=plain(reason))
        )

    def phrase(self, field: str, text: str | None, near: Range | None) -> LocatedText | None:
        """A phrase of the article as printed; None when nothing is claimed, or it is refused."""
        if text is None or not text.strip():
            return None
        try:
            return self.places.phrase(text, near)
        except NotSaidError as why:
            self.refuse_field(field, text, f"the {field.removesuffix('s')} {why}")
            return None

    def phrases(self, field: str, texts: Iterable[str], near: Range | None) -> tuple[LocatedText, ...]:
        """Those phrases that the article has, each place once."""
        found = (self.phrase(field, text, near) for text in texts)
        return tuple({place.at: place for place in found if place is not None}.values())

    def evidence(self, given: Sequence[Evidence], near: Range | None) -> tuple[Range, ...]:
        """The evidence that is there, in reading order, each place once."""
        places: set[Range] = set()
        for item in given:
            try:
                places.add(self.places.evidence(item, near))
            except NotSaidError as why:
                self.refuse_field("evidence", item, f"the evidence {why}")
        return tuple(sorted(places))

    def mention(self, field: str, name: str, *, dateline: bool = False) -> Mention | None:
        """The mention with this id, or None, refused."""
        try:
            return self.places.mention(name, dateline=dateline)
        except NotSaidError as why:
            self.refuse_field(field, name, f"{name} {why}")
            return None

    def date(self, field: str, name: str | None) -> DateReading | None:
        """The date reading of a mention."""
        mention = self.mention(field, name, dateline=field == "date") if name is not None else None
        if mention is None:
            return None
        for reading in mention.readings:
            if isinstance(reading, DateReading):
                return reading
        self.refuse_field(field, name, f"{name} ({mention.text!r}) is no date")
        return None

    def issuer(self, text: str | None, near: Range | None) -> str | None:
        """An issuer: a phrase of the article, or the id of a person mention."""
        if text is None or not is_id(text):
            phrase = self.phrase("issuer", text, near)
            return phrase.text if phrase else None
        mention = self.mention("issuer", text)
        if mention is None:
            return None
        reading = mention.reading
        return reading.name if isinstance(reading, PersonReading) else " ".join(mention.text.split())


def _kind(draft: DraftStatistic | DraftMeeting | DraftDirective) -> tuple[Kind, str]:
    """What a draft is, and the field that tells it from others."""
    if isinstance(draft, DraftStatistic):
        return "statistic", "value"
    return ("meeting", "name") if isinstance(draft, DraftMeeting) else ("directive", "document")


def plain(value: Any) -> Any:  # noqa: ANN401 - any part of a draft
    """A claim as JSON can carry it: lists, and texts cut short with no half characters."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if isinstance(value, int) and value.bit_length() > _LARGEST_BITS:
        return "a number of more than 18 digits"
    if isinstance(value, str):
        whole = value.encode("utf-8", "replace").decode("utf-8")
        return whole if len(whole) <= _LONGEST_CLAIM else whole[: _LONGEST_CLAIM - 1] + "…"
    return value
