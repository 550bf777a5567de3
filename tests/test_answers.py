"""Hold "Is it in Khorasan?" to its rules: what can be asked, and what each source answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.answers import (
    AMOUNTS,
    BAND_WORDS,
    STATED_WORDS,
    Askable,
    Asked,
    amount,
    askable,
    listed,
    replies,
    tally,
)
from geo.atlas import Atlas, read_atlas
from geo.extents import BANDS
from geo.history import History, read_history


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read_atlas()


@pytest.fixture(scope="module")
def history() -> History:
    return read_history()


@pytest.fixture(scope="module")
def known(atlas, history) -> Askable:
    return askable(atlas, history)


def answered(history: History, asked: Asked) -> dict[str, str]:
    return {one.source.source_id: one.word for one in replies(history, asked)}


def point(lon: float, lat: float, radius_km: float = 0.1) -> Asked:
    return Asked("x", "x", "point", ("x",), lon=lon, lat=lat, radius_km=radius_km)


def test_every_town_province_and_place_can_be_asked_about(atlas, history, known):
    for key in [*history.evidence.towns, "IR-09", "AF-HER", "AF", "IR", "TM"]:
        assert known.find(key).key == key
    for place in atlas.places.values():
        assert (known.find(place.place_id) is None) == (place.kind in {"river", "gulf"})


def test_a_place_that_is_a_province_or_a_town_is_answered_as_one(known):
    assert known.find("nangarhar") == known.find("AF-NAN")
    assert known.find("termez") == known.find("tirmidh")
    assert known.find("iran").unit == "IR"


@pytest.mark.parametrize("key", ["", "atlantis", "af-her", "AF-HER'", "XX"])
def test_an_unknown_id_means_nothing(known, key):
    assert known.find(key) is None


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("Herat", "hara"), ("Herāt", "AF-HER"), ("Merv", "marw"), ("سمرقند", "samarqand"),
        ("Nishabur", "nishapur"), ("Neyshabur", "nishapur"), ("Nangarhar", "AF-NAN"),
        ("Termiz", "tirmidh"), ("Afganistan", "AF"), ("semnan", "IR-20"), ("Peshawar", "peshawar"),
    ],
)  # fmt: skip
def test_a_name_in_any_spelling_is_found(known, query, key):
    assert key in [one.key for one in known.search(query, 8)]


def test_no_more_is_found_than_asked_for_and_nothing_for_a_blank(known):
    assert len(known.search("a", 8)) == 8
    assert known.search(" -", 8) == []


@pytest.mark.parametrize(
    ("share", "word"),
    [(0, "none"), (0.01, "none"), (0.05, "a little"), (0.1, "a little"), (0.3, "part"),
     (0.5, "part"), (0.51, "most"), (0.98, "most"), (0.99, "all"), (1, "all")],
)  # fmt: skip
def test_shares_are_named_by_the_rule(share, word):
    assert amount(share) == word


def test_all_written_sources_count_herat_in(history, known):
    for_it, against = tally(history, replies(history, known.find("hara")))
    assert {one.source.source_id for one in for_it} == set(history.written)
    assert against == []


def test_samarqand_is_in_for_baladhuri_and_out_for_istakhri(history, known):
    words = answered(history, known.find("samarqand"))
    assert words["baladhuri"] == "in"
    assert words["istakhri"] == "no"


def test_kabul_is_on_the_border_for_istakhri_and_in_for_qudama(history, known):
    words = answered(history, known.find("kabul"))
    assert words["istakhri"] == "on the border"
    assert words["qudama"] == "in"


def test_today_s_provinces_of_the_name_are_all_in_it_today(history, known):
    for code in ("IR-09", "IR-28", "IR-29"):
        assert answered(history, known.find(code))["split-2004"] == "all"
    assert answered(history, known.find("AF-HER"))["split-2004"] == "none"


def test_answers_come_in_the_order_of_time_one_for_each_source(history, known):
    for asked in known.things.values():
        order = [one.source.source_id for one in replies(history, asked)]
        assert [key for key in order if key in history.extents] == list(history.extents)
        assert len(set(order)) == len(order)


def test_every_answer_is_of_the_rule(history, known):
    words = {*BAND_WORDS.values(), *STATED_WORDS.values()}
    amounts = {word for _, word in AMOUNTS} | {"none"}
    for asked in known.things.values():
        for one in replies(history, asked):
            if asked.unit:
                assert one.word in amounts
                low, mid, high = one.shares
                assert 0 <= low <= mid <= high <= 1
                assert one.counts == (mid > 0.5)
            else:
                assert one.word in words
                assert one.counts == (one.word in {"in", "probably"})
                assert one.band in {*BANDS, None}


def test_what_a_source_says_of_the_very_town_decides_unless_unverified(history, known):
    for town_id in history.evidence.towns:
        for one in replies(history, known.find(town_id)):
            if one.statement and (one.statement.basis != "unverified" or not one.drawn):
                assert one.word == STATED_WORDS[one.statement.relation]
            else:
                assert one.word == BAND_WORDS[one.band]


def test_a_source_without_an_extent_answers_only_for_what_it_names(history, known):
    assert "yaqubi" in answered(history, known.find("hara"))
    assert "yaqubi" not in answered(history, known.find("AF-HER"))
    assert "yaqubi" not in answered(history, point(62.2, 34.35))


def test_far_away_all_say_no(history):
    assert set(answered(history, point(2.35, 48.86)).values()) == {"no"}


def test_a_radius_that_passes_a_limit_is_said_and_one_that_does_not_is_not(history, known):
    herat = known.find("hara")
    near = replace(herat, town_id="", radius_km=1)
    assert all(one.steady for one in replies(history, near) if one.source.kind == "list of towns")
    wide = {
        one.source.source_id: one.steady for one in replies(history, replace(near, radius_km=900))
    }
    assert not wide["istakhri"]


def test_names_are_listed():
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"
