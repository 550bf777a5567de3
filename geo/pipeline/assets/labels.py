"""Place the names on the map so that no two ever lie on each other, at any zoom and text size.

A name keeps its size on the screen while the ground grows, so two names that clear each other
at one zoom clear each other at every higher one, up to their offsets from their points. Names
are taken by rank; each gets the lowest level from which on it clears, at every zoom, the
symbols and all names placed before it (greedy point-feature labelling, as surveyed by
Christensen, Marks and Shieber, 1995). It keeps farther from other symbols than from its own, so
that nobody takes it for theirs. A symbol that is not great gives way to the first names: it has a
level, too. All this is done anew for each of `FACTORS`, by which names and symbols grow together.
What has no level at any factor is not shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import product
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.crs import EQUAL_AREA, HALF_WORLD, TILE, Floats, mercator
from geo.geojson import write_features
from geo.layers.names import FACTORS, LEVELS, NAME_SIZES
from geo.layers.places import NO_GROUP

CLOSEST = 9.5
"""The zoom up to which names are held apart, beyond the map's closest."""

THIN = "\u2009"
WIDE = "mwMW"
ADVANCE, CAPITAL, BROAD, SPACE = 0.54, 0.66, 0.85, 0.2
"""The advance in ems of a small letter, a capital, a wide letter and a thin space: generous for
the map's sans serif."""

REACH = (slice(40, 86), slice(20, 52))
"""Degrees east and north between which lakes have names."""

FLOORS = {
    "country": 0.4, "khorasan": 4.2, "place": 2.2, "water": 3.2, "province": 4.2,
    "quarter": 3.2, "town": 3.2, "outside": 4.2, "extent": 1.2, "area": 1.2, "capital": 4.2,
    "city": 4.2,
}  # fmt: skip
"""The level below which a name of each role is not shown, however much room there is."""

GREATEST, GREATER = 30, 100
"""So many of the greatest countries have names on a map of the world, and on one of a continent."""

TOWNS = {"town", "outside"}
"""The roles of the names of historical towns."""

MARKED = {"capital", "city"}
"""The roles of names that bring a square of their own."""

MARGIN = 3
"""Pixels kept free between two names."""

OWN, OTHERS, CROWD, LAP = 2, 3.5, 8, 5
"""Pixels kept free between a name and its own symbol, between it and the symbols of others, so that
its own is the nearest, and by those that give way, for they are many; and those by which two of
these may lie on each other."""

DOT = 6
"""Pixels of the square that marks a city of today."""

MODERN = 6.2
"""The zoom from which on a historical town may have its name of today, too."""

FILLED = 640
"""Pixels of a wide area's radius at which its name goes: there is nothing but the area in sight."""

ASIDE = range(-176, 177, 22)
"""Pixels by which the name of a wide area may stand beside the middle of the area."""

NAME = "Khorasan"
"""The name that the atlas asks about, as it stands in the names of today's provinces."""


@dataclass(frozen=True)
class Boxes:
    """Boxes on the screen: a point in Web Mercator pixels at zoom 0, an offset and a size.

    All are arrays of shape (n, 2), x to the right and y down. The rest have the shape (n,):
    `level` is the zoom from which on a box is shown, infinite for one that is not, `until` the
    one at which it goes again, and `margin` the pixels that names keep from it.
    """

    at: Floats
    offset: Floats
    size: Floats
    level: Floats
    until: Floats
    margin: Floats

    def scaled(self, factor: float) -> Boxes:
        """Return the boxes at `factor` times their size on the screen, about the same points."""
        return replace(
            self,
            offset=self.offset * factor,
            size=self.size * factor,
            margin=self.margin * factor,
        )

    def __add__(self, more: Boxes) -> Boxes:
        """Return these boxes and then `more`, as arrays of their own."""
        pairs = zip(self.columns(), more.columns(), strict=True)
        return Boxes(*(np.concatenate(pair) for pair in pairs))

    def first(self, count: int) -> Boxes:
        """Return the first `count` boxes."""
        return Boxes(*(column[:count] for column in self.columns()))

    def columns(self) -> list[Floats]:
        """List the arrays in their order."""
        return [getattr(self, field.name) for field in fields(self)]


Offset = tuple[int, int]
"""Pixels to the right and down."""


class Placed(NamedTuple):
    """The names that have room, and for each symbol the `levels` from which on it is shown."""

    names: gpd.GeoDataFrame
    levels: list[list[float | None]]


