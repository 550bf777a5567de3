"""The card of a place: what it is, where, how sure that is, and who says so."""

from __future__ import annotations

import streamlit as st

from geo.kinds import CERTAINTY_TITLES
from geo.places import Name, Place
from geo.regions import unit_name
from views.markup import Markup, element, join

RIGHT_TO_LEFT = {"ar", "fa", "ps", "ur", "sd", "ug", "ckb", "he"}
LANGUAGES = {
    "ar": "Arabic", "bn": "Bengali", "fa": "Persian", "he": "Hebrew", "hi": "Hindi",
    "my": "Burmese", "ps": "Pashto", "ru": "Russian", "tg": "Tajik", "tk": "Turkmen",
    "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek",
    "zh": "Chinese",
}  # fmt: skip


def head(place: Place) -> None:
    """Show the place's name, its names in other scripts, and what and where it is."""
    where = [unit_name(code) for code in (place.admin1, *place.countries) if code]
    if where and where[0] == place.name:
        where = where[1:]
    kind = "historic state" if place.kind == "other" else place.kind
    st.html(
        join(
            element("h2", place.name, class_="place-name"),
            element("p", *_names(place.names), class_="scripts") if place.names else "",
            element("p", " · ".join([kind, ", ".join(where)]), class_="whence"),
        )
    )


def _names(names: tuple[Name, ...]) -> list[Markup]:
    return [
        element(
            "span",
            name.text,
            lang=name.language,
            dir="rtl" if name.language in RIGHT_TO_LEFT else "ltr",
            title=LANGUAGES.get(name.language, name.language),
        )
        for name in names
    ]


def body(place: Place) -> None:
    """Show how sure the location is, where it comes from, and the ids as links."""
    rows = [
        ("Location", f"{CERTAINTY_TITLES[place.certainty]}: {_coordinates(place)}"),
        ("From", place.source),
        ("Also written", ", ".join(place.alternates)),
        ("Note", place.note),
        ("Elsewhere", _links(place)),
    ]
    st.html(
        element(
            "dl",
            *[
                join(element("dt", term), element("dd", text))
                for term, text in rows
                if text
            ],
            class_="card",
        )
    )


def _coordinates(place: Place) -> str:
    lat = f"{abs(place.lat):.2f}° {'N' if place.lat >= 0 else 'S'}"
    lon = f"{abs(place.lon):.2f}° {'E' if place.lon >= 0 else 'W'}"
    return f"within about {place.radius_km:,.0f} km of {lat}, {lon}"


def _links(place: Place) -> Markup:
    links = []
    if place.geonames:
        links.append(("GeoNames", f"https://www.geonames.org/{place.geonames}"))
    if place.wikidata:
        links.append(("Wikidata", f"https://www.wikidata.org/wiki/{place.wikidata}"))
    written = [
        element("a", f"{name} {url.rpartition('/')[2]}", href=url, target="_blank", rel="noopener")
        for name, url in links
    ]
    return join(*[join(", " if at else "", link) for at, link in enumerate(written)])
