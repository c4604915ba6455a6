"""The data files are found, and nothing outside their folders."""

import pytest

from partyx import resources
from partyx.errors import SettingsError


def test_every_schema_can_be_loaded_by_name():
    for name in resources.schema_names():
        assert resources.schema(name)["$id"].endswith(f":{name}")
    assert "extraction" in resources.schema_names()


def test_every_prompt_file_can_be_loaded():
    for version in resources.prompt_versions():
        for name in resources.prompt_files(version):
            assert resources.prompt_text(version, name).strip()


@pytest.mark.parametrize("name", ["nothing", "../pyproject", "", "extraction.schema.json", "/etc/passwd"])
def test_an_unknown_schema_is_refused_with_the_known_ones(name):
    with pytest.raises(SettingsError, match=r"there is article-ref\.schema\.json"):
        resources.schema(name)


@pytest.mark.parametrize("version", ["v0", "..", "", ".", "README.md"])
def test_an_unknown_prompt_version_is_refused(version):
    with pytest.raises(SettingsError, match=r"there is no prompt version .*; there is v2\. A folder"):
        resources.prompt_text(version, "system.md")
