"""Where in the text: bars over its length, none lost, each leading to a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import read_atlas
from geo.whereabouts import BINS, bins, name_bins, place_bins

ATLAS = read_atlas()
LENGTH = len(ATLAS.article.text)


@given(st.data())
def test_bins_tile_the_length_and_count_all(data):
    """Bins tile the text, equal to within one, their counts are the starts within, none lost."""
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


@pytest.mark.parametrize("place_id", list(ATLAS.places))
def test_counts_sum_to_the_mentions(place_id):
    """Every mention of a place is in one bar, and each bar leads to a mention of it."""
    found = place_bins(ATLAS, place_id)
    assert sum(b.count for b in found) == len(ATLAS.mentions_of[place_id])
    firsts = {b.first for b in found} - {None}
    assert firsts <= {m.start for m in ATLAS.mentions_of[place_id]}
    assert min(firsts) == ATLAS.mentions_of[place_id][0].start


def test_the_name_is_counted_in_every_sense():
    """The bars of the name are those of the concordance, thickest where it is explained."""
    found = name_bins(ATLAS)
    assert len(found) == BINS
    assert sum(b.count for b in found) == len(ATLAS.senses)
    thickest = max(found, key=lambda b: b.count)
    assert ATLAS.article.section_at(thickest.first).title.startswith("The name Khorasan")


def test_a_place_not_named_has_empty_bars():
    """An unknown place has bars without height."""
    found = place_bins(ATLAS, "atlantis", 7)
    assert [(b.count, b.first) for b in found] == [(0, None)] * 7
