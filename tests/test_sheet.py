"""The sheets for paper: what stands on them, how large, and that it can be read."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Rectangle
from PIL import Image
from pypdf import PdfReader
from themes import TOLD

from geo.__main__ import main
from geo.crs import GEOD
from geo.extents.catalogue import read_catalogue
from geo.layers import paints, sights
from geo.layers.extents import TOWN_SYMBOLS
from geo.layers.scene import scene
from geo.layers.style import LIGHT
from geo.layers.themes import legend
from geo.layers.view import Sight, ThemeId, View
from geo.messages.inwords import in_words
from geo.messages.printed import licences
from geo.sheet.expressions import value_of
from geo.sheet.frame import Frame
from geo.sheet.furniture import SCALE, bar_points, scale_length
from geo.sheet.hatches import hatches
from geo.sheet.page import HALO, NAME, Box, Page, Type
from geo.sheet.papers import SIZES, Format, Paper
from geo.sheet.sheet import draw_ground, draw_sheet, make_sheet
from geo.sheet.symbols import draw_symbol
from geo.sheet.telling import tell, view_of_extent
from geo.sheet.worksheet import COUNT, MOST_IN, choose, draw_worksheet, make_worksheet
from geo.text.corpus import read_corpus
from geo.vocabulary import GROUPS

CATALOGUE, CORPUS = read_catalogue(), read_corpus()
LEAST_TYPE = 7
ARABIC = Type(9, arabic=True)


def view_of(theme, extent="istakhri"):
    if theme is not ThemeId.COMPARISON:
        return view_of_extent(CATALOGUE.extents[extent], theme)
    one = view_of_extent(CATALOGUE.extents[extent], ThemeId.EXTENT)
    other = view_of_extent(CATALOGUE.extents["yaqut"], ThemeId.EXTENT)
    return View(LIGHT, theme, one.sight, extent=one.extent, against=other.extent)


def told(view):
    return tell(view, in_words(view, CATALOGUE, CORPUS), CORPUS, CATALOGUE)


@cache
def drawn(theme, paper=Paper.A4):
    view = view_of(theme)
    return draw_sheet(view, told(view), paper)


@cache
def pdf(theme, paper=Paper.A4):
    view = view_of(theme)
    return make_sheet(view, told(view), paper, Format.PDF)


def words_in(content, page=0):
    return " ".join(PdfReader(io.BytesIO(content)).pages[page].extract_text().split())


def is_in(words, text):
    return " ".join(words.split()) in text


def test_the_pdf_has_its_title_its_words_its_legend_and_its_licences():
    view = view_of(ThemeId.EXTENT)
    content = pdf(ThemeId.EXTENT)
    text = words_in(content)
    assert PdfReader(io.BytesIO(content)).metadata.title == view.extent.phrase
    assert view.extent.phrase in text
    for name in ("Herat", "Nishapur", "Balkh", "K H O R A S A N", "A F G H A N I S T A N"):
        assert is_in(name, text), name
    for entry in legend(view):
        assert is_in(entry.words, text), entry.words
    for sentence in [*in_words(view, CATALOGUE, CORPUS), licences(view)]:
        assert is_in(sentence, text), sentence


@pytest.mark.parametrize("theme", TOLD)
def test_every_theme_has_a_sheet_with_its_legend(theme):
    text = words_in(pdf(theme))
    for entry in legend(view_of(theme)):
        assert is_in(entry.words, text), entry.words


@pytest.mark.parametrize("paper", Paper)
def test_the_page_is_as_large_as_the_paper_and_lies_on_its_long_side(paper):
    box = PdfReader(io.BytesIO(pdf(ThemeId.EXTENT, paper))).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(SIZES[paper], abs=0.5)
    assert box.width > box.height


@pytest.mark.parametrize("theme", TOLD)
def test_every_font_is_embedded_as_truetype(theme):
    fonts = PdfReader(io.BytesIO(pdf(theme))).pages[0]["/Resources"]["/Font"].get_object()
    assert fonts
    for font in (one.get_object() for one in fonts.values()):
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert "/FontFile2" in inner["/FontDescriptor"]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("theme", TOLD)
def test_no_two_names_meet_and_none_leaves_the_map(theme, paper):
    page = drawn(theme, paper)
    renderer = page._renderer
    names = [text for text in page.axes.texts if text.get_gid() == NAME]
    assert len(names) > 20
    extents = [(one.get_text(), one.get_window_extent(renderer)) for one in names]
    for (name, one), (other_name, other) in combinations(extents, 2):
        apart = one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 <= other.y0 or other.y1 <= one.y0
        assert apart, (name, other_name)
    for text in page.axes.texts:
        extent = text.get_window_extent(renderer)
        assert page.box.holds(Box(extent.x0, extent.y0, extent.x1, extent.y1)), text.get_text()


@pytest.mark.parametrize("theme", TOLD)
def test_no_type_is_smaller_than_can_be_read(theme):
    assert min(text.get_fontsize() for text in drawn(theme).axes.texts) >= LEAST_TYPE


@pytest.mark.parametrize("theme", TOLD)
def test_words_beside_the_map_do_not_run_over_each_other(theme):
    page = drawn(theme)
    extents = [
        text.get_window_extent(page._renderer)
        for text in page.axes.texts
        if text.get_gid() not in {NAME, HALO} and text.get_text() != "?"
    ]
    # A line's extent has air over its capitals and under its letters.
    lines = [Box(e.x0, e.y0 + 0.15 * e.height, e.x1, e.y1 - 0.15 * e.height) for e in extents]
    assert not [pair for pair in combinations(lines, 2) if pair[0].meets(pair[1])]


@settings(max_examples=30, deadline=None)
@given(
    lon=st.floats(45, 75), lat=st.floats(25, 48), side=st.floats(0.5, 14), share=st.floats(0.3, 1)
)
def test_the_scale_is_true_within_the_frame(lon, lat, side, share):
    frame = Frame(Box(50, 60, 590, 540), (lon - side, lat - side * share, lon + side, lat + side))
    kilometres = scale_length(frame)
    points = bar_points(frame, kilometres)
    # The same bar laid anywhere in the map, to the right and up, is as long on the ground.
    for x, y in ((60, 70), (320, 300), (580 - points, 530 - points)):
        for dx, dy in ((points, 0), (0, points)):
            (west, south), (east, north) = frame.ground(np.array([(x, y), (x + dx, y + dy)]))
            true = GEOD.inv(west, south, east, north)[2] / 1000
            assert true == pytest.approx(kilometres, rel=0.012)


def test_the_drawn_bar_is_as_long_as_it_says():
    page = drawn(ThemeId.EXTENT)
    halves = [patch for patch in page.axes.patches if patch.get_gid() == SCALE]
    length = sum(half.get_width() for half in halves)
    view = view_of(ThemeId.EXTENT)
    assert halves[0].get_width() == pytest.approx(halves[1].get_width())
    texts = [text.get_text() for text in page.axes.texts]
    # Herat and Balkh lie so far from each other by the geoid, and so far on paper by their dots.
    frame = _frame(page, view)
    herat, balkh = (62.1997, 34.3482), (66.8972, 36.7563)
    true = GEOD.inv(*herat, *balkh)[2] / 1000
    one, other = frame.place(np.array([herat, balkh]))
    kilometres = scale_length(frame)
    assert f"{kilometres} km" in texts
    on_paper = float(np.hypot(*(other - one))) / length * kilometres
    assert on_paper == pytest.approx(true, rel=0.01)


def _frame(page, view):
    """Find the frame by the rectangle that is drawn about the map."""
    edge = max(
        (one for one in page.axes.patches if isinstance(one, Rectangle) and not one.get_fill()),
        key=lambda one: one.get_width() * one.get_height(),
    )
    (left, bottom), width, height = edge.get_xy(), edge.get_width(), edge.get_height()
    return Frame(Box(left, bottom, left + width, bottom + height), view.sight.bounds)


def test_in_grey_the_areas_of_a_map_are_told_apart_by_their_hatches():
    by_paint = hatches(LIGHT)
    shares = [paints.share(LIGHT, most) for _, most in pairwise(paints.SHARE_BOUNDS)]
    counts = [paints.agreement(LIGHT, bound + 1) for bound in paints.AGREEMENT_BOUNDS]
    for several in (paints.bands(LIGHT), paints.comparison(LIGHT), shares, counts):
        assert len({by_paint[paint] for paint in several}) == len(several)


@pytest.mark.parametrize("theme", [ThemeId.EXTENT, ThemeId.COMPARISON, ThemeId.AGREEMENT])
def test_the_map_has_the_hatches_of_the_legend(theme):
    used = [patch.get_hatch() for patch in drawn(theme).axes.patches if patch.get_hatch()]
    areas = [hatch for hatch in used if hatch not in {"xxx", "///"}]
    # Once in the legend, and once on the map.
    assert all(areas.count(hatch) == 2 for hatch in areas)
    assert len(set(areas)) >= 3


def test_the_edges_of_an_extent_are_drawn_by_their_kinds():
    layers = scene(view_of(ThemeId.EXTENT))[0]["layers"]
    drawn_lines = {
        (round(float(line.get_linewidths()[0]), 2), line.get_linestyle()[0][1] is not None)
        for line in drawn(ThemeId.EXTENT).axes.collections
    }
    edges = [layer for layer in layers if layer["id"].startswith("edges-")]
    assert edges
    for layer in edges:
        wanted = (round(layer["getLineWidth"] * 0.6, 2), bool(layer["dashes"]))
        assert wanted in drawn_lines


def test_every_symbol_of_the_screen_can_be_drawn():
    page = Page(Paper.A4, "")
    for symbol in (*TOWN_SYMBOLS, *(group.group_id for group in GROUPS)):
        before = len(page.axes.patches)
        draw_symbol(page, symbol, (100, 100), 10, LIGHT)
        assert len(page.axes.patches) > before


@pytest.mark.parametrize("theme", TOLD)
def test_every_expression_of_the_layers_is_understood(theme):
    made, _ = scene(view_of(theme))
    accessors = [
        value
        for layer in made["layers"]
        for value in layer.values()
        if isinstance(value, str) and value.startswith("@@=")
    ]
    for accessor in accessors:
        value_of(accessor, {})


def test_expressions_choose_and_compare():
    paint = "@@=properties.band == 'core' ? [1, 2] : properties.count > 3 ? [3] : [4.5]"
    assert value_of(paint, {"band": "core"}) == [1, 2]
    assert value_of(paint, {"count": 4}) == [3]
    assert value_of(paint, {}) == [4.5]
    assert value_of([7], {}) == [7]
    for wrong in ("@@=properties.a ? 1", "@@=f(1)", "@@=[1", "@@=1 2"):
        with pytest.raises(ValueError, match=r"understood|missing|goes on"):
            value_of(wrong, {})


def test_names_in_arabic_script_are_shaped_and_stand_with_their_places():
    page = drawn(ThemeId.EXTENT)
    texts = {text.get_text() for text in page.axes.texts if text.get_gid() == NAME}
    assert {"بلخ", "نيسابور"} <= texts
    plain, apart = page.size("بلخ", ARABIC), page.size("ب\u200cل\u200cخ", ARABIC)
    assert plain[0] < apart[0]  # Letters that are joined are narrower than letters that are not.


def test_a_sheet_is_the_same_each_time_in_any_thread():
    view = view_of(ThemeId.SHARES)
    with ThreadPoolExecutor(4) as pool:
        made = list(
            pool.map(lambda _: make_sheet(view, told(view), Paper.A4, Format.PDF), range(4))
        )
    assert {*made} == {pdf(ThemeId.SHARES)}


def test_an_image_and_a_drawing_are_written_too():
    view = view_of(ThemeId.SHARES)
    image = Image.open(io.BytesIO(make_sheet(view, told(view), Paper.LETTER, Format.PNG)))
    assert image.size == (2200, 1700)
    drawing = make_sheet(view, told(view), Paper.LETTER, Format.SVG).decode()
    assert drawing.startswith("<?xml")
    assert 'viewBox="0 0 792 612"' in drawing


def test_a_map_that_was_moved_is_printed_where_it_is():
    view = view_of(ThemeId.EXTENT)
    moved = replace(view, sight=replace(view.sight, own=(62.2, 34.35, 7.5)))
    names = {text.get_text() for text in draw_sheet(moved, told(moved), Paper.A4).axes.texts}
    assert "Herat" in names
    assert "Balkh" not in names


@pytest.mark.parametrize("place_id", ["afghanistan", "united-states", "kabul"])
def test_a_place_that_is_open_is_in_the_middle_of_its_sheet(place_id):
    place = CORPUS.places.get(place_id)
    if place is None:
        pytest.skip("the article names no such place")
    view = replace(view_of(ThemeId.PLACES), place=place, sight=Sight("", sights.of_place(place)))
    assert make_sheet(view, told(view), Paper.A4, Format.PDF)


def worksheet(seed, theme=ThemeId.EXTENT):
    view = view_of(theme)
    return make_worksheet(view, told(view), Paper.A4, Format.PDF, seed)


def test_a_worksheet_has_the_answers_on_its_second_page():
    content = worksheet(7)
    asks, answers = (words_in(content, page) for page in (0, 1))
    assert "Which place is it?" in asks
    assert "Answers" in answers
    bank = asks.partition("Choose from:")[2]
    assert bank
    pages = draw_worksheet(view_of(ThemeId.EXTENT), told(view_of(ThemeId.EXTENT)), Paper.A4, 7)
    named = [text.get_text() for text in pages[1].axes.texts if text.get_gid() == NAME]
    assert len(named) == COUNT
    assert not [text for text in pages[0].axes.texts if text.get_gid() == NAME]
    for name in named:
        assert is_in(name, answers)
        assert is_in(name, asks)


def test_the_same_number_makes_the_same_worksheet_and_another_one_another():
    assert worksheet(7) == worksheet(7)
    assert words_in(worksheet(7)) != words_in(worksheet(8))


@pytest.mark.parametrize("theme", TOLD)
def test_every_view_has_a_worksheet(theme):
    assert len(PdfReader(io.BytesIO(worksheet(2, theme))).pages) == 2


@pytest.mark.parametrize("seed", range(1, 4))
def test_a_worksheet_asks_for_towns_that_are_in_and_for_others(seed):
    view = view_of(ThemeId.EXTENT)
    page = Page(Paper.A4, "")
    painter, furniture = draw_ground(page, Box(52, 40, 590, 520), view, outlines=True)
    asked = choose(view, painter.frame, painter.symbols, furniture, seed)
    ins = [one for one in asked if one.symbol == "in"]
    assert 0 < len(ins) <= MOST_IN < len(asked) == COUNT


def test_the_command_writes_a_sheet_and_says_what_is_wrong(tmp_path, capsys):
    out = tmp_path / "x.pdf"
    sheet = ["export", "sheet", "--extent", "istakhri", "--paper", "letter", "--out"]
    assert main([*sheet, str(out)]) == 0
    assert "al-Istakhri" in words_in(out.read_bytes())
    seeded = ["export", "worksheet", "--extent", "yaqut", "--seed", "3", "--out", str(out)]
    assert main(seeded) == 0
    assert "Sheet 3" in words_in(out.read_bytes())
    assert main([*sheet, str(tmp_path / "x.doc")]) == 1
    assert ".pdf" in capsys.readouterr().err
    assert main(["export", "sheet", "--extent", "nowhere", "--out", str(out)]) == 1
    assert "nowhere" in capsys.readouterr().err
