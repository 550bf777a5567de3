"""Draw an extent's nested bands, and its quarters, from the scores of `geo.extents.bands`.

Only the build draws: it needs contourpy, which the app does not have. Lengths are kilometres in
`geo.crs.EQUAL_AREA`; polygons are returned in WGS84 degrees.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from contourpy import FillType, contour_generator

from geo.crs import Floats, project, unproject
from geo.errors import BuildError
from geo.extents.bands import METHOD, SHARES, Method, Points, distances, score
from geo.geojson import DECIMALS
from geo.vocabulary import Band, Limit, Relation

RIVERS = {Limit.OXUS: ("pamir", "panj", "amu-darya")}
"""The rivers that are limits, downstream: `water_id` of `data/regions/water.geojson`."""

METRE = 0.001
"""Kilometres: the grid of the coordinates on which pieces are joined."""


def far_side(water: gpd.GeoDataFrame, limit: Limit = Limit.OXUS) -> shapely.Polygon:
    """Outline the land beyond a river, north and east of the Oxus, in kilometres.

    The line of the Oxus is the Amu Darya, the Panj and the Pamir; beyond their ends it runs north
    along the Aral Sea and east along the Pamir's latitude, far from any statement. Raises
    `BuildError` if a river is missing or the line crosses itself.
    """
    rivers = water.set_index("water_id").geometry
    try:
        parts = [
            max(shapely.get_parts(rivers[name]), key=shapely.length).coords
            for name in RIVERS[limit]
        ]
    except KeyError as error:
        raise BuildError(f"water.geojson has no river {error}") from error
    line = [xy for part in parts for xy in _westward(part)]
    lonlat = np.array([(80.0, line[0][1]), *line, (line[-1][0], 50.0), (80.0, 50.0)])
    polygon = shapely.Polygon(project(lonlat))
    if not polygon.is_valid:
        raise BuildError(f"The line of the river crosses itself: {limit}")
    return polygon


def _westward(line: shapely.coords.CoordinateSequence) -> list[tuple[float, float]]:
    points = [(x, y) for x, y in line]
    return points if points[0][0] > points[-1][0] else points[::-1]


def draw_bands(
    points: Points,
    land: shapely.Geometry,
    beyond: shapely.Geometry | None = None,
    method: Method = METHOD,
) -> dict[Band, shapely.Geometry]:
    """Draw the nested bands (WGS84 degrees, rounded) on `land` (WGS84).

    `beyond` is the far side of the river that limits the source (kilometres), if one does: the
    bands are drawn for each side by itself, so that they end on the river's line. A band in
    which nothing lies is an empty polygon.
    """
    grid = _grid(points, method)
    shape = grid.shape[:2]
    sides: list[tuple[bool, shapely.Geometry | None]] = [(False, None)]
    if beyond is not None:
        far = bent(points, beyond)
        sides = [(False, shapely.box(*grid[0, 0], *grid[-1, -1]).difference(far)), (True, far)]
    scored = [
        score(grid.reshape(-1, 2), np.full(shape[0] * shape[1], far), points, method)
        for far, _ in sides
    ]
    drawn = []
    for level in method.levels:
        pieces = []
        for values, (_, within) in zip(scored, sides, strict=True):
            above = contour(grid, values.reshape(shape), level)
            pieces.append(above if within is None else above.intersection(within))
        whole = _without_specks(shapely.union_all(pieces, grid_size=METRE), method.speck)
        lonlat = shapely.transform(shapely.segmentize(whole, 50), unproject)
        drawn.append(polygons_of(shapely.make_valid(lonlat).intersection(land)))
    return nest(drawn, method.simplify)


def bent(points: Points, beyond: shapely.Geometry) -> shapely.Geometry:
    """Outline the land beyond a river (kilometres) without the towns of this side."""
    return beyond.difference(_bends(points, beyond))


def contour(grid: Floats, values: Floats, level: float) -> shapely.Geometry:
    """Outline where `values`, shape (rows, columns), are above `level`.

    `grid` are the points, shape (rows, columns, 2). Between them the values are taken as linear
    along each side of a square (marching squares, by contourpy).
    """
    contours = contour_generator(
        grid[..., 0], grid[..., 1], values, name="serial", fill_type=FillType.OuterOffset
    )
    polygons = [
        shapely.Polygon(rings[0], rings[1:])
        for points, offsets in zip(*contours.filled(level, np.inf), strict=True)
        for rings in [np.split(points, offsets[1:-1])]
    ]
    return shapely.union_all(shapely.make_valid(polygons), grid_size=METRE)


def nest(drawn: list[shapely.Geometry], simplify: float = 0) -> dict[Band, shapely.Geometry]:
    """Make bands (WGS84 degrees, from the inside out) nested, simple and rounded.

    The bands' outlines are cut into faces, each of which belongs to its innermost band. The faces
    are simplified together, by `simplify` degrees, so that bands that share an outline go on
    sharing it; then they are joined again from the inside out. Raises `BuildError` if a band is
    not valid after rounding.
    """
    tidy = [shapely.set_precision(band, 10**-DECIMALS) for band in drawn]
    lines = shapely.union_all([band.boundary for band in tidy], grid_size=10**-DECIMALS)
    faces = list(shapely.get_parts(shapely.polygonize([lines])))
    inner = [_innermost(face.representative_point(), tidy) for face in faces]
    kept = [(face, at) for face, at in zip(faces, inner, strict=True) if at is not None]
    simple = shapely.coverage_simplify([face for face, _ in kept], simplify) if kept else []
    rounded = [shapely.transform(face, lambda xy: xy.round(DECIMALS)) for face in simple]
    joined = [
        shapely.coverage_union_all(
            [face for face, (_, at) in zip(rounded, kept, strict=True) if at <= band]
        )
        for band in range(len(tidy))
    ]
    if not all(shapely.is_valid(joined)):
        raise BuildError("A band crosses itself after rounding")
    return {
        band: shapely.Polygon() if shape.is_empty else shape.normalize()
        for band, shape in zip(Band, joined, strict=True)
    }


def polygons_of(shape: shapely.Geometry) -> shapely.Geometry:
    """Keep of a geometry what has an area."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])


