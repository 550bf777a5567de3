"""The panel Read without a browser: the text, the links, the walk, and the ways through it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from apptest import (
    choose,
    component,
    components,
    follow,
    has_component,
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
from geo.layers import files
from geo.layers.files import address
from geo.messages.catalogue import gettext, ngettext
from geo.messages.extents import name_in_heading
from geo.messages.places import folded, position
from geo.messages.vocabulary import sense_title
from geo.pipeline.assets.article import PARAGRAPH, article_in_runs, write_article
from geo.text.cooccurrence import companions
from geo.text.corpus import Corpus
from geo.units import unit_name
from geo.vocabulary import Sense, Use
from views.actions import TRAIL
from views.data import Data
from views.panels import read as panel
from views.panels.reading_lists import FEW
from views.state import parse

CLAIM = 4689
AIRPORT = 17622
"""A mention in a sensitive passage."""


@pytest.fixture(scope="module")
def text(corpus: Corpus) -> dict[str, Any]:
    return article_in_runs(corpus)


def read(**link: str) -> AppTest:
    return visit(panel="read", **link)


def spot(at: AppTest) -> dict[str, Any]:
    """Give where the reading pane is told that a person is."""
    return component(at, "reading-spot")


def lines(at: AppTest, key: str) -> list[dict[str, Any]]:
    return component(at, key)["lines"]


def words(line: dict[str, Any]) -> str:
    return "".join(words for words, _ in line["parts"])


def passages(text: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for section in text["sections"] for block in section["blocks"] for one in block]


def near(at: AppTest) -> set[str]:
    """Give the ids of the places that stand out on the map."""
    return set(layers(at)["near"]["keep"]["place_id"]) if "near" in layers(at) else set()


def strings(data: Any) -> Iterator[str]:
    """Give every text in a component's data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from (text for one in data.values() for text in strings(one))
    elif isinstance(data, list):
        yield from (text for one in data for text in strings(one))


# The file that the pane reads


def test_the_file_holds_the_whole_article_verbatim(corpus, text):
    assert "".join(run[0] for one in passages(text) for run in one["runs"]) == corpus.article.text


def test_the_file_holds_every_mention_and_every_sensitive_passage(corpus, text):
    runs = [tuple(run) for one in passages(text) for run in one["runs"] if len(run) > 1]
    assert runs == [(m.surface, m.start, m.place_id, m.use) for m in corpus.mentions]
    abouts = [one["about"] for one in passages(text)]
    assert abouts == [passage.sensitive for passage in corpus.article.passages]
    assert any(abouts)


def test_a_sensitive_passage_is_a_paragraph_of_its_own_and_paragraphs_are_short(text):
    for section in text["sections"]:
        for block in section["blocks"]:
            assert len(block) == 1 or not any(one["about"] for one in block)
            assert block[-1]["start"] - block[0]["start"] < PARAGRAPH


def test_the_file_that_is_served_is_up_to_date(corpus, tmp_path):
    """`make assets` writes it."""
    write_article(corpus, tmp_path / "article.json")
    assert (tmp_path / "article.json").read_bytes() == (paths.STATIC / "article.json").read_bytes()


def test_the_text_does_not_travel_with_the_page(corpus):
    """Beside the map and the axis of time a click costs little, and no passage is in it."""
    at = read(place="kabul")
    assert component(at, "reader")["address"] == address("article.json")
    others = (scene(at), component(at, "timeline"))
    assert sum(map(len, components(at))) - sum(len(json.dumps(one)) for one in others) < 5000
    told = "".join(components(at))
    texts = (corpus.article.text[one.start : one.end] for one in corpus.article.passages)
    assert not [one for one in texts if json.dumps(one.strip())[1:-1] in told]


def test_the_data_of_the_pane_never_change():
    """Otherwise its script would travel again with each click."""
    at = read()
    before = component(at, "reader")
    assert component(follow(at, panel="read", place="kabul", mention="16472"), "reader") == before


