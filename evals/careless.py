"""What a careless model could make come out: ``python evals/careless.py``.

The answers that a strong model gave to the articles of the evals are spoiled one by one, each in one way a
careless model might: a label denied, two labels exchanged, a word added, another unit. A lie that stands in
the records with no finding that names its record is unflagged. Nothing is asked: the answers are recorded.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import partyx
from partyx.article import Role
from partyx.checks.statistics.subjects import may_be_of
from partyx.kinds.asked import BUILT_IN_ONLY
from partyx.language.claims import acts, denies
from partyx.language.fold import fold, fold_in_place
from partyx.mention import DateReading, Kind, NumberReading
from partyx.pipeline import Asking, Run
from partyx.scoring.gold import load_gold

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.draft import Draft, DraftDirective, DraftStatistic
    from partyx.mention import Mention, Mentions

EVALS = Path(__file__).parent
RECORDINGS = EVALS / "recordings" / "frontier-v2.jsonl"
ADDED = ("bị bắt giam", "do gian lận", "sai quy định", "vượt kỷ lục cả nước")
UNITS = ("hội nghị", "đảng viên", "chi bộ", "văn bản", "hộ nghèo", "lượt người", "%")
VERBS = (
    "cam kết", "báo cáo", "ghi nhận", "biểu dương", "chúc mừng", "đề nghị", "yêu cầu", "giao", "khẳng định",
)  # fmt: skip
DENIAL = re.compile(
    r"\b(?:không|chưa|tránh|chấm dứt|khắc phục|nghiêm cấm|hạn chế)(?: để| được| tình trạng)* "
)
ALL_RANKS = "các cấp"
OTHERS = 3
"""Other labels, dates, figures and people that one record is given, one after the other."""

Outcome = Literal["put aside", "flagged", "unflagged"]
Says = Callable[[partyx.Extraction], Iterator[str]]
"""The names of the records of an extraction that say the lie."""


@dataclass(frozen=True)
class Lie:
    """A draft with one thing in it that the article does not say.

    Attributes:
        told: What is claimed, for people.
        draft: The draft.
        says: Which records say it.
    """

    told: str
    draft: Draft
    says: Says


class Answered:
    """One article, and what the strong model answered about it."""

    def __init__(self, path: Path) -> None:
        """Read it, and replay the answer."""
        settings = partyx.Settings(engine="model", recordings=RECORDINGS, cache="replay")
        way = partyx.Extractor(settings).way
        assert isinstance(way, Asking)
        self.run = Run(path, settings, {})
        self.draft = way.engine.fill(self.run.article, self.run.mentions)
        self._provenance = way.provenance(self.draft)
        self.honest = self.finished(self.draft)
        self.gold = load_gold(EVALS / "gold" / f"{path.stem.split('_')[0]}.json")

    @property
    def article(self) -> Article:
        """The article."""
        return self.run.article

    @property
    def mentions(self) -> Mentions:
        """What is mentioned in it."""
        return self.run.mentions

    def finished(self, draft: Draft) -> partyx.Extraction:
        """The records of a draft."""
        return self.run.finish(draft, self._provenance, BUILT_IN_ONLY)

    def outcome(self, lie: Lie) -> Outcome:
        """What became of a lie."""
        found = self.finished(lie.draft)
        names = set(lie.says(found))
        if not names:
            return "put aside"
        flagged = {name for finding in found.findings for name in finding.records}
        return "flagged" if names <= flagged else "unflagged"

    @cached_property
    def figures(self) -> list[tuple[int, DraftStatistic, Mention]]:
        """The statistics of the answer that came out, with their mentions."""
        located = {one.value_span.start for one in self.honest.statistics}
        known = (
            (index, one, self.mentions.by_id.get(one.value))
            for index, one in enumerate(self.draft.statistics)
        )
        return [
            (index, one, at)
            for index, one, at in known
            if at and self.article.span(at.start, at.end).start in located
        ]

    def honest_at(self, mention: Mention) -> partyx.Statistic:
        """The statistic that came out of the answer for a figure."""
        start = self.article.span(mention.start, mention.end).start
        return next(it for it in self.honest.statistics if it.value_span.start == start)

    def with_figure(self, index: int, **said: object) -> Draft:
        """The draft with something else said of one figure."""
        statistics = list(self.draft.statistics)
        statistics[index] = replace(statistics[index], **said)  # type: ignore[arg-type]
        return replace(self.draft, statistics=tuple(statistics))

    def is_part(self, mention: Mention, of: object) -> bool:
        """Whether a figure is a part of another, by the context of the honest records."""
        start = self.article.span(mention.start, mention.end).start
        related = [it.relates_to for it in self.honest.statistics if it.value_span.start == start]
        return any(it is not None and self.honest.statistics[it].value == of for it in related)

    def records_at(self, mention: Mention, says: Callable[[partyx.Statistic], bool]) -> Says:
        """Which statistics of one figure say something."""
        start = self.article.span(mention.start, mention.end).start

        def names(found: partyx.Extraction) -> Iterator[str]:
            for index, one in enumerate(found.statistics):
                if one.value_span.start == start and says(one):
                    yield f"statistics[{index}]"

        return names


def denied(one: Answered) -> Iterator[Lie]:
    """A label with a denial in it, or without the one it has."""
    for index, said, at in one.figures:
        label = fold_in_place(said.indicator)
        first = next(acts(label), None)
        if first is None or denies(label):
            continue
        for word in ("không", "chưa"):
            lie = f"{said.indicator[: first.at]}{word} {said.indicator[first.at :]}"
            says = one.records_at(at, lambda it, lie=lie: fold(it.indicator) == fold(lie))
            yield Lie(f"{at.text}: {lie}", one.with_figure(index, indicator=lie), says)


def swapped(one: Answered) -> Iterator[Lie]:
    """The labels of two figures of one sentence exchanged."""
    for (index, said, at), (other, said_there, there) in zip(one.figures, one.figures[1:], strict=False):
        if one.article.sentence_around(at.start) != one.article.sentence_around(there.start):
            continue
        if fold(said.indicator) == fold(said_there.indicator):
            continue
        draft = one.with_figure(index, indicator=said_there.indicator)
        statistics = list(draft.statistics)
        statistics[other] = replace(said_there, indicator=said.indicator)
        draft = replace(draft, statistics=tuple(statistics))
        for where, lie in ((at, said_there.indicator), (there, said.indicator)):
            says = one.records_at(where, lambda it, lie=lie: fold(it.indicator) == fold(lie))
            yield Lie(f"{where.text}: {lie}", draft, says)


def from_another_paragraph(one: Answered) -> Iterator[Lie]:
    """The label of a figure of another paragraph."""
    for index, said, at in one.figures:
        here = one.article.paragraph_around(at.start)
        labels = dict.fromkeys(
            other.indicator
            for _, other, there in one.figures
            if one.article.paragraph_around(there.start) != here
            and fold(other.indicator) != fold(said.indicator)
        )
        for lie in list(labels)[:OTHERS]:
            says = one.records_at(at, lambda it, lie=lie: fold(it.indicator) == fold(lie))
            yield Lie(f"{at.text}: {lie}", one.with_figure(index, indicator=lie), says)


def added(one: Answered) -> Iterator[Lie]:
    """Words that nobody printed behind a label."""
    for index, said, at in one.figures:
        for words in ADDED:
            if words in one.article.folded:
                continue
            lie = f"{said.indicator} {words}"
            says = one.records_at(at, lambda it, words=words: words in fold(it.indicator))
            yield Lie(f"{at.text}: {lie}", one.with_figure(index, indicator=lie), says)


def other_unit(one: Answered) -> Iterator[Lie]:
    """A unit that is not what the figure counts."""
    honest = {it.value_span.start: it.unit for it in one.honest.statistics}
    for index, _, at in one.figures:
        unit = honest[one.article.span(at.start, at.end).start]
        for lie in UNITS:
            if unit is not None and (fold(lie) in fold(unit) or fold(unit) in fold(lie)):
                continue
            says = one.records_at(at, lambda it, lie=lie: it.unit is not None and fold(it.unit) == fold(lie))
            yield Lie(f"{at.text}: {lie} for {unit}", one.with_figure(index, unit=lie), says)


def other_whole(one: Answered) -> Iterator[Lie]:
    """Another figure of the paragraph as the whole."""
    for index, said, at in one.figures:
        if said.of is not None or not isinstance(at.reading, NumberReading) or at.reading.of is not None:
            continue
        place = one.article.paragraph_around(at.start)
        others = [
            it for it in one.mentions.within(*place, Kind.NUMBER) if it.id != at.id and it.text != at.text
        ]
        wholes = {it.of for it in one.gold.statistics if it.value_spans and it.of is not None}
        for other in others[:OTHERS]:
            value = other.reading.value if isinstance(other.reading, NumberReading) else None
            if value in wholes or one.is_part(at, value):
                continue
            says = one.records_at(at, lambda it, value=value: it.of is not None and it.of == value)
            yield Lie(f"{at.text} of {other.text}", one.with_figure(index, of=other.id), says)


def planned(one: Answered) -> Iterator[Lie]:
    """A result as a planned figure."""
    for index, said, at in one.figures:
        if not said.target:
            says = one.records_at(at, lambda it: it.target)
            yield Lie(f"{at.text}: {said.indicator}, planned", one.with_figure(index, target=True), says)


def reached(one: Answered) -> Iterator[Lie]:
    """A planned figure as a result."""
    for index, said, at in one.figures:
        if said.target:
            says = one.records_at(at, lambda it: not it.target)
            yield Lie(f"{at.text}: {said.indicator}, reached", one.with_figure(index, target=False), says)


def swapped_times(one: Answered) -> Iterator[Lie]:
    """The times of two figures that follow each other exchanged."""
    for (index, said, at), (other, said_there, there) in zip(one.figures, one.figures[1:], strict=False):
        here, elsewhere = one.honest_at(at).period, one.honest_at(there).period
        if here is None or elsewhere is None or said.period is None or said_there.period is None:
            continue
        if (here.start, here.end) == (elsewhere.start, elsewhere.end):
            continue
        statistics = list(one.draft.statistics)
        statistics[index] = replace(said, period=said_there.period)
        statistics[other] = replace(said_there, period=said.period)
        draft = replace(one.draft, statistics=tuple(statistics))
        for where, lie in ((at, elsewhere), (there, here)):
            says = one.records_at(where, lambda it, lie=lie: it.period is not None and it.period == lie)
            yield Lie(f"{where.text} in {lie.printed}", draft, says)


def other_subject(one: Answered) -> Iterator[Lie]:
    """Whose another figure is, as whose it is; no other name of the right one, and no bodies of all ranks."""
    for index, said, at in one.figures:
        honest = one.honest_at(at).subject
        if said.subject is None or honest is None or ALL_RANKS in fold(honest):
            continue
        others = dict.fromkeys(other.subject for _, other, _ in one.figures if other.subject is not None)
        others = [name for name in others if not may_be_of(name, honest) and ALL_RANKS not in fold(name)]
        for lie in others[:OTHERS]:
            says = one.records_at(
                at, lambda it, lie=lie: it.subject is not None and fold(it.subject) == fold(lie)
            )
            yield Lie(f"{at.text} of {lie}", one.with_figure(index, subject=lie), says)


def other_day(one: Answered) -> Iterator[Lie]:
    """The date of a document, or a day of another sentence that comes later, as a figure's time."""
    dated = [it for it in one.mentions.of_kind(Kind.DATE) if one.mentions.cited.covers(it.start)]
    dated = [it for it in dated if one.article.role_at(it.start).is_content]
    for index, said, at in one.figures:
        for date in dated[:OTHERS]:
            if said.period == date.id:
                continue
            start = one.article.span(date.start, date.end).start
            says = one.records_at(
                at, lambda it, start=start: it.period_span is not None and it.period_span.start == start
            )
            yield Lie(f"{at.text} in {date.text}", one.with_figure(index, period=date.id), says)


