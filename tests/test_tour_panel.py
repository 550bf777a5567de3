"""The tour and the presenter's screen without a browser: what they say, show and lead to."""

from __future__ import annotations

import pytest
from apptest import (
    click_map,
    component,
    follow,
    has_component,
    layers,
    linked,
    markup,
    press,
    ran,
    said,
    scene,
    session,
    tell,
    turn_to,
    visit,
    warnings,
)
from streamlit.testing.v1 import AppTest

from geo import paths
from geo.layers.hits import Target
from geo.layers.names import NAME_SIZES, PRESENTED
from geo.layers.style import PALETTES, contrast
from geo.messages.tours import fault_line, position
from geo.tours import FIRST, read_tours
from views.state import Panel

TOURS = read_tours(paths.DATA)
STEPS = TOURS[FIRST].steps


def link(at: AppTest) -> dict[str, list[str]]:
    return {key: linked(at, key) for key in at.query_params}


def slide(at: AppTest) -> dict[str, object] | None:
    return component(at, "presenter")["slide"]


def load(at: AppTest, text: str, name: str = "mine.yaml") -> AppTest:
    [uploader] = [one for one in at.get("file_uploader") if one.key == "own-tour"]
    return ran(uploader.upload(name, text.encode(), "text/yaml").run())


# The tour


def test_a_link_to_a_step_opens_it():
    at = visit(tour=FIRST, at="4")
    assert at.segmented_control(key="panel").value == Panel.TOUR
    assert STEPS[3].title in said(at)
    assert STEPS[3].words in said(at)
    assert position(4, len(STEPS)) in said(at)
    assert "extents/baladhuri" in str(layers(at))
    assert scene(at)["sight"]["key"] == f"tour {FIRST} 4"


def test_the_tab_opens_the_first_tour_and_the_reader_sets_the_pace():
    at = turn_to(visit(), Panel.TOUR)
    assert STEPS[0].title in said(at)
    assert at.button(key="step-back").disabled
    press(at, "step-on")
    assert link(at) == {"tour": [FIRST], "at": ["2"]}
    at = follow(at, tour=FIRST, at=str(len(STEPS)))
    assert at.button(key="step-on").disabled


def test_a_step_can_be_chosen_in_the_list():
    at = tell(visit(panel="tour"), "tour-list", ("step", 7))
    assert linked(at, "at") == ["7"]
    lines = component(at, "tour-list")["lines"]
    assert [one["parts"][0][1] for one in lines].index(True) == 6


def test_another_tour_starts_at_its_first_step():
    at = visit(tour=FIRST, at="5")
    ran(at.selectbox(key="tour").select("herat").run())
    assert link(at) == {"tour": ["herat"]}
    assert TOURS["herat"].steps[0].title in said(at)


def test_each_step_sends_the_map_where_it_looks():
    keys = set()
    at = visit(panel="tour")
    for number in range(1, len(STEPS) + 1):
        at = follow(at, tour=FIRST, at=str(number))
        keys.add(scene(at)["sight"]["key"])
    assert len(keys) == len(STEPS)


def test_a_person_s_own_view_comes_before_the_step_s():
    at = visit(tour=FIRST, at="4", view="62.000,35.000,6.00")
    assert scene(at)["sight"]["own"] == [62, 35, 6]


def test_a_step_leads_to_its_passage_and_to_its_map():
    at = press(visit(tour=FIRST, at="4"), "step-passage")
    assert (linked(at, "panel"), linked(at, "passage")) == (["read"], [STEPS[3].passage])
    at = press(visit(tour=FIRST, at="4"), "explore-step")
    assert (linked(at, "panel"), linked(at, "extent")) == (["time"], ["baladhuri"])
    assert linked(turn_to(at, Panel.TOUR), "at") == ["4"]


def test_a_click_on_the_map_goes_on_from_what_the_step_shows():
    at = click_map(visit(tour=FIRST, at="4"), Target.SUBJECT, "AF-HER")
    assert (linked(at, "panel"), linked(at, "extent")) == (["time"], ["baladhuri"])
    assert linked(at, "ask") == ["AF-HER"]


@pytest.mark.parametrize(
    ("bad", "value"), [({"tour": "atlantis"}, "atlantis"), ({"tour": FIRST, "at": "99"}, "99"),
                       ({"tour": "own"}, "own"), ({"present": "yes"}, "yes")],
)  # fmt: skip
def test_a_bad_link_costs_a_sentence(bad, value):
    [sentence] = warnings(visit(**bad))
    assert value in sentence


# A tour of one's own

MINE = """\
title: My class
steps:
  - title: Herat and its neighbours
    words: We look at Herat.
    source: my own
    show: "?panel=time&extent=yaqut"
"""


