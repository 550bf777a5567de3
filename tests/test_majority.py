"""What most sources count in: where its line lies, and how far it depends on who is asked."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import area_km2
from geo.errors import FileError
from geo.extents.evidence import read_evidence
from geo.extents.majority import Spread, draw_majority, drawn_share, read_spreads, spreads
from geo.paths import DATA
from geo.units import read_regions

REGIONS = DATA / "regions"


@st.composite
def counted(draw) -> np.ndarray:
    """Make up which of some sources count in each of a few faces."""
    sources = draw(st.integers(3, 9))
    row = st.lists(st.booleans(), min_size=sources, max_size=sources)
    return np.array(draw(st.lists(row, min_size=1, max_size=5)), dtype=bool)


@given(counted())
def test_majority_is_more_than_half_and_lies_between_its_spreads(inside):
    found = spreads(inside)
    assert list(found) == list(Spread)
    assert (found[Spread.MAJORITY] == (inside.mean(axis=1) > 0.5)).all()
    assert (found[Spread.ALL_LEFT_OUT] <= found[Spread.ANY_LEFT_OUT]).all()
    assert (found[Spread.MOST_DRAWS] <= found[Spread.SOME_DRAWS]).all()
    if inside.shape[1] % 2:  # With an odd number a source that is left out can only cost land.
        assert (found[Spread.ALL_LEFT_OUT] <= found[Spread.MAJORITY]).all()
        assert (found[Spread.ANY_LEFT_OUT] <= found[Spread.MAJORITY]).all()


@given(counted(), st.integers(0, 4))
def test_one_source_more_costs_no_land(inside, at):
    """Whoever comes to count a face in takes it out of no area but what all must agree on."""
    more = inside.copy()
    more[:, at % inside.shape[1]] = True
    before, after = spreads(inside), spreads(more)
    assert all((before[spread] <= after[spread]).all() for spread in Spread)


def test_what_all_count_in_is_in_every_draw_and_what_none_does_in_none():
    inside = np.array([[True] * 7, [False] * 7, [True] * 4 + [False] * 3])
    always, never, often = drawn_share(inside)
    assert (always, never) == (1, 0)
    assert 0.5 < often < 1
    assert (drawn_share(inside) == drawn_share(inside)).all()


def test_land_is_joined_by_who_counts_it_in():
    squares = [shapely.box(60 + at, 35, 61 + at, 36) for at in range(3)]
    faces = gpd.GeoDataFrame({"inside": ["a;b;c;other", "a;b", "c"]}, geometry=squares, crs=4326)
    drawn = draw_majority(faces, ["a", "b", "c"]).set_index("spread")
    assert drawn.geometry["majority"].equals(shapely.box(60, 35, 62, 36))
    assert drawn.geometry["all-left-out"].equals(squares[0])
    assert drawn["area_km2"]["all-left-out"] == pytest.approx(area_km2(squares[0]), abs=1)


def test_committed_majority_is_that_of_the_written_sources():
    faces = read_regions(REGIONS / "agreement.geojson")
    written = set(read_evidence(DATA / "evidence").written)
    most = [2 * len(written & set(ids.split(";"))) > len(written) for ids in faces["inside"]]
    area = sum(map(area_km2, faces.geometry[most]))
    areas = read_spreads(REGIONS / "majority.geojson")
    assert areas[Spread.MAJORITY] == pytest.approx(area, rel=1e-3)
    drawn = read_regions(REGIONS / "majority.geojson").set_index("spread").geometry
    core = drawn[Spread.MOST_DRAWS]
    for spread in (Spread.MAJORITY, Spread.SOME_DRAWS):
        assert area_km2(core.difference(drawn[spread])) < 1
    assert core.contains(shapely.Point(58.80, 36.21))  # Nishapur
    assert not drawn[Spread.SOME_DRAWS].contains(shapely.Point(51.4, 35.6))  # Rayy


@pytest.mark.parametrize(
    "change",
    [
        lambda features: features.pop(),
        lambda features: features[0]["properties"].update(spread="most"),
        lambda features: features[0]["properties"].update(area_km2="large"),
        lambda features: features[0]["properties"].pop("area_km2"),
        lambda features: features[0]["properties"].update(area_km2=-1),
    ],
    ids=["lost", "unknown", "in words", "no area", "negative"],
)
def test_damaged_majority_is_a_file_error(tmp_path, change):
    whole = json.loads((REGIONS / "majority.geojson").read_text(encoding="utf-8"))
    change(whole["features"])
    path = tmp_path / "majority.geojson"
    path.write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(FileError, match=r"majority\.geojson"):
        read_spreads(path)
