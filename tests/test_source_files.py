"""Files of every kind, real ones: what each gives, what is passed over, and what is refused."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import os
import shutil
import struct
import sys
import textwrap
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

import partyx
from partyx.errors import EmptySourceError, FormatError, InputError, MissingExtraError, SourceNotFoundError
from partyx.reading import Unread, read, read_many
from partyx.reading.pdf import PrintedLine, unwrapped
from partyx.settings import Settings

FILES = Path(__file__).parent / "sources"
TEXTS = json.loads(
    (Path(__file__).parents[1] / "evals" / "layouts" / "texts.json").read_text(encoding="utf-8")
)
FIRST, SECOND, THIRD = TEXTS["articles"]
SETTINGS = Settings(engine="rules")
PROSE = ("sapo", "p1", "p2", "p3", "p4", "p5", "p6")


def articles(source):
    return [found for found in read_many(source, SETTINGS) if not isinstance(found, Unread)]


def unread(source):
    return [found for found in read_many(source, SETTINGS) if isinstance(found, Unread)]


ONE = ["bao-cao.docx", "bao-cao.pdf", "luu-tu-trinh-duyet.mht"]


@pytest.mark.parametrize("name", ONE)
@pytest.mark.parametrize("way", ["path", "bytes", "file"])
def test_a_document_or_a_saved_page_is_its_article(name, way):
    """Every paragraph is one block, whatever the lines of the file were."""
    path = FILES / name
    with path.open("rb") as file:
        article = read({"path": path, "bytes": path.read_bytes(), "file": file}[way], SETTINGS)
    blocks = [article.view[block.start : block.end] for block in article.blocks if block.role.is_content]
    assert [FIRST[slot] for slot in PROSE if FIRST[slot] not in blocks] == []
    assert (article.title or "").casefold() == FIRST["title"].casefold()
    assert article.format == {".docx": "docx", ".pdf": "pdf", ".mht": "html"}[path.suffix]


@pytest.mark.parametrize("name", ONE)
def test_figures_of_a_document_are_found(name):
    extraction = partyx.extract(FILES / name, settings=SETTINGS)
    assert {86, 53.7, 142} <= {it.value for it in extraction.statistics}
    assert extraction.article.source == str(FILES / name)


def test_running_heads_and_page_numbers_of_a_pdf_are_left_out():
    text = read(FILES / "bao-cao.pdf", SETTINGS).text
    assert "3:03" not in text
    assert "1/4" not in text
    assert "Năm 2022, Đảng bộ kết nạp 187 đảng viên" in text  # a paragraph over two pages


def test_tables_of_a_word_document_are_sentences():
    text = read(FILES / "bao-cao.docx", SETTINGS).text
    assert (
        "Xã Tân Lập: Số đảng viên kết nạp năm 2023 là 12 đảng viên. Xã Tân Lập: Tỷ lệ so với chỉ tiêu là 120%."
        in text
    )


def test_pages_that_are_pictures_are_refused_and_ocr_is_named():
    with pytest.raises(EmptySourceError, match="OCR"):
        read(FILES / "ban-quet.pdf", SETTINGS)


MANY = {
    "ba-bai.jsonl": (["bai-1", "bai-2", "bai-3"], [FIRST, SECOND, THIRD]),
    "ba-bai.csv": (["ba-bai-1", "ba-bai-2", "ba-bai-3"], [FIRST, SECOND, THIRD]),
    "ba-trang.parquet": (["ba-trang-1", "ba-trang-2", "ba-trang-3"], [FIRST, SECOND, THIRD]),
    "hai-trang.warc.gz": (["bai-0", "bai-1"], [SECOND, THIRD]),
}


@pytest.mark.parametrize("name", MANY)
def test_a_table_or_a_web_archive_gives_its_articles_with_what_stands_beside_them(name):
    ids, texts = MANY[name]
    found = articles(FILES / name)
    assert [article.id for article in found] == ids
    assert [article.title for article in found] == [text["title"] for text in texts]
    assert [str(article.published) for article in found] == [text["iso"][:10] for text in texts]
    assert all((article.url or "").startswith("https://example.vn/") for article in found)
    assert all(text["p5"] in article.text for article, text in zip(found, texts, strict=True))
    assert len({article.source for article in found}) == len(found)
    with pytest.raises(InputError, match=r"several articles.*read_many"):
        read(FILES / name, SETTINGS)


def test_an_archive_gives_its_members_and_says_what_was_passed_over():
    found = articles(FILES / "nhieu-loai.zip")
    assert [article.id for article in found][:3] == ["bai-1", "báo cáo", "trang"]
    assert found[3].id == f"{FILES}/nhieu-loai.zip/con.zip/bai-1"
    assert found[3].source == f"{FILES}/nhieu-loai.zip/con.zip/bai-1.txt"
    passed = [(item.source.rsplit("/", 1)[1], item.skipped) for item in unread(FILES / "nhieu-loai.zip")]
    assert passed == [("a.jpg", True), ("._bai-1.txt", True)]


def test_a_mail_gives_its_text_and_its_attachments():
    found = articles(FILES / "thu.eml")
    assert [(article.id, article.format, article.title) for article in found] == [
        ("thu", "text", FIRST["title"]),
        ("báo cáo", "docx", FIRST["title"]),
    ]
    assert [item.skipped for item in unread(FILES / "thu.eml")] == [True]


def test_a_folder_gives_all_below_it_each_with_an_id_of_its_own():
    found = articles(FILES)
    assert len({article.id for article in found}) == len(found) == 20
    assert [item.source.rsplit("/", 1)[1] for item in unread(FILES) if not item.skipped] == ["ban-quet.pdf"]


# -- tables --------------------------------------------------------------------------------------------

LINE = {"text": "Sáng 5/7, Huyện ủy kết nạp 15 đảng viên mới, đạt 101% chỉ tiêu năm.", "id": "a"}


def lines_of(*rows):
    return "\n".join(
        row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows
    ).encode()


def test_a_bad_line_is_told_and_the_others_come_out(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(
        lines_of(
            LINE,
            "{",
            "[1]",
            {"id": "b"},
            {"text": " "},
            "",
            {"text": None, "html": "<p>Chi bộ A có 18 đảng viên.</p>"},
        )
    )
    found = list(read_many(path, SETTINGS))
    assert [isinstance(item, Unread) for item in found] == [False, True, True, True, True, False]
    assert [item.source.rsplit(":", 1)[1] for item in found if isinstance(item, Unread)] == [
        "2",
        "3",
        "4",
        "5",
    ]
    assert "no column of text" in str(found[3].error)


@pytest.mark.parametrize(
    "source", [lines_of(LINE, LINE), lines_of(LINE, LINE).decode(), io.BytesIO(lines_of(LINE, LINE))]
)
def test_lines_of_json_are_told_by_their_first_line(source):
    assert [article.id for article in articles(source)] == ["a", "a-2"]


def test_a_line_above_the_limit_is_told_and_the_next_one_comes_out(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines_of({"text": "đ" * 5000}, LINE))
    found = list(read_many(path, Settings(max_chars=400)))
    assert [isinstance(item, Unread) for item in found] == [True, False]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_whatever_excel_made_of_it(tmp_path, encoding, delimiter):
    path = tmp_path / "rows.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(["ID", "Nội dung", "Ngày đăng"])
        writer.writerow(["a", f'{LINE["text"]}\n\nHọ nói "tốt", rồi về; hết.', "05/07/2021"])
    (article,) = articles(path)
    assert (article.id, article.published) == ("a", dt.date(2021, 7, 5))
    assert article.text.endswith('Họ nói "tốt", rồi về; hết.')


def test_a_json_file_is_a_list_of_articles_or_one(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([LINE, LINE]), encoding="utf-8")
    assert len(articles(path)) == 2
    path.write_text(json.dumps({"total": 1, "items": [LINE]}), encoding="utf-8")
    assert [article.id for article in articles(path)] == ["a"]
    path.write_text(json.dumps(LINE), encoding="utf-8")
    assert read(path, SETTINGS).id == "a"
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(FormatError, match="no JSON"):
        read(path, SETTINGS)


@pytest.mark.parametrize("between", ["\n", "", "\r\n\n"])
def test_a_json_file_may_hold_its_articles_one_after_the_other(tmp_path, between):
    path = tmp_path / "a.json"
    path.write_text(between.join(json.dumps(LINE | {"id": name}) for name in "ab"), encoding="utf-8")
    assert [article.id for article in articles(path)] == ["a", "b"]


@pytest.mark.parametrize("suffix", ["jsonl", "json"])
def test_an_id_may_have_more_digits_than_python_reads(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    path.write_text(json.dumps(LINE).replace(json.dumps(LINE["id"]), "7" * 5_000), encoding="utf-8")
    assert [article.id for article in articles(path)] == ["7" * 5_000]


def test_a_nul_in_a_row_takes_no_other_row_along(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\na,"{LINE["text"]}"\nb,"x\0y"\nc,"{LINE["text"]}"\n', encoding="utf-8")
    assert [article.id for article in articles(path)] == ["a", "b", "c"]


def test_a_large_file_without_content_is_not_read_to_its_end(tmp_path):
    """A terabyte that takes no room: to read it would take hours."""
    for suffix in ("jsonl", "csv", "txt", "zip", "parquet"):
        path = tmp_path / f"a.{suffix}"
        path.touch()
        os.truncate(path, 1 << 40)
        (found,) = unread(path)
        assert isinstance(found.error, InputError)


def test_a_table_without_a_text_names_its_columns(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("name,age\nx,1\n", encoding="utf-8")
    with pytest.raises(FormatError, match='name, age; name one "text"'):
        read(path, SETTINGS)


def test_parquet_without_its_library_is_one_error_of_ours(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "pyarrow.parquet", raising=False)
    found = list(read_many([FILES / "ba-trang.parquet", FILES / "ba-bai.jsonl"], SETTINGS))
    assert isinstance(found[0], Unread)
    assert isinstance(found[0].error, MissingExtraError)
    assert "partyx[parquet]" in str(found[0].error)
    assert len(found) == 4


# -- folders and patterns ------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    top = tmp_path / "tin"
    for name in (
        "bai.txt",
        "a/bai.txt",
        "a/b/bai.html",
        "b/trang.html",
        "b/trang_files/khung.html",
        "b/hinh.jpg",
        ".git/x.txt",
        "b/trang.aspx?id=5",
        "khong-duoi",
    ):
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f"Ngày 5/7, {name} kết nạp 15 đảng viên mới, đạt chỉ tiêu năm."
        path.write_text(
            f"<html><body><p>{text}</p></body></html>" if ".html" in name or ".aspx" in name else text,
            encoding="utf-8",
        )
    return top


def test_a_folder_is_read_with_all_below_it_and_says_what_it_passes_over(folder):
    found = list(read_many(folder, SETTINGS))
    names = [str(Path(item.source).relative_to(folder)) for item in found if not isinstance(item, Unread)]
    assert names == [
        "bai.txt",
        "khong-duoi",
        "a/bai.txt",
        "a/b/bai.html",
        "b/trang.aspx?id=5",
        "b/trang.html",
    ]
    ids = [article.id for article in found if not isinstance(article, Unread)]
    assert ids == ["bai", "khong-duoi", f"{folder}/a/bai", f"{folder}/a/b/bai", "trang", f"{folder}/b/trang"]
    passed = {
        str(Path(item.source).relative_to(folder))
        for item in found
        if isinstance(item, Unread) and item.skipped
    }
    assert passed == {".git", "b/hinh.jpg", "b/trang_files"}


@pytest.mark.parametrize(
    ("pattern", "count"),
    [("*.txt", 1), ("**/*.txt", 2), ("**/*.html", 3), ("?/bai.*", 1), ("[ab]", 4), ("a", 2)],
)
def test_a_pattern_names_files_and_folders(folder, pattern, count):
    assert len(articles(folder / pattern)) == count


def test_a_pattern_that_fits_nothing_is_one_line(folder):
    with pytest.raises(SourceNotFoundError, match="no file fits"):
        read(folder / "*.pdf", SETTINGS)


def test_a_name_with_signs_of_patterns_in_it_is_a_name(folder):
    path = folder / "[1] bai*.txt"
    shutil.copy(folder / "bai.txt", path)
    assert read(path, SETTINGS).id == "[1] bai*"


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
def test_loops_pipes_and_broken_links_in_a_folder_are_said_and_not_waited_for(folder):
    (folder / "a" / "vong").symlink_to(folder)
    (folder / "gay.txt").symlink_to(folder / "khong-co.txt")
    os.mkfifo(folder / "ong.txt")
    found = list(read_many(folder, SETTINGS))
    assert len([item for item in found if not isinstance(item, Unread)]) == 6
    assert {Path(item.source).name for item in found if isinstance(item, Unread)} >= {"gay.txt", "ong.txt"}


def test_many_sources_may_be_endless_and_are_read_one_at_a_time():
    def endless():
        while True:
            yield LINE["text"]

    taken = read_many(endless(), SETTINGS)
    assert len({next(taken).id for _ in range(50)}) == 50


def test_one_bad_source_of_many_never_takes_the_others_along(tmp_path):
    sources = [
        None,
        tmp_path / "no.txt",
        b"\x00\x01",
        LINE["text"],
        Path("a\0b"),
        "bao.txt",
        FILES / "ba-bai.jsonl",
        5,
    ]
    found = list(read_many(sources, SETTINGS))
    assert [isinstance(item, Unread) for item in found] == [
        True,
        True,
        True,
        False,
        True,
        True,
        False,
        False,
        False,
        True,
    ]


# -- hostile archives ----------------------------------------------------------------------------------


def zipped(members, **more):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_a_bomb_is_refused_and_the_rest_of_its_archive_comes_out():
    bomb = b"a" * 60_000_000
    data = zipped({"bom.txt": bomb, "bai.txt": LINE["text"]})
    assert len(data) < 100_000
    tracemalloc.start()
    found = list(read_many(data, Settings(max_chars=1_000_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [isinstance(item, Unread) for item in found] == [True, False]
    assert peak < 20_000_000
    with pytest.raises(InputError, match="limit"):
        read(gzip.compress(bomb), Settings(max_chars=1_000_000))


def test_a_member_that_hides_its_size_is_refused_all_the_same():
    data = bytearray(zipped({"a.txt": b"a" * 3_000_000, "bai.txt": LINE["text"]}))
    for mark, at in (
        (b"PK\x01\x02", 24),
        (b"PK\x03\x04", 22),
    ):  # the size in the directory and before the data
        place = data.index(mark) + at
        data[place : place + 4] = (100).to_bytes(4, "little")
    found = list(read_many(bytes(data), Settings(max_chars=10_000)))
    assert [isinstance(item, Unread) for item in found] == [True, False]


def word_document(run: str, before: str = "") -> bytes:
    """A Word document whose one run has this XML in it."""
    document = docx.Document()
    document.add_paragraph("Huyện ủy họp và báo cáo kết quả.")
    document.add_paragraph("RUN")
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["word/document.xml"].decode().replace("RUN", run)
    parts["word/document.xml"] = xml.replace("?>", f"?>{before}", 1).encode()
    return zipped(parts)


def test_what_stands_behind_a_remark_in_a_run_is_read():
    text = read(word_document("Kết nạp <!-- x -->104 đảng <?pi?>viên."), SETTINGS).text
    assert "Kết nạp 104 đảng viên." in text


@pytest.mark.parametrize("entity", ['"104"', 'SYSTEM "file:///etc/hostname"'])
def test_a_document_with_entities_is_refused(entity):
    """Nobody resolves them, and without them figures would be lost."""
    document = word_document("Kết nạp &a; đảng viên.", f"<!DOCTYPE x [<!ENTITY a {entity}>]>")
    with pytest.raises(FormatError, match="an entity in its text"):
        read(document, SETTINGS)


@pytest.mark.slow
def test_a_pdf_that_draws_itself_ends():
    """Under a thousand bytes; each of 20,000 drawings draws 20,000, which takes days."""
    drawings = zlib.compress(b"/X0 Do\n" * 20_000)
    resources = b"/Resources << /XObject << /X0 4 0 R >> >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R " + resources + b" >>",
        b"<< /Type /XObject /Subtype /Form /Filter /FlateDecode /Length %d " % len(drawings)
        + resources
        + b" >>\nstream\n"
        + drawings
        + b"\nendstream",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % numbered for numbered in enumerate(objects, 1))
    data = b"%PDF-1.4\n" + body + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n0\n%%EOF"
    assert len(data) < 1000
    with pytest.raises(FormatError, match="draws far more than it holds"):
        read(data, SETTINGS)


def test_members_that_share_their_bytes_are_no_archive():
    """One article that the directory names sixty thousand times: 264 GB out of three million bytes."""
    whole = zipped({"bai.txt": LINE["text"]})
    directory, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    entry = whole[directory:end]
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1000, 1000, 1000 * len(entry), directory, 0)
    (found,) = list(read_many(whole[:directory] + 1000 * entry + tail, SETTINGS))
    assert "members overlap" in str(found.error)


def test_archives_in_archives_end_somewhere():
    data = LINE["text"].encode()
    for _ in range(6):
        data = zipped({"x.zip" if data.startswith(b"PK") else "x.txt": data})
    (found,) = list(read_many(data, SETTINGS))
    assert "unpack them first" in str(found.error)


def test_a_member_that_leads_outside_is_a_name_and_nothing_more(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (article,) = articles(zipped({"../../etc/bai.txt": LINE["text"]}))
    assert article.id == "bai"
    assert list(tmp_path.iterdir()) == []


BROKEN = {path.name: path.read_bytes() for path in FILES.iterdir() if path.suffix not in {".csv", ".jsonl"}}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("how", ["cut", "flip", "zero"])
def test_a_broken_file_gives_errors_of_ours_and_nothing_else(name, cut, how, tmp_path):
    data = bytearray(BROKEN[name])
    at = int(len(data) * cut)
    if how == "cut":
        del data[at:]
    elif how == "flip":
        for step in range(at, len(data), 997):
            data[step] ^= 0xFF
    else:
        data[at : at + 200] = bytes(200)
    path = tmp_path / name
    path.write_bytes(data)
    for found in read_many(path, SETTINGS):
        assert isinstance(found, Unread | partyx.Article)


# -- Word documents ------------------------------------------------------------------------------------


def word(*parts):
    """A Word document with these parts in its body, as XML."""
    made, buffer = docx.Document(), io.BytesIO()
    for part in parts:
        made.element.body.insert(
            len(made.element.body) - 1, parse_xml(part.replace(">", f" {nsdecls('w')}>", 1))
        )
    made.save(buffer)
    return buffer.getvalue()


def run_of(text):
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_text_in_controls_and_changes_is_read_and_what_was_deleted_is_not():
    data = word(
        f"<w:sdt><w:sdtContent><w:p>{run_of('Trong khung có 6 chi bộ.')}</w:p></w:sdtContent></w:sdt>",
        f"<w:p>{run_of('Kết nạp ')}<w:del w:id='1' w:author='a'><w:r><w:delText>5</w:delText></w:r></w:del>"
        f"<w:ins w:id='2' w:author='a'>{run_of('7')}</w:ins>{run_of(' đảng viên mới.')}</w:p>",
    )
    assert read(data, SETTINGS).text == "Trong khung có 6 chi bộ.\n\nKết nạp 7 đảng viên mới."


def in_box(*paragraphs):
    """A text box as Word stores it: for itself, and once more for old programs."""
    content = f"<w:txbxContent>{''.join(f'<w:p>{run_of(it)}</w:p>' for it in paragraphs)}</w:txbxContent>"
    compatible = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    return (
        f"<w:r><mc:AlternateContent {compatible}><mc:Choice Requires='wps'><w:drawing>{content}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


FIVE = "Kết nạp 5 đảng viên."
RAISED_ONE = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run_of("Có 104") + RAISED_ONE + run_of(" chi bộ."), "Có 104¹ chi bộ."),
        (run_of(FIVE) + "<w:r><w:rPr><w:vanish/></w:rPr><w:t> Ẩn 777.</w:t></w:r>", FIVE),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Kết nạp 5 đảng viên.</w:t></w:r>", FIVE),
        ("".join(f"<w:{it} w:id='1'>{run_of(FIVE)}</w:{it}>" for it in ("moveFrom", "moveTo")), FIVE),
        (run_of(FIVE) + in_box("Ảnh: Minh", "Có 6 chi bộ."), f"{FIVE}\n\nẢnh: Minh\n\nCó 6 chi bộ."),
        (f"<w:r><w:pict><w:txbxContent><w:p>{run_of(FIVE)}</w:p></w:txbxContent></w:pict></w:r>", FIVE),
    ],
    ids=["raised", "hidden", "not hidden", "moved", "box", "old box"],
)  # fmt: skip
def test_a_word_paragraph_is_what_is_seen_of_it(inside, text):
    assert read(word(f"<w:p>{inside}</w:p>"), SETTINGS).text == text


def with_notes(data, notes):
    """The Word document with footnotes of these ids and texts."""
    made, kind = io.BytesIO(), "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode("utf-8", "surrogateescape")
            if name == "[Content_Types].xml":
                part = part.replace(
                    "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                )
            if name == "word/_rels/document.xml.rels":
                part = part.replace(
                    "</Relationships>",
                    f'<Relationship Id="rIdN" Type="{link}" Target="footnotes.xml"/></Relationships>',
                )
            new.writestr(name, part.encode("utf-8", "surrogateescape"))
        each = "".join(f"<w:footnote w:id='{it}'><w:p>{run}</w:p></w:footnote>" for it, run in notes.items())
        new.writestr("word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{each}</w:footnotes>")
    return made.getvalue()


def test_a_footnote_stands_behind_the_paragraph_that_refers_to_it_once():
    refers = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    data = word(f"<w:p>{run_of(FIVE)}{refers}{refers}</w:p>", f"<w:p>{run_of('Có 6 chi bộ.')}</w:p>")
    notes = {0: "<w:r><w:separator/></w:r>", 2: run_of("Trong đó 2 nữ.") + refers}
    assert read(with_notes(data, notes), SETTINGS).text == f"{FIVE}\n\nTrong đó 2 nữ.\n\nCó 6 chi bộ."


def test_tables_in_tables_are_read_once_each():
    inside = f"<w:p>{run_of(FIVE)}</w:p>"
    for _ in range(40):
        inside = f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"
    assert read(word(inside), SETTINGS).text == FIVE


def test_merged_cells_of_a_word_table_say_the_same():
    made, buffer = docx.Document(), io.BytesIO()
    table = made.add_table(4, 3)
    for row, cells in enumerate(
        [
            ("Đơn vị", "Số đảng viên", ""),
            ("", "Năm 2021", "Năm 2022"),
            ("Xã A", "9", "12"),
            ("Xã B", "7", "15"),
        ]
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    made.save(buffer)
    lines = read(buffer.getvalue(), SETTINGS).text.split("\n\n")
    assert (
        lines[-2]
        == "Xã A: Số đảng viên năm 2021 là 9 đảng viên. Xã A: Số đảng viên năm 2022 là 12 đảng viên."
    )


# -- PDFs ----------------------------------------------------------------------------------------------


def pdf_of(shown):
    """A PDF of one page that shows this, with the font F1."""
    writer, content, font = PdfWriter(), DecodedStreamObject(), DictionaryObject()
    page = writer.add_blank_page(600, 800)
    content.set_data(shown.encode())
    font.update({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in FONT.items()})
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(content)  # noqa: SLF001 - pypdf has no other way
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


FONT = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}


def pdf(*pieces):
    """A PDF of one page with these pieces of text: where each stands, its size, and itself."""
    each = "BT 1 0 0 1 {} {} Tm /F1 {} Tf 30 TL ({}) Tj T* ET"  # as reportlab places what is drawn by itself
    return pdf_of("\n".join(each.format(*piece) for piece in pieces))


WORDS = "Dang bo ket nap 128 dang vien trong 9 thang dau nam 2024 va dat 106 phan tram ke hoach".split()
HELVETICA = {"i": 0.22, "t": 0.28, "r": 0.33, "m": 0.83, "k": 0.5, "c": 0.5, "v": 0.5, " ": 0.28, "D": 0.72}


def placed(pieces, y=700, size=10):
    """Pieces one behind the other, each at the place where a program would put it."""
    x = 50.0
    for piece in pieces:
        if piece != " ":
            yield round(x, 2), y, size, piece
        x += size * sum(HELVETICA.get(letter, 0.556) for letter in piece)


def test_words_that_a_pdf_places_one_by_one_are_lines():
    line = " ".join(WORDS)
    pieces = [each for word in WORDS for each in (word, " ")]
    text = read(pdf(*placed(pieces), *placed(pieces, y=688), *placed(WORDS[:1], y=640)), SETTINGS).text
    assert text == f"{line} {line}\n\nDang"


def test_letters_without_words_are_refused_and_never_read_as_figures():
    with pytest.raises(FormatError, match="letter by itself"):
        read(pdf(*placed(" ".join(WORDS))), SETTINGS)


def test_cells_and_columns_of_one_height_are_not_run_together():
    text = read(pdf((50, 700, 10, "Xa An Phu"), (200, 700, 10, "12"), (300, 700, 10, "104 %")), SETTINGS).text
    assert text.split() == ["Xa", "An", "Phu", "12", "104", "%"]
    assert "12 104" not in text


def test_the_mark_of_a_footnote_is_no_digit_of_the_number_before_it():
    shown = "(Co 104) Tj /F1 6 Tf (1) Tj /F1 10 Tf ( chi bo, 20) Tj /F1 9.5 Tf (5) Tj"
    assert read(pdf_of(f"BT /F1 10 Tf 50 700 Td {shown} ET"), SETTINGS).text.strip() == "Co 104¹ chi bo, 205"


WRAPPED = {
    "Ket nap duoc so dang vien la|312 nguoi trong nam.": "Ket nap duoc so dang vien la 312 nguoi trong nam.",
    "Giai doan tu nam hai 2020-|2025 ket nap 5 nguoi.": "Giai doan tu nam hai 2020-2025 ket nap 5 nguoi.",
    "Xa An Phu|312 dang vien trong nam la dang vien moi.": "Xa An Phu\n\n312 dang vien trong nam la dang vien moi.",
}


@pytest.mark.parametrize("printed", WRAPPED)
def test_a_figure_at_the_start_of_a_line_of_a_narrow_column_stays_in_its_sentence(printed):
    pieces = [(50, 700 - 12 * n, 10, line) for n, line in enumerate(printed.split("|"))]
    assert read(pdf(*pieces), SETTINGS).text == WRAPPED[printed]


NARROW = "Sáng ngày 5/7, Huyện ủy Sông Mây tổ chức hội nghị sơ kết công tác xây dựng Đảng. Đồng chí Lê Văn Khoa chủ trì hội nghị này."


def printed(text, width, x=50.0, page=0, size=12.0, top=700.0, indent=0.0):
    """Lines of a column as a PDF places them."""
    lines = textwrap.wrap(text, width)
    return [
        PrintedLine(line, page, x + (indent if not nth else 0), top - 15 * nth, size)
        for nth, line in enumerate(lines)
    ]


@pytest.mark.parametrize("columns", [1, 2])
def test_lines_of_columns_become_paragraphs(columns):
    page = []
    for column in range(columns):
        for nth in range(3):
            page += printed(NARROW, 40, x=50 + 260 * column, top=700 - 100 * nth, indent=14)
    assert unwrapped(page) == [NARROW] * 3 * columns


def test_an_indent_parts_paragraphs_although_the_line_before_is_full():
    full = ("Chi bộ thôn Một kết nạp ba đảng viên mới", "trong quý, sớm hơn kế hoạch của huyện ủy.")
    lines = [
        PrintedLine(text, 0, 50 + (14 if not nth else 0), 700 - 15 * (2 * paragraph + nth), 12)
        for paragraph in range(6)
        for nth, text in enumerate(full)
    ]
    assert unwrapped(lines) == [" ".join(full)] * 6


def test_lines_of_a_pdf_that_places_none_are_joined_where_sentences_go_on():
    lines = [PrintedLine(line, 0) for line in textwrap.wrap(NARROW, 60)]
    assert " ".join(unwrapped(lines)) == NARROW
    assert len(unwrapped(lines)) < len(lines)


def test_headlines_items_and_room_part_paragraphs():
    lines = [
        *printed("Huyện ủy Sông Mây sơ kết công tác xây dựng Đảng sáu tháng", 40, x=90, size=18, top=760),
        *printed(NARROW, 60),
        *printed("- Kết nạp đảng viên: 15 đồng chí, đạt chỉ tiêu được giao trong năm nay.", 60, top=640),
        *printed("- Khai trừ: 1 đồng chí.", 60, top=610),
        *printed(NARROW, 60, top=560),
    ]
    assert [text[:12] for text in unwrapped(lines)] == [
        "Huyện ủy Sôn",
        "Sáng ngày 5/",
        "- Kết nạp đả",
        "- Khai trừ: ",
        "Sáng ngày 5/",
    ]
