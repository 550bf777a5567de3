"""The map: a scene, drawn in the browser by the renderer of `geo.layers`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geo.messages.catalogue import gettext
from views.components import Listener, mount


def show(
    paper: dict[str, Any],
    moving: dict[str, Any],
    act: Callable[[dict[str, Any]], None],
    key: str,
) -> None:
    """Show a scene, and tell of each click; maps with other keys move together with it.

    The paper is an element of its own, because Streamlit sends one that did not change by its hash.
    """
    mount("map_paper", {"paper": paper}, key=f"{key}-paper")
    mount(
        "map",
        moving | {"paper": paper["id"], "main": gettext("The atlas"), "leads": key == "map"},
        key=key,
        # After a turn from light to dark the next run draws in the colours for it.
        on={"clicked": Listener(dict, act), "turned": Listener(str, lambda _: None)},
    )
