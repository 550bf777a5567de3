"""The article's sentence, clause by clause, tested against what the written sources count in.

The article says no more than words; which of today's provinces a clause means is our reading, in
`data/evidence/units.csv`. Here the land that a clause means is that reading's probable band. A
source agrees if it counts in more than half of that land. Of “most of” a country the land is all
of the country, for more than half of it is what “most” says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from geo.extents.agreement import Comparison, compare
from geo.extents.catalogue import Extent, ExtentCatalogue
from geo.extents.evidence import Claim, Witness
from geo.extents.overlap import Overlap, share_of_extent
from geo.vocabulary import Band, ClaimTest, Role, UnitKind

HALF = 0.5

Range = tuple[float, float]
"""The least and the greatest share (0 to 1), by the bands of an extent."""


class Support(StrEnum):
    """Whether a source agrees with a claim."""

    YES = "yes"
    """In its core band."""
    PROBABLY = "probably"
    """In its probable band."""
    POSSIBLY = "possibly"
    """In its possible band only."""
    NO = "no"


AGREEING = {Support.YES, Support.PROBABLY}
"""A source that agrees by these counts for a claim."""


@dataclass(frozen=True)
class Readings:
    """How many sources agree with a claim if its land is read narrowly, as we do, or widely."""

    narrow: int
    ours: int
    wide: int


@dataclass(frozen=True)
class SupportResult:
    """A claim that each source supports or not.

    `ranges` are the range of the share that decides, by extent, and `support` is whether the
    source agrees. `readings` is None where there is one way to read the claim.
    """

    claim: Claim
    ranges: dict[str, Range]
    support: dict[str, Support]
    readings: Readings | None = None

    @property
    def agreeing(self) -> int:
        """How many sources agree."""
        return sum(one in AGREEING for one in self.support.values())


@dataclass(frozen=True)
class EarliestResult:
    """A claim of a beginning: the earliest extent, and whether it is the one of that time."""

    claim: Claim
    earliest: Extent
    fits: bool


@dataclass(frozen=True)
class GrowthResult:
    """A claim of growth: what the lists of the time before say to it, and two extents compared.

    Whether a list bears the claim out is our reading of it, in `witnesses.csv`; `areas` compare
    the extents that are drawn, `before` and `after`.
    """

    claim: Claim
    witnesses: tuple[Witness, ...]
    before: Extent
    after: Extent
    areas: Comparison


ClaimResult = SupportResult | EarliestResult | GrowthResult


def results(catalogue: ExtentCatalogue) -> list[ClaimResult]:
    """Test every claim of the article, in the order of `claims.csv`."""
    return [result(catalogue, claim) for claim in catalogue.evidence.claims]


def result(catalogue: ExtentCatalogue, claim: Claim) -> ClaimResult:
    """Test one claim of the article."""
    match claim.test:
        case ClaimTest.LAND | ClaimTest.MAJORITY:
            return _land_result(catalogue, claim)
        case ClaimTest.EARLIEST:
            return _earliest_result(catalogue, claim)
        case ClaimTest.GROWTH:
            return _growth_result(catalogue, claim)
        case ClaimTest.DISTINCT:
            return _distinct_result(catalogue, claim)


def support(core: float, probable: float, possible: float) -> Support:
    """Find the innermost band that holds more than half, from the shares (0 to 1) in each."""
    for share, name in (
        (core, Support.YES), (probable, Support.PROBABLY), (possible, Support.POSSIBLY),
    ):  # fmt: skip
        if share > HALF:
            return name
    return Support.NO


def _land_result(catalogue: ExtentCatalogue, claim: Claim) -> SupportResult:
    by_reading: dict[Band, tuple[dict[str, Range], dict[str, Support]]] = {}
    for reading in Band:
        land = land_of(catalogue, claim, reading)
        shares = {key: inside(catalogue, key, land) for key in catalogue.written}
        by_reading[reading] = (
            {key: (core, possible) for key, (core, _, possible) in shares.items()},
            {key: support(*three) for key, three in shares.items()},
        )
    agreeing = [sum(one in AGREEING for one in found.values()) for _, found in by_reading.values()]
    readings = Readings(*agreeing) if claim.test is ClaimTest.LAND else None
    return SupportResult(claim, *by_reading[Band.PROBABLE], readings=readings)


def land_of(
    catalogue: ExtentCatalogue, claim: Claim, reading: Band = Band.PROBABLE
) -> dict[str, float]:
    """Find the units that a claim means, each with its part of the land (0 to 1).

    The core band of the article's part is the narrowest reading, the possible band the widest;
    the probable band is ours.
    """
    if claim.test is ClaimTest.MAJORITY:
        return {claim.country: 1.0}
    shares = catalogue.shares(claim.part_id, UnitKind.PROVINCE)
    parts = {one.unit: _part_of(one, reading) for one in shares}
    return {unit: part for unit, part in parts.items() if part > 0}


def _part_of(one: Overlap, band: Band) -> float:
    return {
        Band.CORE: one.of_core, Band.PROBABLE: one.of_probable, Band.POSSIBLE: one.of_possible,
    }[band]  # fmt: skip


def inside(
    catalogue: ExtentCatalogue, extent_id: str, land: Mapping[str, float]
) -> tuple[float, float, float]:
    """Compute the share of a land in each band of an extent; `land` has each unit's part of it."""
    rows = catalogue.overlaps_by_unit[extent_id]
    met = [(part, rows[unit]) for unit, part in land.items() if unit in rows]
    total = sum(land.values()) or 1  # No land, as of an empty band, has no share inside.
    return (
        sum(part * row.core for part, row in met) / total,
        sum(part * row.probable for part, row in met) / total,
        sum(part * row.possible for part, row in met) / total,
    )


