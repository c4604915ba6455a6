"""One article through instructor with a plain quoting schema; run by run.py in instructor's environment.

The whole article in one call, ``Mode.JSON_SCHEMA``, temperature 0, two re-asks after an answer that does not
fit. An answer that is cut off at the limit is an exception of instructor's, so it gives nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import instructor
import openai
from asking import EXAMPLES, PROMPT, answer_timed, read_task, text_of
from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_TOKENS = 4096


class Statistic(BaseModel):
    """A figure, quoted."""

    quote: str
    value: str
    unit: str | None
    indicator: str
    subject: str | None
    period: str | None


class Meeting(BaseModel):
    """A meeting, quoted."""

    quote: str
    name: str
    kind: str | None
    date: str | None
    organizer: str | None
    location: str | None
    mode: str | None
    chairs: list[str]
    speakers: list[str]
    attendees: list[str]
    agenda: list[str]


class Directive(BaseModel):
    """A cited document or a spoken instruction, quoted."""

    quote: str
    source: str
    kind: str | None
    number: str | None
    issuer: str | None
    date: str | None
    subject: str | None
    addressees: list[str]
    tasks: list[str]
    deadline: str | None


class Facts(BaseModel):
    """All facts of one article."""

    meetings: list[Meeting]
    statistics: list[Statistic]
    directives: list[Directive]


def messages(text: str) -> list[dict[str, str]]:
    """The prompt, the examples as turns of the conversation, the article."""
    turns = [{"role": "system", "content": PROMPT}]
    for example, records in EXAMPLES:
        answer = json.dumps(records, ensure_ascii=False, separators=(",", ":"))
        turns += [{"role": "user", "content": example}, {"role": "assistant", "content": answer}]
    return [*turns, {"role": "user", "content": text}]


def extract(task: Mapping[str, Any], text: str) -> Facts:
    """Ask instructor."""
    client = openai.OpenAI(
        base_url=task["base_url"], api_key=task["key"], timeout=task["limit_s"] + 30, max_retries=0
    )
    return instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA).create(
        model=task["model"],
        messages=messages(text),
        response_model=Facts,
        max_retries=2,
        max_tokens=MOST_TOKENS,
        temperature=0.0,
    )


def main() -> None:
    """Answer the task."""
    task = read_task()
    text = text_of(task["article"])
    answer_timed(task, lambda: extract(task, text).model_dump(), "instructor", "openai")


if __name__ == "__main__":
    main()
