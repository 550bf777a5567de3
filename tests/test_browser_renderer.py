"""The map's renderer in a real browser: what a person's hands, eyes and bad luck ask of it."""

from __future__ import annotations

import base64
import io
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser import (
    AT_HOME,
    FOCUSED,
    button,
    camera,
    choose_on_axis,
    click_map,
    difference,
    entry,
    expect_link,
    follow,
    heading,
    link_of,
    map_of,
    on_screen,
    pan,
    passage,
    picture,
    share,
    show_region,
    tinted,
    turn_to,
    until,
    wait_for,
)
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect
from serving import SCREEN, Watch, new_page

from geo import paths
from geo.layers import vendor
from geo.layers.extents import FADES
from geo.layers.scene import scene
from geo.layers.style import LIGHT
from geo.layers.view import Shown, View
from geo.pipeline.assets.extents import HEADING

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SIZES = (
    {"width": 1280, "height": 800},
    {"width": 640, "height": 400},
    {"width": 390, "height": 844},
)
BAD_VIEW = "61,34"
SEA = (51.2, 40.2)
"""A point in the Caspian Sea, where nothing can be opened."""

NEAR_ENOUGH = 0.02
"""Degrees and zooms within which two views count as one; a link rounds them."""

INSIDE = """(() => {
    const { scene } = theMap(), viewport = theMap().viewport(), frame = theMap().frame;
    const [west, south, east, north] = scene.sight.bounds;
    const [left, top] = viewport.project([west, north]);
    const [right, bottom] = viewport.project([east, south]);
    return viewport.width === frame.clientWidth && viewport.height === frame.clientHeight &&
        left >= 0 && top >= 0 && right <= viewport.width && bottom <= viewport.height;
})()"""
"""Tells whether all of what was chosen lies within the frame as large as it is now."""

COUNT_NEW = """() => {
    const [layer] = theMap().deck.layerManager.getLayers();
    let kind = Object.getPrototypeOf(layer);
    while (!Object.hasOwn(kind, "_initialize")) kind = Object.getPrototypeOf(kind);
    globalThis.begun = [];
    globalThis.penned = new Set(theMap().sketches);
    const begin = kind.counted ?? kind._initialize;
    kind.counted = begin;
    kind._initialize = function () {
        begun.push(this.id);
        return begin.call(this);
    };
}"""
"""Begins to note the layers that deck.gl initialises, and those that the pen has."""

NEW = "[...begun, ...theMap().sketches.filter((one) => !penned.has(one)).map(() => 'pen')]"

LOOK = "([longitude, latitude, zoom]) => theMap().look({ longitude, latitude, zoom })"
STRENGTH = """(() => {
    const bands = theMap().filled.find(({ id }) => id.startsWith("extent-"));
    return bands.props.opacity ** (1 / 2.2);
})()"""
"""How strong the bands are painted: deck.gl takes this root of an opacity."""

SEEN = """() => {
    const map = theMap(), draw = map.drawOver;
    globalThis.seen = [];
    map.drawOver = () => {
        if (map.viewport()) seen.push(camera());
        draw.call(map);
    };
}"""
"""Begins to note where the camera is whenever the map is drawn."""

TOLD = """() => {
    const map = theMap(), tell = map.tell;
    globalThis.told = [];
    map.tell = (event) => {
        told.push(event);
        tell(event);
    };
}"""
"""Begins to note what the map tells of."""

AT_REST = """(() => {
    const now = document.querySelector(".stMain").scrollTop;
    globalThis.rests = now === globalThis.scrolledTo ? (globalThis.rests ?? 0) + 1 : 0;
    globalThis.scrolledTo = now;
    return rests > 10;
})()"""
"""Tells whether the page has stopped scrolling; to be asked in each frame."""

NO_WEBGL = """{
    const get = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...options) {
        return kind === "webgl2" ? null : get.call(this, kind, ...options);
    };
}"""

STILL = ".st-key-map img"


@pytest.fixture(scope="module")
def shared(server: str, browser: Browser, all_pages: Watch) -> Iterator[Page]:
    """Keep a page with the whole map, which a bad view has opened."""
    page = new_page(browser, all_pages)
    page.goto(f"{server}/?view={BAD_VIEW}")
    wait_for(page, "mapIsStill()")
    yield page
    page.context.close()