# Links


def test_a_link_opens_a_mention_and_counts_the_mentions_of_its_place(corpus):
    at = read(place="khorasan", mention=str(CLAIM))
    starts = [mention.start for mention in corpus.mentions_of["khorasan"]]
    told = spot(at)
    assert (told["place"], told["mention"], told["passage"]) == ("khorasan", CLAIM, None)
    assert told["section"] == corpus.article.section_at(CLAIM).start
    assert position(starts.index(CLAIM) + 1, len(starts)) in said(at)
    assert not warnings(at)


def test_every_passage_has_a_link(corpus):
    data = Data(corpus)
    for passage in corpus.article.passages:
        state, bad = parse({"panel": ["read"], "passage": [passage.passage_id]}, data)
        assert not bad
        found = panel._spot(corpus, state, None)
        assert (found.mention, found.passage) == (None, passage)


def test_a_link_to_a_passage_goes_to_its_section(corpus):
    """The first and the last passage of each section are tried."""
    at = read()
    article = corpus.article
    ends = [section.start for section in article.sections[1:]] + [len(article.text)]
    edges = [
        article.passage_at(at)
        for section, end in zip(article.sections, ends, strict=True)
        for at in (section.start, end - 1)
    ]
    for passage in edges:
        follow(at, panel="read", passage=passage.passage_id)
        assert spot(at)["passage"] == passage.passage_id
        assert spot(at)["section"] == corpus.article.section_at(passage.start).start
        assert not warnings(at)


@pytest.mark.faults
@pytest.mark.parametrize(
    "link",
    [
        {"passage": "p999"},
        {"passage": "<b>"},
        {"place": "atlantis"},
        {"place": "kabul", "mention": "20"},
        {"follow": "me"},
    ],
    ids=str,
)
def test_a_bad_value_in_a_link_leaves_the_text_on_the_screen(link):
    at = read(**link)
    assert len(warnings(at)) == 1
    assert has_component(at, "reader")
    assert spot(at)["follows"] is True


def test_a_filter_of_the_places_hides_nothing_from_a_reader(corpus):
    """Neither a mention of the place that is open, nor a place of the map."""
    mentions = corpus.mentions_of["united-states"]
    literal = next(m.start for m in mentions if m.use is Use.LITERAL)
    assert any(m.use is Use.METONYM for m in mentions)
    filtered = {"use": "metonym", "group": "district"}
    at = read(**filtered, place="united-states", mention=str(literal))
    assert spot(at)["mention"] == literal
    assert position([m.start for m in mentions].index(literal) + 1, len(mentions)) in said(at)
    assert not warnings(at)
    assert linked(at, "use") == ["metonym"]
    drawn = scene(at)
    follow(at, panel="read", place="united-states", mention=str(literal))
    for part in ("layers", "hits", "names"):
        assert drawn[part] == scene(at)[part]


# What the pane tells


def test_a_click_on_a_name_opens_its_place_there():
    at = tell(read(passage="p001"), "reader", ("chosen", CLAIM))
    assert dict(at.query_params) == {"panel": "read", "place": "khorasan", "mention": str(CLAIM)}
    assert scene(at)["choice"]["radius"] > 0


def test_a_bar_over_no_name_leads_to_the_passage_there(corpus):
    bare = next(p for p in corpus.article.passages if p.passage_id not in corpus.mentions_in)
    at = read(place="kabul", mention="16472")
    sight = scene(at)["sight"]
    tell(at, "reading-chart", ("went", bare.start))
    assert dict(at.query_params) == {"panel": "read", "place": "kabul", "passage": bare.passage_id}
    assert scene(at)["sight"] == sight  # The camera stays.


