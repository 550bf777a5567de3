"""The map: the layers of a view's theme, as one pydeck deck without a basemap provider."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pydeck as pdk

from geo.errors import AssetError
from geo.layers.files import manifest, read_manifest
from geo.layers.paints import css
from geo.layers.themes import THEMES
from geo.layers.view import View

EMPTY_STYLE = 'data:application/json,{"version":8,"sources":{},"layers":[]}'
"""A style without sources: it fetches nothing, and brings the zoom buttons."""

NUDGE = 1e-6
"""Degrees, and zoom levels, that one revision moves the camera, so that Streamlit applies it."""


class Deck(pdk.Deck):  # type: ignore[misc]
    """A pydeck deck that travels as compact JSON and never asks a basemap provider."""

    def to_json(self) -> str:
        """Return the deck as JSON without blanks, with the empty style."""
        deck = json.loads(super().to_json())
        deck["mapStyle"] = EMPTY_STYLE
        return json.dumps(deck, ensure_ascii=False, separators=(",", ":"))


def deck(view: View) -> tuple[Deck, list[AssetError]]:
    """Build the map, and give an error for each of its layers whose files cannot be used."""
    stack: list[pdk.Layer] = []
    missing: dict[str, AssetError] = {}
    for make in (_check_manifest, *THEMES[view.theme].layers):
        try:
            stack.extend(make(view))
        except AssetError as error:
            missing[error.name] = error
    camera = view.camera
    nudge = view.revision * NUDGE
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
        tooltip=_tooltip(view),
    ), list(missing.values())


def _check_manifest(_: View) -> list[pdk.Layer]:
    """Draw nothing; raises `AssetError` if nobody can tell which files are damaged."""
    if not manifest():
        read_manifest()
    return []


def _tooltip(view: View) -> dict[str, Any]:
    """Name what is under the pointer, on a slip of the map's own paper."""
    palette = view.palette
    style = {
        "backgroundColor": css(palette.halo),
        "border": f"1px solid {css(palette.border)}",
        "borderRadius": "4px",
        "color": css(palette.text),
        "fontSize": "0.95rem",
        "maxWidth": "20rem",
    }
    tip = THEMES[view.theme].tip(view)
    return {"html": f"<strong>{{name}}</strong><br>{{{tip}}}", "style": style}


class Target(StrEnum):
    """What a click on the map can mean."""

    PLACE = "place"
    """A place of the article."""
    SUBJECT = "subject"
    """A town or province, of which one asks whether it is in Khorasan."""
    NOTE = "note"
    """A note on what the sources dispute."""


@dataclass(frozen=True)
class MapClick:
    """A click on something on the map; `key` is its id."""

    target: Target
    key: str


_TARGETS = {
    "ground": (Target.PLACE, "place_id"),
    "places": (Target.PLACE, "place_id"),
    "towns": (Target.SUBJECT, "town_id"),
    "shares": (Target.SUBJECT, "code"),
    "notes": (Target.NOTE, "dispute_id"),
}
"""What a layer's features are, by the first part of its id, and which property holds their id."""


def click(selection: dict[str, Any]) -> MapClick | None:
    """Read Streamlit's selection, objects by layer id; None if the click means nothing."""
    for layer_id, objects in selection.get("objects", {}).items():
        target, column = _TARGETS.get(layer_id.partition("-")[0], (None, ""))
        for found in objects:
            key = found.get("properties", {}).get(column)
            if target and key:
                return MapClick(target, key)
    return None
