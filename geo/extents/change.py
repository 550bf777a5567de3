"""What differs from one extent to another: lands of today, and towns of which both sources speak.

A town counts where both sources say something of it that rests on more than an unverified word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from geo.extents.catalogue import NOTABLE_KM2, Extent, ExtentCatalogue
from geo.extents.evidence import Statement, Town
from geo.vocabulary import SURE_BASES, Band, Relation, UnitKind

HALF = 0.5
"""The share of a province from which on its change counts, however small the province is."""


@dataclass(frozen=True)
class TownDifference:
    """A town, and what each of two sources says of it."""

    town: Town
    one: Statement
    other: Statement


@dataclass(frozen=True)
class TownsCompared:
    """The towns of which two sources both speak: on which they agree, and on which they differ.

    Both lists begin with the towns of which most sources speak.
    """

    agreeing: tuple[Town, ...]
    differing: tuple[TownDifference, ...]


@dataclass(frozen=True)
class Change:
    """What one extent has more and less than another.

    Lands are the ISO 3166-2 codes of today's provinces, the largest change first. Towns are gained
    from out to in, and lost from in to out; `edge` are those that only one of the two puts on the
    border. The great towns are the first.
    """

    lands_gained: tuple[str, ...]
    lands_lost: tuple[str, ...]
    towns_gained: tuple[Town, ...]
    towns_lost: tuple[Town, ...]
    edge: tuple[Town, ...]

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing that counts has changed."""
        return not any(
            (self.lands_gained, self.lands_lost, self.towns_gained, self.towns_lost, self.edge)
        )


def previous(catalogue: ExtentCatalogue, extent: Extent) -> Extent | None:
    """Find the extent before another in the order of time; None before the first."""
    order = list(catalogue.extents)
    at = order.index(extent.extent_id)
    return catalogue.extents[order[at - 1]] if at else None


def change(catalogue: ExtentCatalogue, before: Extent, after: Extent) -> Change:
    """Say what changes from one extent to another."""
    gained, lost = _lands(catalogue, before, after)
    differing = compare_towns(catalogue, before, after).differing
    return Change(
        lands_gained=gained,
        lands_lost=lost,
        towns_gained=_towns(differing, (Relation.OUT, Relation.IN)),
        towns_lost=_towns(differing, (Relation.IN, Relation.OUT)),
        edge=tuple(
            one.town for one in differing if Relation.EDGE in (one.one.relation, one.other.relation)
        ),
    )


def compare_towns(catalogue: ExtentCatalogue, one: Extent, other: Extent) -> TownsCompared:
    """Compare what the sources of two extents say of the towns of which both speak."""
    said, said_by_other = (_sure_statements(catalogue, extent) for extent in (one, other))
    towns = catalogue.evidence.towns
    spoken = Counter(statement.town_id for statement in catalogue.evidence.statements)
    both = sorted(said.keys() & said_by_other.keys(), key=lambda key: (-spoken[key], key))
    alike = [key for key in both if said[key].relation == said_by_other[key].relation]
    return TownsCompared(
        agreeing=tuple(towns[key] for key in alike),
        differing=tuple(
            TownDifference(towns[key], said[key], said_by_other[key])
            for key in both
            if key not in set(alike)
        ),
    )


def _sure_statements(catalogue: ExtentCatalogue, extent: Extent) -> dict[str, Statement]:
    statements = catalogue.statements_of(extent)
    return {one.town_id: one for one in statements if one.basis in SURE_BASES}


def _towns(
    differing: Iterable[TownDifference], relations: tuple[Relation, Relation]
) -> tuple[Town, ...]:
    return tuple(
        one.town for one in differing if (one.one.relation, one.other.relation) == relations
    )


def _lands(
    catalogue: ExtentCatalogue, before: Extent, after: Extent
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the provinces of which much more, or much less, lies in an extent than before."""
    earlier, later = _measures(catalogue, before), _measures(catalogue, after)
    grown: dict[str, float] = {}
    for unit in earlier.keys() | later.keys():
        share, area = earlier.get(unit, (0.0, 0.0))
        later_share, later_area = later.get(unit, (0.0, 0.0))
        if abs(later_area - area) > NOTABLE_KM2 or abs(later_share - share) > HALF:
            grown[unit] = later_area - area
    order = sorted(grown, key=lambda unit: (-abs(grown[unit]), unit))
    return (
        tuple(unit for unit in order if grown[unit] > 0),
        tuple(unit for unit in order if grown[unit] < 0),
    )


def _measures(catalogue: ExtentCatalogue, extent: Extent) -> dict[str, tuple[float, float]]:
    """Measure what each province has of an extent's probable band: its share, and km²."""
    return {
        one.unit: (one.probable, one.of_probable * extent.areas[Band.PROBABLE])
        for one in catalogue.shares(extent.extent_id, UnitKind.PROVINCE)
    }
