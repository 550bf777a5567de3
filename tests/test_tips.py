"""The words on the map at the pointer: plain, and all of them from the message catalogue."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from geo.layers.extents import AGREEMENT, tip_of
from geo.messages.catalogue import PSEUDO, language
from geo.messages.extents import capital, short_name
from geo.paths import DATA, STATIC
from geo.pipeline.assets import tips
from geo.pipeline.assets.inputs import Inputs, read_inputs
from geo.pipeline.assets.map import layers, write_layers
from geo.units import units
from geo.vocabulary import Basis, Edge, Limit, Relation

LATIN = re.compile(r"[A-Za-z]+")


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    """Read the data once."""
    return read_inputs(DATA)


@pytest.fixture(scope="module")
def pseudo(inputs: Inputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the map's files in the pseudo-language, without the names on the map."""
    folder = tmp_path_factory.mktemp("map")
    with language(PSEUDO):
        write_layers(layers(inputs), folder)
    return folder


OF_NAMES = {"radius", "wide", "box", "until", "levels", "offsets"}
"""What the placing of the names takes from a feature and adds to it."""


def properties(path: Path) -> Iterator[dict[str, Any]]:
    """Read the properties of a file's features."""
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        yield feature["properties"]


def said(row: Mapping[str, Any]) -> list[str]:
    """List the tips of a feature."""
    return [value for key, value in row.items() if key == "tip" or key.endswith("_tip")]


def test_every_tip_comes_from_the_catalogue(inputs: Inputs, pseudo: Path) -> None:
    """In the pseudo-language no tip has a Latin letter that does not come from the data."""
    evidence = inputs.catalogue.evidence
    names = {
        *(unit.name for unit in units().values()),
        *(statement.quarter for statement in evidence.statements),
        *(source.short for source in evidence.sources.values()),
        *(capital(short_name(source)) for source in evidence.sources.values()),
        *(short_name(source) for source in evidence.sources.values()),
        *(report.title for report in evidence.reports),
        *(town.plain_name for town in evidence.towns.values()),
    } - {""}
    known = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    found = [
        tip for path in pseudo.rglob("*.json") for row in properties(path) for tip in said(row)
    ]
    assert len(found) > 1000
    assert [tip for tip in found if LATIN.search(known.sub("", tip))] == []


def test_titles_of_faces_come_from_the_catalogue(pseudo: Path) -> None:
    """The face's heading, which counts the sources, is in the pseudo-language too."""
    titles = {row["name"] for row in properties(pseudo / Path(AGREEMENT).name)}
    assert not [title for title in titles if LATIN.search(title)]


def test_language_changes_nothing_but_words(pseudo: Path) -> None:
    """The files of another language have the same geometry, ids and numbers."""
    committed = STATIC / "map"
    for path in pseudo.rglob("*.json"):
        own = json.loads(path.read_text(encoding="utf-8"))["features"]
        other = json.loads((committed / path.relative_to(pseudo)).read_text(encoding="utf-8"))
        for one, same in zip(own, other["features"], strict=True):
            if not one["properties"].get("wide"):  # That is pointed at by its name.
                assert one["geometry"] == same["geometry"]
            assert one["properties"].keys() ^ same["properties"].keys() <= OF_NAMES


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 of 7 sources count it in"),
        (1, "1 of 7 sources counts it in"),
        (5, "5 of 7 sources count it in"),
    ],
)
def test_faces_say_how_many_sources_count_them_in(count: int, words: str) -> None:
    """The sentence has the right number of the verb."""
    assert tips.face_title(count, 7) == words


@pytest.mark.parametrize(
    ("relation", "basis", "words"),
    [
        (Relation.IN, Basis.PASSAGE, "counted in · Marw"),
        (Relation.OUT, Basis.UNVERIFIED, "counted out · Marw · not confirmed"),
        (Relation.EDGE, Basis.LITERATURE, "on the border · reported by others"),
    ],
)
def test_towns_say_what_their_source_says(
    inputs: Inputs, relation: Relation, basis: Basis, words: str
) -> None:
    """Relation, quarter and basis are named; a town on the border is in no quarter."""
    statement = inputs.catalogue.evidence.statements[0]
    values = {field.name: getattr(statement, field.name) for field in fields(statement)}
    values |= {"relation": relation, "basis": basis, "quarter": "Marw"}
    assert tips.town_tip(type(statement)(**values)) == words


