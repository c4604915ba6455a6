"""Organisations, offices and places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.kinds.grounds import check_kind, is_id
from partyx.kinds.roles.base import MentionRole, on_one_line
from partyx.kinds.values import OrganisationRef
from partyx.language.abbreviations import modern_tones, write_out
from partyx.language.fold import fold
from partyx.mention import Kind

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from partyx.kinds.asking import Lookup
    from partyx.kinds.grounds import Grounds


class OrganisationRole(MentionRole):
    """A body or a place that is named."""

    kind = Kind.ORGANISATION
    hint = "o… hoặc nguyên văn"
    cells = {"": "organisation"}  # noqa: RUF012 - a constant of the class

    def same(self, drafted: str, lookup: Lookup) -> Hashable:
        """The name with its abbreviations written out."""
        mention = lookup.mention(drafted)
        printed = mention.text if mention else drafted
        return fold(respelled(printed) or printed).strip()

    def ground(self, drafted: str, grounds: Grounds) -> OrganisationRef:
        """As printed, and with its abbreviations written out."""
        if is_id(drafted):
            mention = grounds.mention(drafted)
            place = mention.at
        else:
            place = grounds.quoted(drafted)
            check_kind(place, Kind.ORGANISATION, Kind.PERSON, grounds.mentions)
        printed = on_one_line(grounds, place)
        return OrganisationRef(name=printed, normalised=respelled(printed), span=grounds.span(place))

    def facets(self, value: OrganisationRef) -> Iterator[tuple[str, Any]]:
        """The name, written out."""
        yield "organisation", value.normalised or value.name

    def compared(self, value: OrganisationRef) -> Mapping[str, object]:
        """The name as printed; the comparator writes abbreviations out."""
        return {"": value.name}


def respelled(printed: str | None) -> str | None:
    """An organisation with abbreviations written out and newer tone placement, where that differs."""
    if printed is None:
        return None
    spelled = modern_tones(write_out(printed, "organisation"))
    return spelled if spelled != printed else None
