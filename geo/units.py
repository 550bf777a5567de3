"""Today's units: the files of `data/regions/`, and the names of countries and provinces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd
import pycountry

from geo import paths
from geo.errors import FileError
from geo.geojson import read_features, read_properties

COUNTRIES, PROVINCES = "countries.geojson", "provinces.geojson"


@dataclass(frozen=True)
class Unit:
    """A present-day country, or a first-level unit of `country`; `names` are in other scripts."""

    code: str
    name: str
    country: str
    names: tuple[str, ...]


def read_regions(path: Path) -> gpd.GeoDataFrame:
    """Read one GeoJSON file of `data/regions/` in WGS84 degrees, a row for each feature.

    Raises `FileError` if the file is missing or damaged, or if a feature has no geometry.
    """
    frame = read_features(path)
    if frame.empty:
        raise FileError(path.name, "it has no features")
    without = frame.geometry.isna() | frame.geometry.is_empty
    if without.any():
        number = without.to_numpy().argmax() + 1
        raise FileError(path.name, f"feature {number} has no geometry")
    return frame


def unit_name(code: str) -> str:
    """Name a country (ISO 3166-1 alpha-2) or a first-level unit (ISO 3166-2) in English.

    The names are those of `data/regions/`; for units outside the focus countries they are
    ISO's own, as pycountry gives them. A code that neither has stands for itself.
    """
    if known := units().get(code):
        return known.name
    unit = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
    return str(unit.name) if unit else code


def country_of(code: str) -> str:
    """Name the country of a first-level unit in English; a country has none."""
    unit = units().get(code)
    return unit_name(unit.country) if unit and unit.country else ""


@cache
def units() -> dict[str, Unit]:
    """Read today's units for the app, by code; the units of a file that is damaged are left out.

    The map says that the file is damaged, and the codes stand for themselves.
    """
    found: dict[str, Unit] = {}
    for read in (_read_countries, _read_provinces):
        try:
            found |= read(paths.REGIONS)
        except FileError:
            continue
    return found


def read_units(folder: Path = paths.REGIONS) -> dict[str, Unit]:
    """Read the countries and first-level units of `folder`, by code.

    Raises `FileError` if one of the two files is missing or damaged.
    """
    return _read_countries(folder) | _read_provinces(folder)


def _read_countries(folder: Path) -> dict[str, Unit]:
    return _read_units(folder / COUNTRIES, "country")


def _read_provinces(folder: Path) -> dict[str, Unit]:
    return _read_units(folder / PROVINCES, "iso_3166_2")


def _read_units(path: Path, column: str) -> dict[str, Unit]:
    try:
        return {
            row[column]: Unit(
                code=row[column],
                name=str(row["name"]),
                country=row["country"] if column != "country" else "",
                names=tuple(map(str, row.get("names", {}).values())),
            )
            for row in read_properties(path)
            if row.get(column)
        }
    except KeyError as error:
        raise FileError(path.name, f"a unit has no {error}") from error
    except (AttributeError, TypeError) as error:
        raise FileError(path.name, error) from error
