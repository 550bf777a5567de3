"""The evidence: who says of which town that it lies in Khorasan, or not, and where they differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geo.errors import DataError
from geo.places import CERTAINTIES, Name, geonames_id, language_name
from geo.tables import (
    Column,
    Table,
    check_unique,
    choice,
    many,
    number,
    read_table,
    required,
    slug,
    text,
)

SOURCES_FILE, TOWNS_FILE, TESTIMONY_FILE, DISPUTES_FILE = (
    "sources.csv", "towns.csv", "testimony.csv", "disputes.csv",
)  # fmt: skip

SOURCE_KINDS = ("list of towns", "administrative list", "state boundary", "article's sentence")
TOWN_KINDS = ("town", "district", "region")
RELATIONS = ("in", "out", "edge")
"""Counted in Khorasan; counted in another land; on the border, or said to be of both."""
BASES = ("passage", "literature", "unverified")
"""The passage itself was read; another work reports it; nothing that was read confirms it."""

LABEL_LENGTH = 32
"""Characters at most of a source's short name, which stands in one line on a projector."""
SAYS_WORDS, DISPUTED_WORDS = 60, 45
"""Words at most of what a reader is told of a source or a dispute."""

YEAR = re.compile(r"-?[1-9][0-9]{0,3}")
ARABIC_SCRIPT = {"ar", "fa", "ps", "ur"}
"""The languages whose names are in Arabic script unless the tag names another."""


@dataclass(frozen=True)
class Source:
    """A written source or a state boundary.

    `date` is when it was written, in words; `year_from` to `year_to` is the time it speaks of,
    with years before the common era negative, None where it is not known. `edition` is the
    text that was opened. `short` names it after "Khorasan after", with a date; `says` tells a
    reader who says so, what they count in and where it ends; `disputed` what is unsure in that.
    """

    source_id: str
    author: str
    work: str
    date: str
    year_from: int | None
    year_to: int | None
    period_name: str
    citation: str
    edition: str
    kind: str
    note: str
    short: str
    says: str
    disputed: str


@dataclass(frozen=True)
class Town:
    """A historic town, district or region, located independently of any map of Khorasan.

    `lon`, `lat` are WGS84 degrees, true to within `radius_km`; `modern` is today's name and
    place. `geonames` is an id that the data set in `source` gave, or empty.
    """

    town_id: str
    name: str
    names: tuple[Name, ...]
    alternates: tuple[str, ...]
    modern: str
    kind: str
    lon: float
    lat: float
    radius_km: float
    certainty: str
    geonames: str
    source: str
    note: str


@dataclass(frozen=True)
class Statement:
    """What one source says of one town: a relation of `RELATIONS`, on a basis of `BASES`.

    `quarter` is the part of Khorasan, or of its neighbour, which the source puts it in.
    """

    source_id: str
    town_id: str
    relation: str
    quarter: str
    citation: str
    basis: str
    note: str


@dataclass(frozen=True)
class Dispute:
    """A land on which the sources differ, told in `says`, its note standing at a town.

    `towns` are the towns that stand for the land, none where not the extent is in dispute.
    The sources that count any of them in, or out, are `counted_in` and `counted_out` (one may
    be both), those that only put them on the edge `on_edge`; each says so in the testimony.
    """

    dispute_id: str
    title: str
    town_id: str
    towns: tuple[str, ...]
    says: str
    counted_in: tuple[str, ...]
    counted_out: tuple[str, ...]
    on_edge: tuple[str, ...]
    citation: str


@dataclass(frozen=True)
class Evidence:
    """The sources and towns by id, every statement and dispute, each in its file's order."""

    sources: dict[str, Source]
    towns: dict[str, Town]
    statements: tuple[Statement, ...]
    disputes: tuple[Dispute, ...]


def year(cell: str) -> int | None:
    """Read a year or nothing; raises `ValueError` if it is neither."""
    if not cell:
        return None
    if not YEAR.fullmatch(cell):
        raise ValueError(cell)
    return int(cell)


def label(cell: str) -> str:
    """Read a short ASCII name; raises `ValueError` if it is empty, long or has other signs."""
    if not required(cell).isascii() or len(cell) > LABEL_LENGTH:
        raise ValueError(cell)
    return cell


