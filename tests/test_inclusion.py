"""Hold “Is it in Khorasan?” to its rules: what each source answers, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from markupsafe import Markup, escape

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
from geo.messages.catalogue import language, listed, percent
from geo.messages.extents import short_name
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
    drawn = {one.source.source_id for one in catalogue.extents.values()}
    undrawn = {one.source_id for one in catalogue.evidence.statements} - drawn
    assert "ibn-hawqal" in undrawn
    for source_id in undrawn:
        named = {one.town_id for one in catalogue.evidence.statements if one.source_id == source_id}
        for town_id in catalogue.evidence.towns:
            found = answers(catalogue, index.find(town_id))
            assert (source_id in found) == (town_id in named)
        assert source_id not in answers(catalogue, index.find("AF-HER"))
        assert source_id not in answers(catalogue, point(62.2, 34.35))


def test_far_away_every_written_source_is_silent_and_states_say_no(catalogue):
    for one in verdicts(catalogue, point(2.35, 48.86)):
        silent = one.source.kind in WRITTEN
        assert one.answer is (Inclusion.SILENT if silent else Inclusion.OUT)


def test_source_that_names_a_town_near_is_not_silent(catalogue, index):
    """In Tehran all say where Rayy belongs; at Peshawar only some name a town that is near."""
    tehran = answers(catalogue, index.find("IR-23"))
    assert {tehran[key] for key in catalogue.written} == {Amount.NONE}
    assert tehran["iran-1937"] is Amount.NONE
    peshawar = index.find("peshawar")
    found = answers(catalogue, peshawar)
    silent = {key for key in catalogue.written if found[key] is Inclusion.SILENT}
    assert 0 < len(silent) < len(catalogue.written)
    for key in silent:
        assert catalogue.silence.is_silent_at(key, peshawar.lon, peshawar.lat)
    assert not catalogue.silence.is_silent_at("hudud", peshawar.lon, peshawar.lat)
    assert found["hudud"] is Inclusion.OUT


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
    total = len(written)
    for subject in index.subjects.values():
        given = verdicts(catalogue, subject)
        rows = [
            words_of.verdict_answer(one).partition(",")[0]
            for one in given
            if one.source.source_id in written
        ]
        assert len(rows) == total
        count = sum(row in counting_words for row in rows)
        sentence = words_of.summary(catalogue, subject, given).striptags()
        if count:
            assert sentence.startswith(f"{count} of {total} written sources count")
        else:
            assert sentence.startswith(
                (f"None of the {total} ", f"All {total} written sources are silent")
            )
        assert ("are silent" in sentence) == (rows == ["silent"] * total)
        assert ("probably" in sentence) == ("probably" in rows and count > 0)


def summary_of(catalogue: ExtentCatalogue, subject: Subject) -> str:
    return words_of.summary(catalogue, subject, verdicts(catalogue, subject))


def test_summary_counts_the_sources_and_names_the_fewer(catalogue, index):
    """Each name stands in the sentence that counts: of those that are fewer."""
    for subject in index.subjects.values():
        given = verdicts(catalogue, subject)
        counting, others = tally(catalogue, given)
        sentence = words_of.summary(catalogue, subject, given).striptags().partition(".")[0]
        names = {short_name(one.source) for one in (*counting, *others)}
        fewer = (others if len(others) < len(counting) else counting) if counting else []
        _, _, listing = sentence.partition(" in")
        assert {name for name in names if name in listing} == {
            short_name(one.source) for one in fewer
        }
    total = len(catalogue.written)
    assert summary_of(catalogue, index.find("hara")).startswith(
        f"<strong>{total} of {total} written sources</strong> count Herat in."
    )
    assert "count most of Afghanistan in; " in summary_of(catalogue, index.find("AF"))
    assert summary_of(catalogue, point(2.35, 48.86)) == (
        f"<strong>All {total} written sources are silent</strong>: none of them names x or a town "
        "within 150 km."
    )


def test_summary_says_which_sources_name_the_place(catalogue, index):
    """Where not all that count a place in name it, either these or the others are named."""
    for subject in index.subjects.values():
        counting, _ = tally(catalogue, verdicts(catalogue, subject))
        words = summary_of(catalogue, subject)
        naming = [short_name(one.source) for one in counting if one.names_it]
        others = [short_name(one.source) for one in counting if not one.names_it]
        if subject.unit or not others:
            assert "named" not in words
            assert "names it" not in words
        elif not naming:
            assert "None of them names it" in words
        elif len(others) < len(naming):
            assert f"It is not named by {listed(others)}; " in words
        else:
            assert f"It is named only by {listed(naming)}; " in words
    assert "None of them names it" in summary_of(catalogue, point(62.2, 34.35))


def test_summary_has_one_clause_at_most_on_who_draws_on_whom(catalogue, index):
    """It speaks of those that count a subject in; there is none where they are independent."""
    for subject in index.subjects.values():
        counting, _ = tally(catalogue, verdicts(catalogue, subject))
        ids = {one.source.source_id for one in counting}
        words = summary_of(catalogue, subject)
        assert words.count("draws on") == any(ids & set(one.source.draws_on) for one in counting)
        assert words.count("Not all are independent: ") == words.count("draws on")
        for one in counting:
            if f"{short_name(one.source)} draws on" in words:
                drawn = words.partition("draws on")[2]
                for key in ids & set(one.source.draws_on):
                    assert short_name(catalogue.evidence.sources[key]) in drawn


def test_summary_is_short(catalogue, index):
    longest = max(
        (summary_of(catalogue, one).striptags() for one in index.subjects.values()), key=len
    )
    assert len(longest) < 360, longest


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
    core, _, possible = verdict(catalogue, herat, "istakhri").shares
    assert core < possible
    assert words_of.figures(verdict(catalogue, herat, "istakhri")) == percent(core, possible)
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
    assert words_of.basis(kabul, verdict(catalogue, kabul, "ibn-hawqal")) == (
        "names it; no extent is drawn"
    )
    inferred = replace(verdict(catalogue, kabul, "qudama"), statement=None)
    assert words_of.basis(kabul, inferred) == ""
    lahore = index.find("lahore")
    statement = verdict(catalogue, kabul, "qudama").statement
    unsure = replace(
        verdict(catalogue, lahore, "yaqut"),
        statement=replace(statement, relation=Relation.OUT, basis=Basis.UNVERIFIED),
    )
    assert words_of.basis(lahore, unsure) == (
        "names nothing within 150 km; said to count it out, not confirmed"
    )


def test_basis_says_where_the_answer_changes_within_the_radius(catalogue, index):
    kashmir = index.find("kashmir")
    unsteady = next(one for one in verdicts(catalogue, kashmir) if not one.steady)
    assert words_of.basis(kashmir, unsteady) == "not everywhere within 290 km"


def test_testimony_is_the_citation_of_the_very_town(catalogue, index):
    samarqand = index.find("samarqand")
    out = verdict(catalogue, samarqand, "istakhri")
    assert out.statement.relation is Relation.OUT
    testimony = words_of.testimony(catalogue.evidence, out)
    assert testimony.striptags().startswith(f"Counted out: {out.statement.citation}")
    assert out.statement.toponym == "سمرقند"
    assert '<bdi lang="ar" dir="rtl">سمرقند</bdi>' in testimony
    assert (
        words_of.testimony(catalogue.evidence, verdict(catalogue, point(62.2, 34.35), "istakhri"))
        == ""
    )
    unsure = replace(out, statement=replace(out.statement, basis=Basis.UNVERIFIED))
    assert " (not confirmed) · " in words_of.testimony(catalogue.evidence, unsure)
    reported = replace(out, statement=replace(out.statement, basis=Basis.LITERATURE))
    assert " (reported by others) · " in words_of.testimony(catalogue.evidence, reported)


def test_testimony_renders_what_the_source_says_of_the_town(catalogue, index):
    """The words of the statement that decides the answer are those that are told."""
    told = 0
    for town_id in catalogue.evidence.towns:
        for one in verdicts(catalogue, index.find(town_id)):
            if one.statement:
                text = words_of.testimony(catalogue.evidence, one)
                assert one.statement.town_id == town_id
                assert escape(one.statement.says) in text
                assert escape(one.statement.toponym) in text
                told += bool(one.statement.says)
    assert told > 100


def test_accuracy_depends_on_what_is_asked_about(index):
    assert words_of.accuracy(index.find("AF")).count("means more than") == 3
    assert "known to within 10 km" in words_of.accuracy(index.find("peshawar"))
    assert "reaches about 290 km" in words_of.accuracy(index.find("kashmir"))


def ascii_letters(words: Iterable[str]) -> set[str]:
    return {sign for text in words for sign in text if sign.isascii() and sign.isalpha()}


def test_every_word_comes_from_the_catalogue(catalogue, index):
    """In the pseudo-language only the data's own words and the markup are in plain letters."""
    names = set("".join(one.short for one in catalogue.evidence.sources.values()))
    with language("zz"):
        words = [words_of.answer_name(one) for one in (*Inclusion, *Amount)]
        assert not ascii_letters(words)
        assert ascii_letters([summary_of(catalogue, point(62.2, 34.35))]) <= names | set("strongx")
        assert not ascii_letters(
            [words_of.accuracy(index.find("AF")), words_of.accuracy(index.find("kashmir"))]
        )
