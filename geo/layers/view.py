"""What the map is to show: a `View`, and what it looks at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geo.layers.style import Palette
from geo.text.places import Place

Bounds = tuple[float, float, float, float]
"""West, south, east and north in WGS84 degrees."""

REGION: Bounds = (50.0, 28.6, 73.6, 42.2)
"""Khorasan and what lies about it."""

WORLD: Bounds = (-128.0, -36.0, 152.0, 68.0)
"""All that the article names, and more."""

MOST_LON, MOST_LAT, MOST_ZOOM = 180, 85, 22
"""The ends of what the map can look at."""


def parse_sight(value: str) -> tuple[float, float, float]:
    """Read longitude, latitude and zoom as a link has them; raises `ValueError` for all else."""
    lon, lat, zoom = map(float, value.split(","))
    if not (abs(lon) <= MOST_LON and abs(lat) <= MOST_LAT and 0 <= zoom <= MOST_ZOOM):
        raise ValueError(value)
    return lon, lat, zoom


@dataclass(frozen=True)
class Sight:
    """What the map is sent to look at.

    The camera goes there when `key` changes, and stays where it is when `key` is empty. With
    `keep` it also stays if all of `bounds` is in sight, and not too small. `own` is the longitude,
    latitude and zoom of the link, which comes before `bounds`.
    """

    key: str = ""
    bounds: Bounds = REGION
    keep: bool = False
    own: tuple[float, float, float] | None = None


NOWHERE = Sight()


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
    REPORTS = "reports"
    """What people call Khorasan, far beyond what the sources count in."""
    SHARES = "shares"
    """Today's provinces, by how much of each lies in one Khorasan."""
    QUIZ = "quiz"
    """The ground of a question, without what gives the answer away."""


class Named(StrEnum):
    """Which of today's lands and waters have their names on the map."""

    ALL = "all"
    COUNTRIES = "countries"
    """Countries and waters alone."""
    NOTHING = "nothing"


@dataclass(frozen=True)
class Label:
    """Words that stand on the map at a point in WGS84 degrees, or above it if it is `marked`."""

    text: str
    lon: float
    lat: float
    marked: bool = False


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

    near: tuple[str, ...] = ()
    trail: tuple[Place, ...] = ()
    company: tuple[Place, ...] = ()


NOTHING_READ = Reading()


@dataclass(frozen=True)
class View:
    """What the map is to show.

    `groups` and `uses` are the filters of the article's places, none for all; `place` is the one
    that is open. `extent` and `against` are the extents that the theme is about; `unit` is the
    code of a province that is outlined; `differing` are the ids of the towns on which the two
    extents differ; `labels` are written over all else. `caption` is the name of the map that
    stands beside another. `words` are sentences that say what the view shows, for who does not see
    the map. A question may leave only some of the ground `named`; it `asks` for a click on the map,
    or not. `present` tells that a room is to read the map.
    """

    palette: Palette
    theme: ThemeId = ThemeId.PLACES
    sight: Sight = NOWHERE
    groups: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    place: Place | None = None
    extent: Shown | None = None
    against: Shown | None = None
    unit: str = ""
    differing: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    reading: Reading = NOTHING_READ
    caption: str = ""
    words: tuple[str, ...] = ()
    named: Named = Named.ALL
    asks: bool = False
    present: bool = False
