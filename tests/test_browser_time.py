"""Through time and Borders in a real browser: bands, pins, the timeline, bytes."""

from __future__ import annotations

import re

import pytest
from browser import (
    CHANGED,
    CLICK_BYTES,
    button,
    click_map,
    difference,
    expect_link,
    map_of,
    picture,
    share,
    tinted,
    turn_to,
    wait_for,
)
from playwright.sync_api import Locator, Page, expect

from geo.geojson import read_features
from geo.paths import STATIC

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def row(page: Page, name: str) -> Locator:
    """Find a row of the timeline."""
    return page.get_by_role("group", name="Khorasan through time").get_by_role("button", name=name)


def test_timeline_changes_the_bands_and_the_link_for_few_bytes(open_map, watch, catalogue):
    page = open_map("?panel=time")
    before = picture(page)
    assert share(before, tinted(3)) > 0.02
    received = sum(watch.received)
    row(page, "Qudama").click()
    expect(page.get_by_text(catalogue.extents["qudama"].source.says)).to_be_visible()
    assert difference(picture(page), before) > CHANGED
    assert 0 < sum(watch.received) - received <= CLICK_BYTES
    expect_link(page, panel=["time"], extent=["qudama"])


def test_agreement_and_comparison_are_painted_in_their_own_way(open_map):
    """The maps of all sources together, of two and of one differ from each other."""
    links = ("?panel=time", "?panel=time&extent=together", "?panel=time&against=qudama")
    one, together, two = (picture(open_map(link)) for link in links)
    assert difference(one, together) > CHANGED
    assert difference(one, two) > CHANGED
    assert difference(together, two) > CHANGED


def test_pin_on_the_map_opens_its_note(open_map, catalogue):
    """The note says what is disputed. The pin stands some pixels beside its town."""
    page = open_map("?panel=time&extent=together")
    pins = read_features(STATIC / "map" / "notes.json").set_index("dispute_id")
    pin = pins.loc["transoxiana"]
    wait_for(page, "mapIsStill()")
    lon, lat = page.evaluate(
        """([lon, lat, right, down]) => {
        const [x, y] = onMap(lon, lat);
        return theMap().viewport().unproject([x + right, y + down]);
    }""",
        [pin.geometry.x, pin.geometry.y, int(pin["right"]), int(pin["down"])],
    )
    click_map(page, lon, lat, "Transoxiana")
    disputes = catalogue.evidence.disputes
    note = next(one for one in disputes if one.dispute_id == "transoxiana")
    expect(page.locator(".dispute")).to_contain_text(note.says)
    expect_link(page, panel=["time"], extent=["together"], note=["transoxiana"])


def test_click_on_a_province_in_borders_asks_whether_it_is_in_khorasan(open_map):
    page = open_map("?panel=borders")
    click_map(page, 61.0, 34.0, "Herat")
    expect_link(page, panel=["borders"], ask=["AF-HER"])
    expect(page.locator(".st-key-panel-side")).to_contain_text("written sources")


def test_arrow_keys_walk_the_timeline_and_enter_chooses(open_panel):
    """N goes on; the focus is not lost."""
    page = open_panel("?panel=time")
    row(page, "Al-Istakhri").focus()
    page.keyboard.press("ArrowDown")
    expect(row(page, "Al-Muqaddasi")).to_be_focused()
    page.keyboard.press("Enter")
    expect_link(page, panel=["time"], extent=["muqaddasi"])
    expect(row(page, "Al-Muqaddasi")).to_have_attribute("aria-current", "true")
    expect(row(page, "Al-Muqaddasi")).to_be_focused()
    page.keyboard.press("n")
    expect_link(page, panel=["time"], extent=["yaqut"])


def test_name_asked_about_is_found_and_answered(open_panel):
    """Typing lists what the name may mean; a click answers, in the link too."""
    page = open_panel("?panel=borders")
    page.get_by_role("searchbox", name="Is it in Khorasan?").fill("Hirat")
    page.locator("button.line").filter(has_text="historic town").first.click()
    expect(page.get_by_role("heading", level=2, name="Herat")).to_be_visible()
    expect(page.locator(".answers li").first).to_be_visible()


def test_panel_changes_by_keyboard_and_the_map_stays(open_panel, catalogue):
    page = open_panel()
    map_of(page).evaluate("frame => { frame.dataset.same = 'yes'; }")
    page.get_by_role("radio", name="Places").focus()
    for panel in ("read", "time"):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect_link(page, panel=[panel])
    expect(page.get_by_text(catalogue.extents["istakhri"].source.says)).to_be_visible()
    turn_to(page, "Borders")
    expect_link(page, panel=["borders"])
    expect(map_of(page)).to_have_attribute("data-same", "yes")


def test_a_click_on_any_spot_asks_each_source_about_it(open_map):
    page = open_map("?panel=time")
    click_map(page, 59.5, 39.4, "Ahal")
    spot = re.compile("39[.][34].° N, 59[.][45].° E")
    expect(page.get_by_role("heading", level=2, name=spot)).to_be_visible()
    expect(page.locator(".answers li").first).to_be_visible()
    button(page, "Close").click()
    expect(page.locator(".answers li")).to_have_count(0)
