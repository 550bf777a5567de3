"""Co-occurrence: which places the article names together, how often, and where."""

import pytest

from geo.text.cooccurrence import companions, passages_with
from geo.text.corpus import read_corpus

CORPUS = read_corpus()
NAMED = {
    passage.passage_id: {
        m.place_id for m in CORPUS.mentions if passage.start <= m.start < passage.end
    }
    for passage in CORPUS.article.passages
}


@pytest.mark.parametrize("place_id", list(CORPUS.places))
def test_the_companions_are_the_places_of_the_same_passages(place_id):
    """Every place that a passage names with the given one is there, with these passages."""
    expected = {}
    for passage_id, named in NAMED.items():
        for other in named - {place_id} if place_id in named else ():
            expected.setdefault(other, []).append(passage_id)
    found = {
        companion.place.place_id: [shared.passage.passage_id for shared in companion.shared]
        for companion in companions(CORPUS, place_id)
    }
    assert found == expected


def test_co_occurrence_is_mutual():
    """One place is named with another as often as the other with the one."""
    counts = {
        (one, c.place.place_id): len(c.shared)
        for one in CORPUS.places
        for c in companions(CORPUS, one)
    }
    assert counts
    assert counts == {(other, one): count for (one, other), count in counts.items()}


def test_the_most_frequent_companion_comes_first():
    """Those that are named together equally often are in alphabetical order."""
    order = [(-len(c.shared), c.place.name) for c in companions(CORPUS, "afghanistan")]
    assert order == sorted(order)
    assert order[0] == (-15, "Pakistan")


def test_a_shared_passage_holds_the_first_mention_of_each_place():
    """Both mentions are in the passage, and none of the same place is before them."""
    for companion in companions(CORPUS, "kabul"):
        for shared in companion.shared:
            start, end = shared.passage.start, shared.passage.end
            pairs = ((shared.one, "kabul"), (shared.other, companion.place.place_id))
            for mention, place_id in pairs:
                inside = [m for m in CORPUS.mentions_of[place_id] if start <= m.start < end]
                assert mention == inside[0]


def test_the_passages_of_two_places_are_in_text_order():
    """Places that are never named together have none."""
    shared = passages_with(CORPUS, "khorasan", "sasanian-empire")
    assert [s.passage.passage_id for s in shared] == ["p024"]
    assert passages_with(CORPUS, "doha", "myanmar") == ()
    starts = [s.passage.start for s in passages_with(CORPUS, "afghanistan", "pakistan")]
    assert len(starts) == 15
    assert starts == sorted(starts)


@pytest.mark.parametrize("place_id", ["doha", "atlantis"])
def test_a_place_named_alone_has_no_companions(place_id):
    """Nor has a place that the article does not name."""
    assert companions(CORPUS, place_id) == ()
