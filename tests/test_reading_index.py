"""The index of the articles agrees with the files, and reading agrees with the index.

The index says what a person reads: title, outlet's tag and day as the page prints them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from partyx.reading import read
from partyx.settings import Settings

EVALS = Path(__file__).parents[1] / "evals"
ARTICLES = EVALS / "articles"
INDEX = json.loads((ARTICLES / "index.json").read_text(encoding="utf-8"))

MISREAD = {
    "w03": {"title"},  # the kicker in capitals
    "w07": {"title"},  # the breadcrumb
    "w10": {"title"},  # a page without running text: the weather
    "w12": {"published"},  # a day between template marks
}
"""What reading gets wrong on the written articles. Take out what it learns."""


def test_index_names_every_article_once():
    assert [entry["file"] for entry in INDEX] == sorted(path.name for path in ARTICLES.glob("*.txt"))
    assert all(entry["file"].startswith(entry["id"] + "_") for entry in INDEX)


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["id"])
def test_reading_finds_what_the_index_says(entry):
    article = read(ARTICLES / entry["file"], Settings(), id=entry["id"])
    published = article.published.isoformat() if article.published else None
    found = {
        "id": article.id,
        "file": entry["file"],
        "origin": entry["origin"],
        "title": article.title,
        "outlet": article.outlet,
        "published": published,
        "sha256": article.sha256,
    }
    assert found.keys() == entry.keys()
    assert {name for name in found if found[name] != entry[name]} == MISREAD.get(entry["id"], set())


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["id"])
def test_gold_agrees_with_the_index(entry):
    path = EVALS / "gold" / f"{entry['id']}.json"
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert gold["origin"] == entry["origin"]
    assert gold["article"]["file"] == entry["file"]
    assert gold["article"]["sha256"] == entry["sha256"]
    assert gold["article"].get("published") == entry["published"]
