"""Derive the files the map fetches, `static/map/`, from `data/`; no download is needed.

They travel once, as files a browser caches, so that a click sends no geometry.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import WGS84
from geo.geojson import write_features
from geo.layers.names import FACTORS, LEVELS, PLACES
from geo.layers.places import is_wide, use_bits
from geo.layers.style import PALETTES
from geo.messages.vocabulary import kind_name
from geo.pipeline.assets.cities import city_names
from geo.pipeline.assets.extents import (
    LabelSet,
    extent_labels,
    extent_layers,
    namesake_boxes,
    whole_heading,
)
from geo.pipeline.assets.headings import Around
from geo.pipeline.assets.inputs import Inputs, read_inputs
from geo.pipeline.assets.labels import (
    Placed,
    gather,
    place_labels,
    size_of,
    spaced,
    symbol_boxes,
    write_labels,
)
from geo.pipeline.assets.reports import report_labels, report_layers
from geo.pipeline.assets.stills import write_stills
from geo.pipeline.assets.symbols import symbols_of_groups, symbols_of_towns
from geo.pipeline.assets.tips import place_tip
from geo.pipeline.progress import track
from geo.vocabulary import GROUP_OF

HOVER_TOLERANCE = 0.15
"""Degrees by which the outlines that only answer the pointer are simplified."""

NEAR_TOLERANCE, FAR_TOLERANCE = 0.002, 0.03
"""Degrees by which lines are simplified for a map that shows little, and for one that shows much:
about a pixel there."""

FAR_LEAST = 0.2
"""Degrees that a line is long at least to be drawn there."""

CELL = 8
"""Degrees of the cells that lines are cut into, so that the map draws those in sight alone."""

GRID, STEP = (44.0, 22.0, 82.0, 48.0), 0.5
"""West, south, east and north of the grid of points at which countries can be named, and its step:
at the closest zoom there is one in the frame of a telephone."""

RIVER = "river"
"""The kind of water that flows."""

RIVER_WIDTH, SHORE_WIDTH = 1.6, 0.7
"""Pixels of the lines of water."""

PROVINCE, COUNTRY = "province", "country"
"""The kinds of place that units of today are."""

SITE = "site"
"""The group of places that lie in a city, and give way to its name."""

KHORASAN = "khorasan"
"""The `place_id` of the region, whose name stands on the map as that of an extent."""


def write_map(data: Path, out: Path) -> None:
    """Write every file of the folder `out` anew from `data`, in the language in use."""
    inputs = read_inputs(data)
    shutil.rmtree(out, ignore_errors=True)
    frames = layers(inputs)
    (out / "names").mkdir(parents=True)
    sets = list(label_sets(inputs))
    for label_set in track(sets, "Placing the names", len(sets)):
        placed = place_labels(label_set.names, label_set.symbols)
        if label_set.file:
            frames[label_set.file] = shown_with(frames[label_set.file], placed)
        write_labels(placed.names, out, label_set.key)
    write_layers(frames, out)
    for name in ("relief-light.webp", "relief-dark.webp", "relief.json"):
        shutil.copyfile(data / "regions" / name, out / name)
    for palette in PALETTES.values():
        _write_picture(symbols_of_groups(palette), out / f"symbols-{palette.name}.svg")
        _write_picture(symbols_of_towns(palette), out / f"voices-{palette.name}.svg")
    write_stills(inputs, frames, out.parent)


def shown_with(frame: gpd.GeoDataFrame, placed: Placed) -> gpd.GeoDataFrame:
    """Say from which zoom on symbols that give way are shown, and where wide areas are named.

    The symbols of the frame, in its order, are the first of those that were placed. A wide area has
    no symbol: its name, `box` pixels wide and high, answers the pointer.
    """
    always = [LEVELS[0]] * len(FACTORS)
    wide = frame["wide"].astype(bool) if "wide" in frame else pd.Series(False, frame.index)
    rows = iter(placed.levels)
    result = frame.drop(columns=["wide", "radius"], errors="ignore")
    columns: dict[str, list[Any]] = {one: [] for one in ("levels", "offsets", "until", "box")}
    points = []
    for (_, row), broad in zip(frame.iterrows(), wide, strict=True):
        found = {"levels": None if broad or (levels := next(rows)) == always else levels}
        point = row.geometry
        if broad:
            [(_, name)] = placed.names[placed.names["place_id"] == row["place_id"]].iterrows()
            box = [round(length) for length in size_of(name["name"], name["role"])]
            found = {one: name[one] for one in ("levels", "offsets", "until")} | {"box": box}
            point = name.geometry
        points.append(point)
        for one, values in columns.items():
            values.append(found.get(one))
    extra = {
        one: pd.Series(values, frame.index, dtype=object)
        for one, values in columns.items()
        if any(value is not None for value in values)
    }
    return result.assign(**extra).set_geometry(points, crs=frame.crs)


def write_layers(frames: Mapping[str, gpd.GeoDataFrame], out: Path) -> None:
    """Write a GeoJSON file into `out`, or a folder of it, for each frame, by its name."""
    for name, frame in frames.items():
        path = out / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_features(frame, path)


def _write_picture(picture: str, path: Path) -> None:
    path.write_text(picture, encoding="utf-8", newline="\n")


def layers(inputs: Inputs) -> dict[str, gpd.GeoDataFrame]:
    """Make the frame of every file of the map but those of the names, by the file's name."""
    provinces = inputs.provinces
    still = inputs.water[inputs.water["kind"] != RIVER]
    return {
        "khorasan": provinces.loc[provinces["namesake"], ["geometry"]],
        "land": _land(inputs.countries),
        "water": still[["geometry"]],
        **_far_and_near("borders", _borders(provinces, inputs.countries)),
        **_far_and_near("streams", _streams(inputs.water)),
        "seams": inputs.seams[["geometry"]],
        "hover": _hover(inputs),
        "lands": _lands(inputs.countries),
        "places": _places(inputs).drop(columns="area_ref"),
        **_areas(inputs),
        **extent_layers(inputs),
        **report_layers(inputs),
    }


