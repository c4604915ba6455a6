"""The command line: what it prints, where, and the code it exits with."""

import csv
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import made
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from partyx import resources
from partyx.cli.app import app
from partyx.extraction import Extraction

ARTICLES = sorted((Path(__file__).parent.parent / "evals" / "articles").glob("0*.txt"))
SCRIPT = Path(sys.executable).with_name("partyx")
COMMAND = [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-m", "partyx"]
BARE = {name: value for name, value in os.environ.items() if not name.startswith(("PARTYX_", "OPENAI_"))}
BARE["PARTYX_MODELS_DIR"] = os.devnull  # the rules run, whatever weights are on this machine


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    for name in set(os.environ) - set(BARE):
        monkeypatch.delenv(name)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "song-may.txt"
    path.write_text(made.TEXT, encoding="utf-8")
    return path


def run(*arguments, stdin=None):
    """The command in this process: (exit code, stdout, stderr)."""
    result = CliRunner().invoke(app, [str(it) for it in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def run_for_real(*arguments, **more):
    """The installed program in a process of its own."""
    more.setdefault("env", BARE)
    command = [*COMMAND, *(str(it) for it in arguments)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, **more)


# -- what comes out ------------------------------------------------------------------------------------


def test_the_program_prints_its_version():
    done = run_for_real("--version")
    assert (done.returncode, done.stderr) == (0, b"")
    assert re.fullmatch(rb"partyx \d+\S+\n", done.stdout)


def test_the_program_prints_a_readable_page_of_an_article():
    done = run_for_real("extract", ARTICLES[0])
    page = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert page.startswith(ARTICLES[0].stem)
    assert "Engine: rules" in page
    assert "\x1b" not in page


def test_json_of_one_article_is_one_object_that_fits_the_schema(article):
    code, out, err = run("extract", article, "--format", "json")
    assert (code, err) == (0, "")
    written = json.loads(out)
    Draft202012Validator(resources.schema("extraction")).validate(written)
    assert written["article"]["id"] == "song-may"


def test_json_of_several_articles_is_an_array_in_the_order_given(article):
    code, out, _ = run("extract", ARTICLES[1], article, "-f", "json")
    assert code == 0
    assert [it["article"]["id"] for it in json.loads(out)] == [ARTICLES[1].stem, "song-may"]


def test_jsonl_is_one_object_a_line(article):
    code, out, _ = run("extract", article, ARTICLES[2], "-f", "jsonl")
    assert code == 0
    assert [json.loads(line)["article"]["id"] for line in out.splitlines()] == ["song-may", ARTICLES[2].stem]


def test_tables_of_several_articles_follow_each_other(article):
    code, out, _ = run("extract", article, ARTICLES[0])
    assert code == 0
    assert [line.split()[0] for line in out.splitlines() if line.startswith(("song-may", "000_"))] == [
        "song-may",
        ARTICLES[0].stem,
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_standard_input_is_read_as_bytes(encoding):
    code, out, err = run("extract", "-", "-f", "json", stdin=made.TEXT.encode(encoding))
    assert (code, err) == (0, "")
    assert json.loads(out)["article"]["title"] == made.LINES[0][1]


def test_a_folder_stands_for_the_articles_in_it(tmp_path, article):
    (tmp_path / "b.html").write_text(f"<html><body><p>{made.BODY}</p></body></html>", encoding="utf-8")
    (tmp_path / "notes.md").write_text("12", encoding="utf-8")
    code, out, _ = run("extract", tmp_path, "-f", "json")
    assert code == 0
    assert [it["article"]["id"] for it in json.loads(out)] == ["b", article.stem]


@pytest.mark.usefixtures("article")
def test_a_pipe_in_a_folder_is_said_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "none")
    code, out, err = run("extract", tmp_path, "-f", "jsonl")
    assert (code, out.count("\n")) == (3, 1)
    assert "is a pipe or a device, no file" in err
    assert "b.txt" in err


@pytest.mark.parametrize("form", ["table", "json", "jsonl"])
def test_nothing_in_an_article_acts_on_the_terminal(tmp_path, form):
    """C1 controls and bidi overrides as well; JSON escapes them, which changes no value."""
    acting = "\x1b[2J\x9b31m\x7f\u202e"
    path = tmp_path / "a.txt"
    path.write_text(f"Toàn huyện{acting} kết nạp 12 đảng viên{acting} mới.", encoding="utf-8")
    code, out, _ = run("extract", path, "-f", form)
    assert code == 0
    assert not set(out) & set(acting) - set("[2J31m")
    if form != "table":
        assert acting in json.loads(out)["statistics"][0]["evidence"][0]["text"]


def test_the_publication_date_can_be_given(tmp_path):
    path = tmp_path / "undated.txt"
    path.write_text("Sáng 29/9, Tỉnh ủy tổ chức hội nghị giao ban.", encoding="utf-8")
    _, out, _ = run("extract", path, "-f", "json", "--published", "2023-09-30")
    assert json.loads(out)["article"]["published"] == "2023-09-30"


@pytest.mark.parametrize(("form", "rule"), [("md", "\n---\n"), ("html", '<div class="partyx ')])
def test_articles_for_reading_elsewhere_are_one_document(article, form, rule):
    code, out, err = run("extract", article, ARTICLES[0], "-f", form)
    assert (code, err) == (0, "")
    assert out.count(rule) == {"md": 1, "html": 2}[form]
    assert out.count("</html>") == (form == "html")
    assert "song-may" in out.replace("\\", "")


def test_tables_hold_the_rows_of_all_articles(tmp_path, article):
    target = tmp_path / "tables"
    assert run("extract", article, ARTICLES[0], "-f", "csv", "-o", target) == (0, "", "")
    with (target / "articles.csv").open(encoding="utf-8-sig") as file:
        assert [row["article"] for row in csv.DictReader(file)] == ["song-may", ARTICLES[0].stem]


@pytest.mark.parametrize("named", [[], ["-o", "out"]])
def test_tables_are_written_to_a_place_and_only_when_there_are_records(tmp_path, monkeypatch, named):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("extract", "no.txt", "-f", "csv", *named)
    assert (code, out) == (1 if named else 2, "")
    assert ("no such file" if named else "--output") in err
    assert not list(tmp_path.iterdir())


def test_options_go_before_what_the_environment_says(article, monkeypatch):
    monkeypatch.setenv("PARTYX_PROMPT", "v2")
    asked = ["extract", article, "--engine", "model", "--model", "m", "--base-url", "http://127.0.0.1:1/v1"]
    code, _, err = run(*asked, "--prompt", "./none", "--cache", "off", "--quiet")
    assert code == 2
    assert "none" in err


# -- files ---------------------------------------------------------------------------------------------


def test_output_goes_to_a_file_and_nothing_else_is_printed(tmp_path, article):
    target = tmp_path / "out" / "records.json"
    target.parent.mkdir()
    assert run("extract", article, "-f", "json", "-o", target) == (0, "", "")
    assert json.loads(target.read_text(encoding="utf-8"))["article"]["id"] == "song-may"
    assert [it.name for it in target.parent.iterdir()] == ["records.json"]
    assert target.stat().st_mode & 0o777 == article.stat().st_mode & 0o777


def test_output_replaces_an_older_file_whole(tmp_path, article):
    target = tmp_path / "records.json"
    target.write_text("old" * 100_000, encoding="utf-8")
    assert run("extract", article, "-f", "json", "-o", target)[0] == 0
    json.loads(target.read_text(encoding="utf-8"))


def test_an_older_file_stays_when_nothing_could_be_extracted(tmp_path):
    target = tmp_path / "records.json"
    target.write_text("old", encoding="utf-8")
    assert run("extract", tmp_path / "no.txt", "-f", "json", "-o", target)[0] == 1
    assert target.read_text(encoding="utf-8") == "old"
    assert [it.name for it in tmp_path.iterdir()] == ["records.json"]


def test_output_may_be_a_device(article):
    assert run("extract", article, "-f", "json", "-o", "/dev/null") == (0, "", "")


def test_a_file_name_that_is_no_text_is_no_obstacle(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.txt"))
    path.write_text(made.TEXT, encoding="utf-8")
    target = tmp_path / "records.json"
    assert run("extract", path, "-f", "json", "-o", target) == (0, "", "")
    assert json.loads(target.read_text(encoding="utf-8"))["article"]["id"] == "b\ufffd"
    assert Extraction.from_json(target.read_text(encoding="utf-8")).statistics


def test_an_input_is_never_overwritten(article):
    code, out, err = run("extract", article, "-o", article)
    assert (code, out) == (2, "")
    assert err == f"partyx: {article}: is an input as well; name another file\n"
    assert article.read_text(encoding="utf-8") == made.TEXT


def test_an_output_folder_that_is_missing_is_one_line(tmp_path, article):
    target = tmp_path / "missing" / "records.json"
    code, _, err = run("extract", article, "-o", target)
    assert code == 2
    assert err == f"partyx: {target}: No such file or directory; name a file that can be written\n"


# -- bad input -----------------------------------------------------------------------------------------


def bad(tmp_path, name):
    """A path that holds no article."""
    path = tmp_path / name
    if name == "huge.txt":
        with path.open("wb") as file:
            file.truncate(200_000_000)  # sparse: takes no room on the disk
    elif name == "folder":
        path.mkdir()
    elif name != "missing.txt":
        path.write_bytes(
            {
                "empty.txt": b"",
                "blank.txt": b" \n\xc2\xa0\n",
                "binary.bin": bytes(range(256)) * 40,
                "report.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
                "picture.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
                "lost.txt": b"Huy?n ?y H?a B?nh k?t n?p 1.513 ??ng vi?n m?i.",
            }[name]
        )
    return path


BAD = ["missing.txt", "empty.txt", "blank.txt", "binary.bin", "report.pdf", "picture.png", "lost.txt"]
BAD += ["huge.txt", "folder"]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_is_one_line_that_names_it(tmp_path, name):
    path = bad(tmp_path, name)
    code, out, err = run("extract", path)
    assert (code, out) == (1, "")
    assert err.startswith(f"partyx: {path}")
    assert err.count("\n") == 1
    assert err.count(str(path)) == 1


@pytest.mark.parametrize("form", ["table", "json", "jsonl"])
def test_among_several_the_good_ones_still_come_out(tmp_path, article, form):
    first, last = bad(tmp_path, "empty.txt"), bad(tmp_path, "report.pdf")
    code, out, err = run("extract", first, article, last, "-f", form)
    assert code == 3
    assert "song-may" in out
    lines = err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f"partyx: {first}")
    assert lines[1].startswith(f"partyx: {last}")
    if form == "json":
        assert len(json.loads(out)) == 1


def test_when_all_of_several_are_bad_json_is_an_empty_array(tmp_path):
    code, out, _ = run("extract", tmp_path / "a.txt", tmp_path / "b.txt", "-f", "json")
    assert (code, json.loads(out)) == (1, [])


def test_the_program_shows_no_traceback_for_bad_input(tmp_path):
    done = run_for_real("extract", bad(tmp_path, "report.pdf"))
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1


def test_empty_standard_input_is_named():
    code, _, err = run("extract", "-", stdin=b"")
    assert code == 1
    assert err.startswith("partyx: standard input ")


def test_a_name_with_control_characters_stays_on_one_line(tmp_path):
    code, _, err = run("extract", tmp_path / "a\nb\x1b[31m.txt")
    assert code == 1
    assert err.count("\n") == 1
    assert "\x1b" not in err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["extract"], "PATH"),
        (["extract", ""], "empty path"),
        (["extract", "a.txt", "--format", "xml"], "xml"),
        (["extract", "a.txt", "--published", "29/9/2023"], "29/9/2023"),
        (["extract", "a.txt", "--engine", "magic"], "magic"),
        (["distil"], "distil"),
    ],
)
def test_wrong_usage_is_told_with_exit_code_2(arguments, named):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert named in err


