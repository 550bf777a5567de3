"""Build `edges.geojson`: what each stretch of every extent's outlines rests on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import shapely

from geo.crs import project
from geo.extents.bands import points_of
from geo.extents.drawing import bent, far_side
from geo.extents.edges import Ground, Stretch, agreed_line, desert, frame_of, stretches
from geo.extents.evidence import Evidence, ExtentRecord, read_evidence
from geo.units import read_regions
from geo.vocabulary import Band, Limit


def build(
    evidence: Evidence,
    extents: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
    water: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    """Divide the outlines of every whole extent, a row for each stretch (WGS84 degrees).

    `extents` are the rows of `historic.geojson`.
    """
    land = shapely.coverage_union_all(countries.geometry.to_numpy())
    near = land.intersection(shapely.box(30, 15, 90, 55))
    coast = shapely.transform(shapely.segmentize(near, 0.5), project).boundary
    river = far_side(water)
    whole = extents[extents["part"].fillna("") == ""]
    bands = {
        key: dict(zip(map(Band, own["band"]), own.geometry, strict=True))
        for key, own in whole.groupby("extent_id")
    }
    rows = [
        ({"extent_id": key, "source_id": record.source_id, "band": band.value}, stretch)
        for key, record in evidence.extents.items()
        for band, stretch in _of_extent(evidence, record, bands[key], coast, river)
    ]
    return frame_of(rows)


def build_from(data: Path) -> gpd.GeoDataFrame:
    """Build the edges from the files of `data`."""
    regions = data / "regions"
    ground = (read_regions(regions / f"{n}.geojson") for n in ("historic", "countries", "water"))
    return build(read_evidence(data / "evidence"), *ground)


def _of_extent(
    evidence: Evidence,
    record: ExtentRecord,
    bands: dict[Band, shapely.Geometry],
    coast: shapely.Geometry,
    river: shapely.Geometry,
) -> Iterator[tuple[Band, Stretch]]:
    points = points_of(evidence, record.source_id, river if record.limit else None)
    beyond = bent(points, river) if record.limit else None
    limits: dict[Limit, shapely.Geometry] = {}
    for one in evidence.limits:
        if one.source_id == record.source_id and one.limit is Limit.DESERT:
            towns = [evidence.towns[town_id] for town_id in one.around]
            limits[one.limit] = desert((town.lon, town.lat) for town in towns)
        elif one.source_id == record.source_id and one.limit == record.limit:
            limits[one.limit] = (river if beyond is None else beyond).boundary
    ground = Ground(coast, limits, agreed_line(bands) if record.by_law else None)
    for band, shape in bands.items():
        for stretch in stretches(shape, points, ground, beyond):
            yield band, stretch
