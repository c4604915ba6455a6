"""The index of the sample articles agrees with the files, and reading agrees with the index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from partyx.reading import read
from partyx.settings import Settings

ARTICLES = Path(__file__).parents[1] / "evals" / "articles"
INDEX = json.loads((ARTICLES / "index.json").read_text(encoding="utf-8"))


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
        "title": article.title,
        "outlet": article.outlet,
        "published": published,
        "sha256": article.sha256,
    }
    assert found == entry
