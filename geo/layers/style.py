"""The colours of the map, for a light and a dark page."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """One theme's colours as sRGB triples; text colours keep 4.5:1 on what lies under them.

    Each hue has one meaning: red is Khorasan and how sure that is, purple the article's places,
    blue water. Green are `shares` of today's land, from little to all; yellow to brown is
    `agreement`, from few sources to all; `other` is the second of two extents that are compared.
    """

    name: str
    sea: Colour
    land: Colour
    water: Colour
    border: Colour
    province_border: Colour
    text: Colour
    quiet_text: Colour
    water_text: Colour
    halo: Colour
    khorasan: Colour
    khorasan_text: Colour
    other: Colour
    place: Colour
    shares: tuple[Colour, ...]
    agreement: tuple[Colour, ...]


LIGHT = Palette(
    name="light",
    sea=(206, 222, 230),
    land=(244, 239, 228),
    water=(103, 150, 180),
    border=(112, 102, 92),
    province_border=(160, 150, 138),
    text=(46, 44, 42),
    quiet_text=(84, 78, 72),
    water_text=(36, 84, 118),
    halo=(250, 247, 240),
    khorasan=(178, 58, 30),
    khorasan_text=(122, 34, 14),
    other=(0, 114, 98),
    place=(75, 46, 131),
    shares=((198, 228, 160), (144, 186, 123), (96, 149, 89), (48, 112, 56)),
    agreement=(
        (252, 226, 140),
        (239, 193, 90),
        (226, 160, 40),
        (188, 122, 25),
        (150, 84, 10),
        (117, 62, 10),
        (84, 40, 10),
    ),
)
DARK = Palette(
    name="dark",
    sea=(12, 36, 58),
    land=(31, 35, 39),
    water=(74, 116, 146),
    border=(150, 142, 132),
    province_border=(98, 94, 90),
    text=(236, 232, 224),
    quiet_text=(190, 184, 176),
    water_text=(142, 190, 220),
    halo=(20, 23, 26),
    khorasan=(240, 128, 92),
    khorasan_text=(255, 190, 166),
    other=(64, 190, 164),
    place=(206, 184, 255),
    shares=((44, 72, 50), (76, 110, 74), (108, 150, 98), (142, 190, 124)),
    agreement=(
        (70, 52, 24),
        (120, 81, 27),
        (170, 110, 30),
        (205, 145, 45),
        (240, 180, 60),
        (248, 209, 115),
        (255, 238, 170),
    ),
)
PALETTES = {palette.name: palette for palette in (LIGHT, DARK)}


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21, by WCAG 2.2's formula."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for value in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
