"""How much of each province and country lies in each Khorasan, and in which of them a point lies.

Areas are taken in `geo.crs.EQUAL_AREA`, Lambert's azimuthal equal-area projection.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import shapely

from geo.cells import number, slug
from geo.crs import area_km2
from geo.errors import FileError
from geo.paths import REGIONS
from geo.tables import Column, read_table
from geo.vocabulary import Band, UnitKind

OVERLAP = REGIONS / "overlap.csv"
LEAST = 1e-5
"""Shares below this are roundings of borders and left out."""

WHOLE = 0.002
"""How far the shares that all countries have of one band may be from 1 together."""


@dataclass(frozen=True)
class Overlap:
    """One extent and one present-day unit.

    `unit` is an ISO 3166-2 code of a province, or an ISO 3166-1 alpha-2 code of a country.
    `core`, `probable`, `possible` are the shares (0 to 1) of the unit's area inside those bands
    of the extent; `of_core`, `of_probable`, `of_possible` are the shares of the bands' areas
    that lie in the unit.
    """

    extent_id: str
    kind: UnitKind
    unit: str
    core: float
    probable: float
    possible: float
    of_core: float
    of_probable: float
    of_possible: float

    @property
    def shares(self) -> tuple[float, float, float]:
        """The shares of the unit inside the bands, from the inside out."""
        return self.core, self.probable, self.possible

    @property
    def inside(self) -> tuple[float, float]:
        """The least and the greatest share of the unit that is inside."""
        return self.core, self.possible

    @property
    def of_extent(self) -> tuple[float, float]:
        """The least and the greatest share of a band that lies in the unit."""
        parts = (self.of_core, self.of_probable, self.of_possible)
        return min(parts), max(parts)


SHARES = ("core", "probable", "possible", "of_core", "of_probable", "of_possible")
COLUMNS = (
    "extent_id", "kind", "unit", "low", "mid", "high", "of_core", "of_probable", "of_possible",
)  # fmt: skip
"""The header of the file: `low`, `mid`, `high` hold `core`, `probable`, `possible`."""


def unit_code(cell: str) -> str:
    """Read an ISO 3166 code; raises `ValueError` if it cannot be one."""
    plain = cell.replace("-", "", 1)
    if not (plain.isascii() and plain.isalnum() and cell == cell.upper()):
        raise ValueError(cell)
    return cell


TABLE = (
    Column("extent_id", slug, "the id of an extent or a part of one"),
    Column("kind", UnitKind, "one of " + ", ".join(UnitKind)),
    Column("unit", unit_code, "an ISO 3166 code"),
    *(Column(name, number(0, 1), "a share from 0 to 1") for name in COLUMNS[3:]),
)


def measure(
    extents: gpd.GeoDataFrame, provinces: gpd.GeoDataFrame, countries: gpd.GeoDataFrame
) -> list[Overlap]:
    """Measure every extent (and part of one) against every unit that it meets."""
    units = [
        *((UnitKind.PROVINCE, row.iso_3166_2, row.geometry) for row in provinces.itertuples()),
        *(
            (UnitKind.COUNTRY, row.country, row.geometry)
            for row in countries.itertuples()
            if row.country
        ),
    ]
    shapes = [shape for _, _, shape in units]
    tree = shapely.STRtree(shapes)
    sizes = [0.0] * len(units)
    overlaps = []
    for extent_id, rows in extents.groupby("extent_id", sort=False):
        bands = dict(zip(rows["band"], rows.geometry, strict=True))
        widest = [bands[band] for band in Band if band in bands][-1]
        wholes = {band: area_km2(bands[band]) for band in bands}
        for at in sorted(tree.query(widest, predicate="intersects")):
            kind, unit, shape = units[at]
            sizes[at] = sizes[at] or area_km2(shape)
            inside = {band: area_km2(bands[band].intersection(shape)) for band in bands}
            shares = [inside.get(band, 0) / sizes[at] for band in Band]
            parts = [inside[band] / wholes[band] if band in bands else 0 for band in Band]
            if max(shares[-1], parts[-1]) >= LEAST:
                numbers = (round(min(share, 1), 5) for share in (*shares, *parts))
                overlaps.append(Overlap(str(extent_id), kind, unit, *numbers))
    return overlaps


def cells(one: Overlap) -> list[str]:
    """Write an overlap as the cells of a row of `COLUMNS`; a share is the part of 1."""
    return [one.extent_id, one.kind, one.unit, *(f"{getattr(one, name):.5f}" for name in SHARES)]


def write_overlap(overlaps: Iterable[Overlap], path: Path = OVERLAP) -> None:
    """Write the table with a row for each extent and unit."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(cells, overlaps))


