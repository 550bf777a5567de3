"""Where is Khorasan? The page: the question, the map, and the panels beside it."""

import streamlit as st

from geo.errors import AssetError
from geo.layers.view import NOTHING_READ, Reading, ThemeId
from geo.messages.faults import reason
from views import actions, citing, legend, page, presenter, printing, search, timeline, words
from views import map as the_map
from views.data import Data, freeze, read_data, sentence
from views.panels import about, borders, places, quiz, read, time, tour
from views.selection import Selection, select, stage
from views.state import Panel, State, TextSize, read_state, with_own_tour


def main() -> None:
    """Read the link, then put the question, the map and the open panel in order."""
    data, lost = read_data()
    data = with_own_tour(data)
    state, bad_values = read_state(data)
    shown, step = stage(state, data)
    selection, hidden = select(shown, data, step)
    actions.follow_place(selection.place)
    page.set_up(state.text_size)
    left, right = st.columns([7, 4], gap="medium")
    with right.container(key="panel-side"):
        page.panels(state)
        notices = st.container()
        reading, missing = show_panel(state, data, selection)
    view = the_map.view_of(shown, data, selection, reading)
    views = the_map.laid_out(view, beside=shown.beside)
    asks = view.theme is ThemeId.QUIZ  # Nothing beside the question may give its answer away.
    with left.container(key="map-side"):
        with st.container(key="head", horizontal=True, vertical_alignment="center"):
            page.header(shown, data, selection, view)
            if not asks:
                search.show(state.query, data)
        missing += the_map.show(views)
        if data.catalogue and selection.extents and not asks:
            timeline.show(data.catalogue, selection.extents, state.panel)
        with st.container(key="foot", horizontal=True):
            legend.show(views[0], folded=state.text_size is not TextSize.USUAL)
            with st.container(key="page-tools"):
                with st.container(key="page-ways", horizontal=True):
                    presenter.show(state, data, selection, view)
                    page.text_size(state.text_size)
                with st.container(key="page-links", horizontal=True):
                    words.show(view)
                    if not asks:
                        citing.show(view, data)
                        printing.show(view, data, state.quiz.seed)
                    about.show()
    with notices:
        page.notices([sentence(part, error) for part, error in lost])
        page.notices([*bad_values, *hidden, *map(reason, missing)])
    freeze()


def show_panel(state: State, data: Data, selection: Selection) -> tuple[Reading, list[AssetError]]:
    """Show the panel that is open, as far as its data could be read."""
    match state.panel:
        case Panel.PLACES if data.corpus:
            places.show(data.corpus, state, selection)
        case Panel.READ if data.corpus:
            return read.show(data.corpus, data, state, selection.place)
        case Panel.TIME if data.catalogue:
            time.show(data.catalogue, state, selection)
        case Panel.BORDERS if data.catalogue:
            borders.show(data.catalogue, state, selection)
        case Panel.QUIZ:
            quiz.show(data, state)
        case Panel.TOUR if selection.step:
            tour.show(selection.step, data)
    return NOTHING_READ, []


main()
