"""The quiz in a browser: the map that is clicked, the keys alone, the code for a class."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import button, link_of, on_screen, until, wait_for
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_click_on_the_map_is_an_answer_and_back_takes_it_back(visit):
    page = visit("?panel=quiz&quiz=4711-m-5")
    wait_for(page, "mapIsStill()")
    asked = page.get_by_role("heading", level=2).inner_text()
    page.mouse.click(*on_screen(page, 60, 35), delay=100)
    expect(page.get_by_text("First try", exact=True)).to_be_visible()
    lat, lon = map(float, link_of(page)["answers"][0].split("~"))
    assert (lat, lon) == pytest.approx((35, 60), abs=0.05)
    expect(page.locator(".st-key-map .said")).to_contain_text("km off")
    page.reload()
    expect(page.get_by_role("heading", level=2)).to_have_text(asked)
    expect(page.get_by_text("First try", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_text("First try", exact=True)).to_be_hidden()


def test_keys_alone_lead_from_answer_to_answer(open_panel):
    """The focus goes to the way on, and from there to the next answers."""
    page = open_panel("?panel=quiz&quiz=4711-w-5")
    options = page.locator(".st-key-options button")
    options.first.focus()
    page.keyboard.press("Enter")
    expect(button(page, "arrow_forwardGo on|Go on")).to_be_focused()
    page.keyboard.press("Enter")
    until(page, lambda: link_of(page)["answers"][0].endswith("n"), "the next question")
    expect(options.first).to_be_focused()


def test_nothing_beside_a_question_gives_its_answer_away(open_panel):
    page = open_panel("?panel=quiz&quiz=4711-w-5")
    expect(page.locator(".st-key-options button").first).to_be_visible()
    for key in ("search", "timeline", "time-spot"):
        expect(page.locator(f".st-key-{key}")).to_have_count(0)
    assert page.get_by_role("button", name="Cite").count() == 0


def test_a_code_leads_a_class_to_the_questions_without_the_answers(open_panel):
    page = open_panel("?panel=quiz&quiz=4711-c-5&answers=0")
    button(page, "Link for the class|qr_code").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".quiz-code img")).to_be_visible()
    expect(dialog.get_by_role("link")).to_contain_text("quiz=4711-c-5")
    expect(dialog.get_by_role("link")).not_to_contain_text("answers")
    assert Axe().run(page, {"include": [["[role=dialog]"]]}).response["violations"] == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
