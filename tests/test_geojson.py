"""GeoJSON files: what is written is read again, and nothing else is taken for GeoJSON."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.crs import WGS84
from geo.errors import FileError
from geo.geojson import parse_features, read_features, read_properties, write_features

FRAME = gpd.GeoDataFrame(
    {"name": ["کابل", None], "count": [1, 2]},
    geometry=[shapely.Point(1.00004, 2), shapely.Polygon([(0, 0), (1, 0), (0, 1)])],
    crs=WGS84,
)
POINT = {"type": "Point", "coordinates": [1, 2]}
ONE = {"type": "Feature", "properties": {"a": 1}, "geometry": POINT}


def test_features_are_read_as_written(tmp_path: Path) -> None:
    """Features come back rounded, without the properties that were missing."""
    write_features(FRAME, tmp_path / "one.json")
    first, second = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))["features"]
    assert first["properties"] == {"name": "کابل", "count": 1}
    assert first["geometry"]["coordinates"] == [1.0, 2.0]
    assert second["properties"] == {"count": 2}
    frame = read_features(tmp_path / "one.json")
    assert frame.crs == WGS84
    assert list(frame["count"]) == [1, 2]
    assert frame["name"].isna().tolist() == [False, True]
    assert frame.geometry.iloc[0].equals(shapely.Point(1, 2))
    assert read_properties(tmp_path / "one.json") == [first["properties"], second["properties"]]


def test_reading_agrees_with_gdal(tmp_path: Path) -> None:
    """GDAL, which other tools read the files with, finds the same geometries."""
    write_features(FRAME, tmp_path / "one.geojson")
    ours, theirs = read_features(tmp_path / "one.geojson"), gpd.read_file(tmp_path / "one.geojson")
    assert shapely.equals_identical(ours.geometry.values, theirs.geometry.values).all()


def test_geometry_that_is_null_is_none() -> None:
    """A feature without a place is read; who needs its place has to look."""
    frame = parse_features(json.dumps(ONE | {"geometry": None}), "one.json")
    assert frame.geometry.tolist() == [None]


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "1", "{}", "a,b\n1,2\n", "\0", "[" * 100_000,
        '{"type": "FeatureCollection"}',
        '{"type": "FeatureCollection", "features": null}',
        '{"type": "FeatureCollection", "features": [null]}',
        '{"type": "FeatureCollection", "features": [{}]}',
        '{"type": "Topology", "objects": {}, "arcs": []}',
        json.dumps(ONE)[:-9],
        json.dumps(ONE | {"properties": None}),
        json.dumps(ONE | {"properties": []}),
        json.dumps(ONE | {"geometry": []}),
        json.dumps(ONE | {"geometry": {"type": "Point"}}),
        json.dumps(ONE | {"geometry": {"type": "Point", "coordinates": ["x", 1]}}),
        json.dumps(ONE | {"geometry": {"type": "Point", "coordinates": [float("nan"), 1]}}),
        json.dumps(ONE | {"geometry": {"type": "Star", "coordinates": [0, 1]}}),
        json.dumps(ONE | {"geometry": {"type": "Polygon",
                                       "coordinates": [[[0, 0], [1, 1], [0, 1]]]}}),
        json.dumps(ONE | {"crs": {"type": "name", "properties": {"name": "EPSG:3857"}}}),
    ],
)  # fmt: skip
def test_what_is_no_geojson_is_refused(text: str) -> None:
    """Anything else is one error that names the file."""
    with pytest.raises(FileError, match=r"^one\.json cannot be read: ."):
        parse_features(text, "one.json")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(), cut=st.integers(0, 200))
def test_no_damage_raises_anything_else(tmp_path: Path, content: bytes, cut: int) -> None:
    """Whatever the bytes are, they are read or refused."""
    write_features(FRAME, tmp_path / "one.json")
    whole = (tmp_path / "one.json").read_bytes()
    for damaged in (content, whole[:cut], whole[:cut] + content + whole[cut:]):
        (tmp_path / "one.json").write_bytes(damaged)
        for read in (read_features, read_properties):
            try:
                read(tmp_path / "one.json")
            except FileError as error:
                assert error.file == "one.json"  # noqa: PT017
