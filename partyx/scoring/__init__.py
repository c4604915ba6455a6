"""Scoring as a library: gold, the metric, runs and their comparison, reports. Nothing here calls a model.

::

    report    leaderboards, comparisons and pages      labelling  drafts, lint, other tools, two labellers
    runs      what an engine said, its grades, the gate
    metric    records as cells, their comparison and alignment, figures and how sure they are
    gold      what there is to find: the format, the evals folder

Each room imports only those below it. ``scipy`` is the extra ``evals``; it is imported when two lists of
records are aligned, and a :class:`~partyx.errors.MissingExtraError` names the extra when it is not there.
"""
