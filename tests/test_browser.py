"""Hold the atlas to its promises as a person meets them: in a real browser, on real pixels."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import PATIENCE_MS, Watch
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Locator, Page, expect

from geo.atlas import Atlas, read_atlas
from geo.kinds import GROUPS
from geo.layers import REGION
from geo.style import DARK, LIGHT, Colour

expect.set_options(timeout=PATIENCE_MS)

WAIT_MS = 250
"""Milliseconds between two looks at the screen."""

NEAR = 14
"""Largest difference of a channel at which two colours count as one: relief shades the land."""

CHANGED, SAME = 4.0, 1.0
"""Mean differences of channels above which the map was moved, and below which it was not."""

TINT = 46 / 255
"""How much of Khorasan's hue lies over the land in the provinces of that name."""

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


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read_atlas()


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


def quoted(atlas: Atlas, start: int) -> str:
    passage = atlas.article.passage_at(start)
    return atlas.article.text[passage.start : passage.end].rstrip()


def pan(page: Page) -> None:
    """Drag the map aside by a third of its width."""
    box = the_map(page).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + box["width"] / 3, y - 60, steps=8)
    page.mouse.up()


def test_the_map_is_painted(visit):
    """Land, sea, the Khorasans' tint and the places' symbols are there, as pixels."""
    tint = tuple(
        round(land + (hue - land) * TINT)
        for land, hue in zip(LIGHT.land, LIGHT.khorasan, strict=True)
    )
    image = settled(visit())
    assert share(image, LIGHT.land) > 0.3
    assert share(image, LIGHT.sea) > 0.02
    assert share(image, tint) > 0.02
    assert share(image, LIGHT.place) > 0.002


def test_the_map_is_dark_in_a_dark_browser(visit):
    """The map follows the browser's wish for a dark page."""
    image = settled(visit(color_scheme="dark"), DARK.land)
    assert share(image, DARK.land) > 0.3
    assert share(image, LIGHT.land) < 0.01


def test_the_first_view_needs_no_click(visit, atlas):
    """The question, the claim, the legend and the list are there at once."""
    page = visit()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where is Khorasan?")
    expect(page.locator("blockquote.claim")).to_contain_text("northeastern Iran")
    expect(page.locator(".legend li")).to_have_count(len(GROUPS) + 2)
    expect(entries(page)).to_have_count(len(atlas.places))
    expect(page.get_by_role("figure", name="Map of Khorasan")).to_be_visible()


def test_the_first_view_is_light_on_the_wire(visit, watch: Watch):
    """The first view takes at most 300 KB of messages."""
    settled(visit())
    assert 0 < sum(watch.received) <= FIRST_VIEW_BYTES


@pytest.mark.parametrize("place_id", ["balochistan", "afghanistan"])
def test_a_choice_is_light_on_the_wire(visit, watch: Watch, atlas, place_id):
    """Choosing a place takes at most 30 KB of messages."""
    page = visit()
    expect(entries(page)).to_have_count(len(atlas.places))
    settled(page)
    before = sum(watch.received)
    entry(page, place_id).click()
    expect(heading(page, atlas.places[place_id].name)).to_be_visible()
    settled(page)
    assert 0 < sum(watch.received) - before <= CLICK_BYTES


def test_a_place_is_found_and_chosen_in_the_list(visit, atlas):
    """Another spelling finds the district, and a click opens the sentence that names it."""
    page = visit()
    search_box(page).fill("Tsowkey")
    expect(entries(page)).to_have_count(1)
    expect(entries(page)).to_contain_text("Chawkay District")
    entry(page, "chawkay").click()
    expect(heading(page, "Chawkay District")).to_be_visible()
    expect(current(page)).to_have_text("Chawkay District")
    expect(page.locator("blockquote.passage")).to_have_text(quoted(atlas, 15998))
    until(page, lambda: linked(page)["place"] == ["chawkay"], "the link to name the place")


def test_a_place_is_chosen_on_the_map_by_its_symbol(visit, atlas):
    """A click on a symbol opens its place."""
    page = visit()
    settled(page)
    kerman = atlas.places["kerman"]
    assert symbol_share(page, kerman.lon, kerman.lat) > 0.2
    click_map(page, kerman.lon, kerman.lat, "Kerman")
    expect(heading(page, "Kerman")).to_be_visible()
    expect(page.get_by_text("1 of 2")).to_be_visible()
    expect(current(page)).to_have_text("Kerman")
    expect_link(page, place=["kerman"])


def test_a_place_is_chosen_on_the_map_by_its_ground(visit, atlas):
    """A click on a province that the article names opens it, and so does a second one."""
    page = visit()
    for _ in range(2):
        settled(page)
        click_map(page, 60.5, 35.0, "Razavi Khorasan")
        expect(heading(page, "Razavi Khorasan")).to_be_visible()
        expect(page.locator("blockquote.passage")).to_have_text(quoted(atlas, 4882))
        expect_link(page, place=["razavi-khorasan"])
        button(page, "Region").click()


