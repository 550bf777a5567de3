"""The map's layers: few bytes, no other host, a camera that always moves, a legend that is true."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import paths
from geo.errors import AssetError
from geo.extents.catalogue import read_catalogue
from geo.layers import files, paints, themes
from geo.layers.basemap import LEVELS
from geo.layers.deck import deck
from geo.layers.extents import TOWN_SYMBOLS, column_of, tip_of
from geo.layers.primitives import ICON
from geo.layers.style import DARK, LIGHT, PALETTES, contrast
from geo.layers.themes import THEMES, Fill, Symbol, legend
from geo.layers.view import Label, Reading, Shown, ThemeId, View, camera_for
from geo.messages.vocabulary import group_title
from geo.text.corpus import read_corpus
from geo.vocabulary import GROUP_OF, GROUPS, KINDS, Use

CORPUS = read_corpus()
KABUL = CORPUS.places["kabul"]
ISTAKHRI = Shown("istakhri", "al-Istakhri", "Khorasan after al-Istakhri")
QAJAR = Shown("qajar-1857", "Qajar Iran")
GROUP_IDS = {group.group_id for group in GROUPS}
VIEWS = {
    ThemeId.PLACES: View(LIGHT, extent=ISTAKHRI),
    ThemeId.EXTENT: View(LIGHT, ThemeId.EXTENT, extent=QAJAR),
    ThemeId.COMPARISON: View(
        LIGHT, ThemeId.COMPARISON, extent=ISTAKHRI, against=QAJAR, labels=[Label("both", 62, 36)]
    ),
    ThemeId.AGREEMENT: View(LIGHT, ThemeId.AGREEMENT, extent=ISTAKHRI),
    ThemeId.SHARES: View(LIGHT, ThemeId.SHARES, extent=ISTAKHRI, unit="AF-HER"),
}
"""A view of each theme that shows all that the theme can show."""


def drawn(**options: Any) -> dict[str, Any]:
    """Build the deck and read it back as the browser does."""
    chart, missing = deck(View(LIGHT, **options))
    assert missing == []
    return json.loads(chart.to_json())


def static(name: str) -> Path:
    return paths.STATIC / "map" / name


@pytest.fixture
def empty_static(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the layers look for their files in an empty folder."""
    monkeypatch.setattr(paths, "STATIC", tmp_path)
    files.forget()
    yield tmp_path
    files.forget()


def test_the_deck_is_small_and_asks_no_other_host():
    """The deck is a few kilobytes and holds no address but those of the app's own files."""
    text = deck(View(LIGHT, place=KABUL))[0].to_json()
    assert len(text) < 20_000
    assert "://" not in text


def test_only_layers_that_answer_the_pointer_change_with_a_revision():
    """A camera move renews the layers that carry a selection; no other is fetched again."""
    first, second = ({row["id"]: row for row in drawn(revision=n)["layers"]} for n in (1, 2))
    renewed = set(first) - set(second)
    assert renewed == {name for name, row in first.items() if row.get("pickable")}
    assert len(renewed) == 2


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda palette: palette.name)
@pytest.mark.parametrize("theme", ThemeId)
def test_every_theme_draws_from_files_that_are_there(theme, palette):
    """The layers are small, hold no address but the app's own, and have ids of their own."""
    chart, missing = deck(replace(VIEWS[theme], palette=palette))
    assert missing == []
    text = chart.to_json()
    assert len(text) < 25_000
    assert "://" not in text
    ids = [row["id"] for row in json.loads(text)["layers"]]
    assert len(ids) == len(set(ids))


def test_the_map_is_drawn_without_any_extent():
    """The extents may be at fault: the places, their legend and their words are there."""
    view = View(LIGHT)
    chart, missing = deck(view)
    ids = [row["id"] for row in json.loads(chart.to_json())["layers"]]
    assert missing == []
    assert "places" in ids
    assert not any(layer_id.startswith("extent-") for layer_id in ids)
    assert len(legend(view)) == len(legend(VIEWS[ThemeId.PLACES])) - 1
    assert THEMES[ThemeId.PLACES].says(view)


@pytest.mark.parametrize("name", ["agreement", "shares"])
def test_expressions_name_properties_that_the_files_have(name):
    """Every extent has its property on each unit, or on some face."""
    columns = set(gpd.read_file(static(f"{name}.json")).columns)
    ids = {path.stem for path in static("extents").iterdir()}
    assert ids
    assert {column_of(extent_id) for extent_id in ids} <= columns
    if name == "shares":
        assert {tip_of(extent_id) for extent_id in ids} <= columns


def test_a_camera_move_to_the_same_place_still_moves_the_map():
    """Two moves differ in every camera value, because Streamlit applies changes only."""
    camera = camera_for(KABUL)
    first, second = (drawn(revision=n, camera=camera)["initialViewState"] for n in (1, 2))
    for key in ("longitude", "latitude", "zoom"):
        assert first[key] != second[key]
        assert first[key] == pytest.approx(second[key], abs=1e-5)


