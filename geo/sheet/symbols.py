"""The symbols of towns and places on paper, in the shapes of those on the screen.

`tests/test_sheet.py` holds that each symbol of the screen has one here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from geo.layers.primitives import ICON
from geo.layers.style import Colour, Palette
from geo.sheet.page import Page, Type, rgb

PAPER_SIZE = 1.05
"""How many times as large a symbol is on paper, where nobody can come nearer."""


def _disc(radius: float) -> Path:
    return Path.circle((32, 32), radius)


def _polygon(*points: tuple[float, float]) -> Path:
    return Path([*points, points[0]], closed=True)


_HALF = Path.wedge(90, 270).transformed(Affine2D().scale(22).translate(32, 32))
_CROSS = Path(
    [(14, 14), (50, 50), (50, 14), (14, 50)],
    [Path.MOVETO, Path.LINETO, Path.MOVETO, Path.LINETO],
)
_SHAPES = {
    "settlement": _disc(21),
    "site": _polygon((13, 13), (51, 13), (51, 51), (13, 51)),
    "district": _polygon((32, 9), (56, 51), (8, 51)),
    "province": _polygon((32, 6), (58, 32), (32, 58), (6, 32)),
    "country": _polygon((32, 6), (55, 19), (55, 45), (32, 58), (9, 45), (9, 19)),
    "nature": _polygon((32, 55), (8, 13), (56, 13)),
}

Part = tuple[Path, Colour | None, Colour | None, float]
"""A path in a cell of 64 by 64, what fills it, what it is drawn with, and how broad."""


def _parts(symbol: str, palette: Palette) -> list[Part]:
    halo, place, town, quiet = (
        palette.halo, palette.place, palette.khorasan_text, palette.quiet_text,
    )  # fmt: skip
    drawn: dict[str, list[Part]] = {
        "in": [(_disc(25), town, halo, 5)],
        "edge": [(_disc(22), halo, town, 9), (_HALF, town, None, 0)],
        "out": [(_CROSS, None, halo, 20), (_CROSS, None, quiet, 10)],
        "named": [(_disc(16), halo, quiet, 8)],
        "note": [(_disc(28), halo, town, 5)],
        "region": [(_disc(19), halo, place, 9)],
    }
    return drawn.get(symbol) or [(_SHAPES[symbol], place, halo, 6)]


def draw_symbol(
    page: Page, symbol: str, at: tuple[float, float], size: float, palette: Palette, **options: Any
) -> None:
    """Draw a symbol about a point, in a cell of so many points."""
    x, y = at
    unit = size / ICON
    # The cells are drawn with y down, as the screen's are.
    place = Affine2D().translate(-ICON / 2, -ICON / 2).scale(unit, -unit).translate(x, y)
    for path, fill, line, width in _parts(symbol, palette):
        patch = PathPatch(
            path.transformed(place),
            facecolor=rgb(fill) if fill else "none",
            edgecolor=rgb(line) if line else "none",
            linewidth=width * unit, capstyle="round", joinstyle="round",
            **({"zorder": 40} | options),
        )  # fmt: skip
        page.axes.add_patch(patch)
    if symbol == "note":
        how = Type(max(0.62 * size, 7), palette.khorasan_text, bold=True)
        page.write(x, y - 0.03 * size, "?", how, align="center")


def size_on_paper(pixels: float, px: float) -> float:
    """Return the points of a symbol that has so many pixels on the screen."""
    return float(np.round(pixels * px * PAPER_SIZE, 2))
