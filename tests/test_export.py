"""Tables for other programs: the same rows in every form, each with a way back, none of them a formula."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from full_disk import disk_with_room_for

import partyx
from partyx.errors import MissingExtraError, OutputError, PartyxError
from partyx.export import FORMS, export
from partyx.people import people_rows, seen_in
from partyx.tables import COLUMNS, neutral, neutral_in_csv, rows

ARTICLES = sorted((Path(__file__).parent.parent / "evals" / "articles").glob("*.txt"))
FORMULA = '=HYPERLINK("http://example.org";"x")'


@pytest.fixture(scope="module")
def extractions() -> list[partyx.Extraction]:
    return [partyx.extract(path, settings={"engine": "rules"}) for path in ARTICLES]


def read_back(path: Path, form: str) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each table of a file that was exported."""
    if form == "csv":
        found = {}
        for name in COLUMNS:
            with (path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
                found[name] = [tuple(row) for row in csv.reader(file)][1:]
        return found
    if form == "parquet":
        tables = {name: pq.read_table(path / f"{name}.parquet").to_pylist() for name in COLUMNS}
        return {name: [tuple(row.values()) for row in them] for name, them in tables.items()}
    if form == "xlsx":
        book = openpyxl.load_workbook(path)
        return {name: list(book[name].iter_rows(min_row=2, values_only=True)) for name in COLUMNS}
    base = sqlite3.connect(path) if form == "sqlite" else duckdb.connect(str(path), read_only=True)
    try:
        return {name: base.execute(f'SELECT * FROM "{name}"').fetchall() for name in COLUMNS}  # noqa: S608
    finally:
        base.close()


def plain(value: Any) -> str:
    """A value as any of the forms may give it back."""
    if isinstance(value, dt.datetime):
        value = value.date()
    try:
        return f"{float(value):.12g}"
    except (TypeError, ValueError):
        return str(value or "").removeprefix("'")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_the_same_rows(extractions, tmp_path: Path, form: str) -> None:
    out = tmp_path / ("out.xlsx" if form == "xlsx" else "out")
    counts = export(extractions, out, form)
    wanted: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
    for extraction in extractions:
        for table, row in rows(extraction):
            wanted[table].append(row)
    wanted["people"] = list(people_rows([one for extraction in extractions for one in seen_in(extraction)]))
    found = read_back(out, form)
    assert counts == {name: len(them) for name, them in wanted.items()}
    assert counts["articles"] == len(ARTICLES)
    assert min(counts.values()) > 3
    for name, them in wanted.items():
        assert [list(map(plain, row)) for row in found[name]] == [list(map(plain, row)) for row in them]
    assert list(tmp_path.iterdir()) == [out]


def test_every_row_leads_to_its_record_and_its_characters(extractions) -> None:
    for extraction in extractions:
        for table, row in rows(extraction):
            values = dict(zip(COLUMNS[table], row, strict=True))
            assert values["article"] == extraction.article.id
            if "record" in values:
                assert extraction.record(values["record"]) is not None
            if "quote" in values:
                assert extraction.text[values["start"] : values["end"]] == values["quote"]


def test_statistics_are_joined_with_their_articles_and_evidence(extractions, tmp_path: Path) -> None:
    export(extractions, tmp_path / "base.sqlite", "sqlite")
    base = sqlite3.connect(tmp_path / "base.sqlite")
    found = base.execute(
        "SELECT a.outlet, s.value, e.quote FROM statistics s JOIN articles a USING (article) "
        "JOIN evidence e ON e.article = s.article AND e.record = s.record AND e.number = 0 "
        "WHERE s.indicator LIKE '%kết nạp%' AND s.unit = 'đảng viên' ORDER BY s.value DESC"
    ).fetchall()
    base.close()
    assert ("ĐTO", 104) in [row[:2] for row in found]
    assert all(quote for *_, quote in found)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_is_a_formula(extractions, tmp_path: Path, form: str) -> None:
    planted = json.loads(extractions[0].to_json())
    planted["article"] |= {"title": FORMULA, "outlet": "@x", "url": "-1+1"}
    for statistic in planted["statistics"]:
        statistic |= {"indicator": FORMULA, "unit": "＝1"}
    out = tmp_path / "out.xlsx"
    export([partyx.Extraction.from_json(json.dumps(planted))], out, form)
    found = read_back(out, form)
    texts = [
        cell for them in found.values() for row in them for cell in row if isinstance(cell, str) and cell
    ]
    assert not [text for text in texts if text[0] in "=+-@＝＋－＠"]
    assert "'" + FORMULA in texts
    if form == "xlsx":
        book = openpyxl.load_workbook(out)
        assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "d", "b"}


@pytest.mark.parametrize(
    "begins", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "⁺", "₌"]
)
def test_every_sign_of_a_formula_is_one(begins: str) -> None:
    assert neutral(f"{begins}1+1") == f"'{begins}1+1"


