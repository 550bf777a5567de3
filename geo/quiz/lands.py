"""The ground of the quiz: today's provinces and countries as areas, and cities to measure from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import shapely

from geo.crs import GEOD, area_km2, project
from geo.errors import FileError
from geo.paths import REGIONS
from geo.units import COUNTRIES, PROVINCES, read_regions

CITIES = "cities.geojson"

MANY = 2_000_000
"""People from whom on a city is known so well that distances are told from it, like a capital."""

BEARINGS = range(0, 360, 30)
"""Degrees in which the ground about a point is probed."""


@dataclass(frozen=True)
class City:
    """A large city of today, WGS84 degrees."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Lands:
    """The provinces and countries about Khorasan by code, and the cities.

    The areas are in WGS84 degrees; `country_of` has the country of each province.
    """

    provinces: dict[str, shapely.Geometry]
    countries: dict[str, shapely.Geometry]
    country_of: dict[str, str]
    cities: tuple[City, ...]

    def province_about(self, lon: float, lat: float, radius_km: float) -> str:
        """Find the province that holds a point and all ground within a radius, or nothing."""
        points = [(lon, lat)]
        for bearing in BEARINGS:
            east, north, _ = GEOD.fwd(lon, lat, bearing, 1000 * radius_km)
            points.append((east, north))
        holding = {self._province_at(*point) for point in points}
        return holding.pop() if len(holding) == 1 else ""

    def _province_at(self, lon: float, lat: float) -> str:
        holding = (key for key, one in self.provinces.items() if shapely.contains_xy(one, lon, lat))
        return next(holding, "")

    def nearest(self, lon: float, lat: float, among: dict[str, shapely.Geometry]) -> list[str]:
        """List areas by their distance from a point in WGS84 degrees, the nearest first."""
        point = shapely.transform(shapely.Point(lon, lat), project)
        far = {
            key: float(shapely.distance(shapely.transform(area, project), point))
            for key, area in among.items()
        }
        return sorted(far, key=lambda key: (far[key], key))

    def city_amid(self, points: Sequence[tuple[float, float]], least_km: float) -> City:
        """Find the city nearest to the middle of some points, and not too near any of them."""
        lon, lat = (sum(values) / len(points) for values in zip(*points, strict=True))
        apart = [
            one
            for one in self.cities
            if all(_km(one.lon, one.lat, *point) >= least_km for point in points)
        ]
        return min(apart or self.cities, key=lambda one: _km(one.lon, one.lat, lon, lat))


def read_lands(folder: Path = REGIONS) -> Lands:
    """Read the provinces, their countries and the cities; raises `FileError` if a file is bad."""
    provinces = read_regions(folder / PROVINCES)
    countries = read_regions(folder / COUNTRIES)
    cities = read_regions(folder / CITIES)
    try:
        country_of = dict(zip(provinces["iso_3166_2"], provinces["country"], strict=True))
        near = countries[countries["country"].isin(set(country_of.values()))]
        known = cities[
            (cities["capital"] | (cities["population"] >= MANY))
            & cities["country"].isin(set(country_of.values()))
        ]
        return Lands(
            provinces=_areas(provinces, "iso_3166_2"),
            countries=_areas(near, "country"),
            country_of=country_of,
            cities=tuple(
                City(str(name), float(point.x), float(point.y))
                for name, point in zip(known["name"], known.geometry, strict=True)
            ),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise FileError(PROVINCES, error) from error


def breadth_km(area: shapely.Geometry) -> float:
    """Return the radius of a circle as large as an area."""
    return float((area_km2(area) / 3.1416) ** 0.5)


def _areas(frame: gpd.GeoDataFrame, column: str) -> dict[str, shapely.Geometry]:
    shapely.prepare(shapes := frame.geometry.to_numpy())
    return dict(zip(map(str, frame[column]), shapes, strict=True))


def _km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    return float(GEOD.inv(lon, lat, other_lon, other_lat)[2]) / 1000
