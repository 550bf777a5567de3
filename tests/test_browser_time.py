"""Hold Through time and Borders to what only a browser shows: bands, pins, the timeline, bytes."""

from __future__ import annotations

import pytest
from browsing import (
    CHANGED,
    CLICK_BYTES,
    click_map,
    difference,
    expect_link,
    picture,
    settled,
    share,
    tinted,
    until,
)
from conftest import Watch
from playwright.sync_api import Locator, Page, expect

from geo.extents.catalogue import read_catalogue

HISTORY = read_catalogue()


def row(page: Page, name: str) -> Locator:
    """Give a row of the timeline."""
    return page.get_by_role("group", name="Khorasan through time").get_by_role("button", name=name)


def test_the_bands_are_painted_and_change_with_the_timeline(visit, watch: Watch):
    """A click on the timeline shows another Khorasan, in the link too, for few bytes."""
    page = visit("?panel=time")
    before = settled(page)
    assert share(before, tinted(3, "extent")) > 0.02
    received = sum(watch.received)
    row(page, "Qudama").click()
    expect(page.get_by_text(HISTORY.extents["qudama"].source.says)).to_be_visible()
    until(page, lambda: difference(picture(page), before) > CHANGED, "the other bands")
    settled(page)
    assert 0 < sum(watch.received) - received <= CLICK_BYTES
    expect_link(page, panel=["time"], extent=["qudama"])


def test_the_timeline_is_walked_by_keys(visit):
    """Arrow and Enter choose on the timeline, and N goes on; the focus is not lost."""
    page = visit("?panel=time")
    row(page, "Al-Istakhri").focus()
    page.keyboard.press("ArrowDown")
    expect(row(page, "Al-Muqaddasi")).to_be_focused()
    page.keyboard.press("Enter")
    expect_link(page, panel=["time"], extent=["muqaddasi"])
    expect(row(page, "Al-Muqaddasi")).to_have_attribute("aria-current", "true")
    expect(row(page, "Al-Muqaddasi")).to_be_focused()
    page.keyboard.press("n")
    expect_link(page, panel=["time"], extent=["yaqut"])


def test_a_pin_opens_what_is_disputed(visit):
    """A click on a pin opens its note, with who is on which side."""
    page = visit("?panel=time&extent=together")
    settled(page)
    samarqand = HISTORY.evidence.towns["samarqand"]
    click_map(page, samarqand.lon, samarqand.lat + 0.25, "Transoxiana")
    note = next(n for n in HISTORY.evidence.disputes if n.dispute_id == "transoxiana")
    expect(page.locator(".dispute")).to_contain_text(note.says)
    expect_link(page, panel=["time"], extent=["together"], note=["transoxiana"])


@pytest.mark.parametrize("link", ["?panel=time&extent=together", "?panel=time&against=qudama"])
def test_agreement_and_comparison_are_painted(visit, link):
    """The map of all together, and of two, differ from that of one."""
    one = settled(visit("?panel=time"))
    assert difference(settled(visit(link)), one) > CHANGED


def test_a_province_is_asked_about_on_the_map(visit):
    """In Borders a click on a province asks of it whether it is in Khorasan."""
    page = visit("?panel=borders")
    settled(page)
    click_map(page, 61.0, 34.0, "Herat")
    expect_link(page, panel=["borders"], ask=["AF-HER"])
    expect(page.locator(".st-key-panel-side")).to_contain_text("written sources")


def test_panels_are_changed_by_keyboard_and_the_map_stays(visit):
    """The panel's control is reached by keys; the map is not made anew."""
    page = visit()
    settled(page)
    page.evaluate("document.querySelector('canvas').dataset.same = 'yes'")
    page.get_by_role("radio", name="Through time").click()
    expect_link(page, panel=["time"])
    expect(page.get_by_text(HISTORY.extents["istakhri"].source.says)).to_be_visible()
    assert page.evaluate("document.querySelector('canvas').dataset.same") == "yes"
