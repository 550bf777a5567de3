"""The map's paper: all of a scene that a click leaves as it is.

It is a component of its own, because Streamlit sends an element that did not change by its hash.
"""

from __future__ import annotations

from typing import Any

from views.components import mount


def lay(paper: dict[str, Any]) -> None:
    """Hand the paper to the map, which waits for the one with its `paper_id`."""
    mount("map_paper", paper, key="map-paper")
