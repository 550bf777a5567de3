"""Derive the files the map fetches, `static/map/`, from `data/`; no download is needed.

They travel once, as files a browser caches, so that a click sends no geometry.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.atlas import Atlas, read_atlas
from geo.build.names import gather, write_names
from geo.build.screen_history import HEADING, write_history
from geo.geojson import write_features
from geo.history import read_history
from geo.kinds import GROUP_OF, GROUPS
from geo.layers import PLACES
from geo.mentions import USES
from geo.regions import read_regions
from geo.style import PALETTES, Palette

HOVER_TOLERANCE = 0.15
"""Degrees by which the outlines that only answer the pointer are simplified."""


def write_screen(data: Path, out: Path) -> None:
    """Write every file of `out` anew from `data`."""
    regions = data / "regions"
    provinces = read_regions(regions / "provinces.geojson")
    countries = read_regions(regions / "countries.geojson")
    water = read_regions(regions / "water.geojson")
    atlas = read_atlas(data)
    places = _places(atlas, countries, provinces)
    extents = read_regions(regions / "historic.geojson")
    shutil.rmtree(out, ignore_errors=True)
    for folder in ("areas", "extents", "names", "towns"):
        (out / folder).mkdir(parents=True)
    names = gather(countries, provinces, water, places)
    whole = names["name"] == atlas.places["khorasan"].name
    names.loc[whole, ["name", "role", "rank"]] = [HEADING, "extent", -20]
    write_names(names, places, out, PLACES)
    ground = gather(countries, provinces, water, places.iloc[:0])
    write_names(ground, places.iloc[:0], out, "ground")
    write_history(read_history(data), extents, provinces, ground, out)
    layers = {
        "khorasan": provinces.loc[provinces["name"].str.contains("Khorasan"), ["geometry"]],
        "land": _land(countries),
        "borders": _borders(provinces, countries),
        "water": water[["kind", "rank", "geometry"]],
        "seams": read_regions(regions / "seams.geojson")[["geometry"]],
        "hover": _hover(provinces, countries, atlas),
        "places": places.drop(columns="area_ref"),
    }
    for name, frame in layers.items():
        write_features(frame, out / f"{name}.json")
    for code, area in _areas(atlas, provinces, countries, water).items():
        write_features(area, out / "areas" / f"{code}.json")
    for name in ("relief-light.webp", "relief-dark.webp", "relief.json"):
        shutil.copyfile(regions / name, out / name)
    for palette in PALETTES.values():
        (out / f"symbols-{palette.name}.svg").write_text(symbols(palette), encoding="utf-8")


SHAPES = {
    "settlement": '<circle cx="32" cy="32" r="21"/>',
    "site": '<rect x="13" y="13" width="38" height="38"/>',
    "district": '<path d="M32 9 56 51H8Z"/>',
    "province": '<path d="M32 6 58 32 32 58 6 32Z"/>',
    "country": '<path d="M32 6 55 19V45L32 58 9 45V19Z"/>',
    "region": '<circle class="ring" cx="32" cy="32" r="19"/>',
    "nature": '<path d="M32 55 8 13H56Z"/>',
}
"""Each group's symbol in a cell of 64 by 64, so that shape tells kinds apart without colour."""


def symbols(palette: Palette) -> str:
    """Draw the groups' symbols in one row as an SVG image, in the legend's order."""
    cells = "".join(
        f'<g transform="translate({64 * at} 0)">{SHAPES[group.group_id]}</g>'
        for at, group in enumerate(GROUPS)
    )
    place, halo = ("#{:02x}{:02x}{:02x}".format(*c) for c in (palette.place, palette.halo))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{64 * len(GROUPS)}" height="64">'
        f"<style>*{{fill:{place};stroke:{halo};stroke-width:6;stroke-linejoin:round}}"
        f".ring{{fill:{halo};fill-opacity:.75;stroke:{place};stroke-width:9}}</style>"
        f"{cells}</svg>\n"
    )


def _land(countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    whole = shapely.coverage_union_all(countries.geometry.values)
    return gpd.GeoDataFrame(geometry=list(shapely.get_parts(whole)), crs=countries.crs)


def _borders(provinces: gpd.GeoDataFrame, countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give each line once: of the focus countries, between other countries, within countries.

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


def _hover(
    provinces: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, atlas: Atlas
) -> gpd.GeoDataFrame:
    """Give coarse outlines with the unit's name, and its `place_id` if the article names it."""
    names = dict(zip(countries["country"], countries["name"], strict=True))
    places = {place.area_ref: place_id for place_id, place in atlas.places.items()}
    inner = provinces.assign(tip=provinces["country"].map(names), code=provinces["iso_3166_2"])
    outer = countries[~countries["focus"]].assign(
        tip="country", code=lambda frame: frame["country"]
    )
    both = pd.concat([inner, outer], ignore_index=True)
    both["place_id"] = both["code"].map(places)
    parts = both[["name", "tip", "place_id", "geometry"]].explode(ignore_index=True)
    parts = parts[shapely.area(parts.geometry.values) > HOVER_TOLERANCE**2]
    return parts.assign(geometry=parts.simplify(HOVER_TOLERANCE))


def _places(
    atlas: Atlas, countries: gpd.GeoDataFrame, provinces: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    country_names = dict(zip(countries["country"], countries["name"], strict=True))
    province_names = dict(zip(provinces["iso_3166_2"], provinces["name"], strict=True))
    rows = []
    for place in atlas.places.values():
        mentions = atlas.mentions_of[place.place_id]
        uses = {mention.use for mention in mentions}
        within = [
            province_names.get(place.admin1) if place.kind != "province" else None,
            ", ".join(country_names[c] for c in place.countries) if place.kind != "country" else "",
        ]
        rows.append(
            {
                "place_id": place.place_id,
                "name": place.name,
                "tip": " · ".join(
                    [
                        place.kind if place.kind != "other" else "historic state",
                        *(part for part in within if part),
                        f"{len(mentions)} mention" + ("s" if len(mentions) > 1 else ""),
                    ]
                ),
                "area_ref": place.area_ref,
                "group": GROUP_OF[place.kind].group_id,
                "uses": sum(2**bit for bit, use in enumerate(USES) if use in uses),
                "mentions": len(mentions),
                "size": GROUP_OF[place.kind].size,
                "geometry": shapely.Point(place.lon, place.lat),
            }
        )
    return gpd.GeoDataFrame(rows, crs="EPSG:4326")


def _areas(
    atlas: Atlas,
    provinces: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
    water: gpd.GeoDataFrame,
) -> dict[str, gpd.GeoDataFrame]:
    codes = [("iso_3166_2", provinces), ("country", countries), ("water_id", water)]
    return {
        place.area_ref: frame.loc[frame[code] == place.area_ref, ["geometry"]]
        for place in atlas.places.values()
        for code, frame in codes
        if place.area_ref and (frame[code] == place.area_ref).any()
    }
