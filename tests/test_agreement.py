"""The faces that the extents cut: they cover each extent exactly, and comparisons add up."""

from __future__ import annotations

import json
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import FileError
from geo.extents.agreement import AGREEMENT, Face, compare, counted_in, largest, read_faces
from geo.extents.catalogue import read_catalogue
from geo.vocabulary import Band

CATALOGUE = read_catalogue()
IDS = list(CATALOGUE.extents)
AREAS = {key: extent.areas[Band.PROBABLE] for key, extent in CATALOGUE.extents.items()}


@pytest.mark.parametrize("extent_id", IDS)
def test_faces_of_an_extent_make_its_probable_band(extent_id):
    inside = sum(face.area_km2 for face in CATALOGUE.faces if extent_id in face.inside)
    assert inside == pytest.approx(AREAS[extent_id], rel=1e-3)


@given(st.sampled_from(list(permutations(IDS, 2))))
def test_comparison_divides_both_extents(pair):
    """What both share and what one has alone add up to that one, in either order."""
    one, other = pair
    result = compare(CATALOGUE.faces, one, other)
    assert result.both + result.only_one == pytest.approx(AREAS[one], rel=1e-3)
    assert result.both + result.only_other == pytest.approx(AREAS[other], rel=1e-3)
    turned = compare(CATALOGUE.faces, other, one)
    assert (turned.both, turned.only_other, turned.only_one) == pytest.approx(
        (result.both, result.only_one, result.only_other)
    )


def test_fewer_sources_agree_on_more_land():
    """The land that at least n sources count in shrinks as n grows."""
    areas = list(counted_in(CATALOGUE.faces, CATALOGUE.written).values())
    assert areas == sorted(areas, reverse=True)
    assert len(areas) == len(CATALOGUE.written)
    assert areas[0] >= max(AREAS[key] for key in CATALOGUE.written)
    assert 0 < areas[-1] <= min(AREAS[key] for key in CATALOGUE.written)


def test_largest_face_is_inside_and_outside_as_asked():
    face = largest(CATALOGUE.faces, ["baladhuri"], ["istakhri"])
    assert "baladhuri" in face.inside
    assert "istakhri" not in face.inside
    bands = CATALOGUE.locator.bands_at(face.lon, face.lat)
    assert bands["baladhuri"] in {Band.CORE, Band.PROBABLE}
    assert bands["istakhri"] in {Band.POSSIBLE, None}
    assert largest(CATALOGUE.faces, ["split-2004"], ["iran-1937"]) is None


def test_faces_made_by_hand_are_counted():
    faces = [Face(frozenset("ab"), 3.0, 0, 0), Face(frozenset("a"), 2.0, 0, 0)]
    assert counted_in(faces, "ab") == {1: 5.0, 2: 3.0}
    assert compare(faces, "a", "b").only_one == 2.0


def changed(**properties: object):
    """Make a change of the first feature's properties; None takes one out."""

    def change(content: bytes) -> bytes:
        whole = json.loads(content)
        row = whole["features"][0]["properties"]
        row |= properties
        whole["features"][0]["properties"] = {k: v for k, v in row.items() if v is not None}
        return json.dumps(whole).encode()

    return change


def without(key: str):
    """Make a change that sets a key of the first feature to null."""

    def change(content: bytes) -> bytes:
        whole = json.loads(content)
        whole["features"][0][key] = None
        return json.dumps(whole).encode()

    return change


DAMAGES = {
    "empty": lambda content: b"",  # noqa: ARG005
    "half": lambda content: content[: len(content) // 2],
    "no features": lambda content: b'{"type":"FeatureCollection","features":[]}',  # noqa: ARG005
    "UTF-16": lambda content: content.decode().encode("utf-16"),
    "other bytes": lambda content: content.replace(b"istakhri", b"istakhr\xee"),
    "NUL bytes": lambda content: content.replace(b"istakhri", b"istakhr\x00"),
    "all NUL": lambda content: b"\x00" * len(content),
    "no properties": without("properties"),
    "no geometry": without("geometry"),
    "no ids": changed(inside=None),
    "an empty id": changed(inside="istakhri;"),
    "ids in a list": changed(inside=["istakhri"]),
    "no area": changed(area_km2=None),
    "area in words": changed(area_km2="large"),
    "longitude too large": changed(lon=540),
}


@pytest.mark.faults
@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_file_of_faces_is_a_file_error(tmp_path, damage):
    path = tmp_path / "agreement.geojson"
    content = AGREEMENT.read_bytes()
    damaged = DAMAGES[damage](content)
    assert damaged != content
    path.write_bytes(damaged)
    with pytest.raises(FileError, match=r"agreement\.geojson"):
        read_faces(path)


@pytest.mark.faults
def test_missing_file_of_faces_is_a_file_error(tmp_path):
    with pytest.raises(FileError, match=r"agreement\.geojson"):
        read_faces(tmp_path / "agreement.geojson")