def read_overlap(path: Path = OVERLAP) -> list[Overlap]:
    """Read the table; raises `FileError` if it is missing or not of its form.

    The bands of a unit must not shrink from the inside out, and all countries together must hold
    the whole of every band, so that a table that was cut short is not taken for a whole one.
    """
    table = read_table(path, TABLE)
    if table.faults:
        raise FileError(path.name, table.faults[0])
    overlaps: dict[tuple[str, str], Overlap] = {}
    for row in table.rows:
        one = Overlap(*(row[name] for name in COLUMNS))
        if (one.extent_id, one.unit) in overlaps:
            raise FileError(path.name, f"{one.unit} stands twice for {one.extent_id}")
        if not one.core <= one.probable <= one.possible:
            raise FileError(path.name, f"the bands of {one.extent_id} in {one.unit} shrink")
        overlaps[one.extent_id, one.unit] = one
    _check_whole(path.name, overlaps.values())
    return list(overlaps.values())


def _check_whole(file: str, overlaps: Collection[Overlap]) -> None:
    """Hold the countries' shares of each band to 1; a band in which nothing lies has none."""
    totals = {one.extent_id: [0.0, 0.0, 0.0] for one in overlaps}
    for one in overlaps:
        if one.kind is UnitKind.COUNTRY:
            for at, share in enumerate((one.of_core, one.of_probable, one.of_possible)):
                totals[one.extent_id][at] += share
    for extent_id, sums in totals.items():
        if not sums[-1] or any(total and abs(total - 1) > WHOLE for total in sums):
            raise FileError(file, f"the countries of {extent_id} do not make the whole of it")


def share_of_extent(
    overlaps: Iterable[Overlap], extent_id: str, units: Iterable[str]
) -> tuple[float, float]:
    """Compute the least and the greatest share of an extent that several units make together.

    The range is over the bands: of the core, of the probable and of the possible extent.
    """
    wanted = set(units)
    rows = [one for one in overlaps if one.extent_id == extent_id and one.unit in wanted]
    sums = [sum(getattr(one, name) for one in rows) for name in SHARES[3:]]
    return min(sums), max(sums)


class Locator:
    """Finds the bands that a point lies in, from the extents of `historic.geojson`."""

    def __init__(self, extents: gpd.GeoDataFrame, whole: Collection[str]) -> None:
        """Index the bands of the extents whose ids are `whole`; parts of them are left out."""
        rows = extents[extents["extent_id"].isin(whole)]
        self._order = tuple(whole)
        self._ids = list(rows["extent_id"])
        self._ranks = [list(Band).index(Band(band)) for band in rows["band"]]
        shapely.prepare(shapes := rows.geometry.to_numpy())
        self._tree = shapely.STRtree(shapes)

    def bands_at(self, lon: float, lat: float) -> dict[str, Band | None]:
        """Find the innermost band of each extent that a point (WGS84 degrees) lies in, by id.

        A point on an outline is inside; None is outside of all bands.
        """
        ranks: dict[str, int] = {}
        for at in self._tree.query(shapely.Point(lon, lat), predicate="intersects"):
            extent_id = self._ids[at]
            ranks[extent_id] = min(ranks.get(extent_id, len(Band)), self._ranks[at])
        order = list(Band)
        return {key: order[ranks[key]] if key in ranks else None for key in self._order}