@dataclass
class Found:
    """What is found for each name or symbol at one factor: a level, an offset and an end."""

    levels: list[float | None]
    offsets: list[Offset | None]
    untils: list[float | None]
    symbols: list[float | None]
    longer: list[tuple[int, float, Offset]]
    """The names that have a longer form: its row, and the form's own level and offset."""


def place_labels(names: gpd.GeoDataFrame, symbols: gpd.GeoDataFrame) -> Placed:
    """Find the `levels` and the `offsets` (pixels) of each name, for each of `FACTORS`.

    The greatest come first. Both are None where a name has no room; what never has any is left
    out.

    `names` have `name`, `role` (a key of `NAME_SIZES`), `rank` (small first) and `clear`, the
    pixels they keep from their own point. They may have `fits`, the zoom from which on a name
    lies within its area at factor 1, `until`, the zoom at which it goes, `leads`: no other town
    is named before those that lead, `early`: minor symbols give way to these and to what comes
    before the last of them, and `longer`: a form with
    more in it that takes its place where there is room. `symbols` have `size`; they may be
    `minor`, and stand beside their points by `right` and `down` pixels. Both are WGS84 points.
    """
    ordered = names.sort_values(["rank", "name"], ignore_index=True)
    fixed = symbol_boxes(symbols)
    minor = _flags(symbols, "minor")
    found = [_place(ordered, fixed, minor, factor) for factor in FACTORS]
    columns = {
        name: list(map(list, zip(*(getattr(one, name) for one in found), strict=True)))
        for name in ("levels", "offsets", "untils", "symbols")
    }
    result = ordered.assign(
        levels=pd.Series(columns["levels"], ordered.index, dtype=object),
        offsets=pd.Series(columns["offsets"], ordered.index, dtype=object),
        until=pd.Series(columns["untils"], ordered.index, dtype=object),
    )
    shown = [any(level is not None for level in one) for one in columns["levels"]]
    extra = ["clear", "fits", "leads", "early", "longer"]
    with_longer = pd.concat([result[shown], _longer(result, found)], ignore_index=True)
    return Placed(with_longer.drop(columns=extra, errors="ignore"), columns["symbols"])


def _longer(names: gpd.GeoDataFrame, found: Sequence[Found]) -> gpd.GeoDataFrame:
    """Make names of their own of the longer forms that have room."""
    rows = sorted({row for one in found for row, _, _ in one.longer})
    levels: list[list[float | None]] = [[None] * len(FACTORS) for _ in rows]
    offsets: list[list[Offset | None]] = [[None] * len(FACTORS) for _ in rows]
    for at, one in enumerate(found):
        for row, level, offset in one.longer:
            levels[rows.index(row)][at] = level
            offsets[rows.index(row)][at] = offset
    made = names.loc[rows]
    return made.assign(
        name=made["longer"] if rows else [],
        levels=pd.Series(levels, made.index, dtype=object),
        offsets=pd.Series(offsets, made.index, dtype=object),
        until=pd.Series([[None] * len(FACTORS) for _ in rows], made.index, dtype=object),
    )


def pixels(points: gpd.GeoSeries) -> Floats:
    """Project WGS84 points to Web Mercator pixels at zoom 0, shape (n, 2)."""
    return mercator(shapely.get_coordinates(points.to_numpy()))


def symbol_boxes(symbols: gpd.GeoDataFrame) -> Boxes:
    """Measure the symbols that names keep clear of, at factor 1."""
    count = len(symbols)
    right, down = (_column(symbols, one, 0.0) for one in ("right", "down"))
    return Boxes(
        at=pixels(symbols.geometry),
        offset=np.column_stack([right, down]),
        size=np.repeat(symbols["size"].to_numpy(float)[:, None], 2, axis=1),
        level=np.full(count, LEVELS[0]),
        until=np.full(count, math.inf),
        margin=np.full(count, float(OTHERS)),
    )


def name_boxes(names: gpd.GeoDataFrame, level: float = math.inf) -> Boxes:
    """Measure names at factor 1, centred at their points and shown from `level` on."""
    sizes = [size_of(name, role) for name, role in zip(names["name"], names["role"], strict=True)]
    return Boxes(
        at=pixels(names.geometry),
        offset=np.zeros((len(names), 2)),
        size=np.array(sizes, float).reshape(-1, 2),
        level=np.full(len(names), level),
        until=_column(names, "until", math.inf),
        margin=np.full(len(names), float(MARGIN)),
    )


def _column(frame: gpd.GeoDataFrame, column: str, missing: float) -> Floats:
    given = frame[column] if column in frame else pd.Series(missing, frame.index)
    values: Floats = given.astype(float).fillna(missing).to_numpy()
    return values


