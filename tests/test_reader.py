"""Hold Read to its promises without a browser: the text, the links, the walk, what leads there."""

from __future__ import annotations

import json
from typing import Any

import pytest
import streamlit as st
from screen import deck_json, follow, layer_ids, linked, press, ran, said, visit, warnings
from streamlit.testing.v1 import AppTest

from geo import layers
from geo.atlas import Atlas, read_atlas
from geo.build.reading import PARAGRAPH, reading, write_reading
from geo.company import together
from geo.concordance import SENSE_TITLES
from geo.layers import STATIC
from views import reader, reading_lists
from views.reader import TRAIL

CLAIM = "4689"
AIRPORT = "17622"
"""A mention in a sensitive passage."""


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read_atlas()


@pytest.fixture(scope="module")
def text(atlas: Atlas) -> dict[str, Any]:
    return reading(atlas)


def read(**link: str) -> AppTest:
    return visit(panel="read", **link)


def data(at: AppTest, name: str = "reading") -> dict[str, Any]:
    """Give what a component is told: where a person is, or the lines it shows."""
    [one] = [c for c in at.get("bidi_component") if c.proto.id.endswith(f"-{name}")]
    return json.loads(one.proto.json)


def again(at: AppTest, **state: object) -> AppTest:
    """Run again with another state of the session: AppTest tells no callback of a component."""
    for key, value in state.items():
        at.session_state[key.replace("_", "-") if key == "the_name" else key] = value
    return ran(at.run())


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, str], dict[str, Any]]:
    """Give the address's parameters and the state of a session for what components tell."""
    params: dict[str, str] = {}
    state: dict[str, Any] = {"turn": 0, "at": "kabul"}
    monkeypatch.setattr(st, "query_params", params)
    monkeypatch.setattr(st, "session_state", state)
    return params, state


def line_texts(at: AppTest, name: str) -> list[str]:
    return ["".join(words for words, _ in one["parts"]) for one in data(at, name)["lines"]]


def passages(text: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for section in text["sections"] for block in section["blocks"] for one in block]


def near(at: AppTest) -> list[str]:
    """Give the ids of the places that stand out on the map."""
    stack = json.loads(deck_json(at))["layers"]
    return next((one["filterCategories"] for one in stack if one["id"] == "near"), [])


def test_the_file_holds_the_whole_article_verbatim(atlas, text):
    assert "".join(run[0] for one in passages(text) for run in one["runs"]) == atlas.article.text


def test_the_file_holds_every_mention_and_every_folded_passage(atlas, text):
    runs = [tuple(run) for one in passages(text) for run in one["runs"] if len(run) > 1]
    assert runs == [(m.surface, m.start, m.place_id, m.use) for m in atlas.mentions]
    abouts = [one["about"] for one in passages(text)]
    assert abouts == [passage.sensitive for passage in atlas.article.passages]


def test_what_is_folded_stands_alone_and_paragraphs_are_short(text):
    for section in text["sections"]:
        for block in section["blocks"]:
            assert len(block) == 1 or not any(one["about"] for one in block)
            assert block[-1]["start"] - block[0]["start"] < PARAGRAPH


def test_the_file_on_the_screen_is_up_to_date(atlas, tmp_path):
    write_reading(atlas, tmp_path / "article.json")
    assert (tmp_path / "article.json").read_bytes() == (STATIC / "article.json").read_bytes()


def test_the_text_does_not_travel_with_the_page():
    at = read(place="kabul")
    told = [c.proto.json for c in at.get("bidi_component")]
    assert sum(map(len, told)) < 3000
    assert data(at, "reader") == {"address": layers.address("article.json")}


def test_a_link_opens_a_mention_and_all_its_place_s_mentions_are_counted(atlas):
    at = read(place="khorasan", mention=CLAIM)
    starts = [mention.start for mention in atlas.mentions_of["khorasan"]]
    told = data(at)
    assert (told["place"], told["mention"], told["passage"]) == ("khorasan", int(CLAIM), None)
    assert told["section"] == atlas.article.section_at(int(CLAIM)).start
    assert f"{starts.index(int(CLAIM)) + 1} of {len(starts)}" in said(at)
    assert not warnings(at)


def test_every_passage_has_a_link(atlas):
    at = read()
    for passage in atlas.article.passages:
        follow(at, panel="read", passage=passage.passage_id)
        assert data(at)["passage"] == passage.passage_id
        assert data(at)["section"] == atlas.article.section_at(passage.start).start
        assert not warnings(at)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"passage": "p999"}, "“p999”"),
        ({"passage": "<b>"}, "“<b>”"),
        ({"place": "atlantis"}, "“atlantis”"),
        ({"place": "kabul", "mention": "20"}, "“20”"),
        ({"follow": "me"}, "“me”"),
    ],
)
def test_a_bad_value_in_a_link_gives_one_sentence_and_the_text_is_shown(link, sentence):
    at = read(**link)
    [warning] = warnings(at)
    assert sentence in warning
    assert data(at)["follows"] is True


