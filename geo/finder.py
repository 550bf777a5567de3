"""The one search: places of the article, what one can ask about, and words in the text."""

from __future__ import annotations

from dataclasses import dataclass

from geo.extents.inclusion import Subject
from geo.lookup import SubjectIndex
from geo.text.corpus import Corpus
from geo.text.places import Place
from geo.text.search import NOWHERE, Found, closest, ranks, search_text


@dataclass(frozen=True)
class Findings:
    """What a search has found, the best first.

    `asks_first` tells that a subject is nearer to what was typed than any place of the article.
    `passage_count` counts the passages that hold the words, of which the first are in `passages`.
    """

    places: tuple[Place, ...] = ()
    subjects: tuple[Subject, ...] = ()
    passages: tuple[Found, ...] = ()
    passage_count: int = 0
    asks_first: bool = False

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return bool(self.places or self.subjects or self.passages)


def find(query: str, corpus: Corpus | None, index: SubjectIndex | None, most: int) -> Findings:
    """Find all that `query` may mean, at most `most` of each kind; a blank query finds nothing.

    Misspelt names are tried only where nothing holds the query itself.
    """
    in_places, in_subjects = corpus.folded if corpus else {}, index.folded if index else {}
    ranked = [ranks(query, folded) for folded in (in_places, in_subjects)]
    passages: tuple[Found, ...] = ()
    if corpus:
        passages = search_text(query, corpus.article, corpus.mentions_of, corpus.folded)
    if not any(ranked):
        ranked = [dict.fromkeys(closest(query, one), 0) for one in (in_places, in_subjects)]
    place_ids, keys = (sorted(one, key=one.__getitem__)[:most] for one in ranked)
    best = [min(one.values(), default=NOWHERE) for one in ranked]
    return Findings(
        places=tuple(corpus.places[key] for key in place_ids) if corpus else (),
        subjects=tuple(index.subjects[key] for key in keys) if index else (),
        passages=passages[:most],
        passage_count=len(passages),
        asks_first=best[1] < best[0],
    )
