"""The extents are named, dated and measured in plain words, all from the catalogue of messages."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from markupsafe import Markup, escape

from geo.extents import claims
from geo.extents.catalogue import ExtentCatalogue, read_catalogue
from geo.extents.evidence import Statement
from geo.extents.majority import Spread
from geo.extents.overlap import share_of_extent
from geo.messages import claims as claim_words
from geo.messages import extents as words
from geo.messages.catalogue import NO_BREAK, language, listed, percent, thousand_km2
from geo.messages.render import with_links
from geo.units import unit_name
from geo.vocabulary import Band, Basis, Relation, UnitKind


@pytest.fixture(scope="module")
def catalogue() -> ExtentCatalogue:
    return read_catalogue()


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (661, 821, "661–821"),
        (950, 950, "950"),
        (2004, 2026, "2004–today"),
        (-50, 100, "50 BCE–100"),
        (-200, -50, "200–50 BCE"),
        (-50, -50, "50 BCE"),
    ],
)
def test_years_are_a_span(first, last, written):
    assert words.years(first, last) == written


def test_writers_khorasan_is_named_after_the_writer(catalogue):
    istakhri, sasanian = catalogue.extents["istakhri"], catalogue.extents["shahrestaniha"]
    assert words.short_name(istakhri.source) == "al-Istakhri"
    assert words.name_in_heading(istakhri) == "Al-Istakhri, c. 950"
    assert words.khorasan_of(istakhri) == "Khorasan after al-Istakhri, c. 950"
    assert words.whose_khorasan(istakhri) == "al-Istakhri’s Khorasan"
    assert words.khorasan_of(sasanian) == "Khorasan: the Sasanian quarter, 531-651"
    assert words.whose_khorasan(sasanian) == "this Khorasan (the Sasanian quarter, 531-651)"


def test_timeline_names_differ(catalogue):
    names = [words.timeline_name(catalogue, one) for one in catalogue.extents.values()]
    assert len(set(names)) == len(names)
    assert "Mustawfi" in names
    assert "The Qajars, 1881-1906" in names


def test_size_is_a_range_where_the_bands_differ(catalogue):
    for extent in catalogue.extents.values():
        low, high = (thousand_km2(extent.areas[band]) for band in (Band.CORE, Band.POSSIBLE))
        told = low if low == high else f"{low} to {high}"
        assert words.size(extent) == f"About {told} thousand km²."
    assert words.size(catalogue.extents["split-2004"]) == "About 295 thousand km²."
    assert " to " in words.size(catalogue.default)


def test_headline_has_the_share_of_the_three_provinces(catalogue):
    for extent in catalogue.extents.values():
        sentence = words.three_provinces(catalogue, extent)
        shares = share_of_extent(catalogue.overlaps, extent.extent_id, ("IR-09", "IR-28", "IR-29"))
        assert isinstance(sentence, Markup)
        start = f"North, Razavi and South Khorasan together are <strong>{percent(*shares)}</strong>"
        assert sentence.startswith(f"{start} of ")


def test_countries_are_those_with_a_share(catalogue):
    for extent in catalogue.extents.values():
        sentence = words.covers(catalogue, extent).replace(NO_BREAK, " ")
        for one in catalogue.shares(extent.extent_id, UnitKind.COUNTRY):
            share = percent(*one.inside).replace(NO_BREAK, " ")
            named = f"{share} of {unit_name(one.unit)}" in sentence
            assert named == (one.possible >= 0.01)
        own = words.lies_in(catalogue, extent)
        share, _, others = own.partition(" of it lies in ")
        assert " " not in share
        assert others.endswith(".")


def test_comparison_says_where_each_has_more(catalogue):
    istakhri, baladhuri = catalogue.extents["istakhri"], catalogue.extents["baladhuri"]
    both, one, other = words.compared(catalogue, istakhri, baladhuri)
    assert both.startswith("<strong>Both:</strong> ")
    assert one.startswith("<strong>Only al-Istakhri, c. 950:</strong> ")
    for line, pair in ((one, (istakhri, baladhuri)), (other, (baladhuri, istakhri))):
        lands = [unit_name(unit) for unit in catalogue.exceeds_in(*pair)]
        assert f"mainly in {listed(lands[: words.NAMED_PROVINCES])}" in line
        assert not any(name in line.partition("mainly in")[2] for name in lands[4:])
    same = words.compared(catalogue, istakhri, istakhri)
    assert "mainly" not in "".join(same)


def test_evidence_is_counted(catalogue):
    for extent in catalogue.extents.values():
        if statements := catalogue.statements_of(extent):
            count = Counter(one.relation for one in statements)
            inside = f"{count[Relation.IN]} town{'' if count[Relation.IN] == 1 else 's'} in"
            assert words.evidence_label(statements) == (
                f"The evidence: {inside}, {count[Relation.OUT]} out, "
                f"{count[Relation.EDGE]} on the border"
            )
    assert words.relation_heading(Relation.IN, 37) == "Counted in (37)"
    assert words.cited("a book", Basis.PASSAGE) == "a book"
    assert words.cited("a book", Basis.UNVERIFIED) == "a book (not confirmed)"
    assert words.cited("", Basis.UNVERIFIED) == "no written source found"


def plain(text: str) -> str:
    """Keep the ASCII letters of a text."""
    return "".join(sign for sign in text if sign.isascii() and sign.isalpha())


def test_every_word_comes_from_the_catalogue(catalogue):
    """In the pseudo-language the words in plain letters are the data's."""
    extent = catalogue.default
    names = set(plain("".join(words.short_names(catalogue, catalogue.written))))
    with language("zz"):
        assert plain(words.size(extent)) == ""
        assert plain(words.years(-50, 2026)) == ""
        assert plain(words.agreeing_sources(3, 7) + words.agreeing_sources(7, 7)) == ""
        assert plain(words.khorasan_of(extent)) == plain(extent.source.short)
        assert plain(words.whose_khorasan(extent)) == plain(words.short_name(extent.source))
        assert set(plain(words.all_together(catalogue))) <= names
        assert plain(claim_words.rule()) == ""
        for one in claims.results(catalogue):
            if isinstance(one, claims.SupportResult):
                assert set(plain(claim_words.verdict(catalogue, one))) <= names
                assert plain(claim_words.explanation(catalogue, one)) == ""
        assert plain(words.wide_sense() + "".join(words.majority(catalogue))) == ""
        assert set(plain(words.dependence(catalogue.evidence, catalogue.written))) <= names


