"""Everything a person reads, in English and in Vietnamese."""

import re
from pathlib import Path

import made
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from test_cli import run, run_for_real
from typer.main import get_command

import partyx
from partyx.cli import failures
from partyx.cli.app import app
from partyx.display import findings
from partyx.display.shown import shown
from partyx.language import glosses
from partyx.pages.review.forms import fields
from partyx.pages.view import run_page
from partyx.scoring.gold.format import RECORD_TYPES, Reason
from partyx.scoring.metric.cells import OUTCOMES
from partyx.translation import language, tr

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "partyx" / "locale" / "vi" / "LC_MESSAGES"
VARIABLES = ("PARTYX_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(scope="module")
def catalogue():
    """English to Vietnamese, as translators write it."""
    with (FOLDER / "partyx.po").open("rb") as file:
        return {one.id: one.string for one in read_po(file) if one.id}


@pytest.fixture
def vietnamese(monkeypatch):
    monkeypatch.setenv("PARTYX_LANGUAGE", "vi")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "vi:en"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LANGUAGE": "en:vi"}, "en"),
        ({"LANG": "vi_VN.UTF-8", "PARTYX_LANGUAGE": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "PARTYX_LANGUAGE": "vi"}, "vi"),
        ({"LANG": "vi_VN", "LANGUAGE": ""}, "vi"),
    ],
)
def test_the_language_is_what_the_user_or_the_system_says(monkeypatch, said, expected):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


def test_the_compiled_catalogue_is_that_of_the_translators(catalogue):
    with (FOLDER / "partyx.mo").open("rb") as file:
        compiled = {one.id: one.string for one in read_mo(file) if one.id}
    assert compiled == catalogue, "run: python tasks.py catalogue"


def test_every_message_is_translated_with_its_places(catalogue):
    for english, said in catalogue.items():
        assert said.strip(), english
        assert len(re.findall(r"\{\d?\}", said)) == english.count("{}"), english


def in_the_sources():
    """What the code translates: tr("...") in Python, t("...") and the lists of keys in the pages."""
    for path in (ROOT / "partyx").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r"""\btr\(\s*(?:"([^"\n]+)"|'([^'\n]+)')[,)]""", text)
    for path in (ROOT / "partyx").rglob("*.j2"):
        text = path.read_text(encoding="utf-8")
        yield from ((found, "") for found in re.findall(r'\bt\("([^"]+)"', text))
    for path in (ROOT / "web" / "src").glob("*.js*"):
        text = path.read_text(encoding="utf-8")
        yield from ((found, "") for found in re.findall(r'(?<![\w.])t\("([^"]+)"', text))
        for listed in re.findall(r"const HELP = \[(.*?)\];", text, re.DOTALL):
            yield from ((found, "") for found in re.findall(r'\["[^"]+", "([^"]+)"\]', listed))


def test_all_that_headings_and_pages_say_is_in_the_catalogue(catalogue):
    said = {double or single for double, single in in_the_sources()}
    assert len(said) > 80
    said |= {
        *findings.MESSAGES,
        *glosses.NAMES,
        *OUTCOMES.values(),
        *Reason.__args__,
        *RECORD_TYPES,
        "note",
        "warning",
        "error",
    }
    said |= {
        name
        for records in made.extraction().by_type().values()
        for it in records
        for name, _ in shown(it).facts
    }
    said |= {spec["name"].replace("_", " ") for kind in RECORD_TYPES for spec in fields(kind)}
    assert sorted(said - catalogue.keys()) == []


def helped(command):
    """Every help text below a command."""
    yield from filter(None, (command.help, command.epilog))
    yield from (found.help for found in command.params if getattr(found, "help", None))
    for inner in getattr(command, "commands", {}).values():
        yield from helped(inner)


def test_nearly_all_help_is_in_the_catalogue(catalogue):
    """Nearly: an option may come a day before its translation."""
    said = {text.strip() for text in helped(get_command(app))}
    missing = sorted(said - catalogue.keys())
    assert len(missing) <= 0.1 * len(said), missing


