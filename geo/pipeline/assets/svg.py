"""Write SVG: outlines in tenths of a unit, and names with a halo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

import numpy as np
import shapely

from geo.crs import Floats
from geo.layers.style import Colour

BASELINE = 0.35
"""Ems from the middle of a line of type down to its baseline."""


def picture(width: int, height: int, style: str, drawn: Iterable[str]) -> str:
    """Write a whole picture; `style` is CSS."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">\n<style>{escape(style, quote=False)}</style>\n'
        + "".join(f"{line}\n" for line in drawn if line)
        + "</svg>\n"
    )


def path(kind: str, shapes: Iterable[shapely.Geometry]) -> str:
    """Draw lines and areas as one path of the class `kind`; nothing if there are none."""
    traced = "".join(_traced(shapes))
    return f'<path class="{escape(kind)}" d="{traced}"/>' if traced else ""


def text(kind: str, words: str, x: float, y: float, size: float, **more: str) -> str:
    """Write words of the class `kind` about a point; `_` in the names of `more` stands for `-`."""
    given = {"x": number(x), "y": number(y + BASELINE * size), "font_size": number(size)} | more
    return f'<text class="{escape(kind)}"{_attributes(given)}>{escape(words)}</text>'


def _attributes(given: Mapping[str, str]) -> str:
    return "".join(f' {name.replace("_", "-")}="{escape(one)}"' for name, one in given.items())


def hexadecimal(colour: Colour) -> str:
    """Write a colour as CSS does."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def number(value: float) -> str:
    """Write a number with at most one decimal."""
    return _tenths(round(10 * value))


def _traced(shapes: Iterable[shapely.Geometry]) -> Iterator[str]:
    for shape in shapes:
        for part in shapely.get_parts(shape):
            if isinstance(part, shapely.Polygon):
                for ring in (part.exterior, *part.interiors):
                    yield _line(shapely.get_coordinates(ring)[:-1], "z")
            elif isinstance(part, shapely.LineString):
                yield _line(shapely.get_coordinates(part), "")


def _line(points: Floats, end: str) -> str:
    """Trace points in steps from each to the next, which takes fewest bytes."""
    tenths = np.rint(10 * points).astype(int)
    steps = np.diff(tenths, axis=0)
    steps = steps[steps.any(axis=1)]
    if not len(steps):
        return ""
    return f"M{_joined(tenths[0])}l{_joined(steps.ravel())}{end}"


def _joined(tenths: Iterable[int]) -> str:
    return " ".join(map(_tenths, tenths)).replace(" -", "-")


def _tenths(value: int) -> str:
    written = f"{value / 10:g}"
    return written.replace("0.", ".", 1) if 0 < abs(value) < 10 else written  # noqa: PLR2004
