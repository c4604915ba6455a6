"""Prompts: plain files under ``prompts/<version>/``, put together by concatenation.

No template engine and no format string ever sees article text, so braces in an article are braces. The
article stands between two lines that no line of it can equal, since each shown line starts with its own
``[s…]`` or is empty.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from partyx.model.marking import escape, shown_text
from partyx.resources import prompt_files, prompt_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from partyx.kinds.asked import Asked
    from partyx.mention import Mention
    from partyx.model.marking import Line, Marked
    from partyx.model.windows import Window

FENCE = "====="
"""The line before and after article text."""

_ARTICLE_SYSTEM = (
    "10-role.md",
    "20-marks.md",
    "30-statistics.md",
    "40-meetings.md",
    "50-directives.md",
    "60-answer.md",
)
_SECOND_SYSTEM = ("10-role.md", "20-marks.md", "30-statistics.md", "70-second.md", "60-answer.md")
SMALL = {
    "figures": "s10-figures.md",
    "labels": "s11-labels.md",
    "meeting": "s20-meeting.md",
    "roles": "s30-roles.md",
    "order": "s40-order.md",
    "tasks": "s50-tasks.md",
}
"""The small questions, and the file of each."""
_TURN = re.compile(r"^--- (user|assistant)$\n", re.MULTILINE)
"""Lines between the turns in the files of the small questions."""
_EXAMPLES = ("80-example-1", "80-example-2")

Message = dict[str, str]


@dataclass(frozen=True)
class Prompts:
    """One version of the prompts, loaded.

    Attributes:
        version: The folder's name.
        files: File name to text.
        sha256: Over names and texts, in the order of the names.
    """

    version: str
    files: Mapping[str, str]
    sha256: str

    @classmethod
    def load(cls, version: str) -> Prompts:
        """Read the files of a version.

        Raises:
            SettingsError: There is no such version.
        """
        files = {name: prompt_text(version, name) for name in prompt_files(version)}
        digest = hashlib.sha256()
        for name, text in files.items():
            digest.update(f"{name}\0{text}\0".encode())
        return cls(version, files, digest.hexdigest())

    def article(self, window: Window) -> list[Message]:
        """Everything about one window: rules, examples, the article's lines."""
        messages = [self._system(_ARTICLE_SYSTEM)]
        for name in _EXAMPLES:
            example = self.files[f"{name}-article.md"].strip()
            messages += (_user(self._framed(example)), _assistant(self.files[f"{name}-answer.json"].strip()))
        return [*messages, _user(self._window(window))]

    def own(self, window: Window, asked: Asked) -> list[Message]:
        """Records of the user's own about one window: what they are, examples, the article's lines."""
        rules = [
            self.files["r10-role.md"],
            self.files["20-marks.md"],
            asked.explained(),
            "",
            self.files["60-answer.md"],
        ]
        messages = [{"role": "system", "content": "\n".join(rules).strip()}]
        for example in asked.examples:
            messages += (_user(self._framed(example.article)), _assistant(example.answer))
        return [*messages, _user(self._window(window))]

    def quoted(self, window: Window, asked: Asked, view: str) -> list[Message]:
        """Records of the user's own about one window as plain text, to be answered in quotes of it.

        Short, since a small model reads it slowly: a whole article is a message by itself.
        """
        rules = (self.files["r20-quotes.md"], asked.explained(quoted=True))
        messages = [{"role": "system", "content": "\n".join(rules).strip()}]
        for example in asked.examples:
            messages += (_user(example.text), _assistant(example.quotes))
        if window.is_whole:
            return [*messages, _user(_as_printed(window.own, view))]
        return [*messages, _user(self._window(window, lambda lines: _as_printed(lines, view)))]

    def second(self, marked: Marked, asked: Sequence[Mention]) -> list[Message]:
        """The figures nobody claimed, each as printed and in its sentence."""
        lines = _around(marked, asked)
        names = ", ".join(
            f'{mention.id} "{escape(" ".join(mention.text.split()))}" ({line.id})'
            for mention, line in _placed(marked, asked)
        )
        text = self._framed(shown_text(lines)) + "\n" + self.files["94-asked.md"] + names
        return [self._system(_SECOND_SYSTEM), _user(text)]

    def small(self, question: str, asked: str) -> list[Message]:
        """One small question: its rules and examples, a constant prefix, then ``asked``."""
        rules, *turns = _TURN.split(self.files[SMALL[question]])
        messages = [{"role": "system", "content": rules.strip()}]
        pairs = zip(turns[::2], turns[1::2], strict=True)
        messages += ({"role": role, "content": text.strip()} for role, text in pairs)
        return [*messages, _user(asked)]

    def _system(self, names: Sequence[str]) -> Message:
        return {"role": "system", "content": "\n".join(self.files[name] for name in names).strip()}

    def _window(self, window: Window, shown_text: Callable[[Sequence[Line]], str] = shown_text) -> str:
        if window.is_whole:
            return self._framed(shown_text(window.own))
        parts: list[str] = []
        if window.head or window.before:
            shown = shown_text((*window.head, *window.before))
            parts += (self.files["91-context.md"].strip(), FENCE, shown, FENCE)
        parts += (self.files["92-own.md"].strip(), FENCE, shown_text(window.own), FENCE)
        if window.after:
            parts += (self.files["91-context.md"].strip(), FENCE, shown_text(window.after), FENCE)
        return "\n".join((*parts, self.files["93-end.md"].strip()))

    def _framed(self, shown: str) -> str:
        opening, closing = self.files["90-article.md"].strip(), self.files["93-end.md"].strip()
        return f"{opening}\n{FENCE}\n{shown}\n{FENCE}\n{closing}"


def _as_printed(lines: Sequence[Line], view: str) -> str:
    """The text of some lines without marks, a blank line between blocks."""
    blocks = (
        [view[line.start : line.end] for line in block] for _, block in groupby(lines, lambda it: it.block)
    )
    text = "\n\n".join(" ".join(" ".join(line.split()) for line in block) for block in blocks)
    return re.sub(rf"^(?={FENCE}$)", " ", text, flags=re.MULTILINE)  # no line of it is the fence


def _placed(marked: Marked, asked: Iterable[Mention]) -> list[tuple[Mention, Line]]:
    return [(mention, line) for mention in asked if (line := marked.line_at(mention.start)) is not None]


def _around(marked: Marked, asked: Sequence[Mention]) -> list[Line]:
    """The sentences of the figures, each with the opening of its paragraph, which may frame its time."""
    wanted = {line.id for _, line in _placed(marked, asked)}
    blocks = {line.block for _, line in _placed(marked, asked)}
    chosen: list[Line] = []
    seen: set[int] = set()
    for line in marked.lines:
        opens = line.block in blocks and line.block not in seen
        seen.add(line.block)
        if opens or line.id in wanted or line.id == marked.lines[0].id:
            chosen.append(line)
    return chosen


def _user(content: str) -> Message:
    return {"role": "user", "content": content}


def _assistant(content: str) -> Message:
    return {"role": "assistant", "content": content}
