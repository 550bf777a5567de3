"""The catalogue of the extents: what it holds, and that damaged files are errors, not nonsense."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.errors import AtlasError, DataError, FileError
from geo.extents.catalogue import ExtentCatalogue, read_catalogue
from geo.extents.evidence_tables import TABLES
from geo.extents.majority import Spread
from geo.paths import DATA
from geo.vocabulary import Band, Derivation, Role, UnitKind

DERIVED = ("historic.geojson", "overlap.csv", "agreement.geojson", "majority.geojson")
"""The files of `data/regions/` that the catalogue is read from."""


@pytest.fixture(scope="module")
def catalogue() -> ExtentCatalogue:
    return read_catalogue()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Copy the data that the catalogue is read from."""
    shutil.copytree(DATA / "evidence", tmp_path / "evidence")
    (tmp_path / "regions").mkdir()
    for name in DERIVED:
        shutil.copy(DATA / "regions" / name, tmp_path / "regions" / name)
    return tmp_path


def test_extents_are_those_of_the_table_in_its_order(catalogue):
    assert list(catalogue.extents) == list(catalogue.evidence.extents)
    for extent in catalogue.extents.values():
        assert extent.title == extent.record.title
        assert extent.source.source_id == extent.record.source_id
        assert list(extent.areas) == list(Band)
        core, probable, possible = extent.areas.values()
        assert 0 < core <= probable <= possible


def test_default_and_roles_are_found(catalogue):
    assert catalogue.default.extent_id == "istakhri"
    assert catalogue.standing_for(Role.TODAY).extent_id == "split-2004"
    assert catalogue.standing_for(Role.SASANIAN).source.year_from == 531


def test_written_extents_are_derived_from_towns(catalogue):
    assert len(catalogue.written) >= 11
    assert list(catalogue.written) == catalogue.evidence.written
    for key, extent in catalogue.extents.items():
        assert extent.by_towns == (extent.record.derivation is Derivation.TOWNS)
        assert (key in catalogue.written) == extent.by_towns


def test_parts_belong_to_their_whole(catalogue):
    by_whole = {
        key: [part.extent_id for part in catalogue.parts_of(extent)]
        for key, extent in catalogue.extents.items()
    }
    assert sorted(part for parts in by_whole.values() for part in parts) == sorted(catalogue.parts)
    for key, parts in by_whole.items():
        assert all(part.startswith(f"{key}-") for part in parts)
    assert [part.part for part in catalogue.parts_of(catalogue.extents["split-2004"])] == [
        "North", "Razavi", "South",
    ]  # fmt: skip


def test_source_of_which_no_extent_is_drawn_has_none(catalogue):
    assert catalogue.of_source("ibn-hawqal") is None
    assert catalogue.of_source("nobody") is None
    assert catalogue.of_source("yaqut").extent_id == "yaqut"


def test_majority_lies_between_its_spreads(catalogue):
    """What is in whoever is left out is in, and the draws spread to either side of the line."""
    areas = catalogue.spreads
    assert list(areas) == list(Spread)
    assert areas[Spread.ALL_LEFT_OUT] <= areas[Spread.MAJORITY] <= areas[Spread.ANY_LEFT_OUT]
    assert areas[Spread.MOST_DRAWS] <= areas[Spread.MAJORITY] <= areas[Spread.SOME_DRAWS]


def test_shares_go_from_the_fullest_unit_to_the_emptiest(catalogue):
    shares = [one.probable for one in catalogue.shares("istakhri", UnitKind.PROVINCE)]
    assert shares == sorted(shares, reverse=True)
    assert catalogue.share_of("istakhri", "AF").kind is UnitKind.COUNTRY
    assert catalogue.share_of("istakhri", "CN") is None


def test_one_extent_exceeds_another_in_provinces_that_the_other_does_not(catalogue):
    one, other = catalogue.extents["istakhri"], catalogue.extents["baladhuri"]
    more, less = catalogue.exceeds_in(one, other), catalogue.exceeds_in(other, one)
    assert more
    assert less
    assert not set(more) & set(less)
    assert catalogue.exceeds_in(one, one) == []


Whole = dict[str, Any]


def feature(change: Callable[[Whole], object]) -> Callable[[bytes], bytes]:
    """Make a change of the first feature."""

    def damage(content: bytes) -> bytes:
        whole = json.loads(content)
        change(whole["features"][0])
        return json.dumps(whole, ensure_ascii=False).encode()

    return damage


def properties(**values: object) -> Callable[[bytes], bytes]:
    """Make a change of the first feature's properties."""
    return feature(lambda one: one["properties"].update(values))


def without_extent(content: bytes) -> bytes:
    whole = json.loads(content)
    whole["features"] = [
        one for one in whole["features"] if one["properties"]["extent_id"] != "yaqut"
    ]
    return json.dumps(whole).encode()