@pytest.mark.parametrize("formula", ["=1+1", "=cmd|x!A1", "@SUM(1)", "＝1", "-2+3+cmd|x!A1", "+HYPERLINK(1)"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_of_a_csv_is_a_formula_whatever_separates_it(
    extractions, tmp_path: Path, formula: str, delimiter: str
) -> None:
    """Where commas are decimal, as in Vietnam, Excel cuts at semicolons, and a quotation mark inside ends nothing."""
    texts = [f'a{separator}{formula}", b' for separator in (";", "\n", "\r\n", "\t")]
    planted = json.loads(extractions[0].to_json())
    planted["article"] |= dict(zip(("id", "title", "outlet", "url"), texts, strict=True))
    export([partyx.Extraction.from_json(json.dumps(planted))], tmp_path / "out", "csv")
    with (tmp_path / "out" / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=delimiter) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@＝")]
    assert sum(cell.count(f"'{formula}") for cell in cells) == len(texts)


@pytest.mark.parametrize("form", [*FORMS, "frames"])
def test_a_count_of_any_size_is_written_or_refused(extractions, tmp_path: Path, form: str) -> None:
    """What was read from JSON may say that an article has 2^63 characters; data bases hold 64 bits."""
    for count in (2**53, 2**63, 10**30, 10**400):
        planted = json.loads(extractions[0].to_json())
        planted["article"]["chars"] = planted["coverage"]["digits"] = count
        found = partyx.Extraction.from_json(json.dumps(planted))
        with suppress(PartyxError):
            if form == "frames":
                found.to_frames()
            else:
                export([found], tmp_path / f"{len(str(count))}", form)


def test_a_list_in_a_quote_is_no_formula() -> None:
    text = "Năm 2023: \n- khai trừ 3 đảng viên (2%);\n+ Kết nạp 45; -5% so với năm 2022"
    assert neutral_in_csv(text) == text


@pytest.mark.parametrize("form", FORMS)
def test_a_figure_of_any_length_is_a_row(tmp_path: Path, form: str) -> None:
    found = partyx.extract(f"Toàn Đảng bộ kết nạp {'9' * 400} đảng viên.", settings={"engine": "rules"})
    assert export([found], tmp_path / "out", form)["statistics"] == len(found.statistics)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_there_stays_and_a_failure_leaves_nothing(extractions, tmp_path: Path, form: str) -> None:
    (tmp_path / "there").write_text("x")
    with pytest.raises(OutputError, match="there already"):
        export(extractions, tmp_path / "there", form)
    with pytest.raises(OutputError, match="two extractions are of an article"):
        export([extractions[0]] * 2, tmp_path / "out", form)
    assert [it.name for it in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", [0, 5_000, 12_000])
def test_a_full_disk_is_an_error_that_leaves_nothing(
    extractions, tmp_path: Path, form: str, size: int
) -> None:
    with disk_with_room_for(size), pytest.raises(OutputError, match="Name a path that can be written"):
        export(extractions, tmp_path / f"run.{form}", form)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", FORMS)
def test_what_a_killed_run_left_is_no_obstacle(extractions, tmp_path: Path, form: str) -> None:
    left = tmp_path / ".out.unfinished"
    if form in {"csv", "parquet"}:
        left.mkdir()
        (left / "articles.csv").write_text("half", encoding="utf-8")
    else:
        left.write_bytes(b"half")
    export(extractions[:1], tmp_path / "out", form)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("form", "module"), [("parquet", "pyarrow"), ("duckdb", "duckdb"), ("xlsx", "xlsxwriter")]
)
def test_a_missing_library_says_how_to_get_it(tmp_path: Path, monkeypatch, form: str, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'partyx\[{form}\]'"):
        export([], tmp_path / "out", form)
    assert not list(tmp_path.iterdir())


def test_the_command_takes_what_a_run_wrote(extractions, tmp_path: Path) -> None:
    run = tmp_path / "run.jsonl"
    run.write_text("\n".join(it.to_json(None) for it in extractions) + '\n{"x": 1}\n', encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "partyx",
        "export",
        run,
        "--to",
        "sqlite",
        "-o",
        tmp_path / "base.sqlite",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert f"{len(ARTICLES):>9,}  articles" in done.stdout
    assert f"line {len(ARTICLES) + 1}: not the JSON of a partyx extraction" in done.stderr


SQL = re.compile(r"^```sql\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PAGE = (Path(__file__).parent.parent / "docs" / "many.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("query", SQL.findall(PAGE))
def test_the_queries_of_the_documentation_find_something(extractions, tmp_path: Path, query: str) -> None:
    export(extractions, tmp_path / "base.duckdb", "duckdb")
    with duckdb.connect(str(tmp_path / "base.duckdb"), read_only=True) as base:
        assert len(base.execute(query).fetchall()) > 1
