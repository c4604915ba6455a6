"""Says that something has to be done: "cần", "phải", "cần phải"."""

OBLIGES = r"(?:(?!<modality.lookalikes>)<modality.obliges>)"
"""A word that obliges, as part of a pattern; "cần thiết" is none."""
