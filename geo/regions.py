"""The ground: reading the features of `data/regions/`, and the names of its units."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd
import pycountry
import shapely

from geo.errors import AtlasError

REGIONS = Path(__file__).parents[1] / "data" / "regions"
EQUAL_AREA = "+proj=laea +lat_0=36 +lon_0=63 +datum=WGS84 +units=m"
"""Lambert's azimuthal equal-area projection about the middle of the region, for areas."""


@dataclass(frozen=True)
class Unit:
    """A present-day country, or a first-level unit of `country`; `names` are in other scripts."""

    code: str
    name: str
    country: str
    names: tuple[str, ...]


def read_regions(path: Path) -> gpd.GeoDataFrame:
    """Read one GeoJSON file of `data/regions/` in WGS84 degrees.

    Raises `AtlasError` if the file is missing or is not GeoJSON.
    """
    try:
        return gpd.read_file(path)
    except (OSError, ValueError, RuntimeError, shapely.errors.ShapelyError) as error:
        raise AtlasError(f"{path.name} cannot be read: {error}") from error


def unit_name(code: str) -> str:
    """Name a country (ISO 3166-1 alpha-2) or a first-level unit (ISO 3166-2) in English.

    The names are those of `data/regions/`; for units outside the focus countries they are
    ISO's own, as pycountry gives them. A code that neither has stands for itself.
    """
    if known := units().get(code):
        return known.name
    unit = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
    return str(unit.name) if unit else code


@cache
def units() -> dict[str, Unit]:
    """Give the countries and first-level units of `data/regions/` by code."""
    found = {}
    for file, column in (("countries.geojson", "country"), ("provinces.geojson", "iso_3166_2")):
        try:
            features = json.loads((REGIONS / file).read_text(encoding="utf-8"))["features"]
        except (OSError, ValueError, KeyError):
            continue  # The map says that a layer is missing; codes then stand for themselves.
        for feature in features:
            row = feature["properties"]
            if code := row.get(column):
                country = row["country"] if column != "country" else ""
                names = tuple((row.get("names") or {}).values())
                found[code] = Unit(code, row["name"], country, names)
    return found
