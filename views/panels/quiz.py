"""The quiz: choose what it asks, answer one question after the other, and see the score."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import streamlit as st

from geo.messages import quiz as words
from geo.messages.catalogue import gettext
from geo.messages.render import render
from geo.quiz.answers import GoOn, Pick, write_steps
from geo.quiz.bank import Bank
from geo.quiz.code import qr_code
from geo.quiz.plan import LENGTHS, Topic
from geo.quiz.question import Question
from geo.quiz.round import Round, Turn
from views import actions
from views.components.focus_here import focus_here
from views.data import Data, bank_of, round_of
from views.state import Panel, State, link_of, set_widget

OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}
"""The names by which only this computer is reached."""


def show(data: Data, state: State) -> None:
    """Show the choice of questions, the question that is on, or the score."""
    bank = bank_of(data)
    if bank is None:
        text = gettext("The quiz cannot be shown.")  # The notice above says why.
        st.html(render("line", text=text, **{"class": "body-text"}))
        return
    played = round_of(data, state.quiz, state.answers)
    if played is None:
        _start(state)
        return
    with st.container(key="quiz"):
        st.html(render("line", text=words.progress(played), **{"class": "quiz-progress"}))
        if played.now:
            _turn(bank, played.now)
        else:
            _result(bank, played)
    _foot(state, is_done=played.is_done)
    focus_here(write_steps(played.steps), ["go-on", "options", "quiz-foot"])


def _start(state: State) -> None:
    """Offer the topics and lengths."""
    text = gettext(
        "How well do you know Khorasan? The questions come from the places and the sources of "
        "the atlas. A wrong answer costs nothing but points, and what you miss comes again."
    )
    st.html(render("line", text=text, **{"class": "body-text"}))
    set_widget("topics", list(state.quiz.topics))
    st.pills(
        gettext("What to ask about (all, unless you choose)"), list(Topic), selection_mode="multi",
        format_func=words.topic_name, key="topics", on_change=actions.choose_topics,
    )  # fmt: skip
    set_widget("length", state.quiz.length)
    st.segmented_control(
        gettext("How many questions"), LENGTHS, required=True, key="length",
        on_change=actions.choose_length,
    )  # fmt: skip
    st.button(
        gettext("Start"), type="primary", icon=":material/play_arrow:", key="start-quiz",
        on_click=actions.start_quiz,
    )  # fmt: skip


def _turn(bank: Bank, turn: Turn) -> None:
    """Ask a question, say how the last try went, and offer the answers or the way on."""
    question = turn.question
    st.html(render("quiz_question", asked=words.asked(bank, question), hint=words.hint(bank, turn)))
    st.html(
        render(
            "quiz_feedback",
            feedback=words.feedback(turn),
            tries=[
                (
                    at + 1 if at + 1 == turn.found_by else 0,
                    words.try_name(at),
                    words.try_result(bank, question, one),
                )
                for at, one in enumerate(turn.tries)
            ],
            truth=words.truth(bank, question) if turn.is_settled else "",
            rests_on=words.rests_on(bank, question) if turn.is_settled else "",
        )
    )
    if turn.is_settled:
        st.button(
            gettext("Go on"), type="primary", icon=":material/arrow_forward:", key="go-on",
            on_click=actions.answer, args=(GoOn(),),
        )  # fmt: skip
        _proof(bank, question, "proof")
    else:
        _options(bank, turn)
        st.html(render("line", text=words.rule(question), **{"class": "citation"}))


def _options(bank: Bank, turn: Turn) -> None:
    """Offer the answers; those that were tried stay in the list, and can't be chosen again."""
    question = turn.question
    is_order = question.topic is Topic.ORDER
    tried = {one.answer for one in turn.tries}
    with st.container(key="options"):
        for number in range(len(question.options)):
            taken = number in turn.draft if is_order else Pick((number,)) in tried
            st.button(
                words.option_name(bank, question, number), width="stretch", disabled=taken,
                key=f"option-{turn.number}-{turn.again}-{len(turn.tries)}-{number}",
                on_click=actions.put_next if is_order else actions.answer,
                args=(number,) if is_order else (Pick((number,)),),
            )  # fmt: skip
    if turn.draft:
        st.button(
            gettext("Begin the order again"), type="tertiary", icon=":material/undo:",
            key="undo-order", on_click=actions.undo_order,
        )  # fmt: skip


def _proof(bank: Bank, question: Question, key: str) -> None:
    """Offer the view of the atlas that shows why the answer is right."""
    catalogue = bank.catalogue
    extent_id = subject = note = ""
    match question.topic:
        case Topic.MAP | Topic.PROVINCE | Topic.COUNTRY:
            subject = question.key
        case Topic.INSIDE:
            subject = question.key
            extent = catalogue.of_source(question.source_id)
            extent_id = extent.extent_id if extent else ""
            dispute = bank.dispute_about(question.key)
            note = dispute.dispute_id if dispute else ""
        case Topic.WHICH:
            extent_id = question.key
        case Topic.ORDER:
            extent_id = question.options[question.right[0]]
    st.button(
        gettext("See it in the atlas"), type="tertiary", icon=":material/map:", key=key,
        on_click=actions.prove, args=(subject, extent_id, note, catalogue.default.extent_id),
    )  # fmt: skip


def _result(bank: Bank, played: Round) -> None:
    """Tell the score, and list what was missed with the right answers."""
    rows = [
        (one.found_by, words.outcome(one), words.asked(bank, one.question)) for one in played.firsts
    ]
    st.html(render("quiz_result", sentences=words.result(played), tries=rows))
    if not played.missed:
        return
    heading = words.missed_heading(played)
    st.html(render("line", text=heading, **{"class": "body-text"}))
    for turn in played.missed:
        st.html(
            render(
                "quiz_missed",
                asked=words.asked(bank, turn.question),
                truth=words.truth(bank, turn.question),
                again=words.missed_again(played, turn),
            )
        )
        _proof(bank, turn.question, f"proof-{turn.number}")


def _foot(state: State, *, is_done: bool) -> None:
    """Offer the link for a class, and other questions."""
    with st.container(key="quiz-foot", horizontal=True):
        if st.button(gettext("Link for the class"), icon=":material/qr_code_2:", key="class-link"):
            _class_link(state)
        st.button(
            gettext("New questions"), icon=":material/shuffle:", key="new-questions",
            on_click=actions.start_quiz,
        )  # fmt: skip
        if is_done:
            st.button(
                gettext("The same again"), icon=":material/replay:", key="same-again",
                on_click=actions.repeat_quiz,
            )  # fmt: skip
        st.button(
            gettext("Other topics"), type="tertiary", key="other-topics",
            on_click=actions.leave_quiz,
        )  # fmt: skip


def _class_link(state: State) -> None:
    """Show the link to these questions, without any answers, as words and as a QR code."""
    fresh = State(language=state.language, panel=Panel.QUIZ, quiz=state.quiz)
    address = st.context.url or ""
    link = f"{address}?{urlencode(link_of(fresh), doseq=True)}"
    only_here = urlsplit(address).hostname in OWN_MACHINE
    html = render("quiz_code", code=qr_code(link), link=link, only_here=only_here)
    st.dialog(gettext("The same questions for everyone"), width="large")(lambda: st.html(html))()
