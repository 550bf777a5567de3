"""The files of the evidence: what each column holds, and what must hold between the files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from geo.cells import (
    choice,
    country_code,
    geonames_id,
    language_name,
    language_tag,
    many,
    number,
    or_none,
    or_nothing,
    required,
    sentences,
    slug,
    text,
    web_address,
    words,
    year,
)
from geo.citations import words_of
from geo.folding import slug as slug_of
from geo.tables import Column, Table, check_unique, read_table
from geo.vocabulary import (
    SURE_BASES,
    WRITTEN,
    Band,
    Bank,
    Basis,
    Certainty,
    ClaimTest,
    Derivation,
    Direction,
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
WORKS_FILE, LIMITS_FILE, REPORTS_FILE = "works.csv", "limits.csv", "reports.csv"
WITNESSES_FILE = "witnesses.csv"

LABEL_LENGTH = 32
"""Characters at most of a source's short name, which stands in one line on a projector."""
SAYS_WORDS, DISPUTED_WORDS, ABOUT_WORDS = 60, 45, 60
"""Words at most of what a reader is told of a source or a dispute."""

RENDERING_WORDS, REPORT_WORDS = 25, 30
"""Words at most in which what a source says of a town, or of people's use, is rendered."""

CITE_LENGTH = 45
"""Characters at most of a work's short name, which the page follows."""

ABOUT_SENTENCES = 2
"""Sentences that tell who the author of a source was."""

ARABIC_SCRIPT = {"ar", "fa", "ps", "ur"}
"""The languages whose names are in Arabic script unless the tag names another."""

CORNERS = 3
"""Towns at least between which a desert lies."""

Box = tuple[float, float, float, float]
"""West, south, east and north in WGS84 degrees."""


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


def river(cell: str) -> Limit | None:
    """Read a river that land can be cut at, or nothing; raises `ValueError` otherwise."""
    return Limit(choice(Limit.OXUS)(cell)) if cell else None


def clip(cell: str) -> Limit | Box | None:
    """Read a river, a box or nothing; raises `ValueError` if it is none of these."""
    if cell in {"", Limit.OXUS}:
        return river(cell)
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


def known_year(cell: str) -> int:
    """Read a year; raises `ValueError` if there is none."""
    read = year(cell)
    if read is None:
        raise ValueError(cell)
    return read