def words(most: int) -> Callable[[str], str]:
    """Make a reader of text of at most so many words, which raises `ValueError`."""

    def read(cell: str) -> str:
        if len(required(cell).split()) > most:
            raise ValueError(cell)
        return cell

    return read


SOURCES = (
    Column("source_id", slug, "a lower-case ASCII slug"),
    Column("author", required, "an author, or who is behind it"),
    Column("work", required, "a work, a state or a law"),
    Column("date", required, "when it was written, in words"),
    Column("year_from", year, "a year, negative before the common era, or nothing"),
    Column("year_to", year, "a year, negative before the common era, or nothing"),
    Column("period_name", required, "a name for the time it speaks of"),
    Column("citation", required, "a full citation"),
    Column("edition", required, "the edition or translation used"),
    Column("kind", choice(*SOURCE_KINDS), "one of " + ", ".join(SOURCE_KINDS)),
    Column("note", text, "a note or nothing"),
    Column("short", label, f"a name of at most {LABEL_LENGTH} ASCII characters"),
    Column("says", words(SAYS_WORDS), f"text of at most {SAYS_WORDS} words"),
    Column("disputed", words(DISPUTED_WORDS), f"text of at most {DISPUTED_WORDS} words"),
)
TOWNS = (
    Column("town_id", slug, "a lower-case ASCII slug"),
    Column("name", required, "a name"),
    Column("names", many(language_name, ";"), "names such as ar=مرو separated by ;"),
    Column("alternates", many(required, "|"), "other spellings separated by |"),
    Column("modern", required, "today's name and place"),
    Column("kind", choice(*TOWN_KINDS), "one of " + ", ".join(TOWN_KINDS)),
    Column("lon", number(40, 80), "degrees from 40 to 80, about the lands of Khorasan"),
    Column("lat", number(22, 46), "degrees from 22 to 46, about the lands of Khorasan"),
    Column("radius_km", number(0.1, 1000), "kilometres from 0.1 to 1000"),
    Column("certainty", choice(*CERTAINTIES), "one of " + ", ".join(CERTAINTIES)),
    Column("geonames", geonames_id, "a GeoNames id or nothing"),
    Column("source", required, "where the coordinates come from"),
    Column("note", text, "a note or nothing"),
)
TESTIMONY = (
    Column("source_id", slug, "a source_id of sources.csv"),
    Column("town_id", slug, "a town_id of towns.csv"),
    Column("relation", choice(*RELATIONS), "one of " + ", ".join(RELATIONS)),
    Column("quarter", text, "a quarter or nothing"),
    Column("citation", required, "where the source says so"),
    Column("basis", choice(*BASES), "one of " + ", ".join(BASES)),
    Column("note", text, "a note or nothing"),
)
DISPUTES = (
    Column("dispute_id", slug, "a lower-case ASCII slug"),
    Column("title", required, "a title"),
    Column("town_id", slug, "a town_id of towns.csv, where the note stands"),
    Column("towns", many(slug, ";"), "town_ids separated by ;"),
    Column("says", words(SAYS_WORDS), f"text of at most {SAYS_WORDS} words"),
    Column("counted_in", many(slug, ";"), "source_ids separated by ;"),
    Column("counted_out", many(slug, ";"), "source_ids separated by ;"),
    Column("on_edge", many(slug, ";"), "source_ids separated by ;"),
    Column("citation", required, "where it can be read"),
)
SIDES = {"counted_in": "in", "counted_out": "out", "on_edge": "edge"}
"""The columns of a dispute that list sources, and what these say of its towns."""


def read_evidence(folder: Path) -> Evidence:
    """Read the four files of `data/evidence/`; raises `DataError` with every fault."""
    tables = read_evidence_tables(folder)
    if faults := [fault for table in tables.values() for fault in table.faults]:
        raise DataError(faults)
    sources, towns, statements, disputes = (
        [{k: v for k, v in row.items() if k != "row"} for row in tables[file].rows]
        for file in (SOURCES_FILE, TOWNS_FILE, TESTIMONY_FILE, DISPUTES_FILE)
    )
    return Evidence(
        sources={row["source_id"]: Source(**row) for row in sources},
        towns={row["town_id"]: Town(**row) for row in towns},
        statements=tuple(Statement(**row) for row in statements),
        disputes=tuple(Dispute(**row) for row in disputes),
    )