@pytest.mark.parametrize("place", CORPUS.places.values(), ids=lambda place: place.place_id)
def test_every_place_can_be_chosen(place):
    """Each place has a camera in range and, if it is an area, the file of its area."""
    assert 1 <= camera_for(place).zoom <= 9
    ids = [row["id"] for row in drawn(place=place)["layers"]]
    assert f"ring-{place.place_id}" in ids
    assert (f"area-{place.place_id}" in ids) == bool(place.area_ref)


@settings(max_examples=30)
@given(st.sets(st.sampled_from(Use)), st.sets(st.sampled_from(sorted(GROUP_IDS))))
def test_the_filters_of_the_map_agree_with_the_list(uses, groups):
    """The map shows just the places that the list shows."""
    chart = drawn(uses=uses, groups=groups)
    wanted_groups, wanted_uses = next(
        row["filterCategories"] for row in chart["layers"] if row["id"] == "places"
    )
    features = json.loads(static("places.json").read_text(encoding="utf-8"))["features"]
    on_map = {
        f["properties"]["place_id"]
        for f in features
        if f["properties"]["group"] in wanted_groups and f["properties"]["uses"] in wanted_uses
    }
    kinds = [kind for kind, group in GROUP_OF.items() if group.group_id in groups]
    assert on_map == {place.place_id for place in CORPUS.select(kinds, uses)}


@pytest.mark.parametrize("options", [{}, {"groups": ["country"]}, {"uses": [Use.METONYM]}])
def test_the_filters_leave_the_names_that_are_no_place_of_the_article(options):
    """Today's provinces and seas keep their names, and every name comes back without a filter."""
    for row in drawn(**options)["layers"]:
        if row["id"].startswith("names-"):
            number = row["id"].rpartition("-")[2]
            text = static(f"names/places-{number}.json").read_text(encoding="utf-8")
            names = [feature["properties"] for feature in json.loads(text)["features"]]
            groups, uses = row["filterCategories"]
            for name in names:
                shown = name["group"] in groups and name["uses"] in uses
                assert shown or (options and name["group"] in GROUP_IDS)


def test_every_kind_has_one_symbol():
    """No kind is without a group, and none is in two."""
    assert sorted(kind for group in GROUPS for kind in group.kinds) == sorted(KINDS)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(
    ("image", "count"), [("symbols", len(GROUPS)), ("voices", len(TOWN_SYMBOLS))]
)
def test_an_image_of_symbols_has_a_cell_for_each(image, count, palette):
    head = static(f"{image}-{palette}.svg").read_text(encoding="utf-8")[:400]
    assert re.search(r'<svg[^>]*\swidth="(\d+)"', head)[1] == str(ICON * count)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda palette: palette.name)
def test_names_can_be_read(palette):
    """Every name keeps 4.5:1 on its halo, and symbols of places 3:1 on land and sea."""
    for colour in (palette.text, palette.quiet_text, palette.khorasan_text, palette.place):
        assert contrast(colour, palette.halo) >= 4.5
        assert contrast(colour, palette.land) >= 4.5
    assert contrast(palette.water_text, palette.sea) >= 4.5
    assert contrast(palette.water_text, palette.halo) >= 4.5
    assert contrast(palette.place, palette.sea) >= 3
    assert contrast(palette.khorasan, palette.land) >= 3


def test_contrast_is_computed_by_wcag():
    """Black on white is 21, a colour on itself 1, and grey #767676 just passes on white."""
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((9, 9, 9), (9, 9, 9)) == 1
    assert contrast((0x76,) * 3, (255,) * 3) == pytest.approx(4.54, abs=0.01)


# The legend


@pytest.mark.parametrize("theme", ThemeId)
def test_the_legend_explains_every_symbol_of_its_theme(theme):
    """Each entry has words; a symbol's cell is one of its image."""
    cells = {"symbols": len(GROUPS), "voices": len(TOWN_SYMBOLS)}
    entries = legend(VIEWS[theme])
    assert all(entry.words for entry in entries)
    for swatch in (swatch for entry in entries for swatch in entry.swatches):
        assert not isinstance(swatch, Symbol) or 0 <= swatch.cell < cells[swatch.image]


def test_the_legend_has_the_symbols_of_the_groups_in_their_order():
    shown = [
        (entry.swatches[0].cell, entry.words)
        for entry in legend(VIEWS[ThemeId.PLACES])
        if isinstance(entry.swatches[0], Symbol)
    ]
    assert shown == [(at, group_title(group)) for at, group in enumerate(GROUPS)]


