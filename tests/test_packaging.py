"""The built wheel in an environment of its own, the README's words, and the notebook."""

import json
import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import made
import nbformat
import notebooks
import pytest

import partyx
from partyx import resources

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BARE = {
    name: value for name, value in os.environ.items() if not name.startswith(("PARTYX_", "OPENAI_", "PYTHON"))
}
BARE["PARTYX_MODELS_DIR"] = os.devnull  # the rules run, whatever weights are on this machine

EVERY_DATA_FILE = """
import json
from partyx import resources
prompts = {v: {f: resources.prompt_text(v, f) for f in resources.prompt_files(v)} for v in resources.prompt_versions()}
print(json.dumps({"prompts": prompts, "schemas": {n: resources.schema(n) for n in resources.schema_names()}}))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The ``bin`` folder of a new environment with the wheel and its pinned dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--outdir", folder, ROOT]
    subprocess.run(build, check=True, capture_output=True, env=BARE)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=True)
    here = folder / "venv" / "bin"
    install = [here / "python", "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", wheel]
    subprocess.run(install, check=True, capture_output=True, env=BARE)
    return here


def output(command, folder):
    """What a program prints when run from another folder."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=BARE, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.slow
def test_the_installed_program_works_from_any_folder(installed, tmp_path):
    (tmp_path / "song-may.txt").write_text(made.TEXT, encoding="utf-8")
    assert re.match(r"partyx \d", output([installed / "partyx", "--version"], tmp_path))
    written = output([installed / "partyx", "extract", "song-may.txt", "-f", "json"], tmp_path)
    assert json.loads(written)["article"]["id"] == "song-may"


@pytest.mark.slow
def test_the_installed_package_carries_every_prompt_and_schema(installed, tmp_path):
    found = json.loads(output([installed / "python", "-c", EVERY_DATA_FILE], tmp_path))
    assert set(found["prompts"]) == set(resources.prompt_versions())
    for version, files in found["prompts"].items():
        assert files == {
            name: resources.prompt_text(version, name) for name in resources.prompt_files(version)
        }
    assert found["schemas"] == {name: resources.schema(name) for name in resources.schema_names()}


@pytest.mark.slow
def test_the_installed_package_knows_its_weights_and_what_it_takes_to_run_them(installed, tmp_path):
    listed = output([installed / "partyx", "models", "list"], tmp_path)
    assert "qwen2.5-coder-1.5b " in listed
    assert "pip install 'partyx[local]'" in listed


@pytest.mark.slow
def test_the_installed_package_reads_a_web_page(installed, tmp_path):
    page = f"<html><body><article><h1>{made.LINES[0][1]}</h1><p>{made.BODY}</p></article></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    written = output([installed / "partyx", "extract", "page.html", "-f", "json"], tmp_path)
    assert json.loads(written)["article"]["id"] == "page"


@pytest.mark.slow
@pytest.mark.parametrize("path", notebooks.NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_ships_what_it_shows_when_it_is_run(path):
    """To write the outputs anew: python tasks.py notebooks."""
    shipped = nbformat.read(path, as_version=4)
    assert notebooks.shown(shipped) == notebooks.shown(notebooks.executed(path))


def test_the_notebooks_show_articles_charts_and_tables():
    outputs = "".join(path.read_text(encoding="utf-8") for path in notebooks.NOTEBOOKS)
    for expected in ("px-value", "image/png", "would be seen from", "dataframe"):
        assert expected in outputs


def test_the_readme_has_two_commands_that_set_themselves_up():
    commands = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert [command.split(" && ")[-1] for command in commands] == [
        ".venv/bin/partyx extract evals/articles/0*.txt",
        ".venv/bin/pytest -n auto",
    ]


def test_the_readme_shows_what_really_comes_out(monkeypatch):
    for name in set(os.environ) - set(BARE):
        monkeypatch.delenv(name)
    excerpt = re.search(r"<!-- excerpt: (\S+) -->\n```\n(.*?)```", README, re.DOTALL)
    assert excerpt, "README.md has no excerpt"
    name, shown = excerpt.groups()
    page = str(partyx.extract(ROOT / name)).splitlines()
    lines = iter(page)
    for line in shown.splitlines():
        if line != "[...]":
            assert line in lines, f"not in the output, or not in this order (python tasks.py readme): {line}"


def test_links_in_the_readme_lead_somewhere():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def dependencies():
    """What pyproject.toml asks for, extras included."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [declared["dependencies"], *declared["optional-dependencies"].values()]
    return {re.match(r"[\w-]+", requirement)[0] for group in groups for requirement in group} - {"partyx"}


def test_every_dependency_is_explained():
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert {
        name for name in dependencies() if not re.search(rf"^\|.*\b{name}\b", explained, re.MULTILINE)
    } == set()


def test_every_dependency_is_pinned():
    pinned = {
        line.partition("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    assert dependencies() - pinned == set()
