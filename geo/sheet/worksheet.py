"""A sheet to fill in: outlines with numbered dots and a list of lines; the answers on page two."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.patches import Circle

from geo.layers.style import LIGHT, Palette
from geo.layers.themes import THEMES, Dashes, Fading, Outline, legend
from geo.layers.view import ThemeId, View
from geo.messages.catalogue import gettext
from geo.sheet.frame import Frame
from geo.sheet.layers import Mark, Painter, column, content
from geo.sheet.legend import draw_legend
from geo.sheet.names import SYMBOLLESS, Names
from geo.sheet.page import DRAWING, USUAL, Box, Page, Type, rgb, write_pages
from geo.sheet.papers import Format, Paper
from geo.sheet.sheet import (
    GUTTER,
    MARGIN,
    NOTE,
    Told,
    begin,
    draw_ground,
    for_paper,
    map_box,
)

COUNT = 12
"""So many places are asked for at most."""

KNOWN = 30
"""The places are chosen from so many of the greatest of each symbol on the map."""

MOST_IN = 8
"""So many towns at most are counted in, so that not every box is ticked."""

APART = 22.0
"""Points between two dots at least."""

DOT = 7.0
"""Points of a dot's radius."""

LINE = 21.0
"""Points of a line to write on."""

COUNTED = {"in", "out"}
"""The symbols of towns of which one can ask whether they are counted in."""

WITH_TOWNS = {ThemeId.PLACES, ThemeId.EXTENT, ThemeId.AGREEMENT}
"""The themes whose maps have enough to ask for; of the others, the extent's own map is taken."""

LINES = {Dashes, Fading, Outline}
"""The swatches of what is still there on a map of outlines."""

NUMBER = Type(8.5, bold=True)


@dataclass(frozen=True)
class Asked:
    """A place that is asked for: its name, its symbol on the map, and its point on the sheet."""

    name: str
    symbol: str
    x: float
    y: float


def make_worksheet(view: View, told: Told, paper: Paper, form: Format, seed: int) -> bytes:
    """Make a sheet to fill in as a file, of the places that a seed chooses.

    The same view and seed make the same sheet. Only a PDF has the answers, on a second page.
    Raises `AssetError` if a file of the map is missing or damaged.
    """
    with DRAWING:
        return write_pages(draw_worksheet(view, told, paper, seed), form)


def draw_worksheet(view: View, told: Told, paper: Paper, seed: int) -> list[Page]:
    """Draw the sheet to fill in, and that with the answers."""
    view = for_paper(view)
    if view.theme not in WITH_TOWNS and view.extent:
        view = replace(view, theme=ThemeId.EXTENT, against=None)
    return [_draw(view, told, paper, seed, solved=solved) for solved in (False, True)]


def _draw(view: View, told: Told, paper: Paper, seed: int, *, solved: bool) -> Page:
    title = gettext("Answers: which place is it?") if solved else gettext("Which place is it?")
    page, foot = begin(paper, title, told.licences)
    area = map_box(page, foot)
    painter, furniture = draw_ground(page, area, view, outlines=True)
    asked = choose(view, painter.frame, painter.symbols, furniture, seed)
    _dots(page, asked, view.palette)
    if solved:
        _names(page, painter, asked, furniture)
    side = Box(area.right + GUTTER, foot, page.box.right - MARGIN, area.top)
    whose = THEMES[view.theme].says(view)
    top = page.paragraph(side.left, side.top, side.width, whose, Type(USUAL, bold=True)) - 4
    counts = any(one.symbol in COUNTED for one in asked) and view.theme is ThemeId.EXTENT
    if not solved:
        top = page.paragraph(side.left, top, side.width, _task(counts=counts)) - 4
    top = _list(page, side, top, asked, told.scripts, counts=counts, solved=solved)
    if not solved:
        names = ", ".join(sorted((one.name for one in asked), key=str.casefold))
        words = gettext("Choose from: {names}.", names=names)
        top = page.paragraph(side.left, top - 6, side.width, words)
        lines = [one for one in legend(view) if LINES.issuperset(map(type, one.swatches))]
        draw_legend(page, side, top - 8, lines, view.palette)
        _head(page)
    note = gettext("Sheet {seed}. The same number makes the same sheet.", seed=seed)
    page.paragraph(side.left, side.bottom + 10, side.width, note, NOTE)
    return page


def _head(page: Page) -> None:
    """Leave room for the name and the date."""
    y = page.box.top - MARGIN - 24
    left = page.box.right - MARGIN - 460
    for words, room in ((gettext("Name"), 190), (gettext("Date"), 90)):
        page.write(left, y + 4, words)
        left += page.size(words)[0] + 5
        page.axes.plot([left, left + room], [y, y], color=rgb(LIGHT.border), linewidth=0.6)
        left += room + 14


