"""Under the map: what it shows, in words."""

from __future__ import annotations

import streamlit as st

from geo.layers.view import View
from geo.messages.catalogue import gettext
from geo.messages.render import render


def show(view: View) -> None:
    """Offer the words on what the map shows; they travel when they are opened."""
    fold = st.popover(
        gettext("In words"), icon=":material/notes:", type="tertiary", key="in-words",
        on_change="rerun",
    )  # fmt: skip
    if fold.open:
        with fold:
            st.html(render("in_words", sentences=view.words))
