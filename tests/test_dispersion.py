"""Dispersion: the bins tile the text, lose no mention, and each leads to one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.text.corpus import read_corpus
from geo.text.dispersion import BINS, bins, name_bins, place_bins

CORPUS = read_corpus()


@given(st.data())
def test_the_bins_tile_the_length_and_count_all(data):
    """They are equal to within one character; each counts the offsets in it."""
    length = data.draw(st.integers(1, 400))
    number = data.draw(st.integers(1, 500))
    starts = data.draw(st.lists(st.integers(0, length - 1)))
    found = bins(length, starts, number)
    assert len(found) == number
    assert [b.start for b in found[1:]] == [b.end for b in found[:-1]]
    assert (found[0].start, found[-1].end) == (0, length)
    assert max(b.end - b.start for b in found) - min(b.end - b.start for b in found) <= 1
    assert sum(b.count for b in found) == len(starts)
    for b in found:
        inside = [start for start in starts if b.start <= start < b.end]
        assert (b.count, b.first) == (len(inside), min(inside, default=None))


@pytest.mark.parametrize("place_id", list(CORPUS.places))
def test_the_counts_add_up_to_the_mentions(place_id):
    """Every mention of a place is in one bin, and each bin leads to a mention of it."""
    found = place_bins(CORPUS, place_id)
    assert sum(b.count for b in found) == len(CORPUS.mentions_of[place_id])
    firsts = {b.first for b in found} - {None}
    assert firsts <= {m.start for m in CORPUS.mentions_of[place_id]}
    assert min(firsts) == CORPUS.mentions_of[place_id][0].start


def test_the_name_is_counted_in_every_sense():
    """The uses of the name are those of the concordance; most are where it is explained."""
    found = name_bins(CORPUS)
    assert len(found) == BINS
    assert sum(b.count for b in found) == len(CORPUS.name_uses)
    fullest = max(found, key=lambda b: b.count)
    assert CORPUS.article.section_at(fullest.first).title.startswith("The name Khorasan")


def test_a_place_that_is_not_named_has_empty_bins():
    """An unknown place is counted nowhere."""
    found = place_bins(CORPUS, "atlantis", 7)
    assert [(b.count, b.first) for b in found] == [(0, None)] * 7
