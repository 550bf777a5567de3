"""A spot that keeps the focus in the panel when the button that had it has gone."""

from __future__ import annotations

from collections.abc import Sequence

from views.components import mount


def focus_here(what: str, keys: Sequence[str]) -> None:
    """Focus the first button of these containers when `what` is new and nothing has the focus.

    Whoever answers by keyboard goes on from the answer, not from the foot of the page.
    """
    mount("focus_here", {"what": what, "keys": keys}, key="focus-here", height=1)
