"""A spot in the panel that scrolls into view when it stands for something new."""

from __future__ import annotations

from views.components import mount


def scroll_here(what: str) -> None:
    """Scroll the panel to this spot when `what` is new.

    Whoever scrolled far down to choose a place sees its name next, not the foot of its card.
    """
    mount("scroll_here", what, key="scroll-here", height=1)
