"""The ground and its names, drawn from files that a browser fetches once and caches."""

from __future__ import annotations

import json
import math

import pydeck as pdk

from geo.crs import GEOD, TILE, metres_per_pixel
from geo.errors import AssetError
from geo.layers.files import address, read
from geo.layers.places import filtered
from geo.layers.primitives import TEXT, feature, features, geojson_layer, text_layer
from geo.layers.view import View
from geo.messages.catalogue import distance

LEVELS = (1.2, 2.2, 3.2, 4.2, 5.2, 6.2, 7.2, 8.2)
"""The zooms from which on names appear."""

FACTORS = (1, 1.25, 1.6, 2.25)
"""The sizes, as multiples of `NAME_SIZES`, for which names are placed."""

NAME_SIZES = {
    "country": 15, "khorasan": 17, "province": 13, "water": 13, "place": 14,
    "extent": 24, "quarter": 17, "town": 14, "outside": 12,
}  # fmt: skip
"""Pixels of a name, by the role of what it names."""

SCALE_LENGTHS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
PLACES = "places"
"""The label set that holds the names of the article's places."""

BOUNDS = "map/relief.json"


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
    """Draw lakes and seas as areas and rivers as lines, the greater the wider."""
    palette = view.palette
    return [
        geojson_layer(
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
        geojson_layer(
            "borders",
            address("map/borders.json"),
            get_line_color=f"properties.line == 'province' ? {thin} : {strong}",
            get_line_width="properties.line == 'focus' ? 1.6 : 0.8",
        )
    ]


def namesakes(view: View) -> list[pdk.Layer]:
    """Outline the provinces that carry the name Khorasan today."""
    colour = [*view.palette.khorasan, 230]
    return [
        geojson_layer(
            "khorasan", address("map/khorasan.json"), get_line_color=colour, get_line_width=1.8
        )
    ]


def seams(view: View) -> list[pdk.Layer]:
    """Dash the borders that are only approximate, over the line that they break."""
    return [
        geojson_layer(
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
    return [
        geojson_layer(
            f"ground-{view.revision}", address("map/hover.json"),
            fill=(0, 0, 0, 0), stroked=False, pickable=True,
        )
    ]  # fmt: skip


def names(view: View, label_set: str) -> list[pdk.Layer]:
    """Write the names that have room at each zoom, as `geo.pipeline.assets.labels` placed them.

    The names of one level lie in one tile as large as the world: deck.gl shows a tile layer only
    from the zoom at which its tile is that large, and so the names come with the zoom.
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
    options = filtered(view) if label_set == PLACES else {}
    return [
        text_layer(
            "TileLayer", f"names-{label_set}-{number}",
            address(f"map/names/{label_set}-{number}.json"), colour, palette,
            tile_size=TILE * 2 ** (level + 0.5), min_zoom=0, max_zoom=0, **options,
        )
        for number, level in enumerate(LEVELS)
    ]  # fmt: skip


def labels(view: View) -> list[pdk.Layer]:
    """Write the view's own words over all else."""
    if not view.labels:
        return []
    made = [feature("Point", [one.lon, one.lat], name=one.text) for one in view.labels]
    return [
        text_layer(
            "GeoJsonLayer", "labels", features(*made), [*view.palette.text, 255], view.palette,
            get_text_size=17, get_text_pixel_offset=[0, 0],
            text_background=True, get_text_background_color=[*view.palette.halo, 205],
        )
    ]  # fmt: skip


def scale(view: View) -> list[pdk.Layer]:
    """Draw a bar of a round length, about 120 pixels long, below the middle of the map.

    It lies on the ground, because Streamlit does not tell the camera: it grows and shrinks with
    the map and is true at its own latitude. Length along the geodesic on WGS84 (pyproj).
    """
    camera, palette = view.camera, view.palette
    degrees_per_pixel = 360 / (TILE * 2**camera.zoom)
    stretch = math.cos(math.radians(camera.lat))
    lat = camera.lat - 175 * degrees_per_pixel * stretch
    shortest_km = 80 * metres_per_pixel(lat, camera.zoom) / 1000
    length_km = next((km for km in SCALE_LENGTHS if km > shortest_km), SCALE_LENGTHS[-1])
    middle = camera.lon
    ends = [GEOD.fwd(middle, lat, bearing, length_km * 500)[0] for bearing in (270, 90)]
    tick = 4 * degrees_per_pixel * stretch
    line = [[ends[0], lat + tick], [ends[0], lat], [ends[1], lat], [ends[1], lat + tick]]
    return [
        geojson_layer(
            "scale", features(feature("LineString", line)),
            get_line_color=[*palette.text, 255], get_line_width=2,
        ),
        text_layer(
            "GeoJsonLayer", "scale-length",
            features(feature("Point", [middle, lat], name=distance(length_km))),
            [*palette.text, 255], palette, get_text_size=13, get_text_pixel_offset=[0, -11],
            text_background=True, get_text_background_color=[*palette.halo, 190],
        ),
    ]  # fmt: skip
