"""Everything a person reads, in English and in Vietnamese."""

import inspect
import re
from pathlib import Path

import made
import messages
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from test_cli import run, run_for_real
from typer.main import get_command

import partyx
from partyx.cli import help as speech
from partyx.cli.app import app
from partyx.display.messages import worded
from partyx.display.shown import shown
from partyx.language import glosses
from partyx.pages.review.forms import fields
from partyx.pages.view import run_page
from partyx.scoring.gold.format import RECORD_TYPES, Reason
from partyx.scoring.metric.cells import OUTCOMES
from partyx.translation import language, tr, trn

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "partyx" / "locale" / "vi" / "LC_MESSAGES"
VARIABLES = ("PARTYX_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(scope="module")
def catalogue():
    """English to Vietnamese, as translators write it: what is said, and what is told when it is shown."""
    with (FOLDER / "partyx.po").open("rb") as file:
        entries = [one for one in read_po(file) if one.id]
    assert {one.context for one in entries} == {None, "message"}
    return {
        name: {one.id: one.string for one in entries if one.context == context}
        for name, context in (("said", None), ("told", "message"))
    }


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


def test_the_compiled_catalogue_is_that_of_the_translators():
    with (FOLDER / "partyx.mo").open("rb") as compiled, (FOLDER / "partyx.po").open("rb") as written:
        both = [
            {(one.context, str(one.id)): one.string for one in it if one.id}
            for it in (read_po(written), read_mo(compiled))
        ]
    both = [{key: said if isinstance(said, str) else said[0] for key, said in one.items()} for one in both]
    both = [{(context, id_.strip("()[]")): said for (context, id_), said in one.items()} for one in both]
    assert both[0] == both[1], "run: python tasks.py catalogue"


PLACE = re.compile(r"\{\w*\}")


def test_every_message_is_translated_with_its_places(catalogue):
    for english, said in (*catalogue["said"].items(), *catalogue["told"].items()):
        (one, *_), (text, *_) = (it if isinstance(it, tuple) else (it,) for it in (english, said))
        assert text.strip(), english
        assert sorted(PLACE.findall(re.sub(r"\{\d\}", "{}", text))) == sorted(PLACE.findall(one)), english


def test_no_message_is_so_short_that_it_fits_any_other(catalogue):
    """Five characters of its own at least, and no two places side by side."""
    for message in catalogue["told"]:
        assert len(message.replace("{}", "").strip(" :;,.()")) >= 5, message
        assert "{}{}" not in message


def test_all_that_is_said_through_the_catalogue_is_in_it(catalogue):
    said = {one if several is None else (one, several) for one, several in messages.translated()}
    assert len(said) > 200
    said |= {
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
    assert sorted(map(str, said - catalogue["said"].keys())) == []


@pytest.mark.usefixtures("vietnamese")
def test_all_that_is_raised_or_stored_for_people_is_told():
    raised = {(path, form) for path, form in messages.raised() if messages.has_words(form)}
    assert len(raised) > 200
    filled = {(path, re.sub(r"\{\}(?=[a-z])", "{} ", form).replace("{}", "phần")) for path, form in raised}
    assert sorted(one for one in filled if worded(one[1]) == one[1]) == []


@pytest.mark.usefixtures("vietnamese")
def test_why_a_value_is_anothers_is_told():
    """Checks say only why; what it is said of is put before it."""
    whys = set(messages.predicates())
    assert len(whys) > 30
    filled = {(path, "the subject 'phần' " + why.replace("{}", "'phần'")) for path, why in whys}
    english = [one for one in filled if re.search(r"\b(?:is|not|which|the|another|of)\b", worded(one[1]))]
    assert sorted(english) == []


def test_no_command_prints_a_word_that_does_not_come_through_it():
    assert list(messages.unspoken()) == []


def test_it_holds_nothing_in_vain(catalogue):
    """What stands in no source any more is deleted; of what is told the forms are put together elsewhere."""
    texts = "\n".join(messages.literals())
    texts += "".join(path.read_text(encoding="utf-8") for path in messages.WEB.glob("*.js*"))
    texts += "".join(path.read_text(encoding="utf-8") for path in (ROOT / "partyx").rglob("*.j2"))
    texts += "".join(texts.split(":"))
    known = {*helped(get_command(app)), *speech.around().values(), *FIELDS, *OF_TYPER}
    unused = [
        key for key in catalogue["said"] if isinstance(key, str) and key not in texts and key not in known
    ]
    assert unused == []


OF_TYPER = {"COMMAND [ARGS]...", "Show this message and exit."}
FIELDS = {spec["name"].replace("_", " ") for kind in RECORD_TYPES for spec in fields(kind)}


def helped(command):
    """Every help text and metavariable below a command."""
    if not getattr(command, "commands", None):
        yield command.options_metavar
    yield from (inspect.cleandoc(one) for one in (command.help, command.epilog) if one)
    for found in command.params:
        yield from (inspect.cleandoc(found.help),) if getattr(found, "help", None) else ()
        yield from filter(None, (found.metavar,))
    for inner in getattr(command, "commands", {}).values():
        yield from helped(inner)


def test_all_help_is_in_the_catalogue(catalogue):
    said = {*helped(get_command(app)), *speech.around().values()}
    assert sorted(said - catalogue["said"].keys() - {"OUT.jsonl", "USD"}) == []


@pytest.mark.slow
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
        assert worded(finding.message) != finding.message


@pytest.mark.usefixtures("vietnamese")
def test_a_message_of_nobody_we_know_stays():
    assert worded("something {} else") == "something {} else"
    assert worded("a.txt: something else") == "a.txt: something else"
    assert tr("") == ""


@pytest.mark.usefixtures("vietnamese")
def test_every_message_is_told_with_all_its_parts(catalogue):
    for message in catalogue["told"]:
        parts = [f"phần-{number}" for number in range(message.count("{}"))]
        said = worded(message.replace("{}", "\0").replace("\0", "{}").format(*parts))
        assert said != message.format(*parts), message
        assert all(part in said for part in parts), message


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("bài.txt: no such file.", "bài.txt: không có tệp này."),
        (
            (
                "reasks: Input should be a valid integer; timeout_s: Input should be greater than 0. "
                "Fix the argument or the PARTYX_ variable."
            ),
            "reasks: phải là số nguyên; timeout_s: phải lớn hơn 0. Hãy sửa tham số hoặc biến PARTYX_.",
        ),
        (
            (
                "a: b.jsonl, dòng 3: not the JSON of a partyx extraction: is no JSON: Expecting value: line 1 "
                "column 1 (char 0). This version reads schema version 1.1."
            ),
            (
                "a: b.jsonl, dòng 3: không phải JSON kết quả của partyx: không phải JSON: thiếu giá trị: dòng 1 "
                "cột 1 (ký tự 0). Phiên bản này đọc schema phiên bản 1.1."
            ),
        ),
        (
            "a.json is no JSON: Expecting value: line 1 column 2 (char 1).",
            "a.json không phải JSON: thiếu giá trị: dòng 1 cột 2 (ký tự 1).",
        ),
        ("the value N3 ('12') is no figure", "value N3 ('12') không phải số liệu"),
        (
            (
                "http://h/v1 cannot be reached or broke off ([Errno 111] Connection refused). Is it running, is "
                "base_url right? (tried 3 times)"
            ),
            (
                "http://h/v1 không kết nối được hoặc bị ngắt ([Errno 111] kết nối bị từ chối). Dịch vụ có đang chạy "
                "không, base_url có đúng không? (đã thử 3 lần)"
            ),
        ),
    ],
)
def test_a_message_of_several_is_told_part_by_part(message, expected):
    assert worded(message) == expected


@pytest.mark.parametrize(
    ("count", "english", "said"),
    [(0, "0 articles", "0 bài"), (1, "1 article", "1 bài"), (1200, "1,200 articles", "1,200 bài")],
)
def test_what_counts_is_said_as_each_language_counts(monkeypatch, count, english, said):
    for code, expected in (("en", english), ("vi", said)):
        monkeypatch.setenv("PARTYX_LANGUAGE", code)
        assert trn("{} article", "{} articles", count) == expected


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
