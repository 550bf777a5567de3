"""Khorasan on the map: one source's, two compared, all together, and today's units by share."""

from __future__ import annotations

from typing import Any

import pydeck as pdk

from geo.layers import ICON, TEXT, View, address, shapes, touch, words
from geo.style import Palette

BAND_ALPHA = {"places": 34, "extent": 50}
"""The alpha of each band; they lie on each other, so that the core is painted three times."""

SPOKEN = {"extent", "comparison", "agreement"}
"""The themes that show what is said of towns and where the sources disagree."""

VOICES = ("in", "edge", "out", "named", "note")
"""The symbols of what is said of a town, in the order of `static/map/voices-*.svg`."""


def key_of(extent_id: str) -> str:
    """Give the property of a face, or of a unit, that an extent has: a plain word."""
    return extent_id.replace("-", "_")


def tip_of(extent_id: str) -> str:
    """Give the property of a unit that says in words how much of it lies in an extent."""
    return f"{key_of(extent_id)}_tip"


def bands(view: View) -> list[pdk.Layer]:
    """Paint an extent's bands over each other, without a rim, for nobody attested one.

    The file's lines are those between its quarters.
    """
    alpha = BAND_ALPHA.get(view.theme)
    if not alpha or not view.extent:
        return []
    return [
        shapes(
            f"extent-{view.extent}", address(f"map/extents/{view.extent}.json"),
            fill=(*view.palette.khorasan, alpha), stroked=False,
            get_line_color=[*view.palette.khorasan_text, 170], get_line_width=1.2,
        )
    ]  # fmt: skip


def comparison(view: View) -> list[pdk.Layer]:
    """Paint what two extents share, and what each has alone."""
    if view.theme != "comparison":
        return []
    one, other = (f"properties.{key_of(key)}" for key in (view.extent, view.against))
    both, only_one, only_other = comparison_colours(view.palette)
    nothing = [0, 0, 0, 0]
    fill = f"{one} ? ({other} ? {both} : {only_one}) : ({other} ? {only_other} : {nothing})"
    return [
        shapes(
            "comparison", address("map/agreement.json"), fill=fill, stroked=False,
            update_triggers={"getFillColor": fill},
        )
    ]  # fmt: skip


def comparison_colours(palette: Palette) -> tuple[list[int], list[int], list[int]]:
    """Give the colours, with alpha, of what both have, only the one and only the other."""
    return [*palette.khorasan, 150], [*palette.khorasan, 62], [*palette.other, 96]


def agreement(view: View) -> list[pdk.Layer]:
    """Paint land the stronger the more of the written sources count it in."""
    if view.theme != "agreement":
        return []
    return [
        shapes(
            f"agreement-{view.step}", address("map/agreement.json"),
            fill=f"[{', '.join(map(str, view.palette.khorasan))}, properties.count * 25]",
            stroked=False, pickable=True,
        )
    ]  # fmt: skip


def shares(view: View) -> list[pdk.Layer]:
    """Paint today's provinces the stronger the more of them lies in the extent."""
    if view.theme != "shares":
        return []
    red, green, blue = view.palette.khorasan
    return [
        shapes(
            f"shares-{view.extent}-{view.step}", address("map/shares.json"),
            fill=f"[{red}, {green}, {blue}, properties.{key_of(view.extent)} * 170]",
            stroked=False, pickable=True,
        )
    ]  # fmt: skip


def unit(view: View) -> list[pdk.Layer]:
    """Outline the province that is asked about."""
    if not view.unit:
        return []
    return [
        shapes(
            f"unit-{view.unit}", address("map/shares.json"),
            get_line_color=f"properties.code == '{view.unit}' ? "
            f"{[*view.palette.text, 255]} : [0, 0, 0, 0]",
            get_line_width=2.5,
        )
    ]  # fmt: skip


def towns(view: View) -> list[pdk.Layer]:
    """Put the towns that a source names on the map: in, out and edge by shape and colour."""
    if view.theme not in SPOKEN or not view.lettering:
        return []
    data = address(f"map/towns/{view.lettering}.json")
    return [
        _voices(view, f"towns-{view.lettering}", data),
        touch(f"towns-{view.lettering}-{view.step}", data, 12),
    ]


def notes(view: View) -> list[pdk.Layer]:
    """Stand a pin where the sources disagree."""
    if view.theme not in SPOKEN:
        return []
    return [_voices(view, f"notes-{view.step}", address("map/notes.json"), pickable=True)]


def _voices(view: View, layer_id: str, data: str, **options: Any) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id=layer_id,
        data=data,
        point_type=TEXT("icon"),
        icon_atlas=TEXT(address(f"map/voices-{view.palette.name}.svg")),
        icon_mapping={
            voice: {
                "x": ICON * at, "y": 0, "width": ICON, "height": ICON,
                "anchorY": ICON if voice == "note" else ICON / 2,
            }
            for at, voice in enumerate(VOICES)
        },
        get_icon="properties.voice",
        get_icon_size="properties.size",
        icon_size_units=TEXT("pixels"),
        **options,
    )  # fmt: skip


def labels(view: View) -> list[pdk.Layer]:
    """Write the view's own words over all else."""
    if not view.labels:
        return []
    features = [
        {
            "type": "Feature",
            "properties": {"name": label.text},
            "geometry": {"type": "Point", "coordinates": [label.lon, label.lat]},
        }
        for label in view.labels
    ]
    return [
        words(
            "GeoJsonLayer", "labels", {"type": "FeatureCollection", "features": features},
            [*view.palette.text, 255], view, get_text_size=17, get_text_pixel_offset=[0, 0],
            text_background=True, get_text_background_color=[*view.palette.halo, 205],
        )
    ]  # fmt: skip
