"""Is it in Khorasan? What each source answers for a province, a country, a place or a town."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pyproj import Geod

from geo.atlas import Atlas
from geo.evidence import Source, Statement
from geo.history import History
from geo.kinds import AREAS
from geo.places import Place
from geo.regions import Unit, unit_name, units
from geo.search import fold, search, spellings

GEOD = Geod(ellps="WGS84")
BEARINGS = range(0, 360, 30)
"""Degrees in which the ground about an uncertain point is probed."""

LINES = {"river", "gulf"}
"""Kinds of place of which no one point can stand for the whole."""

BAND_WORDS = {"core": "in", "probable": "probably", "possible": "possibly", None: "no"}
"""The answer for a point, by the innermost band that it is in."""

STATED_WORDS = {"in": "in", "edge": "on the border", "out": "no"}
"""The answer for a town, by what a source says of it."""

AMOUNTS = ((0.98, "all"), (0.5, "most"), (0.1, "part"), (0.01, "a little"))
"""Shares of a unit, each with the word for what is more than that; less than all is “none”."""

SURE_BASES = {"passage", "literature"}
"""What a statement must rest on to decide an answer by itself."""


@dataclass(frozen=True)
class Asked:
    """What is asked about.

    `key` is an ISO code, a `town_id` or a `place_id`; `what` says in words what it is. A unit
    has the code `unit` and is answered by shares; all else is a point in WGS84 degrees, true to
    within `radius_km`, or an area that `reaches` as far as that; it may be the historic town
    `town_id`.
    """

    key: str
    name: str
    what: str
    spellings: tuple[str, ...]
    unit: str = ""
    town_id: str = ""
    lon: float = 0.0
    lat: float = 0.0
    radius_km: float = 0.0
    reaches: bool = False


@dataclass(frozen=True)
class Reply:
    """One source's answer.

    `word` is the answer, one of `BAND_WORDS`, `STATED_WORDS` or `AMOUNTS`; `counts` whether it
    counts what is asked in, a unit if it counts in most of it. `shares` are those of a unit,
    by band from the inside out. `band` is the innermost band that a point is in, and `steady`
    whether all the ground within the point's radius, or every band of a unit, gives the same
    answer. `statement` is what the source says of that very town, if it names it. Of a source
    that names few towns no extent is `drawn`.
    """

    source: Source
    word: str
    counts: bool
    shares: tuple[float, float, float] | None = None
    band: str | None = None
    steady: bool = True
    statement: Statement | None = None
    drawn: bool = True


@dataclass(frozen=True)
class Askable:
    """All that can be asked about, by key."""

    things: dict[str, Asked]
    same: dict[str, str]
    """For ids that mean the same as another one: that one."""

    @cached_property
    def _folded(self) -> dict[str, tuple[str, ...]]:
        return {
            key: tuple(fold(spelling) for spelling in thing.spellings)
            for key, thing in self.things.items()
        }

    def find(self, key: str) -> Asked | None:
        """Give what an id means, None if it means nothing."""
        return self.things.get(self.same.get(key, key))

    def search(self, query: str, most: int) -> list[Asked]:
        """Give what a typed name may mean, best first; nothing for a blank query."""
        if not fold(query):
            return []
        return [self.things[key] for key in search(query, self._folded)[:most]]


def askable(atlas: Atlas, history: History) -> Askable:
    """Gather the units about Khorasan, the historic towns and the article's places.

    A place that is a unit's name or a town by the same GeoNames id lends it its spellings. Where
    a `place_id` is also a `town_id`, it is the town's.
    """
    known = units()
    focus = {unit.country for unit in known.values() if unit.country}
    things = {code: _unit(unit) for code, unit in known.items() if unit.country or code in focus}
    for town in history.evidence.towns.values():
        names = (
            town.name, town.modern.partition(",")[0], *town.alternates,
            *(name.text for name in town.names),
        )  # fmt: skip
        things[town.town_id] = Asked(
            town.town_id, town.name, f"historic {town.kind}, {town.modern}", names,
            town_id=town.town_id, lon=town.lon, lat=town.lat, radius_km=town.radius_km,
            reaches=town.kind != "town",
        )  # fmt: skip
    by_geonames = {
        town.geonames: town.town_id for town in history.evidence.towns.values() if town.geonames
    }
    same: dict[str, str] = {}
    for place in atlas.places.values():
        if place.area_ref in known and place.area_ref not in things:
            things[place.area_ref] = _unit(known[place.area_ref])
        twin = place.area_ref if place.area_ref in things else by_geonames.get(place.geonames, "")
        if twin:
            thing = things[twin]
            things[twin] = replace(thing, spellings=(*thing.spellings, *spellings(place)))
            same.setdefault(place.place_id, twin)
        elif place.kind not in LINES:
            things[place.place_id] = _place(place)
    same = {key: twin for key, twin in same.items() if key not in things}
    return Askable(things, same)


def _unit(unit: Unit) -> Asked:
    what = f"province, {unit_name(unit.country)}" if unit.country else "country"
    return Asked(unit.code, unit.name, what, (unit.name, *unit.names), unit=unit.code)


def _place(place: Place) -> Asked:
    where = unit_name(place.countries[0]) if len(place.countries) == 1 else ""
    return Asked(
        place.place_id, place.name, ", ".join(filter(None, (place.kind, where))),
        spellings(place), lon=place.lon, lat=place.lat, radius_km=place.radius_km,
        reaches=place.kind in AREAS,
    )  # fmt: skip


def amount(share: float) -> str:
    """Name a share of a unit (0 to 1) by the rule of `AMOUNTS`."""
    return next((word for least, word in AMOUNTS if share > least), "none")


def replies(history: History, asked: Asked) -> list[Reply]:
    """Answer by every source in the order of time.

    Those answer of which an extent is drawn, and those that name the very town that is asked
    about. What a source says of that town decides, unless it is unverified; else its extent does.
    """
    if asked.unit:
        return [_of_unit(history, extent_id, asked.unit) for extent_id in history.extents]
    near = {one.extent_id: one.band for one in history.locator.answers(asked.lon, asked.lat)}
    around = _around(history, asked)
    stated = {
        one.source_id: one for one in history.evidence.statements if one.town_id == asked.town_id
    }
    return [
        _of_point(source, near.get(source_id), around.get(source_id), stated.get(source_id))
        for source_id, source in history.evidence.sources.items()
        if source_id in near or source_id in stated
    ]


def _of_point(
    source: Source, band: str | None, around: set[str | None] | None, statement: Statement | None
) -> Reply:
    """Answer by one source, with the bands of its extent about the point, if it has one."""
    drawn = around is not None
    if statement and (statement.basis in SURE_BASES or not drawn):
        word, steady = STATED_WORDS[statement.relation], True
    else:
        word, steady = BAND_WORDS[band], around == {band}
    return Reply(
        source, word, word in {"in", "probably"}, band=band, steady=steady,
        statement=statement, drawn=drawn,
    )  # fmt: skip


def _of_unit(history: History, extent_id: str, unit: str) -> Reply:
    overlap = history.share_of(extent_id, unit)
    shares = (overlap.low, overlap.mid, overlap.high) if overlap else (0.0, 0.0, 0.0)
    word = amount(shares[1])
    steady = {amount(share) for share in shares} == {word}
    return Reply(
        history.extents[extent_id].source, word, shares[1] > AMOUNTS[1][0], shares, steady=steady
    )


def _around(history: History, asked: Asked) -> dict[str, set[str | None]]:
    """Give the bands of each extent at the point, half its radius away and at its radius."""
    points = [(asked.lon, asked.lat)]
    for part in (0.5, 1):
        for bearing in BEARINGS:
            lon, lat, _ = GEOD.fwd(asked.lon, asked.lat, bearing, part * asked.radius_km * 1000)
            points.append((lon, lat))
    bands: dict[str, set[str | None]] = {extent_id: set() for extent_id in history.extents}
    for point in points:
        for one in history.locator.answers(*point):
            bands[one.extent_id].add(one.band)
    return bands


def tally(history: History, given: Sequence[Reply]) -> tuple[list[Reply], list[Reply]]:
    """Part the answers of the written sources with an extent: who counts it in, and who not."""
    written = [one for one in given if one.source.source_id in history.written]
    return [one for one in written if one.counts], [one for one in written if not one.counts]


def briefly(source: Source) -> str:
    """Name a source without its date."""
    return source.short.partition(",")[0]


def listed(names: Sequence[str]) -> str:
    """Write names one after the other, “and” before the last."""
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last
