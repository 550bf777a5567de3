"""What each thing on the map is painted with: the layers and the legend both read it here."""

from __future__ import annotations

from geo.layers.style import Colour, Palette
from geo.layers.view import ThemeId

Paint = tuple[int, int, int, int]
"""Red, green, blue and alpha, each 0 to 255."""

BAND_ALPHA = {ThemeId.PLACES: 34, ThemeId.EXTENT: 50}
"""The alpha of one band; the three lie on each other, so the core is painted three times."""

AGREEMENT_ALPHA = 25
"""The alpha that each source that counts a land in adds."""

SHARE_ALPHA = 170
"""The alpha of a province that lies wholly in an extent."""

NOTHING: Paint = (0, 0, 0, 0)


def band(palette: Palette, theme: ThemeId) -> Paint:
    """Paint one band of an extent."""
    return (*palette.khorasan, BAND_ALPHA[theme])


def bands(palette: Palette, theme: ThemeId) -> tuple[Paint, Paint, Paint]:
    """Return the colours in which core, probable and possible are seen, band upon band."""
    clear = 1 - BAND_ALPHA[theme] / 255
    core, probable, possible = (round(255 * (1 - clear**layers)) for layers in (3, 2, 1))
    return (*palette.khorasan, core), (*palette.khorasan, probable), (*palette.khorasan, possible)


def comparison(palette: Palette) -> tuple[Paint, Paint, Paint]:
    """Paint what two extents share, what only the first has and what only the other has."""
    return (*palette.khorasan, 150), (*palette.khorasan, 62), (*palette.other, 96)


def agreement(palette: Palette, count: int) -> Paint:
    """Paint land that `count` written sources count in."""
    return (*palette.khorasan, count * AGREEMENT_ALPHA)


def agreement_expression(palette: Palette) -> str:
    """Write `agreement` as an expression of deck.gl's, of the property `count`."""
    return _expression(palette.khorasan, f"properties.count * {AGREEMENT_ALPHA}")


def share(palette: Palette, part: float) -> Paint:
    """Paint a province of which `part` (0 to 1) lies in an extent."""
    return (*palette.khorasan, round(part * SHARE_ALPHA))


def share_expression(palette: Palette, column: str) -> str:
    """Write `share` as an expression of deck.gl's, of the property `column`."""
    return _expression(palette.khorasan, f"properties.{column} * {SHARE_ALPHA}")


def _expression(colour: Colour, alpha: str) -> str:
    red, green, blue = colour
    return f"[{red}, {green}, {blue}, {alpha}]"


def css(paint: Paint | Colour) -> str:
    """Write a paint as CSS does."""
    red, green, blue, *alpha = paint
    return f"rgb({red} {green} {blue} / {round(alpha[0] / 255, 2) if alpha else 1})"
