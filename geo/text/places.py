"""The gazetteer: one `Place` for each place the article names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geo.cells import (
    Name,
    choice,
    country_code,
    geonames_id,
    language_name,
    many,
    number,
    required,
    slug,
    text,
)
from geo.errors import DataError
from geo.tables import Column, Table, check_unique, read_table
from geo.vocabulary import KINDS, Certainty


@dataclass(frozen=True)
class Place:
    """A place the article names.

    `lon`, `lat` are WGS84 degrees of a representative point, true to within `radius_km`.
    `countries` are ISO 3166-1 alpha-2, `admin1` is ISO 3166-2 or empty, `area_ref` is the code
    or id of the feature in `data/regions/` that is the place's area, or empty. `geonames` and
    `wikidata` are ids that a named data set gave, or empty. `source` says where the
    coordinates come from.
    """

    place_id: str
    name: str
    kind: str
    lon: float
    lat: float
    radius_km: float
    certainty: Certainty
    countries: tuple[str, ...]
    admin1: str
    area_ref: str
    geonames: str
    wikidata: str
    names: tuple[Name, ...]
    alternates: tuple[str, ...]
    source: str
    note: str


def wikidata_id(cell: str) -> str:
    """Read a Wikidata item id or nothing; raises `ValueError` otherwise."""
    if cell and not (cell.startswith("Q") and cell[1:].isdigit()):
        raise ValueError(cell)
    return cell


PLACES = (
    Column("place_id", slug, "a lower-case ASCII slug"),
    Column("name", required, "a name"),
    Column("kind", choice(*KINDS), "one of " + ", ".join(KINDS)),
    Column("lon", number(-180, 180), "degrees from -180 to 180"),
    Column("lat", number(-90, 90), "degrees from -90 to 90"),
    Column("radius_km", number(0.1, 10_000), "kilometres from 0.1 to 10000"),
    Column("certainty", Certainty, "one of " + ", ".join(Certainty)),
    Column("country", many(country_code, ";"), "ISO 3166-1 alpha-2 codes separated by ;"),
    Column("admin1", text, "an ISO 3166-2 code or nothing"),
    Column("area_ref", text, "the code of a feature in data/regions or nothing"),
    Column("geonames", geonames_id, "a GeoNames id or nothing"),
    Column("wikidata", wikidata_id, "a Wikidata id or nothing"),
    Column("names", many(language_name, ";"), "names such as fa=کابل separated by ;"),
    Column("alternates", many(required, "|"), "other spellings separated by |"),
    Column("source", required, "where the coordinates come from"),
    Column("note", text, "a note or nothing"),
)


def read_places(path: Path) -> dict[str, Place]:
    """Read `places.csv`, by `place_id` in the file's order; raises `DataError` with every fault."""
    table = read_place_table(path)
    if table.faults:
        raise DataError(table.faults)
    return {
        row["place_id"]: Place(
            countries=row["country"],
            **{k: v for k, v in row.items() if k not in {"row", "country"}},
        )
        for row in table.rows
    }


def read_place_table(path: Path) -> Table:
    """Read `places.csv` with the checks that need no other file; the table holds the faults."""
    table = read_table(path, PLACES)
    check_unique(table, "place_id")
    return table
