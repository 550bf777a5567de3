"""Derive the map's files of the extents: bands, faces, shares, towns, notes and their names."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from shapely.affinity import scale

from geo.agreement import AGREEMENT
from geo.build.names import MARGIN, middles, spaced, write_names
from geo.evidence import Statement
from geo.extent_layers import VOICES, key_of, tip_of
from geo.geojson import write_features
from geo.history import Extent, History
from geo.overlap import percent
from geo.regions import read_regions, unit_name
from geo.style import PALETTES, Palette

SIMPLE = 0.02
"""Degrees by which the extents' outlines are simplified for the screen."""

TOGETHER = "agreement"
"""The set of names and towns for the map of all written sources."""

MANY, GREAT = 4, 7
"""The number of sources that must name a town for it to stand on that map, and for names to keep
clear of its symbol: where every symbol is kept clear, Marw and Herat have no room for theirs."""

OF_TODAY = {"province", "khorasan"}
"""The roles of names that make room for towns."""

SIZES = {"passage": 12, "literature": 12, "unverified": 8}
"""Pixels of a statement's symbol: what nothing confirms is small."""

CLEARING = 0.35
"""Degrees around a symbol that the name of the whole keeps clear of."""

HEADING = spaced("Khorasan")
BREADTH = 6
"""How many times as broad as high that name is."""

SAYS = {"in": "counted in", "out": "counted out", "edge": "on the border"}
BASES = {"passage": "", "literature": "by other literature", "unverified": "unverified"}


def write_history(
    history: History,
    extents: gpd.GeoDataFrame,
    provinces: gpd.GeoDataFrame,
    ground: gpd.GeoDataFrame,
    out: Path,
) -> None:
    """Write every file of the extents into `out`; `ground` are the names of today's lands."""
    extents = extents.assign(part=extents["part"].fillna(""))
    wholes = extents[extents["part"] == ""]
    counts = Counter(s.town_id for s in history.evidence.statements)
    pins = _notes(history)
    standing = pins.assign(rise=pins["size"] / 2, group="")
    for extent in history.extents.values():
        own = wholes[wholes["extent_id"] == extent.extent_id]
        painted = pd.concat([_simple(own), _seams(history, extents, extent)])
        write_features(painted[["geometry"]], out / "extents" / f"{extent.extent_id}.json")
        towns = _towns(history, extent, counts)
        write_features(
            towns.drop(columns=["role", "count"]), out / "towns" / f"{extent.extent_id}.json"
        )
        named = ground[~ground["role"].isin(OF_TODAY)] if extent.by_towns else ground
        quartered = extent.by_towns and history.parts_of(extent)
        greater = towns.iloc[:0] if quartered else towns[towns["count"] >= GREAT]
        heading = _quarters(history, extents, extent, greater, named)
        names = pd.concat([named, heading, _town_names(towns)], ignore_index=True)
        write_names(names, pd.concat([greater, standing]), out, extent.extent_id)
    towns = _often(history, counts)
    write_features(towns.drop(columns=["role", "count"]), out / "towns" / f"{TOGETHER}.json")
    names = [ground[~ground["role"].isin(OF_TODAY)], _town_names(towns)]
    write_names(pd.concat(names, ignore_index=True), pd.concat([towns, standing]), out, TOGETHER)
    write_features(_faces(history), out / "agreement.json")
    write_features(_shares(history, provinces), out / "shares.json")
    write_features(pins, out / "notes.json")
    for palette in PALETTES.values():
        (out / f"voices-{palette.name}.svg").write_text(voices(palette), encoding="utf-8")


