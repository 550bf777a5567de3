"""The quiz without a browser: a round by buttons alone, clicks on the map, links good and bad."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import parse_qs, urlsplit

import pytest
from apptest import (
    HOSTILE,
    choose,
    click_map,
    component,
    follow,
    has_component,
    linked,
    markup,
    press,
    said,
    scene,
    session,
    tell,
    turn_to,
    visit,
    warnings,
)
from streamlit.testing.v1 import AppTest

from geo.extents.catalogue import read_catalogue
from geo.lookup import build_index
from geo.quiz.answers import Pick, read_steps, write_steps
from geo.quiz.bank import Bank, build_bank, draw
from geo.quiz.lands import read_lands
from geo.quiz.plan import Plan, Topic, read_plan, write_plan
from geo.quiz.round import Round
from geo.text.corpus import read_corpus

STATUS = re.compile(r'<section class="feedback".*?</section>', re.DOTALL)


@cache
def bank() -> Bank:
    corpus, catalogue = read_corpus(), read_catalogue()
    return build_bank(corpus, catalogue, build_index(corpus, catalogue), read_lands())


def quiz(plan: Plan, **link: str) -> AppTest:
    return visit(panel="quiz", quiz=write_plan(plan), **link)


def options(at: AppTest) -> list:
    """Give the buttons that can answer."""
    return [one for one in at.button if one.key.startswith("option-") and not one.disabled]


def has_button(at: AppTest, key: str) -> bool:
    return any(one.key == key for one in at.button)


def feedback(at: AppTest) -> str:
    return STATUS.search(markup(at))[0]


def played(at: AppTest, plan: Plan) -> Round:
    """Give the round that the link tells."""
    [steps] = linked(at, "answers") or [""]
    return Round(draw(bank(), plan), read_steps(steps) if steps else ())


def answer_rightly(at: AppTest, plan: Plan) -> AppTest:
    """Press the right answers to the question that is on."""
    for number in played(at, plan).now.question.right:
        if not has_button(at, "go-on"):  # The last of an order follows by itself.
            [button] = [one for one in options(at) if one.key.endswith(f"-{number}")]
            at = press(at, button.key)
    return at


def click(at: AppTest, lon: float, lat: float) -> AppTest:
    return tell(at, "map", ("clicked", {"target": "spot", "key": "", "lon": lon, "lat": lat}))


def test_a_person_chooses_topics_and_length_and_gets_a_seed():
    at = turn_to(visit(), "quiz")
    at = choose(at, "topics", ["country", "map"])
    at = choose(at, "length", 5)
    assert linked(at, "quiz") == ["0-mc-5"]
    assert not options(at)
    at = press(at, "start-quiz")
    plan = read_plan(*linked(at, "quiz"))
    assert plan.seed > 0
    assert (plan.topics, plan.length) == ((Topic.MAP, Topic.COUNTRY), 5)
    assert "Question 1 of 5" in said(at)
    at = press(at, "new-questions")
    assert read_plan(*linked(at, "quiz")).seed != plan.seed


def test_a_whole_round_by_buttons_alone():
    """Some answers are right, the others are the first ones that are left."""
    plan = Plan(4711, (), 10)
    at = quiz(plan)
    asked = 0
    while not played(at, plan).is_done:
        if has_button(at, "go-on"):
            assert not options(at)
            assert has_button(at, "proof")
            at = press(at, "go-on")
        elif asked % 2:
            at = answer_rightly(at, plan)
            assert "Right!" in feedback(at)
            asked += 1
        else:
            at = press(at, options(at)[0].key)
            asked += has_button(at, "go-on")
    done = played(at, plan)
    assert f"You have {done.points} of 100 points." in said(at)
    assert said(at).count("You found it when it came again.") + said(at).count(
        "You missed it both times."
    ) == len(done.missed)
    for turn in done.missed:
        assert has_button(at, f"proof-{turn.number}")
    assert has_button(at, "same-again")
    again = press(at, "same-again")
    assert linked(again, "answers") == []
    assert linked(again, "quiz") == ["4711-all-10"]


def test_a_reload_and_a_fresh_browser_lose_nothing():
    plan = Plan(4711, (), 5)
    at = answer_rightly(quiz(plan), plan)
    [answers] = linked(at, "answers")
    fresh = quiz(plan, answers=answers)
    assert feedback(fresh) == feedback(at)
    assert said(fresh) == said(at)


def test_a_wrong_answer_is_told_at_once_and_stays_in_the_list():
    plan = Plan(11, (Topic.COUNTRY,), 5)
    at = quiz(plan)
    count = len(options(at))
    [right] = played(at, plan).now.question.right
    wrong = next(one for one in options(at) if not one.key.endswith(f"-{right}"))
    at = press(at, wrong.key)
    assert "You have 2 more tries." in feedback(at)
    assert f"<strong>First try</strong> {wrong.label}: not right" in feedback(at)
    assert len(options(at)) == count - 1
    at = answer_rightly(at, plan)
    assert "7 points" in feedback(at)
    assert 'class="try-2"' in feedback(at)
    assert "GeoNames" in feedback(at)


def test_a_click_on_the_map_answers_a_map_question_only():
    plan = Plan(11, (Topic.MAP,), 5)
    at = quiz(plan)
    target = played(at, plan).now.question.target
    assert scene(at)["answers"]
    assert scene(at)["hits"] == []
    off = click(at, target.lon - 9, target.lat)
    assert "km off" in feedback(off)
    assert [one["text"] for one in scene(off)["labels"]] == ["try 1"]
    at = click(off, target.lon, target.lat)
    assert "Right! That is 7 points." in feedback(at)
    assert not scene(at)["answers"]
    assert bank().spots[played(at, plan).now.question.key].name in [
        one["text"] for one in scene(at)["labels"]
    ]
    assert linked(click(at, 60, 35), "answers") == linked(at, "answers")
    country = quiz(Plan(11, (Topic.COUNTRY,), 5))
    assert not scene(country)["answers"]
    assert linked(click(country, 60, 35), "answers") == []


def test_the_map_does_not_give_the_answer_away():
    for topic in Topic:
        plan = Plan(5, (topic,), 5)
        at = quiz(plan)
        now, told = played(at, plan).now, scene(at)
        assert told["still"] == []
        roles = told["names"] and told["names"]["keep"]["role"]
        assert not {"khorasan", "province", "extent", "town"} & set(roles or ())
        if topic is Topic.COUNTRY:
            assert told["names"] is None
        if topic is Topic.MAP:
            assert told["labels"] == []
        assert not has_component(at, "timeline")
        if topic is Topic.WHICH:
            name = bank().catalogue.extents[now.question.key].title
            assert name not in markup(at)
        at = answer_rightly(at, plan)
        assert scene(at)["names"]["keep"] is None


def test_the_proof_is_a_view_of_the_atlas_and_the_quiz_waits():
    plan = Plan(5, (Topic.INSIDE,), 5)
    at = answer_rightly(quiz(plan), plan)
    question, answers = played(at, plan).now.question, linked(at, "answers")
    at = press(at, "proof")
    assert linked(at, "panel") == ["time"]
    assert linked(at, "ask") == [question.key]
    shown = linked(at, "extent") or [bank().catalogue.default.extent_id]
    assert bank().catalogue.extents[shown[0]].source.source_id == question.source_id
    at = turn_to(at, "quiz")
    assert linked(at, "answers") == answers
    assert has_button(at, "go-on")


def test_the_link_for_the_class_has_the_questions_and_no_answers():
    plan = Plan(5, (Topic.COUNTRY, Topic.MAP), 5)
    at = press(quiz(plan, answers="a"), "class-link")
    [link] = re.findall(r'<a href="([^"]*panel=quiz[^"]*)"', markup(at))
    query = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
    assert query == {"panel": ["quiz"], "quiz": ["5-mc-5"]}
    assert 'src="data:image/svg+xml' in markup(at)


def test_an_order_is_chosen_one_by_one_and_can_be_begun_again():
    plan = Plan(5, (Topic.ORDER,), 5)
    at = quiz(plan)
    count = len(options(at))
    at = press(at, options(at)[1].key)
    assert "Which came next?" in said(at)
    assert len(options(at)) == count - 1
    assert played(at, plan).now.draft
    at = press(at, "undo-order")
    assert linked(at, "answers") == []
    assert len(options(at)) == count


@pytest.mark.parametrize("value", ["x", "-1-all-5", "1-all-7", HOSTILE, "1" * 500])
def test_a_bad_quiz_costs_a_sentence(value: str):
    at = visit(panel="quiz", quiz=value)
    assert len(warnings(at)) == 1
    assert "does not have it" in warnings(at)[0]
    assert has_button(at, "start-quiz")


@pytest.mark.parametrize("value", ["n", "zz", HOSTILE, "a_a", "a_" * 400, "f", "abcdef"])
def test_answers_that_do_not_fit_cost_a_sentence(value: str):
    at = visit(panel="quiz", quiz="4711-i-5", answers=value)
    assert len(warnings(at)) == 1
    assert "do not fit" in warnings(at)[0]
    assert "Question 1 of 5" in said(at)


def test_answers_without_a_quiz_cost_a_sentence():
    at = visit(panel="quiz", answers="a")
    assert len(warnings(at)) == 1


def test_back_takes_an_answer_back():
    plan = Plan(11, (Topic.COUNTRY,), 5)
    at = answer_rightly(quiz(plan), plan)
    at = follow(at, panel="quiz", quiz=write_plan(plan))
    assert "Question 1 of 5" in said(at)
    assert options(at)


def test_where_the_data_are_lost_the_panel_says_so(monkeypatch):
    monkeypatch.setattr("views.panels.quiz.bank_of", lambda _: None)
    assert "The quiz cannot be shown." in said(visit(panel="quiz"))


def test_on_other_maps_of_the_panel_a_place_can_be_opened():
    at = click_map(visit(panel="quiz"), "place", "kabul")
    assert linked(at, "place") == ["kabul"]
    assert session(at).state.panel == "places"
    assert component(at, "map")


def test_steps_that_a_link_holds_need_no_escapes():
    assert write_steps((Pick((0, 2)),)) == "ac"
