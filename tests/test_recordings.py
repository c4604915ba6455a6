"""Recordings: a file that git can diff, and an error that says why a call is not in it."""

from __future__ import annotations

import fcntl
import itertools
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from full_disk import disk_with_room_for

from partyx.cache import Completion, Recordings, Request, open_recordings, recording_key
from partyx.cache.recordings import read_lines, write_lines
from partyx.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

REQUEST = Request(
    model="m",
    messages=(
        {"role": "system", "content": "Đọc bài."},
        {"role": "user", "content": "có 817 tổ chức\u2028cơ sở"},
    ),
    schema_name="Facts",
    schema={"type": "object"},
    temperature=0.0,
)
ANSWER = Completion('{"a":\n1}', "stop", "m-2026", 10, 4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where to record."""
    return tmp_path / "deep" / "calls.jsonl"


def test_a_recorded_call_is_found_again_from_the_file(path: Path) -> None:
    Recordings(path).add(REQUEST, ANSWER)
    assert Recordings(path).get(REQUEST) == ANSWER
    assert Recordings(path).get(replace(REQUEST, model="n")) is None


def test_one_call_is_one_line_of_sorted_keys_with_readable_text(path: Path) -> None:
    Recordings(path).add(REQUEST, ANSWER)
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") == 1
    assert "có 817 tổ chức" in text
    fields = json.loads(text)
    assert list(fields) == sorted(fields) == ["key", "request", "response"]
    assert fields["key"] == recording_key(REQUEST.summary)
    assert fields["request"]["messages"] == [dict(message) for message in REQUEST.messages]


def test_recording_the_same_again_changes_no_byte(path: Path) -> None:
    recordings = Recordings(path)
    recordings.add(REQUEST, ANSWER)
    recordings.add(replace(REQUEST, seed=1), ANSWER)
    before, status = path.read_bytes(), path.stat()
    recordings.add(REQUEST, ANSWER)
    Recordings(path).add(replace(REQUEST, seed=1), ANSWER)
    assert path.read_bytes() == before
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (status.st_ino, status.st_mtime_ns)


def test_another_answer_takes_the_place_of_the_first(path: Path) -> None:
    recordings = Recordings(path)
    for seed in range(3):
        recordings.add(replace(REQUEST, seed=seed), ANSWER)
    recordings.add(replace(REQUEST, seed=1), replace(ANSWER, text="{}"))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
    assert [(line["request"]["seed"], line["response"]["text"]) for line in lines] == [
        (0, ANSWER.text), (1, "{}"), (2, ANSWER.text),
    ]  # fmt: skip
    assert [entry.name for entry in path.parent.iterdir()] == [path.name], "no temporary file is left"


def test_threads_and_processes_do_not_tear_each_others_lines(path: Path) -> None:
    code = """
import sys
sys.path[:0] = ["tests"]
from pathlib import Path
from test_recordings import ANSWER, REQUEST, Recordings, replace
recordings = Recordings(Path(sys.argv[1]))
for number in range(50):
    recordings.add(replace(REQUEST, seed=int(sys.argv[2]) * 1000 + number), ANSWER)
"""
    children = [subprocess.Popen([sys.executable, "-c", code, path, str(number)]) for number in (1, 2)]
    recordings = Recordings(path)

    def work(number: int) -> None:
        for seed in range(20):
            recordings.add(replace(REQUEST, seed=seed + 100 * number), ANSWER)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [child.wait() for child in children] == [0, 0]
    assert len(Recordings(path)) == 180


def test_processes_that_write_lines_anew_and_add_some_lose_none_of_each_others(path: Path) -> None:
    """Whoever writes the file anew knows what others added; 117 of 160 answers were lost."""
    code = """
import sys
sys.path[:0] = ["tests"]
from pathlib import Path
from test_recordings import ANSWER, REQUEST, Recordings, replace
recordings = Recordings(Path(sys.argv[1]))
for number in range(30):
    asked = replace(REQUEST, seed=int(sys.argv[2]) * 1000 + number)
    recordings.add(asked, ANSWER)
    if number % 5 == 0:
        recordings.add(asked, replace(ANSWER, text="{}"))
"""
    children = [subprocess.Popen([sys.executable, "-c", code, path, str(number)]) for number in (1, 2, 3)]
    assert [child.wait() for child in children] == [0, 0, 0]
    assert len(Recordings(path)) == 90


def test_an_answer_that_another_process_added_is_not_written_over(path: Path) -> None:
    mine, other = Recordings(path), Recordings(path)
    later = replace(REQUEST, seed=1)
    mine.add(REQUEST, ANSWER)
    other.add(later, ANSWER)
    other.add(later, replace(ANSWER, text="{}"))
    assert Recordings(path).get(REQUEST) == ANSWER
    assert not mine.is_current()
    mine.add(replace(REQUEST, seed=2), ANSWER)
    assert not mine.is_current(), "what the other added is still to be read"
    assert open_recordings(path).get(later) == replace(ANSWER, text="{}")


def test_a_line_goes_into_the_file_that_another_process_wrote_anew_meanwhile(path: Path) -> None:
    """Who waited for the lock of the file before would add it to one that nobody can find any more."""
    recordings = Recordings(path)
    recordings.add(REQUEST, ANSWER)
    later = replace(REQUEST, seed=1)
    with path.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        waiting = threading.Thread(target=recordings.add, args=(later, ANSWER))
        waiting.start()
        time.sleep(0.3)  # until it waits for the lock; without that the test passes for another reason
        write_lines(path, (one.to_json() for one in read_lines(path)))
    waiting.join()
    assert Recordings(path).get(later) == ANSWER


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_child_records_while_a_thread_of_its_parent_does(path: Path) -> None:
    """It waited for itself for ever: the lock of a thread that it has not, and that of a file it has a copy of."""
    recordings, over = Recordings(path), threading.Event()

    def record() -> None:
        for number in itertools.count():
            if over.is_set():
                return
            recordings.add(replace(REQUEST, seed=number), ANSWER)

    thread = threading.Thread(target=record)
    thread.start()
    ends = []
    for number in range(8):
        child = os.fork()
        if child == 0:
            signal.alarm(20)
            recordings.add(replace(REQUEST, seed=-1 - number), ANSWER)
            os._exit(0)
        ends.append(os.waitpid(child, 0)[1])
    over.set()
    thread.join()
    assert ends == [0] * 8
    assert {Recordings(path).get(replace(REQUEST, seed=-1 - number)) for number in range(8)} == {ANSWER}


def test_a_file_is_read_once_a_process_until_somebody_else_writes_it(path: Path) -> None:
    mine = open_recordings(path)
    mine.add(REQUEST, ANSWER)
    assert open_recordings(path) is mine
    Recordings(path).add(replace(REQUEST, seed=1), ANSWER)
    assert len(open_recordings(path)) == 2
    path.unlink()
    assert len(open_recordings(path)) == 0


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "x",
        "[]",
        "null",
        '{"key": "x"}',
        '{"key": 5, "request": {}, "response": {}}',
        "[" * 100_000,
        '{"key": NaN}',
        '{"key": "x", "request": {"messages": [], "seed": NaN}, "response": {}}',
        '{"key": "x", "request": {"messages": [], "seed": 1e400}, "response": {}}',
        r'{"key": "x", "request": {"messages": [], "model": "\ud800"}, "response": {}}',
    ],
)
def test_a_line_that_is_no_call_is_named(path: Path, line: str) -> None:
    Recordings(path).add(REQUEST, ANSWER)
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="line 3"):
        Recordings(path)


def test_an_edited_question_is_noticed_and_an_edited_answer_is_taken(path: Path) -> None:
    Recordings(path).add(REQUEST, ANSWER)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"stop"', '"length"'), encoding="utf-8")
    assert Recordings(path).get(REQUEST) == replace(ANSWER, finish_reason="length")
    path.write_text(text.replace("817", "818"), encoding="utf-8")
    with pytest.raises(SettingsError, match="key is not that of its request"):
        Recordings(path)


def test_a_file_that_is_not_utf8_is_an_error(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="line 1 is no recorded call"):
        Recordings(path)


def test_a_full_disk_takes_no_half_line_and_the_next_answer_is_a_line_of_its_own(path: Path) -> None:
    """What was recorded stays as it was; once there is room the same answer is recorded after all."""
    recordings = Recordings(path)
    recordings.add(REQUEST, ANSWER)
    before = path.read_bytes()
    second = replace(REQUEST, seed=1)
    with disk_with_room_for(len(before) + 20):
        for answer in (ANSWER, replace(ANSWER, text="{}")):
            with pytest.raises(SettingsError, match="Cannot record"):
                recordings.add(second, answer)
            assert path.read_bytes() == before
        with pytest.raises(SettingsError, match="Cannot record"):
            recordings.add(REQUEST, replace(ANSWER, text="x" * 100))
        assert path.read_bytes() == before
    recordings.add(second, ANSWER)
    assert Recordings(path).get(second) == ANSWER
    assert Recordings(path).get(REQUEST) == ANSWER
    assert len(list(path.parent.iterdir())) == 1


@pytest.mark.parametrize("cut", [1, 5, 9, 40, 200, -1])
def test_half_a_line_of_a_crash_is_left_out_and_written_over(
    path: Path, cut: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Cut anywhere, in a letter too; the lines before it stay readable."""
    recordings = Recordings(path)
    recordings.add(REQUEST, ANSWER)
    whole = path.read_bytes()
    recordings.add(replace(REQUEST, seed=1), ANSWER)
    line = path.read_bytes()[len(whole) : -1]
    path.write_bytes(whole + line[:cut])
    again = Recordings(path)
    assert len(again) == 1
    assert "half a line" in caplog.text
    again.add(replace(REQUEST, seed=2), ANSWER)
    assert path.read_bytes().startswith(whole)
    assert [entry.request["seed"] for entry in read_lines(path)] == [None, 2]


@pytest.mark.parametrize("rest", [b"\0" * 4096, b'{"key": "ab' + b"\0" * 99])
def test_what_a_file_system_leaves_where_the_power_failed_is_half_a_line(path: Path, rest: bytes) -> None:
    Recordings(path).add(REQUEST, ANSWER)
    whole = path.read_bytes()
    path.write_bytes(whole + rest)
    again = Recordings(path)
    assert len(again) == 1
    again.add(replace(REQUEST, seed=1), ANSWER)
    assert path.read_bytes().startswith(whole)
    assert len(Recordings(path)) == 2


def test_a_last_line_without_an_end_is_kept(path: Path) -> None:
    """An editor may leave the file so."""
    Recordings(path).add(REQUEST, ANSWER)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    Recordings(path).add(replace(REQUEST, seed=1), ANSWER)
    assert [entry.request["seed"] for entry in read_lines(path)] == [None, 1]


@pytest.mark.parametrize("content", [b"notes of mine", b'{"title": "x"', b"{ ", b"[1,\n2"])
def test_a_file_of_another_kind_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    """Only the beginning of a line of ours is half a line."""
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(SettingsError, match="is no recorded call"):
        Recordings(path)
    assert path.read_bytes() == content


def test_the_file_has_the_mode_of_the_umask_or_its_own_and_a_link_is_followed(path: Path) -> None:
    """Recordings hold whole articles: nobody else reads them where the umask says so."""
    path.parent.mkdir()
    link = path.with_name("link")
    link.symlink_to(path)
    before = os.umask(0o077)
    try:
        Recordings(link).add(REQUEST, ANSWER)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    Recordings(link).add(REQUEST, replace(ANSWER, text="{}"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert Recordings(path).get(REQUEST) == replace(ANSWER, text="{}")


def test_a_pipe_is_no_file_to_record_to_or_to_read(path: Path) -> None:
    """Nothing is waited for."""
    path.parent.mkdir()
    os.mkfifo(path)
    with pytest.raises(SettingsError, match="is no regular file"):
        Recordings(path)
    recordings = Recordings(path.with_name("other"))
    recordings.path = path
    with pytest.raises(SettingsError, match="is no regular file"):
        recordings.check_writable()


def test_a_file_that_cannot_be_written_is_said_before_anything_is_paid(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError, match="Cannot record"):
        Recordings(tmp_path / "calls.jsonl" / "..").check_writable()


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (replace(REQUEST, model="n"), "model ('m' there, 'n' here)"),
        (replace(REQUEST, temperature=None), "temperature (0.0 there, None here)"),
        (replace(REQUEST, schema={"type": "array"}), "schema_sha256"),
        (replace(REQUEST, messages=REQUEST.messages[:1]), "the number of messages (2 there, 1 here)"),
        (
            replace(REQUEST, messages=({"role": "system", "content": "Đọc báo."}, REQUEST.messages[1])),
            "message 1 (system) from character 5 ('ài.' there, 'áo.' here)",
        ),
    ],
)
def test_a_miss_names_the_key_and_what_differs(path: Path, wanted: Request, says: str) -> None:
    recordings = Recordings(path)
    recordings.add(REQUEST, ANSWER)
    recordings.add(replace(REQUEST, model="far", seed=9, schema={"other": 1}, messages=()), ANSWER)
    message = str(recordings.miss(wanted))
    assert recording_key(wanted.summary)[:12] in message
    assert recording_key(REQUEST.summary)[:12] in message
    assert says in message


def test_a_miss_in_an_empty_file_says_so(path: Path) -> None:
    assert "holds no calls" in str(Recordings(path).miss(REQUEST))


def test_a_file_names_the_models_that_were_asked(path: Path) -> None:
    recordings = Recordings(path)
    for model, seed in (("n", 1), ("m", 1), ("m", 2)):
        recordings.add(replace(REQUEST, model=model, seed=seed), ANSWER)
    assert recordings.models() == ["m", "n"]
    assert len(recordings) == 3


def test_a_file_is_current_until_somebody_else_writes_or_removes_it(path: Path) -> None:
    recordings = Recordings(path)
    assert recordings.is_current(), "one that is not there yet is empty, as was read"
    recordings.add(REQUEST, ANSWER)
    assert recordings.is_current()
    Recordings(path).add(replace(REQUEST, seed=1), ANSWER)
    assert not recordings.is_current()
    again = Recordings(path)
    size, changed = path.stat().st_size, path.stat().st_mtime_ns
    os.utime(path, ns=(changed, changed + 10**9))
    assert (again.is_current(), path.stat().st_size) == (False, size)
    path.unlink()
    assert not again.is_current()


def test_to_ask_whether_a_file_can_be_written_makes_it_and_changes_nothing(path: Path) -> None:
    recordings = Recordings(path)
    recordings.check_writable()
    assert path.read_bytes() == b""
    recordings.add(REQUEST, ANSWER)
    before = path.read_bytes()
    recordings.check_writable()
    assert path.read_bytes() == before


def test_blank_lines_hold_nothing(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And nothing is said of a file that is whole."""
    Recordings(path).add(REQUEST, ANSWER)
    path.write_bytes(b"\n" + path.read_bytes() + b"  \n\n")
    assert len(Recordings(path)) == 1
    assert caplog.text == ""


def test_lines_longer_than_a_block_are_appended_to(path: Path) -> None:
    """What is looked for at the end of a file is its last line, however long, whole or half."""
    recordings = Recordings(path)
    for seed in (1, 2):
        recordings.add(replace(REQUEST, seed=seed), replace(ANSWER, text="a" * 150_000))
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 2 - 10])
    Recordings(path).add(replace(REQUEST, seed=3), ANSWER)
    assert path.read_bytes().startswith(whole)
    assert [entry.request["seed"] for entry in read_lines(path)] == [1, 2, 3]


def test_a_file_is_written_whole_and_its_lines_are_counted(path: Path) -> None:
    assert write_lines(path, []) == 0
    assert path.read_bytes() == b""
    assert write_lines(path, ["một", "hai"]) == 2
    assert path.read_text(encoding="utf-8") == "một\nhai\n"


def test_the_nearest_call_is_the_one_with_fewest_differences_then_the_longest_common_beginning(
    path: Path,
) -> None:
    """A changed seed is nearer than a changed seed and model; of two other texts the one that begins alike."""

    def about(text: str, **more: object) -> Request:
        return replace(REQUEST, messages=({"role": "user", "content": text},), **more)

    recordings = Recordings(path)
    recorded = [
        about("có 817 tổ", model="n", seed=1),
        about("có 817", seed=1),
        about("khác hẳn"),
        about("có 8"),
    ]
    for one in recorded:
        recordings.add(one, ANSWER)
    for wanted, nearest in [
        (about("có 817"), 1),
        (about("có 817 tổ", model="n"), 0),
        (about("có 9"), 3),
        (about("khách"), 2),
    ]:
        assert recording_key(recorded[nearest].summary)[:12] in str(recordings.miss(wanted))
    both = str(recordings.miss(about("khác hẳn", model="n", seed=2)))
    assert "model ('m' there, 'n' here); seed (None there, 2 here)" in both
    said = str(recordings.miss(about("có 817")))
    assert "seed (1 there, None here). Record again, with cache=normal" in said
    keys = [recording_key(one.summary)[:12] for one in (about("có 817"), recorded[1])]
    assert said.startswith(f"No recorded answer in {path} for call {keys[0]} of model 'm'. ")
    assert f"The nearest recorded call, {keys[1]}, differs in seed" in said


def test_a_long_difference_is_shown_by_its_beginning(path: Path) -> None:
    recordings = Recordings(path)
    recordings.add(replace(REQUEST, messages=({"role": "user", "content": "bài " + "a" * 90},)), ANSWER)
    wanted = replace(REQUEST, messages=({"role": "user", "content": "bài " + "b" * 90},))
    assert f"from character 4 ({'a' * 30!r} there, {'b' * 30!r} here)" in str(recordings.miss(wanted))
    shorter = replace(REQUEST, messages=({"role": "user", "content": "bài "},))
    assert f"from character 4 ({'a' * 30!r} there, '' here)" in str(recordings.miss(shorter))
