"""The tours: what a file may say, each fault with its line, and what the steps show."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import paths
from geo.errors import DataError, Fault
from geo.extents.catalogue import read_catalogue
from geo.layers import sights
from geo.lookup import build_index
from geo.text.corpus import read_corpus
from geo.tours import (
    FIRST,
    LONGEST,
    MOST_BYTES,
    MOST_STEPS,
    OWN,
    PANELS,
    PERSONAL,
    RULES,
    Known,
    check_tours,
    read_known,
    read_tour,
    read_tours,
)
from geo.validate import validate
from views.data import Data
from views.state import PARAMETERS, Panel, parse

TOURS = read_tours(paths.DATA)
KNOWN = read_known(paths.DATA)
CORPUS, CATALOGUE = read_corpus(), read_catalogue()
DATA = Data(CORPUS, CATALOGUE, build_index(CORPUS, CATALOGUE), TOURS)

GOOD = """\
title: My tour
steps:
  - title: The four cities
    words: Two short sentences.
    source: al-Istakhri, p. 145
    show: "?panel=time&extent=istakhri"
    passage: p025
"""


def faults_of(text: str, known: Known = KNOWN) -> list[Fault]:
    tour, faults = read_tour("mine.yaml", text.encode(), known)
    assert (tour is None) == bool(faults)
    return faults


def test_three_tours_come_with_the_atlas_the_main_one_first():
    assert next(iter(TOURS)) == FIRST
    assert set(TOURS) == {FIRST, "along-the-article", "herat"}
    assert 10 <= len(TOURS[FIRST].steps) <= 12
    assert check_tours(paths.DATA) == []


@pytest.mark.parametrize("tour", TOURS.values(), ids=lambda tour: tour.tour_id)
def test_each_step_shows_what_its_link_says(tour):
    """No value is lost on the way: the screen knows all that a step asks for."""
    for step in tour.steps:
        assert parse(step.show, DATA)[1] == []
        assert step.source
        assert step.words.count(". ") < 2
        if step.passage:
            assert any(one.passage_id == step.passage for one in CORPUS.article.passages)


def test_the_first_tour_walks_from_the_sasanians_to_today():
    shown = [step.show.get("extent", [""])[-1] for step in TOURS[FIRST].steps]
    wanted = ["shahrestaniha", "baladhuri", "istakhri", "timurid", "qajar-1857", "iran-1937"]
    assert list(dict.fromkeys(one for one in shown if one in wanted)) == wanted
    assert {"split-2004", "article"} <= set(shown)


def test_what_a_step_may_show_are_keys_of_a_link():
    keys = {key for one in PARAMETERS for key in (one.key, one.former) if key}
    assert set(RULES) <= keys
    assert keys - set(RULES) - PERSONAL == {"tour", "at", "kind", "quiz", "answers"}
    assert set(PANELS) < set(Panel)


def test_a_good_file_is_a_tour():
    tour, faults = read_tour("mine.yaml", GOOD.encode(), KNOWN)
    assert faults == []
    assert (tour.tour_id, tour.title, tour.text) == (OWN, "My tour", GOOD)
    [step] = tour.steps
    assert step.show == {"panel": ["time"], "extent": ["istakhri"]}
    assert step.passage == "p025"


@pytest.mark.parametrize("tour", TOURS.values(), ids=lambda tour: tour.tour_id)
def test_what_one_downloads_can_be_loaded(tour):
    again, faults = read_tour("mine.yaml", tour.text.encode(), KNOWN)
    assert faults == []
    assert again.steps == tour.steps


def test_the_address_of_the_page_may_be_pasted_with_what_is_the_person_s_own():
    text = GOOD.replace("?panel", "http://localhost:8501/?text=large&q=x&panel")
    tour, _ = read_tour("mine.yaml", text.encode(), KNOWN)
    assert tour.steps[0].show == {"panel": ["time"], "extent": ["istakhri"]}


@pytest.mark.parametrize(
    ("old", "new", "where", "wrong", "expected"),
    [
        ('istakhri"', 'istakhry"', (6, "extent"), "istakhry", "istakhri"),
        ("panel=time", "panel=tyme", (6, "panel"), "tyme", "perhaps time"),
        ("extent=", "extant=", (6, "show"), "extant", "perhaps extent"),
        ("extent=istakhri", "view=62,95,4", (6, "view"), "62,95,4", "longitude"),
        ("extent=istakhri", "place=atlantis", (6, "place"), "atlantis", "a place of the article"),
        ("?panel=time&extent=istakhri", "istakhri", (6, "show"), "istakhri", "?panel="),
        ("p025", "p999", (7, "passage"), "p999", "a passage"),
        ("  - title: The four cities\n    words", "  - words", (3, "title"), "missing", "text"),
        ("Two short sentences.", "x" * 400, (4, "words"), "400", str(LONGEST["words"])),
        ("Two short sentences.", "[a, b]", (4, "words"), "no text", "text"),
        ("    source:", "    sauce:", (5, ""), "sauce", "perhaps source"),
        ("    source:", "    words: again\n    source:", (5, "words"), "twice", "once"),
        ("title: My tour", "title: [", (3, ""), "cannot be read", "YAML"),
        ("title: My tour", "title: *x", (1, ""), "cannot be read", "YAML"),
        ("steps:\n  -", "steps: nothing\nmore:\n  -", (2, "steps"), "no list", "list"),
        ("title: My tour\n", "", (1, "title"), "missing", "text"),
    ],
)  # fmt: skip
def test_each_fault_has_its_line_and_what_was_expected(old, new, where, wrong, expected):
    assert old in GOOD
    found = faults_of(GOOD.replace(old, new, 1))
    assert any(
        (one.row, one.column) == where and wrong in one.wrong and expected in one.expected
        for one in found
    ), found


def test_all_faults_of_a_file_are_found_at_once():
    text = GOOD.replace("istakhri", "atlantis").replace("p025", "p999")
    assert [one.row for one in faults_of(text)] == [6, 7]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe", b"[" * 30_000, b"a" * (MOST_BYTES + 1), b"- 1", b"just words", b"\0",
        b"title: x\nsteps: []", b"title: x\nsteps:\n" + b"  - 1\n" * (MOST_STEPS + 1),
        b"!!python/object/apply:os.system [echo]", b"&a [*a]", b"? [a]\n: b", b"title: {a: b}",
    ],
)  # fmt: skip
def test_what_is_no_tour_is_a_fault_and_never_an_error(content):
    tour, faults = read_tour("mine.yaml", content, KNOWN)
    assert tour is None
    assert faults


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_raise(content):
    read_tour("mine.yaml", content, Known())


def test_tags_of_yaml_build_nothing():
    """All of a file is text: a date, a number or a tag is what was written."""
    text = GOOD.replace("My tour", "!!timestamp 2004-05-18").replace("Two short", "12")
    tour, faults = read_tour("mine.yaml", text.encode(), KNOWN)
    assert faults == []
    assert tour.title == "2004-05-18"


def test_what_cannot_be_read_elsewhere_is_believed():
    assert faults_of(GOOD.replace("istakhri", "atlantis"), Known()) == []


def test_the_check_of_the_data_prints_the_faults_of_the_tours(tmp_path: Path):
    (tmp_path / "tours").mkdir()
    (tmp_path / "tours" / "mine.yaml").write_text(GOOD.replace("p025", ""), encoding="utf-8")
    found = [str(one) for one in validate(tmp_path) if one.file == "mine.yaml"]
    assert found == ["mine.yaml:7 [passage] has 0 characters; expected text of 1 to 10 characters"]
    with pytest.raises(DataError):
        read_tours(tmp_path)


def test_a_view_becomes_bounds_about_its_point():
    west, south, east, north = sights.of_view(62.0, 35.0, 5)
    assert ((west + east) / 2, (south + north) / 2) == pytest.approx((62.0, 35.0))
    assert sights.of_view(62.0, 35.0, 6)[0] > west
