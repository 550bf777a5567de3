"""A one-page sheet of what the map shows: the map, its legend, the words, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from geo.layers.names import PLACES
from geo.layers.places import kept
from geo.layers.scene import paper as scene_of
from geo.layers.style import LIGHT
from geo.layers.themes import THEMES, legend
from geo.layers.view import View
from geo.messages.catalogue import gettext
from geo.sheet.frame import Frame, bounds_of
from geo.sheet.furniture import net, scale_and_north
from geo.sheet.layers import Layer, Painter
from geo.sheet.legend import draw_legend
from geo.sheet.names import Names
from geo.sheet.page import DRAWING, LARGE, SMALL, USUAL, Box, Page, Type, rgb, write_pages
from geo.sheet.papers import Format, Paper

MARGIN, GUTTER = 28.0, 14.0
"""Points of the paper's margins, and between the map and the words beside it."""

HEAD, COLUMN = 34.0, 206.0
"""Points of the title's height, and of the breadth of the words beside the map."""

DEGREES = (24.0, 10.0)
"""Points beside the map, and above it, for the degrees."""

NOTE = Type(7.2, LIGHT.quiet_text)

SCRIPT_TITLE = "خراسان"
"""The name that the atlas asks about, in its own script."""


@dataclass(frozen=True)
class Told:
    """What a sheet tells besides its map, in words.

    `words` are sentences on the view; `sources` say who says so, a line each; `licences` says
    whose data it rests on; `scripts` are names in Arabic script by the names on the map.
    """

    words: Sequence[str] = ()
    sources: Sequence[str] = ()
    licences: str = ""
    scripts: Mapping[str, str] = field(default_factory=dict)


def make_sheet(view: View, told: Told, paper: Paper, form: Format) -> bytes:
    """Make a sheet as a file.

    Raises `AssetError` if a file of the map is missing or damaged.
    """
    with DRAWING:
        return write_pages([draw_sheet(view, told, paper)], form)


def draw_sheet(view: View, told: Told, paper: Paper) -> Page:
    """Draw a sheet."""
    view = for_paper(view)
    page, foot = begin(paper, THEMES[view.theme].says(view), told.licences)
    area = map_box(page, foot)
    draw_map(page, area, view, told.scripts)
    column = Box(area.right + GUTTER, foot, page.box.right - MARGIN, area.top)
    top = column.top
    for sentence in told.words:
        top = page.paragraph(column.left, top, column.width, sentence) - 4
    if told.words:
        top -= 4
    how = Type(USUAL, bold=True)
    top = page.paragraph(column.left, top, column.width, gettext("What the map shows"), how) - 3
    top = draw_legend(page, column, top, legend(view), view.palette) - 4
    if told.sources:
        top = page.paragraph(column.left, top, column.width, gettext("Who says so"), how) - 2
    for source in told.sources:
        top = page.paragraph(column.left, top, column.width, source, NOTE) - 3
    return page


def for_paper(view: View) -> View:
    """Return a view in the colours for a light page."""
    return replace(view, palette=LIGHT)


def layers_of(view: View) -> list[Layer]:
    """Return the layers of a view's map; raises `AssetError` if one has no file that works."""
    made, missing = scene_of(view)
    if missing:
        raise missing[0]
    layers: list[Layer] = made["layers"]
    return layers


def begin(paper: Paper, title: str, licences: str) -> tuple[Page, float]:
    """Begin a page with its title, and with the licences at its foot.

    Returns the page, and the height above its foot.
    """
    page = Page(paper, title)
    left, right = MARGIN, page.box.right - MARGIN
    top = page.box.top - MARGIN
    kicker = Type(USUAL, LIGHT.khorasan_text)
    page.write(left, top - 4, gettext("Where is Khorasan?"), kicker)
    script = Type(LARGE, LIGHT.khorasan_text, arabic=True)
    room = right - left - page.size(SCRIPT_TITLE, script)[0] - GUTTER
    size = LARGE
    while page.size(title, Type(size, bold=True))[0] > room:
        size -= 0.5
    page.write(left, top - 20, title, Type(size, bold=True))
    page.write(right, top - 16, SCRIPT_TITLE, script, align="right")
    small = Type(SMALL, LIGHT.quiet_text)
    lines = page.wrap(licences, right - left, small) if licences else []
    step = SMALL * 1.25
    foot = MARGIN - 6 + step * len(lines)
    for number, line in enumerate(lines):
        page.write(left, foot - (number + 0.5) * step, line, small)
    return page, foot + 6


def map_box(page: Page, foot: float) -> Box:
    """Return the room of the map."""
    return Box(
        MARGIN + DEGREES[0],
        foot,
        page.box.right - MARGIN - COLUMN - GUTTER,
        page.box.top - MARGIN - HEAD - DEGREES[1],
    )


def draw_map(page: Page, area: Box, view: View, scripts: Mapping[str, str]) -> None:
    """Draw the map of a view in a box of the page."""
    painter, furniture = draw_ground(page, area, view)
    painter.open_place(view)
    names = Names(page, painter.frame, view.palette, painter.symbols, [furniture])
    names.write_labels(view.labels)
    label_set = THEMES[view.theme].label_set(view)
    names.write(label_set, kept(view) if label_set == PLACES else None)
    names.write_lands()
    names.write_scripts(scripts)


def draw_ground(
    page: Page, area: Box, view: View, *, outlines: bool = False
) -> tuple[Painter, Box]:
    """Draw all of a view's map but its names; return what drew it, and the room of the scale."""
    painter = Painter(page, Frame(area, bounds_of(view.sight)), view.palette, outlines=outlines)
    painter.draw(layers_of(view))
    net(page, painter.frame, painter)
    furniture = scale_and_north(page, painter.frame, view.palette)
    page.rectangle(area, fill=False, edgecolor=rgb(view.palette.border), linewidth=0.9, zorder=48)
    return painter, furniture
