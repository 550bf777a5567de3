"""Every view is said in two to five plain sentences, which a screen reader hears as they change."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from apptest import component, markup, said, scene, unfold, visit
from test_pseudo import LINKS
from themes import TOLD

from geo.extents.catalogue import ExtentCatalogue
from geo.extents.inclusion import verdicts
from geo.layers.scene import moving, paper
from geo.layers.style import LIGHT
from geo.layers.view import Reading, Shown, ThemeId, View
from geo.lookup import build_index
from geo.messages.catalogue import decimal, thousand_km2
from geo.messages.extents import khorasan_of
from geo.messages.inwords import MOST_NAMES, MOST_SENTENCES, in_words
from geo.vocabulary import Band

ADDRESS = re.compile(r"https?:|www[.]|[.](org|com)\b|\w/\w+/\w")
MARKUP = re.compile(r"[<>*_`]|&[a-z]+;|[{}]")


def shown(catalogue: ExtentCatalogue, key: str) -> Shown:
    extent = catalogue.extents[key]
    return Shown(key, extent.source.short, khorasan_of(extent))


@pytest.fixture(scope="module")
def view(catalogue) -> View:
    return View(LIGHT, extent=shown(catalogue, "istakhri"))


def expect_plain(sentences: tuple[str, ...] | list[str]) -> None:
    """Expect two to five sentences: a capital, a full stop, no address, no markup, none twice."""
    assert 2 <= len(sentences) <= MOST_SENTENCES
    assert len(set(sentences)) == len(sentences)
    for sentence in sentences:
        assert re.match(r"[A-Z“0-9]", sentence), sentence
        assert sentence.endswith("."), sentence
        assert not re.search(r"[.:;,]{2}|  | ,|\(\)", sentence), sentence
        assert not ADDRESS.search(sentence)
        assert not MARKUP.search(sentence)


@pytest.mark.parametrize("link", LINKS, ids=lambda link: "-".join(map(str, link.values())))
def test_every_state_has_two_to_five_plain_sentences(link):
    at = visit(**link)
    sentences = scene(at)["said"]
    expect_plain(sentences)
    at = unfold(at, "in-words")
    assert all(sentence in said(at) for sentence in sentences)


def test_every_extent_is_told_in_every_theme(catalogue, corpus, view):
    for key in catalogue.extents:
        for theme in TOLD:
            one = replace(view, theme=theme, extent=shown(catalogue, key))
            if theme is ThemeId.COMPARISON:
                one = replace(one, against=shown(catalogue, "article"))
                if key == "article":
                    continue
            expect_plain(in_words(one, catalogue, corpus))


def test_an_extent_is_told_by_whose_how_large_which_countries_and_which_towns(
    catalogue, corpus, view
):
    whose, size, countries, towns = in_words(
        replace(view, theme=ThemeId.EXTENT), catalogue, corpus
    )  # fmt: skip
    areas = catalogue.extents["istakhri"].areas
    assert "after al-Istakhri, c. 950" in whose
    assert thousand_km2(areas[Band.CORE]) in size
    assert thousand_km2(areas[Band.POSSIBLE]) in size
    assert all(name in countries for name in ("Afghanistan", "Iran", "Turkmenistan"))
    inside, outside = towns.split("counts out")
    assert all(name in inside for name in ("Nishapur", "Marw", "Herat", "Balkh"))
    assert "Samarqand" in outside


def test_a_state_is_told_by_the_known_towns_on_its_two_sides(catalogue, corpus, view):
    today = replace(view, theme=ThemeId.EXTENT, extent=shown(catalogue, "split-2004"))
    inside, outside = in_words(today, catalogue, corpus)[-1].split("leaves out")
    assert "Nishapur" in inside
    assert "Herat" in outside


def test_two_extents_are_told_by_what_is_shared_and_what_is_not(catalogue, corpus, view):
    two = replace(view, theme=ThemeId.COMPARISON, against=shown(catalogue, "qudama"))
    words = in_words(two, catalogue, corpus)
    assert "al-Istakhri" in words[0]
    assert "Qudama" in words[0]
    assert "only the second has land of Uzbekistan" in words[2]
    assert "Bukhara" in words[-1]


def test_a_place_is_told_with_what_the_sources_answer(catalogue, corpus, view):
    subject = build_index(corpus, catalogue).find("kabul")
    one = replace(view, place=corpus.places["kabul"])
    first, answer, *_ = in_words(one, catalogue, corpus, subject, verdicts(catalogue, subject))
    assert first.startswith("The map shows Kabul (city,")
    assert decimal(len(corpus.mentions_of["kabul"])) in first
    assert "written sources" in answer
    assert "Kabul" in answer


def test_what_is_asked_about_is_told_whatever_the_map_is_about(catalogue, corpus, view):
    subject = build_index(corpus, catalogue).find("samarqand")
    given = verdicts(catalogue, subject)
    for theme in TOLD:
        one = replace(view, theme=theme, against=shown(catalogue, "qudama"))
        words = in_words(one, catalogue, corpus, subject, given)
        if theme is not ThemeId.PLACES:
            assert "Samarqand" in words[-1]
            expect_plain(words)


def test_the_filters_and_the_reading_are_told(catalogue, corpus, view):
    filtered = replace(view, groups=("country",), uses=("metonym",))
    first = in_words(filtered, catalogue, corpus)[0]
    assert re.search(r"shows \d+ of the 86 places", first)
    assert "Countries" in first
    read = replace(view, reading=Reading(near=("kabul", "kunar-province")))
    assert "Kabul" in in_words(read, catalogue, corpus)[-1]
    led = replace(view, place=corpus.places["kabul"])
    led = replace(led, reading=Reading(company=(corpus.places["kerman"],)))
    assert any("Kerman" in sentence for sentence in in_words(led, catalogue, corpus))


def test_long_lists_are_cut_and_counted(catalogue, corpus, view):
    [places] = [one for one in in_words(view, catalogue, corpus) if "lie in it" in one]
    number, names, more = re.fullmatch(r"(\d+) .*?: (.*) and (\d+) more\.", places).groups()
    assert len(names.split(", ")) == MOST_NAMES
    assert int(number) == MOST_NAMES + int(more)


def test_what_can_be_read_is_told_without_the_rest(catalogue, corpus, view):
    bare = View(LIGHT)
    for one, *read in ((bare, None, None), (bare, None, corpus), (view, catalogue, None)):
        expect_plain(in_words(one, *read))
        kabul = replace(one, place=corpus.places["kabul"])
        expect_plain(in_words(kabul, *read))


def test_the_words_travel_with_a_choice_and_leave_the_paper_as_it_is(view):
    told = replace(view, words=("One.", "Two."))
    assert moving(told)[0]["said"] == ("One.", "Two.")
    assert paper(told)[0]["id"] == paper(view)[0]["id"]


def test_one_live_region_tells_the_state():
    """The map has it; the line above it says less, and a second map beside the first is silent."""
    assert "aria-live" not in markup(visit())
    at = visit(panel="time", extent="istakhri", against="qudama", beside="on")
    assert "compares" in component(at, "map")["said"][0]
    assert component(at, "map-beside")["said"] == []
