"""The card of a place: what it is, where, how sure that is, and who says so."""

from __future__ import annotations

import streamlit as st

from geo.cells import Name
from geo.extents.inclusion import SILENT
from geo.messages.catalogue import gettext
from geo.messages.inclusion import answers_in_words, nobody_counts_in
from geo.messages.places import description, location
from geo.messages.render import render, with_links
from geo.messages.vocabulary import language_name
from geo.text.places import Place
from views import actions
from views.components.scroll_here import scroll_here
from views.panels.inclusion import fullness
from views.selection import OpenPlace


def head(place: Place) -> None:
    """Show the place's name, its names in other scripts, and what and where it is.

    The panel scrolls to the name when it is a new one.
    """
    scroll_here(place.place_id)
    st.html(
        render(
            "place_name", place=place, names=_names(place.names),
            description=description(place), brief=False,
        )
    )  # fmt: skip


def name(place: Place, position: str = "") -> None:
    """Show the place's name, its names in other scripts and a position, all in one line."""
    names = _names(place.names)
    st.html(render("place_name", place=place, names=names, position=position, brief=True))


def body(place: Place) -> None:
    """Show how sure the location is, where it comes from, and the ids as links."""
    rows = [
        (gettext("Location"), location(place)),
        (gettext("From"), with_links(place.source)),
        (gettext("Also written"), ", ".join(place.alternates)),
        (gettext("Note"), with_links(place.note)),
    ]
    links = [
        ("GeoNames", place.geonames, f"https://www.geonames.org/{place.geonames}"),
        ("Wikidata", place.wikidata, f"https://www.wikidata.org/wiki/{place.wikidata}"),
    ]
    st.html(
        render(
            "place_card",
            rows=[(term, text) for term, text in rows if text],
            links=[link for link in links if link[1]],
        )
    )


def in_khorasan(opened: OpenPlace) -> None:
    """Show by a dot for each source whether it counts the place in, and lead to who says so."""
    if opened.subject is None:
        return
    dots = [(fullness(one), one.answer in SILENT) for one in opened.answers]
    if any(full for full, _ in dots):
        html = render("dots", dots=dots, words=answers_in_words(opened.answers))
    else:
        html = render("line", text=nobody_counts_in(), **{"class": "body-text"})
    with st.container(key="in-khorasan"):
        st.html(html)
        st.button(
            gettext("See who says so"), type="tertiary", icon=":material/arrow_forward:",
            key="who-says", on_click=actions.ask_in_borders, args=(opened.subject.key,),
        )  # fmt: skip


def _names(names: tuple[Name, ...]) -> list[tuple[str, list[str], str]]:
    """List each form once, with the tags of the languages that share it, and these in words."""
    forms: dict[str, list[str]] = {}
    for one in names:
        forms.setdefault(one.text, []).append(one.language)
    return [(text, tags, ", ".join(map(language_name, tags))) for text, tags in forms.items()]
