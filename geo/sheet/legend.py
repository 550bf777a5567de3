"""The legend on a sheet: in words, what the map's symbols, paints and lines mean."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.lines import Line2D

from geo.layers.extents import TOWN_SYMBOLS
from geo.layers.style import Palette
from geo.layers.themes import Dashes, Fading, Fill, Hatch, LegendEntry, Outline, Symbol
from geo.sheet.hatches import hatches
from geo.sheet.page import LEADING, Box, Page, Type, rgb
from geo.sheet.symbols import draw_symbol
from geo.vocabulary import GROUPS

SWATCH, GAP, HEIGHT = 17.0, 2.0, 9.0
"""Points of a swatch's breadth, between two, and of its height."""

FEW = 3
"""So many swatches have their words beside them; more have them underneath."""

AIR = 3.2
"""Points between two entries."""

WORDS = Type(8.2)

Swatch = Symbol | Fill | Outline | Dashes | Fading | Hatch


def draw_legend(
    page: Page, column: Box, top: float, entries: Sequence[LegendEntry], palette: Palette
) -> float:
    """Draw entries under each other from a height on; return the height under them."""
    step = WORDS.size * LEADING
    for entry in entries:
        count = len(entry.swatches)
        breadth = count * (SWATCH + GAP)
        is_under = count > FEW
        indent = breadth + 3 if count and not is_under else 0
        for number, swatch in enumerate(entry.swatches):
            left = column.left + number * (SWATCH + GAP)
            middle = top - step / 2
            box = Box(left, middle - HEIGHT / 2, left + SWATCH, middle + HEIGHT / 2)
            _draw(page, swatch, box, palette)
        if is_under:
            top -= HEIGHT + 3
        left, width = column.left + indent, column.width - indent
        top = page.paragraph(left, top, width, entry.words, WORDS) - AIR
    return top


def _draw(page: Page, swatch: Swatch, box: Box, palette: Palette) -> None:
    middle = (box.bottom + box.top) / 2
    match swatch:
        case Symbol(image, cell):
            names = TOWN_SYMBOLS if image == "voices" else [one.group_id for one in GROUPS]
            at = ((box.left + box.right) / 2, middle)
            draw_symbol(page, names[cell], at, HEIGHT + 1, palette)
        case Fill(paint):
            *colour, alpha = rgb(paint)
            hatch = hatches(palette).get(paint)
            ink = [0.55 * part for part in colour]
            page.rectangle(box, facecolor=rgb(palette.land), linewidth=0)
            page.rectangle(
                box, facecolor=(*colour, alpha), edgecolor=(*ink, 0.7), linewidth=0, hatch=hatch
            )
            page.rectangle(box, fill=False, edgecolor=rgb(palette.border), linewidth=0.4)
        case Outline(colour):
            page.rectangle(box, fill=False, edgecolor=rgb(colour), linewidth=1.1)
        case Dashes(line, gap):
            style = "solid" if line == gap else (0, (3.6, 2.4))
            _line(page, box, rgb(line), 1.1, style)
        case Fading(colour):
            for width, alpha in ((7.2, 0.16), (4.2, 0.2), (1.8, 0.3)):
                _line(page, box, (*rgb(colour), alpha), width)
        case Hatch(colour, crossed):
            page.rectangle(
                box, facecolor="none", edgecolor=rgb(colour), linewidth=0.4,
                hatch="xxx" if crossed else "///",
            )  # fmt: skip


def _line(
    page: Page, box: Box, colour: tuple[float, ...], width: float,
    style: str | tuple[int, tuple[float, float]] = "solid",
) -> None:  # fmt: skip
    middle = (box.bottom + box.top) / 2
    page.axes.add_line(
        Line2D(
            (box.left, box.right), (middle, middle), color=colour, linewidth=width,
            linestyle=style, solid_capstyle="butt",
        )
    )  # fmt: skip