def test_choosing_again_brings_the_map_back(visit):
    """A place chosen again is in the middle of the map again, though the map was moved."""
    page = visit("?place=balochistan")
    before = settled(page)
    pan(page)
    until(page, lambda: difference(picture(page), before) > CHANGED, "the map to move")
    button(page, "All places").click()
    entry(page, "balochistan").click()
    expect(heading(page, "Balochistan")).to_be_visible()
    page.mouse.move(2, 2)
    until(page, lambda: difference(picture(page), before) < SAME, "the map to come back")


def test_stepping_through_mentions_leaves_the_map_where_it_is(visit):
    """A map that a person has moved stays there while they read on."""
    page = visit("?place=umayyad-caliphate")
    before = settled(page)
    pan(page)
    until(page, lambda: difference(picture(page), before) > CHANGED, "the map to move")
    moved = settled(page)
    button(page, "Next").click()
    expect(page.get_by_text("2 of 3")).to_be_visible()
    assert difference(settled(page), moved) < SAME


def test_next_and_previous_by_button_and_by_key(visit, atlas):
    """Each mention has its number, its link and its passage."""
    starts = [mention.start for mention in atlas.mentions_of["umayyad-caliphate"]]
    page = visit("?place=umayyad-caliphate")
    expect(page.get_by_text("1 of 3")).to_be_visible()
    expect(button(page, "Previous")).to_be_disabled()
    steps = (
        (2, lambda: button(page, "Next").click()),
        (3, lambda: page.keyboard.press("n")),
        (2, lambda: page.keyboard.press("p")),
        (1, lambda: button(page, "Previous").click()),
    )
    for number, step in steps:
        step()
        expect(page.get_by_text(f"{number} of 3")).to_be_visible()
        expect(page.locator("blockquote.passage")).to_have_text(quoted(atlas, starts[number - 1]))
        expect_link(page, place=["umayyad-caliphate"], mention=[str(starts[number - 1])])


def test_a_sensitive_passage_is_folded(visit, atlas):
    """What describes killing is not on the screen until it is asked for."""
    page = visit("?place=kerman")
    passage = page.locator("blockquote.passage")
    fold = page.get_by_text(f"Folded: {atlas.article.passage_at(1757).sensitive}")
    expect(fold).to_be_visible()
    expect(passage).to_be_hidden()
    fold.click()
    expect(passage).to_be_visible()
    expect(passage).to_have_text(quoted(atlas, 1757))


def test_a_fold_does_not_stay_open_for_the_next_passage(visit):
    """The next sensitive passage is folded again though the one before was opened."""
    page = visit("?place=kerman")
    page.get_by_text("Folded:").click()
    expect(page.locator("blockquote.passage")).to_be_visible()
    button(page, "Next").click()
    expect(page.get_by_text("2 of 2")).to_be_visible()
    expect(page.locator("blockquote.passage")).to_be_hidden()


def test_names_in_arabic_script_say_their_language_and_run_right_to_left(visit):
    """A reader aloud and a browser know what language a name is in."""
    name = visit("?place=kabul").locator("bdi", has_text="کابل").first
    expect(name).to_have_attribute("lang", "fa")
    expect(name).to_have_attribute("dir", "rtl")
    expect(name).to_have_css("direction", "rtl")


def test_a_link_opens_a_place_at_a_mention(visit, atlas):
    """A link that somebody sent shows what the sender saw."""
    page = visit("?place=kabul&mention=16472")
    starts = [mention.start for mention in atlas.mentions_of["kabul"]]
    expect(page.get_by_text(f"{starts.index(16472) + 1} of {len(starts)}")).to_be_visible()
    expect(page.locator("blockquote.passage")).to_have_text(quoted(atlas, 16472))
    expect(current(page)).to_have_text("Kabul")


def test_the_browser_s_back_button_goes_back(visit):
    """Each choice is a step in the browser's history."""
    page = visit()
    entry(page, "balochistan").click()
    expect(heading(page, "Balochistan")).to_be_visible()
    expect_link(page, place=["balochistan"])
    page.go_back()
    expect(entry(page, "balochistan")).to_be_visible()
    expect_link(page)


@pytest.mark.parametrize("link", ["?place=atlantis", "?place=kabul&mention=x", "?kind=junk"])
def test_a_bad_link_gives_a_sentence(visit, link):
    """What a link asks for in vain is said, and the rest of the page is there."""
    page = visit(link)
    alert = page.get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text(f"“{link.rpartition('=')[2]}”")
    expect(search_box(page)).to_be_visible()
    expect(the_map(page)).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://evil.example/x.png)",
        "[click](https://evil.example)",
        "<img src=x onerror=console.error(1)>",
        "**bold** $x^2$ :material/bug_report:",
    ],
)
def test_a_link_cannot_bring_markup(visit, text):
    """Text from a link is shown as it is: no image, no link, no request to another host."""
    page = visit()
    page.goto(page.url + "?" + "&".join(f"{key}={text}" for key in ("place", "kind", "q")))
    alerts = page.get_by_role("alert")
    expect(alerts).to_have_count(3)
    for alert in alerts.all():
        expect(alert).to_contain_text(text)
    expect(page.locator(".st-key-panel")).to_contain_text(f"No place is found for “{text}”")
    expect(page.locator('img[src*="evil"], a[href*="evil"], img[src="x"]')).to_have_count(0)


