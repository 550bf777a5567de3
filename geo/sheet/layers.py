"""Draw the layers of the screen's map on paper."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.collections import LineCollection
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from PIL import Image

from geo.crs import GEOD, WGS84, mercator
from geo.errors import AssetError
from geo.layers import paints
from geo.layers.files import read
from geo.layers.paints import Paint
from geo.layers.style import Palette
from geo.layers.view import View
from geo.sheet.expressions import value_of
from geo.sheet.frame import Frame
from geo.sheet.hatches import hatches
from geo.sheet.page import POINTS, PX, Box, Page, rgb
from geo.sheet.symbols import draw_symbol, size_on_paper

Layer = Mapping[str, Any]
"""A layer as `geo.layers.scene` has it for the renderer."""

FINER = 1.0
"""Paper shows so much finer lines than a screen of its scale, in zooms."""

RELIEF_DPI = 150
"""Pixels of an inch of the relief."""

MESH = (32, 24)
"""Cells across and down in which the relief is bent to the paper's projection."""

SPREADS = "extent-"
"""How the ids of layers begin whose features lie on each other, the largest first."""


class Mark(NamedTuple):
    """A symbol on the map: where it belongs, in WGS84 degrees, which it is, and its box."""

    at: tuple[float, float]
    symbol: str
    box: Box


def content(name: str) -> gpd.GeoDataFrame:
    """Read the features of a file under `static/`, in WGS84 degrees.

    Raises `AssetError` if it is missing or damaged.
    """
    try:
        return gpd.GeoDataFrame.from_features(json.loads(read(name)), crs=WGS84)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise AssetError(name, damaged=True) from error


def file_of(address: str) -> str:
    """Return the name, from `static/` on, of a file by its address."""
    return address.removeprefix("app/static/").partition("?")[0]


def column(values: Any, otherwise: Any = None) -> Any:
    """Return the value at usual size of what a file has for several sizes of type."""
    if not isinstance(values, list):
        return otherwise
    return otherwise if values[0] is None else values[0]


