"""Where a source's Khorasan lies: from the towns it names to nested bands of certainty.

The method, in plain words in `docs/method.md`. A town that a source counts in is a vote for
"Khorasan" at every place, one that it counts out a vote against, one on the border half of each.
The vote of a statement falls with the distance from its town, from `strongest` at the town to
about 1 at the statement's *reach*, where it weighs as much as silence, one vote against:

    vote = weight / ((distance / reach) ** power + 1 / strongest)
    score = votes for / (votes for + votes against + 1)

The reach is the spacing of the source's own statements around that town: one that stands alone
speaks for more land than one of ten in an oasis (the declustering of geostatistics; the sum is
Shepard's inverse-distance weighting, 1968, with a vote for silence). Where the source itself
names the Oxus as its limit, distances across that river are longer by `river_km`. The bands are
the land where the score is at least the band's level.

Lengths are kilometres in `geo.regions.EQUAL_AREA`; polygons come back in WGS84 degrees.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from geo.errors import BuildError
from geo.evidence import Evidence
from geo.geojson import DECIMALS
from geo.regions import EQUAL_AREA

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

BANDS = ("core", "probable", "possible")
"""From the inside out; each contains the one before."""
SHARES = {"in": 1.0, "edge": 0.5, "out": 0.0}
BASIS_WEIGHTS = {"passage": 1.0, "literature": 0.7, "unverified": 0.3}
"""What a statement weighs by what it rests on; a lone `unverified` one makes no core."""
CERTAINTY_WEIGHTS = {"certain": 1.0, "less-certain": 0.7, "uncertain": 0.4}
"""What a statement weighs by how sure the town's location is."""
RIVER_LIMITED = frozenset({"istakhri", "muqaddasi", "yaqut"})
"""The sources that name the Oxus (Jayhun) as the limit of Khorasan, or count what lies beyond
it as another land: al-Istakhri (north: Transoxiana), al-Muqaddasi (the other side, Haytal),
Yaqut (below the Jayhun)."""
OXUS = ("pamir", "panj", "amu-darya")
"""The river downstream, from the east to the west: `water_id` of `data/regions/water.geojson`."""


@dataclass(frozen=True)
class Method:
    """The parameters of the method; what each does is in `docs/method.md`.

    Lengths are kilometres, areas square kilometres, `simplify` degrees; `levels` are the least
    scores of `BANDS`.
    """

    power: float = 3.0
    neighbours: int = 5
    spacing: float = 1.5
    reach_min: float = 40.0
    reach_max: float = 150.0
    softness: float = 0.5
    strongest: float = 9.0
    river_km: float = 200.0
    levels: tuple[float, float, float] = (0.75, 0.5, 0.25)
    cell: float = 8.0
    speck: float = 1500.0
    simplify: float = 0.02


METHOD = Method()


@dataclass(frozen=True)
class Points:
    """A source's statements as arrays, a row each.

    `xy` are kilometres in `EQUAL_AREA`, `share` is 1 for in, 0 for out, 0.5 for edge, `radius`
    kilometres, `beyond` tells whether the town lies beyond the river (never, if the source
    does not name it as its limit), `across` whether its point does, whatever the source says.
    """

    town_ids: tuple[str, ...]
    quarters: tuple[str, ...]
    xy: Floats
    share: Floats
    weight: Floats
    radius: Floats
    beyond: Flags
    across: Flags

    def without(self, row: int) -> Points:
        """Give the points but one."""
        keep = [at for at in range(len(self.town_ids)) if at != row]
        return replace(
            self,
            town_ids=tuple(self.town_ids[at] for at in keep),
            quarters=tuple(self.quarters[at] for at in keep),
            **{name: getattr(self, name)[keep] for name in FIELDS},
        )


FIELDS = ("xy", "share", "weight", "radius", "beyond", "across")

_PROJECT = Transformer.from_crs("EPSG:4326", EQUAL_AREA, always_xy=True)


def project(lonlat: Floats) -> Floats:
    """Project WGS84 degrees to kilometres of `EQUAL_AREA`, a row a point."""
    return np.column_stack(_PROJECT.transform(lonlat[:, 0], lonlat[:, 1])) / 1000


def unproject(xy: Floats) -> Floats:
    """Turn kilometres of `EQUAL_AREA` back to WGS84 degrees, a row a point."""
    x, y = 1000 * xy.T
    return np.column_stack(_PROJECT.transform(x, y, direction="INVERSE"))


def area_km2(geometry: shapely.Geometry) -> float:
    """Measure a geometry in WGS84 degrees, in square kilometres of `EQUAL_AREA`."""
    return float(shapely.area(shapely.transform(geometry, project)))


