"""Hold Read to what only a browser shows: the pane, its keys, its scrolling, the clipboard."""

from __future__ import annotations

import re

import pytest
from browsing import (
    CLICK_BYTES,
    FIRST_VIEW_BYTES,
    FOCUSED,
    click_map,
    expect_link,
    settled,
    until,
)
from conftest import PATIENCE_MS, Watch
from playwright.sync_api import Locator, Page, Route, expect

from geo.text.corpus import Corpus, read_corpus

BOMBING = "?panel=read&place=kabul-airport&mention=17622"
"""A mention in a sensitive passage."""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus()


def pane(page: Page) -> Locator:
    return page.get_by_role("region", name="The article")


def mention(page: Page, start: int) -> Locator:
    return page.locator(f'a.mention[data-start="{start}"]')


def top(page: Page) -> float:
    """Tell how far the text is scrolled."""
    return pane(page).evaluate("element => element.scrollTop")


def in_sight(page: Page, element: Locator) -> bool:
    """Tell whether all of an element lies within the pane."""
    inner, outer = element.bounding_box(), pane(page).bounding_box()
    return outer["y"] <= inner["y"] and inner["y"] + inner["height"] <= outer["y"] + outer["height"]


def expect_chosen(page: Page, start: int) -> None:
    expect(page.locator("a.mention.current")).to_have_attribute("data-start", str(start))


def at_rest(page: Page) -> float:
    """Wait until the text no longer scrolls."""
    seen = [top(page)]

    def check() -> bool:
        seen.append(top(page))
        return seen[-1] == seen[-2]

    until(page, check, "the text to stand still")
    return seen[-1]


def test_the_whole_article_is_there_and_a_click_in_it_stays_where_it_is(
    visit, watch: Watch, corpus: Corpus
):
    """A mention chosen in the text opens its place; the text is not built again, nor scrolled."""
    page = visit("?panel=read")
    expect(page.locator("a.mention")).to_have_count(len(corpus.mentions))
    settled(page)
    assert sum(watch.received) <= FIRST_VIEW_BYTES
    pane(page).evaluate("element => { element.seen = true; element.scrollTop = 2600; }")
    before = at_rest(page)
    page.wait_for_timeout(1500)
    inside = [one for one in page.locator("a.mention").all() if one.is_visible()]
    chosen = next(one for one in inside if in_sight(page, one))
    place = chosen.get_attribute("data-place")
    received = sum(watch.received)
    chosen.click()
    expect(chosen).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("heading", level=2)).to_have_text(corpus.places[place].name)
    settled(page)
    assert 0 < sum(watch.received) - received <= CLICK_BYTES
    assert top(page) == before
    assert pane(page).evaluate("element => element.seen")
    same = page.locator(f'a.mention.same[data-place="{place}"]')
    expect(same).to_have_count(len(corpus.mentions_of[place]))


def test_a_link_to_a_mention_and_the_walk_from_it(visit, corpus: Corpus):
    """A link lands at its mention; N and P go on and back through the whole text."""
    page = visit("?panel=read&place=khorasan&mention=4689")
    expect_chosen(page, 4689)
    until(page, lambda: in_sight(page, mention(page, 4689)), "the mention in sight")
    starts = [one.start for one in corpus.mentions]
    after = starts[starts.index(4689) + 1]
    page.keyboard.press("n")
    expect_chosen(page, after)
    page.keyboard.press("p")
    expect_chosen(page, 4689)
    expect_link(page, panel=["read"], place=["khorasan"], mention=["4689"])


def test_a_click_on_the_map_scrolls_the_text_to_the_place(visit, corpus: Corpus):
    """What is chosen on the map is chosen in the text, and scrolled to."""
    page = visit("?panel=read")
    settled(page)
    place = corpus.places["balochistan"]
    click_map(page, place.lon, place.lat, place.name)
    first = corpus.mentions_of["balochistan"][0]
    expect_chosen(page, first.start)
    until(page, lambda: top(page) > 500, "the text to scroll there")


def test_the_text_is_walked_by_keys(visit, corpus: Corpus):
    """Arrows go from name to name, Enter chooses, and the focus stays there."""
    page = visit("?panel=read")
    first, second = (mention(page, one.start) for one in corpus.mentions[:2])
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(second).to_be_focused()
    expect(second).to_have_accessible_name(corpus.mentions[1].surface)
    page.keyboard.press("Enter")
    expect_chosen(page, corpus.mentions[1].start)
    expect(second).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    expect(page.locator('a.mention[tabindex="0"]')).to_have_count(1)


