"""Dispersion: a histogram of where in the article a place, or the name Khorasan, is named."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from geo.text.corpus import Corpus

BINS = 40
"""Bins of the histogram, about 900 characters each; narrower ones would be hard to touch."""


@dataclass(frozen=True)
class Bin:
    """A part of the text, from `start` up to `end`, and how many names begin in it.

    `first` is the offset of the first of them, None where there is none.
    """

    start: int
    end: int
    count: int
    first: int | None


def place_bins(corpus: Corpus, place_id: str, number: int = BINS) -> tuple[Bin, ...]:
    """Count the mentions of a place in `number` equal parts of the text."""
    mentions = corpus.mentions_of.get(place_id, ())
    return bins(len(corpus.article.text), (mention.start for mention in mentions), number)


def name_bins(corpus: Corpus, number: int = BINS) -> tuple[Bin, ...]:
    """Count the uses of the name Khorasan, whatever it means, in equal parts of the text."""
    return bins(len(corpus.article.text), (sense.start for sense in corpus.name_uses), number)


def bins(length: int, starts: Iterable[int], number: int = BINS) -> tuple[Bin, ...]:
    """Divide `length` characters into `number` parts, equal to within one, and count `starts`."""
    edges = [length * at // number for at in range(number + 1)]
    found: list[list[int]] = [[] for _ in range(number)]
    for start in sorted(starts):
        found[bisect_right(edges, start) - 1].append(start)
    return tuple(
        Bin(edges[at], edges[at + 1], len(inside), inside[0] if inside else None)
        for at, inside in enumerate(found)
    )
