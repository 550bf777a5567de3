"""The waters are what is known of them, and river segments are joined end to end."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from geo.errors import BuildError
from geo.paths import REGIONS
from geo.pipeline.ground import water

FILE = REGIONS / "water.geojson"
RIVERS = {
    "Amu Darya",
    "Syr Darya",
    "Hari Rud",
    "Murghab",
    "Helmand",
    "Indus",
    "Kabul",
    "Kunar",
    "Kunduz",
    "Balkh",
    "Arghandab",
    "Panj",
    "Vakhsh",
    "Zarafshan",
    "Atrek",
    "Tigris",
    "Euphrates",
}
LAKES = {
    "Aral Sea",
    "Issyk-Kul",
    "Lake Balkhash",
    "Lake Urmia",
    "Lake Van",
    "Lake Sevan",
    "Sarygamysh Lake",
    "Lake Baikal",
    "Lake Ladoga",
    "Lake Superior",
    "Lake Victoria",
}
SHORE_TOWNS = {
    "Baku": (49.89, 40.37),
    "Aktau": (51.2, 43.65),
    "Makhachkala": (47.48, 42.97),
    "Rasht": (49.6, 37.28),
    "Turkmenbashi": (53.02, 40.03),
    "Astara": (48.86, 38.43),
}
OPEN_SEA = [(51.0, 41.0), (51.5, 38.5), (50.0, 44.5)]


@pytest.fixture(scope="module")
def waters() -> gpd.GeoDataFrame:
    """Read the committed file once."""
    return gpd.read_file(FILE)


def test_ids_are_unique_slugs(waters: gpd.GeoDataFrame) -> None:
    """Every feature has an id of its own, in lower-case ASCII."""
    assert waters["water_id"].is_unique
    assert waters["water_id"].str.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*").all()


def test_columns_hold_what_they_promise(waters: gpd.GeoDataFrame) -> None:
    """Kinds, ranks and sources are of the stated ones; only lakes may lack a name."""
    assert set(waters["kind"]) == {"sea", "lake", "river"}
    assert set(waters["rank"]) == {1, 2, 3}
    assert waters["source"].notna().all()
    assert set(waters.loc[waters["name"].isna(), "kind"]) <= {"lake"}
    assert not waters["name"].dropna().str.contains(r"\s\s|\?").any()


def test_shapes_are_valid(waters: gpd.GeoDataFrame) -> None:
    """Rivers are lines, lakes and the sea are areas, and all are valid."""
    assert waters.is_valid.all()
    assert not waters.is_empty.any()
    flowing = waters["kind"] == "river"
    assert waters[flowing].geom_type.isin(["LineString", "MultiLineString"]).all()
    assert waters[~flowing].geom_type.isin(["Polygon", "MultiPolygon"]).all()


def test_file_is_light() -> None:
    """The file stays within what a first view may load."""
    assert FILE.stat().st_size <= 250_000


def test_main_waters_are_there(waters: gpd.GeoDataFrame) -> None:
    """The rivers and lakes a reader looks for are there, each as one feature."""
    rivers = waters.loc[waters["kind"] == "river", "name"].tolist()
    lakes = waters.loc[waters["kind"] == "lake", "name"].tolist()
    assert set(rivers) >= RIVERS
    assert set(lakes) >= LAKES
    assert len(rivers) == len(set(rivers))


def test_caspian_is_sea_and_not_land(waters: gpd.GeoDataFrame) -> None:
    """The Caspian covers open water, no town on its shore, and about as much as is known."""
    caspian = waters.set_index("water_id").loc[["caspian-sea"]]
    shape = caspian.geometry.iloc[0]
    assert all(shape.contains(shapely.Point(point)) for point in OPEN_SEA)
    assert not [town for town, at in SHORE_TOWNS.items() if shape.contains(shapely.Point(at))]
    assert 370_000 < caspian.to_crs(water.WORLD_EQUAL_AREA).area.iloc[0] / 1e6 < 400_000


def test_rivers_end_at_the_lakes(waters: gpd.GeoDataFrame) -> None:
    """No river runs on through a lake that is drawn, but for what simplifying shifts."""
    lakes = shapely.union_all(waters.loc[waters["kind"] != "river"].geometry.array)
    inside = waters[waters["kind"] == "river"].intersection(lakes.buffer(-0.02))
    assert inside.is_empty.all()


@pytest.mark.parametrize("name", sorted(water.COURSES))
def test_named_courses_pass_their_towns(waters: gpd.GeoDataFrame, name: str) -> None:
    """A river that was named by us runs by the towns known to lie on it."""
    river = waters.loc[waters["name"] == name].geometry.iloc[0]
    reach = water.TOWN_REACH + water.TOLERANCE["region"]
    for position in water.COURSES[name].towns.values():
        assert river.distance(shapely.Point(position)) <= reach


def test_segments_join_whichever_way_they_run() -> None:
    """Segments are turned so that each starts where the one before it ends."""
    ends = [[(1, 0), (0, 0)], [(1, 0), (2, 0.5)], [(3, 0), (2, 0.5)]]
    line = water.chain([shapely.LineString(pair) for pair in ends])
    assert list(line.coords) == [(0, 0), (1, 0), (2, 0.5), (3, 0)]


def test_segments_far_apart_are_refused() -> None:
    """A hole in a course is an error, not a straight line over the map."""
    with pytest.raises(BuildError, match="apart"):
        water.chain([shapely.LineString([(0, 0), (1, 0)]), shapely.LineString([(2, 0), (3, 0)])])
