"""The still pictures: small, alike in their frame, with the name in each, from no other host."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import paths
from geo.errors import AssetError
from geo.layers import files
from geo.layers.stills import GROUND, HEIGHT, WIDTH, still, stills, units
from geo.layers.style import PALETTES
from geo.layers.view import Shown, View
from geo.pipeline.assets import svg
from geo.pipeline.assets.inputs import read_inputs
from geo.pipeline.assets.map import layers
from geo.pipeline.assets.room import width_of
from geo.pipeline.assets.stills import (
    HEADINGS,
    MOST,
    MOST_OUTSIDE,
    ground_names,
    heading,
    place_towns,
    spread,
    write_stills,
)
from geo.vocabulary import Band

SVG = "{http://www.w3.org/2000/svg}"
INPUTS = read_inputs(paths.DATA)
EXTENTS = sorted(INPUTS.catalogue.extents)
GREATEST = {GROUND: 90_000} | dict.fromkeys(EXTENTS, 25_000)
"""The most bytes that each picture may have."""

PICTURES = [(name, palette) for name in GREATEST for palette in PALETTES]


def read(name: str, palette: str) -> str:
    return (paths.STATIC / still(name, palette)).read_text(encoding="utf-8")


def parsed(written: str) -> ET.Element:
    """Read what the project itself wrote; raises `ParseError` if it is not XML."""
    return ET.fromstring(written)  # noqa: S314


def texts(name: str, kind: str) -> list[ET.Element]:
    """List the texts of a picture that have a class."""
    root = parsed(read(name, "light"))
    return [one for one in root.iter(f"{SVG}text") if kind in one.attrib["class"].split()]


@pytest.mark.parametrize(("name", "palette"), PICTURES)
def test_a_picture_is_small_and_whole(name, palette):
    """It is valid XML in the common frame, within its size, with short coordinates."""
    written = read(name, palette)
    root = parsed(written)
    assert root.attrib["viewBox"] == f"0 0 {WIDTH} {HEIGHT}"
    assert len(written.encode()) <= GREATEST[name]
    drawn = " ".join(path.attrib["d"] for path in root.iter(f"{SVG}path"))
    assert not re.search(r"\.\d\d|nan|inf|e-", drawn)


@pytest.mark.parametrize(("name", "palette"), PICTURES)
def test_a_picture_asks_nothing_of_any_host(name, palette):
    """An image may fetch nothing: it holds no address but the name of SVG itself."""
    written = read(name, palette).replace('xmlns="http://www.w3.org/2000/svg"', "", 1)
    assert not re.search(r"//|href|url\(|@import|<script|<foreignObject", written)


def test_no_picture_is_of_anything_else():
    """The folder holds the pictures of the ground and the extents, and nothing is left over."""
    found = {path.name for path in (paths.STATIC / "map" / "stills").iterdir()}
    assert found == {f"{name}-{palette}.svg" for name, palette in PICTURES}


def test_every_probable_band_lies_within_the_frame():
    """No source's Khorasan is cut off."""
    bands = INPUTS.bands[INPUTS.bands["band"] == Band.PROBABLE]
    shapes = shapely.transform(bands.geometry.to_numpy(), units)
    left, top, right, bottom = shapely.total_bounds(shapes)
    margin = 20
    assert min(left, top) > margin
    assert right < WIDTH - margin
    assert bottom < HEIGHT - margin
    assert 1.2 < WIDTH / HEIGHT < 1.45


@pytest.mark.parametrize("extent_id", EXTENTS)
def test_the_name_stands_in_its_land(extent_id):
    """KHORASAN is written once, wholly within the probable band."""
    (name,) = texts(extent_id, "heading")
    assert name.text == "KHORASAN"
    size, width = float(name.attrib["font-size"]), float(name.attrib["textLength"])
    x, y = float(name.attrib["x"]), float(name.attrib["y"]) - svg.BASELINE * size
    bands = INPUTS.bands[(INPUTS.bands["extent_id"] == extent_id) & (INPUTS.bands["part"] == "")]
    probable = bands.geometry[bands["band"] == Band.PROBABLE].iloc[0]
    box = shapely.box(x - width / 2, y - size / 2, x + width / 2, y + size / 2)
    assert shapely.transform(probable, units).contains(box)


@pytest.mark.parametrize("extent_id", EXTENTS)
def test_an_extent_shows_its_bands_and_its_main_towns(extent_id):
    """Three bands lie on each other; each town has a symbol and a name, and none is too many."""
    root = parsed(read(extent_id, "dark"))
    bands = [path for path in root.iter(f"{SVG}path") if path.get("class", "").startswith("band ")]
    towns = texts(extent_id, "town")
    statements = INPUTS.catalogue.statements_of(INPUTS.catalogue.extents[extent_id])
    assert len(bands) == 3
    assert len(towns) == len(root.findall(f"{SVG}g"))
    assert min(len(statements), 3) <= len(towns) <= MOST
    assert len(texts(extent_id, "out")) <= MOST_OUTSIDE


@pytest.mark.parametrize(
    ("extent_id", "towns"),
    [
        ("istakhri", {"Nishapur", "Marw", "Herat", "Balkh"}),
        ("qajar-1857", {"Nishapur", "Herat"}),
        ("qajar-1881", {"Nishapur", "Herat"}),
        ("iran-1937", {"Nishapur", "Nuqan"}),
    ],
)
def test_great_towns_are_named(extent_id, towns):
    """What everyone knows of a Khorasan is on its picture."""
    assert towns <= {one.text for one in texts(extent_id, "town")}


