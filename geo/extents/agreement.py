"""Which sources count which land in: the faces that the extents' outlines cut each other into.

An extent counts land in if the land is in its probable band. Areas are square kilometres in
`geo.crs.EQUAL_AREA`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import area_km2
from geo.errors import FileError
from geo.geojson import DECIMALS
from geo.paths import REGIONS
from geo.units import read_regions
from geo.vocabulary import Band

AGREEMENT = REGIONS / "agreement.geojson"


@dataclass(frozen=True)
class Face:
    """Land that the same extents count in.

    `inside` are their ids; `lon`, `lat` (WGS84 degrees) is a point in the middle of the face's
    largest piece, for its name.
    """

    inside: frozenset[str]
    area_km2: float
    lon: float
    lat: float


@dataclass(frozen=True)
class Comparison:
    """What two extents share, what the first has alone and what the other has, in km²."""

    both: float
    only_one: float
    only_other: float


def cut_faces(extents: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Cut the land of all whole extents into faces: `inside` (ids, `;`-separated), `area_km2`.

    A face may have several pieces; together they cover every extent's probable band exactly.
    """
    wholes = extents[(extents["part"].fillna("") == "") & (extents["band"] == Band.PROBABLE)]
    shapes = wholes.geometry.to_numpy()
    ids = wholes["extent_id"].to_numpy()
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=10**-DECIMALS)
    pieces = shapely.get_parts(shapely.polygonize([lines]))
    middles = shapely.point_on_surface(pieces)
    within = np.array([shapely.contains(shape, middles) for shape in shapes]).T
    frame = gpd.GeoDataFrame(
        {"inside": [";".join(ids[row]) for row in within]}, geometry=pieces, crs=extents.crs
    )
    faces = frame[frame["inside"] != ""].dissolve("inside", method="coverage").reset_index()
    largest = faces.geometry.map(lambda face: max(shapely.get_parts(face), key=lambda p: p.area))
    circles = shapely.maximum_inscribed_circle(largest.to_numpy(), tolerance=0.05)
    middle = shapely.get_coordinates(shapely.get_point(circles, 0)).round(2)
    return faces.assign(
        area_km2=[round(area_km2(shape)) for shape in faces.geometry],
        lon=middle[:, 0],
        lat=middle[:, 1],
    )[["inside", "area_km2", "lon", "lat", "geometry"]]


def read_faces(path: Path = AGREEMENT) -> tuple[Face, ...]:
    """Read the faces without their outlines; raises `FileError` if the file is not of its form."""
    rows = read_regions(path).drop(columns="geometry").to_dict("records")
    try:
        return tuple(_face(row) for row in rows)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise FileError(path.name, f"a face is not of its form ({error!r})") from error


def _face(row: Mapping[str, Any]) -> Face:
    inside = frozenset(row["inside"].split(";"))
    area, lon, lat = (float(row[name]) for name in ("area_km2", "lon", "lat"))
    if "" in inside or not (math.isfinite(area) and abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004
        raise ValueError(row)
    return Face(inside, area, lon, lat)


def compare(faces: Iterable[Face], one: str, other: str) -> Comparison:
    """Compare two extents by their ids."""
    areas = {(True, True): 0.0, (True, False): 0.0, (False, True): 0.0, (False, False): 0.0}
    for face in faces:
        areas[one in face.inside, other in face.inside] += face.area_km2
    return Comparison(areas[True, True], areas[True, False], areas[False, True])


def largest(faces: Iterable[Face], inside: Iterable[str], outside: Iterable[str]) -> Face | None:
    """Find the largest face that is inside each of some extents and outside each of others."""
    wanted, unwanted = frozenset(inside), frozenset(outside)
    fitting = [f for f in faces if wanted <= f.inside and not unwanted & f.inside]
    return max(fitting, key=lambda face: face.area_km2, default=None)


def counted_in(faces: Iterable[Face], extent_ids: Iterable[str]) -> dict[int, float]:
    """Compute the area in km² that at least 1, 2, … of some extents count in."""
    wanted = frozenset(extent_ids)
    counts = [(len(wanted & face.inside), face.area_km2) for face in faces]
    return {
        least: sum(area for count, area in counts if count >= least)
        for least in range(1, len(wanted) + 1)
    }
