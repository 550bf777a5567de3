"""The colours: each meaning has its own, and people who see colours differently tell them apart.

Colour blindness is simulated by the matrices of Machado, Oliveira and Fernandes (2009) at full
severity. Two fills differ by their distance in CIELAB (CIE76), symbols by WCAG's contrast.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from geo.layers import paints
from geo.layers.style import PALETTES, Colour, Palette, contrast
from geo.pipeline.assets.symbols import town_symbols

LEAST_DIFFERENCE, LEAST_CONTRAST, LEAST_TURN = 10, 3, 20

SIGHTS = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = TO_XYZ.sum(axis=1)

EACH_PALETTE = pytest.mark.parametrize(
    "palette", PALETTES.values(), ids=lambda palette: palette.name
)
EACH_SIGHT = pytest.mark.parametrize("sight", SIGHTS)


def lab(colour: Colour, sight: str) -> np.ndarray:
    """Give a colour in CIELAB, as it looks to a kind of sight."""
    values = np.array(colour) / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    x, y, z = TO_XYZ @ np.clip(SIGHTS[sight] @ linear, 0, 1) / WHITE
    fx, fy, fz = (
        np.cbrt(one) if one > (6 / 29) ** 3 else one * (29 / 6) ** 2 / 3 + 4 / 29
        for one in (x, y, z)
    )
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


def difference(one: Colour, other: Colour, sight: str) -> float:
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def on_land(paint: paints.Paint, palette: Palette) -> Colour:
    """Give the colour of land under a paint."""
    *hue, alpha = paint
    share = alpha / 255
    red, green, blue = (
        round(share * h + (1 - share) * x) for h, x in zip(hue, palette.land, strict=True)
    )
    return red, green, blue


def ramps(palette: Palette) -> dict[str, list[Colour]]:
    """Give the colours of each ramp as they are seen, from bare land to the strongest."""
    painted = {
        "certainty": reversed(paints.bands(palette)),
        "share": (paints.share(palette, bound) for bound in paints.SHARE_BOUNDS[1:]),
        "agreement": (paints.agreement(palette, bound + 1) for bound in paints.AGREEMENT_BOUNDS),
    }
    return {
        name: [palette.land, *(on_land(paint, palette) for paint in ramp)]
        for name, ramp in painted.items()
    }


def test_differences_are_those_of_cielab():
    """Black and white are 100 apart; red is where the literature has it; grey stays grey."""
    assert difference((0, 0, 0), (255, 255, 255), "usual") == pytest.approx(100, abs=0.01)
    assert lab((255, 0, 0), "usual") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    for sight in SIGHTS:
        assert difference((128, 128, 128), (128, 128, 128), sight) == 0
        assert lab((128, 128, 128), sight)[1:] == pytest.approx([0, 0], abs=0.1)


@EACH_PALETTE
@EACH_SIGHT
def test_neighbouring_steps_of_a_ramp_differ(palette, sight):
    """Land, then each step; and the strongest differs most from land."""
    for name, ramp in ramps(palette).items():
        for one, other in pairwise(ramp):
            assert difference(one, other, sight) >= LEAST_DIFFERENCE, name
        lightness = [lab(colour, sight)[0] for colour in ramp]
        assert sorted(lightness) in (lightness, lightness[::-1]), name


@EACH_PALETTE
def test_each_meaning_has_its_own_hue(palette):
    """The middles of the ramps, the places and the water lie apart on the circle of hues."""
    middles = [ramp[len(ramp) // 2] for ramp in ramps(palette).values()]
    for one, other in combinations([*middles, palette.place, palette.water], 2):
        apart = abs(hue(one) - hue(other)) % 360
        assert min(apart, 360 - apart) >= LEAST_TURN


def hue(colour: Colour) -> float:
    """Give a colour's angle, in degrees, on the circle of hues of CIELAB."""
    _, a, b = lab(colour, "usual")
    return float(np.degrees(np.arctan2(b, a)))


@EACH_PALETTE
@EACH_SIGHT
def test_two_extents_compared_differ(palette, sight):
    both, one, other = (on_land(paint, palette) for paint in paints.comparison(palette))
    for some, others in combinations([both, one, other, palette.land], 2):
        assert difference(some, others, sight) >= LEAST_DIFFERENCE


@EACH_PALETTE
@EACH_SIGHT
def test_water_differs_from_land(palette, sight):
    assert difference(palette.sea, palette.land, sight) >= LEAST_DIFFERENCE


@EACH_PALETTE
def test_symbols_stand_out_from_what_they_stand_on(palette):
    """Places and towns keep 3:1 on land and each band; lines and others on their own halo."""
    seen = ramps(palette)["certainty"]
    for ground in seen:
        for symbol in (palette.place, palette.khorasan_text, palette.quiet_text):
            assert contrast(symbol, ground) >= LEAST_CONTRAST
    for symbol in (palette.khorasan, palette.khorasan_text, palette.quiet_text):
        assert contrast(symbol, palette.halo) >= LEAST_CONTRAST


@EACH_PALETTE
def test_names_on_the_map_keep_seven_to_one(palette):
    """A room reads them from afar (WCAG 2.2, 1.4.6)."""
    names = (
        palette.text, palette.khorasan_text, palette.quiet_text, palette.water_text, palette.place,
    )  # fmt: skip
    for colour in names:
        assert contrast(colour, palette.halo) >= 7


@EACH_PALETTE
def test_in_edge_and_out_differ_in_shape(palette):
    """Whoever sees no colour at all tells them apart: a disc, a half disc, a cross."""
    drawn = town_symbols(palette)
    shapes = {
        "".join(one for one in drawn[name] if not one.isdigit()) for name in ("in", "edge", "out")
    }
    assert len(shapes) == 3
    for one, other in [(palette.khorasan_text, palette.quiet_text)]:
        for sight in SIGHTS:
            assert difference(one, other, sight) >= LEAST_DIFFERENCE
