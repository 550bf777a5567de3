"""The article's places are listed by what matters to who asks where Khorasan is."""

from __future__ import annotations

import pytest

from geo.ordering import ordered, zones
from geo.vocabulary import GROUP_OF, GROUPS, PlaceOrder, Zone


@pytest.fixture(scope="module")
def near(corpus, catalogue) -> dict[str, Zone]:
    return zones(corpus, catalogue)


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("afghanistan", Zone.LANDS),
        ("north-khorasan", Zone.LANDS),
        ("khorasan", Zone.LANDS),
        ("peshawar", Zone.REGION),
        ("lahore", Zone.WORLD),
        ("crocus-city-hall", Zone.WORLD),
    ],
)
def test_a_place_lies_in_khorasans_lands_about_them_or_farther_away(near, place, zone):
    assert near[place] is zone


def test_without_extents_no_place_is_known_to_lie_in_the_lands(corpus):
    assert set(zones(corpus, None).values()) == {Zone.REGION, Zone.WORLD}


def keys(corpus, near, order) -> list[str]:
    return [place.place_id for place in ordered(corpus, corpus.places.values(), order, near)]


@pytest.mark.parametrize("order", PlaceOrder)
def test_an_order_keeps_every_place(corpus, near, order):
    assert sorted(keys(corpus, near, order)) == sorted(corpus.places)


def test_orders_are_what_they_say(corpus, near):
    mentions = corpus.mentions_of
    ranks = [
        (list(Zone).index(near[key]), -len(mentions[key]))
        for key in keys(corpus, near, PlaceOrder.REGION)
    ]
    assert ranks == sorted(ranks)
    names = [corpus.places[key].name.casefold() for key in keys(corpus, near, PlaceOrder.NAME)]
    assert names == sorted(names)
    starts = [mentions[key][0].start for key in keys(corpus, near, PlaceOrder.MENTION)]
    assert starts == sorted(starts)
    kinds = [
        GROUPS.index(GROUP_OF[corpus.places[key].kind])
        for key in keys(corpus, near, PlaceOrder.KIND)
    ]
    assert kinds == sorted(kinds)
