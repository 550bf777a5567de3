"""The article's sentence, clause by clause, held against what the written sources count in.

The article says no more than words; which of today's provinces a clause means is our reading, in
`geo/build/historic_units.csv`. Here the land that a clause means is that reading's probable band.
A source bears a clause out if it counts in more than half of that land. Of “most of” a country
the land is all of the country, for more than half of it is what “most” says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from geo.agreement import Comparison, compare
from geo.answers import listed
from geo.history import Extent, History
from geo.overlap import share_of_extent
from geo.regions import unit_name

LANDS = {
    "article-northeastern-iran": "northeastern Iran",
    "article-most-of-afghanistan": "most of Afghanistan",
    "article-southern-central-asia": "the southern areas of Central Asia",
}
"""The parts of the article's extent, each with the article's words for it."""

MOST = "most of "
ESTABLISHED = "first established as a region under the Persian Sasanian Empire"
EXPANDED = "expanded under the Umayyad Caliphate"
PROVINCES = (
    "not to be confused with similarly named North, South, and Razavi (Central) Khorasan Provinces"
)
SASANIAN, UMAYYAD = "shahrestaniha", "baladhuri"
"""The extents for the two states: the second is of 661 to 821, the Umayyads' time and after."""

FOR_IT = {"yes", "probably"}
TODAY = "split-2004"
HALF = 0.5
READINGS = ("of_core", "of_probable", "of_possible")
"""A clause read narrowly, as we read it, and widely: the columns that have each unit's part."""

OURS = READINGS[1]

Range = tuple[float, float]
"""The least and the greatest share (0 to 1), by the bands of an extent."""


@dataclass(frozen=True)
class Clause:
    """One clause: the article's words, and by extent the range of the share that decides.

    `sides` are `yes`, `probably`, `possibly` or `no` by extent: whether the source bears the
    clause out. `readings` says how many do if the clause is read as narrowly as can be, as we
    read it, and as widely as can be; it is empty where there is one way to read it.
    """

    quote: str
    ranges: dict[str, Range]
    sides: dict[str, str]
    readings: tuple[int, ...] = ()


def side(low: float, mid: float, high: float) -> str:
    """Tell whether more than half is in: in the core band, the probable, the possible, or none."""
    for share, word in ((low, "yes"), (mid, "probably"), (high, "possibly")):
        if share > HALF:
            return word
    return "no"


def lands(history: History) -> list[Clause]:
    """Hold what the article says of today's lands against each written source."""
    return [_clause(history, part_id, quote) for part_id, quote in LANDS.items()]


def _clause(history: History, part_id: str, quote: str) -> Clause:
    counts, clauses = [], []
    for reading in READINGS:
        weights = land(history, part_id, quote, reading)
        shares = {key: inside(history, key, weights) for key in history.written}
        ranges = {key: (low, high) for key, (low, _, high) in shares.items()}
        clause = Clause(quote, ranges, {key: side(*three) for key, three in shares.items()})
        clauses.append(clause)
        counts.append(sum(word in FOR_IT for word in clause.sides.values()))
    readings = () if quote.startswith(MOST) else tuple(counts)
    return replace(clauses[READINGS.index(OURS)], readings=readings)


def land(history: History, part_id: str, quote: str, reading: str = OURS) -> dict[str, float]:
    """Give the units that a clause means in one of `READINGS`, each with its part of the land."""
    if quote.startswith(MOST):
        wanted = quote.removeprefix(MOST)
        countries = history.shares(part_id, "country")
        return {one.unit: 1.0 for one in countries if unit_name(one.unit) == wanted}
    parts = {one.unit: getattr(one, reading) for one in history.shares(part_id, "province")}
    return {unit: part for unit, part in parts.items() if part > 0}


def inside(
    history: History, extent_id: str, weights: Mapping[str, float]
) -> tuple[float, float, float]:
    """Give the share of several units' land, weighted by area, in each band of an extent."""
    rows = {one.unit: one for one in history.overlaps if one.extent_id == extent_id}
    met = [(weight, rows[unit]) for unit, weight in weights.items() if unit in rows]
    total = sum(weights.values())
    return (
        sum(weight * row.low for weight, row in met) / total,
        sum(weight * row.mid for weight, row in met) / total,
        sum(weight * row.high for weight, row in met) / total,
    )


def provinces(history: History) -> Clause:
    """Hold the provinces of the name today against each written source's Khorasan.

    A source bears out that they are not the same if they are at most half of its land: in every
    band, or at least in the probable one.
    """
    units = three(history)
    ranges = {key: share_of_extent(history.overlaps, key, units) for key in history.written}
    probable = {
        key: sum(
            one.of_probable
            for one in history.overlaps
            if one.extent_id == key and one.unit in units
        )
        for key in history.written
    }
    sides = {
        key: "yes" if ranges[key][1] <= HALF else "probably" if probable[key] <= HALF else "no"
        for key in history.written
    }
    return Clause(PROVINCES, ranges, sides)


def three(history: History) -> list[str]:
    """Give the codes of the provinces that bear the name today."""
    return [one.unit for one in history.shares(TODAY, "province")]


def verdict(sides: Mapping[str, str]) -> str:
    """Say in words who bears a clause out, from each source's name and side.

    Those that do so surely or probably count. If all or none do, that is all; if more than half
    do, the others are named, those that possibly do so apart; if fewer do, they are named.
    """
    total = len(sides)
    names = [name for name, word in sides.items() if word in FOR_IT]
    perhaps = [name for name, word in sides.items() if word == "possibly"]
    against = [name for name, word in sides.items() if word == "no"]
    if len(names) == total:
        return f"Borne out by all {total}."
    if not names:
        rest = f"; possibly by {listed(perhaps)}" if perhaps else ""
        return f"Borne out by none of the {total}{rest}."
    if 2 * len(names) <= total:
        return f"Depends on the source: only {len(names)} of {total}, {listed(names)}."
    rest = f"; possibly by {listed(perhaps)}" if perhaps else ""
    rest += f"; not by {listed(against)}" if against else ""
    return f"Borne out by {len(names)} of {total}{rest}."


@dataclass(frozen=True)
class Growth:
    """How an extent became another: the two, what they share, and in how many bands it grew."""

    before: Extent
    after: Extent
    areas: Comparison
    grown: int
    bands: int


def growth(history: History) -> Growth:
    """Compare the Umayyads' Khorasan with the Sasanians'."""
    before, after = history.extents[SASANIAN], history.extents[UMAYYAD]
    grown = [after.areas[band] > before.areas[band] for band in before.areas]
    return Growth(before, after, compare(history.faces, SASANIAN, UMAYYAD), sum(grown), len(grown))


def growth_verdict(grown: int, bands: int) -> str:
    """Say whether the later extent is the larger one: in every band, in some, or in none."""
    if grown == bands:
        return "Borne out: larger in every band."
    if grown:
        return f"Open: larger in {grown} of {bands} bands."
    return "Not borne out: larger in no band."


def oldest(history: History) -> Extent:
    """Give the extent that speaks of the earliest time."""
    return min(
        (one for one in history.extents.values() if one.source.year_from is not None),
        key=lambda one: one.source.year_from or 0,
    )
