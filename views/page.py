"""The page's dress: its style sheet, and the map's colours for it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from geo.errors import AtlasError
from geo.layers import address
from geo.style import PALETTES, Palette, css
from views import link


def palette() -> Palette:
    """Give the colours for the theme the person's browser shows."""
    return PALETTES.get(st.context.theme.type or "light", PALETTES["light"])


def dress() -> None:
    """Set up the page: its title, and its style with the colours of the map."""
    st.set_page_config("Where is Khorasan?", page_icon="static/icon.svg", layout="wide")
    st.html(Path(__file__).with_name("page.css"))
    colours = palette()
    st.html(
        "<style>:root {"
        f"--sea: {css(colours.sea)}; --place: {css(colours.place)};"
        f"--lit: {css(colours.place, 0.18)};"
        f"--khorasan: {css(colours.khorasan)}; --other: {css(colours.other)};"
        f"--both: {css(colours.khorasan, 0.59)}; --one: {css(colours.khorasan, 0.24)};"
        "}</style>"
    )


def panels() -> None:
    """Offer the panels; what is chosen in one stays chosen in the next."""
    st.segmented_control(
        "Panel",
        list(link.PANELS),
        required=True,
        format_func=link.PANELS.__getitem__,
        key="panel",
        label_visibility="collapsed",
        width="stretch",
        on_change=link.turned,
    )


def sprite(name: str = "symbols") -> str:
    """Give the address of an image of symbols, or nothing if it is not there.

    The map says that it is missing; the words beside the symbols still stand.
    """
    try:
        return address(f"map/{name}-{palette().name}.svg")
    except AtlasError:
        return ""
