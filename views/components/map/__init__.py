"""The map: a scene, drawn in the browser by the renderer of `geo.layers`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from views.components import Listener, mount


def show(scene: dict[str, Any], act: Callable[[dict[str, Any]], None]) -> None:
    """Show a scene, and tell of each click."""
    mount("map", scene, key="map", on={"clicked": Listener(dict, act)}, height="stretch")
