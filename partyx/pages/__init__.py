"""Pages that a person works in: ``view`` shows a whole run, ``review`` makes gold.

Their scripts and styles are built from ``web/`` (``python tasks.py web``) into ``built/`` and kept there, so
that neither an installation nor a viewer's browser ever fetches anything.
"""
