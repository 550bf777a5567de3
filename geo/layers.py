"""The ground and the article's places as layers, and the view they are made for.

Geometry is fetched by the browser from `static/map/`; a layer holds only addresses and colours.
Layers that do not answer the pointer keep their `id`, and with it what the browser has loaded.
Those that do answer it get a new `id` at each `step`: Streamlit remembers a selection by layer,
dims every other layer while there is one, and takes a second click on the same place for a
clearing; with the layer gone, so is the selection. For the same reason fills are set on the
sub-layers, which Streamlit does not dim.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pydeck as pdk
from pyproj import Geod

from geo.errors import AtlasError
from geo.kinds import AREAS, GROUP_OF, GROUPS
from geo.mentions import USES
from geo.places import Place
from geo.style import Palette

STATIC = Path(__file__).parents[1] / "static"
FADE = 102
"""The alpha Streamlit's dimming stops at; what stays below is never seen to flicker."""

SANS = "Source Sans, Verdana, sans-serif"
FILTERING = {"@@type": "DataFilterExtension", "filterSize": 0, "categorySize": 2}
NO_GROUP = "none"
CATEGORY = "[properties.group, properties.uses]"
TEXT = pdk.types.String
LEVELS = (1.2, 2.2, 3.2, 4.2, 5.2, 6.2, 7.2, 8.2)
"""The zooms from which on names appear, a file of `static/map/` each."""

NAME_SIZES = {
    "country": 15, "khorasan": 17, "province": 13, "water": 13, "place": 14,
    "extent": 24, "quarter": 17, "town": 14, "outside": 12,
}  # fmt: skip
"""Pixels of a name, by the role of what it names."""

GEOD = Geod(ellps="WGS84")
SCALE_LENGTHS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
PLACES = "places"
"""The set of names that holds the article's places."""

ICON = 64
"""Pixels of a symbol's cell in `static/map/symbols-*.svg`."""


@dataclass(frozen=True)
class Camera:
    """Where the map looks: WGS84 degrees and a Web Mercator zoom."""

    lon: float
    lat: float
    zoom: float


REGION = Camera(60.9, 35.3, 4.25)
WORLD = Camera(45.0, 30.0, 1.35)


def camera_for(place: Place) -> Camera:
    """Look at a place from where the circle of its radius fills about two fifths of the map."""
    span_m = 4.8 * place.radius_km * 1000
    metres_per_pixel = span_m / 700
    zoom = math.log2(78271.5 * math.cos(math.radians(place.lat)) / metres_per_pixel)
    return Camera(place.lon, place.lat, min(max(zoom, 2.2), 7.6))


@cache
def address(name: str) -> str:
    """Give the address of a file under `static/`, with its checksum so that it can be cached.

    Raises `AtlasError` if the file is not there.
    """
    return f"app/static/{name}?v={zlib.crc32(_read(name)):08x}"


def _read(name: str) -> bytes:
    try:
        return (STATIC / name).read_bytes()
    except OSError as error:
        raise AtlasError(
            f"A layer of the map is missing (static/{name}); `make data` makes it again."
        ) from error


@dataclass(frozen=True)
class Label:
    """Words that stand on the map at a point in WGS84 degrees."""

    text: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Reading:
    """What the map shows of a reading: the places in view, the last ones walked, the company.

    `near` is empty where nothing is to recede; `company` are the places that the article names
    together with the one that is open.
    """

    near: Collection[str] = ()
    trail: Sequence[Place] = ()
    company: Sequence[Place] = ()


NOTHING_READ = Reading()


@dataclass(frozen=True)
class View:
    """What the map is to show: a theme, the groups and uses chosen, a place, and a step.

    `theme` is one of `THEMES`; `extent` and `against` are the ids of the extents it is about;
    `lettering` is the set of names, empty for the article's places; `unit` the code of a
    province that is set apart; `labels` are written over all; `reading` is what somebody reads.
    `step` counts the times the map was sent somewhere; it makes each journey a new one, also to
    where the map was sent before.
    """

    palette: Palette
    camera: Camera = REGION
    groups: Collection[str] = ()
    uses: Collection[str] = ()
    place: Place | None = None
    step: int = 0
    theme: str = "places"
    extent: str = ""
    against: str = ""
    lettering: str = ""
    unit: str = ""
    labels: Sequence[Label] = ()
    reading: Reading = NOTHING_READ


THEMES = ("places", "extent", "comparison", "agreement", "shares")
"""The article's places; one source's Khorasan; two of them; all written ones; today's units."""


