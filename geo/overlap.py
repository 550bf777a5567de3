"""How much of each province and country lies in each Khorasan, and which of them hold a point.

Areas are taken in `geo.regions.EQUAL_AREA`, Lambert's azimuthal equal-area projection.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import AtlasError
from geo.extents import BANDS, area_km2
from geo.regions import REGIONS

OVERLAP = REGIONS / "overlap.csv"
LEAST = 1e-5
"""Shares below this are roundings of borders and left out."""
UNIT_KINDS = ("province", "country")


@dataclass(frozen=True)
class Overlap:
    """One extent and one present-day unit.

    `unit` is an ISO 3166-2 code of a province, or an ISO 3166-1 alpha-2 code of a country.
    `low`, `mid`, `high` are the shares (0 to 1) of the unit's area inside the extent's core,
    probable and possible band; `of_core`, `of_probable`, `of_possible` the shares of those
    bands' areas that lie in the unit.
    """

    extent_id: str
    kind: str
    unit: str
    low: float
    mid: float
    high: float
    of_core: float
    of_probable: float
    of_possible: float


SHARES = ("low", "mid", "high", "of_core", "of_probable", "of_possible")
COLUMNS = ("extent_id", "kind", "unit", *SHARES)


@dataclass(frozen=True)
class Answer:
    """Whether a point is in one source's Khorasan: the innermost `band` it is in, or None."""

    extent_id: str
    source_id: str
    title: str
    band: str | None


def measure(
    extents: gpd.GeoDataFrame, provinces: gpd.GeoDataFrame, countries: gpd.GeoDataFrame
) -> list[Overlap]:
    """Measure every extent (and part of one) against every unit that it meets."""
    units = [
        *(("province", row.iso_3166_2, row.geometry) for row in provinces.itertuples()),
        *(("country", row.country, row.geometry) for row in countries.itertuples() if row.country),
    ]
    shapes = [shape for _, _, shape in units]
    tree = shapely.STRtree(shapes)
    sizes = [0.0] * len(units)
    overlaps = []
    for extent_id, rows in extents.groupby("extent_id", sort=False):
        bands = dict(zip(rows["band"], rows.geometry, strict=True))
        widest = [bands[band] for band in BANDS if band in bands][-1]
        wholes = {band: area_km2(bands[band]) for band in bands}
        for at in sorted(tree.query(widest, predicate="intersects")):
            kind, unit, shape = units[at]
            sizes[at] = sizes[at] or area_km2(shape)
            inside = {band: area_km2(bands[band].intersection(shape)) for band in bands}
            shares = [inside.get(band, 0) / sizes[at] for band in BANDS]
            parts = [inside[band] / wholes[band] if band in bands else 0 for band in BANDS]
            if max(shares[-1], parts[-1]) >= LEAST:
                numbers = (round(min(share, 1), 5) for share in (*shares, *parts))
                overlaps.append(Overlap(str(extent_id), kind, unit, *numbers))
    return overlaps


def cells(one: Overlap) -> list[str]:
    """Write an overlap as the cells of a row of `COLUMNS`; a share is the part of 1."""
    return [one.extent_id, one.kind, one.unit, *(f"{getattr(one, name):.5f}" for name in SHARES)]


def write_overlap(overlaps: Iterable[Overlap], path: Path = OVERLAP) -> None:
    """Write the table, a row an extent and unit."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(cells, overlaps))


def read_overlap(path: Path = OVERLAP) -> list[Overlap]:
    """Read the table; raises `AtlasError` if it is missing or not of its form."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [
                Overlap(
                    row["extent_id"],
                    row["kind"],
                    row["unit"],
                    *(float(row[name]) for name in SHARES),
                )
                for row in csv.DictReader(file)
            ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AtlasError(f"{path.name} cannot be read: {error}") from error


def share_of_extent(
    overlaps: Iterable[Overlap], extent_id: str, units: Iterable[str]
) -> tuple[float, float]:
    """Give the least and the greatest share of an extent that several units make up together.

    The range is over the bands: of the core, of the probable and of the possible extent.
    """
    wanted = set(units)
    rows = [one for one in overlaps if one.extent_id == extent_id and one.unit in wanted]
    sums = [sum(getattr(one, name) for one in rows) for name in SHARES[3:]]
    return min(sums), max(sums)


def percent(low: float, high: float) -> str:
    """Write a range of shares (0 to 1) as whole percentages, as one where the two are the same.

    Less than half of one per cent, but something, is “under 1 %”.
    """
    least, most = round(100 * low), round(100 * high)
    if most == 0:
        return "under 1 %" if high > 0 else "0 %"
    return f"{least} %" if least == most else f"{least}–{most} %"


class Locator:
    """Answers "is it in Khorasan?" for points, from the extents of `historic.geojson`."""

    def __init__(self, extents: gpd.GeoDataFrame) -> None:
        """Index the bands of every whole extent; parts are left out."""
        part = extents["part"].fillna("") if "part" in extents else pd.Series("", extents.index)
        self._rows = extents[part == ""].reset_index(drop=True)
        self._ranks = [BANDS.index(band) for band in self._rows["band"]]
        shapely.prepare(shapes := self._rows.geometry.values)
        self._tree = shapely.STRtree(shapes)
        self._extents = list(
            self._rows.drop_duplicates("extent_id")[["extent_id", "source_id", "title"]].itertuples(
                index=False, name=None
            )
        )
        self._ids = list(self._rows["extent_id"])

    def answers(self, lon: float, lat: float) -> list[Answer]:
        """Answer for a point in WGS84 degrees: a row for each source, in the file's order.

        A point on an outline is inside.
        """
        best: dict[str, int] = {}
        for at in self._tree.query(shapely.Point(lon, lat), predicate="intersects"):
            name = self._ids[at]
            best[name] = min(best.get(name, len(BANDS)), self._ranks[at])
        return [
            Answer(
                extent_id, source_id, title, BANDS[best[extent_id]] if extent_id in best else None
            )
            for extent_id, source_id, title in self._extents
        ]
