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

from geo.crs import area_km2, project, unproject
from geo.errors import BuildError
from geo.extents.bands import METHOD, Points, left_out, points_of, reaches, score
from geo.extents.drawing import contour, draw_bands, far_side, nest, quarters
from geo.extents.evidence import ExtentRecord, read_evidence
from geo.geojson import write_features
from geo.paths import DATA
from geo.pipeline.extents import build
from geo.units import read_regions
from geo.vocabulary import Band, Bank, Derivation, Limit

EVIDENCE = read_evidence(DATA / "evidence")
BY_TOWNS = [one for one in EVIDENCE.extents.values() if one.derivation is Derivation.TOWNS]
QUARTERED = [one for one in BY_TOWNS if one.quartered]
FIXED = replace(METHOD, reach_min=100, reach_max=100, cell=20)
LAND = shapely.box(45, 22, 85, 50)


def points_with(*statements: tuple[float, float, float]) -> Points:
    """Make points from x, y (km) and share."""
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


def on_this_side(places: np.ndarray) -> np.ndarray:
    return np.zeros(len(places), dtype=bool)


coordinates = st.integers(-300, 300).map(float)
statements = st.tuples(coordinates, coordinates, st.sampled_from([0.0, 0.5, 1.0]))
PLACES = np.array([(x, y) for x in range(-400, 401, 100) for y in range(-400, 401, 100)], float)


@given(st.lists(statements, min_size=1, max_size=8))
def test_scores_lie_between_0_and_1(said):
    scores = score(PLACES, on_this_side(PLACES), points_with(*said))
    assert ((scores >= 0) & (scores <= 1)).all()


@given(st.lists(statements, min_size=1, max_size=8), coordinates, coordinates)
def test_with_a_fixed_reach_a_town_in_lowers_no_score_and_a_town_out_raises_none(said, x, y):
    before = score(PLACES, on_this_side(PLACES), points_with(*said), FIXED)
    more = score(PLACES, on_this_side(PLACES), points_with(*said, (x, y, 1.0)), FIXED)
    less = score(PLACES, on_this_side(PLACES), points_with(*said, (x, y, 0.0)), FIXED)
    assert (more >= before - 1e-12).all()
    assert (less <= before + 1e-12).all()


@given(st.lists(statements, min_size=2, max_size=8), st.integers(0, 7))
def test_moving_a_town_from_out_to_in_lowers_no_score(said, which):
    at = which % len(said)
    out, inside = ([*said[:at], (*said[at][:2], share), *said[at + 1 :]] for share in (0.0, 1.0))
    low, high = (score(PLACES, on_this_side(PLACES), points_with(*some)) for some in (out, inside))
    assert (high >= low).all()


@given(st.lists(statements, min_size=1, max_size=8))
def test_order_of_the_statements_does_not_matter(said):
    forward, backward = (
        score(PLACES, on_this_side(PLACES), points_with(*some))
        for some in (said, list(reversed(said)))
    )
    assert np.allclose(forward, backward)


@settings(max_examples=15, deadline=None)
@given(st.lists(statements, min_size=1, max_size=6))
def test_bands_are_nested_and_valid_and_need_a_town_in(said):
    drawn = draw_bands(points_with((0.0, 0.0, 1.0), *said), LAND, method=FIXED)
    core, probable, possible = (drawn[band] for band in Band)
    assert all(shape.is_valid for shape in drawn.values())
    assert core.difference(probable).area == 0
    assert probable.difference(possible).area == 0
    reached = shapely.MultiPoint([(0.0, 0.0), *(s[:2] for s in said)]).buffer(600)
    assert reached.covers(shapely.transform(possible, project))


def test_silence_wins_far_from_every_town():
    assert score(np.array([[2000.0, 0]]), np.array([False]), points_with((0, 0, 1)))[0] < 0.01


def test_one_unverified_statement_makes_no_core():
    alone = replace(points_with((0, 0, 1)), weight=np.array([0.3]))
    assert METHOD.levels[1] < score(alone.xy, on_this_side(alone.xy), alone)[0] < METHOD.levels[0]


