"""The page in a real browser: its links, its history, its languages, its widths."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from browser import (
    button,
    entries,
    entry,
    expect_link,
    heading,
    link_of,
    map_of,
    options,
    search_box,
    turn_to,
    wait_for,
)
from playwright.sync_api import Page, expect
from serving import BLANK_MAP, Watch, new_page
from test_pseudo import MARKED, unmarked

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PANELS = {"places": "Places", "read": "Read", "time": "Through time", "borders": "Borders"}

READ_OR_HEARD = """() => {
    const skipped = "style, script, .passage, [lang=en], [translate=no], " +
        "[data-testid=stElementToolbar], [class*=mapboxgl], [role=option] .words, .nothing";
    const words = [document.title];
    const collect = node => {
        if (node.nodeType === Node.TEXT_NODE) words.push(node.data);
        if (node.nodeType === Node.ELEMENT_NODE) {
            if (node.matches(skipped)) return;
            for (const name of ["aria-label", "placeholder", "title", "alt"]) {
                if (node.hasAttribute(name)) words.push(node.getAttribute(name));
            }
            if (node.shadowRoot) collect(node.shadowRoot);
        }
        node.childNodes.forEach(collect);
    };
    collect(document.querySelector(".stMainBlockContainer"));
    return words.map(one => one.trim()).filter(Boolean);
}"""
"""Lists all that a person reads on the page or hears of it, but the map, the article and icons."""

STREAMLIT = re.compile("Clear (value|entry)|Shortcut [NP]|Choose an option|Open|Help for .*")
"""Streamlit's own words, which it does not translate."""

MARKUP = {
    "place": "![x](https://evil.example/x.png)",
    "group": "[click](https://evil.example)",
    "use": "<img src=x onerror=console.error(1)>",
    "q": "**bold** $x^2$ :material/bug_report: <b>x</b>",
}


def test_text_from_a_link_is_never_markup(open_panel):
    """It is shown as it is: no image, no link, no script, no request to another host."""
    page = open_panel("?" + "&".join(f"{key}={quote(text)}" for key, text in MARKUP.items()))
    alerts = page.get_by_role("alert")
    expect(alerts).to_have_count(len(MARKUP) - 1)
    nothing = page.locator(".nothing")
    said = "\n".join([*alerts.all_inner_texts(), nothing.inner_text()])
    assert [text for text in MARKUP.values() if text not in said] == []
    evil = page.locator(".stMainBlockContainer").locator('img, b, a[href*="evil"]')
    expect(evil).to_have_count(0)


def test_filter_survives_a_reload(open_panel, corpus):
    page = open_panel()
    countries = [place for place in corpus.places.values() if place.kind == "country"]
    page.get_by_text("Filter by kind and use").click()
    page.get_by_role("button", name="Countries", exact=True).click()
    expect(entries(page)).to_have_count(len(countries))
    expect_link(page, group=["country"])
    page.reload()
    expect(entries(page)).to_have_count(len(countries))
    expect_link(page, group=["country"])


def test_back_and_forward_go_one_choice_at_a_time(open_panel):
    """A choice is one step of the history; a word is none, and Back to it brings it back."""
    page = open_panel()
    before = page.evaluate("history.length")
    entry(page, "balochistan").click()
    expect(heading(page, "Balochistan")).to_be_visible()
    expect_link(page, place=["balochistan"])
    page.go_back()
    expect(entry(page, "balochistan")).to_be_visible()
    expect_link(page)
    page.go_forward()
    expect(heading(page, "Balochistan")).to_be_visible()
    page.go_back()
    expect(entry(page, "balochistan")).to_be_visible()
    search_box(page).press_sequentially("Tsowkey")
    expect(options(page)).not_to_have_count(0)
    expect_link(page, q=["Tsowkey"])
    assert page.evaluate("history.length") <= before + 1
    page.keyboard.press("Enter")
    expect(heading(page, "Chawkay District")).to_be_visible()
    expect(search_box(page)).to_have_value("")
    assert page.evaluate("history.length") <= before + 1
    page.go_back()
    expect(search_box(page)).to_have_value("Tsowkey")
    expect(options(page).first).to_be_visible()
    expect_link(page, q=["Tsowkey"])


@pytest.mark.parametrize("gap_ms", [5, 50])
def test_back_in_quick_succession_goes_all_the_way(open_panel, gap_ms):
    """Each step asks for a run of the script; none may write its own link over the last."""
    page = open_panel()
    for key, panel in list(PANELS.items())[1:]:
        turn_to(page, panel)
        expect_link(page, panel=[key])
        wait_for(page, "mapIsStill()")
    page.evaluate(
        "gap => [0, 1, 2].forEach(step => setTimeout(() => history.back(), step * gap))", gap_ms
    )
    expect(entries(page).first).to_be_visible()
    wait_for(page, "mapIsStill()")
    expect(page.get_by_role("radio", name="Places")).to_have_attribute("aria-checked", "true")
    assert link_of(page) == {}


def test_narrow_screen_has_the_map_above_and_no_sideways_scrolling(open_panel, corpus):
    """On a phone the panel goes below the map; at 320 pixels too nothing is cut off."""
    page = open_panel(viewport={"width": 390, "height": 844})
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        expect(entries(page)).to_have_count(len(corpus.places))
        expect_to_fit(page)
        lower = map_of(page).bounding_box()
        assert lower["y"] + lower["height"] <= entries(page).first.bounding_box()["y"]
        entry(page, "afghanistan").click()
        expect(heading(page, "Afghanistan")).to_be_visible()
        expect_to_fit(page)
        button(page, "All places").click()


def test_a_component_whose_file_is_missing_gives_a_sentence_and_the_rest_works(server, browser):
    page = new_page(browser, Watch(""), BLANK_MAP)
    page.route("**/components/timeline.js*", lambda route: route.abort())
    page.goto(server)
    words = "A part of the page could not be loaded."
    expect(page.locator(".st-key-timeline")).to_contain_text(words)
    search_box(page).fill("Samarkand")
    expect(options(page).first).to_contain_text("Samarqand")
    page.context.close()


def expect_to_fit(page: Page) -> None:
    """Assert that neither the document nor its main part scrolls sideways."""
    wait_for(page, "mapIsStill()")
    beyond = page.evaluate(
        """() => [document.documentElement, document.querySelector(".stMain")]
        .map(element => element.scrollWidth - element.clientWidth)"""
    )
    assert beyond == [0, 0]


@pytest.mark.parametrize(
    ("link", "ready"),
    [
        ("", "button.place"),
        ("&panel=read&place=kabul&mention=16472&q=airport", "a.mention.current"),
        ("&panel=time&against=qudama", ".comparison"),
        ("&panel=borders&ask=AF-HER", ".claims"),
    ],
    ids=PANELS.keys(),
)
def test_every_word_of_the_page_comes_from_the_catalogue(open_panel, link, ready):
    """In the pseudo-language no message has a plain letter; all else must be data."""
    page = open_panel(f"?lang=zz{link}")
    expect(page.locator(ready).first).to_be_visible()
    wait_for(page, "mapIsStill()")
    words = [one for one in page.evaluate(READ_OR_HEARD) if not STREAMLIT.fullmatch(one)]
    assert [one for one in words if unmarked(one)] == []
    assert sum(bool(MARKED.search(one)) for one in words) > 10
