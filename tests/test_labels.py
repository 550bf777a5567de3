"""The names on the map: none lies on another or on a symbol, and each region's within it."""

import json
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
from geo.layers.extents import column_of
from geo.layers.names import FACTORS, LEVELS
from geo.layers.places import is_wide
from geo.paths import DATA, STATIC
from geo.pipeline.assets.extents import CAPITALS as GREAT_CITIES
from geo.pipeline.assets.extents import HEADING
from geo.pipeline.assets.labels import pixels, place_labels, size_of
from geo.text.corpus import read_corpus

MAP = STATIC / "map"
NAMES = {path.stem: read_features(path) for path in sorted((MAP / "names").iterdir())}
CATALOGUE = read_catalogue(DATA)
CORPUS = read_corpus(DATA)
BANDS = read_features(DATA / "regions" / "historic.geojson")
HEADED = [(key, key) for key in CATALOGUE.extents] + [("places", CATALOGUE.default.extent_id)]
"""The label sets that have the name KHORASAN, and the extents that it names."""

QUARTERED = [key for key, names in NAMES.items() if (names["role"] == "quarter").any()]
CAPITALS = ["Nishapur", "Marw", "Herat", "Balkh"]
EACH_FACTOR = pytest.mark.parametrize("factor", [FACTORS[0], FACTORS[-1]])
"""The smallest type and the largest: those between are placed by the same rules."""


def at_factor(columns: pd.Series, factor: float, missing: float) -> np.ndarray:
    """Take the value of each row's list at a factor; a row without a list has `missing`."""
    at = FACTORS.index(factor)
    given = [each[at] if isinstance(each, list) else missing for each in columns]
    return np.array([np.inf if value is None else value for value in given], float)


def levels(names: gpd.GeoDataFrame, factor: float) -> np.ndarray:
    """Take the level of each name or symbol at a factor, infinite for one that is not shown."""
    return at_factor(names["levels"], factor, LEVELS[0])


def ends(names: gpd.GeoDataFrame, factor: float) -> np.ndarray:
    """Take the zoom at which each name goes at a factor, infinite for one that stays."""
    given = names["until"] if "until" in names else pd.Series(None, names.index, dtype=object)
    return at_factor(given, factor, np.inf)


def shown_at(names: gpd.GeoDataFrame, factor: float, zoom: float) -> np.ndarray:
    return (levels(names, factor) <= zoom) & (zoom < ends(names, factor))


def boxes(names: gpd.GeoDataFrame, factor: float, zooms: np.ndarray) -> list[np.ndarray]:
    """Compute the screen boxes of the names shown at a factor, as shapes, for each zoom."""
    at = pixels(names.geometry)
    offsets = [each[FACTORS.index(factor)] or (0, 0) for each in names["offsets"]]
    sizes = [size_of(n, r) for n, r in zip(names["name"], names["role"], strict=True)]
    beside, halves = np.array(offsets), np.array(sizes) * factor / 2
    found = []
    for zoom in zooms:
        middles, shown = at * 2**zoom + beside, shown_at(names, factor, zoom)
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
    """Read the symbols of a set, with their `right` and `down` in pixels, and their levels."""
    if key == "places":
        places = read_features(MAP / "places.json")
        marks = places[places["box"].isna()].assign(right=0, down=0)
    else:
        pins = read_features(MAP / "notes.json")
        if key == "reports":
            pins = pins[:0]
        elif key != "agreement":
            pins = pins[pins[column_of(key)] == 1]
        towns = MAP / "towns" / f"{key}.json"
        known = len(json.loads(towns.read_text(encoding="utf-8"))["features"])
        found = [read_features(towns).assign(right=0, down=0)] if known else []
        marks = pd.concat([*found, pins], ignore_index=True)
    if "levels" not in marks:
        marks["levels"] = None
    return marks.reset_index(drop=True)