def test_towns_in_a_cluster_reach_less_far_than_one_alone():
    cluster = [(x * 10.0, y * 10.0, 1.0) for x in range(3) for y in range(3)]
    reach = reaches(points_with(*cluster, (500, 0, 1)))
    assert reach[0] == METHOD.reach_min
    assert reach[-1] == METHOD.reach_max


def test_town_does_not_count_beyond_a_limiting_river():
    points = points_with((0, 0, 1))
    here, there = score(np.array([[30.0, 0], [30.0, 0]]), np.array([False, True]), points, METHOD)
    assert here > METHOD.levels[0]
    assert there < METHOD.levels[1]


def test_town_that_is_left_out_does_not_vote_for_itself():
    assert left_out(points_with((0, 0, 1), (1000, 0, 0)))[0] < 0.1


def test_contour_follows_a_slope():
    grid = np.stack(np.meshgrid(np.arange(0.0, 11), np.arange(0.0, 11)), axis=-1)
    assert contour(grid, grid[..., 0], 2.5).equals(shapely.box(2.5, 0, 10, 10))


def test_contour_has_holes():
    grid = np.stack(np.meshgrid(np.arange(-10.0, 11), np.arange(-10.0, 11)), axis=-1)
    radius = np.hypot(grid[..., 0], grid[..., 1])
    ring = contour(grid, -np.abs(radius - 6), -2)
    assert len(shapely.get_parts(ring)) == 1
    assert len(shapely.get_parts(ring)[0].interiors) == 1
    assert ring.area == pytest.approx(np.pi * (8**2 - 4**2), rel=0.05)
    assert not ring.contains(shapely.Point(0, 0))


fields = st.lists(st.integers(-5, 5), min_size=30, max_size=30)


@given(fields)
def test_contours_of_a_field_and_of_its_negative_make_the_whole(values):
    """Each is a valid area; together they cover the grid and share no land."""
    grid = np.stack(np.meshgrid(np.arange(0.0, 6), np.arange(0.0, 5)), axis=-1)
    field = np.array(values, float).reshape(5, 6)
    above, below = contour(grid, field, 0.3), contour(grid, -field, -0.3)
    assert above.is_valid
    assert below.is_valid
    # Vertices are moved onto a grid of a metre; without one, the slivers confuse GEOS.
    assert shapely.intersection(above, below, grid_size=0.001).area < 0.05
    assert above.area + below.area == pytest.approx(20, abs=0.05)


def test_nested_bands_keep_a_shared_outline_when_simplified():
    wavy = shapely.Polygon(
        [(0, 0), *((x / 100, 0.001 * (x % 2)) for x in range(1, 100)), (1, 0), (1, 1), (0, 1)]
    )
    drawn = nest([wavy.intersection(shapely.box(0, -1, 1, 0.5)), wavy, wavy], 0.02)
    assert drawn["core"].difference(drawn["probable"]).area == 0
    assert drawn["probable"].equals(drawn["possible"])


def test_projection_can_be_reversed():
    lonlat = np.array([[50.0, 28.0], [63.0, 36.0], [75.0, 46.0]])
    assert np.allclose(unproject(project(lonlat)), lonlat)


@pytest.fixture(scope="module")
def oxus():
    return far_side(read_regions(DATA / "regions" / "water.geojson"))


@pytest.fixture(scope="module")
def extents() -> gpd.GeoDataFrame:
    frame = read_regions(DATA / "regions" / "historic.geojson")
    return frame.assign(part=frame["part"].fillna(""))


@pytest.fixture(scope="module")
def shapes(extents):
    return {(row.extent_id, row.band): row.geometry for row in extents.itertuples()}


