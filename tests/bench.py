"""`make bench`: print what a start and a click cost, beside their budgets.

The yardstick is the least that Streamlit can do: an app with a button, a line of text and an
empty map, whose rerun changes the line's number and the map's colour and nothing else. Beside it
stands the atlas as it was when `st.pydeck_chart` drew its map, from the project's history. The apps
take turns, so that a busy machine slows all alike, and the figures are medians. Motion is reduced:
what a flight takes is meant to be seen, and is no work.

What is painted is read from the browser's screencast. A frame is on the screen when it arrives,
some 40 ms late in both apps. The time that Chromium writes on it is the one at which the browser
began the frame; where the processor draws WebGL, its pixels follow up to seconds later. What lies
between the two is what a graphics card does in milliseconds, so both are printed.
"""

from __future__ import annotations

import asyncio
import base64
import cProfile
import io
import itertools
import math
import os
import pstats
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from browser import share
from load import ask, joined
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, WebSocket, sync_playwright
from serving import PATIENCE_MS, ROOT, Watch, launched, serving
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from geo.layers.style import LIGHT

CHART, OWN_MAP = '[data-testid="stDeckGlJsonChart"]', ".st-key-map"
BEFORE = "9c4650e"
"""The commit with the map of before."""

PANEL = ".st-key-panel-side"
PLACE_ID = "nangarhar"  # Its passage is not folded.
PLACE = f'button[data-place="{PLACE_ID}"]'
PASSAGE = "blockquote.passage"
NOTHING = ".st-key-nothing button"
RUN = "p.run"

ROUNDS, RUNS = int(os.environ.get("ROUNDS", "5")), 20
"""Rounds in the browser (ROUNDS=2 for a quick look), and reruns without one."""

QUIET_S = 1.5
"""Seconds without a frame after which the page may be still."""

PROMPT_S = 0.1
"""Seconds within which an idle browser gives two animation frames."""

ALIKE = 0.98
"""Share of unchanged pixels from which two pictures of text show the same text."""

