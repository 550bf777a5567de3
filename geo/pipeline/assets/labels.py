"""Place the names on the map so that no two ever lie on each other, at any zoom.

A name keeps its size on the screen while the ground grows, so two names that clear each other
at one zoom clear each other at every higher one, up to their offsets from their points. Names
are taken by rank; each gets the lowest level from which on it clears, at every zoom, the
symbols and all names placed before it (greedy point-feature labelling, as surveyed by
Christensen, Marks and Shieber, 1995). What has no level is not shown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.crs import EQUAL_AREA, Floats, mercator
from geo.geojson import write_features
from geo.layers.names import LEVELS, NAME_SIZES
from geo.layers.places import NO_GROUP

ZOOMS = np.arange(LEVELS[0], 9.6, 0.1)
"""The zooms at which names are held apart: from the first level to beyond the map's closest."""

THIN = "\u2009"
ADVANCE, CAPITAL, SPACE = 0.54, 0.64, 0.2
"""The mean advance in ems of a small letter, a capital and a thin space: generous for the map's
sans serif."""

REACH = (slice(40, 86), slice(20, 52))
"""Degrees east and north between which lakes have names."""

FLOORS = {
    "country": 1.2, "khorasan": 4.2, "place": 2.2, "water": 3.2, "province": 4.2,
    "quarter": 3.2, "town": 3.2, "outside": 4.2, "extent": 3.2,
}  # fmt: skip
"""The level below which a name of each role is not shown, however much room there is."""

MARGIN = 3
"""Pixels kept free between two names."""

NAME = "Khorasan"
"""The name that the atlas asks about, as it stands in the names of today's provinces."""


@dataclass(frozen=True)
class Boxes:
    """Boxes on the screen: a point in Web Mercator pixels at zoom 0, an offset and a size.

    All are arrays of shape (n, 2), x to the right and y down; `level` is the zoom from which
    on a box is shown, of shape (n,).
    """

    at: Floats
    offset: Floats
    size: Floats
    level: Floats