@pytest.fixture
def atlas(server: str, watch: Watch, shared: Page) -> Iterator[Page]:  # noqa: ARG001
    """Give the page that stays, at the region, with nothing chosen; put its size back."""
    yield at(shared, server)
    shared.set_viewport_size(SCREEN)
    shared.emulate_media(reduced_motion="reduce")


@pytest.fixture
def faulty(browser: Browser) -> Iterator[Page]:
    """Give an empty page on which errors are expected."""
    page = new_page(browser, Watch(""))
    yield page
    page.context.close()


def at(page: Page, server: str, link: str = "") -> Page:
    """Open a link in the session of the test before; without a view it shows the region."""
    page.evaluate("theMap().sights.open = false")
    follow(page, f"{server}/{link}")
    if "view=" not in link:
        show_region(page)
    wait_for(page, "mapIsStill()")
    return page


def choose(page: Page, place_id: str, name: str) -> None:
    """Open a place from the list, and wait until the map has it, too."""
    entry(page, place_id).click()
    expect(heading(page, name)).to_be_visible()
    wait_for(page, f"theMap().scene.sight.key.startsWith('place {place_id} ') && mapIsStill()")


def choose_extent(page: Page, extent_id: str, name: str) -> None:
    """Choose an extent in Through time, and wait until the map has it, too."""
    choose_on_axis(page, name)
    wait_for(page, f"theMap().scene.sight.key === 'extent {extent_id}' && mapIsStill()")


def addresses(of: Any) -> Iterator[str]:
    """List the addresses of the map's files in a scene."""
    if isinstance(of, str) and of.startswith("app/static/map/"):
        yield of
    elif isinstance(of, dict | list | tuple):
        for one in of.values() if isinstance(of, dict) else of:
            yield from addresses(one)


def brought(address: str) -> Any:
    """Read a file as a page without a server brings it along."""
    path = paths.STATIC / address.removeprefix("app/static/").partition("?")[0]
    if path.suffix == ".json":
        return json.loads(path.read_text(encoding="utf-8"))
    kind = {".svg": "svg+xml", ".webp": "webp"}[path.suffix]
    return f"data:image/{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def plain_page(folder: Path) -> str:
    """Write a page that shows the map without any server, and return its address."""
    shown, missing = scene(View(palette=LIGHT, extent=Shown("istakhri", "al-Istakhri")))
    assert missing == []
    files = {address: brought(address) for address in {*addresses(shown)}}
    (folder / "deck.js").write_bytes((paths.STATIC / vendor.BUNDLE).read_bytes())
    shown["bundle"] = {"deck": "deck.js"}
    data = json.dumps({"scene": shown, "files": files}).replace("</", "<\\/")
    page = folder / "map.html"
    page.write_text(
        f"""<!doctype html><meta charset="utf-8"><title>Khorasan</title>
        <style>.root {{ height: 600px; }} {vendor.style().decode()}</style>
        <div data-map data-test-script-state="notRunning"><div class="root"></div></div>
        <script>{vendor.script().decode()}</script>
        <script>
            const {{ scene, files }} = {data};
            const told = [], root = document.querySelector(".root");
            root.map = new AtlasMap(root, {{ tell: (event) => told.push(event), files }});
            root.map.show(scene);
        </script>""",
        encoding="utf-8",
    )
    return page.as_uri()


# A page without a server


def test_a_plain_page_from_a_file_draws_the_map_and_tells_of_clicks(browser, tmp_path, corpus):
    watch = Watch("")
    page = new_page(browser, watch)
    page.goto(plain_page(tmp_path))
    wait_for(page, "mapIsStill()")
    png = page.locator(".frame").screenshot()
    image = Image.open(io.BytesIO(png)).convert("RGB")
    assert share(image, LIGHT.land) > 0.2
    assert share(image, LIGHT.sea) > 0.02
    for bands in (1, 3):
        assert share(image, tinted(bands)) > 0.02
    assert share(image, LIGHT.place) > 0.002
    kerman = corpus.places["kerman"]
    box = page.locator(".frame").bounding_box()
    x, y = page.evaluate("([lon, lat]) => onMap(lon, lat)", [kerman.lon, kerman.lat])
    page.mouse.click(x + box["x"], y + box["y"])
    (event,) = page.evaluate("told")
    assert (event["target"], event["key"]) == ("place", "kerman")
    assert (event["lon"], event["lat"]) == pytest.approx((kerman.lon, kerman.lat), abs=0.05)
    watch.expect_no_fault()
    page.context.close()


