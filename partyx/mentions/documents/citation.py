"""One citation of a document as it is read, before citations of the same document are tied together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from partyx.language.codes import Code
    from partyx.records import Period


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a document without a number is named after.

    Attributes:
        kind: Plenum or congress.
        ordinal: Which plenum or congress; None when it is not said.
        term: The Party congress the plenum belongs to (12 for "khóa XII"); None when it is not said.
    """

    kind: Literal["plenum", "congress"]
    ordinal: int | None
    term: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One place that cites one document.

    Attributes:
        start: Where the kind begins; of a later item of a list, where its own number begins.
        end: Behind the number, or behind the name of a document without one.
        kind: Lower case, in full.
        tail_end: Behind date, issuer and title.
        code: The number; None for documents cited by name.
        occasion: Of documents cited by name.
        issuer: As printed, or from the code's letters.
        issuer_printed: Whether the issuer is printed.
        issued_by_subject: Whether the issuer is the subject of "ban hành" before the document.
        issued: The issue date, when printed.
        term: "khóa XII" is 12; None when it is not printed.
        title: What the document is about, as printed.
        collective: No single document ("nghị quyết đại hội đảng bộ các cấp").
        kind_open: The kind comes from letters that leave it open (QĐ: quy định or quyết định).
    """

    start: int
    end: int
    kind: str
    tail_end: int
    code: Code | None = None
    occasion: Occasion | None = None
    issuer: str | None = None
    issuer_printed: bool = False
    issued_by_subject: bool = False
    issued: Period | None = None
    term: int | None = None
    title: str | None = None
    collective: bool = False
    kind_open: bool = False
