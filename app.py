"""Where is Khorasan? The page: the question, the map, and the panel beside it."""

import streamlit as st

from geo.atlas import Atlas, read_atlas
from geo.errors import DataError
from views import about, card, link, map_panel, page, passage, place_list
from views.markup import notice


@st.cache_resource
def the_atlas() -> Atlas:
    """Read the data files once for all sessions."""
    return read_atlas()


def main() -> None:
    """Put the question, the map and the panel in order."""
    page.dress()
    notices = link.begin()
    atlas = None
    try:
        atlas = the_atlas()
    except DataError as error:
        notices.append(f"The article's places cannot be shown. {error.summary}")
    title = st.container(key="title")
    left, right = st.columns([7, 4], gap="medium")
    opened = None
    with right.container(key="panel"):
        said = st.container()
        if atlas:
            opened, bad = place_list.find(atlas)
            notices.extend(bad)
            if opened:
                card.head(opened.place)
                passage.show(atlas, opened)
                card.body(opened.place)
            else:
                about.claim(atlas)
                place_list.show(atlas)
        about.show()
    link.follow(opened)
    with left.container(key="map-side"):
        notices.extend(map_panel.show(opened))
    map_panel.legend()
    with title:
        about.title(atlas, opened)
    for sentence in notices:
        said.html(notice(sentence))


main()
