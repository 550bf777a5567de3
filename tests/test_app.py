"""Hold the screen to its promises without a browser: what is said, what is open, what is drawn."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from screen import deck_json, follow, layer_ids, linked, markup, press, ran, said, visit, warnings
from streamlit.testing.v1 import AppTest

from geo import layers
from geo.atlas import DATA, Atlas, read_atlas
from geo.kinds import GROUPS

HOSTILE = "<script>alert(1)</script>"
STEPPING = {"ground", "places"}
"""The layers that answer the pointer, without their step."""


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read_atlas()


@pytest.fixture
def patch(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Replace what is read from files: nothing read before or meanwhile is remembered."""
    st.cache_resource.clear()
    layers.address.cache_clear()
    yield monkeypatch
    st.cache_resource.clear()
    layers.address.cache_clear()


@pytest.fixture
def edit_data(tmp_path: Path, patch: pytest.MonkeyPatch) -> Callable[[str, str, str], None]:
    """Give a function that replaces one text in one file of the data the app reads."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("regions"))
    patch.setattr("geo.atlas.read_atlas", lambda: read_atlas(copy))

    def edit(name: str, old: str, new: str) -> None:
        path = copy / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


@pytest.fixture
def lose(tmp_path: Path, patch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give a function that takes one file away from those the browser is given."""
    copy = tmp_path / "static"
    shutil.copytree(layers.STATIC, copy)
    patch.setattr(layers, "STATIC", copy)
    return lambda name: (copy / name).unlink()


def heading(at: AppTest) -> str | None:
    """Give the name of the place that is open."""
    found = re.search(r'<h2 class="place-name">(.*?)</h2>', markup(at))
    return unescape(found[1]) if found else None


def position(at: AppTest) -> str:
    return re.search(r'class="position">(.*?)<', markup(at))[1]


def lit(at: AppTest) -> list[str]:
    """Give the names marked as the current mention."""
    return [
        unescape(name) for name in re.findall(r'<mark class="current">(.*?)</mark>', markup(at))
    ]


def listed(at: AppTest) -> list[str]:
    """Give the ids of the places in the list, in its order."""
    [component] = at.get("bidi_component")
    return [row[1] for row in json.loads(component.proto.json)["rows"]]


def test_the_first_view_lists_every_place(atlas):
    at = visit()
    assert sorted(listed(at)) == sorted(atlas.places)
    assert not warnings(at)


def test_the_first_view_says_what_khorasan_is():
    assert "the lands of the Khorasan region include northeastern Iran" in said(visit())


def test_the_first_view_says_how_many_places_are_shown(atlas):
    assert f"{len(atlas.places)} places of the article" in said(visit())


def test_the_legend_names_every_group_of_places():
    at = visit()
    assert all(group.title in said(at) for group in GROUPS)


def test_the_map_has_an_accessible_name():
    [chart] = visit().get("deck_gl_json_chart")
    assert "Khorasan" in chart.alt


def test_the_claim_leads_to_its_sentence():
    at = press(visit(), "claim")
    assert heading(at) == "Khorasan"
    assert "the lands of the Khorasan region include northeastern Iran" in said(at)
    assert lit(at) == ["Khorasan"]


def test_a_link_opens_a_place_at_its_first_mention(atlas):
    at = visit(place="kabul")
    assert heading(at) == "Kabul"
    assert position(at) == f"1 of {len(atlas.mentions_of['kabul'])}"


def test_a_link_opens_a_mention(atlas):
    at = visit(place="kabul", mention="16472")
    numbers = [mention.start for mention in atlas.mentions_of["kabul"]]
    assert position(at) == f"{numbers.index(16472) + 1} of {len(numbers)}"
    assert lit(at) == ["Kabul"]


def test_every_place_opens(atlas):
    at = visit()
    for place in atlas.places.values():
        follow(at, place=place.place_id)
        mentions = atlas.mentions_of[place.place_id]
        assert heading(at) == place.name
        assert position(at) == f"1 of {len(mentions)}"
        assert lit(at) == [mentions[0].surface]
        assert not warnings(at)


def test_every_mention_opens_by_its_own_link(atlas):
    at = visit()
    for mention in atlas.mentions:
        follow(at, place=mention.place_id, mention=str(mention.start))
        assert lit(at) == [mention.surface]
        passage = atlas.article.passage_at(mention.start)
        assert atlas.article.text[passage.start : passage.end].rstrip() in said(at)


def test_next_reaches_every_mention_and_previous_goes_back(atlas):
    mentions = atlas.mentions_of["khorasan"]
    at = visit(place="khorasan")
    assert at.button(key="previous").disabled
    for number, mention in enumerate(mentions[1:], 2):
        press(at, "next")
        assert position(at) == f"{number} of {len(mentions)}"
        assert linked(at, "mention") == [str(mention.start)]
        assert lit(at) == [mention.surface]
    assert at.button(key="next").disabled
    press(at, "previous")
    assert position(at) == f"{len(mentions) - 1} of {len(mentions)}"


