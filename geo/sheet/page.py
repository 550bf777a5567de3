"""A sheet of paper: its size, its type, and the figure on which all is drawn, in points."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Stroke
from matplotlib.text import Text

from geo.layers.style import LIGHT, Colour
from geo.sheet.papers import SIZES, Format, Paper

FONTS = Path(__file__).with_name("fonts")
LATIN, ARABIC = "Noto Sans SemiCondensed", "Noto Naskh Arabic"

DRAWING = RLock()
"""Held while a sheet is drawn or written: matplotlib's fonts are not made for two threads."""

POINTS = 72
"""Points of an inch."""

DPI = 200
"""Pixels of an inch of a sheet as an image."""

PX = 0.6
"""Points on paper of a pixel on the screen: the smallest names have 7.2 points."""

SMALL, USUAL, LARGE = 7.0, 9.0, 18.0
"""Points of the type: of the sources and the net, of the words, and of the title."""

LEADING = 1.3
"""The distance of two lines, in sizes of their type."""

NAME, HALO = "name", "halo"
"""The marks (`gid`) of the names on the map, and of the halos under them."""

# Only sheets use matplotlib here, so its settings are made once. 42 embeds the fonts as TrueType.
mpl.rcParams.update(
    {
        "font.family": [LATIN],
        "pdf.fonttype": 42,
        "hatch.linewidth": 0.45,
        "lines.scale_dashes": False,
        "svg.hashsalt": "sheet",
        "text.parse_math": False,
        "text.hinting": "none",
    }
)
for _font in sorted(FONTS.glob("*.ttf")):
    fontManager.addfont(_font)


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Its breadth in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height in points."""
        return self.top - self.bottom

    def grown(self, margin: float) -> Box:
        """Return the box with so many points more on every side."""
        return Box(self.left - margin, self.bottom - margin, self.right + margin, self.top + margin)

    def meets(self, other: Box) -> bool:
        """Tell whether the two have any area in common."""
        return (
            self.left < other.right
            and self.right > other.left
            and self.bottom < other.top
            and self.top > other.bottom
        )

    def holds(self, other: Box) -> bool:
        """Tell whether all of another lies within."""
        return (
            self.left <= other.left
            and self.right >= other.right
            and self.bottom <= other.bottom
            and self.top >= other.top
        )


@dataclass(frozen=True)
class Type:
    """How words are set: size in points, colour, weight, slant, and whether in Arabic script."""

    size: float = USUAL
    colour: Colour = LIGHT.text
    bold: bool = False
    italic: bool = False
    arabic: bool = False

    def options(self) -> dict[str, Any]:
        """Return matplotlib's options."""
        return {
            "fontsize": self.size,
            "fontfamily": [ARABIC] if self.arabic else [LATIN] if self.bold else [LATIN, ARABIC],
            "color": rgb(self.colour),
            "fontweight": "bold" if self.bold else "normal",
            "fontstyle": "italic" if self.italic else "normal",
        }


PLAIN = Type()


def rgb(paint: Sequence[float]) -> tuple[float, ...]:
    """Turn a colour or a paint, 0 to 255, into matplotlib's, 0 to 1."""
    return tuple(value / 255 for value in paint)


@dataclass
class Page:
    """A page to draw on; all lengths are points, from its lower left corner."""

    paper: Paper
    title: str
    measured: dict[tuple[str, Type], tuple[float, float]] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        """The whole of the paper."""
        return Box(0, 0, *SIZES[self.paper])

    @cached_property
    def figure(self) -> Figure:
        """The figure, as large as the paper, white, with `axes` all over it."""
        figure = Figure(figsize=(self.box.width / POINTS, self.box.height / POINTS), dpi=POINTS)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set(xlim=(0, self.box.width), ylim=(0, self.box.height))
        return figure

    @property
    def axes(self) -> Any:
        """The axes, in which a unit is a point."""
        return self.figure.axes[0]

    @cached_property
    def _renderer(self) -> RendererAgg:
        return RendererAgg(self.box.width, self.box.height, POINTS)

    def size(self, words: str, how: Type = PLAIN) -> tuple[float, float]:
        """Measure words: the breadth and the height of a line."""
        key = (words, how)
        if key not in self.measured:
            text = Text(0, 0, words, figure=self.figure, **how.options())
            extent = text.get_window_extent(self._renderer)
            self.measured[key] = (extent.width, extent.height)
        return self.measured[key]

    def write(
        self,
        x: float,
        y: float,
        words: str,
        how: Type = PLAIN,
        *,
        align: Literal["left", "center", "right"] = "left",
        mark: str = "",
        halo: Colour | None = None,
    ) -> Text:
        """Write a line of words, centred upon the height `y`, on a halo if one is given."""
        options = how.options() | {"ha": align, "va": "center", "zorder": 50}
        if halo:
            under = Stroke(linewidth=2.2, foreground=rgb(halo), alpha=0.92, joinstyle="round")
            # The halo is a text of its own: a text with an effect is drawn as outlines, which
            # nobody can search.
            self.axes.text(
                x, y, words, path_effects=[under], gid=HALO, **(options | {"zorder": 49})
            )
        text: Text = self.axes.text(x, y, words, **options)
        text.set_gid(mark or None)
        return text

    def wrap(self, words: str, width: float, how: Type = PLAIN) -> list[str]:
        """Break words into lines of at most a width; a word that is longer stands alone."""
        lines: list[str] = []
        for word in words.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.size(longer, how)[0] <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def paragraph(self, x: float, top: float, width: float, words: str, how: Type = PLAIN) -> float:
        """Write words in lines under a height; return the height under them."""
        step = how.size * LEADING
        for line in self.wrap(words, width, how):
            self.write(x, top - step / 2, line, how)
            top -= step
        return top

    def rectangle(self, box: Box, **options: Any) -> Rectangle:
        """Draw a rectangle."""
        drawn = Rectangle((box.left, box.bottom), box.width, box.height, **options)
        self.axes.add_patch(drawn)
        return drawn


def write_pages(pages: Sequence[Page], form: Format) -> bytes:
    """Write pages as a file; an image is of the first. The same pages give the same bytes."""
    file = io.BytesIO()
    title = pages[0].title
    with DRAWING:
        match form:
            case Format.PDF:
                about = {"Title": title, "Creator": None, "Producer": None, "CreationDate": None}
                with PdfPages(file, metadata=about) as pdf:
                    for page in pages:
                        pdf.savefig(page.figure)
            case Format.SVG:
                pages[0].figure.savefig(file, format="svg", metadata={"Title": title, "Date": None})
            case Format.PNG:
                pages[0].figure.savefig(file, format="png", dpi=DPI, metadata={"Title": title})
    return file.getvalue()