EMPTY = f"""
import pydeck
import streamlit as st
n = st.session_state["n"] = st.session_state.get("n", 0) + 1
st.button("Nothing", key="nothing")
st.html(f"<p class='run' style='display: inline-block'>run {{n}}</p>")
colour = [[120, 170, 190], {list(LIGHT.sea)}][n % 2]
view = pydeck.View(type="MapView", controller=True, clear=True, clearColor=colour)
st.pydeck_chart(pydeck.Deck(map_provider=None, views=[view]), key="map")
"""
NOTE_CLICKS = """addEventListener("click", event => {
    window.clickedAt = (performance.timeOrigin + event.timeStamp) / 1000;
}, true)"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

Taken = dict[str, list[float]]
Moments = dict[str, float]


class Frame(NamedTuple):
    """What the page showed, since when, and when the browser began to make it."""

    arrived: float
    begun: float
    jpeg: str


class Visit:
    """A page that is opened with an empty cache, and the record of what it shows and says.

    `frames` are the screencast's. `sent` and `heard` are the websocket's messages with their
    moments. `began` is the moment of the start or the click. All are seconds since 1970.
    """

    def __init__(self, browser: Browser, address: str, chart: str) -> None:
        self.chart = chart
        self.frames: list[Frame] = []
        self.sent: list[tuple[float, bytes]] = []
        self.heard: list[tuple[float, bytes]] = []
        self.watch = Watch(urlsplit(address).netloc)
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
        )
        context.add_init_script(NOTE_CLICKS)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.watch.follow(self.page)
        self.page.on("websocket", self._listen)
        self.devtools = context.new_cdp_session(self.page)
        self.devtools.on("Page.screencastFrame", self._take)
        self.devtools.send("Performance.enable")
        self.devtools.send("Network.enable")
        self.devtools.on("Network.loadingFinished", self._weigh)
        self.files_kb = 0.0
        self.devtools.send("Page.startScreencast", {"format": "jpeg", "quality": 80})
        self.began = time.time()
        self.page.goto(address)
        self.page.locator(f"{chart} canvas").first.wait_for(state="attached")
        self.rest()
        while (
            not _has_sea(self.crops(self.chart)[-1])
            and time.time() - self.began < PATIENCE_MS / 1000
        ):
            self.rest()

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda said: self.sent.append((time.time(), _as_bytes(said))))
        socket.on("framereceived", lambda said: self.heard.append((time.time(), _as_bytes(said))))

    def _take(self, frame: dict[str, Any]) -> None:
        begun = frame["metadata"]["timestamp"]
        self.frames.append(Frame(time.time(), begun, frame["data"]))
        self.devtools.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    def rest(self) -> None:
        """Wait until the script is done, no frame comes for a while, and the browser is prompt.

        While WebGL is being drawn no frame arrives either, but animation frames have to wait.
        """
        since = time.time()
        deadline = since + PATIENCE_MS / 1000
        while time.time() < deadline:
            self.page.wait_for_timeout(50)
            last = max(since, self.frames[-1].arrived if self.frames else 0)
            if time.time() - last > QUIET_S and self.said("script_finished"):
                asked, count = time.time(), len(self.frames)
                self.page.evaluate(TWO_FRAMES)
                since = time.time()
                if since - asked < PROMPT_S and len(self.frames) == count:
                    return
        print("The page did not come to rest; what follows is measured on a page that moves.")

    def forget(self) -> None:
        """Begin a new record with what is on the screen."""
        del self.frames[:-1]
        self.sent.clear()
        self.heard.clear()

    def click(self, button: str) -> None:
        """Point at the button, wait until the page is still, press, and wait again."""
        self.page.locator(button).hover()
        self.rest()
        self.forget()
        self.page.mouse.down()
        self.page.mouse.up()
        self.began = self.page.evaluate("window.clickedAt")
        self.rest()

    def _weigh(self, event: dict[str, Any]) -> None:
        self.files_kb += event["encodedDataLength"] / 1000

    def kilobytes(self) -> float:
        """Return the size of the websocket's messages both ways."""
        return sum(len(said) for _, said in self.sent + self.heard) / 1000

    def said(self, kind: str) -> list[float]:
        """Return the seconds until each of the server's messages of one kind."""
        kinds = ((at, ForwardMsg.FromString(said).WhichOneof("type")) for at, said in self.heard)
        return [at - self.began for at, found in kinds if found == kind]

    def main_thread(self) -> dict[str, float]:
        """Return the seconds that the page's main thread has spent so far, by kind of work."""
        said = self.devtools.send("Performance.getMetrics")["metrics"]
        spent = {metric["name"]: metric["value"] for metric in said}
        style = spent["RecalcStyleDuration"] + spent["LayoutDuration"]
        return {
            "script": spent["ScriptDuration"],
            "style and layout": style,
            "all": spent["TaskDuration"],
        }

    def crops(self, selector: str) -> list[Image.Image]:
        """Cut an element out of each frame, without the edge, where its neighbours show."""
        box = self.page.locator(selector).bounding_box()
        assert box, f"{selector} is not on the page"
        left, top = max(box["x"], 0) + 2, max(box["y"], 0) + 2
        right, bottom = box["x"] + box["width"] - 2, box["y"] + box["height"] - 2
        images = (Image.open(io.BytesIO(base64.b64decode(frame.jpeg))) for frame in self.frames)
        return [
            image.crop((left, top, min(right, image.width), min(bottom, image.height)))
            for image in images
        ]

    def shown(self, selector: str) -> Frame | None:
        """Return the first frame in which an element looked as it does in the end."""
        crops = self.crops(selector)
        pairs = zip(self.frames, crops, strict=True)
        return next((frame for frame, crop in pairs if _same(crop, crops[-1]) > ALIKE), None)

    def painted(self) -> Frame | None:
        """Return the last frame in which the map changed."""
        pairs = itertools.pairwise(self.crops(self.chart))
        changes = [
            frame
            for frame, (before, now) in zip(self.frames[1:], pairs, strict=True)
            if _same(before, now) < 1
        ]
        return changes[-1] if changes else None

    def land(self) -> Frame | None:
        """Return the first frame in which the map has land, and sea about it.

        The page's own colour is too near to the land's to tell the two apart by land alone.
        """
        pairs = zip(self.frames, self.crops(self.chart), strict=True)
        return next((frame for frame, crop in pairs if _has_land(crop)), None)


def _as_bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()


def _has_sea(image: Image.Image) -> bool:
    return share(image, LIGHT.sea) > 0.01


def _has_land(image: Image.Image) -> bool:
    return share(image, LIGHT.land) > 0.1 and _has_sea(image)


def _same(one: Image.Image, other: Image.Image) -> float:
    """Return the share of the pixels that have the same colour in both, or nearly."""
    return share(ImageChops.difference(one, other), (0, 0, 0))