# The camera


def test_a_bad_view_in_the_link_gives_a_sentence_and_the_region(shared, watch):  # noqa: ARG001
    expect(shared.get_by_role("alert")).to_contain_text(f"the view “{BAD_VIEW}”")
    assert shared.evaluate(AT_HOME)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
def test_what_is_chosen_lies_within_the_frame_whatever_its_size(atlas, size):
    page = atlas
    other = SIZES[(SIZES.index(size) + 1) % len(SIZES)]
    page.set_viewport_size(size)
    choose(page, "balochistan", "Balochistan")
    for one in (size, other, size):
        page.set_viewport_size(one)
        wait_for(page, f"mapIsStill() && {INSIDE}")
    turn_to(page, "Through time")
    choose_extent(page, "qudama", "Qudama")
    expect_link(page, panel=["time"], place=["balochistan"], extent=["qudama"])
    for one in (size, other, size):
        page.set_viewport_size(one)
        wait_for(page, f"mapIsStill() && {INSIDE}")


def test_ones_own_view_goes_into_the_link_and_comes_back(atlas):
    """Neither the server nor the browser's history hears of it."""
    page = atlas
    before = page.evaluate("[runId(), history.length]")
    first = link_of(page).get("view")
    pan(page)
    until(page, lambda: link_of(page).get("view") != first, "the view in the link")
    dragged = link_of(page)["view"]
    button(page, "Zoom in").click()
    until(page, lambda: link_of(page)["view"] != dragged, "the zoom in the link")
    mine = camera(page)
    linked = [float(part) for part in link_of(page)["view"][0].split(",")]
    assert linked == pytest.approx(mine, abs=NEAR_ENOUGH)
    assert page.evaluate("[runId(), history.length]") == before
    choose(page, "balochistan", "Balochistan")
    expect_link(page, place=["balochistan"])
    assert camera(page) != pytest.approx(mine, abs=NEAR_ENOUGH)
    page.go_back()
    expect(entry(page, "balochistan")).to_be_visible()
    assert camera(page) == pytest.approx(mine, abs=NEAR_ENOUGH)
    page.reload()
    expect(entry(page, "balochistan")).to_be_visible()
    assert camera(page) == pytest.approx(mine, abs=NEAR_ENOUGH)


def test_a_view_is_not_written_into_the_link_of_what_was_chosen_meanwhile(atlas):
    """The map would stay there, instead of going to what was chosen."""
    page = atlas
    page.evaluate("theMap().nudge(0.1, 0); history.pushState({}, '', '?place=balochistan')")
    wait_for(page, "mapIsStill()")
    assert link_of(page) == {"place": ["balochistan"]}


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_camera_flies_or_jumps_as_the_person_wants(atlas, motion):
    page = atlas
    page.emulate_media(reduced_motion=motion)
    page.evaluate(SEEN)
    _, _, start = camera(page)
    choose(page, "kabul", "Kabul")  # Far enough for a flight of more frames than one.
    _, _, end = camera(page)
    assert abs(end - start) > 1
    zooms = page.evaluate("seen.map(([, , zoom]) => zoom)")
    between = [zoom for zoom in zooms if min(abs(zoom - start), abs(zoom - end)) > NEAR_ENOUGH]
    assert bool(between) == (motion == "no-preference")


# What is drawn


def test_nothing_is_made_anew_that_did_not_change(atlas):
    """Not by a choice, a step to another mention or a drag."""
    page = atlas
    page.evaluate(COUNT_NEW)
    choose(page, "balochistan", "Balochistan")
    button(page, "Next").click()
    expect(page.get_by_text("2 of 3")).to_be_visible()
    pan(page)
    wait_for(page, "mapIsStill()")
    assert page.evaluate(NEW) == []


def test_what_nobody_surveyed_fades_as_one_comes_nearer(atlas):
    """The bands lose strength with the zoom and nothing of them is made anew for it."""
    page = atlas
    page.evaluate(COUNT_NEW)
    strengths = []
    for zoom in (5.9, 6.75, 7.6):
        page.evaluate(LOOK, [69, 34.5, zoom])
        wait_for(page, "mapIsStill()")
        strengths.append(page.evaluate(STRENGTH))
    least = FADES[2]
    assert strengths == pytest.approx([1, (1 + least) / 2, least], abs=0.02)
    assert [one for one in page.evaluate("begun") if one.startswith("extent-")] == []


