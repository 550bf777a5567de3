"""Check the data against their contract, across files, and collect every fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import pycountry
import shapely
from shapely import Geometry, Point

from geo.crs import WGS84
from geo.errors import Fault, FileError
from geo.extents.evidence_tables import CLAIMS_FILE, UNITS_FILE, read_evidence_tables
from geo.geojson import parse_features
from geo.tables import Table, read_text
from geo.text.article import read_article_tables
from geo.text.concordance import LANDS, read_sense_table
from geo.text.mentions import read_mention_table
from geo.text.places import read_place_table
from geo.tours import check_tours
from geo.units import COUNTRIES, PROVINCES

ID_COLUMNS = {COUNTRIES: "country", PROVINCES: "iso_3166_2", "water.geojson": "water_id"}
"""The files whose features a place may name, and the column that names them."""

EXTENTS = {"historic.geojson": "extent_id"}
"""The file of the extents, each of which is several features: its bands."""

TOLERANCE_KM = 3.0
"""Kilometres allowed on top of a place's own radius, for the outlines are simplified."""

MAX_LATITUDE = 90


@dataclass
class Layer:
    """A file of `data/regions/` as read, with what was wrong in it.

    `ids` are those of all features; `shapes` are the valid outlines in WGS84 degrees by id.
    `readable` is False where the file gave nothing to check other files against.
    """

    table: Table
    readable: bool = False
    ids: set[str] = field(default_factory=set)
    shapes: dict[str, Geometry] = field(default_factory=dict)


def validate(data: Path) -> list[Fault]:
    """Check every file of the folder `data` and list all faults in file and row order.

    Faults in the data are returned, never raised.
    """
    text, article = read_article_tables(data / "article")
    places = read_place_table(data / "places.csv")
    place_ids = {row["place_id"] for row in places.known("place_id")}
    mentions = read_mention_table(data / "mentions.csv", text, place_ids)
    senses = read_sense_table(data / "senses.csv", text)
    evidence = read_evidence_tables(data / "evidence")
    layers = read_layers(data / "regions")
    check_mentioned(places, mentions)
    check_codes(places)
    check_area_refs(places, layers)
    check_points(places, layers)
    check_lands(senses, layers)
    check_units(evidence[UNITS_FILE], layers)
    check_claims(evidence[CLAIMS_FILE], text)
    tables = [
        *article.values(),
        places,
        mentions,
        senses,
        *evidence.values(),
        *(layer.table for layer in layers.values()),
    ]
    faults = [fault for table in tables for fault in table.faults]
    return sorted([*faults, *check_tours(data)])


def check_mentioned(places: Table, mentions: Table) -> None:
    """Note every place that no mention names."""
    named = {row["place_id"] for row in mentions.known("place_id")}
    for row in places.known("place_id"):
        if named and row["place_id"] not in named:
            wrong = f"{row['place_id']!r} is named by no mention"
            places.fault(row, "place_id", wrong, "a mention of it in mentions.csv")


def check_codes(places: Table) -> None:
    """Note country and first-level codes that ISO 3166 (pycountry) lacks or that disagree."""
    for row in places.known("country", "admin1"):
        unknown = [code for code in row["country"] if not _is_country(code)]
        for code in unknown:
            places.fault(row, "country", f"{code!r} is no country", "ISO 3166-1 alpha-2 codes")
        admin1, country = row["admin1"], _country_of(row["admin1"])
        if admin1 and country is None:
            places.fault(row, "admin1", f"is {admin1!r}", "an ISO 3166-2 code or nothing")
        elif admin1 and not unknown and country not in row["country"]:
            of = " or ".join(row["country"]) or "no country"
            places.fault(row, "admin1", f"is {admin1!r}, a unit of {country}", f"a unit of {of}")


