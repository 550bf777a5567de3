"""The screen without a browser: what it says, what is open, what is drawn."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from apptest import (
    HOSTILE,
    choose,
    click_map,
    component,
    follow,
    has_component,
    heading,
    layers,
    linked,
    markup,
    press,
    ran,
    said,
    scene,
    tell,
    turn_to,
    unfold,
    visit,
    warnings,
    words_of,
)
from streamlit.testing.v1 import AppTest

from geo import paths
from geo.layers import files, sights
from geo.layers.themes import THEMES
from geo.layers.view import ThemeId
from geo.messages.catalogue import gettext, listed, ngettext
from geo.messages.extents import khorasan_of
from geo.messages.faults import quoted
from geo.messages.places import description, folded, listing, location, mentioned, position
from geo.messages.vocabulary import certainty_name, group_title, use_name
from geo.ordering import ordered
from geo.text.article import TITLE
from geo.vocabulary import GROUPS, PlaceOrder, Use, Zone
from views import data
from views.data import Data, zones_of
from views.panels import passage
from views.selection import select
from views.state import Panel, State

CLAIM = "the lands of the Khorasan region include northeastern Iran"


@pytest.fixture(scope="module")
def first_view() -> AppTest:
    """Open the atlas by a bare link; a test only reads it."""
    return visit()


@pytest.fixture
def edit_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str, str, str], None]]:
    """Give a function that replaces one text in one file of the data that the app reads."""
    copy = tmp_path / "data"
    shutil.copytree(paths.DATA, copy, ignore=shutil.ignore_patterns("regions"))
    (copy / "regions").symlink_to(paths.REGIONS)
    monkeypatch.setattr(paths, "DATA", copy)
    changed = set()

    def edit(name: str, old: str, new: str) -> None:
        path = copy / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        changed.add(data._catalogue if name.startswith("evidence/") else data._corpus)
        forget()

    def forget() -> None:
        for read in (*changed, data._index):
            read.clear()

    yield edit
    forget()


@pytest.fixture
def lose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Give a function that removes one file from those that the browser fetches."""
    copy = tmp_path / "static"
    shutil.copytree(paths.STATIC, copy, copy_function=os.symlink)
    monkeypatch.setattr(paths, "STATIC", copy)
    files.forget()
    yield lambda name: (copy / name).unlink()
    files.forget()


def status(at: AppTest) -> list[str]:
    """Give the parts of the line that says what is being shown."""
    return words_of(re.search(r'<p class="status".*?</p>', markup(at))[0]).split(" · ")


def shown_position(at: AppTest) -> str:
    return re.search(r'class="position">(.*?)<', markup(at))[1]


def marked(html: str) -> list[str]:
    """Give the names that are marked as the open mention."""
    return [unescape(name) for name in re.findall(r'<mark class="current">(.*?)</mark>', html)]


def ids(at: AppTest) -> list[str]:
    """Give the ids of the places in the list, in its order."""
    return [row[1] for row in component(at, "places")["rows"]]


def folds(at: AppTest) -> list[str]:
    """Give the labels of the folded passages."""
    prefix = folded("")
    return [fold.label for fold in at.expander if fold.label.startswith(prefix)]


# The first view


def test_the_first_view_lists_every_place(first_view, corpus):
    assert sorted(ids(first_view)) == sorted(corpus.places)
    assert not warnings(first_view)


def test_the_list_begins_with_khorasans_lands_and_can_be_in_other_orders(
    first_view, corpus, catalogue
):
    places, zones = corpus.places.values(), zones_of(Data(corpus, catalogue))
    assert ids(first_view) == [
        place.place_id for place in ordered(corpus, places, PlaceOrder.REGION, zones)
    ]
    inside = sum(zone is Zone.LANDS for zone in zones.values())
    assert listing(len(places), inside) in said(first_view)
    at = visit()
    for order in (PlaceOrder.NAME, PlaceOrder.MENTION, PlaceOrder.KIND):
        ran(at.selectbox(key="order").select(order).run())
        assert linked(at, "order") == [order]
        assert ids(at) == [place.place_id for place in ordered(corpus, places, order, zones)]
    ran(at.selectbox(key="order").select(PlaceOrder.REGION).run())
    assert linked(at, "order") == []


