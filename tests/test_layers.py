"""The scene: few bytes, no other host, filters that agree with the list, a legend that is true."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
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
from geo.layers import files, paints, sights
from geo.layers.extents import TOWN_SYMBOLS, column_of, tip_of
from geo.layers.places import is_wide
from geo.layers.primitives import ICON
from geo.layers.scene import scene
from geo.layers.style import DARK, LIGHT, PALETTES, contrast
from geo.layers.themes import THEMES, Fill, Symbol, legend
from geo.layers.view import Label, Named, Reading, Shown, Sight, ThemeId, View
from geo.messages.vocabulary import group_title
from geo.text.corpus import read_corpus
from geo.vocabulary import GROUP_OF, GROUPS, KINDS, Band, Use

CORPUS = read_corpus()
KABUL = CORPUS.places["kabul"]
ISTAKHRI = Shown("istakhri", "al-Istakhri", "Khorasan after al-Istakhri")
QAJAR = Shown("qajar-1857", "Qajar Iran")
GROUP_IDS = {group.group_id for group in GROUPS}
WRITERS = len(read_catalogue().written)

VIEWS = {
    ThemeId.PLACES: View(LIGHT, extent=ISTAKHRI),
    ThemeId.EXTENT: View(LIGHT, ThemeId.EXTENT, extent=QAJAR),
    ThemeId.COMPARISON: View(
        LIGHT, ThemeId.COMPARISON, extent=ISTAKHRI, against=QAJAR, labels=(Label("both", 62, 36),)
    ),
    ThemeId.AGREEMENT: View(LIGHT, ThemeId.AGREEMENT, extent=ISTAKHRI),
    ThemeId.REPORTS: View(LIGHT, ThemeId.REPORTS),
    ThemeId.SHARES: View(LIGHT, ThemeId.SHARES, extent=ISTAKHRI, unit="AF-HER"),
    ThemeId.QUIZ: View(LIGHT, ThemeId.QUIZ, extent=ISTAKHRI, unit="AF-HER", asks=True),
}
"""A view of each theme that shows all that the theme can show."""


def drawn(**options: Any) -> dict[str, Any]:
    """Build a scene, and read it back as the browser does."""
    made, missing = scene(View(LIGHT, **options))
    assert missing == []
    return json.loads(json.dumps(made))


def rows(**options: Any) -> dict[str, dict[str, Any]]:
    """Give the layers by id, from the bottom to the top."""
    return {row["id"]: row for row in drawn(**options)["layers"]}


def static(name: str) -> Path:
    return paths.STATIC / "map" / name


def test_the_scene_is_small_and_asks_no_other_host():
    """The scene is a few kilobytes and holds no address but those of the app's own files."""
    text = json.dumps(drawn(place=KABUL))
    assert len(text) < 20_000
    assert "://" not in text


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda palette: palette.name)
@pytest.mark.parametrize("theme", ThemeId)
def test_every_theme_draws_from_files_that_are_there(theme, palette):
    """The layers are small, hold no address but the app's own, and have ids of their own.

    The renderer finds what is under the pointer, and filters: deck.gl does neither.
    """
    made, missing = scene(replace(VIEWS[theme], palette=palette))
    assert missing == []
    text = json.dumps(made)
    assert len(text) < 25_000
    assert "://" not in text
    ids = [row["id"] for row in made["layers"]]
    assert ids
    assert len(ids) == len(set(ids))
    for row in made["layers"]:
        assert not row.get("pickable")
        assert "extensions" not in row
    for address in addresses(made):
        path, _, sum_ = address.removeprefix("app/static/").partition("?v=")
        content = (paths.STATIC / path).read_bytes()
        assert sum_ == f"{files.checksum(content):08x}"


def addresses(data: Any) -> Iterator[str]:
    """Give the address of each file that a scene names."""
    match data:
        case str() if data.startswith("app/"):
            yield data
        case dict():
            yield from addresses(list(data.values()))
        case list():
            for one in data:
                yield from addresses(one)


def test_the_map_is_drawn_without_any_extent():
    """The extents may be at fault: the places, their legend and their words are there."""
    view = View(LIGHT)
    made, missing = scene(view)
    ids = [row["id"] for row in made["layers"]]
    assert missing == []
    assert "places" in ids
    assert made["locator"]["bands"] == []
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


