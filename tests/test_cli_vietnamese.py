"""Every command, with what it can do and what it cannot, says no English word to who reads Vietnamese."""

import re

import made
import pytest
from typer.main import get_command

from partyx.cli.app import app
from partyx.cli.help import speak

ENGLISH = re.compile(
    r"\b(?:a|an|and|are|be|been|by|cannot|does|every|file|folder|for|from|has|have|input|invalid|is|it|its|missing"
    r"|must|name|not|of|option|or|should|such|that|the|there|these|this|to|was|were|which|with|without"
    r"|written|yet)\b",
    re.IGNORECASE,
)
"""Words that English cannot do without. Those that are Vietnamese syllables as well stand in no message here."""
DATA = re.compile(
    r"""--?[\w-]+|https?://\S+|'[^']*'|"[^"]*"|`[^`]*`|<[^>]*>|\S*[/._=@]\S*|partyx(?: [a-z-]+)*|pip install \S+|\S+-\S+"""
)
"""What is the same in every language: options, addresses, quotes, paths, settings, names, commands."""
CODES = re.compile(
    r"status: file:|statistics|meetings|directives|articles/|draft|label-studio|doccano|key maxmemory"
)


@pytest.fixture
def command(monkeypatch, tmp_path, capsys):
    """Runs a command line in Vietnamese in a fresh folder: (exit code, all that it printed)."""
    monkeypatch.setenv("PARTYX_LANGUAGE", "vi")
    monkeypatch.setenv("PARTYX_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PARTYX_MODELS_DIR", str(tmp_path / "models"))
    for name in ("OPENAI_API_KEY", "PARTYX_MODEL", "PARTYX_BASE_URL", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bai.txt").write_text(made.TEXT, encoding="utf-8")
    (tmp_path / "trong.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "nhiphan.dat").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "goi.json").write_text("{", encoding="utf-8")
    (tmp_path / "rong").mkdir()

    def run(*arguments, **settings):
        for name, value in settings.items():
            monkeypatch.setenv(f"PARTYX_{name.upper()}", value)
        spoken = get_command(app)
        speak(spoken)
        with pytest.raises(SystemExit) as ended:
            spoken([str(one) for one in arguments], prog_name="partyx")
        said = capsys.readouterr()
        return ended.value.code, said.out + said.err

    yield run
    monkeypatch.setenv("PARTYX_LANGUAGE", "en")
    speak(get_command(app))


def english(said):
    """The English words of what was printed, but for data."""
    return ENGLISH.findall(CODES.sub(" ", DATA.sub(" ", " ".join(said.split()))))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("partyx: bai.txt: no such file, which is there", ["such", "file", "which", "is", "there"]),
        ("partyx: bai.txt: không có tệp này. Hãy nêu --from draft, /a/the.txt hoặc 'the'", []),
    ],
)
def test_an_english_word_is_found_and_data_is_not(said, words):
    assert english(said) == words


WRONG = [
    ("khong-co",),
    ("extract",),
    ("extract", ""),
    ("extract", "khong-co.txt"),
    ("extract", "trong.txt"),
    ("extract", "nhiphan.dat"),
    ("extract", "goi.json"),
    ("extract", "rong"),
    ("extract", "x/*.txt"),
    ("extract", "https://example.org/a"),
    ("extract", "bai.txt", "--khong-co"),
    ("extract", "bai.txt", "--jobs", "0"),
    ("extract", "bai.txt", "--jobs", "9" * 30),
    ("extract", "bai.txt", "--budget", "x"),
    ("extract", "bai.txt", "--published", "2023"),
    ("extract", "bai.txt", "-f", "pdf"),
    ("extract", "bai.txt", "-f", "csv"),
    ("extract", "bai.txt", "-f", "csv", "-o", "rong"),
    ("extract", "bai.txt", "-o", "bai.txt"),
    ("extract", "bai.txt", "-o", "khong/co/x"),
    ("extract", "bai.txt", "--engine", "model"),
    ("extract", "bai.txt", "--model"),
    ("extract", "bai.txt", "--model", "openai/x"),
    ("extract", "bai.txt", "--model", "khong-co/x"),
    ("extract", "bai.txt", "--model", "local/khong-co"),
    ("extract", "bai.txt", "--model", "x", "--base-url", "ftp://x"),
    ("extract", "bai.txt", "--model", "x", "--base-url", "http://h/v1", "--prompt", "v99"),
    ("extract", "bai.txt", "--model", "x", "--base-url", "http://h/v1", "--prompt", "./khong-co"),
    ("extract", "bai.txt", "--recordings", "khong-co.jsonl"),
    ("extract", "bai.txt", "--records", "khong-co"),
    ("extract", "bai.txt", "--records", "khong-co.py:X"),
    ("extract", "bai.txt", "--quiet=3"),
    ("batch", "bai.txt"),
    ("batch", "khong-co.txt", "-o", "ra.jsonl"),
    ("batch", "bai.txt", "-o", "ra.jsonl", "--batch-api", "--budget", "1"),
    ("export", "khong-co", "--to", "csv", "-o", "ra"),
    ("export", "goi.json", "--to", "csv", "-o", "ra"),
    ("export", "bai.txt", "--to", "khong-co", "-o", "ra"),
    ("view", "khong-co.jsonl"),
    ("view", "rong"),
    ("view", "goi.json"),
    ("review", "khong-co.txt"),
    ("review", "--port", "99999"),
    ("cache", "prune"),
    ("cache", "prune", "--older-than", "3"),
    ("cache", "prune", "--larger-than", "x"),
    ("cache", "import", "khong-co"),
    ("cache", "import", "rong"),
    ("cache", "import", "bai.txt"),
    ("cache", "export", "rong"),
    ("models", "path", "khong-co"),
    ("models", "path", "qwen2.5-coder-1.5b"),
    ("models", "remove", "khong-co"),
    ("schema", "export", "rong", "--check"),
    ("schema", "export", "bai.txt"),
    ("eval", "run"),
    ("eval", "lint", "--evals", "rong"),
    ("eval", "matrix"),
    ("eval", "compare", "a"),
    ("eval", "compare", "a", "b", "c"),
    ("eval", "gate", "--lower-floor"),
    ("eval", "add", "khong-co.txt"),
    ("eval", "add", "nhiphan.dat"),
    ("eval", "add", "goi.json"),
    ("eval", "add", "goi.json", "--from", "draft"),
    ("eval", "add", "bai.txt", "bai.txt", "--id", "x"),
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_what_is_wrong_is_said_in_vietnamese(command, arguments):
    code, said = command(*arguments)
    assert code in {1, 2, 3}
    assert said.strip()
    assert english(said) == []


@pytest.mark.parametrize(
    "settings",
    [
        {"timeout_s": "-1", "reasks": "x"},
        {"cache": "khong-co"},
        {"fetch": "co-le"},
        {"max_chars": "9"},
        {"cache_url": "redis://127.0.0.1:1/0"},
    ],
    ids=str,
)
@pytest.mark.parametrize("arguments", [("extract", "bai.txt"), ("doctor", "--offline")], ids=" ".join)
def test_a_wrong_setting_is_said_in_vietnamese(command, arguments, settings):
    _, said = command(*arguments, **settings)
    assert english(re.sub("^   .*", "", said, flags=re.MULTILINE)) == []


RIGHT = [
    (("--help",),),
    (("extract", "bai.txt", "--dry-run"), ("extract", "bai.txt"), ("extract", "bai.txt", "-f", "md")),
    (
        ("extract", "bai.txt", "-f", "jsonl", "-o", "ra.jsonl"),
        ("view", "ra.jsonl"),
        ("view", "ra.jsonl", "--no-text"),
    ),
    (("batch", "bai.txt", "-o", "r.jsonl", "--dry-run"), ("batch", "bai.txt", "-o", "r.jsonl")),
    (("batch", "bai.txt", "-o", "r.jsonl"), ("batch", "bai.txt", "-o", "r.jsonl")),
    (("cache", "info"), ("cache", "prune", "--older-than", "3d"), ("cache", "clear", "--yes")),
    (("cache", "export", "x.jsonl"), ("cache", "import", "x.jsonl")),
    (("schema", "export", "s"), ("schema", "export", "s", "--check")),
    (("models", "list"), ("doctor", "--offline")),
    (("eval", "add", "bai.txt"), ("eval", "lint")),
]


@pytest.mark.parametrize("lines", RIGHT, ids=lambda lines: lines[0][0])
def test_what_is_done_is_said_in_vietnamese(command, lines):
    for arguments in lines:
        code, said = command(*arguments)
        assert code == 0, said
        assert english(said) == [], said


def commands(command, path=()):
    yield path
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))


@pytest.mark.parametrize("path", list(commands(get_command(app))), ids=" ".join)
def test_help_is_vietnamese(command, path):
    code, said = command(*path, "--help")
    assert code == 0
    assert "Cách dùng: partyx" in said
    assert english(re.sub("[│╭╰─╮╯]", " ", said)) == []
