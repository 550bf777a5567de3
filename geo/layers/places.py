"""The article's places on the map: their symbols, the filters, and the one that is open."""

from __future__ import annotations

from typing import Any

import pydeck as pdk

from geo.layers.files import address
from geo.layers.primitives import symbol_layer
from geo.layers.view import View
from geo.text.places import Place
from geo.vocabulary import AREAS, GROUP_OF, GROUPS, Use

NO_GROUP = "none"
"""The group, beside the use 0, of names on the map that are no place of the article."""

FILE = "map/places.json"

WIDE_KM = 150
"""The radius from which on a region has its name across it instead of a symbol at a point."""


def is_wide(place: Place) -> bool:
    """Tell whether a place is a region, plain or sea so wide that no point stands for it."""
    group = GROUP_OF[place.kind].group_id
    return group in {"region", "nature"} and not place.area_ref and place.radius_km > WIDE_KM


def use_bits(uses: set[Use]) -> int:
    """Encode uses as the number that stands in the files of the map: a bit each."""
    return sum(2**bit for bit, use in enumerate(Use) if use in uses)


def places(view: View) -> list[pdk.Layer]:
    """Put the article's places on the map: a symbol by kind."""
    receding = {"opacity": 0.4, "icon_size_scale": 0.7} if view.reading.near else {}
    return [symbols("places", view, keep=kept(view), **receding)]


def symbols(layer_id: str, view: View, **options: Any) -> pdk.Layer:
    """Draw the article's places as symbols by the group of their kind."""
    return symbol_layer(
        layer_id, address(FILE), address(f"map/symbols-{view.palette.name}.svg"),
        symbols=[group.group_id for group in GROUPS], key="group", **options,
    )  # fmt: skip


def kept(view: View) -> dict[str, list[Any]] | None:
    """Return the values of the features' properties that the filters leave; None without one."""
    if not (view.groups or view.uses):
        return None
    groups = [*(view.groups or [group.group_id for group in GROUPS]), NO_GROUP]
    wanted = use_bits({use for use in Use if not view.uses or use in view.uses})
    uses = [0] + [bits for bits in range(1, 2 ** len(Use)) if bits & wanted]
    return {"group": groups, "uses": uses}


def area(view: View) -> str:
    """Return the address of the outline of the place that is open, or nothing if it has none."""
    reference = view.place.area_ref if view.place else ""
    return address(f"map/areas/{reference}.json") if reference else ""


def choice(view: View, outline: str) -> dict[str, Any] | None:
    """Describe the place that is open: a ring, and its area or else the circle it lies within.

    `ring` is a radius in pixels, 0 for a place without a symbol, `radius` one in metres; `rim`
    tells whether that circle has a line, for a region's circle is no border that anyone attested.
    """
    place = view.place
    if place is None:
        return None
    return {
        "at": [place.lon, place.lat],
        "ring": 0 if is_wide(place) else GROUP_OF[place.kind].size / 2 + 3,
        "area": outline,
        "radius": place.radius_km * 1000,
        "rim": place.kind not in AREAS,
    }
