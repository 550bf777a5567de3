"""Build `historic.geojson`: an extent for each source, in nested bands, and its parts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import shapely

from geo.crs import WGS84, area_km2, unproject
from geo.errors import BuildError
from geo.extents.bands import METHOD, SHARES, Method, Points, points_of
from geo.extents.drawing import draw_bands, far_side, nest, polygons_of, quarters
from geo.extents.evidence import Evidence, ExtentRecord, ExtentUnit, read_evidence
from geo.extents.evidence_tables import part_id
from geo.units import read_regions
from geo.vocabulary import Band, Derivation, Limit, Relation

Bands = dict[Band, shapely.Geometry]

OF_UNITS = "union of today's provinces, data/evidence/units.csv"


def build(
    evidence: Evidence,
    provinces: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
    water: gpd.GeoDataFrame,
    method: Method = METHOD,
) -> gpd.GeoDataFrame:
    """Build every extent of `extents.csv` (WGS84 degrees), a row for each band.

    A part (a quarter, a province, a clause) has an `extent_id` of its own, made of the whole's
    and its name; `part` is empty for the whole. Bands in which nothing lies are left out. Raises
    `BuildError` if a unit of `units.csv` is not among the provinces, or a source's core is empty.
    """
    land = shapely.coverage_union_all(countries.geometry.to_numpy())
    beyond = far_side(water)
    provinces_by_code = dict(zip(provinces["iso_3166_2"], provinces.geometry, strict=True))
    rows = []
    for record in evidence.extents.values():
        if record.derivation is Derivation.TOWNS:
            limit = beyond if record.limit else None
            points = points_of(evidence, record.source_id, limit)
            how = _method_of_towns(points, record.limit)
            whole = draw_bands(points, land, limit, method)
            cells = quarters(points) if record.quartered else {}
            parts = {name: _cut(whole, cell) for name, cell in cells.items()}
        else:
            how = OF_UNITS
            units = [one for one in evidence.units if one.extent_id == record.extent_id]
            shapes = [_shape_of(one, provinces_by_code, beyond) for one in units]
            whole = _joined(units, shapes)
            names = dict.fromkeys(one.part for one in units if one.part)
            parts = {name: _joined(units, shapes, name) for name in names}
        if whole[Band.CORE].is_empty:
            raise BuildError(f"The extent {record.extent_id} has no core")
        rows += _rows(evidence, record, "", how, whole)
        for name, bands in parts.items():
            rows += _rows(evidence, record, name, how, bands)
    return gpd.GeoDataFrame(rows, crs=WGS84)


def build_from(data: Path) -> gpd.GeoDataFrame:
    """Build the extents from the files of `data`."""
    regions = data / "regions"
    ground = (read_regions(regions / f"{n}.geojson") for n in ("provinces", "countries", "water"))
    return build(read_evidence(data / "evidence"), *ground)


def _rows(
    evidence: Evidence, record: ExtentRecord, part: str, how: str, bands: Bands
) -> list[dict[str, object]]:
    source = evidence.sources[record.source_id]
    return [
        {
            "extent_id": part_id(record.extent_id, part),
            "source_id": source.source_id,
            "part": part,
            "title": f"{part}: {record.title}" if part else record.title,
            "year_from": source.year_from,
            "year_to": source.year_to,
            "band": band.value,
            "area_km2": round(area_km2(shape)),
            "method": how,
            "geometry": shape,
        }
        for band, shape in bands.items()
        if not shape.is_empty
    ]


def _method_of_towns(points: Points, limit: Limit | None) -> str:
    """Describe how an extent was derived; the file's readers see this."""
    counts = {one: int((points.share == SHARES[one]).sum()) for one in Relation}
    said = ", ".join(f"{counts[one]} {one}" for one in (Relation.IN, Relation.OUT, Relation.EDGE))
    river = f", the {limit.title()} as limit" if limit else ""
    return f"testimony: {said}{river}; docs/method.md"


def _cut(whole: Bands, cell: shapely.Geometry) -> Bands:
    """Cut the bands to one quarter's cell, on the grid of the coordinates."""
    return nest([polygons_of(shapely.intersection(shape, cell)) for shape in whole.values()])


def _shape_of(
    unit: ExtentUnit, provinces: dict[str, shapely.Geometry], beyond: shapely.Geometry
) -> shapely.Geometry:
    """Find a unit's outline (WGS84 degrees), cut as `units.csv` says."""
    shape = provinces.get(unit.iso_3166_2)
    if shape is None:
        raise BuildError(f"units.csv names {unit.iso_3166_2}, which is not among the provinces")
    if unit.clip is None:
        return shape
    if isinstance(unit.clip, Limit):
        return polygons_of(shape.difference(shapely.transform(beyond, unproject)))
    return polygons_of(shape.intersection(shapely.box(*unit.clip)))


def _joined(
    units: Iterable[ExtentUnit], shapes: Iterable[shapely.Geometry], part: str = ""
) -> Bands:
    """Join the units of an extent, or of one part, to bands.

    They are not simplified, so that today's borders stay where they are.
    """
    chosen = [
        (list(Band).index(unit.band), shape)
        for unit, shape in zip(units, shapes, strict=True)
        if part in {"", unit.part}
    ]
    return nest(
        [
            shapely.union_all([shape for band, shape in chosen if band <= at])
            for at in range(len(Band))
        ]
    )
