"""Hold “Is it in Khorasan?” to its rules: what each source answers, and the words for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from markupsafe import Markup

from geo.crs import GEOD
from geo.extents.catalogue import ExtentCatalogue, read_catalogue
from geo.extents.inclusion import (
    COUNTING,
    OF_BAND,
    OF_RELATION,
    Amount,
    Inclusion,
    Subject,
    Verdict,
    amount,
    amounts,
    tally,
    verdicts,
)
from geo.extents.silence import NEAR_KM
from geo.lookup import SubjectIndex, build_index
from geo.messages import inclusion as words_of
from geo.messages.catalogue import language
from geo.text.corpus import read_corpus
from geo.vocabulary import WRITTEN, Band, Basis, Relation

COUNTING_POINTS = {Inclusion.IN, Inclusion.PROBABLY}


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
    [(0, Amount.NONE), (0.01, Amount.NONE), (0.05, Amount.PART), (0.3, Amount.PART),
     (0.5, Amount.PART), (0.51, Amount.MOST), (0.98, Amount.MOST), (0.99, Amount.ALL),
     (1, Amount.ALL)],
)  # fmt: skip
def test_shares_are_named_by_their_bounds(share, expected):
    assert amount(share) is expected


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((0.0, 0.0, 0.0), (Amount.NONE, None)),
        ((0.42, 0.61, 0.71), (Amount.MOST, None)),
        ((0.18, 0.3, 0.62), (Amount.PART, Amount.MOST)),
        ((0.0, 0.6, 1.0), (Amount.NONE, Amount.ALL)),
        ((0.02, 0.9, 1.0), (Amount.PART, Amount.ALL)),
        ((0.67, 0.95, 1.0), (Amount.MOST, Amount.ALL)),
        ((0.99, 1.0, 1.0), (Amount.ALL, None)),
    ],
)
def test_wide_range_is_told_as_perhaps(shares, expected):
    assert amounts(shares) == expected


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
                core, probable, possible = one.shares
                assert 0 <= core <= probable <= possible <= 1
                if one.answer is Amount.SILENT:
                    assert possible <= 0.01
                    continue
                assert (one.answer, one.perhaps) == amounts(one.shares)
                assert not one.counts or probable > 0.5
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
                assert one.answer in {OF_BAND[one.band], Inclusion.SILENT}
                assert one.answer is not Inclusion.SILENT or one.band is None


def test_source_without_an_extent_answers_only_for_towns_that_it_names(catalogue, index):
    assert "ibn-hawqal" in answers(catalogue, index.find("bust"))
    assert "ibn-hawqal" not in answers(catalogue, index.find("AF-HER"))
    assert "ibn-hawqal" not in answers(catalogue, point(62.2, 34.35))


def test_far_away_every_written_source_is_silent_and_states_say_no(catalogue):
    for one in verdicts(catalogue, point(2.35, 48.86)):
        silent = one.source.kind in WRITTEN
        assert one.answer is (Inclusion.SILENT if silent else Inclusion.OUT)


def test_source_that_names_a_town_near_is_not_silent(catalogue, index):
    """Al-Istakhri says where Rayy belongs; the Sasanian list names nothing within 150 km of it."""
    tehran = answers(catalogue, index.find("IR-23"))
    assert tehran["istakhri"] is Amount.NONE
    lahore = answers(catalogue, index.find("lahore"))
    assert lahore["shahrestaniha"] is Inclusion.SILENT
    assert tehran["iran-1937"] is Amount.NONE


def test_silence_is_measured_to_the_nearest_town_that_counts(catalogue):
    """A town of which only an unverified statement speaks is not named."""
    for source_id in catalogue.written:
        towns = [
            catalogue.evidence.towns[one.town_id]
            for one in catalogue.evidence.statements
            if one.source_id == source_id and one.basis is not Basis.UNVERIFIED
        ]
        for lon, lat in ((64.0, 33.0), (70.0, 30.0), (58.0, 28.0), (55.0, 40.0)):
            away = min(GEOD.inv(lon, lat, town.lon, town.lat)[2] for town in towns) / 1000
            silent = catalogue.silence.is_silent_at(source_id, lon, lat)
            assert silent == (away > NEAR_KM)
        assert not catalogue.silence.is_silent_on(source_id, "AF-HER")
    assert catalogue.silence.is_silent_at("nobody", 62, 34)
    assert catalogue.silence.is_silent_on("nobody", "AF")
    assert not catalogue.silence.is_silent_on("nobody", "XX-XX")


def test_radius_that_crosses_a_limit_makes_the_answer_unsteady(catalogue, index):
    herat = replace(index.find("hara"), town_id="", radius_km=1)
    near = verdicts(catalogue, herat)
    assert all(one.steady for one in near if one.source.kind in WRITTEN)
    wide = verdicts(catalogue, replace(herat, radius_km=900))
    assert not next(one for one in wide if one.source.source_id == "istakhri").steady


# The words.


def test_summary_counts_what_its_rows_say(catalogue, index):
    """The number in the sentence is that of the rows that say so, whatever is asked about."""
    counting_words = {
        words_of.answer_name(one) for one in (Amount.ALL, Amount.MOST, *COUNTING_POINTS)
    }
    written = {catalogue.extents[key].source.source_id for key in catalogue.written}
    for subject in index.subjects.values():
        given = verdicts(catalogue, subject)
        rows = [
            words_of.verdict_answer(one).partition(",")[0]
            for one in given
            if one.source.source_id in written
        ]
        total = len(catalogue.written)
        assert len(rows) == total
        count = sum(row in counting_words for row in rows)
        sentence = words_of.summary(catalogue, subject, given).striptags()
        if count:
            assert sentence.startswith(f"{count} of {total} written sources count")
        else:
            assert sentence.startswith(
                (f"None of the {total}", f"All {total} written sources are silent")
            )
        assert ("are silent" in sentence) == (rows == ["silent"] * total)
        assert ("probably" in sentence) == ("probably" in rows and count > 0)


def summary_of(catalogue: ExtentCatalogue, subject: Subject) -> str:
    return words_of.summary(catalogue, subject, verdicts(catalogue, subject))


def test_summary_counts_the_sources_and_names_the_fewer(catalogue, index):
    assert summary_of(catalogue, index.find("hara")) == (
        "<strong>11 of 11 written sources</strong> count Herat in. 4 of these sources draw on "
        "others of them."
    )
    assert summary_of(catalogue, index.find("samarqand")) == (
        "<strong>6 of 11 written sources</strong> count Samarqand in; not al-Istakhri, the Hudud "
        "al-Alam, al-Muqaddasi, Yaqut and Mustawfi. 1 of these sources draws on others of them."
    )
    assert summary_of(catalogue, index.find("AF")).startswith(
        "<strong>8 of 11 written sources</strong> count most of Afghanistan in; perhaps the four "
        "marzbans and Yaqut; not the Sasanian quarter."
    )
    assert summary_of(catalogue, point(2.35, 48.86)) == (
        "<strong>All 11 written sources are silent</strong>: none of them names x or a town within "
        "150 km."
    )


def test_summary_says_which_sources_name_the_place(catalogue, index):
    """Where only one of those that count a town in names it, the summary says so."""
    words = summary_of(catalogue, index.find("birjand"))
    assert re.search(
        "names it; the answers of the others are inferred|None of them names it", words
    )
    assert "None of them names it" in summary_of(catalogue, point(62.2, 34.35))


def test_summary_escapes_names(catalogue):
    words = summary_of(catalogue, replace(point(62.2, 34.35), name="<b>&"))
    assert isinstance(words, Markup)
    assert "&lt;b&gt;&amp;" in words


def verdict(catalogue: ExtentCatalogue, subject: Subject, source_id: str) -> Verdict:
    given = verdicts(catalogue, subject)
    return next(one for one in given if one.source.source_id == source_id)


def test_unit_is_perhaps_in_where_its_bands_differ(catalogue, index):
    herat, ghor = index.find("AF-HER"), index.find("AF-GHO")
    assert words_of.verdict_answer(verdict(catalogue, herat, "istakhri")) == "most, perhaps all"
    assert words_of.verdict_answer(verdict(catalogue, herat, "muqaddasi")) == "all"
    assert words_of.verdict_answer(verdict(catalogue, ghor, "safavid")) == "perhaps all"
    assert words_of.figures(verdict(catalogue, herat, "istakhri")) == "92–100 %"
    assert words_of.figures(verdict(catalogue, herat, "muqaddasi")) == ""
    assert words_of.basis(herat, verdict(catalogue, herat, "muqaddasi")) == ""


def test_source_that_names_nothing_near_is_said_to_be_silent(catalogue, index):
    lahore = index.find("lahore")
    yaqut = verdict(catalogue, lahore, "yaqut")
    assert words_of.verdict_answer(yaqut) == "silent"
    assert words_of.basis(lahore, yaqut) == "names nothing within 150 km"
    assert words_of.figures(yaqut) == ""


def test_basis_says_whether_the_source_names_the_town(catalogue, index):
    kabul = index.find("kabul")
    assert words_of.basis(kabul, verdict(catalogue, kabul, "qudama")) == "names it"
    assert words_of.basis(kabul, verdict(catalogue, kabul, "timurid")) == ""
    statement = replace(
        verdict(catalogue, kabul, "shahrestaniha").statement, basis=Basis.UNVERIFIED
    )
    doubtful = Verdict(
        catalogue.evidence.sources["shahrestaniha"], Inclusion.OUT, statement=statement
    )
    assert words_of.basis(kabul, doubtful) == "said to count it out, not confirmed"
    bust = index.find("bust")
    assert words_of.basis(bust, verdict(catalogue, bust, "ibn-hawqal")) == (
        "names it; no extent is drawn"
    )


def test_basis_says_where_the_answer_changes_within_the_radius(catalogue, index):
    kashmir = index.find("kashmir")
    unsteady = next(one for one in verdicts(catalogue, kashmir) if not one.steady)
    assert words_of.basis(kashmir, unsteady) == "not everywhere within 290 km"


def test_testimony_is_the_citation_of_the_very_town(catalogue, index):
    samarqand = index.find("samarqand")
    out = verdict(catalogue, samarqand, "istakhri")
    assert out.statement.relation is Relation.OUT
    assert (
        words_of.testimony(catalogue.evidence, out)
        .striptags()
        .startswith("Counted out: al-Istakhri, ed. al-Hini, p. 166 · سمرقند")
    )
    assert (
        words_of.testimony(catalogue.evidence, verdict(catalogue, point(62.2, 34.35), "istakhri"))
        == ""
    )


def test_accuracy_depends_on_what_is_asked_about(index):
    assert words_of.accuracy(index.find("AF")).count("means more than") == 3
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
