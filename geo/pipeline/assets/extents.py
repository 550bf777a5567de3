"""Derive the map's files of the extents: bands, faces, shares, towns, notes and their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import geopandas as gpd
import pandas as pd
import shapely
from shapely.affinity import scale

from geo.crs import WGS84
from geo.extents.catalogue import Extent
from geo.extents.evidence import Statement, Town
from geo.layers.extents import column_of, tip_of
from geo.pipeline.assets.inputs import Inputs
from geo.pipeline.assets.labels import MARGIN, NAME, middles, spaced
from geo.pipeline.assets.tips import (
    dispute_tip,
    face_tip,
    face_title,
    named_town_tip,
    share_tip,
    town_tip,
)
from geo.units import unit_name
from geo.vocabulary import Band, Basis, Relation

SIMPLE = 0.02
"""Degrees by which the extents' outlines are simplified for the screen."""

ALL_SOURCES = "agreement"
"""The label set, and the file of towns, of the map of all written sources."""

MANY, GREAT = 4, 7
"""The number of sources that must name a town for it to stand on that map, and for names to keep
clear of its symbol: where every symbol is kept clear, Marw and Herat have no room for theirs."""

OF_TODAY = {"province", "khorasan"}
"""The roles of names that make room for towns."""

SIZES = {Basis.PASSAGE: 12, Basis.LITERATURE: 12, Basis.UNVERIFIED: 8}
"""Pixels of a statement's symbol: what nothing confirms is small."""

CLEARING = 0.35
"""Degrees around a symbol that the name of the whole keeps clear of."""

HEADING = spaced(NAME)
BREADTH = 6
"""How many times as broad as high that name is."""


class LabelSet(NamedTuple):
    """The names of one map and the symbols that they keep clear of."""

    key: str
    names: gpd.GeoDataFrame
    symbols: gpd.GeoDataFrame


def extent_layers(inputs: Inputs) -> dict[str, gpd.GeoDataFrame]:
    """Make the frame of every file of the extents but those of the names, by the file's name."""
    wholes = inputs.bands[inputs.bands["part"] == ""]
    made = {}
    for extent in inputs.catalogue.extents.values():
        own = wholes[wholes["extent_id"] == extent.extent_id]
        painted = pd.concat([_simple(own), _seams(inputs, extent)])
        made[f"extents/{extent.extent_id}"] = painted[["geometry"]]
        made[f"towns/{extent.extent_id}"] = _without_ranks(_towns(inputs, extent))
    return made | {
        f"towns/{ALL_SOURCES}": _without_ranks(_much_named_towns(inputs)),
        "agreement": _faces(inputs),
        "shares": _shares(inputs),
        "notes": _notes(inputs),
    }


