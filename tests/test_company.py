"""The company of places: who is named with whom, how often, and where."""

import pytest

from geo.atlas import read_atlas
from geo.company import passages_with, together

ATLAS = read_atlas()
NAMED = {
    passage.passage_id: {
        m.place_id for m in ATLAS.mentions if passage.start <= m.start < passage.end
    }
    for passage in ATLAS.article.passages
}


@pytest.mark.parametrize("place_id", list(ATLAS.places))
def test_company_is_what_the_passages_name(place_id):
    """Every place named in a passage with the given one is there, counted by passages."""
    expected = {}
    for passage_id, named in NAMED.items():
        for other in named - {place_id} if place_id in named else ():
            expected.setdefault(other, []).append(passage_id)
    found = {c.place.place_id: [s.passage.passage_id for s in c.shared]
             for c in together(ATLAS, place_id)}  # fmt: skip
    assert found == expected


def test_company_is_mutual():
    """One place is named with another as often as the other with the one."""
    counts = {
        (one, c.place.place_id): len(c.shared) for one in ATLAS.places for c in together(ATLAS, one)
    }
    assert counts == {(other, one): count for (one, other), count in counts.items()}


def test_most_frequent_first_then_by_name():
    """The list begins with whom the place is named most; equals stand in the alphabet's order."""
    order = [(-len(c.shared), c.place.name) for c in together(ATLAS, "afghanistan")]
    assert order == sorted(order)
    assert order[0] == (-15, "Pakistan")


def test_a_shared_passage_shows_the_first_mention_of_each():
    """The mentions lie in the passage, none of the same place before them."""
    for companion in together(ATLAS, "kabul"):
        for shared in companion.shared:
            start, end = shared.passage.start, shared.passage.end
            for mention, place_id in (
                (shared.one, "kabul"), (shared.other, companion.place.place_id),
            ):  # fmt: skip
                inside = [m for m in ATLAS.mentions_of[place_id] if start <= m.start < end]
                assert mention == inside[0]


def test_passages_of_two_places():
    """The passages that name both come in text order; places never named together have none."""
    shared = passages_with(ATLAS, "khorasan", "sasanian-empire")
    assert [s.passage.passage_id for s in shared] == ["p024"]
    assert passages_with(ATLAS, "doha", "myanmar") == ()
    starts = [s.passage.start for s in passages_with(ATLAS, "afghanistan", "pakistan")]
    assert starts == sorted(starts)


def test_a_place_alone():
    """A place named with no other, or not named at all, has no company."""
    assert together(ATLAS, "doha") == ()
    assert together(ATLAS, "atlantis") == ()