class App(NamedTuple):
    """An app that is measured: its address, its map, the button to click and what answers."""

    address: str
    chart: str
    button: str
    answer: str


def measure(browser: Browser, app: App, taken: Taken) -> list[str]:
    """Start an app, click once, and add the figures; return its requests to other hosts."""
    address, chart, button, answer = app

    def note(name: str, frame: Frame | None) -> None:
        taken[name].append(frame.arrived - visit.began if frame else math.nan)
        taken[f"{name}, begun"].append(frame.begun - visit.began if frame else math.nan)

    visit = Visit(browser, address, chart)
    note("start → text shown", visit.shown(PANEL if button == PLACE else RUN))
    note("start → land painted", visit.land())
    note("start → whole map painted", visit.painted())
    taken["start: KB"].append(visit.kilobytes())
    taken["start: files, KB"].append(visit.files_kb)
    before = visit.main_thread()
    visit.click(button)
    note("click → text shown", visit.shown(answer))
    note("click → map painted", visit.painted())
    taken["click: KB"].append(visit.kilobytes())
    taken["click: question"].append(visit.sent[0][0] - visit.began)
    taken["click: first word"].append(visit.said("new_session")[0])
    taken["click: finished"].append(visit.said("script_finished")[-1])
    for name, value in visit.main_thread().items():
        taken[f"main thread: {name}"].append(value - before[name])
    visit.page.context.close()
    return visit.watch.outside


async def ask_alone(address: str, links: Sequence[str], taken: Taken) -> None:
    """Ask a server for reruns without a browser, and add the figures."""
    errors: list[str] = []
    async with joined(address) as socket:
        await ask(socket, "", errors)
        for number in range(RUNS):
            first, last = await ask(socket, links[number % len(links)], errors)
            taken["alone: first word"].append(first)
            taken["alone: finished"].append(last)
    for error in errors:
        print(f"The server met an error: {error}")


def profile_script() -> tuple[float, dict[str, float], dict[str, float]]:
    """Return the milliseconds of a rerun that opens a place, of its stages and of functions.

    A stage is what `app.py` calls. The functions are those of `geo/` and `views/`, each with
    all that it calls.
    """
    app = AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE_MS / 1000).run()
    stats = pstats.Stats()
    for run in range(RUNS):
        app.query_params["place"] = (PLACE_ID, "termez")[run % 2]
        stats.add(_profiled_run(app))
    whole = 0.0
    stages: dict[str, float] = defaultdict(float)
    functions: dict[str, float] = {}
    for (path, _, function), (_, _, _, seconds, callers) in stats.stats.items():  # type: ignore[attr-defined]
        name = f"{_brief(path)}: {function}"
        if _brief(path) == "app.py":
            whole = max(whole, 1000 * seconds / RUNS)
            continue
        if _brief(path).startswith(("geo/", "views/")) and not function.startswith("<"):
            functions[name] = 1000 * seconds / RUNS
        for (caller, _, _), (_, _, _, part) in callers.items():
            if _brief(caller) == "app.py":
                stages[name] += 1000 * part / RUNS
    return whole, stages, functions


def _profiled_run(app: AppTest) -> cProfile.Profile:
    """Run the app's script, which has a thread of its own, under a profiler."""
    profile = cProfile.Profile()
    threading.setprofile(lambda *_: profile.enable())
    app.run()
    threading.setprofile(None)
    profile.disable()
    return profile


def _brief(path: str) -> str:
    """Shorten a file's path to the part that tells the reader which file it is."""
    return path.rpartition("site-packages/")[2].removeprefix(f"{ROOT}/")


def _ratio(ours: Moments, least: Moments, name: str, beside: str, budget: str) -> None:
    """Print how many times as long something takes as the same or another in the empty app."""
    on_screen, base = ours[name], least[beside]
    begun, base_begun = ours[f"{name}, begun"], least[f"{beside}, begun"]
    print(
        f"{name}: {on_screen / base:.2f} × {base:.2f} s = {on_screen:.2f} s ({budget}); "
        f"begun {begun / base_begun:.2f} × {base_begun:.2f} s = {begun:.2f} s"
    )


