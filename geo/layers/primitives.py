"""The kinds of layer that the map is made of: areas and lines, names, symbols, hit targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pydeck as pdk

from geo.layers.style import Palette

TEXT = pdk.types.String
SANS = "Source Sans, Verdana, sans-serif"
FADE = 102
"""The alpha Streamlit's dimming stops at; a paint that stays below it never flickers."""

ICON = 64
"""Pixels of a symbol's cell in the images of symbols under `static/map/`."""

HIT_PIXELS = 13
"""The radius of a hit target, so that it is at least 24 pixels wide."""


def geojson_layer(
    layer_id: str, data: str | dict[str, Any], *, fill: Sequence[int] | str = (), **options: Any
) -> pdk.Layer:
    """Make a layer of areas or lines from a file's address or from features.

    A `fill` in words is an expression of deck.gl's, of the feature's properties. The fill is set
    on the sub-layer, which Streamlit does not dim.
    """
    paint = f"@@={fill}" if isinstance(fill, str) else list(fill)
    return pdk.Layer(
        "GeoJsonLayer",
        id=layer_id,
        data=data,
        filled=bool(fill),
        _sub_layer_props={"polygons-fill": {"getFillColor": paint}},
        line_width_units=TEXT("pixels"),
        line_joint_rounded=True,
        line_cap_rounded=True,
        **options,
    )


def text_layer(
    layer: str, layer_id: str, data: Any, colour: Any, palette: Palette, **options: Any
) -> pdk.Layer:
    """Write names with a halo, in a layer of deck.gl's type `layer`."""
    return pdk.Layer(
        layer,
        id=layer_id,
        data=data,
        **{
            "point_type": TEXT("text"),
            "get_text": "properties.name",
            "get_text_size": "properties.size",
            "get_text_color": colour,
            "get_text_pixel_offset": "properties.offset",
            "text_font_family": TEXT(SANS),
            "text_font_settings": {"sdf": True, "radius": 12, "cutoff": 0.2, "smoothing": 0.15},
            "text_outline_width": 3,
            "text_outline_color": [*palette.halo, 235],
            "text_character_set": TEXT("auto"),
            **options,
        },
    )


def symbol_layer(
    layer_id: str,
    data: str,
    atlas: str,
    *,
    symbols: Sequence[str],
    key: str,
    anchored: Sequence[str] = (),
    **options: Any,
) -> pdk.Layer:
    """Draw points as symbols of the image at the address `atlas`, a cell for each of `symbols`.

    `key` is the property that names a feature's symbol; those in `anchored` stand on their point
    instead of around it.
    """
    return pdk.Layer(
        "GeoJsonLayer",
        id=layer_id,
        data=data,
        point_type=TEXT("icon"),
        icon_atlas=TEXT(atlas),
        icon_mapping={
            symbol: {"x": ICON * at, "y": 0, "width": ICON, "height": ICON}
            | ({"anchorY": ICON} if symbol in anchored else {})
            for at, symbol in enumerate(symbols)
        },
        get_icon=f"properties.{key}",
        get_icon_size="properties.size",
        icon_size_units=TEXT("pixels"),
        **options,
    )  # fmt: skip


def hit_targets(layer_id: str, data: str, **options: Any) -> pdk.Layer:
    """Lay unseen circles over points, which answer the pointer."""
    return pdk.Layer(
        "GeoJsonLayer",
        id=layer_id,
        data=data,
        point_type=TEXT("circle"),
        get_point_radius=HIT_PIXELS,
        point_radius_units=TEXT("pixels"),
        stroked=False,
        _sub_layer_props={"points-circle": {"getFillColor": [0, 0, 0, 0]}},
        pickable=True,
        **options,
    )


def features(*made: dict[str, Any]) -> dict[str, Any]:
    """Gather GeoJSON features, made by `feature`, in a collection."""
    return {"type": "FeatureCollection", "features": list(made)}


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    """Make a GeoJSON feature of a geometry's type and its coordinates in WGS84 degrees."""
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}
