"""Under the map: what it shows, in words."""

from __future__ import annotations

from geo.layers.view import View
from geo.messages.catalogue import gettext
from geo.messages.render import render
from views import page


def show(view: View) -> None:
    """Offer the words on what the map shows; they travel when they are opened."""
    if fold := page.fold(gettext("In words"), ":material/notes:", "in-words"):
        fold.html(render("in_words", sentences=view.words))