def test_another_extent_makes_only_its_own_layers(atlas, server):
    page = at(atlas, server, "?panel=time")
    page.evaluate(COUNT_NEW)
    choose_extent(page, "qudama", "Qudama")
    made = page.evaluate("begun")
    assert made
    assert [one for one in made if not one.startswith("extent-qudama")] == []
    # The pen has another source's towns, pins and edges, and nothing else that is new.
    new = page.evaluate(
        "[...theMap().layers].filter(([, { sketch: one }]) => one && !penned.has(one))"
        ".map(([id]) => id)"
    )
    assert {one.rstrip("0123456789") for one in new} <= {
        "towns-qudama", "notes", "edges-qudama-between", "edges-qudama-reach",
    }  # fmt: skip
    assert {"towns-qudama", "notes"} <= set(new)


def test_a_click_on_the_sea_tells_where_it_was(atlas):
    page = atlas
    page.evaluate(TOLD)
    page.mouse.click(*on_screen(page, *SEA))
    (event,) = page.evaluate("told")
    assert event == {
        "target": "spot", "key": "",
        "lon": pytest.approx(SEA[0], abs=0.05), "lat": pytest.approx(SEA[1], abs=0.05),
    }  # fmt: skip
    choose(page, "balochistan", "Balochistan")


def test_the_scale_is_as_long_as_it_says(atlas):
    page = atlas
    box = map_of(page).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    zooms = []
    for wheel in (400, -400, -400):
        before = page.evaluate("camera()[2]")
        page.mouse.wheel(0, wheel)
        wait_for(page, f"Math.abs(camera()[2] - {before}) > 0.3 && mapIsStill()")
        zooms.append(camera(page)[2])
        width, words, lat = page.evaluate(
            """() => {
            const { scale, frame } = theMap(), bar = scale.getBoundingClientRect();
            const y = bar.y + bar.height / 2 - frame.getBoundingClientRect().y;
            return [bar.width, scale.innerText, theMap().viewport().unproject([60, y])[1]];
        }"""
        )
        km = float(re.sub(r"[^\d.]", "", words))
        metres = 40_075_016.686 * math.cos(math.radians(lat)) / (512 * 2 ** zooms[-1])
        assert width * metres / 1000 == pytest.approx(km, rel=0.02)
        assert 30 < width < 200
    assert len({round(zoom, 1) for zoom in zooms}) == 3


def test_the_locator_shows_once_the_map_is_nearer(atlas):
    page = atlas
    locator = page.locator(".st-key-map .locator")
    expect(locator).to_be_hidden()
    for _ in range(2):
        button(page, "Zoom in").click()
        wait_for(page, "mapIsStill()")
    expect(locator).to_be_visible()


NAMES = """() => {
    const map = theMap(), { pen } = map, draw = pen.drawImage, picture = map.names.picture;
    const ratio = devicePixelRatio, boxes = [], made = new Map();
    map.names.picture = function (name, font, size, ...others) {
        const drawn = picture.call(this, name, font, size, ...others);
        made.set(drawn, [name, size]);
        return drawn;
    };
    pen.drawImage = function (image, left, top, ...others) {
        if (made.has(image)) {
            const [name, size] = made.get(image);
            const [x, y] = [(left + image.width / 2) / ratio, (top + image.height / 2) / ratio];
            const wide = image.width / ratio - 8;
            boxes.push({ name, size, left: x - wide / 2, right: x + wide / 2,
                top: y - size / 2, bottom: y + size / 2 });
        }
        return draw.call(pen, image, left, top, ...others);
    };
    map.drawOver();
    delete pen.drawImage;
    delete map.names.picture;
    return boxes;
}"""
"""Draws the map once more and gives the boxes of the names that it writes."""