def squares(marks: gpd.GeoDataFrame, factor: float, zoom: float) -> np.ndarray:
    """Compute the screen boxes of all symbols at a zoom."""
    beside = marks[["right", "down"]].to_numpy(float) * factor
    middles = pixels(marks.geometry) * 2**zoom + beside
    halves = marks["size"].to_numpy(float)[:, None] * factor / 2
    return shapely.box(*np.hstack([middles - halves, middles + halves]).T)


@EACH_FACTOR
@pytest.mark.parametrize("key", [key for key in NAMES if key != "ground"])
def test_committed_names_keep_clear_of_symbols_and_stand_by_their_own(key, factor):
    """No name lies on a symbol that is shown, and its nearest symbol is its own.

    Both grow with the type. A name whose symbol is not shown is not shown either.
    """
    names, marks = NAMES[key], symbols(key)
    points = {
        tuple(at): row
        for row, at in enumerate(shapely.get_coordinates(marks.geometry.to_numpy()))
        if not marks["right"][row]
    }
    at = shapely.get_coordinates(names.geometry.to_numpy())
    own = np.array([points.get(tuple(one), -1) for one in at])
    own[names["role"].isin(["area", "extent", "quarter"])] = -1
    first = levels(marks, factor)
    for zoom in zooms_from(LEVELS[0]):
        [shapes] = boxes(names, factor, [zoom])
        drawn = squares(marks, factor, zoom)
        here = np.flatnonzero(first <= zoom)
        tree = shapely.STRtree(drawn[here])
        assert tree.query(shapes, predicate="intersects").size == 0, zoom
        owners = own[shown_at(names, factor, zoom)]
        assert set(owners[owners >= 0]) <= set(here), zoom
        owned = np.flatnonzero(owners >= 0)
        nearest = tree.query_nearest(shapes[owned], return_distance=True, all_matches=False)[1]
        mine = shapely.distance(shapes[owned], drawn[owners[owned]])
        assert (mine <= nearest + 1e-6).all(), zoom


@EACH_FACTOR
@pytest.mark.parametrize("key", NAMES)
def test_the_squares_of_cities_lie_on_nothing(key, factor):
    """A city of today has room for its square, too: on no other's name, symbol or square."""
    names = NAMES[key]
    cities = names[names["dot"].notna()].assign(right=0, down=0).reset_index(drop=True)
    cities["size"] = cities["dot"]
    others = names[names["dot"].isna()]
    for zoom in zooms_from(4):
        mine = squares(cities, factor, zoom)[shown_at(cities, factor, zoom)]
        [taken] = boxes(others, factor, [zoom])
        if key != "ground":
            marks = symbols(key)
            seen = squares(marks, factor, zoom)[levels(marks, factor) <= zoom]
            taken = np.concatenate([taken, seen])
        assert overlaps(mine) == 0, zoom
        assert shapely.STRtree(taken).query(mine, predicate="intersects").size == 0, zoom


def test_no_symbol_gives_way_for_good():
    """At the usual size every town and place of the article is on the map at some zoom.

    But for sites in the midst of their city: the list has them, and ringed is what is chosen.
    """
    for key in NAMES:
        if key != "ground":
            marks = symbols(key)
            never = marks[levels(marks, 1) > 9]
            assert set(never.get("group", never["name"])) <= {"site"}, key
            assert len(never) <= 2


@EACH_FACTOR
@pytest.mark.parametrize("key", [*CATALOGUE.extents, "agreement"])
def test_pins_cover_no_great_city_and_not_their_own_town(key, factor):
    marks = symbols(key)
    pins = marks["voice"] == "note"
    for zoom in zooms_from(LEVELS[0]):
        drawn = squares(marks, factor, zoom)
        tree = shapely.STRtree(drawn[pins])
        great = marks["town_id"].isin(GREAT_CITIES) & ~pins
        if zoom >= 3.7:
            assert tree.query(drawn[great], predicate="intersects").size == 0, zoom
        for at in marks.index[pins]:
            town = ~pins & (marks["town_id"] == marks["town_id"][at])
            assert not shapely.intersects(drawn[at], drawn[town]).any(), zoom


