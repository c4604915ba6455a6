"""The public records: what an extraction is made of.

JSON field names are a contract (``SCHEMA_VERSION``): fields are added, never renamed. Every record is
frozen, knows its evidence, and counts offsets in characters of the article's NFC text, end exclusive.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic reads the annotations at run time
from calendar import monthrange
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION: Final = "1.1"
READ_VERSIONS: Final = ("1.0", "1.1")
"""Versions whose files are read: fields were only added between them."""

Precision = Literal["day", "month", "quarter", "half", "year", "term", "range"]
Qualifier = Literal["exact", "about", "nearly", "more_than", "at_least", "at_most"]
Severity = Literal["note", "warning", "error"]
FARTHEST = 2**53 - 1  # what every reader of JSON holds exactly
Figure = Annotated[int | float, Field(allow_inf_nan=False)]


class Frozen(BaseModel):
    """What all records share: frozen, closed, finite."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        json_schema_serialization_defaults_required=True,  # what is written always has every field
    )


class Span(Frozen):
    """Characters of the article: ``text == article.text[start:end]``, always."""

    start: int = Field(ge=0, description="First character, counted in the article's NFC text. Example: 0")
    end: int = Field(ge=0, description="One past the last character. Example: 14")
    text: str = Field(description='Exactly that slice. Example: "Sáng ngày 29/9"')

    @model_validator(mode="after")
    def _as_long_as_its_text(self) -> Self:
        if self.end - self.start != len(self.text) or self.end > FARTHEST:
            raise ValueError(f"{self.start} to {self.end} is not the place of {len(self.text)} characters")
        return self


class Period(Frozen):
    """A day or a stretch of days, at the precision it was printed with.

    Of a date whose year nothing tells, both days are null and ``edtf`` says what is known; of a stretch with
    one end, the other day is null.
    """

    start: dt.date | None = Field(
        description="First day, ISO; null when it is not known. Example: 2023-01-01"
    )
    end: dt.date | None = Field(
        description="Last day, ISO, inclusive; null when it is not known. Example: 2023-09-30"
    )
    precision: Precision = Field(description='How exact the printed form is. Example: "range"')
    printed: str = Field(description='As printed. Example: "9 tháng đầu năm 2023"')
    edtf: str | None = Field(
        default=None,
        description="The same as one text in the Extended Date/Time Format, also where the days are not "
        "known; null when only the printed words are. "
        'Example: "2023-01/2023-09", "XXXX-09-29" for "Ngày 29/9", "2021-01-01/.." for "từ năm 2021"',
    )

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day, or None where one of them is not known."""
        return None if self.start is None or self.end is None else (self.start, self.end)

    @model_validator(mode="after")
    def _in_one_text(self) -> Self:
        if self.start is not None and self.end is not None:
            if self.end < self.start:
                raise ValueError(f"it ends on {self.end}, before it starts on {self.start}")
            if self.edtf is None:  # as in files of version 1.0
                object.__setattr__(self, "edtf", _edtf(self.start, self.end))
        return self


def _edtf(start: dt.date, end: dt.date) -> str:
    """Two days as one text, no finer than needed: a year, a month, a day, or two with a slash between."""
    letters = len("2023-09-29")
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        letters = len("2023") if (start.month, end.month) == (1, 12) else len("2023-09")
    first, last = start.isoformat()[:letters], end.isoformat()[:letters]
    return first if first == last else f"{first}/{last}"


class Person(Frozen):
    """A named person with the titles printed beside the name."""

    name: str = Field(description='As printed. Example: "Nguyễn Minh Tiến"')
    titles: tuple[str, ...] = Field(
        default=(), description='As printed, in order. Example: ["Trưởng ban Tổ chức tỉnh ủy"]'
    )


class DocumentRef(Frozen):
    """A document that directs work, as cited."""

    kind: str = Field(description='Lower case, in full. Example: "quy định"')
    number: str | None = Field(
        description='"49-QĐ/TW", or "213" when that is all that is printed; null when none is.'
    )
    issuer: str | None = Field(
        default=None, description='As printed, else from the code. Example: "Bộ Chính trị"'
    )
    issued: Period | None = Field(default=None, description="Issue date, when printed.")
    printed: str = Field(description='The citation as printed. Example: "Quy định số 49-QĐ/TW"')
    issuer_normalised: str | None = Field(
        default=None, description="The issuer with abbreviations written out, where that differs."
    )
    span: Span | None = Field(default=None, description="Where the citation stands.")


class Place(Frozen):
    """A province at the article's time: one of 63 until 30 June 2025, one of 34 since."""

    name: str = Field(description='Of the province. Example: "Đồng Tháp"')
    code: str = Field(description='Of the General Statistics Office, among its units. Example: "87"')
    code_2025: str = Field(
        description='Of the province that its territory belongs to since 1 July 2025. Example: "82"'
    )
    units: Literal[2008, 2025] = Field(
        description="Which list the code is of: the 63 units of 2008 or the 34 of 2025."
    )
    district: str | None = Field(default=None, description='As printed, where one is. Example: "Tân Hồng"')


