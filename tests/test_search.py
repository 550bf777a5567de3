"""The search: any spelling a person may type finds the place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import read_atlas
from geo.search import fold, search

ATLAS = read_atlas()


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Chawkay", "chawkay"),
        ("Sawkai", "chawkay"),
        ("Tsowkey", "chawkay"),
        ("Sar-e Pol", "sar-e-pol"),
        ("Sar-i Pul", "sar-e-pol"),
        ("saripul", "sar-e-pol"),
        ("Jawzjan", "jowzjan"),
        ("کابل", "kabul"),
        ("كابل", "kabul"),
        ("Khurāsān", "khorasan"),
        ("Baluchistan", "balochistan"),
        ("USA", "united-states"),
        ("Jalalabd", "jalalabad"),
        ("Peshavar", "peshawar"),
        ("Uzbekstan", "uzbekistan"),
    ],
)
def test_spellings_find_the_place(query, place_id):
    """Another transliteration, another script or a slip finds the place first."""
    assert search(query, ATLAS.folded)[0] == place_id


@pytest.mark.parametrize("query", ["", "  ", "-"])
def test_blank_query_finds_all(query):
    """Nothing typed leaves the whole list."""
    assert search(query, ATLAS.folded) == list(ATLAS.places)


def test_nonsense_finds_nothing():
    """What resembles no name gives an empty list, not the nearest of all names."""
    assert search("qqqqzzzz", ATLAS.folded) == []


@pytest.mark.parametrize("place_id", list(ATLAS.places))
def test_every_spelling_finds_its_place(place_id):
    """Each name on record leads to its place."""
    for spelling in ATLAS.folded[place_id]:
        assert place_id in search(spelling, ATLAS.folded)


@given(st.text())
def test_fold_is_idempotent(text):
    """Folding what is folded changes nothing, so queries and names meet."""
    assert fold(fold(text)) == fold(text)
