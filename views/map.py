"""The map that never goes away: the view that the open panel wants, and its chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from geo.errors import AssetError
from geo.extents.agreement import largest
from geo.extents.catalogue import Extent
from geo.extents.change import compare_towns
from geo.extents.inclusion import Subject
from geo.layers import sights
from geo.layers.scene import moving, paper
from geo.layers.view import NOWHERE, Label, Reading, Shown, Sight, ThemeId, View
from geo.messages.catalogue import gettext
from geo.messages.extents import khorasan_of, telling_name
from views import actions, quiz_map
from views.components.map import show as mount_map
from views.data import Data, words_of
from views.page import palette
from views.selection import ExtentSelection, Selection
from views.state import Panel, State, session


def view_of(state: State, data: Data, selection: Selection, reading: Reading) -> View:
    """Say what the map is to show."""
    asking = quiz_map.view_of(state, data)
    if asking:
        return replace(asking, present=state.present)
    theme = _theme(state, selection.extents)
    extents = selection.extents
    unit = selection.subject.unit if selection.subject and theme is ThemeId.SHARES else ""
    place = selection.place
    view = View(
        palette=palette(),
        theme=theme,
        sight=replace(_sight_of_step(state, theme, selection), own=state.sight),
        groups=() if state.panel is Panel.READ else state.groups,
        uses=() if state.panel is Panel.READ else state.uses,
        place=place.place if place else None,
        extent=_shown(extents.extent) if extents else None,
        against=_shown(extents.against) if extents and extents.against else None,
        unit=unit,
        differing=_differing(theme, data, extents),
        labels=tuple(_labels(theme, data, extents, selection.subject)),
        reading=reading,
        present=state.present,
    )
    in_places = place.subject if place else None
    asked = in_places if theme is ThemeId.PLACES else selection.subject
    return replace(view, words=words_of(view, data, asked))


def laid_out(view: View, *, beside: bool) -> list[View]:
    """Take a comparison apart into two maps that stand `beside` each other; leave all else as one.

    Both look at the same ground; the first says what both show.
    """
    if not (beside and view.extent and view.against and view.theme is ThemeId.COMPARISON):
        return [view]
    bounds = sights.of_extents(view.extent.extent_id, view.against.extent_id)
    key = f"beside {view.extent.extent_id} {view.against.extent_id}"
    sight = replace(view.sight, key=key, bounds=bounds)
    one = replace(view, theme=ThemeId.EXTENT, sight=sight, against=None, labels=())
    return [
        replace(one, caption=view.extent.name),
        replace(one, extent=view.against, caption=view.against.name, words=()),
    ]


def show(views: Sequence[View]) -> list[AssetError]:
    """Draw the map, or two of them; give an error for each file that cannot be used."""
    errors: list[AssetError] = []
    with st.container(key="maps", horizontal=True):
        for view, key in zip(views, ("map", "map-beside"), strict=False):
            laid, missing = paper(view)
            moved, also_missing = moving(view)
            mount_map(laid, moved, actions.click_map, key)
            errors += [*missing, *also_missing]
    return list(dict.fromkeys(errors))


def _sight_of_step(state: State, theme: ThemeId, selection: Selection) -> Sight:
    """Say what the map is to look at: each step of a tour sends it there anew."""
    sight, opened = _sight(state, theme, selection), selection.step
    if opened is None:
        return sight
    bounds = sights.of_view(*opened.sight) if opened.sight else sight.bounds
    return Sight(f"tour {opened.tour.tour_id} {opened.at}", bounds)


def _sight(state: State, theme: ThemeId, selection: Selection) -> Sight:
    """Say what the map is to look at: what was chosen last in the panel that is open."""
    extents, place, subject = selection.extents, selection.place, selection.subject
    if theme is ThemeId.PLACES:
        if place is None:
            return NOWHERE
        key = f"place {place.place.place_id} {session().flights}"
        return Sight(key, sights.of_place(place.place))
    if theme is ThemeId.SHARES and subject:
        bounds = sights.of_unit(subject.unit) or sights.of_point(subject.lon, subject.lat)
        return Sight(f"subject {state.subject}", bounds, keep=True)
    return _sight_of_extents(theme, extents) if extents else NOWHERE


def _sight_of_extents(theme: ThemeId, extents: ExtentSelection) -> Sight:
    if extents.together:
        return Sight("together", sights.of_sources(), keep=True)
    if theme is ThemeId.REPORTS:
        return Sight("wide", sights.of_reports(), keep=True)
    extent_id = extents.extent.extent_id
    return Sight(f"extent {extent_id}", sights.of_extent(extent_id), keep=True)


def _theme(state: State, extents: ExtentSelection | None) -> ThemeId:
    if extents is None or state.panel not in {Panel.TIME, Panel.BORDERS}:
        return ThemeId.PLACES
    if state.panel is Panel.BORDERS:
        return ThemeId.SHARES
    if extents.together:
        return ThemeId.AGREEMENT
    if extents.wide:
        return ThemeId.REPORTS
    return ThemeId.COMPARISON if extents.against else ThemeId.EXTENT


def _differing(theme: ThemeId, data: Data, extents: ExtentSelection | None) -> tuple[str, ...]:
    """List the towns on which the two sources that are compared differ."""
    if not (data.catalogue and extents and extents.against and theme is ThemeId.COMPARISON):
        return ()
    towns = compare_towns(data.catalogue, extents.extent, extents.against)
    return tuple(sorted(found.town.town_id for found in towns.differing))


def _shown(extent: Extent) -> Shown:
    return Shown(extent.extent_id, extent.source.short, khorasan_of(extent))


def _labels(
    theme: ThemeId, data: Data, extents: ExtentSelection | None, subject: Subject | None
) -> list[Label]:
    """Name the subject, and what two extents share and each has alone."""
    labels = []
    if subject and not subject.unit and theme is not ThemeId.PLACES:
        labels.append(Label(subject.name, subject.lon, subject.lat, marked=True))
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
