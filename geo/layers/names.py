"""The names on the map: where their files lie, and in which sizes and colours they are drawn."""

from __future__ import annotations

from typing import Any

from geo.layers.files import address
from geo.layers.paints import css
from geo.layers.places import kept
from geo.layers.style import Palette
from geo.layers.view import Named, View

LEVELS = (0.4, 0.8, 1.2, 2.2, 3.2, 4.2, 5.2, 6.2, 7.2, 8.2)
"""The zooms from which on names appear."""

FACTORS = (1, 1.25, 1.6, 2.25)
"""How many times as large as usual names can be; they have places of their own at each."""

NAME_SIZES = {
    "country": 15, "khorasan": 17, "province": 13, "water": 13, "place": 14,
    "extent": 24, "quarter": 17, "town": 14, "outside": 12,
    "area": 14, "capital": 13, "city": 12,
}  # fmt: skip
"""Pixels of a name, by the role of what it names."""

COUNTRY_ROLES = ["country", "water"]
"""The roles of the names that are left where only countries and waters are named."""
PRESENTED = 16 / min(NAME_SIZES.values())
"""How many times as large as usual names are where the page presents the map.

The smallest name is then as large as the page's usual text, 16 pixels before that grows."""

PLACES = "places"
"""The label set that holds the names of the article's places."""


def names(view: View, label_set: str) -> dict[str, Any] | None:
    """Say where the names are that `geo.pipeline.assets.labels` placed, and how to draw them.

    There is nothing to draw where a question leaves nothing named.
    """
    if view.named is Named.NOTHING:
        return None
    roles = {"role": COUNTRY_ROLES} if view.named is Named.COUNTRIES else None
    return {
        "data": address(f"map/names/{label_set}.json"),
        "lands": address("map/lands.json"),
        "keep": kept(view) if label_set == PLACES else roles,
        "colours": {role: css(colour) for role, colour in _colours(view.palette).items()},
        "halo": css((*view.palette.halo, 235)),
        "factors": FACTORS,
    }


def _colours(palette: Palette) -> dict[str, tuple[int, int, int]]:
    shades = {
        palette.text: ("country", "town"),
        palette.khorasan_text: ("khorasan", "extent", "quarter"),
        palette.quiet_text: ("province", "outside", "capital", "city"),
        palette.water_text: ("water",),
        palette.place: ("place", "area"),
    }
    return {role: shade for shade, roles in shades.items() for role in roles}
