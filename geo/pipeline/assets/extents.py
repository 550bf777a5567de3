"""Derive the map's files of the extents: bands, faces, shares, towns, notes and their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import WGS84
from geo.extents.catalogue import Extent
from geo.extents.evidence import Statement, Town
from geo.extents.majority import Spread
from geo.layers.extents import column_of, tip_of
from geo.layers.names import LEVELS
from geo.pipeline.assets.cities import city_names, with_modern_names
from geo.pipeline.assets.headings import Around, heading
from geo.pipeline.assets.inputs import Inputs
from geo.pipeline.assets.labels import (
    NAME,
    OWN,
    Boxes,
    gaps,
    middles,
    name_boxes,
    offsets_about,
    pixels,
    spaced,
    symbol_boxes,
)
from geo.pipeline.assets.tips import (
    compared_tip,
    dispute_tip,
    edge_tip,
    edge_title,
    face_tip,
    face_title,
    named_town_tip,
    share_tip,
    town_tip,
)
from geo.units import unit_name
from geo.vocabulary import SURE_BASES, Band, Basis, Edge, Relation

HATCH = 0.42
"""Degrees of latitude between the lines of a hatch."""

SIMPLE = 0.02
"""Degrees by which the extents' outlines are simplified for the screen."""

ALL_SOURCES = "agreement"
"""The label set, and the file of towns, of the map of all written sources."""

MANY, GREAT = 6, 9
"""The number of sources that must name a town for it to stand on that map, and for pins rather to
stand elsewhere."""

OF_TODAY = {"province", "khorasan"}
"""The roles of names that make room for towns."""

SIZES = {Basis.PASSAGE: 12, Basis.LITERATURE: 12, Basis.UNVERIFIED: 8}
"""Pixels of a statement's symbol: what nothing confirms is small."""

PIN, LEADS = 20, (24, 32, 40, 50)
"""Pixels of a pin of dispute, and of its way from its town: the nearest that has room."""

PIN_ZOOMS = (3.7, 4.2, 4.7, 5.2, 5.7, 6.2, 7.2, 8.2)
"""The zooms at which a pin should cover nothing."""

NAMED = (90, 30)
"""Pixels that a great city's name takes about its symbol."""

HEADING = spaced(NAME)

CAPITALS = {"nishapur", "marw", "hara", "balkh"}
"""The towns that are named before all others: the capitals of Khorasan's four quarters."""


class LabelSet(NamedTuple):
    """The names of one map and the symbols that they keep clear of.

    `file` is the one of the map's that holds the symbols, or the first of them; it may be empty.
    """

    key: str
    names: gpd.GeoDataFrame
    symbols: gpd.GeoDataFrame
    file: str = ""


def extent_layers(inputs: Inputs) -> dict[str, gpd.GeoDataFrame]:
    """Make the frame of every file of the extents but those of the names, by the file's name."""
    wholes = inputs.bands[inputs.bands["part"] == ""]
    made = {}
    for extent in inputs.catalogue.extents.values():
        own = wholes[wholes["extent_id"] == extent.extent_id]
        painted = pd.concat([_simple(own), _seams(inputs, extent)])
        made[f"extents/{extent.extent_id}"] = painted[["band", "geometry"]]
        made[f"edges/{extent.extent_id}"] = _edges(inputs, extent)
        made[f"towns/{extent.extent_id}"] = _without_ranks(_towns(inputs, extent))
    return made | {
        "towns/compared": _compared_towns(inputs),
        f"towns/{ALL_SOURCES}": _without_ranks(_much_named_towns(inputs)),
        "agreement": _faces(inputs),
        "majority": _majority(inputs),
        "shares": _shares(inputs),
        "notes": notes(inputs),
    }


