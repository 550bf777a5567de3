"""What answers the pointer: each thing has a name, a second line and an id, and clicks are read."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from themes import TOLD

from geo import paths
from geo.extents.catalogue import read_catalogue
from geo.extents.change import compare_towns
from geo.extents.inclusion import verdicts
from geo.layers.hits import FAR, Hit, MapClick, Target, clicked, notes, other_notes
from geo.layers.style import LIGHT
from geo.layers.themes import THEMES
from geo.layers.view import Shown, ThemeId, View
from geo.lookup import build_index, spot_key
from geo.text.corpus import read_corpus

CORPUS, CATALOGUE = read_corpus(), read_catalogue()
INDEX = build_index(CORPUS, CATALOGUE)
SHOWN = [Shown(key, key) for key in CATALOGUE.extents]
KNOWN = {
    Target.PLACE: set(CORPUS.places),
    Target.SUBJECT: {*INDEX.subjects, *INDEX.same_as},
    Target.SPOT: set(),
    Target.NOTE: {one.dispute_id for one in CATALOGUE.evidence.disputes},
}
"""What there is to be opened."""


def hits() -> dict[tuple[str, str], Hit]:
    """List every hit of every view, by its file and what it tells of it."""
    views = [
        View(LIGHT, theme, extent=one, against=SHOWN[0], differing=differing(one, SHOWN[0]))
        for theme in ThemeId
        for one in SHOWN
    ]
    made = [hit(view) for view in views for hit in THEMES[view.theme].hits]
    return {(file_of(hit), f"{hit.target}-{hit.tip}"): hit for hit in made}


def differing(one: Shown, other: Shown) -> tuple[str, ...]:
    extents = (CATALOGUE.extents[shown.extent_id] for shown in (one, other))
    return tuple(found.town.town_id for found in compare_towns(CATALOGUE, *extents).differing)


def file_of(hit: Hit) -> str:
    return hit.data.removeprefix("app/static/map/").partition("?")[0]


def name_of(hit: Hit) -> str:
    return f"{file_of(hit)}-{hit.target}-{hit.tip}"


HITS = hits()


def features(hit: Hit) -> list[dict[str, Any]]:
    path = paths.STATIC / "map" / file_of(hit)
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def test_every_file_of_towns_answers_the_pointer():
    towns = {f"towns/{path.name}" for path in (paths.STATIC / "map/towns").iterdir()}
    assert towns <= {name for name, _ in HITS}


@pytest.mark.parametrize(
    "hit", HITS.values(), ids=lambda hit: f"{file_of(hit)}-{hit.target}-{hit.tip}"
)
def test_what_answers_the_pointer_has_a_name_a_second_line_and_an_id_that_opens(hit):
    """Of today's units only those that the article names open; the faces open nothing."""
    every = [feature["properties"] for feature in features(hit)]
    kept = hit.keep or {}
    rows = [row for row in every if all(row[key] in values for key, values in kept.items())]
    # The article counts no town in, and some sources never differ.
    assert rows or file_of(hit) in {"towns/article.json", "towns/compared.json"}
    tips = (hit.tip,) if isinstance(hit.tip, str) else hit.tip
    assert all(row["name"] and row[tip] for row in rows for tip in tips)
    if kept:
        assert len(rows) == sum(map(len, kept.values()))
    ids = [row[hit.key] for row in rows if row.get(hit.key)]
    assert set(ids) <= KNOWN[hit.target]
    opens = 0 if hit.target is Target.SPOT else len(rows)
    assert len(ids) == (len(ids) if file_of(hit) == "hover.json" and hit.key else opens)
    assert bool(ids) == bool(rows and hit.key)


@pytest.mark.parametrize(
    "hit", HITS.values(), ids=lambda hit: f"{file_of(hit)}-{hit.target}-{hit.tip}"
)
def test_points_and_lines_are_found_by_their_distance_and_areas_by_their_outline(hit):
    kinds = {feature["geometry"]["type"] for feature in features(hit)}
    if hit.line:
        assert kinds <= {"LineString", "MultiLineString"}
    else:
        assert kinds <= ({"Point"} if hit.point else {"Polygon", "MultiPolygon"})


