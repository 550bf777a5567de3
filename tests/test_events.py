"""Events: what components and the map tell opens what it means, and anything else is ignored."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from apptest import click_map, heading, layers, linked, session, tell, type_in, unfold, visit
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo.layers.deck import MapClick, Target, click, deck
from geo.layers.style import LIGHT
from geo.layers.view import Shown, ThemeId, View
from geo.paths import STATIC
from views.components import Listener, _hear
from views.state import PARAMETERS, Panel

COLUMNS = {
    "ground": "place_id",
    "places": "place_id",
    "towns": "town_id",
    "shares": "code",
    "notes": "dispute_id",
}
"""The layers that open something, and the property that holds the id of what they open."""

TARGETS = {"place_id": Target.PLACE, "town_id": Target.SUBJECT, "code": Target.SUBJECT,
           "dispute_id": Target.NOTE}  # fmt: skip
WRONG = {str: 5, int: "4689"}
"""For each type that an event's value can have, a value that is not of it."""

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=3,
)
"""Whatever a browser can send as JSON."""


def listening(at: AppTest) -> tuple[Any, ...]:
    """Give all that an event can change."""
    return dict(at.query_params), deepcopy(vars(session(at))), list(layers(at))


# Components


def places() -> AppTest:
    return visit()


def reader() -> AppTest:
    return visit(panel="read")


def hits() -> AppTest:
    return visit(panel="read", find="airport")


def company() -> AppTest:
    return unfold(visit(panel="read", place="afghanistan"), "company")


def uses() -> AppTest:
    return unfold(visit(panel="read"), "the-name")


def timeline() -> AppTest:
    return visit(panel="time")


def bars() -> AppTest:
    return visit(panel="borders")


def subjects() -> AppTest:
    return type_in(visit(panel="borders"), "asking", "Herat")


@pytest.mark.parametrize(
    ("screen", "key", "event", "value"),
    [
        (places, "places", "chosen", "kabul"),
        (reader, "reader", "chosen", 4689),
        (reader, "reader", "went", 4689),
        (reader, "reader", "section", 4689),
        (hits, "hits", "at", 17622),
        (company, "companions", "companion", "pakistan"),
        (company, "companions", "whole", "afghanistan"),
        (company, "companions", "at", 4689),
        (uses, "uses", "at", 4689),
        (uses, "uses", "extent", "baladhuri"),
        (uses, "uses", "unit", "IR-28"),
        (timeline, "timeline", "chosen", "yaqut"),
        (bars, "bars", "chosen", "AF-HER"),
        (subjects, "subjects", "chosen", "AF-HER"),
    ],
)
def test_a_stale_or_bad_component_event_is_ignored(screen, key, event, value):
    """A value of None was told before; our script sends no other type, and no other event."""
    at = screen()
    before = listening(at)
    for wrong in ((event, None), (event, WRONG[type(value)]), ("unknown", value)):
        tell(at, key, wrong)
        assert listening(at) == before, wrong
    tell(at, key, (event, value))
    assert listening(at) != before


@pytest.mark.parametrize("kind", [str, int])
@given(VALUES)
def test_only_a_value_of_the_type_is_acted_on(kind, value):
    heard = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("views.components.trigger", lambda *_: value)
        _hear("reader", "chosen", Listener(kind, heard.append))
    assert heard == ([value] if type(value) is kind else [])


def test_an_event_is_told_once():
    """The next run without one does nothing."""
    at = tell(visit(), "places", ("chosen", "kabul"))
    at.query_params.clear()
    assert heading(at.run()) is None


# The map


