"""Draw the map's symbols: each image is one row of square cells, as SVG."""

from __future__ import annotations

from geo.layers.extents import TOWN_SYMBOLS
from geo.layers.primitives import ICON
from geo.layers.style import Colour, Palette
from geo.vocabulary import GROUPS

SHAPES = {
    "settlement": '<circle cx="32" cy="32" r="21"/>',
    "site": '<rect x="13" y="13" width="38" height="38"/>',
    "district": '<path d="M32 9 56 51H8Z"/>',
    "province": '<path d="M32 6 58 32 32 58 6 32Z"/>',
    "country": '<path d="M32 6 55 19V45L32 58 9 45V19Z"/>',
    "region": '<circle class="ring" cx="32" cy="32" r="19"/>',
    "nature": '<path d="M32 55 8 13H56Z"/>',
}
"""Each group's symbol in a cell of 64 by 64, so that shape tells kinds apart without colour."""


def symbols_of_groups(palette: Palette) -> str:
    """Draw the symbols of the article's places, a cell for each of `GROUPS`."""
    cells = [SHAPES[group.group_id] for group in GROUPS]
    place, halo = _hex(palette.place), _hex(palette.halo)
    style = (
        f"<style>*{{fill:{place};stroke:{halo};stroke-width:6;stroke-linejoin:round}}"
        f".ring{{fill:{halo};fill-opacity:.75;stroke:{place};stroke-width:9}}</style>"
    )
    return _row(cells, style)


def symbols_of_towns(palette: Palette) -> str:
    """Draw the symbols of what is said of a town, a cell for each of `TOWN_SYMBOLS`."""
    drawn = town_symbols(palette)
    return _row([drawn[symbol] for symbol in TOWN_SYMBOLS])


def town_symbols(palette: Palette) -> dict[str, str]:
    """Draw each of `TOWN_SYMBOLS` in a cell of 64 by 64."""
    red, out, halo = map(_hex, (palette.khorasan_text, palette.quiet_text, palette.halo))
    ring = f'fill="{halo}" stroke="{red}" stroke-width="9"'
    return {
        "in": f'<circle cx="32" cy="32" r="25" fill="{red}" stroke="{halo}" stroke-width="5"/>',
        "edge": f'<circle cx="32" cy="32" r="22" {ring}/><path d="M32 10a22 22 0 0 0 0 44Z" '
        f'fill="{red}"/>',
        "out": f'<path d="M14 14 50 50M50 14 14 50" stroke="{halo}" stroke-width="20" '
        f'stroke-linecap="round"/><path d="M14 14 50 50M50 14 14 50" stroke="{out}" '
        'stroke-width="10" stroke-linecap="round"/>',
        "named": f'<circle cx="32" cy="32" r="16" fill="{halo}" stroke="{out}" stroke-width="8"/>',
        "note": f'<circle cx="32" cy="32" r="28" fill="{halo}" stroke="{red}" stroke-width="5"/>'
        f'<text x="32" y="46" font-size="42" font-family="Georgia, serif" font-weight="bold" '
        f'text-anchor="middle" fill="{red}">?</text>',
    }


def _row(cells: list[str], style: str = "") -> str:
    placed = "".join(
        f'<g transform="translate({ICON * at} 0)">{cell}</g>' for at, cell in enumerate(cells)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ICON * len(cells)}" height="{ICON}">'
        f"{style}{placed}</svg>\n"
    )


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