def _without_ranks(towns: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return towns.drop(columns=["role", "count", "geonames"])


def extent_labels(inputs: Inputs, ground: gpd.GeoDataFrame) -> Iterator[LabelSet]:
    """Bring together the names and symbols of each extent's map, and of the map of all.

    `ground` are the names of today's lands.
    """
    catalogue = inputs.catalogue
    pins = notes(inputs).assign(minor=False)
    older = ground[~ground["role"].isin(OF_TODAY)]
    for extent in catalogue.extents.values():
        key = extent.extent_id
        own_pins = pins[pins[column_of(key)] == 1]
        towns = _towns(inputs, extent)
        named = older if extent.by_towns else ground
        great = towns["town_id"].isin(CAPITALS | set(own_pins["town_id"]))
        symbols = pd.concat([towns.assign(minor=~great), own_pins], ignore_index=True)
        own = _town_names(inputs, towns)
        fixed = symbol_boxes(symbols[~symbols["minor"]])
        others = symbol_boxes(towns) + namesake_boxes(named)
        titles = _headings(inputs, extent, Around(fixed, _capitals(own), others))
        cities = city_names(inputs.cities, towns.assign(longer=own["longer"]))
        names = pd.concat([named, titles, own, cities], ignore_index=True)
        yield LabelSet(key, names, symbols, f"towns/{key}")
    towns = _much_named_towns(inputs)
    own = _town_names(inputs, towns)
    cities = city_names(inputs.cities, towns.assign(longer=own["longer"]))
    names = pd.concat([older, own, cities], ignore_index=True)
    great = towns["town_id"].isin(CAPITALS | set(pins["town_id"]))
    symbols = pd.concat([towns.assign(minor=~great), pins], ignore_index=True)
    yield LabelSet(ALL_SOURCES, names, symbols, f"towns/{ALL_SOURCES}")


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


def _edges(inputs: Inputs, extent: Extent) -> gpd.GeoDataFrame:
    """Draw the outline of an extent's probable band, with what each stretch rests on in words."""
    edges = inputs.edges
    own = edges[(edges["extent_id"] == extent.extent_id) & (edges["band"] == Band.PROBABLE)]
    own = own[own["kind"] != Edge.COAST]
    evidence = inputs.catalogue.evidence
    rows = own.drop(columns="geometry").to_dict("records")
    return gpd.GeoDataFrame(
        {
            "kind": own["kind"].to_list(),
            "name": edge_title(extent),
            "tip": [edge_tip(evidence, extent, row) for row in rows],
        },
        geometry=shapely.simplify(own.geometry.to_numpy(), SIMPLE / 2),
        crs=edges.crs,
    )


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
            "geonames": [town.geonames for town in towns],
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
            "geonames": [town.geonames for town in towns],
            "role": "town",
            "count": [counts[town_id] for town_id in often],
            "group": "",
        },
        geometry=_points(towns),
        crs=WGS84,
    )


def _compared_towns(inputs: Inputs) -> gpd.GeoDataFrame:
    """Set out the towns of which two sources and more speak, with what each of them says."""
    catalogue = inputs.catalogue
    said: dict[str, dict[str, str]] = {}
    for extent in catalogue.extents.values():
        for statement in catalogue.statements_of(extent):
            if statement.basis in SURE_BASES:
                said.setdefault(statement.town_id, {}).update(
                    {
                        column_of(extent.extent_id): statement.relation,
                        tip_of(extent.extent_id): compared_tip(extent, statement),
                    }
                )
    one_source = 2  # Its word and its tip.
    spoken = {town_id: words for town_id, words in said.items() if len(words) > one_source}
    towns = [catalogue.evidence.towns[town_id] for town_id in spoken]
    rows = [
        {"town_id": town.town_id, "name": town.name, "size": SIZES[Basis.PASSAGE], **words}
        for town, words in zip(towns, spoken.values(), strict=True)
    ]
    return gpd.GeoDataFrame(rows, geometry=_points(towns), crs=WGS84)


def _points(towns: Sequence[Town]) -> gpd.array.GeometryArray:
    return gpd.points_from_xy([town.lon for town in towns], [town.lat for town in towns])


