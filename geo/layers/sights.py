"""What the map looks at: the bounds of what was chosen."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from geo.crs import GEOD
from geo.errors import AssetError
from geo.layers.extents import AGREEMENT, REPORTS, SHARES
from geo.layers.files import read, remembered
from geo.layers.view import MOST_LAT, REGION, Bounds
from geo.text.places import Place

SPREAD = 2.4
"""How many times a place's radius lies between it and the edges of what is looked at."""

LEAST_KM, MOST_DEGREES = 60, 120
"""The least distance from a place to those edges; what is broader crosses the whole world."""


TILE_PX, USUAL_PX = 512, (800, 480)
"""Pixels of the world's side at zoom 0, and of a map in a window of the usual size."""

ROOM = 1.5
"""Degrees about the ends of the reports, for their names."""


def of_place(place: Place) -> Bounds:
    """Take in a place's area, or else the circle of its radius, with what lies about it."""
    if place.area_ref:
        try:
            west, south, east, north = _bounds(f"map/areas/{place.area_ref}.json")
        except AssetError:
            return _about(place)
        if east - west < MOST_DEGREES:
            side, up = 0.25 * (east - west), 0.25 * (north - south)
            return west - side, south - up, east + side, north + up
    return _about(place)


def of_extent(extent_id: str) -> Bounds:
    """Take in all that an extent may reach."""
    return _bounds_or_region(f"map/extents/{extent_id}.json")


def of_extents(*extent_ids: str) -> Bounds:
    """Take in all that any of several extents may reach."""
    west, south, east, north = zip(*map(of_extent, extent_ids), strict=True)
    return min(west), min(south), max(east), max(north)


def of_sources() -> Bounds:
    """Take in all that the sources count in together."""
    return _bounds_or_region(AGREEMENT)


def of_reports() -> Bounds:
    """Take in all that people call Khorasan, as far as it has an end."""
    west, south, east, north = _bounds_or_region(REPORTS)
    return west - ROOM, south - ROOM, east + ROOM, north + ROOM


def of_unit(code: str) -> Bounds | None:
    """Take in a unit of today and its breadth on every side; None for one that has no outline."""
    try:
        west, south, east, north = _bounds_of_units()[code]
    except (AssetError, KeyError):
        return None
    side, up = east - west, north - south
    return west - side, south - up, east + side, north + up


def of_point(lon: float, lat: float, reach_km: float = 250) -> Bounds:
    """Take in a point, WGS84 degrees, and what lies within some kilometres of it."""
    east, _, _ = GEOD.fwd(lon, lat, 90, 1000 * reach_km)
    up = reach_km / 111.2  # Kilometres of a degree of latitude.
    side = (east - lon) % 360
    return lon - side, max(lat - up, -85), lon + side, min(lat + up, 85)


def of_view(lon: float, lat: float, zoom: float) -> Bounds:
    """Take in what a page of the usual size shows at a point, WGS84 degrees, and a zoom."""
    side, up = (pixels / 2 * 360 / (TILE_PX * 2**zoom) for pixels in USUAL_PX)
    up *= math.cos(math.radians(lat))
    return lon - side, max(lat - up, -MOST_LAT), lon + side, min(lat + up, MOST_LAT)


def _about(place: Place) -> Bounds:
    reach = max(SPREAD * place.radius_km, LEAST_KM)
    return of_point(place.lon, place.lat, min(reach, 6000))


def _bounds_or_region(name: str) -> Bounds:
    try:
        return _bounds(name)
    except AssetError:
        return REGION


@remembered
def _bounds(name: str) -> Bounds:
    """Measure what a file draws; raises `AssetError` if the file cannot be used."""
    with _blaming(name):
        return _around(json.loads(read(name))["features"])


@remembered
def _bounds_of_units() -> dict[str, Bounds]:
    with _blaming(SHARES):
        units = json.loads(read(SHARES))["features"]
        return {one["properties"]["code"]: _around([one]) for one in units}


@contextmanager
def _blaming(name: str) -> Iterator[None]:
    """Raise `AssetError` if a file's content is not what was built."""
    try:
        yield
    except (ValueError, LookupError, TypeError) as error:
        raise AssetError(name, damaged=True) from error


def _around(features: list[dict[str, Any]]) -> Bounds:
    points = np.array(
        [point for one in features for point in _points(one["geometry"]["coordinates"])]
    )
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    return float(west), float(south), float(east), float(north)


def _points(coordinates: Any) -> Iterator[list[float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates
        return
    for part in coordinates:
        yield from _points(part)
