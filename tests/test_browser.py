"""Hold the atlas to its promises as a person meets them: in a real browser, on real pixels."""

from __future__ import annotations

import io

import pytest
from browsing import (
    CHANGED,
    CLICK_BYTES,
    FIRST_VIEW_BYTES,
    FOCUSED,
    MOST_TABS,
    SAME,
    SEEN,
    button,
    click_map,
    current,
    difference,
    entries,
    entry,
    expect_link,
    heading,
    linked,
    pan,
    picture,
    quoted,
    search_box,
    settled,
    share,
    symbol_share,
    the_map,
    tinted,
    until,
)
from conftest import Watch
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from geo.text.corpus import Corpus, read_corpus
from geo.vocabulary import GROUPS
from geo.layers.style import DARK, LIGHT


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus()


def test_the_map_is_painted(visit):
    """Land, sea, Khorasan's soft bands and the places' symbols are there, as pixels."""
    image = settled(visit())
    assert share(image, LIGHT.land) > 0.2
    assert share(image, LIGHT.sea) > 0.02
    for layers in (1, 3):
        assert share(image, tinted(layers)) > 0.02
    assert share(image, LIGHT.place) > 0.002


def test_the_map_is_dark_in_a_dark_browser(visit):
    """The map follows the browser's wish for a dark page."""
    image = settled(visit(color_scheme="dark"), DARK.land)
    assert share(image, DARK.land) > 0.3
    assert share(image, LIGHT.land) < 0.01


def test_the_first_view_needs_no_click(visit, corpus):
    """The question, the claim, the legend and the list are there at once."""
    page = visit()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where is Khorasan?")
    expect(page.locator("blockquote.claim")).to_contain_text("northeastern Iran")
    expect(page.locator(".legend li")).to_have_count(len(GROUPS) + 3)
    expect(page.locator(".showing")).to_contain_text("Khorasan after al-Istakhri")
    expect(entries(page)).to_have_count(len(corpus.places))
    expect(page.get_by_role("figure", name="Map of Khorasan")).to_be_visible()


def test_the_first_view_is_light_on_the_wire(visit, watch: Watch):
    """The first view takes at most 300 KB of messages."""
    settled(visit())
    assert 0 < sum(watch.received) <= FIRST_VIEW_BYTES


@pytest.mark.parametrize("place_id", ["balochistan", "afghanistan"])
def test_a_choice_is_light_on_the_wire(visit, watch: Watch, corpus, place_id):
    """Choosing a place takes at most 30 KB of messages."""
    page = visit()
    expect(entries(page)).to_have_count(len(corpus.places))
    settled(page)
    before = sum(watch.received)
    entry(page, place_id).click()
    expect(heading(page, corpus.places[place_id].name)).to_be_visible()
    settled(page)
    assert 0 < sum(watch.received) - before <= CLICK_BYTES


def test_a_place_is_found_and_chosen_in_the_list(visit, corpus):
    """Another spelling finds the district, and a click opens the sentence that names it."""
    page = visit()
    search_box(page).fill("Tsowkey")
    expect(entries(page)).to_have_count(1)
    expect(entries(page)).to_contain_text("Chawkay District")
    entry(page, "chawkay").click()
    expect(heading(page, "Chawkay District")).to_be_visible()
    expect(current(page)).to_have_text("Chawkay District")
    expect(page.locator("blockquote.passage")).to_have_text(quoted(corpus, 15998))
    until(page, lambda: linked(page)["place"] == ["chawkay"], "the link to name the place")


def test_a_place_is_chosen_on_the_map_by_its_symbol(visit, corpus):
    """A click on a symbol opens its place."""
    page = visit()
    settled(page)
    kerman = corpus.places["kerman"]
    assert symbol_share(page, kerman.lon, kerman.lat) > 0.2
    click_map(page, kerman.lon, kerman.lat, "Kerman")
    expect(heading(page, "Kerman")).to_be_visible()
    expect(page.get_by_text("1 of 2")).to_be_visible()
    expect(current(page)).to_have_text("Kerman")
    expect_link(page, place=["kerman"])


def test_a_place_is_chosen_on_the_map_by_its_ground(visit, corpus):
    """A click on a province that the article names opens it, and so does a second one."""
    page = visit()
    for _ in range(2):
        settled(page)
        click_map(page, 60.5, 35.0, "Razavi Khorasan")
        expect(heading(page, "Razavi Khorasan")).to_be_visible()
        expect(page.locator("blockquote.passage")).to_have_text(quoted(corpus, 4882))
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


def test_next_and_previous_by_button_and_by_key(visit, corpus):
    """Each mention has its number, its link and its passage."""
    starts = [mention.start for mention in corpus.mentions_of["umayyad-caliphate"]]
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
        expect(page.locator("blockquote.passage")).to_have_text(quoted(corpus, starts[number - 1]))
        expect_link(page, place=["umayyad-caliphate"], mention=[str(starts[number - 1])])


def test_a_sensitive_passage_is_folded(visit, corpus):
    """What describes killing is not on the screen until it is asked for."""
    page = visit("?place=kerman")
    passage = page.locator("blockquote.passage")
    fold = page.get_by_text(f"Folded: {corpus.article.passage_at(1757).sensitive}")
    expect(fold).to_be_visible()
    expect(passage).to_be_hidden()
    fold.click()
    expect(passage).to_be_visible()
    expect(passage).to_have_text(quoted(corpus, 1757))


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


def test_a_link_opens_a_place_at_a_mention(visit, corpus):
    """A link that somebody sent shows what the sender saw."""
    page = visit("?place=kabul&mention=16472")
    starts = [mention.start for mention in corpus.mentions_of["kabul"]]
    expect(page.get_by_text(f"{starts.index(16472) + 1} of {len(starts)}")).to_be_visible()
    expect(page.locator("blockquote.passage")).to_have_text(quoted(corpus, 16472))
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
    expect(page.locator(".st-key-panel-side")).to_contain_text(f"No place is found for “{text}”")
    expect(page.locator('img[src*="evil"], a[href*="evil"], img[src="x"]')).to_have_count(0)


def test_filters_stand_in_the_link_and_outlive_a_reload(visit, corpus):
    """A chosen kind thins out list and map, and does so again when the page is loaded again."""
    page = visit()
    settled(page)
    kerman = corpus.places["kerman"]
    countries = [place for place in corpus.places.values() if place.kind == "country"]
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


def test_a_narrow_screen_has_the_map_above_and_no_sideways_scrolling(visit, corpus):
    """On a phone the panel goes below the map; at 320 pixels too nothing is cut off."""
    page = visit(viewport={"width": 390, "height": 844})
    expect(entries(page)).to_have_count(len(corpus.places))
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
        expect(entries(page)).to_have_count(len(corpus.places))


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


def test_the_keyboard_alone_chooses_and_steps(visit, corpus):
    """Tab reaches the search, a place and Next, the focus is seen, and Enter does it."""
    page = visit()
    expect(entries(page)).to_have_count(len(corpus.places))
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