def _town_names(inputs: Inputs, towns: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rank the towns' names: the capitals first, then those of which many sources speak."""
    known = inputs.catalogue.evidence.towns
    names = [name.split(" (")[0] for name in towns["name"]]
    rank = 200 - towns["count"] * 10 + (towns["role"] == "outside") * 300
    leads = towns["town_id"].isin(CAPITALS)
    return gpd.GeoDataFrame(
        {
            "name": names,
            "longer": with_modern_names(names, [known[town_id] for town_id in towns["town_id"]]),
            "role": towns["role"],
            "rank": rank.mask(leads, -15),
            "clear": towns["size"] / 2 + OWN,
            "leads": leads,
            "early": leads,
        },
        geometry=towns.geometry,
    )


def _capitals(names: gpd.GeoDataFrame) -> list[Boxes]:
    """Measure for each capital the boxes in which its name may stand."""
    capitals = names[names["leads"]]
    boxes = name_boxes(capitals, LEVELS[0])
    made = []
    for row, clear in enumerate(capitals["clear"]):
        offsets = np.array(offsets_about(boxes.size[row], clear), float)
        again = np.full(len(offsets), row)
        alike = Boxes(*(column[again] for column in boxes.columns()))
        made.append(replace(alike, offset=offsets))
    return made


def namesake_boxes(names: gpd.GeoDataFrame) -> Boxes:
    """Measure those of `names` that are today's provinces of the name."""
    return name_boxes(names[names["role"] == "khorasan"])


def _headings(inputs: Inputs, extent: Extent, around: Around) -> gpd.GeoDataFrame:
    """Name an extent as a whole and, if it is `by_towns`, by its quarters, which give way."""
    bands = inputs.bands
    parts = [part.extent_id for part in inputs.catalogue.parts_of(extent) if extent.by_towns]
    quarters = bands[bands["extent_id"].isin(parts) & (bands["band"] == Band.PROBABLE)]
    titles = quarters["part"].str.upper()
    middle = gpd.GeoDataFrame({"name": titles, "role": "quarter"}, geometry=middles(quarters))
    free = replace(around, others=around.others + name_boxes(middle))
    made = [whole_heading(inputs, extent, free)]
    for extent_id, title in zip(quarters["extent_id"], titles, strict=True):
        taken = name_boxes(pd.concat(made), LEVELS[0])
        free = replace(around, fixed=around.fixed + taken)
        one = heading(title, "quarter", *_drawn(bands, extent_id), free)
        made.append(one.assign(rank=-30))
    return pd.concat(made, ignore_index=True)


def whole_heading(inputs: Inputs, extent: Extent, around: Around) -> gpd.GeoDataFrame:
    """Set the name KHORASAN within an extent, before all other names."""
    drawn = _drawn(inputs.bands, extent.extent_id)
    return heading(HEADING, "extent", *drawn, around).assign(rank=-40)


def _drawn(bands: gpd.GeoDataFrame, extent_id: str) -> tuple[shapely.Geometry, shapely.Geometry]:
    """Find an extent's probable band and its core, as the map draws them."""
    own = _simple(bands[bands["extent_id"] == extent_id]).set_index("band").geometry
    return own[Band.PROBABLE], own[Band.CORE]


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


def _majority(inputs: Inputs) -> gpd.GeoDataFrame:
    """Draw the outline of what most sources count in, and hatch where it could run as well."""
    shape = dict(zip(map(Spread, inputs.majority["spread"]), inputs.majority.geometry, strict=True))
    drawn = shape[Spread.SOME_DRAWS].difference(shape[Spread.MOST_DRAWS])
    left_out = shape[Spread.ANY_LEFT_OUT].difference(shape[Spread.ALL_LEFT_OUT])
    rows = {
        "drawn": _hatch(drawn, 1),
        "left-out": _hatch(left_out, -1),
        "line": shape[Spread.MAJORITY].boundary.simplify(SIMPLE),
    }
    return gpd.GeoDataFrame(
        {"kind": list(rows)}, geometry=list(rows.values()), crs=inputs.majority.crs
    )


def _hatch(shape: shapely.Geometry, slope: int) -> shapely.Geometry:
    """Lay parallel lines over an area, that rise by `slope` degrees for each of longitude."""
    west, south, east, north = shape.bounds
    tall = (north - south) + (east - west)
    starts = np.arange(south - tall, north + tall, HATCH)
    lines = [[(west, at), (east, at + slope * (east - west))] for at in starts]
    return shapely.MultiLineString(lines).intersection(shape)


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


def notes(inputs: Inputs) -> gpd.GeoDataFrame:
    """Set out the pins of the disputes, each with the extents that it is about.

    A pin stands `right` and `down` of its town, by pixels: a line leads to the town.
    """
    catalogue = inputs.catalogue
    evidence = catalogue.evidence
    towns = [evidence.towns[dispute.town_id] for dispute in evidence.disputes]
    about = [{*one.counted_in, *one.counted_out, *one.on_edge} for one in evidence.disputes]
    right, down = zip(*_beside(inputs, towns), strict=True) if towns else ((), ())
    return gpd.GeoDataFrame(
        {
            "dispute_id": [dispute.dispute_id for dispute in evidence.disputes],
            "town_id": [dispute.town_id for dispute in evidence.disputes],
            "name": [dispute.title for dispute in evidence.disputes],
            "tip": dispute_tip(),
            "voice": "note",
            "size": PIN,
            "right": right,
            "down": down,
            **{
                column_of(key): [int(extent.source.source_id in sources) for sources in about]
                for key, extent in catalogue.extents.items()
            },
        },
        geometry=_points(towns),
        crs=WGS84,
    )


def _beside(inputs: Inputs, towns: Sequence[Town]) -> list[tuple[int, int]]:
    """Find where each pin stands: off the great cities and other pins, and off towns if it can.

    It never covers a great city or its own town; of the rest, a place counts that leaves the
    great cities room for their names.
    """
    evidence = inputs.catalogue.evidence
    counts = Counter(statement.town_id for statement in evidence.statements)
    every = list(evidence.towns.values())
    marks = gpd.GeoDataFrame({"size": 12.0}, index=range(len(every)), geometry=_points(every))
    symbols = symbol_boxes(marks.set_crs(WGS84))
    great = np.array([one.town_id in CAPITALS for one in every])
    many = np.array([counts[one.town_id] >= GREAT for one in every])
    size = np.array([PIN, PIN], float)
    turns = np.radians(np.arange(0, 360, 15))
    choices = np.vstack([np.column_stack([np.sin(turns), -np.cos(turns)]) * far for far in LEADS])
    choices = choices.round()
    rooms = Boxes(*(column[great] for column in symbols.columns()))
    rooms = replace(rooms, size=rooms.size + np.array(NAMED), margin=np.zeros(great.sum()))
    taken = Boxes(*(column[:0] for column in symbols.columns()))
    made = []
    for town in towns:
        at = np.repeat(pixels(gpd.GeoSeries(_points([town]), crs=WGS84)), len(choices), axis=0)
        cost = np.zeros(len(choices))
        for zoom in PIN_ZOOMS:
            for others, weight in ((symbols, 1.0), (rooms, 4.0), (taken, 30.0)):
                near = gaps(at, choices, size, others, zoom) < OWN
                extra = np.where(great, 100, np.where(many, 4, 0)) if others is symbols else 0
                cost += (near * (weight + extra)).sum(axis=1)
        cost += np.hypot(*choices.T) / 100
        best = int(cost.argmin())
        made.append((int(choices[best, 0]), int(choices[best, 1])))
        own = Boxes(*(column[:1] for column in symbols.columns()))
        taken = taken + replace(own, at=at[:1], offset=choices[[best]], size=size[None])
    return made
