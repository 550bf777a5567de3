"""The kinds of layer that the map is made of: areas and lines, and symbols."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pydeck as pdk

TEXT = pdk.types.String

ICON = 64
"""Pixels of a symbol's cell in the images of symbols under `static/map/`."""


def geojson_layer(
    layer_id: str, data: str | dict[str, Any], *, fill: Sequence[int] | str = (), **options: Any
) -> pdk.Layer:
    """Make a layer of areas or lines from a file's address or from features; widths are pixels.

    A `fill` in words is an expression of deck.gl's, of the feature's properties. Four options
    are the renderer's own: `keep` the features that have one of the values of a property, draw
    lines in `dashes` of pixels on and off, draw only at `zooms` from one to below another, and
    lose strength by `fades`: from a zoom, up to another, to a part of it.
    """
    paint = {"get_fill_color": fill if isinstance(fill, str) else list(fill)} if fill else {}
    return pdk.Layer(
        "GeoJsonLayer",
        id=layer_id,
        data=data,
        filled=bool(fill),
        **paint,
        **options,
    )


def symbol_layer(
    layer_id: str,
    data: str,
    atlas: str,
    *,
    symbols: Sequence[str],
    key: str,
    **options: Any,
) -> pdk.Layer:
    """Draw points as symbols of the image at the address `atlas`, a cell for each of `symbols`.

    `key` is the property that names a feature's symbol. One that has the properties `right` and
    `down` stands so many pixels beside its point, with a line to it in `get_line_color`.
    """
    return pdk.Layer(
        "GeoJsonLayer",
        id=layer_id,
        data=data,
        point_type=TEXT("icon"),
        icon_atlas=TEXT(atlas),
        icon_mapping={
            symbol: {"x": ICON * at, "y": 0, "width": ICON, "height": ICON}
            for at, symbol in enumerate(symbols)
        },
        get_icon=f"properties.{key}",
        get_icon_size="properties.size",
        icon_size_units=TEXT("pixels"),
        **options,
    )  # fmt: skip


def features(*made: dict[str, Any]) -> dict[str, Any]:
    """Gather GeoJSON features, made by `feature`, in a collection."""
    return {"type": "FeatureCollection", "features": list(made)}


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    """Make a GeoJSON feature of a geometry's type and its coordinates in WGS84 degrees."""
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}
