"""Every panel at every size: nothing overlaps, is cut off, or scrolls inside what scrolls."""

from __future__ import annotations

from pathlib import Path
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
SKIPPED = {"exclude": [["[data-testid=stSkipToContent]"]]}
"""Streamlit's own link past its header, which stands outside the page's landmarks."""

PHONE = 640
"""Pixels of width up to which a finger is what one has."""

LINKS = {
    "first view": "",
    "place": "?place=kabul",
    "reading": "?panel=read&place=kabul&mention=16472",
    "time": "?panel=time",
    "two compared": "?panel=time&extent=istakhri&against=mustawfi",
    "borders": "?panel=borders",
    "asked": "?panel=borders&ask=samarqand",
    "tour": "?tour=where-is-khorasan&at=6",
    "presenting": "?tour=where-is-khorasan&at=6&present=1",
    "quiz": "?panel=quiz",
    "question": "?panel=quiz&quiz=4711-all-10",
    "map question": "?panel=quiz&quiz=7-m-5",
    "bad link": "?place=atlantis&extent=nowhere",
}

MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")


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
    for size in (SIZES[0], SIZES[3])[: 1 if theme == "dark" else 2]:
        page.set_viewport_size(size)
        settled(page)
        result = Axe().run(page, SKIPPED, options={"resultTypes": ["violations"]})
        found |= {
            f"{size['width']} {one['id']}": [
                node["html"][:120] + node["failureSummary"][-160:] for node in one["nodes"]
            ][:4]
            for one in result.response["violations"]
        }
    assert found == {}
