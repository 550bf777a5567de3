"""The names on the map: none ever lies on another, at any zoom."""

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.build.names import LEVELS, mercator, place_names, size_of
from geo.layers import STATIC


def boxes(names: gpd.GeoDataFrame, zoom: float) -> np.ndarray:
    """Give the screen boxes (left, top, right, bottom) of the names shown at `zoom`."""
    shown = names[names["level"] <= zoom]
    middles = mercator(shown.geometry) * 2**zoom + np.array(shown["offset"].tolist()).reshape(-1, 2)
    sizes = [size_of(n, r) for n, r in zip(shown["name"], shown["role"], strict=True)]
    halves = np.array(sizes).reshape(-1, 2) / 2
    return np.hstack([middles - halves, middles + halves])


def overlaps(rectangles: np.ndarray) -> int:
    """Count the pairs of boxes that overlap."""
    shapes = shapely.box(*rectangles.T)
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    return int((pairs[0] < pairs[1]).sum())


def committed() -> gpd.GeoDataFrame:
    """Read the names as the map fetches them, with the level each file stands for."""
    features = []
    for number, level in enumerate(LEVELS):
        text = (STATIC / "map" / f"names-{number}.json").read_text(encoding="utf-8")
        for feature in json.loads(text)["features"]:
            feature["properties"]["level"] = level
            features.append(feature)
    return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")


NAMES = committed()


@pytest.mark.parametrize("zoom", np.arange(1, 9.1, 0.1).round(2).tolist())
def test_committed_names_never_overlap(zoom):
    """At no zoom does a name lie on another."""
    assert overlaps(boxes(NAMES, zoom)) == 0


@pytest.mark.parametrize(
    "name", ["North Khorasan", "Razavi Khorasan", "South Khorasan", "Kabul", "Khorasan", "Kerman"]
)
def test_what_matters_is_named_at_first_sight(name):
    """The region's first view names the three provinces and the article's great places."""
    assert NAMES.loc[NAMES["name"] == name, "level"].min() <= 4.3


points = st.tuples(st.floats(45, 75), st.floats(25, 45))


@settings(max_examples=25, deadline=None)
@given(st.lists(points, min_size=1, max_size=12, unique=True), st.floats(1.3, 9))
def test_names_never_overlap_wherever_they_are(places, zoom):
    """Whatever the points, the names placed keep apart at any zoom."""
    geometry = gpd.points_from_xy(*zip(*places, strict=True), crs="EPSG:4326")
    names = gpd.GeoDataFrame(
        {
            "name": [f"Name {at}" for at in range(len(places))],
            "role": "place",
            "rank": range(len(places)),
            "clear": 10.0,
        },
        geometry=geometry,
    )
    symbols = gpd.GeoDataFrame(
        {"size": [14] * len(places), "group": "settlement"}, geometry=geometry
    )
    assert overlaps(boxes(place_names(names, symbols), zoom)) == 0
