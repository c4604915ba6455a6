"""What the documentation shows is run: every Python block, in a folder with the files that it names."""

from __future__ import annotations

import ast
import asyncio
import inspect
import json
import re
import textwrap
from pathlib import Path

import pytest
from fault_server import FaultServer, answer

import partyx

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ARTICLE = next((ROOT / "evals" / "articles").glob("000_*.txt"))


def blocks() -> list[tuple[str, str]]:
    """Page and number of each block, and its code."""
    return [
        (f"{page.name} {number}", found[1])
        for page in PAGES
        for number, found in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")), 1)
    ]


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
    for name in ("article.txt", "news/one.txt", "news/two.txt"):
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
