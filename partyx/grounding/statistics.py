"""Statistics: the number is a mention's, everything else is the article's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from partyx.deadline import in_time
from partyx.grounding.bearings import owner_objection, period_objection, plan_objection, whole_objection
from partyx.grounding.claim import Claim
from partyx.grounding.indicator import label_of_clause, objection, sense_objection
from partyx.grounding.places import NotSaidError
from partyx.grounding.units import ground_unit
from partyx.kinds.built_in.statistic import Statistic
from partyx.kinds.grounds import is_id
from partyx.kinds.record import spec_of
from partyx.kinds.roles.figures import whole
from partyx.kinds.roles.quoted_dates import read_date
from partyx.language.unit import counted_in_words
from partyx.mention import NumberReading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partyx.draft import DraftStatistic
    from partyx.grounding.places import Places
    from partyx.language.ranges import Range
    from partyx.mention import Mention, Number
    from partyx.records import Unlocated


class _Figure(NamedTuple):
    """A number in the article: where, how it reads, and which end of a range is meant."""

    at: Range
    reading: NumberReading
    upper: bool

    @property
    def value(self) -> Number:
        upper = self.reading.upper
        return whole(upper if self.upper and upper is not None else self.reading.value)


def ground_statistics(
    places: Places, drafts: Iterable[DraftStatistic], refused: list[Unlocated]
) -> tuple[Statistic, ...]:
    """The statistics the article states, in reading order.

    A number is taken once, a range once for each end.
    """
    spec = spec_of(Statistic)
    taken: set[tuple[Range, bool]] = set()
    found: list[Statistic] = []
    for draft in in_time(drafts):
        claim = Claim(spec, draft, places, refused)
        try:
            figure = _figure(places, draft)
            if (figure.at, figure.upper) in taken:
                printed = places.view[figure.at[0] : figure.at[1]]
                raise NotSaidError(f"was claimed before ({printed!r})")  # noqa: TRY301 - one way out
        except NotSaidError as why:
            claim.refuse_whole(f"the value {draft.value} {why}")
            continue
        taken.add((figure.at, figure.upper))
        found.append(_statistic(claim, draft, figure))
    return tuple(sorted(found, key=lambda one: (one.evidence[0].start, one.value_span.start)))


def _figure(places: Places, draft: DraftStatistic) -> _Figure:
    """The number a draft means.

    Raises:
        NotSaidError: There is no such number in the content.
    """
    if draft.reading not in (None, "upper", "lower"):
        raise NotSaidError(f"has no reading {draft.reading!r}")
    upper = draft.reading == "upper"
    if not is_id(draft.value):
        return _quoted_figure(places, draft, upper=upper)
    mention = places.mention(draft.value)
    readings = _numbers(mention)
    if not readings:
        raise NotSaidError(f"({mention.text!r}) is no figure")
    return _chosen(mention, draft.claimed, upper=upper)


def _numbers(mention: Mention) -> list[NumberReading]:
    return [reading for reading in mention.readings if isinstance(reading, NumberReading)]


def _chosen(mention: Mention, claimed: Number | None, *, upper: bool) -> _Figure:
    """The likeliest reading of a mention, or the one with the claimed value.

    Raises:
        NotSaidError: None has the claimed value, or an upper end is meant and there is none.
    """
    figures = [_Figure(mention.at, reading, upper) for reading in _numbers(mention)]
    if upper:
        figures = [figure for figure in figures if figure.reading.upper is not None]
    matching = figures if claimed is None else [figure for figure in figures if figure.value == claimed]
    if matching:
        return matching[0]
    if upper and not figures:
        raise NotSaidError(f"({mention.text!r}) is no range")
    raise NotSaidError(f"({mention.text!r}) is not the number claimed")


def _quoted_figure(places: Places, draft: DraftStatistic, *, upper: bool) -> _Figure:
    """A figure without an id: the number mention in the quote, or a number in words.

    Raises:
        NotSaidError: The quote is not in the article, or does not hold the claimed number.
    """
    near = next((place for place in draft.evidence if not isinstance(place, str)), None)
    start, end = places.quoted(draft.value, near)
    inside = [mention for mention in places.mentions.within(start, end) if _numbers(mention)]
    for mention in inside:
        try:
            return _chosen(mention, draft.claimed, upper=upper)
        except NotSaidError:
            continue
    if not inside and not upper:
        return _spelled(places, draft.claimed, (start, end))
    raise NotSaidError("does not hold the number claimed")


def _spelled(places: Places, claimed: Number | None, within: Range) -> _Figure:
    """The number in words of a quote: the claimed one, or the only one.

    Raises:
        NotSaidError: None of its words counts anything: "năm qua" holds no five, "thứ hai" no two.
    """
    article = places.article
    found = list(counted_in_words(article.view, article.folded, *within))
    values = {number.value for number in found} if claimed is None else {claimed}
    named = [number for number in found if number.value in values]
    if len(values) != 1 or not named:
        raise NotSaidError("does not hold the number claimed")
    first = named[0]
    return _Figure((first.start, first.end), NumberReading(first.value, spelled=True), upper=False)


def _statistic(claim: Claim, draft: DraftStatistic, figure: _Figure) -> Statistic:
    places, reading = claim.places, figure.reading
    sentence = places.trimmed(places.sentence(figure.at[0]))
    evidence = claim.state(draft.evidence, figure.at)
    if not any(start <= figure.at[0] and figure.at[1] <= end for start, end in evidence):
        evidence = (*evidence, (min(sentence[0], figure.at[0]), max(sentence[1], figure.at[1])))
    claim.near = sentence
    span = claim.span(figure.at)
    return Statistic(
        indicator=_indicator(claim, draft.indicator, figure.at, evidence),
        value=figure.value,
        unit=ground_unit(claim, draft.unit, figure.at, reading.unit),
        of=_whole(claim, draft.of, figure),
        qualifier=draft.qualifier or reading.qualifier,
        target=_is_planned(claim, draft, figure.at),
        printed=span.text,
        value_span=span,
        evidence=claim.spans(evidence),
        **_of_figure(claim, draft, figure.at),
    )


def _of_figure(claim: Claim, draft: DraftStatistic, at: Range) -> dict[str, Any]:
    """Whose the figure is and when it holds, where the article says so of it."""
    found = claim.spec.located(draft, claim, ("subject", "period"))
    if found["subject"] is not None and draft.subject is not None:
        why = owner_objection(claim.places, claim.quoted(draft.subject), at)
        found["subject"] = claim.unless(why, "subject", draft.subject, found["subject"])
    if found["period"] is not None and draft.period is not None:
        _, printed = read_date(draft.period, claim)
        why = period_objection(claim.places, printed[0], at)
        found["period"] = claim.unless(why, "period", draft.period, found["period"])
    return found


def _is_planned(claim: Claim, draft: DraftStatistic, at: Range) -> bool:
    if not draft.target:
        return False
    return claim.unless(plan_objection(claim.places, at), "target", True, True) is not None  # noqa: FBT003


def _indicator(claim: Claim, label: str, at: Range, evidence: Sequence[Range]) -> str:
    why = None
    if label.strip():
        why = objection(claim.places, label, at, evidence) or sense_objection(claim.places, label, at)
    if why is not None:
        claim.refuse("indicator", label, f"the indicator {why}")
    elif label.strip():
        return " ".join(label.split())
    return label_of_clause(claim.places, at)


def _whole(claim: Claim, name: str | None, figure: _Figure) -> Number | None:
    """The whole of a ratio: of another mention, else of the figure's own reading."""
    own = None if figure.reading.of is None else whole(figure.reading.of)
    if name is None:
        return own
    try:
        mention = claim.mention(name)
    except NotSaidError as why:
        claim.refuse("of", name, f"the of {why}")
        return own
    numbers = _numbers(mention)
    if not numbers:
        claim.refuse("of", name, f"the of {name} ({mention.text!r}) is no figure")
        return own
    if mention.at == figure.at:
        return own
    if figure.reading.unit == "%":
        claim.refuse("of", name, "the of is a whole, and the figure is a share of one")
        return own
    objection_to_it = whole_objection(claim.places, mention, figure.at, figure.value)
    return claim.unless(objection_to_it, "of", name, whole(numbers[0].value))