def test_the_legend_has_as_many_shades_as_there_are_written_sources():
    """The layers do not know the catalogue, so the number is written there."""
    fills = [entry.swatches for entry in legend(VIEWS[ThemeId.AGREEMENT])
             if entry.swatches and isinstance(entry.swatches[0], Fill)]  # fmt: skip
    assert len(fills[0]) == themes.MOST_SOURCES == len(read_catalogue().written)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_the_colours_of_the_legend_are_those_of_the_map(palette):
    """Bands lie on each other; the agreement and the shares are expressions of deck.gl."""
    for theme, alpha in paints.BAND_ALPHA.items():
        seen = 0.0
        for shown in reversed(paints.bands(palette, theme)):  # Possible lies alone.
            seen += (1 - seen) * alpha / 255
            assert shown[:3] == palette.khorasan
            assert shown[3] == pytest.approx(255 * seen, abs=0.5)
    for count in range(1, themes.MOST_SOURCES + 1):
        painted = evaluated(paints.agreement_expression(palette), "count", count)
        assert painted == pytest.approx(paints.agreement(palette, count), abs=0.5)
        assert painted[3] <= 255
    for part in (0.1, 0.5, 1.0):
        painted = evaluated(paints.share_expression(palette, "istakhri"), "istakhri", part)
        assert painted == pytest.approx(paints.share(palette, part), abs=0.5)


def evaluated(expression: str, column: str, value: float) -> tuple[float, ...]:
    """Compute a colour as deck.gl does: three numbers, and a property times a number."""
    red, green, blue, alpha = expression.strip("[]").split(",")
    name, factor = alpha.split("*")
    assert name.strip() == f"properties.{column}"
    return float(red), float(green), float(blue), value * float(factor)


# Readings


def test_the_places_of_a_reading_stand_out_and_the_others_recede():
    layers = {row["id"]: row for row in drawn(reading=Reading(near=["kabul", "achin"]))["layers"]}
    assert layers["near"]["filterCategories"] == ["achin", "kabul"]
    assert layers["places"]["opacity"] < 1
    assert "near" not in {row["id"] for row in drawn()["layers"]}


def test_lines_lead_to_the_company_before_they_lead_along_the_trail():
    others = [CORPUS.places["achin"], CORPUS.places["iran"]]
    trail = Reading(trail=[KABUL, *others])
    company = Reading(trail=[KABUL, *others], company=others)
    for reading, shown, hidden in ((trail, "trail", "company"), (company, "company", "trail")):
        ids = {row["id"]: row for row in drawn(place=KABUL, reading=reading)["layers"]}
        assert shown in ids
        assert hidden not in ids


# Files


@pytest.mark.faults
@pytest.mark.usefixtures("empty_static")
def test_a_missing_file_is_reported_and_the_rest_is_drawn():
    """The layers whose files are not there are left out."""
    chart, missing = deck(View(LIGHT))
    assert "map/water.json" in {error.name for error in missing}
    assert not any(error.damaged for error in missing)
    assert "scale" in chart.to_json()


@pytest.mark.faults
@pytest.mark.parametrize(("content", "damaged"), [(b"built", False), (b"Built", True), (b"", True)])
def test_a_file_with_other_bytes_than_were_built_is_damaged(empty_static, content, damaged):
    (empty_static / "map").mkdir()
    manifest = {"map/water.json": f"{files.checksum(b'built'):08x}"}
    (empty_static / files.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    (empty_static / "map/water.json").write_bytes(content)
    if damaged:
        with pytest.raises(AssetError) as raised:
            files.address("map/water.json")
        assert raised.value.damaged
    else:
        assert files.address("map/water.json").endswith(f"?v={files.checksum(content):08x}")


@pytest.mark.faults
@pytest.mark.parametrize("content", ["", "[]", "{", '{"map/water.json": "junk"}', "null"])
def test_a_damaged_manifest_blames_no_other_file(empty_static, content):
    (empty_static / "map").mkdir()
    (empty_static / files.MANIFEST).write_text(content, encoding="utf-8")
    (empty_static / "map/water.json").write_bytes(b"built")
    assert files.address("map/water.json")


@pytest.mark.faults
@pytest.mark.parametrize("content", ["", "{}", '{"bounds"', "[]", "null"])
def test_a_damaged_file_of_bounds_costs_only_the_relief(monkeypatch, content):
    read = files.read
    monkeypatch.setattr(
        "geo.layers.basemap.read",
        lambda name: content.encode() if name == "map/relief.json" else read(name),
    )
    chart, missing = deck(View(LIGHT))
    assert [(error.name, error.damaged) for error in missing] == [("map/relief.json", True)]
    ids = {row["id"] for row in json.loads(chart.to_json())["layers"]}
    assert "relief" not in ids
    assert len([one for one in ids if one.startswith("names-")]) == len(LEVELS)
