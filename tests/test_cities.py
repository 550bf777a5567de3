"""Today's cities: who is one, and which historical towns have another name today."""

import pytest

from geo.extents.catalogue import read_catalogue
from geo.geojson import read_features
from geo.paths import DATA
from geo.pipeline.assets.cities import differ, modern_name
from geo.pipeline.ground.cities import FRAME, plain

TOWNS = read_catalogue(DATA).evidence.towns


@pytest.mark.parametrize(
    ("town_id", "today"),
    [("nishapur", "Neyshabur"), ("marw", "Merv"), ("nuqan", "Mashhad"), ("tukharistan", "")],
)
def test_todays_name_is_taken_out_of_where_a_town_lies(town_id, today):
    """A description of where a town lies is no name."""
    assert modern_name(TOWNS[town_id]) == today


@pytest.mark.parametrize(
    ("one", "other", "really"),
    [
        ("Marw", "Merv", True),
        ("Nishapur", "Neyshabur", True),
        ("Herat", "Herat", False),
        ("al-Multan", "Multan", False),
        ("Khulm", "Kholm", False),
        ("Tabas Gilaki", "Tabas", False),
    ],
)
def test_spellings_of_one_name_do_not_differ(one, other, really):
    assert differ(one, other) == really


def test_cities_have_plain_names_and_lie_in_the_region():
    cities = read_features(DATA / "regions" / "cities.geojson")
    west, south, east, north = FRAME
    assert cities.geometry.x.between(west, east).all()
    assert cities.geometry.y.between(south, north).all()
    assert cities["name"].is_unique
    assert cities["geonames"].is_unique
    capitals = set(cities.loc[cities["capital"].astype(bool), "name"])
    assert {"Kabul", "Tehran", "Tashkent", "Ashgabat", "Dushanbe", "Bishkek"} <= capitals
    assert plain("Herāt") == "Herat"
    assert plain("Türkmenabat") == "Türkmenabat"
