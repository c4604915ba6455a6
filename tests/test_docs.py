"""What the documentation shows is run: every Python block, in a folder with the files that it names."""

from __future__ import annotations

import ast
import asyncio
import inspect
import json
import re
import shlex
import textwrap
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from fault_server import FaultServer, answer
from typer.main import get_command
from typer.testing import CliRunner

import partyx
from partyx.cli.app import app
from partyx.kinds.registry import chosen

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.vi.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ARTICLE = next((ROOT / "evals" / "articles").glob("000_*.txt"))


def blocks() -> list[tuple[str, str]]:
    """Page and number of each block, and its code."""
    return [
        (f"{page.name} {number}", found[1])
        for page in PAGES
        for number, found in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")), 1)
    ]


SHELL = re.compile(r"^```(?:sh|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def commands() -> list[tuple[str, list[str]]]:
    """Page and words of each command of ours in a block for the shell."""
    found = []
    for page in (*PAGES, ROOT / "CONTRIBUTING.md"):
        for block in SHELL.finditer(page.read_text(encoding="utf-8")):
            for line in block[1].replace("\\\n", " ").splitlines():
                for part in re.split(r"&&|\||;", line.partition(" #")[0]):
                    words = shlex.split(part) if part.split()[:1] == ["partyx"] else []
                    found += [(page.name, words[1:])] if words else []
    return found


def empty_answer(exchange) -> None:
    """Nothing, in the form that is asked for."""
    schema = exchange.request.body["response_format"]["json_schema"]["schema"]
    answer(json.dumps({name: [] for name in schema["properties"]}))(exchange)


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the blocks find around them: files in the folder, an article, a service on this machine."""
    monkeypatch.chdir(tmp_path)
    text = ARTICLE.read_text(encoding="utf-8")
    (tmp_path / "news").mkdir()
    for name in ("article.txt", "bai.txt", "news/one.txt", "news/two.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "evals").symlink_to(ROOT / "evals")
    extraction = partyx.extract(ARTICLE, settings={"engine": "rules"})
    return {"text": text, "partyx": partyx, "Path": Path, "extraction": extraction, "article_path": ARTICLE}


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in blocks()])
def test_every_python_block_of_the_documentation_runs(code, names, monkeypatch) -> None:
    with FaultServer(default=empty_answer) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-of-a-test")
        compiled = compile(code, "<block>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        if inspect.CO_COROUTINE & compiled.co_flags:
            asyncio.run(eval(compiled, names))  # noqa: S307 - our own documentation
        else:
            exec(compiled, names)  # noqa: S102


def test_the_blocks_are_found() -> None:
    assert len(blocks()) >= 5
    assert len(commands()) >= 40


@pytest.mark.parametrize(
    "words", [pytest.param(words, id=f"{page}: {' '.join(words)}") for page, words in commands()]
)
def test_every_command_of_the_documentation_has_the_words_that_partyx_knows(words) -> None:
    """Commands, arguments and options are read as the command line reads them; nothing is run."""
    command = get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command, words = command.commands[words[0]], words[1:]
    command.make_context("", list(words))  # raises what the command line would say


ELSEWHERE = {
    "review": "waits for a person: tests/test_review.py",
    "pull": "downloads: tests/test_local_pull.py",
    "--batch-api": "asks another service: tests/test_batch_api.py",
    "--budget": "needs a price, and NAME has none: tests/test_estimates.py",
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the pages name, and evals of one article."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARTYX_MODELS_DIR", str(tmp_path / "none"))
    text = ARTICLE.read_text(encoding="utf-8")
    places = ("article.txt", "bai.txt", "articles/a.txt", "news/a.txt", "tin-bai/a.txt")
    for name in (*places, "saved/2024/page.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("b.txt", text)
    (tmp_path / "appointments.py").symlink_to(ROOT / "docs" / "examples" / "appointments.py")
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    evals = tmp_path / "evals"
    for name in ("articles", "gold"):
        (evals / name).mkdir(parents=True)
    (evals / "articles" / ARTICLE.name).write_text(text, encoding="utf-8")
    (evals / "gold" / "000.json").symlink_to(ROOT / "evals" / "gold" / "000.json")
    (evals / "recordings").symlink_to(ROOT / "evals" / "recordings")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", sorted({page for page, _ in commands()}))
@pytest.mark.usefixtures("desk")
def test_every_command_of_a_page_runs(page) -> None:
    """In the order of the page, in one folder; a service on this machine answers in place of openai/NAME."""
    text = ARTICLE.read_text(encoding="utf-8")
    with FaultServer(default=empty_answer) as server:
        service = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "sk-of-a-test"}
        for on, words in commands():
            if on == page and not ELSEWHERE.keys() & set(words):
                shown = [word for word in words if word != "--open"]
                done = CliRunner(env=service if "--model" in words else {}).invoke(app, shown, input=text)
                assert done.exit_code == 0, (words, done.output, done.exception)


@pytest.mark.parametrize(
    ("read", "language"), [(tomllib.loads, "toml"), (json.loads, "json")], ids=["toml", "json"]
)
def test_data_in_the_documentation_can_be_read(read, language) -> None:
    pattern = re.compile(rf"^```{language}\n(.*?)^```$", re.DOTALL | re.MULTILINE)
    found = [one[1] for page in PAGES for one in pattern.finditer(page.read_text(encoding="utf-8"))]
    assert found
    for one in found:
        read(one)


def test_the_declaration_without_python_is_one(tmp_path: Path) -> None:
    (block,) = re.findall(
        r"^```toml\n(name = .*?)^```$",
        (ROOT / "docs" / "records.md").read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    (tmp_path / "appointment.toml").write_text(block, encoding="utf-8")
    (kind,) = chosen([str(tmp_path / "appointment.toml")]).own
    assert issubclass(kind, partyx.Record)


def test_the_example_of_the_fake_model_runs() -> None:
    example = inspect.getdoc(partyx.FakeModel).partition("::\n\n")[2].partition("\n\n")[0]
    exec(textwrap.dedent(example), {"partyx": partyx})  # noqa: S102


@pytest.mark.parametrize("name", partyx.__all__)
def test_every_public_name_is_explained(name) -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert re.search(rf"`(?:await )?partyx\.{name}\b", page)
    assert name in ("RecordTypes", "Scripted", "Source", "__version__") or inspect.getdoc(
        getattr(partyx, name)
    )
