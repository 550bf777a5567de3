"""Read and drive the page in a real browser: for the tests that need one."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import PATIENCE_MS
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Locator, Page, expect

from geo.text.corpus import Corpus
from geo.layers.extents import BAND_ALPHA
from geo.layers.basemap import REGION
from geo.layers.style import LIGHT, Colour

expect.set_options(timeout=PATIENCE_MS)

WAIT_MS = 250
"""Milliseconds between two looks at the screen."""

NEAR = 14
"""Largest difference of a channel at which two colours count as one: relief shades the land."""

CHANGED, SAME = 4.0, 1.0
"""Mean differences of channels above which the map was moved, and below which it was not."""

FIRST_VIEW_BYTES, CLICK_BYTES = 300_000, 30_000
MOST_TABS = 120
FOCUSED = """() => {
    let element = document.activeElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
}"""

SEEN = """element => {
    const box = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(box.x + 5, box.y + box.height / 2));
}"""


def until(page: Page, check: Callable[[], bool], what: str) -> None:
    """Wait until `check` holds."""
    for _ in range(PATIENCE_MS // WAIT_MS):
        if check():
            return
        page.wait_for_timeout(WAIT_MS)
    pytest.fail(f"In vain was waited for {what}.")


def the_map(page: Page) -> Locator:
    return page.get_by_test_id("stDeckGlJsonChart")


def picture(page: Page, of: Locator | None = None) -> Image.Image:
    """Take a picture of the map, or of another part of the page, as it is on the screen."""
    png = (of or the_map(page)).screenshot(timeout=PATIENCE_MS)
    return Image.open(io.BytesIO(png)).convert("RGB")


def share(image: Image.Image, colour: Colour) -> float:
    """Tell how much of the picture has that colour, or nearly."""
    off = ImageChops.difference(image, Image.new("RGB", image.size, colour))
    worst = ImageChops.lighter(ImageChops.lighter(*off.split()[:2]), off.split()[2])
    return sum(worst.histogram()[: NEAR + 1]) / (image.width * image.height)


def difference(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def settled(page: Page, land: Colour = LIGHT.land) -> Image.Image:
    """Wait until the map is painted and no longer changes, and give its picture."""
    page.mouse.move(2, 2)
    seen = [picture(page)]

    def check() -> bool:
        seen.append(picture(page))
        return share(seen[-1], land) > 0.1 and difference(*seen[-2:]) == 0

    until(page, check, "a map that has land and stands still")
    return seen[-1]


def pixel(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Tell where a place is on the map's element, by Web Mercator, in the view of the region."""
    box = the_map(page).bounding_box()
    world = 512 * 2**REGION.zoom

    def north(degrees: float) -> float:
        return math.asinh(math.tan(math.radians(degrees))) / (2 * math.pi)

    return (
        box["width"] / 2 + (lon - REGION.lon) / 360 * world,
        box["height"] / 2 + (north(REGION.lat) - north(lat)) * world,
    )


def symbol_share(page: Page, lon: float, lat: float) -> float:
    """Tell how much of the surroundings of a place on the map has the symbols' colour."""
    x, y = pixel(page, lon, lat)
    return share(picture(page).crop((x - 6, y - 6, x + 6, y + 6)), LIGHT.place)


def click_map(page: Page, lon: float, lat: float, tip: str) -> None:
    """Point at a place on the map until its name shows, then press as long as a hand does."""
    x, y = pixel(page, lon, lat)
    box = the_map(page).bounding_box()
    x, y = x + box["x"], y + box["y"]
    tooltip = page.locator(".deck-tooltip", has_text=tip)

    def pointed() -> bool:
        page.mouse.move(x + 1, y)
        page.mouse.move(x, y)
        return tooltip.is_visible()

    until(page, pointed, f"the tooltip of {tip}")
    page.mouse.click(x, y, delay=100)


def linked(page: Page) -> dict[str, list[str]]:
    """Give the parameters of the page's address."""
    return parse_qs(urlsplit(page.url).query)


def expect_link(page: Page, **wanted: list[str]) -> None:
    until(page, lambda: linked(page) == wanted, f"the link to say {wanted}")


def search_box(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Find a place")


def entries(page: Page) -> Locator:
    """Find the places in the list."""
    return page.locator("button.place")


def entry(page: Page, place_id: str) -> Locator:
    return page.locator(f'button.place[data-place="{place_id}"]')


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", level=2, name=name, exact=True)


def current(page: Page) -> Locator:
    """Find the name lit up as the mention that is open."""
    return page.locator("blockquote.passage mark.current")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{name}"))


def quoted(corpus: Corpus, start: int) -> str:
    passage = corpus.article.passage_at(start)
    return corpus.article.text[passage.start : passage.end].rstrip()


def pan(page: Page) -> None:
    """Drag the map aside by a third of its width."""
    box = the_map(page).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + box["width"] / 3, y - 60, steps=8)
    page.mouse.up()


def tinted(bands: int, theme: str = "places") -> Colour:
    """Give the colour of land under some of Khorasan's bands."""
    land, hue = LIGHT.land, LIGHT.khorasan
    clear = (1 - BAND_ALPHA[theme] / 255) ** bands
    red, green, blue = (round(h + (x - h) * clear) for x, h in zip(land, hue, strict=True))
    return red, green, blue
