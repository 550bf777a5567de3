"""The panel Through time without a browser: who says so, who disagrees, and the link."""

from __future__ import annotations

import json
import re

import pytest
from apptest import (
    component,
    layers,
    linked,
    markup,
    press,
    ran,
    said,
    scene,
    tell,
    turn_to,
    unfold,
    visit,
    warnings,
    words_of,
)
from streamlit.testing.v1 import AppTest

from geo.extents.catalogue import read_catalogue
from geo.extents.change import compare_towns
from geo.messages.extents import (
    about_lead,
    agreeing_sources,
    compared,
    dependence,
    evidence_label,
    majority,
    name_in_heading,
    only,
    relation_heading,
    size,
    timeline_name,
    years,
)
from geo.messages.render import with_links
from geo.text.corpus import read_corpus
from geo.vocabulary import PRESENT, Relation
from views.components.timeline import FIRST, LAST
from views.state import TOGETHER, WIDE

CATALOGUE = read_catalogue()
DEFAULT = CATALOGUE.default.extent_id


def time(**link: str) -> AppTest:
    return visit(panel="time", **link)


def chosen(at: AppTest) -> list[str]:
    """Give the ids of the rows that the timeline shows as chosen."""
    return component(at, "time-spot")["chosen"]


@pytest.mark.parametrize("extent_id", CATALOGUE.extents)
def test_each_extent_says_who_says_so_and_what_is_in_doubt(extent_id):
    at = time(extent=extent_id)
    extent = CATALOGUE.extents[extent_id]
    for text in (extent.source.says, extent.source.about, extent.source.disputed,
                 words_of(with_links(extent.source.citation)), extent.source.short, extent.title,
                 about_lead(extent.source), size(extent)):  # fmt: skip
        assert text in said(at)
    assert f"extent-{extent_id}" in layers(at)
    assert not warnings(at)


def test_a_bare_link_shows_the_default_extent():
    assert chosen(time()) == [DEFAULT] == ["istakhri"]


def test_the_timeline_holds_every_extent_in_the_order_of_time():
    *rows, wide = component(time(), "timeline")["rows"]
    assert [row["id"] for row in rows] == list(CATALOGUE.extents)
    reports = CATALOGUE.evidence.reports
    assert wide["id"] == WIDE
    assert wide["speaks"] == [
        min(one.written_from for one in reports), max(one.written_to for one in reports)
    ]  # fmt: skip
    for row in rows:
        source = CATALOGUE.extents[row["id"]].source
        assert row["name"] == timeline_name(CATALOGUE, CATALOGUE.extents[row["id"]])
        start, end = row["speaks"]
        assert FIRST <= start <= end <= LAST
        if source.year_from and source.year_to:
            assert years(source.year_from, source.year_to) in row["when"]
        if source.written_from and source.written_to:
            assert row["written"] == [source.written_from, source.written_to]
            assert years(source.written_from, source.written_to) in row["when"]
    assert len({(row["name"], row["when"]) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(661, 821, "661–821"), (950, 950, "950"), (-50, 100, "50 BCE–100"), (-90, -50, "90–50 BCE"),
     (2004, PRESENT, "2004–today")],
)  # fmt: skip
def test_years_are_written_with_their_era(first, last, expected):
    assert years(first, last) == expected


@pytest.mark.parametrize(
    ("panel", "opens"),
    [("places", "time"), ("read", "time"), ("time", "time"), ("borders", "borders")],
)
def test_a_choice_on_the_timeline_opens_a_panel_that_speaks_of_it(panel, opens):
    at = tell(visit(panel=panel), "timeline", ("chosen", "mustawfi"))
    assert dict(at.query_params) == {"panel": opens, "extent": "mustawfi"}
    assert component(at, "time-spot")["keys"] == (opens == "time")


def test_a_choice_on_the_timeline_shows_that_extent():
    at = tell(time(), "timeline", ("chosen", "mustawfi"))
    assert linked(at, "extent") == ["mustawfi"]
    assert CATALOGUE.extents["mustawfi"].source.says in said(at)
    tell(at, "timeline", ("chosen", DEFAULT))
    assert linked(at, "extent") == []


def test_all_together_says_how_far_the_sources_agree():
    at = time(extent=TOGETHER)
    total = len(CATALOGUE.written)
    for least in range(1, total + 1):
        assert f'<th scope="row">{agreeing_sources(least, total)}</th>' in markup(at)
    assert "agreement" in layers(at)


def test_two_extents_are_compared_in_numbers_and_on_the_map():
    at = time(extent="istakhri", against="baladhuri")
    one, other = (CATALOGUE.extents[key] for key in ("istakhri", "baladhuri"))
    lines = re.findall(r'<span class="swatch (.*?)"></span><span>(.*?)</span>', markup(at))
    assert [(colour, words_of(words)) for colour, words in lines] == [
        (colour, words_of(words))
        for colour, words in zip(
            ("both", "only-one", "only-other"), compared(CATALOGUE, one, other), strict=True
        )
    ]
    assert only(one.source) in words_of(lines[1][1])
    assert only(other.source) in words_of(lines[2][1])
    assert "comparison-istakhri-baladhuri" in layers(at)
    marked = layers(at)["differing-istakhri-baladhuri"]
    towns = compare_towns(CATALOGUE, one, other)
    assert marked["keep"] == {"town_id": sorted(found.town.town_id for found in towns.differing)}
    assert marked["getIcon"] == "@@=properties.istakhri"
    [hit] = [hit for hit in scene(at)["hits"] if "compared" in hit["data"]]
    assert hit["tip"] == ["istakhri_tip", "baladhuri_tip"]
    assert len({label["text"] for label in scene(at)["labels"]}) == 3
    assert chosen(at) == ["istakhri", "baladhuri"]


