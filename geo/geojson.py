"""Read and write the GeoJSON files of `data/regions/`, the same bytes for the same features."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import mapping

from geo.crs import WGS84
from geo.errors import FileError

DECIMALS = 4
"""Decimals of a degree that are kept: 0.0001° is about 10 m, finer than any source used."""

Feature = dict[str, Any]
"""A feature of GeoJSON, as `json` reads it."""


def read_features(path: Path) -> gpd.GeoDataFrame:
    """Read a GeoJSON file in WGS84 degrees: a row for each feature, a column for each property.

    A geometry that is null is None. Raises `FileError` if the file is missing or not GeoJSON.
    """
    return parse_features(_read(path), path.name)


def parse_features(text: str, file: str) -> gpd.GeoDataFrame:
    """Turn the text of the GeoJSON file named `file` into what `read_features` returns.

    GEOS reads the geometries, and refuses a ring that is open. Raises `FileError` if the text is
    not GeoJSON.
    """
    features = _parse(text, file)
    try:
        shapes = shapely.from_geojson([_geometry_text(feature) for feature in features])
    except (ValueError, ShapelyError) as error:
        raise FileError(file, error) from error
    rows = [feature["properties"] for feature in features]
    return gpd.GeoDataFrame(rows, geometry=shapes.astype(object), crs=WGS84)


def read_properties(path: Path) -> list[dict[str, Any]]:
    """Read the properties of each feature of a GeoJSON file, without the geometries.

    Raises `FileError` if the file is missing or not GeoJSON, or if a feature has no geometry.
    """
    features = _parse(_read(path), path.name)
    for number, feature in enumerate(features, start=1):
        if not feature.get("geometry"):
            raise FileError(path.name, f"feature {number} has no geometry")
    return [feature["properties"] for feature in features]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise FileError(path.name, error.strerror) from error
    except UnicodeDecodeError as error:
        raise FileError(path.name, f"byte {error.start} is not UTF-8") from error


def _parse(text: str, file: str) -> list[Feature]:
    try:
        whole = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise FileError(file, error) from error
    if not isinstance(whole, dict) or "crs" in whole:
        raise FileError(file, "it is not GeoJSON in WGS84 degrees")
    features = whole.get("features") if whole.get("type") == "FeatureCollection" else [whole]
    if not isinstance(features, list):
        raise FileError(file, "it has no list of features")
    for number, feature in enumerate(features, start=1):
        if not _is_feature(feature):
            raise FileError(file, f"feature {number} is not a GeoJSON feature with properties")
    return features


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not a number of JSON")


def _is_feature(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.get("type") == "Feature"
        and isinstance(value.get("properties"), dict)
        and isinstance(value.get("geometry"), dict | None)
    )


def _geometry_text(feature: Feature) -> str | None:
    geometry = feature.get("geometry")
    return json.dumps(geometry, allow_nan=False) if geometry else None


def write_features(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write `frame` (WGS84 degrees) to `path`: a feature a line, rounded, in the frame's order.

    Every column but the geometry becomes a property; missing values are left out, so that a
    reader sees what is known and nothing else. Rounding moves a vertex the same way on both
    sides of a border, so shared borders stay shared.
    """
    columns = [column for column in frame.columns if column != frame.geometry.name]
    features = [
        _compact(
            {
                "type": "Feature",
                "properties": {
                    column: row[column] for column in columns if not _missing(row[column])
                },
                "geometry": _rounded(row[frame.geometry.name]),
            }
        )
        for row in frame.to_dict("records")
    ]
    body = ",\n".join(features)
    path.write_text(
        f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n', encoding="utf-8", newline="\n"
    )


def _compact(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _missing(value: object) -> bool:
    return value is None or value == "" or value != value  # noqa: PLR0124 (NaN is not itself)


def _rounded(geometry: shapely.Geometry) -> dict[str, Any]:
    rounded = shapely.transform(geometry, lambda points: points.round(DECIMALS))
    shape: dict[str, Any] = mapping(rounded)
    return shape
