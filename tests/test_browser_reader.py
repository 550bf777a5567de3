"""Read in a real browser: the pane, its keys, its scrolling, the clipboard."""

from __future__ import annotations

import re

import pytest
from browser import (
    CLICK_BYTES,
    FOCUSED,
    READ_BYTES,
    SAME,
    button,
    click_map,
    difference,
    expect_link,
    heading,
    passage,
    picture,
    turn_to,
    until,
    wait_for,
)
from playwright.sync_api import Locator, Page, Route, expect

from geo.text.corpus import Corpus
from geo.text.mentions import Mention

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BOMBING = "?panel=read&place=kabul-airport&mention=17622"
"""A mention in a sensitive passage."""


def pane(page: Page) -> Locator:
    return page.get_by_role("region", name="The article")


def mentions(page: Page) -> Locator:
    return page.locator("a.mention")


def mention(page: Page, start: int) -> Locator:
    return page.locator(f'a.mention[data-start="{start}"]')


def contents(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Section of the article")


def top(page: Page) -> float:
    """Tell how far the text is scrolled."""
    return pane(page).evaluate("element => element.scrollTop")


SIGHT = """element => {
    const box = element.getBoundingClientRect();
    const { x, y, right, bottom, width, height } = box;
    // The element itself is on top where it begins and where it ends: nothing lies over it.
    const isOnTop = (x, y) => {
        let found = document.elementFromPoint(x, y);
        while (found?.shadowRoot) {
            const inner = found.shadowRoot.elementFromPoint(x, y);
            if (!inner || inner === found) break;
            found = inner;
        }
        return element.contains(found);
    };
    const [first] = element.getClientRects(), last = [...element.getClientRects()].at(-1);
    return Boolean(width && height) && y >= 0 && bottom <= innerHeight &&
        isOnTop(first.x + 3, first.y + 2) && isOnTop(last.right - 3, last.bottom - 3);
}"""
"""Whether all of an element can be seen: nothing cuts it off, or lies over it."""


def is_in_sight(element: Locator) -> bool:
    return element.evaluate(SIGHT)


def expect_chosen(page: Page, start: int) -> None:
    expect(page.locator("a.mention.current")).to_have_attribute("data-start", str(start))


def at_rest(page: Page) -> float:
    """Wait until the text no longer scrolls and the server knows the section in view."""
    seen = [-1.0, top(page)]

    def is_at_rest() -> bool:
        seen.append(top(page))
        told = str(page.evaluate("readingSpot.section"))
        return len(set(seen[-3:])) == 1 and told == contents(page).input_value()

    until(page, is_at_rest, "the text to stand still")
    wait_for(page, "mapIsStill()")
    return seen[-1]


def test_whole_article_is_there_and_a_click_in_it_does_not_scroll(open_panel, watch, corpus):
    """A mention chosen in the text opens its place; the text is not built again."""
    page = open_panel("?panel=read")
    expect(mentions(page)).to_have_count(len(corpus.mentions))
    wait_for(page, "mapIsStill()")
    assert sum(watch.received) <= READ_BYTES
    pane(page).evaluate("element => { element.seen = true; element.scrollTop = 2600; }")
    before = at_rest(page)
    chosen = next(one for one in mentions(page).all() if one.is_visible() and is_in_sight(one))
    place = chosen.get_attribute("data-place")
    received = sum(watch.received)
    chosen.click()
    expect(chosen).to_have_attribute("aria-current", "true")
    expect(heading(page, corpus.places[place].name)).to_be_visible()
    wait_for(page, "mapIsStill()")
    assert 0 < sum(watch.received) - received <= CLICK_BYTES
    assert top(page) == before
    assert pane(page).evaluate("element => element.seen")
    same = page.locator(f'a.mention.same[data-place="{place}"]')
    expect(same).to_have_count(len(corpus.mentions_of[place]))


def test_link_leads_to_its_mention_and_n_and_p_walk_from_there(open_panel, corpus):
    page = open_panel("?panel=read&place=khorasan&mention=4689")
    expect_chosen(page, 4689)
    until(page, lambda: is_in_sight(mention(page, 4689)), "the mention to be in sight")
    starts = [one.start for one in corpus.mentions]
    page.keyboard.press("n")
    expect_chosen(page, starts[starts.index(4689) + 1])
    page.keyboard.press("p")
    expect_chosen(page, 4689)
    expect_link(page, panel=["read"], place=["khorasan"], mention=["4689"])


def test_click_on_the_map_scrolls_the_text_to_the_place(open_map, corpus):
    page = open_map("?panel=read")
    place = corpus.places["balochistan"]
    expect(mentions(page)).to_have_count(len(corpus.mentions))
    pane(page).evaluate("element => { element.scrollTop = 0; }")
    click_map(page, place.lon, place.lat, place.name)
    expect_chosen(page, corpus.mentions_of["balochistan"][0].start)
    until(page, lambda: top(page) > 500, "the text to scroll there")


def test_arrow_keys_walk_the_names_and_enter_chooses(open_panel, corpus):
    """The focus stays on the name, and Tab leads to one name only."""
    page = open_panel("?panel=read")
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


def test_link_into_a_sensitive_passage_focuses_its_fold_and_leaves_it_folded(open_panel, corpus):
    page = open_panel(BOMBING)
    summary = page.locator("details", has=mention(page, 17622)).locator("summary")
    about = corpus.article.passage_at(17622).sensitive
    expect(summary).to_have_text(f"Folded: {about}")
    expect(summary).to_be_focused()
    expect(mention(page, 17622)).not_to_be_visible()
    page.keyboard.press("Enter")
    expect(mention(page, 17622)).to_be_visible()
    page.keyboard.press("ArrowRight")
    focused = page.evaluate_handle(FOCUSED)
    assert focused.evaluate("element => element.className").startswith("mention")


def test_tab_leads_to_one_name_and_to_each_fold_in_sight(open_panel):
    page = open_panel("?panel=read&place=kabul&mention=16472")
    expect_chosen(page, 16472)
    at_rest(page)
    stops = pane(page).locator('a.mention[tabindex="0"], summary[tabindex="0"]')
    until(page, lambda: stops.count() > 1, "the folds in sight to take Tab")
    mention(page, 16472).focus()
    for at in range(1, stops.count()):
        page.keyboard.press("Tab")
        expect(stops.nth(at)).to_be_focused()
        assert is_in_sight(stops.nth(at))
    page.keyboard.press("Enter")
    expect(stops.last.locator("xpath=..")).to_have_attribute("open", "")


def test_map_follows_the_section_in_view(open_map, corpus):
    """The server is told of a section that is scrolled to, and its places stand out."""
    page = open_map("?panel=read")
    expect(mentions(page)).to_have_count(len(corpus.mentions))
    contents(page).select_option("The group in brief")
    at_rest(page)
    before = picture(page)
    contents(page).select_option("Financing")
    start = next(one.start for one in corpus.article.sections if one.title == "Financing")
    wait_for(page, f"readingSpot.section === {start}")
    assert difference(picture(page), before) > SAME
    expect(page.get_by_role("heading", name="Financing")).to_be_visible()
    expect(contents(page)).to_have_value(str(start))


def test_bar_of_the_histogram_says_what_it_counts_and_leads_there(open_panel):
    page = open_panel("?panel=read&place=kabul")
    bars = page.get_by_role("group", name="Where Kabul is named").get_by_role("button")
    expect(bars.first).to_have_accessible_name(re.compile("^Kabul: named .* in “The group in"))
    bars.last.click()
    expect(page.locator("a.mention.current")).to_have_attribute("data-place", "kabul")
    until(page, lambda: top(page) > 5000, "the text to scroll there")


def test_link_to_a_mention_or_a_passage_is_copied(open_panel, corpus):
    page = open_panel("?panel=read&place=kabul&mention=16472&find=x")
    copy = page.get_by_role("button", name=re.compile("Copy link|Copied"))
    copy.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("/?panel=read&place=kabul&mention=16472")
    start = next(one.start for one in corpus.article.sections if one.title == "Financing")
    passage_id = corpus.article.passage_at(start).passage_id
    chosen = page.locator(f'[data-passage="{passage_id}"]')
    chosen.scroll_into_view_if_needed()
    chosen.click(position={"x": 3, "y": 8})
    expect(chosen).to_have_class(re.compile("here"))
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


def test_search_button_asks_for_the_one_search(open_panel):
    page = open_panel("?panel=read")
    page.evaluate("document.addEventListener('atlas-search', () => { globalThis.asked = true; })")
    page.get_by_role("button", name="Search", exact=True).click()
    assert page.evaluate("globalThis.asked")


# Landing


def _spread(corpus: Corpus) -> list[Mention]:
    """Choose twenty mentions all over the article, five of them in passages that are folded."""
    plain, folded = [], []
    for one in corpus.mentions:
        (folded if corpus.article.passage_at(one.start).sensitive else plain).append(one)
    return [
        many[at * (len(many) - 1) // (count - 1)]
        for many, count in ((plain, 15), (folded, 5))
        for at in range(count)
    ]


def expect_landed(page: Page, corpus: Corpus, chosen: Mention) -> None:
    """Wait until the text stands still, and assert that the name, or its fold, is in sight."""
    expect_chosen(page, chosen.start)
    wait_for(page, "mapIsStill() && document.fonts.status === 'loaded'")
    if corpus.article.passage_at(chosen.start).sensitive:
        assert not mention(page, chosen.start).is_visible()
    assert is_in_sight(lit(page)), (page.viewport_size, page.url)


def lit(page: Page) -> Locator:
    """Find the name that is open, or the line of the fold around it."""
    folded = page.locator("details:not([open])", has=page.locator("a.mention.current"))
    return folded.locator("summary") if folded.count() else page.locator("a.mention.current")


SIZES = [(1280, 800), (390, 844), (640, 400)]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_link_always_lands(open_panel, corpus, size):
    """On a fresh page, and from another panel: the name is in sight, or the fold around it.

    Each size takes some of the twenty mentions, because a page takes a second to load.
    """
    viewport = {"width": size[0], "height": size[1]}
    first = SIZES.index(size)
    for chosen in _spread(corpus)[first :: 2 * len(SIZES)]:
        link = f"place={chosen.place_id}&mention={chosen.start}"
        expect_landed(open_panel(f"?panel=read&{link}", viewport), corpus, chosen)
    for panel, chosen in zip(("time", "places"), _spread(corpus)[first + 3 :: 6], strict=False):
        link = f"place={chosen.place_id}&mention={chosen.start}"
        page = open_panel(f"?panel={panel}&{link}", viewport)
        wait_for(page, "mapIsStill()")
        turn_to(page, "Read")
        expect_landed(page, corpus, chosen)


def test_what_was_landed_on_stays_in_sight_when_the_window_changes(open_panel):
    page = open_panel("?panel=read&place=kabul&mention=16472")
    expect_chosen(page, 16472)
    for width, height in ((390, 844), (844, 390), (640, 400), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        until(page, lambda: is_in_sight(lit(page)), f"the name at {width} by {height}")


# History


COUNT_ENTRIES = """() => {
    globalThis.entries = 0;
    const push = history.pushState;
    history.pushState = (...entry) => {
        globalThis.entries += 1;
        push.apply(history, entry);
    };
}"""


def test_one_step_is_one_entry_of_the_history_and_back_walks_them(open_panel, corpus):
    page = open_panel("?panel=read&place=kabul&mention=16472")
    starts = [one.start for one in corpus.mentions]
    at = starts.index(16472)
    expect_chosen(page, 16472)
    wait_for(page, "mapIsStill()")
    # The browser keeps fifty entries, and the page of the tests before has as many.
    page.evaluate(COUNT_ENTRIES)
    length = 0
    walked = [16472]

    def expect_entry(start: int | None = None) -> None:
        """Expect one entry more if another mention was chosen, and else none."""
        nonlocal length
        if start is not None:
            expect_chosen(page, start)
            walked.append(start)
            length += 1
        wait_for(page, "mapIsStill()")
        assert page.evaluate("globalThis.entries") == length

    page.keyboard.press("n")
    expect_entry(starts[at + 1])
    mention(page, starts[at + 2]).click()
    expect_entry(starts[at + 2])
    bars = page.get_by_role("group", name="Where “Khorasan” is named").get_by_role("button")
    bars.last.click()
    until(page, lambda: current(page) != starts[at + 2], "the bar to lead elsewhere")
    expect_entry(current(page))
    contents(page).select_option("Financing")
    at_rest(page)
    expect_entry()
    button(page, "Options").click()
    expect(page.get_by_text("Open all folded passages")).to_be_visible()
    expect_entry()
    page.keyboard.press("Escape")
    for start in reversed(walked[:-1]):
        page.go_back()
        expect_chosen(page, start)
        until(page, lambda: is_in_sight(lit(page)), "the name to be in sight")
        expect(page.get_by_role("alert")).to_have_count(0)
    for start in walked[1:]:
        page.go_forward()
        expect_chosen(page, start)
        until(page, lambda: is_in_sight(lit(page)), "the name to be in sight")
        expect(page.get_by_role("alert")).to_have_count(0)
    assert page.evaluate("globalThis.entries") == length


def current(page: Page) -> int:
    return int(page.locator("a.mention.current").get_attribute("data-start"))


def test_lists_open_over_the_text_and_close_where_they_lead(open_panel):
    """The text keeps its height; every passage that is folded at first is opened on demand."""
    page = open_panel("?panel=read&place=kabul&mention=16472")
    expect_chosen(page, 16472)
    height = pane(page).bounding_box()["height"]
    button(page, "Named together").click()
    page.get_by_text("Draw lines to them on the map").click()
    expect(page.locator(".legend").get_by_text("Named together with Kabul").first).to_be_visible()
    assert pane(page).bounding_box()["height"] == height
    page.keyboard.press("Escape")
    button(page, "“Khorasan”: [0-9]+ times").click()
    line = page.locator("button.line").first
    line.click()
    expect(line).not_to_be_visible()
    until(page, lambda: current(page) != 16472, "the name to be chosen")
    until(page, lambda: is_in_sight(lit(page)), "the name to be in sight")
    wait_for(page, "mapIsStill()")
    button(page, "Options").click()
    page.get_by_text("Open all folded passages").click()
    expect(pane(page).locator("details:not([open])")).to_have_count(0)


@pytest.mark.parametrize("size", [(1280, 720), (1000, 640), (844, 390), (641, 400)], ids=str)
def test_panel_beside_the_map_shows_all_of_its_foot_and_scrolls_the_text_alone(open_panel, size):
    page = open_panel(
        "?panel=read&place=kabul&mention=16472", {"width": size[0], "height": size[1]}
    )
    expect_chosen(page, 16472)
    wait_for(page, "mapIsStill() && document.fonts.status === 'loaded'")
    options = button(page, "Options").bounding_box()
    assert options["y"] + options["height"] <= size[1]
    assert pane(page).bounding_box()["height"] > size[1] / 5
    assert is_in_sight(lit(page))
    assert page.evaluate(SCROLLERS) == ["text"]


@pytest.mark.parametrize("size", [(390, 844), (320, 640), (640, 400)], ids=str)
def test_phone_has_targets_to_touch_a_low_foot_and_one_scroller(open_panel, size):
    page = open_panel(
        "?panel=read&place=kabul&mention=16472", {"width": size[0], "height": size[1]}
    )
    expect_chosen(page, 16472)
    wait_for(page, "mapIsStill() && document.fonts.status === 'loaded'")
    assert page.evaluate(LOW_TARGETS) == []
    foot = page.locator(".st-key-reading-foot").bounding_box()
    assert foot["height"] <= 102
    assert foot["y"] + foot["height"] <= size[1] + 1
    assert page.evaluate(SCROLLERS) == ["stMain"]


LOW_TARGETS = """() => {
    const found = [];
    const look = node => {
        for (const one of node.querySelectorAll("*")) {
            if (one.shadowRoot) look(one.shadowRoot);
            if (!one.matches("button, select, summary, a[href]:not(.mention)")) continue;
            const { width, height } = one.getBoundingClientRect();
            if (width && height && height < 44) found.push(one.outerHTML.slice(0, 90));
        }
    };
    look(document.querySelector(".st-key-panel-side"));
    return found;
}"""
"""Lists what one touches in the panel that is less than 44 pixels high, but links in the text."""

SCROLLERS = """() => {
    const found = [];
    const look = node => {
        for (const one of node.querySelectorAll("*")) {
            if (one.shadowRoot) look(one.shadowRoot);
            const scrolls = /auto|scroll/.test(getComputedStyle(one).overflowY);
            if (scrolls && one.scrollHeight > one.clientHeight + 1) found.push(one.classList[0]);
        }
    };
    look(document);
    return found;
}"""
"""Lists what scrolls up and down."""


def test_reload_keeps_the_place_and_the_scroll_and_the_link_anew_lands(open_panel):
    link = "?panel=read&place=kabul&mention=16472"
    page = open_panel(link)
    expect_chosen(page, 16472)
    start = at_rest(page)
    pane(page).hover()
    page.mouse.wheel(0, 900)
    until(page, lambda: top(page) > start + 500, "the text to scroll")
    before = at_rest(page)
    page.reload()
    expect_chosen(page, 16472)
    until(page, lambda: abs(top(page) - before) < 2, "the text where it was")
    page = open_panel(link)
    expect_chosen(page, 16472)
    until(page, lambda: is_in_sight(mention(page, 16472)), "the mention to be in sight")


def test_text_stays_where_it_was_while_another_panel_is_open(open_panel):
    page = open_panel("?panel=read&place=kabul&mention=16472")
    expect_chosen(page, 16472)
    start = at_rest(page)
    pane(page).hover()
    page.mouse.wheel(0, 700)
    until(page, lambda: top(page) > start + 300, "the text to scroll")
    before = at_rest(page)
    turn_to(page, "Places")
    expect(passage(page)).to_be_visible()
    turn_to(page, "Read")
    expect_chosen(page, 16472)
    until(page, lambda: abs(top(page) - before) < 2, "the text where it was")


def test_text_that_cannot_be_fetched_gives_a_sentence(open_panel, blank_page, watch):
    """The rest of the panel works on."""
    blank_page.route("**/article.json*", _gone)
    try:
        page = open_panel("?panel=read")
        expect(page.get_by_text("The article could not be loaded")).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("^Next"))).to_be_visible()
    finally:
        blank_page.unroute("**/article.json*", _gone)
    watch.errors.clear()  # The console says that the file was not there.


def _gone(route: Route) -> None:
    route.fulfill(status=404, body="")


def test_text_fits_on_a_phone(open_panel):
    """At 320 pixels nothing of the panel is cut off sideways."""
    page = open_panel("?panel=read&place=kabul", viewport={"width": 320, "height": 640})
    expect(mentions(page).first).to_be_attached()
    wait_for(page, "mapIsStill() && document.fonts.status === 'loaded'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert pane(page).evaluate("element => element.scrollWidth <= element.clientWidth + 1")
