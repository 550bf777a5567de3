"""The quiz: what it asks is certain, a seed says all, every round ends, and a link holds it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.crs import GEOD
from geo.extents.catalogue import read_catalogue
from geo.lookup import build_index
from geo.messages import quiz as words
from geo.quiz.answers import Click, GoOn, Pick, click_at, read_steps, write_steps
from geo.quiz.bank import APART_KM, KNOWN, Bank, SpotKind, build_bank, draw
from geo.quiz.code import qr_code
from geo.quiz.lands import read_lands
from geo.quiz.plan import LENGTHS, MOST_SEED, Plan, Topic, read_plan, write_plan
from geo.quiz.question import POINTS, TRIES, Question, Target, UnfitError
from geo.quiz.round import GAP, Round
from geo.text.corpus import read_corpus
from geo.vocabulary import SURE_BASES, Certainty, Relation

CORPUS, CATALOGUE = read_corpus(), read_catalogue()
EVIDENCE = CATALOGUE.evidence
TOPIC_LISTS = st.lists(st.sampled_from(Topic), unique=True)
PLANS = st.builds(
    Plan,
    st.integers(1, MOST_SEED),
    TOPIC_LISTS.map(lambda chosen: tuple(one for one in Topic if one in chosen)),
    st.sampled_from(LENGTHS),
)
CLICKS = st.builds(click_at, st.floats(-400, 400), st.floats(-90, 90))
PICKS = st.permutations(range(6)).flatmap(
    lambda order: st.integers(1, 6).map(lambda count: Pick(tuple(order[:count])))
)
STEPS = PICKS | CLICKS | st.just(GoOn())
fewer = settings(max_examples=40)


@cache
def bank() -> Bank:
    return build_bank(CORPUS, CATALOGUE, build_index(CORPUS, CATALOGUE), read_lands())


def questions(topic: Topic, seeds: range = range(1, 9)) -> list[Question]:
    return [one for seed in seeds for one in draw(bank(), Plan(seed, (topic,), 20))]


def right(question: Question) -> Pick:
    return Pick(question.right)


def wrong(question: Question, at: int = 0) -> Pick:
    """Give the wrong answer of a number."""
    if len(question.right) > 1:
        return Pick(tuple(reversed(question.right)))
    return Pick(([n for n in range(len(question.options)) if n not in question.right][at],))


def missed(played: Round) -> Round:
    """Miss the question that is on."""
    for at in range(played.now.question.tries):
        played = played.after(wrong(played.now.question, at))
    return played


# What is asked


def test_only_what_is_certain_is_asked():
    named = [one for one in EVIDENCE.statements if one.basis in SURE_BASES]
    for spot in bank().spots.values():
        if spot.key in EVIDENCE.towns and spot.today:
            town = EVIDENCE.towns[spot.key]
            assert town.certainty is Certainty.CERTAIN
            assert sum(one.town_id == spot.key for one in named) >= KNOWN
        elif spot.key in CORPUS.places:
            assert CORPUS.places[spot.key].certainty is Certainty.CERTAIN


def test_names_mean_one_spot():
    names = [spot.name for spot in bank().spots.values()]
    assert len(names) == len(set(names))


def test_a_town_lies_in_its_province_with_all_its_radius():
    lands = bank().lands
    assert any(spot.province for spot in bank().of_kind(SpotKind.TOWN))
    for spot in bank().of_kind(SpotKind.TOWN):
        if spot.province:
            at = (spot.target.lon, spot.target.lat)
            assert shapely.contains_xy(lands.provinces[spot.province], *at)
            assert spot.province.partition("-")[0] == spot.country
    assert not bank().spots["sarakhs"].province  # It lies on both sides of a border.


def test_what_the_sources_dispute_is_said_to_be_disputed():
    disputed = {town_id for one in EVIDENCE.disputes for town_id in one.towns}
    asked = questions(Topic.INSIDE)
    assert {one.key for one in asked} & disputed
    for question in asked:
        played = Round((question,))
        told = words.hint(bank(), played.now)
        assert bool(told) == (question.key in disputed)
        assert ("disagree" in words.truth(bank(), question)) == (question.key in disputed)


def test_in_or_out_is_what_the_source_says_and_all_three_answers_occur():
    asked = questions(Topic.INSIDE)
    for question in asked:
        [said] = [
            one for one in EVIDENCE.statements
            if (one.town_id, one.source_id) == (question.key, question.source_id)
        ]  # fmt: skip
        assert said.basis in SURE_BASES
        assert question.options[question.right[0]] == said.relation
    assert {one.options[one.right[0]] for one in asked} == set(Relation)


def test_an_order_is_one_of_time_without_overlap_and_no_name_tells_a_year():
    for question in questions(Topic.ORDER):
        sources = [CATALOGUE.extents[question.options[at]].source for at in question.right]
        spans = [(one.year_from, one.year_to) for one in sources]
        assert all(a[1] < b[0] for a, b in pairwise(spans))
        for number in range(len(question.options)):
            name = words.option_name(bank(), question, number)
            assert not any(sign.isdigit() for sign in name)


def test_answers_to_choose_from_differ_in_words():
    for topic in Topic:
        for question in questions(topic, range(1, 5)):
            names = [words.option_name(bank(), question, n) for n in range(len(question.options))]
            assert len(set(names)) == len(names)


def test_places_to_choose_from_lie_apart():
    for question in questions(Topic.MAP, range(1, 4)):
        first, *others = (bank().spots[key].target for key in question.options)
        for other in others:
            metres = GEOD.inv(first.lon, first.lat, other.lon, other.lat)[2]
            assert metres / 1000 >= APART_KM or first.area or other.area


def test_no_province_is_asked_for_that_has_the_town_s_name():
    keys = {one.key for one in questions(Topic.PROVINCE)}
    assert keys
    assert not keys & {"hara", "kabul", "balkh", "samarqand", "simnan"}


@fewer
@given(PLANS)
def test_a_seed_draws_the_same_questions_each_about_something_else(plan: Plan):
    drawn = draw(bank(), plan)
    assert drawn == draw(bank(), plan)
    assert 0 < len(drawn) <= plan.length
    assert len({one.key for one in drawn}) == len(drawn)
    assert {one.topic for one in drawn} <= set(plan.topics or Topic)


def test_another_seed_draws_other_questions():
    assert draw(bank(), Plan(1)) != draw(bank(), Plan(2))


def test_every_topic_is_asked():
    assert {one.topic for one in draw(bank(), Plan(7, (), 20))} == set(Topic)


@pytest.mark.parametrize("topic", Topic)
def test_every_question_can_be_put_into_words(topic: Topic):
    for question in questions(topic, range(1, 3)):
        played = Round((question,))
        assert words.asked(bank(), question)
        assert words.rule(question)
        assert words.truth(bank(), question).endswith(".")
        assert words.rests_on(bank(), question)
        done = played.after(right(question))
        assert words.feedback(done.now).startswith("Right")


# How it is marked


def test_a_click_is_worth_less_the_farther_off():
    target = Target(62.2, 34.35, full_km=40, none_km=160)
    worth = [target.closeness(target.distance_km(62.2 + d, 34.35)) for d in (0, 0.4, 1, 1.5, 3)]
    assert worth[:2] == [1, 1]
    assert worth[1:] == sorted(worth[1:], reverse=True)
    assert worth[-1] == 0


def test_a_click_anywhere_in_a_land_is_right():
    spot = bank().spots["AF"]
    for lon, lat in ((65.0, 36.0), (62.0, 32.0), (69.2, 34.5)):
        assert spot.target.closeness(spot.target.distance_km(lon, lat)) == 1
    assert 0 < spot.target.closeness(spot.target.distance_km(59.6, 36.3)) < 1


def test_a_try_less_is_worth_less_and_three_are_the_most():
    question = next(one for one in questions(Topic.COUNTRY) if one.tries == TRIES)
    for tries in range(TRIES):
        played = Round((question,))
        for at in range(tries):
            played = played.after(wrong(question, at))
        assert played.after(right(question)).points == POINTS[tries]
    assert missed(Round((question,))).points == 0


def test_one_answer_is_never_left_alone():
    for topic in set(Topic) - {Topic.ORDER}:
        for question in questions(topic, range(1, 3)):
            assert question.tries < len(question.options)


def test_a_double_click_is_one_try():
    question = questions(Topic.MAP)[0]
    played = Round((question,)).after(Click(51.0, 29.0))
    assert not played.takes(Click(51.02, 29.01))
    assert played.takes(Click(60.0, 41.0))


def test_a_near_click_ends_where_no_try_could_bring_more():
    question = next(one for one in questions(Topic.MAP) if one.target.area is None)
    target = question.target
    lon, lat, _ = GEOD.fwd(target.lon, target.lat, 0, 1000 * (target.full_km + 20))
    turn = Round((question,)).after(click_at(lon, lat)).now
    assert turn.is_settled
    assert turn.is_found
    assert POINTS[1] <= turn.points < POINTS[0]


def test_an_order_is_put_together_piece_by_piece():
    question = questions(Topic.ORDER)[0]
    played = Round((question,))
    for count in range(1, len(question.right)):
        played = played.after(Pick(question.right[:count]))
        assert played.fits
        assert played.now.draft == question.right[:count]
        assert not played.now.tries
    assert played.without_draft().steps == ()
    assert played.after(right(question)).now.is_settled
    assert not Round((question,), (Pick(question.right[:1]), Pick(question.right))).fits


# How a round goes


def test_what_was_missed_comes_again_after_some_others_for_no_points():
    asked = draw(bank(), Plan(3, (Topic.COUNTRY,), 10))
    played = missed(Round(asked)).after(GoOn())
    for _ in range(GAP):
        assert not played.now.again
        played = played.after(right(played.now.question)).after(GoOn())
    assert played.now.again
    assert played.now.question == asked[0]
    before = played.points
    played = played.after(right(asked[0])).after(GoOn())
    assert played.points == before
    assert [one.question for one in played.missed] == [asked[0]]
    assert played.found_again(played.missed[0])


def test_what_was_missed_last_comes_again_at_the_end_and_then_no_more():
    asked = draw(bank(), Plan(3, (Topic.WHICH,), 5))[:1]
    played = missed(Round(asked)).after(GoOn())
    assert played.now.again
    played = missed(played).after(GoOn())
    assert played.is_done
    assert not played.found_again(played.missed[0])


@fewer
@given(PLANS, st.data())
def test_every_round_ends_whatever_is_answered(plan: Plan, data: st.DataObject):
    """A step that is taken leaves fewer to come; the steps are bounded."""
    played = Round(draw(bank(), plan))
    most = sum(2 * (one.tries + 1) for one in played.questions)
    while not played.is_done:
        question = played.now.question
        if played.now.is_settled:
            step = GoOn()
        elif data.draw(st.booleans()):
            step = right(question)
        else:
            tried = [one.answer for one in played.now.tries]
            step = next(
                one
                for one in (wrong(question, at) for at in range(len(question.options)))
                if len(question.right) > 1 or one not in tried
            )
        assert played.takes(step)
        played = played.after(step)
        assert len(played.steps) <= most
    assert 0 <= played.points <= played.most_points
    assert len(played.firsts) == len(played.questions)
    assert replace(played, steps=read_steps(write_steps(played.steps))).points == played.points


@given(PLANS, st.lists(STEPS, max_size=12))
def test_a_round_takes_what_fits_and_refuses_all_else(plan: Plan, steps: list):
    played = Round(draw(bank(), plan))
    for step in steps:
        if played.now is None:
            break
        if played.takes(step):
            before = len(played.over)
            played = played.after(step)
            assert played.fits
            assert len(played.over) - before in {0, 1}
        else:
            with pytest.raises(UnfitError):
                _ = played.after(step).now


def test_nothing_fits_after_the_end():
    [question] = draw(bank(), Plan(3, (Topic.WHICH,), 5))[:1]
    played = Round((question,)).after(right(question)).after(GoOn())
    assert played.is_done
    assert not played.takes(GoOn())
    assert not played.takes(right(question))


# The link


@given(PLANS)
def test_a_plan_is_read_as_it_was_written(plan: Plan):
    assert read_plan(write_plan(plan)) == plan


@given(st.lists(STEPS, min_size=1, max_size=40).map(tuple))
def test_steps_are_read_as_they_were_written(steps):
    text = write_steps(steps)
    assert read_steps(text) == steps
    assert set(text) <= set("abcdefn0123456789.-~_")  # None is escaped in a link.


@given(st.text())
def test_any_other_text_is_refused(text: str):
    for read, write in ((read_plan, write_plan), (read_steps, write_steps)):
        try:
            found = read(text)
        except ValueError:
            continue
        assert write(found) == text or read(write(found)) == found


@pytest.mark.parametrize(
    "text",
    ["", "4711", "4711-all", "4711-all-11", "04-all-5", "1-zz-5", "1-cm-5", "1-mm-5", "²-m-5"],
)
def test_a_plan_that_is_none_is_refused(text: str):
    with pytest.raises(ValueError):  # noqa: PT011 (the message is the text itself)
        read_plan(text)


@pytest.mark.parametrize("text", ["", "aa", "g", "n_", "1~2", "99.00~10.00", "a_" * 999])
def test_steps_that_are_none_are_refused(text: str):
    with pytest.raises(ValueError):  # noqa: PT011 (the message is the text itself)
        read_steps(text)


@given(st.floats(-400, 400), st.floats(-90, 90))
def test_a_click_on_a_repeated_world_is_one_on_this(lon: float, lat: float):
    assume(abs(lon) <= 360)
    click = click_at(lon, lat)
    assert -180 <= click.lon <= 180
    assert read_steps(write_steps((click,))) == (click,)


def test_the_code_is_a_picture_that_asks_nobody():
    code = qr_code("http://room:8501/?panel=quiz&quiz=4711-all-10")
    assert code.startswith("data:image/svg+xml")
    assert "http://room" not in code
