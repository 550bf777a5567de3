"""Read and drive the page in a real browser: for the tests that need one."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from serving import PATIENCE_MS

from geo.layers import paints
from geo.layers.style import LIGHT, Colour
from geo.text.corpus import Corpus

expect.set_options(timeout=PATIENCE_MS)

LOOK_MS = 40
"""Milliseconds between two looks at a state that the page cannot be asked to wait for."""

ANSWER_MS = 3000
"""Milliseconds that the map has to answer the pointer before it is tried again."""

NEAR = 14
"""Largest difference of a channel at which two colours count as one: relief shades the land."""

CHANGED, SAME = 4.0, 1.0
"""Mean differences of channels above which two pictures differ, and below which they do not."""

FIRST_VIEW_BYTES, READ_BYTES, CLICK_BYTES = 40 * 1024, 60 * 1024, 30 * 1024

FOCUSED = """() => {
    let element = document.activeElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
}"""

IN_SIGHT = """element => {
    const box = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(box.x + 5, box.y + box.height / 2));
}"""


AT_HOME = """(() => {
    const { here, scene } = theMap(), home = theMap().fit(scene.home);
    return ["longitude", "latitude", "zoom"].every((key) => Math.abs(here[key] - home[key]) < 0.01);
})()"""


def until(page: Page, check: Callable[[], bool], what: str) -> None:
    """Wait until `check` holds."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not check():
        if time.monotonic() > deadline:
            pytest.fail(f"Timed out waiting for {what}.")
        page.wait_for_timeout(LOOK_MS)


def within(limit_ms: float, wait: Callable[[float], object]) -> bool:
    """Tell whether what is waited for comes within some time."""
    try:
        wait(limit_ms)
    except PlaywrightTimeoutError:
        return False
    return True


def wait_for(page: Page, expression: str) -> None:
    """Wait until a JavaScript expression is true in an animation frame of the page."""
    page.wait_for_function(expression, timeout=PATIENCE_MS, polling="raf")


def link_of(page: Page) -> dict[str, list[str]]:
    """Give the parameters of the page's address."""
    return parse_qs(urlsplit(page.url).query)


def expect_link(page: Page, **wanted: list[str]) -> None:
    until(page, lambda: link_of(page) == wanted, f"the link to say {wanted}")


def follow(page: Page, link: str) -> None:
    """Open a link as Back and Forward do, in the session that the page has."""
    before = page.evaluate("runId()")
    page.evaluate("link => follow(link)", link)
    wait_for(page, f"runId() !== {before!r} && mapIsStill()")


# The map


def map_of(page: Page) -> Locator:
    return page.locator(".st-key-map .frame")


def picture(page: Page) -> Image.Image:
    """Take a picture of the map once it is still, as it is on the screen."""
    page.mouse.move(2, 2)
    wait_for(page, "mapIsStill()")
    png = map_of(page).screenshot(timeout=PATIENCE_MS)
    return Image.open(io.BytesIO(png)).convert("RGB")


def share(image: Image.Image, colour: Colour) -> float:
    """Tell how much of the picture has that colour, or nearly."""
    off = ImageChops.difference(image, Image.new("RGB", image.size, colour))
    worst = ImageChops.lighter(ImageChops.lighter(*off.split()[:2]), off.split()[2])
    return sum(worst.histogram()[: NEAR + 1]) / (image.width * image.height)


def difference(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def tinted(bands: int) -> Colour:
    """Give the colour of land under some of Khorasan's bands, of which the core is the third."""
    land, hue = LIGHT.land, LIGHT.khorasan
    clear = 1 - paints.bands(LIGHT)[-bands][3] / 255
    red, green, blue = (round(h + (x - h) * clear) for x, h in zip(land, hue, strict=True))
    return red, green, blue


def symbol_share(page: Page, image: Image.Image, lon: float, lat: float) -> float:
    """Tell how much of the surroundings of a place in a map's picture has the symbols' colour."""
    x, y = page.evaluate("([lon, lat]) => onMap(lon, lat)", [lon, lat])
    return share(image.crop((x - 6, y - 6, x + 6, y + 6)), LIGHT.place)


def camera(page: Page) -> tuple[float, float, float]:
    """Give the longitude, latitude and zoom at which the map stands still."""
    wait_for(page, "mapIsStill()")
    lon, lat, zoom = page.evaluate("camera()")
    return lon, lat, zoom


def show_region(page: Page) -> None:
    """Let the map show the region, if it shows something else."""
    wait_for(page, "mapIsStill()")
    if not page.evaluate(AT_HOME):
        button(page, "Region").click()
        wait_for(page, f"{AT_HOME} && mapIsStill()")


def point_at(page: Page, lon: float, lat: float, tip: str) -> None:
    """Point at a place on the map until its tooltip shows."""
    tooltip = page.locator(".tip", has_text=tip)

    def is_pointed_at() -> bool:
        x, y = on_screen(page, lon, lat)
        page.mouse.move(x + 1, y)
        page.mouse.move(x, y)
        return within(ANSWER_MS, lambda limit: tooltip.wait_for(timeout=limit))

    until(page, is_pointed_at, f"the tooltip of {tip}")


def click_map(page: Page, lon: float, lat: float, tip: str) -> None:
    """Point at a place on the map until its name shows, then press until the page answers."""

    def is_answered() -> bool:
        point_at(page, lon, lat, tip)
        before = page.evaluate("runId()")
        page.mouse.click(*on_screen(page, lon, lat), delay=100)
        began = f"runId() !== {before!r}"
        return within(2 * ANSWER_MS, lambda limit: page.wait_for_function(began, timeout=limit))

    until(page, is_answered, f"an answer to a click on {tip}")


def on_screen(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Tell where on the screen a place of the map is once the map is still."""
    wait_for(page, "mapIsStill()")
    x, y = page.evaluate("([lon, lat]) => onMap(lon, lat)", [lon, lat])
    box = map_of(page).bounding_box()
    return x + box["x"], y + box["y"]


def pan(page: Page) -> None:
    """Drag the map aside by a third of its width."""
    box = map_of(page).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + box["width"] / 3, y - 60, steps=8)
    page.mouse.up()
    page.mouse.move(2, 2)


# The panel


def search_box(page: Page) -> Locator:
    """Find the one search."""
    return page.get_by_role("combobox", name="Search")


def options(page: Page) -> Locator:
    """Find what the search has found."""
    return page.get_by_role("option")


def axis(page: Page) -> Locator:
    """Find the axis of time."""
    return page.get_by_role("slider", name="Khorasan through time")


def choose_on_axis(page: Page, name: str) -> None:
    """Press on an extent's bar."""
    page.locator(".lanes .item", has_text=name).locator(".bar").click()


def entries(page: Page) -> Locator:
    """Find the places in the list."""
    return page.locator("button.place")


def entry(page: Page, place_id: str) -> Locator:
    return page.locator(f'button.place[data-place="{place_id}"]')


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", level=2, name=name, exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{name}"))


def passage(page: Page) -> Locator:
    """Find the sentence that is quoted."""
    return page.locator("blockquote.passage")


def lit(page: Page) -> Locator:
    """Find the name lit up as the mention that is open."""
    return page.locator("blockquote.passage mark.current")


def quoted(corpus: Corpus, start: int) -> str:
    found = corpus.article.passage_at(start)
    return corpus.article.text[found.start : found.end].rstrip()


def turn_to(page: Page, panel: str) -> None:
    page.get_by_role("radio", name=panel, exact=True).click()
