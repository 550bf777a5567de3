"""The walk through the article: from mention to mention, in the order of the text."""

from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import read_atlas

ATLAS = read_atlas()
MENTIONS = ATLAS.mentions


def test_walking_forth_and_back_meets_every_mention():
    """After each mention comes the next, before it the last; beyond the ends there is none."""
    before, after = zip(*(ATLAS.around(mention.start) for mention in MENTIONS), strict=True)
    assert before == (None, *MENTIONS[:-1])
    assert after == (*MENTIONS[1:], None)


@given(st.integers(-10, len(ATLAS.article.text) + 10))
def test_around_any_offset(start):
    """From anywhere in the text, the nearest mention on either side that does not begin there."""
    before, after = ATLAS.around(start)
    assert before == max(
        (m for m in MENTIONS if m.start < start), key=lambda m: m.start, default=None
    )
    assert after == min(
        (m for m in MENTIONS if m.start > start), key=lambda m: m.start, default=None
    )


def test_mentions_in_passages():
    """A passage's mentions are those within it, in order; together they are all."""
    for passage in ATLAS.article.passages:
        expected = tuple(m for m in MENTIONS if passage.start <= m.start < passage.end)
        assert ATLAS.mentions_in.get(passage.passage_id, ()) == expected
    assert sum(map(len, ATLAS.mentions_in.values())) == len(MENTIONS)
