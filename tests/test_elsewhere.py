"""Values of one's own records that the article says of something else: each a note, and true ones none."""

from __future__ import annotations

from typing import Literal

import pytest

import partyx


class Post(partyx.Record):
    """Một người và chức vụ."""

    person: partyx.PersonRef
    does: Literal["chủ trì", "dự", "trung ương"] | None = None
    post: partyx.Phrase | None = None
    body: partyx.OrganisationRef | None = None
    day: partyx.DateRef | None = None
    under: partyx.DocumentRef | None = None


class Count(partyx.Record):
    """Một con số."""

    number: partyx.FigureRef
    act: Literal["kết nạp", "khai trừ"] | None = None
    what: partyx.Label | None = None


TEXT = """Huyện ủy Kim Đài họp

02/03/2024

Sáng 1/3/2024, Huyện ủy Kim Đài họp. Lê Văn An, Bí thư Huyện ủy chủ trì. Dự có Trần Thị Bình, Trưởng ban. \
Công việc rất nhiều.

Huyện kết nạp 47 đảng viên, khai trừ 3 đảng viên. Đỗ Văn Cường, Chánh Văn phòng theo Quyết định số 22-QĐ/TW ngày \
5/6/2020.

Hạn là ngày 30/4/2024, do Tỉnh ủy Sông Mây giao. Kế hoạch mới sẽ sớm có. Lê Văn An hứa ngay."""


def notes(**records):
    """What is noted about these records, as "field: why"."""
    found = partyx.extract(
        TEXT, model=partyx.FakeModel([records]), records=[Post, Count], settings={"cache": "off"}
    )
    assert not found.unlocated
    said = [it for it in found.findings if it.check == "value-from-elsewhere"]
    assert all(it.severity == "note" and it.records and it.spans for it in said)
    return [it.message.removeprefix("the ") for it in said]


@pytest.mark.parametrize(
    "post",
    [
        {"person": "Lê Văn An", "does": "chủ trì", "post": "Bí thư Huyện ủy"},
        {"person": "Trần Thị Bình", "does": "dự", "body": "Huyện ủy Kim Đài", "day": "1/3/2024"},
        {"person": "Trần Thị Bình", "post": "Công việc rất nhiều"},
        {"person": "Trần Thị Bình", "does": "trung ương"},
        {"person": "Đỗ Văn Cường", "under": "Quyết định số 22-QĐ/TW", "day": "ngày 5/6/2020"},
        {"person": "Đỗ Văn Cường", "body": "Huyện ủy Kim Đài", "day": "1/3/2024"},
        {"person": "Lê Văn An", "post": "hứa ngay"},
    ],
)
def test_what_stands_with_its_record_or_was_told_before_it_is_not_noted(post):
    assert notes(posts=[post]) == []


@pytest.mark.parametrize(
    ("post", "note"),
    [
        (
            {"person": "Trần Thị Bình", "does": "chủ trì"},
            "does 'chủ trì' is not said where 'dự' is",
        ),
        (
            {"person": "Trần Thị Bình", "post": "Bí thư Huyện ủy"},
            "post 'Bí thư Huyện ủy' stands in a sentence about somebody else",
        ),
        (
            {"person": "Lê Văn An", "post": "Kế hoạch mới"},
            "post 'Kế hoạch mới' stands in another paragraph",
        ),
        ({"person": "Trần Thị Bình", "post": "hứa ngay"}, "post 'hứa ngay' stands in another paragraph"),
        (
            {"person": "Lê Văn An", "body": "Tỉnh ủy Sông Mây"},
            "body 'Tỉnh ủy Sông Mây' is said only behind it",
        ),
        ({"person": "Lê Văn An", "day": "ngày 30/4/2024"}, "day '2024-04-30' is said only behind it"),
        ({"person": "Đỗ Văn Cường", "day": "ngày 5/6/2020"}, "day '2020-06-05' is the date of a document"),
    ],
)
def test_what_stands_where_something_else_is_told_is_noted(post, note):
    assert notes(posts=[post]) == [note]


def test_what_stands_in_the_sentence_of_another_record_is_noted():
    both = [{"person": "Lê Văn An"}, {"person": "Trần Thị Bình", "post": "Bí thư Huyện ủy"}]
    assert notes(posts=both) == ["post 'Bí thư Huyện ủy' stands in the sentence of another record"]


@pytest.mark.parametrize(
    ("count", "noted"),
    [
        ({"number": "47", "act": "kết nạp", "what": "đảng viên kết nạp"}, []),
        ({"number": "3 đảng viên", "act": "khai trừ"}, []),
        ({"number": "47", "act": "khai trừ"}, ["act 'khai trừ' says 'khai trừ', which is not said of this figure"]),
        (
            {"number": "3 đảng viên", "what": "kết nạp đảng viên"},
            ["what 'kết nạp đảng viên' says what was done to others"],
        ),
    ],
)  # fmt: skip
def test_a_choice_or_label_that_fits_another_figure_is_noted(count, noted):
    assert notes(counts=[count]) == noted
