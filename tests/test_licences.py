"""What partyx brings along: its licences, the hashes of its files, and what workflows may do."""

import re
from pathlib import Path

import pytest
import yaml
from licences_table import ALLOWED, DOCS, EXTRAS, closure, licence, names, page

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.fixture(scope="module")
def packages():
    """Every package that partyx and its extras bring along, by its name."""
    return {name: one for extra in ("", *EXTRAS) for name, one in closure(extra).items()}


def test_every_dependency_has_a_licence_that_lets_partyx_be_used(packages):
    """One that is not allowed: read it, and put it into ALLOWED if it is permissive."""
    said = {name: names(licence(one)) for name, one in packages.items()}
    assert [name for name in said if not said[name]] == []
    assert {name: which for name, which in said.items() if not set(which) <= ALLOWED} == {}


def test_the_page_of_licences_lists_them(packages):
    """Names and licences of the packages that are installed here; other systems need one or two others."""
    rows = re.findall(r"^\| (\S+) \| (.+?) \| (.+?) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    listed = {name: said for name, said, _ in rows[1:]}
    assert {name: listed.get(name) for name in packages} == {
        name: licence(one) for name, one in packages.items()
    }
    assert page().startswith(DOCS.read_text(encoding="utf-8")[:300])


def test_everything_that_is_pinned_is_pinned_by_its_hashes():
    """The same versions in both files, and no file without a hash."""
    pins = _pins((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    hashed = _pins(text)
    assert {name: hashed.get(name) for name in pins} == pins
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(hashed)
    assert [one.split()[0] for one in entries if "--hash=sha256:" not in one] == []


def _pins(text):
    return {
        re.sub(r"[-_.]+", "-", name).lower(): version
        for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE)
    }


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_do_no_more_than_it_needs(path):
    """No right at the top; who may write runs no code of the branch; actions are named by their commit."""
    flow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert flow["permissions"] == {}
    for job in flow["jobs"].values():
        writes = "write" in job["permissions"].values()
        for step in job["steps"]:
            action = step.get("uses", "")
            if action:
                assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action), action
            if action.startswith("actions/checkout"):
                assert not writes
                assert step["with"]["persist-credentials"] is False
            if not writes:
                assert "token" not in str(step).lower()