def _flags(frame: gpd.GeoDataFrame, column: str) -> NDArray[np.bool_]:
    return _column(frame, column, 0.0).astype(bool)


def _place(
    ordered: gpd.GeoDataFrame, symbols: Boxes, minor: NDArray[np.bool_], factor: float
) -> Found:
    """Find each name's level and offset at a factor, both None where it has no room."""
    marked = ordered["role"].isin(MARKED).to_numpy()
    dots = name_boxes(ordered[marked])
    dots = replace(dots, size=np.full_like(dots.size, DOT), margin=np.full(marked.sum(), OTHERS))
    fixed = symbols + dots
    boxes = (fixed + name_boxes(ordered)).scaled(factor)
    few = len(symbols.at)
    boxes.level[:few][minor] = math.inf
    own_symbols = _own_symbols(ordered, boxes, symbols)
    dot_of = dict(zip(np.flatnonzero(marked).tolist(), range(few, len(fixed.at)), strict=True))
    floors = np.maximum(
        ordered["role"].map(FLOORS).to_numpy(float),
        _column(ordered, "fits", -math.inf) + math.log2(factor),
    )
    leads, early = _flags(ordered, "leads"), _flags(ordered, "early")
    follows = ordered["role"].isin(TOWNS).to_numpy() & ~leads
    clear = ordered["clear"].to_numpy(float)
    roles = ordered["role"].to_numpy()
    latest = LEVELS[0]
    first_late = max(np.flatnonzero(early), default=-1) + 1
    waiting: list[int] = np.flatnonzero(minor).tolist()
    for row in range(len(ordered)):
        own = len(fixed.at) + row
        if row == first_late:
            _show_minor(boxes, waiting, len(fixed.at))
            waiting = []
        floor = max(floors[row], latest) if follows[row] else floors[row]
        choices = _choices(roles[row], boxes.size[own], clear[row] * factor)
        symbol = own_symbols.get(own, -1)
        if symbol >= 0:  # No name stands where its symbol is not.
            floor = max(floor, boxes.level[symbol])
        if row in dot_of:
            floor = max(floor, _clear_of(boxes, dot_of[row], boxes.first(own)))
        level, offset = _best(boxes, own, choices, floor, symbol=symbol, spared=waiting)
        boxes.offset[own], boxes.level[own] = offset, level
        if row in dot_of:
            boxes.level[dot_of[row]] = level
        if math.isfinite(level) and leads[row]:
            latest = max(latest, level)
    _show_minor(boxes, waiting, len(fixed.at))
    boxes, longer = _lengthen(ordered, boxes, len(fixed.at), own_symbols, factor)
    here = slice(len(fixed.at), len(fixed.at) + len(ordered))
    shown = np.isfinite(boxes.level[here])
    return Found(
        levels=_finite(boxes.level[here]),
        offsets=[
            (int(x), int(y)) if is_shown else None
            for (x, y), is_shown in zip(boxes.offset[here], shown, strict=True)
        ],
        untils=_finite(np.where(shown, boxes.until[here], math.inf)),
        symbols=_finite(boxes.level[:few]),
        longer=longer,
    )


def _finite(levels: Floats) -> list[float | None]:
    return [float(level) if math.isfinite(level) else None for level in levels]


def _own_symbols(ordered: gpd.GeoDataFrame, boxes: Boxes, symbols: Boxes) -> dict[int, int]:
    """Find for each name, by its box, the symbol that stands on its point, by its own.

    A wide area's name has none: Iran's symbol stands in the middle of Persia, too.
    """
    standing = {
        tuple(at): number
        for number, at in enumerate(symbols.at)
        if not symbols.offset[number].any()
    }
    names = len(boxes.at) - len(ordered)
    found = (
        (names + row, standing.get(tuple(boxes.at[names + row])))
        for row in np.flatnonzero(ordered["role"] != "area").tolist()
    )
    return {own: number for own, number in found if number is not None}


def _show_minor(boxes: Boxes, minor: Sequence[int], names: int) -> None:
    """Give each minor symbol the level from which on it clears all that is placed."""
    if not len(minor):
        return
    margin = np.where(np.arange(len(boxes.at)) < names, 0.0, CROWD)
    margin[minor] = -LAP
    placed = replace(boxes, margin=margin)
    for number in minor:
        owner = (placed.at == boxes.at[number]).all(axis=1)
        others = Boxes(*(column[~owner] for column in placed.columns()))
        here = slice(number, number + 1)
        [zoom] = clear_from(others, boxes.at[here], boxes.offset[here], boxes.size[number])
        boxes.level[number] = max(LEVELS[0], math.ceil(10 * zoom) / 10 if zoom > 0 else 0)
        if boxes.level[number] >= CLOSEST:
            boxes.level[number] = math.inf


