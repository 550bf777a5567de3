"""The method of the extents, on small made-up evidence and on the atlas's own."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.atlas import DATA
from geo.build.historic import BY_TOWNS, QUARTERED, TITLES
from geo.errors import BuildError
from geo.evidence import read_evidence
from geo.extents import (
    BANDS,
    METHOD,
    Points,
    area_km2,
    bands,
    beyond_oxus,
    contour,
    left_out,
    nest,
    points_of,
    project,
    quarters,
    reaches,
    score,
    unproject,
)
from geo.geojson import write_features
from geo.regions import read_regions

FIXED = replace(METHOD, reach_min=100, reach_max=100, cell=20)
LAND = shapely.box(45, 22, 85, 50)


def made(*statements: tuple[float, float, float]) -> Points:
    """Make evidence from x, y (km) and share."""
    xy = np.array([s[:2] for s in statements], dtype=float).reshape(-1, 2)
    count = len(statements)
    return Points(
        town_ids=tuple(f"town-{at}" for at in range(count)),
        quarters=("",) * count,
        xy=xy,
        share=np.array([s[2] for s in statements], dtype=float),
        weight=np.ones(count),
        radius=np.full(count, 5.0),
        beyond=np.zeros(count, dtype=bool),
        across=np.zeros(count, dtype=bool),
    )


def near(places: np.ndarray) -> np.ndarray:
    return np.zeros(len(places), dtype=bool)


coordinates = st.integers(-300, 300).map(float)
statements = st.tuples(coordinates, coordinates, st.sampled_from([0.0, 0.5, 1.0]))
PLACES = np.array([(x, y) for x in range(-400, 401, 100) for y in range(-400, 401, 100)], float)


@given(st.lists(statements, min_size=1, max_size=8))
def test_scores_are_shares(said):
    scores = score(PLACES, near(PLACES), made(*said))
    assert ((scores >= 0) & (scores <= 1)).all()


@given(st.lists(statements, min_size=1, max_size=8), coordinates, coordinates)
def test_with_a_fixed_reach_one_more_town_in_lowers_no_score_and_one_out_raises_none(said, x, y):
    before = score(PLACES, near(PLACES), made(*said), FIXED)
    more = score(PLACES, near(PLACES), made(*said, (x, y, 1.0)), FIXED)
    less = score(PLACES, near(PLACES), made(*said, (x, y, 0.0)), FIXED)
    assert (more >= before - 1e-12).all()
    assert (less <= before + 1e-12).all()


@given(st.lists(statements, min_size=2, max_size=8), st.integers(0, 7))
def test_turning_a_town_from_out_to_in_lowers_no_score(said, which):
    at = which % len(said)
    out, inside = ([*said[:at], (*said[at][:2], share), *said[at + 1 :]] for share in (0.0, 1.0))
    low, high = (score(PLACES, near(PLACES), made(*some)) for some in (out, inside))
    assert (high >= low).all()


@given(st.lists(statements, min_size=1, max_size=8))
def test_the_order_of_the_statements_does_not_matter(said):
    forward, backward = (
        score(PLACES, near(PLACES), made(*some)) for some in (said, list(reversed(said)))
    )
    assert np.allclose(forward, backward)


@settings(max_examples=15, deadline=None)
@given(st.lists(statements, min_size=1, max_size=6))
def test_bands_are_nested_valid_and_nowhere_without_a_town_in(said):
    drawn = bands(made((0.0, 0.0, 1.0), *said), LAND, method=FIXED)
    core, probable, possible = (drawn[band] for band in BANDS)
    assert all(shape.is_valid for shape in drawn.values())
    assert core.difference(probable).area == 0
    assert probable.difference(possible).area == 0
    reached = shapely.MultiPoint([(0.0, 0.0), *(s[:2] for s in said)]).buffer(600)
    assert reached.covers(shapely.transform(possible, project))


def test_silence_wins_far_from_every_town():
    assert score(np.array([[2000.0, 0]]), np.array([False]), made((0, 0, 1)))[0] < 0.01


def test_a_lone_unverified_statement_makes_no_core():
    alone = replace(made((0, 0, 1)), weight=np.array([0.3]))
    assert METHOD.levels[1] < score(alone.xy, near(alone.xy), alone)[0] < METHOD.levels[0]


def test_towns_in_a_cluster_reach_less_far_than_one_alone():
    cluster = [(x * 10.0, y * 10.0, 1.0) for x in range(3) for y in range(3)]
    reach = reaches(made(*cluster, (500, 0, 1)))
    assert reach[0] == METHOD.reach_min
    assert reach[-1] == METHOD.reach_max


def test_a_river_that_limits_keeps_a_near_town_from_counting_beyond_it():
    points = made((0, 0, 1))
    here, there = score(np.array([[30.0, 0], [30.0, 0]]), np.array([False, True]), points, METHOD)
    assert here > METHOD.levels[0]
    assert there < METHOD.levels[1]


def test_a_town_left_out_does_not_vote_for_itself():
    assert left_out(made((0, 0, 1), (1000, 0, 0)))[0] < 0.1


def test_contour_follows_a_slope():
    grid = np.stack(np.meshgrid(np.arange(0.0, 11), np.arange(0.0, 11)), axis=-1)
    assert contour(grid, grid[..., 0], 2.5).equals(shapely.box(2.5, 0, 10, 10))


def test_nested_bands_keep_a_shared_outline_when_simplified():
    wavy = shapely.Polygon(
        [(0, 0), *((x / 100, 0.001 * (x % 2)) for x in range(1, 100)), (1, 0), (1, 1), (0, 1)]
    )
    drawn = nest([wavy.intersection(shapely.box(0, -1, 1, 0.5)), wavy, wavy], 0.02)
    assert drawn["core"].difference(drawn["probable"]).area == 0
    assert drawn["probable"].equals(drawn["possible"])


def test_projection_goes_there_and_back():
    lonlat = np.array([[50.0, 28.0], [63.0, 36.0], [75.0, 46.0]])
    assert np.allclose(unproject(project(lonlat)), lonlat)


@pytest.fixture(scope="module")
def evidence():
    return read_evidence(DATA / "evidence")


@pytest.fixture(scope="module")
def oxus():
    return beyond_oxus(read_regions(DATA / "regions" / "water.geojson"))


@pytest.fixture(scope="module")
def extents() -> gpd.GeoDataFrame:
    frame = read_regions(DATA / "regions" / "historic.geojson")
    return frame.assign(part=frame["part"].fillna(""))


@pytest.fixture(scope="module")
def shapes(extents):
    return {(row.extent_id, row.band): row.geometry for row in extents.itertuples()}


def test_the_oxus_parts_bukhara_from_balkh(oxus):
    towns = {"bukhara": (64.4, 39.8), "khuttal": (69.8, 37.9), "kath": (60.75, 41.69)}
    south = {"balkh": (66.9, 36.8), "faizabad": (70.6, 37.1), "marw": (62.1, 37.7)}
    assert shapely.contains_xy(oxus, project(np.array(list(towns.values())))).all()
    assert not shapely.contains_xy(oxus, project(np.array(list(south.values())))).any()


def test_a_missing_river_is_told():
    with pytest.raises(BuildError, match="panj"):
        beyond_oxus(
            gpd.GeoDataFrame(
                {"water_id": ["pamir"]}, geometry=[shapely.LineString([(73, 37), (72, 37)])]
            )
        )


def test_every_extent_of_the_issue_is_there_with_title_years_and_bands(extents):
    whole = extents[extents["part"] == ""]
    assert list(whole["extent_id"].unique()) == list(TITLES)
    assert all(tuple(rows["band"]) == BANDS for _, rows in whole.groupby("extent_id"))
    assert whole[["title", "year_from", "year_to", "method"]].notna().all(axis=None)
    assert (whole["year_from"] <= whole["year_to"]).all()
    parts = extents[extents["part"] != ""].groupby("source_id")["part"].unique()
    assert all(len(parts[source_id]) == 4 for source_id in QUARTERED)
    assert not extents.duplicated(["extent_id", "band"]).any()


def test_bands_are_valid_nested_areas_on_land(extents, shapes):
    assert extents.geometry.is_valid.all()
    assert set(extents.geom_type) <= {"Polygon", "MultiPolygon"}
    for extent_id in extents["extent_id"].unique():
        drawn = [shapes[extent_id, band] for band in BANDS if (extent_id, band) in shapes]
        for inner, outer in pairwise(drawn):
            assert inner.difference(outer).area < 1e-9
    caspian = shapely.MultiPoint([(51, 40), (51, 38)])
    assert not extents.geometry.intersects(caspian).any()


def test_quarters_part_their_whole(extents, shapes):
    for source_id in QUARTERED:
        rows = extents[(extents["source_id"] == source_id) & (extents["part"] != "")]
        for band in BANDS:
            together = sum(area_km2(shape) for shape in rows[rows["band"] == band].geometry)
            assert together == pytest.approx(area_km2(shapes[source_id, band]), rel=1e-3)


TOWNS = {
    "in": {
        "Nishapur": (58.80, 36.21), "Tus": (59.50, 36.42), "Qayin": (59.18, 33.73),
        "Tun": (58.17, 34.02), "Tabas": (56.92, 33.60), "Gonabad": (58.71, 34.35),
        "Zuzan": (59.87, 34.35), "Marw": (62.19, 37.66), "Sarakhs": (61.16, 36.54),
        "Nasa": (58.2, 37.95), "Abiward": (59.6, 37.3), "Herat": (62.20, 34.35),
        "Qala-i Naw": (63.13, 34.99), "Maymana": (64.78, 35.92), "Balkh": (66.90, 36.76),
        "Kunduz": (68.86, 36.73), "Bamiyan": (67.82, 34.82), "Isfarayin": (57.51, 37.08),
    },
    "out": {
        "Bukhara": (64.43, 39.77), "Samarqand": (66.96, 39.65), "Tirmidh": (67.28, 37.22),
        "Damghan": (54.34, 36.17), "Rayy": (51.45, 35.58), "Jurjan": (55.17, 37.25),
        "Yazd": (54.37, 31.90), "Bam": (58.36, 29.10), "Zaranj": (61.87, 31.0),
        "Bust": (64.36, 31.5), "Quetta": (67.0, 30.2), "Multan": (71.47, 30.2),
        "Urgench": (60.63, 41.55), "Tashkent": (69.24, 41.31), "Peshawar": (71.57, 34.01),
    },
}  # fmt: skip


@pytest.mark.parametrize("side", ["in", "out"])
def test_al_istakhris_khorasan_holds_the_towns_it_should(shapes, side):
    probable = shapes["istakhri", "probable"]
    held = {name for name, xy in TOWNS[side].items() if probable.contains(shapely.Point(xy))}
    assert held == (set(TOWNS[side]) if side == "in" else set())


@pytest.mark.parametrize(("here", "there"), [("zamm", "akhsisak"), ("amul", "firabr")])
def test_the_river_parts_towns_that_face_each_other(evidence, shapes, here, there):
    points = [shapely.Point(t.lon, t.lat) for t in (evidence.towns[here], evidence.towns[there])]
    near_side, far_side = points
    assert shapes["istakhri", "core"].contains(near_side)
    assert not shapes["istakhri", "possible"].contains(far_side)


@pytest.mark.parametrize("source_id", BY_TOWNS)
def test_left_out_towns_of_each_source_fall_on_the_right_side(evidence, oxus, source_id):
    points = points_of(evidence, source_id, oxus if source_id == "istakhri" else None)
    told = points.share != 0.5
    right = (left_out(points)[told] >= METHOD.levels[1]) == (points.share[told] == 1)
    assert right.mean() >= (0.95 if source_id == "istakhri" else 0.8)


def test_the_same_evidence_gives_the_same_bytes(evidence, oxus, shapes, tmp_path):
    points = points_of(evidence, "yaqut", oxus)
    land = shapely.coverage_union_all(
        read_regions(DATA / "regions" / "countries.geojson").geometry.values
    )
    for name in ("one", "two"):
        drawn = bands(points, land, oxus)
        frame = gpd.GeoDataFrame({"band": list(drawn)}, geometry=list(drawn.values()))
        write_features(frame, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    for band, shape in drawn.items():
        assert shape.symmetric_difference(shapes["yaqut", band]).area < 1e-9


def test_todays_lines_are_the_extents_lines(shapes):
    provinces = read_regions(DATA / "regions" / "provinces.geojson").set_index("iso_3166_2")
    north = provinces.geometry["IR-28"]
    assert shapes["split-2004-north", "core"].symmetric_difference(north).area < 1e-9


def test_quarters_give_each_place_to_the_nearest_town():
    points = replace(made((-100, 0, 1), (100, 0, 1), (0, 0, 0)), quarters=("west", "east", "west"))
    cells = quarters(points)
    lon, lat = unproject(np.array([[50.0, 20.0]]))[0]
    assert cells["east"].contains(shapely.Point(lon, lat))
    assert not cells["west"].contains(shapely.Point(lon, lat))
