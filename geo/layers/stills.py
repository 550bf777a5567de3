"""The still pictures of the map, which stand in its place where a browser cannot draw it."""

from __future__ import annotations

import numpy as np

from geo.crs import Floats, mercator
from geo.layers.files import address
from geo.layers.view import Named, View

FRAME = (50.2, 28.2, 77.4, 45.2)
"""West, south, east and north of every picture in degrees: every probable band lies within."""

WIDTH = 1000
"""Units that a picture is wide, whatever the pixels of the screen."""

GROUND = "ground"
"""The picture of today's lands and waters, which lies under those of the extents."""

_CORNERS = mercator(np.reshape(FRAME, (2, 2)))
_ORIGIN = np.array([_CORNERS[0, 0], _CORNERS[1, 1]])
_SCALE = WIDTH / (_CORNERS[1, 0] - _CORNERS[0, 0])

HEIGHT = round(float(_CORNERS[0, 1] - _CORNERS[1, 1]) * _SCALE)
"""Units that a picture is high."""


def stills(view: View) -> list[str]:
    """List the addresses of the pictures that lie on each other for a view, the lowest first.

    Of two extents that are compared the first is shown: in one colour they would not come apart.
    There are none where a question hides names, for the pictures have them. Raises `AssetError`
    if one is missing or damaged.
    """
    if view.named is not Named.ALL:
        return []
    shown = [view.extent.extent_id] if view.extent else []
    return [address(still(name, view.palette.name)) for name in (GROUND, *shown)]


def still(name: str, palette: str) -> str:
    """Name the file under `static/` of the ground, or of an extent, in a palette."""
    return f"map/stills/{name}-{palette}.svg"


def units(lonlat: Floats) -> Floats:
    """Project WGS84 degrees, shape (n, 2), to a picture's units: x to the right and y down."""
    placed: Floats = (mercator(lonlat) - _ORIGIN) * _SCALE
    return placed
