"""Build `historic.geojson`: an extent for each source, in nested bands, and its parts."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

import geopandas as gpd
import shapely

from geo.errors import BuildError
from geo.evidence import Evidence, Source, read_evidence
from geo.extents import (
    BANDS,
    METHOD,
    RIVER_LIMITED,
    Method,
    Points,
    area_km2,
    bands,
    beyond_oxus,
    nest,
    points_of,
    polygons_of,
    quarters,
    unproject,
)
from geo.regions import read_regions

UNITS = Path(__file__).with_name("historic_units.csv")
"""Today's provinces that make up the extents of state boundaries and of the article's sentence:
`band` is the innermost band the province belongs to, `clip` cuts it to this side of the `oxus`
or to `west south east north` in degrees."""
TITLES = {
    "shahrestaniha": "The Sasanian quarter of the East",
    "baladhuri": "The Arab governorship, after al-Baladhuri",
    "qudama": "The Tahirid tax district, after Qudama",
    "istakhri": "Classical Khorasan, after al-Istakhri",
    "muqaddasi": "“The side of Khurasan”, after al-Muqaddasi",
    "yaqut": "Khorasan on the eve of the Mongols, after Yaqut",
    "mustawfi": "The four quarters, after Mustawfi",
    "timurid": "Timurid Khorasan",
    "safavid": "Safavid Khorasan",
    "afsharid": "Khorasan after Nadir Shah",
    "qajar-1857": "Qajar Khorasan before the treaty of Paris",
    "qajar-1881": "Qajar Khorasan after the convention of Tehran",
    "iran-1937": "Khorasan, province of Iran",
    "split-2004": "The three Khorasans of today",
    "article": "The article's own sentence",
}
"""The extents, in the order of time."""
BY_TOWNS = ("shahrestaniha", "baladhuri", "qudama", "istakhri", "muqaddasi", "yaqut", "mustawfi")
QUARTERED = ("baladhuri", "mustawfi")


def build(
    evidence: Evidence,
    provinces: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
    water: gpd.GeoDataFrame,
    method: Method = METHOD,
) -> gpd.GeoDataFrame:
    """Build every extent (WGS84 degrees): a row for each band, `part` empty for the whole.

    A part (a quarter, a province, a clause) has an `extent_id` of its own, the whole's and its
    name; bands in which nothing lies are left out. Raises `BuildError` if a unit of
    `historic_units.csv` is not among the provinces, or a source's core is empty.
    """
    land = shapely.coverage_union_all(countries.geometry.values)
    beyond = beyond_oxus(water)
    units = _units(provinces, shapely.transform(beyond, unproject))
    rows = []
    for extent_id in TITLES:
        if extent_id in BY_TOWNS:
            limit = beyond if extent_id in RIVER_LIMITED else None
            points = points_of(evidence, extent_id, limit)
            how = _method_of_towns(points, limit is not None)
            whole = bands(points, land, limit, method)
            parts = quarters(points) if extent_id in QUARTERED else {}
            cut = {name: _cut(whole, cell) for name, cell in parts.items()}
        else:
            how = "union of today's provinces, geo/build/historic_units.csv"
            chosen = units[extent_id]
            whole = _joined(chosen)
            names = [part for part in dict.fromkeys(part for part, *_ in chosen) if part]
            cut = {name: _joined([u for u in chosen if u[0] == name]) for name in names}
        if whole["core"].is_empty:
            raise BuildError(f"The extent {extent_id} has no core")
        source = evidence.sources[extent_id]
        rows += _rows(source, "", how, whole)
        for name, shapes in cut.items():
            rows += _rows(source, name, how, shapes)
    return gpd.GeoDataFrame(rows, crs="EPSG:4326")


def build_from(data: Path) -> gpd.GeoDataFrame:
    """Build the extents from the files of `data`."""
    regions = data / "regions"
    ground = (read_regions(regions / f"{n}.geojson") for n in ("provinces", "countries", "water"))
    return build(read_evidence(data / "evidence"), *ground)


def slug(name: str) -> str:
    """Turn a part's name into the end of an `extent_id`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _rows(
    source: Source, part: str, how: str, shapes: dict[str, shapely.Geometry]
) -> list[dict[str, object]]:
    title = TITLES[source.source_id]
    return [
        {
            "extent_id": source.source_id + (f"-{slug(part)}" if part else ""),
            "source_id": source.source_id,
            "part": part,
            "title": f"{part}: {title}" if part else title,
            "year_from": source.year_from,
            "year_to": source.year_to,
            "band": band,
            "area_km2": round(area_km2(shape)),
            "method": how,
            "geometry": shape,
        }
        for band, shape in shapes.items()
        if not shape.is_empty
    ]


def _method_of_towns(points: Points, river: bool) -> str:  # noqa: FBT001
    count = [int((points.share == share).sum()) for share in (1, 0, 0.5)]
    limit = ", the Oxus as limit" if river else ""
    return "testimony: {} in, {} out, {} edge".format(*count) + limit + "; docs/method.md"


def _cut(whole: dict[str, shapely.Geometry], cell: shapely.Geometry) -> dict[str, shapely.Geometry]:
    """Cut the bands to one quarter's cell, on the grid of the coordinates."""
    drawn = [polygons_of(shapely.intersection(shape, cell)) for shape in whole.values()]
    return nest(drawn)


def _units(
    provinces: gpd.GeoDataFrame, beyond: shapely.Geometry
) -> dict[str, list[tuple[str, str, shapely.Geometry]]]:
    """Read `historic_units.csv`: for each extent, part, band and shape of its units."""
    shapes = dict(zip(provinces["iso_3166_2"], provinces.geometry, strict=True))
    units: dict[str, list[tuple[str, str, shapely.Geometry]]] = {}
    with UNITS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            shape = shapes.get(row["iso_3166_2"])
            if shape is None or row["band"] not in BANDS:
                raise BuildError(f"historic_units.csv: no such province or band: {row}")
            if row["clip"] == "oxus":
                shape = polygons_of(shape.difference(beyond))
            elif row["clip"]:
                shape = polygons_of(
                    shape.intersection(shapely.box(*map(float, row["clip"].split())))
                )
            units.setdefault(row["extent_id"], []).append((row["part"], row["band"], shape))
    return units


def _joined(units: list[tuple[str, str, shapely.Geometry]]) -> dict[str, shapely.Geometry]:
    """Join units to bands; without simplifying, so that today's lines stay today's lines."""
    drawn = [
        shapely.union_all([shape for _, band, shape in units if BANDS.index(band) <= at])
        for at in range(len(BANDS))
    ]
    return nest(drawn)
