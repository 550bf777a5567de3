"""What most sources count in: the counts are right, the spreads are nested, and runs agree."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from geo.errors import FileError
from geo.extents.agreement import counted_in
from geo.extents.catalogue import read_catalogue
from geo.extents.majority import Spread, drawn_share, read_spreads, spreads
from geo.paths import REGIONS
from geo.units import read_regions

CATALOGUE = read_catalogue()
FRAME = read_regions(REGIONS / "majority.geojson").set_index("spread")
tables = arrays.arrays(bool, st.tuples(st.integers(1, 30), st.integers(1, 12)))


@settings(max_examples=60, deadline=None)
@given(tables)
def test_majority_is_more_than_half_and_lies_between_its_spreads(inside):
    found = spreads(inside)
    share = inside.mean(axis=1)
    assert (found[Spread.MAJORITY] == (share > 0.5)).all()
    assert (found[Spread.ALL_LEFT_OUT] <= found[Spread.ANY_LEFT_OUT]).all()
    assert (found[Spread.MOST_DRAWS] <= found[Spread.SOME_DRAWS]).all()
    assert found[Spread.MOST_DRAWS][share == 1].all()
    assert not found[Spread.SOME_DRAWS][share == 0].any()
    if inside.shape[1] > 1:
        assert (found[Spread.ALL_LEFT_OUT] <= found[Spread.MAJORITY]).all()


@given(tables)
def test_draws_are_the_same_each_time(inside):
    assert (drawn_share(inside) == drawn_share(inside)).all()


def test_one_source_left_out_decides_where_the_majority_is_bare():
    """Six of eleven are the majority, unless one of the six is left out."""
    six, seven, five = (np.arange(11) < count for count in (6, 7, 5))
    found = spreads(np.array([six, seven, five]))
    assert found[Spread.MAJORITY].tolist() == [True, True, False]
    assert found[Spread.ALL_LEFT_OUT].tolist() == [False, True, False]
    assert found[Spread.ANY_LEFT_OUT].tolist() == [True, True, False]


def test_the_areas_are_nested_and_those_of_the_faces():
    """The line's area is that which more than half of the sources count in."""
    count = len(CATALOGUE.written)
    areas = counted_in(CATALOGUE.faces, CATALOGUE.written)
    assert CATALOGUE.spreads[Spread.MAJORITY] == pytest.approx(areas[count // 2 + 1], rel=1e-3)
    for inner, outer in (
        (Spread.MOST_DRAWS, Spread.MAJORITY), (Spread.MAJORITY, Spread.SOME_DRAWS),
        (Spread.ALL_LEFT_OUT, Spread.MAJORITY), (Spread.MAJORITY, Spread.ANY_LEFT_OUT),
    ):  # fmt: skip
        shapes = FRAME.geometry[outer], FRAME.geometry[inner]
        assert shapely.covers(*shapes) or shapes[0].buffer(1e-6).covers(shapes[1])


def test_a_file_without_a_spread_is_a_fault(tmp_path):
    path = tmp_path / "majority.geojson"
    FRAME.reset_index().iloc[1:].to_file(path, driver="GeoJSON")
    with pytest.raises(FileError):
        read_spreads(path)