def test_larger_type_makes_the_names_larger_and_none_overlaps(atlas):
    page = atlas

    def written() -> list[dict[str, Any]]:
        wait_for(page, "mapIsStill()")
        boxes = page.evaluate(NAMES)
        assert len(boxes) > 3
        for number, one in enumerate(boxes):
            for other in boxes[:number]:
                apart = (
                    one["left"] >= other["right"] or other["left"] >= one["right"]
                    or one["top"] >= other["bottom"] or other["top"] >= one["bottom"]
                )  # fmt: skip
                assert apart, f"{one['name']} lies over {other['name']}"
        return boxes

    sizes = {one["name"]: one["size"] for one in written()}
    try:
        page.evaluate("document.documentElement.style.fontSize = '36px'")
        wait_for(page, "theMap().viewport().height === theMap().frame.clientHeight")
        larger = {one["name"]: one["size"] for one in written()}
    finally:
        page.evaluate("document.documentElement.style.fontSize = ''")
    both = sizes.keys() & larger.keys()
    assert both
    for name in both - {HEADING}:  # KHORASAN is smaller where it has no room yet.
        assert larger[name] == pytest.approx(2.25 * sizes[name], abs=0.6)
    assert larger[HEADING] > sizes[HEADING]


# Hands


def test_no_name_lies_under_the_buttons_the_scale_or_the_locator(atlas):
    """Wherever the map looks, what lies on it covers no name."""
    page = atlas
    for view in ([64, 36, 4.3], [61, 36.5, 5.4], [69.2, 34.5, 8]):
        page.evaluate(LOOK, view)
        wait_for(page, "mapIsStill()")
        frame = map_of(page).bounding_box()
        parts = [
            one.bounding_box()
            for one in page.locator(
                ".st-key-map :is(.tools, .zoom, .scale, .locator, .sights summary)"
            ).all()
            if one.is_visible()
        ]
        assert len(parts) >= 4
        for name in page.evaluate(NAMES):
            for part in parts:
                left, top = part["x"] - frame["x"], part["y"] - frame["y"]
                apart = (
                    name["left"] >= left + part["width"] or left >= name["right"]
                    or name["top"] >= top + part["height"] or top >= name["bottom"]
                )  # fmt: skip
                assert apart, name["name"]


def test_a_country_that_fills_the_frame_is_named_in_it(atlas):
    """Its own name is out of the frame: it stands where there is room."""
    page = atlas
    for view, country in (([69.2, 34.5, 8], "AFGHANISTAN"), ([59.5, 36.2, 7.5], "IRAN")):
        page.evaluate(LOOK, view)
        wait_for(page, "mapIsStill()")
        page.evaluate("theMap().drawOver()")
        until(
            page,
            lambda country=country: country in {
                one["name"].replace("\u2009", "") for one in page.evaluate(NAMES)
            },
            f"the name of {country}",
        )  # fmt: skip


def test_the_name_of_a_wide_area_opens_it(atlas):
    """It has no symbol: the name is what one points at."""
    page = atlas
    path = paths.STATIC / "map" / "places.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["features"]
    [row] = [one for one in rows if one["properties"]["place_id"] == "central-asia"]
    assert row["properties"]["levels"][0] <= 3.5 < row["properties"]["until"][0]
    page.evaluate(LOOK, [*row["geometry"]["coordinates"], 3.5])
    wait_for(page, "mapIsStill()")
    x, y = on_screen(page, *row["geometry"]["coordinates"])
    right, down = row["properties"]["offsets"][0]
    page.mouse.move(x + right + 1, y + down)
    page.mouse.move(x + right, y + down)
    expect(page.locator(".tip", has_text="Central Asia")).to_be_visible()
    page.mouse.click(x + right, y + down)
    expect(heading(page, "Central Asia")).to_be_visible()


