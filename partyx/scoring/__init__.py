"""Scoring as a library: gold files, the metric, intervals, runs and their comparison.

Nothing here calls a model. ``scipy`` is the extra ``evals``; it is imported when two lists of records
are aligned, and a :class:`~partyx.errors.MissingExtraError` names the extra when it is not there.
"""