@pytest.mark.parametrize(
    ("panel", "layer", "value", "key"),
    [
        (Panel.PLACES, "places", "kabul", "place"),
        (Panel.PLACES, "ground", "afghanistan", "place"),
        (Panel.READ, "places", "kabul", "place"),
        (Panel.TIME, "ground", "afghanistan", "place"),
        (Panel.TIME, "towns", "nishapur", "ask"),
        (Panel.TIME, "notes", "bust", "note"),
        (Panel.BORDERS, "shares", "AF-HER", "ask"),
    ],
)
def test_a_click_on_the_map_opens_what_its_layer_says(panel, layer, value, key):
    at = visit(panel=panel)
    [layer_id] = [one for one, row in layers(at).items()
                  if one.startswith(f"{layer}-") and row.get("pickable")]  # fmt: skip
    click_map(at, layer_id, **{COLUMNS[layer]: value, "name": "Its name"})
    assert linked(at, key) == [value]
    changed = {one.key for one in PARAMETERS if linked(at, one.key)} - {key}
    assert changed == ({"panel"} if panel is not Panel.PLACES else set())


@pytest.mark.parametrize(
    ("panel", "layer", "properties"),
    [
        (Panel.PLACES, "ground", {"name": "Balkh", "tip": "Afghanistan"}),
        (Panel.PLACES, "places", {"town_id": "nishapur"}),
        (Panel.TIME, "towns", {"place_id": "kabul"}),
        (Panel.TIME, "notes", {"code": "AF-HER"}),
        (Panel.BORDERS, "shares", {"dispute_id": "bust"}),
    ],
)
def test_a_click_on_an_object_of_another_kind_is_ignored(panel, layer, properties):
    """The map gives up its selection, and nothing else happens."""
    at = visit(panel=panel)
    before = dict(at.query_params)
    [layer_id] = [one for one, row in layers(at).items()
                  if one.startswith(f"{layer}-") and row.get("pickable")]  # fmt: skip
    click_map(at, layer_id, **properties)
    assert dict(at.query_params) == before
    assert layer_id not in layers(at)


@pytest.mark.parametrize("layer", COLUMNS)
@given(st.dictionaries(st.sampled_from(sorted(TARGETS)), st.text(min_size=1)))
def test_a_click_means_the_id_of_its_own_layer(layer, properties):
    """The other ids that an object has are not what it stands for."""
    column = COLUMNS[layer]
    expected = MapClick(TARGETS[column], properties[column]) if column in properties else None
    assert click({"objects": {f"{layer}-x-1": [{"properties": properties}]}}) == expected


@pytest.mark.parametrize(
    "selection",
    [
        {},
        {"objects": {}},
        {"objects": {"places-1": []}},
        {"objects": {"places-1": [{}]}},
        {"objects": {"places-1": [{"properties": {"place_id": ""}}]}},
        {"objects": {"atlantis-1": [{"properties": {"place_id": "kabul"}}]}},
        {"objects": {"agreement-1": [{"properties": {"place_id": "kabul", "code": "AF-HER"}}]}},
    ],
    ids=str,
)
def test_a_selection_without_meaning_is_no_click(selection):
    assert click(selection) is None


@pytest.mark.parametrize(
    ("pattern", "column"),
    [
        ("map/places.json", "place_id"),
        ("map/hover.json", "place_id"),
        ("map/towns/*.json", "town_id"),
        ("map/shares.json", "code"),
        ("map/notes.json", "dispute_id"),
    ],
)
def test_the_files_of_the_map_have_the_ids_that_a_click_reads(pattern, column):
    """All objects have one; of the ground only what the article names."""
    features = [
        feature
        for path in STATIC.glob(pattern)
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
    ]
    ids = [feature["properties"].get(column) for feature in features]
    assert any(ids)
    assert all(ids) or pattern == "map/hover.json"


@pytest.mark.parametrize("theme", ThemeId)
def test_every_layer_that_answers_the_pointer_opens_something(theme):
    """But for the faces of the agreement, which only have a tooltip."""
    extent = Shown("istakhri", "al-Istakhri")
    chart, _ = deck(View(LIGHT, theme, extent=extent, against=Shown("yaqut", "Yaqut")))
    pickable = [row["id"] for row in json.loads(chart.to_json())["layers"] if row.get("pickable")]
    assert pickable
    for layer_id in pickable:
        found = click({"objects": {layer_id: [{"properties": dict.fromkeys(TARGETS, "x")}]}})
        assert (found is None) == layer_id.startswith("agreement-")