def test_oxus_divides_bukhara_from_balkh(oxus):
    towns = {"bukhara": (64.4, 39.8), "khuttal": (69.8, 37.9), "kath": (60.75, 41.69)}
    south = {"balkh": (66.9, 36.8), "faizabad": (70.6, 37.1), "marw": (62.1, 37.7)}
    assert shapely.contains_xy(oxus, project(np.array(list(towns.values())))).all()
    assert not shapely.contains_xy(oxus, project(np.array(list(south.values())))).any()


def test_missing_river_is_an_error():
    with pytest.raises(BuildError, match="panj"):
        far_side(
            gpd.GeoDataFrame(
                {"water_id": ["pamir"]}, geometry=[shapely.LineString([(73, 37), (72, 37)])]
            )
        )


def test_every_extent_of_the_table_is_drawn_with_title_years_and_bands(extents):
    whole = extents[extents["part"] == ""]
    assert list(whole["extent_id"].unique()) == list(EVIDENCE.extents)
    assert all(tuple(rows["band"]) == tuple(Band) for _, rows in whole.groupby("extent_id"))
    assert whole[["title", "year_from", "year_to", "method"]].notna().all(axis=None)
    assert (whole["year_from"] <= whole["year_to"]).all()
    titles = {key: record.title for key, record in EVIDENCE.extents.items()}
    assert dict(zip(whole["extent_id"], whole["title"], strict=True)) == titles
    parts = extents[extents["part"] != ""].groupby("source_id")["part"].unique()
    assert all(len(parts[record.source_id]) == 4 for record in QUARTERED)
    assert not extents.duplicated(["extent_id", "band"]).any()


def test_bands_are_valid_nested_areas_on_land(extents, shapes):
    assert extents.geometry.is_valid.all()
    assert set(extents.geom_type) <= {"Polygon", "MultiPolygon"}
    for extent_id in extents["extent_id"].unique():
        drawn = [shapes[extent_id, band] for band in Band if (extent_id, band) in shapes]
        for inner, outer in pairwise(drawn):
            assert inner.difference(outer).area < 1e-9
    caspian = shapely.MultiPoint([(51, 40), (51, 38)])
    assert not extents.geometry.intersects(caspian).any()


def test_quarters_divide_their_whole(extents, shapes):
    for record in QUARTERED:
        rows = extents[(extents["source_id"] == record.source_id) & (extents["part"] != "")]
        for band in Band:
            together = sum(area_km2(shape) for shape in rows[rows["band"] == band].geometry)
            assert together == pytest.approx(area_km2(shapes[record.extent_id, band]), rel=1e-3)


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
def test_river_divides_towns_that_face_each_other(shapes, here, there):
    towns = (EVIDENCE.towns[here], EVIDENCE.towns[there])
    points = [shapely.Point(town.lon, town.lat) for town in towns]
    near_side, far_side = points
    assert shapes["istakhri", "core"].contains(near_side)
    assert not shapes["istakhri", "possible"].contains(far_side)


def least_right(record: ExtentRecord) -> float:
    """Tell how many of a source's towns must fall on the right side when held out.

    Nine tenths, or the source's note says why it is fewer: few towns far apart.
    """
    if record.default:
        return 0.95
    return 0.6 if "nine tenths" in EVIDENCE.sources[record.source_id].note else 0.9


@pytest.mark.parametrize("record", BY_TOWNS, ids=lambda record: record.extent_id)
def test_left_out_towns_of_each_source_fall_on_the_right_side(oxus, record):
    points = points_of(EVIDENCE, record.source_id, oxus if record.limit else None)
    told = points.share != 0.5
    right = (left_out(points)[told] >= METHOD.level(Band.PROBABLE)) == (points.share[told] == 1)
    assert right.mean() >= least_right(record)


def test_sources_whose_limit_is_the_oxus_say_so():
    limited = {one.source_id for one in BY_TOWNS if one.limit is Limit.OXUS}
    assert limited == {one.source_id for one in EVIDENCE.limits if one.limit is Limit.OXUS}
    assert {"istakhri", "muqaddasi", "yaqut"} <= limited