def label_sets(inputs: Inputs) -> Iterator[LabelSet]:
    """Bring together the names and symbols of every label set."""
    ground = inputs.countries, inputs.provinces, inputs.water
    places = _places(inputs)
    names = gather(*ground, places)
    whole = names["place_id"] == KHORASAN
    symbols = places[~places["wide"]]
    symbols = symbols.assign(minor=symbols["group"] == SITE).reset_index(drop=True)
    fixed = symbol_boxes(symbols[~symbols["minor"]])
    title = whole_heading(
        inputs, inputs.catalogue.default, Around(fixed, [], namesake_boxes(names))
    )
    title = title.assign(**names.loc[whole, ["group", "uses", "place_id"]].iloc[0])
    names["early"] = (names["role"] == "place") & (names["group"] != SITE)
    settled = symbols[symbols["group"] == "settlement"]
    named = [title, names[~whole], city_names(inputs.cities, settled)]
    yield LabelSet(PLACES, pd.concat(named, ignore_index=True), symbols, "places")
    nothing = places.iloc[:0]
    of_today = gather(*ground, nothing)
    cities = city_names(inputs.cities, nothing)
    yield LabelSet("ground", pd.concat([of_today, cities], ignore_index=True), nothing)
    yield from extent_labels(inputs, of_today)
    yield report_labels(inputs, of_today)


