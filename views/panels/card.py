"""The card of a place: what it is, where, how sure that is, and who says so."""

from __future__ import annotations

import streamlit as st

from geo.cells import Name
from geo.messages.catalogue import gettext
from geo.messages.places import description, location
from geo.messages.render import render, with_links
from geo.messages.vocabulary import language_name
from geo.text.places import Place
from views.components.scroll_here import scroll_here


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


def _names(names: tuple[Name, ...]) -> list[tuple[str, list[str], str]]:
    """List each form once, with the tags of the languages that share it, and these in words."""
    forms: dict[str, list[str]] = {}
    for one in names:
        forms.setdefault(one.text, []).append(one.language)
    return [(text, tags, ", ".join(map(language_name, tags))) for text, tags in forms.items()]
