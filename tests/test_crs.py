"""The projections: round trips, Web Mercator's formula, and the area of a known square."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import GEOD, TILE, area_km2, mercator, project, unmercator, unproject

LATS, LONS = st.floats(-80, 84), st.floats(-180, 180)
ONE_METRE = 1e-5
"""About a metre, in degrees."""


def points(lats, lons=LONS):
    pairs = st.tuples(lons, lats)
    return st.lists(pairs, min_size=1, max_size=8).map(np.array)


@given(points(st.floats(0, 70), st.floats(0, 130)))
def test_unproject_undoes_project(lonlat):
    assert unproject(project(lonlat)) == pytest.approx(lonlat, abs=ONE_METRE)


@given(points(LATS))
def test_unmercator_undoes_mercator(lonlat):
    back = unmercator(mercator(lonlat))
    turns = (back - lonlat)[:, 0] / 360  # 180° E and 180° W are the same meridian.
    assert turns == pytest.approx(np.round(turns), abs=ONE_METRE)
    assert back[:, 1] == pytest.approx(lonlat[:, 1], abs=ONE_METRE)


@given(LONS, LATS)
def test_mercator_agrees_with_the_closed_formula(lon, lat):
    [[x, y]] = mercator(np.array([[lon, lat]]))
    right = (lon + 180) / 360 * TILE
    down = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * TILE
    assert (x, y) == pytest.approx((right, down), abs=1e-6)


def test_mercator_begins_in_the_upper_left_corner():
    """X grows to the right and y down, over `TILE` pixels."""
    edge = math.degrees(math.atan(math.sinh(math.pi)))
    corners = mercator(np.array([[-180, edge], [0, 0], [180, -edge]]))
    assert corners == pytest.approx(
        np.array([[0, 0], [TILE / 2, TILE / 2], [TILE, TILE]]), abs=1e-6
    )


@pytest.mark.parametrize(("lon", "lat"), [(63, 36), (57, 34), (71, 39)])
def test_the_area_of_a_square_is_right(lon, lat):
    """A square with sides of 100 km, drawn with geodesics, has 10,000 km²."""
    half = math.hypot(50_000, 50_000)
    corners = [GEOD.fwd(lon, lat, bearing, half)[:2] for bearing in (45, 135, 225, 315)]
    assert area_km2(shapely.Polygon(corners)) == pytest.approx(10_000, rel=1e-3)


@pytest.mark.parametrize("lat", [30, 36, 42])
def test_the_area_between_parallels_agrees_with_the_ellipsoid(lat):
    """A tenth of a degree each way: its closed formula on WGS84 (Snyder 1987, 3-12, 14-9)."""
    eccentricity = math.sqrt(GEOD.es)

    def q(degrees: float) -> float:
        sine = math.sin(math.radians(degrees))
        term = math.atanh(eccentricity * sine) / eccentricity
        return sine / (1 - GEOD.es * sine**2) + term

    strip = GEOD.b**2 / 2 * (q(lat + 0.1) - q(lat)) * math.radians(0.1)
    assert area_km2(shapely.box(60, lat, 60.1, lat + 0.1)) == pytest.approx(strip / 1e6, rel=1e-4)
