"""The evidence: who says of which town that it lies in Khorasan, or not, and where they differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from geo.cells import Name
from geo.errors import DataError
from geo.extents.evidence_tables import (
    CLAIMS_FILE,
    DISPUTES_FILE,
    EXTENTS_FILE,
    LIMITS_FILE,
    REPORTS_FILE,
    SOURCES_FILE,
    TESTIMONY_FILE,
    TOWNS_FILE,
    UNITS_FILE,
    WITNESSES_FILE,
    WORKS_FILE,
    Box,
    cited_as,
    read_evidence_tables,
)
from geo.tables import Table
from geo.vocabulary import (
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


@dataclass(frozen=True)
class Source:
    """A written source or a state boundary.

    `date` is when it was written, in words; `written_from` to `written_to` is the same in years,
    None for the border of a state. `year_from` to `year_to` is the time it speaks of, with years
    before the common era negative, None where it is not known. `edition` is the text that was
    opened. `short` names it after "Khorasan after", with a date; `says` tells a reader who says
    so, what they count in and where it ends; `disputed` what is unsure in that. `about` tells who
    the author was and what he had seen himself, or who made the border; `about_from` is where
    that is read. `draws_on` are the ids of the sources that it copies or quotes.
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
    draws_on: tuple[str, ...]

    @property
    def undated(self) -> str:
        """The short name without the date after it."""
        return self.short.partition(",")[0]


@dataclass(frozen=True)
class Town:
    """A historic town, district or region, located independently of any map of Khorasan.

    `lon`, `lat` are WGS84 degrees, true to within `radius_km`; `modern` is today's name and
    place. `bank` is the one of the Oxus that the texts name, None where they need not. `geonames`
    is an id that the data set in `source` gave, or empty.
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
    bank: Bank | None
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

    `quarter` is the part of Khorasan, or of its neighbour, that the source puts it in. `toponym`
    is the town's name as the work `work_id` writes it on that `page`; `citation` is both in short.
    All four are empty where no written source was found. `says` renders what the source says in
    our own words where that is more than a list.
    """

    source_id: str
    town_id: str
    relation: Relation
    quarter: str
    work_id: str
    page: str
    citation: str
    toponym: str
    says: str
    basis: Basis
    note: str


@dataclass(frozen=True)
class Work:
    """A book in the edition that was read; `cite` names it in short, before a page.

    `link` is the edition's address, or empty; `language` is the tag of the toponyms' language.
    """

    work_id: str
    cite: str
    citation: str
    link: str
    language: str


@dataclass(frozen=True)
class StatedLimit:
    """A limit of Khorasan that a source itself names, in its words and in ours.

    A desert lies between the towns `around` it.
    """

    source_id: str
    limit: Limit
    work_id: str
    page: str
    toponym: str
    says: str
    around: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What a writer says that people call Khorasan, far beyond what he counts in himself.

    The use reaches from a point (WGS84 degrees) to another, or else in a `direction`; a report of
    one place alone has neither. `points` is where the coordinates come from; `draws_on` is the
    report that this one only repeats.
    """

    report_id: str
    title: str
    work_id: str
    page: str
    toponym: str
    says: str
    written_from: int
    written_to: int
    from_name: str
    from_lon: float
    from_lat: float
    to_name: str
    to_lon: float | None
    to_lat: float | None
    direction: Direction | None
    points: str
    draws_on: str


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
    by_law: bool
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
class Witness:
    """What one list of an earlier time says to a claim of growth, and whether it bears it out.

    `source_id` is the source of which an extent is drawn, or empty.
    """

    claim_id: str
    source_id: str
    work_id: str
    page: str
    agrees: bool
    says: str


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
    works: dict[str, Work]
    limits: tuple[StatedLimit, ...]
    reports: tuple[Report, ...]
    witnesses: tuple[Witness, ...]

    def citation_of(self, said: Statement | StatedLimit | Report | Witness) -> str:
        """Cite where something is said in short, with the edition's address in brackets."""
        work = self.works.get(said.work_id)
        if work is None:
            return ""
        cited = cited_as(work.cite, said.page)
        return f"{cited} ({work.link})" if work.link else cited

    def standing_for(self, role: Role) -> ExtentRecord:
        """Find the extent that stands for something in the article's sentence."""
        return next(one for one in self.extents.values() if one.stands_for == role)

    @property
    def written(self) -> list[str]:
        """The ids of the extents that are derived from towns, in their file's order."""
        return [i for i, one in self.extents.items() if one.derivation is Derivation.TOWNS]

    @property
    def default(self) -> ExtentRecord:
        """The extent that is shown unless another is asked for."""
        return next(one for one in self.extents.values() if one.default)


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
        works={one.work_id: one for one in _records(Work, tables[WORKS_FILE])},
        limits=tuple(_records(StatedLimit, tables[LIMITS_FILE])),
        reports=tuple(_records(Report, tables[REPORTS_FILE])),
        witnesses=tuple(_records(Witness, tables[WITNESSES_FILE])),
    )


def _records(record: Callable[..., Record], table: Table) -> list[Record]:
    """Make a record of each row."""
    return [record(**{key: row[key] for key in row if key != "row"}) for row in table.rows]