def headings(
    extents: gpd.GeoDataFrame,
    extent_id: str,
    symbols: gpd.GeoDataFrame,
    names: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    """Give the name KHORASAN for an extent, where its probable band has most room for it.

    It keeps clear of `symbols`, and of `names` that have their places already.
    """
    band = extents[(extents["extent_id"] == extent_id) & (extents["band"] == "probable")]
    taken = shapely.buffer(symbols.geometry.to_numpy(), CLEARING)
    room = _narrow(band.geometry.iloc[0].difference(shapely.union_all(taken)))
    points = [_narrow(point) for point in names.geometry]
    room = room.difference(shapely.union_all(shapely.buffer(points, 2 * CLEARING)))
    middle = middles(gpd.GeoSeries([room]).to_frame("geometry")).iloc[0]
    return gpd.GeoDataFrame(
        {"name": [HEADING], "role": "extent", "rank": -20, "clear": 6.0},
        geometry=[shapely.Point(middle.x * BREADTH, middle.y)],
        crs=extents.crs,
    )


def _narrow(shape: shapely.Geometry) -> shapely.Geometry:
    """Draw a shape together from the sides, so that a circle in it is as broad as a name."""
    return scale(shape, xfact=1 / BREADTH, origin=(0, 0))


def voices(palette: Palette) -> str:
    """Draw the symbols of what is said of a town, in one row as an SVG image."""
    red, out, halo = (
        "#{:02x}{:02x}{:02x}".format(*colour)
        for colour in (palette.khorasan_text, palette.quiet_text, palette.halo)
    )
    ring = f'fill="{halo}" stroke="{red}" stroke-width="9"'
    drawn = {
        "in": f'<circle cx="32" cy="32" r="25" fill="{red}" stroke="{halo}" stroke-width="5"/>',
        "edge": f'<circle cx="32" cy="32" r="22" {ring}/><path d="M32 10a22 22 0 0 0 0 44Z" '
        f'fill="{red}"/>',
        "out": f'<path d="M14 14 50 50M50 14 14 50" stroke="{halo}" stroke-width="20" '
        f'stroke-linecap="round"/><path d="M14 14 50 50M50 14 14 50" stroke="{out}" '
        'stroke-width="10" stroke-linecap="round"/>',
        "named": f'<circle cx="32" cy="32" r="16" fill="{halo}" stroke="{out}" stroke-width="8"/>',
        "note": f'<path d="M32 62 18 42A22 22 0 1 1 46 42Z" fill="{halo}" stroke="{red}" '
        f'stroke-width="4" stroke-linejoin="round"/><text x="32" y="38" font-size="34" '
        f'font-family="Georgia, serif" font-weight="bold" text-anchor="middle" '
        f'fill="{red}">?</text>',
    }
    cells = "".join(
        f'<g transform="translate({64 * at} 0)">{drawn[voice]}</g>'
        for at, voice in enumerate(VOICES)
    )
    width = 64 * len(VOICES)
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="64">{cells}</svg>\n'


def _simple(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Simplify bands from the outside in; where they share a line they go on sharing it."""
    ordered = frame[::-1]
    return ordered.assign(geometry=shapely.simplify(ordered.geometry.to_numpy(), SIMPLE))


def _seams(history: History, extents: gpd.GeoDataFrame, extent: Extent) -> gpd.GeoDataFrame:
    """Give the lines between an extent's quarters, without its own rim."""
    parts = [part.extent_id for part in history.parts_of(extent)] if extent.by_towns else []
    if not parts:
        return gpd.GeoDataFrame(geometry=[], crs=extents.crs)
    shapes = extents[extents["extent_id"].isin(parts) & (extents["band"] == "possible")].geometry
    rim = shapely.union_all(shapes.to_numpy()).boundary.buffer(SIMPLE)
    between = shapely.union_all(shapes.boundary.to_numpy()).difference(rim)
    line = shapely.line_merge(between).simplify(SIMPLE)
    return gpd.GeoDataFrame(geometry=[line], crs=extents.crs)


def _towns(history: History, extent: Extent, counts: Counter[str]) -> gpd.GeoDataFrame:
    statements = history.statements_of(extent)
    towns = [history.evidence.towns[one.town_id] for one in statements]
    return gpd.GeoDataFrame(
        {
            "town_id": [town.town_id for town in towns],
            "name": [town.name for town in towns],
            "tip": [tip(one) for one in statements],
            "voice": [one.relation for one in statements],
            "size": [SIZES[one.basis] for one in statements],
            "role": ["outside" if one.relation == "out" else "town" for one in statements],
            "count": [counts[town.town_id] for town in towns],
            "group": "",
        },
        geometry=gpd.points_from_xy([t.lon for t in towns], [t.lat for t in towns]),
        crs="EPSG:4326",
    )


def tip(statement: Statement) -> str:
    """Say of a town what its source says."""
    where = statement.quarter if statement.relation != "edge" else ""
    parts = [SAYS[statement.relation], where, BASES[statement.basis]]
    return " · ".join(part for part in parts if part)


def _often(history: History, counts: Counter[str]) -> gpd.GeoDataFrame:
    """Give the towns that many written sources name, with how many count each in."""
    said: dict[str, list[Statement]] = {}
    for one in history.evidence.statements:
        if one.source_id in history.written:
            said.setdefault(one.town_id, []).append(one)
    often = {key: ones for key, ones in said.items() if len(ones) >= MANY}
    towns = [history.evidence.towns[key] for key in often]
    ins = [sum(one.relation == "in" for one in ones) for ones in often.values()]
    return gpd.GeoDataFrame(
        {
            "town_id": list(often),
            "name": [town.name for town in towns],
            "tip": [
                f"counted in by {count} of the {len(ones)} that name it"
                for count, ones in zip(ins, often.values(), strict=True)
            ],
            "voice": "named",
            "size": 11,
            "role": "town",
            "count": [counts[key] for key in often],
            "group": "",
        },
        geometry=gpd.points_from_xy([t.lon for t in towns], [t.lat for t in towns]),
        crs="EPSG:4326",
    )


def _town_names(towns: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give the towns' names, those first that many sources speak of."""
    return gpd.GeoDataFrame(
        {
            "name": [name.split(" (")[0] for name in towns["name"]],
            "role": towns["role"],
            "rank": 200 - towns["count"] * 10 + (towns["role"] == "outside") * 300,
            "clear": towns["size"] / 2 + MARGIN,
        },
        geometry=towns.geometry,
    )


def _quarters(
    history: History,
    extents: gpd.GeoDataFrame,
    extent: Extent,
    symbols: gpd.GeoDataFrame,
    ground: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    """Give the names of an extent's quarters, in the middle of each; else that of a state's whole.

    Among a writer's many towns the whole's own name has no room.
    """
    parts = [part.extent_id for part in history.parts_of(extent)]
    if not extent.by_towns:
        provincial = ground[ground["role"] == "khorasan"]
        return headings(extents, extent.extent_id, symbols, provincial)
    probable = extents[extents["extent_id"].isin(parts) & (extents["band"] == "probable")]
    probable = probable.reset_index(drop=True)
    return gpd.GeoDataFrame(
        {"name": probable["part"].str.upper(), "role": "quarter", "rank": -30, "clear": 26.0},
        geometry=middles(probable),
    )


def _faces(history: History) -> gpd.GeoDataFrame:
    faces = read_regions(AGREEMENT)
    simple = shapely.coverage_simplify(faces.geometry.to_numpy(), SIMPLE)
    rows = []
    for inside in faces["inside"].str.split(";"):
        written = [key for key in history.written if key in inside]
        shorts = [history.extents[key].source.short for key in written]
        rows.append(
            {
                **{key_of(key): 1 for key in inside},
                "count": len(written),
                "name": f"{len(written)} of {len(history.written)} count it in",
                "tip": "; ".join(shorts) or "none of the written sources",
            }
        )
    return gpd.GeoDataFrame(rows, geometry=simple, crs=faces.crs)


def _shares(history: History, provinces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    rows = []
    for code, country in zip(provinces["iso_3166_2"], provinces["country"], strict=True):
        row = {"code": code, "name": unit_name(code)}
        for key in history.extents:
            share = history.share_of(key, code)
            said = f"{percent(share.low, share.high)} inside" if share else "outside"
            row |= {
                key_of(key): round(share.mid, 2) if share else 0,
                tip_of(key): f"{unit_name(country)} · {said}",
            }
        rows.append(row)
    return gpd.GeoDataFrame(rows, geometry=simple_units(provinces), crs=provinces.crs)


def simple_units(provinces: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Simplify the provinces together, so that they go on sharing their borders."""
    return gpd.GeoSeries(
        shapely.coverage_simplify(provinces.geometry.to_numpy(), 2 * SIMPLE), crs=provinces.crs
    )


def _notes(history: History) -> gpd.GeoDataFrame:
    disputes = history.evidence.disputes
    towns = [history.evidence.towns[one.town_id] for one in disputes]
    return gpd.GeoDataFrame(
        {
            "dispute_id": [one.dispute_id for one in disputes],
            "name": [one.title for one in disputes],
            "tip": "The sources disagree: click to read",
            "voice": "note",
            "size": 26,
        },
        geometry=gpd.points_from_xy([t.lon for t in towns], [t.lat for t in towns]),
        crs="EPSG:4326",
    )
