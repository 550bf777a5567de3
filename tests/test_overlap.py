"""Shares of units and extents, held against geodesic areas, and the answers for points."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely
from pyproj import Geod

from geo.atlas import DATA
from geo.build.historic import TITLES
from geo.errors import AtlasError
from geo.extents import BANDS, area_km2
from geo.overlap import (
    Locator,
    measure,
    read_overlap,
    share_of_extent,
    write_overlap,
)
from geo.regions import read_regions

GEOD = Geod(ellps="WGS84")
REGIONS = DATA / "regions"


def geodesic_km2(shape: shapely.Geometry) -> float:
    return abs(GEOD.geometry_area_perimeter(shapely.segmentize(shape, 0.1))[0]) / 1e6


@pytest.fixture(scope="module")
def ground():
    names = ("historic", "provinces", "countries")
    return {name: read_regions(REGIONS / f"{name}.geojson") for name in names}


@pytest.fixture(scope="module")
def overlaps():
    return read_overlap()


def test_areas_of_extents_and_provinces_are_the_geodesic_ones(ground):
    for shape in [*ground["historic"].geometry, *ground["provinces"].geometry]:
        assert area_km2(shape) == pytest.approx(geodesic_km2(shape.normalize()), rel=0.005)


def test_shares_match_geodesic_areas(ground, overlaps):
    extents = ground["historic"].set_index(["extent_id", "band"]).geometry
    provinces = ground["provinces"].set_index("iso_3166_2").geometry
    rows = [one for one in overlaps if one.extent_id == "istakhri" and one.kind == "province"]
    for one in rows:
        unit = provinces[one.unit]
        inside = geodesic_km2(unit.intersection(extents["istakhri", "probable"]))
        assert one.mid == pytest.approx(inside / geodesic_km2(unit), rel=0.005, abs=1e-4)


def test_shares_are_shares_and_grow_with_the_band(overlaps):
    for one in overlaps:
        assert 0 <= one.low <= one.mid <= one.high <= 1
        assert all(0 <= share <= 1 for share in (one.of_core, one.of_probable, one.of_possible))


def test_an_extents_shares_over_all_countries_make_the_whole(ground, overlaps):
    for extent_id in ground["historic"]["extent_id"].unique():
        rows = [o for o in overlaps if o.extent_id == extent_id and o.kind == "country"]
        bands = set(ground["historic"].query("extent_id == @extent_id")["band"])
        for band in bands:
            assert sum(getattr(o, f"of_{band}") for o in rows) == pytest.approx(1, abs=0.002)


def test_the_three_khorasans_are_the_three_khorasans(overlaps):
    three = ("IR-28", "IR-09", "IR-29")
    assert share_of_extent(overlaps, "split-2004", three) == pytest.approx((1, 1), abs=1e-4)
    low, high = share_of_extent(overlaps, "istakhri", three)
    assert 0.15 < low < high < 0.45


def test_the_table_is_that_of_the_extents(ground, overlaps, tmp_path):
    some = ground["historic"].query("source_id == 'yaqut'")
    write_overlap(measure(some, ground["provinces"], ground["countries"]), tmp_path / "overlap.csv")
    made = read_overlap(tmp_path / "overlap.csv")
    assert made == [one for one in overlaps if one.extent_id == "yaqut"]


def test_a_missing_or_broken_table_is_told(tmp_path):
    with pytest.raises(AtlasError, match=r"overlap\.csv"):
        read_overlap(tmp_path / "overlap.csv")
    (tmp_path / "overlap.csv").write_text("extent_id,kind,unit\na,b,c\n", encoding="utf-8")
    with pytest.raises(AtlasError, match=r"overlap\.csv"):
        read_overlap(tmp_path / "overlap.csv")


def test_a_point_has_one_answer_a_source(ground):
    locator = Locator(ground["historic"])
    herat = {answer.extent_id: answer.band for answer in locator.answers(62.2, 34.35)}
    assert list(herat) == list(TITLES)
    assert herat["istakhri"] == "core"
    assert herat["split-2004"] is None
    assert {answer.band for answer in locator.answers(0, 0)} == {None}


def test_a_point_on_the_outline_is_inside_and_the_innermost_band_answers():
    frame = gpd.GeoDataFrame(
        {"extent_id": "a", "source_id": "a", "title": "A", "band": BANDS},
        geometry=[shapely.box(-n, -n, n, n) for n in (1, 2, 3)],
    )
    locator = Locator(frame)
    bands = [locator.answers(x, 0)[0].band for x in (0, 1, 1.5, 3, 4)]
    assert bands == ["core", "core", "probable", "possible", None]