def test_the_list_is_sorted_by_group_and_counts_the_mentions(corpus):
    listing = component(visit(order="kind"), "places")
    rows, words = listing["rows"], listing["words"]
    assert [row[0] for row in rows if row[0]] == [group_title(group) for group in GROUPS]
    assert [row[3] for row in rows] == sorted(row[3] for row in rows)
    for _, place_id, name, group, count in rows:
        assert name == corpus.places[place_id].name
        assert corpus.places[place_id].kind in GROUPS[group].kinds
        assert count == len(corpus.mentions_of[place_id])
        assert words[str(count)] == ngettext("named once", "named {number} times", count)


def test_the_first_view_says_what_khorasan_is(first_view):
    assert CLAIM in said(first_view)


def test_the_status_says_whose_khorasan_and_how_many_places_are_shown(
    first_view, corpus, catalogue
):
    count = len(corpus.places)
    assert status(first_view) == [
        khorasan_of(catalogue.default),
        ngettext("{number} place of the article", "{number} places of the article", count),
    ]


def test_the_status_names_the_place_and_the_filters(corpus):
    at = visit(place="kabul", group="country", use="metonym")
    country = next(group for group in GROUPS if group.group_id == "country")
    filters = listed([group_title(country), use_name(Use.METONYM)])
    assert status(at)[1:] == [
        mentioned("Kabul", len(corpus.mentions_of["kabul"])),
        gettext("only {filters}", filters=filters),
    ]


def test_the_legend_names_every_group_of_places(first_view):
    assert all(group_title(group) in said(first_view) for group in GROUPS)


def test_the_map_has_an_accessible_name(first_view):
    assert "Khorasan" in scene(first_view)["label"]
    for panel, theme in ((Panel.TIME, ThemeId.EXTENT), (Panel.BORDERS, ThemeId.SHARES)):
        assert scene(visit(panel=panel))["label"] == THEMES[theme].alternative(None)


def test_the_about_section_names_sources_and_licences():
    at = unfold(visit(), "about")
    words = said(at) + " ".join(paragraph.value for paragraph in at.markdown)
    for source in (
        "Natural Earth",
        "GeoNames",
        "NOAA GLOBE",
        "Wikipedia",
        "CC BY-SA 4.0",
        "MIT",
        "Durand",
    ):
        assert source in words


def test_the_first_view_says_what_it_shows_and_names_the_article(corpus):
    words = said(visit())
    assert "The colours on the map show Khorasan after al-Istakhri, c. 950" in words
    assert f"calls itself {TITLE} names {len(corpus.places)} places" in words
    assert "The colours on the map" not in said(visit(place="kabul"))
    assert "Khorasan: the Qajars" in said(visit(extent="qajar-1857"))


@pytest.mark.parametrize("panel", ["time", "read", "borders"])
def test_the_first_view_leads_on(panel):
    at = press(visit(), f"door-{panel}")
    assert linked(at, "panel") == [panel]


def test_the_claim_leads_to_its_sentence():
    at = press(visit(), "claim")
    assert heading(at) == "Khorasan"
    assert CLAIM in said(at)
    assert marked(markup(at)) == ["Khorasan"]


# Places and mentions


def test_a_link_opens_a_place_at_its_first_mention(corpus):
    at = visit(place="kabul")
    assert heading(at) == "Kabul"
    assert shown_position(at) == position(1, len(corpus.mentions_of["kabul"]))


def test_a_link_opens_a_mention(corpus):
    at = visit(place="kabul", mention="16472")
    numbers = [mention.start for mention in corpus.mentions_of["kabul"]]
    assert shown_position(at) == position(numbers.index(16472) + 1, len(numbers))
    assert marked(markup(at)) == ["Kabul"]


def test_a_choice_in_the_list_opens_the_place():
    at = tell(visit(), "places", ("chosen", "kabul"))
    assert heading(at) == "Kabul"
    assert dict(at.query_params) == {"place": "kabul"}