def test_bank_that_the_texts_name_goes_before_the_point_and_the_source(oxus):
    """A town counted out on the near bank stays there, and one counted in beyond stays beyond."""
    points = points_of(EVIDENCE, "istakhri", oxus)
    beyond = dict(zip(points.town_ids, points.beyond, strict=True))
    banks = {key: EVIDENCE.towns[key].bank for key in beyond}
    assert {key for key, bank in banks.items() if bank} >= {"zamm", "karbank", "tahiriyya"}
    assert all(beyond[key] == (bank is Bank.FAR) for key, bank in banks.items() if bank)
    moved = {**EVIDENCE.towns, "marw": replace(EVIDENCE.towns["marw"], bank=Bank.FAR)}
    points = points_of(replace(EVIDENCE, towns=moved), "istakhri", oxus)
    assert points.beyond[points.town_ids.index("marw")]


def test_same_evidence_gives_the_same_bytes(oxus, shapes, tmp_path):
    points = points_of(EVIDENCE, "yaqut", oxus)
    land = shapely.coverage_union_all(
        read_regions(DATA / "regions" / "countries.geojson").geometry.values
    )
    for name in ("one", "two"):
        drawn = draw_bands(points, land, oxus)
        frame = gpd.GeoDataFrame({"band": list(drawn)}, geometry=list(drawn.values()))
        write_features(frame, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    for band, shape in drawn.items():
        assert shape.symmetric_difference(shapes["yaqut", band]).area < 1e-9


def test_extents_made_of_units_follow_todays_borders(shapes):
    provinces = read_regions(DATA / "regions" / "provinces.geojson").set_index("iso_3166_2")
    north = provinces.geometry["IR-28"]
    assert shapes["split-2004-north", "core"].symmetric_difference(north).area < 1e-9


def test_quarters_give_each_place_to_the_nearest_town():
    points = points_with((-100, 0, 1), (100, 0, 1), (0, 0, 0))
    points = replace(points, quarters=("west", "east", "west"))
    cells = quarters(points)
    lon, lat = unproject(np.array([[50.0, 20.0]]))[0]
    assert cells["east"].contains(shapely.Point(lon, lat))
    assert not cells["west"].contains(shapely.Point(lon, lat))


@pytest.fixture(scope="module")
def ground():
    return [
        read_regions(DATA / "regions" / f"{n}.geojson") for n in ("provinces", "countries", "water")
    ]


def test_unit_is_cut_to_its_box(ground):
    record = EVIDENCE.extents["qajar-1881"]
    units = tuple(one for one in EVIDENCE.units if one.extent_id == record.extent_id)
    frame = build(replace(EVIDENCE, extents={record.extent_id: record}, units=units), *ground)
    assert list(frame["band"]) == list(Band)
    west, south, *_ = frame.total_bounds
    provinces = ground[0].set_index("iso_3166_2").geometry
    iran = shapely.union_all([provinces[code] for code in ("IR-09", "IR-28", "IR-29")]).bounds
    assert south == pytest.approx(
        29.75
    )  # The box of 1886; the three provinces begin farther north.
    assert iran[1] > 30
    assert west == pytest.approx(54.75)


def test_unit_that_is_no_province_is_an_error(ground):
    record = EVIDENCE.extents["iran-1937"]
    units = [one for one in EVIDENCE.units if one.extent_id == record.extent_id]
    units[0] = replace(units[0], iso_3166_2="IR-99")
    evidence = replace(EVIDENCE, extents={record.extent_id: record}, units=tuple(units))
    with pytest.raises(BuildError, match="IR-99"):
        build(evidence, *ground)


def test_extent_without_a_core_is_an_error(ground):
    record = EVIDENCE.extents["iran-1937"]
    units = tuple(
        replace(one, band=Band.POSSIBLE)
        for one in EVIDENCE.units
        if one.extent_id == record.extent_id
    )
    evidence = replace(EVIDENCE, extents={record.extent_id: record}, units=units)
    with pytest.raises(BuildError, match="no core"):
        build(evidence, *ground)
