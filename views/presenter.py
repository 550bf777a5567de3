"""The presenter's screen: what stands under the map, and where its steps lead."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from geo.extents.catalogue import ExtentCatalogue
from geo.layers.themes import THEMES
from geo.layers.view import ThemeId, View
from geo.messages.extents import compared, covers, khorasan_of, majority, size, wide_sense
from geo.messages.places import colours_shown, location
from views import actions
from views.components import presenter
from views.components.presenter import Slide
from views.data import Data
from views.selection import ExtentSelection, Selection
from views.state import State


def show(state: State, data: Data, selection: Selection, view: View) -> None:
    """Offer to present; while one does, show the title and the words of what is on the map.

    The steps are those of the tour, or the extents in the order of time where one is on the map.
    """
    slide, go = _slide(data, selection, view)
    presenter.show(slide if state.present else None, actions.present, actions.stop_presenting, go)


def _slide(data: Data, selection: Selection, view: View) -> tuple[Slide, Callable[[int], None]]:
    opened, extents = selection.step, selection.extents
    if opened:
        count = len(opened.tour.steps)
        slide = Slide(opened.step.title, opened.step.words, opened.at, count)
        return slide, partial(actions.go_to_step, opened.tour.tour_id)
    title = THEMES[view.theme].says(view)
    if selection.place and view.theme is ThemeId.PLACES:
        place = selection.place.place
        return Slide(place.name, location(place)), _nowhere
    if data.catalogue and extents and view.theme in {ThemeId.EXTENT, ThemeId.SHARES}:
        return _extent(data.catalogue, extents, title)
    return Slide(title, _others(data, selection, view)), _nowhere


def _extent(
    data: ExtentCatalogue, extents: ExtentSelection, title: str
) -> tuple[Slide, Callable[[int], None]]:
    """Show one extent among all, in the order of time."""
    ids, extent = list(data.extents), extents.extent
    slide = Slide(
        title, f"{size(extent)} {covers(data, extent)}", ids.index(extent.extent_id) + 1, len(ids)
    )
    default = data.default.extent_id
    return slide, lambda at: actions.show_extent(ids[at - 1], default)


def _others(data: Data, selection: Selection, view: View) -> str:
    """Say in a sentence what the colours are where no one extent or place is shown."""
    extents = selection.extents
    if not (data.catalogue and extents):
        return ""
    match view.theme:
        case ThemeId.AGREEMENT:
            return majority(data.catalogue)[0]
        case ThemeId.REPORTS:
            return wide_sense()
        case ThemeId.COMPARISON if extents.against:
            return " ".join(compared(data.catalogue, extents.extent, extents.against)[:1])
    return colours_shown(khorasan_of(extents.extent))


def _nowhere(_: int) -> None:
    """Stay: there is but one slide."""
