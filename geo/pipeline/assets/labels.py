"""Place the names on the map so that no two ever lie on each other, at any zoom and text size.

A name keeps its size on the screen while the ground grows, so two names that clear each other
at one zoom clear each other at every higher one, up to their offsets from their points. Names
are taken by rank; each gets the lowest level from which on it clears, at every zoom, the
symbols and all names placed before it (greedy point-feature labelling, as surveyed by
Christensen, Marks and Shieber, 1995). All this is done anew for each of `FACTORS`, by which
names and symbols grow together. What has no level at any factor is not shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import EQUAL_AREA, Floats, mercator
from geo.geojson import write_features
from geo.layers.names import FACTORS, LEVELS, NAME_SIZES
from geo.layers.places import NO_GROUP

CLOSEST = 9.5
"""The zoom up to which names are held apart, beyond the map's closest."""

THIN = "\u2009"
WIDE = "mwMW"
ADVANCE, CAPITAL, BROAD, SPACE = 0.54, 0.64, 0.85, 0.2
"""The advance in ems of a small letter, a capital, a wide letter and a thin space: generous for
the map's sans serif."""

REACH = (slice(40, 86), slice(20, 52))
"""Degrees east and north between which lakes have names."""

FLOORS = {
    "country": 0.4, "khorasan": 4.2, "place": 2.2, "water": 3.2, "province": 4.2,
    "quarter": 3.2, "town": 3.2, "outside": 4.2, "extent": 1.2,
}  # fmt: skip
"""The level below which a name of each role is not shown, however much room there is."""

GREATEST, GREATER = 30, 100
"""So many of the greatest countries have names on a map of the world, and on one of a continent."""

TOWNS = {"town", "outside"}
"""The roles of the names of historical towns."""

MARGIN = 3
"""Pixels kept free between two names."""

NAME = "Khorasan"
"""The name that the atlas asks about, as it stands in the names of today's provinces."""


@dataclass(frozen=True)
class Boxes:
    """Boxes on the screen: a point in Web Mercator pixels at zoom 0, an offset and a size.

    All are arrays of shape (n, 2), x to the right and y down; `level` is the zoom from which
    on a box is shown, of shape (n,), infinite for one that is not.
    """

    at: Floats
    offset: Floats
    size: Floats
    level: Floats

    def scaled(self, factor: float) -> Boxes:
        """Return the boxes at `factor` times their size on the screen, about the same points."""
        return Boxes(self.at, self.offset * factor, self.size * factor, self.level)

    def __add__(self, more: Boxes) -> Boxes:
        """Return these boxes and then `more`, as arrays of their own."""
        return Boxes(
            np.vstack([self.at, more.at]),
            np.vstack([self.offset, more.offset]),
            np.vstack([self.size, more.size]),
            np.append(self.level, more.level),
        )

    def first(self, count: int) -> Boxes:
        """Return the first `count` boxes."""
        at, offset, size = self.at[:count], self.offset[:count], self.size[:count]
        return Boxes(at, offset, size, self.level[:count])


Offset = tuple[int, int]
"""Pixels to the right and down."""


