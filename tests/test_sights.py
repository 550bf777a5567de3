"""What the map looks at: bounds that take in what was chosen, wherever on the globe it lies."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import paths
from geo.crs import GEOD
from geo.errors import AssetError
from geo.extents.catalogue import read_catalogue
from geo.layers import sights
from geo.layers.extents import AGREEMENT
from geo.layers.view import REGION, Bounds
from geo.text.corpus import read_corpus

PLACES = read_corpus().places
EXTENTS = read_catalogue().extents
CODES = sorted(
    feature["properties"]["code"]
    for feature in json.loads((paths.STATIC / "map/shares.json").read_text("utf-8"))["features"]
)
ACROSS = {"russia", "united-states"}
"""The places whose areas cross the antimeridian."""


def drawn(name: str, **wanted: str) -> Bounds:
    """Measure what a file draws, or those of its features that have a property."""
    frame = gpd.read_file(paths.STATIC / name)
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    return tuple(frame.total_bounds)


def takes_in(outer: Bounds, inner: Bounds) -> bool:
    return (
        outer[0] <= inner[0] < inner[2] <= outer[2] and outer[1] <= inner[1] < inner[3] <= outer[3]
    )


def are_bounds(bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return west < east <= west + 360 and -90 < south < north < 90


@pytest.mark.parametrize("place", PLACES.values(), ids=lambda place: place.place_id)
def test_a_place_is_in_sight_with_its_area_or_its_circle(place):
    bounds = sights.of_place(place)
    west, south, east, north = bounds
    assert are_bounds(bounds)
    assert west < place.lon < east
    assert south < place.lat < north
    if place.area_ref and place.place_id not in ACROSS:
        assert takes_in(bounds, drawn(f"map/areas/{place.area_ref}.json"))
    else:
        for azimuth in (0, 90, 180, 270):
            lon, lat, _ = GEOD.fwd(place.lon, place.lat, azimuth, 1000 * min(place.radius_km, 2000))
            assert west <= lon <= east
            assert south <= lat <= north


@pytest.mark.parametrize("place_id", sorted(ACROSS))
def test_an_area_across_the_antimeridian_is_looked_at_as_a_circle(place_id):
    """Its bounds would be the whole world."""
    west, _, east, _ = drawn(f"map/areas/{PLACES[place_id].area_ref}.json")
    assert east - west > 350
    place = PLACES[place_id]
    west, _, east, _ = sights.of_place(place)
    assert east - west < 180
    assert (west + east) / 2 == pytest.approx(place.lon)


@pytest.mark.parametrize("extent_id", EXTENTS)
def test_an_extent_is_in_sight_with_all_that_it_may_reach(extent_id):
    bounds = sights.of_extent(extent_id)
    assert are_bounds(bounds)
    assert takes_in(bounds, drawn(f"map/extents/{extent_id}.json"))


def test_all_sources_together_are_in_sight():
    bounds = sights.of_sources()
    assert are_bounds(bounds)
    assert takes_in(bounds, drawn(AGREEMENT))


@pytest.mark.parametrize("code", CODES)
def test_a_unit_is_in_sight_with_what_lies_about_it(code):
    bounds = sights.of_unit(code)
    unit = drawn("map/shares.json", code=code)
    assert are_bounds(bounds)
    assert takes_in(bounds, unit)
    assert bounds[2] - bounds[0] == pytest.approx(3 * (unit[2] - unit[0]), rel=1e-3)


def test_a_code_without_an_outline_has_no_bounds():
    assert sights.of_unit("XX-ATL") is None


@given(st.floats(-180, 180), st.floats(-70, 70), st.floats(1, 3000))
def test_a_point_is_in_the_middle_of_what_is_looked_at(lon, lat, reach_km):
    """Beside the antimeridian the bounds go on beyond 180 degrees."""
    bounds = sights.of_point(lon, lat, reach_km)
    west, south, east, north = bounds
    assert are_bounds(bounds)
    assert west < lon < east
    assert south < lat < north
    assert (west + east) / 2 == pytest.approx(lon, abs=1e-6)


@pytest.fixture
def lose_all(monkeypatch):
    """Let no file be readable."""

    def fail(name: str) -> bytes:
        raise AssetError(name, damaged=False)

    monkeypatch.setattr(sights, "read", fail)
    forget()
    yield
    forget()


def forget() -> None:
    sights._bounds.cache_clear()
    sights._bounds_of_units.cache_clear()


@pytest.mark.faults
@pytest.mark.usefixtures("lose_all")
def test_without_its_file_what_is_chosen_is_still_looked_at():
    assert are_bounds(sights.of_place(PLACES["iran"]))
    assert sights.of_extent("yaqut") == sights.of_sources() == REGION
    assert sights.of_unit("AF-HER") is None


@pytest.mark.faults
@pytest.mark.parametrize(
    "content",
    ["", "[]", "null", "{}", '{"features": null}', '{"features": []}', '{"features": [{}]}',
     '{"features": [{"properties": null, "geometry": null}]}',
     '{"features": [{"properties": {"code": "AF-HER"}, "geometry": {"coordinates": []}}]}'],
)  # fmt: skip
def test_a_damaged_file_costs_only_its_bounds(monkeypatch, content):
    monkeypatch.setattr(sights, "read", lambda _: content.encode())
    forget()
    try:
        assert are_bounds(sights.of_place(PLACES["iran"]))
        assert sights.of_extent("yaqut") == REGION
        assert sights.of_unit("AF-HER") is None
    finally:
        forget()
