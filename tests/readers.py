"""The readers that the tables in ``cases/vi`` are tried on, each by the name of its table.

Each takes a text and gives (start, end, what it means in words) of everything it finds, in order.
"""

from __future__ import annotations

import re

from partyx.article import Article, Block, Role
from partyx.mention import OrganisationReading, PersonReading
from partyx.mentions.organisations import find_organisations
from partyx.mentions.people import find_people


def article_of(text, role=Role.BODY):
    """A text as an article, one block of the role a line."""
    blocks = tuple(Block(line.start(), line.end(), role) for line in re.finditer(r"\S[^\n]*", text))
    return Article("x", text, text, blocks, (), None, None, None, "")


def organisations(text):
    found = []
    for one in find_organisations(article_of(text)):
        (reading,) = one.readings
        assert isinstance(reading, OrganisationReading)
        assert reading.name == text[one.start : one.end]
        found.append((one.start, one.end, reading.normalised))
    return found


def people(text):
    found = []
    for one in find_people(article_of(text)):
        (reading,) = one.readings
        assert isinstance(reading, PersonReading)
        assert reading.name == text[one.start : one.end]
        titles = ": " + "; ".join(reading.titles) if reading.titles else ""
        found.append((one.start, one.end, reading.name + titles))
    return found
