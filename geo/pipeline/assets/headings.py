"""Find where the name of a region stands: within its area, and clear of what else stands there.

A name's box shrinks on the ground as the zoom grows, so a box about a fixed centre that lies in
an area at one zoom lies in it at every higher one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import WGS84, Floats, mercator, unmercator
from geo.layers.names import FACTORS
from geo.pipeline.assets.labels import (
    FLOORS,
    MARGIN,
    Boxes,
    clear_from,
    gaps,
    levels_from,
    size_of,
)

ACROSS = 48
"""The number of candidates along the longer side of an area."""

SOON = 4.2
"""The zoom of the region's first view: what is shown there is shown soon enough."""

WAY = 12
"""Pixels from the middle that a heading goes to spare one symbol."""

GONE = 7.2
"""The zoom at which a heading goes, for it would lie across a land that fills the screen; that of a
small land goes later."""


@dataclass(frozen=True)
class Around:
    """What stands where a heading may, in boxes of factor 1.

    A heading never lies on what is `fixed`. Each of the `cities` has a box for every place that
    its name may have; the `others` are what had better not be covered.
    """

    fixed: Boxes
    cities: Sequence[Boxes]
    others: Boxes


def heading(
    name: str, role: str, area: shapely.Geometry, core: shapely.Geometry, around: Around
) -> gpd.GeoDataFrame:
    """Set a name of a role where it shows soon within `area`; WGS84 degrees.

    Where there is a choice it leaves the most cities a place for their names, and then stands as
    near the middle of `core` as it can; each symbol that gives way counts as some way. Next it
    shows at low zooms at the greater factors too.
    """
    size = np.array(size_of(name, role))
    area, core = (shapely.transform(shape, mercator) for shape in (area, core))
    at = _candidates(area)
    fits = zoom_within(area, at, size + 2 * MARGIN)
    least = [np.maximum(fits + math.log2(factor), FLOORS[role]) for factor in FACTORS]
    levels = np.array(
        [
            _levels(at, size * factor, around.fixed.scaled(factor), zooms)
            for factor, zooms in zip(FACTORS, least, strict=True)
        ]
    )
    zoom = max(levels[0].min(), SOON)
    nowhere = np.zeros_like(at)
    covered = (gaps(at, nowhere, size, around.others, zoom) < MARGIN).sum(axis=1)
    middle = shapely.get_coordinates(core.centroid)
    away = np.hypot(*((at - middle) * 2**zoom).T)
    costs = [
        np.maximum(levels[0], SOON),
        _unnamed(at, size, around, zoom),
        away + WAY * covered,
        levels.sum(axis=0),
        fits,
    ]
    best = np.lexsort(costs[::-1])[0]
    return gpd.GeoDataFrame(
        {
            "name": [name], "role": role, "clear": 0.0, "fits": fits[best],
            "until": max(GONE, float(levels[:, best].max()) + 1),
            "early": True,
        },
        geometry=gpd.points_from_xy(*unmercator(at[[best]]).T),
        crs=WGS84,
    )  # fmt: skip


def _candidates(area: shapely.Geometry) -> Floats:
    """Lay a grid over an area; return the points within it, shape (n, 2)."""
    left, top, right, bottom = area.bounds
    step = max(right - left, bottom - top) / ACROSS
    x, y = np.meshgrid(np.arange(left, right, step), np.arange(top, bottom, step))
    points = np.column_stack([x.ravel(), y.ravel()])
    inside: Floats = points[shapely.contains_xy(area, points)]
    return inside


def zoom_within(area: shapely.Geometry, at: Floats, size: Floats) -> Floats:
    """Find the zoom from which on a box of a size (pixels) about each point is within an area.

    The area and the points, shape (n, 2), are Web Mercator pixels at zoom 0. Drawn out so that
    the box is a square, the room about a point is its distance from the area's lines along the
    farther axis. It is least at the end of a line, where it crosses an axis or a diagonal.
    """
    ends = [shapely.get_coordinates(line) for line in shapely.get_parts(shapely.boundary(area))]
    starts = (np.vstack([one[:-1] for one in ends]) - at[:, None]) * 2 / size
    steps = np.vstack([np.diff(one, axis=0) for one in ends]) * 2 / size
    (x, y), (dx, dy) = np.moveaxis(starts, -1, 0), steps.T
    with np.errstate(divide="ignore", invalid="ignore"):
        turns = [-x / dx, -y / dy, (y - x) / (dx - dy), -(x + y) / (dx + dy)]
    room = np.abs(starts).max(axis=2).min(axis=1)
    for turn in turns:
        share = np.nan_to_num(np.clip(turn, 0, 1))
        there = np.maximum(np.abs(x + share * dx), np.abs(y + share * dy))
        room = np.minimum(room, there.min(axis=1))
    zooms: Floats = np.where(shapely.contains_xy(area, at), -np.log2(room), math.inf)
    return zooms


def _levels(at: Floats, size: Floats, fixed: Boxes, least: Floats) -> Floats:
    """Find the level, from the zooms `least` on, of a box about each point, shape (n,)."""
    return levels_from(np.maximum(clear_from(fixed, at, np.zeros_like(at), size), least))


def _unnamed(at: Floats, size: Floats, around: Around, zoom: float) -> NDArray[np.int_]:
    """Count the cities to whose names a box at each point leaves no place at a zoom."""
    count = np.zeros(len(at), int)
    for city in around.cities:
        own = (around.fixed.at == city.at[0]).all(axis=1) & ~around.fixed.offset.any(axis=1)
        fixed = Boxes(*(column[~own] for column in around.fixed.columns()))
        free = clear_from(fixed, city.at, city.offset, city.size[0]) <= zoom
        count += (gaps(at, np.zeros_like(at), size, city, zoom) < MARGIN)[:, free].all(axis=1)
    return count
