"""Through time and Borders in a real browser: bands, pins, the timeline, bytes."""

from __future__ import annotations

import re

import pytest
from browser import (
    CHANGED,
    CLICK_BYTES,
    axis,
    button,
    choose_on_axis,
    click_map,
    difference,
    expect_link,
    map_of,
    picture,
    point_at,
    search_box,
    share,
    tinted,
    turn_to,
    wait_for,
)
from playwright.sync_api import expect
from shapely import box

from geo.geojson import read_features
from geo.messages.extents import timeline_name
from geo.paths import STATIC

MEETING = """() => {
    const root = [...document.querySelectorAll(".st-key-timeline *")]
        .map((one) => one.shadowRoot ?? one).find((one) => one.querySelector?.(".lanes"));
    const parts = [...root.querySelectorAll(".lanes .bar, .lanes .text")].map((one) => ({
        name: one.parentElement.textContent, box: one.getBoundingClientRect(),
    })).filter(({ box }) => box.width);
    const meets = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 &&
        one.top < other.bottom - 1 && other.top < one.bottom - 1;
    return parts.flatMap(({ name, box }, at) => parts.slice(at + 1)
        .filter((other) => meets(box, other.box)).map((other) => `${name} × ${other.name}`));
}"""
"""Lists the bars and names on the axis that lie on each other."""

SEEN = box(55, 32, 65, 39)
"""What the first view surely shows, in degrees."""

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_timeline_changes_the_bands_and_the_link_for_few_bytes(open_map, watch, catalogue):
    page = open_map("?panel=time")
    before = picture(page)
    assert share(before, tinted(3)) > 0.02
    received = sum(watch.received)
    choose_on_axis(page, "Qudama")
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


@pytest.mark.parametrize("kind", ["stated", "between", "reach"])
def test_an_edge_says_what_it_rests_on(open_map, kind):
    """The pointer on a stretch of the outline, far from every town, is told in words."""
    page = open_map("?panel=time")
    edges = read_features(STATIC / "map" / "edges" / "istakhri.json")
    towns = read_features(STATIC / "map" / "towns" / "istakhri.json").union_all()
    spots = [
        (middle.distance(towns), middle, tip)
        for line, tip in edges.loc[edges["kind"] == kind, ["geometry", "tip"]].itertuples(
            index=False
        )
        if SEEN.contains(middle := line.interpolate(0.5, normalized=True))
    ]
    _, spot, tip = max(spots, key=lambda found: found[0])
    point_at(page, spot.x, spot.y, tip.partition(":")[0])


def test_the_wide_sense_is_chosen_on_the_axis_and_drawn_without_an_area(open_map):
    """What people call Khorasan has limits and arrows; its words stand in the panel."""
    page = open_map("?panel=time")
    choose_on_axis(page, "What people call so")
    expect_link(page, panel=["time"], extent=["wide"])
    expect(page.get_by_text("From Rayy to the sunrise", exact=True)).to_be_visible()
    assert share(picture(page), tinted(3)) < 0.01


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


def test_arrow_keys_walk_the_axis_one_step_of_the_history_each(open_panel, catalogue):
    """From every panel; the words of what was chosen are at the top of the panel, in sight."""
    page = open_panel("?panel=read")
    order = list(catalogue.extents)
    first, second = order[order.index("istakhri") + 1 :][:2]
    axis(page).focus()
    for count, key in enumerate(("ArrowRight", "ArrowRight", "ArrowLeft"), start=1):
        page.keyboard.press(key)
        wanted = (first, second, first)[count - 1]
        expect_link(page, panel=["time"], extent=[wanted])
        says = page.get_by_text(catalogue.extents[wanted].source.says)
        expect(says).to_be_in_viewport(ratio=0.9)
        expect(axis(page)).to_be_focused()
    page.keyboard.press("n")
    expect_link(page, panel=["time"], extent=[second])
    for wanted in (first, second, first):
        page.go_back()
        expect_link(page, panel=["time"], extent=[wanted])
    expect(axis(page)).to_have_attribute(
        "aria-valuetext", re.compile(timeline_name(catalogue, catalogue.extents[first]))
    )


def test_playing_steps_on_until_a_hand_stops_it(open_panel):
    page = open_panel("?panel=time&extent=law-2004")
    page.clock.install()
    button(page, "Play: one after the other").click()
    expect_link(page, panel=["time"], extent=["split-2004"])
    expect(button(page, "Stop")).to_be_visible()
    button(page, "Earlier").click()
    expect(button(page, "Play: one after the other")).to_be_visible()
    expect_link(page, panel=["time"], extent=["law-2004"])


def test_every_bar_can_be_pressed_and_no_two_names_meet(open_panel, catalogue):
    page = open_panel("?panel=time", {"width": 1280, "height": 800})
    expect(page.locator(".lanes .item")).to_have_count(
        len(catalogue.extents) + 1
    )  # The wide sense.
    meeting = page.evaluate(MEETING)
    assert meeting == []
    for extent_id, extent in list(catalogue.extents.items())[::4]:
        choose_on_axis(page, timeline_name(catalogue, extent))
        wanted = {} if extent_id == "istakhri" else {"extent": [extent_id]}
        expect_link(page, panel=["time"], **wanted)


def test_a_name_that_is_typed_is_found_and_enter_asks_about_the_first(open_panel):
    page = open_panel()
    expect(search_box(page)).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("Samarkand")
    page.keyboard.press("Enter")  # Before the server has found anything.
    expect(page.get_by_role("heading", level=2, name="Samarqand")).to_be_visible()
    expect(page.locator(".answers li").first).to_be_visible()
    expect_link(page, panel=["borders"], ask=["samarqand"])


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
    click_map(page, 60.0, 38.2, "Ahal")
    spot = re.compile("38[.][12].° N, (59[.]9|60[.]0).° E")
    expect(page.get_by_role("heading", level=2, name=spot)).to_be_visible()
    expect(page.locator(".answers li").first).to_be_visible()
    button(page, "Close").click()
    expect(page.locator(".answers li")).to_have_count(0)
