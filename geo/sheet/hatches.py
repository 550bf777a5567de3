"""The hatches by which areas are told apart where a sheet is printed or copied in grey.

Each paint of the map has one, and the legend shows the same. The strokes grow denser with what
the colours say: how sure it is, how many sources, how large a share.
"""

from __future__ import annotations

from itertools import pairwise

from geo.layers import paints
from geo.layers.paints import Paint
from geo.layers.style import Palette

SURE = ("xxxx", "////", "..")
"""Of core, probable and possible."""

COMPARED = ("xxxx", "////", "\\\\\\\\")
"""Of what two extents share, and of what the first and the second has alone."""

SOURCES = ("", "..", "....", "//", "////", "xx", "xxxx")
"""Of the steps of agreement: dots up to the majority, and lines from it on."""

SHARES = ("..", "//", "////", "xxxx")
"""Of the steps of a share, from little to all."""


def hatches(palette: Palette) -> dict[Paint, str]:
    """Return the hatch of each paint that areas have on the map and in the legend."""
    shares = [paints.share(palette, most) for _, most in pairwise(paints.SHARE_BOUNDS)]
    counts = [paints.agreement(palette, bound + 1) for bound in paints.AGREEMENT_BOUNDS]
    return {
        **dict(zip(paints.bands(palette), SURE, strict=True)),
        **dict(zip(paints.comparison(palette), COMPARED, strict=True)),
        **dict(zip(counts, SOURCES, strict=True)),
        **dict(zip(shares, SHARES, strict=True)),
    }
