"""What has changed from one extent to another is the same read in both directions."""

from __future__ import annotations

import re
from itertools import permutations

import pytest
from apptest import markup, said, unfold, visit, words_of
from hypothesis import given
from hypothesis import strategies as st

from geo.extents.catalogue import NOTABLE_KM2, read_catalogue
from geo.extents.change import HALF, Change, change, compare_towns, previous
from geo.messages.extents import (
    CHANGED,
    change_lines,
    no_change,
    since,
    town_difference,
    towns_compared,
)
from geo.units import unit_name
from geo.vocabulary import SURE_BASES, Band, Relation
from views.panels.time import FEW

CATALOGUE = read_catalogue()
EXTENTS = CATALOGUE.extents
PAIRS = list(permutations(EXTENTS.values(), 2))
ISTAKHRI, MUSTAWFI = EXTENTS["istakhri"], EXTENTS["mustawfi"]


@given(st.sampled_from(PAIRS))
def test_what_one_gains_the_other_loses(pair):
    there, back = change(CATALOGUE, *pair), change(CATALOGUE, *reversed(pair))
    assert there.lands_gained == back.lands_lost
    assert there.lands_lost == back.lands_gained
    assert there.towns_gained == back.towns_lost
    assert there.towns_lost == back.towns_gained
    assert there.edge == back.edge


@pytest.mark.parametrize("extent", EXTENTS.values(), ids=EXTENTS)
def test_nothing_changes_from_an_extent_to_itself(extent):
    assert change(CATALOGUE, extent, extent).is_nothing


@given(st.sampled_from(PAIRS))
def test_lands_change_by_half_of_them_or_by_much(pair):
    before, after = pair
    found = change(CATALOGUE, before, after)
    for units, sign in ((found.lands_gained, 1), (found.lands_lost, -1)):
        for unit in units:
            (share, area), (later_share, later_area) = (
                (one.probable, one.of_probable * extent.areas[Band.PROBABLE]) if one else (0, 0)
                for extent in (before, after)
                for one in [CATALOGUE.share_of(extent.extent_id, unit)]
            )
            grown = sign * (later_area - area)
            assert grown > NOTABLE_KM2 or sign * (later_share - share) > HALF - 0.01
    assert not set(found.lands_gained) & set(found.lands_lost)


@given(st.sampled_from(PAIRS))
def test_towns_are_those_of_which_both_sources_speak(pair):
    one, other = pair
    towns = compare_towns(CATALOGUE, one, other)
    said_by = [
        {s.town_id: s for s in CATALOGUE.statements_of(extent) if s.basis in SURE_BASES}
        for extent in pair
    ]
    assert {town.town_id for town in towns.agreeing} | {
        found.town.town_id for found in towns.differing
    } == said_by[0].keys() & said_by[1].keys()
    for found in towns.differing:
        assert found.one == said_by[0][found.town.town_id]
        assert found.other == said_by[1][found.town.town_id]
        assert found.one.relation != found.other.relation
    found = change(CATALOGUE, one, other)
    assert len(found.towns_gained + found.towns_lost + found.edge) == len(towns.differing)


def test_great_towns_are_the_first():
    found = change(CATALOGUE, EXTENTS["qudama"], ISTAKHRI)
    assert {town.town_id for town in found.towns_lost[:2]} == {"samarqand", "bukhara"}
    assert "kabul" in {town.town_id for town in found.edge}


def test_the_one_before_is_that_of_the_list():
    order = list(EXTENTS.values())
    assert previous(CATALOGUE, order[0]) is None
    assert [previous(CATALOGUE, one) for one in order[1:]] == order[:-1]


# The words.


