"""Khorasan on the map: one source's, two compared, all together, and today's units by share."""

from __future__ import annotations

from typing import Any

import pydeck as pdk

from geo.layers import paints
from geo.layers.files import address
from geo.layers.primitives import geojson_layer, symbol_layer
from geo.layers.view import ThemeId, View

TOWN_SYMBOLS = ("in", "edge", "out", "named", "note")
"""The symbols of what is said of a town, in the order of `static/map/voices-*.svg`."""

FADES = (6, 7.5, 0.2)
"""What the evidence yields has no edge that anyone attested. From the first of these zooms on it
fades, up to the second, to this part of its strength: an edge drawn near a town would look as if
it had been surveyed."""

AGREEMENT = "map/agreement.json"
MAJORITY = "map/majority.json"
REPORTS, REPORT_ENDS = "map/reports.json", "map/towns/reports.json"
COMPARED = "map/towns/compared.json"
SHARES = "map/shares.json"
NOTES = "map/notes.json"


def column_of(extent_id: str) -> str:
    """Return the property that a face or a unit has for an extent: a plain word."""
    return extent_id.replace("-", "_")


def tip_of(extent_id: str) -> str:
    """Return the property that says how a unit or a town stands to an extent."""
    return f"{column_of(extent_id)}_tip"


def bands(view: View) -> list[pdk.Layer]:
    """Paint an extent's bands over each other, without a rim, for nobody attested one.

    The lines in the file are those between the extent's quarters.
    """
    if not view.extent:
        return []
    extent_id = view.extent.extent_id
    return [
        geojson_layer(
            f"extent-{extent_id}", address(f"map/extents/{extent_id}.json"),
            fill=paints.band_expression(view.palette), stroked=False, fades=FADES,
            get_line_color=[*view.palette.khorasan_text, 170], get_line_width=1.2,
        )
    ]  # fmt: skip


def edges(view: View) -> list[pdk.Layer]:
    """Draw an extent's outline, each stretch by what it rests on.

    A limit that the source states is soft but definite; between towns it is dashed; where the
    source names no town beyond, it fades into nothing.
    """
    if not view.extent:
        return []
    extent_id = view.extent.extent_id
    return [
        geojson_layer(
            f"edges-{extent_id}-{kind}{number}", edges_file(extent_id),
            get_line_color=[*view.palette.khorasan_text, stroke.alpha],
            get_line_width=stroke.width, keep={"kind": [kind]}, dashes=list(stroke.dashes),
            fades=FADES,
        )
        for kind, strokes in paints.EDGES.items()
        for number, stroke in enumerate(strokes)
    ]  # fmt: skip


def edges_file(extent_id: str) -> str:
    """Return the address of the stretches of an extent's outline."""
    return address(f"map/edges/{extent_id}.json")


def comparison(view: View) -> list[pdk.Layer]:
    """Paint what two extents share, and what each has alone."""
    if not (view.extent and view.against):
        return []
    one, other = (
        f"properties.{column_of(key)}" for key in (view.extent.extent_id, view.against.extent_id)
    )
    both, only_one, only_other, nothing = map(
        list, (*paints.comparison(view.palette), paints.NOTHING)
    )
    fill = f"{one} ? ({other} ? {both} : {only_one}) : ({other} ? {only_other} : {nothing})"
    return [
        geojson_layer(
            f"comparison-{view.extent.extent_id}-{view.against.extent_id}", address(AGREEMENT),
            fill=fill, stroked=False, fades=FADES,
        )
    ]  # fmt: skip


def agreement(view: View) -> list[pdk.Layer]:
    """Paint land the stronger the more of the written sources count it in."""
    return [
        geojson_layer(
            "agreement", address(AGREEMENT),
            fill=paints.agreement_expression(view.palette), stroked=False, fades=FADES,
        )
    ]  # fmt: skip


