"""The article: its text is verbatim, its passages are sentences, its mentions are complete."""

import re

import pysbd
import pytest

from geo.atlas import DATA, read_atlas

ATLAS = read_atlas()
TEXT = ATLAS.article.text
PASSAGES = ATLAS.article.passages


def test_text_is_whole():
    """The body is the one the offsets were made for."""
    assert len(TEXT) == 35_808
    assert TEXT.startswith("The Islamic State – Khorasan Province")
    assert "\n" not in TEXT


def test_passages_tile_the_text():
    """Put together in order, the passages are the text."""
    assert "".join(TEXT[p.start : p.end] for p in PASSAGES) == TEXT


def test_passages_break_where_another_segmenter_breaks():
    """Every sentence boundary pysbd finds is a passage boundary: none was lost by hand."""
    segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
    theirs = {span.start for span in segmenter.segment(TEXT)}
    assert theirs <= {p.start for p in PASSAGES}


@pytest.mark.parametrize(
    "inside",
    ["the U.S. withdrawal", "(lit. 'Voice of", "JUI (F) rally", "Rocket.Chat", "'to run over')"],
)
def test_abbreviations_do_not_break_a_sentence(inside):
    """An abbreviation, an initial or a quotation stays within one passage."""
    start = TEXT.index(inside)
    assert ATLAS.article.passage_at(start) == ATLAS.article.passage_at(start + len(inside) - 1)


def test_lookup_by_offset_agrees_with_a_search():
    """Each offset's passage and section are those whose bounds hold it."""
    starts = [s.start for s in ATLAS.article.sections]
    for offset in range(0, len(TEXT), 97):
        passage = ATLAS.article.passage_at(offset)
        assert passage.start <= offset < passage.end
        assert ATLAS.article.section_at(offset).start == max(s for s in starts if s <= offset)


def test_mentions_are_the_text_in_order():
    """Every mention is the text at its offsets, none overlaps the next, each lies in a passage."""
    for mention, following in zip(ATLAS.mentions, ATLAS.mentions[1:], strict=False):
        assert TEXT[mention.start : mention.end] == mention.surface
        assert mention.end <= following.start
        assert mention.end <= ATLAS.article.passage_at(mention.start).end


def test_every_khorasan_is_a_mention():
    """No use of the name the atlas is about is missing, in either spelling."""
    covered = {m.start for m in ATLAS.mentions if m.place_id == "khorasan"}
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
def test_doubtful_names_are_resolved(surface, place_id):
    """A name with several bearers goes to the one that is meant."""
    assert {m.place_id for m in ATLAS.mentions if m.surface == surface} == {place_id}


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
def test_places_lie_where_they_should(place_id, admin1):
    """The places that are easily mistaken are in the right province."""
    assert ATLAS.places[place_id].admin1 == admin1


def test_places_known_only_by_district_have_its_radius():
    """A place known only to lie in Chawkay District does not pretend to a point."""
    for place_id in ("chalas", "shuraz-valley"):
        place = ATLAS.places[place_id]
        assert place.certainty == "uncertain"
        assert place.radius_km >= 15


@pytest.mark.parametrize(
    "killing", ["killed over", "killing over 170", "cow-worshipping", "slaughtered", "killing 144"]
)
def test_passages_of_killing_and_abuse_are_sensitive(killing):
    """What describes killing, or abuses peoples, is marked with what it is about."""
    if killing in TEXT:
        assert ATLAS.article.passage_at(TEXT.index(killing)).sensitive


def test_plain_counts_of_the_dead_are_sensitive():
    """Every sentence with people killed or injured is marked."""
    for passage in PASSAGES:
        sentence = TEXT[passage.start : passage.end]
        if re.search(r"\b(killed|killing|injured|injuries|injuring|deaths)\b", sentence):
            assert passage.sensitive, sentence


def test_data_folder_is_the_contract():
    """The files the contract names are where it says."""
    for name in ("places.csv", "mentions.csv", "article/article.txt", "article/sections.csv"):
        assert (DATA / name).is_file()
