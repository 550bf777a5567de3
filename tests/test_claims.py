"""The claims of the article's sentence are tested by stated rules, and told in plain words."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pytest
import shapely
from markupsafe import Markup, escape

from geo.crs import area_km2
from geo.extents.agreement import Comparison
from geo.extents.catalogue import ExtentCatalogue, read_catalogue
from geo.extents.claims import (
    AGREEING,
    HALF,
    EarliestResult,
    GrowthResult,
    Readings,
    Support,
    SupportResult,
    earliest,
    inside,
    land_of,
    provinces_named_khorasan,
    results,
    support,
)
from geo.extents.evidence import Claim, Witness
from geo.messages.claims import agreement, explanation, growth, share_heading, verdict
from geo.messages.extents import short_name
from geo.messages.render import with_links
from geo.paths import REGIONS
from geo.units import read_regions
from geo.vocabulary import Band, ClaimTest, Role, UnitKind


@pytest.fixture(scope="module")
def catalogue() -> ExtentCatalogue:
    return read_catalogue()


@pytest.fixture(scope="module")
def found(catalogue) -> dict[str, SupportResult | EarliestResult | GrowthResult]:
    return {one.claim.claim_id: one for one in results(catalogue)}


@pytest.fixture(scope="module")
def about_land(catalogue) -> list[Claim]:
    return [
        one for one in catalogue.evidence.claims if one.test in {ClaimTest.LAND, ClaimTest.MAJORITY}
    ]


def test_every_claim_has_a_result_in_the_tables_order(catalogue):
    assert [one.claim for one in results(catalogue)] == list(catalogue.evidence.claims)


def test_every_part_of_the_articles_extent_is_tested(catalogue, about_land):
    parts = catalogue.parts_of(catalogue.standing_for(Role.ARTICLE))
    assert {part.extent_id for part in parts} == {one.part_id for one in about_land}


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((0.6, 0.7, 0.8), Support.YES), ((0.5, 0.7, 0.8), Support.PROBABLY),
     ((0.1, 0.5, 0.8), Support.POSSIBLY), ((0.1, 0.2, 0.5), Support.NO), ((0, 0, 0), Support.NO)],
)  # fmt: skip
def test_more_than_half_decides(shares, expected):
    assert support(*shares) is expected


def test_land_of_a_claim_makes_the_whole(catalogue, about_land):
    for claim in about_land:
        for reading in Band:
            assert sum(land_of(catalogue, claim, reading).values()) == pytest.approx(1, abs=1e-3)


def test_majority_of_a_country_is_tested_on_all_of_it(catalogue, found):
    claim = found["most-of-afghanistan"].claim
    assert land_of(catalogue, claim) == {"AF": 1.0}
    overlap = catalogue.share_of("istakhri", "AF")
    assert found["most-of-afghanistan"].ranges["istakhri"] == (overlap.core, overlap.possible)


def test_wider_readings_have_no_fewer_units(catalogue, about_land):
    for claim in about_land:
        narrow, ours, wide = (set(land_of(catalogue, claim, reading)) for reading in Band)
        assert narrow <= ours <= wide


def test_claim_about_land_takes_whole_provinces(catalogue, about_land):
    for claim in about_land:
        for one in catalogue.shares(claim.part_id, UnitKind.PROVINCE):
            assert one.probable in {0, 1}


def test_shares_inside_are_those_of_the_outlines(catalogue, about_land):
    frame = read_regions(REGIONS / "historic.geojson")
    ground = read_regions(REGIONS / "provinces.geojson").set_index("iso_3166_2").geometry
    shapes: gpd.GeoSeries = frame.set_index(["extent_id", "band"]).geometry
    for claim in about_land:
        if claim.test is ClaimTest.MAJORITY:
            continue
        land = land_of(catalogue, claim)
        meant = shapely.union_all([ground[code] for code in land])
        shares = inside(catalogue, "yaqut", land)
        for share, band in zip(shares, Band, strict=True):
            area = area_km2(shapely.intersection(meant, shapes["yaqut", band]))
            assert share == pytest.approx(area / area_km2(meant), abs=0.002)


def test_no_land_has_no_share_inside(catalogue):
    assert inside(catalogue, "yaqut", {}) == (0, 0, 0)


def test_results_have_a_range_for_every_written_source(catalogue, found):
    for one in found.values():
        if isinstance(one, SupportResult):
            assert list(one.ranges) == list(one.support) == list(catalogue.written)
            assert all(0 <= low <= high <= 1 for low, high in one.ranges.values())


def test_our_reading_counts_the_sources_that_agree(found):
    for one in found.values():
        if isinstance(one, SupportResult):
            assert one.agreeing == sum(value in AGREEING for value in one.support.values())
            assert (one.readings is None) == (one.claim.test is not ClaimTest.LAND)
            if one.readings:
                assert one.readings.ours == one.agreeing


def test_provinces_of_the_name_are_the_smaller_part_of_every_written_khorasan(catalogue, found):
    assert sorted(provinces_named_khorasan(catalogue)) == ["IR-09", "IR-28", "IR-29"]
    result = found["not-the-provinces"]
    assert set(result.support.values()) == {Support.YES}
    assert max(high for _, high in result.ranges.values()) < HALF


def test_sources_agree_and_disagree_as_expected(found):
    iran, afghanistan, asia = (
        found[key].support
        for key in ("northeastern-iran", "most-of-afghanistan", "southern-central-asia")
    )
    assert iran["istakhri"] is afghanistan["qudama"] is asia["qudama"] is Support.YES
    assert afghanistan["shahrestaniha"] is Support.NO


def test_earliest_source_is_of_the_sasanians(catalogue, found):
    assert earliest(catalogue) == catalogue.standing_for(Role.SASANIAN)
    assert found["established"].fits


def test_shared_and_own_land_make_each_of_two_extents(found):
    grew = found["expanded"]
    before, after = (one.areas[Band.PROBABLE] for one in (grew.before, grew.after))
    assert grew.areas.both + grew.areas.only_one == pytest.approx(before, rel=0.005)
    assert grew.areas.both + grew.areas.only_other == pytest.approx(after, rel=0.005)


def test_growth_is_told_by_the_witnesses_of_its_claim(catalogue, found):
    """Each stands where the evidence says, and none of another claim is heard."""
    grew, evidence = found["expanded"], catalogue.evidence
    assert grew.witnesses
    assert list(grew.witnesses) == [one for one in evidence.witnesses if one.claim_id == "expanded"]
    assert {one.claim_id for one in evidence.witnesses} <= set(found)
    for one in grew.witnesses:
        assert evidence.citation_of(one)
        assert one.source_id in {"", *evidence.sources}


# The words.

YES, PROBABLY, POSSIBLY, NO = Support


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ({"A": YES, "B": PROBABLY}, "All 2 sources agree."),
        ({"A": NO, "B": NO}, "None of the 2 sources agrees."),
        ({"A": NO, "B": POSSIBLY}, "None of the 2 sources agrees; possibly B."),
        ({"A": YES, "B": YES, "C": NO}, "2 of 3 sources agree; not C."),
        ({"A": YES, "B": YES, "C": POSSIBLY}, "2 of 3 sources agree; possibly C."),
        (
            {"A": YES, "B": YES, "C": YES, "D": POSSIBLY, "E": NO},
            "3 of 5 sources agree; possibly D; not E.",
        ),
        ({"A": YES, "B": NO}, "Only 1 of 2 sources agrees: A."),
        (
            {"A": YES, "B": PROBABLY, "C": NO, "D": POSSIBLY},
            "Only 2 of 4 sources agree: A and B.",
        ),
    ],
)
def test_agreement_names_the_fewer_sources(found, sentence):
    assert agreement(found) == sentence


@pytest.mark.parametrize(
    ("agreeing", "sentence"),
    [
        ("yyy", "All 3 lists of the time before agree."),
        (
            "yyn",
            (
                "It depends on the source: 2 of 3 lists of the time before agree, but not the four "
                "marzbans."
            ),
        ),
        (
            "ynn",
            (
                "It depends on the source: 1 of 3 lists of the time before agrees, but not "
                "al-Yaqubi, Taʾrikh, Dar Sadir and the four marzbans."
            ),
        ),
        ("nnn", "None of the 3 lists of the time before agrees."),
    ],
)
def test_growth_counts_its_witnesses_and_names_those_against(catalogue, agreeing, sentence):
    """A witness is named by its source, or by its book where no extent is drawn of it."""
    names = [("shahrestaniha", ""), ("", "yaqubi-tarikh"), ("marzbans", "")]
    witnesses = [
        Witness("expanded", source_id, work_id, "", says == "y", "")
        for (source_id, work_id), says in zip(names, agreeing, strict=True)
    ]
    assert growth(catalogue, witnesses) == sentence


def test_verdicts_name_the_sources(catalogue, found):
    afghanistan = found["most-of-afghanistan"]
    words = verdict(catalogue, afghanistan)
    assert words.startswith(f"{afghanistan.agreeing} of {len(catalogue.written)} sources agree")
    for key, answer in afghanistan.support.items():
        name = short_name(catalogue.extents[key].source)
        assert (name in words) == (answer not in AGREEING)
    grew = found["expanded"]
    assert verdict(catalogue, grew) == growth(catalogue, grew.witnesses)
    assert verdict(catalogue, found["established"]) == "This fits the oldest source."
    later = replace(found["established"], fits=False)
    assert verdict(catalogue, later) == "There is an older source."


def test_explanation_says_how_much_depends_on_the_reading(catalogue, found):
    land, country = found["southern-central-asia"], found["most-of-afghanistan"]
    same = replace(land, readings=Readings(6, 6, 6))
    assert explanation(catalogue, same) == (
        "The number is the same on the strictest and on the widest reading of these words."
    )
    other = replace(land, readings=Readings(7, 7, 1))
    assert explanation(catalogue, other) == (
        "On the strictest reading of these words 7 sources agree, on the widest 1 agrees."
    )
    assert explanation(catalogue, country) == ""


def test_explanation_tells_each_list_and_where_it_stands(catalogue, found):
    grew = found["expanded"]
    words = explanation(catalogue, grew)
    at = 0
    for one in grew.witnesses:
        said = escape(one.says)
        cited = with_links(catalogue.evidence.citation_of(one))
        assert f"{said} ({cited})" in words
        assert words.index(said) >= at
        at = words.index(said)


def test_what_a_list_says_never_becomes_markup(catalogue, found):
    grew = found["expanded"]
    hostile = replace(grew.witnesses[0], says="<script>&")
    words = explanation(catalogue, replace(grew, witnesses=(hostile,)))
    assert isinstance(words, Markup)
    assert "&lt;script&gt;&amp;" in words
    assert "<script>" not in words


def test_explanation_dates_the_extents(catalogue, found):
    assert explanation(catalogue, found["established"]).startswith(
        "The oldest source is the Sasanian quarter (531–651), "
    )
    grew = replace(found["expanded"], areas=Comparison(838_279, 117_950, 669_636))
    assert explanation(catalogue, grew).endswith(
        "By the drawn extents, from the Sasanian quarter (531–651) to al-Baladhuri (661–821), "
        "670 thousand km² are added, 118 thousand km² are lost, and 838 thousand km² stay. No "
        "list of the Umayyads alone is known: this one runs to 821, and they ruled to 750."
    )


def test_columns_are_headed_by_the_land(catalogue, found):
    headings = [
        share_heading(catalogue, one) for one in found.values() if isinstance(one, SupportResult)
    ]
    assert headings == [
        "northeastern Iran", "Afghanistan", "southern Central Asia",
        "Share of the three provinces",
    ]  # fmt: skip
