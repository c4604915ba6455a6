"""Files that somebody else wrote, and files of ours that are whole or not there."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from partyx.errors import EvalError, OutputError, SettingsError
from partyx.files import (
    DEEPEST,
    at_home,
    boundary,
    parse_json,
    plain_name,
    read_bytes,
    read_json,
    whole,
    write_json,
    write_text,
)


@pytest.mark.parametrize(
    "name",
    [
        "000.txt",
        "w01_ngay_va_so.txt",
        "bài viết (1).html",
        "a",
        "x" * 200,
        "a..b",
        "-rf",
        "=1+1",
        "a b.tar.gz",
        "console",
        "com10",
        "nul-1.json",
    ],
)
def test_a_plain_name_is_taken_as_it_is(name: str) -> None:
    assert plain_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", ".hidden", "../a", "a/b", "/etc/passwd", "a\\b", "C:a", "a:b", "a\0b", "a\nb", "\x1b[2J",
        "a\u202eb", "a\u200bb", "\udcff", "a.", "a ", "a*", "x" * 201, "ệ" * 67, "a|b", 'a"b', "<a>", "a?",
        "CON", "nul", "aux.txt", "COM1", "com¹.json", "LPT9.x", "conin$", "prn .txt",
    ],
)  # fmt: skip
def test_what_could_lead_elsewhere_is_no_name(name: str) -> None:
    """Folders, drives, devices, hidden files, what a terminal acts on, what another system cannot store."""
    with pytest.raises(ValueError, match="plain file name"):
        plain_name(name)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2.5, "ệ", null, true]}', {"a": [1, 2.5, "ệ", None, True]}),
        (b"\xef\xbb\xbf[1]", [1]),
        (r'"\ud83d\ude00"', "😀"),
        ("1" * 400, int("1" * 400)),
        ("[" * DEEPEST + "]" * DEEPEST, None),
    ],
)
def test_json_is_read(text: str | bytes, value: object) -> None:
    """A BOM is no fault, and a pair of surrogates is one letter."""
    assert value is None or parse_json(text) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("NaN", "NaN is no number"),
        ("[-Infinity]", "-Infinity is no number"),
        ('{"a": 1e400}', "1e400 is too large"),
        ('{"a": -1e999}', "-1e999 is too large"),
        (r'"\ud800"', "surrogates"),
        (r'{"\udfff": 1}', "surrogates"),
        (b"\xff", "can't decode"),
        ("9" * 5000, "digits"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "nested more than"),
        ('{"a":' * 200 + "1" + "}" * 200, "nested more than"),
        ("[" * 200_000, "nested too deeply"),
    ],
)  # fmt: skip
def test_json_that_could_not_be_written_again_is_refused(text: str | bytes, message: str) -> None:
    with (
        pytest.raises(EvalError, match=f"^x.json: .*{message}.* Mend it.$"),
        boundary("x.json", EvalError, "Mend it."),
    ):
        parse_json(text)


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    """A pipe that nobody writes would be waited for; a device never ends; a folder and nothing are said."""
    os.mkfifo(tmp_path / "pipe")
    for path, message in (
        (tmp_path / "pipe", "is no regular file"),
        (Path("/dev/zero"), "is no regular file"),
        (tmp_path, "directory|regular"),
        (tmp_path / "none", "no such file or directory"),
        (Path("a\0b"), "null"),
    ):
        with pytest.raises(EvalError, match=message), boundary(path, EvalError):
            read_bytes(path)
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "file").write_text("[1]", encoding="utf-8")
    assert read_json(tmp_path / "link") == [1]


@pytest.mark.parametrize("path", ["~nosuch-user-here/x", "a\0b", "x" * 300])
def test_a_path_that_is_none_names_its_setting(path: str) -> None:
    with pytest.raises(SettingsError, match="cache_dir"):
        at_home(Path(path), "cache_dir")
    assert at_home(Path("~/x"), "cache_dir") == Path.home() / "x"


@pytest.mark.parametrize(("umask", "mode"), [(0o077, 0o600), (0o022, 0o644), (0o000, 0o666)])
def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        write_text(tmp_path / "deep" / "x", "a")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "deep" / "x").stat().st_mode) == mode


def test_a_file_that_is_replaced_keeps_its_mode_and_a_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("before", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    write_json(link, {"a": "ệ"})
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == '{\n "a": "ệ"\n}\n'
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_what_fails_half_way_leaves_the_older_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "x"
    write_text(path, "before")
    with pytest.raises(ZeroDivisionError), whole(path) as file:
        file.write(f"half{1 / 0}")
    assert [(one.name, one.read_text(encoding="utf-8")) for one in tmp_path.iterdir()] == [("x", "before")]
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="Name a file that can be written"):
        write_text(tmp_path / "file" / "x", "a")


def test_a_link_out_of_a_folder_is_not_written_through(tmp_path: Path) -> None:
    """A file that the user names may be a link anywhere; one in a folder that somebody else made may not."""
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "file").write_text("mine", encoding="utf-8")
    (folder / "file").symlink_to(outside / "file")
    (folder / "dangling").symlink_to(outside / "new")
    (folder / "drafts").symlink_to(outside, target_is_directory=True)
    (folder / "within").symlink_to(folder / "other")
    for name in ("file", "dangling", "drafts/file", "drafts/new"):
        with pytest.raises(OutputError, match="out of"):
            write_text(folder / name, "theirs", folder)
    write_text(folder / "within", "theirs", folder)
    assert [(one.name, one.read_text(encoding="utf-8")) for one in outside.iterdir()] == [("file", "mine")]
    assert (folder / "other").read_text(encoding="utf-8") == "theirs"


def test_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    """Nor is a device: a link to one in a folder of answers made it a file of the system's."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    for name in ("pipe", "link"):
        with pytest.raises(OutputError, match="is no regular file"):
            write_text(tmp_path / name, "a")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link", "pipe"]


def test_what_killed_processes_left_is_taken_away_after_a_day(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("stays", encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    names = {
        ".0123456789abcdef.unfinished": 2.0,  # days ago
        ".fedcba9876543210.unfinished": 0.5,  # somebody may still write it
        ".future0123456789.unfinished": 9.0,
        "mine.unfinished": 9.0,
        ".1111111111111111.unfinished": -9.0,  # a clock that was set back
    }
    for name, days in names.items():
        path = folder / name
        path.write_text("{", encoding="utf-8")
        os.utime(path, times=(time.time() - days * 86_400,) * 2)
    (folder / ".2222222222222222.unfinished").symlink_to(outside)
    write_text(folder / "new.txt", "x")
    left = {path.name for path in folder.iterdir()}
    assert left == {*names, "new.txt", ".2222222222222222.unfinished"} - {".0123456789abcdef.unfinished"}
    assert outside.read_text(encoding="utf-8") == "stays"
