"""The ground, drawn from files that a browser fetches once and caches."""

from __future__ import annotations

import json
from typing import Any

import pydeck as pdk

from geo.errors import AssetError
from geo.layers.files import address, read
from geo.layers.primitives import TEXT, geojson_layer
from geo.layers.view import View

BOUNDS = "map/relief.json"

NEAR_ZOOM, MOST_ZOOM = 5.2, 30
"""The zooms from which on lines are drawn in all detail, and at which they end."""


def land(view: View) -> list[pdk.Layer]:
    """Lay the land, under everything."""
    paint = (*view.palette.land, 255)
    return [geojson_layer("land", address("map/land.json"), fill=paint, stroked=False)]


def relief(view: View) -> list[pdk.Layer]:
    """Lay the shaded relief over the land; it fades out at its own edges."""
    try:
        bounds = json.loads(read(BOUNDS))["bounds"]
    except (ValueError, KeyError, TypeError) as error:
        raise AssetError(BOUNDS, damaged=True) from error
    image = address(f"map/relief-{view.palette.name}.webp")
    return [pdk.Layer("BitmapLayer", id="relief", image=TEXT(image), bounds=bounds)]


def water(view: View) -> list[pdk.Layer]:
    """Draw lakes and seas as areas, and rivers and shores as lines."""
    palette = view.palette
    still = geojson_layer(
        "water", address("map/water.json"), fill=(*palette.sea, 255), stroked=False
    )
    streams = _far_and_near(
        "streams", get_line_color=[*palette.water, 200], get_line_width="properties.width"
    )
    return [still, *streams]


def borders(view: View) -> list[pdk.Layer]:
    """Draw provinces with thin lines and countries with stronger ones."""
    palette = view.palette
    strong, thin = [*palette.border, 255], [*palette.province_border, 210]
    return _far_and_near(
        "borders",
        get_line_color=f"properties.line == 'province' ? {thin} : {strong}",
        get_line_width="properties.line == 'focus' ? 1.6 : 0.8",
    )


def _far_and_near(name: str, **options: Any) -> list[pdk.Layer]:
    """Draw lines from the file for a map that shows much, or from the one in all detail."""
    return [
        geojson_layer(
            f"{name}-{detail}", address(f"map/{name}/{detail}.json"),
            zooms=zooms, **options,
        )
        for detail, zooms in (("far", [0, NEAR_ZOOM]), ("near", [NEAR_ZOOM, MOST_ZOOM]))
    ]  # fmt: skip


def namesakes(view: View) -> list[pdk.Layer]:
    """Outline the provinces that carry the name Khorasan today."""
    halo, colour = [*view.palette.halo, 200], [*view.palette.khorasan, 255]
    return [  # The halo keeps the line in sight on whatever colour the land has.
        geojson_layer(
            layer_id, address("map/khorasan.json"), get_line_color=paint, get_line_width=width
        )
        for layer_id, paint, width in (("khorasan-halo", halo, 4), ("khorasan", colour, 1.8))
    ]


def seams(view: View) -> list[pdk.Layer]:
    """Dash the borders that are only approximate, over the line that they break."""
    return [
        geojson_layer(
            "seams",
            address("map/seams.json"),
            get_line_color=[*view.palette.halo, 255],
            get_line_width=2.4,
            dashes=[5, 5],
        )
    ]
