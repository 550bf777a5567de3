"""The presenter's screen in a browser: the sizes that are drawn, the keys, the way back."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import expect_link, link_of, until, wait_for
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WALLS: list[tuple[ViewportSize, float]] = [
    ({"width": 1920, "height": 1080}, 31),
    ({"width": 1280, "height": 720}, 21),
]
"""Screens, and the least size of type, in pixels, that one can read on them at five metres."""

LISTEN = """
(() => {
  const fill = CanvasRenderingContext2D.prototype.fillText;
  globalThis.drawn = [];
  CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
    drawn.push([text, parseFloat(this.font.match(/([\\d.]+)px/)[1])]);
    return fill.call(this, text, ...at);
  };
})();
"""
"""Notes the size of all type that is drawn on a canvas."""

WRITTEN = """() => {
    const all = function* (root) {
        for (const one of root.querySelectorAll("*")) {
            yield one;
            if (one.shadowRoot) yield* all(one.shadowRoot);
        }
    };
    const isText = (one) =>
        [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const isSeen = (one) => one.checkVisibility() && one.getClientRects().length;
    const size = (one) => parseFloat(getComputedStyle(one).fontSize);
    return [...all(document.querySelector(".stApp"))]
        .filter((one) => !one.matches("style, script") && isText(one) && isSeen(one))
        .map((one) => [one.textContent.trim().slice(0, 40), size(one)]);
}"""
"""Lists the texts that stand on the page, each with its size."""

NAMES = """() => {
    const map = theMap(), viewport = map.viewport();
    return map.wall.spots.map(({ name, at, half }) => {
        const [x, y] = viewport.project(at);
        return [name, x - half[0], y - half[1], x + half[0], y + half[1]];
    });
}"""
"""Lists the names on the wall, each with its box."""


def open_wall(visit, link: str, size: ViewportSize) -> Page:
    page = visit(viewport=size)
    page.add_init_script(LISTEN)
    page.goto(page.url + link)
    wait_for(page, "mapIsStill()")
    return page


@pytest.mark.parametrize(("size", "least"), WALLS, ids=["1080", "720"])
def test_all_type_can_be_read_at_five_metres(visit, size, least):
    """On the map and under it; names meet no other, and the map fills the screen."""
    page = open_wall(visit, "?tour=where-is-khorasan&at=5&present=1", size)
    drawn = page.evaluate("drawn.slice()")
    assert len(drawn) > 15
    assert [one for one in drawn if one[1] < least] == []
    written = page.evaluate(WRITTEN)
    assert any("Four great cities" in text for text, _ in written)
    assert [one for one in written if one[1] < least] == []
    names = page.evaluate(NAMES)
    assert {"Nishapur", "Marw", "Herat", "Balkh"} <= {name for name, *_ in names}
    for at, (name, left, top, right, bottom) in enumerate(names):
        for other, x, y, far, low in names[at + 1 :]:
            assert right <= x or far <= left or bottom <= y or low <= top, (name, other)
    box = page.locator(".st-key-map .frame").bounding_box()
    assert box["width"] == size["width"]
    assert box["height"] > 0.75 * size["height"]
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= size["height"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_under_the_map_keep_seven_to_one(open_panel, theme):
    page = open_panel(
        "?tour=where-is-khorasan&at=5&present=1", {"width": 1280, "height": 720}, theme
    )
    expect(page.get_by_role("heading", name="Four great cities")).to_be_visible()
    rules = {
        "runOnly": ["color-contrast-enhanced"],
        "rules": {"color-contrast-enhanced": {"enabled": True}},
    }
    found = Axe().run(page, options=rules).response["violations"]
    assert [node["html"] for one in found for node in one["nodes"]] == []


def test_keys_and_clicks_lead_through_and_escape_leads_back(visit):
    page = visit("?tour=where-is-khorasan&at=3")
    wait_for(page, "mapIsStill()")
    page.evaluate("document.documentElement.requestFullscreen = () => Promise.resolve()")
    page.evaluate("globalThis.first = theMap()")
    first = link_of(page)
    page.keyboard.press("f")
    expect_link(page, **first, present=["1"])
    until(page, lambda: page.locator(".st-key-panel-side").is_hidden(), "the panel to go")
    for key, at in (("PageDown", "4"), ("ArrowRight", "5"), ("PageUp", "4"), ("End", "12")):
        page.keyboard.press(key)
        until(page, lambda at=at: link_of(page).get("at") == [at], f"step {at} after {key}")
    page.mouse.click(120, 300)
    until(page, lambda: link_of(page)["at"] == ["11"], "a step back")
    page.mouse.click(900, 300)
    until(page, lambda: link_of(page)["at"] == ["12"], "a step on")
    page.keyboard.press("b")
    assert page.locator(".blank").is_visible()
    page.keyboard.press("b")
    assert page.locator(".blank").is_hidden()
    page.keyboard.press("Escape")
    expect_link(page, **first)
    until(page, lambda: page.locator(".st-key-panel-side").is_visible(), "the panel to come")
    assert page.evaluate("theMap() === first")


def test_f_in_the_search_is_a_letter(visit):
    page = visit("?panel=tour")
    wait_for(page, "mapIsStill()")
    page.get_by_role("combobox", name="Search").press_sequentially("f")
    assert "present" not in link_of(page)