def test_a_teacher_can_load_her_own_tour_and_it_survives_reruns():
    at = load(visit(panel="tour"), MINE)
    assert linked(at, "tour") == ["own"]
    assert "Herat and its neighbours" in said(at)
    turn_to(at, Panel.PLACES)
    turn_to(at, Panel.TOUR)
    assert "Herat and its neighbours" in said(at)
    assert at.selectbox(key="tour").options[-1] == "My class"
    [button] = [one for one in at.get("download_button") if one.key == "take-tour"]
    assert button.proto.label


def test_another_person_does_not_see_it():
    load(visit(panel="tour"), MINE)
    assert "My class" not in visit(panel="tour").selectbox(key="tour").options


def test_faults_are_listed_with_their_lines_and_nothing_is_lost():
    at = load(visit(tour="herat", at="3", q="Herat"), MINE.replace("yaqut", "yakut"))
    assert link(at) == {"tour": ["herat"], "at": ["3"], "q": ["Herat"]}
    [fault] = session(at).tour_faults
    assert fault.row == 6
    assert fault_line(fault) in said(at)
    at = load(at, MINE)
    assert session(at).tour_faults == ()
    assert (linked(at, "tour"), linked(at, "q")) == (["own"], ["Herat"])


def test_a_hostile_file_stays_text():
    at = load(visit(panel="tour"), MINE.replace("my own", "<script>alert(1)</script>"))
    assert "<script>" not in markup(at)
    assert "alert(1)" in said(at)


# The presenter's screen


def test_presenting_shows_a_title_a_sentence_and_a_counter():
    at = visit(tour=FIRST, at="5", present="1")
    shown = slide(at)
    assert (shown["title"], shown["text"]) == (STEPS[4].title, STEPS[4].words)
    assert (shown["at"], shown["count"]) == (5, len(STEPS))
    assert shown["counter"]
    assert 'class="head presenting"' in markup(at)
    assert scene(at)["present"]


def test_the_map_and_all_else_stay_the_same_elements():
    """Presenting is a class on the page: the map is not made anew."""
    at = visit(tour=FIRST, at="5")
    before = [one.proto.id for one in at.get("bidi_component")]
    tell(at, "presenter", ("entered", True))
    assert linked(at, "present") == ["1"]
    assert [one.proto.id for one in at.get("bidi_component")] == before


def test_steps_of_a_presentation_are_those_of_the_tour():
    at = tell(visit(tour=FIRST, at="5", present="1"), "presenter", ("step", 6))
    assert (linked(at, "at"), linked(at, "present")) == (["6"], ["1"])
    assert slide(at)["title"] == STEPS[5].title


def test_without_a_tour_the_steps_are_the_extents_in_the_order_of_time(catalogue):
    at = visit(panel="time", present="1")
    ids = list(catalogue.extents)
    shown = slide(at)
    assert (shown["at"], shown["count"]) == (ids.index(catalogue.default.extent_id) + 1, len(ids))
    tell(at, "presenter", ("step", 1))
    assert linked(at, "extent") == [ids[0]]


@pytest.mark.parametrize(
    "state",
    [
        {}, {"panel": "time", "extent": "yaqut", "view": "62.000,35.000,6.00"},
        {"tour": FIRST, "at": "3"}, {"place": "kabul"}, {"panel": "read", "passage": "p024"},
        {"panel": "time", "extent": "wide"}, {"panel": "time", "extent": "together"},
        {"panel": "time", "against": "qudama"}, {"panel": "borders", "ask": "AF-HER"},
    ],
    ids=str,
)  # fmt: skip
def test_leaving_returns_to_the_very_state_one_came_from(state):
    at = visit(**state)
    before = link(at)
    tell(at, "presenter", ("entered", True))
    assert slide(at)["title"]
    if slide(at)["count"] > 1:
        tell(at, "presenter", ("step", 9))
        assert link(at) != before | {"present": ["1"]}
    tell(at, "presenter", ("left", True))
    assert link(at) == before
    assert slide(at) is None


def test_leaving_a_link_that_presents_stays_at_its_step():
    at = tell(visit(tour=FIRST, at="5", present="1"), "presenter", ("left", True))
    assert link(at) == {"tour": [FIRST], "at": ["5"]}


def test_a_map_that_is_presented_has_no_pins_that_nobody_can_open():
    assert "notes" in layers(visit(panel="time"))
    assert "notes" not in layers(visit(panel="time", present="1"))


def test_the_smallest_name_is_as_large_as_the_page_s_type():
    assert min(NAME_SIZES.values()) * PRESENTED == pytest.approx(16)
    assert scene(visit(present="1"))["factor"] == PRESENTED
    assert scene(visit())["factor"] == 1


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda palette: palette.name)
def test_names_on_the_wall_have_a_contrast_of_seven_to_one_on_their_halo(palette):
    texts = ("text", "quiet_text", "water_text", "khorasan_text", "place")
    for name in texts:
        assert contrast(getattr(palette, name), palette.halo) >= 7, name


def test_the_presenter_is_there_in_every_panel():
    at = visit()
    for panel in Panel:
        assert has_component(follow(at, panel=panel), "presenter")
