"""The roles of fields, one a file; and which type of value stands for which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.kinds.roles.dates import DateRole
from partyx.kinds.roles.documents import DocumentRole
from partyx.kinds.roles.figures import FigureRole
from partyx.kinds.roles.labels import FlagRole
from partyx.kinds.roles.organisations import OrganisationRole
from partyx.kinds.roles.people import PersonRole
from partyx.kinds.roles.phrases import ClauseRole, PhraseRole
from partyx.kinds.values import Clause, DateRef, FigureRef, OrganisationRef, PersonRef, Phrase
from partyx.records import DocumentRef

if TYPE_CHECKING:
    from partyx.kinds.roles.base import Role

ROLES: dict[type[Any], Role] = {
    Clause: ClauseRole(),
    DateRef: DateRole(),
    DocumentRef: DocumentRole(),
    FigureRef: FigureRole(),
    OrganisationRef: OrganisationRole(),
    PersonRef: PersonRole(),
    Phrase: PhraseRole(),
    bool: FlagRole(),
}
"""The type that is written in an annotation, and what a field of it is."""
