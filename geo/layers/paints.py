"""What each thing on the map is painted with: the layers and the legend both read it here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import mul

from geo.layers.style import Colour, Palette
from geo.vocabulary import Band, Edge

Paint = tuple[int, int, int, int]
"""Red, green, blue and alpha, each 0 to 255."""

BAND_ALPHAS = {Band.POSSIBLE: 46, Band.PROBABLE: 55, Band.CORE: 71}
"""The alphas of the bands, which lie on each other: each step is seen as well as the others."""

SHARE_BOUNDS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""The shares between which a province has one colour."""

AGREEMENT_BOUNDS = (0, 1, 3, 5, 7, 9, 10)
"""The numbers of sources above which land that they count in has the next colour: from one to all
eleven, with a step at the majority."""

SHARE_ALPHA, AGREEMENT_ALPHA = 205, 222

NOTHING: Paint = (0, 0, 0, 0)


@dataclass(frozen=True)
class Stroke:
    """How a line is drawn: its width in pixels, its alpha, and its dashes on and off."""

    width: float
    alpha: int
    dashes: tuple[int, ...] = ()


EDGES = {
    Edge.STATED: (Stroke(7, 46), Stroke(1.8, 210)),
    Edge.BETWEEN: (Stroke(1.8, 190, (6, 4)),),
    Edge.REACH: (Stroke(11, 22), Stroke(5, 36)),
}
"""What the stretches of an outline are drawn with, from the bottom to the top. A coast has no line
of its own: the sea is seen."""


def band(palette: Palette, band: Band) -> Paint:
    """Paint one band of an extent, upon those around it."""
    return (*palette.khorasan, BAND_ALPHAS[band])


def band_expression(palette: Palette) -> str:
    """Write `band` as an expression of deck.gl's, of the property `band`."""
    core, probable, possible = (
        list(band(palette, one)) for one in (Band.CORE, Band.PROBABLE, Band.POSSIBLE)
    )
    name = "properties.band"
    return f"{name} == 'core' ? {core} : {name} == 'probable' ? {probable} : {possible}"


def bands(palette: Palette) -> tuple[Paint, Paint, Paint]:
    """Return the colours in which core, probable and possible are seen, band upon band."""
    possible, probable, core = (
        round(255 * (1 - clear))
        for clear in accumulate((1 - alpha / 255 for alpha in BAND_ALPHAS.values()), mul)
    )
    return (*palette.khorasan, core), (*palette.khorasan, probable), (*palette.khorasan, possible)


def comparison(palette: Palette) -> tuple[Paint, Paint, Paint]:
    """Paint what two extents share, what only the first has and what only the other has."""
    return (*palette.khorasan, 150), (*palette.khorasan, 60), (*palette.other, 116)


def agreement(palette: Palette, count: int) -> Paint:
    """Paint land that `count` written sources, from one to all, count in."""
    step = sum(count > bound for bound in AGREEMENT_BOUNDS)
    return (*palette.agreement[step - 1], AGREEMENT_ALPHA)


def agreement_expression(palette: Palette) -> str:
    """Write `agreement` as an expression of deck.gl's, of the property `count`."""
    steps = [(bound, agreement(palette, bound + 1)) for bound in AGREEMENT_BOUNDS]
    return _steps("count", steps)


def share(palette: Palette, part: float) -> Paint:
    """Paint a province of which `part` (0 to 1) lies in an extent."""
    step = sum(part > bound for bound in SHARE_BOUNDS[:-1])
    return (*palette.shares[step - 1], SHARE_ALPHA) if step else NOTHING


def share_expression(palette: Palette, column: str) -> str:
    """Write `share` as an expression of deck.gl's, of the property `column`."""
    return _steps(column, [(low, share(palette, low + 0.01)) for low in SHARE_BOUNDS[:-1]])


def _steps(column: str, steps: Sequence[tuple[float, Paint]]) -> str:
    """Write which paint a property has above which number; `steps` go from the least."""
    written = str(list(NOTHING))
    for above, paint in steps:  # The greatest comes to stand first.
        written = f"properties.{column} > {above} ? {list(paint)} : {written}"
    return written


def css(paint: Paint | Colour) -> str:
    """Write a paint as CSS does."""
    red, green, blue, *alpha = paint
    return f"rgb({red} {green} {blue} / {round(alpha[0] / 255, 2) if alpha else 1})"
