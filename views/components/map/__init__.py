"""The map: a scene, drawn in the browser by the renderer of `geo.layers`."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from typing import Any

from views.components import Listener, map_paper, mount

MOVING = ("sight", "choice")
"""The parts of a scene that a click on a place changes; all else is its paper."""


def show(scene: dict[str, Any], act: Callable[[dict[str, Any]], None]) -> None:
    """Show a scene, and tell of each click."""
    paper = {key: value for key, value in scene.items() if key not in MOVING}
    paper_id = zlib.crc32(json.dumps(paper, sort_keys=True).encode())
    map_paper.lay(paper | {"id": paper_id})
    moving = {key: scene[key] for key in MOVING}
    mount("map", moving | {"paper": paper_id}, key="map", on={"clicked": Listener(dict, act)})
