"""The map of the quiz: the ground of the question that is asked, or of the right answer."""

from __future__ import annotations

from dataclasses import replace

from geo.layers import sights
from geo.layers.view import REGION, Label, Named, Shown, Sight, ThemeId, View
from geo.messages import quiz as words
from geo.quiz.answers import Click
from geo.quiz.bank import Bank, SpotKind
from geo.quiz.plan import Topic
from geo.quiz.round import Turn
from views.data import Data, bank_of, round_of
from views.page import palette
from views.state import Panel, State

POINTS = {Topic.PROVINCE, Topic.COUNTRY, Topic.INSIDE}
"""The topics of which the map shows where the town lies that is asked about."""


def view_of(state: State, data: Data) -> View | None:
    """Say what the map is to show for the question that is on; None if there is none."""
    if state.panel is not Panel.QUIZ:
        return None
    bank, played = bank_of(data), round_of(data, state.quiz, state.answers)
    if bank is None or played is None or played.now is None:
        return None
    turn = played.now
    extent_id = _extent(bank, turn)
    bounds = sights.of_extent(extent_id) if extent_id else REGION
    key = f"quiz {state.quiz.seed} {len(played.over)}"
    return View(
        palette=palette(),
        theme=ThemeId.QUIZ,
        sight=replace(Sight(key, bounds), own=state.sight),
        extent=Shown(extent_id, "") if extent_id else None,
        unit=_unit(bank, turn) if turn.is_settled else "",
        labels=tuple(_labels(bank, turn)),
        named=Named.ALL if turn.is_settled else _named(bank, turn),
        asks=turn.question.target is not None and not turn.is_settled,
        words=tuple(filter(None, _words(bank, turn))),
    )


def _words(bank: Bank, turn: Turn) -> list[str]:
    """Say what is asked and how it went: the map's region tells it to who does not see it."""
    question = turn.question
    truth = words.truth(bank, question) if turn.is_settled else ""
    last = [words.try_result(bank, question, one) for one in turn.tries[-1:]]
    asked = [words.asked(bank, question), words.hint(bank, turn)]
    return [*asked, words.feedback(turn), *last, truth]


def _named(bank: Bank, turn: Turn) -> Named:
    """Leave only the names that do not give the answer away."""
    question = turn.question
    if question.topic is Topic.COUNTRY:
        return Named.NOTHING
    if question.topic is Topic.MAP and bank.spots[question.key].kind is SpotKind.COUNTRY:
        return Named.NOTHING
    return Named.COUNTRIES


def _extent(bank: Bank, turn: Turn) -> str:
    """Find the extent that is asked about, or that shows the right answer."""
    question = turn.question
    if question.topic is Topic.WHICH:
        return question.key
    if question.topic is Topic.INSIDE and turn.is_settled:
        extent = bank.catalogue.of_source(question.source_id)
        return extent.extent_id if extent else ""
    return ""


def _unit(bank: Bank, turn: Turn) -> str:
    """Find the province to outline with the right answer."""
    if turn.question.topic in {Topic.MAP, Topic.PROVINCE}:
        return bank.spots[turn.question.key].province
    return ""


def _labels(bank: Bank, turn: Turn) -> list[Label]:
    """Mark the place that is asked about, or that was to be found, and the clicks so far."""
    question = turn.question
    labels = [
        Label(words.click_name(at), one.answer.lon, one.answer.lat, marked=True)
        for at, one in enumerate(turn.tries)
        if isinstance(one.answer, Click)
    ]
    if question.topic in POINTS or (question.topic is Topic.MAP and turn.is_settled):
        spot = bank.spots[question.key]
        labels.append(Label(spot.name, spot.target.lon, spot.target.lat, marked=True))
    return labels
