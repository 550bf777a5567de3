"""The coordinate reference systems in use, and the ways from one to another (pyproj)."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer

Floats = NDArray[np.float64]

WGS84 = "EPSG:4326"
"""Degrees of longitude and latitude: the coordinates of every data file."""

EQUAL_AREA = "+proj=laea +lat_0=36 +lon_0=63 +datum=WGS84 +units=m"
"""Lambert's azimuthal equal-area projection about the middle of the region, for areas."""

WEB_MERCATOR = "EPSG:3857"

GEOD = Geod(ellps="WGS84")

TILE = 512
"""Pixels across the world at zoom 0, as deck.gl counts them."""

_EQUAL_AREA = Transformer.from_crs(WGS84, EQUAL_AREA, always_xy=True)
_WEB_MERCATOR = Transformer.from_crs(WGS84, WEB_MERCATOR, always_xy=True)
HALF_WORLD = float(_WEB_MERCATOR.transform(180, 0)[0])


def project(lonlat: Floats) -> Floats:
    """Project WGS84 degrees, shape (n, 2), to kilometres of `EQUAL_AREA`, shape (n, 2)."""
    return np.column_stack(_EQUAL_AREA.transform(lonlat[:, 0], lonlat[:, 1])) / 1000


def unproject(xy: Floats) -> Floats:
    """Turn kilometres of `EQUAL_AREA`, shape (n, 2), into WGS84 degrees, shape (n, 2)."""
    x, y = 1000 * xy.T
    return np.column_stack(_EQUAL_AREA.transform(x, y, direction="INVERSE"))


def area_km2(geometry: shapely.Geometry) -> float:
    """Measure a geometry in WGS84 degrees, in square kilometres of `EQUAL_AREA`."""
    return float(shapely.area(shapely.transform(geometry, project)))


def mercator(lonlat: Floats) -> Floats:
    """Project WGS84 degrees, shape (n, 2), to Web Mercator pixels at zoom 0, shape (n, 2).

    The origin is the world's upper left corner; x grows to the right and y down.
    """
    x, y = _WEB_MERCATOR.transform(lonlat[:, 0], lonlat[:, 1])
    right, down = x / HALF_WORLD, -np.asarray(y) / HALF_WORLD
    return np.column_stack([right + 1, down + 1]) * (TILE / 2)


def unmercator(pixels: Floats) -> Floats:
    """Turn Web Mercator pixels at zoom 0, shape (n, 2), into WGS84 degrees, shape (n, 2)."""
    right, down = (pixels / (TILE / 2) - 1).T * HALF_WORLD
    return np.column_stack(_WEB_MERCATOR.transform(right, -down, direction="INVERSE"))