def test_the_command_speaks_vietnamese(tmp_path):
    (tmp_path / "bai.txt").write_text(made.TEXT, encoding="utf-8")
    bare = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "LANG": "vi_VN.UTF-8",
        "PARTYX_MODELS_DIR": "/dev/null",
    }
    shown = run_for_real("extract", tmp_path / "bai.txt", env=bare).stdout.decode()
    for words in ("Số liệu\n", "Chỉ đạo\n", "Nội dung, và chỗ nêu trong bài", "Độ phủ: đã dùng"):
        assert words in shown
    assert "Trích xuất cuộc họp" in run_for_real("--help", env=bare).stdout.decode()
    help_ = run_for_real("extract", "--help", env=bare).stdout.decode()
    assert "Tùy chọn" in help_
    assert "Ghi vào tệp này" in help_
    stored = run_for_real("extract", tmp_path / "bai.txt", "-f", "json", env=bare).stdout
    english = run_for_real("extract", tmp_path / "bai.txt", "-f", "json", env={**bare, "LANG": "C"}).stdout
    unseconds = re.compile(rb'"seconds": \{[^}]*\}')
    assert unseconds.sub(b"", stored) == unseconds.sub(b"", english), (
        "what is stored is the same in every language"
    )


@pytest.mark.usefixtures("vietnamese")
def test_findings_headings_and_pages_are_vietnamese():
    extraction = made.extraction()
    html = extraction.with_source(made.article()).to_html()
    for words in ("Cuộc họp", "Số liệu", "Phát hiện", "cơ quan ban hành: ", "Bộ trích xuất: "):
        assert words in html
    assert "### Số liệu" in extraction.to_markdown()
    page = run_page([extraction], "bài")
    assert '<html lang="vi">' in page


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize(
    "path", sorted((ROOT / "evals" / "articles").glob("*.txt")), ids=lambda path: path.stem
)
def test_every_finding_of_every_article_is_translated(path):
    for finding in partyx.extract(path).findings:
        assert findings.worded(finding.message) != finding.message


@pytest.mark.usefixtures("vietnamese")
def test_a_message_of_nobody_we_know_stays():
    assert findings.worded("something {} else") == "something {} else"
    assert tr("") == ""


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize("message", failures.MESSAGES)
def test_what_goes_wrong_most_is_said_in_vietnamese_with_all_its_parts(message):
    parts = [f"phần-{number}" for number in range(message.count("{}"))]
    english = message
    for part in parts:
        english = english.replace("{}", part, 1)
    said = failures.worded(english)
    assert said != english
    assert all(part in said for part in parts)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract", "none.txt"], "none.txt: không có tệp này."),
        (["extract", "https://example.org/a"], "https://example.org/a là một địa chỉ mạng"),
        (["extract", "bai.txt", "-f", "csv", "-o", "bai.txt"], "bai.txt: cũng là đầu vào"),
        (["extract", "bai.txt", "-f", "csv", "-o", "there"], "there đã có sẵn"),
        (["extract", "bai.txt", "--model", "openai/x"], "bai.txt: Chưa có khóa cho openai"),
        (
            [
                "extract",
                "bai.txt",
                "--prompt",
                "./none",
                "--model",
                "x",
                "--base-url",
                "http://127.0.0.1:9/v1",
            ],
            "sao chép",
        ),
        (["eval", "grade", "--evals", "none"], "none/gold: không có thư mục này"),
        (["eval", "add", "bai.txt", "bai.txt"], "đã là bài của"),
        (["eval", "gate", "--evals", "none"], "không có thư mục này"),
    ],
)
def test_the_command_says_in_vietnamese_what_is_wrong(tmp_path, monkeypatch, arguments, words):
    """The messages are those that are raised: one that is changed there and not here stays English."""
    monkeypatch.setenv("PARTYX_LANGUAGE", "vi")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bai.txt").write_text(made.TEXT, encoding="utf-8")
    (tmp_path / "there").mkdir()
    code, _, err = run(*arguments)
    assert code
    assert words in err