class Painter:
    """Draws layers in a frame, from the bottom to the top; keeps a mark for each symbol.

    With `outlines` it draws no symbols, no relief and no areas but land and water.
    """

    def __init__(
        self, page: Page, frame: Frame, palette: Palette, *, outlines: bool = False
    ) -> None:
        """Begin with the sea."""
        self.page = page
        self.frame = frame
        self.palette = palette
        self.outlines = outlines
        self.hatches = hatches(palette)
        self.symbols: list[Mark] = []
        self._order = 1.0
        self.clip = page.rectangle(frame.box, facecolor=rgb(palette.sea), zorder=0)

    def draw(self, layers: Sequence[Layer]) -> None:
        """Draw layers."""
        for layer in layers:
            self._order += 0.1
            kind = layer["@@type"]
            if kind == "BitmapLayer":
                self._relief(layer)
            else:
                self._features(layer)

    def _features(self, layer: Layer) -> None:
        low, high = layer.get("zooms", (0, 99))
        if not low <= self.frame.zoom + FINER < high:
            return
        frame = content(file_of(layer["data"]))
        for name, values in (layer.get("keep") or {}).items():
            frame = frame[frame[name].isin(values)]
        if "iconAtlas" in layer:
            self._symbols(layer, frame)
            return
        west, south, east, north = self.frame.reach
        seen = frame.cx[west:east, south:north]
        if layer.get("filled"):
            is_area = seen.geom_type.isin(["Polygon", "MultiPolygon"])
            self._areas(layer, seen[is_area])
        if layer.get("stroked", True):
            self._lines(layer, seen)
        elif not self.outlines:
            self._lines(layer, seen[seen.geom_type.isin(["LineString", "MultiLineString"])])

    def _areas(self, layer: Layer, frame: gpd.GeoDataFrame) -> None:
        if self.outlines and layer["id"] not in {"land", "water"}:
            return
        shapes: dict[Paint, list[shapely.Geometry]] = defaultdict(list)
        for properties, shape in _rows(frame):
            red, green, blue, alpha = value_of(layer["getFillColor"], properties)
            if alpha:
                shapes[int(red), int(green), int(blue), int(alpha)].append(shape)
        merged = {paint: _joined(several) for paint, several in shapes.items()}
        if layer["id"].startswith(SPREADS):
            merged = self._rings(merged)
        strength = _strength(self.frame.zoom, layer.get("fades"))
        for paint, shape in merged.items():
            self._fill(shape, paint, strength)

    def _rings(self, nested: Mapping[Paint, shapely.Geometry]) -> dict[Paint, shapely.Geometry]:
        """Cut bands that lie on each other into rings, each in the paint in which it is seen."""
        core, probable, possible = paints.bands(self.palette)
        seen = {
            paints.band(self.palette, band): paint
            for band, paint in zip(paints.BAND_ALPHAS, (possible, probable, core), strict=True)
        }
        rings, inner = {}, shapely.Polygon()
        for paint in sorted(nested, key=list(seen).index, reverse=True):
            rings[seen[paint]] = nested[paint].difference(inner)
            inner = shapely.union(inner, nested[paint])
        return rings

    def _fill(self, shape: shapely.Geometry, paint: Paint, strength: float) -> None:
        path = self._path(shape)
        if path is None:
            return
        hatch = self.hatches.get(paint, "")
        *colour, alpha = rgb(paint)
        ink = [0.55 * part for part in colour]
        self.add(
            PathPatch(
                path, facecolor=(*colour, alpha * strength), linewidth=0,
                edgecolor=(*ink, 0.7 * strength) if hatch else "none", hatch=hatch or None,
            )
        )  # fmt: skip

    def add(self, artist: Patch | LineCollection) -> None:
        """Draw something within the frame, over all that was drawn before."""
        artist.set_zorder(self._order)
        if isinstance(artist, Patch):
            self.page.axes.add_patch(artist)
        else:
            self.page.axes.add_collection(artist, autolim=False)
        artist.set_clip_path(self.clip)

    def _path(self, shape: shapely.Geometry) -> Path | None:
        """Make a path of areas; holes run against their rims, so that they stay empty."""
        rings = []
        for part in shapely.get_parts(shapely.clip_by_rect(shape, *self.frame.reach)):
            if part.geom_type != "Polygon" or part.is_empty:
                continue
            turned = shapely.orient_polygons(part)
            for ring in (turned.exterior, *turned.interiors):
                placed = self.frame.place(shapely.get_coordinates(ring))
                rings.append(Path(placed, closed=True))
        return Path.make_compound_path(*rings) if rings else None

    def paths(self, shape: shapely.Geometry) -> list[Any]:
        """Return the lines of a geometry, or of its rims, on the sheet."""
        lines = shape.boundary if shape.geom_type.endswith("Polygon") else shape
        seen = shapely.clip_by_rect(lines, *self.frame.reach)
        return [
            self.frame.place(shapely.get_coordinates(part))
            for part in shapely.get_parts(seen)
            if part.geom_type in {"LineString", "LinearRing"} and not part.is_empty
        ]

    def _lines(self, layer: Layer, frame: gpd.GeoDataFrame) -> None:
        groups = defaultdict(list)
        for properties, shape in _rows(frame):
            colour = tuple(value_of(layer.get("getLineColor", paints.NOTHING), properties))
            width = value_of(layer.get("getLineWidth", 1), properties)
            if colour[-1]:
                groups[colour, width].extend(self.paths(shape))
        strength = _strength(self.frame.zoom, layer.get("fades"))
        dashes = [length * PX for length in layer.get("dashes") or ()]
        for (colour, width), paths in groups.items():
            *hue, alpha = rgb((*colour, 255)[:4])
            self.add(
                LineCollection(
                    paths, colors=[(*hue, alpha * strength)], linewidths=width * PX,
                    linestyles=[(0, dashes)] if dashes else "solid",
                    capstyle="butt" if dashes else "round", joinstyle="round",
                )
            )  # fmt: skip

    def _symbols(self, layer: Layer, frame: gpd.GeoDataFrame) -> None:
        scale = PX * layer.get("iconSizeScale", 1)
        for properties, point in _rows(frame):
            level = column(properties.get("levels"), 99) if "levels" in properties else 0
            until = column(properties.get("until"), 99)
            symbol = value_of(layer["getIcon"], properties)
            if not (symbol and level <= self.frame.zoom < until):
                continue
            x, y = self.frame.place(np.array([[point.x, point.y]]))[0]
            size = size_on_paper(value_of(layer["getIconSize"], properties), scale)
            right, down = (PX * properties.get(key, 0) for key in ("right", "down"))
            at = (float(x + right), float(y - down))
            box = Box(*at, *at).grown(0.4 * size)
            if not self.frame.box.holds(box):
                continue
            self.symbols.append(Mark((point.x, point.y), symbol, box))
            if self.outlines:
                continue
            if right or down:
                colour = rgb(layer["getLineColor"])
                self.add(LineCollection([[(x, y), at]], colors=[colour], linewidths=0.7))
            draw_symbol(self.page, symbol, at, size, self.palette)

    def open_place(self, view: View) -> None:
        """Mark the place that is open: its area, or else the circle that it lies within."""
        place = view.place
        if place is None:
            return
        if place.area_ref:
            outline = content(f"map/areas/{place.area_ref}.json").union_all()
        else:
            turns = np.linspace(0, 360, 73)
            here = np.full_like(turns, place.lon), np.full_like(turns, place.lat)
            lons, lats, _ = GEOD.fwd(*here, turns, np.full_like(turns, 1000 * place.radius_km))
            outline = shapely.Polygon(np.column_stack([lons, lats]))
        self._order += 0.1
        self._fill(outline, (*self.palette.place, 46), 1)
        colour = rgb(self.palette.place)
        self.add(LineCollection(self.paths(outline), colors=[colour], linewidths=1))

    def _relief(self, layer: Layer) -> None:
        """Bend the shaded relief, a picture in Web Mercator, to the paper's projection."""
        if self.outlines:
            return
        name = file_of(layer["image"])
        try:
            picture = Image.open(io.BytesIO(read(name))).convert("RGBA")
        except OSError as error:
            raise AssetError(name, damaged=True) from error
        west, south, east, north = layer["bounds"]
        box = self.frame.box
        dots = RELIEF_DPI / POINTS
        size = (round(box.width * dots), round(box.height * dots))
        corners = mercator(np.array([[west, north], [east, south]]))
        unit = np.array(picture.size) / (corners[1] - corners[0])
        across = np.linspace(0, size[0], MESH[0] + 1).round()
        down = np.linspace(0, size[1], MESH[1] + 1).round()
        grid = np.stack(np.meshgrid(across, down), axis=-1)
        points = np.stack(
            [
                box.left + grid[..., 0] * box.width / size[0],
                box.top - grid[..., 1] * box.height / size[1],
            ],
            axis=-1,
        )
        ground = self.frame.ground(points.reshape(-1, 2))
        ground[:, 1] = ground[:, 1].clip(-84, 84)
        source = ((mercator(ground) - corners[0]) * unit).reshape(grid.shape)
        cells = [
            (
                (int(across[i]), int(down[j]), int(across[i + 1]), int(down[j + 1])),
                (
                    *source[j, i], *source[j + 1, i], *source[j + 1, i + 1], *source[j, i + 1],
                ),
            )
            for j in range(MESH[1])
            for i in range(MESH[0])
        ]  # fmt: skip
        bent = picture.transform(size, Image.Transform.MESH, cells, Image.Resampling.BILINEAR)
        shown = self.page.axes.imshow(
            np.asarray(bent), extent=(box.left, box.right, box.bottom, box.top),
            aspect="auto", interpolation="none", zorder=self._order,
        )  # fmt: skip
        shown.set_clip_path(self.clip)
        self.page.axes.set(xlim=(0, self.page.box.width), ylim=(0, self.page.box.height))


def _rows(frame: gpd.GeoDataFrame) -> list[tuple[dict[str, Any], Any]]:
    """List each feature's properties and its geometry; a property that it lacks is left out."""
    columns = [name for name in frame.columns if name != "geometry"]
    rows = frame[columns].to_dict("records")
    kept = [{name: value for name, value in row.items() if not _is_missing(value)} for row in rows]
    return list(zip(kept, frame.geometry, strict=True))


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and np.isnan(value))


def _joined(shapes: Sequence[shapely.Geometry]) -> shapely.Geometry:
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapely.make_valid(shapes))


def _strength(zoom: float, fades: Sequence[float] | None) -> float:
    """Return the part of its strength that a layer which `fades` has at a zoom."""
    if not fades:
        return 1
    first, last, part = fades
    share = min(max((zoom - first) / (last - first), 0), 1)
    return 1 - share * (1 - part)
