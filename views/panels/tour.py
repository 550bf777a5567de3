"""Tour: a few steps, each a map and two sentences; the reader sets the pace."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from geo.messages.catalogue import gettext
from geo.messages.render import render, with_links
from geo.messages.tours import fault_line, position
from geo.text.corpus import Corpus
from geo.tours import MOST_BYTES, SUFFIX
from views import actions
from views.components import Listener, link_list, stepper
from views.components.link_list import Line, Target
from views.components.stepper import Step
from views.data import Data
from views.selection import OpenStep
from views.state import session, set_widget


def show(opened: OpenStep, data: Data) -> None:
    """Show the step's words, the way to the others, and the tours that one can take."""
    faults = session().tour_faults
    if faults:
        st.html(render("faults", faults=list(map(fault_line, faults))))
    _steps(opened)
    step = opened.step
    st.html(render("step", step=step, source=with_links(step.source)))
    with st.container(key="tour-ways", horizontal=True):
        if data.corpus and step.passage:
            _offer_passage(data.corpus, step.passage)
        st.button(
            gettext("Explore this map"), type="tertiary", icon=":material/arrow_forward:",
            key="explore-step", on_click=actions.explore_step,
        )  # fmt: skip
    _choose(opened, data)
    _list(opened)
    _own(opened)


def _steps(opened: OpenStep) -> None:
    """Offer the way back and on, and say where one is."""
    count = len(opened.tour.steps)
    with st.container(key="tour-steps", horizontal=True, vertical_alignment="center"):
        stepper.back(Step(gettext("Previous"), "step-back", _to(opened, -1), "P"))
        st.html(render("position", text=position(opened.at, count)))
        stepper.on(Step(gettext("Next"), "step-on", _to(opened, 1), "N"))


def _to(opened: OpenStep, by: int) -> Callable[[], None] | None:
    at = opened.at + by
    if not 1 <= at <= len(opened.tour.steps):
        return None
    return partial(actions.go_to_step, opened.tour.tour_id, at)


def _offer_passage(corpus: Corpus, passage_id: str) -> None:
    """Lead to the passage of the article, which stays folded there if it is sensitive."""
    passage = next(one for one in corpus.article.passages if one.passage_id == passage_id)
    st.button(
        gettext("Read it in the article"), type="tertiary", icon=":material/menu_book:",
        key="step-passage", on_click=actions.read_passage, args=(passage,),
    )  # fmt: skip


def _choose(opened: OpenStep, data: Data) -> None:
    """Offer the tours."""
    tours = data.tours
    set_widget("tour", opened.tour.tour_id)
    st.selectbox(
        gettext("Tour"), list(tours), format_func=lambda tour_id: tours[tour_id].title, key="tour",
        on_change=actions.choose_tour,
    )  # fmt: skip


def _list(opened: OpenStep) -> None:
    """List the steps, the one that is open marked."""
    lines = [
        Line(Target("step", at), [(step.title, at == opened.at)], note=str(at))
        for at, step in enumerate(opened.tour.steps, start=1)
    ]
    go = partial(actions.go_to_step, opened.tour.tour_id)
    link_list.show("tour-list", lines, {"step": Listener(int, go)})


def _own(opened: OpenStep) -> None:
    """Let a teacher take the tour on screen as a start, and load her own."""
    with st.expander(gettext("A tour of your own"), key="own-tours"):
        how = gettext(
            "Download a tour, change it in any text editor, and load it here. It stays in this "
            "window only, until you load the page again."
        )
        st.html(render("line", text=how, **{"class": "body-text"}))
        st.download_button(
            gettext("Download this tour"), opened.tour.text, f"{opened.tour.tour_id}{SUFFIX}",
            "text/yaml", icon=":material/download:", key="take-tour", on_click="ignore",
        )  # fmt: skip
        st.file_uploader(
            gettext("Load your tour"), type=["yaml", "yml"], key="own-tour",
            max_upload_size=max(MOST_BYTES // 2**20, 1), on_change=actions.load_tour,
        )  # fmt: skip