def test_what_the_text_tells_opens_the_place_named_there(atlas, session):
    params, state = session
    params["passage"] = "p001"
    state["reader"] = {"chosen": int(CLAIM)}
    reader._chosen(atlas)
    assert params == {"place": "khorasan", "mention": CLAIM}
    assert state["at"] is None


def test_what_the_text_tells_opens_the_passage_where_nothing_is_named(atlas, session):
    params, state = session
    params |= {"place": "kabul", "mention": "16472"}
    bare = next(p for p in atlas.article.passages if p.passage_id not in atlas.mentions_in)
    state["reader"] = {"went": bare.start}
    reader._went(atlas)
    assert params == {"place": "kabul", "passage": bare.passage_id}
    assert state["at"] == "kabul"


def test_what_was_told_before_is_not_told_again(atlas, session):
    params, state = session
    state["reader"] = {"chosen": None, "section": None}
    reader._chosen(atlas)
    reader._seen()
    assert params == {}
    assert "section" not in state


def test_the_bars_count_every_mention(atlas):
    for place_id in ("kabul", "afghanistan"):
        bars = data(read(place=place_id))["bars"]
        counts = [count for _, _, count, _ in bars["place"]["bins"]]
        assert sum(counts) == len(atlas.mentions_of[place_id])
        assert sum(count for _, _, count, _ in bars["name"]["bins"]) == len(atlas.senses)
    assert "place" not in data(read(place="khorasan"))["bars"]


def test_a_filter_of_the_places_hides_nothing_from_a_reader():
    at = read(use="historic", kind="country", place="kabul", mention="16472")
    assert data(at)["mention"] == 16472
    assert not warnings(at)
    assert linked(at, "use") == ["historic"]


def test_the_walk_goes_through_every_mention_in_order_and_back(atlas):
    at = read()
    assert at.button(key="walk-back").disabled
    for mention in atlas.mentions[:25]:
        press(at, "walk-on")
        assert data(at)["mention"] == mention.start
        assert linked(at, "place") == [mention.place_id]
    press(at, "walk-back")
    assert data(at)["mention"] == atlas.mentions[23].start
    last = atlas.mentions[-1]
    follow(at, panel="read", place=last.place_id, mention=str(last.start))
    assert at.button(key="walk-on").disabled


def test_the_walk_starts_from_the_passage_that_is_open(atlas):
    passage = atlas.article.passage_at(int(CLAIM))
    at = press(read(passage=passage.passage_id), "walk-on")
    assert data(at)["mention"] == next(m.start for m in atlas.mentions if m.start >= passage.start)
    assert linked(at, "passage") == []


def test_a_place_and_a_passage_without_mention_stand_side_by_side(atlas):
    at = read(place="kabul", passage="p150")
    assert data(at)["mention"] is None
    assert f"{len(atlas.mentions_of['kabul'])} mentions" in said(at)
    before = atlas.article.passages[149].start
    press(at, "previous")
    assert data(at)["mention"] == max(
        m.start for m in atlas.mentions_of["kabul"] if m.start < before
    )


def test_the_place_s_own_steps_pass_over_other_places(atlas):
    at = read(place="kabul")
    for number, mention in enumerate(atlas.mentions_of["kabul"][1:], 2):
        press(at, "next")
        assert data(at)["mention"] == mention.start
        assert f"{number} of {len(atlas.mentions_of['kabul'])}" in said(at)
    assert at.button(key="next").disabled


def test_the_trail_is_drawn_and_is_short():
    at = read()
    assert "trail" not in layer_ids(at)
    for _ in range(12):
        press(at, "walk-on")
    stack = json.loads(deck_json(at))["layers"]
    [trail] = [one for one in stack if one["id"] == "trail"]
    alphas = [one["properties"]["alpha"] for one in trail["data"]["features"]]
    assert len(alphas) == TRAIL - 1
    assert alphas == sorted(alphas)
    assert alphas[-1] == 255


def test_what_the_section_in_view_names_stands_out(atlas):
    at = read()
    section = next(s for s in atlas.article.sections if s.title == "Financing")
    again(at, section=section.start)
    named = {m.place_id for m in atlas.mentions if atlas.article.section_at(m.start) == section}
    assert set(near(at)) == named
    assert data(at)["section"] == section.start


