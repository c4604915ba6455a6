"""What a finding says, in the language that is asked for: its message is stored in English."""

from __future__ import annotations

from partyx.display.forms import Forms

MESSAGES = (
    "the meeting is dated {}, after publication on {}",
    "the document is dated {}, after publication on {}",
    "the instruction is dated {}, after publication on {}",
    "{} is stated {} times for the same thing",
    "the shares add up to {}%",
    "{} of {} is {}%, the article prints {}%",
    "{} of {} is more than the whole",
    "{} is more than the whole",
    "{} is said to be part of {}",
    "{} = {}, the article prints {}",
    "the total {} is less than the {} that raised it",
    "the text tells its reader what to do: {}",
    "{} stands in a quotation that does not say whose it is",
    "the label {} says {}, which the figure's own clause does not",
    "the label {} names no share, and the figure is one",
    "the label {} names a share, and the figure is none",
    "the label {} says {}, as the clause of another figure does",
    "the unit {} is not what the label {} is about",
    "{} s were over: {} of {} characters were not looked at",
    "the time was over: {} of {} questions were not answered",
    "{} articles seem to be in one source; their dates and figures may mix: split it.",
    "the page holds much text outside this article: it may be a list, or several articles.",
    "prose with figures on the page that was not read as the article: {} and {} more.",
    "prose with figures on the page that was not read as the article: {}.",
    "{} characters could not be decoded and stand as U+FFFD.",
)
"""The messages of the checks, with ``{}`` for what differs; the narrower before the wider."""

_FORMS = Forms(MESSAGES)


def worded(message: str) -> str:
    """A finding's message in the language that is asked for; one that is no message of ours stays."""
    return _FORMS.worded(message)