def majority(view: View) -> list[pdk.Layer]:
    """Draw the line within which most sources count the land in, and hatch where it could run."""
    return [
        geojson_layer(
            f"majority-{kind}", address(MAJORITY), keep={"kind": [kind]},
            get_line_color=[*view.palette.text, alpha], get_line_width=width,
        )
        for kind, alpha, width in (("drawn", 120, 0.8), ("left-out", 190, 0.8), ("line", 255, 2.4))
    ]  # fmt: skip


def reports(view: View) -> list[pdk.Layer]:
    """Draw how far people's use of the name reaches: from a limit, as an arrow, with no area.

    A report that only repeats another is thin.
    """
    colour = view.palette.khorasan_text
    return [
        geojson_layer(
            f"reports-{kind}", address(REPORTS), keep={"kind": [kind]},
            get_line_color=[*colour, 230], get_line_width=width, dashes=dashes,
        )
        for kind, width, dashes in (
            ("reach", 2.2, [10, 6]), ("limit", 5, []), ("copy", 1, [3, 5]),
        )
    ]  # fmt: skip


def shares(view: View) -> list[pdk.Layer]:
    """Paint today's provinces the stronger the more of them lies in the extent."""
    if not view.extent:
        return []
    extent_id = view.extent.extent_id
    return [
        geojson_layer(
            f"shares-{extent_id}", address(SHARES),
            fill=paints.share_expression(view.palette, column_of(extent_id)),
            stroked=False,
        )
    ]  # fmt: skip


def unit(view: View) -> list[pdk.Layer]:
    """Outline the province that the question is about."""
    if not view.unit:
        return []
    return [
        geojson_layer(
            f"unit-{view.unit}", address(SHARES),
            get_line_color=f"properties.code == '{view.unit}' ? "
            f"{[*view.palette.text, 255]} : {list(paints.NOTHING)}",
            get_line_width=2.5,
        )
    ]  # fmt: skip


def towns(view: View, label_set: str) -> list[pdk.Layer]:
    """Put the towns that a source names on the map: in, out and edge by shape and colour."""
    return [_town_symbols(view, f"towns-{label_set}", towns_file(label_set))]


def towns_file(label_set: str) -> str:
    """Return the address of the towns of a label set."""
    return address(f"map/towns/{label_set}.json")


def differing(view: View) -> list[pdk.Layer]:
    """Put the towns on which two sources differ on the map, as the first of the two has them."""
    if not (view.extent and view.against):
        return []
    extent_id = view.extent.extent_id
    return [
        symbol_layer(
            f"differing-{extent_id}-{view.against.extent_id}", address(COMPARED),
            address(f"map/voices-{view.palette.name}.svg"),
            symbols=TOWN_SYMBOLS, key=column_of(extent_id), keep=kept_towns(view),
        )
    ]  # fmt: skip


def kept_towns(view: View) -> dict[str, list[Any]]:
    """Return the values of the towns' properties by which those that differ are kept."""
    return {"town_id": list(view.differing)}


def notes(view: View) -> list[pdk.Layer]:
    """Stand a pin where the sources that are shown disagree with others.

    A map that is presented has none, for nobody can open them.
    """
    if view.present:
        return []
    return [
        _town_symbols(view, f"notes{number or ''}", address(NOTES), keep=keep)
        for number, keep in enumerate(notes_kept(view))
    ]


def notes_kept(view: View) -> list[dict[str, list[Any]] | None]:
    """Return the values of the properties of those disputes that are about what is shown.

    Of a comparison they are the first extent's, and then those that the other has alone.
    """
    if view.theme is ThemeId.AGREEMENT or not view.extent:
        return [None]
    one = column_of(view.extent.extent_id)
    if view.theme is not ThemeId.COMPARISON or not view.against:
        return [{one: [1]}]
    return [{one: [1]}, {one: [0], column_of(view.against.extent_id): [1]}]


def _town_symbols(view: View, layer_id: str, data: str, **options: Any) -> pdk.Layer:
    return symbol_layer(
        layer_id, data, address(f"map/voices-{view.palette.name}.svg"),
        symbols=TOWN_SYMBOLS, key="voice",
        get_line_color=[*view.palette.khorasan_text, 255], **options,
    )  # fmt: skip
