"""The names on the map: none ever lies on another, at any zoom."""

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.layers.names import LEVELS
from geo.paths import STATIC
from geo.pipeline.assets.extents import HEADING
from geo.pipeline.assets.labels import pixels, place_labels, size_of


def boxes(names: gpd.GeoDataFrame, zoom: float) -> np.ndarray:
    """Compute the screen boxes (left, top, right, bottom) of the names shown at `zoom`."""
    shown = names[names["level"] <= zoom]
    middles = pixels(shown.geometry) * 2**zoom + np.array(shown["offset"].tolist()).reshape(-1, 2)
    sizes = [size_of(n, r) for n, r in zip(shown["name"], shown["role"], strict=True)]
    halves = np.array(sizes).reshape(-1, 2) / 2
    return np.hstack([middles - halves, middles + halves])


def overlaps(rectangles: np.ndarray) -> int:
    """Count the pairs of boxes that overlap."""
    shapes = shapely.box(*rectangles.T)
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    return int((pairs[0] < pairs[1]).sum())


def committed(key: str) -> gpd.GeoDataFrame:
    """Read a label set as the map fetches it, with the level each file stands for."""
    features = []
    for number, level in enumerate(LEVELS):
        text = (STATIC / "map" / "names" / f"{key}-{number}.json").read_text(encoding="utf-8")
        for feature in json.loads(text)["features"]:
            feature["properties"]["level"] = level
            features.append(feature)
    return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")


KEYS = sorted({path.stem.rpartition("-")[0] for path in (STATIC / "map" / "names").iterdir()})
NAMES = {key: committed(key) for key in KEYS}


@pytest.mark.parametrize("key", KEYS)
def test_committed_names_never_overlap(key):
    """At no zoom does a name lie on another of its set."""
    for zoom in np.arange(1, 9.1, 0.1).round(2):
        assert overlaps(boxes(NAMES[key], zoom)) == 0, zoom


@pytest.mark.parametrize(
    ("key", "name"),
    [
        *[("places", name) for name in ("North Khorasan", "Razavi Khorasan", "South Khorasan")],
        *[("places", name) for name in (HEADING, "Kabul", "Kerman")],
        *[("istakhri", name) for name in ("Nishapur", "Marw", "Herat", "Balkh")],
        *[("mustawfi", name) for name in ("NISHAPUR", "HERAT", "BALKH", "GREAT MARW")],
        *[("agreement", name) for name in ("Nishapur", "Marw", "Herat", "Balkh")],
        ("timurid", HEADING),
    ],
)
def test_what_matters_is_named_at_first_sight(key, name):
    """The region's first view names the three provinces, the great cities, the quarters."""
    names = NAMES[key]
    assert names.loc[names["name"] == name, "level"].min() <= 4.3


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
    assert overlaps(boxes(place_labels(names, symbols), zoom)) == 0
