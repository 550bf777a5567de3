"""The evidence: who says of which town that it lies in Khorasan, or not, and where they differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from geo.cells import (
    Name,
    choice,
    country_code,
    geonames_id,
    language_name,
    many,
    number,
    or_nothing,
    required,
    sentences,
    slug,
    text,
    words,
    year,
)
from geo.citations import words_of
from geo.errors import DataError
from geo.folding import slug as slug_of
from geo.tables import Column, Table, check_unique, read_table
from geo.vocabulary import (
    Band,
    Basis,
    Certainty,
    ClaimTest,
    Derivation,
    Limit,
    Relation,
    Role,
    SourceKind,
    TownKind,
)

SOURCES_FILE, TOWNS_FILE, TESTIMONY_FILE, DISPUTES_FILE = (
    "sources.csv", "towns.csv", "testimony.csv", "disputes.csv",
)  # fmt: skip
EXTENTS_FILE, UNITS_FILE, CLAIMS_FILE = "extents.csv", "units.csv", "claims.csv"

PRESENT = 2026
"""The `year_to` of a source that speaks of today."""

LABEL_LENGTH = 32
"""Characters at most of a source's short name, which stands in one line on a projector."""
SAYS_WORDS, DISPUTED_WORDS, ABOUT_WORDS = 60, 45, 60
"""Words at most of what a reader is told of a source or a dispute."""

ABOUT_SENTENCES = 2
"""Sentences that tell who the author of a source was."""

ARABIC_SCRIPT = {"ar", "fa", "ps", "ur"}
"""The languages whose names are in Arabic script unless the tag names another."""

WRITTEN = frozenset({SourceKind.TOWNS, SourceKind.ADMINISTRATION})
"""The kinds of source that name towns; their extents are derived from that testimony."""

SURE_BASES = frozenset({Basis.PASSAGE, Basis.LITERATURE})
"""What a statement must rest on to decide an answer by itself."""

Box = tuple[float, float, float, float]
"""West, south, east and north in WGS84 degrees."""


@dataclass(frozen=True)
class Source:
    """A written source or a state boundary.

    `date` is when it was written, in words; `written_from` to `written_to` is the same in years,
    None for the border of a state. `year_from` to `year_to` is the time it speaks of, with years
    before the common era negative, None where it is not known. `edition` is the text that was
    opened. `short` names it after "Khorasan after", with a date; `says` tells a reader who says
    so, what they count in and where it ends; `disputed` what is unsure in that. `about` tells who
    the author was and what he had seen himself, or who made the border; `about_from` is where
    that is read.
    """

    source_id: str
    author: str
    work: str
    date: str
    written_from: int | None
    written_to: int | None
    year_from: int | None
    year_to: int | None
    period_name: str
    citation: str
    edition: str
    kind: SourceKind
    note: str
    short: str
    says: str
    disputed: str
    about: str
    about_from: str


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
    kind: TownKind
    lon: float
    lat: float
    radius_km: float
    certainty: Certainty
    geonames: str
    source: str
    note: str

    @property
    def plain_name(self) -> str:
        """The name without what stands after it in brackets to tell it from another."""
        return self.name.partition(" (")[0]


@dataclass(frozen=True)
class Statement:
    """What one source says of one town, and what that rests on.

    `quarter` is the part of Khorasan, or of its neighbour, that the source puts it in. `citation`
    is empty where no written source was found.
    """

    source_id: str
    town_id: str
    relation: Relation
    quarter: str
    citation: str
    basis: Basis
    note: str


