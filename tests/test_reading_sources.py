"""Sources: what can be read, and the clear word about what cannot."""

from __future__ import annotations

import codecs
import hashlib
import io
import os
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from partyx.errors import (
    EmptySourceError,
    EncodingError,
    FormatError,
    InputError,
    SourceNotFoundError,
    SourceTooLargeError,
)
from partyx.reading import read
from partyx.settings import Settings

TEXT = "Huyện ủy Hòa Bình họp\n\nSáng 5/7, Huyện ủy kết nạp 1.513 đảng viên mới, đạt 101% chỉ tiêu năm."
SETTINGS = Settings()

ENCODED = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with mark": codecs.BOM_UTF8 + TEXT.encode(),
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-32": TEXT.encode("utf-32"),
    "UTF-16 big end first, with mark": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "UTF-16 without mark": TEXT.encode("utf-16-le"),
    "UTF-16 big end first, without mark": TEXT.encode("utf-16-be"),
    "decomposed": unicodedata.normalize("NFD", TEXT).encode(),
    "Windows line ends": TEXT.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_bytes_of_every_encoding_give_the_same_text(name):
    assert read(ENCODED[name], SETTINGS).text == TEXT


@pytest.mark.parametrize("name", ENCODED)
def test_file_path_and_open_file_give_what_bytes_give(name, tmp_path):
    path = tmp_path / "bai viet.txt"
    path.write_bytes(ENCODED[name])
    with path.open("rb") as file:
        opened = read(file, SETTINGS)
    assert opened == read(path, SETTINGS)
    assert opened.text == TEXT
    assert opened.id == "bai viet"


def test_str_and_text_file_are_taken_as_they_are():
    text = "Chi bộ A.\r\nCó\u00a018 đảng viên. "
    assert read(text, SETTINGS).text == text
    assert read(io.StringIO(text, newline=""), SETTINGS).text == text


def test_bytearray_and_memoryview_are_bytes():
    assert read(bytearray(TEXT.encode()), SETTINGS).text == TEXT
    assert read(memoryview(TEXT.encode()), SETTINGS).text == TEXT


def test_id_is_given_or_the_stem_or_the_hash():
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    article = read(TEXT, SETTINGS)
    assert (article.sha256, article.id) == (digest, digest[:12])
    assert read(TEXT, SETTINGS, id="bai-1").id == "bai-1"


def test_article_is_given_back():
    article = read(TEXT, SETTINGS)
    assert read(article, SETTINGS) == article
    assert read(article, SETTINGS, id="x").id == "x"


def test_settings_come_from_the_environment_when_none_are_given(monkeypatch):
    monkeypatch.setenv("PARTYX_MAX_CHARS", "10")
    with pytest.raises(SourceTooLargeError, match="max_chars"):
        read(TEXT)


def zipped(name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "x")  # of a fixed day: the bytes name a test
    return buffer.getvalue()


REFUSED = [
    (b"%PDF-1.7\n%\xe2\xe3", FormatError, "broken PDF"),
    ("%PDF-1.7 text", FormatError, "PDF"),
    (zipped("word/document.xml"), FormatError, "broken Word"),
    (zipped("xl/workbook.xml"), FormatError, "Excel"),
    (zipped("a.txt")[:40], FormatError, "broken ZIP"),
    (b"\x89PNG\r\n\x1a\n\x00", FormatError, "image"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", FormatError, "image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FormatError, "Office"),
    (b"{\\rtf1\\ansi", FormatError, "RTF"),
    (b"\x1f\x8b\x08\x00", FormatError, "broken in its archive"),
    (b"Chi b\x00\x01\x02\x03 abc", FormatError, "binary"),
    (bytes(range(1, 32)) * 9, FormatError, "binary"),
    (TEXT.encode("utf-16")[:-1], EncodingError, "UTF-16"),
    (b"Huy?n ?y H?a B?nh k?t n?p 1.513 ??ng vi?n.", EncodingError, "lost its letters"),
    ("Huy\ufffdn \ufffdy H\ufffda B\ufffdnh k\ufffdt n\ufffdp 1.513.", EncodingError, "lost its letters"),
    ("Партия приняла в ряды 1513 членов".encode("koi8-r"), EncodingError, "looks like"),
    (b"\xff\xfe\xfd\xfc" * 9 + b"a", EncodingError, "UTF-16"),
    ("Chi bộ \ud800 A", EncodingError, "surrogate"),
    ("a" + "\u0301\u0323" * 200, FormatError, "accents"),
    ("<p>a" + "&#769;&#803;" * 200 + "</p><p>b</p>", FormatError, "accents"),
    ("", EmptySourceError, "no text"),
    (b"", EmptySourceError, "no text"),
    (" \n\u00a0\u200b\t", EmptySourceError, "no text"),
    (codecs.BOM_UTF8, EmptySourceError, "no text"),
    (io.BytesIO(b""), EmptySourceError, "no text"),
    ("bai-viet.txt", InputError, "pathlib"),
    ("bai/viet/5-7.HTML", InputError, "pathlib"),
    ("https://example.vn/bai", InputError, "fetch=True"),
    ("articles/2024/bai1", InputError, "pathlib"),
    ("news/**/*.html", InputError, "pathlib"),
    ("~/bai", InputError, "pathlib"),
    ("C:\\bai", InputError, "pathlib"),
    (None, InputError, "NoneType"),
    (5, InputError, "int"),
    (["a"], InputError, "list"),
]