def check_area_refs(places: Table, layers: dict[str, Layer]) -> None:
    """Note every area that no feature is, and every province whose area is not its unit."""
    if not all(layers[file].readable for file in ID_COLUMNS):
        return
    ids = set().union(*(layers[file].ids for file in ID_COLUMNS))
    units = layers[PROVINCES].ids
    for row in places.known("kind", "admin1", "area_ref"):
        area, admin1 = row["area_ref"], row["admin1"]
        own_area = admin1 if admin1 in units else ""
        if area and area not in ids:
            columns = ", ".join(f"{column} of {file}" for file, column in ID_COLUMNS.items())
            places.fault(row, "area_ref", f"{area!r} is no feature", f"one by {columns}")
        elif row["kind"] == "province" and area != own_area and (_country_of(admin1) or not admin1):
            expected = f"{own_area!r}, its admin1" if own_area else "nothing: admin1 has no outline"
            places.fault(row, "area_ref", f"is {area!r}", expected)


def check_points(places: Table, layers: dict[str, Layer]) -> None:
    """Note every point farther from the areas its place names than radius and tolerance allow.

    A place has one fault at most, for the widest area that does not hold its point. A point
    that fits once latitude and longitude change places is said to be swapped.
    """
    for row in places.known("lon", "lat", "radius_km", "country", "admin1", "area_ref"):
        lon, lat, limit = row["lon"], row["lat"], row["radius_km"] + TOLERANCE_KM
        for label, shapes in _areas(row, layers):
            away = distance_km(lon, lat, shapes)
            if away <= limit:
                continue
            if abs(lon) <= MAX_LATITUDE and distance_km(lat, lon, shapes) <= limit:
                places.fault(
                    row, "",
                    f"latitude and longitude look swapped: lon {lon:g}, lat {lat:g} is outside "
                    f"{label}, lon {lat:g}, lat {lon:g} inside",
                    "longitude in lon, latitude in lat",
                )  # fmt: skip
            else:
                places.fault(
                    row, "",
                    f"lon {lon:g}, lat {lat:g} lies {away:.0f} km outside {label}",
                    f"at most radius_km, {row['radius_km']:g} km",
                )  # fmt: skip
            break


def check_lands(senses: Table, layers: dict[str, Layer]) -> None:
    """Note every land that the name is said to mean and that is not among its kind."""
    for row in senses.known("sense", "refers_to"):
        file = LANDS.get(row["sense"], "")
        if file not in layers or not layers[file].readable:
            continue
        for land in row["refers_to"]:
            if land not in layers[file].ids:
                senses.fault(row, "refers_to", f"{land!r} is no feature", f"one of {file}")


def check_units(units: Table, layers: dict[str, Layer]) -> None:
    """Note every unit of an extent that is not among today's provinces."""
    provinces = layers[PROVINCES]
    for row in units.known("iso_3166_2"):
        if provinces.readable and row["iso_3166_2"] not in provinces.ids:
            wrong = f"{row['iso_3166_2']!r} is no feature"
            units.fault(row, "iso_3166_2", wrong, f"one of {PROVINCES}")


def check_claims(claims: Table, text: str) -> None:
    """Note every claim whose words are not in the article, or whose country is none."""
    for row in claims.known("quote"):
        if text and row["quote"] not in text:
            claims.fault(row, "quote", f"is {row['quote']!r}", "words of the article")
    for row in claims.known("country"):
        if row["country"] and not _is_country(row["country"]):
            wrong = f"{row['country']!r} is no country"
            claims.fault(row, "country", wrong, "an ISO 3166-1 alpha-2 code or nothing")


def distance_km(lon: float, lat: float, shapes: Sequence[Geometry]) -> float:
    """Measure the kilometres from a point to the nearest of `shapes`, 0 inside one.

    All are in WGS84 degrees. The distance is that on an azimuthal equidistant projection
    about the point, which is true from the point to every vertex; there is one a degree or so.
    """
    if any(shape.covers(Point(lon, lat)) for shape in shapes):
        return 0.0
    # Outlines, since the inside of an area round the globe's other side would be turned out.
    lines = [(shape.boundary if shape.area else shape).segmentize(1) for shape in shapes]
    about = f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=km"
    return float(gpd.GeoSeries(lines, crs=WGS84).to_crs(about).distance(Point(0, 0)).min())


