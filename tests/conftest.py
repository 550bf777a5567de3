"""Start the real server once, and give every browser test a page that no other host can reach."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Playwright, Route, WebSocket, sync_playwright
from playwright.sync_api import Error as PlaywrightError

ROOT = Path(__file__).parents[1]
START_S = 90
"""Seconds the server may take to answer; a machine that is busy with other tests is slow."""

PATIENCE_MS = 60_000
"""Milliseconds to wait for anything on the screen: WebGL drawn in software takes its time."""

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
LOCAL_SCHEMES = {"data", "blob"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_healthy(address: str) -> bool:
    try:
        with urlopen(f"{address}/_stcore/health", timeout=5) as answer:  # noqa: S310
            return answer.status == 200
    except (OSError, HTTPException):
        return False


@contextmanager
def serving(app: Path, log: Path) -> Iterator[str]:
    """Run `streamlit run` on `app` as a person does, and give its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [
        sys.executable, "-m", "streamlit", "run", str(app), "--server.headless", "true",
        "--server.address", "127.0.0.1", "--server.port", str(port),
        "--server.fileWatcherType", "none",
    ]  # fmt: skip
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        try:
            deadline = time.monotonic() + START_S
            while not is_healthy(address):
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"The server did not start:\n{log.read_text()}", pytrace=False)
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """Launch a Chromium with WebGL in software: the system's own, else Playwright's."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    try:
        chromium = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--use-angle=swiftshader",
                "--enable-unsafe-swiftshader",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
        )
    except PlaywrightError as error:
        pytest.fail(
            "The browser tests need Chromium: install the system's (`apt install chromium`), "
            "or run `playwright install chromium`, or set CHROMIUM to its path.\n"
            f"Tried {path or 'Playwright’s own'}: {error}",
            pytrace=False,
        )
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the atlas, and hold it to having met no exception."""
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


@dataclass
class Watch:
    """What a page did that it must not do, and how much its server told it.

    `outside` are the requests to other hosts, all of which are stopped; `errors` are the
    console's and the scripts' errors; `received` are the bytes of each websocket message.
    """

    host: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: list[int] = field(default_factory=list)

    def is_outside(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in LOCAL_SCHEMES and parts.netloc != self.host

    def guard(self, route: Route) -> None:
        """Let a request through to the server, and stop and note one to anywhere else."""
        if self.is_outside(route.request.url):
            self.outside.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    def listen(self, socket: WebSocket) -> None:
        """Count what a websocket brings."""
        if self.is_outside(socket.url):
            self.outside.append(socket.url)
        socket.on("framereceived", lambda frame: self.received.append(len(frame)))

    def follow(self, page: Page) -> None:
        """Note all that `page` does."""
        page.route("**/*", self.guard)
        page.on("websocket", self.listen)
        page.on(
            "console",
            lambda said: self.errors.append(said.text) if said.type == "error" else None,
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))


@pytest.fixture
def watch(server: str) -> Watch:
    """Give the record of what the test's pages do."""
    return Watch(urlsplit(server).netloc)


@pytest.fixture
def visit(server: str, browser: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Give a function that opens the atlas as a person would who never was there before.

    It takes the link's part after the address, and options of the browser's context. In the
    end no request may have gone to another host and no error may stand in the console.
    """
    contexts = []

    def open_page(link: str = "", **options) -> Page:
        options = {"viewport": {"width": 1000, "height": 640}, **options}
        context = browser.new_context(service_workers="block", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        watch.follow(page)
        page.goto(f"{server}/{link}", timeout=PATIENCE_MS)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.outside == []
    assert watch.errors == []
