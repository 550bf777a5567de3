"""The map's frame on a sheet: which ground it shows, and where each point of it comes to lie."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pyproj import Transformer

from geo.crs import TILE, WGS84, Floats
from geo.layers.view import Bounds, Sight
from geo.sheet.page import PX, Box

EQUATOR_KM = 40_075.0
"""Kilometres about the earth."""

SCREEN = 900
"""Pixels of a map on the screen, for one that a person has moved: its breadth is not known."""

MOST_KM = 14_000
"""The most that a sheet's map shows across: beyond it, its projection bends too much."""

SIDE = 41
"""Points along each side of an area by which its outline is followed."""


def bounds_of(sight: Sight) -> Bounds:
    """Return what a person looks at: where the map was moved to, or else what it was sent to."""
    if sight.own is None:
        return sight.bounds
    lon, lat, zoom = sight.own
    side = 180 * SCREEN / (TILE * 2**zoom)
    up = side * math.cos(math.radians(lat)) / math.sqrt(2)
    return lon - side, max(lat - up, -85), lon + side, min(lat + up, 85)


@dataclass(frozen=True)
class Frame:
    """A box on the sheet that takes in some bounds, in WGS84 degrees.

    The projection is Lambert's azimuthal equal-area one about the middle of the bounds: areas are
    true to each other, and lengths to better than 1 % within 1,800 km of the middle.
    """

    box: Box
    bounds: Bounds

    @property
    def middle(self) -> tuple[float, float]:
        """The longitude and latitude about which the map is projected."""
        west, south, east, north = self.bounds
        return (west + east) / 2, (south + north) / 2

    @property
    def crs(self) -> str:
        """The projection, in kilometres."""
        lon, lat = self.middle
        return f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=km"

    @cached_property
    def _there(self) -> Transformer:
        return Transformer.from_crs(WGS84, self.crs, always_xy=True)

    @cached_property
    def _extent(self) -> tuple[float, float, float]:
        """Kilometres of a point, and of the middle of the bounds to the right and up."""
        west, south, east, north = self.bounds
        lons, lats = np.linspace(west, east, SIDE), np.linspace(south, north, SIDE)
        outline = np.concatenate(
            [np.column_stack([lons, np.full(SIDE, lat)]) for lat in (south, north)]
            + [np.column_stack([np.full(SIDE, lon), lats]) for lon in (west, east)]
        )
        x, y = self._there.transform(*outline.T)
        across, up = min(float(np.ptp(x)), MOST_KM), min(float(np.ptp(y)), MOST_KM)
        scale = max(across / self.box.width, up / self.box.height)
        return scale, float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2

    @property
    def km(self) -> float:
        """Kilometres of a point of the sheet."""
        return self._extent[0]

    @property
    def zoom(self) -> float:
        """The zoom at which the screen shows the ground as large, a pixel being `PX` points."""
        around = EQUATOR_KM * math.cos(math.radians(self.middle[1]))
        return math.log2(around / (TILE * self.km * PX))

    def place(self, lonlat: Floats) -> Floats:
        """Place WGS84 degrees, shape (n, 2), on the sheet: points to the right and up."""
        scale, x, y = self._extent
        at = np.column_stack(self._there.transform(lonlat[:, 0], lonlat[:, 1]))
        middle = np.array([self.box.left + self.box.right, self.box.bottom + self.box.top]) / 2
        placed: Floats = (at - [x, y]) / scale + middle
        return placed

    def ground(self, points: Floats) -> Floats:
        """Return the WGS84 degrees of points on the sheet, shape (n, 2)."""
        scale, x, y = self._extent
        middle = np.array([self.box.left + self.box.right, self.box.bottom + self.box.top]) / 2
        at = (points - middle) * scale + [x, y]
        return np.column_stack(self._there.transform(at[:, 0], at[:, 1], direction="INVERSE"))

    @cached_property
    def reach(self) -> Bounds:
        """All degrees that can be seen, and a little more."""
        box = self.box.grown(20)
        x, y = np.linspace(box.left, box.right, SIDE), np.linspace(box.bottom, box.top, SIDE)
        seen = self.ground(np.column_stack([one.ravel() for one in np.meshgrid(x, y)]))
        west, south = seen.min(axis=0)
        east, north = seen.max(axis=0)
        return float(west), float(south), float(east), float(north)
