"""Khorasan by its sources: the extents in the order of time, the evidence, and the measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from geo.agreement import Face, read_faces
from geo.atlas import DATA
from geo.errors import AtlasError
from geo.evidence import Evidence, Source, Statement, read_evidence
from geo.overlap import Locator, Overlap, read_overlap
from geo.regions import read_regions

DEFAULT = "istakhri"
"""The extent shown unless another is asked for: the fullest and best tested list of towns."""

WRITTEN = {"list of towns", "administrative list"}
"""The kinds of source that name towns; their extents are derived from that testimony."""


@dataclass(frozen=True)
class Extent:
    """One source's Khorasan, or a part of one: a quarter, a province, a clause.

    `areas` are square kilometres by band, from the inside out, each with those before.
    """

    extent_id: str
    source: Source
    title: str
    part: str
    areas: dict[str, float] = field(hash=False)

    @property
    def by_towns(self) -> bool:
        """Tell whether the extent is derived from towns that the source names."""
        return self.source.kind in WRITTEN


@dataclass(frozen=True)
class History:
    """The whole extents and their parts by id in the order of time, and what is known of them."""

    extents: dict[str, Extent]
    parts: dict[str, Extent]
    evidence: Evidence
    overlaps: tuple[Overlap, ...]
    faces: tuple[Face, ...]
    locator: Locator

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The ids of the extents that are derived from towns."""
        return tuple(key for key, extent in self.extents.items() if extent.by_towns)

    def parts_of(self, extent: Extent) -> list[Extent]:
        """Give an extent's parts, in their file's order."""
        return [part for part in self.parts.values() if part.source == extent.source]

    def statements_of(self, extent: Extent) -> list[Statement]:
        """Give what an extent's source says of towns, in their file's order."""
        wanted = extent.source.source_id
        return [one for one in self.evidence.statements if one.source_id == wanted]

    def shares(self, extent_id: str, kind: str) -> list[Overlap]:
        """Give an extent's (or part's) overlap with each unit of a kind, the fullest unit first."""
        rows = [one for one in self.overlaps if (one.extent_id, one.kind) == (extent_id, kind)]
        return sorted(rows, key=lambda one: (-one.mid, -one.high, -one.low, one.unit))

    def share_of(self, extent_id: str, unit: str) -> Overlap | None:
        """Give an extent's overlap with one unit, None if they do not meet."""
        return next(
            (one for one in self.overlaps if (one.extent_id, one.unit) == (extent_id, unit)), None
        )


def read_history(data: Path = DATA) -> History:
    """Read all that is known of the extents; raises `AtlasError` with what cannot be read."""
    evidence = read_evidence(data / "evidence")
    frame = read_regions(data / "regions" / "historic.geojson")
    found: dict[str, Extent] = {}
    try:
        frame["part"] = frame["part"].fillna("")
        for row in frame.drop(columns="geometry").to_dict("records"):
            extent = found.setdefault(
                row["extent_id"],
                Extent(
                    row["extent_id"],
                    evidence.sources[row["source_id"]],
                    row["title"],
                    row["part"],
                    {},
                ),
            )
            extent.areas[row["band"]] = float(row["area_km2"])
    except (KeyError, ValueError) as error:
        raise AtlasError(f"historic.geojson cannot be read: {error}") from error
    return History(
        extents=_where(found.values(), whole=True),
        parts=_where(found.values(), whole=False),
        evidence=evidence,
        overlaps=tuple(read_overlap(data / "regions" / "overlap.csv")),
        faces=read_faces(data / "regions" / "agreement.geojson"),
        locator=Locator(frame),
    )


def _where(extents: Iterable[Extent], *, whole: bool) -> dict[str, Extent]:
    return {extent.extent_id: extent for extent in extents if whole == (not extent.part)}
