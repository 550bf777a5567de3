"""Is it in Khorasan? A name typed in any spelling, and what each source answers."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo.extents.catalogue import ExtentCatalogue
from geo.extents.inclusion import SILENT, Amount, Answer, Inclusion, Subject, Verdict
from geo.messages.catalogue import gettext
from geo.messages.extents import capital
from geo.messages.inclusion import (
    accuracy,
    basis,
    figures,
    subject_description,
    summary,
    testimony,
    verdict_answer,
)
from geo.messages.render import render
from geo.vocabulary import WRITTEN
from views import actions, data
from views.components.scroll_here import scroll_here

DISCS: dict[Answer, float] = {
    Inclusion.IN: 1.0, Inclusion.PROBABLY: 0.75, Inclusion.EDGE: 0.5, Inclusion.POSSIBLY: 0.25,
    Amount.ALL: 1.0, Amount.MOST: 0.75, Amount.PART: 0.5,
}  # fmt: skip
"""How full the disc is that stands for an answer; it is empty for all others."""

PERHAPS = 0.25
"""How full the disc is where the source perhaps counts something in, and surely nothing."""


def answers(catalogue: ExtentCatalogue, subject: Subject) -> None:
    """Show what each source answers, in the order of time, and how to put the question away."""
    given = data.answers(catalogue, subject)
    written = [one for one in given if one.source.kind in WRITTEN]
    others = [one for one in given if one.source.kind not in WRITTEN]
    with st.container(key="answers"):
        scroll_here(subject.key)
        st.html(
            render(
                "inclusion",
                name=subject.name,
                description=subject_description(subject),
                summary=summary(catalogue, subject, given),
                accuracy=accuracy(subject),
                written=[_row(subject, one) for one in written],
                others=[_row(subject, one) for one in others],
            )
        )
        _statements(catalogue, given)
        st.button(
            gettext("Close"), icon=":material/close:", type="tertiary", key="unask",
            on_click=actions.ask_about, args=(None,),
        )  # fmt: skip


def fullness(one: Verdict) -> int:
    """Say in per cent how full the disc of an answer is: by the same words, as full."""
    return round(100 * max(DISCS.get(one.answer, 0), PERHAPS if one.perhaps else 0))


def _row(subject: Subject, one: Verdict) -> dict[str, object]:
    return {
        "full": fullness(one),
        "source": capital(one.source.short),
        "answer": verdict_answer(one),
        "figures": figures(one),
        "silent": one.answer in SILENT,
        "basis": basis(subject, one),
    }


def _statements(catalogue: ExtentCatalogue, given: Sequence[Verdict]) -> None:
    """List the citations of those that name the very town."""
    stated = [one for one in given if one.statement]
    if not stated:
        return
    opened = st.expander(
        gettext("Where they say so"), icon=":material/list:", key="stated", on_change="rerun"
    )
    if opened.open:
        rows = [(one.source.short, testimony(catalogue.evidence, one)) for one in stated]
        opened.html(render("definitions", rows=rows, **{"class": "card sources"}))
