"""The environments of the tools: one each, with pinned packages, made once and again when the pins change."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from asking import FILES

from partyx.scoring.hashes import digest, engine_hash

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


@dataclass(frozen=True)
class Tool:
    """One of the tools that are compared.

    Attributes:
        name: Its name; of its kin: ``tool_<kin>.py`` asks it.
        install: What pip is told.
        filler: The answer for calls after the limit, with which the tool goes on to hand over what it has.
        partyx: Whether it is this project: it runs the model itself and gives an extraction.
        alone: Whether the model reads without the rules beside it.
    """

    name: str
    install: tuple[str, ...]
    filler: str | None = None
    partyx: bool = False
    alone: bool = False

    @property
    def kin(self) -> str:
        """The name that its script and its environment go by."""
        return "partyx" if self.partyx else self.name

    @property
    def script(self) -> Path:
        """What asks it."""
        return HERE / f"tool_{self.kin}.py"

    def identity(self) -> str:
        """A hash of all that decides how it is asked; of partyx its own code and prompts as well."""
        asked_by = [self.script] if self.partyx else [self.script, *_asking()]
        files = [path for path in (*asked_by, *map(Path, self.install)) if path.is_file()]
        texts = [path.read_text(encoding="utf-8") for path in files]
        return digest(*texts, *(_own_code() if self.partyx else ()))


_OWN = ("-c", str(ROOT / "constraints.txt"), f"{ROOT}[local,evals]")

TOOLS = {
    tool.name: tool
    for tool in (
        Tool("partyx", _OWN, partyx=True),
        Tool("partyx-alone", _OWN, partyx=True, alone=True),
        Tool(
            "langextract",
            ("-r", str(HERE / "requirements-langextract.txt")),
            filler='{"extractions": []}',
        ),
        Tool("instructor", ("-r", str(HERE / "requirements-instructor.txt"))),
    )
}


def _asking() -> list[Path]:
    """What the peers are asked with; constraints.txt pins the llama.cpp that serves them."""
    names = (*FILES, "asking.py", "server.py")
    return [*(HERE / name for name in names), ROOT / "constraints.txt"]


@cache
def _own_code() -> list[str]:
    """What partyx is made of, read once: what is edited during a run is not what was installed for it."""
    prompts = sorted(path for path in (ROOT / "prompts").rglob("*") if path.is_file())
    return [engine_hash(), *(path.read_text(encoding="utf-8") for path in prompts)]


def python_of(tool: Tool, work: Path) -> Path:
    """The tool's Python."""
    return work / f"venv-{tool.kin}" / ("Scripts" if os.name == "nt" else "bin") / "python"


def prepare(tool: Tool, work: Path) -> None:
    """Make the tool's environment, unless it is there with these pins."""
    folder, python = work / f"venv-{tool.kin}", python_of(tool, work)
    marker, wanted = folder / "installed", _pins(tool)
    if marker.exists() and marker.read_text(encoding="utf-8") == wanted:
        return
    print(f"installing {tool.kin} in {folder}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *tool.install], check=True)
    marker.write_text(wanted, encoding="utf-8")


def _pins(tool: Tool) -> str:
    files = [Path(part) for part in tool.install if Path(part).is_file()]
    return digest(
        *(path.read_text(encoding="utf-8") for path in files), *(_own_code() if tool.partyx else ())
    )


def bare_environment() -> dict[str, str]:
    """The environment without what configures a tool from outside: settings, keys, endpoints, paths."""
    outside = ("PARTYX_", "OPENAI_", "LANGEXTRACT_", "GEMINI_", "PYTHONPATH", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(outside)}