def shapes(
    layer_id: str, data: str | dict[str, Any], *, fill: tuple[int, ...] | str = (), **options: Any
) -> pdk.Layer:
    """Make a layer of areas or lines from a file or from features.

    A `fill` in words is an expression of deck.gl's, of the feature's properties.
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


def ground(view: View) -> list[pdk.Layer]:
    """Lay the land, under everything."""
    return [shapes("land", address("map/land.json"), fill=(*view.palette.land, 255), stroked=False)]


def relief(view: View) -> list[pdk.Layer]:
    """Lay the shaded relief over the land; it fades out at its own edges."""
    bounds = json.loads(_read("map/relief.json"))["bounds"]
    image = address(f"map/relief-{view.palette.name}.webp")
    return [pdk.Layer("BitmapLayer", id="relief", image=TEXT(image), bounds=bounds)]


def water(view: View) -> list[pdk.Layer]:
    """Draw lakes and seas as areas and rivers as lines, the greater the wider."""
    palette = view.palette
    return [
        shapes(
            "water",
            address("map/water.json"),
            fill=(*palette.sea, 255),
            get_line_color=[*palette.water, 200],
            get_line_width="properties.kind == 'river' ? (properties.rank < 5 ? 1.6 : 0.9) : 0.7",
        )
    ]


def borders(view: View) -> list[pdk.Layer]:
    """Draw provinces with thin lines and countries with stronger ones."""
    palette = view.palette
    strong, thin = [*palette.border, 255], [*palette.province_border, 210]
    return [
        shapes(
            "borders",
            address("map/borders.json"),
            get_line_color=f"properties.line == 'province' ? {thin} : {strong}",
            get_line_width="properties.line == 'focus' ? 1.6 : 0.8",
        )
    ]


def khorasan(view: View) -> list[pdk.Layer]:
    """Outline the provinces that carry the name Khorasan today."""
    palette = view.palette
    return [
        shapes(
            "khorasan",
            address("map/khorasan.json"),
            get_line_color=[*palette.khorasan, 230],
            get_line_width=1.8,
        )
    ]


def seams(view: View) -> list[pdk.Layer]:
    """Dash the borders that are only approximate, over the line that they break."""
    return [
        shapes(
            "seams",
            address("map/seams.json"),
            get_line_color=[*view.palette.halo, 255],
            get_line_width=2.4,
            extensions=[{"@@type": "PathStyleExtension", "dash": True}],
            get_dash_array=[2, 2],
        )
    ]


def hover(view: View) -> list[pdk.Layer]:
    """Lay unseen outlines that answer the pointer with the name of the province or country."""
    if view.theme in {"agreement", "shares"}:
        return []  # What these themes paint answers instead.
    return [
        shapes(
            f"ground-{view.step}", address("map/hover.json"),
            fill=(0, 0, 0, 0), stroked=False, pickable=True,
        )
    ]  # fmt: skip


def words(
    layer: str, layer_id: str, data: Any, colour: Any, view: View, **options: Any
) -> pdk.Layer:
    """Write names with a halo in a layer of type `layer`."""
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
            "text_outline_color": [*view.palette.halo, 235],
            "text_character_set": TEXT("auto"),
            **options,
        },
    )


def names(view: View) -> list[pdk.Layer]:
    """Write the names that have room at each zoom, as `geo.build.names` placed them.

    A level's names lie in one tile as large as the world: deck.gl shows a tile layer only from
    the zoom on at which its tile is that large, which is how names come with the zoom.
    """
    palette = view.palette
    shades = [
        (palette.text, ("country", "town")),
        (palette.khorasan_text, ("khorasan", "extent", "quarter")),
        (palette.quiet_text, ("province", "outside")),
        (palette.water_text, ("water",)),
    ]
    colour = str([*palette.place, 255])
    for shade, roles in shades:
        is_one = " || ".join(f"properties.role == '{role}'" for role in roles)
        colour = f"{is_one} ? {[*shade, 255]} : ({colour})"
    filtered = {} if view.lettering else _filtered(view)
    return [
        words(
            "TileLayer", f"names-{view.lettering}-{number}",
            address(f"map/names/{view.lettering or PLACES}-{number}.json"), colour, view,
            tile_size=512 * 2 ** (level + 0.5), min_zoom=0, max_zoom=0, **filtered,
        )
        for number, level in enumerate(LEVELS)
    ]  # fmt: skip


def places(view: View) -> list[pdk.Layer]:
    """Put the article's places on the map: a symbol by kind.

    The circles that answer the pointer are unseen and at least 24 pixels wide.
    """
    if view.theme != "places":
        return []
    shown = _filtered(view)
    receding = {"opacity": 0.4, "icon_size_scale": 0.7} if view.reading.near else {}
    return [
        symbols("places", view, **shown, **receding),
        touch(f"places-{view.step}", address("map/places.json"), 13, **shown),
    ]


def symbols(layer_id: str, view: View, **options: Any) -> pdk.Layer:
    """Draw the article's places as symbols by kind."""
    return pdk.Layer(
        "GeoJsonLayer",
        id=layer_id,
        data=address("map/places.json"),
        point_type=TEXT("icon"),
        icon_atlas=TEXT(address(f"map/symbols-{view.palette.name}.svg")),
        icon_mapping={
            group.group_id: {"x": ICON * at, "y": 0, "width": ICON, "height": ICON}
            for at, group in enumerate(GROUPS)
        },
        get_icon="properties.group",
        get_icon_size="properties.size",
        icon_size_units=TEXT("pixels"),
        **options,
    )


