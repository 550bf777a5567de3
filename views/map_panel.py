"""The map that never goes away, and the legend under it."""

from __future__ import annotations

import streamlit as st

from geo.kinds import GROUPS
from geo.layers import REGION, WORLD, View, deck
from geo.style import css
from views import link
from views.link import Open
from views.markup import element
from views.page import palette, sprite

ALT = (
    "Map of Khorasan and its neighbours: relief, rivers, today's provinces, and the places the "
    "article names. The list of places beside it holds the same places."
)


def show(opened: Open | None) -> list[str]:
    """Draw the map; give a sentence for each layer that could not be had."""
    view = View(
        palette=palette(),
        camera=st.session_state["camera"],
        groups=st.session_state.get("kind", ()),
        uses=st.session_state.get("use", ()),
        place=opened.place if opened else None,
        step=st.session_state["step"],
    )
    chart, missing = deck(view)
    with st.container(key="map-tools", horizontal=True):
        st.button("Region", on_click=link.look, args=(REGION,), help="Show Khorasan's region")
        st.button("World", on_click=link.look, args=(WORLD,), help="Show the whole world")
    st.pydeck_chart(
        chart,
        on_select=_clicked,
        selection_mode="single-object",
        key="map",
        height="stretch",
        alt=ALT,
    )
    return missing


def _clicked() -> None:
    """Open the place that was clicked, or the one whose province or country was."""
    for objects in st.session_state["map"]["selection"]["objects"].values():
        for picked in objects:
            place_id = picked["properties"].get("place_id")
            if place_id:
                link.choose(place_id)
    st.session_state["step"] += 1


def legend() -> None:
    """Explain in words what the map's symbols and lines mean."""
    colours = palette()
    image = sprite()
    symbols = [
        element(
            "li",
            element(
                "span", "", class_="symbol",
                style=f"background-image:url({image});background-position-x:{-20 * at}px",
            ),
            group.title,
        )
        for at, group in enumerate(GROUPS)
    ]  # fmt: skip
    hue, pale = css(colours.khorasan), css(colours.khorasan, 0.2)
    swatch = element("span", "", class_="swatch", style=f"border-color:{hue};background:{pale}")
    dashes = element("span", "", class_="line", style=f"border-color:{css(colours.border)}")
    lines = [
        element("li", swatch, "Provinces named Khorasan today"),
        element("li", dashes, "Border approximate"),
    ]
    st.html(element("ul", *symbols, *lines, class_="legend"))
