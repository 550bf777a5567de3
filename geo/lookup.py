"""All that a person can ask about: today's units, the historic towns and the article's places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from geo.extents.catalogue import ExtentCatalogue
from geo.extents.evidence import Town
from geo.extents.inclusion import SPOT, Subject
from geo.folding import fold
from geo.text.corpus import Corpus
from geo.text.places import Place
from geo.text.search import spellings
from geo.units import Unit, units
from geo.vocabulary import AREAS, LINES, TownKind, UnitKind

SPOT_KEY = re.compile(r"(-?[0-9]{1,2}[.][0-9]{3}),(-?[0-9]{1,3}[.][0-9]{3})")
MOST_LAT, MOST_LON = 85, 180
"""Degrees that a spot on the map may have."""


@dataclass(frozen=True)
class SubjectIndex:
    """The subjects by key; `same_as` leads from ids that mean the same subject to its key."""

    subjects: dict[str, Subject]
    same_as: dict[str, str]

    @cached_property
    def folded(self) -> dict[str, tuple[str, ...]]:
        """Every spelling of each subject, folded for `geo.text.search`, by its key."""
        return {
            key: tuple(fold(spelling) for spelling in subject.spellings)
            for key, subject in self.subjects.items()
        }

    def __contains__(self, key: object) -> bool:
        """Tell whether an id, or the key of a spot, means something."""
        return isinstance(key, str) and self.find(key) is not None

    def find(self, key: str) -> Subject | None:
        """Find what an id means, or the key of a spot; None if it means nothing."""
        return self.subjects.get(self.same_as.get(key, key)) or _spot(key)


def build_index(corpus: Corpus, catalogue: ExtentCatalogue) -> SubjectIndex:
    """Gather the units of the lands about Khorasan, the historic towns and the article's places.

    A place that is a unit, or a town by the same GeoNames id, is not listed again; its spellings
    are added to theirs. Where a `place_id` is also a `town_id`, it means the town. Of a river or
    a gulf no one point can be asked about.
    """
    known, towns = units(), catalogue.evidence.towns
    subjects = {unit.code: _unit(unit) for unit in _near_units(known)}
    subjects |= {town.town_id: _town(town) for town in towns.values()}
    by_geonames = {town.geonames: town.town_id for town in towns.values() if town.geonames}
    same_as: dict[str, str] = {}
    for place in corpus.places.values():
        if place.area_ref in known:
            subjects.setdefault(place.area_ref, _unit(known[place.area_ref]))
            same = place.area_ref
        else:
            same = by_geonames.get(place.geonames, "")
        if same:
            subject = subjects[same]
            subjects[same] = replace(subject, spellings=(*subject.spellings, *spellings(place)))
            same_as.setdefault(place.place_id, same)
        elif place.kind not in LINES:
            subjects[place.place_id] = _place(place)
    return SubjectIndex(
        subjects, {key: same for key, same in same_as.items() if key not in subjects}
    )


def spot_key(lon: float, lat: float) -> str:
    """Return the key of a spot, latitude and longitude in WGS84 degrees.

    The map's own longitude may lie on a repeated world.
    """
    north = min(max(lat, -MOST_LAT), MOST_LAT)
    east = (lon + MOST_LON) % (2 * MOST_LON) - MOST_LON
    return f"{north:z.3f},{east:z.3f}"


def _spot(key: str) -> Subject | None:
    """Read the key of a spot; None if it is none."""
    match = SPOT_KEY.fullmatch(key)
    if not match:
        return None
    lat, lon = map(float, match.groups())
    if abs(lat) > MOST_LAT or abs(lon) > MOST_LON:
        return None
    north, east = "NS"[lat < 0], "EW"[lon < 0]
    name = f"{abs(lat):.2f}° {north}, {abs(lon):.2f}° {east}"
    return Subject(spot_key(lon, lat), name, SPOT, "", (), lon=lon, lat=lat)


def _near_units(known: dict[str, Unit]) -> Iterator[Unit]:
    """List the provinces that are drawn, and their countries."""
    countries = {unit.country for unit in known.values() if unit.country}
    return (unit for code, unit in known.items() if unit.country or code in countries)


def _unit(unit: Unit) -> Subject:
    kind = UnitKind.PROVINCE if unit.country else UnitKind.COUNTRY
    spelt = (unit.name, *unit.names)
    return Subject(unit.code, unit.name, kind, unit.country, spelt, unit=unit.code)


def _town(town: Town) -> Subject:
    today = town.modern.partition(",")[0]
    return Subject(
        town.town_id, town.name, town.kind, town.modern,
        (town.name, today, *town.alternates, *(name.text for name in town.names)),
        town_id=town.town_id, lon=town.lon, lat=town.lat, radius_km=town.radius_km,
        reaches=town.kind is not TownKind.TOWN,
    )  # fmt: skip


def _place(place: Place) -> Subject:
    where = place.countries[0] if len(place.countries) == 1 else ""
    return Subject(
        place.place_id, place.name, place.kind, where, spellings(place),
        lon=place.lon, lat=place.lat, radius_km=place.radius_km, reaches=place.kind in AREAS,
    )  # fmt: skip
