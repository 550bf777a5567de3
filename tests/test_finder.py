"""The one search finds places, subjects and words, each kind by itself, and the nearest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.extents.catalogue import read_catalogue
from geo.finder import find
from geo.folding import fold
from geo.lookup import build_index
from geo.text.corpus import read_corpus

CORPUS = read_corpus()
INDEX = build_index(CORPUS, read_catalogue())
MOST = 6


def found(query: str):
    return find(query, CORPUS, INDEX, MOST)


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("Herat", "hara"), ("Herāt", "AF-HER"), ("Merv", "marw"), ("سمرقند", "samarqand"),
        ("Samarkand", "samarqand"), ("Nishabur", "nishapur"), ("Neyshabur", "nishapur"),
        ("Nangarhar", "AF-NAN"), ("Termiz", "tirmidh"), ("semnan", "IR-20"),
        ("Peshawar", "peshawar"), ("Badakhsh", "AF-BDS"),
    ],
)  # fmt: skip
def test_what_one_can_ask_about_is_found_in_any_spelling(query, key):
    assert key in [one.key for one in found(query).subjects]


@pytest.mark.parametrize(
    ("query", "place_id"),
    [("Tsowkey", "chawkay"), ("کابل", "kabul"), ("Nangarhar", "nangarhar"), ("Qabul", "kabul")],
)
def test_places_of_the_article_are_found_in_any_spelling(query, place_id):
    assert found(query).places[0].place_id == place_id


def test_a_town_that_the_article_does_not_name_comes_first_and_no_place_is_put_in_its_stead():
    assert found("Samarkand").places == ()
    assert found("Samarkand").asks_first
    assert not found("Kabul").asks_first


def test_words_of_the_text_are_found_and_counted():
    airport = found("airport")
    assert airport.passage_count == len(airport.passages) == 3
    assert found("the").passage_count > len(found("the").passages) == MOST


def test_misspelt_names_are_tried_only_where_nothing_has_the_query():
    assert [one.key for one in found("Afganistan").subjects] == ["AF"]
    assert not found("zzzzqqqq")


@given(st.text(max_size=12))
def test_a_search_finds_no_more_than_asked_for_and_nothing_for_a_blank(query):
    hits = found(query)
    assert max(len(hits.places), len(hits.subjects), len(hits.passages)) <= MOST
    assert hits.passage_count >= len(hits.passages)
    if not fold(query):
        assert not hits


def test_a_search_without_data_finds_nothing_and_raises_nothing():
    assert not find("Kabul", None, None, MOST)
    assert find("Kabul", CORPUS, None, MOST).places