def test_every_place_opens_with_its_names_in_other_scripts(corpus):
    at = visit()
    for place in corpus.places.values():
        follow(at, place=place.place_id)
        mentions = corpus.mentions_of[place.place_id]
        assert heading(at) == place.name
        assert shown_position(at) == position(1, len(mentions))
        assert marked(markup(at)) == [mentions[0].surface]
        words = said(at)
        assert description(place) in words
        assert location(place) in words
        about = corpus.article.passage_at(mentions[0].start).sensitive
        assert folds(at) == [folded(about)] * bool(about)
        assert not warnings(at)
        written = re.findall(r'<bdi lang="(.+?)" dir="(.+?)">(.*?)</bdi>', markup(at))
        assert {unescape(text) for _, _, text in written} == {name.text for name in place.names}
        for _, direction, text in written:
            assert (direction == "rtl") == bool(re.search("[\u0590-\u08ff]", text))


def test_every_mention_opens_by_its_own_link(corpus):
    """The whole passage is quoted, with the open mention marked."""
    for mention in corpus.mentions:
        state = State(place=mention.place_id, mention=mention.start)
        selection, hidden = select(state, Data(corpus))
        assert not hidden
        assert selection.place.mention == mention
        assert selection.place.mentions == corpus.mentions_of[mention.place_id]
        around = corpus.article.passage_at(mention.start)
        quotation = passage.quote(corpus.article, around, selection.place)
        assert marked(quotation) == [mention.surface]
        assert words_of(quotation) == corpus.article.text[around.start : around.end].rstrip()


def test_the_steps_reach_every_mention_and_go_back(corpus):
    mentions = corpus.mentions_of["khorasan"]
    at = visit(place="khorasan")
    assert at.button(key="previous").disabled
    for number, mention in enumerate(mentions[1:], 2):
        press(at, "next")
        assert shown_position(at) == position(number, len(mentions))
        assert linked(at, "mention") == [str(mention.start)]
        assert marked(markup(at)) == [mention.surface]
    assert at.button(key="next").disabled
    press(at, "previous")
    assert shown_position(at) == position(len(mentions) - 1, len(mentions))


def test_every_sensitive_passage_is_folded_and_says_what_it_is_about(corpus):
    at = visit()
    firsts = {}
    for mention in corpus.mentions:
        around = corpus.article.passage_at(mention.start)
        if around.sensitive:
            firsts.setdefault(around, mention)
    assert firsts
    for around, mention in firsts.items():
        follow(at, place=mention.place_id, mention=str(mention.start))
        assert folds(at) == [folded(around.sensitive)]
        [fold] = [one for one in at.expander if one.label == folded(around.sensitive)]
        assert not fold.proto.expanded
        [quotation] = fold.get("html")
        assert marked(quotation.value) == [mention.surface]
        others = [one.value for one in at.get("html") if one.value != quotation.value]
        assert not any('class="passage"' in html for html in others)


def test_all_places_goes_back_to_the_list(corpus):
    at = press(visit(place="kabul", mention="16472"), "all-places")
    assert len(ids(at)) == len(corpus.places)
    assert dict(at.query_params) == {}


def test_an_id_is_a_link_to_the_data_set_that_gave_it():
    assert 'href="https://www.geonames.org/1138958"' in markup(visit(place="kabul"))


def test_the_card_says_how_sure_the_location_is(corpus):
    for place_id in ("kabul", "chalas"):
        assert certainty_name(corpus.places[place_id].certainty) in said(visit(place=place_id))


# Filters and search


def test_a_filter_by_kind_restricts_the_list(corpus):
    at = visit()
    for group in GROUPS:
        assert sorted(ids(follow(at, group=group.group_id))) == sorted(
            key for key, place in corpus.places.items() if place.kind in group.kinds
        )


def test_a_filter_by_use_restricts_the_mentions(corpus):
    at = visit(place="united-states", use="metonym")
    mentions = [m for m in corpus.mentions_of["united-states"] if m.use is Use.METONYM]
    assert 1 < len(mentions) < len(corpus.mentions_of["united-states"])
    assert shown_position(at) == position(1, len(mentions))
    for mention in mentions[1:]:
        press(at, "next")
        assert linked(at, "mention") == [str(mention.start)]


def test_a_filter_by_use_restricts_the_list(corpus):
    assert set(ids(visit(use="historic"))) == {
        m.place_id for m in corpus.mentions if m.use is Use.HISTORIC
    }


