"""Where is Khorasan? The page: the question, the map, and the panels beside it."""

import gc

import streamlit as st

from geo.atlas import Atlas, read_atlas
from geo.errors import AtlasError
from geo.history import History, read_history
from geo.layers import NOTHING_READ, Reading
from views import (
    about,
    borders,
    card,
    disagreements,
    legend,
    link,
    map_panel,
    page,
    passage,
    place_list,
    reader,
    through_time,
    where_am_i,
)
from views.link import Chosen
from views.markup import notice


@st.cache_resource
def the_atlas() -> Atlas:
    """Read the article, its places and mentions once for all sessions."""
    return read_atlas()


@st.cache_resource
def the_history() -> History:
    """Read the extents and their evidence once for all sessions."""
    return read_history()


@st.cache_resource
def settle() -> None:
    """Take all that was loaded for good out of the garbage collector's sight.

    Streamlit collects all garbage after each run of the script: four fifths of the server's work
    when a hundred people click.
    """
    gc.collect()
    gc.freeze()


def main() -> None:
    """Put the question, the map and the open panel in order."""
    page.dress()
    notices = link.begin()
    atlas, history = read_data(notices)
    chosen = read_link(atlas, history, notices)
    title = st.container(key="title")
    left, right = st.columns([7, 4], gap="medium")
    with right.container(key="panel-side"):
        page.panels()
        said = st.container()
        reading = show_panel(atlas, history, chosen, notices)
        about.show()
    link.follow(chosen.opened)
    with left.container(key="map-side"):
        notices.extend(map_panel.show(history, chosen, reading))
    legend.show(map_panel.theme_of(chosen.period), chosen.period)
    with title:
        about.title(atlas, chosen.opened, chosen.period)
    for sentence in notices:
        said.html(notice(sentence))
    settle()


def read_data(notices: list[str]) -> tuple[Atlas | None, History | None]:
    """Read the data; of what cannot be read a notice tells, and the rest goes on without it."""
    atlas = history = None
    try:
        atlas = the_atlas()
    except AtlasError as error:
        notices.append(f"The article's places cannot be shown. {error.summary}")
    try:
        history = the_history()
    except AtlasError as error:
        notices.append(f"Khorasan's extents cannot be shown. {error.summary}")
    return atlas, history


def read_link(atlas: Atlas | None, history: History | None, notices: list[str]) -> Chosen:
    """Read what the URL has chosen; of what it asks in vain a notice tells."""
    opened = period = note = asked = None
    if atlas:
        opened, bad = link.read(atlas)
        notices.extend(bad)
    if history:
        period, note, bad = link.read_period(history)
        notices.extend(bad)
    if atlas and history:
        asked, bad = where_am_i.asked(atlas, history)
        notices.extend(bad)
    return Chosen(opened, period, note, asked)


def show_panel(
    atlas: Atlas | None, history: History | None, chosen: Chosen, notices: list[str]
) -> Reading:
    """Show the panel that is open, as far as its data could be read; give what is being read."""
    match st.session_state["panel"]:
        case "places" if atlas:
            place_list.find(chosen.opened)
            if chosen.opened:
                card.head(chosen.opened.place)
                passage.show(atlas, chosen.opened)
                card.body(chosen.opened.place)
            else:
                about.claim(atlas)
                place_list.show(atlas)
        case "read" if atlas:
            reading, bad = reader.show(atlas, history, chosen.opened)
            notices.extend(bad)
            return reading
        case "time" if history and chosen.period:
            through_time.step(history, chosen.period)
            if chosen.note:
                disagreements.show(chosen.note, history)
            if chosen.asked:
                where_am_i.answers(history, chosen.asked)
            through_time.show(history, chosen.period)
            disagreements.offer(history, chosen.note)
        case "borders" if atlas and history and chosen.period:
            notices.extend(borders.show(atlas, history, chosen.period, chosen.asked))
    return NOTHING_READ


main()
