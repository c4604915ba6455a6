"""What on a page is not the article: toolbars, stamps, counters, menus, headings of boxes.

A line of page furniture is a run of tokens (a button, a stamp, a counter) with nothing between them but
bars and brackets; :func:`token_run` reads one, in one pass, from any position.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from partyx.language.grammar import pattern
from partyx.language.letters import UPPER
from partyx.reading.bylines import is_names
from partyx.reading.lines import ends_sentence, word_count
from partyx.reading.stamps import DAY, parse_day

if TYPE_CHECKING:
    import datetime as dt

    from partyx.reading.lines import FoldedLine

_TOKEN = pattern(
    rf"(?:(?P<day>{DAY})"
    r'|(?P<time>\d{1,2} ?(?:[:hg]|<time.hours>) ?\d{2}(?::\d{2})?(?:"| ?<time.minutes>)?)'
    r"|(?P<weekday><time.weekdays|time.weekday_letters>)"
    r"|(?P<posted><pages.posted>)|(?P<updated><pages.updated>)"
    r"|(?P<zone>gmt ?(?:[+-] ?\d{1,2}(?::\d{2})?)?)"
    r"|(?P<label><pages.stamped>)"
    r"|(?P<half><time.halves>)"
    r"|(?P<ago>\d{1,3} <time.durations>(?: \d{1,2} <time.durations>)? <time.ago>)"
    r"|(?P<count><pages.counts> ?:? ?[\d.,]{1,12}(?: <pages.visits>)?|[\d.,]{1,12} <pages.counts>"
    r"|<pages.remarks> ?\(?\d{1,5}\)?|\d{1,5}\)? <pages.remarks>)"
    r"|(?P<tool><pages.tools>)"
    r"|(?P<weak><pages.buttons>)"
    r")(?!\w)"
)
_GLUE = re.compile(r"[\s|/\\•·,;:.()\[\]<>«»›‹\-–—*+]*")
_MOST_GLUE = 12
_LONGEST_RUN = 60
"""Tokens of one line; a toolbar has ten."""

_HEADING = pattern(r"\W{0,6}<pages.headings>\W{0,6}\d{0,5}\W{0,4}\Z")
_INTRODUCED = pattern(r"\W{0,4}<pages.introduces>(?: ?\(\d{1,5}\))? ?:")
_COUNTER = pattern(
    r"\W{0,6}(?:<pages.counters> ?[:-]? ?|<pages.spans> ?: ?)[\d.,]{1,15}(?: <pages.visits>)? ?\.?\Z"
)
_FOOT = pattern(r"\W{0,4}(?:<pages.imprint>|<pages.imprint_labels> ?[:(])")
_TICKER = pattern(r"<pages.tickers>[^.]{0,80}\d")
"""A line of prices, rates or weather that pages carry at their top; no sentence ends it."""

_INVITES = pattern(r"[ *(>-]{0,12}<pages.invitations>")
_LINK = re.compile(r"(?:>{1,3}|»|►|▶|<{1,2}|«|‹|→|☰)\s?(?![\d\s])|(?:https?://|www\.)\S{1,300}\Z")
_STEP = re.compile(r"\S\s(?:»|›|>|>>|→)\s\S")
_HOME = pattern(r"<pages.home> ?(?P<step>.)")
_STEPS = "/|>»›–-"
_IDENTIFIER = re.compile(r"[ -~]{0,80}?\b[A-Za-z]\w{0,40}_\w{1,40}[ -~]{0,80}\Z", re.ASCII)
_VISIBLE = re.compile(r"\w")
_LONGEST_LINE = 300
"""Characters of the longest line of furniture: an imprint with its addresses."""

_LONGEST_TRAIL = 160
_NAMED = rf"[{UPPER}][\w.]{{0,12}}(?:\s[{UPPER}][\w.]{{0,12}}){{0,4}}"
_WHO_OR_WHERE = re.compile(rf"\(?(?:{_NAMED}\s?[,(|–—-]\s?)")
_BY = pattern(r"\(?<bylines.from|bylines.credits> ")
_NAME = re.compile(rf"{_NAMED}\s")


class TokenRun(NamedTuple):
    """What a run of tokens was: where it ends, of which kinds, and the day it stamps, if one."""

    end: int
    kinds: frozenset[str]
    day: dt.date | None

    @property
    def is_stamp(self) -> bool:
        """Whether it says when, with more than a bare day."""
        return self.day is not None and not self.kinds.isdisjoint({"time", "weekday", "posted", "updated"})


def token_run(line: FoldedLine, start: int = 0) -> TokenRun:
    """Read tokens of page furniture from ``start`` on, as far as nothing else comes between."""
    kinds: set[str] = set()
    day: dt.date | None = None
    end = start
    for _ in range(_LONGEST_RUN):
        match = _TOKEN.match(line.folded, _behind_glue(line, end, _MOST_GLUE))
        if match is None:
            break
        kind = match.lastgroup or ""
        if kind == "day":
            stamped = parse_day(match["day"])
            if stamped is None:
                break
            day = day or stamped
        kinds.add(kind)
        end = match.end()
    return TokenRun(end, frozenset(kinds), day)


def _behind_glue(line: FoldedLine, start: int, most: int) -> int:
    """Where bars, brackets and blanks end that stand at ``start``."""
    glue = _GLUE.match(line.text, start, start + most)
    return glue.end() if glue else start


def reaches_end(line: FoldedLine, run: TokenRun) -> bool:
    """Whether only bars and brackets follow a run."""
    return run.end > 0 and _behind_glue(line, run.end, len(line)) == len(line)


def whole_stamp(line: FoldedLine) -> TokenRun | None:
    """The run of a line that is a stamp and nothing else but who or where: "Đồng Tháp, ngày …"."""
    run = token_run(line)
    if not reaches_end(line, run):
        named = _behind_name(line)
        if named:
            run = token_run(line, named)
        elif run.day is None or not is_names(line[run.end :].strip(" -–—|,")):
            return None
        else:
            return run
    says_when = run.day is not None or not run.kinds.isdisjoint({"weekday", "posted", "updated", "ago"})
    return run if says_when and reaches_end(line, run) else None


def _behind_name(line: FoldedLine) -> int:
    """Where a name of a place or of who made the page ends that opens a line; 0 where none does."""
    if named := _WHO_OR_WHERE.match(line.text):
        return named.end()
    by = _BY.match(line.folded)
    named = _NAME.match(line.text, by.end()) if by else None
    return named.end() if named else 0


def is_heading(line: FoldedLine) -> bool:
    """Whether a line is the heading of a box of links, counters or comments."""
    return _HEADING.match(line.folded) is not None


def is_furniture(line: FoldedLine) -> bool:
    """Whether a line is page furniture by its own words: a toolbar, a counter, a link, an imprint."""
    if len(line) > _LONGEST_LINE:
        return False
    if not _VISIBLE.search(line.text):
        return True
    run = token_run(line)
    if (run.kinds and reaches_end(line, run)) or _LINK.match(line.text) or _IDENTIFIER.match(line.text):
        return True
    if any(said.match(line.folded) for said in (_INVITES, _INTRODUCED, _COUNTER, _FOOT)):
        return True
    if _TICKER.match(line.folded) and not ends_sentence(line.text):
        return True
    return len(line) <= _LONGEST_TRAIL and _is_trail(line)


def _is_trail(line: FoldedLine) -> bool:
    """Whether a line is the way to a page: "Trang chủ » Tin tức". With digits it is a comparison."""
    if ends_sentence(line.text) or any(map(str.isdigit, line.text)):
        return False
    home = _HOME.match(line.folded)
    if home and line.text[home.start("step")] in _STEPS:
        return True
    return _STEP.search(line.text) is not None


_STRONG = pattern(
    r"<pages.tools|pages.counts|pages.updated|pages.posted|time.weekdays>|(?<!\w)(?:\d{1,2}:\d{2}|\d{1,2}/\d{1,2}/\d{4})(?!\w)"
)
_LONGEST_TAIL = 160
_CLOSED = '.!?…”"|'


def tail_start(line: FoldedLine) -> int:
    """Where furniture glued to the end of a line starts: "… các cấp In trang"; ``len(line)`` if none is.

    What is glued begins with a capital or a digit, and reaches to the end of the line. A bare day is not
    enough ("… ngày 29/11/2021" may end a headline), nor is one word that a headline may end with.
    """
    for match in _STRONG.finditer(line.folded, max(1, len(line) - _LONGEST_TAIL)):
        start = match.start()
        if not (line.text[start].isupper() or line.text[start].isdigit()):
            continue
        run = token_run(line, start)
        telling = run.is_stamp or not run.kinds.isdisjoint({"tool", "count"})
        before = line.text[start - 1]
        if telling and reaches_end(line, run) and (before in " |([-–" or before in _CLOSED):
            return start
    return len(line)


def head_end(line: FoldedLine) -> int:
    """Where furniture glued to the start of a line ends: "In trang Tập trung …"; 0 if none is."""
    text = line.text
    run = token_run(line)
    if run.end == 0 or not text[0].isalnum() or text[0].islower():
        return 0
    start = _behind_glue(line, run.end, len(line))
    if start >= len(text) or not (text[start].isupper() or text[start] in "“\"'("):
        return 0
    glue = text[run.end : start]
    if "," in glue or ":" in glue:
        return 0
    if "tool" in run.kinds:
        return start
    bare = run.kinds == {"day"} and text[0].isdigit()
    stamped = bare or (run.is_stamp and not run.kinds.isdisjoint({"time", "posted", "updated"}))
    return start if stamped and not (ends_sentence(text) and word_count(text) > _LONGEST_HEADLINE) else 0


_LONGEST_HEADLINE = 45
"""Words of the longest headline."""
