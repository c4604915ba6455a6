"""The readers that the tables in ``cases/vi`` are tried on, each by the name of its table.

Each takes a text and gives (start, end, what it means in words) of everything it finds, in order.
"""

from __future__ import annotations

from partyx.mention import Kind, OrganisationReading
from partyx.mentions import find_mentions
from partyx.reading import read
from partyx.settings import Settings


def _mentions(text, kind):
    article = read(text, Settings())
    assert article.view == text
    return find_mentions(article).of_kind(kind)


def organisations(text):
    found = []
    for mention in _mentions(text, Kind.ORGANISATION):
        assert isinstance(mention.reading, OrganisationReading)
        found.append((mention.start, mention.end, mention.reading.normalised))
    return found