@pytest.mark.parametrize("place", CORPUS.places.values(), ids=lambda place: place.place_id)
def test_every_place_can_be_chosen(place):
    """Each place is ringed, unless it is wide, and has, if it is an area, the file of its area."""
    chosen = drawn(place=place)["choice"]
    assert chosen["at"] == [place.lon, place.lat]
    assert bool(chosen["ring"]) != is_wide(place)
    assert chosen["area"].startswith(f"app/static/map/areas/{place.area_ref}.json") == bool(
        place.area_ref
    )
    assert chosen["radius"] == 1000 * place.radius_km


def shown(properties: dict[str, Any], keep: dict[str, list[Any]] | None) -> bool:
    """Tell whether the renderer shows a feature."""
    return all(properties[name] in values for name, values in (keep or {}).items())


@settings(max_examples=30)
@given(st.sets(st.sampled_from(Use)), st.sets(st.sampled_from(sorted(GROUP_IDS))))
def test_the_filters_of_the_map_agree_with_the_list(uses, groups):
    """The map shows just the places that the list shows, and only they answer the pointer."""
    made = drawn(uses=tuple(uses), groups=tuple(groups))
    kinds = [kind for kind, group in GROUP_OF.items() if group.group_id in groups]
    listed = {place.place_id for place in CORPUS.select(kinds, uses)}
    properties = properties_of("places.json")
    [symbols] = [row for row in made["layers"] if row["id"] == "places"]
    for what in (symbols, made["hits"][0]):
        assert "map/places.json" in what["data"]
        on_map = {row["place_id"] for row in properties if shown(row, what.get("keep"))}
        assert on_map == listed


@pytest.mark.parametrize(
    "options", [{}, {"groups": ("country",)}, {"uses": (Use.METONYM,)}], ids=str
)
def test_the_filters_leave_the_names_that_are_no_place_of_the_article(options):
    """Today's provinces and seas keep their names, and every name is there without a filter."""
    keep = drawn(**options)["names"]["keep"]
    names = properties_of("names/places.json")
    hidden = [name for name in names if not shown(name, keep)]
    assert bool(hidden) == bool(options)
    assert all(name["group"] in GROUP_IDS for name in hidden)


@pytest.mark.parametrize("theme", [one for one in ThemeId if one is not ThemeId.PLACES])
def test_the_filters_hide_no_name_of_another_theme(theme):
    """The names there have no group."""
    made, _ = scene(replace(VIEWS[theme], groups=("country",), uses=(Use.METONYM,)))
    assert made["names"]["keep"] is None


def test_a_question_hides_the_names_that_would_answer_it():
    """Nor does anything there answer the pointer, and no still picture has the names."""
    asking = replace(VIEWS[ThemeId.QUIZ], named=Named.COUNTRIES)
    made, missing = scene(asking)
    assert missing == []
    assert set(made["names"]["keep"]["role"]) == {"country", "water"}
    assert made["still"] == made["hits"] == []
    assert made["answers"]
    assert not scene(replace(asking, asks=False))[0]["answers"]
    assert scene(replace(asking, named=Named.NOTHING))[0]["names"] is None
    assert not {"Provinces named Khorasan today"} & {one.words for one in legend(asking)}


def properties_of(name: str) -> list[dict[str, Any]]:
    features = json.loads(static(name).read_text(encoding="utf-8"))["features"]
    return [feature["properties"] for feature in features]


@pytest.mark.parametrize("theme", ThemeId)
def test_every_name_has_a_colour_and_a_place_at_each_size(theme):
    """A name that has no room at a size of type has no level there."""
    told = scene(VIEWS[theme])[0]["names"]
    names = properties_of(told["data"].partition("map/")[2].partition("?")[0])
    assert names
    for name in names:
        assert name["role"] in told["colours"]
        assert len(name["levels"]) == len(name["offsets"]) == len(told["factors"])


def test_the_labels_stand_where_they_belong():
    assert scene(VIEWS[ThemeId.COMPARISON])[0]["labels"] == [
        {"text": "both", "at": [62, 36], "marked": False}
    ]


def test_a_sight_reaches_the_renderer():
    sight = Sight("place kabul 1", (60, 30, 70, 40), keep=True)
    assert drawn(sight=sight)["sight"] == {
        "key": "place kabul 1", "bounds": [60, 30, 70, 40], "keep": True, "own": None,
    }  # fmt: skip
    assert drawn()["sight"]["key"] == ""


def test_the_ways_home_hold_what_they_promise():
    """The region takes in every extent's middle, the world every place."""
    made = drawn()
    for place in CORPUS.places.values():
        assert lies_in((place.lon, place.lat), made["world"])
    for extent_id in (path.stem for path in static("extents").iterdir()):
        west, south, east, north = sights.of_extent(extent_id)
        assert lies_in(((west + east) / 2, (south + north) / 2), made["home"])


