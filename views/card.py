"""The card of a place: what it is, where, how sure that is, and who says so."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.kinds import AREAS, CERTAINTY_TITLES
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


TO_NAME = """
export default function ({ parentElement }) {
  parentElement.host.scrollIntoView({ block: "nearest" });
}
"""
"""Whoever scrolled far down to choose a place sees its name next, not the foot of its card."""


@st.cache_resource
def _to_name() -> Any:
    return st.components.v2.component("to_name", js=TO_NAME)


def scroll_here(what: str) -> None:
    """Scroll the panel to this spot when `what` is new."""
    _to_name()(data=what, key="to-name", height=1)


def head(place: Place) -> None:
    """Show the place's name, its names in other scripts, and what and where it is.

    The panel scrolls to the name when it is a new one.
    """
    scroll_here(place.place_id)
    st.html(join(*_title(place), element("p", _what(place), class_="whence")))


def name(place: Place) -> None:
    """Show the place's name and its names in other scripts in one line, if it is wide enough."""
    st.html(element("div", *_title(place), class_="brief"))


def brief(place: Place) -> None:
    """Say what and where the place is, and how sure that is."""
    certainty = f"location {CERTAINTY_TITLES[place.certainty].lower()}"
    st.html(element("p", f"{_what(place)} · {certainty}", class_="whence"))


def _title(place: Place) -> list[Markup]:
    scripts = [element("p", *_names(place.names), class_="scripts")] if place.names else []
    return [element("h2", place.name, class_="place-name"), *scripts]


def _what(place: Place) -> str:
    own = place.area_ref or place.place_id
    codes = [code for code in (place.admin1, *place.countries) if code and code != own]
    kind = "historic state" if place.kind == "other" else place.kind
    return " · ".join([kind, *_where(codes)])


def _where(codes: list[str]) -> list[str]:
    return [", ".join(unit_name(code) for code in codes)] if codes else []


def _names(names: tuple[Name, ...]) -> list[Markup]:
    """Write each form once, with the languages that share it."""
    forms: dict[str, list[str]] = {}
    for name in names:
        forms.setdefault(name.text, []).append(name.language)
    return [
        element(
            "span",
            element("bdi", text, lang=tags[0], dir="rtl" if tags[0] in RIGHT_TO_LEFT else "ltr"),
            element("small", ", ".join(LANGUAGES.get(tag, tag) for tag in tags)),
        )
        for text, tags in forms.items()
    ]


def body(place: Place) -> None:
    """Show how sure the location is, where it comes from, and the ids as links."""
    rows = [
        ("Location", f"{CERTAINTY_TITLES[place.certainty]}: {_location(place)}"),
        ("From", place.source),
        ("Also written", ", ".join(place.alternates)),
        ("Note", place.note),
        ("Elsewhere", _links(place)),
    ]
    st.html(
        element(
            "dl",
            *[join(element("dt", term), element("dd", text)) for term, text in rows if text],
            class_="card",
        )
    )


def _location(place: Place) -> str:
    lat = f"{abs(place.lat):.2f}° {'N' if place.lat >= 0 else 'S'}"
    lon = f"{abs(place.lon):.2f}° {'E' if place.lon >= 0 else 'W'}"
    radius = f"about {place.radius_km:,.0f} km"
    if place.kind in AREAS:
        return f"its middle near {lat}, {lon}, reaching {radius} around"
    return f"{lat}, {lon}, to within {radius}"


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
