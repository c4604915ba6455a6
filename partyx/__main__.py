"""``python -m partyx``: the command line, where its script is not on the path."""

from __future__ import annotations

from partyx.cli import main

main()
