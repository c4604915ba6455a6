"""Who is the same person in several articles: hard pairs, the gold's own people, ids in tables."""

from __future__ import annotations

import random
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import partyx
from partyx.export import export
from partyx.language.office import Office, office_of
from partyx.people import pairs, same_people

sys.path.insert(0, str(Path(__file__).parents[1] / "evals"))
import people

RULES = {"engine": "rules"}


def test_what_is_joined_is_right_and_most_of_it_is() -> None:
    sets = people.sets()
    scores = {name: people.score(asked) for name, asked in sets.items()}
    found = people.total(scores.values())
    assert found.precision >= people.PRECISION
    assert found.recall >= people.RECALL
    assert found.joined >= 50
    assert sum(not pair.same for asked in sets.values() for pair in asked) >= 2_000


@pytest.mark.parametrize(
    "pair", [pair for pair in people.by_hand() if not pair.same], ids=lambda pair: pair.why
)
def test_a_hard_pair_of_two_people_is_never_joined(pair: people.Pair) -> None:
    assert pairs([pair.a, pair.b]) == pairs([pair.b, pair.a]) == set()


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("Bí thư Huyện ủy Tân Hồng", Office("huyện uỷ", "tân hồng", "place", "huyện")),
        ("Phó Bí thư Thường trực Huyện uỷ", Office("huyện uỷ", None, "place", "huyện")),
        ("Tỉnh ủy viên", Office("tỉnh uỷ", None, "province")),
        ("Ủy viên BTV tỉnh ủy", Office("tỉnh uỷ", None, "province")),
        ("Chủ nhiệm Ủy ban Kiểm tra (UBKT) Tỉnh ủy", Office("uỷ ban kiểm tra tỉnh uỷ", None, "province")),
        ("Phó Trưởng ban Thường trực Ban Tổ chức Tỉnh ủy", Office("ban tổ chức tỉnh uỷ", None, "province")),
        ("Chủ tịch UBND tỉnh Vĩnh Phúc", Office("uỷ ban nhân dân tỉnh", "vĩnh phúc", "province", "tỉnh")),
        ("Bí thư Huyện ủy Kim Đài", Office("huyện uỷ", "kim đài", "place", "huyện")),
        ("Bí thư Thành ủy TP.HCM", Office("thành uỷ", "hồ chí minh", "place", "thành phố")),
        ("Chủ tịch Ủy ban MTTQ Việt Nam tỉnh", Office("uỷ ban mặt trận tổ quốc tỉnh", None, "province")),
        ("Chỉ huy trưởng Bộ CHQS tỉnh", Office("bộ chỉ huy quân sự tỉnh", None, "province")),
        ("Phó Chủ tịch Quốc hội", Office("quốc hội", None, "nation")),
        ("Phó Trưởng ban Thường trực", None),
        ("Ủy viên dự khuyết BCH Trung ương Đảng", None),
        ("đại biểu Quốc hội khóa XV", None),
        ("cán bộ Công an tỉnh", None),
        ("Giám đốc Sở Nội vụ", Office("sở nội vụ", None, "province")),
        ("Ủy viên Bộ Chính trị", Office("bộ chính trị", None, "nation")),
        ("Phó Bí thư Đảng ủy Khối", Office("đảng uỷ khối", None, "place")),
        ("Đại tá", None),
        ("", None),
    ],
)
def test_the_office_of_a_title_is_its_body_and_its_place(title: str, office: Office | None) -> None:
    assert office_of(title) == office


def test_sightings_kept_elsewhere_are_counted_by_pairs() -> None:
    seen = people.kept(
        [
            "# who | name | ...",
            "1 | Lê Văn Tám | Tỉnh ủy viên; Bí thư Huyện ủy | An Giang | | 2022-01-05 | a",
            "1 | Lê Văn Tám | Bí thư Huyện ủy Tri Tôn | An Giang | Tri Tôn | | b",
            "2 | Lê Văn Tám | Bí thư Tỉnh ủy | Lào Cai | | 2022-01-05 | c",
            "1 | Lê Văn Tám | nông dân | An Giang | | 2022-01-05 | d",
        ]
    )
    assert people.score_together(seen) == people.Score(same=3, joined=1, right=1)


def test_the_order_of_the_articles_changes_nothing() -> None:
    seen = [one for nth, pair in enumerate(people.by_hand()) for one in _in_articles_of_their_own(nth, pair)]
    first = same_people(seen)
    assert sum(len(person.seen) for person in first) == len(seen)
    assert len({person.id for person in first}) == len(first)
    for seed in range(5):
        random.Random(seed).shuffle(seen)  # noqa: S311 - no secret
        assert same_people(seen) == first


def _in_articles_of_their_own(nth: int, pair: people.Pair) -> list[partyx.Seen]:
    return [replace(one, article=f"{nth}{one.article}", name=f"{one.name} {nth}") for one in (pair.a, pair.b)]


ARTICLES = sorted((Path(__file__).parents[1] / "docs" / "examples" / "joining").glob("*.txt"))
EXTRACTIONS = [partyx.extract(path, settings=RULES) for path in ARTICLES]


def test_people_are_joined_over_articles_and_apart_in_two_provinces() -> None:
    found = {person.id: [one.article for one in person.seen] for person in partyx.people_of(EXTRACTIONS)}
    hoa, *dung = found
    assert hoa.startswith("le-thi-hoa-")
    assert found[hoa] == ["an-giang-2022", "an-giang-2023"]
    assert [found[one] for one in dung] == [["tay-ninh-2022", "tay-ninh-2023"], ["tri-ton-2023"]]


def test_the_first_person_has_all_titles_in_order() -> None:
    first = partyx.people_of(EXTRACTIONS)[0]
    assert (first.name, first.titles[-1]) == ("Lê Thị Hoà", "Phó Bí thư Thường trực Tỉnh ủy An Giang")
    assert len(first.titles) == 3


def test_pandas_has_the_ids() -> None:
    pytest.importorskip("pandas")
    table = partyx.to_frames(EXTRACTIONS)["people"]
    told = {
        (one.article, one.number): person.id
        for person in partyx.people_of(EXTRACTIONS)
        for one in person.seen
    }
    assert (
        dict(zip(zip(table["article"], table["number"], strict=True), table["person_id"], strict=True))
        == told
    )


def test_the_sql_of_the_page_on_joining_runs_and_tells_what_it_says(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    page = (ARTICLES[0].parents[2] / "joining.md").read_text(encoding="utf-8")
    export(EXTRACTIONS, tmp_path / "records.duckdb", "duckdb")
    asked = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    with duckdb.connect(str(tmp_path / "records.duckdb")) as base:
        members, cited, people = [base.sql(one).fetchall() for one in asked]
    assert [row[:4] for row in members] == [
        ("An Giang", 2022, 1846.0, 66120.0),
        ("An Giang", 2023, 1911.0, 67480.0),
        ("Tây Ninh", 2022, 1204.0, 43512.0),
        ("Tây Ninh", 2023, 1287.0, 44703.0),
    ]
    assert cited[0][-1] == 3
    assert [row[2] for row in people] == [2, 2, 1]
