"""The faces that the extents cut: they cover each extent exactly, and comparisons add up."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.agreement import Face, compare, counted_in, largest, read_faces
from geo.errors import AtlasError
from geo.history import read_history

HISTORY = read_history()
IDS = list(HISTORY.extents)
AREAS = {key: extent.areas["probable"] for key, extent in HISTORY.extents.items()}


@pytest.mark.parametrize("extent_id", IDS)
def test_an_extent_is_all_the_faces_inside_it(extent_id):
    """The faces of an extent add up to its probable band."""
    inside = sum(face.area_km2 for face in HISTORY.faces if extent_id in face.inside)
    assert inside == pytest.approx(AREAS[extent_id], rel=1e-3)


@given(st.sampled_from(list(permutations(IDS, 2))))
def test_a_comparison_divides_both_extents(pair):
    """What both share and what each has alone add up to each; the other way round is the same."""
    one, other = pair
    result = compare(HISTORY.faces, one, other)
    assert result.both + result.only_one == pytest.approx(AREAS[one], rel=1e-3)
    assert result.both + result.only_other == pytest.approx(AREAS[other], rel=1e-3)
    turned = compare(HISTORY.faces, other, one)
    assert (turned.both, turned.only_other, turned.only_one) == pytest.approx(
        (result.both, result.only_one, result.only_other)
    )


def test_fewer_count_in_more_land():
    """What at least n count in shrinks with n, and what one counts in is the union."""
    areas = list(counted_in(HISTORY.faces, HISTORY.written).values())
    assert areas == sorted(areas, reverse=True)
    assert len(areas) == len(HISTORY.written) == 7
    assert areas[0] >= max(AREAS[key] for key in HISTORY.written)
    assert 0 < areas[-1] <= min(AREAS[key] for key in HISTORY.written)


def test_the_largest_face_is_inside_and_outside_as_asked():
    face = largest(HISTORY.faces, ["baladhuri"], ["istakhri"])
    assert "baladhuri" in face.inside
    assert "istakhri" not in face.inside
    assert [a.band for a in HISTORY.locator.answers(face.lon, face.lat)][1] in {"core", "probable"}
    assert largest(HISTORY.faces, ["split-2004"], ["iran-1937"]) is None


def test_faces_made_by_hand_are_counted():
    faces = [Face(frozenset("ab"), 3.0, 0, 0), Face(frozenset("a"), 2.0, 0, 0)]
    assert counted_in(faces, "ab") == {1: 5.0, 2: 3.0}
    assert compare(faces, "a", "b").only_one == 2.0


def test_a_broken_file_of_faces_is_said(tmp_path):
    path = tmp_path / "agreement.geojson"
    path.write_text('{"type":"FeatureCollection","features":[]}', encoding="utf-8")
    with pytest.raises(AtlasError, match=r"agreement\.geojson cannot be read"):
        read_faces(path)