def cite(cell: str) -> str:
    """Read a work's short name; raises `ValueError` if it is empty, long or has an address."""
    if len(required(cell)) > CITE_LENGTH or "://" in cell:
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
    Column("draws_on", many(slug, ";"), "source_ids separated by ;"),
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
    Column("bank", optional(Bank), one_of(Bank) + ", or nothing"),
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
    Column("work_id", or_nothing(slug), "a work_id of works.csv or nothing"),
    Column("page", text, "where in that work, such as p. 149, or nothing"),
    Column("citation", text, "the work's short name and the page, or nothing"),
    Column("toponym", text, "the town's name as the work writes it, or nothing"),
    Column(
        "says",
        or_nothing(words(RENDERING_WORDS)),
        f"text of at most {RENDERING_WORDS} words or nothing",
    ),
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
    Column("limit", river, "oxus or nothing"),
    Column("quartered", flag, "yes or no"),
    Column("by_writer", flag, "yes or no"),
    Column("by_law", flag, "yes or no"),
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
WORKS = (
    Column("work_id", slug, "a lower-case ASCII slug"),
    Column("cite", cite, f"a short name of at most {CITE_LENGTH} characters"),
    Column("citation", required, "a full citation"),
    Column("link", or_nothing(web_address), "an address or nothing"),
    Column("language", language_tag, "a language tag such as ar or fa"),
)
LIMITS = (
    Column("source_id", slug, "a source_id of sources.csv"),
    Column("limit", Limit, one_of(Limit)),
    Column("work_id", slug, "a work_id of works.csv"),
    Column("page", required, "where in that work, such as p. 149"),
    Column("toponym", required, "the limit's name as the work writes it"),
    Column("says", words(RENDERING_WORDS), f"text of at most {RENDERING_WORDS} words"),
    Column("around", many(slug, ";"), "town_ids separated by ;, around a desert, or nothing"),
)
REPORTS = (
    Column("report_id", slug, "a lower-case ASCII slug"),
    Column("title", required, "a title"),
    Column("work_id", slug, "a work_id of works.csv"),
    Column("page", required, "where in that work, such as p. 149"),
    Column("toponym", required, "the words as the work writes them"),
    Column("says", words(REPORT_WORDS), f"text of at most {REPORT_WORDS} words"),
    Column("written_from", known_year, "a year"),
    Column("written_to", known_year, "a year"),
    Column("from_name", required, "where the reach begins"),
    Column("from_lon", number(-180, 180), "degrees"),
    Column("from_lat", number(-90, 90), "degrees"),
    Column("to_name", text, "where the reach ends, or nothing"),
    Column("to_lon", or_none(number(-180, 180)), "degrees or nothing"),
    Column("to_lat", or_none(number(-90, 90)), "degrees or nothing"),
    Column("direction", optional(Direction), one_of(Direction) + ", or nothing"),
    Column("points", required, "where the coordinates come from"),
    Column("draws_on", or_nothing(slug), "the report_id that it repeats, or nothing"),
)
WITNESSES = (
    Column("claim_id", slug, "a claim_id of claims.csv"),
    Column("source_id", or_nothing(slug), "a source_id of sources.csv, or nothing"),
    Column("work_id", slug, "a work_id of works.csv"),
    Column("page", required, "where in that work, such as p. 149"),
    Column("agrees", flag, "yes or no"),
    Column("says", words(DISPUTED_WORDS), f"text of at most {DISPUTED_WORDS} words"),
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
    WORKS_FILE: WORKS,
    LIMITS_FILE: LIMITS,
    REPORTS_FILE: REPORTS,
    WITNESSES_FILE: WITNESSES,
}
NEEDS_PART = {ClaimTest.LAND, ClaimTest.MAJORITY}
"""The tests that need a part of the article's extent."""


def read_evidence_tables(folder: Path) -> dict[str, Table]:
    """Read the files of `data/evidence/` and check them against each other.

    The tables, by file name, hold the faults. An id that could not be read is not checked
    further.
    """
    tables = {file: read_table(folder / file, columns) for file, columns in TABLES.items()}
    (
        sources, towns, testimony, disputes, extents, units, claims,
        works, limits, reports, witnesses,
    ) = tables.values()  # fmt: skip
    for table, column in (
        (sources, "source_id"), (towns, "town_id"), (disputes, "dispute_id"),
        (disputes, "town_id"), (extents, "extent_id"), (extents, "source_id"),
        (claims, "claim_id"), (claims, "quote"), (works, "work_id"), (reports, "report_id"),
    ):  # fmt: skip
        check_unique(table, column)
    for table, column, known in (
        (testimony, "source_id", sources), (testimony, "town_id", towns),
        (disputes, "town_id", towns), (extents, "source_id", sources),
        (units, "extent_id", extents), (limits, "source_id", sources),
        (limits, "work_id", works), (reports, "work_id", works),
        (witnesses, "claim_id", claims), (witnesses, "work_id", works),
    ):  # fmt: skip
        _check_known(table, column, known)
    _check_years(sources)
    _check_names(towns)
    _check_identifiers(towns)
    _check_once(testimony)
    _check_cited(testimony, works)
    _check_draws_on(sources)
    _check_limits(limits, extents, towns)
    _check_reports(reports)
    _check_witnesses(witnesses, sources)
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