@dataclass(frozen=True)
class Dispute:
    """A land on which the sources differ; `says` tells how, and its note stands at `town_id`.

    `towns` are the towns that stand for the land; there are none if the extent itself is not in
    dispute. `counted_in` and `counted_out` are the sources that count any of the towns in or out
    (one may do both); `on_edge` are those that only put them on the edge. The testimony holds
    what each of them says.
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
class ExtentRecord:
    """What an extent is, before it is drawn.

    `limit` is the river that the source names as the limit of Khorasan, or beyond which it counts
    the land as another. A `quartered` extent is divided among the quarters of its towns.
    `by_writer` tells whether the source goes by its writer's name. Exactly one extent is the
    `default`: it is shown unless another is asked for.
    """

    extent_id: str
    source_id: str
    title: str
    derivation: Derivation
    limit: Limit | None
    quartered: bool
    by_writer: bool
    default: bool
    stands_for: Role | None


@dataclass(frozen=True)
class ExtentUnit:
    """A present-day province, or a part of one, that belongs to an extent.

    `part` names the part of the extent that it belongs to, or is empty. `band` is the innermost
    band that it belongs to. `clip` cuts it to this side of a river or to a box; None leaves it
    whole. `iso_3166_2` is checked against the provinces when the extent is drawn.
    """

    extent_id: str
    part: str
    band: Band
    iso_3166_2: str
    clip: Limit | Box | None
    note: str


@dataclass(frozen=True)
class Claim:
    """What the article says of Khorasan in one clause, and how it is tested.

    `part_id` is the part of the article's extent that a claim about land means; `country`
    (ISO 3166-1 alpha-2) is the country that a claim about most of a country names.
    """

    claim_id: str
    quote: str
    test: ClaimTest
    part_id: str
    country: str


@dataclass(frozen=True)
class Evidence:
    """The tables of `data/evidence/`, each in its file's order; what has an id goes by it."""

    sources: dict[str, Source]
    towns: dict[str, Town]
    statements: tuple[Statement, ...]
    disputes: tuple[Dispute, ...]
    extents: dict[str, ExtentRecord]
    units: tuple[ExtentUnit, ...]
    claims: tuple[Claim, ...]

    def standing_for(self, role: Role) -> ExtentRecord:
        """Find the extent that stands for something in the article's sentence."""
        return next(one for one in self.extents.values() if one.stands_for == role)

    @property
    def default(self) -> ExtentRecord:
        """The extent that is shown unless another is asked for."""
        return next(one for one in self.extents.values() if one.default)


def part_id(extent_id: str, part: str) -> str:
    """Name a part of an extent, or the whole if `part` is empty."""
    return f"{extent_id}-{slug_of(part)}" if part else extent_id


def label(cell: str) -> str:
    """Read a short ASCII name; raises `ValueError` if it is empty, long or has other signs."""
    if not required(cell).isascii() or len(cell) > LABEL_LENGTH:
        raise ValueError(cell)
    return cell


def flag(cell: str) -> bool:
    """Read `yes` or `no`; raises `ValueError` otherwise."""
    return choice("yes", "no")(cell) == "yes"


Code = TypeVar("Code", bound=StrEnum)


def optional(codes: type[Code]) -> Callable[[str], Code | None]:
    """Make a parser of a code or of nothing, which it reads as None."""

    def read(cell: str) -> Code | None:
        return codes(cell) if cell else None

    return read


def clip(cell: str) -> Limit | Box | None:
    """Read a river, a box or nothing; raises `ValueError` if it is none of these."""
    if not cell:
        return None
    if cell in set(Limit):
        return Limit(cell)
    west, south, east, north = map(number(-180, 180), cell.split(" "))
    if not (west < east and south < north):
        raise ValueError(cell)
    return west, south, east, north


def province_code(cell: str) -> str:
    """Read a code of ISO 3166-2's form; raises `ValueError` otherwise."""
    if not re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", cell):
        raise ValueError(cell)
    return cell


def citation(cell: str) -> str:
    """Read a citation; raises `ValueError` if it is empty, or an address would be seen in it."""
    if "://" in words_of(required(cell)):
        raise ValueError(cell)
    return cell


LINKED = "with each address in brackets after its words"
"""How addresses stand in a citation, so that the screen can put a link on the words."""


def one_of(codes: Iterable[str]) -> str:
    """Say what codes a column expects."""
    return "one of " + ", ".join(codes)