def test_change_is_told_in_three_short_lines():
    for extent in list(EXTENTS.values())[1:]:
        found = change(CATALOGUE, previous(CATALOGUE, extent), extent)
        lines = change_lines(found)
        assert len(lines) <= 3
        assert (not lines) == found.is_nothing
        for line in lines:
            assert line.names
            assert bool(line.more) == bool(line.rest)
    lands = change_lines(change(CATALOGUE, EXTENTS["muqaddasi"], EXTENTS["yaqut"]))[1]
    assert lands.lead == "Less land:"
    assert lands.names == "Balochistan, Helmand, Kandahar, Farah"
    assert lands.names.count(",") == CHANGED - 1
    assert re.fullmatch(r"and \d+ more", lands.more)


def test_towns_are_named_by_what_has_become_of_them():
    *_, towns = change_lines(change(CATALOGUE, EXTENTS["yaqut"], MUSTAWFI))
    assert towns.names == (
        "now counted in: al-Khuttal, Asfuzar and Biyar; now counted out: Qayin, Quhistan, Tun and "
        "Turshiz; on the border for one of the two: Jurjan, Tukharistan, Bamiyan and Siminjan"
    )
    assert change_lines(Change((), (), (), (), ())) == []


def test_two_sources_say_in_their_own_words_where_they_differ():
    towns = compare_towns(CATALOGUE, ISTAKHRI, MUSTAWFI)
    sentence = towns_compared(ISTAKHRI, MUSTAWFI, towns)
    assert sentence == (
        f"Al-Istakhri and Mustawfi both name {len(towns.agreeing) + len(towns.differing)} "
        f"towns. They agree on {len(towns.agreeing)} and differ on {len(towns.differing)}:"
    )
    khuttal = next(one for one in towns.differing if one.town.town_id == "khuttal")
    name, text = town_difference(CATALOGUE.evidence, ISTAKHRI, MUSTAWFI, khuttal)
    assert name == "al-Khuttal"
    one, other = (words_of(part) for part in text.split("<br>"))
    assert one.startswith("Al-Istakhri: out · al-Istakhri, ed. al-Hini, p. 145 · الختل: ")
    assert other.startswith("Mustawfi: in, Balkh · Mustawfi, ")
    quiet = compare_towns(CATALOGUE, EXTENTS["article"], ISTAKHRI)
    assert "name no town in common" in towns_compared(EXTENTS["article"], ISTAKHRI, quiet)


# The panel.


def test_the_panel_says_what_has_changed_since_the_one_before():
    assert "Since " not in said(visit(panel="time", extent="shahrestaniha"))
    at = visit(panel="time", extent="yaqut")
    assert since(EXTENTS["muqaddasi"]) in said(at)
    lost = change(CATALOGUE, EXTENTS["muqaddasi"], EXTENTS["yaqut"]).lands_lost
    assert all(unit_name(unit) in said(at) for unit in lost)
    assert re.search(r"<details><summary>and \d+ more</summary>", markup(at))


def test_an_extent_like_the_one_before_says_so():
    line = no_change(ISTAKHRI)
    assert line.names == "The lands and the towns are those of al-Istakhri, c. 950."


def test_the_panel_lists_the_towns_on_which_two_sources_differ():
    at = visit(panel="time", extent="istakhri", against="qudama")
    towns = compare_towns(CATALOGUE, ISTAKHRI, EXTENTS["qudama"])
    assert towns_compared(ISTAKHRI, EXTENTS["qudama"], towns) in said(at)
    names = [f"<dt>{found.town.name}</dt>" for found in towns.differing]
    assert len(names) > FEW
    assert [name in markup(at) for name in names] == [at < FEW for at in range(len(names))]
    unfold(at, "differing")
    assert all(name in markup(at) for name in names)


def test_relations_of_a_difference_are_of_all_kinds():
    kinds = {
        (found.one.relation, found.other.relation)
        for pair in PAIRS
        for found in compare_towns(CATALOGUE, *pair).differing
    }
    assert (Relation.IN, Relation.OUT) in kinds
    assert (Relation.EDGE, Relation.IN) in kinds
