"""The names on the map: none lies on another or on a symbol, and each region's within it."""

import json
from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
import streamlit
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from geo.crs import mercator
from geo.extents.catalogue import read_catalogue
from geo.geojson import read_features
from geo.layers.names import FACTORS, LEVELS
from geo.paths import DATA, STATIC
from geo.pipeline.assets.extents import GREAT, HEADING
from geo.pipeline.assets.labels import pixels, place_labels, size_of

MAP = STATIC / "map"
NAMES = {path.stem: read_features(path) for path in sorted((MAP / "names").iterdir())}
CATALOGUE = read_catalogue(DATA)
BANDS = read_features(DATA / "regions" / "historic.geojson")
HEADED = [(key, key) for key in CATALOGUE.extents] + [("places", CATALOGUE.default.extent_id)]
"""The label sets that have the name KHORASAN, and the extents that it names."""

QUARTERED = [key for key, names in NAMES.items() if (names["role"] == "quarter").any()]
CAPITALS = ["Nishapur", "Marw", "Herat", "Balkh"]
EACH_FACTOR = pytest.mark.parametrize("factor", FACTORS)


def levels(names: gpd.GeoDataFrame, factor: float) -> np.ndarray:
    """Take the level of each name at a factor, infinite for one that is not shown."""
    given = [each[FACTORS.index(factor)] for each in names["levels"]]
    return np.array([np.inf if level is None else level for level in given], float)


def boxes(names: gpd.GeoDataFrame, factor: float, zooms: np.ndarray) -> list[np.ndarray]:
    """Compute the screen boxes of the names shown at a factor, as shapes, for each zoom."""
    first, at = levels(names, factor), pixels(names.geometry)
    offsets = [each[FACTORS.index(factor)] or (0, 0) for each in names["offsets"]]
    sizes = [size_of(n, r) for n, r in zip(names["name"], names["role"], strict=True)]
    beside, halves = np.array(offsets), np.array(sizes) * factor / 2
    found = []
    for zoom in zooms:
        middles, shown = at * 2**zoom + beside, first <= zoom
        found.append(shapely.box(*np.hstack([middles - halves, middles + halves])[shown].T))
    return found


def overlaps(shapes: np.ndarray) -> int:
    """Count the pairs of boxes that overlap."""
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    return int((pairs[0] < pairs[1]).sum())


def zooms_from(level: float) -> np.ndarray:
    """List zooms from a level to the map's closest."""
    return np.append(np.arange(level, 9, 0.1), 9)


def test_no_name_is_wider_than_the_room_it_is_given():
    """The boxes tested here hold the letters of the map's font, Streamlit's Source Sans."""
    [path] = Path(streamlit.__file__).parent.rglob("SourceSansVF-Upright*.woff2")
    font = ImageFont.truetype(str(path), 200)
    font.set_variation_by_axes([400])
    for names in NAMES.values():
        for name, role, size in zip(names["name"], names["role"], names["size"], strict=True):
            assert font.getlength(name) * size / 200 < size_of(name, role)[0] + 0.5, name


@EACH_FACTOR
@pytest.mark.parametrize("key", NAMES)
def test_committed_names_never_overlap(key, factor):
    """At no zoom and no size does a name lie on another of its set."""
    zooms = zooms_from(1)
    for zoom, shapes in zip(zooms, boxes(NAMES[key], factor, zooms), strict=True):
        assert overlaps(shapes) == 0, zoom


def symbols(key: str) -> gpd.GeoDataFrame:
    """Read the symbols that the names of a set keep clear of, with their `rise` in pixels."""
    if key == "places":
        places = read_features(MAP / "places.json")
        return places[places["group"] != "site"].assign(rise=0)
    pins = read_features(MAP / "notes.json")
    pins["rise"] = pins["size"] / 2
    towns = read_features(MAP / "towns" / f"{key}.json").assign(rise=0)
    if key == "agreement":
        return pd.concat([pins, towns])
    if key in QUARTERED or towns.empty:
        return pins
    said = Counter(statement.town_id for statement in CATALOGUE.evidence.statements)
    return pd.concat([pins, towns[towns["town_id"].map(said) >= GREAT]])


@EACH_FACTOR
@pytest.mark.parametrize("key", [key for key in NAMES if key != "ground"])
def test_committed_names_keep_clear_of_symbols(key, factor):
    """Symbols grow with the names, and no name lies on one."""
    marks = symbols(key)
    at, zooms = pixels(marks.geometry), zooms_from(LEVELS[0])
    half = marks["size"].to_numpy() * factor / 2
    lift = marks["rise"].to_numpy() * factor
    for zoom, shapes in zip(zooms, boxes(NAMES[key], factor, zooms), strict=True):
        x, y = (at * 2**zoom).T
        squares = shapely.box(x - half, y - lift - half, x + half, y - lift + half)
        assert shapely.STRtree(shapes).query(squares, predicate="intersects").size == 0, zoom


