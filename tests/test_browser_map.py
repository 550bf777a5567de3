"""The map in a real browser, on real pixels: what it paints, and what a click on it opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from browser import (
    FIRST_VIEW_BYTES,
    button,
    click_map,
    entries,
    expect_link,
    heading,
    lit,
    passage,
    picture,
    quoted,
    share,
    show_region,
    symbol_share,
    tinted,
    until,
)
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from serving import Watch, new_page

from geo.layers.style import DARK, LIGHT
from geo.vocabulary import GROUPS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@dataclass(frozen=True)
class FirstView:
    """What a person sees who was never there before, and what the page did until then."""

    page: Page
    image: Image.Image
    watch: Watch


@pytest.fixture(scope="module")
def first_view(server: str, browser: Browser) -> Iterator[FirstView]:
    watch = Watch(urlsplit(server).netloc)
    page = new_page(browser, watch)
    page.goto(server)
    yield FirstView(page, picture(page), watch)
    page.context.close()


def test_first_view_paints_land_sea_bands_and_symbols(first_view):
    image = first_view.image
    assert share(image, LIGHT.land) > 0.2
    assert share(image, LIGHT.sea) > 0.02
    for bands in (1, 3):
        assert share(image, tinted(bands)) > 0.02
    assert share(image, LIGHT.place) > 0.002


def test_first_view_needs_no_click(first_view, corpus):
    """The question, the claim, the legend, the list and the map's name are there at once."""
    page = first_view.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Where is Khorasan?")
    expect(page.locator("blockquote.claim")).to_contain_text("northeastern Iran")
    expect(page.locator(".legend.open li")).to_have_count(len(GROUPS) + 3)
    expect(page.locator(".status")).to_contain_text("Khorasan after al-Istakhri")
    expect(entries(page)).to_have_count(len(corpus.places))
    expect(page.get_by_role("figure", name="Map of Khorasan")).to_be_visible()


def test_first_view_is_small_and_asks_no_other_host(first_view):
    first_view.watch.expect_no_fault()
    assert 0 < sum(first_view.watch.received) <= FIRST_VIEW_BYTES


def test_map_is_dark_in_a_dark_browser(visit):
    image = picture(visit(color_scheme="dark"))
    assert share(image, DARK.land) > 0.3
    assert share(image, LIGHT.land) < 0.01


def test_click_on_a_symbol_opens_its_place(open_map, corpus):
    page = open_map()
    kerman = corpus.places["kerman"]
    click_map(page, kerman.lon, kerman.lat, "Kerman")
    expect(heading(page, "Kerman")).to_be_visible()
    expect(page.get_by_text("1 of 2")).to_be_visible()
    expect(lit(page)).to_have_text("Kerman")
    expect_link(page, place=["kerman"])


def test_click_on_a_province_opens_it_and_so_does_a_second_one(open_map, corpus):
    page = open_map()
    for _ in range(2):
        click_map(page, 60.5, 35.0, "Razavi Khorasan")
        expect(heading(page, "Razavi Khorasan")).to_be_visible()
        expect(passage(page)).to_have_text(quoted(corpus, 4882))
        expect_link(page, place=["razavi-khorasan"])
        button(page, "All places").click()
        expect_link(page)
        show_region(page)


def test_filter_hides_the_symbols_of_other_kinds(open_map, corpus):
    page = open_map()
    kerman = corpus.places["kerman"]

    def shown() -> float:
        return symbol_share(page, picture(page), kerman.lon, kerman.lat)

    until(page, lambda: shown() > 0.2, "the symbol of Kerman")
    page.get_by_text("Filter by kind and use").click()
    page.get_by_role("button", name="Countries", exact=True).click()
    countries = [place for place in corpus.places.values() if place.kind == "country"]
    expect(entries(page)).to_have_count(len(countries))
    until(page, lambda: shown() < 0.02, "the symbol of Kerman to go")
