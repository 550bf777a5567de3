"""`make bench`: the budgets, as ratios taken in one run against the least Streamlit can do.

The yardstick is an app with an empty pydeck map and a button that does nothing but a rerun.
Times are medians of rounds taken in turn, so that a busy machine slows both alike. Chromium draws
WebGL in software here: what a click costs includes a redraw of the whole map by the processor,
which a graphics card does in milliseconds. The server's answer is therefore given by itself.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from conftest import PATIENCE_MS, ROOT, launched, serving
from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

ROUNDS = 5
QUIET_MS = 2000
"""Milliseconds without a message after which the server has said all."""

EMPTY = """
import pydeck
import streamlit as st
st.session_state["n"] = st.session_state.get("n", 0) + 1
st.button("Nothing")
st.html(f"<p id='run-{st.session_state['n']}'>run</p>")
st.pydeck_chart(pydeck.Deck(map_provider=None), key="map")
"""
PAINTED = """() => {
    const canvas = document.querySelector('[data-testid="stDeckGlJsonChart"] canvas');
    return canvas && canvas.width > 300;
}"""


def timed(action: Callable[[], None]) -> float:
    """Give the seconds that `action` takes."""
    before = time.perf_counter()
    action()
    return time.perf_counter() - before


class Visit:
    """One page of one app: how long it took to its first map, and what its server said."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.received: list[int] = []
        self.asked = self.answered = 0.0
        self.page: Page = browser.new_page(viewport={"width": 1280, "height": 800})
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("websocket", self._listen)
        self.first_map_s = timed(lambda: self._open(address))

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._ask)
        socket.on("framereceived", self._hear)

    def _ask(self, _frame: object) -> None:
        self.asked = time.perf_counter()

    def _hear(self, frame: bytes | str) -> None:
        self.received.append(len(frame))
        self.answered = time.perf_counter()

    def _open(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_function(PAINTED)

    def settle(self) -> int:
        """Wait until the server has said all, and give the bytes since the last time."""
        said = -1
        while said != sum(self.received):
            said = sum(self.received)
            self.page.wait_for_timeout(QUIET_MS)
        self.received.clear()
        return said


def measure(browser: Browser, ours: str, empty: str) -> dict[str, list[float]]:
    """Take all measures in turn, `ROUNDS` times."""
    taken: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        taken.setdefault(name, []).append(value)

    for _ in range(ROUNDS):
        least, atlas = Visit(browser, empty), Visit(browser, ours)
        note("first map, empty app", least.first_map_s)
        note("first map, atlas", atlas.first_map_s)
        note("first view, bytes", atlas.settle())
        least.settle()
        note("rerun of nothing", timed(lambda page=least.page: _rerun(page)))
        least.settle()
        note("rerun of nothing, answer", least.answered - least.asked)
        note("click to passage", timed(lambda page=atlas.page: _choose(page)))
        note("one click, bytes", atlas.settle())
        note("one click, answer", atlas.answered - atlas.asked)
        least.page.close()
        atlas.page.close()
    return taken


def _rerun(page: Page) -> None:
    page.get_by_role("button", name="Nothing").click()
    page.locator("#run-2").wait_for(state="attached")


def _choose(page: Page) -> None:
    page.locator('button[data-place="kerman"]').click()
    page.get_by_role("heading", name="Kerman").wait_for()


def main() -> int:
    """Run the measures and print them beside their budgets."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = Path(folder) / "empty.py"
        app.write_text(EMPTY, encoding="utf-8")
        with (
            serving(ROOT / "app.py", Path(folder) / "ours.txt") as ours,
            serving(app, Path(folder) / "empty.txt") as empty,
            launched(playwright) as browser,
        ):
            Visit(browser, ours).settle()
            Visit(browser, empty).settle()
            rounds = measure(browser, ours, empty)
        taken = {name: statistics.median(values) for name, values in rounds.items()}
    first = taken["first map, atlas"] / taken["first map, empty app"]
    click = taken["click to passage"] / taken["rerun of nothing"]
    answer = taken["one click, answer"] / taken["rerun of nothing, answer"]
    print(f"start → first map: {first:.2f} × an empty map (budget 1.5)")
    print(f"click → passage: {click:.2f} × a rerun of nothing (budget 1.5)")
    print(f"  of which the server's answer: {answer:.2f} × a rerun of nothing")
    print(f"first view: {taken['first view, bytes'] / 1000:.0f} KB (budget 300)")
    print(f"one click: {taken['one click, bytes'] / 1000:.1f} KB (budget 30)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
