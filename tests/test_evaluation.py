"""The evaluation of the method: its figures, and the tables of docs/method.md."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from geo.__main__ import main
from geo.errors import AtlasError
from geo.extents import evaluation
from geo.extents.bands import Points
from geo.extents.evaluation import (
    METHOD_PAGE,
    NAMES,
    NEIGHBOURS,
    figures,
    filled,
    line_count,
    report,
    write,
)
from geo.extents.evidence import read_evidence
from geo.extents.majority import Spread, read_spreads
from geo.paths import DATA
from geo.units import read_regions
from geo.vocabulary import Band


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return list(report())


@pytest.fixture
def page() -> str:
    return METHOD_PAGE.read_text(encoding="utf-8")


def test_tables_of_the_documentation_are_the_reports(lines, page):
    """`make evaluate` would change nothing: what the page says is what the code finds."""
    assert filled(page, lines) == page, "run `make evaluate`"


def test_areas_of_the_majority_in_the_documentation_are_those_of_the_file(page):
    areas = read_spreads(DATA / "regions" / "majority.geojson")
    (table,) = re.findall(r"\| land \| area, 1000 km² \|\n\| --- \| --- \|\n((?:\|.*\n)+)", page)
    written = [int(row.split("|")[2]) for row in table.splitlines()]
    order = (
        Spread.MAJORITY, Spread.ALL_LEFT_OUT, Spread.ANY_LEFT_OUT,
        Spread.MOST_DRAWS, Spread.SOME_DRAWS,
    )  # fmt: skip
    assert written == [round(areas[spread] / 1000) for spread in order]


def test_lengths_of_the_edges_in_the_documentation_are_those_of_the_file(page):
    evidence = read_evidence(DATA / "evidence")
    edges = read_regions(DATA / "regions" / "edges.geojson")
    edges = edges[(edges["band"] == Band.PROBABLE) & edges["extent_id"].isin(evidence.written)]
    lengths = edges.groupby("kind")["length_km"].sum()
    percent = {kind: f"{100 * length / lengths.sum():.0f} %" for kind, length in lengths.items()}
    said = " ".join(page.split())
    assert (
        f"{percent['stated']} are stated, {percent['between']} run between towns, "
        f"{percent['coast']} is coast, and {percent['reach']} are reach"
    ) in said


def test_page_keeps_what_the_tables_do_not_hold(lines):
    """Only what stands between a table's comments is written, and the third only on demand."""
    blocks = [f"before {n}\n<!-- evaluate: {n} -->\nold {n}\n<!-- /evaluate -->\n" for n in NAMES]
    page = filled("".join(blocks), lines)
    assert [f"before {name}\n" in page for name in NAMES] == [True] * 3
    assert [f"old {name}\n" in page for name in NAMES] == [False, False, True]
    assert page.count("<!-- /evaluate -->") == 3
    assert [line for line in lines if line and line not in page.splitlines()] == []
    assert filled(page, lines) == page


@pytest.mark.parametrize("name", NAMES[:2])
def test_page_without_the_comments_of_a_table_is_left_alone(lines, page, tmp_path, name):
    path = tmp_path / "method.md"
    mark = f"<!-- evaluate: {name} -->\n"
    for wrong in (page.replace(mark, ""), page.replace(mark, mark * 2), page + mark):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(AtlasError, match=name):
            write(lines, path)
        assert path.read_text(encoding="utf-8") == wrong
    with pytest.raises(AtlasError, match="cannot be written"):
        write(lines, tmp_path / "none" / "method.md")


def test_command_writes_the_tables_instead_of_printing_them(monkeypatch, capsys, tmp_path, page):
    path = tmp_path / "method.md"
    path.write_text(page.replace("| istakhri | ", "| nobody | "), encoding="utf-8")
    monkeypatch.setattr(evaluation.write, "__defaults__", (path,))
    assert main(["evaluate", "--write"]) == 0
    assert path.read_text(encoding="utf-8") == page
    assert capsys.readouterr().out == ""


def test_default_is_compared_with_every_list_near_in_time():
    """They are drawn from towns themselves, and written within 450 years of it."""
    evidence = read_evidence(DATA / "evidence")
    default = evidence.sources[evidence.default.source_id]
    assert {"hudud", "ibn-khurdadhbih", "yaqubi", "muqaddasi"} <= set(NEIGHBOURS)
    assert default.source_id not in NEIGHBOURS
    assert set(NEIGHBOURS) <= set(evidence.written)
    years = [evidence.sources[source_id].written_from for source_id in NEIGHBOURS]
    assert all(abs(year - default.written_from) <= 450 for year in years)
    assert years == sorted(years)


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
