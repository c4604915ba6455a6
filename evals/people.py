"""How often sightings that are said to be of one person are, and how many of the true ones are found.

Three sets of pairs: hard ones made by hand (``people/pairs.toml``); everybody in the evals' own gold seen
again in another article of the same province, under the other titles that the gold accepts; and everybody
there under the titles and in the province of everybody else of another article, another person of that name.
``python evals/people.py`` prints them; with a file of sightings kept elsewhere, a line each of ``who | name |
titles, by ";" | province | district | day | article``, it prints how the pairs of one name in that fare.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import tomllib
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import partyx
from partyx.people import Seen, pairs, same_people
from partyx.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = Path(__file__).parent
PRECISION, RECALL = 0.99, 0.73
"""Floors: of what is joined, and of what should be, over all three sets."""


class Pair(NamedTuple):
    """Two sightings, whether they are of one person, and why the pair is there."""

    a: Seen
    b: Seen
    same: bool
    why: str


class Score(NamedTuple):
    """Pairs that are the same, that were joined, and that are both."""

    same: int
    joined: int
    right: int

    @property
    def precision(self) -> float:
        """Of what was joined, the share that is the same."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """Of what is the same, the share that was joined."""
        return self.right / self.same if self.same else 1.0


def by_hand() -> Iterator[Pair]:
    """The hard ones."""
    for pair in _made()["pair"]:
        yield Pair(_seen("a", pair["a"]), _seen("b", pair["b"]), pair["same"], pair["why"])


def _made() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "people" / "pairs.toml").read_text(encoding="utf-8"))


def _seen(article: str, line: str) -> Seen:
    name, titles, province, district, day = (part.strip() for part in line.split("|"))
    place = _place(province, district)
    return Seen(
        article, "meetings[0]", "chairs", 0, name,
        tuple(filter(None, (it.strip() for it in titles.split(";")))),
        dt.date.fromisoformat(day), place if province else None,
    )  # fmt: skip


def _place(province: str, district: str = "") -> Place:
    return Place(name=province, code="", code_2025="", units=2008, district=district or None)


class Known(NamedTuple):
    """Somebody of the gold: the article, the name, every set of titles that is right, the place."""

    article: str
    name: str
    titles: list[tuple[str, ...]]
    place: Place


def known() -> list[Known]:
    """Everybody who took part in a meeting of the gold; the province is what the rules read."""
    found: list[Known] = []
    provinces = _made()["provinces"]
    for path in sorted((FOLDER / "gold").glob("*.json")):
        (source,) = (FOLDER / "articles").glob(f"{path.stem}[_.]*")
        place = partyx.extract(source, settings={"engine": "rules"}).article.place
        place = place or _place(provinces.get(path.stem, path.stem))
        for meeting in json.loads(path.read_text(encoding="utf-8")).get("meetings", ()):
            for person in (
                one for role in ("chairs", "speakers", "attendees") for one in meeting.get(role, ())
            ):
                accepted = (person.get("accept") or {}).get("titles", [])
                titles = [tuple(person.get("titles", ())), *map(tuple, accepted)]
                found.append(Known(path.stem, person["name"], titles, place))
    return found


def again(people: Iterable[Known]) -> Iterator[Pair]:
    """Each under two sets of titles that the gold accepts, as if in two articles of the place."""
    for one in people:
        told = [titles for titles in one.titles if titles]
        for titles in told[1:]:
            a, b = _of(one, one.name, told[0], "a"), _of(one, one.name, titles, "b")
            yield Pair(a, b, same=True, why=f"{one.article}: {told[0]}, {titles}")


def others(people: list[Known]) -> Iterator[Pair]:
    """Each, and another of the same name with the titles and the place of somebody in another article."""
    for one in people:
        for other in (it for it in people if it.article != one.article and it.titles[0] and one.titles[0]):
            a, b = _of(one, one.name, one.titles[0], "a"), _of(other, one.name, other.titles[0], "b")
            yield Pair(
                a,
                b,
                same=False,
                why=f"{one.titles[0]} in {one.article}, {other.titles[0]} in {other.article}",
            )


def _of(one: Known, name: str, titles: tuple[str, ...], article: str) -> Seen:
    return Seen(article, "meetings[0]", "chairs", 0, name, titles, None, one.place)


def score(asked: Iterable[Pair], wrong: list[Pair] | None = None) -> Score:
    """Join the two of each pair, and count; what is wrong is put into ``wrong``."""
    same = joined = right = 0
    for pair in asked:
        found = bool(pairs([pair.a, pair.b]))
        same, joined, right = same + pair.same, joined + found, right + (pair.same and found)
        if found != pair.same and wrong is not None:
            wrong.append(pair)
    return Score(same, joined, right)


def kept(lines: Iterable[str]) -> list[tuple[str, Seen]]:
    """Sightings that somebody has said who they are of; each article is one meeting."""
    found = []
    for line in filter(None, (line.partition("#")[0].strip() for line in lines)):
        who, name, titles, province, district, day, article = (part.strip() for part in line.split("|"))
        sighting = " | ".join((name, titles, province, district, day or dt.date.max.isoformat()))
        found.append((who, _seen(article, sighting)))
    return found


def score_together(seen: list[tuple[str, Seen]]) -> Score:
    """Join all sightings at once, as a run over all the articles does, and count the pairs of one name."""
    who = {id(one): of for of, one in seen}
    joined = [two for person in same_people(one for _, one in seen) for two in combinations(person.seen, 2)]
    same = [1 for (a, one), (b, other) in combinations(seen, 2) if a == b and one.name == other.name]
    right = [1 for a, b in joined if who[id(a)] == who[id(b)]]
    return Score(len(same), len(joined), len(right))


def sets() -> dict[str, list[Pair]]:
    """The three sets of pairs."""
    people = known()
    return {
        "hard pairs made by hand": list(by_hand()),
        "the gold's people under other titles": list(again(people)),
        "others under their names": list(others(people)),
    }


def total(scores: Iterable[Score]) -> Score:
    """All together."""
    return Score(*(sum(of) for of in zip(*scores, strict=True)))


def main() -> int:
    """Print the scores; 1 where a floor is not reached."""
    for path in sys.argv[1:]:
        of = score_together(kept(Path(path).read_text(encoding="utf-8").splitlines()))
        print(f"{path}: {of.same} pairs of one person, {of.joined} joined, {of.right} right")
    wrong: list[Pair] = []
    scores = {}
    for name, asked in sets().items():
        one = scores[name] = score(asked, wrong)
        print(f"{name:38} {len(asked):5} pairs, {one.same} the same: {one.joined} joined, {one.right} right")
    for pair in wrong:
        print(f"  {'not joined' if pair.same else 'WRONGLY JOINED'}: {pair.why}")
    all_of_them = total(scores.values())
    print(f"precision {all_of_them.precision:.3f}, recall {all_of_them.recall:.3f}")
    return int(all_of_them.precision < PRECISION or all_of_them.recall < RECALL)


if __name__ == "__main__":
    sys.exit(main())
