"""The map that never goes away: what the open panel wants shown on it."""

from __future__ import annotations

import streamlit as st

from geo.agreement import largest
from geo.answers import Asked, briefly
from geo.deck import deck
from geo.history import Extent, History
from geo.layers import REGION, WORLD, Label, Reading, View
from views import link
from views.link import Chosen, Period
from views.page import palette

ALT = {
    "places": "Map of Khorasan and its neighbours: relief, rivers, today's provinces, and the "
    "places the article names. The list of places beside it holds the same places.",
    "extent": "Map of one source's Khorasan in soft bands, with the towns that the source counts "
    "in and out. The panel beside it lists the same towns.",
    "comparison": "Map of two extents of Khorasan, of what they share and what each has alone. "
    "The panel beside it says the same in words and numbers.",
    "agreement": "Map of how many of the written sources count land in Khorasan. The table beside "
    "it holds the same in numbers.",
    "shares": "Map of today's provinces by their share inside one Khorasan. The table beside it "
    "holds the same shares.",
}
"""What each theme's map shows, for those who do not see it."""


def show(history: History | None, chosen: Chosen, reading: Reading) -> list[str]:
    """Draw the map; give a sentence for each layer that could not be had."""
    opened, period, asked = chosen.opened, chosen.period, chosen.asked
    theme = theme_of(period)
    view = View(
        palette=palette(),
        camera=st.session_state["camera"],
        groups=st.session_state.get("kind", ()),
        uses=st.session_state.get("use", ()),
        place=opened.place if opened else None,
        step=st.session_state["step"],
        theme=theme,
        extent=period.extent.extent_id if period else "",
        against=period.against.extent_id if period and period.against else "",
        lettering=_lettering(theme, period),
        unit=asked.unit if asked and theme == "shares" else "",
        labels=_labels(theme, history, period, asked),
        reading=reading,
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
        alt=ALT[theme],
    )
    return missing


def theme_of(period: Period | None) -> str:
    """Tell which of `geo.layers.THEMES` the open panel wants."""
    panel = st.session_state["panel"]
    if period is None or panel not in {"time", "borders"}:
        return "places"
    if panel == "borders":
        return "shares"
    if period.together:
        return "agreement"
    return "comparison" if period.against else "extent"


def _lettering(theme: str, period: Period | None) -> str:
    match theme:
        case "extent" if period:
            return period.extent.extent_id
        case "shares":
            return "ground"
        case "places":
            return ""
    return "agreement"


def _labels(
    theme: str, history: History | None, period: Period | None, asked: Asked | None
) -> list[Label]:
    """Name what is asked about, and what two extents share and each has alone."""
    labels = []
    if asked and not asked.unit and theme != "places":
        labels.append(Label(asked.name, asked.lon, asked.lat))
    if history and period and theme == "comparison":
        labels += _compared(history, period)
    return labels


def _compared(history: History, period: Period) -> list[Label]:
    """Write each name in the largest piece of what it is the name of."""
    if period.against is None:
        return []
    one, other = period.extent, period.against
    wanted = [
        ("both", (one, other), ()),
        (f"only {_tell(one, other)}", (one,), (other,)),
        (f"only {_tell(other, one)}", (other,), (one,)),
    ]
    labels = []
    for text, inside, outside in wanted:
        face = largest(history.faces, [e.extent_id for e in inside], [e.extent_id for e in outside])
        if face:
            labels.append(Label(text, face.lon, face.lat))
    return labels


def _tell(extent: Extent, other: Extent) -> str:
    """Name an extent briefly, unless the other would have the same name."""
    brief = briefly(extent.source)
    return extent.source.short if brief == briefly(other.source) else brief


def _clicked() -> None:
    """Open what was clicked: a place, the province or country of one, a note, a unit."""
    for objects in st.session_state["map"]["selection"]["objects"].values():
        for picked in objects:
            found = picked["properties"]
            if note := found.get("dispute_id"):
                link.open_note(note)
            elif asked := found.get("town_id") or found.get("code"):
                link.ask(asked)
            elif place_id := found.get("place_id"):
                link.choose(place_id)
    st.session_state["step"] += 1
