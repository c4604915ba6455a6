"""The stage "context": what a figure needs to be joined with others, from the text around it.

An engine says what a figure is where it stands. When it holds, for whom, in which province, what kind of
figure it is, which other figure it belongs to and what it is about is often said further up: by the
paragraph, the passage, the article as a whole. This stage looks there, the same for every engine, and says
of each answer where it came from (``period_from``, ``within_from``), so that a strict reader can leave the
inherited ones out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.context.measures import measured
from partyx.context.owners import Owners
from partyx.context.places import Provinces
from partyx.context.relations import related
from partyx.context.times import Times
from partyx.context.topics import topics_of
from partyx.deadline import in_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from partyx.article import Article
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.mention import Mentions
    from partyx.records import Place

__all__ = ["situate"]


def situate(
    article: Article, mentions: Mentions, meetings: tuple[Meeting, ...], statistics: tuple[Statistic, ...]
) -> tuple[tuple[Meeting, ...], tuple[Statistic, ...], Place | None]:
    """Put meetings and statistics into their context.

    Returns:
        The meetings and the statistics, in the same order, and the province that the article as a whole
        is about, or None.
    """
    measures = [measured(article, statistic) for statistic in statistics]
    relations = related(article, statistics, [measure["measure"] for measure in measures])
    topics = topics_of(article, statistics)
    timed = _timed(article, Times(article, mentions, meetings), statistics, topics)
    owners = Owners(article, mentions, meetings)
    provinces = Provinces(article, meetings, timed)
    situated = []
    for index, statistic in enumerate(timed):
        topic, of = topics[index], relations.get(index)
        fields: dict[str, Any] = owners.of(statistic) | measures[index]
        fields["relates_to"] = of
        if topic is None and of is not None and fields["measure"] != "count":
            topic = topics[of]
        fields["topic"] = topic
        fields["place"] = provinces.of(statistic.subject, fields["within"])
        situated.append(statistic.model_copy(update=fields))
    met = tuple(
        meeting.model_copy(update={"place": provinces.of(meeting.location, meeting.organizer)})
        for meeting in meetings
    )
    return met, tuple(situated), provinces.article


def _timed(
    article: Article, times: Times, statistics: tuple[Statistic, ...], topics: Sequence[str | None]
) -> tuple[Statistic, ...]:
    """Statistics with their times; those of one sentence are told with the topics of all of them."""
    sentences = [article.sentence_at(article.view_range(one.value_span)[0]) for one in statistics]
    together: dict[int | None, set[str | None]] = {}
    for sentence, topic in zip(sentences, topics, strict=True):
        together.setdefault(sentence, set()).add(topic)
    return tuple(
        statistic.model_copy(update=times.of(statistic, together[sentence]))
        for statistic, sentence in zip(in_time(statistics), sentences, strict=True)
    )