def test_a_mention_that_the_filter_hides_is_said_to_be_hidden(corpus):
    mention = next(m for m in corpus.mentions_of["united-states"] if m.use is not Use.METONYM)
    at = visit(place="united-states", mention=str(mention.start), use="metonym")
    [warning] = warnings(at)
    assert "United States" in warning
    assert shown_position(at).startswith("1 ")


def test_a_bad_filter_is_left_out_and_the_good_ones_hold(corpus):
    at = visit(group=["country", "junk"])
    assert {corpus.places[key].kind for key in ids(at)} == {"country"}


def test_a_chosen_filter_is_in_the_link_and_a_dropped_one_is_not():
    at = choose(unfold(visit(), "filters"), "group", ["country", "province"])
    assert linked(at, "group") == ["country", "province"]
    assert linked(choose(at, "group", []), "group") == []
    assert linked(choose(at, "use", ["metonym"]), "use") == ["metonym"]


@pytest.mark.parametrize("link", [{"group": "country"}, {"use": "metonym"}])
def test_each_filter_reaches_the_map(first_view, link):
    """The symbols, what answers the pointer, and the names."""
    at = visit(**link)
    kept = layers(at)["places"]["keep"]
    assert kept
    assert scene(at)["hits"][0]["keep"] == scene(at)["names"]["keep"] == kept
    assert not layers(first_view)["places"].get("keep")
    assert "keep" not in scene(first_view)["hits"][0]
    assert not scene(first_view)["names"]["keep"]


# The search


def hits(at: AppTest) -> list[tuple[str, str]]:
    """Give the event and the value of each hit."""
    groups = component(at, "search")["groups"]
    return [(one["event"], one["value"]) for group in groups for one in group["options"]]


@pytest.mark.parametrize("panel", Panel)
def test_one_search_finds_everything_in_every_panel(panel):
    assert ("subject", "samarqand") in hits(visit(panel=panel, q="Samarkand"))
    both = hits(visit(panel=panel, q="Nangarhar"))
    assert both[0] == ("place", "nangarhar")
    assert ("subject", "AF-NAN") in both
    assert ("passage", "17649") in hits(visit(panel=panel, q="airport"))


def test_an_old_link_with_a_search_in_the_article_still_finds():
    assert hits(visit(panel="read", find="airport")) == hits(visit(panel="read", q="airport"))


def test_a_search_without_a_result_says_so():
    at = visit(q="zzzzqqqq")
    assert hits(at) == []
    assert quoted("zzzzqqqq") in component(at, "search")["nothing"]
    assert component(visit(q="  "), "search")["nothing"] == ""


def test_a_passage_that_is_sensitive_is_not_quoted():
    groups = component(visit(q="bombing"), "search")["groups"]
    parts = [one["parts"] for group in groups for one in group["options"]]
    assert [["Folded: Bombings in Kabul and Pakistan, 2016–2023: deaths", False]] in parts


@pytest.mark.parametrize(
    ("link", "hit", "wanted"),
    [
        ({}, ("place", "kabul"), {"place": "kabul"}),
        ({"panel": "time"}, ("place", "kabul"), {"place": "kabul"}),
        ({"panel": "read"}, ("place", "kabul"), {"panel": "read", "place": "kabul"}),
        ({}, ("subject", "samarqand"), {"panel": "borders", "ask": "samarqand"}),
        ({"panel": "time"}, ("subject", "marw"), {"panel": "time", "ask": "marw"}),
        ({}, ("passage", "4700"), {"panel": "read", "passage": "p025"}),
    ],
)
def test_a_hit_leads_to_what_it_says_and_ends_the_search(link, hit, wanted):
    at = tell(visit(q="a", **link), "search", hit)
    assert dict(at.query_params) == wanted


def test_typing_is_no_step_of_the_history():
    """The browser writes the letters into the link; going on from there is not going Back."""
    at = visit(panel="time")
    at.query_params["q"] = "Sam"
    at = tell(at, "search", ("typed", "Sam"))
    assert hits(at)
    at = tell(at, "search", ("subject", "samarqand"))
    assert linked(at, "ask") == ["samarqand"]
    assert not linked(at, "q")


# Data and files at fault