def _clear_of(boxes: Boxes, own: int, others: Boxes) -> float:
    """Find the level from which on a box clears others."""
    here = slice(own, own + 1)
    zooms = clear_from(others, boxes.at[here], boxes.offset[here], boxes.size[own])
    return float(levels_from(np.maximum(zooms, LEVELS[0]))[0])


def _choices(role: str, size: Floats, clear: float) -> list[Offset]:
    if role == "area":
        return sorted(product(ASIDE, ASIDE), key=lambda one: math.hypot(*one))
    return offsets_about(size, clear)


def _lengthen(
    ordered: gpd.GeoDataFrame,
    boxes: Boxes,
    names: int,
    own_symbols: dict[int, int],
    factor: float,
) -> tuple[Boxes, list[tuple[int, float, Offset]]]:
    """Let names give way to their longer forms from the levels on at which those have room."""
    made = []
    given = ordered["longer"] if "longer" in ordered else pd.Series("", ordered.index)
    for row, longer in given[given.map(bool) & given.notna()].items():
        own = names + row
        if not math.isfinite(boxes.level[own]):
            continue
        size = np.array(size_of(longer, ordered["role"].iloc[row])) * factor
        choices = offsets_about(size, ordered["clear"].iloc[row] * factor)
        offsets = np.array(choices, float)
        at = np.repeat(boxes.at[own][None], len(choices), axis=0)
        skipped = [own, own_symbols.get(own, own)]
        rest = np.delete(np.arange(len(boxes.at)), skipped)
        others = Boxes(*(column[rest] for column in boxes.columns()))
        floor = max(MODERN, boxes.level[own])
        levels = levels_from(np.maximum(clear_from(others, at, offsets, size), floor))
        best = int(np.argmin(levels))
        if math.isfinite(levels[best]):
            boxes.until[own] = levels[best]
            made.append((row, float(levels[best]), choices[best]))
            longer_box = replace(
                others.first(1), at=at[:1], offset=offsets[[best]], size=size[None],
                level=levels[[best]], until=np.array([math.inf]), margin=np.array([MARGIN * 1.0]),
            )  # fmt: skip
            boxes = boxes + longer_box
    return boxes, made


def offsets_about(size: Floats, clear: float) -> list[Offset]:
    """List where a name may stand: below, above, right and left of its point, and between these."""
    if not clear:
        return [(0, 0)]
    side, down = (math.ceil(clear + length / 2) for length in size)
    sides = [(0, down), (0, -down), (side, 0), (-side, 0)]
    up, aside = math.ceil(size[1] / 2), math.ceil(size[0] / 3)
    corners = [(x, y) for x in (side, -side) for y in (up, -up)]
    return sides + corners + [(x, y) for x in (aside, -aside) for y in (down, -down)]


def _best(
    boxes: Boxes,
    own: int,
    choices: Sequence[Offset],
    floor: float,
    *,
    symbol: int,
    spared: Sequence[int],
) -> tuple[float, Offset]:
    """Find the first choice of the lowest level at which the box `own` clears all before it.

    Levels below `floor` count as one: a nearer side is worth more than an earlier sight. Of
    several it is the one that covers fewest of the symbols that are `spared`, most of all those
    that it would cover at every zoom. `symbol` is the
    name's own, and is let be.
    """
    at = np.repeat(boxes.at[own][None], len(choices), axis=0)
    before = boxes.first(own)
    if symbol >= 0:
        before = Boxes(*(np.delete(column, symbol, axis=0) for column in before.columns()))
    offsets = np.array(choices, float)
    clear = clear_from(before, at, offsets, boxes.size[own], boxes.until[own])
    levels = levels_from(np.maximum(clear, floor))
    levels[levels >= boxes.until[own]] = math.inf
    order = [levels]
    if spared:
        covered = np.zeros(len(choices))
        rows = [one for one in spared if one != symbol]
        hidden = Boxes(*(column[rows] for column in boxes.columns()))
        for zoom, weight in ((levels.min(), 1), (CLOSEST, 3)):
            apart = gaps(at, offsets, boxes.size[own], hidden, zoom)
            covered = covered + weight * (apart < CROWD).sum(axis=1)
        order.insert(0, covered)
    chosen = int(np.lexsort(order)[0])
    return float(levels[chosen]), choices[chosen]