def test_the_ground_names_the_focus_countries_and_the_sea():
    """Countries stand in spaced capitals; names of two lines are two texts."""
    countries = {one.text for one in texts(GROUND, "country")}
    focus = INPUTS.countries[INPUTS.countries["focus"].astype(bool)]["name"]
    assert {name.upper() for name in focus} <= countries
    assert all("textLength" in one.attrib for one in texts(GROUND, "country"))
    assert {one.text for one in texts(GROUND, "water")} >= {"Caspian", "Sea"}


def test_names_on_the_ground_never_overlap():
    """No two boxes of names meet."""
    assert meetings([name.box for name in ground_names(INPUTS)]) == 0


@pytest.mark.parametrize("extent_id", EXTENTS)
def test_names_on_an_extent_never_overlap(extent_id):
    """Towns' names keep clear of each other, of KHORASAN and of the names on the ground."""
    boxes = [name.box for name in ground_names(INPUTS)]
    (title,) = texts(extent_id, "heading")
    size, width = float(title.attrib["font-size"]), float(title.attrib["textLength"])
    boxes.append(around(title, size, width))
    for town in texts(extent_id, "town"):
        size = float(town.attrib["font-size"])
        boxes.append(around(town, size, width_of(str(town.text), size)))
    assert meetings(boxes) == 0


def around(text: ET.Element, size: float, width: float) -> shapely.Geometry:
    """Draw the box of a text as it is written, less the rounding of its coordinates."""
    anchor = text.get("text-anchor", "middle")
    left = float(text.attrib["x"]) - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    middle = float(text.attrib["y"]) - svg.BASELINE * size
    return shapely.box(left, middle - size / 2, left + width, middle + size / 2).buffer(-0.1)


def meetings(boxes: list[shapely.Geometry]) -> int:
    """Count the pairs of boxes that overlap."""
    one, other = shapely.STRtree(boxes).query(boxes, predicate="intersects")
    return int((one < other).sum())


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda palette: palette.name)
def test_a_view_has_the_pictures_of_all_that_it_shows(palette):
    """The ground lies under each extent; without an extent there is the ground alone."""
    ground = files.address(still(GROUND, palette.name))
    assert stills(View(palette)) == [ground]
    for extent_id in EXTENTS:
        shown = Shown(extent_id, "")
        own = files.address(still(extent_id, palette.name))
        assert stills(View(palette, extent=shown)) == [ground, own]
        assert stills(View(palette, extent=shown, against=Shown("istakhri", ""))) == [ground, own]
    with pytest.raises(AssetError):
        stills(View(palette, extent=Shown("atlantis", "")))


def test_the_manifest_lists_every_picture():
    """A damaged picture is known."""
    listed = {name for name in files.read_manifest() if name.startswith("map/stills/")}
    assert listed == {still(name, palette) for name, palette in PICTURES}


def test_the_pictures_are_built_the_same_again(tmp_path):
    """Twice the same data give twice the same bytes, those that are committed."""
    frames = layers(INPUTS)
    for folder in ("one", "other"):
        write_stills(INPUTS, frames, tmp_path / folder)
    for name, palette in PICTURES:
        file = still(name, palette)
        content = (tmp_path / "one" / file).read_bytes()
        assert content == (tmp_path / "other" / file).read_bytes(), file
        assert content == (paths.STATIC / file).read_bytes(), file


def test_words_from_the_data_are_escaped():
    """A name cannot break the picture, nor bring anything into it."""
    words = "<script>&\"'</script>"
    written = svg.picture(10, 10, "a>b{}", [svg.text("town", words, 1, 2, 3)])
    root = parsed(written)
    assert [one.text for one in root.iter(f"{SVG}text")] == [words]
    assert not list(root.iter(f"{SVG}script"))


@settings(max_examples=50)
@given(st.lists(st.tuples(*[st.floats(-50, 1050)] * 2), min_size=2, max_size=30))
def test_a_path_leads_where_the_line_leads(points):
    """Steps add up: no rounding grows along a line."""
    written = svg.path("line", [shapely.LineString(points)])
    numbers = [float(one) for one in re.findall(r"-?(?:\d+\.\d|\.\d|\d+)", written)]
    rounded = np.rint(np.array(points) * 10) / 10
    if not written:
        assert (rounded == rounded[0]).all()
        return
    ends = np.cumsum(np.reshape(numbers, (-1, 2)), axis=0)
    assert ends[0] == pytest.approx(rounded[0])
    assert ends[-1] == pytest.approx(rounded[-1], abs=1e-6)


def test_the_name_finds_a_place_where_there_is_no_room():
    """On a tiny land the name is small and stands on it; dots give way, the last first."""
    tiny = shapely.box(500, 300, 520, 310)
    name = heading([tiny, tiny], [], [])
    assert name.size == HEADINGS[-1]
    assert tiny.contains(shapely.Point(name.x, name.y))
    strip = shapely.box(300, 300, 520, 345)
    dots = [shapely.Point(310, 310).buffer(2), shapely.Point(410, 322).buffer(2)]
    kept = heading([strip, strip], [], dots)
    assert not kept.box.intersects(dots[0])
    assert kept.box.intersects(dots[1])


def test_towns_without_room_are_left_out():
    """Of two towns on one point the first is shown; of those outside only a few."""
    twice = [("in", "First", 500.0, 300.0), ("in", "Second", 500.0, 300.0)]
    assert [name.text for _, name, _, _ in place_towns(twice, [])] == ["First"]
    many = [("out", f"Town {at}", 500.0, 60.0 + 60 * at) for at in range(9)]
    assert len(place_towns(many, [])) == MOST_OUTSIDE


def test_near_towns_come_late():
    """A town beside a greater one comes after a lesser one far away."""
    points = np.array([[0.0, 0.0], [10.0, 0.0], [500.0, 0.0]])
    assert spread(points, np.array([9.0, 8.0, 3.0])) == [0, 2, 1]
