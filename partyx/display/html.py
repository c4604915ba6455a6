"""An extraction in a notebook: the article with its evidence in colour, beside compact tables.

Plain HTML and CSS, no script. Everything that comes from the article or a model is escaped, and nothing is
shown that acts on the page. Pointing at a record or reaching it with the keyboard lights up its places in the
text, and the other way round; a record's number leads to its place, a place to its record.
"""

from __future__ import annotations

from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from partyx.display import messages, wording
from partyx.display.look import PARTS, document, sheet, tint
from partyx.display.marked import MOST_CHARS, css_class, text
from partyx.display.shown import Shown, groups, labels, shown
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic import BaseModel

    from partyx.article import Article
    from partyx.extraction import Extraction
    from partyx.records import Severity

SIGNS: dict[Severity, str] = {"note": "·", "warning": "!", "error": "✗"}


def whole_page(extraction: Extraction) -> str:
    """The extraction as a page of its own."""
    return document(wording.heading(extraction), page(extraction))


def page(extraction: Extraction) -> str:
    """The extraction as a fragment of HTML with its own style."""
    source = extraction.source
    scope = "px" + sha256((extraction.article.sha256 + extraction.article.id).encode()).hexdigest()[:8]
    named = [label for kind, records in groups(extraction).items() for label in labels(kind, records)]
    article = "" if source is None else _article(extraction, source, scope)
    tables = [
        _records(kind, records, wording.worst(extraction), scope, quoted=source is None)
        for kind, records in groups(extraction).items()
    ]
    title = f"<div><strong>{_safe(wording.heading(extraction))}</strong></div>"
    if not any(tables):
        tables = [f"<div>{_safe(tr('No records.'))}</div>"]
    inner = [title, *tables, _unlocated(extraction), _findings(extraction), _foot(extraction)]
    style = sheet(scope, [] if source is None else [css_class(label) for label in named])
    beside = f'<div class="px-pane" style="{PARTS["pane"]}">{"".join(inner)}</div>'
    return f'{style}<div class="partyx {scope}" style="{PARTS["panes"]}">{article}{beside}</div>'


def listed(records: Sequence[BaseModel], kind: str) -> str:
    """Records of one type as a table with their quotes."""
    table = (
        _records(kind, tuple(records), {}, "px", quoted=True)
        or f"<div>{_safe(wording.type_heading(kind))}: {_safe(tr('none'))}</div>"
    )
    return f'{sheet("px", [])}<div class="partyx" style="text-align: left">{table}</div>'


def _safe(words: str) -> str:
    return escape(wording.visible(words))


def _styled(part: str, inner: str, tag: str = "span") -> str:
    return f'<{tag} class="px-{part}" style="{PARTS[part]}">{inner}</{tag}>'


def _article(extraction: Extraction, article: Article, scope: str) -> str:
    known = list(groups(extraction))
    key = " ".join(
        f'<mark style="background-color: {tint(kind, known)}; {PARTS["key"]}">'
        f"{_safe(tr(kind.replace('_', ' ')))}</mark>"
        for kind, records in groups(extraction).items()
        if records
    )
    rest = len(article.text) - MOST_CHARS
    more = (
        _styled("quiet", f"… {_safe(tr('{} more characters are not shown.', rest))}", "div")
        if rest > 0
        else ""
    )
    body = _styled("text", text(extraction, article, scope), "div")
    return f'<div class="px-pane" style="{PARTS["pane"]}"><div>{key}</div>{body}{more}</div>'


def _foot(extraction: Extraction) -> str:
    engine, coverage = wording.engine(extraction.provenance), wording.coverage(extraction)
    notes = [f"{tr('Note')}: {messages.worded(note)}" for note in extraction.provenance.notes]
    lines = [f"{tr('Engine')}: {engine}", f"{tr('Coverage')}: {coverage}", *notes]
    return _styled("quiet", "<br>".join(map(_safe, lines)), "div")


# -- the tables ----------------------------------------------------------------------------------------


def _records(
    kind: str, records: tuple[BaseModel, ...], worst: dict[str, Severity], scope: str, *, quoted: bool
) -> str:
    """One record a row: its number, what the eye looks for, and what is said of it."""
    rows = []
    for label, record in zip(labels(kind, records), records, strict=True):
        it = shown(record)
        number = label.partition("[")[2].rstrip("]")
        if not quoted:
            link = f'href="#{scope}-text-{css_class(label)}" title="{label}" style="{PARTS["link"]}"'
            number = f"<a {link}>{number}</a>"
        found = worst.get(label)
        sign = _styled(found, SIGNS[found]) if found else ""
        cells = [_styled("number", f"{sign}{number}", "td"), _styled("head", _safe(it.head), "td")]
        cells.append(_styled("cell", _said(it) + (_quote(it) if quoted else ""), "td"))
        name = css_class(label)
        rows.append(f'<tr id="{scope}-row-{name}" class="{name}">{"".join(cells)}</tr>')
    return _table(kind, rows)


def _said(it: Shown) -> str:
    """The title, then the facts more quietly: on one line where that holds them, else plain ones together."""
    plain = " · ".join(value for name, value in it.facts if name in _PLAIN)
    facts = [plain, *(f"{tr(name)}: {value}" for name, value in it.facts if name not in _PLAIN)]
    facts = list(filter(None, facts))
    between = " · " if len(" · ".join([it.title, *facts])) <= _LINE else "<br>"
    quiet = _styled("quiet", between.join(map(_safe, facts))) if facts else ""
    return f"{_safe(it.title)}{between if it.title and quiet else ''}{quiet}"


_PLAIN = frozenset({"whose", "when", "topic", "measure"})
"""Facts that need no name: whose figure it is, of which year and about what, tells itself."""
_LINE = 72  # characters: what half of a wide notebook holds beside the figure


def _unlocated(extraction: Extraction) -> str:
    rows = [
        _row(index, wording.claim(it)[0], f"{wording.claim(it)[1]}\n{messages.worded(it.reason)}")
        for index, it in enumerate(extraction.unlocated)
    ]
    return _table("not found in the text", rows)


def _findings(extraction: Extraction) -> str:
    rows = [
        _row(
            index,
            f"{SIGNS[it.severity]} {tr(it.severity)}",
            f"{messages.worded(it.message)}\n{', '.join(it.records)}",
            it.severity,
        )
        for index, it in enumerate(extraction.findings)
    ]
    return _table("findings", rows)


def _row(index: int, head: str, words: str, part: str = "note") -> str:
    first, *others = words.split("\n")
    quiet = "".join(f"<br>{_styled('quiet', _safe(line))}" for line in others if line)
    cells = [_styled("number", str(index), "td"), _styled("head", _styled(part, _safe(head)), "td")]
    return f"<tr>{''.join(cells)}{_styled('cell', _safe(first) + quiet, 'td')}</tr>"


def _table(title: str, rows: Iterable[str]) -> str:
    body = "".join(rows)
    if not body:
        return ""
    caption = _styled("caption", _safe(wording.type_heading(title)), "caption")
    return f'<table style="{PARTS["table"]}">{caption}<tbody>{body}</tbody></table>'


def _quote(it: Shown) -> str:
    """The evidence as a quote, where the article is not shown beside it."""
    part = wording.quote(it.spans[0], it.focus)
    stressed = _styled("value", escape(part.focus)) if part.focus else ""
    return _styled("quiet", f"“{escape(part.before)}{stressed}{escape(part.after)}”", "div")