def test_shares_are_ranges_in_per_cent() -> None:
    """A province is outside, or inside by a range."""
    assert tips.share_tip("Iran", None) == "Iran · outside"
    assert tips.share_tip("Iran", (0.23, 0.34)) == "Iran · 23–34 % inside"


def test_places_count_their_mentions() -> None:
    """A place's tip says what it is, where, and how often it is named."""
    assert tips.place_tip("city", ["", "Afghanistan"], 3) == "city · Afghanistan · 3 mentions"
    assert tips.place_tip("other", [], 1) == "historic state · 1 mention"


EDGES = [
    (key, row)
    for path in sorted((STATIC / "map" / "edges").glob("*.json"))
    for key in [path.stem]
    for row in json.loads(path.read_text(encoding="utf-8"))["features"]
]
"""The stretches of every extent's outline on the map, each with the extent's id."""


def test_every_stretch_of_an_outline_says_whose_it_is_and_what_it_rests_on(
    inputs: Inputs,
) -> None:
    """Every extent that is shown by an outline has them, and none is without words."""
    extents = inputs.catalogue.extents
    assert {key for key, _ in EDGES} == set(extents)
    for key, row in EDGES:
        assert row["properties"]["name"] == tips.edge_title(extents[key])
        assert row["properties"]["tip"]
        assert row["properties"]["kind"] in set(Edge) - {Edge.COAST}


def test_a_stretch_between_towns_says_of_each_what_its_source_says(inputs: Inputs) -> None:
    """The one is counted in; the other is counted out, or on the border."""
    evidence = inputs.catalogue.evidence
    told = re.compile(r"Between (.*), counted in, and (.*), (counted out|on the border): .* apart")
    relations = {"counted out": Relation.OUT, "on the border": Relation.EDGE}
    found = 0
    for key, row in EDGES:
        if row["properties"]["kind"] != Edge.BETWEEN:
            continue
        inside, outside, words = told.fullmatch(row["properties"]["tip"]).groups()
        source_id = inputs.catalogue.extents[key].source.source_id
        says = {
            (evidence.towns[one.town_id].plain_name, one.relation)
            for one in evidence.statements
            if one.source_id == source_id
        }
        assert (inside, Relation.IN) in says
        assert (outside, relations[words]) in says
        found += 1
    assert found > 100


def test_a_stated_edge_names_the_limit_only_if_the_source_states_it(inputs: Inputs) -> None:
    """The Oxus or the desert is the limit where `limits.csv` or the extent says so."""
    catalogue = inputs.catalogue
    for key, row in EDGES:
        tip = row["properties"]["tip"]
        extent = catalogue.extents[key]
        stated = {
            one.limit
            for one in catalogue.evidence.limits
            if one.source_id == extent.source.source_id
        } | {extent.record.limit}
        assert "the Oxus as the limit" not in tip or Limit.OXUS in stated
        assert "the desert as the limit" not in tip or Limit.DESERT in stated


def test_only_a_written_source_is_said_to_name_no_town_beyond(inputs: Inputs) -> None:
    """A border of a state or of the article rests on no list of towns."""
    for key, row in EDGES:
        if "No town beyond is named" in row["properties"]["tip"]:
            assert inputs.catalogue.extents[key].by_towns
            assert row["properties"]["kind"] == Edge.REACH
        elif inputs.catalogue.extents[key].by_towns:
            assert "follows a province of today" not in row["properties"]["tip"]


def test_every_province_has_a_tip_for_every_extent(inputs: Inputs) -> None:
    """The tip that the layer asks for is there, whichever extent it shows."""
    wanted = {tip_of(extent_id) for extent_id in inputs.catalogue.extents}
    for row in properties(STATIC / "map" / "shares.json"):
        assert wanted <= row.keys()
