"""How the HTML of an extraction looks: each part's inline style, and what only a style sheet can say.

A notebook that nobody has declared trusted loses its style sheets and keeps inline styles, so all that
matters stands inline. The sheet adds what lights up together, and narrow and printed pages. Colours are tints
over the page's own background, which serve light and dark themes alike; tints of overlapping evidence add up.
"""

from __future__ import annotations

from html import escape

from partyx.translation import language

KIND_TINTS = {
    "meetings": "rgba(0, 158, 115, 0.26)",
    "statistics": "rgba(0, 114, 178, 0.3)",
    "directives": "rgba(230, 159, 0, 0.26)",
}
_OTHER_TINTS = ("rgba(204, 121, 167, 0.3)", "rgba(213, 94, 0, 0.24)", "rgba(120, 94, 240, 0.26)")

_CELL = "padding: 3px 8px 3px 0; text-align: left; vertical-align: top; white-space: normal; "
_LINE = "border-bottom: 1px solid rgba(127, 127, 127, 0.3)"
PARTS = {
    "panes": "display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; text-align: left; "
    "line-height: 1.5; font-size: 14px",
    "pane": "flex: 1 1 340px; min-width: 0; max-width: 100%; max-height: 560px; overflow: auto",
    "text": "white-space: pre-wrap; overflow-wrap: anywhere",
    "mark": "color: inherit; text-decoration: none; border-radius: 2px",
    "link": "color: inherit; text-decoration: none",
    "value": "font-weight: bold; text-decoration: underline",
    "headline": "font-weight: bold",
    "furniture": "opacity: 0.65",
    "quiet": "opacity: 0.72",
    "key": "color: inherit; border-radius: 2px; padding: 0 6px",
    "table": "table-layout: auto; border-collapse: collapse; width: 100%; margin: 0 0 14px 0; "
    "font-size: 13px; color: inherit",
    "caption": "caption-side: top; text-align: left; font-weight: bold; padding: 2px 0; color: inherit",
    "cell": _CELL + _LINE,
    "number": "padding: 3px 6px 3px 0; text-align: right; vertical-align: top; white-space: nowrap; "
    "width: 20px; " + _LINE,
    "head": _CELL + "width: 28%; font-weight: bold; " + _LINE,
    "error": "color: #d32f2f; font-weight: bold",
    "warning": "color: #b35f00; font-weight: bold",
    "note": "",
}

SHEET = """
.partyx a:focus-visible{outline:2px solid currentColor}
.partyx tr{background:none!important}
@media (max-width:760px){.partyx .px-pane{flex-basis:100%!important;max-height:55vh!important}}
@media print{.partyx .px-pane{max-height:none!important}}
"""
_LIT = "{outline:2px solid rgba(229,72,77,.85);background-color:rgba(255,214,10,.3)!important}"

_DOCUMENT = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>:root{{color-scheme:light dark}}body{{font-family:system-ui,sans-serif;margin:16px}}
.partyx .px-error{{color:light-dark(#c62a2f,#ff7a7f)!important}}
.partyx .px-warning{{color:light-dark(#a35200,#ffb454)!important}}
@media (min-width:761px){{.partyx .px-pane{{max-height:calc(100vh - 32px)!important}}}}</style></head>
<body>{body}</body></html>
"""


def document(title: str, body: str) -> str:
    """A whole page round a fragment; nothing in it can run or fetch anything."""
    return _DOCUMENT.format(title=escape(title), body=body, language=language())


def tint(kind: str, known: list[str]) -> str:
    """The colour of a record type; one of the user's own takes the next that is free."""
    others = [name for name in known if name not in KIND_TINTS]
    return KIND_TINTS.get(kind) or _OTHER_TINTS[others.index(kind) % len(_OTHER_TINTS)]


def sheet(scope: str, lit: list[str]) -> str:
    """The style sheet: whatever carries one of the classes ``lit`` lights up with all the others that do."""
    rules = ",".join(f".{scope}:has(.{name}:hover,.{name}:focus-within) .{name}" for name in lit)
    return f"<style>{SHEET}{rules}{_LIT if rules else ''}</style>"
