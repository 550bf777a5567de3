"""What stands on a map of paper besides the land: the net of degrees, the scale, the north."""

from __future__ import annotations

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon

from geo.crs import GEOD, Floats
from geo.layers.scene import SCALE_LENGTHS
from geo.layers.style import Palette
from geo.messages.catalogue import distance, gettext
from geo.sheet.frame import Frame
from geo.sheet.layers import Painter
from geo.sheet.page import SMALL, Box, Page, Type, rgb

STEPS = (1, 2, 5, 10, 20, 30)
"""Degrees that the net's lines can lie apart."""

LINES = 8
"""So many lines of the net at most run up the map."""

BAR = 0.24
"""The most of the map's breadth that the scale's bar takes."""

SCALE, NORTH = "scale", "north"
"""The marks (`gid`) of the scale's bar and of the arrow."""


def net(page: Page, frame: Frame, painter: Painter) -> None:
    """Draw meridians and parallels, with their degrees on the frame's upper and left edges."""
    west, south, east, north = frame.reach
    step = next((one for one in STEPS if (east - west) / one <= LINES), STEPS[-1])
    colour = rgb(painter.palette.quiet_text)
    how = Type(SMALL, painter.palette.quiet_text)
    lines = []
    for lon in range(int(np.ceil(west / step)) * step, int(east) + 1, step):
        line = frame.place(_line((lon, max(south, -89)), (lon, min(north, 89))))
        lines.append(line)
        if frame.box.left + 20 < (x := _crossing(line, 1, frame.box.top)) < frame.box.right - 12:
            page.write(x, frame.box.top + 5, _degrees(lon, "E", "W"), how, align="center")
    for lat in range(int(np.ceil(south / step)) * step, int(north) + 1, step):
        line = frame.place(_line((west, lat), (east, lat)))
        lines.append(line)
        if frame.box.bottom + 6 < (y := _crossing(line, 0, frame.box.left)) < frame.box.top - 6:
            words = _degrees(lat, "N", "S")
            page.write(frame.box.left - 3, y, words, how, align="right")
    painter.add(LineCollection(lines, colors=[(*colour, 0.35)], linewidths=0.3))


def _line(start: tuple[float, float], end: tuple[float, float]) -> Floats:
    return np.linspace(start, end, 60)


def _crossing(line: Floats, axis: int, at: float) -> float:
    """Return where a line crosses a height (axis 1) or a breadth (axis 0); nan where it doesn't."""
    order = np.argsort(line[:, axis])
    along, across = line[order, axis], line[order, 1 - axis]
    if not along[0] <= at <= along[-1]:
        return float("nan")
    return float(np.interp(at, along, across))


def _degrees(degrees: int, positive: str, negative: str) -> str:
    """Write a longitude or a latitude."""
    return f"{abs(degrees)}° {positive if degrees >= 0 else negative}"


def scale_length(frame: Frame) -> int:
    """Return the kilometres that the scale's bar stands for."""
    most = BAR * frame.box.width * frame.km
    return max((one for one in SCALE_LENGTHS if one <= most), default=SCALE_LENGTHS[0])


def bar_points(frame: Frame, kilometres: float) -> float:
    """Return how long a distance is on paper in the middle of the map, west to east, in points."""
    lon, lat = frame.middle
    ends = [GEOD.fwd(lon, lat, turn, 500 * kilometres)[:2] for turn in (270, 90)]
    one, other = frame.place(np.array(ends))
    return float(np.hypot(*(other - one)))


def scale_and_north(page: Page, frame: Frame, palette: Palette) -> Box:
    """Draw the scale's bar and an arrow to the north in the map's lower left corner.

    Returns the box that they take.
    """
    kilometres = scale_length(frame)
    length = bar_points(frame, kilometres)
    how = Type(SMALL + 0.5, palette.text)
    words = [distance(0), distance(kilometres / 2), distance(kilometres)]
    edge = page.size(words[-1], how)[0] / 2
    left, bottom = frame.box.left + 6, frame.box.bottom + 6
    slip = Box(left, bottom, left + 22 + 14 + length + edge + 6, bottom + 30)
    page.rectangle(
        slip, facecolor=(*rgb(palette.halo), 0.9), edgecolor=rgb(palette.border),
        linewidth=0.4, zorder=45,
    )  # fmt: skip
    ink = rgb(palette.text)
    start, height = slip.left + 36, slip.bottom + 8
    for number, fill in ((0, ink), (1, rgb(palette.halo))):
        half = length / 2
        box = Box(start + number * half, height, start + (number + 1) * half, height + 3.5)
        page.rectangle(box, facecolor=fill, edgecolor=ink, linewidth=0.6, zorder=46, gid=SCALE)
    for number, text in enumerate(words):
        page.write(start + number * length / 2, height + 11.5, text, how, align="center")
    _arrow(page, frame, (slip.left + 13, slip.bottom + 10), palette)
    return slip


def _arrow(page: Page, frame: Frame, foot: tuple[float, float], palette: Palette) -> None:
    """Point to the north, as it is where the arrow stands."""
    ground = frame.ground(np.array([foot]))
    ahead = frame.place(ground + np.array([[0, 0.5]]))[0] - foot
    up = ahead / np.hypot(*ahead)
    side = np.array([up[1], -up[0]])
    at = np.array(foot)
    points = [at + 11 * up, at + 3.6 * side - 3 * up, at, at - 3.6 * side - 3 * up]
    page.axes.add_patch(
        Polygon(points, closed=True, facecolor=rgb(palette.text), lw=0, zorder=46, gid=NORTH)
    )
    x, y = at + 15 * up
    how = Type(SMALL, palette.text, bold=True)
    page.write(float(x), float(y), gettext("N"), how, align="center")
