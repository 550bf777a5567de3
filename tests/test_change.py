"""What has changed from one extent to another is the same read in both directions."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise, permutations

import pytest
from apptest import markup, said, unfold, visit, words_of
from hypothesis import given
from hypothesis import strategies as st

from geo.extents.catalogue import NOTABLE_KM2, read_catalogue
from geo.extents.change import HALF, Change, change, compare_towns, previous
from geo.messages.catalogue import listed
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
    """The towns of which most sources speak come first, whatever has become of them."""
    spoken = Counter(one.town_id for one in CATALOGUE.evidence.statements)
    for pair in PAIRS:
        found = change(CATALOGUE, *pair)
        for towns in (found.towns_gained, found.towns_lost, found.edge):
            counts = [spoken[town.town_id] for town in towns]
            assert counts == sorted(counts, reverse=True)
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
    found = change(CATALOGUE, EXTENTS["muqaddasi"], EXTENTS["yaqut"])
    lands = change_lines(found)[1]
    names = [unit_name(unit) for unit in found.lands_lost]
    assert len(names) > CHANGED
    assert lands.lead == "Less land:"
    assert lands.names == ", ".join(names[:CHANGED])
    assert lands.more == f"and {len(names) - CHANGED} more"
    assert lands.rest == listed(names[CHANGED:])


def test_towns_are_named_by_what_has_become_of_them():
    found = change(CATALOGUE, EXTENTS["yaqut"], MUSTAWFI)
    *_, towns = change_lines(found)
    gained, lost, edge = (
        listed([town.plain_name for town in some[:CHANGED]])
        for some in (found.towns_gained, found.towns_lost, found.edge)
    )
    assert towns.names == (
        f"now counted in: {gained}; now counted out: {lost}; "
        f"on the border for one of the two: {edge}"
    )
    assert "al-Khuttal" in gained
    assert "Qayin" in lost
    assert "Tukharistan" in edge
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
    assert one.startswith("Al-Istakhri: out · al-Istakhri, ed. al-Hini, p. ")
    assert other.startswith("Mustawfi: in, Balkh · Mustawfi, ")
    for statement, words in ((khuttal.one, one), (khuttal.other, other)):
        assert statement.toponym in words
        assert statement.says in words
    quiet = compare_towns(CATALOGUE, EXTENTS["article"], ISTAKHRI)
    assert "name no town in common" in towns_compared(EXTENTS["article"], ISTAKHRI, quiet)


# The panel.


def test_the_panel_says_what_has_changed_since_the_one_before():
    assert "Since " not in said(visit(panel="time", extent="shahrestaniha"))
    at = visit(panel="time", extent="yaqut")
    assert since(EXTENTS["muqaddasi"]) in said(at)
    lost = change(CATALOGUE, EXTENTS["muqaddasi"], EXTENTS["yaqut"]).lands_lost
    assert all(unit_name(unit) in said(at) for unit in lost)
    assert f"<details><summary>and {len(lost) - CHANGED} more</summary>" in markup(at)


def test_the_panel_says_where_nothing_has_changed():
    """Where an extent has what the one before it has, that is said; else it is not."""
    pairs = list(pairwise(EXTENTS.values()))
    words = {after.extent_id: no_change(before).names for before, after in pairs}
    same = [after for before, after in pairs if change(CATALOGUE, before, after).is_nothing]
    for after in (*same, EXTENTS["split-2004"]):
        at = visit(panel="time", extent=after.extent_id)
        assert (words[after.extent_id] in said(at)) == (after in same)


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