SOURCES = (
    Column("source_id", slug, "a lower-case ASCII slug"),
    Column("author", required, "an author, or who is behind it"),
    Column("work", required, "a work, a state or a law"),
    Column("date", required, "when it was written, in words"),
    Column("written_from", year, "a year, negative before the common era, or nothing"),
    Column("written_to", year, "a year, negative before the common era, or nothing"),
    Column("year_from", year, "a year, negative before the common era, or nothing"),
    Column("year_to", year, "a year, negative before the common era, or nothing"),
    Column("period_name", required, "a name for the time it speaks of"),
    Column("citation", citation, f"a full citation, {LINKED}"),
    Column("edition", required, "the edition or translation used"),
    Column("kind", SourceKind, one_of(SourceKind)),
    Column("note", text, "a note or nothing"),
    Column("short", label, f"a name of at most {LABEL_LENGTH} ASCII characters"),
    Column("says", words(SAYS_WORDS), f"text of at most {SAYS_WORDS} words"),
    Column("disputed", words(DISPUTED_WORDS), f"text of at most {DISPUTED_WORDS} words"),
    Column(
        "about", sentences(ABOUT_SENTENCES, ABOUT_WORDS),
        f"{ABOUT_SENTENCES} sentences of at most {ABOUT_WORDS} words together",
    ),
    Column("about_from", citation, f"where that is read, {LINKED}"),
)  # fmt: skip
TOWNS = (
    Column("town_id", slug, "a lower-case ASCII slug"),
    Column("name", required, "a name"),
    Column("names", many(language_name, ";"), "names such as ar=مرو separated by ;"),
    Column("alternates", many(required, "|"), "other spellings separated by |"),
    Column("modern", required, "today's name and place"),
    Column("kind", TownKind, one_of(TownKind)),
    Column("lon", number(40, 80), "degrees from 40 to 80, about the lands of Khorasan"),
    Column("lat", number(22, 46), "degrees from 22 to 46, about the lands of Khorasan"),
    Column("radius_km", number(0.1, 1000), "kilometres from 0.1 to 1000"),
    Column("certainty", Certainty, one_of(Certainty)),
    Column("geonames", geonames_id, "a GeoNames id or nothing"),
    Column("source", required, "where the coordinates come from"),
    Column("note", text, "a note or nothing"),
)
TESTIMONY = (
    Column("source_id", slug, "a source_id of sources.csv"),
    Column("town_id", slug, "a town_id of towns.csv"),
    Column("relation", Relation, one_of(Relation)),
    Column("quarter", text, "a quarter or nothing"),
    Column("citation", or_nothing(citation), f"where the source says so, {LINKED}, or nothing"),
    Column("basis", Basis, one_of(Basis)),
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
    Column("citation", citation, f"where it can be read, {LINKED}"),
)
SIDES = {"counted_in": Relation.IN, "counted_out": Relation.OUT, "on_edge": Relation.EDGE}
"""The columns of a dispute that list sources, and what these say of its towns."""
EXTENTS = (
    Column("extent_id", slug, "a lower-case ASCII slug"),
    Column("source_id", slug, "a source_id of sources.csv"),
    Column("title", required, "a title"),
    Column("derivation", Derivation, one_of(Derivation)),
    Column("limit", optional(Limit), one_of(Limit) + ", or nothing"),
    Column("quartered", flag, "yes or no"),
    Column("by_writer", flag, "yes or no"),
    Column("default", flag, "yes or no"),
    Column("stands_for", optional(Role), one_of(Role) + ", or nothing"),
)
UNITS = (
    Column("extent_id", slug, "an extent_id of extents.csv"),
    Column("part", text, "a part of the extent or nothing"),
    Column("band", Band, one_of(Band)),
    Column("iso_3166_2", province_code, "an ISO 3166-2 code"),
    Column("clip", clip, "a river, west south east north in degrees, or nothing"),
    Column("note", text, "a note or nothing"),
)
CLAIMS = (
    Column("claim_id", slug, "a lower-case ASCII slug"),
    Column("quote", required, "words of the article"),
    Column("test", ClaimTest, one_of(ClaimTest)),
    Column("part_id", text, "a part of the article's extent in units.csv, or nothing"),
    Column("country", or_nothing(country_code), "an ISO 3166-1 alpha-2 code or nothing"),
)
TABLES = {
    SOURCES_FILE: SOURCES,
    TOWNS_FILE: TOWNS,
    TESTIMONY_FILE: TESTIMONY,
    DISPUTES_FILE: DISPUTES,
    EXTENTS_FILE: EXTENTS,
    UNITS_FILE: UNITS,
    CLAIMS_FILE: CLAIMS,
}
NEEDS_PART = {ClaimTest.LAND, ClaimTest.MAJORITY}
"""The tests that need a part of the article's extent."""

