"""The relief is shaded by the laws of light, and its pictures leave labels their contrast."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from PIL import Image

from geo.paths import REGIONS
from geo.pipeline.ground import relief

LABELS = {"relief-light.webp": (0x3A, 0x3A, 0x3A), "relief-dark.webp": (0xD8, 0xD8, 0xD8)}
READABLE = 4.5
"""WCAG 2's contrast for running text."""


SHARES = np.arange(256) / 255
LINEAR = np.where(SHARES <= 0.04045, SHARES / 12.92, ((SHARES + 0.055) / 1.055) ** 2.4)
"""The light of each value of a channel of sRGB."""


def luminance(colour: np.ndarray) -> np.ndarray:
    """Compute WCAG's relative luminance of sRGB colours, whole numbers from 0 to 255."""
    return LINEAR[colour] @ np.array([0.2126, 0.7152, 0.0722])


def slope(rise_to_east: float, rise_to_north: float) -> np.ndarray:
    """Make an inclined plane of 20 by 20 cells of 1 km; the rises are metres a cell."""
    rows, columns = np.mgrid[0:20, 0:20].astype(np.float32)
    return (columns * rise_to_east - rows * rise_to_north).astype(np.float32)


SIDES = np.full(20, 1000.0)


def test_flat_ground_is_even() -> None:
    """Flat ground gets the sine of the light's altitude, everywhere and from every side."""
    flat = np.full((20, 20), 700, np.float32)
    expected = np.sin(np.radians(relief.SUN_ALTITUDE))
    for azimuth, _ in relief.LAMPS:
        assert relief.hillshade(flat, SIDES, azimuth) == pytest.approx(expected, abs=1e-6)
    assert relief.relief(flat, SIDES) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("azimuth", "east", "north"), [(315, 1, -1), (270, 1, 0), (0, 0, -1), (225, 1, 1)]
)
def test_slopes_facing_the_light_are_brighter(azimuth: float, east: float, north: float) -> None:
    """Ground that falls towards the light is lighter than flat, ground that falls away darker."""
    facing = relief.hillshade(slope(200 * east, 200 * north), SIDES, azimuth)[10, 10]
    averted = relief.hillshade(slope(-200 * east, -200 * north), SIDES, azimuth)[10, 10]
    assert averted < np.sin(np.radians(relief.SUN_ALTITUDE)) < facing


def test_hillshade_is_lamberts_law() -> None:
    """A 45° slope that faces a light at 45° takes it squarely, its opposite grazes it."""
    assert relief.hillshade(slope(1000, 0), SIDES, 270)[10, 10] == pytest.approx(1)
    assert relief.hillshade(slope(-1000, 0), SIDES, 270)[10, 10] == pytest.approx(0, abs=1e-6)


def test_gradient_is_in_metres() -> None:
    """The same rise over cells half as wide is steeper: cells shrink with cos(latitude)."""
    wide, narrow = (
        relief.hillshade(slope(-100, 0), SIDES * scale, 270)[10, 10] for scale in (1, 0.5)
    )
    assert narrow < wide
    assert relief.cell_sizes(np.array([0.0, 60.0])) == pytest.approx(
        [np.radians(46) * relief.EARTH_RADIUS / relief.WIDTH * scale for scale in (1, 0.5)]
    )


def test_rows_are_even_in_mercator() -> None:
    """The rows' latitudes are evenly spaced from edge to edge in the spherical Web Mercator."""
    rows = relief.height()
    latitudes = np.array([relief.NORTH, *relief.row_latitudes(), relief.SOUTH])
    top, *ordinates, bottom = np.arctanh(np.sin(np.radians(latitudes)))
    assert (top - ordinates) / (top - bottom) * rows == pytest.approx(np.arange(rows) + 0.5)
    assert (top - bottom) / rows == pytest.approx(np.radians(46) / relief.WIDTH, rel=1e-3)


def test_resampling_keeps_position() -> None:
    """A grid that holds its own latitude, or longitude, gives back those of the rows asked for."""
    rows, columns = np.mgrid[0:240, 0:360].astype(np.float32)
    latitudes, longitudes = np.linspace(49.8, 48.2, 40), np.linspace(0.2, 2.8, 60)
    north = relief.resample(50 - (rows + 0.5) / 120, latitudes, longitudes)
    east = relief.resample((columns + 0.5) / 120, latitudes, longitudes)
    assert north[:, 30] == pytest.approx(latitudes, abs=1e-3)
    assert east[20] == pytest.approx(longitudes, abs=1e-3)


