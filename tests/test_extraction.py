"""The root record: JSON, tables, the article it remembers."""

import copy
import csv
import io
import json
import pickle
import sys
from pathlib import Path

import made
import pandas as pd
import pytest

import partyx
from partyx.errors import InputError, MissingExtraError
from partyx.extraction import Extraction
from partyx.settings import Settings
from partyx.tables import COLUMNS

ARTICLE = next((Path(__file__).parent.parent / "evals" / "articles").glob("001_*.txt"))
FIELDS = [
    "schema_version",
    "article",
    "meetings",
    "statistics",
    "directives",
    "records",
    "unlocated",
    "findings",
    "coverage",
    "provenance",
]


def with_source() -> Extraction:
    return made.extraction().with_source(made.article())


def test_json_has_the_fields_of_the_contract_in_its_order():
    assert list(made.extraction().to_dict()) == FIELDS


def test_json_keeps_vietnamese_letters_and_iso_dates():
    text = made.extraction().to_json()
    assert '"indicator": "đảng viên kết nạp mới"' in text
    assert '"published": "2024-07-06"' in text


def test_json_numbers_stay_whole_or_fractional_as_they_are():
    values = [it["value"] for it in made.extraction().to_dict()["statistics"]]
    assert values == [1204, 57.5, 26]
    assert [type(value) for value in values] == [int, float, int]


def test_json_without_indent_is_one_line():
    assert "\n" not in made.extraction().to_json(indent=None)


def test_reading_back_gives_equal_records():
    assert Extraction.from_json(made.extraction().to_json()) == made.extraction()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "is no JSON"),
        ("[]", "the text: "),
        ("{}", "article: Field required"),
        (
            made.extraction().to_json().replace('"schema_version": "1.1"', '"schema_version": "9.0"'),
            "schema_version",
        ),
        (made.extraction().to_json().replace('"value": 57.5', '"value": NaN'), "NaN is no number"),
        (made.extraction().to_json().replace('"value": 57.5', '"value": "57,5"'), "statistics.1.value"),
        (made.extraction().to_json().replace('"value": 57.5', '"value": ' + "9" * 400), "too large"),
        (made.extraction().to_json().replace('"start": 196', '"start": 195'), "is not the place of"),
        (made.extraction().to_json().replace('"unit"', '"units"', 1), "statistics.0.units"),
    ],
)
def test_what_is_no_extraction_is_refused_by_the_name_of_the_wrong_field(text, named):
    with pytest.raises(InputError, match="not the JSON of a partyx extraction") as caught:
        Extraction.from_json(text)
    assert named in str(caught.value)


def test_the_article_is_remembered_but_never_written():
    extraction = with_source()
    assert extraction.text == made.TEXT
    assert "Lượt xem" not in extraction.to_json()
    assert Extraction.from_json(extraction.to_json()).text is None


@pytest.mark.parametrize(
    "again",
    [
        lambda it: it.model_copy(update={"findings": ()}),
        copy.copy,
        copy.deepcopy,
        lambda it: pickle.loads(pickle.dumps(it)),  # noqa: S301 - our own bytes
    ],
    ids=["model_copy", "copy", "deepcopy", "pickle"],
)
def test_copies_remember_the_article(again):
    assert again(with_source()).text == made.TEXT


def test_remembering_the_article_makes_no_difference_to_equality():
    assert with_source() == made.extraction()
    assert made.extraction().model_copy(update={"findings": ()}) != made.extraction()
    assert made.extraction() != "an extraction"


def test_an_extraction_is_frozen():
    with pytest.raises(ValueError, match="frozen"):
        made.extraction().findings = ()


def test_repr_counts_the_records():
    expected = "<Extraction song-may: 1 meetings, 3 statistics, 2 directives, 1 findings>"
    assert repr(made.extraction()) == expected


def test_frames_have_a_row_a_record():
    frames = made.extraction().to_frames()
    assert {name: len(frame) for name, frame in frames.items()} == {
        "meetings": 1,
        "statistics": 3,
        "directives": 2,
        "findings": 1,
        "articles": 1,
        "people": 1,
        "tasks": 1,
        "evidence": 6,
    }
    row = frames["statistics"].iloc[2]
    assert (row["value"], row["of"], row["unit"], row["quote"]) == (26.0, 27.0, "chi bộ", "26/27 chi bộ")
    assert str(row["period_end"].date()) == "2024-06-30"
    assert frames["directives"]["document_number"].tolist()[0] == "12-CT/TU"
    assert frames["meetings"]["chairs"].tolist() == ["Lê Thị Hoa (Bí thư Thành ủy)"]


