"""The present-day provinces and countries: their repairs, and the files that came of them."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pycountry
import pytest
import shapely
from shapely.geometry import Point, box

from geo.crs import EQUAL_AREA, WGS84
from geo.errors import BuildError
from geo.geojson import write_features
from geo.paths import REGIONS
from geo.pipeline.ground import countries, provinces, repairs

FOCUS = {"AF", "IR", "KG", "KZ", "PK", "TJ", "TM", "UZ"}
KNOWN_KM2 = {
    "IR-28": (27_700, 29_000),
    "IR-09": (116_000, 119_500),
    "IR-29": (147_500, 152_500),
    "IR-21": (73_000, 77_000),
}
INSIDE = {
    "IR-29": [(56.92, 33.60), (58.17, 34.02), (57.43, 33.87), (58.52, 33.86), (57.52, 33.29)],
    "IR-09": [
        (58.18, 34.52),
        (58.68, 34.35),
        (58.65, 34.15),
        (60.14, 34.58),
        (57.41, 35.18),
        (58.51, 37.11),
        (58.22, 37.14),
    ],
    "IR-28": [(58.22, 37.23), (57.93, 37.40), (57.51, 37.08), (57.94, 36.90)],
    "IR-21": [(56.02, 31.87), (55.40, 31.60), (54.02, 32.31), (53.28, 31.13)],
    "AF-DAY": [(66.13, 33.72)],
    "AF-PAN": [(69.52, 35.31)],
    "AF-URU": [(65.87, 32.63)],
    "AF-PIA": [(69.23, 33.60)],
    "AF-PKA": [(68.79, 33.17)],
    "IR-30": [(50.99, 35.83)],
    "PK-KP": [(71.58, 34.01), (69.57, 32.30)],
    "KZ-43": [(63.31, 45.62)],
}
"""Towns (degrees) that today's provinces hold; most were elsewhere before the repairs."""


@pytest.fixture(scope="module")
def built() -> gpd.GeoDataFrame:
    """Read the committed provinces."""
    return gpd.read_file(REGIONS / "provinces.geojson").set_index("iso_3166_2")


@pytest.fixture(scope="module")
def world() -> gpd.GeoDataFrame:
    """Read the committed countries."""
    return gpd.read_file(REGIONS / "countries.geojson")


def test_codes_are_todays_and_in_order(built: gpd.GeoDataFrame) -> None:
    """Every code is in ISO 3166-2, belongs to its country, and the file is sorted by it."""
    assert built.index.is_unique
    assert built.index.is_monotonic_increasing
    for code, country in built["country"].items():
        assert pycountry.subdivisions.get(code=code).country_code == country
    assert set(built["country"]) == FOCUS
    assert built["wikidata"].dropna().is_unique
    assert built["geonames"].is_unique
    assert built.groupby("country")["name"].nunique().sum() == len(built)
    assert not built["name"].str.contains("  ").any()


def test_coverage_is_valid(built: gpd.GeoDataFrame) -> None:
    """Shapes are valid, neighbours share their borders, and nothing lies between them."""
    shapes = built.geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.coverage_union_all(shapes)
    assert not [hole for part in shapely.get_parts(whole) for hole in part.interiors]
    assert shapely.get_num_coordinates(shapes).sum() <= 25_000


def test_caspian_is_no_province(built: gpd.GeoDataFrame, world: gpd.GeoDataFrame) -> None:
    """The Caspian is a gap in the land."""
    for sea in (Point(51.5, 42.0), Point(51.0, 38.5), Point(52.0, 45.5)):
        assert not built.intersects(sea).any()
        assert not world.intersects(sea).any()


@pytest.mark.parametrize("code", KNOWN_KM2)
def test_area(built: gpd.GeoDataFrame, code: str) -> None:
    """The four provinces that were out of date have the areas they have today."""
    low, high = KNOWN_KM2[code]
    assert low <= built.to_crs(EQUAL_AREA).area[code] / 1e6 <= high


@pytest.mark.parametrize("code", INSIDE)
def test_towns_are_inside(built: gpd.GeoDataFrame, code: str) -> None:
    """Towns lie in the province they belong to today."""
    assert all(built.geometry[code].contains(Point(town)) for town in INSIDE[code])


def test_seams_are_marked(built: gpd.GeoDataFrame) -> None:
    """Seams run along the border of the two provinces they name, both marked approximate."""
    lines = gpd.read_file(REGIONS / "seams.geojson")
    assert {code for pair in lines["between"] for code in pair.split(";")} == set(
        built.index[built["approximate"]]
    )
    for pair, line in zip(lines["between"], lines.geometry, strict=True):
        for code in pair.split(";"):
            assert built.geometry[code].boundary.buffer(1e-7).covers(line)


def test_countries_coincide_with_provinces(
    built: gpd.GeoDataFrame, world: gpd.GeoDataFrame
) -> None:
    """A focus country is the union of its provinces, vertex for vertex."""
    dissolved = countries.dissolve(built.reset_index()).set_index("country").geometry
    focus = world[world["focus"]].set_index("country").geometry
    assert set(focus.index) == FOCUS
    for country, shape in focus.items():
        assert shapely.equals(shape, dissolved[country])
        assert {tuple(p) for p in shapely.get_coordinates(shape)} == {
            tuple(p) for p in shapely.get_coordinates(dissolved[country])
        }


