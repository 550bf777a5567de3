"""Everything a person can ask about is found by its id and by its name in any spelling."""

from __future__ import annotations

import pytest

from geo.extents.catalogue import ExtentCatalogue, read_catalogue
from geo.lookup import SubjectIndex, build_index
from geo.messages.inclusion import subject_description
from geo.text.corpus import Corpus, read_corpus
from geo.vocabulary import KINDS, LINES, TownKind, UnitKind


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus()


@pytest.fixture(scope="module")
def catalogue() -> ExtentCatalogue:
    return read_catalogue()


@pytest.fixture(scope="module")
def index(corpus, catalogue) -> SubjectIndex:
    return build_index(corpus, catalogue)


def test_every_town_unit_and_place_is_a_subject(corpus, catalogue, index):
    for key in [*catalogue.evidence.towns, "IR-09", "AF-HER", "AF", "IR", "TM"]:
        assert index.find(key).key == key
    for place in corpus.places.values():
        assert (index.find(place.place_id) is None) == (place.kind in LINES)


def test_place_that_is_a_province_or_a_town_is_the_same_subject(index):
    assert index.find("nangarhar") == index.find("AF-NAN")
    assert index.find("termez") == index.find("tirmidh")
    assert index.find("iran").unit == "IR"


@pytest.mark.parametrize("key", ["", "atlantis", "af-her", "AF-HER'", "XX"])
def test_unknown_id_means_nothing(index, key):
    assert index.find(key) is None


def test_kinds_are_codes(index):
    for subject in index.subjects.values():
        if subject.unit:
            assert isinstance(subject.kind, UnitKind)
        elif subject.town_id:
            assert isinstance(subject.kind, TownKind)
        else:
            assert subject.kind in KINDS


@pytest.mark.parametrize(
    ("key", "description"),
    [
        ("AF-HER", "province, Afghanistan"),
        ("AF", "country"),
        ("marw", "historic town, today ruins of Merv near Bayramaly, Turkmenistan"),
        ("ghur", "historic region, today Ghor, Afghanistan"),
        ("peshawar", "city, Pakistan"),
        ("kashmir", "region"),
    ],
)
def test_subject_is_described(index, key, description):
    assert subject_description(index.find(key)) == description