def points_of(evidence: Evidence, source_id: str, beyond: shapely.Geometry | None = None) -> Points:
    """Gather what `source_id` says; `beyond` is the far side of its river, kilometres.

    A town whose location reaches over the river is taken to lie on this side if the source counts
    it in, and on the far side if it counts it out, since source and location both allow it.
    """
    said = [s for s in evidence.statements if s.source_id == source_id]
    towns = [evidence.towns[s.town_id] for s in said]
    xy = project(np.array([(t.lon, t.lat) for t in towns], dtype=float).reshape(-1, 2))
    share = np.array([SHARES[s.relation] for s in said])
    radius = np.array([t.radius_km for t in towns], dtype=float)
    far = across = np.zeros(len(said), dtype=bool)
    if beyond is not None:
        here = shapely.points(xy)
        across = shapely.contains(beyond, here)
        either = shapely.distance(here, beyond.boundary) <= radius
        far = np.where(either & (share == 1), False, np.where(either & (share == 0), True, across))
    return Points(
        town_ids=tuple(t.town_id for t in towns),
        quarters=tuple(s.quarter for s in said),
        xy=xy,
        share=share,
        weight=np.array(
            [
                BASIS_WEIGHTS[s.basis] * CERTAINTY_WEIGHTS[t.certainty]
                for s, t in zip(said, towns, strict=True)
            ]
        ),
        radius=radius,
        beyond=far,
        across=across,
    )


def beyond_oxus(water: gpd.GeoDataFrame) -> shapely.Polygon:
    """Give the land north and east of the Oxus, kilometres of `EQUAL_AREA`.

    The line is the Amu Darya, the Panj and the Pamir; beyond their ends it runs on north along
    the Aral Sea and east along the Pamir's latitude, far from any statement. Raises `BuildError`
    if a river is missing or the line crosses itself.
    """
    rivers = water.set_index("water_id").geometry
    try:
        parts = [max(shapely.get_parts(rivers[name]), key=shapely.length).coords for name in OXUS]
    except KeyError as error:
        raise BuildError(f"water.geojson has no river {error}") from error
    line = [xy for part in parts for xy in _westward(part)]
    lonlat = np.array([(80.0, line[0][1]), *line, (line[-1][0], 50.0), (80.0, 50.0)])
    polygon = shapely.Polygon(project(lonlat))
    if not polygon.is_valid:
        raise BuildError("The line of the Oxus crosses itself")
    return polygon


def _westward(line: shapely.coords.CoordinateSequence) -> list[tuple[float, float]]:
    points = [(x, y) for x, y in line]
    return points if points[0][0] > points[-1][0] else points[::-1]


def reaches(points: Points, method: Method = METHOD) -> Floats:
    """Give each statement's reach: the mean distance to its nearest neighbours, in bounds."""
    between = _distances(points.xy, points.xy)
    nearest = np.sort(between, axis=1)[:, 1 : method.neighbours + 1]
    if not nearest.size:
        return np.full(len(points.town_ids), method.reach_max)
    reach: Floats = np.clip(
        method.spacing * nearest.mean(axis=1), method.reach_min, method.reach_max
    )
    return reach


def score(xy: Floats, beyond: Flags, points: Points, method: Method = METHOD) -> Floats:
    """Score places (kilometres of `EQUAL_AREA`, and whether beyond the river) from 0 to 1."""
    away = _distances(xy, points.xy)
    away += method.river_km * (beyond[:, None] != points.beyond[None])
    away = np.hypot(away, method.softness * points.radius) / reaches(points, method)
    votes = points.weight / (away**method.power + 1 / method.strongest)
    scored: Floats = votes @ points.share / (votes.sum(axis=1) + 1)
    return scored


def left_out(points: Points, method: Method = METHOD) -> Floats:
    """Score each town by all the other statements of its source, and by its point alone."""
    rows = range(len(points.town_ids))
    return np.array(
        [score(points.xy[[at]], points.across[[at]], points.without(at), method)[0] for at in rows]
    )


def bands(
    points: Points,
    land: shapely.Geometry,
    beyond: shapely.Geometry | None = None,
    method: Method = METHOD,
) -> dict[str, shapely.Geometry]:
    """Draw the nested bands (WGS84 degrees, rounded) on `land` (WGS84).

    `beyond` is the far side of the river that limits the source (kilometres), if one does: the
    bands are drawn for each side by itself, so that they end on the river's line. Bands in
    which nothing lies are empty polygons.
    """
    grid = _grid(points, method)
    shape = grid.shape[:2]
    sides: list[tuple[bool, shapely.Geometry | None]] = [(False, None)]
    if beyond is not None:
        far = beyond.difference(_bends(points, beyond))
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
        whole = _without_specks(shapely.union_all(pieces, grid_size=0.001), method.speck)
        lonlat = shapely.transform(shapely.segmentize(whole, 50), unproject)
        drawn.append(polygons_of(shapely.make_valid(lonlat).intersection(land)))
    return nest(drawn, method.simplify)