def test_a_folded_passage_stays_folded_and_its_button_has_the_focus(visit, corpus: Corpus):
    """A link into a sensitive passage shows what it is about, and unfolds it only on demand."""
    page = visit(BOMBING)
    fold = page.locator("details", has=mention(page, 17622))
    summary = fold.locator("summary")
    about = corpus.article.passage_at(17622).sensitive
    expect(summary).to_have_text(f"Folded: {about}")
    expect(summary).to_be_focused()
    expect(mention(page, 17622)).not_to_be_visible()
    page.keyboard.press("Enter")
    expect(mention(page, 17622)).to_be_visible()
    page.keyboard.press("ArrowRight")
    assert (
        page.evaluate_handle(FOCUSED).evaluate("element => element.className").startswith("mention")
    )


def test_the_map_follows_what_is_in_view(visit, corpus: Corpus):
    """The section that is scrolled to is told, once, and its title stands in the contents."""
    page = visit("?panel=read")
    before = settled(page)
    page.get_by_role("combobox", name="Section").select_option("Financing")
    until(page, lambda: settled(page) != before, "other places to stand out")
    expect(page.get_by_role("heading", name="Financing")).to_be_visible()
    expect(page.get_by_role("combobox", name="Section")).to_have_value(
        str(next(s.start for s in corpus.article.sections if s.title == "Financing"))
    )


def test_a_bar_of_the_chart_goes_there(visit):
    """The bars say what they stand for, and lead to the first name among those they count."""
    page = visit("?panel=read&place=kabul")
    bars = page.get_by_role("group", name="Where Kabul is named").get_by_role("button")
    expect(bars.first).to_have_accessible_name(re.compile("^Kabul: named .* in “The group in"))
    bars.last.click()
    expect(page.locator("a.mention.current")).to_have_attribute("data-place", "kabul")
    until(page, lambda: top(page) > 5000, "the text to scroll there")


def test_a_link_is_copied(visit, corpus: Corpus):
    """A click copies the link to a mention, or to the passage clicked, and says so."""
    page = visit("?panel=read&place=kabul&mention=16472&find=x", permissions=["clipboard-read"])
    copy = page.get_by_role("button", name=re.compile("Copy link|Copied"))
    copy.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("/?panel=read&place=kabul&mention=16472")
    start = next(one.start for one in corpus.article.sections if one.title == "Financing")
    passage_id = corpus.article.passage_at(start).passage_id
    passage = page.locator(f'[data-passage="{passage_id}"]')
    passage.scroll_into_view_if_needed()
    passage.click(position={"x": 3, "y": 8})
    expect(passage).to_have_class(re.compile("here"))
    copy.click()
    until(
        page,
        lambda: page.evaluate("navigator.clipboard.readText()").endswith(
            f"/?panel=read&passage={passage_id}"
        ),
        "the passage's link",
    )
    live = page.get_by_role("link", name="Live article")
    assert "#:~:text=" in live.get_attribute("href")
    assert live.get_attribute("rel") == "noopener"


def test_a_search_leads_into_the_text(visit):
    """Typing lists passages as one types; a click goes there."""
    page = visit("?panel=read")
    expect(page.locator("a.mention").first).to_be_attached()
    page.get_by_role("searchbox").fill("Tsowkey")
    page.locator("button.line").filter(has_text="Chawkay").click()
    expect(page.locator("a.mention.current")).to_have_text(re.compile("Chawkay"))
    until(page, lambda: in_sight(page, page.locator("a.mention.current")), "it in sight")


def test_the_place_of_reading_is_kept_from_panel_to_panel(visit):
    """Who comes back from another panel finds the text where it was."""
    page = visit("?panel=read&place=kabul&mention=16472")
    expect_chosen(page, 16472)
    start = at_rest(page)
    pane(page).hover()
    page.mouse.wheel(0, 700)
    until(page, lambda: top(page) > start + 300, "the text to scroll")
    before = at_rest(page)
    page.wait_for_timeout(1500)
    page.get_by_role("radio", name="Places").click()
    expect(page.locator("blockquote.passage")).to_be_visible()
    page.get_by_role("radio", name="Read", exact=True).click()
    expect_chosen(page, 16472)
    until(page, lambda: abs(top(page) - before) < 2, "the text where it was")


def test_a_text_that_cannot_be_fetched_says_so(visit, watch: Watch):
    """Without the article's file there is a sentence, and the panel works on."""
    page = visit("about.txt")  # A page that never asks for the article.
    page.route("**/article.json*", _gone)
    page.goto(page.url.rpartition("/")[0] + "/?panel=read", timeout=PATIENCE_MS)
    expect(page.get_by_text("The article could not be loaded")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Next"))).to_be_visible()
    watch.errors.clear()  # The console says that the file was not there.


def _gone(route: Route) -> None:
    route.fulfill(status=404, body="")


def test_on_a_phone_the_text_fits(visit):
    """At 320 pixels nothing of the panel is cut off sideways."""
    page = visit("?panel=read&place=kabul", viewport={"width": 320, "height": 640})
    expect(page.locator("a.mention").first).to_be_attached()
    page.wait_for_timeout(1000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert pane(page).evaluate("element => element.scrollWidth <= element.clientWidth + 1")