Record = TypeVar("Record")


def read_evidence(folder: Path) -> Evidence:
    """Read the files of `data/evidence/`; raises `DataError` with every fault."""
    tables = read_evidence_tables(folder)
    if faults := [fault for table in tables.values() for fault in table.faults]:
        raise DataError(faults)
    return Evidence(
        sources={one.source_id: one for one in _records(Source, tables[SOURCES_FILE])},
        towns={one.town_id: one for one in _records(Town, tables[TOWNS_FILE])},
        statements=tuple(_records(Statement, tables[TESTIMONY_FILE])),
        disputes=tuple(_records(Dispute, tables[DISPUTES_FILE])),
        extents={one.extent_id: one for one in _records(ExtentRecord, tables[EXTENTS_FILE])},
        units=tuple(_records(ExtentUnit, tables[UNITS_FILE])),
        claims=tuple(_records(Claim, tables[CLAIMS_FILE])),
    )


def _records(record: Callable[..., Record], table: Table) -> list[Record]:
    """Make a record of each row."""
    return [record(**{key: row[key] for key in row if key != "row"}) for row in table.rows]


def read_evidence_tables(folder: Path) -> dict[str, Table]:
    """Read the files of `data/evidence/` and check them against each other.

    The tables, by file name, hold the faults. An id that could not be read is not checked
    further.
    """
    tables = {file: read_table(folder / file, columns) for file, columns in TABLES.items()}
    sources, towns, testimony, disputes, extents, units, claims = tables.values()
    for table, column in (
        (sources, "source_id"), (towns, "town_id"), (disputes, "dispute_id"),
        (disputes, "town_id"), (extents, "extent_id"), (extents, "source_id"),
        (claims, "claim_id"), (claims, "quote"),
    ):  # fmt: skip
        check_unique(table, column)
    for table, column, known in (
        (testimony, "source_id", sources), (testimony, "town_id", towns),
        (disputes, "town_id", towns), (extents, "source_id", sources),
        (units, "extent_id", extents),
    ):  # fmt: skip
        _check_known(table, column, known)
    _check_years(sources)
    _check_names(towns)
    _check_identifiers(towns)
    _check_once(testimony)
    _check_cited(testimony)
    _check_sides(disputes, testimony)
    _check_roles(extents)
    _check_derivations(extents, sources)
    _check_units(units, extents)
    _check_claims(claims, units, extents)
    return tables


def _check_years(sources: Table) -> None:
    for first, last in (("written_from", "written_to"), ("year_from", "year_to")):
        for row in sources.known(first, last):
            if row[first] > row[last]:
                wrong = f"is {row[last]}"
                sources.fault(row, last, wrong, f"{row[first]}, its {first}, or later")


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


def _check_cited(testimony: Table) -> None:
    """Note every statement that is not cited and yet is said to be read somewhere."""
    for row in testimony.rows:
        if row.get("citation") == "" and row.get("basis") in SURE_BASES:
            wrong = f"is empty, but the basis is {row['basis']}"
            testimony.fault(row, "citation", wrong, "where the source says so")


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