def _check_cited(testimony: Table, works: Table) -> None:
    """Hold each citation to its work and page, and note what is read somewhere but not cited."""
    cites = {row["work_id"]: row["cite"] for row in works.known("work_id", "cite")}
    for row in testimony.known("work_id", "page", "citation", "toponym", "basis"):
        given = [name for name in ("work_id", "page", "citation", "toponym") if row[name]]
        if row["basis"] not in SURE_BASES:
            for name in given:
                testimony.fault(row, name, f"is {row[name]!r}", f"nothing if it is {row['basis']}")
            continue
        for name in ("work_id", "page", "toponym"):
            if name not in given:
                wrong = f"is empty, but the basis is {row['basis']}"
                testimony.fault(row, name, wrong, "where the source says so, and in which words")
        if not (row["work_id"] and cites):
            continue
        if row["work_id"] not in cites:
            testimony.fault(row, "work_id", f"is {row['work_id']!r}", f"a work_id of {works.file}")
        elif row["citation"] != (expected := cited_as(cites[row["work_id"]], row["page"])):
            testimony.fault(row, "citation", f"is {row['citation']!r}", repr(expected))


def cited_as(cite: str, page: str) -> str:
    """Write a short citation: “al-Istakhri, ed. al-Hini, p. 149”."""
    return f"{cite}, {page}"


def _check_draws_on(sources: Table) -> None:
    """Note every source that is said to draw on one that is not there, or on itself."""
    known = {row["source_id"] for row in sources.known("source_id")}
    for row in sources.known("source_id", "draws_on"):
        for source_id in row["draws_on"]:
            if source_id not in known or source_id == row["source_id"]:
                expected = f"another source_id of {sources.file}"
                sources.fault(row, "draws_on", f"is {source_id!r}", expected)


def _check_limits(limits: Table, extents: Table, towns: Table) -> None:
    """Note deserts without towns around them, and extents whose limit no row bears out."""
    known = {row["town_id"] for row in towns.known("town_id")}
    for row in limits.known("limit", "around"):
        if (row["limit"] is Limit.DESERT) != (len(row["around"]) >= CORNERS):
            wrong = f"names {len(row['around'])} towns"
            limits.fault(row, "around", wrong, f"{CORNERS} and more for a desert, else nothing")
        for town_id in row["around"]:
            if known and town_id not in known:
                limits.fault(row, "around", f"is {town_id!r}", f"a town_id of {towns.file}")
    stated = {(row["source_id"], row["limit"]) for row in limits.known("source_id", "limit")}
    for row in extents.known("source_id", "limit"):
        if stated and (row["source_id"], row["limit"]) not in stated:
            wrong = f"is {row['limit']}, for which {limits.file} has no row"
            extents.fault(row, "limit", wrong, "a limit that the source states")


def _check_reports(reports: Table) -> None:
    """Note reports with half an end or two, written backwards, or that repeat what is not there.

    A report of one place alone has neither an end nor a direction.
    """
    known = {row["report_id"] for row in reports.known("report_id")}
    unread = {fault.row for fault in reports.faults}
    for row in (row for row in reports.rows if row["row"] not in unread):
        ends = row["to_lon"] is not None and row["to_lat"] is not None
        if bool(row["to_name"]) != ends or (ends and row["direction"]):
            wrong = f"is {row['direction'] or ''!r} with the end {row['to_name']!r}"
            reports.fault(row, "direction", wrong, "an end with its point, or else a direction")
        if row["written_from"] > row["written_to"]:
            expected = f"{row['written_from']}, its written_from, or later"
            reports.fault(row, "written_to", f"is {row['written_to']}", expected)
        if row["draws_on"] and row["draws_on"] not in known - {row["report_id"]}:
            expected = "another report_id of this file"
            reports.fault(row, "draws_on", f"is {row['draws_on']!r}", expected)


def _check_witnesses(witnesses: Table, sources: Table) -> None:
    """Note every witness that is said to be a source and is none."""
    known = {row["source_id"] for row in sources.known("source_id")}
    for row in witnesses.known("source_id"):
        if row["source_id"] and known and row["source_id"] not in known:
            expected = f"a source_id of {sources.file}, or nothing"
            witnesses.fault(row, "source_id", f"is {row['source_id']!r}", expected)


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
