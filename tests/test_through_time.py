"""Hold the panel Through time to its promises: who says so, who disagrees, and the link."""

from __future__ import annotations

import json

import pytest
from screen import deck_json, layer_ids, linked, press, ran, said, visit, warnings

from geo.history import DEFAULT, read_history

HISTORY = read_history()


def time(**link: str):
    return visit(panel="time", **link)


def rows(at) -> tuple[list, list]:
    """Give the timeline's rows and which are chosen."""
    [component] = at.get("bidi_component")
    data = json.loads(component.proto.json)
    return data["rows"], data["chosen"]


@pytest.mark.parametrize("extent_id", HISTORY.extents)
def test_each_extent_says_who_says_so_and_what_is_in_doubt(extent_id):
    at = time(extent=extent_id)
    source = HISTORY.extents[extent_id].source
    for text in (source.says, source.disputed, source.citation):
        assert text in said(at)
    assert source.short in said(at)
    assert f"extent-{extent_id}" in layer_ids(at)
    assert not warnings(at)


def test_without_a_link_the_classical_one_is_shown():
    assert rows(time())[1] == [DEFAULT]


def test_the_timeline_holds_every_extent_in_order():
    ids = [row[0] for row in rows(time())[0]]
    assert ids == ["together", *HISTORY.extents]


def test_stepping_goes_through_all_and_stops_at_the_ends():
    at = time(extent="together")
    assert at.button(key="earlier").disabled
    for extent_id in HISTORY.extents:
        at = press(at, "later")
        assert linked(at, "extent") == ([] if extent_id == DEFAULT else [extent_id])
    assert at.button(key="later").disabled


def test_choosing_on_the_timeline_shows_that_extent():
    at = time()
    at.session_state["timeline"] = {"chosen": "mustawfi"}
    at.query_params["extent"] = "mustawfi"
    at = ran(at.run())
    assert HISTORY.extents["mustawfi"].source.says in said(at)


def test_all_together_says_how_far_the_sources_agree():
    at = time(extent="together")
    assert "at least 1" in said(at)
    assert "all 7" in said(at)
    assert any(name.startswith("agreement-") for name in layer_ids(at))
    assert at.selectbox(key="against").disabled


def test_two_are_compared_in_numbers_and_on_the_map():
    at = time(extent="istakhri", against="baladhuri")
    assert "Only al-Baladhuri" in said(at)
    assert "chiefly in" in said(at)
    assert "comparison" in layer_ids(at)
    labels = next(row for row in json.loads(deck_json(at))["layers"] if row["id"] == "labels")
    assert len(labels["data"]["features"]) == 3


def test_choosing_one_to_compare_with_is_in_the_link():
    at = time()
    at = ran(at.selectbox(key="against").select("yaqut").run())
    assert linked(at, "against") == ["yaqut"]
    assert "Only Yaqut" in said(at)


def test_stepping_onto_the_one_compared_with_ends_the_comparison():
    at = press(time(extent="istakhri", against="muqaddasi"), "later")
    assert linked(at, "against") == []


@pytest.mark.parametrize("note", HISTORY.evidence.disputes, ids=lambda note: note.dispute_id)
def test_each_disagreement_can_be_read_and_is_cited(note):
    at = time(note=note.dispute_id)
    assert note.says in said(at)
    assert note.citation in said(at)


@pytest.mark.parametrize("key", ["extent", "against", "note"])
def test_a_bad_link_gives_a_sentence_and_the_rest_is_shown(key):
    at = time(**{key: "<b>atlantis</b>"})
    [sentence] = warnings(at)
    assert "<b>atlantis</b>" in sentence
    assert HISTORY.extents[DEFAULT].source.says in said(at)


def test_a_bad_panel_gives_a_sentence_and_the_places():
    at = visit(panel="atlantis")
    assert "atlantis" in warnings(at)[0]
    assert "places of the article" in said(at)


def test_what_is_chosen_stays_chosen_in_the_next_panel():
    at = visit(place="kabul", extent="mustawfi")
    at = ran(at.segmented_control(key="panel").select("time").run())
    assert linked(at, "place") == ["kabul"]
    assert "ring-kabul" in layer_ids(at)
    assert HISTORY.extents["mustawfi"].source.says in said(at)
    at = ran(at.segmented_control(key="panel").select("places").run())
    assert linked(at, "panel") == []
    assert "extent-mustawfi" in layer_ids(at)


def test_the_evidence_is_listed_in_words_when_it_is_opened():
    at = time(extent="qudama")
    statements = HISTORY.statements_of(HISTORY.extents["qudama"])
    label = next(e.label for e in at.expander if e.label.startswith("The evidence"))
    assert f"{sum(one.relation == 'in' for one in statements)} towns in" in label
    names = [HISTORY.evidence.towns[one.town_id].name for one in statements]
    assert names[0] not in said(at)
    at.session_state["evidence"] = True
    at = ran(at.run())
    assert all(name in said(at) for name in names)