def named_as_chair(one: Answered) -> Iterator[Lie]:
    """Somebody who is named in the article, and chairs nothing, as chair."""
    chairs = {fold(name) for meeting in one.gold.meetings for name in _people(meeting.chairs)}
    chairs |= {fold(it.name) for meeting in one.honest.meetings for it in meeting.chairs}
    people = {it.text: it for it in one.mentions.of_kind(Kind.PERSON) if fold(it.text) not in chairs}
    for index, meeting in enumerate(one.draft.meetings):
        for name, person in list(people.items())[: 2 * OTHERS]:
            meetings = list(one.draft.meetings)
            meetings[index] = replace(meeting, chairs=(*meeting.chairs, person.id))

            def names(found: partyx.Extraction, name: str = name) -> Iterator[str]:
                for number, it in enumerate(found.meetings):
                    if any(fold(chair.name) == fold(name) for chair in it.chairs):
                        yield f"meetings[{number}]"

            yield Lie(f"{meeting.name}: {name}", replace(one.draft, meetings=tuple(meetings)), names)


def _people(said: object) -> Iterator[str]:
    for one in said if isinstance(said, list | tuple) else ():
        yield getattr(one, "name", str(one))


def stitched(one: Answered) -> Iterator[Lie]:
    """A task quoted from two places, the beginning of one sentence and the end of another."""
    body = [it for it in one.article.sentences if one.article.blocks[it.block].role is Role.BODY]
    texts = [one.article.view[it.start : it.end].split() for it in body]
    texts = [words for words in texts if len(words) >= 8]
    draw = random.Random(one.article.id)  # noqa: S311 - the same lies every time
    known = {task.text for it in one.honest.directives for task in it.tasks}
    for index, directive in enumerate(one.draft.directives):
        if not directive.tasks or len(texts) < 4:
            continue
        for mark in (" ", " … "):
            first, second = (texts[index] for index in _apart(draw, len(texts)))
            quote = " ".join(first[: len(first) // 2]) + mark + " ".join(second[len(second) // 2 :])
            task = replace(directive.tasks[0], text=quote, evidence=(quote,))
            directives = list(one.draft.directives)
            directives[index] = replace(directive, tasks=(task, *directive.tasks[1:]))

            def names(found: partyx.Extraction) -> Iterator[str]:
                for number, it in enumerate(found.directives):
                    if any(task.text not in known for task in it.tasks):
                        yield f"directives[{number}]"

            yield Lie(quote, replace(one.draft, directives=tuple(directives)), names)


def _apart(draw: random.Random, count: int) -> tuple[int, int]:
    """The numbers of two sentences that do not follow each other."""
    first = draw.randrange(count)
    return first, draw.choice([other for other in range(count) if abs(other - first) > 1])


def _with_meeting(one: Answered, index: int, **said: object) -> Draft:
    meetings = list(one.draft.meetings)
    meetings[index] = replace(meetings[index], **said)  # type: ignore[arg-type]
    return replace(one.draft, meetings=tuple(meetings))


def _of_meeting(name: str, says: Callable[[partyx.Meeting], bool]) -> Says:
    """Whether the meeting of a name says something."""

    def names(found: partyx.Extraction) -> Iterator[str]:
        for index, one in enumerate(found.meetings):
            if fold(one.name) == fold(name) and says(one):
                yield f"meetings[{index}]"

    return names


def _present(one: partyx.Meeting) -> set[str]:
    return {fold(it.name) for it in (*one.chairs, *one.speakers, *one.attendees)}


def people_of_another(one: Answered) -> Iterator[Lie]:
    """Somebody of another meeting of the article, as one who was at this one."""
    for index, meeting in enumerate(one.draft.meetings):
        own = [it for it in one.honest.meetings if fold(it.name) == fold(meeting.name)]
        here = {name for it in own for name in _present(it)}
        others = {
            it.name
            for other in one.honest.meetings
            for it in (*other.chairs, *other.speakers, *other.attendees)
            if fold(it.name) not in here
        }
        for name in sorted(others) if own else ():
            draft = _with_meeting(one, index, attendees=(*meeting.attendees, name))
            says = _of_meeting(meeting.name, lambda it, name=name: fold(name) in _present(it))
            yield Lie(f"{meeting.name}: {name}", draft, says)


def day_of_another(one: Answered) -> Iterator[Lie]:
    """Another day of the article as that of a meeting."""
    days = [it for it in one.mentions.of_kind(Kind.DATE) if one.article.role_at(it.start).is_content]
    read = [(it, it.reading.period) for it in days if isinstance(it.reading, DateReading)]
    for index, meeting in enumerate(one.draft.meetings):
        own = {it.date.start for it in one.honest.meetings if fold(it.name) == fold(meeting.name) and it.date}
        for day, period in read:
            if period is None or period.precision != "day" or not own or period.start in own:
                continue
            says = _of_meeting(
                meeting.name,
                lambda it, start=period.start: it.date is not None and it.date.start == start,
            )
            yield Lie(f"{meeting.name} on {day.text}", _with_meeting(one, index, date=day.id), says)


def told_of_another(one: Answered) -> Iterator[Lie]:
    """The place, the host or an item of another meeting, or what a document is about as an item."""
    titles = [it.subject for it in one.honest.directives if it.source == "document" and it.subject]
    for index, meeting in enumerate(one.draft.meetings):
        others = [it for it in one.honest.meetings if fold(it.name) != fold(meeting.name)]
        own = [it for it in one.honest.meetings if fold(it.name) == fold(meeting.name)]
        said = {fold(text) for it in own for text in (it.name, it.location, it.organizer, *it.agenda) if text}
        lies = [("location", it.location) for it in others] + [("organizer", it.organizer) for it in others]
        lies += [("agenda", item) for it in others for item in it.agenda] + [("agenda", it) for it in titles]
        for field, lie in dict.fromkeys(lies) if own else ():
            if lie is None or any(fold(lie) in text or text in fold(lie) for text in said):
                continue
            says = _of_meeting(
                meeting.name,
                lambda it, field=field, lie=lie: fold(lie) in map(fold, _texts(getattr(it, field))),
            )
            told = (lie,) if field == "agenda" else lie
            yield Lie(f"{meeting.name}: {field} {lie}", _with_meeting(one, index, **{field: told}), says)


def _texts(said: object) -> Iterator[str]:
    yield from (str(it) for it in (said if isinstance(said, tuple) else (said,)) if it is not None)


def _with_order(one: Answered, index: int, *without: int, **said: object) -> Draft:
    directives = [
        replace(it, **said) if number == index else it  # type: ignore[arg-type]
        for number, it in enumerate(one.draft.directives)
        if number not in without
    ]
    return replace(one.draft, directives=tuple(directives))


def _spoken(one: Answered) -> Iterator[tuple[int, DraftDirective]]:
    return (
        (index, it) for index, it in enumerate(one.draft.directives) if it.source == "speech" and it.tasks
    )


def _orders(says: Callable[[partyx.Directive], bool]) -> Says:
    def names(found: partyx.Extraction) -> Iterator[str]:
        yield from (f"directives[{index}]" for index, one in enumerate(found.directives) if says(one))

    return names


def task_of_another(one: Answered) -> Iterator[Lie]:
    """The task of an order of somebody else, in place of one's own; the other order is left out."""
    for index, order in _spoken(one):
        for other, theirs in _spoken(one):
            if other == index or theirs.issuer in (None, order.issuer):
                continue
            for task in theirs.tasks:
                draft = _with_order(one, index, other, tasks=(task,))
                says = _orders(lambda it, text=task.text: _has(it, text))
                yield Lie(f"{order.issuer} for {theirs.issuer}: {task.text}", draft, says)


def asked_by_another(one: Answered) -> Iterator[Lie]:
    """Another person or body of the article as who gives an order."""
    named = {it.text: it for kind in (Kind.PERSON, Kind.ORGANISATION) for it in one.mentions.of_kind(kind)}
    for index, order in _spoken(one):
        first = order.tasks[0].text
        own = {fold(it.issuer or "") for it in one.honest.directives if _has(it, first)}
        for name, mention in list(named.items())[: 4 * OTHERS]:
            if not one.article.role_at(mention.start).is_content:
                continue
            if any(fold(name) in said or said in fold(name) for said in own):
                continue
            says = _orders(
                lambda it, name=name, first=first: _has(it, first) and fold(it.issuer or "") == fold(name)
            )
            yield Lie(f"{name}: {first}", _with_order(one, index, issuer=name), says)


def _has(one: partyx.Directive, task: str) -> bool:
    return any(fold(task) in fold(it.text) for it in one.tasks)


def asked_otherwise(one: Answered) -> Iterator[Lie]:
    """Another verb of the article as the one by which something is asked for."""
    verbs = [verb for verb in VERBS if verb in one.article.folded]
    for index, order in _spoken(one):
        first = order.tasks[0].text
        for verb in verbs:
            if order.kind is None or verb in fold(order.kind) or fold(order.kind) in verb:
                continue
            says = _orders(lambda it, verb=verb, first=first: _has(it, first) and fold(it.kind or "") == verb)
            yield Lie(f"{verb}: {first}", _with_order(one, index, kind=verb), says)


def denial_cut_off(one: Answered) -> Iterator[Lie]:
    """What a sentence denies or forbids, as the task of an order, without the word that does."""
    for index, order in _spoken(one):
        for sentence in one.article.sentences:
            if not one.article.blocks[sentence.block].role.is_content:
                continue
            for denial in DENIAL.finditer(one.article.folded, sentence.start, sentence.end):
                rest = re.split(r"[,;.:]", one.article.view[denial.end() : sentence.end])[0].strip()
                if len(rest.split()) < 3 or fold(rest) in {fold(it.text) for it in order.tasks}:
                    continue
                place = (denial.end(), denial.end() + len(rest))
                task = replace(order.tasks[0], text=rest, evidence=(place,))
                says = _orders(lambda it, rest=rest: any(fold(said.text) == fold(rest) for said in it.tasks))
                yield Lie(f"[{denial[0]}] {rest}", _with_order(one, index, tasks=(task,)), says)


KINDS: dict[str, Callable[[Answered], Iterator[Lie]]] = {
    "a label denied": denied,
    "two labels exchanged": swapped,
    "a label of another paragraph": from_another_paragraph,
    "words added to a label": added,
    "another unit": other_unit,
    "a whole that is none": other_whole,
    "a result said to be planned": planned,
    "a plan said to be reached": reached,
    "a document's date as period": other_day,
    "two times exchanged": swapped_times,
    "the subject of another figure": other_subject,
    "a chair who is merely named": named_as_chair,
    "a task quoted from two places": stitched,
    "people of another meeting": people_of_another,
    "a meeting on another day": day_of_another,
    "place, host, item of another": told_of_another,
    "a task of another's order": task_of_another,
    "an order of somebody else": asked_by_another,
    "an order by another verb": asked_otherwise,
    "a denial cut off a task": denial_cut_off,
}


def answered() -> Iterator[Answered]:
    """The articles that have recorded answers."""
    for path in sorted((EVALS / "articles").glob("*.txt")):
        name = path.stem.split("_")[0]
        if name < "005" or "w01" <= name <= "w15":
            yield Answered(path)


def main() -> int:
    """Print what became of the lies of each kind; 1 when any is unflagged."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--list", action="store_true", help="name every lie that is unflagged")
    parser.add_argument("--kind", choices=KINDS, help="only this kind")
    arguments = parser.parse_args()
    counts = {kind: Counter[Outcome]() for kind in KINDS if arguments.kind in (None, kind)}
    for one in answered():
        for kind, count in counts.items():
            for lie in KINDS[kind](one):
                became = one.outcome(lie)
                count[became] += 1
                if arguments.list and became == "unflagged":
                    print(f"  {kind}: {one.article.id[:3]}: {lie.told}")
    total = sum(counts.values(), Counter[Outcome]())
    for kind, count in {**counts, "all": total}.items():
        rate = 100 * count["unflagged"] / max(1, count.total())
        print(
            f"{kind:32} {count.total():5} lies {count['put aside']:5} put aside {count['flagged']:5} flagged "
            f"{count['unflagged']:5} unflagged ({rate:.1f} %)"
        )
    return 1 if total["unflagged"] else 0


if __name__ == "__main__":
    sys.exit(main())