def _task(*, counts: bool) -> str:
    if counts:
        return gettext(
            "Write the name of each numbered place. Then tick the box if the source counts the "
            "place in."
        )
    return gettext("Write the name of each numbered place.")


def choose(
    view: View, frame: Frame, marks: Sequence[Mark], furniture: Box, seed: int
) -> list[Asked]:
    """Choose the places by a seed, from those that have a symbol and a name, from west to east."""
    order = _known(view, frame, marks, furniture)
    random.Random(seed).shuffle(order)  # noqa: S311 (a choice that can be made again)
    chosen: list[Asked] = []
    counted = 0
    for one in order:
        is_clear = all(np.hypot(one.x - two.x, one.y - two.y) > APART for two in chosen)
        is_in = one.symbol == "in"
        if is_clear and len(chosen) < COUNT and not (is_in and counted == MOST_IN):
            chosen.append(one)
            counted += is_in
    return sorted(chosen, key=lambda one: one.x)


def _known(view: View, frame: Frame, marks: Sequence[Mark], furniture: Box) -> list[Asked]:
    """List the greatest places that a sheet can ask for."""
    symbols = {mark.at: mark.symbol for mark in marks}
    names = content(f"map/names/{THEMES[view.theme].label_set(view)}.json")
    inner, taken = frame.box.grown(-2 * DOT), furniture.grown(DOT)
    known: dict[str, Asked] = {}
    counts = Counter[str]()
    for name, role, levels, point in zip(
        names["name"], names["role"], names["levels"], names.geometry, strict=True
    ):
        symbol = symbols.get((point.x, point.y), "")
        short = name.partition(" (")[0]
        can_ask = bool(symbol) and role not in SYMBOLLESS and column(levels) is not None
        if view.theme is ThemeId.EXTENT:
            can_ask = can_ask and symbol in COUNTED
        x, y = map(float, frame.place(np.array([[point.x, point.y]]))[0])
        dot = Box(x, y, x, y).grown(0.1)
        is_free = inner.holds(dot) and not taken.meets(dot)
        if can_ask and is_free and short not in known and counts[symbol] < KNOWN:
            known[short] = Asked(short, symbol, x, y)
            counts[symbol] += 1
    return list(known.values())


def _dots(page: Page, asked: Sequence[Asked], palette: Palette) -> None:
    for number, one in enumerate(asked, 1):
        dot = Circle(
            (one.x, one.y), DOT, facecolor=rgb(palette.halo), edgecolor=rgb(palette.text),
            linewidth=1, zorder=45,
        )  # fmt: skip
        page.axes.add_patch(dot)
        page.write(one.x, one.y, str(number), NUMBER, align="center")


def _names(page: Page, painter: Painter, asked: Sequence[Asked], furniture: Box) -> None:
    marks = [
        Mark((one.x, one.y), one.symbol, Box(one.x, one.y, one.x, one.y).grown(DOT))
        for one in asked
    ]
    names = Names(page, painter.frame, painter.palette, marks, [furniture])
    for one, mark in zip(asked, marks, strict=True):
        names.write_beside(one.name, mark)


def _list(
    page: Page, side: Box, top: float, asked: Sequence[Asked], scripts: Mapping[str, str],
    *, counts: bool, solved: bool,
) -> float:  # fmt: skip
    """Draw a line for each place, empty or with its name; return the height under them."""
    end = side.right - (28 if counts else 0)
    if counts:
        page.write(side.right - 9, top - 6, gettext("in"), NOTE, align="center")
    for number, one in enumerate(asked, 1):
        top -= LINE
        page.write(side.left + 12, top + 6, f"{number}", NUMBER, align="right")
        if solved:
            page.write(side.left + 22, top + 6, one.name)
            script = Type(USUAL, LIGHT.khorasan_text, arabic=True)
            page.write(end - 4, top + 6, scripts.get(one.name, ""), script, align="right")
        page.axes.plot([side.left + 18, end], [top, top], color=rgb(LIGHT.border), linewidth=0.6)
        if counts:
            box = Box(side.right - 14, top + 1, side.right - 4, top + 11)
            page.rectangle(box, fill=False, edgecolor=rgb(LIGHT.text), linewidth=0.8)
            if solved and one.symbol == "in":
                tick = np.add([(2, 6), (4.5, 3), (8.5, 10)], (box.left, top))
                page.axes.plot(*tick.T, color=rgb(LIGHT.text), linewidth=1.4)
    return top
