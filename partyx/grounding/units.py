"""Units: "%" and money are read off the figure, everything else is a noun of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.grounding.places import NotSaidError
from partyx.grounding.tokens import tokenise
from partyx.kinds.roles.base import on_one_line
from partyx.language.abbreviations import modern_tones, write_out
from partyx.language.claims import acts, stood_for
from partyx.language.fold import fold, same
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases, values
from partyx.language.money import rate_behind
from partyx.language.unit import counts_members, head_noun, member, spelled, unit_after

if TYPE_CHECKING:
    from partyx.grounding.claim import Claim
    from partyx.grounding.places import Places
    from partyx.language.ranges import Range

_SHARES = pattern(r"<+units.percent|units.rates>")
_ROW_OF_SHARES = pattern(r"(?:(?:,|;| <connectors.and>) ?\d+(?:,\d+)?){1,12} ?<+units.percent>")
_REACH = 400
"""Characters before a figure in which those that it counts were named."""
_MEMBERS = pattern("<units.members|units.of_members>")
"""What stands for Party members where they are counted: "kết nạp 18 đồng chí", "18 quần chúng"."""


def ground_unit(claim: Claim, unit: str | None, at: Range, printed: str | None) -> str | None:
    """The unit of a figure in one spelling: "ĐV" is "đảng viên", "Đồng chí" is "đồng chí".

    Names keep their capitals.

    Args:
        claim: The record.
        unit: What the engine says is counted.
        at: Where the number stands.
        printed: The unit printed with the number ("%", "tỷ đồng"); it wins when it is more than a
            multiplier ("nghìn"), with what it is for each of ("triệu đồng/người/tháng").
    """
    said = _said(claim, unit, at, printed)
    if said is None:
        return None
    spelled = modern_tones(write_out(said, "unit"))
    return spelled[0].lower() + spelled[1:] if spelled[1:].islower() else spelled


def _said(claim: Claim, unit: str | None, at: Range, printed: str | None) -> str | None:
    sentence = claim.places.sentence(at[0])
    if printed is not None and (unit is None or not fold(unit).startswith(fold(printed) + " ")):
        return printed + rate_behind(claim.view, claim.places.article.folded, at[1])
    if unit is None or not unit.strip():
        return None
    behind = unit_after(claim.view, claim.places.article.folded, at[1], sentence[1])
    if behind and (counted := _counted(claim, unit, behind[0], at)):
        return counted
    if unit.strip() == "%":
        if _is_share(claim.places, at):
            return "%"
        claim.refuse("unit", unit, "the figure is no percentage")
        return None
    return _noun(claim, unit, sentence)


def _counted(claim: Claim, unit: str, counted: str, at: Range) -> str | None:
    """The noun right behind a figure, unless a unit that says more of what it counts may stand."""
    if _stands_for(unit, counted):
        return counted
    agrees = _agree(unit, counted) and not any(acts(fold(unit)))
    if agrees or _named_before(claim.places, unit, counted, at):
        return None
    claim.refuse("unit", unit, f"the figure counts {counted!r}")
    return counted


def _is_share(places: Places, at: Range) -> bool:
    """Whether a figure without a sign is a share: its clause says so, or the end of its row ("80 và 90%")."""
    clauses = places.mentions.clauses(places.article, at)
    if _SHARES.search(places.article.folded, *clauses.ranges[clauses.index(at)]):
        return True
    return _ROW_OF_SHARES.match(places.article.folded, at[1]) is not None


def _stands_for(unit: str, counted: str) -> bool:
    """Whether a unit is the noun right behind the figure in another spelling, or says of people no more.

    A noun that is spelled as it is read is looked for in the text like any other; a measure need not be.
    """
    said, read = fold(unit).strip(), fold(counted)
    if said == read and read not in phrases("units.measures"):
        return False
    in_general = said in phrases("units.person") and read in phrases("units.persons")
    return in_general or fold(_one_spelling(unit)) == fold(_one_spelling(counted))


def _named_before(places: Places, unit: str, counted: str, at: Range) -> bool:
    """Whether what is counted was said before to be of a kind: "Số cấp ủy viên ... là 402 đồng chí".

    Cases are what the figure before counts, and women or men of those named before. Of others, a kind that
    another figure counts ("9 cấp ủy viên, 5 đồng chí") is its own.
    """
    kind, noun = fold(unit).strip(), fold(counted)
    if noun in phrases("units.cases"):
        return kind in stood_for(places.mentions.clauses(places.article, at), at)
    of_some = noun in phrases("units.of_persons")
    if not (of_some or noun in phrases("units.comrades", "units.person")) or kind not in phrases(
        "units.persons"
    ):
        return False
    low = max(places.sentence(at[0])[0], at[0] - _REACH)
    near = fold(write_out(places.view[low : at[0]], "unit"))
    last = max((match.start() for match in re.finditer(rf"\b{re.escape(kind)}\b", near)), default=None)
    return last is not None and (of_some or not near[:last].rstrip()[-1:].isdigit())


def _one_spelling(unit: str) -> str:
    """Abbreviations written out ("HTX"), measures as they are written first ("m³")."""
    noun = spelled(unit)
    return str(values("units.measures").get(fold(noun), noun))


def _agree(unit: str, counted: str) -> bool:
    """Whether a unit may be the noun right behind the figure, perhaps with more or fewer words."""
    said, printed = fold(unit), fold(counted)
    return said in printed or printed in said or (counts_members(said) and counts_members(printed))


def _noun(claim: Claim, unit: str, sentence: Range) -> str | None:
    """A noun as printed; or put together from words that the article has, like "nghìn lượt người"."""
    places, said = claim.places, fold(unit).strip()
    if (head_noun(unit) is None and said not in values("units.measures")) or any(acts(said)):
        claim.refuse("unit", unit, "the unit is nothing that is counted")
        return None
    try:
        return on_one_line(claim, claim.quoted(unit, sentence))
    except NotSaidError as why:
        words = tokenise(unit).words
        block = places.article.block_at(sentence[0])
        nearby = places.words_of(block) if block is not None else frozenset()
        if words and nearby.issuperset(words):
            return " ".join(unit.split())
        if same(unit, member()) and block is not None and _counts_members(places, block):
            return member()
        claim.refuse("unit", unit, f"the unit {why}")
        return None


def _counts_members(places: Places, block: int) -> bool:
    paragraph = places.article.blocks[block]
    return _MEMBERS.search(places.article.folded, paragraph.start, paragraph.end) is not None
