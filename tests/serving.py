"""Run the server and the browser that the browser tests and the benchmarks measure."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, WebSocket
from playwright.sync_api import Error as PlaywrightError

ROOT = Path(__file__).parents[1]
START_S = 90
"""Seconds the server may take to answer; a machine that is busy with other tests is slow."""

PATIENCE_MS = 60_000
"""Milliseconds to wait for anything on the screen: WebGL drawn in software takes its time."""

HOOKS = Path(__file__).with_name("hooks.js")
SCREEN: ViewportSize = {"width": 1000, "height": 760}
BLANK_MAP = "loadEmpty(/static.map.*[.](json|webp)/); drawNothing()"
"""A script for `new_page`: without its map a page is there in a second."""


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
def serving(app: Path, log: Path, folder: Path = ROOT) -> Iterator[str]:
    """Run `streamlit run` on `app` in a folder as a person does, and yield its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [
        sys.executable, "-m", "streamlit", "run", str(app), "--server.headless", "true",
        "--server.address", "127.0.0.1", "--server.port", str(port),
        "--server.fileWatcherType", "none",
    ]  # fmt: skip
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT) as process,
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
    """Launch a Chromium with WebGL in software: the system's own, else Playwright's.

    It resolves no host name, so no request can reach another host.
    """
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


@dataclass
class Watch:
    """What pages did that they must not do, and how much the server told them.

    `outside` are the requests to other hosts, which the browser cannot reach; `errors` are the
    errors of the console and of scripts; `received` are the bytes of each websocket message.
    """

    host: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: list[int] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Note all that `page` does."""
        page.on("request", lambda request: self._check(request.url))
        page.on("websocket", self._listen)
        page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def clear(self) -> None:
        """Forget what was noted."""
        self.outside.clear()
        self.errors.clear()
        self.received.clear()

    def expect_no_fault(self) -> None:
        """Assert that no request went to another host and that the console has no error."""
        assert self.outside == []
        assert self.errors == []

    def is_outside(self, url: str) -> bool:
        """Tell whether an address is another host's."""
        parts = urlsplit(url)
        return parts.scheme not in LOCAL_SCHEMES and parts.netloc != self.host

    def _check(self, url: str) -> None:
        if self.is_outside(url):
            self.outside.append(url)

    def _listen(self, socket: WebSocket) -> None:
        self._check(socket.url)
        socket.on("framereceived", lambda frame: self.received.append(len(frame)))


def new_page(browser: Browser, watch: Watch, script: str = "", **options) -> Page:
    """Open an empty page in a context of its own, with a script that runs before the app's.

    Nothing flies or fades, unless the options want it.
    """
    options = {
        "viewport": SCREEN,
        "permissions": ["clipboard-read"],
        "reduced_motion": "reduce",
        **options,
    }
    context = browser.new_context(service_workers="block", **options)
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(path=HOOKS)
    context.add_init_script(script)
    page = context.new_page()
    watch.follow(page)
    return page
