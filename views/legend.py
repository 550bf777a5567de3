"""The legend under the map: in words, what its symbols, colours and lines mean."""

from __future__ import annotations

import streamlit as st

from geo.extent_layers import BAND_ALPHA, VOICES, comparison_colours
from geo.kinds import GROUPS
from geo.overlap import percent
from geo.style import Colour, css
from views.link import Period
from views.markup import Markup, element, join
from views.page import palette, sprite

SYMBOL = 20
"""Pixels of a symbol in the legend."""

VOICE_TITLES = {
    "in": "Town counted in",
    "edge": "On the border",
    "out": "Counted out",
    "named": "Town that many name",
    "note": "The sources disagree",
}
SHARES = (0.1, 0.5, 1.0)


def show(theme: str, period: Period | None) -> None:
    """Explain in words what the map of a theme shows."""
    items = [*_MAKERS[theme](period), *_lines()]
    st.html(element("ul", *[element("li", item) for item in items], class_="legend"))


def _places(period: Period | None) -> list[Markup]:
    symbols = [
        join(_symbol("symbols", at), group.title) for at, group in enumerate(GROUPS)
    ]  # fmt: skip
    return symbols + (_bands("places", period) if period else [])


def _extent(period: Period | None) -> list[Markup]:
    return [*_bands("extent", period), *_voices("in", "edge", "out", "note")]


def _bands(theme: str, period: Period | None) -> list[Markup]:
    alpha = BAND_ALPHA[theme] / 255
    swatches = [
        _swatch(palette().khorasan, 1 - (1 - alpha) ** layers) for layers in (3, 2, 1)
    ]  # fmt: skip
    whose = f" ({period.extent.source.short})" if period and theme == "places" else ""
    return [join(*swatches, f"Khorasan{whose}: core, probable, possible")]


def _comparison(period: Period | None) -> list[Markup]:
    if period is None or period.against is None:
        return []
    names = ("Both", f"Only {period.extent.source.short}", f"Only {period.against.source.short}")
    colours = comparison_colours(palette())
    return [
        join(_swatch((red, green, blue), alpha / 255), name)
        for (red, green, blue, alpha), name in zip(colours, names, strict=True)
    ] + _voices("note")


def _agreement(_: Period | None) -> list[Markup]:
    steps = [_swatch(palette().khorasan, count * 25 / 255) for count in range(1, 8)]
    return [join(*steps, "Counted in by 1 to 7 of the written sources"), *_voices("named", "note")]


def _shares(period: Period | None) -> list[Markup]:
    steps = [
        join(_swatch(palette().khorasan, share * 170 / 255), percent(share, share))
        for share in SHARES
    ]
    whose = f", {period.extent.source.short}" if period else ""
    return [join("Share of the province inside" + whose + ": "), *steps]


_MAKERS = {
    "places": _places, "extent": _extent, "comparison": _comparison, "agreement": _agreement,
    "shares": _shares,
}  # fmt: skip


def _lines() -> list[Markup]:
    colours = palette()
    rim = element(
        "span", "", class_="swatch", style=f"border-color:{css(colours.khorasan)}"
    )  # fmt: skip
    paint = f"--edge:{css(colours.border)};--gap:{css(colours.halo)}"
    dashes = element("span", "", class_="line", style=paint)
    return [join(rim, "Provinces named Khorasan today"), join(dashes, "Border approximate")]


def _voices(*wanted: str) -> list[Markup]:
    return [join(_symbol("voices", VOICES.index(voice)), VOICE_TITLES[voice]) for voice in wanted]


def _symbol(name: str, at: int) -> Markup:
    place = f"background-image:url({sprite(name)});background-position-x:{-SYMBOL * at}px"
    return element("span", "", class_="symbol", style=place)


def _swatch(colour: Colour, alpha: float) -> Markup:
    return element(
        "span", "", class_="swatch plain", style=f"background:{css(colour, round(alpha, 2))}"
    )
