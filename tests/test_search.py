"""The search for places: any spelling that a person may type finds the place."""

import pytest

from geo.text.corpus import read_corpus
from geo.text.search import search

CORPUS = read_corpus()


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Chawkay", "chawkay"),
        ("Sawkai", "chawkay"),
        ("Tsowkey", "chawkay"),
        ("Sar-e Pol", "sar-e-pol"),
        ("Sar-i Pul", "sar-e-pol"),
        ("sar e pul", "sar-e-pol"),
        ("saripul", "sar-e-pol"),
        ("Jawzjan", "jowzjan"),
        ("کابل", "kabul"),
        ("كابل", "kabul"),
        ("Кабул", "kabul"),
        ("KABUL", "kabul"),
        ("  kabul  ", "kabul"),
        ("Kabool", "kabul"),
        ("Qabul", "kabul"),
        ("Hyderabad", "hyderabad"),
        ("Oxus", "amu-darya"),
        ("Khurasan", "khorasan"),
        ("Khurāsān", "khorasan"),
        ("Baluchistan", "balochistan"),
        ("Sistan-Baluchistan", "balochistan"),
        ("Termiz", "termez"),
        ("Nangarhār", "nangarhar"),
        ("USA", "united-states"),
        ("UAE", "united-arab-emirates"),
        ("Türkiye", "turkey"),
        ("Burma", "myanmar"),
        ("Jalalabd", "jalalabad"),
        ("Peshavar", "peshawar"),
        ("Uzbekstan", "uzbekistan"),
    ],
)
def test_another_spelling_finds_the_place(query, place_id):
    """Another transliteration, another script or a slip finds the place first."""
    assert search(query, CORPUS.folded)[0] == place_id


@pytest.mark.parametrize("query", ["", "  ", "-"])
def test_a_blank_query_finds_all_places(query):
    """Nothing typed leaves the whole list."""
    assert search(query, CORPUS.folded) == list(CORPUS.places)


def test_a_query_like_no_name_finds_nothing():
    """It does not find the nearest of all names."""
    assert search("qqqqzzzz", CORPUS.folded) == []


@pytest.mark.parametrize("place_id", list(CORPUS.places))
def test_every_spelling_finds_its_place(place_id):
    """Each name on record leads to its place."""
    assert CORPUS.folded[place_id]
    for spelling in CORPUS.folded[place_id]:
        assert place_id in search(spelling, CORPUS.folded)