def test_a_chosen_comparison_is_in_the_link():
    at = time()
    ran(at.selectbox(key="against").select("yaqut").run())
    assert linked(at, "against") == ["yaqut"]
    assert only(CATALOGUE.extents["yaqut"].source) in said(at)


def test_an_extent_is_not_compared_with_itself():
    at = time(extent="yaqut", against="yaqut")
    assert not any(key.startswith("comparison") for key in layers(at))
    assert name_in_heading(CATALOGUE.extents["yaqut"]) not in at.selectbox(key="against").options


def test_a_step_onto_the_extent_compared_with_ends_the_comparison():
    at = tell(time(extent="istakhri", against="muqaddasi"), "timeline", ("chosen", "muqaddasi"))
    assert linked(at, "extent") == ["muqaddasi"]
    assert linked(at, "against") == []


@pytest.mark.parametrize("note", CATALOGUE.evidence.disputes, ids=lambda note: note.dispute_id)
def test_each_dispute_can_be_read_with_its_sides_and_its_citation(note):
    at = time(note=note.dispute_id)
    assert note.says in said(at)
    assert words_of(with_links(note.citation)) in said(at)
    for source_id in (*note.counted_in, *note.on_edge, *note.counted_out):
        assert CATALOGUE.evidence.sources[source_id].short in said(at)
    press(at, "close-note")
    assert linked(at, "note") == []
    assert note.says not in said(at)


@pytest.mark.faults
@pytest.mark.parametrize("key", ["extent", "against", "note"])
def test_a_bad_link_gives_a_sentence_and_the_default_extent_is_shown(key):
    at = time(**{key: "<b>atlantis</b>"})
    [sentence] = warnings(at)
    assert "<b>atlantis</b>" in sentence
    assert CATALOGUE.default.source.says in said(at)


@pytest.mark.faults
def test_an_unknown_panel_gives_a_sentence_and_the_places():
    at = visit(panel="atlantis")
    [sentence] = warnings(at)
    assert "atlantis" in sentence
    assert component(at, "places")["rows"]


def test_what_is_chosen_stays_chosen_in_the_next_panel():
    at = turn_to(visit(place="kabul", extent="mustawfi"), "time")
    assert linked(at, "place") == ["kabul"]
    kabul = read_corpus().places["kabul"]
    assert scene(at)["choice"]["at"] == [kabul.lon, kabul.lat]
    assert CATALOGUE.extents["mustawfi"].source.says in said(at)
    turn_to(at, "places")
    assert linked(at, "panel") == []
    assert "extent-mustawfi" in layers(at)


def test_the_evidence_is_listed_in_words_when_it_is_opened():
    at = time(extent="qudama")
    statements = CATALOGUE.statements_of(CATALOGUE.extents["qudama"])
    inside = sum(one.relation is Relation.IN for one in statements)
    [label] = [one.label for one in at.expander if one.label == evidence_label(statements)]
    assert str(inside) in label
    names = [CATALOGUE.evidence.towns[one.town_id].name for one in statements]
    assert names[0] not in said(at)
    unfold(at, "evidence")
    shown = f"relation-{CATALOGUE.extents['qudama'].extent_id}"
    for relation in (Relation.IN, Relation.OUT):
        [control] = [one for one in at.button_group if one.key == shown]
        control.set_value(relation).run()
        some = [one for one in statements if one.relation is relation]
        assert relation_heading(relation, len(some)) in control.options
        for one in some:
            assert CATALOGUE.evidence.towns[one.town_id].name in said(at)
            assert one.citation in said(at)
            assert one.says in said(at)
            assert f'<bdi lang="ar" dir="rtl">{one.toponym}</bdi>' in markup(at)


def test_the_wide_sense_tells_each_report_with_who_says_so_and_in_which_words():
    """There is no area on the map, and no evidence of towns; the words are real text."""
    at = time(extent=WIDE)
    assert chosen(at) == [WIDE]
    for one in CATALOGUE.evidence.reports:
        language = CATALOGUE.evidence.works[one.work_id].language
        side = "ltr" if language == "en" else "rtl"
        assert one.title in said(at)
        assert one.says in said(at)
        assert one.page in said(at)
        assert f'<bdi lang="{language}" dir="{side}">{one.toponym}</bdi>' in markup(at)
    assert {"reports-reach", "reports-limit", "reports-copy"} <= set(layers(at))
    assert not any(key.startswith("extent-") for key in layers(at))
    assert not warnings(at)


def test_all_together_says_what_most_count_in_and_who_draws_on_whom():
    at = time(extent=TOGETHER)
    for sentence in majority(CATALOGUE):
        assert sentence in said(at)
    sources = [CATALOGUE.extents[key].source.source_id for key in CATALOGUE.written]
    assert dependence(CATALOGUE.evidence, sources) in said(at)
    assert "Yaqut draws on al-Baladhuri" in said(at)


@pytest.mark.parametrize("link", [{"extent": TOGETHER}, {"against": "yaqut"}, {"note": "bust"}])
def test_the_scene_is_small_and_holds_no_outside_address(link):
    told = json.dumps(scene(time(**link)))
    assert "://" not in told
    assert len(told.encode()) < 25_000
