"""Makes the pictures of the documentation anew: python tasks.py pictures (needs Chromium)."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import browser
from test_cli import BARE, COMMAND
from test_view import press, wait

import partyx

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
ARTICLES = sorted((ROOT / "evals" / "articles").glob("*.txt"))
SETTLED_S = 1.0  # transitions, fonts and charts have come to rest by then


def taken(chromium: browser.Browser, name: str, height: int = 820) -> None:
    """Store what the window shows."""
    chromium.call(
        "Emulation.setDeviceMetricsOverride", width=1400, height=height, deviceScaleFactor=1, mobile=False
    )
    time.sleep(SETTLED_S)
    (IMAGES / f"{name}.png").write_bytes(chromium.screenshot())
    sys.stdout.write(f"{IMAGES / name}.png\n")


def notebook(chromium: browser.Browser, folder: Path) -> None:
    """One article beside its records."""
    path = folder / "article.html"
    path.write_text(partyx.extract(ARTICLES[1], settings={"engine": "rules"}).to_html(), encoding="utf-8")
    chromium.open(path)
    taken(chromium, "notebook", 620)


def view(chromium: browser.Browser, folder: Path) -> None:
    """A run as one page: a record in its article, then the charts."""
    for command in (
        [
            "extract",
            *(path.relative_to(ROOT) for path in ARTICLES),
            "-f",
            "jsonl",
            "-o",
            folder / "records.jsonl",
        ],
        ["view", folder / "records.jsonl"],
    ):
        subprocess.run([*COMMAND, *map(str, command)], cwd=ROOT, env=BARE, check=True)
    chromium.open(folder / "records.html", f"#article={ARTICLES[1].stem}&record=statistics%5B24%5D")
    wait(chromium, "document.querySelector('.article .here')")
    taken(chromium, "view")
    for key in ("Escape", "3"):
        press(chromium, key)
    wait(chromium, "document.querySelectorAll('.chart svg').length > 1")
    taken(chromium, "charts")


def review(chromium: browser.Browser, folder: Path) -> None:
    """The first decisions about an article."""
    command = [*COMMAND, "review", str(ARTICLES[1]), "--evals", str(folder / "evals"), "--no-open"]
    process = subprocess.Popen(command, env=BARE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        chromium.open(process.stdout.readline().strip())
        wait(chromium, "document.querySelectorAll('.item').length > 9")
        press(chromium, "a")
        wait(chromium, "document.querySelector('.sum').textContent.startsWith('saved')")
        taken(chromium, "review", 900)
    finally:
        process.terminate()
        process.wait()


def report(chromium: browser.Browser, folder: Path) -> None:
    """The report of the rules beside the recorded answers; needs the runs of python tasks.py evals."""
    path = folder / "report.html"
    command = [*COMMAND, "eval", "report", "rules", "frontier", "-o", str(path)]
    subprocess.run(command, cwd=ROOT, env=BARE, check=True)
    chromium.open(path)
    taken(chromium, "report", 900)


def main() -> None:
    """All of them."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with browser.Browser(folder / "profile") as chromium:
            for picture in (notebook, view, review, report):
                picture(chromium, folder)


if __name__ == "__main__":
    main()
