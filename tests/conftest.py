"""Start the server and the browser once, and hand out pages: cold ones, and two that stay warm."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from browser import follow, show_region
from hypothesis import settings
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from serving import (
    BLANK_MAP,
    PATIENCE_MS,
    ROOT,
    SCREEN,
    Watch,
    launched,
    new_page,
    serving,
)
from xdist.scheduler import LoadScopeScheduling

from geo import paths
from geo.extents.catalogue import ExtentCatalogue, read_catalogue
from geo.layers import files
from geo.text.corpus import Corpus, read_corpus

Open = Callable[..., Page]
Theme = Literal["light", "dark"]

settings.register_profile("atlas", deadline=None)  # No test is measured by the clock.
settings.load_profile("atlas")


class BrowserApart(LoadScopeScheduling):
    """Keep the browser's tests in two groups, and hand out all other tests one by one.

    Each group has a server and a browser of its own: one for the tests that wait for the map's
    pictures, one for those that need none.

    That is `--dist loadgroup`, which pytest 9.2 breaks (pytest-xdist issue 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        found = re.search("/test_browser_([a-z]+)", nodeid)
        if not found:
            return nodeid
        return "map" if found[1] in {"map", "renderer", "time"} else "panels"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return BrowserApart(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture
def empty_static(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the layers look for their files, and publish, in an empty folder."""
    monkeypatch.setattr(paths, "STATIC", tmp_path)
    files.forget()
    yield tmp_path
    files.forget()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the atlas; at the end, assert that the server met no exception."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with serving(ROOT / "app.py", log) as address:
        yield address
    said = log.read_text()
    assert "Traceback" not in said, f"The server met an exception:\n{said}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Launch one browser for all tests."""
    with sync_playwright() as playwright, launched(playwright) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def all_pages(server: str) -> Watch:
    """Keep the record of what all pages do."""
    return Watch(urlsplit(server).netloc)


@pytest.fixture
def watch(all_pages: Watch) -> Iterator[Watch]:
    """Record what the pages do in a test; at its end, assert that they did nothing wrong."""
    all_pages.clear()
    yield all_pages
    all_pages.expect_no_fault()


@pytest.fixture
def visit(server: str, browser: Browser, watch: Watch) -> Iterator[Open]:
    """Give a function that opens the atlas as a person would who was never there before.

    It takes the link's part after the address, and options of the browser's context.
    """
    pages = []

    def open_page(link: str = "", **options) -> Page:
        pages.append(page := new_page(browser, watch, **options))
        page.goto(f"{server}/{link}", timeout=PATIENCE_MS)
        return page

    yield open_page
    for page in pages:
        page.context.close()


@pytest.fixture(scope="session")
def blank_page(browser: Browser, all_pages: Watch) -> Iterator[Page]:
    """Keep a page that draws no map."""
    page = new_page(browser, all_pages, BLANK_MAP)
    yield page
    page.context.close()


@pytest.fixture(scope="session")
def map_page(browser: Browser, all_pages: Watch) -> Iterator[Page]:
    """Keep a page with the whole map."""
    page = new_page(browser, all_pages)
    yield page
    page.context.close()


@pytest.fixture
def open_panel(server: str, watch: Watch, blank_page: Page) -> Open:  # noqa: ARG001
    """Give a function that opens a link in a session of its own, with a blank map.

    For tests of all but the map. The browser has the page's scripts already.
    """

    def open_link(link: str = "", viewport: ViewportSize = SCREEN, theme: Theme = "light") -> Page:
        blank_page.set_viewport_size(viewport)
        blank_page.emulate_media(color_scheme=theme)
        blank_page.goto(f"{server}/{link}", timeout=PATIENCE_MS)
        return blank_page

    return open_link


@pytest.fixture
def open_map(server: str, watch: Watch, map_page: Page) -> Open:  # noqa: ARG001
    """Give a function that opens a link in the session of the test before, in Khorasan's region.

    For tests of the map. The page stays, because software WebGL needs long for a new map.
    """

    def open_link(link: str = "") -> Page:
        if map_page.url == "about:blank":
            map_page.goto(f"{server}/{link}", timeout=PATIENCE_MS)
        else:
            follow(map_page, f"{server}/{link}")
        show_region(map_page)
        return map_page

    return open_link


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return read_corpus()


@pytest.fixture(scope="session")
def catalogue() -> ExtentCatalogue:
    return read_catalogue()
