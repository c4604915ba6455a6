"""The documentation as a site: it builds without a warning, and the first pages do what they say."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import BARE

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
STARTS = sorted((ROOT / "docs").glob("start*.md"))


def blocks(path):
    """Each fenced block of a page: its language, what stands behind that, and its text."""
    return BLOCK.findall(path.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_site_builds_without_a_warning(tmp_path):
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path / "site"]
    quiet = {**BARE, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(build, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    reference = (tmp_path / "site" / "reference.html").read_text(encoding="utf-8")
    for name in ("partyx.Extraction.to_html", "partyx.Settings", "partyx.errors.PartyxError"):
        assert f'id="{name}"' in reference
    page = (tmp_path / "site" / "start.vi.html").read_text(encoding="utf-8")
    assert "Năm phút đầu tiên" in page
    assert not re.search(r'<(?:script|link)[^>]+(?:src|href)="https?://(?!example)', page), (
        "the site fetches nothing"
    )


@pytest.mark.slow
@pytest.mark.parametrize("path", STARTS, ids=lambda path: path.name)
def test_the_first_pages_do_what_they_say(path, tmp_path):
    """Every block in order, in an empty folder."""
    bare = {
        **BARE,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUTF8": "1",
    }
    python = []
    for language, more, text in blocks(path):
        if named := re.search(r'title="([^"]+)"', more):
            (tmp_path / named[1]).write_text(text, encoding="utf-8")
        elif language == "sh":
            done = subprocess.run(
                ["/bin/sh", "-e", "-c", text],
                cwd=tmp_path,
                env=bare,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            assert "95,3" in done.stdout or "records.html" in done.stdout
        elif language == "python":
            python.append(text)
    run = [sys.executable, "-c", "\n".join(python)]
    done = subprocess.run(run, cwd=tmp_path, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "1204 đảng viên" in done.stdout
    assert "26/27" in (tmp_path / "article.html").read_text(encoding="utf-8")
    assert (tmp_path / "records.html").stat().st_size > 100_000
