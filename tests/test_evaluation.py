"""The evaluation of the method: its figures, and the tables of docs/method.md."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.extents.bands import Points
from geo.extents.evaluation import figures, line_count, report
from geo.paths import ROOT


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return list(report())


def test_tables_of_the_documentation_are_the_reports(lines):
    written = (ROOT / "docs" / "method.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and line not in written] == []


def test_lines_are_counted(lines):
    assert line_count() == len(lines)
    assert line_count(sensitivity=True) > 2 * len(lines)


def test_every_table_has_the_same_cells_in_each_row(lines):
    assert all(line.count("|") == lines[0].count("|") for line in lines if line)


def test_figures_count_the_towns_on_the_wrong_side_and_no_edges():
    nothing = np.zeros(5)
    flags = np.zeros(5, dtype=bool)
    points = Points(
        town_ids=("a", "b", "c", "d", "e"), quarters=("",) * 5, xy=np.zeros((5, 2)),
        share=np.array([1, 1, 0, 0, 0.5]), weight=nothing, radius=nothing,
        beyond=flags, across=flags,
    )  # fmt: skip
    found = figures(points, np.array([0.9, 0.2, 0.6, 0.1, 0.9]))
    assert (found.inside, found.outside) == (2, 2)
    assert found.rates == ("0.500", "0.500", "0.500")
    assert found.wrong == ("b", "c")
    none_in = figures(replace(points, share=np.zeros(5)), np.zeros(5))
    assert (none_in.accuracy, none_in.recall, none_in.precision) == (1, 0, 0)
