"""The article's places on the map: their symbols, the filters, and the one that is chosen."""

from __future__ import annotations

from typing import Any

import pydeck as pdk

from geo.layers.files import address
from geo.layers.primitives import TEXT, geojson_layer, symbol_layer
from geo.layers.view import View
from geo.vocabulary import AREAS, GROUP_OF, GROUPS, Use

NO_GROUP = "none"
"""The group, beside the use 0, of names on the map that are no place of the article."""

FILE = "map/places.json"

RIM = 102
"""The alpha of the circle within which a place lies somewhere."""


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


def chosen(view: View) -> list[pdk.Layer]:
    """Ring the chosen place; show its area, or else the circle it lies somewhere within."""
    place = view.place
    if place is None:
        return []
    colour = [*view.palette.place, 255]
    here = [{"at": [place.lon, place.lat]}]
    if place.area_ref:
        around = geojson_layer(
            f"area-{place.place_id}", address(f"map/areas/{place.area_ref}.json"),
            fill=(*view.palette.place, 40), get_line_color=colour, get_line_width=2.5,
        )  # fmt: skip
    else:
        around = pdk.Layer(
            "ScatterplotLayer", id=f"radius-{place.place_id}", data=here, get_position="at",
            get_radius=place.radius_km * 1000,
            stroked=place.kind not in AREAS,  # A region's circle is no border anyone attested.
            get_fill_color=[*view.palette.place, 26],
            get_line_color=[*view.palette.place, RIM],
            get_line_width=1.5, line_width_units=TEXT("pixels"),
        )  # fmt: skip
    ring = pdk.Layer(
        "ScatterplotLayer", id=f"ring-{place.place_id}", data=here, get_position="at",
        get_radius=GROUP_OF[place.kind].size / 2 + 3, radius_units=TEXT("pixels"),
        get_fill_color=[*view.palette.place, 60],
        stroked=True, get_line_color=colour, get_line_width=2.5,
        line_width_units=TEXT("pixels"),
    )  # fmt: skip
    return [around, ring]