def test_keys_move_the_map_open_what_is_in_the_middle_and_leave_it(atlas, server, corpus):
    kerman = corpus.places["kerman"]
    page = at(atlas, server, f"?view={kerman.lon:.3f},{kerman.lat:.3f},6")
    bare = picture(page)
    ground = page.locator(".st-key-map .ground").element_handle()
    has_focus = f"ground => ({FOCUSED})() === ground"
    page.evaluate("document.querySelector('.stMain').focus()")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate(has_focus, ground):
            break
    else:
        pytest.fail("Tab does not reach the map.")
    ring = [(0, 0, 3, bare.height), (0, bare.height - 3, bare.width, bare.height)]
    seen = picture(page)
    assert all(difference(seen.crop(edge), bare.crop(edge)) > 20 for edge in ring)
    lon, lat, zoom = camera(page)
    for key, moves in (
        ("ArrowRight", lambda now: now[0] > lon + 0.5),
        ("ArrowLeft", lambda now: now == pytest.approx((lon, lat, zoom), abs=NEAR_ENOUGH)),
        ("ArrowUp", lambda now: now[1] > lat + 0.3),
        ("ArrowDown", lambda now: now == pytest.approx((lon, lat, zoom), abs=NEAR_ENOUGH)),
        ("+", lambda now: now[2] == pytest.approx(zoom + 1, abs=NEAR_ENOUGH)),
        ("-", lambda now: now == pytest.approx((lon, lat, zoom), abs=NEAR_ENOUGH)),
    ):
        page.keyboard.press(key)
        until(page, lambda moves=moves: moves(camera(page)), f"{key} to move the map")
    page.keyboard.press("Enter")
    expect(heading(page, "Kerman")).to_be_visible()
    page.locator(".st-key-map .ground").focus()
    page.keyboard.press("Escape")
    assert not page.evaluate(has_focus, ground)
    page.locator(".st-key-map .ground").focus()
    for _ in range(8):  # The map's own buttons come next, and then the rest of the page.
        page.keyboard.press("Tab")
        assert not page.evaluate(has_focus, ground)
    assert not page.evaluate("document.activeElement.closest('.st-key-map')")


def test_the_list_names_what_is_in_sight_and_opens_it(atlas):
    page = atlas
    sights = page.locator(".st-key-map .sights")
    names = sights.locator("li button")

    def listed() -> list[str]:
        return names.evaluate_all("all => all.map((one) => one.firstChild.data)")

    sights.locator("summary").click()
    expect(names.first).to_be_visible()
    for move in (lambda: None, lambda: page.locator(".st-key-map .ground").press("ArrowRight")):
        before = listed()
        move()
        wait_for(page, "mapIsStill()")
        in_frame = in_sight(page)
        assert sorted(listed()) == sorted(in_frame)
        assert len(in_frame) > 3
    assert listed() != before
    first = next(name for name in listed() if listed().count(name) == 1)
    names.filter(has_text=first).first.click()
    expect(heading(page, first)).to_be_visible()
    sights.locator("summary").click()


def in_sight(page: Page) -> list[str]:
    """List the names of the places whose symbols lie in the frame, or their names, if wide."""
    zoom = camera(page)[2]
    path = paths.STATIC / "map" / "places.json"
    places = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        found = feature["properties"]
        [level, *_], [until, *_] = found.get("levels", [0]), found.get("until", [99])
        if level is not None and level <= zoom < until:
            width, height = (side + 6 for side in found.get("box", [-6, -6]))
            right, down = (found["offsets"][0] or (0, 0)) if "box" in found else (0, 0)
            box = [right - width / 2, down - height / 2, right + width / 2, down + height / 2]
            places.append([found["name"], *feature["geometry"]["coordinates"], *box])
    return page.evaluate(
        """places => places.filter(([, lon, lat, left, top, right, bottom]) => {
        const [x, y] = onMap(lon, lat), { width, height } = theMap().viewport();
        return x + left >= 0 && y + top >= 0 && x + right <= width && y + bottom <= height;
    }).map(([name]) => name)""",
        places,
    )


