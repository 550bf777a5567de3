"""Derive the map's files of what people call Khorasan: limits and arrows, and their ends."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import pandas as pd
import shapely

from geo.crs import GEOD, WGS84
from geo.extents.evidence import Report
from geo.pipeline.assets.cities import city_names
from geo.pipeline.assets.extents import LabelSet
from geo.pipeline.assets.inputs import Inputs
from geo.pipeline.assets.labels import OWN
from geo.vocabulary import Direction

SET = "reports"
"""The label set, and the file of the ends."""

BEARINGS = {
    Direction.NORTH: 0, Direction.NORTH_EAST: 45, Direction.EAST: 90, Direction.SOUTH_EAST: 135,
    Direction.SOUTH: 180, Direction.SOUTH_WEST: 225, Direction.WEST: 270,
    Direction.NORTH_WEST: 315,
}  # fmt: skip

FAR, BAR, HEAD = 650.0, 90.0, 55.0
"""Kilometres that an arrow reaches where no end is named, of half a limit's bar, and of a head."""

STEP = 40.0
"""Kilometres between the points of an arrow, which follows the shortest way over the ground."""

Point = tuple[float, float]

SIZE = 9
"""Pixels of the symbol at a limit."""


def report_layers(inputs: Inputs) -> dict[str, gpd.GeoDataFrame]:
    """Make the frames of the reports' lines, and of their ends."""
    reports = inputs.catalogue.evidence.reports
    rows = [{"kind": kind, "geometry": line} for one in reports for kind, line in _lines(one)]
    return {"reports": gpd.GeoDataFrame(rows, crs=WGS84), f"towns/{SET}": _ends(inputs)}


def report_labels(inputs: Inputs, ground: gpd.GeoDataFrame) -> LabelSet:
    """Bring together the names of the ends; `ground` are the names of today's lands."""
    ends = _ends(inputs)
    own = gpd.GeoDataFrame(
        {
            "name": ends["name"], "longer": ends["name"], "role": "town", "rank": -15,
            "clear": SIZE / 2 + OWN, "leads": True, "early": True,
        },
        geometry=ends.geometry,
    )  # fmt: skip
    cities = city_names(inputs.cities, ends)
    names = pd.concat([ground[ground["role"] == "country"], own, cities], ignore_index=True)
    return LabelSet(SET, names, ends.assign(minor=False), f"towns/{SET}")


def _ends(inputs: Inputs) -> gpd.GeoDataFrame:
    """Set out the places that the reports name, each once, with what is said of it."""
    said: dict[Point, tuple[str, list[str]]] = {}
    for one in inputs.catalogue.evidence.reports:
        ends = [(one.from_name, one.from_lon, one.from_lat)]
        if one.to_lon is not None and one.to_lat is not None:
            ends.append((one.to_name, one.to_lon, one.to_lat))
        for name, lon, lat in ends:
            _, tips = said.setdefault((lon, lat), (name, []))
            if not one.draws_on:
                tips.append(one.title)
    return gpd.GeoDataFrame(
        {
            "name": [name for name, _ in said.values()],
            "tip": ["; ".join(tips) for _, tips in said.values()],
            "voice": "named",
            "size": SIZE,
        },
        geometry=gpd.points_from_xy([lon for lon, _ in said], [lat for _, lat in said]),
        crs=WGS84,
    )


def _lines(one: Report) -> Iterator[tuple[str, shapely.LineString]]:
    """Draw a report's limit across its arrow, and the arrow; nothing where it has no reach."""
    start = (one.from_lon, one.from_lat)
    if one.to_lon is not None and one.to_lat is not None:
        bearing, _, metres = GEOD.inv(*start, one.to_lon, one.to_lat)
        length = metres / 1000
    elif one.direction:
        bearing, length = BEARINGS[one.direction], FAR
    else:
        return
    count = max(round(length / STEP), 2)
    way = [_laid_off(start, bearing, length * at / count) for at in range(count + 1)]
    _, back, _ = GEOD.inv(*way[-2], *way[-1])
    kind = "copy" if one.draws_on else "reach"
    yield kind, shapely.LineString(way)
    if kind == "reach":
        ends = [_laid_off(way[-1], back + turn, HEAD) for turn in (-28, 28)]
        yield "limit", shapely.LineString([ends[0], way[-1], ends[1]])
        bar = [_laid_off(start, bearing + turn, BAR) for turn in (-90, 90)]
        yield "limit", shapely.LineString([bar[0], start, bar[1]])


def _laid_off(start: Point, bearing: float, kilometres: float) -> Point:
    lon, lat, _ = GEOD.fwd(*start, bearing, 1000 * kilometres)
    return float(lon), float(lat)
