"""Everything partyx raises.

::

    PartyxError
    ├── InputError                 a source that cannot be read as an article
    │   ├── SourceNotFoundError    no such file
    │   ├── EmptySourceError       nothing but white space
    │   ├── EncodingError          letters that are lost, or in an encoding that cannot be told
    │   ├── FormatError            binary data, an image, a broken document or archive
    │   ├── FetchError             a page that the web does not give
    │   └── SourceTooLargeError    above ``Settings.max_chars`` or its byte equal
    ├── OutputError                a file that cannot be written
    ├── SettingsError              a setting that is wrong or missing
    ├── ClosedError                an Extractor that was closed already
    ├── PassedOverError            one article of many that was read and left out on purpose
    │   ├── DuplicateError         it is there already
    │   └── IrrelevantError        it is about something else
    ├── AwaitedError               one article of many: a batch service has yet to answer about it
    ├── WorkError                  one article of many: a defect of ours, or a process that ended
    ├── DeclarationError           a record type of one's own that cannot be extracted as it is declared
    ├── MissingExtraError          an optional dependency is not installed
    ├── WeightsError               a local model's file that cannot be had, or is not what it should be
    ├── ModelError                 a model call that gave no usable answer
    │   ├── ModelConnectionError   nobody answers at the endpoint
    │   ├── ModelTimeoutError      no whole answer within ``Settings.timeout_s``
    │   ├── AuthenticationError    the key was refused
    │   ├── RateLimitError         too many requests, after all retries
    │   ├── QuotaError             the account has no credit left; never retried
    │   ├── RefusalError           the model declined; never retried
    │   ├── ContentFilterError     the service withheld the answer; never retried
    │   ├── TruncatedError         the answer hit the output limit
    │   ├── ThoughtError           the whole output limit went into thinking
    │   ├── BadRequestError        the endpoint refused the request itself
    │   │   └── TooLongError       the prompt does not fit the model's context, or only part of it was read
    │   ├── BadResponseError       an answer that is no valid completion
    │   ├── LocalModelError        a model on this machine that cannot be started
    │   └── ReplayMissError        replay mode, and no recording of this call
    ├── BudgetError                what is left of a budget does not reach for an article
    ├── CacheError                 an explicit cache command failed (calls never do)
    └── EvalError                  gold or runs that cannot be scored

A message says what happened, to which input, and what to do next. ``retryable`` tells whether the
same call may succeed later.
"""

from __future__ import annotations

import reprlib
from typing import Any

_brief = reprlib.Repr()
_brief.maxstring = _brief.maxother = 80


def briefly(value: object) -> str:
    """How a message shows a value that may be anything: short, and where showing it fails, its class."""
    return _brief.repr(value)


class PartyxError(Exception):
    """The root: ``except PartyxError`` catches all that partyx itself raises."""

    retryable: bool = False


class InputError(PartyxError):
    """A source that cannot be read as an article."""


class SourceNotFoundError(InputError):
    """The path names no file."""


class EmptySourceError(InputError):
    """The source holds no text."""


class EncodingError(InputError):
    """The letters of the text are lost, or in an encoding that cannot be told."""


class FormatError(InputError):
    """The source is no text that can be read: binary data, an image, a broken document or archive."""


class FetchError(InputError):
    """A page cannot be fetched: nobody answers, or the host refuses. ``retryable`` where that may pass."""


class SourceTooLargeError(InputError):
    """The source is larger than the settings allow."""


class OutputError(PartyxError):
    """A file that was to be written cannot be."""


class SettingsError(PartyxError):
    """A setting is wrong, missing or contradicts another."""


class ClosedError(PartyxError):
    """An Extractor was used after it was closed."""


class PassedOverError(PartyxError):
    """An article of many was read and left out on purpose."""


class DuplicateError(PassedOverError):
    """The article is there already, word for word or nearly.

    Attributes:
        of: The id of the one that is there.
    """

    def __init__(self, message: str, of: str = "") -> None:
        """Say so."""
        super().__init__(message)
        self.of = of


class IrrelevantError(PassedOverError):
    """The article has nothing to do with Party-building work."""


class AwaitedError(PartyxError):
    """What an article needs was asked for by batch, and is yet to come."""

    retryable = True


class WorkError(PartyxError):
    """Work on one article of many ended for no reason of the article's: a defect, or a process that died."""


class DeclarationError(PartyxError):
    """A record type of one's own cannot be extracted as it is declared."""


class MissingExtraError(PartyxError):
    """An optional dependency is needed for this call and is not installed."""


class WeightsError(PartyxError):
    """The file of a local model cannot be had or read, or is not the one that was pinned."""


class ModelError(PartyxError):
    """A model call gave no usable answer.

    Attributes:
        usage: A ``records.Usage`` of what was paid before it failed; None when nothing is known.
        tries: How often the same was asked for.
    """

    usage: Any = None
    tries: int = 1


class ModelConnectionError(ModelError):
    """Nobody answered at the endpoint, or the connection broke."""

    retryable = True


class ModelTimeoutError(ModelError):
    """No whole answer came within the total timeout."""

    retryable = True


class AuthenticationError(ModelError):
    """The endpoint refused the key."""


class RateLimitError(ModelError):
    """The endpoint still refused for rate after all retries."""

    retryable = True


class QuotaError(ModelError):
    """The account behind the key has no credit left."""


class RefusalError(ModelError):
    """The model declined to answer."""


class ContentFilterError(ModelError):
    """The service withheld the answer for its content."""


class TruncatedError(ModelError):
    """The answer ended at the output limit and could not be split further.

    Attributes:
        partial: The text up to the limit.
    """

    partial: str = ""


class ThoughtError(ModelError):
    """A model that thinks spent its whole output limit on that and answered nothing."""


class BadRequestError(ModelError):
    """The endpoint refused the request: an unknown model, a parameter it does not take."""


class TooLongError(BadRequestError):
    """The prompt does not fit the model's context, or the endpoint read only a part of it."""


class BadResponseError(ModelError):
    """What came back is no valid completion."""

    retryable = True


class LocalModelError(ModelError):
    """A model on this machine cannot be started: too little memory, or a file that llama.cpp refuses."""


class ReplayMissError(ModelError):
    """Replay mode found no recorded answer for this exact call."""


class BudgetError(PartyxError):
    """What is left of a budget does not reach for an article; nothing was asked about it."""


class CacheError(PartyxError):
    """An explicit cache command failed. Extraction never raises this."""


class EvalError(PartyxError):
    """Gold files or runs that cannot be scored together."""
