"""Where the sources disagree: short notes, each at its place on the map."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from geo.extents.catalogue import ExtentCatalogue
from geo.extents.evidence import Dispute
from geo.messages.catalogue import gettext, listed
from geo.messages.render import render
from views import actions
from views.state import set_widget


def show(note: Dispute, catalogue: ExtentCatalogue) -> None:
    """Show the note that is open."""
    st.html(written(note, catalogue))
    st.button(
        gettext("Close the note"), key="close-note", icon=":material/close:", type="tertiary",
        on_click=actions.open_note, args=(None,),
    )  # fmt: skip


def offer(catalogue: ExtentCatalogue, note: Dispute | None) -> None:
    """Offer all the notes."""
    titles = {one.dispute_id: one.title for one in catalogue.evidence.disputes}
    set_widget("note", note.dispute_id if note else None)
    st.pills(
        gettext("Where the sources disagree"), list(titles), format_func=titles.__getitem__,
        key="note", on_change=actions.choose_note,
    )  # fmt: skip


def written(note: Dispute, catalogue: ExtentCatalogue) -> Markup:
    """Write a note: what is disputed, who is on which side, and where to read it."""
    evidence = catalogue.evidence
    sides = [
        (title, "; ".join(evidence.sources[source_id].short for source_id in source_ids))
        for title, source_ids in (
            (gettext("In"), note.counted_in),
            (gettext("On the border"), note.on_edge),
            (gettext("Out"), note.counted_out),
        )
        if source_ids
    ]
    lands = [evidence.towns[town_id].plain_name for town_id in note.towns]
    basis = ""
    if len(lands) > 1:
        basis = gettext("The sides follow what each source says of {lands}.", lands=listed(lands))
    return render("dispute", dispute=note, sides=sides, basis=basis)