def test_blur_keeps_the_mean() -> None:
    """A blurred peak spreads evenly and loses no height in sum."""
    peak = np.zeros((41, 41), np.float32)
    peak[20, 20] = 1
    blurred = relief.blur(peak, 3)
    assert blurred.sum() == pytest.approx(1, abs=1e-5)
    assert blurred == pytest.approx(blurred.T)
    assert blurred.max() == blurred[20, 20] < 0.05


def test_tint_runs_between_its_steps() -> None:
    """Elevations on a step have its colour, others lie between, beyond the ends the last holds."""
    steps = ((0, (10, 20, 30)), (100, (20, 40, 60)))
    colours = relief.tint(np.array([[-5, 0, 50, 100, 900]], np.float32), steps)[0]
    assert colours.tolist() == [[10, 20, 30]] * 2 + [[15, 30, 45]] + [[20, 40, 60]] * 2


def test_fade_dissolves_the_edges() -> None:
    """The picture is clear at its rim, whole in its middle, and never steps between."""
    latitudes = relief.row_latitudes()
    longitudes = np.linspace(relief.WEST, relief.EAST, 600)
    alpha = relief.fade(latitudes, longitudes)
    rim = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
    assert rim.max() < 0.001
    middle = len(latitudes) // 2
    assert alpha[middle, 300] == 1
    assert np.abs(np.diff(alpha[middle])).max() < 0.05


def test_land_mask_cuts_the_sea() -> None:
    """Land is 1, sea and lakes (holes in the land) are 0."""
    land = shapely.box(50, 30, 70, 45).difference(shapely.box(58, 36, 62, 40))
    mask = relief.land_mask(land)
    latitudes = relief.row_latitudes()
    at = {
        (lon, lat): mask[np.abs(latitudes - lat).argmin(), int((lon - 40) / 46 * relief.WIDTH)]
        for lon, lat in [(55, 38), (60, 38), (60, 31), (45, 38), (60, 29.8), (60, 45.2)]
    }
    assert list(at.values()) == [1, 0, 1, 0, 0, 0]


def test_encoding_twice_gives_the_same_bytes() -> None:
    """The same picture makes the same file."""
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8)
    alpha = np.linspace(0, 1, 64 * 64, dtype=np.float32).reshape(64, 64)
    assert relief.encode(noise, alpha) == relief.encode(noise, alpha)


@pytest.mark.parametrize("name", sorted(relief.VARIANTS))
def test_labels_are_readable_everywhere(name: str) -> None:
    """Over the flat land colour, every pixel leaves labels a contrast of at least 4.5 : 1."""
    picture = Image.open(REGIONS / name)
    shown = Image.new("RGBA", picture.size, (*relief.VARIANTS[name].land, 255))
    shown.alpha_composite(picture)
    ground, label = luminance(np.asarray(shown)[..., :3]), luminance(np.array(LABELS[name]))
    contrast = (np.maximum(ground, label) + 0.05) / (np.minimum(ground, label) + 0.05)
    assert contrast.min() >= READABLE


@pytest.mark.parametrize("name", sorted(relief.VARIANTS))
def test_pictures_fit_their_sheet(name: str) -> None:
    """The pictures have the stated size and bounds, dissolve at the rim, and stay light to load."""
    sheet = json.loads((REGIONS / "relief.json").read_text(encoding="utf-8"))
    assert sheet == {"bounds": [40, 21, 86, 50], "size": [relief.WIDTH, relief.height()]}
    picture = Image.open(REGIONS / name)
    assert picture.size == tuple(sheet["size"])
    alpha = np.asarray(picture)[..., 3]
    assert max(alpha[0].max(), alpha[-1].max(), alpha[:, 0].max(), alpha[:, -1].max()) == 0
    assert (REGIONS / name).stat().st_size <= 500_000
    latitudes = relief.row_latitudes()
    caspian, persian_gulf, merv = (
        alpha[np.abs(latitudes - lat).argmin(), int((lon - 40) / 46 * relief.WIDTH)]
        for lon, lat in [(51.0, 41.0), (51.5, 27.5), (62.2, 37.7)]
    )
    assert (caspian, persian_gulf, merv) == (0, 0, 255)


@pytest.mark.parametrize("name", sorted(relief.VARIANTS))
def test_no_blue_on_land(name: str) -> None:
    """Blue is for water: light ground is warm throughout, dark ground all but grey."""
    pixels = np.asarray(Image.open(REGIONS / name), dtype=int)
    red, blue = pixels[..., 0], pixels[..., 2]
    excess = (blue - red)[pixels[..., 3] > 0]
    assert np.percentile(excess, 99.9) <= (4 if name == "relief-light.webp" else 10)