@pytest.mark.parametrize(("source", "error", "message"), REFUSED)
def test_what_is_no_article_gets_one_clear_line(source, error, message):
    with pytest.raises(error, match=message) as caught:
        read(source, SETTINGS)
    assert "\n" not in str(caught.value)


def test_paths_that_cannot_be_read(tmp_path):
    with pytest.raises(SourceNotFoundError, match="no such file"):
        read(tmp_path / "fehlt.txt", SETTINGS)
    with pytest.raises(SourceNotFoundError, match="empty folder"):
        read(tmp_path, SETTINGS)
    with pytest.raises(InputError, match="cannot be read"):
        read(Path("a\0b"), SETTINGS)
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path / ("x" * 300), SETTINGS)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission_is_an_input_error(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match="permissions"):
        read(path, SETTINGS)


def test_a_string_that_names_a_file_is_not_read_as_the_article(tmp_path, monkeypatch):
    path = tmp_path / "bai viet.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match="pathlib"):
        read(str(path), SETTINGS)
    monkeypatch.chdir(tmp_path)
    path.rename("bai")
    with pytest.raises(InputError, match="pathlib"):
        read("bai", SETTINGS)
    assert read("bài", SETTINGS).text == "bài"
    assert read(str(path.with_name("không có.txt")), SETTINGS).text.endswith("không có.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="needs sparse files")
def test_file_of_200_megabytes_is_refused_by_its_size_alone(tmp_path):
    path = tmp_path / "lon.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(SourceTooLargeError, match="209,715,200 bytes"):
        read(path, SETTINGS)


class Endless(io.RawIOBase):
    """A file that never ends and counts what was taken from it."""

    def __init__(self, unit):
        super().__init__()
        self.unit = unit
        self.taken = 0

    def read(self, size=-1):
        self.taken += size
        return self.unit * size


@pytest.mark.parametrize("unit", [b"a", "a"])
def test_open_files_are_not_read_far_past_the_limit(unit):
    file = Endless(unit)
    with pytest.raises(SourceTooLargeError):
        read(file, Settings(max_chars=1000))
    assert file.taken <= 4001


class Trickle(io.RawIOBase):
    """A file that gives a few bytes a read, as pipes do."""

    def __init__(self, data):
        super().__init__()
        self.data = io.BytesIO(data)

    def read(self, size=-1):
        return self.data.read(min(size, 3))


def test_short_reads_are_put_together():
    assert read(Trickle(TEXT.encode()), SETTINGS).text == TEXT


def test_files_that_fail_are_input_errors(tmp_path):
    closed = io.BytesIO(TEXT.encode())
    closed.close()
    with pytest.raises(InputError, match="cannot be read"):
        read(closed, SETTINGS)
    path = tmp_path / "a.txt"
    path.write_bytes("Đảng".encode("utf-16"))
    with path.open(encoding="utf-8") as file, pytest.raises(EncodingError, match="opened as utf-8"):
        read(file, SETTINGS)
    with (
        (tmp_path / "b").open("w", encoding="utf-8") as file,
        pytest.raises(InputError, match="cannot be read"),
    ):
        read(file, SETTINGS)


def test_limit_counts_characters():
    assert read("đ" * 100, Settings(max_chars=100)).text == "đ" * 100
    with pytest.raises(SourceTooLargeError, match="101 characters"):
        read("đ" * 101, Settings(max_chars=100))
    with pytest.raises(SourceTooLargeError):
        read(("đ" * 101).encode(), Settings(max_chars=100))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_and_a_device_are_refused_and_not_waited_for(tmp_path):
    pipe = tmp_path / "a.txt"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(InputError, match="pipe or a device"):
            read(path, SETTINGS)


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="needs /dev/fd")
def test_a_pipe_that_was_opened_for_this_process_is_read():
    """As a shell does for ``partyx extract <(command)``."""
    taken, given = os.pipe()
    with os.fdopen(given, "wb") as file:
        file.write(TEXT.encode())
    try:
        assert read(Path(f"/dev/fd/{taken}"), SETTINGS).text == TEXT
    finally:
        os.close(taken)


def test_a_loop_of_links_is_an_input_error(tmp_path):
    loop = tmp_path / "a.txt"
    loop.symlink_to(loop)
    with pytest.raises(InputError, match="cannot be read"):
        read(loop, SETTINGS)


@pytest.mark.skipif(sys.platform != "linux", reason="needs file names of any bytes")
def test_id_of_a_file_whose_name_is_no_text_can_be_written(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.txt"))
    path.write_text(TEXT, encoding="utf-8")
    assert read(path, SETTINGS).id == "b\ufffd"
    with path.open("rb") as file:
        assert read(file, SETTINGS).id == "b\ufffd"


class Broken:
    """A file of somebody's own, with errors of its own."""

    def read(self, size):
        raise LookupError(f"no {size} bytes here")


def test_whatever_a_file_raises_is_an_input_error():
    with pytest.raises(InputError, match="bytes here") as caught:
        read(Broken(), SETTINGS)
    assert isinstance(caught.value.__cause__, LookupError)