def _land(countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    whole = shapely.coverage_union_all(countries.geometry.values)
    return gpd.GeoDataFrame(geometry=list(shapely.get_parts(whole)), crs=countries.crs)


def _borders(provinces: gpd.GeoDataFrame, countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Draw each line once: of the focus countries, between other countries, within countries.

    Shores far away are seen by their colours alone, which saves 12,000 vertices.
    """
    focus = countries["focus"].astype(bool)
    outer = shapely.union_all(countries[focus].boundary.values)
    shores = shapely.coverage_union_all(countries.geometry.values).boundary
    others = shapely.union_all(countries[~focus].boundary.values)
    lines = {
        "focus": outer,
        "other": others.difference(outer).difference(shores),
        "province": shapely.union_all(provinces.boundary.values).difference(outer),
    }
    return gpd.GeoDataFrame(
        {"line": list(lines)},
        geometry=[shapely.line_merge(line) for line in lines.values()],
        crs=countries.crs,
    )


def _streams(water: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Draw rivers, and the shores of lakes and seas, each with its `width` in pixels."""
    flows = water["kind"] == RIVER
    rivers = shapely.union_all(water[flows].geometry.to_numpy())
    shores = shapely.union_all(water[~flows].boundary.to_numpy())
    return gpd.GeoDataFrame(
        {"width": [RIVER_WIDTH, SHORE_WIDTH]},
        geometry=[shapely.line_merge(rivers), shores],
        crs=water.crs,
    )


def _far_and_near(name: str, lines: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    """Prepare lines for a map that shows much, simplified, and for one that shows little.

    A drawn vertex costs a computer without a graphics card as much as thousands of pixels.
    """
    parts = lines.explode(ignore_index=True)
    parts = (
        parts[shapely.length(parts.geometry.to_numpy()) > FAR_LEAST]
        .dissolve(lines.columns[0])
        .reset_index()
    )
    far = parts.assign(geometry=parts.simplify(FAR_TOLERANCE))
    near = lines.assign(geometry=lines.simplify(NEAR_TOLERANCE))
    return {f"{name}/far": _in_cells(far), f"{name}/near": _in_cells(near)}


def _in_cells(lines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Cut lines at the edges of cells of `CELL` degrees."""
    west, south, east, north = lines.total_bounds // CELL * CELL
    corners = [
        (x, y)
        for x in np.arange(west, east + CELL, CELL)
        for y in np.arange(south, north + CELL, CELL)
    ]
    cells = gpd.GeoDataFrame(
        geometry=[shapely.box(x, y, x + CELL, y + CELL) for x, y in corners], crs=lines.crs
    )
    pieces = gpd.overlay(lines, cells, how="intersection", keep_geom_type=True)
    return pieces.assign(geometry=pieces.geometry.map(_merged))


def _merged(line: shapely.Geometry) -> shapely.Geometry:
    return shapely.line_merge(line) if line.geom_type == "MultiLineString" else line


def _hover(inputs: Inputs) -> gpd.GeoDataFrame:
    """Draw coarse outlines with the unit's name, and its `place_id` if the article names it."""
    provinces, countries = inputs.provinces, inputs.countries
    names = dict(zip(countries["country"], countries["name"], strict=True))
    places = {place.area_ref: place_id for place_id, place in inputs.corpus.places.items()}
    inner = provinces.assign(tip=provinces["country"].map(names), code=provinces["iso_3166_2"])
    around = countries[~countries["focus"].astype(bool)]
    outer = around.assign(tip=kind_name(COUNTRY), code=around["country"])
    both = pd.concat([inner, outer], ignore_index=True)
    both["place_id"] = both["code"].map(places)
    parts = both[["name", "tip", "place_id", "geometry"]].explode(ignore_index=True)
    parts = parts[shapely.area(parts.geometry.values) > HOVER_TOLERANCE**2]
    return parts.assign(geometry=parts.simplify(HOVER_TOLERANCE))


def _lands(countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Lay a grid over the countries about Khorasan: where the map can write a country's name.

    Of a country whose own name is out of the frame the points in sight also tell how much of the
    frame it fills.
    """
    west, south, east, north = GRID
    x, y = np.meshgrid(np.arange(west, east, STEP), np.arange(south, north, STEP))
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x.ravel(), y.ravel()), crs=WGS84)
    within = points.sjoin(countries[["name", "geometry"]], predicate="within")
    lands = within.dissolve("name").reset_index()
    return lands.assign(name=lands["name"].map(spaced))[["name", "geometry"]]


def _places(inputs: Inputs) -> gpd.GeoDataFrame:
    """Set the article's places out as points, with the bits of the uses of their mentions."""
    corpus, provinces, countries = inputs.corpus, inputs.provinces, inputs.countries
    country_names = dict(zip(countries["country"], countries["name"], strict=True))
    province_names = dict(zip(provinces["iso_3166_2"], provinces["name"], strict=True))
    rows = []
    for place in corpus.places.values():
        province = province_names.get(place.admin1, "")
        around = ", ".join(country_names[code] for code in place.countries)
        within = [
            "" if place.kind == PROVINCE else province,
            "" if place.kind == COUNTRY else around,
        ]
        mentions = corpus.mentions_of[place.place_id]
        group = GROUP_OF[place.kind]
        rows.append(
            {
                "place_id": place.place_id,
                "name": place.name,
                "tip": place_tip(place.kind, within, len(mentions)),
                "area_ref": place.area_ref,
                "group": group.group_id,
                "uses": use_bits({mention.use for mention in mentions}),
                "mentions": len(mentions),
                "size": group.size,
                "wide": is_wide(place),
                "radius": place.radius_km,
                "geometry": shapely.Point(place.lon, place.lat),
            }
        )
    return gpd.GeoDataFrame(rows, crs=WGS84)


def _areas(inputs: Inputs) -> dict[str, gpd.GeoDataFrame]:
    """Take the outline of each place that has one, by the file's name."""
    codes = [
        ("iso_3166_2", inputs.provinces),
        ("country", inputs.countries),
        ("water_id", inputs.water),
    ]
    return {
        f"areas/{place.area_ref}": frame.loc[frame[code] == place.area_ref, ["geometry"]]
        for place in inputs.corpus.places.values()
        for code, frame in codes
        if place.area_ref and (frame[code] == place.area_ref).any()
    }
