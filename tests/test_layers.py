"""The map's layers: few bytes, no other host, a camera that always moves."""

import json

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import layers
from geo.atlas import read_atlas
from geo.deck import deck
from geo.extent_layers import key_of
from geo.kinds import GROUP_OF, GROUPS
from geo.mentions import USES
from geo.places import KINDS
from geo.style import DARK, LIGHT, contrast

ATLAS = read_atlas()
KABUL = ATLAS.places["kabul"]


def drawn(**options) -> dict:
    """Build the deck and read it back as the browser does."""
    chart, missing = deck(layers.View(palette=LIGHT, **options))
    assert missing == []
    return json.loads(chart.to_json())


def test_deck_is_small_and_asks_no_other_host():
    """The deck is a few kilobytes and holds no address but the app's own files."""
    text = deck(layers.View(palette=LIGHT, place=KABUL))[0].to_json()
    assert len(text) < 20_000
    assert "://" not in text


def test_only_layers_that_answer_the_pointer_change_with_a_step():
    """A journey renews the layers that carry a selection, and no other is fetched again."""
    first, second = ({row["id"]: row for row in drawn(step=n)["layers"]} for n in (1, 2))
    renewed = set(first) - set(second)
    assert renewed == {name for name, row in first.items() if row.get("pickable")}
    assert len(renewed) == 2


VIEWS = {
    "places": {"extent": "istakhri"},
    "extent": {"extent": "qajar-1857", "lettering": "qajar-1857"},
    "comparison": {
        "extent": "istakhri", "against": "qajar-1857", "lettering": "agreement",
        "labels": [layers.Label("both", 62, 36)],
    },
    "agreement": {"extent": "istakhri", "lettering": "agreement"},
    "shares": {"extent": "iran-1937", "lettering": "iran-1937", "unit": "AF-HER"},
}  # fmt: skip


@pytest.mark.parametrize("theme", layers.THEMES)
def test_every_theme_draws_from_files_that_are_there(theme):
    """Each theme's layers are there, small, with no address but the app's own; ids are unique."""
    view = layers.View(palette=LIGHT, theme=theme, **VIEWS[theme])
    chart, missing = deck(view)
    assert missing == []
    text = chart.to_json()
    assert len(text) < 25_000
    assert "://" not in text
    ids = [row["id"] for row in json.loads(text)["layers"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["agreement", "shares"])
def test_expressions_name_properties_that_the_files_have(name):
    """Every extent has its property on each unit, or on some face, under the name in use."""
    frame = gpd.read_file(layers.STATIC / "map" / f"{name}.json")
    ids = {path.stem for path in (layers.STATIC / "map" / "extents").iterdir()}
    assert {key_of(extent_id) for extent_id in ids} <= set(frame.columns)


def test_going_where_the_map_already_is_still_moves_it():
    """Two journeys to one place differ in every camera value, as Streamlit applies changes only."""
    first, second = (
        drawn(step=n, camera=layers.camera_for(KABUL))["initialViewState"] for n in (1, 2)
    )
    for key in ("longitude", "latitude", "zoom"):
        assert first[key] != second[key]
        assert first[key] == pytest.approx(second[key], abs=1e-5)


@pytest.mark.parametrize("place", ATLAS.places.values(), ids=lambda place: place.place_id)
def test_every_place_can_be_chosen(place):
    """Each place has a camera in range and, if an area, the file of its area."""
    camera = layers.camera_for(place)
    assert 1 <= camera.zoom <= 9
    ids = [row["id"] for row in drawn(place=place)["layers"]]
    assert (f"area-{place.place_id}" in ids) == bool(place.area_ref)


@given(st.sets(st.sampled_from(USES)), st.sets(st.sampled_from([g.group_id for g in GROUPS])))
def test_filters_on_the_map_agree_with_the_list(uses, groups):
    """The map shows just the places that the list shows."""
    chart = drawn(uses=uses, groups=groups)
    wanted_groups, wanted_uses = next(
        row["filterCategories"] for row in chart["layers"] if row["id"] == "places"
    )
    path = layers.STATIC / "map" / "places.json"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    on_map = {
        f["properties"]["place_id"]
        for f in features
        if f["properties"]["group"] in wanted_groups and f["properties"]["uses"] in wanted_uses
    }
    kinds = [kind for kind, group in GROUP_OF.items() if group.group_id in groups]
    assert on_map == {place.place_id for place in ATLAS.select(kinds, uses)}


def test_every_kind_has_one_symbol():
    """No kind is without a group, and none stands in two."""
    assert sorted(kind for group in GROUPS for kind in group.kinds) == sorted(KINDS)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_names_can_be_read(palette):
    """Every name keeps 4.5:1 on its halo, and place symbols 3:1 on land and sea."""
    for colour in (palette.text, palette.quiet_text, palette.khorasan_text, palette.place):
        assert contrast(colour, palette.halo) >= 4.5
        assert contrast(colour, palette.land) >= 4.5
    assert contrast(palette.water_text, palette.sea) >= 4.5
    assert contrast(palette.water_text, palette.halo) >= 4.5
    assert contrast(palette.place, palette.sea) >= 3
    assert contrast(palette.khorasan, palette.land) >= 3


def test_contrast_is_wcags():
    """Black on white is 21, a colour on itself 1, and grey #767676 just passes on white."""
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((9, 9, 9), (9, 9, 9)) == 1
    assert contrast((0x76,) * 3, (255,) * 3) == pytest.approx(4.54, abs=0.01)


def test_missing_file_is_said_and_the_rest_drawn(monkeypatch, tmp_path):
    """A layer whose file is not there is named in a sentence; the map is drawn without it."""
    monkeypatch.setattr(layers, "STATIC", tmp_path)
    layers.address.cache_clear()
    chart, missing = deck(layers.View(palette=LIGHT))
    layers.address.cache_clear()
    assert any("water.json" in sentence for sentence in missing)
    assert "scale" in chart.to_json()