def _areas(row: dict[str, Any], layers: dict[str, Layer]) -> Iterator[tuple[str, list[Geometry]]]:
    """List the areas a place names that have an outline, the widest first."""
    countries = layers[COUNTRIES].shapes
    if known := [code for code in row["country"] if code in countries]:
        yield " or ".join(known), [countries[code] for code in known]
    for code in dict.fromkeys((row["admin1"], row["area_ref"])):
        shapes = [layers[file].shapes[code] for file in ID_COLUMNS if code in layers[file].shapes]
        if shapes and code not in known:
            yield code, shapes


def read_layers(folder: Path) -> dict[str, Layer]:
    """Read and check, by file name, the files a place may name and every other GeoJSON file."""
    names = {*ID_COLUMNS, *(path.name for path in folder.glob("*.geojson"))}
    layers = {name: _read_layer(folder / name) for name in sorted(names)}
    for name, known, expected in (
        (COUNTRIES, _is_country, "an ISO 3166-1 alpha-2 code"),
        (PROVINCES, _country_of, "an ISO 3166-2 code"),
    ):
        for code in layers[name].ids:
            if not known(code):
                layers[name].table.fault(None, ID_COLUMNS[name], f"{code!r} is no code", expected)
    _check_coverage(layers[PROVINCES])
    return layers


def _read_layer(path: Path) -> Layer:
    layer = Layer(Table(path.name))
    frame = _read_frame(path, layer.table)
    if frame is None:
        return layer
    idents = [""] * len(frame)
    if column := (ID_COLUMNS | EXTENTS).get(path.name):
        idents = [
            "" if missing else str(value)
            for value, missing in zip(frame[column], frame[column].isna(), strict=True)
        ]
        _check_idents(layer.table, column, idents)
    layer.readable = True
    layer.ids = {ident for ident in idents if ident}
    for number, (ident, shape) in enumerate(zip(idents, frame.geometry, strict=True), start=1):
        if wrong := _wrong_shape(shape):
            feature = ident or f"feature {number}"
            layer.table.fault(None, "geometry", f"{feature} {wrong}", "a valid geometry")
        elif ident:
            layer.shapes[ident] = shape
    return layer


def _read_frame(path: Path, table: Table) -> gpd.GeoDataFrame | None:
    text = read_text(path, table)
    if text is None:
        return None
    try:
        frame = parse_features(text, path.name)
    except FileError as error:
        wrong = " ".join(str(error).removeprefix(path.name).split())
        table.fault(None, "", wrong, "GeoJSON in WGS84 degrees, without a crs member")
        return None
    column = (ID_COLUMNS | EXTENTS).get(path.name)
    if frame.empty:
        table.fault(None, "", "has no features", "at least one with a geometry")
    elif column is not None and column not in frame:
        found = ", ".join(map(str, frame.columns))
        table.fault(None, column, "the column is missing", f"it among: {found}")
    else:
        return frame
    return None


def _check_idents(table: Table, column: str, idents: list[str]) -> None:
    for ident, count in Counter(idents).items():
        if ident and count > 1 and table.file not in EXTENTS:
            table.fault(None, column, f"{ident!r} stands {count} times", "a unique value")
    # Lands without an agreed code are drawn among the countries, and no place names them.
    if "" in idents and table.file != COUNTRIES:
        table.fault(None, column, f"is missing from {idents.count('')} features", "a value")


def _wrong_shape(shape: Geometry | None) -> str:
    if shape is None or shape.is_empty:
        return "has no geometry"
    return "" if shape.is_valid else f"is not valid ({shapely.is_valid_reason(shape)})"


def _check_coverage(layer: Layer) -> None:
    """Note the outlines that overlap a neighbour or do not share its border vertex by vertex."""
    shapes = list(layer.shapes.values())
    if shapely.coverage_is_valid(shapes):
        return
    edges = shapely.coverage_invalid_edges(shapes)
    at_fault = ", ".join(code for code, edge in zip(layer.shapes, edges, strict=True) if edge)
    layer.table.fault(None, "geometry", f"{at_fault} overlap or miss each other", "shared borders")


def _is_country(code: str) -> bool:
    country = pycountry.countries.get(alpha_2=code)
    return country is not None and country.alpha_2 == code  # `get` does not mind the case.


def _country_of(code: str) -> str | None:
    """Find the country of a first-level unit, None for a code that ISO 3166-2 lacks."""
    unit = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
    return unit.country_code if unit and unit.code == code else None
