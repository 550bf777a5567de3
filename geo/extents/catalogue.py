"""Khorasan by its sources: the extents in the order of time, the evidence, and the measures."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd

from geo.errors import FileError
from geo.extents.agreement import Face, read_faces
from geo.extents.evidence import Evidence, ExtentRecord, Source, Statement, Town, read_evidence
from geo.extents.evidence_tables import part_id
from geo.extents.majority import Spread, read_spreads
from geo.extents.overlap import Locator, Overlap, read_overlap
from geo.extents.silence import Silence
from geo.paths import DATA
from geo.units import read_regions
from geo.vocabulary import SURE_BASES, Band, Derivation, Relation, Role, TownKind, UnitKind

HISTORIC, OVERLAP, AGREEMENT = "historic.geojson", "overlap.csv", "agreement.geojson"
MAJORITY = "majority.geojson"

NOTABLE_KM2 = 5000
"""Square kilometres from which a province is worth naming where two extents differ."""


@dataclass(frozen=True)
class Extent:
    """One source's Khorasan, or a part of one: a quarter, a province, a clause.

    `part` names the part, and is empty for the whole. `areas` are square kilometres by band,
    from the inside out; each band holds those before it.
    """

    extent_id: str
    record: ExtentRecord = field(hash=False, repr=False)
    source: Source = field(hash=False, repr=False)
    title: str
    part: str
    areas: dict[Band, float] = field(hash=False, repr=False)

    @property
    def by_towns(self) -> bool:
        """Tell whether the extent is derived from towns that the source names."""
        return self.record.derivation is Derivation.TOWNS


@dataclass(frozen=True)
class ExtentCatalogue:
    """The whole extents and their parts by id in the order of time, and what is known of them.

    `spreads` are the areas, in km², of what most sources count in and of its spreads.
    """

    extents: dict[str, Extent]
    parts: dict[str, Extent]
    evidence: Evidence
    overlaps: tuple[Overlap, ...]
    faces: tuple[Face, ...]
    locator: Locator
    spreads: dict[Spread, float]

    @property
    def default(self) -> Extent:
        """The extent that is shown unless another is asked for."""
        return self.extents[self.evidence.default.extent_id]

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The ids of the extents that are derived from towns."""
        return tuple(key for key, extent in self.extents.items() if extent.by_towns)

    @cached_property
    def silence(self) -> Silence:
        """Where a source names nothing near."""
        return Silence(self.evidence)

    @cached_property
    def counting_in(self) -> Counter[str]:
        """How many written sources count each town in, by `town_id`."""
        return self._speaking(lambda one: one.relation is Relation.IN)

    @cached_property
    def landmarks(self) -> tuple[Town, ...]:
        """What written sources name, towns before districts, those first that most of them name.

        Among these come first those that more count in, then those with more spellings.
        """
        named = self._speaking(lambda _: True)

        def key(town: Town) -> tuple[bool, int, int, int, str]:
            at, spellings = town.town_id, len(town.names) + len(town.alternates)
            wide = town.kind is not TownKind.TOWN
            return wide, -named[at], -self.counting_in[at], -spellings, town.name

        towns = self.evidence.towns.values()
        return tuple(sorted((one for one in towns if one.town_id in named), key=key))

    def _speaking(self, is_meant: Callable[[Statement], bool]) -> Counter[str]:
        """Count the written sources' statements by `town_id`, as far as something confirms them."""
        written = {self.extents[key].source.source_id for key in self.written}
        return Counter(
            one.town_id
            for one in self.evidence.statements
            if one.source_id in written and one.basis in SURE_BASES and is_meant(one)
        )

    def standing_for(self, role: Role) -> Extent:
        """Find the extent that stands for something in the article's sentence."""
        return self.extents[self.evidence.standing_for(role).extent_id]

    def of_source(self, source_id: str) -> Extent | None:
        """Find the whole extent that is drawn of a source, None if none is."""
        extents = self.extents.values()
        return next((one for one in extents if one.source.source_id == source_id), None)

    def parts_of(self, extent: Extent) -> list[Extent]:
        """List an extent's parts, in their file's order."""
        return [part for part in self.parts.values() if part.record == extent.record]

    def statements_of(self, extent: Extent) -> list[Statement]:
        """List what an extent's source says of towns, in their file's order."""
        wanted = extent.source.source_id
        return [one for one in self.evidence.statements if one.source_id == wanted]

    @cached_property
    def overlaps_by_unit(self) -> dict[str, dict[str, Overlap]]:
        """Each extent's (or part's) overlaps by unit, by `extent_id`."""
        found: dict[str, dict[str, Overlap]] = {key: {} for key in (*self.extents, *self.parts)}
        for one in self.overlaps:
            found[one.extent_id][one.unit] = one
        return found

    def shares(self, extent_id: str, kind: UnitKind) -> list[Overlap]:
        """List an extent's (or part's) overlap with each unit of a kind, the fullest unit first."""
        rows = [one for one in self.overlaps_by_unit[extent_id].values() if one.kind == kind]
        return sorted(rows, key=lambda one: (-one.probable, -one.possible, -one.core, one.unit))

    def share_of(self, extent_id: str, unit: str) -> Overlap | None:
        """Find an extent's overlap with one unit, None if they do not meet."""
        return self.overlaps_by_unit[extent_id].get(unit)

    def exceeds_in(self, one: Extent, other: Extent) -> list[str]:
        """List the provinces that hold more of one extent's probable band than of another's.

        Those of at least `NOTABLE_KM2` more count; the province with the most comes first.
        """
        area, subtracted = (
            {
                share.unit: share.of_probable * extent.areas[Band.PROBABLE]
                for share in self.shares(extent.extent_id, UnitKind.PROVINCE)
            }
            for extent in (one, other)
        )
        gains = {unit: size - subtracted.get(unit, 0) for unit, size in area.items()}
        notable = [unit for unit, gain in gains.items() if gain > NOTABLE_KM2]
        return sorted(notable, key=lambda unit: -gains[unit])


