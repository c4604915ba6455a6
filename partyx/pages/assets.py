"""The built scripts and styles, and a page round them that runs nothing else and asks nobody."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from html import escape
from importlib.resources import files
from typing import NamedTuple

_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<title>{title}</title><style>{css}</style></head>
<body><div id="app"><p>{waiting}</p></div>
{blobs}
<script>{js}</script>
</body></html>
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def asset(name: str) -> str:
    """One built file, "view.js"."""
    return files("partyx.pages").joinpath("built", name).read_text(encoding="utf-8")


def packed(data: object) -> str:
    """JSON, compressed, as text that is safe anywhere in a page."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), 6, mtime=0)).decode()


class Page(NamedTuple):
    """What a page is made of.

    Attributes:
        name: Whose script and style it has: "view" or "review".
        title: What the tab says.
        language: Code of its language, "vi".
        waiting: What stands there until the script has run, and stays where scripts are off.
        blobs: Data as script elements that no browser runs.
        connect: Where it may connect, as the policy words it; nowhere by default.
    """

    name: str
    title: str
    language: str
    waiting: str
    blobs: str
    connect: str = ""

    def html(self) -> str:
        """The page; it runs its own script and no other."""
        js, css = asset(f"{self.name}.js"), asset(f"{self.name}.css")
        digest = base64.b64encode(hashlib.sha256(js.encode()).digest()).decode()
        policy = f"{_POLICY}; script-src 'sha256-{digest}'"
        return _PAGE.format(
            language=self.language,
            policy=f"{policy}; connect-src {self.connect}" if self.connect else policy,
            title=escape(self.title),
            css=css,
            waiting=escape(self.waiting),
            blobs=self.blobs,
            js=js,
        )


def blob(name: str, content: str) -> str:
    """Packed data as an element with an id."""
    return f'<script type="application/octet-stream" id="{name}">{content}</script>'
