"""The map that never goes away: the view that the open panel wants, and its chart."""

from __future__ import annotations

import streamlit as st

from geo.errors import AssetError
from geo.extents.agreement import largest
from geo.extents.catalogue import Extent
from geo.extents.inclusion import Subject
from geo.layers.deck import deck
from geo.layers.themes import THEMES
from geo.layers.view import REGION, WORLD, Label, Reading, Shown, ThemeId, View
from geo.messages.catalogue import gettext
from geo.messages.extents import khorasan_of, telling_name
from views import actions
from views.data import Data
from views.page import palette
from views.selection import ExtentSelection, Selection
from views.state import Panel, State, session


def view_of(state: State, data: Data, selection: Selection, reading: Reading) -> View:
    """Say what the map is to show."""
    theme = _theme(state, selection.extents)
    extents = selection.extents
    unit = selection.subject.unit if selection.subject and theme is ThemeId.SHARES else ""
    return View(
        palette=palette(),
        theme=theme,
        camera=session().camera,
        revision=session().revision,
        groups=() if state.panel is Panel.READ else state.groups,
        uses=() if state.panel is Panel.READ else state.uses,
        place=selection.place.place if selection.place else None,
        extent=_shown(extents.extent) if extents else None,
        against=_shown(extents.against) if extents and extents.against else None,
        unit=unit,
        labels=_labels(theme, data, extents, selection.subject),
        reading=reading,
    )


def show(view: View) -> list[AssetError]:
    """Draw the map; give an error for each file that cannot be used."""
    chart, missing = deck(view)
    with st.container(key="map-tools", horizontal=True):
        st.button(
            gettext("Region"), key="region", on_click=actions.fly_to, args=(REGION,),
            help=gettext("Show Khorasan’s region"),
        )  # fmt: skip
        st.button(
            gettext("World"), key="world", on_click=actions.fly_to, args=(WORLD,),
            help=gettext("Show the whole world"),
        )  # fmt: skip
    st.pydeck_chart(
        chart,
        on_select=actions.click_map,
        selection_mode="single-object",
        key="map",
        height="stretch",
        alt=THEMES[view.theme].alternative(view),
    )
    return missing


def _theme(state: State, extents: ExtentSelection | None) -> ThemeId:
    if extents is None or state.panel not in {Panel.TIME, Panel.BORDERS}:
        return ThemeId.PLACES
    if state.panel is Panel.BORDERS:
        return ThemeId.SHARES
    if extents.together:
        return ThemeId.AGREEMENT
    return ThemeId.COMPARISON if extents.against else ThemeId.EXTENT


def _shown(extent: Extent) -> Shown:
    return Shown(extent.extent_id, extent.source.short, khorasan_of(extent))


def _labels(
    theme: ThemeId, data: Data, extents: ExtentSelection | None, subject: Subject | None
) -> list[Label]:
    """Name the subject, and what two extents share and each has alone."""
    labels = []
    if subject and not subject.unit and theme is not ThemeId.PLACES:
        labels.append(Label(subject.name, subject.lon, subject.lat))
    if data.catalogue and extents and extents.against and theme is ThemeId.COMPARISON:
        one, other = extents.extent, extents.against
        both, alone, other_alone = (
            gettext("both"),
            gettext("only {name}", name=telling_name(one.source, [other.source])),
            gettext("only {name}", name=telling_name(other.source, [one.source])),
        )
        faces = data.catalogue.faces
        for text, inside, outside in (
            (both, [one, other], []), (alone, [one], [other]), (other_alone, [other], [one]),
        ):  # fmt: skip
            face = largest(faces, [e.extent_id for e in inside], [e.extent_id for e in outside])
            if face:
                labels.append(Label(text, face.lon, face.lat))
    return labels