def place_labels(names: gpd.GeoDataFrame, symbols: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Find the `level` and the `offset` (pixels) that each name can have, and drop the rest.

    `names` have `name`, `role` (a key of `NAME_SIZES`), `rank` (small first) and `clear`, the
    pixels they keep from their own point; `symbols` have `size` and `group`, and stand `rise`
    pixels above their points if they have that. Both are WGS84 points. The symbols of sites
    give way: a site lies in its city, on the city's name.
    """
    symbols = symbols[symbols["group"] != "site"]
    ordered = names.sort_values(["rank", "name"], ignore_index=True)
    points = pixels(ordered.geometry)
    sizes = np.array(
        [size_of(name, role) for name, role in zip(ordered["name"], ordered["role"], strict=True)]
    )
    placed = Boxes(
        at=pixels(symbols.geometry),
        offset=np.column_stack([np.zeros(len(symbols)), -_rise(symbols)]),
        size=np.repeat(symbols["size"].to_numpy(float)[:, None], 2, axis=1),
        level=np.full(len(symbols), LEVELS[0]),
    )
    levels, offsets = [], []
    floors = ordered["role"].map(FLOORS)
    for at, size, clear, floor in zip(points, sizes, ordered["clear"], floors, strict=True):
        level, offset = _best(placed, at, size, clear, floor)
        levels.append(level)
        offsets.append(list(offset))
        if np.isfinite(level):
            placed = Boxes(
                np.vstack([placed.at, at]),
                np.vstack([placed.offset, offset]),
                np.vstack([placed.size, size]),
                np.append(placed.level, level),
            )
    result = ordered.assign(level=levels, offset=offsets)
    return result[np.isfinite(result["level"])].drop(columns=["clear"])


def pixels(points: gpd.GeoSeries) -> Floats:
    """Project WGS84 points to Web Mercator pixels at zoom 0, shape (n, 2)."""
    return mercator(shapely.get_coordinates(points.to_numpy()))


def _rise(symbols: gpd.GeoDataFrame) -> Floats:
    if "rise" not in symbols:
        return np.zeros(len(symbols))
    rise: Floats = symbols["rise"].fillna(0).to_numpy(float)
    return rise


def _best(
    placed: Boxes, at: Floats, size: Floats, clear: float, floor: float
) -> tuple[float, tuple[int, int]]:
    """Try below, above, right, left and the corners; keep the first of the lowest level.

    Levels below `floor` count as `floor`: a nearer side is worth more than an earlier sight.
    """
    down, side = (math.ceil(clear + half) for half in (size[1] / 2, size[0] / 2))
    sides = [(0, down), (0, -down), (side, 0), (-side, 0)]
    corners = [(x, y) for x in (side, -side) for y in (down, -down)]
    offsets = sides + corners if clear else [(0, 0)]
    levels = [lowest_level(placed, at, size, np.array(offset)) for offset in offsets]
    tried = [(max(level, floor), offset) for level, offset in zip(levels, offsets, strict=True)]
    return min(tried, key=lambda pair: pair[0])


def lowest_level(placed: Boxes, at: Floats, size: Floats, offset: NDArray[np.int_]) -> float:
    """Find the lowest of `LEVELS` from which on a box clears those placed; infinite if none."""
    room = (placed.size + size) / 2 + MARGIN
    beside = offset - placed.offset
    apart = at - placed.at
    near = np.flatnonzero((np.abs(apart) * 2 ** ZOOMS[0] < room + np.abs(beside)).all(axis=1))
    gaps = np.abs(apart[near, None] * 2 ** ZOOMS[:, None] + beside[near, None])
    hits = (gaps < room[near, None]).all(axis=2) & (placed.level[near, None] <= ZOOMS)
    taken = ZOOMS[hits.any(axis=0)]
    if not len(taken):
        return LEVELS[0]
    return next((level for level in LEVELS if level > taken[-1]), math.inf)


def size_of(name: str, role: str) -> tuple[float, float]:
    """Estimate a name's width and height on the screen in pixels."""
    ems = sum(
        SPACE if letter == THIN else CAPITAL if letter.isupper() else ADVANCE for letter in name
    )
    return ems * NAME_SIZES[role], NAME_SIZES[role] * 1.2


def write_labels(
    names: gpd.GeoDataFrame, symbols: gpd.GeoDataFrame, out: Path, label_set: str
) -> None:
    """Place the names of a label set and write a file for each level into `out`."""
    placed = place_labels(names, symbols)
    placed = placed.assign(size=placed["role"].map(NAME_SIZES))
    for column, value in (("group", NO_GROUP), ("uses", 0)):
        given = placed[column] if column in placed else pd.Series(value, placed.index)
        placed[column] = given.fillna(value)
    placed = placed.astype({"uses": int})
    for number, level in enumerate(LEVELS):
        chosen = placed[placed["level"] == level].drop(columns=["level", "rank"])
        write_features(chosen, out / "names" / f"{label_set}-{number}.json")


def middles(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Find each area's middle: that of the largest circle its largest part holds."""
    largest = frame.geometry.map(lambda area: max(shapely.get_parts(area), key=lambda p: p.area))
    circles = shapely.maximum_inscribed_circle(largest.values, tolerance=0.05)
    return gpd.GeoSeries(shapely.get_point(circles, 0), index=frame.index, crs=frame.crs)


def gather(
    countries: gpd.GeoDataFrame,
    provinces: gpd.GeoDataFrame,
    water: gpd.GeoDataFrame,
    places: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    """Bring all names together in ranks: Khorasan first, the greatest of the rest next.

    The three Khorasans, the focus countries, the waters, the places, then the others by area;
    `places` may be empty.

    A country or province that is a place of the article has its name at its symbol.
    """
    symbols = places[places["area_ref"] != ""].set_index("area_ref")
    focus = countries["focus"].astype(bool)
    khorasan = provinces["namesake"]
    still = water["kind"].isin(["lake", "sea"]) & water["rank"].isin([1, 2])
    lakes = water[still & water["name"].notna()].cx[REACH]
    others = countries[~focus & countries["country"].notna()]
    return pd.concat(
        [
            _areas(countries[focus], "country", "country", 0, symbols),
            _areas(provinces[khorasan], "khorasan", "iso_3166_2", -10, symbols),
            _areas(lakes, "water", "water_id", 500, symbols),
            _points(places[~places["group"].isin(["country", "province"])], 1000),
            _areas(others, "country", "country", 2000, symbols),
            _areas(provinces[~khorasan], "province", "iso_3166_2", 3000, symbols),
        ],
        ignore_index=True,
    )


def _areas(
    frame: gpd.GeoDataFrame, role: str, code: str, first: int, symbols: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    own = frame[code].isin(symbols.index)
    by_area = frame.to_crs(EQUAL_AREA).area.rank(ascending=False)
    at_symbol = frame[code].map(symbols.geometry)
    return gpd.GeoDataFrame(
        {
            "name": frame["name"].map(spaced) if role == "country" else frame["name"],
            "role": role,
            "rank": (1000 - frame[code].map(symbols["mentions"])).where(
                own & (role == "province"), by_area + first
            ),
            "clear": (frame[code].map(symbols["size"]).fillna(0) / 2 + MARGIN).where(own, 0),
        },
        geometry=gpd.GeoSeries(at_symbol.where(own, middles(frame)), crs=frame.crs),
    )


def _points(places: gpd.GeoDataFrame, first: int) -> gpd.GeoDataFrame:
    quiet = places["group"].isin(["site", "region"])
    return gpd.GeoDataFrame(
        {
            "name": places["name"],
            "role": "place",
            "rank": first - places["mentions"] + quiet * 100,
            "clear": places["size"] / 2 + MARGIN,
            "group": places["group"],
            "uses": places["uses"],
        },
        geometry=places.geometry,
    )


def spaced(name: str) -> str:
    """Set a name in capitals with thin spaces between, as atlases set countries."""
    return THIN.join(name.upper())
