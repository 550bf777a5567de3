"""Is it in Khorasan? What each source answers for a province, a country, a place or a town."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from geo.crs import GEOD
from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.extents.evidence import Source, Statement
from geo.vocabulary import SURE_BASES, WRITTEN, Band, Relation, TownKind, UnitKind

SPOT = "spot"
"""The kind of a subject that is any point of the map."""

BEARINGS = range(0, 360, 30)
"""Degrees in which the ground about an uncertain point is probed."""


class Inclusion(StrEnum):
    """The answer for a point."""

    IN = "in"
    PROBABLY = "probably"
    POSSIBLY = "possibly"
    EDGE = "edge"
    """On the border, or said to be of both."""
    OUT = "out"
    SILENT = "silent"
    """Out, but the source names nothing near."""


class Amount(StrEnum):
    """The answer for a unit: how much of its land is inside."""

    ALL = "all"
    MOST = "most"
    PART = "part"
    NONE = "none"
    SILENT = "silent"
    """None, but the source names nothing near."""


Answer = Inclusion | Amount

OF_BAND = {
    Band.CORE: Inclusion.IN,
    Band.PROBABLE: Inclusion.PROBABLY,
    Band.POSSIBLE: Inclusion.POSSIBLY,
    None: Inclusion.OUT,
}
"""The answer for a point, by the innermost band that it is in."""

OF_RELATION = {
    Relation.IN: Inclusion.IN,
    Relation.EDGE: Inclusion.EDGE,
    Relation.OUT: Inclusion.OUT,
}
"""The answer for a town, by what a source says of it."""

MORE_THAN = {Amount.ALL: 0.98, Amount.MOST: 0.5, Amount.PART: 0.01}
"""Exclusive lower bounds of the share of a unit, largest first; otherwise `Amount.NONE`."""

SILENT = {Inclusion.SILENT, Amount.SILENT}
"""The answers of a source that names nothing near."""

COUNTING = {Inclusion.IN, Inclusion.PROBABLY, Amount.ALL, Amount.MOST}
"""The answers by which a source counts the subject in."""


@dataclass(frozen=True)
class Subject:
    """What a person asks about.

    `key` is an ISO code, a `town_id`, a `place_id` or a spot's latitude and longitude. `kind` is a
    kind of unit, of historic town or of place, or `SPOT`; `where` is the ISO code of the country
    that a unit or place lies in, or what a historic town is today, or empty. A unit has the code
    `unit` and is answered by shares; all else is a point in WGS84 degrees, true to within
    `radius_km`, or an area that `reaches` that far; it may be the historic town `town_id`.
    """

    key: str
    name: str
    kind: UnitKind | TownKind | str
    where: str
    spellings: tuple[str, ...]
    unit: str = ""
    town_id: str = ""
    lon: float = 0.0
    lat: float = 0.0
    radius_km: float = 0.0
    reaches: bool = False


@dataclass(frozen=True)
class Verdict:
    """One source's answer.

    `counts` tells whether the source counts the subject in; a unit is in if most of it is.
    `shares` are those of a unit, by band from the inside out; `perhaps` is how much of it the
    widest reading counts in, if that is more than the `answer`. `band` is the innermost band that
    a point is in. `steady` tells whether all the ground within the point's radius gives the same
    answer. `statement` is what the source says of that very town, if
    it names it. `drawn` is False for a source of which there is no extent.
    """

    source: Source
    answer: Answer
    shares: tuple[float, float, float] | None = None
    perhaps: Amount | None = None
    band: Band | None = None
    steady: bool = True
    statement: Statement | None = None
    drawn: bool = True

    @property
    def counts(self) -> bool:
        """Tell whether the source counts the subject in."""
        return self.answer in COUNTING

    @property
    def names_it(self) -> bool:
        """Tell whether the source names the subject, by more than an unverified statement."""
        return self.statement is not None and self.statement.basis in SURE_BASES


def amount(share: float) -> Amount:
    """Name a share of a unit (0 to 1) by the bounds of `MORE_THAN`."""
    return next((name for name, least in MORE_THAN.items() if share > least), Amount.NONE)


def amounts(shares: tuple[float, float, float]) -> tuple[Amount, Amount | None]:
    """Name how much of a unit is inside by its shares in the bands, and how much perhaps.

    The core says how much is; the widest band says how much perhaps is, if that is more. Only
    from part to most does the probable band decide.
    """
    surely, probably, perhaps = map(amount, shares)
    if surely is perhaps:
        return surely, None
    if (surely, probably, perhaps) == (Amount.PART, Amount.MOST, Amount.MOST):
        return Amount.MOST, None
    return surely, perhaps


def verdicts(catalogue: ExtentCatalogue, subject: Subject) -> list[Verdict]:
    """Answer by every source that can, in the order of time.

    Those can of which an extent is drawn, and those that name the very town. What a source says
    of that town decides, unless it is unverified; otherwise the source's extent decides.
    """
    if subject.unit:
        return [_of_unit(catalogue, extent, subject.unit) for extent in catalogue.extents.values()]
    near = catalogue.locator.bands_at(subject.lon, subject.lat)
    around = _bands_around(catalogue, subject)
    stated = {
        one.source_id: one
        for one in catalogue.evidence.statements
        if one.town_id == subject.town_id
    }
    found = []
    for source_id, source in catalogue.evidence.sources.items():
        extent, statement = catalogue.of_source(source_id), stated.get(source_id)
        if extent:
            key = extent.extent_id
            verdict = _of_point(source, near[key], around[key], statement)
            silent = verdict.answer is Inclusion.OUT and _is_silent(catalogue, subject, verdict)
            found.append(replace(verdict, answer=Inclusion.SILENT) if silent else verdict)
        elif statement:
            answer = OF_RELATION[statement.relation]
            found.append(Verdict(source, answer, statement=statement, drawn=False))
    return found


def _of_point(
    source: Source, band: Band | None, around: set[Band | None], statement: Statement | None
) -> Verdict:
    """Answer by a source with an extent: `band` is at the point, `around` all those about it."""
    if statement and statement.basis in SURE_BASES:
        answer, steady = OF_RELATION[statement.relation], True
    else:
        answer, steady = OF_BAND[band], around == {band}
    return Verdict(source, answer, band=band, steady=steady, statement=statement)


def _is_silent(catalogue: ExtentCatalogue, subject: Subject, verdict: Verdict) -> bool:
    """Tell whether a written source names no town near a point that it counts out all around."""
    if verdict.source.kind not in WRITTEN or verdict.names_it or not verdict.steady:
        return False
    return catalogue.silence.is_silent_at(verdict.source.source_id, subject.lon, subject.lat)


def _of_unit(catalogue: ExtentCatalogue, extent: Extent, unit: str) -> Verdict:
    overlap = catalogue.share_of(extent.extent_id, unit)
    shares = overlap.shares if overlap else (0.0, 0.0, 0.0)
    answer, perhaps = amounts(shares)
    if answer is Amount.NONE and perhaps is None and extent.source.kind in WRITTEN:
        silent = catalogue.silence.is_silent_on(extent.source.source_id, unit)
        answer = Amount.SILENT if silent else answer
    return Verdict(extent.source, answer, shares, perhaps)


def _bands_around(catalogue: ExtentCatalogue, subject: Subject) -> dict[str, set[Band | None]]:
    """Find the bands of each extent at the point, half its radius away and at its radius."""
    points = [(subject.lon, subject.lat)]
    for part in (0.5, 1):
        for bearing in BEARINGS:
            metres = part * subject.radius_km * 1000
            lon, lat, _ = GEOD.fwd(subject.lon, subject.lat, bearing, metres)
            points.append((lon, lat))
    bands: dict[str, set[Band | None]] = {extent_id: set() for extent_id in catalogue.extents}
    for point in points:
        for extent_id, band in catalogue.locator.bands_at(*point).items():
            bands[extent_id].add(band)
    return bands


def tally(
    catalogue: ExtentCatalogue, given: Iterable[Verdict]
) -> tuple[Sequence[Verdict], Sequence[Verdict]]:
    """Divide the verdicts of the written sources with an extent: who counts it in, and who not."""
    sources = {catalogue.extents[key].source.source_id for key in catalogue.written}
    written = [one for one in given if one.source.source_id in sources]
    return [one for one in written if one.counts], [one for one in written if not one.counts]
