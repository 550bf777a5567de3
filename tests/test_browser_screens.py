"""Every panel at every size: nothing overlaps, is cut off, or scrolls inside what scrolls."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import wait_for
from playwright.sync_api import Page, ViewportSize

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SIZES: list[ViewportSize] = [
    {"width": 1280, "height": 800},
    {"width": 1280, "height": 720},
    {"width": 1920, "height": 1080},
    {"width": 390, "height": 844},
    {"width": 640, "height": 400},
]
PHONE = 640
"""Pixels of width up to which a finger is what one has."""

LINKS = {
    "first view": "",
    "place": "?place=kabul",
    "filtered": "?group=country&use=metonym",
    "found nothing": "?q=zzzzqqqq",
    "reading": "?panel=read&place=kabul&mention=16472",
    "time": "?panel=time",
    "two compared": "?panel=time&extent=istakhri&against=mustawfi",
    "all together": "?panel=time&extent=together&note=transoxiana",
    "borders": "?panel=borders",
    "asked": "?panel=borders&ask=samarqand",
    "province asked": "?panel=borders&ask=AF-HER&units=country",
    "bad link": "?place=atlantis&extent=nowhere",
}

MEASURE = """phone => {
    const all = function* (root) {
        for (const one of root.querySelectorAll("*")) {
            yield one;
            if (one.shadowRoot) yield* all(one.shadowRoot);
        }
    };
    const elements = [...all(document.querySelector(".stApp"))];
    const isShown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true,
        contentVisibilityAuto: true }) && one.getClientRects().length > 0;
    const name = (one) => `${one.localName}.${one.className?.baseVal ?? one.className}`.slice(0, 60) +
        ` “${(one.getAttribute("aria-label") || one.textContent).trim().slice(0, 30)}”`;
    const parents = function* (one) {
        for (let at = one; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host) yield at;
    };

    const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowY) &&
        one.scrollHeight > one.clientHeight + 1 && isShown(one);
    const scrollers = elements.filter(scrolls);
    const nested = scrollers.filter((one) => scrollers.some((other) => other !== one && [...parents(one)].includes(other)));

    const main = document.querySelector(".stMain");
    const sideways = Math.max(
        document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth);

    const hands = elements.filter((one) => one.matches(
        "button, input:not([type=hidden]), select, summary, a[href], [role=slider], [role=option]") && isShown(one));
    // What one sees of an element: not what its scroller, or what lies over it, hides.
    const seen = (one) => {
        let { left, right, top, bottom } = one.getBoundingClientRect();
        for (const at of parents(one)) {
            if (at === one || getComputedStyle(at).overflowY === "visible") continue;
            const box = at.getBoundingClientRect();
            [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
            [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
        }
        return { left, right, top, bottom, width: right - left, height: bottom - top };
    };
    const boxes = hands.map((one) => ({ one, box: seen(one) }))
        .filter(({ box }) => box.width > 2 && box.height > 2);
    const inside = (one, other) => [...parents(one)].includes(other);
    const overlapping = [];
    for (const [at, { one, box }] of boxes.entries()) {
        for (const { one: other, box: its } of boxes.slice(at + 1)) {
            if (inside(one, other) || inside(other, one)) continue;
            const wide = Math.min(box.right, its.right) - Math.max(box.left, its.left);
            const high = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
            if (wide > 2 && high > 2) overlapping.push(`${name(one)} × ${name(other)}`);
        }
    }

    const isText = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const clipped = elements.filter((one) => {
        if (!isText(one) || !isShown(one)) return false;
        const box = one.getBoundingClientRect();
        if (box.width <= 2 || box.height <= 2) return false; // For screen readers alone.
        const style = getComputedStyle(one);
        const cut = style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1 && style.textOverflow !== "ellipsis";
        return cut || box.left < -1 || box.right > innerWidth + 1;
    });

    const inline = (one) => getComputedStyle(one).display === "inline" || one.closest("p, li, .passage, .text p");
    const small = boxes.filter(({ one, box }) => phone && one.getBoundingClientRect().height < 43.5 && !inline(one));
    return {
        nested: nested.map(name), sideways: Math.max(sideways, 0), overlapping,
        clipped: clipped.map(name), small: small.map(({ one, box }) => `${name(one)} ${Math.round(box.height)}`),
    };
}"""


def settled(page: Page) -> None:
    wait_for(page, "mapIsStill()")


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_nothing_overlaps_is_cut_off_or_scrolls_within_a_scroller(open_panel, link):
    page = open_panel(link, SIZES[0])
    faults: dict[str, Any] = {}
    for size in SIZES:
        page.set_viewport_size(size)
        settled(page)
        measured = page.evaluate(MEASURE, size["width"] <= PHONE)
        faults |= {
            f"{size['width']}×{size['height']} {what}": found
            for what, found in measured.items() if found
        }  # fmt: skip
    assert faults == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_axe_finds_no_violation(open_panel, link, theme):
    page = open_panel(link, SIZES[0], theme)
    found = {}
    for size in (SIZES[0], SIZES[3]):
        page.set_viewport_size(size)
        settled(page)
        result = Axe().run(page, options={"resultTypes": ["violations"]})
        found |= {
            f"{size['width']} {one['id']}": [
                node["html"][:120] + node["failureSummary"][-160:] for node in one["nodes"]
            ][:4]
            for one in result.response["violations"]
        }
    assert found == {}
