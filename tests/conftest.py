"""Start the server and the browser once, and hand out pages: cold ones, and two that stay warm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from serving import PATIENCE_MS, ROOT, Watch, launched, serving

from geo.extents.catalogue import ExtentCatalogue, read_catalogue
from geo.text.corpus import Corpus, read_corpus

__all__ = ["PATIENCE_MS", "ROOT", "Watch", "launched", "serving"]

SCREEN = {"width": 1000, "height": 640}
HOOKS = Path(__file__).with_name("hooks.js")

BLANK_MAP = r"/static/map/.*\.(json|webp)"
"""All that the map draws but its symbols; without it a page is there in a second."""

MAP_WITHOUT_LINES = r"/static/map/(borders|water)\.json"
"""Borders and rivers: software WebGL spends three quarters of its time on their vertices."""

Open = Callable[..., Page]


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


def new_page(browser: Browser, watch: Watch, without: str = "", **options) -> Page:
    """Open an empty page in a context of its own; `without` matches files that load empty."""
    options = {"viewport": SCREEN, "permissions": ["clipboard-read"], **options}
    context: BrowserContext = browser.new_context(service_workers="block", **options)
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(path=HOOKS)
    if without:
        context.add_init_script(f"loadEmpty(/{without.replace('/', '\\/')}/)")
    page = context.new_page()
    watch.follow(page)
    return page


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


def warm(server: str, page: Page) -> Open:
    """Give a function that opens a link in a page that has the app's scripts already.

    Each link begins a session of its own.
    """

    def open_link(link: str = "", colours: str = "light") -> Page:
        page.set_viewport_size(SCREEN)
        page.emulate_media(color_scheme=colours)
        page.goto(f"{server}/{link}", timeout=PATIENCE_MS)
        return page

    return open_link


@pytest.fixture(scope="session")
def warm_panel(server: str, browser: Browser, all_pages: Watch) -> Iterator[Open]:
    """Keep a page with a blank map."""
    page = new_page(browser, all_pages, BLANK_MAP)
    yield warm(server, page)
    page.context.close()


@pytest.fixture(scope="session")
def warm_map(server: str, browser: Browser, all_pages: Watch) -> Iterator[Open]:
    """Keep a page whose map has no borders and rivers."""
    page = new_page(browser, all_pages, MAP_WITHOUT_LINES)
    yield warm(server, page)
    page.context.close()


@pytest.fixture
def open_panel(watch: Watch, warm_panel: Open) -> Open:  # noqa: ARG001
    """Give a function that opens a link where the map does not matter: it is blank."""
    return warm_panel


@pytest.fixture
def open_map(watch: Watch, warm_map: Open) -> Open:  # noqa: ARG001
    """Give a function that opens a link where the map matters: it lacks only thin lines."""
    return warm_map


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return read_corpus()


@pytest.fixture(scope="session")
def catalogue() -> ExtentCatalogue:
    return read_catalogue()