def assert_within(name: gpd.GeoDataFrame, areas: list[shapely.Geometry]) -> None:
    """Check that a name lies within areas wherever it is shown, but for a pixel at their rims."""
    for factor in FACTORS:
        zooms = zooms_from(levels(name, factor)[0])
        for zoom, shape in zip(zooms, boxes(name, factor, zooms), strict=True):
            for area in areas:
                on_screen = shapely.transform(area, lambda at, zoom=zoom: mercator(at) * 2**zoom)
                assert on_screen.buffer(1).covers(shape[0]), (factor, zoom)


def probable(extent_id: str) -> shapely.Geometry:
    """Read the probable band of an extent or a part of one."""
    own = BANDS[(BANDS["extent_id"] == extent_id) & (BANDS["band"] == "probable")]
    return own.geometry.iloc[0]


@pytest.mark.parametrize(("key", "extent"), HEADED)
def test_khorasan_lies_within_its_extent(key, extent):
    """Every extent is named, at every size, within its probable band as drawn and as measured."""
    names = NAMES[key]
    name = names[names["role"] == "extent"]
    assert name["name"].tolist() == [HEADING]
    assert None not in name["levels"].iloc[0]
    _, drawn, *_ = read_features(MAP / "extents" / f"{extent}.json").geometry
    assert_within(name, [drawn, probable(extent)])


@pytest.mark.parametrize("key", QUARTERED)
def test_quarters_are_named_within_themselves(key):
    names = NAMES[key]
    parts = CATALOGUE.parts_of(CATALOGUE.extents[key])
    assert sorted(names.loc[names["role"] == "quarter", "name"]) == sorted(
        part.part.upper() for part in parts
    )
    for part in parts:
        name = names[(names["role"] == "quarter") & (names["name"] == part.part.upper())]
        assert_within(name, [probable(part.extent_id)])


@EACH_FACTOR
@pytest.mark.parametrize("key", [*CATALOGUE.extents, "agreement"])
def test_the_capitals_are_named_before_other_towns(key, factor):
    """Nishapur, Marw, Herat and Balkh stand on a map before any other town of it."""
    towns = NAMES[key][NAMES[key]["role"].isin(["town", "outside"])]
    capital = towns["name"].isin(CAPITALS)
    latest = levels(towns[capital], factor).max(initial=0)
    assert latest <= levels(towns[~capital], factor).min(initial=np.inf)


@pytest.mark.parametrize("key", NAMES)
def test_names_say_where_they_stand_at_each_size(key):
    """A name has a level and an offset for each factor, both or neither; no name has none."""
    for row in json.loads((MAP / "names" / f"{key}.json").read_text(encoding="utf-8"))["features"]:
        found = row["properties"]
        assert len(found["levels"]) == len(found["offsets"]) == len(FACTORS)
        assert set(found["levels"]) <= {*LEVELS, None}
        for level, offset in zip(found["levels"], found["offsets"], strict=True):
            assert (level is None) == (offset is None)
        assert any(level is not None for level in found["levels"])


@pytest.mark.parametrize(
    ("key", "name"),
    [
        *[("places", name) for name in ("North Khorasan", "Razavi Khorasan", "South Khorasan")],
        *[("places", name) for name in (HEADING, "Kabul", "Kerman")],
        *[("istakhri", name) for name in (HEADING, *CAPITALS)],
        *[("mustawfi", name) for name in ("NISHAPUR", "HERAT", "BALKH", "GREAT MARW")],
        *[("mustawfi", name) for name in (HEADING, *CAPITALS)],
        *[("agreement", name) for name in CAPITALS],
        ("timurid", HEADING),
    ],
)
def test_what_matters_is_named_at_first_sight(key, name):
    """The region's first view names the three provinces, the great cities, the quarters."""
    names = NAMES[key]
    assert levels(names[names["name"] == name], 1).min() <= 4.3


points = st.tuples(st.floats(45, 75), st.floats(25, 45))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(points, min_size=1, max_size=12, unique=True),
    st.floats(1.3, 9),
    st.sampled_from(FACTORS),
)
def test_names_never_overlap_wherever_they_are(places, zoom, factor):
    """Whatever the points, the names placed keep apart at any zoom and size."""
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
    marks = gpd.GeoDataFrame({"size": [14] * len(places), "group": "settlement"}, geometry=geometry)
    [shapes] = boxes(place_labels(names, marks), factor, np.array([zoom]))
    assert overlaps(shapes) == 0


def test_a_map_of_the_world_names_the_great_countries_and_no_island():
    names = NAMES["places"]
    shown = {
        name.replace("\u2009", "")
        for name, levels in zip(names["name"], names["levels"], strict=True)
        if levels[0] is not None and levels[0] <= 0.8
    }
    assert {"RUSSIA", "CHINA", "INDIA", "UNITEDSTATES", "BRAZIL", "AUSTRALIA"} <= {
        name.replace(" ", "") for name in shown
    }
    assert not any("ISLAND" in name for name in shown)