def contour(grid: Floats, values: Floats, level: float) -> shapely.Geometry:
    """Outline where `values` on a `grid` (rows, columns, xy) are at least `level`.

    Each square is cut into two triangles, on which the values are taken as linear.
    """
    above = values >= level
    whole = above[:-1, :-1] & above[1:, :-1] & above[:-1, 1:] & above[1:, 1:]
    some = above[:-1, :-1] | above[1:, :-1] | above[:-1, 1:] | above[1:, 1:]
    parts = [
        shapely.box(*grid[row, start], *grid[row + 1, stop])
        for row in range(whole.shape[0])
        for start, stop in _runs(whole[row])
    ]
    for row, column in np.argwhere(some & ~whole):
        a, b, c, d = (
            (row, column), (row, column + 1), (row + 1, column), (row + 1, column + 1),
        )  # fmt: skip
        rings = (_clipped(corners, grid, values, level) for corners in ((a, b, d), (a, c, d)))
        parts.extend(shapely.Polygon(ring) for ring in rings if len(ring) > 2)  # noqa: PLR2004
    return shapely.union_all(parts, grid_size=0.001)


def _clipped(
    corners: tuple[tuple[int, int], ...], grid: Floats, values: Floats, level: float
) -> list[tuple[float, float]]:
    """Cut a triangle to where it is at least `level`; the same edge is cut at the same point."""
    ring: list[tuple[float, float]] = []
    for at, start in enumerate(corners):
        stop = corners[(at + 1) % 3]
        if values[start] >= level:
            ring.append(tuple(grid[start]))
        if (values[start] >= level) != (values[stop] >= level):
            low, high = sorted((start, stop))
            part = (level - values[low]) / (values[high] - values[low])
            ring.append(tuple(grid[low] + part * (grid[high] - grid[low])))
    return list(dict.fromkeys(ring))


def _runs(flags: Flags) -> list[tuple[int, int]]:
    """Give the start and end of each run of true flags."""
    steps = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(int)))
    return [(int(start), int(stop)) for start, stop in steps.reshape(-1, 2)]


def nest(drawn: list[shapely.Geometry], simplify: float = 0) -> dict[str, shapely.Geometry]:
    """Make bands (WGS84 degrees, from the inside out) nested, simple and rounded.

    The bands' outlines are cut into faces, each of which belongs to its innermost band; the
    faces are simplified together, by `simplify` degrees, so that where bands share an outline
    they go on sharing it, and joined again from the inside out.
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
        for band, shape in zip(BANDS, joined, strict=True)
    }


def polygons_of(shape: shapely.Geometry) -> shapely.Geometry:
    """Keep of a geometry what has an area."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])


def _innermost(point: shapely.Point, drawn: list[shapely.Geometry]) -> int | None:
    return next((at for at, band in enumerate(drawn) if band.contains(point)), None)


def quarters(points: Points) -> dict[str, shapely.Geometry]:
    """Part the plane among a source's quarters, each place to that of the nearest town in it.

    In WGS84 degrees, by the quarter's name, in the order of the statements.
    """
    rows = [
        at for at, name in enumerate(points.quarters) if name and points.share[at] == SHARES["in"]
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
                    grid_size=0.001,
                ),
                50,
            ),
            unproject,
        )
        for name in dict.fromkeys(names)
    }


def _distances(a: Floats, b: Floats) -> Floats:
    return np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1])


def _grid(points: Points, method: Method) -> Floats:
    """Lay a grid of points over all that the source's towns can reach."""
    inside = points.xy[points.share > 0]
    margin = 3 * method.reach_max
    low = np.floor((inside.min(axis=0) - margin) / method.cell) * method.cell
    high = inside.max(axis=0) + margin
    x, y = (np.arange(low[at], high[at] + method.cell, method.cell) for at in (0, 1))
    return np.stack(np.meshgrid(x, y), axis=-1)


def _bends(points: Points, beyond: shapely.Geometry) -> shapely.Geometry:
    """Give the land by which the river's line must bend around towns of this side.

    Rivers wander and the line is coarse; where a town of this side comes to lie beyond it, the
    line is moved, by no more than the town's radius and half the way to the next town out.
    """
    here = shapely.points(points.xy)
    astray = ~points.beyond & (points.share == SHARES["in"]) & shapely.contains(beyond, here)
    out = points.xy[points.share == SHARES["out"]]
    return shapely.union_all(
        [
            here[at].buffer(min(points.radius[at], *(_distances(points.xy[[at]], out)[0] / 2)))
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