def gaps(at: Floats, offset: Floats, size: Floats, others: Boxes, zoom: float) -> Floats:
    """Measure the pixels between boxes of one size and others at a zoom, shape (n, m)."""
    scale = 2 ** min(zoom, CLOSEST)
    apart = np.abs((at[:, None] - others.at) * scale + offset[:, None] - others.offset)
    between: Floats = (apart - (others.size + size) / 2).max(axis=2, initial=-math.inf)
    return between


def clear_from(
    placed: Boxes, at: Floats, offset: Floats, size: Floats, until: float = math.inf
) -> Floats:
    """Find the zoom from which on boxes of one size clear all that are placed, shape (n,).

    `at` and `offset` have the shape (n, 2). On each axis two boxes meet between two scales of
    the ground; they overlap at the scales at which they meet on both. Nothing meets where one of
    the two is gone.
    """
    room = (placed.size + size) / 2 + placed.margin[:, None]
    apart, beside = at[:, None] - placed.at, offset[:, None] - placed.offset
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (room - beside) / apart, (-room - beside) / apart
    begin = np.maximum(np.minimum(one, other).max(axis=2), 2**placed.level)
    last = np.minimum(np.minimum(placed.until, until), CLOSEST)
    end = np.minimum(np.maximum(one, other).min(axis=2), 2**last)
    meets = np.where(begin < end, end, 0).max(axis=1, initial=0)
    with np.errstate(divide="ignore"):
        zooms: Floats = np.log2(meets)
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


def write_labels(placed: gpd.GeoDataFrame, out: Path, label_set: str) -> None:
    """Write the file of a label set's placed names into `out`, the greatest first."""
    marked = placed["role"].isin(MARKED)
    placed = placed.assign(
        size=placed["role"].map(NAME_SIZES),
        dot=pd.Series(DOT, placed.index).where(marked),
        until=[None if one == [None] * len(FACTORS) else one for one in placed["until"]],
    )
    for column, value in (("group", NO_GROUP), ("uses", 0)):
        given = placed[column] if column in placed else pd.Series(value, placed.index)
        placed[column] = given.astype(object).where(given.notna(), value)
    placed = placed.astype({"uses": int}).drop(columns=["rank", "place_id"], errors="ignore")
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
    wide = places["wide"].astype(bool)
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
            _points(places[~places["group"].isin(["country", "province"]) & ~wide], 1000),
            _wide(places[wide], 2500),
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
            "clear": (frame[code].map(symbols["size"]).fillna(0) / 2 + OWN).where(own, 0),
            "fits": np.select(
                [(by_area <= GREATEST) | (role != "country"), by_area <= GREATER],
                [-math.inf, 2.2],
                4.2,
            ),
        },
        geometry=gpd.GeoSeries(at_symbol.where(own, middles(frame)), crs=frame.crs),
    )


def _points(places: gpd.GeoDataFrame, first: int) -> gpd.GeoDataFrame:
    quiet = places["group"].map({"site": 200, "region": 100}).astype(float).fillna(0)
    return gpd.GeoDataFrame(
        {
            "name": places["name"],
            "role": "place",
            "rank": first - places["mentions"] + quiet,
            "clear": places["size"] / 2 + OWN,
            "group": places["group"],
            "uses": places["uses"],
        },
        geometry=places.geometry,
    )


def _wide(places: gpd.GeoDataFrame, first: int) -> gpd.GeoDataFrame:
    """Name wide areas across themselves, while the map shows enough of them to be understood."""
    latitudes = np.cos(np.radians(places.geometry.y.to_numpy()))
    reach = 1000 * places["radius"].to_numpy(float) * TILE / (2 * HALF_WORLD * latitudes)
    names = places["name"].map(spaced)
    widths = np.array([size_of(name, "area")[0] for name in names])
    return gpd.GeoDataFrame(
        {
            "name": names,
            "place_id": places["place_id"],
            "role": "area",
            "rank": first - places["mentions"],
            "clear": 0.0,
            "fits": np.log2(widths / (2 * reach)) if len(places) else [],
            "until": np.log2(FILLED / reach) if len(places) else [],
            "group": places["group"],
            "uses": places["uses"],
        },
        geometry=places.geometry,
    )


def spaced(name: str) -> str:
    """Set a name in capitals with thin spaces between, as atlases set countries."""
    return THIN.join(name.upper())