HISTORIC_DAMAGES = {
    "empty": lambda content: b"",  # noqa: ARG005
    "half": lambda content: content[: len(content) // 2],
    "no features": lambda content: b'{"type":"FeatureCollection","features":[]}',  # noqa: ARG005
    "another file": lambda content: b"[]",  # noqa: ARG005
    "UTF-16": lambda content: content.decode().encode("utf-16"),
    "other bytes": lambda content: content.replace(b"istakhri", b"istakhr\xee"),
    "NUL bytes": lambda content: content.replace(b"istakhri", b"istakhr\x00"),
    "all NUL": lambda content: b"\x00" * len(content),
    "properties null": feature(lambda one: one.update(properties=None)),
    "properties missing": feature(lambda one: one.pop("properties")),
    "geometry null": feature(lambda one: one.update(geometry=None)),
    "geometry missing": feature(lambda one: one.pop("geometry")),
    "geometry empty": feature(lambda one: one["geometry"].update(coordinates=[])),
    "a point": feature(lambda one: one.update(geometry={"type": "Point", "coordinates": [1, 2]})),
    "a ring that crosses itself": feature(
        lambda one: one.update(
            geometry={"type": "Polygon",
                      "coordinates": [[[60, 30], [61, 31], [61, 30], [60, 31], [60, 30]]]}
        )
    ),
    "unknown source": properties(source_id="herodotus"),
    "source null": properties(source_id=None),
    "unknown extent": properties(extent_id="atlantis"),
    "extent a list": properties(extent_id=["istakhri"]),
    "unknown band": properties(band="kernel"),
    "band twice": properties(band="possible"),
    "no title": properties(title=None),
    "area in words": properties(area_km2="large"),
    "area null": properties(area_km2=None),
    "area negative": properties(area_km2=-1),
    "an extent lost": without_extent,
    "a band lost": lambda content: json.dumps(
        {**json.loads(content), "features": json.loads(content)["features"][1:]}
    ).encode(),
}  # fmt: skip


@pytest.mark.faults
@pytest.mark.parametrize("damage", HISTORIC_DAMAGES)
def test_damaged_file_of_extents_is_a_file_error(data, damage):
    path = data / "regions" / "historic.geojson"
    content = path.read_bytes()
    damaged = HISTORIC_DAMAGES[damage](content)
    assert damaged != content
    path.write_bytes(damaged)
    with pytest.raises(FileError, match=r"historic\.geojson"):
        read_catalogue(data)


@pytest.mark.faults
@pytest.mark.parametrize("name", DERIVED)
@pytest.mark.parametrize("place", ["start", "middle", "end"])
@pytest.mark.parametrize("junk", [b"\x00", b"\xff\xfe", b"\x80"], ids=["NUL", "BOM", "byte"])
def test_stray_bytes_are_an_error_or_change_nothing(data, catalogue, name, place, junk):
    """Whatever stands in a file, no other exception is raised and no number changes."""
    path = data / "regions" / name
    content = path.read_bytes()
    at = {"start": 0, "middle": len(content) // 2, "end": len(content)}[place]
    path.write_bytes(content[:at] + junk + content[at:])
    try:
        found = read_catalogue(data)
    except AtlasError:
        return
    assert found.extents == catalogue.extents
    assert found.overlaps == catalogue.overlaps
    assert found.faces == catalogue.faces
    assert found.spreads == catalogue.spreads


@pytest.mark.faults
@pytest.mark.parametrize("name", DERIVED)
@pytest.mark.parametrize("part", range(1, 10))
def test_file_that_was_cut_short_is_a_file_error(data, name, part):
    path = data / "regions" / name
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * part // 10])
    with pytest.raises(FileError, match=name):
        read_catalogue(data)


@pytest.mark.faults
@pytest.mark.parametrize("name", DERIVED)
def test_missing_file_is_a_file_error(data, name):
    (data / "regions" / name).unlink()
    with pytest.raises(FileError, match=name):
        read_catalogue(data)


@pytest.mark.faults
@pytest.mark.parametrize("name", ["overlap.csv", "agreement.geojson"])
def test_derived_file_of_other_evidence_is_a_file_error(data, name):
    """An extent that only one of the files knows."""
    path = data / "regions" / name
    path.write_text(path.read_text(encoding="utf-8").replace("yaqut", "yaqub"), encoding="utf-8")
    with pytest.raises(FileError, match=name):
        read_catalogue(data)


@pytest.mark.faults
@pytest.mark.parametrize("name", list(TABLES))
def test_damaged_evidence_is_a_data_error(data, name):
    path = data / "evidence" / name
    content = path.read_bytes()
    for damaged in (b"", content[: len(content) // 2], content.replace(b",", b"", 1), b"\x00"):
        path.write_bytes(damaged)
        with pytest.raises(DataError, match=name):
            read_catalogue(data)