def lies_in(point: tuple[float, float], bounds: Sequence[float]) -> bool:
    return bounds[0] <= point[0] <= bounds[2] and bounds[1] <= point[1] <= bounds[3]


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
    """The layers do not know the catalogue, so the numbers are written there."""
    fills = [entry.swatches for entry in legend(VIEWS[ThemeId.AGREEMENT])
             if entry.swatches and isinstance(entry.swatches[0], Fill)]  # fmt: skip
    assert len(fills[0]) == len(paints.AGREEMENT_BOUNDS)
    assert paints.AGREEMENT_BOUNDS[-1] + 1 == WRITERS
    assert WRITERS // 2 in paints.AGREEMENT_BOUNDS  # A colour begins with the majority.


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_the_colours_of_the_legend_are_those_of_the_map(palette):
    """Bands lie on each other; all three are expressions of deck.gl."""
    seen = 0.0
    for band, shown in zip(reversed(Band), reversed(paints.bands(palette)), strict=True):
        *hue, alpha = evaluated(paints.band_expression(palette), "band", band.value)
        seen += (1 - seen) * alpha / 255  # Possible lies alone.
        assert tuple(hue) == shown[:3] == palette.khorasan
        assert shown[3] == pytest.approx(255 * seen, abs=0.5)
    for count in range(1, WRITERS + 1):
        painted = evaluated(paints.agreement_expression(palette), "count", count)
        assert tuple(painted) == paints.agreement(palette, count)
    for part in (0, 0.01, 0.25, 0.26, 0.5, 0.75, 0.76, 1.0):
        painted = evaluated(paints.share_expression(palette, "istakhri"), "istakhri", part)
        assert tuple(painted) == paints.share(palette, part)
    for count in (0, WRITERS + 1):
        assert evaluated(paints.agreement_expression(palette), "count", count)


def evaluated(expression: str, column: str, value: float | str) -> list[int]:
    """Compute a colour as deck.gl does: conditions, each with a list, and a list at the end."""
    *cases, otherwise = re.split(r" : ", expression)
    for case in cases:
        condition, colour = case.split(" ? ")
        name, sign, other = condition.split(" ")
        assert name == f"properties.{column}"
        if value == other.strip("'") if sign == "==" else value > float(other):
            return json.loads(colour)
    return json.loads(otherwise)


# Readings


def test_the_places_of_a_reading_stand_out_and_the_others_recede():
    layers = rows(reading=Reading(near=("achin", "kabul")))
    assert layers["near"]["keep"] == {"place_id": ["achin", "kabul"]}
    assert layers["places"]["opacity"] < 1
    assert "near" not in rows()


def test_lines_that_are_drawn_are_explained():
    """Those to the company of the open place, and those along the trail."""
    others = (CORPUS.places["achin"], CORPUS.places["iran"])
    for drawn in ({}, {"trail": others}, {"company": others}, {"trail": others, "company": others}):
        reading = Reading(**drawn)
        ids = rows(place=KABUL, reading=reading)
        assert {"trail", "company"} & set(ids) == set(drawn)
        told = [entry.words for entry in legend(View(LIGHT, place=KABUL, reading=reading))]
        assert ("Named together with Kabul" in told) == ("company" in drawn)
        assert ("The way through the places opened last" in told) == ("trail" in drawn)


# Files


@pytest.mark.faults
@pytest.mark.usefixtures("empty_static")
def test_a_missing_file_is_reported_and_the_rest_is_drawn():
    """The parts whose files are not there are left out."""
    made, missing = scene(View(LIGHT, place=KABUL))
    assert "map/water.json" in {error.name for error in missing}
    assert not any(error.damaged for error in missing)
    assert made["layers"] == []
    assert made["choice"]["at"] == [KABUL.lon, KABUL.lat]
    assert made["hits"] == []
    assert made["names"] is made["locator"] is None
    assert made["words"]


def test_a_file_that_comes_back_is_drawn_again(empty_static):
    """A fault is not remembered."""
    view = View(LIGHT)
    before = {error.name for error in scene(view)[1]}
    (empty_static / "map").mkdir()
    (empty_static / "map/water.json").write_text("{}")
    assert before - {error.name for error in scene(view)[1]} == {"map/water.json"}


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
    files.forget()
    made, missing = scene(View(LIGHT))
    assert [(error.name, error.damaged) for error in missing] == [("map/relief.json", True)]
    monkeypatch.undo()
    whole, _ = scene(View(LIGHT))
    rest = [row for row in whole["layers"] if row["id"] != "relief"]
    assert made == whole | {"layers": rest, "id": made["id"]}