def test_one_finger_scrolls_the_page_and_two_move_the_map(visit, corpus):
    page = visit("", has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    before = camera(page)
    box = map_of(page).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    client = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": px, "y": py, "id": number} for number, (px, py) in enumerate(points)]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    scrolled = "document.querySelector('.stMain').scrollTop"
    hint = page.locator(".st-key-map .hint")
    expect(hint).to_be_hidden()
    page.evaluate(
        """() => {
        globalThis.hinted = 0;
        const watched = new MutationObserver(() => hinted += !theMap().hintBox.hidden);
        watched.observe(theMap().hintBox, { attributes: true });
    }"""
    )
    touch("touchStart", (x, y))
    for step in range(1, 9):
        touch("touchMove", (x, y - 20 * step))
    touch("touchEnd")
    wait_for(page, f"{scrolled} > 50 && {AT_REST}")
    wait_for(page, "hinted > 0")
    assert camera(page) == before
    page.evaluate("document.querySelector('.stMain').scrollTop = 0")
    touch("touchStart", (x, y))
    for step in range(1, 9):
        touch("touchMove", (x - 15 * step, y))
    touch("touchEnd")
    wait_for(page, AT_REST)
    assert camera(page) == before
    touch("touchStart", (x - 40, y), (x + 40, y))
    for step in range(1, 9):
        touch("touchMove", (x - 40 - 5 * step, y - 8 * step), (x + 40 + 5 * step, y - 8 * step))
    touch("touchEnd")
    wait_for(page, f"camera()[2] > {before[2] + 0.5} && mapIsStill()")
    assert camera(page)[1] < before[1] - 0.3
    assert page.evaluate(scrolled) == 0
    for name in ("Zoom in", "Zoom out"):
        size = button(page, name).bounding_box()
        assert min(size["width"], size["height"]) >= 44
    button(page, "Region").click()
    wait_for(page, f"{AT_HOME} && mapIsStill()")
    kerman = corpus.places["kerman"]
    page.touchscreen.tap(*on_screen(page, kerman.lon, kerman.lat))
    expect(heading(page, "Kerman")).to_be_visible()


def test_full_screen_shows_the_title_the_map_and_the_legend_only(atlas):
    page = atlas
    smaller = map_of(page).bounding_box()
    button(page, "Full screen").click()
    wait_for(page, "document.fullscreenElement && mapIsStill()")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".legend.open")).to_be_in_viewport(ratio=1)
    expect(page.locator(".st-key-panel-side")).to_be_hidden()
    larger = map_of(page).bounding_box()
    assert larger["width"] > 1.3 * smaller["width"]
    assert larger["height"] >= smaller["height"]
    button(page, "Full screen").click()
    wait_for(page, "!document.fullscreenElement && mapIsStill()")
    expect(page.locator(".st-key-panel-side")).to_be_visible()
    assert map_of(page).bounding_box() == smaller


# Faults


def expect_still(page: Page, words: str) -> None:
    """Expect a sentence and a still picture in the map's place."""
    expect(page.locator(".st-key-map")).to_contain_text(words)
    wait_for(
        page,
        """(() => {
        const boxes = [...document.querySelectorAll(".st-key-map *")];
        const roots = boxes.map((one) => one.shadowRoot).filter(Boolean);
        const pictures = roots.concat(document).flatMap((one) => [...one.querySelectorAll("img")]);
        return pictures.some((one) => one.naturalWidth > 0 && one.checkVisibility());
    })()""",
    )


def expect_panel_works(page: Page) -> None:
    """Expect the list of places to open a passage."""
    entry(page, "balochistan").click()
    expect(heading(page, "Balochistan")).to_be_visible()
    expect(passage(page)).to_be_visible()


def test_without_webgl_a_still_picture_stands_in_and_the_list_works(server, browser):
    page = new_page(browser, Watch(""), NO_WEBGL)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(server)
    expect_still(page, "This browser cannot draw the map")
    expect_panel_works(page)
    assert [path for path in asked if "/vendor/deck-" in path] == []
    page.context.close()


@pytest.mark.parametrize("script", ["**/vendor/deck-*", "**/vendor/map.js*"])
def test_without_its_scripts_the_map_is_a_still_picture(server, faulty, script):
    faulty.route(script, lambda route: route.abort())
    faulty.goto(server)
    expect_still(faulty, "The map’s program could not be loaded")
    expect_panel_works(faulty)


def test_a_missing_file_is_named_and_a_lost_graphics_card_comes_back(server, faulty):
    page = faulty
    asked: list[str] = []

    def miss(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=404)

    page.route("**/borders/far.json*", miss)
    page.goto(server)
    notice = page.locator(".st-key-map .fault")
    expect(notice).to_have_text("A part of the map could not be loaded: borders/far.")
    before = picture(page)
    assert share(before, LIGHT.land) > 0.2
    assert share(before, LIGHT.place) > 0.002
    assert len(asked) == 1
    button(page, "Zoom in").click()
    place = camera(page)
    before = picture(page)
    page.evaluate(
        "theMap().deck.device.gl.getExtension('WEBGL_lose_context').loseContext()",
    )
    expect_still(page, "The graphics card has dropped the map")
    wait_for(page, "!theMap().failed && mapIsStill()")
    assert camera(page) == pytest.approx(place, abs=NEAR_ENOUGH)
    assert difference(picture(page), before) < 1
    expect(page.locator(STILL).first).to_be_hidden()
    click_map(page, 58.6, 35.3, "Razavi Khorasan")
    expect(heading(page, "Razavi Khorasan")).to_be_visible()
