"""The extents are named, dated and measured in plain words, all from the catalogue of messages."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from geo.extents import claims
from geo.extents.catalogue import ExtentCatalogue, read_catalogue
from geo.extents.overlap import share_of_extent
from geo.messages import claims as claim_words
from geo.messages import extents as words
from geo.messages.catalogue import NO_BREAK, language, percent
from geo.units import unit_name
from geo.vocabulary import Basis, Relation, UnitKind


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
    assert words.size(catalogue.extents["split-2004"]) == "About 295 thousand km²."
    assert words.size(catalogue.default).startswith("About 628 to 1,2")


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
    assert ", mainly in " in one
    assert other.count(",") <= 5
    same = words.compared(catalogue, istakhri, istakhri)
    assert "mainly" not in "".join(same)


def test_evidence_is_counted(catalogue):
    statements = catalogue.statements_of(catalogue.extents["qudama"])
    assert words.evidence_label(statements) == (
        "The evidence: 39 towns in, 21 out, 0 on the border"
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
