"""Read and write the GeoJSON files of `data/regions/`, the same bytes for the same features."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import mapping

DECIMALS = 4
"""Decimals of a degree that are kept: 0.0001° is about 10 m, finer than any source used."""


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
