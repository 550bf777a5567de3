"""Events: what components and the map tell opens what it means, and anything else is ignored."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from apptest import (
    click_map,
    heading,
    linked,
    scene,
    session,
    tell,
    unfold,
    visit,
)
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo.layers.hits import Target
from views.components import Listener, _hear
from views.state import PARAMETERS, Panel

WRONG = {str: 5, int: "4689", dict: "kabul"}
"""For each type that an event's value can have, a value that is not of it."""

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=3,
)
"""Whatever a browser can send as JSON."""


def listening(at: AppTest) -> tuple[Any, ...]:
    """Give all that an event can change."""
    return dict(at.query_params), deepcopy(vars(session(at))), json.dumps(scene(at))


# Components


def places() -> AppTest:
    return visit()


def reader() -> AppTest:
    return visit(panel="read")


def company() -> AppTest:
    return unfold(visit(panel="read", place="afghanistan"), "company")


def uses() -> AppTest:
    return unfold(visit(panel="read"), "the-name")


def timeline() -> AppTest:
    return visit(panel="time")


def bars() -> AppTest:
    return visit(panel="borders")


def search() -> AppTest:
    return visit(panel="borders", q="Herat")


@pytest.mark.parametrize(
    ("screen", "key", "event", "value"),
    [
        (places, "places", "chosen", "kabul"),
        (reader, "reader", "chosen", 4689),
        (reader, "reading-chart", "went", 4689),
        (reader, "reader", "section", 4689),
        (company, "companions", "companion", "pakistan"),
        (company, "companions", "whole", "afghanistan"),
        (company, "companions", "at", 4689),
        (uses, "uses", "at", 4689),
        (uses, "uses", "extent", "baladhuri"),
        (uses, "uses", "unit", "IR-28"),
        (timeline, "timeline", "chosen", "yaqut"),
        (bars, "bars", "chosen", "AF-HER"),
        (search, "search", "subject", "AF-HER"),
        (search, "search", "place", "kabul"),
        (search, "search", "passage", "17622"),
        (places, "map", "clicked", {"target": "place", "key": "kabul", "lon": 69.2, "lat": 34.5}),
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


@pytest.mark.parametrize("kind", [str, int, dict])
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
    ("panel", "target", "value", "key"),
    [
        (Panel.PLACES, Target.PLACE, "kabul", "place"),
        (Panel.READ, Target.PLACE, "kabul", "place"),
        (Panel.TIME, Target.PLACE, "afghanistan", "place"),
        (Panel.TIME, Target.SUBJECT, "nishapur", "ask"),
        (Panel.TIME, Target.NOTE, "bust", "note"),
        (Panel.BORDERS, Target.SUBJECT, "AF-HER", "ask"),
    ],
)
def test_a_click_on_the_map_opens_what_was_clicked(panel, target, value, key):
    at = click_map(visit(panel=panel), target, value)
    assert linked(at, key) == [value]
    changed = {one.key for one in PARAMETERS if linked(at, one.key)} - {key}
    assert changed == ({"panel"} if panel is not Panel.PLACES else set())


@pytest.mark.parametrize("panel", Panel)
@pytest.mark.parametrize(("target", "value"), [("", ""), (Target.PLACE, ""), ("atlantis", "kabul")])
def test_a_click_on_what_opens_nothing_changes_nothing(panel, target, value):
    """Empty ground, a unit that the article does not name, and a target that there is not."""
    at = visit(panel=panel, place="iran")
    before = listening(at)
    click_map(at, target, value)
    assert listening(at) == before


def test_the_agreement_says_how_many_sources_agree_and_opens_nothing():
    [*_, faces] = scene(visit(panel="time", extent="together"))["hits"]
    assert "agreement.json" in faces["data"]
    assert faces["tip"]
    assert "key" not in faces