@pytest.mark.faults
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("places.csv", ",city,69.1723,", ",city,east,"),
        ("places.csv", "place_id,name", "place,name"),
        ("mentions.csv", "Khorasan Province,khorasan", "Khorasan Province,atlantis"),
        ("article/passages.csv", "passage_id", "id"),
    ],
)
def test_broken_data_gives_a_sentence_and_the_map_is_drawn(edit_data, name, old, new):
    edit_data(name, old, new)
    at = visit(place="kabul")
    [warning] = warnings(at)
    assert name.rpartition("/")[2] in warning
    assert "land" in layers(at)
    assert "Traceback" not in said(at) + warning


@pytest.mark.faults
def test_broken_evidence_costs_only_the_extents(edit_data):
    edit_data("evidence/towns.csv", "town_id,", "town,")
    at = visit(place="kabul")
    [warning] = warnings(at)
    assert "towns.csv" in warning
    assert heading(at) == "Kabul"
    assert not any(key.startswith("extent-") for key in layers(at))
    for panel in Panel:
        assert warnings(turn_to(at, panel)) == [warning]


@pytest.mark.faults
def test_a_place_without_a_mention_is_no_crash(edit_data):
    edit_data("mentions.csv", "15756,15767,Balochistan,balochistan,literal\n", "")
    edit_data("mentions.csv", "22824,22835,Balochistan,balochistan,embedded\n", "")
    edit_data("mentions.csv", "22997,23008,Balochistan,balochistan,embedded\n", "")
    assert "balochistan" not in ids(visit())
    assert len(warnings(visit(place="balochistan"))) == 1


def test_markup_in_the_data_is_shown_as_text(edit_data):
    edit_data("places.csv", "kabul,Kabul,city", f"kabul,{HOSTILE},city")
    at = visit(place="kabul")
    assert heading(at) == HOSTILE
    assert "<script" not in markup(at)


@pytest.mark.faults
@pytest.mark.parametrize(
    ("name", "costs"),
    [
        ("places.json", {"layers", "hits"}),
        ("hover.json", {"hits"}),
        ("symbols-light.svg", {"layers"}),
        ("names/places.json", {"names"}),
        ("land.json", {"layers", "locator"}),
    ],
)
def test_a_missing_file_gives_a_sentence_and_the_rest_is_drawn(lose, first_view, name, costs):
    """`test_faults.py` tries every file of the map."""
    before = scene(first_view)
    lose(f"map/{name}")
    at = visit()
    [warning] = warnings(at)
    assert f"static/map/{name}" in warning
    drawn = scene(at)
    assert {part for part in before if drawn[part] != before[part]} == costs | {"id"}
    for part in costs & {"layers", "hits"}:
        assert len(drawn[part]) == len(before[part]) - 1
    assert ids(at)


@pytest.mark.faults
def test_a_missing_area_gives_a_sentence_and_the_passage_is_shown(lose):
    lose("map/areas/IR.json")
    at = visit(place="iran")
    [warning] = warnings(at)
    assert "areas/IR.json" in warning
    assert heading(at) == "Iran"


@pytest.mark.faults
def test_markup_in_a_link_is_shown_as_text():
    at = visit(place=HOSTILE, group=HOSTILE, use=HOSTILE, q=HOSTILE)
    assert "<script" not in markup(at)
    assert len(warnings(at)) == 3
    assert quoted(HOSTILE) in component(at, "search")["nothing"]
    assert not any(element.proto.allow_html for element in at.markdown)
    assert "<script" not in json.dumps(scene(at))


# The map


@pytest.mark.parametrize("place_id", ["", "kabul", "afghanistan", "russia", "amu-darya"])
def test_the_scene_is_small_and_holds_no_outside_address(place_id):
    told = json.dumps(scene(visit(place=place_id)))
    assert "://" not in told
    assert len(told.encode()) < 20_000


def test_a_choice_changes_no_layer_that_was_there_before():
    """So the browser draws nothing anew but what is about the place."""
    at = visit()
    before = component(at, "map-paper")
    assert component(follow(at, place="kabul"), "map-paper") == before


def test_the_steps_through_mentions_leave_the_map_alone():
    at = visit(place="khorasan")
    before = json.dumps(scene(at))
    assert json.dumps(scene(press(at, "next"))) == before


def test_a_chosen_place_with_an_area_shows_it():
    assert "areas/IR.json" in scene(visit(place="iran"))["choice"]["area"]
    assert scene(visit(place="kabul"))["choice"]["area"] == ""