# Who draws on whom


def test_dependence_tells_who_draws_on_whom_among_those_asked_about(catalogue):
    evidence = catalogue.evidence
    assert words.dependence(evidence, ["istakhri", "muqaddasi"]) == (
        "Not all are independent: al-Muqaddasi draws on al-Istakhri."
    )
    assert words.dependence(evidence, ["baladhuri", "yaqut", "istakhri", "muqaddasi"]) == (
        "Not all are independent: "
        "Yaqut draws on al-Baladhuri, al-Istakhri and al-Muqaddasi; "
        "al-Muqaddasi draws on al-Istakhri."
    )
    assert words.dependence(evidence, ["yaqut", "mustawfi"]) == ""
    assert words.dependence(evidence, ["yaqut"]) == words.dependence(evidence, []) == ""


def test_dependence_may_tell_only_of_those_that_draw_on_most(catalogue):
    among = ["baladhuri", "istakhri", "muqaddasi", "yaqut"]
    assert words.dependence(catalogue.evidence, among, most=1) == (
        "Not all are independent: Yaqut draws on al-Baladhuri, al-Istakhri and al-Muqaddasi."
    )
    whole = words.dependence(catalogue.evidence, catalogue.written)
    for key in catalogue.written:
        source = catalogue.evidence.sources[key]
        drawn = [other for other in source.draws_on if other in catalogue.written]
        assert (f"{words.short_name(source)} draws on" in whole) == bool(drawn)


