"""What the map is to show: a `View`, and the cameras it looks through."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.crs import zoom_of
from geo.layers.style import Palette
from geo.text.places import Place


@dataclass(frozen=True)
class Camera:
    """Where the map looks: WGS84 degrees and a Web Mercator zoom."""

    lon: float
    lat: float
    zoom: float


MAP_PIXELS = 700
"""About how many pixels the map is wide."""

SPREAD = 4.8
"""How many times a place's radius the map is wide."""

FARTHEST, NEAREST = 2.2, 7.6
"""The zooms between which the map looks at a place."""

REGION = Camera(60.9, 35.3, 4.25)
WORLD = Camera(45.0, 30.0, 1.35)


def camera_for(place: Place) -> Camera:
    """Look at a place so that the circle of its radius fills about two fifths of the map."""
    zoom = zoom_of(place.lat, SPREAD * place.radius_km * 1000 / MAP_PIXELS)
    return Camera(place.lon, place.lat, min(max(zoom, FARTHEST), NEAREST))


class ThemeId(StrEnum):
    """What the map is about."""

    PLACES = "places"
    """The article's places."""
    EXTENT = "extent"
    """One source's Khorasan."""
    COMPARISON = "comparison"
    """Two of them."""
    AGREEMENT = "agreement"
    """All written sources together."""
    SHARES = "shares"
    """Today's provinces, by how much of each lies in one Khorasan."""


@dataclass(frozen=True)
class Label:
    """Words that stand on the map at a point in WGS84 degrees."""

    text: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Shown:
    """An extent on the map: its id, its source's short name, and whose Khorasan it is in words."""

    extent_id: str
    name: str
    phrase: str = ""


@dataclass(frozen=True)
class Reading:
    """What the map shows of a reading.

    `near` are the ids of the places that stand out, empty where nothing recedes; `trail` are the
    places visited last; `company` are the places that the article names together with the one
    that is open.
    """

    near: Collection[str] = ()
    trail: Sequence[Place] = ()
    company: Sequence[Place] = ()


NOTHING_READ = Reading()


@dataclass(frozen=True)
class View:
    """What the map is to show.

    `groups` and `uses` are the filters of the article's places, none for all; `place` is the one
    that is open. `extent` and `against` are the extents that the theme is about; `unit` is the
    code of a province that is outlined; `labels` are written over all else. `revision` is
    incremented per camera move and per click, so that Streamlit applies the camera again and
    gives up its selection.
    """

    palette: Palette
    theme: ThemeId = ThemeId.PLACES
    camera: Camera = REGION
    revision: int = 0
    groups: Collection[str] = ()
    uses: Collection[str] = ()
    place: Place | None = None
    extent: Shown | None = None
    against: Shown | None = None
    unit: str = ""
    labels: Sequence[Label] = ()
    reading: Reading = NOTHING_READ