@pytest.mark.parametrize("theme", TOLD)
def test_points_are_found_before_the_areas_under_them(theme):
    made = [hit(View(LIGHT, theme, extent=SHOWN[0])) for hit in THEMES[theme].hits]
    assert made
    assert [hit.point for hit in made] == sorted((hit.point for hit in made), reverse=True)


def test_pins_are_pointed_at_where_they_stand():
    """A pin stands beside its town, and only where its sources are shown."""
    pins = [hit for hit in HITS.values() if hit.target is Target.NOTE]
    assert pins
    for feature in features(pins[0]):
        found = feature["properties"]
        assert found["right"] or found["down"]
        assert found["size"]
    one, other = Shown("istakhri", "al-Istakhri"), Shown("qajar-1857", "Qajar")
    assert notes(View(LIGHT, ThemeId.EXTENT, extent=one)).keep == {"istakhri": [1]}
    compared = View(LIGHT, ThemeId.COMPARISON, extent=one, against=other)
    assert notes(compared).keep == {"istakhri": [1]}
    assert other_notes(compared).keep == {"istakhri": [0], "qajar_1857": [1]}
    assert notes(View(LIGHT, ThemeId.AGREEMENT, extent=one)).keep is None


def test_what_is_empty_is_not_told():
    hit = Hit("a.json", Target.PLACE, "place_id", point=False)
    assert hit.told() == {"data": "a.json", "target": "place", "key": "place_id", "tip": "tip"}


# Clicks

DEGREES = st.floats(-FAR, FAR) | st.integers(-FAR, FAR)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=3,
)
"""Whatever a browser can send as JSON."""

GOOD = {"target": "place", "key": "kabul", "lon": 69.2, "lat": 34.5}


@given(
    st.sampled_from([Target.PLACE, Target.SUBJECT, Target.NOTE]),
    st.text(min_size=1),
    DEGREES,
    DEGREES,
)
def test_a_click_is_read(target, key, lon, lat):
    event = {"target": str(target), "key": key, "lon": lon, "lat": lat}
    assert clicked(json.loads(json.dumps(event))) == MapClick(target, key, lon, lat)


@given(DEGREES, DEGREES)
def test_a_click_on_empty_ground_is_a_spot_that_can_be_asked_about(lon, lat):
    click = clicked({"target": "spot", "key": "", "lon": lon, "lat": lat})
    assert click == MapClick(Target.SPOT, "", lon, lat)
    spot = INDEX.find(spot_key(lon, lat))
    assert spot
    assert spot_key(spot.lon, spot.lat) == spot.key == spot_key(lon, lat)
    assert len(verdicts(CATALOGUE, spot)) == len(CATALOGUE.extents)


@pytest.mark.parametrize(
    "key", ["", "34.5,62.2", "95.000,62.000", "34.000,999.000", "a,b", "٣٤.٥٠٠,٦٢.٢٠٠"]
)
def test_a_spot_has_one_form(key):
    assert key not in INDEX


def is_good(name: str, value: Any) -> bool:
    match name:
        case "target":
            return isinstance(value, str) and value in set(Target)
        case "key":
            return isinstance(value, str) and value != ""
        case _:
            return type(value) in {int, float} and math.isfinite(value) and abs(value) <= FAR


@given(st.sampled_from(sorted(GOOD)), ANYTHING)
def test_a_click_with_a_part_that_makes_no_sense_is_ignored(name, value):
    if not is_good(name, value):
        assert clicked(GOOD | {name: value}) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("lon", value) for value in ("69.2", True, None, math.nan, math.inf, 10**400, [69.2])),
        ("key", 5), ("key", ["kabul"]), ("target", ["place"]), ("target", "Place"),
    ],
    ids=lambda value: str(value)[:9],
)  # fmt: skip
def test_these_are_ignored_too(name, value):
    assert clicked(GOOD | {name: value}) is None


@pytest.mark.parametrize("name", GOOD)
def test_a_click_without_one_of_its_parts_is_ignored(name):
    assert clicked({key: value for key, value in GOOD.items() if key != name}) is None


@given(st.dictionaries(st.text(), ANYTHING))
def test_whatever_else_is_told_is_ignored(event):
    assert clicked({key: value for key, value in event.items() if key != "target"}) is None