# What most sources count in


def test_majority_gives_its_area_and_how_far_that_depends_on_the_sources(catalogue):
    line, grey = words.majority(catalogue)
    area = {spread: thousand_km2(size) for spread, size in catalogue.spreads.items()}
    assert f"more than half of the {len(catalogue.written)} sources" in line
    assert f"about {area[Spread.MAJORITY]} thousand km²" in line
    assert f"{area[Spread.ALL_LEFT_OUT]} to {area[Spread.ANY_LEFT_OUT]} thousand km²" in grey
    assert f"{area[Spread.MOST_DRAWS]} to {area[Spread.SOME_DRAWS]} in nine draws" in grey


def test_all_together_counts_the_written_sources_and_names_the_ends(catalogue):
    first, *_, last = words.short_names(catalogue, catalogue.written)
    sentence = words.all_together(catalogue)
    assert f"{len(catalogue.written)} written sources together" in sentence
    assert f"from {first} to {last}" in sentence


# In whose words


def statement(catalogue: ExtentCatalogue, **values: str) -> Statement:
    return replace(catalogue.evidence.statements[0], **values)


def test_a_list_stands_in_one_line_and_what_is_told_in_lines_of_its_own(catalogue):
    """The toponym has its language and direction, and stands beside our name of the town."""
    arabic = {"work_id": "istakhri-hini"}
    some = [
        statement(catalogue, **arabic, town_id="hara", toponym="هراة", says=""),
        statement(catalogue, **arabic, town_id="kabul", toponym="كابل", says="On the border."),
        statement(catalogue, **arabic, town_id="nishapur", toponym="نيسابور", says=""),
    ]
    bdi = '<bdi lang="ar" dir="rtl">{}</bdi>'
    assert words.said(catalogue.evidence, some) == (
        f"Herat {bdi.format('هراة')}, Nishapur {bdi.format('نيسابور')}"
        f"<br>Kabul {bdi.format('كابل')}: On the border."
    )
    assert words.said(catalogue.evidence, some[1:2], named=False) == (
        f"{bdi.format('كابل')}: On the border."
    )
    mute = statement(catalogue, work_id="", page="", citation="", toponym="", says="")
    assert words.said(catalogue.evidence, [mute], named=False) == ""


def test_every_statement_says_where_it_stands_in_its_words(catalogue):
    """The citation, the toponym in its script, and what is said; nothing but markup is added."""
    evidence = catalogue.evidence
    for one in evidence.statements:
        text = words.in_its_words(evidence, one)
        cited = words.cited(evidence.citation_of(one), one.basis)
        assert text.startswith(cited)
        assert escape(one.toponym) in text
        assert escape(one.says) in text
        if one.toponym:
            tag = evidence.works[one.work_id].language
            assert f'<bdi lang="{tag}" dir="' in text
        if not one.toponym and not one.says:
            assert text == cited


def test_what_a_source_says_never_becomes_markup(catalogue):
    hostile = statement(catalogue, toponym="<i>", says="<script>&")
    text = words.in_its_words(catalogue.evidence, hostile)
    assert isinstance(text, Markup)
    assert "&lt;script&gt;&amp;" in text
    assert "<script>" not in text
    assert "<i>" not in text


# What people call Khorasan


def test_a_report_says_whom_it_repeats(catalogue):
    """What another report only repeats is told as that, and what it repeats is there to read."""
    titles = {one.report_id: one.title for one in catalogue.evidence.reports}
    for one in catalogue.evidence.reports:
        text = words.report(catalogue.evidence, one)
        assert text.startswith(escape(one.says))
        assert ("This repeats" in text) == bool(one.draws_on)
        if one.draws_on:
            assert escape(f"“{titles[one.draws_on]}”") in text
        assert with_links(catalogue.evidence.citation_of(one)) in text
