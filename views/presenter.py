"""The presenter's screen: what stands under the map, and where its steps lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from geo.layers.themes import THEMES
from geo.layers.view import ThemeId, View
from views import actions
from views.components import presenter
from views.components.presenter import Slide
from views.data import Data
from views.selection import Selection
from views.state import State

MOST_SENTENCES, MOST_LETTERS = 2, 170
"""What fits under the map, in two lines: the second sentence only if it is short enough."""


def show(state: State, data: Data, selection: Selection, view: View) -> None:
    """Offer to present; while one does, show the title and the words of what is on the map.

    The steps are those of the tour, or the extents in the order of time where one is on the map.
    """
    slide, go = _slide(data, selection, view)
    presenter.show(slide if state.present else None, actions.present, actions.stop_presenting, go)


def _slide(data: Data, selection: Selection, view: View) -> tuple[Slide, Callable[[int], None]]:
    opened, extents = selection.step, selection.extents
    if opened:
        slide = Slide(opened.step.title, opened.step.words, opened.at, len(opened.tour.steps))
        return slide, partial(actions.go_to_step, opened.tour.tour_id)
    title, words = THEMES[view.theme].says(view), view.words
    if selection.place and view.theme is ThemeId.PLACES:
        title = selection.place.place.name
    if data.catalogue and extents and view.theme in {ThemeId.EXTENT, ThemeId.SHARES}:
        ids, default = list(data.catalogue.extents), data.catalogue.default.extent_id
        at = ids.index(extents.extent.extent_id) + 1
        said = _some(words[1:])  # The first sentence says what the title does.
        return Slide(title, said, at, len(ids)), lambda to: actions.show_extent(
            ids[to - 1], default
        )
    return Slide(title, _some(words)), _nowhere


def _some(words: Sequence[str]) -> str:
    both = " ".join(words[:MOST_SENTENCES])
    return both if len(both) <= MOST_LETTERS else " ".join(words[:1])


def _nowhere(_: int) -> None:
    """Stay: there is but one slide."""
