"""The scene: all that the renderer needs to draw a view, the layers by pydeck."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from typing import Any, TypeVar

import pydeck as pdk

from geo.errors import AssetError
from geo.layers.files import address, checksum, manifest, read_manifest, remembered
from geo.layers.names import PRESENTED, names
from geo.layers.paints import css
from geo.layers.places import area, choice
from geo.layers.stills import stills
from geo.layers.themes import THEMES
from geo.layers.vendor import publish
from geo.layers.view import NOWHERE, REGION, WORLD, Label, View
from geo.messages.catalogue import current_language, distance, gettext

Scene = dict[str, Any]
"""What `renderer/map.js` draws; its keys are explained where they are made."""

SCALE_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""Kilometres that the scale's bar can stand for."""

T = TypeVar("T")
U = TypeVar("U")


def scene(view: View) -> tuple[Scene, list[AssetError]]:
    """Build a view's scene, and give an error for each of its parts whose files cannot be used."""
    laid, missing = paper(view)
    moved, also_missing = moving(view)
    return laid | moved, [*missing, *also_missing]


def moving(view: View) -> tuple[Scene, list[AssetError]]:
    """Build what a choice changes of a scene: where it looks, the open place, what it says."""
    missing = []
    try:
        outline = area(view)
    except AssetError as error:
        outline = ""
        missing.append(error)
    told = {
        "caption": view.caption,
        "sight": asdict(view.sight),
        "choice": choice(view, outline),
        "said": view.words,
        "present": view.present,
        "factor": PRESENTED if view.present else 1,
    }
    return told, missing


def paper(view: View) -> tuple[Scene, list[AssetError]]:
    """Build all else of a scene, with an `id` of its own; it is the same for many people."""
    place = view.place if view.reading.company else None
    try:
        laid = replace(view, place=place, sight=NOWHERE, caption="", words=())
        return _paper(laid, current_language()), []
    except _IncompleteError as error:
        return error.made, error.missing


class _IncompleteError(Exception):
    """A paper lacks some parts; it is raised so that nobody remembers it once they are there."""

    def __init__(self, made: Scene, missing: list[AssetError]) -> None:
        super().__init__()
        self.made = made
        self.missing = missing


@remembered
def _paper(view: View, _language: str) -> Scene:
    """Build a paper; raises `_IncompleteError` if some of its files cannot be used."""
    theme = THEMES[view.theme]
    missing: dict[str, AssetError] = {}

    def tried(make: Callable[[], T], otherwise: U) -> T | U:
        try:
            return make()
        except AssetError as error:
            missing[error.name] = error
            return otherwise

    tried(_check_manifest, None)
    layers: list[pdk.Layer] = []
    for make in theme.layers:
        layers += tried(partial(make, view), [])
    hits = [tried(partial(make, view), None) for make in theme.hits]
    made: Scene = {
        "layers": [json.loads(layer.to_json()) for layer in layers],
        "names": tried(lambda: names(view, theme.label_set(view)), None),
        "hits": [hit.told() for hit in hits if hit],
        "answers": theme.answers(view),
        "labels": list(map(_label, view.labels)),
        "home": REGION,
        "world": WORLD,
        "locator": tried(lambda: _locator(view), None),
        "still": tried(lambda: stills(view), []),
        "bundle": tried(publish, None),
        "colours": _colours(view),
        "label": theme.alternative(view),
        "words": _words(),
    }
    made["id"] = checksum(json.dumps(made).encode())
    if missing:
        raise _IncompleteError(made, list(missing.values()))
    return made


def _check_manifest() -> None:
    """Raise `AssetError` if nobody can tell which files are damaged."""
    if not manifest():
        read_manifest()


def _label(label: Label) -> dict[str, Any]:
    return {"text": label.text, "at": [label.lon, label.lat], "marked": label.marked}


def _locator(view: View) -> dict[str, Any]:
    """Name the files of the small map that says where in the wider region the frame lies."""
    bands = [f"map/extents/{view.extent.extent_id}.json"] if view.extent else []
    return {"land": address("map/land.json"), "bands": list(map(address, bands))}


def _colours(view: View) -> dict[str, str]:
    palette = view.palette
    return {
        "sea": css(palette.sea),
        "land": css(palette.land),
        "paper": css(palette.halo),
        "slip": css((*palette.halo, 205)),
        "text": css(palette.text),
        "rule": css(palette.border),
        "place": css(palette.place),
        "lit": css((*palette.place, 40)),
        "band": css((*palette.khorasan, 60)),
    }


def _words() -> dict[str, Any]:
    return {
        "region": gettext("Region"),
        "world": gettext("World"),
        "nearer": gettext("Zoom in"),
        "farther": gettext("Zoom out"),
        "whole": gettext("Full screen"),
        "keys": gettext(
            "Map. The arrow keys move it, plus and minus zoom, Enter opens what is in the middle, "
            "Escape leaves it."
        ),
        "fingers": gettext("Use two fingers to move the map."),
        "inSight": gettext("In view"),
        "nothing": gettext("Nothing that can be opened is in view."),
        "missing": gettext("A part of the map could not be loaded: {name}.", name="{name}"),
        "noWebgl": gettext(
            "This browser cannot draw the map (it needs WebGL 2). Here is a still picture."
        ),
        "noBundle": gettext(
            "The map’s program could not be loaded. Here is a still picture; reload the page to "
            "try again."
        ),
        "lost": gettext("The graphics card has dropped the map. It comes back in a moment."),
        "lengths": [[km, distance(km)] for km in SCALE_LENGTHS],
    }