def sight(at: AppTest) -> dict[str, Any]:
    """Give what the map is sent to look at."""
    return scene(at)["sight"]


def test_two_extents_stand_side_by_side_and_look_at_the_same_ground():
    at = visit(panel="time", extent="yaqut", against="mustawfi", beside="on")
    one, other = component(at, "map"), component(at, "map-beside")
    assert (one["caption"], other["caption"]) == ("Yaqut, 1224-1228", "Mustawfi, 1340")
    assert one["sight"] == other["sight"]
    assert list(sights.of_extents("yaqut", "mustawfi")) == one["sight"]["bounds"]
    for extent_id in ("yaqut", "mustawfi"):
        west, south, east, north = sights.of_extent(extent_id)
        left, below, right, above = one["sight"]["bounds"]
        assert left <= west < east <= right
        assert below <= south < north <= above
    assert 'class="swatch both"' not in markup(at)  # The two maps have no colour for it.
    assert not has_component(follow(at, panel="time", beside="on"), "map-beside")
    assert not has_component(follow(at, panel="borders", against="mustawfi"), "map-beside")


@pytest.mark.parametrize(("text", "times"), [({}, "1"), ({"text": "larger"}, "1.6")])
def test_the_size_of_the_text_is_chosen_and_stays_in_the_link(text, times):
    at = visit(**text)
    sheets = [one.value for one in at.get("html") if "--text-size" in one.value]
    assert any(f"--text-size: {times};" in one for one in sheets)
    assert ('class="legend open"' in markup(at)) == (not text)
    choose(at, "text-size", "large")
    assert linked(turn_to(at, "time"), "text") == ["large"]


def test_the_map_flies_to_a_chosen_place(corpus):
    at = visit()
    assert not sight(at)["key"]
    for place_id in ("kabul", "iran"):
        before = sight(at)["key"]
        follow(at, place=place_id)
        assert sight(at)["key"] not in {"", before}
        assert sight(at)["bounds"] == list(sights.of_place(corpus.places[place_id]))
        assert not sight(at)["keep"]


def test_the_camera_stays_when_a_place_is_closed():
    assert not sight(press(visit(place="kabul"), "all-places"))["key"]


def test_a_click_on_the_place_that_is_open_flies_back_to_it():
    at = visit(place="kabul")
    before = sight(at)
    click_map(at, "place", "kabul")
    assert heading(at) == "Kabul"
    assert sight(at)["key"] != before["key"]
    assert sight(at)["bounds"] == before["bounds"]


def test_the_map_takes_in_what_the_panel_is_about_only_if_it_is_out_of_sight():
    """In a click's time nothing moves that is to be seen already."""
    for link, key, bounds in (
        ({"panel": "time", "extent": "yaqut"}, "extent yaqut", sights.of_extent("yaqut")),
        ({"panel": "time", "extent": "together"}, "together", sights.of_sources()),
        ({"panel": "time", "extent": "wide"}, "wide", sights.of_reports()),
        ({"panel": "borders", "extent": "yaqut"}, "extent yaqut", sights.of_extent("yaqut")),
        ({"panel": "borders", "ask": "AF-HER"}, "subject AF-HER", sights.of_unit("AF-HER")),
    ):
        assert sight(visit(**link)) == {
            "key": key,
            "bounds": list(bounds),
            "keep": True,
            "own": None,
        }


def test_a_town_that_is_asked_about_is_in_sight():
    west, south, east, north = sight(visit(panel="borders", ask="samarqand"))["bounds"]
    assert west < 66.97 < east
    assert south < 39.65 < north


def test_a_sheet_is_offered_and_made_when_it_is_asked_for():
    at = unfold(visit(panel="time", extent="yaqut"), "print")
    assert not at.get("download_button")
    at = press(at, "print-make")
    offered = at.get("download_button")[0].proto
    assert "PDF" in offered.label
    assert not offered.disabled


def test_a_sheet_to_fill_in_has_a_number():
    at = unfold(visit(panel="time"), "print")
    at.session_state["print-worksheet"] = True
    at = press(ran(at.run()), "print-make")
    assert at.number_input(key="print-seed").value == 1
    assert at.get("download_button")