def test_every_sensitive_passage_is_folded_under_what_it_is_about(atlas):
    at = visit()
    seen = 0
    for mention in atlas.mentions:
        passage = atlas.article.passage_at(mention.start)
        follow(at, place=mention.place_id, mention=str(mention.start))
        folds = [e for e in at.expander if e.label.startswith("Folded")]
        assert [fold.label for fold in folds] == [f"Folded: {passage.sensitive}"] * bool(
            passage.sensitive
        )
        for fold in folds:
            assert not fold.proto.expanded
            assert "<mark" in fold.get("html")[0].value
            seen += 1
    assert seen


def test_all_places_goes_back_to_the_list(atlas):
    at = visit(place="kabul", mention="16472")
    [back] = [button for button in at.button if button.label == "All places"]
    ran(back.click().run())
    assert len(listed(at)) == len(atlas.places)
    assert dict(at.query_params) == {}


def test_names_in_other_scripts_carry_language_and_direction(atlas):
    at = visit()
    for place in atlas.places.values():
        follow(at, place=place.place_id)
        written = re.findall(r'<bdi lang="(.+?)" dir="(.+?)">(.*?)</bdi>', markup(at))
        assert {unescape(text) for _, _, text in written} == {n.text for n in place.names}
        for _, direction, text in written:
            assert (direction == "rtl") == bool(re.search("[\u0590-\u08ff]", text))


def test_ids_are_links_to_who_gave_them():
    assert 'href="https://www.geonames.org/1138958"' in markup(visit(place="kabul"))


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"place": "atlantis"}, "“atlantis”"),
        ({"place": "kabul", "mention": "x"}, "“x”"),
        ({"place": "kabul", "mention": "16473"}, "“16473”"),
        ({"place": "kabul", "mention": "20"}, "“20”"),
        ({"kind": "junk"}, "“junk”"),
        ({"use": "junk"}, "“junk”"),
        ({"kind": ["country", "junk"]}, "“junk”"),
        ({"place": "KABUL"}, "“KABUL”"),
        ({"place": "kabul\u0000"}, "kabul"),
        ({"place": "x" * 5000}, f"“{'x' * 60} …”"),
    ],
)
def test_a_bad_value_in_a_link_gives_one_sentence(link, sentence):
    [warning] = warnings(visit(**link))
    assert sentence in warning


def test_a_bad_value_is_left_out_and_the_good_ones_hold(atlas):
    at = visit(kind=["country", "junk"])
    assert {atlas.places[key].kind for key in listed(at)} == {"country"}


@pytest.mark.parametrize(
    "link", [{"place": ""}, {"mention": "20"}, {"kind": ["country", "country"]}, {"other": "x"}]
)
def test_an_odd_link_is_no_harm(link):
    assert listed(visit(**link))


def test_a_filter_by_kind_restricts_the_list(atlas):
    for group in GROUPS:
        listing = listed(visit(kind=group.group_id))
        assert sorted(listing) == sorted(
            key for key, place in atlas.places.items() if place.kind in group.kinds
        )


def test_a_filter_by_use_restricts_the_mentions(atlas):
    at = visit(place="united-states", use="metonym")
    mentions = [m for m in atlas.mentions_of["united-states"] if m.use == "metonym"]
    assert 1 < len(mentions) < len(atlas.mentions_of["united-states"])
    assert position(at) == f"1 of {len(mentions)}"
    for mention in mentions[1:]:
        press(at, "next")
        assert linked(at, "mention") == [str(mention.start)]


def test_a_filter_by_use_restricts_the_list(atlas):
    listing = listed(visit(use="historic"))
    assert set(listing) == {m.place_id for m in atlas.mentions if m.use == "historic"}


def test_choosing_a_filter_puts_it_into_the_url_and_dropping_it_takes_it_out():
    at = visit()
    kinds = next(group for group in at.get("button_group") if group.key == "kind")
    ran(kinds.set_value(["country", "province"]).run())
    assert linked(at, "kind") == ["country", "province"]
    kinds = next(group for group in at.get("button_group") if group.key == "kind")
    ran(kinds.set_value([]).run())
    assert linked(at, "kind") == []


def test_filters_reach_the_map():
    everything, filtered = deck_json(visit()), deck_json(visit(kind="country", use="metonym"))
    assert everything != filtered


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Chawkay", "chawkay"),
        ("Sawkai", "chawkay"),
        ("Tsowkey", "chawkay"),
        ("Sar-e Pol", "sar-e-pol"),
        ("Sar-i Pul", "sar-e-pol"),
        ("sar e pul", "sar-e-pol"),
        ("کابل", "kabul"),
        ("Кабул", "kabul"),
        ("KABUL", "kabul"),
        ("  kabul  ", "kabul"),
        ("Kabool", "kabul"),
        ("Qabul", "kabul"),
        ("Hyderabad", "hyderabad"),
        ("Oxus", "amu-darya"),
        ("Khurasan", "khorasan"),
        ("Sistan-Baluchistan", "balochistan"),
        ("Termiz", "termez"),
        ("Nangarhār", "nangarhar"),
        ("USA", "united-states"),
        ("UAE", "united-arab-emirates"),
        ("Türkiye", "turkey"),
        ("Burma", "myanmar"),
    ],
)
def test_search_forgives_spelling(query, place_id):
    assert listed(visit(q=query))[0] == place_id


