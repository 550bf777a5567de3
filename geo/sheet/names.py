"""Write the names on a sheet's map: those of the screen, and no two on each other.

The names and their ranks are those of `static/map/names/`. A name first tries the place that it
has on the screen; as the paper's type and projection are not the screen's, it is measured anew and
may stand on another side of its point, or not at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import shapely

from geo.crs import Floats
from geo.layers.names import NAME_SIZES
from geo.layers.style import Colour, Palette
from geo.layers.view import Label
from geo.sheet.frame import Frame
from geo.sheet.layers import Mark, column, content
from geo.sheet.page import NAME, PX, Box, Page, Type, rgb

LANDS = "map/lands.json"

MORE = 1.0
"""So many zooms earlier than on the screen a name may come: nobody can zoom into paper."""

GRID, KM_OF_DEGREE = 0.5, 111.2
"""Degrees between the points of `LANDS`, and kilometres of a degree of latitude."""

HEADING = "extent"
"""The role of the name of the whole, which is smaller where it has no room at its size."""

SMALLEST = 11
"""Pixels of the smallest heading."""

BOLD, ITALIC = {"extent", "khorasan", "quarter"}, {"water"}

SYMBOLLESS = {"extent", "khorasan", "quarter", "country", "province", "water", "area"}
"""The roles of names of areas, which need no symbol and stand on their points."""

SCRIPTED = {"khorasan", "province", "town", "place"}
"""The roles of names that are written in Arabic script, too."""

APART, OWN = 1.4, 1.0
"""Points kept free between two names, and between a name and a symbol."""

SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 0.7), (1, -0.7), (-1, 0.7), (-1, -0.7))
"""Where a name may stand about its symbol, to the right and up; the first are the best."""

ABOUT = sorted(
    product(range(-72, 73, 12), range(-30, 31, 6)), key=lambda by: math.hypot(by[0], 2.5 * by[1])
)
"""Points to the right and up by which words of the page's own may stand beside their point: rather
beside than above, for most areas are broad."""

SCRIPT = 7.6
"""Points of a name in Arabic script: its letters are small for their size."""

LABEL = Type(9.5, bold=True)


class Names:
    """Places names in a frame, clear of the symbols and the furniture that are there already."""

    def __init__(
        self,
        page: Page,
        frame: Frame,
        palette: Palette,
        symbols: Sequence[Mark],
        furniture: Sequence[Box],
    ) -> None:
        """Take the room of `symbols` and of `furniture`."""
        self.page = page
        self.frame = frame
        self.palette = palette
        self.own = {mark.at: mark.box for mark in symbols}
        self.taken = [*(mark.box.grown(OWN) for mark in symbols), *furniture]
        self.written: list[tuple[str, str, Box]] = []
        """What was written: the name, its role and its box."""

    def write_labels(self, labels: Sequence[Label]) -> None:
        """Write words of the page's own, which come before all names, on their points."""
        for label in labels:
            x, y = self._place(label.lon, label.lat)
            self._first(label.text, "label", LABEL, [(x + dx, y + dy) for dx, dy in ABOUT])

    def write(self, label_set: str, keep: Mapping[str, Sequence[Any]] | None) -> None:
        """Write the names of a label set, as far as the filters `keep` them, the greatest first."""
        frame = content(f"map/names/{label_set}.json")
        points = frame.geometry
        rows = frame.drop(columns="geometry").to_dict("records")
        for row, point in zip(rows, points, strict=True):
            if keep and any(row[name] not in values for name, values in keep.items()):
                continue
            self._write(row, point.x, point.y)

    def write_beside(self, words: str, mark: Mark) -> None:
        """Write a name beside a symbol, where it has room."""
        middle = ((mark.box.left + mark.box.right) / 2, (mark.box.bottom + mark.box.top) / 2)
        self._first(words, "town", LABEL, self._around(words, LABEL, middle, mark.box))

    def write_lands(self) -> None:
        """Write the names of countries that have none yet, where there is room."""
        how = self._type("country", NAME_SIZES["country"])
        known = {name for name, role, _ in self.written if role == "country"}
        frame = content(LANDS)
        for name, shape in zip(frame["name"], frame.geometry, strict=True):
            if name in known:
                continue
            grid = self.frame.place(shapely.get_coordinates(shape))
            self._first(name, "country", how, self._spots_in(grid, name, how))

    def _spots_in(self, grid: Floats, name: str, how: Type) -> Iterator[tuple[float, float]]:
        """Yield the places where a name lies within a land, those near its middle first.

        `grid` are points of the sheet all over the land, `GRID` degrees apart.
        """
        box, half = self.frame.box, self.page.size(name, how)[0] / 2
        x, y = grid.T
        seen = grid[(x > box.left) & (x < box.right) & (y > box.bottom) & (y < box.top)]
        if not len(seen):
            return
        near = 0.75 * GRID * KM_OF_DEGREE / self.frame.km
        order = np.hypot(*(seen - seen.mean(axis=0)).T).argsort()
        for at in seen[order]:
            along = at + np.column_stack([np.linspace(-half, half, 7), np.zeros(7)])
            away = np.hypot(*(along[:, None] - grid[None]).transpose(2, 0, 1)).min(axis=1)
            if (away < near).all():
                yield float(at[0]), float(at[1])

    def write_scripts(self, scripts: Mapping[str, str]) -> None:
        """Write names in Arabic script under, or over, the names that they belong to."""
        for name, role, box in list(self.written):
            words = scripts.get(name.partition(" (")[0])
            if not words or role not in SCRIPTED:
                continue
            how = Type(SCRIPT, self._colour(role), arabic=True)
            height = self.page.size(words, how)[1]
            middle = (box.left + box.right) / 2
            step = height / 2 + APART + 0.1
            self._first(
                words, "script", how, [(middle, box.bottom - step), (middle, box.top + step)]
            )

    def _write(self, row: Mapping[str, Any], lon: float, lat: float) -> None:
        role, level = row["role"], column(row["levels"], 99)
        zoom = self.frame.zoom
        early = min(1.0, 2 ** (zoom + MORE - level))
        if (early < 1 and role != HEADING) or zoom >= column(row.get("until"), 99):
            return
        x, y = self._place(lon, lat)
        if not self.frame.box.holds(Box(x, y, x, y)):
            return
        how = self._type(role, max(row["size"] * early, SMALLEST))
        dot = float(row.get("dot") or math.nan)
        has_dot = not math.isnan(dot)
        own = Box(x, y, x, y).grown(dot * PX / 2) if has_dot else self.own.get((lon, lat))
        if own is None and role not in SYMBOLLESS:
            return
        if has_dot and own and any(own.grown(OWN).meets(box) for box in self.taken):
            return
        right, down = (length * PX for length in column(row["offsets"], (0, 0)))
        spots = [(x + right, y - down), *self._around(row["name"], how, (x, y), own)]
        if self._first(row["name"], role, how, spots) and has_dot and own:
            self.page.rectangle(
                own, facecolor=rgb(how.colour), edgecolor=rgb(self.palette.halo),
                linewidth=0.5, zorder=41,
            )  # fmt: skip
            self.taken.append(own.grown(OWN))

    def _around(
        self, words: str, how: Type, at: tuple[float, float], mark: Box | None
    ) -> Iterator[tuple[float, float]]:
        """Yield the places about a symbol, or those about a point of an area."""
        (x, y), (width, height) = at, self.page.size(words, how)
        if mark is None:
            yield from ((x + dx, y + dy) for dy in (0, 9, -9, 18, -18) for dx in (0, 24, -24))
            return
        side = mark.width / 2 + OWN + APART + 0.2
        over, beside = side + 0.42 * height, side + width / 2
        for dx, dy in SIDES:
            yield x + dx * beside, y + dy * over

    def _first(
        self, words: str, role: str, how: Type, spots: Iterable[tuple[float, float]]
    ) -> bool:
        """Write words in the first of some places where they have room, and tell whether."""
        width, height = self.page.size(words, how)
        for x, y in spots:
            box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if not self.frame.box.grown(-2).holds(box):
                continue
            # Lines have air above and below their letters.
            if any(box.grown(APART).meets(other) for other in self.taken):
                continue
            self.page.write(x, y, words, how, align="center", mark=NAME, halo=self.palette.halo)
            self.taken.append(box)
            self.written.append((words, role, box))
            return True
        return False

    def _place(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = self.frame.place(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    def _type(self, role: str, pixels: float) -> Type:
        size = max(pixels * PX, 7.0)
        return Type(size, self._colour(role), bold=role in BOLD, italic=role in ITALIC)

    def _colour(self, role: str) -> Colour:
        palette = self.palette
        if role in {"country", "town", "label"}:
            return palette.text
        if role in BOLD:
            return palette.khorasan_text
        if role == "water":
            return palette.water_text
        return palette.place if role in {"place", "area"} else palette.quiet_text
