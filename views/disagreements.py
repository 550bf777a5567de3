"""Where the sources disagree: short notes, each at its place on the map."""

from __future__ import annotations

import streamlit as st

from geo.evidence import Dispute
from geo.history import History
from views import link
from views.markup import Markup, element, join

SIDES = (("counted_in", "In"), ("on_edge", "On the border"), ("counted_out", "Out"))


def show(note: Dispute, history: History) -> None:
    """Show the note that is open."""
    st.html(written(history, note))
    st.button(
        "Close the note",
        icon=":material/close:",
        type="tertiary",
        on_click=link.open_note,
        args=(None,),
    )


def offer(history: History, note: Dispute | None) -> None:
    """Offer all the notes."""
    titles = {one.dispute_id: one.title for one in history.evidence.disputes}
    st.session_state["note"] = note.dispute_id if note else None
    st.pills(
        "Where the sources disagree", list(titles), format_func=titles.__getitem__, key="note",
        on_change=_chosen,
    )  # fmt: skip


def written(history: History, note: Dispute) -> Markup:
    """Write a note: what is disputed, who is on which side, and where to read it."""
    sides = [
        join(element("dt", title), element("dd", "; ".join(_names(history, ids))))
        for side, title in SIDES
        if (ids := getattr(note, side))
    ]
    lands = [history.evidence.towns[town_id].name.split(" (")[0] for town_id in note.towns]
    judged = f"The sides are by what each says of {' or '.join(lands)}, where it names one. "
    return element(
        "section",
        element("h2", note.title, class_="relation"),
        element("p", note.says, class_="says"),
        element("dl", *sides, class_="card") if sides else "",
        element("p", judged if len(lands) > 1 else "", note.citation, class_="citation"),
        class_="dispute",
    )


def _names(history: History, source_ids: tuple[str, ...]) -> list[str]:
    return [history.evidence.sources[source_id].short for source_id in source_ids]


def _chosen() -> None:
    link.open_note(st.session_state["note"])