class Finding(Frozen):
    """Something a check noticed about the article or the records."""

    check: str = Field(description='Which check. Example: "share-of-whole"')
    severity: Severity = Field(
        description="note: rounding in the last digit; warning: worth a look; error: cannot both be right"
    )
    message: str = Field(description="What is wrong, with the figures.")
    spans: tuple[Span, ...] = Field(default=(), description="Where in the article.")
    records: tuple[str, ...] = Field(
        default=(),
        description='The records it is about; "statistics[27]" is number 27 of that list, from 0. '
        'Example: ["statistics[27]", "statistics[28]"]',
    )


class Unlocated(Frozen):
    """A claim that could not be found in the article, kept apart."""

    record: str = Field(description='What it claims to be. Example: "statistic"')
    field: str | None = Field(
        default=None, description="The one field that was refused; null when the whole record was."
    )
    claim: dict[str, Any] = Field(description="What was claimed.")
    reason: str = Field(description="Why it was not taken.")


class UnclaimedDigits(Frozen):
    """A digit string that no record uses."""

    span: Span = Field(description="Where.")
    readings: tuple[str, ...] = Field(
        description='What it may mean, likeliest first. Example: ["number 29", "date 2023-09-29"]'
    )


class Coverage(Frozen):
    """What became of the article's digit strings."""

    digits: int = Field(default=0, ge=0, description="Digit strings in the content of the article.")
    claimed: int = Field(default=0, ge=0, description="How many of them a record uses.")
    unclaimed: tuple[UnclaimedDigits, ...] = Field(default=(), description="The others.")


class ArticleRef(Frozen):
    """The article the records are from. The text itself is not stored here."""

    id: str = Field(description="File stem, or the first 12 hex digits of the hash.")
    title: str | None = Field(default=None, description="The headline as printed.")
    published: dt.date | None = Field(default=None, description="Publication date, ISO.")
    outlet: str | None = Field(
        default=None, description='Tag as printed, else the page\'s name. Example: "ĐTO"'
    )
    sha256: str = Field(description="Of the NFC text in UTF-8, hexadecimal.")
    chars: int = Field(ge=0, description="Length of the NFC text in characters.")
    source: str | None = Field(
        default=None, description='Path or address it was read from. Example: "news.zip/bai-1.html"'
    )
    url: str | None = Field(default=None, description="Address it was published under.")
    place: Place | None = Field(default=None, description="The province it is about; null when not known.")


class Usage(Frozen):
    """What the model calls took. Cached answers cost nothing and are counted apart."""

    calls: int = Field(default=0, ge=0, description="Requests answered by a model.")
    cached_calls: int = Field(default=0, ge=0, description="Requests answered by the cache.")
    input_tokens: int = Field(default=0, ge=0, description="Prompt tokens, paid calls only.")
    output_tokens: int = Field(default=0, ge=0, description="Answer tokens, paid calls only.")
    thinking_tokens: int = Field(default=0, ge=0, description="Of the answer tokens, those of thinking.")
    cached_input_tokens: int = Field(default=0, ge=0, description="Of the cached answers.")
    cached_output_tokens: int = Field(default=0, ge=0, description="Of the cached answers.")
    cost_usd: float | None = Field(default=None, description="Null when no price is known.")
    cached_cost_usd: float | None = Field(
        default=None, description="What the cached answers would have cost; null when no price is known."
    )


class Provenance(Frozen):
    """How the records came about: all that is needed to run it again."""

    partyx_version: str = Field(description="Of the library.")
    engine: str = Field(description='"rules" or "model".')
    engine_reason: str = Field(default="", description="Why this engine ran, in one line.")
    model: str | None = Field(default=None, description="Model name as asked for.")
    asked: Literal["article", "sentence"] | None = Field(
        default=None, description="What the model was asked about: whole articles, or one sentence at a time."
    )
    base_url: str | None = Field(default=None, description="Endpoint, without credentials.")
    prompt_version: str | None = Field(default=None, description="Folder under prompts/.")
    prompt_sha256: str | None = Field(default=None, description="Of the prompt's files.")
    wire_version: str | None = Field(default=None, description="Version of the wire schema.")
    wire_sha256: str | None = Field(default=None, description="Of the wire schema.")
    records_sha256: str | None = Field(
        default=None, description="Of the user's own record types, as the model is shown them."
    )
    cached: bool = Field(default=False, description="Whether every answer came from the cache.")
    usage: Usage = Field(default_factory=Usage, description="Calls, tokens and cost.")
    seconds: dict[str, float] = Field(default_factory=dict, description="Wall seconds a stage.")
    notes: tuple[str, ...] = Field(default=(), description="What the engine had to give up on.")
    format: str | None = Field(default=None, description='What the article was read from. Example: "html"')
    encoding: str | None = Field(
        default=None,
        description='What its bytes were encoded in; "unicode" where they were none. Example: "tcvn3"',
    )