def test_no_country_overlaps_the_focus(world: gpd.GeoDataFrame) -> None:
    """Countries are valid, and those around the focus meet it without overlap."""
    focus = world[world["focus"]].union_all()
    assert world.is_valid.all()
    around = world.geometry[~world["focus"]].to_numpy()
    assert shapely.area(shapely.intersection(around, focus)).sum() == pytest.approx(0, abs=1e-9)
    assert not [
        code
        for code in world["country"].dropna()
        if code and pycountry.countries.get(alpha_2=code) is None
    ]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        (
            "provinces",
            [
                "iso_3166_2",
                "name",
                "country",
                "wikidata",
                "geonames",
                "names",
                "approximate",
                "note",
            ],
        ),
        ("countries", ["country", "name", "names", "focus"]),
        ("seams", ["seam_id", "between", "note"]),
    ],
)
def test_same_bytes(tmp_path: Path, name: str, columns: list[str]) -> None:
    """The columns are the contract's, and writing what was read gives the committed bytes."""
    path = REGIONS / f"{name}.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    rows = pd.DataFrame([each["properties"] for each in features], dtype=object)
    assert set(rows) == set(columns)
    shapes = [shapely.geometry.shape(each["geometry"]) for each in features]
    write_features(gpd.GeoDataFrame(rows[columns], geometry=shapes), tmp_path / "again.geojson")
    assert (tmp_path / "again.geojson").read_bytes() == path.read_bytes()


CROSSWALK = pd.DataFrame(
    {
        "adm1_code": ["A-1", "A-2"],
        "ne_name": ["One", "Two"],
        "ne_iso": ["X-1", "X-2"],
        "iso_3166_2": ["X-A", "X-B"],
    }
)


def _raw(**changes: list[str]) -> gpd.GeoDataFrame:
    columns = {"adm1_code": ["A-1", "A-2"], "name": ["One", "Two"], "iso_3166_2": ["X-1", "X-2"]}
    return gpd.GeoDataFrame(columns | changes, geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)])


def test_relabel() -> None:
    """Features get today's code."""
    assert list(repairs.relabel(_raw(), CROSSWALK)["code"]) == ["X-A", "X-B"]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ["One", "Zwei"]},
        {"iso_3166_2": ["X-1", "X-B"]},
        {"adm1_code": ["A-1", "A-3"]},
    ],
)
def test_relabel_fails_on_other_input(changes: dict[str, list[str]]) -> None:
    """A label that is not the one to be corrected, or a missing feature, stops the build."""
    with pytest.raises(BuildError, match=r"A-2|A-3"):
        repairs.relabel(_raw(**changes), CROSSWALK)


TOWNS = {1: ("West", 62.0, 36.0), 2: ("East", 64.0, 36.0)}
LINES = pd.DataFrame(
    {
        "transfer": ["t"],
        "gains_id": [1],
        "gains": ["West"],
        "keeps_id": [2],
        "keeps": ["East"],
        "share": [0.5],
    }
)
MOVE = {
    "transfer": "t",
    "origin": "X-A",
    "to": "X-B",
    "km2": 40_000,
    "within": 500,
    "lon": 62.0,
    "lat": 36.0,
}
SHAPES = gpd.GeoDataFrame(
    {"code": ["X-A", "X-B"]}, geometry=[box(61, 35, 65, 37), box(60, 35, 61, 37)], crs=WGS84
)


def test_transfer_cuts_midway() -> None:
    """The piece nearer to the gaining town moves; what is left stays; the seam lies midway."""
    pieces = provinces.node(repairs.transfer(SHAPES, pd.DataFrame([MOVE]), LINES, TOWNS))
    assert list(pieces["code"]) == ["X-B", "X-A", "X-B"]
    seam = provinces.seam_lines(pieces)
    assert list(seam["between"]) == ["X-A;X-B"]
    assert shapely.get_coordinates(seam.geometry.iloc[0])[:, 0] == pytest.approx(63.0, abs=1e-3)
    assert shapely.coverage_is_valid(provinces.simplify(pieces).geometry.to_numpy())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"km2": 30_000}, "expected 30000"),
        ({"lon": 64.0}, "centre"),
    ],
)
def test_transfer_fails_on_another_piece(change: dict[str, float], message: str) -> None:
    """A piece whose area or centre is not the known one stops the build."""
    with pytest.raises(BuildError, match=message):
        repairs.transfer(SHAPES, pd.DataFrame([MOVE | change]), LINES, TOWNS)


def test_transfer_fails_on_another_town() -> None:
    """A town that goes by another name in the gazetteer stops the build."""
    with pytest.raises(BuildError, match="expected East"):
        repairs.transfer(SHAPES, pd.DataFrame([MOVE]), LINES, TOWNS | {2: ("Else", 64.0, 36.0)})


def test_overlap_stops_the_build() -> None:
    """Provinces that overlap are not a coverage."""
    shapes = SHAPES.set_geometry([box(61, 35, 65, 37), box(60, 35, 62, 37)])
    with pytest.raises(BuildError, match="overlap"):
        provinces.node(shapes)


def test_tables_name_real_provinces() -> None:
    """Every correction and transfer speaks of a province of the crosswalk, every line of one."""
    codes = set(repairs.table("iso_crosswalk")["iso_3166_2"])
    moves = repairs.table("transfers")
    assert set(repairs.table("corrections")["iso_3166_2"]) <= codes
    assert {*moves["origin"], *moves["to"]} <= codes
    assert set(moves["transfer"]) == set(repairs.table("transfer_towns")["transfer"])


def test_world_must_hold_the_neighbours() -> None:
    """A country near the focus that the coverage lacks stops the build."""
    world = gpd.GeoDataFrame({"country": ["XA"], "name": ["A"]}, geometry=[box(5, 0, 6, 1)])
    near = gpd.GeoSeries([box(1, 0, 2, 1)], index=["XB"])
    with pytest.raises(BuildError, match="XB"):
        countries.fit(world, box(0, 0, 1, 1), near)