def test_a_search_in_vain_says_so():
    at = visit(q="zzzzqqqq")
    assert not at.get("bidi_component")
    assert "zzzzqqqq" in warnings(at)[0]


def test_typing_in_the_search_box_leads_back_to_the_list():
    at = visit(place="kabul")
    ran(at.text_input(key="q").set_value("Tsowkey").run())
    assert listed(at) == ["chawkay"]


def test_a_blank_search_lists_everything(atlas):
    assert len(listed(visit(q="   "))) == len(atlas.places)


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
    assert "land" in layer_ids(at)
    assert "Traceback" not in said(at) + warning


def test_a_place_that_the_data_names_without_mention_is_no_crash(edit_data):
    edit_data("mentions.csv", "15756,15767,Balochistan,balochistan,literal\n", "")
    edit_data("mentions.csv", "22824,22835,Balochistan,balochistan,embedded\n", "")
    edit_data("mentions.csv", "22997,23008,Balochistan,balochistan,embedded\n", "")
    visit()
    visit(place="balochistan")


def test_markup_in_the_data_is_shown_as_text(edit_data):
    edit_data("places.csv", "kabul,Kabul,city", f"kabul,{HOSTILE},city")
    at = visit(place="kabul")
    assert heading(at) == HOSTILE
    assert "<script" not in markup(at)


@pytest.mark.parametrize(
    "name",
    [
        "land.json", "relief-light.webp", "relief.json", "water.json", "borders.json",
        "khorasan.json", "seams.json", "hover.json", "places.json", "symbols-light.svg",
        "names/places-3.json",
    ],
)  # fmt: skip
def test_a_missing_layer_gives_a_sentence_and_the_rest_is_drawn(lose, name):
    before = set(layer_ids(visit()))
    layers.address.cache_clear()
    lose(f"map/{name}")
    at = visit()
    assert any(name in warning for warning in warnings(at))
    assert len(warnings(at)) == 1
    drawn = set(layer_ids(at))
    assert drawn < before
    assert len(drawn) >= len(before) - len(layers.LEVELS)
    assert listed(at)


def test_a_missing_area_gives_a_sentence_and_the_passage_is_shown(lose):
    lose("map/areas/IR.json")
    at = visit(place="iran")
    [warning] = warnings(at)
    assert "areas/IR.json" in warning
    assert heading(at) == "Iran"


def test_markup_in_a_link_is_shown_as_text():
    at = visit(place=HOSTILE, kind=HOSTILE, use=HOSTILE, q=HOSTILE)
    assert "<script" not in markup(at)
    assert len(warnings(at)) == 4
    assert not any(warning.proto.allow_html for warning in at.markdown)
    assert "<script" not in deck_json(at)


@pytest.mark.parametrize("place_id", ["", "kabul", "afghanistan", "russia", "amu-darya"])
def test_the_deck_is_small_and_holds_no_outside_address(place_id):
    deck = deck_json(visit(place=place_id))
    assert "http://" not in deck
    assert "https://" not in deck
    assert len(deck.encode()) < 20_000


def test_a_choice_renews_the_layers_that_answer_the_pointer_and_no_others():
    at = visit()
    before = layer_ids(at)
    after = layer_ids(follow(at, place="kabul"))
    stepping = {key for key in before if key.rpartition("-")[0] in STEPPING}
    assert len(stepping) == len(STEPPING)
    assert stepping.isdisjoint(after)
    assert set(before) - stepping <= set(after)
    assert len(set(after)) == len(after)


def test_stepping_through_mentions_leaves_the_map_alone():
    at = visit(place="khorasan")
    before = deck_json(at)
    assert deck_json(press(at, "next")) == before


def test_a_chosen_place_with_an_area_shows_it():
    assert "area-iran" in layer_ids(visit(place="iran"))
    assert "radius-kabul" in layer_ids(visit(place="kabul"))


def test_the_map_goes_to_a_chosen_place(atlas):
    state = json.loads(deck_json(visit(place="kabul")))["initialViewState"]
    kabul = atlas.places["kabul"]
    assert (state["longitude"], state["latitude"]) == pytest.approx((kabul.lon, kabul.lat), 1e-4)


@pytest.mark.parametrize("label", ["Region", "World"])
def test_the_map_s_buttons_move_the_camera_each_time(label):
    at = visit(place="kabul")
    seen = {deck_json(at)}
    for _ in range(2):
        ran(next(button for button in at.button if button.label == label).click().run())
        seen.add(deck_json(at))
        assert heading(at) == "Kabul"
    assert len(seen) == 3


def test_the_about_section_names_sources_and_licences():
    at = visit()
    words = said(at) + " ".join(paragraph.value for paragraph in at.markdown)
    for source in ("Natural Earth", "GeoNames", "NOAA GLOBE", "Wikipedia", "CC BY-SA 4.0", "MIT"):
        assert source in words
