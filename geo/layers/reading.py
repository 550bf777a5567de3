"""A reading on the map: the places that stand out, the places visited, the company of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pydeck as pdk

from geo.layers.places import symbols
from geo.layers.primitives import feature, features, geojson_layer
from geo.layers.view import View
from geo.text.places import Place

Leg = tuple[Place, Place]
"""A straight line from one place to another."""


def near(view: View) -> list[pdk.Layer]:
    """Let the places that are read about stand out: the others have receded."""
    if not view.reading.near:
        return []
    return [symbols("near", view, icon_size_scale=1.2, keep={"place_id": list(view.reading.near)})]


def lines(view: View) -> list[pdk.Layer]:
    """Lead from the place that is open to its company, and along the places visited last."""
    reading, place = view.reading, view.place
    drawn = []
    if place and reading.company:
        legs = {190: [(place, other) for other in reading.company]}
        drawn += _lines("company", view, legs, 1.2)
    pairs = list(pairwise(reading.trail))
    if pairs:
        legs = {255 * at // len(pairs): [pair] for at, pair in enumerate(pairs, 1)}
        drawn += _lines("trail", view, legs, 2, dashes=[6, 4])
    return drawn


def _lines(
    layer_id: str, view: View, legs: Mapping[int, Sequence[Leg]], width: float, **options: Any
) -> list[pdk.Layer]:
    """Draw straight lines, grouped by their alpha, as little JSON."""
    made = [
        feature(
            "MultiLineString",
            [[[end.lon, end.lat] for end in leg] for leg in together],
            alpha=alpha,
        )
        for alpha, together in legs.items()
    ]
    red, green, blue = view.palette.place
    return [
        geojson_layer(
            layer_id, features(*made),
            get_line_color=f"[{red}, {green}, {blue}, properties.alpha]",
            get_line_width=width, **options,
        )
    ]  # fmt: skip
