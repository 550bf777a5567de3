"""Co-occurrence: the places that the article names in the same passages."""

from __future__ import annotations

from dataclasses import dataclass

from geo.text.article import Passage
from geo.text.corpus import Corpus
from geo.text.mentions import Mention
from geo.text.places import Place


@dataclass(frozen=True)
class Shared:
    """A passage that names two places, with the first mention of each in it."""

    passage: Passage
    one: Mention
    other: Mention


@dataclass(frozen=True)
class Companion:
    """A place named together with a given one, and the passages that name both, in order."""

    place: Place
    shared: tuple[Shared, ...]


def companions(corpus: Corpus, place_id: str) -> tuple[Companion, ...]:
    """List the places that share a passage with a place, most passages first, then by name.

    In each passage `one` is the given place, `other` the companion. A place that the article
    does not name has no company.
    """
    passages = {
        corpus.article.passage_at(mention.start).passage_id
        for mention in corpus.mentions_of.get(place_id, ())
    }
    others = {
        mention.place_id for passage_id in passages for mention in corpus.mentions_in[passage_id]
    }
    found = [
        Companion(corpus.places[other], passages_with(corpus, place_id, other))
        for other in others - {place_id}
    ]
    return tuple(sorted(found, key=lambda c: (-len(c.shared), c.place.name)))


def passages_with(corpus: Corpus, one: str, other: str) -> tuple[Shared, ...]:
    """List the passages that name both places, in text order."""
    firsts = _first_mentions(corpus, one), _first_mentions(corpus, other)
    return tuple(
        Shared(passage, mention, firsts[1][passage])
        for passage, mention in firsts[0].items()
        if passage in firsts[1]
    )


def _first_mentions(corpus: Corpus, place_id: str) -> dict[Passage, Mention]:
    found: dict[Passage, Mention] = {}
    for mention in corpus.mentions_of.get(place_id, ()):
        found.setdefault(corpus.article.passage_at(mention.start), mention)
    return found