def _innermost(point: shapely.Point, drawn: list[shapely.Geometry]) -> int | None:
    return next((at for at, band in enumerate(drawn) if band.contains(point)), None)


def quarters(points: Points) -> dict[str, shapely.Geometry]:
    """Divide the plane among a source's quarters: each place to the quarter of the nearest town.

    The cells are in WGS84 degrees, by the quarter's name, in the order of the statements.
    """
    rows = [
        at
        for at, name in enumerate(points.quarters)
        if name and points.share[at] == SHARES[Relation.IN]
    ]
    here = shapely.MultiPoint(points.xy[rows])
    cells = shapely.get_parts(
        shapely.voronoi_polygons(
            here, extend_to=shapely.buffer(shapely.envelope(here), 1500), ordered=True
        )
    )
    names = [points.quarters[at] for at in rows]
    return {
        name: shapely.transform(
            shapely.segmentize(
                shapely.union_all(
                    [cell for cell, of in zip(cells, names, strict=True) if of == name],
                    grid_size=METRE,
                ),
                50,
            ),
            unproject,
        )
        for name in dict.fromkeys(names)
    }


def _grid(points: Points, method: Method) -> Floats:
    """Lay a grid of points over all that the source's towns can reach."""
    inside = points.xy[points.share > 0]
    margin = 3 * method.reach_max
    low = np.floor((inside.min(axis=0) - margin) / method.cell) * method.cell
    high = inside.max(axis=0) + margin
    x, y = (np.arange(low[at], high[at] + method.cell, method.cell) for at in (0, 1))
    return np.stack(np.meshgrid(x, y), axis=-1)


def _bends(points: Points, beyond: shapely.Geometry) -> shapely.Geometry:
    """Outline the land by which the river's line must bend around towns of this side.

    Rivers wander and the line is coarse; where a town of this side comes to lie beyond it, the
    line is moved, by no more than the town's radius and half the way to the next town out.
    """
    here = shapely.points(points.xy)
    astray = ~points.beyond & (points.share == SHARES[Relation.IN]) & shapely.contains(beyond, here)
    out = points.xy[points.share == SHARES[Relation.OUT]]
    return shapely.union_all(
        [
            here[at].buffer(min(points.radius[at], *(distances(points.xy[[at]], out)[0] / 2)))
            for at in np.flatnonzero(astray)
        ]
    )


def _without_specks(shape: shapely.Geometry, smallest: float) -> shapely.Geometry:
    """Drop parts and fill holes of less than `smallest` square kilometres."""
    kept = []
    for part in shapely.get_parts(shape):
        holes = [ring for ring in part.interiors if shapely.Polygon(ring).area >= smallest]
        if (filled := shapely.Polygon(part.exterior, holes)).area >= smallest:
            kept.append(filled)
    return shapely.union_all(kept)
