"""The notebooks in docs: run them, compare what comes out with what they ship. As a program it writes them anew."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

DOCS = Path(__file__).parent.parent / "docs"
NOTEBOOKS = sorted(DOCS.glob("*.ipynb"))
_PIXELS = {"image/png"}  # a picture's bytes change with every release of what draws it


def executed(path: Path) -> nbformat.NotebookNode:
    """The notebook after all its cells have run, in a process without settings of the user's own."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.pop("outputs", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    for name in [name for name in os.environ if name.startswith(("PARTYX_", "OPENAI_"))]:
        del os.environ[name]
    os.environ["PARTYX_MODELS_DIR"] = os.devnull  # the rules run, whatever weights are on this machine
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, resources=where, record_timing=False).execute()
    notebook.metadata = {key: notebook.metadata[key] for key in ("kernelspec",)}
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def shown(notebook: nbformat.NotebookNode) -> list[list[dict[str, str]]]:
    """What each cell shows, without what no two machines draw alike."""
    return [
        [
            {
                kind: "" if kind in _PIXELS else text
                for kind, text in (out.get("data") or {"": out["text"]}).items()
            }
            for out in cell.get("outputs", ())
        ]
        for cell in notebook.cells
    ]


def main() -> None:
    """Run every notebook and store it with its outputs."""
    for path in NOTEBOOKS:
        nbformat.write(executed(path), path)
        print(path, file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