def test_a_wrong_environment_variable_is_named(article, monkeypatch):
    monkeypatch.setenv("PARTYX_MAX_CHARS", "many")
    code, out, err = run("extract", article)
    assert (code, out) == (2, "")
    assert re.match(r"partyx: max_chars: .+PARTYX_.*\n\Z", err)


# -- surroundings --------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_locale_without_unicode_gets_utf_8_all_the_same(article, form):
    plain = {
        **BARE,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    done = run_for_real("extract", article, "-f", form, env=plain)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Thành ủy Sông Mây" in done.stdout.decode("utf-8")


@pytest.mark.slow
def test_a_reader_that_goes_away_ends_the_program_quietly():
    with subprocess.Popen(
        [*COMMAND, "extract", "-f", "json", *map(str, ARTICLES * 8)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=BARE,
    ) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


def on_a_terminal(arguments, stdout_too):
    """What a terminal shows of the program: stderr, and stdout when asked for; and the exit code."""
    ours, theirs = pty.openpty()
    environment = {**BARE, "TERM": "xterm-256color", "COLUMNS": "100"}
    command = [*COMMAND, *map(str, arguments)]
    out = theirs if stdout_too else subprocess.DEVNULL
    with subprocess.Popen(command, stdout=out, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while chunk := read(ours):
            shown += chunk
        os.close(ours)
    return shown.decode(), process.returncode


def read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the last program has closed its side
        return b""


@pytest.mark.slow
def test_several_articles_show_a_progress_bar_on_stderr():
    shown, code = on_a_terminal(["extract", *ARTICLES], stdout_too=False)
    assert code == 0
    assert f"{len(ARTICLES)}/{len(ARTICLES)}" in shown


@pytest.mark.slow
def test_one_article_shows_no_progress_bar():
    assert on_a_terminal(["extract", ARTICLES[0]], stdout_too=False) == ("", 0)


@pytest.mark.slow
def test_a_model_shows_how_far_it_is_and_what_was_found():
    recordings = ARTICLES[0].parent.parent / "recordings" / "frontier-v2.jsonl"
    asked = ["extract", ARTICLES[0], "--engine", "model", "--recordings", recordings]
    shown, code = on_a_terminal(asked, stdout_too=False)
    assert code == 0
    assert re.search(r"[1-9]\d* records? so far.* ([1-9])/\1\b", re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", shown))


@pytest.mark.slow
def test_a_terminal_gets_colours_and_a_bar_that_leaves_the_records_whole():
    shown, code = on_a_terminal(["extract", *ARTICLES[:2]], stdout_too=True)
    assert code == 0
    bare = re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", shown)
    for path in ARTICLES[:2]:
        assert re.search(rf"^(\r|.*\r)?{path.stem}", bare, re.MULTILINE)
    assert "\x1b[1m" in shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_can_be_had_for_a_shell(shell):
    done = run_for_real(env={**BARE, "_PARTYX_COMPLETE": f"source_{shell}"})
    assert done.returncode == 0
    assert b"partyx" in done.stdout


def test_a_shell_completes_commands_and_options():
    typed = {"_PARTYX_COMPLETE": "complete_bash", "COMP_CWORD": "1"}
    assert b"extract" in run_for_real(env={**BARE, **typed, "COMP_WORDS": "partyx ext"}).stdout.split()
    typed["COMP_CWORD"] = "2"
    assert (
        b"--format" in run_for_real(env={**BARE, **typed, "COMP_WORDS": "partyx extract --fo"}).stdout.split()
    )


# -- schemas -------------------------------------------------------------------------------------------


def test_schemas_are_exported_and_checked(tmp_path):
    folder = tmp_path / "deep" / "schemas"
    assert run("schema", "export", folder)[0] == 0
    assert sorted(it.name.split(".")[0] for it in folder.iterdir()) == list(resources.schema_names())
    assert run("schema", "export", folder, "--check")[0] == 0


def test_a_schema_out_of_step_is_named(tmp_path):
    run("schema", "export", tmp_path)
    (tmp_path / "span.schema.json").write_text("{}", encoding="utf-8")
    (tmp_path / "task.schema.json").unlink()
    (tmp_path / "old.schema.json").write_text("{}", encoding="utf-8")
    code, out, err = run("schema", "export", tmp_path, "--check")
    assert (code, out) == (1, "")
    assert [line.removeprefix(f"partyx: {tmp_path}/") for line in err.splitlines()] == [
        "old.schema.json: belongs to no record",
        "span.schema.json: differs from the record",
        "task.schema.json: is missing",
        f"partyx: run partyx schema export {tmp_path}",
    ]


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, err = run("schema", "export", tmp_path / "file" / "schemas")
    assert code == 2
    assert err.startswith(f"partyx: {tmp_path}/file/schemas/")
    assert err.endswith(": not a directory. Name a file that can be written.\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_one_bad_source_never_takes_the_others_along(tmp_path, article):
    """Names no file can have, loops, pipes, devices, folders that are no articles: one line each."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "sub.html").mkdir()
    broken = tmp_path / "broken.html"
    broken.write_bytes(b"<p>\x89\x01\x02\xff</p>" * 9)
    bad = [tmp_path / name for name in ("pipe.txt", "loop.txt", "sub.html", "broken.html", "x" * 300)]
    bad += [Path("~nosuch/a.txt"), article / "b.txt", Path("/dev/zero")]
    code, out, err = run("extract", *bad, article, "-f", "jsonl")
    assert code == 3
    assert [json.loads(line)["article"]["id"] for line in out.splitlines()] == ["song-may"]
    assert [line.startswith("partyx: ") for line in err.splitlines()] == [True] * len(bad)


def test_a_folder_is_read_with_all_below_it_and_what_was_passed_over_is_counted(tmp_path, article):
    for name in ("b/c/bai.html", "b/bai.txt", "b/anh.jpg", "b/d.jpg", "b/.an"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<p>{made.BODY}</p><p>x</p>", encoding="utf-8")
    code, out, err = run("extract", tmp_path, "-f", "jsonl")
    written = [json.loads(line)["article"] for line in out.splitlines()]
    assert code == 0
    assert [it["id"] for it in written] == [article.stem, "bai", f"{tmp_path}/b/c/bai"]
    assert [it["source"] for it in written] == [
        str(article),
        f"{tmp_path}/b/bai.txt",
        f"{tmp_path}/b/c/bai.html",
    ]
    assert (
        err
        == "partyx: passed over 3 files: 2 (.jpg is no kind of file that articles are in); 1 (a hidden file)\n"
    )


def test_an_older_output_in_a_folder_that_is_read_is_no_article(tmp_path, article):
    target = tmp_path / "records.jsonl"
    for _ in range(2):
        assert run("extract", tmp_path, "-f", "jsonl", "-o", target) == (0, "", "")
    assert [json.loads(line)["article"]["id"] for line in target.read_text().splitlines()] == [article.stem]


def test_a_quoted_pattern_and_a_table_of_articles_are_several(tmp_path, article):
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        "".join(json.dumps({"id": name, "text": made.TEXT}) + "\n" for name in "ab"), encoding="utf-8"
    )
    assert [it["article"]["id"] for it in json.loads(run("extract", rows, "-f", "json")[1])] == ["a", "b"]
    assert [
        it["article"]["id"] for it in json.loads(run("extract", tmp_path / "*.txt", "-f", "json")[1])
    ] == [article.stem]


def test_an_address_is_fetched_only_when_asked_for():
    code, out, err = run("extract", "http://127.0.0.1:1/bai.html")
    assert (code, out) == (1, "")
    assert err.startswith(
        "partyx: http://127.0.0.1:1/bai.html is an address; pages are fetched only when asked for"
    )
    code, _, err = run("extract", "--fetch", "http://127.0.0.1:1/bai.html")
    assert code == 1
    assert "cannot be reached" in err
    assert len(err.splitlines()) == 1


LONG = "x" * 5000


@pytest.mark.parametrize(
    "words",
    [
        ("extract", "a.txt", "-f", "csv", "-o", LONG),
        ("extract", "a.txt", "-o", LONG),
        ("extract", "a.txt", "--recordings", LONG),
        ("batch", "a.txt", "-o", LONG),
        ("batch", "a.txt", "-o", ""),
        ("export", "a.txt", "--to", "sqlite", "-o", LONG),
        ("view", LONG),
        ("view", ""),
        ("view", "loop"),
        ("view", "a.txt", "-o", "loop"),
        ("view", "pipe"),
        ("export", "pipe", "--to", "csv", "-o", "out"),
        ("export", "a.txt", "--to", "csv", "-o", ""),
        ("export", "a.txt", "--to", "duckdb", "-o", "~nosuch/x"),
        ("extract", "a.txt", "--records", "pipe.py:X"),
        ("extract", "a.txt", "--records", "loop.py:X"),
        ("eval", "grade", "--evals", LONG),
        ("eval", "add", LONG, "--evals", LONG),
        ("eval", "add", "a.txt", "--evals", LONG),
        ("schema", "export", LONG, "--check"),
    ],
    ids=lambda words: " ".join(word[:6] for word in words),
)
def test_a_path_that_cannot_be_read_or_even_looked_for_is_one_short_line(tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(made.BODY, encoding="utf-8")
    for name in ("loop", "loop.py"):
        Path(name).symlink_to(name)
    for name in ("pipe", "pipe.py"):
        os.mkfifo(name)
    code, out, err = run(*words)
    assert (code in {1, 2}, out, err.count("\n")) == (True, "", 1)
    assert err.startswith("partyx: ")
    assert len(err) < 2500


def test_a_wrong_word_cannot_turn_the_terminal_round():
    for words in (("extract", "a.txt", "--x\u202e\x1b[2J"), ("\u202e",), ("eval", "\u2066\x9b")):
        code, out, err = run(*words)
        assert code == 2
        assert not set(out + err) & set("\x1b\x9b\u202e\u2066")