def test_the_map_follows_the_reading_only_if_it_is_to():
    at = read(place="kabul")
    assert "near" in layer_ids(at)
    ran(at.toggle(key="follows").set_value(False).run())
    assert linked(at, "follow") == ["off"]
    assert "near" not in layer_ids(at)
    assert data(at)["follows"] is False
    ran(at.toggle(key="follows").set_value(True).run())
    assert linked(at, "follow") == []


def test_each_choice_from_elsewhere_is_a_new_turn():
    at = read(place="kabul")
    turns = [data(ran(at.run()))["turn"], data(press(at, "next"))["turn"]]
    turns.append(data(press(at, "previous"))["turn"])
    assert turns == sorted(set(turns))
    assert data(ran(at.run()))["turn"] == turns[-1]


def test_the_company_is_listed_with_lines_on_the_map_and_leads_to_the_passages(atlas):
    at = read(place="kabul")
    assert "company" not in layer_ids(at)
    again(at, company=True)
    companions = together(atlas, "kabul")
    assert line_texts(at, "companions") == [one.place.name for one in companions]
    assert "company" in layer_ids(at)
    again(at, company=True, companion=companions[0].place.place_id)
    shared = [one for one in data(at, "companions")["lines"] if one.get("level")]
    assert [one["go"] for one in shared] == [["at", one.one.start] for one in companions[0].shared]


def test_a_large_company_is_cut_and_shown_whole_on_demand(atlas):
    at = again(read(place="afghanistan"), company=True)
    assert line_texts(at, "companions")[-1].endswith("more")
    again(at, company=True, whole_company="afghanistan")
    names = [one.place.name for one in together(atlas, "afghanistan")]
    assert line_texts(at, "companions") == names


def test_a_companion_opens_and_closes(session):
    _, state = session
    reading_lists._companion("iran")
    assert state["companion"] == "iran"
    reading_lists._companion("iran")
    assert state["companion"] is None


def test_every_use_of_the_name_is_listed_by_its_sense(atlas):
    at = again(read(), the_name=True)
    lines = data(at, "uses")["lines"]
    assert sorted(one["go"][1] for one in lines) == [sense.start for sense in atlas.senses]
    headings = [one["heading"] for one in lines if one.get("heading")]
    assert len(headings) == len({sense.sense for sense in atlas.senses})
    assert all(any(h.startswith(title) for title in SENSE_TITLES.values()) for h in headings)


def test_every_land_that_is_meant_is_led_to(atlas):
    lines = data(again(read(), the_name=True), "uses")["lines"]
    targets = {t[2] for one in lines for t in one.get("also", []) + one.get("under", [])}
    assert targets == {land for sense in atlas.senses for land in sense.refers_to}


def test_a_land_is_shown_in_its_panel(session):
    params, _ = session
    reading_lists._extent("baladhuri")
    assert params == {"panel": "time", "extent": "baladhuri"}
    reading_lists._unit("IR-28")
    assert (params["panel"], params["ask"]) == ("borders", "IR-28")


@pytest.mark.parametrize("query", ["Tsowkey", "airport", "Kabul", "کابل", "Кабул"])
def test_a_search_lists_passages_by_where_they_are(atlas, query):
    lines = data(read(find=query), "hits")["lines"]
    titles = [atlas.article.section_at(one["go"][1]).title for one in lines]
    assert titles
    assert titles == [one["note"] for one in lines]


def test_a_search_in_vain_says_so():
    [warning] = warnings(read(find="zzzzqqqq"))
    assert "zzzzqqqq" in warning


def test_no_sensitive_text_is_on_the_page(atlas):
    at = again(read(place="kabul-airport", mention=AIRPORT, find="airport"), the_name=True)
    passage = atlas.article.passage_at(int(AIRPORT))
    assert passage.sensitive
    words = said(at) + " ".join(c.proto.json for c in at.get("bidi_component"))
    assert atlas.article.text[passage.start : passage.end].strip() not in words
    assert f"Folded: {passage.sensitive}" in " ".join(line_texts(at, "hits"))


def test_without_the_file_a_sentence_says_so_and_the_rest_is_shown(monkeypatch):
    monkeypatch.setattr("views.reader.TEXT", "none.json")
    at = read(place="kabul")
    [warning] = warnings(at)
    assert "none.json" in warning
    assert "Kabul" in said(at)
    assert "places-1" in layer_ids(at)


def test_the_deck_of_a_reading_is_small():
    at = again(read(place="afghanistan"), company=True)
    assert len(deck_json(at).encode()) < 20_000
