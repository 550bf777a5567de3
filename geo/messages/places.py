"""Sentences about the article's places."""

from __future__ import annotations

from geo.messages.catalogue import decimal, distance, gettext, ngettext
from geo.messages.vocabulary import certainty_name, kind_name
from geo.text.places import Place
from geo.units import unit_name
from geo.vocabulary import AREAS


def description(place: Place) -> str:
    """Say what a place is and where: “city · Kabul, Afghanistan”."""
    own = place.area_ref or place.place_id
    codes = [code for code in (place.admin1, *place.countries) if code and code != own]
    where = ", ".join(unit_name(code) for code in codes)
    return " · ".join(filter(None, (kind_name(place.kind), where)))


def location(place: Place) -> str:
    """Say where a place lies and how sure that is."""
    lat = _degrees(place.lat, gettext("N"), gettext("S"))
    lon = _degrees(place.lon, gettext("E"), gettext("W"))
    certainty = certainty_name(place.certainty)
    radius = distance(place.radius_km)
    if place.kind in AREAS:
        return gettext(
            "{certainty}: its middle is near {lat}, {lon}, and it reaches about {radius} around",
            certainty=certainty, lat=lat, lon=lon, radius=radius,
        )  # fmt: skip
    return gettext(
        "{certainty}: {lat}, {lon}, to within about {radius}",
        certainty=certainty, lat=lat, lon=lon, radius=radius,
    )  # fmt: skip


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):.2f}° {positive if value >= 0 else negative}"


def colours_shown(khorasan: str) -> str:
    """Say what the colours on the map are, and why there can be others."""
    return gettext(
        "The name Khorasan has meant different lands at different times. The colours on the map "
        "show {khorasan}: the stronger the colour, the surer it is.",
        khorasan=khorasan,
    )


def article_named(title: str, places: int) -> str:
    """Say which article names the places, and what one finds of it here."""
    return ngettext(
        "Wikipedia’s article on the group that calls itself {title} names {number} place. It is on "
        "the map, one click from its sentence. Of today’s Khorasan the article says:",
        "Wikipedia’s article on the group that calls itself {title} names {number} places. All are "
        "on the map, each one click from its sentence. Of today’s Khorasan the article says:",
        places,
        title=title,
    )


def listing(places: int, inside: int) -> str:
    """Head the list of places: how many there are, and how many lie in Khorasan’s lands."""
    return gettext(
        "{places} · {inside} in Khorasan’s lands",
        places=ngettext("{number} place", "{number} places", places), inside=decimal(inside),
    )  # fmt: skip


def mentioned(name: str, count: int) -> str:
    """Say how often the article names something."""
    return ngettext("{name}, named once", "{name}, named {number} times", count, name=name)


def position(at: int, count: int) -> str:
    """Say which of several one is: “3 of 12”."""
    return gettext("{at} of {count}", at=decimal(at), count=decimal(count))


def folded(about: str) -> str:
    """Say that a passage is folded, and what it is about."""
    return gettext("Folded: {about}", about=about)
