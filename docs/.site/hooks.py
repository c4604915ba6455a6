"""Brings pages that lie outside docs/ into the site, and shows files that are no pages by their name."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = "repository"
PAGES = (
    "evals/CODEBOOK.md",
    "evals/AGREEMENT.md",
    "evals/recordings/README.md",
    "evals/bench/peers/README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
)
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)#:\s]+)(#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages from elsewhere in the repository."""
    for name in PAGES:
        text = (ROOT / name).read_text(encoding="utf-8")
        files.append(File.generated(config, f"{OUTSIDE}/{name}", content=text))
    return files


def on_page_markdown(
    markdown: str,
    page: Page,
    config: MkDocsConfig,  # noqa: ARG001 - mkdocs gives it by name
    files: Files,
) -> str:
    """Turn links to files of the repository into links of the site; what is no page becomes its text."""
    here = page.file.src_uri
    place = here.removeprefix(f"{OUTSIDE}/") if here.startswith(OUTSIDE) else f"docs/{here}"

    def linked(found: re.Match[str]) -> str:
        words, target, anchor = found[1], found[2], found[3] or ""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(place), target))
        uri = path.removeprefix("docs/") if path.startswith("docs/") else f"{OUTSIDE}/{path}"
        if files.get_file_from_path(uri) is None or uri.endswith(".ipynb"):
            if not (ROOT / path).exists():
                return found[0]  # a dead link: strict says so
            return words
        return f"[{words}]({posixpath.relpath(uri, posixpath.dirname(here) or '.')}{anchor})"

    return _LINK.sub(linked, markdown)