def test_pins_stand_on_the_extents_whose_sources_are_about_them():
    pins = read_features(MAP / "notes.json").set_index("dispute_id")
    for dispute in CATALOGUE.evidence.disputes:
        sources = {*dispute.counted_in, *dispute.counted_out, *dispute.on_edge}
        for key, extent in CATALOGUE.extents.items():
            about = extent.source.source_id in sources
            assert bool(pins.loc[dispute.dispute_id, column_of(key)]) == about


WIDE = [place for place in CORPUS.places.values() if is_wide(place)]


@pytest.mark.parametrize("place", WIDE, ids=lambda place: place.place_id)
def test_wide_areas_are_named_across_and_go_when_the_map_is_nearer(place):
    """South-Central Asia is no point beside Kabul; its name answers the pointer where it is."""
    places = read_features(MAP / "places.json").set_index("place_id")
    row = places.loc[place.place_id]
    name = NAMES["places"].iloc[[
        at
        for at, one in enumerate(NAMES["places"].geometry)
        if one.equals(row.geometry) and NAMES["places"]["role"].iloc[at] in {"area", "extent"}
        and NAMES["places"]["levels"].iloc[at] == row["levels"]
    ]]  # fmt: skip
    assert len(name) == 1
    assert name["name"].iloc[0].replace("\u2009", "") == place.name.upper()
    assert name["offsets"].iloc[0] == row["offsets"]
    assert row["box"] == [
        round(side) for side in size_of(name["name"].iloc[0], name["role"].iloc[0])
    ]
    assert row["levels"][0] < row["until"][0] <= 8.2


def test_the_centre_of_istakhris_khorasan_bears_its_name():
    """Not Balkh, not Badakhshan: the name stands between Nishapur and Balkh."""
    names = NAMES["istakhri"]
    [point] = names[names["role"] == "extent"].geometry
    assert 60 < point.x < 65.5
    assert 34 < point.y < 37.5


@pytest.mark.parametrize(
    ("key", "name"),
    [
        *[("istakhri", name) for name in ("Marw · Merv", "Nishapur · Neyshabur")],
        ("muqaddasi", "Tun · Ferdows"),
        *[("ground", name) for name in ("Mashhad", "Herat", "Tashkent", "Ashgabat", "Samarkand")],
        *[("ground", name) for name in ("Bukhara", "Dushanbe", "Kabul", "Tehran")],
        *[("places", name) for name in ("Mashhad", "Herat", "Tashkent", "Ashgabat", "Samarkand")],
        *[("places", name) for name in ("Bukhara", "Dushanbe", "Tehran")],
    ],
)
def test_names_of_today_come_with_the_zoom(key, name):
    names = NAMES[key]
    assert levels(names[names["name"] == name], 1).min() <= 8.2


@pytest.mark.parametrize("key", NAMES)
def test_no_city_is_named_twice(key):
    """Neither beside the historical town that it is, nor beside the article's place."""
    names = NAMES[key]
    today = set(names.loc[names["dot"].notna(), "name"])
    settled = names["role"].isin(["town", "outside"]) | (names["group"] == "settlement")
    others = names.loc[settled & names["dot"].isna(), "name"]
    both = {part for name in others for part in name.split(" · ")}
    assert today & both == set()


def assert_within(name: gpd.GeoDataFrame, areas: list[shapely.Geometry]) -> None:
    """Check that a name lies within areas wherever it is shown, but for a pixel at their rims."""
    for factor in FACTORS:
        zooms = zooms_from(levels(name, factor)[0])
        zooms = zooms[zooms < ends(name, factor)[0]]
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
        *[("mustawfi", name) for name in ("HERAT", "BALKH", "GREAT MARW")],
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
    [shapes] = boxes(place_labels(names, marks).names, factor, np.array([zoom]))
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
