"""The map: what lies on what, as one pydeck deck without a basemap provider."""

from __future__ import annotations

import json
from typing import Any

import pydeck as pdk

from geo import extent_layers, layers, reading_layers
from geo.errors import AtlasError
from geo.layers import View
from geo.style import css

EMPTY_STYLE = 'data:application/json,{"version":8,"sources":{},"layers":[]}'
"""A style without sources: it fetches nothing, and brings the zoom buttons."""

ORDER = (
    layers.ground, layers.relief,
    extent_layers.bands, extent_layers.comparison, extent_layers.agreement, extent_layers.shares,
    layers.water, layers.borders, layers.khorasan, layers.seams, layers.hover,
    extent_layers.unit, reading_layers.lines, layers.chosen,
    layers.places, reading_layers.near, extent_layers.towns,
    layers.scale, layers.names, extent_layers.notes, extent_layers.labels,
)  # fmt: skip
"""What is drawn, from the bottom to the top; each makes the layers that a view wants of it."""


class Deck(pdk.Deck):  # type: ignore[misc]
    """A pydeck deck that travels as compact JSON and never asks a basemap provider."""

    def to_json(self) -> str:
        """Give the deck as JSON without blanks, with the empty style."""
        deck = json.loads(super().to_json())
        deck["mapStyle"] = EMPTY_STYLE
        return json.dumps(deck, ensure_ascii=False, separators=(",", ":"))


def deck(view: View) -> tuple[Deck, list[str]]:
    """Build the map, and say in a sentence each which of its layers could not be had."""
    stack: list[pdk.Layer] = []
    missing: list[str] = []
    for make in ORDER:
        try:
            stack.extend(make(view))
        except AtlasError as error:
            missing.append(str(error))
    camera = view.camera
    nudge = view.step * 1e-6
    return Deck(
        layers=stack,
        map_provider=None,
        initial_view_state=pdk.ViewState(
            longitude=camera.lon + nudge,
            latitude=camera.lat + nudge,
            zoom=camera.zoom + nudge,
            min_zoom=1,
            max_zoom=9,
        ),
        views=[pdk.View(type="MapView", controller={"dragRotate": False, "touchRotate": False})],
        tooltip=tooltip(view),
    ), missing


def tooltip(view: View) -> dict[str, Any]:
    """Tell what is under the pointer on a slip of the map's own paper."""
    palette = view.palette
    style = {
        "backgroundColor": css(palette.halo),
        "border": f"1px solid {css(palette.border)}",
        "borderRadius": "4px",
        "color": css(palette.text),
        "fontSize": "0.95rem",
        "maxWidth": "20rem",
    }
    tip = extent_layers.tip_of(view.extent) if view.theme == "shares" else "tip"
    return {"html": f"<strong>{{name}}</strong><br>{{{tip}}}", "style": style}
