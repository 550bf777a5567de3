"""Hold “Is it in Khorasan?” to its rules: what each source answers, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from markupsafe import Markup

from geo.extents.catalogue import ExtentCatalogue, read_catalogue
from geo.extents.evidence import WRITTEN
from geo.extents.inclusion import (
    COUNTING,
    OF_BAND,
    OF_RELATION,
    Amount,
    Inclusion,
    Subject,
    Verdict,
    amount,
    tally,
    verdicts,
)
from geo.lookup import SubjectIndex, build_index
from geo.messages import inclusion as words_of
from geo.messages.catalogue import language
from geo.text.corpus import read_corpus
from geo.vocabulary import Band, Basis, Relation


@pytest.fixture(scope="module")
def catalogue() -> ExtentCatalogue:
    return read_catalogue()


@pytest.fixture(scope="module")
def index(catalogue) -> SubjectIndex:
    return build_index(read_corpus(), catalogue)


def answers(catalogue: ExtentCatalogue, subject: Subject) -> dict[str, str]:
    return {one.source.source_id: one.answer for one in verdicts(catalogue, subject)}


def point(lon: float, lat: float, radius_km: float = 0.1) -> Subject:
    return Subject("x", "x", "town", "", ("x",), lon=lon, lat=lat, radius_km=radius_km)


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, Amount.NONE), (0.01, Amount.NONE), (0.05, Amount.LITTLE), (0.1, Amount.LITTLE),
     (0.3, Amount.PART), (0.5, Amount.PART), (0.51, Amount.MOST), (0.98, Amount.MOST),
     (0.99, Amount.ALL), (1, Amount.ALL)],
)  # fmt: skip
def test_shares_are_named_by_their_bounds(share, expected):
    assert amount(share) is expected


def test_all_written_sources_count_herat_in(catalogue, index):
    counting, others = tally(catalogue, verdicts(catalogue, index.find("hara")))
    assert {one.source.source_id for one in counting} == set(catalogue.written)
    assert others == []


def test_samarqand_is_in_for_baladhuri_and_out_for_istakhri(catalogue, index):
    found = answers(catalogue, index.find("samarqand"))
    assert found["baladhuri"] is Inclusion.IN
    assert found["istakhri"] is Inclusion.OUT


def test_kabul_is_on_the_border_for_istakhri_and_in_for_qudama(catalogue, index):
    found = answers(catalogue, index.find("kabul"))
    assert found["istakhri"] is Inclusion.EDGE
    assert found["qudama"] is Inclusion.IN


def test_provinces_named_khorasan_are_wholly_in_todays_extent(catalogue, index):
    for code in ("IR-09", "IR-28", "IR-29"):
        assert answers(catalogue, index.find(code))["split-2004"] is Amount.ALL
    assert answers(catalogue, index.find("AF-HER"))["split-2004"] is Amount.NONE


def test_verdicts_come_in_the_order_of_time_one_for_each_source(catalogue, index):
    for subject in index.subjects.values():
        order = [one.source.source_id for one in verdicts(catalogue, subject)]
        assert [key for key in order if key in catalogue.extents] == list(catalogue.extents)
        assert len(set(order)) == len(order)


def test_every_verdict_follows_the_rules(catalogue, index):
    for subject in index.subjects.values():
        for one in verdicts(catalogue, subject):
            assert one.counts == (one.answer in COUNTING)
            if subject.unit:
                assert one.answer is amount(one.shares[1])
                core, probable, possible = one.shares
                assert 0 <= core <= probable <= possible <= 1
                assert one.counts == (probable > 0.5)
            else:
                assert isinstance(one.answer, Inclusion)
                assert one.band in {*Band, None}
                assert one.shares is None


def test_statement_about_the_town_decides_unless_it_is_unverified(catalogue, index):
    for town_id in catalogue.evidence.towns:
        for one in verdicts(catalogue, index.find(town_id)):
            if one.statement and (one.statement.basis is not Basis.UNVERIFIED or not one.drawn):
                assert one.answer is OF_RELATION[one.statement.relation]
            else:
                assert one.answer is OF_BAND[one.band]


def test_source_without_an_extent_answers_only_for_towns_that_it_names(catalogue, index):
    assert "yaqubi" in answers(catalogue, index.find("hara"))
    assert "yaqubi" not in answers(catalogue, index.find("AF-HER"))
    assert "yaqubi" not in answers(catalogue, point(62.2, 34.35))


def test_far_away_every_source_says_no(catalogue):
    assert set(answers(catalogue, point(2.35, 48.86)).values()) == {Inclusion.OUT}


def test_radius_that_crosses_a_limit_makes_the_answer_unsteady(catalogue, index):
    herat = replace(index.find("hara"), town_id="", radius_km=1)
    near = verdicts(catalogue, herat)
    assert all(one.steady for one in near if one.source.kind in WRITTEN)
    wide = verdicts(catalogue, replace(herat, radius_km=900))
    assert not next(one for one in wide if one.source.source_id == "istakhri").steady


# The words.


def summary_of(catalogue: ExtentCatalogue, subject: Subject) -> str:
    return words_of.summary(catalogue, subject, verdicts(catalogue, subject))


def test_summary_counts_the_sources_and_names_the_fewer(catalogue, index):
    assert summary_of(catalogue, index.find("hara")) == (
        "<strong>7 of 7 written sources</strong> count Herat in."
    )
    assert summary_of(catalogue, index.find("samarqand")) == (
        "<strong>3 of 7 written sources</strong> count Samarqand in: the Sasanian quarter, "
        "al-Baladhuri and Qudama."
    )
    assert summary_of(catalogue, index.find("AF")) == (
        "<strong>5 of 7 written sources</strong> count most of Afghanistan in, but not the "
        "Sasanian quarter and Yaqut."
    )
    assert summary_of(catalogue, point(2.35, 48.86)) == (
        "<strong>None of the 7 written sources</strong> counts x in."
    )


def test_summary_says_which_sources_name_the_place(catalogue, index):
    """Only Qudama names Kabul among those that count it in."""
    words = summary_of(catalogue, index.find("kabul"))
    assert "Only Qudama names it; the answers of the others are inferred" in words
    assert "None of them names it" in summary_of(catalogue, point(62.2, 34.35))


def test_summary_escapes_names(catalogue):
    words = summary_of(catalogue, replace(point(62.2, 34.35), name="<b>&"))
    assert isinstance(words, Markup)
    assert "&lt;b&gt;&amp;" in words


def verdict(catalogue: ExtentCatalogue, subject: Subject, source_id: str) -> Verdict:
    given = verdicts(catalogue, subject)
    return next(one for one in given if one.source.source_id == source_id)


def test_unit_is_probably_in_where_its_bands_differ(catalogue, index):
    herat = index.find("AF-HER")
    assert words_of.verdict_answer(verdict(catalogue, herat, "istakhri")) == "probably all"
    assert words_of.verdict_answer(verdict(catalogue, herat, "muqaddasi")) == "all"
    assert words_of.basis(herat, verdict(catalogue, herat, "muqaddasi")) == "100 %"


def test_basis_says_whether_the_source_names_the_town(catalogue, index):
    kabul = index.find("kabul")
    assert words_of.basis(kabul, verdict(catalogue, kabul, "qudama")) == "names it"
    assert words_of.basis(kabul, verdict(catalogue, kabul, "muqaddasi")) == ""
    assert words_of.basis(kabul, verdict(catalogue, kabul, "shahrestaniha")) == (
        "said to count it out, not confirmed"
    )
    herat = index.find("hara")
    assert (
        words_of.basis(herat, verdict(catalogue, herat, "yaqubi")) == "names it; no extent is drawn"
    )


def test_basis_says_where_the_answer_changes_within_the_radius(catalogue, index):
    kashmir = index.find("kashmir")
    unsteady = next(one for one in verdicts(catalogue, kashmir) if not one.steady)
    assert words_of.basis(kashmir, unsteady) == "not everywhere within 290 km"


def test_testimony_is_the_citation_of_the_very_town(catalogue, index):
    samarqand = index.find("samarqand")
    out = verdict(catalogue, samarqand, "istakhri")
    assert out.statement.relation is Relation.OUT
    assert words_of.testimony(out).striptags().startswith("Counted out: al-Istakhri, BGA I, p. 295")
    assert words_of.testimony(verdict(catalogue, point(62.2, 34.35), "istakhri")) == ""
    kabul = index.find("kabul")
    assert words_of.testimony(verdict(catalogue, kabul, "shahrestaniha")).endswith(
        " (not confirmed)"
    )


def test_accuracy_depends_on_what_is_asked_about(index):
    assert words_of.accuracy(index.find("AF")).count("means more than") == 4
    assert "known to within 10 km" in words_of.accuracy(index.find("peshawar"))
    assert "reaches about 290 km" in words_of.accuracy(index.find("kashmir"))


def ascii_letters(words: Iterable[str]) -> set[str]:
    return {sign for text in words for sign in text if sign.isascii() and sign.isalpha()}


def test_every_word_comes_from_the_catalogue(catalogue, index):
    """In the pseudo-language only the data's own words and the markup are in plain letters."""
    with language("zz"):
        names = [words_of.answer_name(one) for one in (*Inclusion, *Amount)]
        assert not ascii_letters(names)
        assert ascii_letters([summary_of(catalogue, point(62.2, 34.35))]) <= set("strongx")
        assert not ascii_letters(
            [words_of.accuracy(index.find("AF")), words_of.accuracy(index.find("kashmir"))]
        )
