"""Meetings by rule: events held or announced, one record each, however often the article names them."""

from partyx.rules.meetings.drafting import draft_meetings

__all__ = ["draft_meetings"]