def place_labels(names: gpd.GeoDataFrame, symbols: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Find the `levels` and the `offsets` (pixels) of each name, for each of `FACTORS`.

    The greatest come first. Both are None where a name has no room; what never has any is left
    out.

    `names` have `name`, `role` (a key of `NAME_SIZES`), `rank` (small first) and `clear`, the
    pixels they keep from their own point. They may have `fits`, the zoom from which on a name
    lies within its area at factor 1, and `leads`: no other town is named before those that lead.
    `symbols` have `size` and `group`, and stand `rise` pixels above their points if they have
    that. Both are WGS84 points. The symbols of sites give way: a site lies in its city, on the
    city's name.
    """
    ordered = names.sort_values(["rank", "name"], ignore_index=True)
    fixed = symbol_boxes(symbols)
    found = [_place(ordered, fixed, factor) for factor in FACTORS]
    levels, offsets = (list(zip(*rows, strict=True)) for rows in zip(*found, strict=True))
    result = ordered.assign(
        levels=pd.Series(levels, ordered.index), offsets=pd.Series(offsets, ordered.index)
    )
    shown = [any(level is not None for level in one) for one in levels]
    return result[shown].drop(columns=["clear", "fits", "leads"], errors="ignore")


def pixels(points: gpd.GeoSeries) -> Floats:
    """Project WGS84 points to Web Mercator pixels at zoom 0, shape (n, 2)."""
    return mercator(shapely.get_coordinates(points.to_numpy()))


def symbol_boxes(symbols: gpd.GeoDataFrame) -> Boxes:
    """Measure the symbols that names keep clear of, at factor 1."""
    kept = symbols[symbols["group"] != "site"]
    rise = _column(kept, "rise", 0.0)
    return Boxes(
        at=pixels(kept.geometry),
        offset=np.column_stack([np.zeros(len(kept)), -rise]),
        size=np.repeat(kept["size"].to_numpy(float)[:, None], 2, axis=1),
        level=np.full(len(kept), LEVELS[0]),
    )


def name_boxes(names: gpd.GeoDataFrame, level: float = math.inf) -> Boxes:
    """Measure names at factor 1, centred at their points and shown from `level` on."""
    sizes = [size_of(name, role) for name, role in zip(names["name"], names["role"], strict=True)]
    return Boxes(
        at=pixels(names.geometry),
        offset=np.zeros((len(names), 2)),
        size=np.array(sizes, float).reshape(-1, 2),
        level=np.full(len(names), level),
    )


def _column(frame: gpd.GeoDataFrame, column: str, missing: float) -> Floats:
    given = frame[column] if column in frame else pd.Series(missing, frame.index)
    values: Floats = given.astype(float).fillna(missing).to_numpy()
    return values


def _place(
    ordered: gpd.GeoDataFrame, fixed: Boxes, factor: float
) -> tuple[list[float | None], list[Offset | None]]:
    """Find each name's level and offset at a factor, both None where it has no room."""
    boxes = (fixed + name_boxes(ordered)).scaled(factor)
    floors = np.maximum(
        ordered["role"].map(FLOORS).to_numpy(float),
        _column(ordered, "fits", -math.inf) + math.log2(factor),
    )
    leads = _column(ordered, "leads", 0.0).astype(bool)
    follows = ordered["role"].isin(TOWNS).to_numpy() & ~leads
    latest = LEVELS[0]
    levels: list[float | None] = []
    offsets: list[Offset | None] = []
    for row, clear in enumerate(ordered["clear"] * factor):
        own = len(fixed.at) + row
        floor = max(floors[row], latest) if follows[row] else floors[row]
        choices = offsets_about(boxes.size[own], clear)
        level, offset = _best(boxes, own, choices, floor)
        boxes.offset[own], boxes.level[own] = offset, level
        if math.isfinite(level) and leads[row]:
            latest = max(latest, level)
        levels.append(level if math.isfinite(level) else None)
        offsets.append(offset if math.isfinite(level) else None)
    return levels, offsets


def offsets_about(size: Floats, clear: float) -> list[Offset]:
    """List where a name may stand: below, above, right, left and at the corners of its point."""
    if not clear:
        return [(0, 0)]
    side, down = (math.ceil(clear + length / 2) for length in size)
    sides = [(0, down), (0, -down), (side, 0), (-side, 0)]
    return sides + [(x, y) for x in (side, -side) for y in (down, -down)]


def _best(boxes: Boxes, own: int, choices: Sequence[Offset], floor: float) -> tuple[float, Offset]:
    """Find the first choice of the lowest level at which the box `own` clears all before it.

    Levels below `floor` count as one: a nearer side is worth more than an earlier sight.
    """
    at = np.repeat(boxes.at[own][None], len(choices), axis=0)
    clear = clear_from(boxes.first(own), at, np.array(choices, float), boxes.size[own])
    levels = levels_from(np.maximum(clear, floor))
    chosen = int(np.argmin(levels))
    return float(levels[chosen]), choices[chosen]


def clear_from(placed: Boxes, at: Floats, offset: Floats, size: Floats) -> Floats:
    """Find the zoom from which on boxes of one size clear all that are placed, shape (n,).

    `at` and `offset` have the shape (n, 2). On each axis two boxes meet between two scales of
    the ground; they overlap at the scales at which they meet on both.
    """
    room = (placed.size + size) / 2 + MARGIN
    apart, beside = at[:, None] - placed.at, offset[:, None] - placed.offset
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (room - beside) / apart, (-room - beside) / apart
    begin = np.maximum(np.minimum(one, other).max(axis=2), 2**placed.level)
    end = np.minimum(np.maximum(one, other).min(axis=2), 2**CLOSEST)
    last = np.where(begin < end, end, 0).max(axis=1, initial=0)
    with np.errstate(divide="ignore"):
        zooms: Floats = np.log2(last)
    return zooms


def levels_from(zooms: Floats) -> Floats:
    """Find the lowest of `LEVELS` at or above each zoom, infinite where there is none."""
    levels: Floats = np.append(LEVELS, math.inf)[np.searchsorted(LEVELS, zooms)]
    return levels


def size_of(name: str, role: str) -> tuple[float, float]:
    """Estimate a name's width and height on the screen in pixels."""
    ems = sum(map(_advance, name))
    return ems * NAME_SIZES[role], NAME_SIZES[role] * 1.2


def _advance(letter: str) -> float:
    if letter == THIN:
        return SPACE
    if letter in WIDE:
        return BROAD
    return CAPITAL if letter.isupper() else ADVANCE


def write_labels(
    names: gpd.GeoDataFrame, symbols: gpd.GeoDataFrame, out: Path, label_set: str
) -> None:
    """Place the names of a label set and write its file into `out`, the greatest first."""
    placed = place_labels(names, symbols)
    placed = placed.assign(size=placed["role"].map(NAME_SIZES))
    for column, value in (("group", NO_GROUP), ("uses", 0)):
        given = placed[column] if column in placed else pd.Series(value, placed.index)
        placed[column] = given.fillna(value)
    placed = placed.astype({"uses": int}).drop(columns=["rank"])
    write_features(placed, out / "names" / f"{label_set}.json")


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
            "fits": np.select(
                [(by_area <= GREATEST) | (role != "country"), by_area <= GREATER],
                [-math.inf, 2.2],
                4.2,
            ),
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