def test_filters_stand_in_the_link_and_outlive_a_reload(visit, atlas):
    """A chosen kind thins out list and map, and does so again when the page is loaded again."""
    page = visit()
    settled(page)
    kerman = atlas.places["kerman"]
    countries = [place for place in atlas.places.values() if place.kind == "country"]
    assert symbol_share(page, kerman.lon, kerman.lat) > 0.2
    page.get_by_text("Filter by kind and use").click()
    page.get_by_role("button", name="Countries", exact=True).click()
    expect(entries(page)).to_have_count(len(countries))
    expect_link(page, kind=["country"])
    until(page, lambda: symbol_share(page, kerman.lon, kerman.lat) < 0.02, "the symbol to go")
    page.reload()
    expect(entries(page)).to_have_count(len(countries))
    expect_link(page, kind=["country"])
    settled(page)
    assert symbol_share(page, kerman.lon, kerman.lat) < 0.02


def test_a_narrow_screen_has_the_map_above_and_no_sideways_scrolling(visit, atlas):
    """On a phone the panel goes below the map; at 320 pixels too nothing is cut off."""
    page = visit(viewport={"width": 390, "height": 844})
    expect(entries(page)).to_have_count(len(atlas.places))
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        lower = the_map(page).bounding_box()
        assert lower["y"] + lower["height"] <= search_box(page).bounding_box()["y"]
        for link in ("", "?place=afghanistan"):
            if link:
                entry(page, "afghanistan").click()
                expect(heading(page, "Afghanistan")).to_be_visible()
            scroll, room = page.evaluate(
                """() => [document.documentElement, document.querySelector(".stMain")]
                .map(e => e.scrollWidth - e.clientWidth)"""
            )
            assert (scroll, room) == (0, 0)
        button(page, "All places").click()
        expect(entries(page)).to_have_count(len(atlas.places))


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus, which must then be seen."""
    expect(target).to_be_visible()
    wanted = target.element_handle()
    for _ in range(MOST_TABS):
        if page.evaluate(f"wanted => ({FOCUSED})() === wanted", wanted):
            break
        page.keyboard.press("Tab")
    else:
        pytest.fail("Tab does not reach what it should.")
    focused = around(page, target)
    page.evaluate(f"({FOCUSED})().blur()")
    until(page, lambda: difference(around(page, target), focused) > 0, "the focus to be seen")
    target.focus()


def around(page: Page, target: Locator) -> Image.Image:
    """Take a picture of a part of the page with a rim, where focus is drawn."""
    box = target.bounding_box()
    clip = {
        "x": max(box["x"] - 6, 0), "y": max(box["y"] - 6, 0),
        "width": box["width"] + 12, "height": box["height"] + 12,
    }  # fmt: skip
    return Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")


def test_the_keyboard_alone_chooses_and_steps(visit, atlas):
    """Tab reaches the search, a place and Next, the focus is seen, and Enter does it."""
    page = visit()
    expect(entries(page)).to_have_count(len(atlas.places))
    tab_to(page, search_box(page))
    page.keyboard.type("Umayyad")
    expect(entries(page)).to_have_count(1)
    tab_to(page, entry(page, "umayyad-caliphate"))
    page.keyboard.press("Enter")
    expect(heading(page, "Umayyad Caliphate")).to_be_visible()
    tab_to(page, button(page, "Next"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 3")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("3 of 3")).to_be_visible()


def test_a_place_far_down_the_list_opens_at_its_name(visit):
    """Whoever scrolled down to choose a place sees its name, not the foot of its card."""
    page = visit()
    entry(page, "western-asia").click()
    expect(heading(page, "Western Asia")).to_be_visible()
    until(
        page, lambda: heading(page, "Western Asia").evaluate(SEEN), "the name to be on the screen"
    )


def test_the_about_section_lists_sources_and_licences(visit):
    """Where all comes from, under which licence, and what is disputed can be read."""
    page = visit()
    page.get_by_text("About the data").click()
    sources = page.locator("dl.sources")
    expect(sources).to_be_visible()
    for words in ("Natural Earth", "GeoNames", "NOAA GLOBE", "Wikipedia", "CC BY-SA 4.0"):
        expect(sources).to_contain_text(words)
    expect(page.get_by_text("Durand Line")).to_be_visible()
    expect(page.get_by_text("MIT licence")).to_be_visible()