def _without_ranks(towns: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return towns.drop(columns=["role", "count"])


def extent_labels(inputs: Inputs, ground: gpd.GeoDataFrame) -> Iterator[LabelSet]:
    """Bring together the names and symbols of each extent's map, and of the map of all.

    `ground` are the names of today's lands.
    """
    catalogue = inputs.catalogue
    pins = _notes(inputs)
    standing = pins.assign(rise=pins["size"] / 2, group="")
    older = ground[~ground["role"].isin(OF_TODAY)]
    for extent in catalogue.extents.values():
        towns = _towns(inputs, extent)
        named = older if extent.by_towns else ground
        quartered = extent.by_towns and catalogue.parts_of(extent)
        greater = towns.iloc[:0] if quartered else towns[towns["count"] >= GREAT]
        heading = _headings(inputs, extent, greater, named)
        names = pd.concat([named, heading, _town_names(towns)], ignore_index=True)
        yield LabelSet(extent.extent_id, names, pd.concat([greater, standing]))
    towns = _much_named_towns(inputs)
    names = pd.concat([older, _town_names(towns)], ignore_index=True)
    yield LabelSet(ALL_SOURCES, names, pd.concat([towns, standing]))


def _simple(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Simplify bands from the outside in; where they share a line they go on sharing it."""
    ordered = frame[::-1]
    return ordered.assign(geometry=shapely.simplify(ordered.geometry.to_numpy(), SIMPLE))


def _seams(inputs: Inputs, extent: Extent) -> gpd.GeoDataFrame:
    """Draw the lines between an extent's quarters, without its own rim."""
    bands = inputs.bands
    parts = [part.extent_id for part in inputs.catalogue.parts_of(extent)]
    if not (parts and extent.by_towns):
        return gpd.GeoDataFrame(geometry=[], crs=bands.crs)
    widest = bands["extent_id"].isin(parts) & (bands["band"] == Band.POSSIBLE)
    shapes = bands[widest].geometry
    rim = shapely.union_all(shapes.to_numpy()).boundary.buffer(SIMPLE)
    between = shapely.union_all(shapes.boundary.to_numpy()).difference(rim)
    line = shapely.line_merge(between).simplify(SIMPLE)
    return gpd.GeoDataFrame(geometry=[line], crs=bands.crs)


def _towns(inputs: Inputs, extent: Extent) -> gpd.GeoDataFrame:
    """Set out the towns that an extent's source speaks of.

    `count` is the number of sources that speak of the town; it ranks the names.
    """
    evidence = inputs.catalogue.evidence
    counts = Counter(statement.town_id for statement in evidence.statements)
    statements = inputs.catalogue.statements_of(extent)
    towns = [evidence.towns[statement.town_id] for statement in statements]
    outside = [statement.relation == Relation.OUT for statement in statements]
    return gpd.GeoDataFrame(
        {
            "town_id": [town.town_id for town in towns],
            "name": [town.name for town in towns],
            "tip": [town_tip(statement) for statement in statements],
            "voice": [statement.relation for statement in statements],
            "size": [SIZES[statement.basis] for statement in statements],
            "role": ["outside" if out else "town" for out in outside],
            "count": [counts[town.town_id] for town in towns],
            "group": "",
        },
        geometry=_points(towns),
        crs=WGS84,
    )


def _much_named_towns(inputs: Inputs) -> gpd.GeoDataFrame:
    """Set out the towns that many written sources name, with how many count each in."""
    catalogue = inputs.catalogue
    statements = catalogue.evidence.statements
    counts = Counter(statement.town_id for statement in statements)
    said: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.source_id in catalogue.written:
            said.setdefault(statement.town_id, []).append(statement)
    often = {town_id: found for town_id, found in said.items() if len(found) >= MANY}
    towns = [catalogue.evidence.towns[town_id] for town_id in often]
    return gpd.GeoDataFrame(
        {
            "town_id": list(often),
            "name": [town.name for town in towns],
            "tip": [
                named_town_tip(sum(one.relation == Relation.IN for one in found), len(found))
                for found in often.values()
            ],
            "voice": "named",
            "size": 11,
            "role": "town",
            "count": [counts[town_id] for town_id in often],
            "group": "",
        },
        geometry=_points(towns),
        crs=WGS84,
    )


def _points(towns: Sequence[Town]) -> gpd.array.GeometryArray:
    return gpd.points_from_xy([town.lon for town in towns], [town.lat for town in towns])


def _town_names(towns: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rank the towns' names: those first of which many sources speak."""
    return gpd.GeoDataFrame(
        {
            "name": [name.split(" (")[0] for name in towns["name"]],
            "role": towns["role"],
            "rank": 200 - towns["count"] * 10 + (towns["role"] == "outside") * 300,
            "clear": towns["size"] / 2 + MARGIN,
        },
        geometry=towns.geometry,
    )


def _headings(
    inputs: Inputs, extent: Extent, symbols: gpd.GeoDataFrame, names: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Name an extent's quarters, each in its middle; name a state as a whole.

    Among a writer's many towns the whole's own name has no room.
    """
    if not extent.by_towns:
        return _heading(inputs.bands, extent.extent_id, symbols, names)
    parts = [part.extent_id for part in inputs.catalogue.parts_of(extent)]
    bands = inputs.bands
    probable = bands[bands["extent_id"].isin(parts) & (bands["band"] == Band.PROBABLE)]
    probable = probable.reset_index(drop=True)
    return gpd.GeoDataFrame(
        {"name": probable["part"].str.upper(), "role": "quarter", "rank": -30, "clear": 26.0},
        geometry=middles(probable),
    )


def _heading(
    bands: gpd.GeoDataFrame, extent_id: str, symbols: gpd.GeoDataFrame, names: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Set the name KHORASAN for an extent, where its probable band has most room for it.

    It keeps clear of `symbols`, and of those of `names` that are today's Khorasans.
    """
    band = bands[(bands["extent_id"] == extent_id) & (bands["band"] == Band.PROBABLE)]
    taken = shapely.buffer(symbols.geometry.to_numpy(), CLEARING)
    room = _narrow(band.geometry.iloc[0].difference(shapely.union_all(taken)))
    points = [_narrow(point) for point in names.geometry[names["role"] == "khorasan"]]
    room = room.difference(shapely.union_all(shapely.buffer(points, 2 * CLEARING)))
    middle = middles(gpd.GeoSeries([room]).to_frame("geometry")).iloc[0]
    return gpd.GeoDataFrame(
        {"name": [HEADING], "role": "extent", "rank": -20, "clear": 6.0},
        geometry=[shapely.Point(middle.x * BREADTH, middle.y)],
        crs=bands.crs,
    )


def _narrow(shape: shapely.Geometry) -> shapely.Geometry:
    """Draw a shape together from the sides, so that a circle in it is as broad as a name."""
    return scale(shape, xfact=1 / BREADTH, origin=(0, 0))


def _faces(inputs: Inputs) -> gpd.GeoDataFrame:
    """Draw the faces, each with the extents that count it in and how many of them are written."""
    catalogue, faces = inputs.catalogue, inputs.faces
    simple = shapely.coverage_simplify(faces.geometry.to_numpy(), SIMPLE)
    rows = []
    for inside in faces["inside"].str.split(";"):
        written = [key for key in catalogue.written if key in inside]
        rows.append(
            {
                **{column_of(key): 1 for key in inside},
                "count": len(written),
                "name": face_title(len(written), len(catalogue.written)),
                "tip": face_tip([catalogue.extents[key].source.short for key in written]),
            }
        )
    return gpd.GeoDataFrame(rows, geometry=simple, crs=faces.crs)


def _shares(inputs: Inputs) -> gpd.GeoDataFrame:
    """Draw today's provinces, each with its share in every extent as a number and in words."""
    provinces = inputs.provinces
    rows = []
    for code, country in zip(provinces["iso_3166_2"], provinces["country"], strict=True):
        row = {"code": code, "name": unit_name(code)}
        for key in inputs.catalogue.extents:
            share = inputs.catalogue.share_of(key, code)
            row |= {
                column_of(key): round(share.probable, 2) if share else 0,
                tip_of(key): share_tip(unit_name(country), share.inside if share else None),
            }
        rows.append(row)
    simple = shapely.coverage_simplify(provinces.geometry.to_numpy(), 2 * SIMPLE)
    return gpd.GeoDataFrame(rows, geometry=simple, crs=provinces.crs)


def _notes(inputs: Inputs) -> gpd.GeoDataFrame:
    """Set out the pins of the disputes."""
    evidence = inputs.catalogue.evidence
    disputes = evidence.disputes
    towns = [evidence.towns[dispute.town_id] for dispute in disputes]
    return gpd.GeoDataFrame(
        {
            "dispute_id": [dispute.dispute_id for dispute in disputes],
            "name": [dispute.title for dispute in disputes],
            "tip": dispute_tip(),
            "voice": "note",
            "size": 26,
        },
        geometry=_points(towns),
        crs=WGS84,
    )
