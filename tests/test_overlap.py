"""Shares of units and extents, held against geodesic areas, and the bands that points lie in."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from geo.crs import GEOD, area_km2
from geo.errors import FileError
from geo.extents.catalogue import ExtentCatalogue, read_catalogue
from geo.extents.claims import provinces_named_khorasan
from geo.extents.overlap import (
    COLUMNS,
    OVERLAP,
    Locator,
    measure,
    read_overlap,
    share_of_extent,
    write_overlap,
)
from geo.paths import REGIONS
from geo.units import read_regions
from geo.vocabulary import Band, UnitKind


def geodesic_km2(shape: shapely.Geometry) -> float:
    return abs(GEOD.geometry_area_perimeter(shapely.segmentize(shape, 0.1))[0]) / 1e6


@pytest.fixture(scope="module")
def ground():
    names = ("historic", "provinces", "countries")
    return {name: read_regions(REGIONS / f"{name}.geojson") for name in names}


@pytest.fixture(scope="module")
def overlaps():
    return read_overlap()


@pytest.fixture(scope="module")
def catalogue() -> ExtentCatalogue:
    return read_catalogue()


def test_areas_are_close_to_geodesic_areas(ground):
    for shape in [*ground["historic"].geometry, *ground["provinces"].geometry]:
        assert area_km2(shape) == pytest.approx(geodesic_km2(shape.normalize()), rel=0.005)


def test_shares_match_geodesic_areas(ground, overlaps):
    extents = ground["historic"].set_index(["extent_id", "band"]).geometry
    provinces = ground["provinces"].set_index("iso_3166_2").geometry
    rows = [
        one for one in overlaps if one.extent_id == "istakhri" and one.kind is UnitKind.PROVINCE
    ]
    for one in rows:
        unit = provinces[one.unit]
        inside = geodesic_km2(unit.intersection(extents["istakhri", "probable"]))
        assert one.probable == pytest.approx(inside / geodesic_km2(unit), rel=0.005, abs=1e-4)


def test_shares_are_shares_and_grow_with_the_band(overlaps):
    for one in overlaps:
        assert 0 <= one.core <= one.probable <= one.possible <= 1
        assert all(0 <= share <= 1 for share in (one.of_core, one.of_probable, one.of_possible))


def test_shares_of_all_countries_make_the_whole_extent(ground, overlaps):
    for extent_id in ground["historic"]["extent_id"].unique():
        rows = [o for o in overlaps if o.extent_id == extent_id and o.kind is UnitKind.COUNTRY]
        bands = set(ground["historic"].query("extent_id == @extent_id")["band"])
        for band in bands:
            assert sum(getattr(o, f"of_{band}") for o in rows) == pytest.approx(1, abs=0.002)


def test_three_khorasans_are_all_of_todays_extent_and_less_of_istakhris(catalogue, overlaps):
    three = provinces_named_khorasan(catalogue)
    assert share_of_extent(overlaps, "split-2004", three) == pytest.approx((1, 1), abs=1e-4)
    low, high = share_of_extent(overlaps, "istakhri", three)
    assert 0.15 < low < high < 0.45


def test_table_is_measured_from_the_extents(ground, overlaps, tmp_path):
    some = ground["historic"].query("source_id == 'yaqut'")
    write_overlap(measure(some, ground["provinces"], ground["countries"]), tmp_path / "overlap.csv")
    made = read_overlap(tmp_path / "overlap.csv")
    assert made == [one for one in overlaps if one.extent_id == "yaqut"]


def test_ranges_go_from_the_core_to_the_possible_band(overlaps):
    for one in overlaps:
        assert one.inside == (one.core, one.possible) == (one.shares[0], one.shares[-1])
        parts = (one.of_core, one.of_probable, one.of_possible)
        assert one.of_extent == (min(parts), max(parts))


def test_writing_what_was_read_gives_the_same_bytes(overlaps, tmp_path):
    write_overlap(overlaps, tmp_path / "overlap.csv")
    assert (tmp_path / "overlap.csv").read_bytes() == OVERLAP.read_bytes()
    assert OVERLAP.read_text(encoding="utf-8").startswith(
        "extent_id,kind,unit,low,mid,high,of_core,of_probable,of_possible\n"
    )


def in_row(column: str, value: str):
    """Make a change that sets a cell of the tenth row."""

    def change(content: bytes) -> bytes:
        lines = content.split(b"\n")
        cells = lines[10].split(b",")
        cells[COLUMNS.index(column)] = value.encode()
        lines[10] = b",".join(cells)
        return b"\n".join(lines)

    return change


DAMAGES = {
    "empty": lambda content: b"",  # noqa: ARG005
    "header only": lambda content: content.partition(b"\n")[0] + b"\n",
    "half": lambda content: content[: len(content) // 2],
    "half of the rows": lambda content: b"\n".join(content.split(b"\n")[:463]) + b"\n",
    "last row lost": lambda content: content[: content.rstrip().rindex(b"\n") + 1],
    "header lost": lambda content: content.partition(b"\n")[2],
    "short row": lambda content: content.replace(b",1.00000,", b",", 1),
    "long row": lambda content: content.replace(b",1.00000,", b",1.00000,0.5,", 1),
    "row repeated": lambda content: content + content.rstrip().rpartition(b"\n")[2] + b"\n",
    "UTF-16": lambda content: content.decode().encode("utf-16"),
    "other bytes": lambda content: content.replace(b"istakhri", b"istakhr\xee"),
    "NUL bytes": lambda content: content.replace(b"istakhri", b"istakhr\x00"),
    "all NUL": lambda content: b"\x00" * len(content),
    "NUL in a unit": in_row("unit", "AF\x00"),
    "no unit": in_row("unit", ""),
    "unknown kind": in_row("kind", "planet"),
    "no number": in_row("low", "much"),
    "NaN": in_row("mid", "nan"),
    "infinite": in_row("high", "inf"),
    "negative": in_row("low", "-0.1"),
    "more than all": in_row("of_core", "1.5"),
    "core larger than probable": in_row("low", "0.99999"),
}


@pytest.mark.faults
@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_table_is_a_file_error(tmp_path, damage):
    content = OVERLAP.read_bytes()
    damaged = DAMAGES[damage](content)
    assert damaged != content
    (tmp_path / "overlap.csv").write_bytes(damaged)
    with pytest.raises(FileError, match=r"overlap\.csv"):
        read_overlap(tmp_path / "overlap.csv")


@pytest.mark.faults
def test_missing_table_is_a_file_error(tmp_path):
    with pytest.raises(FileError, match=r"overlap\.csv"):
        read_overlap(tmp_path / "overlap.csv")


def test_point_has_one_answer_for_each_extent(catalogue):
    herat = catalogue.locator.bands_at(62.2, 34.35)
    assert list(herat) == list(catalogue.extents)
    assert herat["istakhri"] is Band.CORE
    assert herat["split-2004"] is None
    assert set(catalogue.locator.bands_at(0, 0).values()) == {None}


def test_point_on_an_outline_is_inside_and_the_innermost_band_counts():
    frame = gpd.GeoDataFrame(
        {"extent_id": "a", "band": list(Band)},
        geometry=[shapely.box(-n, -n, n, n) for n in (1, 2, 3)],
    )
    locator = Locator(frame, ["a"])
    bands = [locator.bands_at(x, 0)["a"] for x in (0, 1, 1.5, 3, 4)]
    assert bands == [Band.CORE, Band.CORE, Band.PROBABLE, Band.POSSIBLE, None]