def test_the_section_in_view_is_remembered_and_its_places_stand_out(corpus):
    section = next(s for s in corpus.article.sections if s.title == "Financing")
    at = tell(read(), "reader", ("section", section.start))
    named = {m.place_id for m in corpus.mentions if corpus.article.section_at(m.start) == section}
    assert named
    assert near(at) == named
    assert spot(at)["section"] == section.start
    turn_to(at, "time")
    assert spot(turn_to(at, "read"))["section"] == section.start


def test_the_histograms_count_every_mention(corpus):
    at = read()
    for place_id in ("kabul", "afghanistan"):
        histograms = spot(follow(at, panel="read", place=place_id))["histograms"]
        bins = histograms["place"]["bins"]
        assert sum(count for _, _, count, *_ in bins) == len(corpus.mentions_of[place_id])
        assert histograms["place"]["label"] == corpus.places[place_id].name
        bins = histograms["name"]["bins"]
        assert sum(count for _, _, count, *_ in bins) == len(corpus.name_uses)
    assert "place" not in spot(follow(at, panel="read", place="khorasan"))["histograms"]


def test_each_bin_of_a_histogram_leads_to_a_name_and_says_so(corpus):
    histogram = spot(read(place="kabul"))["histograms"]["place"]
    starts = [mention.start for mention in corpus.mentions_of["kabul"]]
    for start, end, count, first, said_of_it in histogram["bins"]:
        inside = [one for one in starts if start <= one < end]
        assert (len(inside), inside[0]) == (count, first)
        assert corpus.article.section_at(first).title in said_of_it


# The walk


def test_the_walk_goes_through_every_mention_in_order_and_back(corpus):
    at = read()
    assert at.button(key="walk-back").disabled
    for mention in corpus.mentions[:25]:
        press(at, "walk-on")
        assert spot(at)["mention"] == mention.start
        assert linked(at, "place") == [mention.place_id]
    press(at, "walk-back")
    assert spot(at)["mention"] == corpus.mentions[23].start
    last = corpus.mentions[-1]
    follow(at, panel="read", place=last.place_id, mention=str(last.start))
    assert at.button(key="walk-on").disabled


def test_the_walk_starts_from_the_passage_that_is_open(corpus):
    """Also if a name is its first word."""
    starts = {mention.start for mention in corpus.mentions}
    begins_with_a_name = next(p for p in corpus.article.passages if p.start in starts)
    for passage in (corpus.article.passage_at(CLAIM), begins_with_a_name):
        at = press(read(passage=passage.passage_id), "walk-on")
        assert spot(at)["mention"] == min(start for start in starts if start >= passage.start)
        assert linked(at, "passage") == []


def test_a_place_may_be_open_beside_a_passage_that_does_not_name_it(corpus):
    at = read(place="kabul", passage="p150", only="on")
    assert spot(at)["mention"] is None
    count = len(corpus.mentions_of["kabul"])
    assert ngettext("{number} mention", "{number} mentions", count) in said(at)
    before = next(p.start for p in corpus.article.passages if p.passage_id == "p150")
    press(at, "walk-back")
    assert spot(at)["mention"] == max(
        m.start for m in corpus.mentions_of["kabul"] if m.start < before
    )


def test_the_steps_may_keep_to_the_place_that_is_open(corpus):
    """The one stepper says which it does, and the choice is a part of the link."""
    mentions = corpus.mentions_of["kabul"]
    at = choose(read(place="kabul"), "through", "place")
    assert linked(at, "only") == ["on"]
    for number, mention in enumerate(mentions[1:], 2):
        press(at, "walk-on")
        assert spot(at)["mention"] == mention.start
        assert position(number, len(mentions)) in said(at)
    assert at.button(key="walk-on").disabled
    choose(at, "through", "every")
    assert linked(at, "only") == []
    press(at, "walk-on")
    assert spot(at)["mention"] == min(
        one.start for one in corpus.mentions if one.start > mentions[-1].start
    )