def touch(layer_id: str, data: str, radius: int, **options: Any) -> pdk.Layer:
    """Lay unseen circles of a radius in pixels that answer the pointer."""
    return pdk.Layer(
        "GeoJsonLayer",
        id=layer_id,
        data=data,
        point_type=TEXT("circle"),
        get_point_radius=radius,
        point_radius_units=TEXT("pixels"),
        stroked=False,
        _sub_layer_props={"points-circle": {"getFillColor": [0, 0, 0, 0]}},
        pickable=True,
        **options,
    )


def _filtered(view: View) -> dict[str, Any]:
    """Give the options of a layer that shows only the groups and uses chosen."""
    return {
        "extensions": [FILTERING],
        "get_filter_category": CATEGORY,
        "filter_categories": _shown(view),
    }


def _shown(view: View) -> list[list[Any]]:
    """Give the values to show of `CATEGORY`; what is no place has `NO_GROUP` and use 0."""
    groups = [*(view.groups or [group.group_id for group in GROUPS]), NO_GROUP]
    wanted = sum(2**bit for bit, use in enumerate(USES) if not view.uses or use in view.uses)
    return [groups, [0] + [uses for uses in range(1, 2 ** len(USES)) if uses & wanted]]


def chosen(view: View) -> list[pdk.Layer]:
    """Ring the chosen place; show its area, or else the circle it lies somewhere within."""
    place = view.place
    if place is None:
        return []
    colour = [*view.palette.place, 255]
    here = [{"at": [place.lon, place.lat]}]
    if place.area_ref:
        around = shapes(
            f"area-{place.place_id}", address(f"map/areas/{place.area_ref}.json"),
            fill=(*view.palette.place, 40), get_line_color=colour, get_line_width=2.5,
        )  # fmt: skip
    else:
        around = pdk.Layer(
            "ScatterplotLayer", id=f"radius-{place.place_id}", data=here, get_position="at",
            get_radius=place.radius_km * 1000,
            stroked=place.kind not in AREAS,  # A region's circle is no border anyone attested.
            get_fill_color=[*view.palette.place, 26],
            get_line_color=[*view.palette.place, FADE],
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


def scale(view: View) -> list[pdk.Layer]:
    """Draw a bar of a round length, about 120 pixels long, below the middle of the map.

    It lies on the ground, as the map's camera cannot be read back: it grows and shrinks with
    the map and is true at its own latitude. Length along the geodesic on WGS84 (pyproj).
    """
    camera, palette = view.camera, view.palette
    degrees_per_pixel = 360 / (512 * 2**camera.zoom)
    stretch = math.cos(math.radians(camera.lat))
    lat = camera.lat - 175 * degrees_per_pixel * stretch
    metres_per_pixel = degrees_per_pixel * 111_320 * math.cos(math.radians(lat))
    length_km = next(
        (km for km in SCALE_LENGTHS if km * 1000 > 80 * metres_per_pixel), SCALE_LENGTHS[-1]
    )
    middle = camera.lon
    ends = [GEOD.fwd(middle, lat, bearing, length_km * 500)[0] for bearing in (270, 90)]
    tick = 4 * degrees_per_pixel * stretch
    line = [[ends[0], lat + tick], [ends[0], lat], [ends[1], lat], [ends[1], lat + tick]]
    bar = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "LineString", "coordinates": line},
    }
    label = {
        "type": "Feature",
        "properties": {"name": f"{length_km:,} km"},
        "geometry": {"type": "Point", "coordinates": [middle, lat]},
    }
    return [
        shapes(
            "scale", {"type": "FeatureCollection", "features": [bar]},
            get_line_color=[*palette.text, 255], get_line_width=2,
        ),
        words(
            "GeoJsonLayer", "scale-length", {"type": "FeatureCollection", "features": [label]},
            [*palette.text, 255], view, get_text_size=13, get_text_pixel_offset=[0, -11],
            text_background=True, get_text_background_color=[*palette.halo, 190],
        ),
    ]  # fmt: skip