def _check_roles(extents: Table) -> None:
    """Note a default too many or too few, and a role that is not taken exactly once."""
    if not extents.rows:
        return
    defaults = [row for row in extents.known("default") if row["default"]]
    for row in defaults[1:]:
        extents.fault(row, "default", "is a second default", "exactly one row with yes")
    if not defaults:
        extents.fault(None, "default", "is yes in no row", "exactly one row with yes")
    for role in Role:
        rows = [row for row in extents.known("stands_for") if row["stands_for"] == role]
        for row in rows[1:]:
            extents.fault(row, "stands_for", f"is {role} again", "each role once")
        if not rows:
            extents.fault(None, "stands_for", f"is {role} in no row", "each role once")


def _check_derivations(extents: Table, sources: Table) -> None:
    """Note every extent whose derivation does not fit the kind of its source."""
    kinds = {row["source_id"]: row["kind"] for row in sources.known("source_id", "kind")}
    for row in extents.known("source_id", "derivation"):
        by_towns = row["derivation"] is Derivation.TOWNS
        kind = kinds.get(row["source_id"])
        if kind and by_towns != (kind in WRITTEN):
            wrong = f"is {row['derivation']}, but the source is a {kind}"
            extents.fault(row, "derivation", wrong, "towns for lists, units for all else")
        if not by_towns and (row["limit"] or row["quartered"]):
            wrong = "has a limit or quarters, but is derived from units"
            extents.fault(row, "", wrong, "neither: units.csv says what each part holds")


def _check_units(units: Table, extents: Table) -> None:
    """Note units of extents that have none or no core, and units that stand twice in a band."""
    derived = {row["extent_id"]: row["derivation"] for row in extents.known("extent_id")}
    seen: dict[tuple[str, ...], int] = {}
    for row in units.known("extent_id", "part", "band", "iso_3166_2"):
        if derived.get(row["extent_id"]) is Derivation.TOWNS:
            wrong = f"{row['extent_id']!r} is derived from towns"
            units.fault(row, "extent_id", wrong, "an extent that is derived from units")
        key = (row["extent_id"], row["part"], row["band"], row["iso_3166_2"])
        first = seen.setdefault(key, row["row"])
        if first != row["row"]:
            wrong = f"repeats {row['iso_3166_2']} of line {first}"
            units.fault(row, "iso_3166_2", wrong, "each unit once in a part and band")
    cored = {row["extent_id"] for row in units.known("extent_id", "band") if row["band"] == "core"}
    for row in extents.known("extent_id", "derivation"):
        if units.rows and row["derivation"] is Derivation.UNITS and row["extent_id"] not in cored:
            wrong = f"{row['extent_id']!r} has no core in {units.file}"
            extents.fault(row, "extent_id", wrong, "at least one unit in its core")


def _check_claims(claims: Table, units: Table, extents: Table) -> None:
    """Note claims without what their test needs, and those about parts that are not known."""
    articles = {
        row["extent_id"] for row in extents.known("extent_id") if row["stands_for"] == Role.ARTICLE
    }
    parts = {
        part_id(row["extent_id"], row["part"])
        for row in units.known("extent_id", "part")
        if row["part"] and row["extent_id"] in articles
    }
    for row in claims.known("test", "part_id", "country"):
        if row["test"] not in NEEDS_PART and row["part_id"]:
            claims.fault(row, "part_id", f"is {row['part_id']!r}", f"nothing for {row['test']}")
        elif row["test"] in NEEDS_PART and parts and row["part_id"] not in parts:
            expected = f"a part of the article's extent in {units.file}"
            claims.fault(row, "part_id", f"is {row['part_id']!r}", expected)
        if (row["test"] is ClaimTest.MAJORITY) != bool(row["country"]):
            expected = f"a country if the test is {ClaimTest.MAJORITY}, else nothing"
            claims.fault(row, "country", f"is {row['country']!r}", expected)