def test_each_choice_from_elsewhere_is_a_new_one():
    """So the pane scrolls to it, even if it is the same mention as before."""
    at = read(place="kabul")
    choices = [spot(ran(at.run()))["choices"], spot(press(at, "walk-on"))["choices"]]
    choices.append(spot(press(at, "walk-back"))["choices"])
    assert choices == sorted(set(choices))
    assert spot(ran(at.run()))["choices"] == choices[-1]


# The map beside the text


def entries(at: AppTest) -> str:
    """Give the words of the legend."""
    return words_of(re.search(r'<ul class="legend".*?</ul>', markup(at), re.DOTALL)[0])


def test_no_line_is_drawn_unasked():
    """Not to a place that was opened before either."""
    at = read(place="kabul")
    for key in ("walk-on", "walk-on", "walk-back", "walk-back"):
        press(at, key)
        assert not {"trail", "company"} & set(layers(at))
    unfold(at, "company")
    assert "company" not in layers(at)


def test_the_trail_is_drawn_on_demand_and_is_short():
    at = read()
    for _ in range(12):
        press(at, "walk-on")
    unfold(at, "reading-options")
    ran(at.toggle(key="lines-trail").set_value(True).run())
    assert linked(at, "lines") == ["trail"]
    features = layers(at)["trail"]["data"]["features"]
    alphas = [one["properties"]["alpha"] for one in features]
    assert len(alphas) == TRAIL - 1
    assert alphas == sorted(alphas)
    assert alphas[-1] == 255
    assert gettext("The way through the places opened last") in entries(at)
    ran(at.toggle(key="lines-trail").set_value(False).run())
    assert linked(at, "lines") == []
    assert "trail" not in layers(at)
    assert gettext("The way through the places opened last") not in entries(at)


def test_lines_lead_to_the_company_on_demand():
    at = unfold(read(place="kabul"), "company")
    ran(at.toggle(key="lines-company").set_value(True).run())
    assert linked(at, "lines") == ["company"]
    assert "company" in layers(at)
    assert gettext("Named together with {name}", name="Kabul") in entries(at)
    at = read(place="kabul", lines=["company", "trail"])
    assert "company" in layers(at)
    assert "trail" not in layers(at)  # One place alone is no way.


def test_the_folded_passages_are_opened_on_demand_and_no_link_opens_them():
    at = unfold(read(), "reading-options")
    assert spot(at)["unfolded"] is False
    ran(at.toggle(key="unfolded").set_value(True).run())
    assert spot(at)["unfolded"] is True
    assert dict(at.query_params) == {"panel": "read"}


def test_the_map_follows_the_reading_only_if_asked_to():
    at = unfold(read(place="kabul"), "reading-options")
    assert "kabul" in near(at)
    ran(at.toggle(key="follows").set_value(False).run())
    assert linked(at, "follow") == ["off"]
    assert "near" not in layers(at)
    assert spot(at)["follows"] is False
    ran(at.toggle(key="follows").set_value(True).run())
    assert linked(at, "follow") == []


# The company of a place


def test_the_company_is_listed_and_leads_to_the_passages(corpus):
    """The list closes then, because it lies over the text."""
    at = unfold(read(place="kabul"), "company")
    found = companions(corpus, "kabul")
    assert list(map(words, lines(at, "companions"))) == [one.place.name for one in found]
    tell(at, "companions", ("companion", found[0].place.place_id))
    shared = [one for one in lines(at, "companions") if one.get("level")]
    assert [one["target"] for one in shared] == [
        {"event": "at", "value": one.one.start} for one in found[0].shared
    ]
    start = found[0].shared[-1].one.start
    tell(at, "companions", ("at", start))
    assert (linked(at, "place"), linked(at, "mention")) == (["kabul"], [str(start)])
    assert not has_component(at, "companions")


