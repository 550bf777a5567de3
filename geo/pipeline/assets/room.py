"""Find room for the names on a still picture, so that none lies on another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import Floats

Boxes = NDArray[np.object_]

STEP = 3
"""Units between the points at which a name is tried."""

SMALL, CAPITAL = 0.6, 0.72
"""The mean advance in ems of a small letter and of a capital: generous, for the type is whatever
the system has, and Verdana is broad."""

AIR = 5
"""Units kept free around a name."""


@dataclass(frozen=True)
class Name:
    """A name about its middle at `x` and `y`; all but `turn` (degrees) are units.

    Spaced names are set as wide as `width` whatever the type is. `anchor` is SVG's: the end of
    the name that stays where it is if the type is narrower than `width`.
    """

    text: str
    role: str
    x: float
    y: float
    size: float
    width: float
    turn: float = 0
    spaced: bool = False
    anchor: str = "middle"

    @property
    def box(self) -> shapely.Geometry:
        """The room the name takes, without air."""
        box = shapely.box(*_around(self.x, self.y, self.width, self.size))
        return shapely.affinity.rotate(box, self.turn, origin=(self.x, self.y))


def width_of(words: str, size: float, spacing: float = 0) -> float:
    """Estimate the width of words in type of `size`; `spacing` are ems between the letters."""
    ems = sum(CAPITAL if letter.isupper() else SMALL for letter in words)
    return size * (ems + spacing * (len(words) - 1))


def widest_spot(
    room: shapely.Geometry,
    width: float,
    height: float,
    cost: Callable[[Boxes], Floats] | None = None,
) -> tuple[float, float] | None:
    """Find where in `room` a box keeps farthest from its rim, less its cost; none if nowhere."""
    if room.is_empty:
        return None
    left, top, right, bottom = room.bounds
    across = np.arange(left + width / 2, right - width / 2, STEP)
    down = np.arange(top + height / 2, bottom - height / 2, STEP)
    x, y = (axis.ravel() for axis in np.meshgrid(across, down))
    boxes = shapely.box(*_around(x, y, width, height))
    shapely.prepare(room)
    inside = shapely.contains_properly(room, boxes)
    if not inside.any():
        return None
    x, y, boxes = x[inside], y[inside], boxes[inside]
    worth = shapely.distance(boxes, room.boundary)
    if cost:
        worth = worth - cost(boxes)
    best = int(worth.argmax())
    return float(x[best]), float(y[best])


def is_free(box: shapely.Geometry, taken: Iterable[shapely.Geometry]) -> bool:
    """Tell whether a box keeps clear of all that is taken."""
    return not shapely.dwithin(box, list(taken), AIR).any()


def beside(
    x: float, y: float, clear: float, size: Sequence[float]
) -> list[tuple[float, float, str]]:
    """List the middles that a name of a width and a height may have about its point, best first.

    With each goes the anchor that holds the name to the point.
    """
    half, rise, slope = size[0] / 2, clear + size[1] / 2, clear * 0.6 + size[1] / 2
    return [
        (x + clear + half, y, "start"), (x - clear - half, y, "end"),
        (x + clear / 2 + half, y - slope, "start"), (x + clear / 2 + half, y + slope, "start"),
        (x, y - rise, "middle"), (x, y + rise, "middle"),
        (x - clear / 2 - half, y - slope, "end"), (x - clear / 2 - half, y + slope, "end"),
    ]  # fmt: skip


def _around(
    x: float | Floats, y: float | Floats, width: float, height: float
) -> tuple[float | Floats, ...]:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2
