"""The evals' tables on a terminal: as wide as it is, figures in bold, nothing of a name acts."""

import io

import pytest
from rich.console import Console

from partyx.cli.tables import show_tables
from partyx.scoring.metric.intervals import Interval
from partyx.scoring.report.tables import Table

TABLE = Table(
    "real articles (5): F1",
    ["run", "statistics", "meetings", "cost"],
    [["rules\x1b[2J", Interval(0.912, 0.84, 0.984), Interval(1.0), None], ["a" * 30, None, None, "$0.0123"]],
)


def shown(width: int, table: Table = TABLE) -> str:
    page = io.StringIO()
    show_tables(
        [table], Console(file=page, force_terminal=True, width=width, color_system="standard", _environ={})
    )
    return page.getvalue()


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_no_line_is_wider_than_the_terminal(width):
    plain = io.StringIO()
    show_tables(
        [TABLE], Console(file=plain, force_terminal=True, width=width, color_system=None, _environ={})
    )
    assert max(map(len, plain.getvalue().splitlines())) <= width
    for words in ("0.912", "$0.0123", "–"):
        assert words in plain.getvalue()


BOARD = Table(
    "real articles (5): F1",
    [
        "run",
        *("articles statistics meetings directives values documents failed seconds calls".split()),
        "cost",
    ],
    [["frontier", "5", *[Interval(0.912, 0.84, 0.984)] * 5, "0", "4.11", "0 + 5 cached", "unknown"]],
)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 200])
def test_no_figure_and_no_bound_is_cut(width):
    plain = io.StringIO()
    show_tables(
        [BOARD], Console(file=plain, force_terminal=True, width=width, color_system=None, _environ={})
    )
    page = plain.getvalue()
    assert "…" not in page
    assert max(map(len, page.splitlines())) <= width
    for words, times in (("0.912", 5), ("[0.840,", 5), ("0.984]", 5), ("statistics", 1), ("unknown", 1)):
        assert page.count(words) == times, words
    assert page.count("frontier") == page.count("run ")


def test_a_figure_is_bold_and_its_interval_dim():
    page = shown(120)
    assert "\x1b[1m0.912\x1b[0m" in page
    assert "\x1b[2m [0.840, 0.984]\x1b[0m" in page


def test_nothing_of_a_name_acts_on_the_terminal():
    assert "\x1b[2J" not in shown(120)


def test_a_pipe_gets_the_plain_table(capsys):
    show_tables([TABLE])
    assert capsys.readouterr().out.startswith("real articles (5): F1\nrun")
