"""In a real browser: the words are read out as they change, and a citation is copied."""

from __future__ import annotations

import json

import pytest
from browser import turn_to, wait_for
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

READ_OUT = """() => {
    const [said] = [...document.querySelectorAll("*")]
        .flatMap(one => [...(one.shadowRoot?.querySelectorAll("[role=status].said") ?? [])])
        .filter(one => one.ariaAtomic === "false");
    window.readOut = [];
    new MutationObserver(changes => {
        for (const { target } of changes) window.readOut.push(target.textContent);
    }).observe(said, { childList: true, subtree: true });
}"""


def test_a_screen_reader_hears_the_sentences_that_change_and_no_other(visit):
    page = visit()
    said = page.locator(".frame .said p")
    expect(said.first).to_contain_text("86 places")
    same = said.all_inner_texts()[2]
    page.evaluate(READ_OUT)
    turn_to(page, "Through time")
    expect(said.first).to_have_text("The map shows Khorasan after al-Istakhri, c. 950.")
    heard = page.evaluate("window.readOut")
    assert said.first.inner_text() in heard
    assert same in said.all_inner_texts()
    assert same not in heard
    live = page.locator(".stApp [aria-live=polite]:not([data-testid])")
    expect(live).to_have_count(0)


def test_a_citation_is_copied_with_the_link_of_the_page(visit):
    page = visit("?panel=time&extent=yaqut", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Cite").click()
    expect(page.locator(".sentence")).to_contain_text("“Khorasan after Yaqut, 1224-1228”")
    expect(page.locator(".sentence")).to_contain_text(page.url)
    page.get_by_role("button", name="Copy CSL-JSON").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    [item] = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert item["URL"] == page.url


def test_where_nothing_can_be_copied_the_text_is_shown(visit):
    page = visit("?panel=time")
    page.evaluate("""() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
        document.execCommand = () => false;
    }""")
    page.get_by_role("button", name="Cite").click()
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.locator("pre.text")).to_contain_text("@misc{khorasan-extent-istakhri,")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_the_words_open_in_sight_and_escape_closes_them(visit, width, height):
    page = visit(viewport={"width": width, "height": height})
    wait_for(page, "mapIsStill()")  # Until then the page grows, and the foot moves down.
    page.get_by_role("button", name="In words").press("Enter")
    last = page.locator(".in-words p").last
    expect(last).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(last).to_be_hidden()
