"""The countries of the world: the focus dissolved from its provinces, the rest around it."""

from __future__ import annotations

import io
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pycountry
import shapely
from babel import Locale
from babel.languages import get_official_languages

from geo.crs import WGS84
from geo.errors import BuildError
from geo.geojson import DECIMALS
from geo.pipeline.ground.fetch import read_member
from geo.pipeline.ground.provinces import NEIGHBOURS, cover

WORLD = "package/countries-50m.json"
LANGUAGES = ("fa", "ps", "ur", "ar", "ru", "tg", "uz", "tk", "ky", "kk")
TOLERANCE = 0.25
"""Degrees: the world is background, its detail goes below this."""
ZONE = 3.0
"""Degrees around the focus in which neighbours come from the provinces' own coverage: wide
enough for the far shores of the Caspian and the Gulf."""
UNCODED = {"KAS": "Siachen Glacier"}
"""Neighbours without an ISO code go by their name in world-atlas."""


def build(archives: dict[str, Path], provinces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Build the countries (WGS84), by ISO code, without gap or overlap along the focus.

    Natural Earth at 1:50m (world-atlas) does not meet its own 1:10m provinces, so around the
    focus the neighbours are taken from the 1:10m coverage that the provinces come from.
    Disputed lines, in Kashmir for one, are as Natural Earth draws them; Antarctica, a ring
    around the pole, is left out. Raises `BuildError` if a country has an unknown code or
    reaches into the zone around the focus without being in the coverage.
    """
    focus = dissolve(provinces)
    pieces = cover(archives).set_index("code").geometry
    near = pieces.loc[list(NEIGHBOURS)]
    near.index = near.index.map(_key)
    world = _world(read_member(archives["world-atlas"], WORLD))
    around = fit(world[~world["country"].isin(focus["country"])], focus.union_all(), near)
    frame = pd.concat([focus, around], ignore_index=True)
    frame["name"] = [_name("en", row.country) or row.name for row in frame.itertuples(index=False)]
    frame["names"] = frame["country"].map(names)
    frame = frame.sort_values(["country", "name"], ignore_index=True)
    return frame[["country", "name", "names", "focus", "geometry"]]


def dissolve(provinces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join the provinces of each country; the outlines keep every vertex of the provinces."""
    shapes = provinces[["country", "geometry"]].dissolve("country", method="coverage")
    return shapes.reset_index().assign(name="", focus=True)


def fit(world: gpd.GeoDataFrame, focus: shapely.Geometry, near: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Fit the countries of `world` (`country`, `name`) round the focus, all in degrees.

    `near` are the neighbours, by ISO code or else name, on the focus's own borders: within
    `ZONE` of the focus they replace what `world` has. Raises `BuildError` if one is missing.
    """
    zone = shapely.buffer(shapely.simplify(focus, ZONE / 10), ZONE)
    keys = world["country"].where(world["country"] != "", world["name"])
    odd = set(keys[world.intersects(zone)]) ^ set(near.index)
    if odd:
        raise BuildError(f"near the focus, world-atlas and the provinces differ in {sorted(odd)}")
    simple = shapely.coverage_simplify(world.geometry.to_numpy(), TOLERANCE)
    within = near.intersection(zone)
    shapes = [
        _solid(shapely.union(shapely.difference(shape, zone), within.get(key, _EMPTY)))
        for key, shape in zip(keys, simple, strict=True)
    ]
    return world.assign(focus=False).set_geometry(np.array(shapes), crs=WGS84)


def names(country: str) -> dict[str, str] | None:
    """Look up a country's names (CLDR) in those of `LANGUAGES` that are official there."""
    official = {code.split("_")[0] for code in get_official_languages(country, de_facto=True)}
    found = {each: _name(each, country) for each in LANGUAGES if each in official}
    return {language: name for language, name in found.items() if name} or None


_EMPTY = shapely.Polygon()


def _world(topology: bytes) -> gpd.GeoDataFrame:
    """Read world-atlas' TopoJSON: `country`, `name`, and geometry that is valid."""
    raw = gpd.read_file(io.BytesIO(topology), layer="countries").set_crs(WGS84, allow_override=True)
    raw["country"] = [_alpha2(number) if number else "" for number in raw["id"].fillna("")]
    raw["key"] = raw["country"].where(raw["country"] != "", raw["name"])
    raw = raw[raw["country"] != "AQ"]
    raw["geometry"] = [_solid(_cut(shape)) for shape in raw.geometry]
    # A country may be several features with one code: Australia and its Ashmore reef.
    return raw.sort_values(["key", "name"]).dissolve("key", aggfunc="first").reset_index(drop=True)


def _key(code: str) -> str:
    return UNCODED.get(code) or _alpha2(code)


def _alpha2(code: str) -> str:
    """Turn a numeric or three-letter ISO code into the two-letter one."""
    found = pycountry.countries.get(numeric=code) or pycountry.countries.get(alpha_3=code)
    if found is None:
        raise BuildError(f"{code} is not an ISO 3166-1 code")
    return str(found.alpha_2)


def _name(language: str, country: str) -> str:
    return Locale(language).territories.get(country, "") if country else ""


def _cut(shape: shapely.Geometry) -> shapely.Geometry:
    """Cut at 180° what TopoJSON has stitched together there, its ring jumping from -180 to 180."""
    turn = np.array([360, 0])
    parts = []
    for part in shapely.get_parts(shape):
        if np.abs(np.diff(shapely.get_coordinates(part.exterior)[:, 0])).max() < 180:  # noqa: PLR2004 (degrees)
            parts.append(part)
            continue
        east = shapely.transform(part, lambda p: np.where(p[:, :1] < 0, p + turn, p))
        near, beyond = (
            shapely.intersection(shapely.make_valid(east), shapely.box(west, -90, west + 180, 90))
            for west in (0, 180)
        )
        parts += [near, shapely.transform(beyond, lambda p: p - turn)]
    return shapely.union_all(shapely.make_valid(parts))


def _solid(shape: shapely.Geometry) -> shapely.Geometry:
    """Put a shape on the files' grid, valid, without the lines and points this may leave."""
    whole = shapely.set_precision(shapely.make_valid(shape), 10**-DECIMALS)
    parts = shapely.get_parts(shapely.get_parts(whole))
    return shapely.multipolygons([part for part in parts if part.geom_type == "Polygon"])