def _distinct_result(catalogue: ExtentCatalogue, claim: Claim) -> SupportResult:
    """Test whether the provinces of the name today are another thing than each Khorasan.

    A source agrees if they are at most half of its land: surely if that is so in every band,
    probably if it is so in the probable one.
    """
    units = provinces_named_khorasan(catalogue)
    ranges = {key: share_of_extent(catalogue.overlaps, key, units) for key in catalogue.written}
    found = {}
    for key in catalogue.written:
        if ranges[key][1] <= HALF:
            found[key] = Support.YES
        else:
            small = _probable_share(catalogue, key, units) <= HALF
            found[key] = Support.PROBABLY if small else Support.NO
    return SupportResult(claim, ranges, found)


def _probable_share(catalogue: ExtentCatalogue, extent_id: str, units: Collection[str]) -> float:
    return sum(
        one.of_probable
        for one in catalogue.overlaps
        if one.extent_id == extent_id and one.unit in units
    )


def provinces_named_khorasan(catalogue: ExtentCatalogue) -> list[str]:
    """List the codes of the provinces that bear the name today."""
    today = catalogue.standing_for(Role.TODAY)
    return [one.unit for one in catalogue.shares(today.extent_id, UnitKind.PROVINCE)]


def earliest(catalogue: ExtentCatalogue) -> Extent:
    """Find the extent that speaks of the earliest time."""
    dated = [one for one in catalogue.extents.values() if one.source.year_from is not None]
    return min(dated, key=lambda one: one.source.year_from or 0)


def _earliest_result(catalogue: ExtentCatalogue, claim: Claim) -> EarliestResult:
    first = earliest(catalogue)
    return EarliestResult(claim, first, fits=first == catalogue.standing_for(Role.SASANIAN))


def _growth_result(catalogue: ExtentCatalogue, claim: Claim) -> GrowthResult:
    before, after = catalogue.standing_for(Role.SASANIAN), catalogue.standing_for(Role.UMAYYAD)
    told = tuple(one for one in catalogue.evidence.witnesses if one.claim_id == claim.claim_id)
    areas = compare(catalogue.faces, before.extent_id, after.extent_id)
    return GrowthResult(claim, told, before, after, areas)
