"""The report: one HTML file that needs no network and runs nothing but its own filters.

Everything is in the page when it is written, so it reads without scripts too; the script only hides and
shows. Whatever comes from articles, gold or models is escaped, and the page's own policy lets no other
script run.
"""

from partyx.scoring.report.page import Entry, Report, render

__all__ = ["Entry", "Report", "render"]