def test_a_companion_opens_and_closes(corpus):
    at = unfold(read(place="kabul"), "company")
    closed = lines(at, "companions")
    other = companions(corpus, "kabul")[1].place.place_id
    opened = lines(tell(at, "companions", ("companion", other)), "companions")
    assert [one["is_open"] for one in opened if one["target"]["value"] == other] == [True]
    assert lines(tell(at, "companions", ("companion", other)), "companions") == closed


def test_a_large_company_is_shown_whole_on_demand(corpus):
    at = unfold(read(place="afghanistan"), "company")
    names = [one.place.name for one in companions(corpus, "afghanistan")]
    *few, more = lines(at, "companions")
    assert list(map(words, few)) == names[:FEW]
    assert more["target"] == {"event": "whole", "value": "afghanistan"}
    assert str(len(names) - FEW) in words(more)
    tell(at, "companions", ("whole", "afghanistan"))
    assert list(map(words, lines(at, "companions"))) == names


# The uses of the name


def test_every_use_of_the_name_is_listed_by_its_sense(corpus):
    listing = lines(unfold(read(), "the-name"), "uses")
    assert sorted(one["target"]["value"] for one in listing) == [
        use.start for use in corpus.name_uses
    ]
    headings = [one["heading"] for one in listing if one.get("heading")]
    assert len(headings) == len(Sense)
    for heading, sense in zip(headings, Sense, strict=True):
        count = sum(use.sense is sense for use in corpus.name_uses)
        assert sense_title(sense) in heading
        assert str(count) in heading


def test_every_land_that_is_meant_has_a_way_to_it(corpus, catalogue):
    listing = lines(unfold(read(), "the-name"), "uses")
    links = [link for one in listing for link in one.get("also", []) + one.get("under", [])]
    assert {target["value"] for _, target in links} == {
        land for use in corpus.name_uses for land in use.refers_to
    }
    extents = catalogue.extents
    for text, target in links:
        key = target["value"]
        assert target["event"] == ("extent" if key in extents else "unit")
        assert (name_in_heading(extents[key]) if key in extents else unit_name(key)) in text


def test_a_land_is_shown_in_its_panel():
    at = unfold(read(), "the-name")
    tell(at, "uses", ("extent", "baladhuri"))
    assert dict(at.query_params) == {"panel": "time", "extent": "baladhuri"}
    at = unfold(follow(at, panel="read"), "the-name")
    tell(at, "uses", ("unit", "IR-28"))
    assert dict(at.query_params) == {"panel": "borders", "ask": "IR-28"}


# Sensitive passages, and a file at fault


def test_no_text_of_a_sensitive_passage_is_on_the_page(corpus):
    at = unfold(read(place="kabul-airport", mention=str(AIRPORT)), "the-name")
    unfold(at, "company")
    passage = corpus.article.passage_at(AIRPORT)
    assert passage.sensitive
    assert any(folded("") in words(one) for one in lines(at, "uses"))
    told = [text for data in components(at) for text in strings(json.loads(data))]
    assert any("Kabul" in text for text in told)
    shown = [said(at), *told]
    for one in corpus.article.passages:
        if one.sensitive:
            sentence = corpus.article.text[one.start : one.end].strip()
            assert not any(sentence in text for text in shown)


@pytest.mark.faults
def test_without_the_file_a_sentence_says_so_and_the_rest_is_shown(corpus, tmp_path, monkeypatch):
    (tmp_path / "map").symlink_to(paths.STATIC / "map")
    monkeypatch.setattr(paths, "STATIC", tmp_path)
    files.forget()
    at = read(place="kabul")
    files.forget()
    [warning] = warnings(at)
    assert "static/article.json" in warning
    assert not has_component(at, "reader")
    assert position(1, len(corpus.mentions_of["kabul"])) in said(at)
    assert "places" in layers(at)


def test_the_scene_of_a_reading_is_small():
    at = read(place="afghanistan", lines="company")
    assert len(json.dumps(scene(at)).encode()) < 20_000
