"""Places in a real browser: the list, the place that is open, the keyboard, the camera."""

from __future__ import annotations

import io

import pytest
from browser import (
    CLICK_BYTES,
    FOCUSED,
    IN_SIGHT,
    button,
    camera,
    difference,
    entries,
    entry,
    expect_link,
    heading,
    lit,
    options,
    pan,
    passage,
    quoted,
    search_box,
    until,
    wait_for,
)
from PIL import Image
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MOST_TABS = 120
MOVED = 0.05
"""Degrees from which on the camera has moved."""


def test_another_spelling_finds_a_place_and_a_click_opens_its_sentence(open_panel, corpus):
    page = open_panel()
    search_box(page).fill("Tsowkey")
    expect(options(page).first).to_contain_text("Chawkay District")
    expect_link(page, q=["Tsowkey"])
    options(page).first.click()
    expect(heading(page, "Chawkay District")).to_be_visible()
    expect(lit(page)).to_have_text("Chawkay District")
    expect(passage(page)).to_have_text(quoted(corpus, 15998))
    expect_link(page, place=["chawkay"])


@pytest.mark.parametrize("place_id", ["balochistan", "afghanistan"])
def test_choice_is_small_on_the_wire(open_panel, watch, corpus, place_id):
    page = open_panel()
    expect(entries(page)).to_have_count(len(corpus.places))
    wait_for(page, "mapIsStill()")
    before = sum(watch.received)
    entry(page, place_id).click()
    expect(heading(page, corpus.places[place_id].name)).to_be_visible()
    wait_for(page, "mapIsStill()")
    assert 0 < sum(watch.received) - before <= CLICK_BYTES


def test_second_choice_of_a_place_brings_the_camera_back(open_panel):
    page = open_panel("?place=balochistan")
    before = camera(page)
    pan(page)
    assert camera(page) != pytest.approx(before, abs=MOVED)
    button(page, "All places").click()
    entry(page, "balochistan").click()
    expect(heading(page, "Balochistan")).to_be_visible()
    assert camera(page) == pytest.approx(before, abs=MOVED)


def test_step_to_another_mention_leaves_the_camera_where_a_person_moved_it(open_panel):
    page = open_panel("?place=umayyad-caliphate")
    before = camera(page)
    pan(page)
    moved = camera(page)
    assert moved != pytest.approx(before, abs=MOVED)
    button(page, "Next").click()
    expect(page.get_by_text("2 of 3")).to_be_visible()
    assert camera(page) == moved


def test_next_and_previous_work_by_button_and_by_key(open_panel, corpus):
    """Each mention has its number, its link and its passage."""
    starts = [mention.start for mention in corpus.mentions_of["umayyad-caliphate"]]
    page = open_panel("?place=umayyad-caliphate")
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
        expect(passage(page)).to_have_text(quoted(corpus, starts[number - 1]))
        expect_link(page, place=["umayyad-caliphate"], mention=[str(starts[number - 1])])


def test_sensitive_passage_is_folded_until_it_is_asked_for_and_so_is_the_next(open_panel, corpus):
    page = open_panel("?place=kerman")
    fold = page.get_by_text(f"Folded: {corpus.article.passage_at(1757).sensitive}")
    expect(fold).to_be_visible()
    expect(passage(page)).to_be_hidden()
    fold.click()
    expect(passage(page)).to_be_visible()
    expect(passage(page)).to_have_text(quoted(corpus, 1757))
    button(page, "Next").click()
    expect(page.get_by_text("2 of 2")).to_be_visible()
    expect(passage(page)).to_be_hidden()


def test_link_opens_a_place_at_a_mention_with_its_names_from_right_to_left(open_panel, corpus):
    page = open_panel("?place=kabul&mention=16472")
    starts = [mention.start for mention in corpus.mentions_of["kabul"]]
    expect(page.get_by_text(f"{starts.index(16472) + 1} of {len(starts)}")).to_be_visible()
    expect(passage(page)).to_have_text(quoted(corpus, 16472))
    expect(lit(page)).to_have_text("Kabul")
    name = page.locator("bdi", has_text="کابل").first
    expect(name).to_have_attribute("lang", "fa")
    expect(name).to_have_css("direction", "rtl")


def test_place_far_down_the_list_opens_at_its_name(open_panel):
    """Whoever scrolled down to choose a place sees its name, not the foot of its card."""
    page = open_panel()
    entry(page, "western-asia").click()
    name = heading(page, "Western Asia")
    expect(name).to_be_visible()
    until(page, lambda: name.evaluate(IN_SIGHT), "the name to be in sight")


def test_keyboard_alone_chooses_and_steps(open_panel, corpus):
    """Tab reaches the search, a place and Next, the focus is seen, and Enter works."""
    page = open_panel()
    expect(entries(page)).to_have_count(len(corpus.places))
    tab_to(page, search_box(page))
    page.keyboard.type("Umayyad")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(options(page).first).to_be_hidden()
    page.keyboard.press("Enter")
    expect(heading(page, "Umayyad Caliphate")).to_be_visible()
    tab_to(page, button(page, "Next"))
    for number in (2, 3):
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"{number} of 3")).to_be_visible()


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