def test_frames_of_many_extractions_are_the_exported_tables():
    """The rows of all of them in one table each, with the keys and the columns of the files."""
    first, second = made.extraction(), made.extraction().with_id("other")
    frames = partyx.to_frames([first, second])
    assert {name: list(frame.columns) for name, frame in frames.items()} == {
        name: list(columns) for name, columns in COLUMNS.items()
    }
    figures, people = frames["statistics"], frames["people"]
    assert figures["article"].tolist() == ["song-may"] * 3 + ["other"] * 3
    assert figures["record"].tolist() == ["statistics[0]", "statistics[1]", "statistics[2]"] * 2
    chaired = people.merge(frames["meetings"], on=["article", "record"], suffixes=("", "_of_meeting"))
    assert chaired[["article", "role", "person", "organizer"]].to_numpy().tolist() == [
        [name, "chairs", "lê thị hoa", first.meetings[0].organizer] for name in ("song-may", "other")
    ]
    assert partyx.to_frames([]).keys() == frames.keys()


def test_frames_say_when_where_whose_and_what_kind():
    extraction = partyx.extract(
        "Năm 2022, Huyện ủy Tân Hồng kết nạp 104 đảng viên (đạt 101%).", settings=Settings(engine="rules")
    )
    count, share = extraction.to_frames()["statistics"].to_dict("records")
    assert (count["place_code"], count["place_code_2025"], count["place_district"]) == (
        "87",
        "82",
        "Tân Hồng",
    )
    assert (count["period_from"], count["measure"], count["topic"]) == (
        "sentence",
        "count",
        "admission.admitted",
    )
    assert (share["measure"], share["relates_to"]) == ("attainment", count["record"])
    assert pd.isna(count["relates_to"])


def test_frames_without_rows_have_the_same_columns_and_types():
    full = made.extraction()
    empty = full.model_copy(update={"meetings": (), "statistics": (), "directives": (), "findings": ()})
    for name, frame in empty.to_frames().items():
        assert frame.dtypes.to_dict() == full.to_frames()[name].dtypes.to_dict()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_of_a_table_is_a_formula(start):
    """Whatever an article or a model says: text that a spreadsheet would run has an apostrophe before it."""
    formula = f'{start}HYPERLINK("http://example.org","x")'

    free = set("id name organizer titles agenda indicator unit subject printed kind number issuer".split())
    free |= set("addressees text message check".split())

    def planted(value, key=""):
        if key == "evidence":
            return [{"start": 0, "end": len(formula), "text": formula}]
        if isinstance(value, dict):
            return {name: planted(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [planted(inner, key) for inner in value]
        return formula if key in free and value is not None else value

    data = made.extraction().to_dict()
    data |= {name: planted(data[name]) for name in ("article", "meetings", "statistics", "directives")}
    data["findings"] = [{**planted(data["findings"][0]), "spans": []}]
    for statistic in data["statistics"]:
        statistic["value_span"] = statistic["evidence"][0]
    tables = Extraction.from_json(json.dumps(data)).to_frames()
    cells = 0
    for table in tables.values():
        for row in list(csv.reader(io.StringIO(table.to_csv(index=False))))[1:]:
            cells += sum(cell.startswith("'") for cell in row)
            assert not [cell for cell in row if cell.startswith(start)]
    assert cells > 30


def test_frames_without_pandas_say_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'partyx\[frames\]'"):
        made.extraction().to_frames()


def test_json_is_what_the_standard_library_reads():
    assert json.loads(made.extraction().to_json()) == made.extraction().to_dict()


def test_findings_lead_to_their_records():
    extraction = partyx.extract(ARTICLE, settings={"engine": "rules"})
    (error,) = [finding for finding in extraction.findings if finding.severity == "error"]
    assert [(record.value, record.unit) for record in extraction.records_of(error)] == [
        (2, "tập thể"),
        (2.47, "%"),
    ]
    for finding in extraction.findings:
        assert len(extraction.records_of(finding)) == len(finding.records)
    assert extraction.record("directives[0]") is extraction.directives[0]


@pytest.mark.parametrize(
    "reference", ["statistics[99]", "statistics[-1]", "findings[0]", "statistics[٣]", "", "x"]
)
def test_a_reference_to_nothing_is_an_input_error(reference):
    with pytest.raises(InputError, match="has no record"):
        partyx.extract(ARTICLE, settings={"engine": "rules"}).record(reference)