def _parts(ours: Moments, least: Moments) -> None:
    """Print the moments of a click beside those of a rerun of nothing."""
    told = {
        "click: question": "the browser has sent its question",
        "click: first word": "the server's first word has arrived",
        "click: finished": "the server has said that the script is done",
        "click → text shown, begun": "the browser begins the frame with the text",
        "click → text shown": "the text is on the screen",
        "click → map painted, begun": "the browser begins the map's last frame",
        "click → map painted": "the map is painted",
        "main thread: script": "of it the browser's main thread: script",
        "main thread: style and layout": "of it the browser's main thread: style and layout",
        "main thread: all": "of it the browser's main thread: all its work",
        "alone: first word": "a server asked without a browser: its first word",
        "alone: finished": "a server asked without a browser: the script is done",
    }
    print("\nmilliseconds after a click | after a rerun of nothing")
    for name, what in told.items():
        print(f"  {1000 * ours[name]:5.0f} | {1000 * least[name]:4.0f}  {what}")


def _script() -> None:
    """Print what the stages of the app's script cost."""
    whole, stages, functions = profile_script()
    print(f"\nthe script in process: {whole:.0f} ms a rerun under cProfile, which slows it; of it")
    for title, parts in (
        ("called by app.py", stages),
        ("by function, with all it calls", functions),
    ):
        print(f"  {title}")
        for name, ms in sorted(parts.items(), key=lambda part: -part[1])[:10]:
            print(f"    {ms:5.1f} ms {ms / whole:4.0%}  {name}")


@contextmanager
def checked_out(commit: str, folder: Path) -> Iterator[Path | None]:
    """Check out a commit of the project, yield its folder, and take it away again.

    Yields None if the history is not there, as in a download without it.
    """
    git = ["git", "-C", str(ROOT), "worktree"]
    silent = partial(subprocess.run, check=False, capture_output=True)
    made = silent([*git, "add", "--detach", str(folder), commit])
    try:
        yield None if made.returncode else folder
    finally:
        silent([*git, "remove", "--force", str(folder)])


def main() -> int:
    """Take the measures and print them beside their budgets."""
    ours: Taken = defaultdict(list)
    least: Taken = defaultdict(list)
    before: Taken = defaultdict(list)
    outside: list[str] = []
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        (folder / "empty.py").write_text(EMPTY, encoding="utf-8")
        atlas = stack.enter_context(serving(ROOT / "app.py", folder / "atlas.txt"))
        empty = stack.enter_context(serving(folder / "empty.py", folder / "empty.txt"))
        apps = [
            (App(empty, CHART, NOTHING, RUN), least),
            (App(atlas, OWN_MAP, PLACE, PASSAGE), ours),
        ]
        old = stack.enter_context(checked_out(BEFORE, folder / "before"))
        if old:
            address = stack.enter_context(serving(old / "app.py", folder / "before.txt", old))
            apps.append((App(address, CHART, PLACE, PASSAGE), before))
        with sync_playwright() as playwright, launched(playwright) as browser:
            for number in range(ROUNDS + 1):
                if number == 1:  # The first round only warms the servers.
                    for taken in (ours, least, before):
                        taken.clear()
                for app, taken in apps:
                    outside += measure(browser, app, taken)
        asyncio.run(ask_alone(atlas, (f"place={PLACE_ID}", "place=termez"), ours))
        asyncio.run(ask_alone(empty, ("",), least))
    mine, base, old_ones = (
        {name: statistics.median(values) for name, values in taken.items()}
        for taken in (ours, least, before)
    )
    print(f"medians of {ROUNDS}, beside an empty map's canvas and a rerun of nothing; the machine")
    print(f"had {load:.1f} other tasks to run at the start")
    canvas = "start → whole map painted"
    for title, figures in (("the atlas", mine), ("the atlas with the map of before", old_ones)):
        if not figures:
            print("\nThe map of before is not measured: the project's history is not here.")
            continue
        print(f"\n{title}")
        _ratio(figures, base, "start → text shown", canvas, "no budget")
        _ratio(figures, base, "start → land painted", canvas, "no budget")
        _ratio(figures, base, canvas, canvas, "budget 1.2")
        _ratio(figures, base, "click → text shown", "click → text shown", "budget 1.5")
        _ratio(figures, base, "click → map painted", "click → map painted", "budget 2.5")
        print(f"first view: {figures['start: KB']:.1f} KB (budget 40)")
        print(f"one click: {figures['click: KB']:.1f} KB (budget 25)")
        print(f"cold start, all files: {figures['start: files, KB']:.0f} KB (no more than before)")
    print(f"requests to other hosts: {len(outside)} (budget 0) {' '.join(sorted(set(outside)))}")
    _parts(mine, base)
    _script()
    return 0


if __name__ == "__main__":
    sys.exit(main())
