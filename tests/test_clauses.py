"""Hold the verdicts on the article's sentence to their stated rules."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from geo.atlas import DATA, read_atlas
from geo.clauses import (
    ESTABLISHED,
    EXPANDED,
    FOR_IT,
    LANDS,
    PROVINCES,
    READINGS,
    SASANIAN,
    growth,
    growth_verdict,
    inside,
    land,
    lands,
    oldest,
    provinces,
    side,
    three,
    verdict,
)
from geo.extents import area_km2
from geo.history import History, read_history
from geo.regions import read_regions


@pytest.fixture(scope="module")
def history() -> History:
    return read_history()


def test_every_quotation_is_in_the_article():
    text = read_atlas().article.text
    for quote in (*LANDS.values(), ESTABLISHED, EXPANDED, PROVINCES):
        assert text.count(quote) == 1


def test_every_part_of_the_article_s_extent_is_judged(history):
    parts = history.parts_of(history.extents["article"])
    assert {part.extent_id for part in parts} == set(LANDS)


@pytest.mark.parametrize(
    ("shares", "word"),
    [((0.6, 0.7, 0.8), "yes"), ((0.5, 0.7, 0.8), "probably"), ((0.1, 0.5, 0.8), "possibly"),
     ((0.1, 0.2, 0.5), "no"), ((0, 0, 0), "no")],
)  # fmt: skip
def test_more_than_half_decides(shares, word):
    assert side(*shares) == word


@pytest.mark.parametrize(
    ("sides", "sentence"),
    [
        ({"A": "yes", "B": "probably"}, "Borne out by all 2."),
        ({"A": "no", "B": "no"}, "Borne out by none of the 2."),
        ({"A": "no", "B": "possibly"}, "Borne out by none of the 2; possibly by B."),
        ({"A": "yes", "B": "yes", "C": "no"}, "Borne out by 2 of 3; not by C."),
        (
            {"A": "yes", "B": "yes", "C": "yes", "D": "possibly", "E": "no"},
            "Borne out by 3 of 5; possibly by D; not by E.",
        ),
        ({"A": "yes", "B": "no"}, "Depends on the source: only 1 of 2, A."),
        (
            {"A": "yes", "B": "probably", "C": "no", "D": "possibly"},
            "Depends on the source: only 2 of 4, A and B.",
        ),
    ],
)
def test_verdicts_are_made_by_the_rule(sides, sentence):
    assert verdict(sides) == sentence


@pytest.mark.parametrize(
    ("grown", "sentence"),
    [(3, "Borne out: larger in every band."), (2, "Open: larger in 2 of 3 bands."),
     (0, "Not borne out: larger in no band.")],
)  # fmt: skip
def test_growth_is_judged_by_the_bands(grown, sentence):
    assert growth_verdict(grown, 3) == sentence


def test_a_clause_s_land_makes_the_whole_and_most_of_a_country_is_of_all_of_it(history):
    for part_id, quote in LANDS.items():
        for reading in READINGS:
            assert sum(land(history, part_id, quote, reading).values()) == pytest.approx(
                1, abs=1e-3
            )
    assert land(history, "article-most-of-afghanistan", "most of Afghanistan") == {"AF": 1.0}


def test_wider_readings_have_no_fewer_units(history):
    for part_id, quote in LANDS.items():
        narrow, ours, wide = (set(land(history, part_id, quote, one)) for one in READINGS)
        assert narrow <= ours <= wide


def test_a_clause_takes_whole_provinces(history):
    for part_id in LANDS:
        for one in history.shares(part_id, "province"):
            assert one.mid in {0, 1}


def test_shares_inside_are_those_of_the_shapes(history):
    frame = read_regions(DATA / "regions" / "historic.geojson")
    ground = read_regions(DATA / "regions" / "provinces.geojson").set_index("iso_3166_2").geometry
    shapes: gpd.GeoSeries = frame.set_index(["extent_id", "band"]).geometry
    for part_id, quote in LANDS.items():
        if quote.startswith("most of"):
            continue
        weights = land(history, part_id, quote)
        meant = shapely.union_all([ground[code] for code in weights])
        shares = inside(history, "yaqut", weights)
        for share, band in zip(shares, ("core", "probable", "possible"), strict=True):
            area = area_km2(shapely.intersection(meant, shapes["yaqut", band]))
            assert share == pytest.approx(area / area_km2(meant), abs=0.002)


def test_ranges_are_shares_of_every_written_source(history):
    for clause in [*lands(history), provinces(history)]:
        assert list(clause.ranges) == list(clause.sides) == list(history.written)
        assert all(0 <= low <= high <= 1 for low, high in clause.ranges.values())
        assert set(clause.sides.values()) <= {"yes", "probably", "possibly", "no"}


def test_readings_count_those_for_it(history):
    for clause in lands(history):
        if clause.readings:
            assert clause.readings[1] == sum(word in FOR_IT for word in clause.sides.values())


def test_the_three_provinces_of_today_are_the_smaller_part_of_every_written_khorasan(history):
    assert sorted(three(history)) == ["IR-09", "IR-28", "IR-29"]
    clause = provinces(history)
    assert set(clause.sides.values()) == {"yes"}
    assert max(high for _, high in clause.ranges.values()) < 0.4


def test_facts_about_the_clauses(history):
    iran, afghanistan, asia = lands(history)
    assert iran.sides["istakhri"] == afghanistan.sides["qudama"] == asia.sides["qudama"] == "yes"
    assert afghanistan.sides["shahrestaniha"] == "no"
    assert afghanistan.ranges["istakhri"] == (
        history.share_of("istakhri", "AF").low,
        history.share_of("istakhri", "AF").high,
    )


def test_the_oldest_source_is_of_the_sasanians(history):
    assert oldest(history).extent_id == SASANIAN


def test_what_two_extents_share_and_have_alone_makes_each(history):
    grew = growth(history)
    before, after = grew.before.areas["probable"], grew.after.areas["probable"]
    assert grew.areas.both + grew.areas.only_one == pytest.approx(before, rel=0.005)
    assert grew.areas.both + grew.areas.only_other == pytest.approx(after, rel=0.005)
    assert grew.grown == grew.bands == 3