def read_catalogue(data: Path = DATA) -> ExtentCatalogue:
    """Read all that is known of the extents.

    Raises `DataError` with the faults of the evidence, and `FileError` if a derived file is
    missing or damaged, or if it was derived from other evidence.
    """
    evidence = read_evidence(data / "evidence")
    regions = data / "regions"
    frame = read_regions(regions / HISTORIC)
    found = _read_extents(frame, evidence)
    overlaps = tuple(read_overlap(regions / OVERLAP))
    faces = read_faces(regions / AGREEMENT)
    _check_ids(OVERLAP, {one.extent_id for one in overlaps}, found)
    whole = {key: extent for key, extent in found.items() if not extent.part}
    _check_ids(AGREEMENT, {key for face in faces for key in face.inside}, whole)
    return ExtentCatalogue(
        extents=whole,
        parts={key: extent for key, extent in found.items() if extent.part},
        evidence=evidence,
        overlaps=overlaps,
        faces=faces,
        locator=Locator(frame, whole),
        spreads=read_spreads(regions / MAJORITY),
    )


def _read_extents(frame: gpd.GeoDataFrame, evidence: Evidence) -> dict[str, Extent]:
    """Read the extents and parts that `historic.geojson` holds, by id in the order of time."""
    if not set(frame.geom_type) <= {"Polygon", "MultiPolygon"} or not frame.is_valid.all():
        raise FileError(HISTORIC, "a band is not a valid area")
    found: dict[str, Extent] = {}
    for number, row in enumerate(frame.drop(columns="geometry").to_dict("records"), start=1):
        try:
            extent = found.setdefault(row["extent_id"], _extent(row, evidence))
            extent.areas[_new_band(row, extent)] = float(row["area_km2"])
        except (KeyError, ValueError, TypeError) as error:
            raise FileError(HISTORIC, f"feature {number} is not of its form: {error!r}") from error
    whole = {key for key, extent in found.items() if not extent.part}
    parts = {part_id(one.extent_id, one.part) for one in evidence.units}
    _check_ids(HISTORIC, whole, evidence.extents)
    _check_ids(HISTORIC, found, parts | set(found))
    if bare := [key for key in whole if set(found[key].areas) != set(Band)]:
        raise FileError(HISTORIC, f"{min(bare)} lacks a band")
    order = list(evidence.extents)
    return dict(sorted(found.items(), key=lambda item: order.index(item[1].record.extent_id)))


def _extent(row: dict[str, Any], evidence: Evidence) -> Extent:
    """Read one feature's extent; raises `ValueError` if the evidence does not have it."""
    part = row.get("part")
    part = part if isinstance(part, str) else ""
    by_source = {one.source_id: one for one in evidence.extents.values()}
    record = by_source[row["source_id"]]
    if row["extent_id"] != part_id(record.extent_id, part) or not isinstance(row["title"], str):
        raise ValueError(row["extent_id"])
    source = evidence.sources[record.source_id]
    return Extent(row["extent_id"], record, source, row["title"], part, {})


def _new_band(row: dict[str, Any], extent: Extent) -> Band:
    """Read a feature's band; raises `ValueError` if the extent has it already, or it is empty."""
    band = Band(row["band"])
    if band in extent.areas or not 0 < row["area_km2"] < math.inf:
        raise ValueError(band)
    return band


def _check_ids(file: str, found: Iterable[str], known: Iterable[str]) -> None:
    """Hold the ids of a derived file to those that are known: none unknown, and none missing."""
    found, known = set(found), set(known)
    if unknown := found - known:
        raise FileError(file, f"{min(unknown)} is not known")
    if missing := known - found:
        raise FileError(file, f"{min(missing)} is missing")
