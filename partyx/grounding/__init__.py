"""Grounding: every part of a draft is located in the article or put aside."""
