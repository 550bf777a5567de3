"""The article: the text is verbatim, passages are sentences, mentions are complete."""

import re

import pysbd
import pytest

from geo.paths import DATA
from geo.text.corpus import read_corpus
from geo.vocabulary import Certainty

CORPUS = read_corpus()
TEXT = CORPUS.article.text
PASSAGES = CORPUS.article.passages


def test_the_text_is_whole():
    """The body is the one that the offsets were made for."""
    assert len(TEXT) == 35_808
    assert TEXT.startswith("The Islamic State – Khorasan Province")
    assert "\n" not in TEXT


def test_the_passages_tile_the_text():
    """Put together in order, the passages are the text."""
    assert "".join(TEXT[p.start : p.end] for p in PASSAGES) == TEXT


def test_passages_break_where_another_segmenter_breaks():
    """Every sentence boundary that pysbd finds is a passage boundary: none was lost by hand."""
    segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
    theirs = {span.start for span in segmenter.segment(TEXT)}
    assert len(theirs) > 100
    assert theirs <= {p.start for p in PASSAGES}


@pytest.mark.parametrize(
    "inside",
    ["the U.S. withdrawal", "(lit. 'Voice of", "JUI (F) rally", "Rocket.Chat", "'to run over')"],
)
def test_an_abbreviation_does_not_break_a_sentence(inside):
    """An abbreviation, an initial or a quotation stays within one passage."""
    start = TEXT.index(inside)
    assert CORPUS.article.passage_at(start) == CORPUS.article.passage_at(start + len(inside) - 1)


def test_lookup_by_offset_agrees_with_a_search():
    """Each offset's passage and section are those whose bounds hold it."""
    starts = [s.start for s in CORPUS.article.sections]
    for offset in range(0, len(TEXT), 97):
        passage = CORPUS.article.passage_at(offset)
        assert passage.start <= offset < passage.end
        assert CORPUS.article.section_at(offset).start == max(s for s in starts if s <= offset)


def test_mentions_are_the_text_in_order():
    """Every mention is the text at its offsets, none overlaps the next, each is in a passage."""
    for mention, following in zip(CORPUS.mentions, CORPUS.mentions[1:], strict=False):
        assert mention.end <= following.start
    for mention in CORPUS.mentions:
        assert TEXT[mention.start : mention.end] == mention.surface
        assert mention.end <= CORPUS.article.passage_at(mention.start).end


def test_every_khorasan_is_a_mention():
    """No use of the name that the atlas is about is missing, in either spelling."""
    covered = {m.start for m in CORPUS.mentions if m.place_id == "khorasan"}
    razavi = TEXT.index("Razavi (Central) Khorasan")
    for found in re.finditer(r"(Greater |Wilāyat )?(Khorasan|Khurasan|Khurāsān)", TEXT):
        assert found.start() in covered or razavi <= found.start() < razavi + 40


@pytest.mark.parametrize(
    ("surface", "place_id"),
    [
        ("Hyderabad", "hyderabad"),
        ("Oxus", "amu-darya"),
        ("Turkistan", "turkistan"),
        ("Khar", "khar"),
        ("KPK", "khyber-pakhtunkhwa"),
        ("Arabian Gulf", "persian-gulf"),
    ],
)
def test_an_ambiguous_name_is_resolved(surface, place_id):
    """A name with several bearers means the one that is meant."""
    assert {m.place_id for m in CORPUS.mentions if m.surface == surface} == {place_id}


@pytest.mark.parametrize(
    ("place_id", "admin1"),
    [
        ("hyderabad", "PK-SD"),
        ("mohmand-valley", "AF-NAN"),
        ("kuz-kunar", "AF-NAN"),
        ("khar", "PK-KP"),
        ("turkistan", "CN-XJ"),
        ("dewaygal-valley", "AF-KNR"),
        ("termez", "UZ-SU"),
    ],
)
def test_a_place_lies_in_its_province(place_id, admin1):
    """The places that are easily mistaken are in the right province."""
    assert CORPUS.places[place_id].admin1 == admin1


@pytest.mark.parametrize("place_id", ["chalas", "shuraz-valley"])
def test_a_place_known_only_by_its_district_has_the_radius_of_it(place_id):
    """A place known only to lie in Chawkay District does not pretend to a point."""
    place = CORPUS.places[place_id]
    assert place.certainty is Certainty.UNCERTAIN
    assert place.radius_km >= 15


@pytest.mark.parametrize(
    "killing", ["killed over", "killing over 170", "cow-worshipping", "slaughtered", "killing 144"]
)
def test_passages_of_killing_and_abuse_are_sensitive(killing):
    """What describes killing, or abuses peoples, is marked with what it is about."""
    assert CORPUS.article.passage_at(TEXT.index(killing)).sensitive


def test_counts_of_the_dead_are_sensitive():
    """Every sentence about people killed or injured is marked."""
    for passage in PASSAGES:
        sentence = TEXT[passage.start : passage.end]
        if re.search(r"\b(killed|killing|injured|injuries|injuring|deaths)\b", sentence):
            assert passage.sensitive, sentence


@pytest.mark.parametrize(
    "name", ["places.csv", "mentions.csv", "article/article.txt", "article/sections.csv"]
)
def test_the_data_folder_keeps_the_contract(name):
    """The files that the contract names are where it says."""
    assert (DATA / name).is_file()
