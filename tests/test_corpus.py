"""The corpus: its mentions one by one, by passage, and those that a filter leaves."""

from hypothesis import given
from hypothesis import strategies as st

from geo.text.corpus import read_corpus
from geo.vocabulary import KINDS, Use

CORPUS = read_corpus()
MENTIONS = CORPUS.mentions


def test_the_walk_reaches_every_mention_in_both_directions():
    """After each mention comes the next, before it the last; beyond the ends there is none."""
    before, after = zip(*(CORPUS.around(mention.start) for mention in MENTIONS), strict=True)
    assert before == (None, *MENTIONS[:-1])
    assert after == (*MENTIONS[1:], None)


@given(st.integers(-10, len(CORPUS.article.text) + 10))
def test_around_finds_the_nearest_mention_on_either_side(start):
    """From anywhere in the text: the nearest mentions that do not begin just there."""
    before, after = CORPUS.around(start)
    assert before == max(
        (m for m in MENTIONS if m.start < start), key=lambda m: m.start, default=None
    )
    assert after == min(
        (m for m in MENTIONS if m.start > start), key=lambda m: m.start, default=None
    )


def test_the_mentions_of_a_passage_are_those_within_it():
    """They are in text order; together they are all mentions."""
    for passage in CORPUS.article.passages:
        expected = tuple(m for m in MENTIONS if passage.start <= m.start < passage.end)
        assert CORPUS.mentions_in.get(passage.passage_id, ()) == expected
    assert sum(map(len, CORPUS.mentions_in.values())) == len(MENTIONS)


@given(st.sets(st.sampled_from(KINDS)), st.sets(st.sampled_from(Use)))
def test_a_filter_leaves_the_places_that_fit(kinds, uses):
    """A place stays if its kind is chosen and one of its mentions has a chosen use."""
    left = [place.place_id for place in CORPUS.select(kinds, uses)]
    assert left == [
        key
        for key, place in CORPUS.places.items()
        if place.kind in (kinds or KINDS)
        and any(m.place_id == key and m.use in (uses or set(Use)) for m in MENTIONS)
    ]


@given(st.sampled_from(list(CORPUS.places)), st.sets(st.sampled_from(Use)))
def test_a_filter_never_hides_all_mentions_of_a_place(place_id, uses):
    """The mentions of a chosen use are shown; all of them if the place has none."""
    mentions = [m for m in MENTIONS if m.place_id == place_id]
    chosen = [m for m in mentions if m.use in (uses or set(Use))]
    assert list(CORPUS.shown_mentions(place_id, uses)) == (chosen or mentions)