def read_evidence_tables(folder: Path) -> dict[str, Table]:
    """Read the files of `data/evidence/` and check them against each other.

    The tables, by file name, hold the faults. Ids that could not be read are checked against
    nothing.
    """
    sources = read_table(folder / SOURCES_FILE, SOURCES)
    towns = read_table(folder / TOWNS_FILE, TOWNS)
    testimony = read_table(folder / TESTIMONY_FILE, TESTIMONY)
    disputes = read_table(folder / DISPUTES_FILE, DISPUTES)
    check_unique(sources, "source_id")
    check_unique(towns, "town_id")
    check_unique(disputes, "dispute_id")
    check_unique(disputes, "town_id")
    _check_years(sources)
    _check_names(towns)
    _check_identifiers(towns)
    for column, table in (("source_id", sources), ("town_id", towns)):
        _check_known(testimony, column, table)
    _check_once(testimony)
    _check_known(disputes, "town_id", towns)
    _check_sides(disputes, testimony)
    return {
        SOURCES_FILE: sources,
        TOWNS_FILE: towns,
        TESTIMONY_FILE: testimony,
        DISPUTES_FILE: disputes,
    }


def _check_years(sources: Table) -> None:
    for row in sources.known("year_from", "year_to"):
        if row["year_from"] > row["year_to"]:
            wrong = f"is {row['year_to']}"
            sources.fault(row, "year_to", wrong, f"{row['year_from']}, its year_from, or later")


def _check_names(towns: Table) -> None:
    for row in towns.known("names"):
        for name in row["names"]:
            if name.language in ARABIC_SCRIPT and not is_arabic(name.text):
                wrong = f"{name.text!r} is not in Arabic script"
                towns.fault(row, "names", wrong, f"so, or a script in the tag {name.language}")


def is_arabic(name: str) -> bool:
    """Tell whether all letters of a name are of the Arabic script, and there is one."""
    letters = [char for char in name if char.isalpha()]
    return bool(letters) and all(
        unicodedata.name(char, "").startswith("ARABIC") for char in letters
    )


def _check_identifiers(towns: Table) -> None:
    """Note every id that the data set which gave it is not named for."""
    for row in towns.known("geonames", "source"):
        if row["geonames"] and not re.search(rf"GeoNames {row['geonames']}\b", row["source"]):
            expected = f"'GeoNames {row['geonames']}' and the data set in source"
            towns.fault(row, "geonames", "is an id that source does not name", expected)


def _check_known(naming: Table, column: str, table: Table) -> None:
    known = {row[column] for row in table.known(column)}
    for row in naming.known(column):
        if known and row[column] not in known:
            naming.fault(row, column, f"is {row[column]!r}", f"a {column} of {table.file}")


def _check_once(testimony: Table) -> None:
    """Note every row that says again, or otherwise, what its source said of the town before."""
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    for row in testimony.known("source_id", "town_id", "relation"):
        line, relation = seen.setdefault(
            (row["source_id"], row["town_id"]), (row["row"], row["relation"])
        )
        if line == row["row"]:
            continue
        town = f"{row['town_id']!r} of {row['source_id']!r}"
        if relation == row["relation"]:
            testimony.fault(row, "town_id", f"repeats {town} of line {line}", "each town once")
        else:
            wrong = f"puts {town} {row['relation']}, but line {line} puts it {relation}"
            testimony.fault(row, "relation", wrong, "one relation for each source and town")


def _check_sides(disputes: Table, testimony: Table) -> None:
    """Note every source on a side of a dispute for which it has no word in the testimony."""
    said = {
        (row["source_id"], row["town_id"], row["relation"])
        for row in testimony.known("source_id", "town_id", "relation")
    }
    for row in disputes.known("towns", *SIDES):
        for column, relation in SIDES.items():
            for source_id in row[column]:
                if said and not any((source_id, town, relation) in said for town in row["towns"]):
                    wrong = f"{source_id!r} puts none of the towns {relation}"
                    expected = f"a source that does, by {testimony.file}"
                    disputes.fault(row, column, wrong, expected)
