"""What each stretch of an extent's outline rests on, computed from the evidence.

An outline is *stated* where the source itself names the limit (a river, a desert), or a law or
treaty does; it runs *between* towns where those that are named beyond weigh at least as much as
silence does (`geo.extents.bands`); elsewhere it is only the *reach* of the towns that are counted
in, for the source names none beyond. At a coast the land ends.

Lengths are kilometres in `geo.crs.EQUAL_AREA`; lines are returned in WGS84 degrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import GEOD, WGS84, Floats, project, unproject
from geo.extents.bands import METHOD, SHARES, Flags, Method, Points, votes
from geo.extents.silence import NEAR_KM
from geo.vocabulary import Band, Edge, Limit, Relation

STEP = 8.0
"""Kilometres at most of a piece that is of one kind."""

NEAR = 4.0
"""Kilometres from a coast, a river or another outline within which a piece lies on it: the
outlines are simplified by half of that."""

SHORTEST = 24.0
"""Kilometres below which a stretch goes to its neighbour: what is shorter cannot be told apart."""


@dataclass(frozen=True)
class Ground:
    """What an outline can rest on beside the towns, in kilometres.

    `coast` is where the land ends; `limits` are the lines and areas that the source itself names;
    `agreed` are the lines on which all bands of an extent end by law, or None.
    """

    coast: shapely.Geometry
    limits: Mapping[Limit, shapely.Geometry]
    agreed: shapely.Geometry | None = None


@dataclass(frozen=True)
class Stretch:
    """A part of an outline that rests on the same thing all along.

    `inside` and `outside` are the towns that face each other, counted in, and counted out or on
    the edge; `apart_km` is how far apart they are. The source is silent beyond a stretch that has
    no `outside`. `line` is in WGS84 degrees.
    """

    kind: Edge
    limit: Limit | None
    inside: str
    outside: str
    apart_km: float
    length_km: float
    line: shapely.LineString


SAME = 0.1
"""Kilometres by which a line may move where the points that cut it into pieces are left out."""

Rest = tuple[Edge, Limit | None, str, str]
"""What a piece rests on: its kind, the limit, the town inside and the town outside."""


def stretches(
    outline: shapely.Geometry,
    points: Points,
    ground: Ground,
    beyond: shapely.Geometry | None = None,
    method: Method = METHOD,
) -> list[Stretch]:
    """Divide an outline (WGS84 degrees) into stretches by what each rests on.

    `points` are the source's statements and `beyond` the far side of its river, if it has one, as
    for `geo.extents.drawing.draw_bands`. Together the stretches are the whole outline.
    """
    made: list[Stretch] = []
    for ring in _rings(shapely.transform(outline, project)):
        line = shapely.get_coordinates(shapely.segmentize(ring, STEP))
        rests = _smooth(list(_rests(line, points, ground, beyond, method)), line)
        made += _joined(line, rests, points)
    return made


def frame_of(rows: Iterable[tuple[Mapping[str, str], Stretch]]) -> gpd.GeoDataFrame:
    """Set out stretches as features, each with the properties that come with it."""
    return gpd.GeoDataFrame(
        [
            {
                **told,
                "kind": one.kind.value,
                "limit": one.limit.value if one.limit else "",
                "inside": one.inside,
                "outside": one.outside,
                "apart_km": round(one.apart_km),
                "length_km": round(one.length_km, 1),
                "geometry": one.line,
            }
            for told, one in rows
        ],
        crs=WGS84,
    )


def agreed_line(bands: Mapping[Band, shapely.Geometry]) -> shapely.Geometry:
    """Find where all bands (WGS84 degrees) end on the same line, in kilometres."""
    lines = [shapely.transform(shape, project).boundary for shape in bands.values()]
    return shapely.intersection_all([line.buffer(NEAR / 2) for line in lines])


def desert(towns: Iterable[tuple[float, float]]) -> shapely.Geometry:
    """Outline the desert between towns (WGS84 degrees), in kilometres: the least area about them.

    No data set has the desert's own outline.
    """
    return shapely.convex_hull(shapely.MultiPoint(project(np.array(list(towns), dtype=float))))


def _rings(shape: shapely.Geometry) -> Iterator[shapely.LinearRing]:
    for part in shapely.get_parts(shape):
        yield part.exterior
        yield from part.interiors


def _rests(
    line: Floats,
    points: Points,
    ground: Ground,
    beyond: shapely.Geometry | None,
    method: Method,
) -> Iterator[Rest]:
    """Say of each piece of a line, shape (n, 2), what it rests on."""
    middles = (line[1:] + line[:-1]) / 2
    here = shapely.points(middles)
    shapely.prepare(ground.coast)
    at_coast = shapely.dwithin(here, ground.coast, NEAR)
    on = {limit: shapely.dwithin(here, shape, NEAR) for limit, shape in ground.limits.items()}
    by_law = np.zeros(len(here), dtype=bool)
    if ground.agreed is not None:
        by_law = shapely.dwithin(here, ground.agreed, NEAR)
    far = np.zeros(len(here), dtype=bool) if beyond is None else shapely.contains(beyond, here)
    inside, outside = _facing(middles, far, points, method)
    for at in range(len(here)):
        limit = next((name for name, flags in on.items() if flags[at]), None)
        if at_coast[at]:
            yield Edge.COAST, None, "", ""
        elif limit or by_law[at]:
            yield Edge.STATED, limit, "", ""
        elif outside[at]:
            yield Edge.BETWEEN, None, inside[at], outside[at]
        else:
            yield Edge.REACH, None, inside[at], ""


def _facing(
    places: Floats, far: Flags, points: Points, method: Method
) -> tuple[list[str], list[str]]:
    """Find for each place the town inside and the one outside that weigh most there.

    There is none outside where silence weighs more than all the towns that are not counted in, or
    where the nearest of these is so far away that the source is silent.
    """
    nothing = [""] * len(places)
    if not points.town_ids:
        return nothing, nothing
    weighed = votes(places, far, points, method)
    counted_in = points.share == SHARES[Relation.IN]
    against = weighed @ (1 - points.share)
    away = np.hypot(*(places[:, None] - points.xy[None]).transpose(2, 0, 1))
    near = np.where(counted_in, np.inf, away).min(axis=1) <= NEAR_KM
    named = (against >= 1) & near
    names = np.array(points.town_ids)
    inside = names[np.where(counted_in, weighed, -1).argmax(axis=1)]
    reached = np.where(~counted_in & (away <= NEAR_KM), weighed, -1)
    outside = names[reached.argmax(axis=1)]
    outside = np.where(named, outside, "")
    return list(map(str, inside)), list(map(str, outside))


def _smooth(rests: list[Rest], line: Floats) -> list[Rest]:
    """Give a run of one kind that is shorter than `SHORTEST` to the longer of its neighbours."""
    lengths = np.hypot(*np.diff(line, axis=0).T)
    while True:
        runs = _runs(rests)
        sizes = [lengths[first:last].sum() for first, last in runs]
        if len(runs) < 2 or min(sizes) >= SHORTEST:  # noqa: PLR2004
            return rests
        least = int(np.argmin(sizes))
        near = [at for at in (least - 1, least + 1) if 0 <= at < len(runs)]
        taker = max(near, key=lambda at: sizes[at])
        first, last = runs[least]
        edge = runs[taker][1] - 1 if taker < least else runs[taker][0]
        rests = [*rests[:first], *[rests[edge]] * (last - first), *rests[last:]]


def _runs(rests: list[Rest]) -> list[tuple[int, int]]:
    """List where each run of pieces of one kind and limit begins and ends."""
    runs, first = [], 0
    for _, some in groupby(rests, key=lambda rest: rest[:2]):
        last = first + len(list(some))
        runs.append((first, last))
        first = last
    return runs


def _joined(line: Floats, rests: list[Rest], points: Points) -> Iterator[Stretch]:
    """Join the pieces of a line that rest on the same thing."""
    where = dict(zip(points.town_ids, points.xy, strict=True))
    first = 0
    for (kind, limit, inside, outside), some in groupby(rests):
        last = first + len(list(some))
        part = shapely.LineString(line[first : last + 1])
        apart = 0.0
        if inside and outside:
            ends = unproject(np.array([where[inside], where[outside]]))
            apart = GEOD.line_length(*ends.T) / 1000
        lonlat = shapely.transform(part.simplify(SAME), unproject)
        yield Stretch(kind, limit, inside, outside, apart, part.length, lonlat)
        first = last
