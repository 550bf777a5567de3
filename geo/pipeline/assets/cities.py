"""Name today's cities on the map, and say which historical towns have another name today."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

import geopandas as gpd
import numpy as np

from geo.crs import GEOD
from geo.extents.evidence import Town
from geo.folding import fold
from geo.pipeline.assets.labels import DOT, OWN
from geo.vocabulary import Certainty, TownKind

NEAR_KM = 6
"""What the map names already within so many kilometres of a city is that city."""

SIZES = ((1_000_000, 4.2), (400_000, 5.2), (0, 6.2))
"""From so many people on, a city may be named from which zoom on."""

CAPITALS, CITIES = 1900, 4000
"""The ranks of their names: capitals after what the map is about, cities after provinces."""

BETWEEN = " · "
"""What stands between a town's name and today's."""

ALIKE = 0.8
"""The likeness, 0 to 1, from which on two names are spellings of one."""

VAGUE = re.compile(r"\b(or|and|by|near|between|of|about|on|old|valley|oasis|ruins|area|\w+ern)\b")
"""Words that tell that a town's `modern` is a description and no name."""


def city_names(cities: gpd.GeoDataFrame, named: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rank the names of the cities that are not `named` already, by their points or their names."""
    lons, lats = named.geometry.x.to_numpy(), named.geometry.y.to_numpy()
    longer = named.get("longer", [])
    known = {fold(part) for name in [*named["name"], *longer] for part in name.split(BETWEEN)}
    ids = set(named.get("geonames", []))
    new = [
        fold(city.name) not in known
        and str(city.geonames) not in ids
        and not _is_near(city.geometry.x, city.geometry.y, lons, lats)
        for city in cities[["name", "geonames", "geometry"]].itertuples(index=False)
    ]
    left = cities[np.array(new, bool)]
    capital = left["capital"].astype(bool)
    return gpd.GeoDataFrame(
        {
            "name": left["name"],
            "role": np.where(capital, "capital", "city"),
            "rank": np.where(capital, CAPITALS, CITIES) + np.arange(len(left)),
            "clear": DOT / 2 + OWN,
            "fits": [
                next(zoom for least, zoom in SIZES if people >= least)
                for people in left["population"].where(~capital, SIZES[0][0])
            ],
        },
        geometry=left.geometry,
    )


def _is_near(lon: float, lat: float, lons: np.ndarray, lats: np.ndarray) -> bool:
    if not len(lons):
        return False
    alike = np.ones(len(lons))
    _, _, metres = GEOD.inv(lon * alike, lat * alike, lons, lats)
    return float(np.min(metres)) < 1000 * NEAR_KM


def with_modern_names(names: Iterable[str], towns: Iterable[Town]) -> list[str]:
    """Write a town's name and today's, “Marw · Merv”; empty where they do not really differ."""
    return [
        f"{name}{BETWEEN}{today}" if (today := modern_name(town)) and differ(name, today) else ""
        for name, town in zip(names, towns, strict=True)
    ]


def modern_name(town: Town) -> str:
    """Take today's name of a town out of its `modern`; empty if that only describes where it is."""
    first = re.sub(r"\s*\(.*?\)", "", town.modern.split(",")[0]).strip()
    if ruins := re.fullmatch(r"ruins (?:of|at) (.+?)(?: (?:near|by) .+)?", first):
        first = ruins[1]
    is_name = first[:1].isupper() and "/" not in first and not VAGUE.search(first)
    is_known = town.kind is TownKind.TOWN and town.certainty is Certainty.CERTAIN
    return first if is_name and is_known else ""


def differ(one: str, other: str) -> bool:
    """Tell whether two names are more than spellings of one another."""
    first, second = (fold(re.sub(r"^al-", "", name)) for name in (one, other))
    if first in second or second in first:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() < ALIKE
